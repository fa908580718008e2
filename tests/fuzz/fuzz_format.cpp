// Any rule file that parses is formatted, says the same afterwards (which the formatter itself
// looks at), and is then left alone.

#include "lang/format.hpp"

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
    const auto once = file ? format(sources, *file, diagnostics) : std::nullopt;
    if (!once) {
        return 0;
    }
    const auto again = add_text("again.precept", *once, sources, diagnostics);
    if (!again || format(sources, *again, diagnostics) != once) {
        std::abort();
    }
    return 0;
}
