#include "interpreter/cli/commands.hpp"
#include "interpreter/starter/starter.hpp"
#include "interpreter/write_file.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <vector>

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

struct NewArguments {
    Colour colour = Colour::Auto;
    std::string kind;
    std::string name;
    std::string out;
};

constexpr const char* footer =
    "Writes a rule file to start from, NAME.precept: a guideline with one rule and its three "
    "tests, "
    "or a file\n"
    "of terms that guidelines share. It passes `check` and `test` as it is. A file that is there "
    "is "
    "left alone.\n\n"
    "Examples:\n"
    "  precept new guideline heart_failure\n"
    "  precept new terms cardiology --out shared/\n"
    "  precept new guideline heart_failure --out -      to standard output\n\n";

constexpr const char* new_exit_codes = "Exit codes:\n"
                                       "  0  it is written\n"
                                       "  2  it can't be, or wrong usage";

std::optional<ast::ModuleKind> kind_of(const std::string& word) {
    if (word == "guideline") {
        return ast::ModuleKind::Guideline;
    }
    if (word == "terms") {
        return ast::ModuleKind::Terms;
    }
    const std::vector<std::string> kinds = {"guideline", "terms"};
    const auto guess = nearest(word, kinds);
    complain(fmt::format(
        "precept new: `{}` can't be begun: say `guideline` or `terms`{}\nTry `precept new "
        "--help`.\n",
        word,
        guess ? fmt::format(" (did you mean `{}`?)", *guess) : ""
    ));
    return std::nullopt;
}

Exit write_starter(const NewArguments& arguments) {
    const auto kind = kind_of(arguments.kind);
    if (!kind) {
        return Exit::Unusable;
    }
    if (const std::string fault = fault_in_name(arguments.name); !fault.empty()) {
        complain(fmt::format("precept new: {}\n", fault));
        return Exit::Unusable;
    }
    const std::string text = starter(*kind, arguments.name);
    if (arguments.out == "-") {
        return print(text) ? Exit::Fine : Exit::Unusable;
    }
    std::error_code error;
    const fs::path folder = arguments.out.empty() ? "." : arguments.out;
    if (!fs::is_directory(folder, error)) {
        complain(fmt::format("precept new: there is no folder {}\n", folder.string()));
        return Exit::Unusable;
    }
    const std::string path = (folder / (arguments.name + ".precept")).lexically_normal().string();
    if (fs::exists(path, error)) {
        complain(fmt::format("precept new: {} is there already, and is left as it is\n", path));
        return Exit::Unusable;
    }
    if (!write_file(path, text)) {
        complain(fmt::format("precept new: {} can't be written: {}\n", path, std::strerror(errno)));
        return Exit::Unusable;
    }
    const bool guideline = *kind == ast::ModuleKind::Guideline;
    const bool printed = print(fmt::format(
        "{}: {}\nNext: precept {} {}\n",
        path,
        guideline ? "a guideline with one rule and its three tests" : "terms to share",
        guideline ? "watch" : "check",
        path
    ));
    return printed ? Exit::Fine : Exit::Unusable;
}

} // namespace

void add_new(Subcommands& subcommands) {
    subcommands.add<NewArguments>(
        {"new", "Write a rule file to start from", footer, new_exit_codes},
        [](Subcommand& command, NewArguments& arguments) {
            command.positional("KIND", arguments.kind, "guideline or terms", Need::Required);
            command.positional(
                "NAME", arguments.name, "Of the file, without .precept", Need::Required
            );
            command.option(
                "--out", arguments.out, "FOLDER", "Where to write it; `-` is standard output"
            );
            command.colour(arguments.colour);
        },
        write_starter
    );
}

} // namespace precept::cli
