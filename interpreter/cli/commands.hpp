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

/// Rule files and the patient whom they are asked about.
struct PatientArguments : Common {
    enum class Format : std::uint8_t { Text, Json };

    std::string facts;            ///< a file or `-`; empty: nothing is known but what `set` says
    std::vector<std::string> set; ///< NAME=VALUE
    bool ignore_unknown_facts = false;
    Format format = Format::Text;
};

struct RunArguments : PatientArguments {
    TraceLevel trace = TraceLevel::Fired;
};

/// A question about the patient: of a thing, or under a supposition.
struct QuestionArguments : PatientArguments {
    std::string about;         ///< the thing, or what is supposed; of `ask` empty
    bool negated = false;      ///< why not; flip so that it is not so
    std::size_t changes = 3;   ///< of flip: at most so many facts
    bool change_fixed = false; ///< of flip: also what is `fixed`
    std::size_t most = 0;      ///< of ask: at most so many questions; 0: all
};

struct ReplArguments : PatientArguments {
    std::vector<std::string> commands; ///< to be run in place of what is typed
    bool keep_going = false;           ///< after a command of a script that failed
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
[[nodiscard]] Exit why(const QuestionArguments& arguments);
[[nodiscard]] Exit what_if(const QuestionArguments& arguments);
[[nodiscard]] Exit ask(const QuestionArguments& arguments);
[[nodiscard]] Exit flip(const QuestionArguments& arguments);
[[nodiscard]] Exit repl(const ReplArguments& arguments);

} // namespace precept::cli
