// What `--help` says below the options of each subcommand: what it is for, examples, exit codes.
// Lines of at most 105 columns, which the terminal need not wrap.
#pragma once

namespace precept::cli {

inline constexpr const char* exit_codes = "Exit codes:\n"
                                          "  0  nothing wrong\n"
                                          "  1  findings\n"
                                          "  2  unusable input, or wrong usage";

inline constexpr const char* question_exit_codes = "Exit codes:\n"
                                                   "  0  answered\n"
                                                   "  2  unusable input, or wrong usage";

inline constexpr const char* flip_exit_codes = "Exit codes:\n"
                                               "  0  answered, or so already\n"
                                               "  1  nothing was found\n"
                                               "  2  unusable input, or wrong usage";

inline constexpr const char* top_footer =
    "Examples:\n"
    "  precept check guidelines\n"
    "  precept run guidelines --facts examples/anna.json\n"
    "  precept run guidelines --facts examples/anna.json --set 'lvef=45 %'\n"
    "  precept test guidelines\n"
    "  precept explain unknown-name\n\n"
    "A missing fact is unknown, never \"no\". Nothing that this program prints is medical "
    "advice.\n\n";

inline constexpr const char* check_footer =
    "Reports everything that is wrong with rule files in one run: syntax, names, types, units, "
    "circles,\n"
    "unreachable cases, missing citations, overdue reviews. Files that they `use` are checked as "
    "well.\n\n"
    "Examples:\n"
    "  precept check guidelines\n"
    "  precept check --format gcc her2.precept      a line for each finding, for editors\n"
    "  precept check --format json guidelines       for tools\n\n";

inline constexpr const char* run_footer =
    "Evaluates rule files for one patient: the advice first, then what is undecided and which "
    "facts would\n"
    "decide it, then the trace. Findings in the rule files or in the facts go to standard error, "
    "and then\n"
    "nothing is evaluated.\n\n"
    "Facts are a JSON object:\n"
    "  {\"her2_ihc\": \"3+\", \"lvef\": {\"value\": 62, \"unit\": \"%\", \"on\": \"2026-10-02\"}, "
    "\"pregnant\": false,\n"
    "   \"mutations\": [\"esr1\"], \"therapy\": [{\"drug\": \"trastuzumab\", \"started\": "
    "\"2026-01-05\"}]}\n"
    "A fact that is absent or null is unknown; a list of events that is given is complete.\n\n"
    "Examples:\n"
    "  precept run guidelines --facts anna.json\n"
    "  precept run guidelines --facts anna.json --set 'lvef=45 % on 2026-11-01' --set pregnant=no\n"
    "  precept run guidelines --facts - --format json < anna.json\n"
    "  precept run guidelines --facts anna.json --trace full --today 2026-11-23\n\n"
    "Exit code 1 says that an `ensure` of the rule files does not hold for the patient.\n\n";

inline constexpr const char* test_footer =
    "Runs the `test` blocks of rule files. A failure shows the "
    "expectation, what came out instead, and the\n"
    "conditions behind it with their values.\n\n"
    "Examples:\n"
    "  precept test guidelines\n"
    "  precept test guidelines --filter 'heart'\n\n";

inline constexpr const char* explain_footer =
    "Prints what a finding means, with a wrong and a right example.\n\n"
    "Examples:\n"
    "  precept explain unknown-name\n"
    "  precept explain --list\n\n";

inline constexpr const char* why_footer =
    "THING is a rule, a term (a drug, a class, a test) or a definition, by its name or its label.\n"
    "Shows what decided alone: for what came out, the conditions that made it so; for what did "
    "not, those\n"
    "that stood against it and those that are merely unknown, with values and where they came "
    "from. Where\n"
    "the question assumes what is not so, that is said, and the other one answered.\n\n"
    "Examples:\n"
    "  precept why thp guidelines --facts anna.json\n"
    "  precept why-not elacestrant guidelines --facts anna.json\n\n";

inline constexpr const char* what_if_footer =
    "FACTS are written as in `given` of a test, joined by `and`. Shows which advice, rules and "
    "definitions\n"
    "would come out otherwise. Events are added to those on record.\n\n"
    "Examples:\n"
    "  precept whatif 'lvef is 45 %' guidelines --facts anna.json\n"
    "  precept whatif 'er_status is negative and not pregnant' guidelines --facts anna.json\n"
    "  precept whatif 'therapy with drug t_dm1, setting metastatic' guidelines --facts anna.json"
    "\n\n";

inline constexpr const char* ask_footer =
    "The unknown facts that undecided rules wait for, most useful first, with what each answer "
    "would lead to.\n\n"
    "Examples:\n"
    "  precept ask guidelines --facts anna.json\n"
    "  precept ask guidelines --facts anna.json --most 3\n\n";

inline constexpr const char* flip_footer =
    "The smallest sets of changes that would make a rule fire, a term recommended or a yes/no "
    "definition\n"
    "hold. Facts that are `fixed` and events on record stay. What was not tried is said.\n\n"
    "Examples:\n"
    "  precept flip elacestrant guidelines --facts anna.json\n"
    "  precept flip thp guidelines --facts anna.json --not\n\n";

inline constexpr const char* repl_footer =
    "A shell with one patient and any number of questions: why, why not, what if, ask, flip, "
    "sweep, "
    "robust.\n"
    "`help` in it lists its commands. Where standard input is no terminal, commands are read from "
    "it "
    "line by\n"
    "line, up to the first that fails: then exit code 1.\n\n"
    "Examples:\n"
    "  precept repl guidelines --facts anna.json\n"
    "  precept repl guidelines --facts anna.json -c robust\n"
    "  echo 'why not elacestrant' | precept repl guidelines --facts anna.json\n\n";

} // namespace precept::cli
