#include "interpreter/cli/rules.hpp"
#include "interpreter/testing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unistd.h>

namespace precept::cli {

Exit test(const TestArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    const auto results = run_tests(*program, sources, arguments.today, arguments.filter);
    if (results.empty()) {
        complain(
            arguments.filter.empty()
                ? "precept test: these files hold no tests\n"
                : fmt::format("precept test: no test has `{}` in its label\n", arguments.filter)
        );
        return Exit::Unusable;
    }
    if (!print(render_tests(*program, results, sources, style_for(STDOUT_FILENO, arguments.colour))
        )) {
        return Exit::Unusable;
    }
    return std::all_of(results.begin(), results.end(), passed) ? Exit::Fine : Exit::Findings;
}

} // namespace precept::cli
