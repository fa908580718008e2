// Checks a rule file through the installed headers and libraries, as a program of others would.
#include "interpreter/truth.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"

#include <cstdio>

int main() {
    precept::Sources sources;
    precept::Diagnostics diagnostics;
    const auto program = precept::compile_text(
        "greeting.precept",
        "terms greeting \"A term\"\n"
        "  language 1\n"
        "\n"
        "term aspirin \"Aspirin\"\n",
        sources,
        precept::CheckOptions{},
        diagnostics
    );
    const auto findings = precept::render_gcc(diagnostics, sources);
    std::fputs(findings.c_str(), stderr);
    return precept::has_errors(diagnostics) ? 1 : 0;
}
