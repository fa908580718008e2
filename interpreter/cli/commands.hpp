// The subcommands, each in a file of its own: what it was asked, and the function that does it.
#pragma once

#include "interpreter/cli/terminal.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/date.hpp"

#include <optional>
#include <string>
#include <vector>

namespace precept::cli {

/// What all subcommands share.
struct Common {
    Colour colour = Colour::Auto;
    std::vector<std::string> paths; ///< files, folders or `-`
    Date today = local_today();
};

struct CheckArguments : Common {
    enum class Format : std::uint8_t { Text, Gcc, Json };

    Format format = Format::Text;
};

struct RunArguments : Common {
    enum class Format : std::uint8_t { Text, Json };

    std::string facts;            ///< a file or `-`; empty: nothing is known but what `set` says
    std::vector<std::string> set; ///< NAME=VALUE
    Format format = Format::Text;
    TraceLevel trace = TraceLevel::Fired;
    bool ignore_unknown_facts = false;
};

struct TestArguments : Common {
    std::string filter;
};

struct ExplainArguments {
    Colour colour = Colour::Auto;
    std::string code; ///< empty: list all
};

[[nodiscard]] Exit check(const CheckArguments& arguments);
[[nodiscard]] Exit run(const RunArguments& arguments);
[[nodiscard]] Exit test(const TestArguments& arguments);
[[nodiscard]] Exit explain(const ExplainArguments& arguments);

} // namespace precept::cli
