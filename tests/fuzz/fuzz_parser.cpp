// Any bytes at all, as a rule file and as a lone expression: no crash, no endless loop, and no
// silence about what could not be read.

#include "lang/ast_dump.hpp"
#include "lang/parser.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace precept;
    Sources sources;
    Diagnostics diagnostics;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto file = add_text("fuzz.precept", text, sources, diagnostics);
    if (!file) {
        return 0;
    }
    const ast::Module module = parse(sources, *file, diagnostics);
    (void)dump(module);
    for (const Diagnostic& finding : diagnostics) {
        if (finding.span.begin > finding.span.end || finding.span.end > text.size()) {
            std::abort();
        }
    }
    if (!module.broken.empty() && !has_errors(diagnostics)) {
        std::abort();
    }
    Diagnostics about_expression;
    const ast::ExprPtr expr = parse_expression(sources, *file, about_expression);
    if ((expr == nullptr) != has_errors(about_expression)) {
        std::abort();
    }
    return 0;
}
