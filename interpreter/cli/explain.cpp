#include "interpreter/cli/commands.hpp"
#include "lang/catalogue.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::cli {

namespace {

struct ExplainArguments {
    std::string code;
    bool list = false;
};

constexpr const char* footer = "Prints what a finding means, with a wrong and a right example.\n\n"
                               "Examples:\n"
                               "  precept explain unknown-name\n"
                               "  precept explain --list\n\n";

std::string list() {
    std::string text;
    std::size_t width = 0;
    for (const CodeInfo& entry : catalogue()) {
        width = std::max(width, entry.name.size());
    }
    for (const CodeInfo& entry : catalogue()) {
        text += fmt::format(
            "{:<{}}  {:<7}  {}\n",
            entry.name,
            width,
            entry.severity == Severity::Error ? "error" : "warning",
            entry.title
        );
    }
    return text;
}

std::string indented(std::string_view text) {
    std::string result;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        result += line.empty() ? "\n" : fmt::format("    {}\n", line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return result;
}

std::string page(const CodeInfo& entry) {
    std::string text = fmt::format(
        "{} ({}): {}\n\n{}\n",
        entry.name,
        entry.severity == Severity::Error ? "error" : "warning",
        entry.title,
        entry.text
    );
    if (entry.kind != ExampleKind::None) {
        text += fmt::format(
            "\nWrong:\n\n{}\nRight:\n\n{}", indented(entry.wrong), indented(entry.right)
        );
    }
    return text;
}

Exit explain(const ExplainArguments& arguments) {
    if (arguments.code.empty() && !arguments.list) {
        complain("precept explain: name a finding, or ask for all with --list\n");
        return Exit::Unusable;
    }
    if (arguments.code.empty()) {
        return print(list()) ? Exit::Fine : Exit::Unusable;
    }
    if (const auto code = find_code(arguments.code)) {
        return print(page(info(*code))) ? Exit::Fine : Exit::Unusable;
    }
    std::vector<std::string> names;
    for (const CodeInfo& entry : catalogue()) {
        names.emplace_back(entry.name);
    }
    const auto guess = nearest(arguments.code, names);
    complain(fmt::format(
        "precept explain: there is no finding called `{}`; {}\n",
        arguments.code,
        guess ? fmt::format("did you mean `{}`?", *guess)
              : "`precept explain --list` names them all"
    ));
    return Exit::Unusable;
}

} // namespace

void add_explain(Subcommands& subcommands) {
    subcommands.add<ExplainArguments>(
        {"explain", "Explain a finding", footer},
        [](Subcommand& command, ExplainArguments& arguments) {
            command.positional(
                "CODE", arguments.code, "The finding, as `precept check` names it", Need::Optional
            );
            command.flag("--list", arguments.list, "List all findings");
        },
        explain
    );
}

} // namespace precept::cli
