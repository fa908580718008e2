# Completion of precept for fish.

function __precept_codes
    precept explain --list 2>/dev/null | string replace -r '^(\S+)\s+(.*)$' '$1\t$2'
end

set -l commands new check lint fmt watch diff run cohort test doc draw explain why why-not whatif ask flip repl lsp help
set -l none "not __fish_seen_subcommand_from $commands"
set -l rules '__fish_seen_subcommand_from check lint watch diff run cohort test doc draw why why-not whatif ask flip repl'

complete -c precept -f
complete -c precept -s h -l help -d 'Print help'
complete -c precept -l color -x -a 'auto always never' -d 'When to colour'
complete -c precept -n $none -l version -d 'Print the version'

complete -c precept -n $none -a new -d 'Write a rule file to start from'
complete -c precept -n $none -a check -d 'Find what is wrong in rule files'
complete -c precept -n $none -a lint -d 'Find what is legal but suspect in rule files'
complete -c precept -n $none -a fmt -d 'Give rule files their canonical layout'
complete -c precept -n $none -a watch -d 'Check and test again at every save'
complete -c precept -n $none -a diff -d 'Say what changed from one version to another'
complete -c precept -n $none -a run -d 'Ask rule files about a patient'
complete -c precept -n $none -a cohort -d 'Ask rule files about many patients'
complete -c precept -n $none -a test -d 'Run the tests in rule files'
complete -c precept -n $none -a doc -d 'Write a guideline as a document for readers'
complete -c precept -n $none -a draw -d 'Draw a guideline as a flow picture'
complete -c precept -n $none -a explain -d 'Explain a finding'
complete -c precept -n $none -a why -d 'Say why something came out'
complete -c precept -n $none -a why-not -d 'Say why something did not'
complete -c precept -n $none -a whatif -d 'Show what would change if facts were otherwise'
complete -c precept -n $none -a ask -d 'List the facts worth finding out'
complete -c precept -n $none -a flip -d 'Find the smallest change that turns an outcome'
complete -c precept -n $none -a repl -d 'Ask one question after the other'
complete -c precept -n $none -a lsp -d 'Serve an editor'
complete -c precept -n $none -a help -d 'Print the help of a subcommand'

complete -c precept -n $rules -k -a '(__fish_complete_suffix .precept)'
complete -c precept -n $rules -l today -x -a '(date +%F)' -d 'The day that the question is asked for'

complete -c precept -n '__fish_seen_subcommand_from new' -a 'guideline terms'
complete -c precept -n '__fish_seen_subcommand_from new' -l out -x -a '(__fish_complete_directories)' -d 'Where to write it'
complete -c precept -n '__fish_seen_subcommand_from fmt' -l check -d 'Name the files that would change'
complete -c precept -n '__fish_seen_subcommand_from fmt' -l diff -d 'Show what would change'
complete -c precept -n '__fish_seen_subcommand_from check lint' -l format -x -a 'text gcc json' \
    -d 'How to print the findings'

complete -c precept -n '__fish_seen_subcommand_from diff' -l git -x -d 'Compare with a revision of git'
complete -c precept -n '__fish_seen_subcommand_from diff' -l facts -r -d 'The facts of a patient, or a folder of them'
complete -c precept -n '__fish_seen_subcommand_from diff' -l ignore-unknown-facts -d 'Leave out facts that neither version declares'

complete -c precept -n '__fish_seen_subcommand_from doc draw' -l out -r -d 'Where to write'
complete -c precept -n '__fish_seen_subcommand_from draw' -l format -x -a 'svg png dot' -d 'What to write'

