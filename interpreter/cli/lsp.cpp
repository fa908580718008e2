#include "interpreter/cli/commands.hpp"
#include "interpreter/lsp/memory.hpp"
#include "interpreter/lsp/serve.hpp"

#include <unistd.h>

namespace precept::cli {

namespace {

struct LspArguments : Common {
    bool stdio = false; ///< as other servers want to be told; there is no other way
};

constexpr const char* footer =
    "Speaks the Language Server Protocol 3.17 on standard input and output: editors start it, not "
    "people.\n"
    "It checks all rule files of the workspace as one types, unsaved ones included, says above "
    "each "
    "rule\n"
    "whether its tests pass and, once a patient file is chosen, beside each rule what becomes of "
    "it.\n\n"
    "Commands (workspace/executeCommand):\n"
    "  precept.choosePatient  the patient whom the rules are tried on: [] asks, [{\"uri\": …}] "
    "takes one\n"
    "  precept.runTests       [{\"uri\": …, \"test\": …}]: the tests of a file, or one of them\n"
    "  precept.writeTest      [{\"uri\": …, \"rule\": …}]: adds a test under which the rule fires\n"
    "  precept.trace          [{\"uri\": …}]: the trace of the patient, of one file or of all\n"
    "  precept.draw           [{\"uri\": …}]: the drawing of a file, with the patient's way\n\n"
    "Examples:\n"
    "  precept lsp\n"
    "  vim.lsp.start({ name = 'precept', cmd = { 'precept', 'lsp' } })      in Neovim\n\n";

constexpr const char* lsp_exit_codes = "Exit codes:\n"
                                       "  0  the client ended the session as it should\n"
                                       "  1  the client went away, or left without `shutdown`\n"
                                       "  2  wrong usage";

Exit serve(const LspArguments& arguments) {
    if (isatty(STDIN_FILENO) != 0) {
        complain("precept lsp: an editor starts this, and talks to it in messages; see `precept "
                 "lsp --help`\n");
        return Exit::Unusable;
    }
    lsp::prefer_large_pages();
    const auto ending = lsp::serve(
        STDIN_FILENO, STDOUT_FILENO, {.today = arguments.today, .version = PRECEPT_VERSION}
    );
    return ending == lsp::Ending::Orderly ? Exit::Fine : Exit::Findings;
}

} // namespace

void add_lsp(Subcommands& subcommands) {
    subcommands.add<LspArguments>(
        {"lsp", "Serve an editor: findings, completion, navigation", footer, lsp_exit_codes},
        [](Subcommand& command, LspArguments& arguments) {
            command.day(arguments);
            command.flag(
                "--stdio",
                arguments.stdio,
                "Accepted for editors that say so; standard input and output are used anyway"
            );
        },
        serve
    );
}

} // namespace precept::cli
