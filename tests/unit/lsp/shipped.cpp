#include "tests/unit/lsp/shipped.hpp"

#include <fstream>
#include <iterator>

namespace precept::lsp {

Contents shipped_contents() {
    Contents contents{.paths = {}, .texts = {}, .uris = {}, .today = *parse_date("2026-11-23")};
    Sources sources;
    Diagnostics none;
    contents.paths = rule_files(PRECEPT_SOURCE_DIR "/guidelines", sources, none);
    for (const std::string& path : contents.paths) {
        std::ifstream stream(path, std::ios::binary);
        contents.texts[path] = std::string(std::istreambuf_iterator<char>(stream), {});
    }
    return contents;
}

const Snapshot& shipped() {
    static const Snapshot snapshot(shipped_contents());
    return snapshot;
}

} // namespace precept::lsp