set -l run '__fish_seen_subcommand_from run'
set -l patient '__fish_seen_subcommand_from watch run draw why why-not whatif ask flip repl'
set -l answer '__fish_seen_subcommand_from run why why-not whatif ask flip'
complete -c precept -n $patient -l facts -x -k -a '(__fish_complete_suffix .json)' -d 'The facts of the patient'
complete -c precept -n $patient -l set -x -d 'A fact in place of that in the file'
complete -c precept -n $answer -l format -x -a 'text json' -d 'How to print the answer'
complete -c precept -n $run -l trace -x -a 'none fired full' -d 'The traces of which rules to print'
complete -c precept -n $patient -l ignore-unknown-facts -d 'Leave out facts that no rule file declares'

set -l one '__fish_seen_subcommand_from run draw why why-not whatif ask flip'
set -l many '__fish_seen_subcommand_from cohort run draw why why-not whatif ask flip'
set -l cohort '__fish_seen_subcommand_from cohort'
complete -c precept -n $one -l patient -x -d 'The patient of a cohort: a name, or line:N'
complete -c precept -n $many -l input -x -a 'auto ndjson csv tsv' -d 'What kind of file the cohort is'
complete -c precept -n $many -l map -r -d 'What columns, or the keys of NDJSON, mean'
complete -c precept -n $many -l events -r -d 'A CSV file of events, by patient'
complete -c precept -n $many -l id -x -d 'The column or key that names the patient'
complete -c precept -n $cohort -l facts -r -d 'The cohort'
complete -c precept -n $cohort -l ignore-unknown-facts -d 'Leave out facts that no rule file declares'
complete -c precept -n $cohort -l format -x -a 'summary json ndjson csv' -d 'Counts, or a line for each patient'
complete -c precept -n $cohort -l out -r -d 'Where to write it'
complete -c precept -n $cohort -l resume -d 'Go on where a run was stopped'
complete -c precept -n $cohort -l report -r -d 'Also write the counts as an HTML page'
complete -c precept -n $cohort -l rejects -r -d 'Where to write records that cannot be read'
complete -c precept -n $cohort -l strict -d 'Stop at the first record that cannot be read'
complete -c precept -n $cohort -l max-rejects -x -d 'Stop when more than this share cannot be read'
complete -c precept -n $cohort -l jobs -x -d 'Processors to use'
complete -c precept -n $cohort -l progress -x -a 'auto always never' -d 'When to show how far it is'

complete -c precept -n '__fish_seen_subcommand_from repl' -s c -l command -x -d 'Run this, and end'
complete -c precept -n '__fish_seen_subcommand_from repl' -l keep-going -d 'Go on after a command that failed'

complete -c precept -n '__fish_seen_subcommand_from lsp' -l stdio -d 'Accepted, and changes nothing'

set -l flip '__fish_seen_subcommand_from flip'
complete -c precept -n $flip -l not -d 'So that it is not so'
complete -c precept -n $flip -l changes -x -d 'Change at most so many facts'
complete -c precept -n $flip -l change-fixed -d 'Change facts that are fixed, too'
complete -c precept -n '__fish_seen_subcommand_from ask' -l most -x -d 'At most so many questions'

complete -c precept -n '__fish_seen_subcommand_from test' -l filter -x -d 'Only tests with this in their label'
complete -c precept -n '__fish_seen_subcommand_from test' -l format -x -a 'text json junit' -d 'How to print the results'
complete -c precept -n '__fish_seen_subcommand_from test' -l ignore-unknown-facts -d 'Leave out facts that no rule file declares'
complete -c precept -n '__fish_seen_subcommand_from test' -l coverage -d 'Show what the tests have seen'
complete -c precept -n '__fish_seen_subcommand_from test' -l min -x -d 'Least share that is to be covered, in per cent'
complete -c precept -n '__fish_seen_subcommand_from test' -l report -r -d 'Also write what they have seen, as JSON or HTML'
complete -c precept -n '__fish_seen_subcommand_from test' -l suggest -d 'Write tests that would see the rest'

set -l explain '__fish_seen_subcommand_from explain'
complete -c precept -n $explain -l list -d 'List all findings'
complete -c precept -n $explain -a '(__precept_codes)'

complete -c precept -n '__fish_seen_subcommand_from help' -a "$commands"
