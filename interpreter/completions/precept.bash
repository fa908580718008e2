# Completion of precept for bash.

_precept_codes() {
    precept explain --list 2>/dev/null | awk '{ print $1 }'
}

_precept() {
    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} command='' i
    local commands='new check lint fmt watch diff run cohort test doc draw explain why why-not whatif ask flip repl lsp help'
    # The shell splits --option=value at the sign.
    if [[ $word == = ]]; then
        word=''
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        if [[ " $commands " == *" ${COMP_WORDS[i]} "* ]]; then
            command=${COMP_WORDS[i]}
            break
        fi
    done

    local values='' options='--help --color'
    local patient=' --today --facts --set --format --ignore-unknown-facts'
    local cohort=' --input --map --events --id'
    case $before in
    --color) values='auto always never' ;;
    --today) values=$(date +%F) ;;
    --trace) values='none fired full' ;;
    --input) values='auto ndjson csv tsv' ;;
    --progress) values='auto always never' ;;
    --format)
        case $command in
        check | lint) values='text gcc json' ;;
        test) values='text json junit' ;;
        cohort) values='summary json ndjson csv' ;;
        draw) values='svg png dot' ;;
        *) values='text json' ;;
        esac
        ;;
    --facts)
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
        compopt -o filenames 2>/dev/null
        return
        ;;
    --git) values=$(git for-each-ref --format='%(refname:short)' 2>/dev/null) ;;
    --set | --filter | --min | --most | --changes | --command | -c | --patient | --id | --jobs | --max-rejects) return ;;
    --map | --events | --rejects)
        mapfile -t COMPREPLY < <(compgen -f -- "${word#*=}")
        compopt -o filenames 2>/dev/null
        return
        ;;
    esac
    if [[ -n $values ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
        return
    fi

    case $command in
    '') options+=' --version' values=$commands ;;
    new)
        options+=' --out' values='guideline terms'
        [[ $before == guideline || $before == terms ]] && return
        ;;
    check | lint) options+=' --today --format' ;;
    fmt) options+=' --check --diff' ;;
    watch) options+=' --today --facts --set --ignore-unknown-facts' ;;
    diff) options+=' --today --git --facts --ignore-unknown-facts' ;;
    run) options+="$patient --trace --patient$cohort" ;;
    cohort)
        options+=" --today --facts --format --ignore-unknown-facts --out --report --rejects --strict"
        options+=" --max-rejects --resume --jobs --progress$cohort"
        ;;
    why | why-not | whatif) options+="$patient --patient$cohort" ;;
    ask) options+="$patient --most --patient$cohort" ;;
    flip) options+="$patient --not --changes --change-fixed --patient$cohort" ;;
    repl) options+=' --today --facts --set --ignore-unknown-facts --command --keep-going' ;;
    test) options+=' --today --filter --format --ignore-unknown-facts --coverage --min --report --suggest' ;;
    lsp) options+=' --today --stdio' ;;
    doc) options+=' --today --out' ;;
    draw) options+="$patient --out --patient$cohort" ;;
    explain) options+=' --list' values=$(_precept_codes) ;;
    help) values=$commands ;;
    esac
    if [[ $word == -* ]]; then
        values=$options
    elif [[ -z $values ]]; then
        mapfile -t COMPREPLY < <(compgen -f -X '!*.precept' -- "$word" ; compgen -d -- "$word")
        compopt -o filenames 2>/dev/null
        return
    fi
    mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
}

complete -F _precept precept
