// Every subcommand, each in a file of its own, in the order in which `precept --help` lists them.
#pragma once

#include "interpreter/cli/subcommand.hpp"

namespace precept::cli {

void add_new(Subcommands& subcommands);
/// `check` and `lint`
void add_check(Subcommands& subcommands);
void add_format(Subcommands& subcommands);
void add_run(Subcommands& subcommands);
void add_cohort(Subcommands& subcommands);
void add_test(Subcommands& subcommands);
void add_watch(Subcommands& subcommands);
void add_diff(Subcommands& subcommands);
void add_doc(Subcommands& subcommands);
void add_draw(Subcommands& subcommands);
void add_explain(Subcommands& subcommands);
/// `why`, `why-not`, `whatif`, `ask` and `flip`
void add_questions(Subcommands& subcommands);
void add_repl(Subcommands& subcommands);
void add_lsp(Subcommands& subcommands);

} // namespace precept::cli
