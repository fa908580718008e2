// What authors noted for readers of a rule file: the comments that stand directly above an item.
#pragma once

#include "lang/program.hpp"
#include "lang/source.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace precept::document {

class Notes {
public:
    Notes(const Program& program, const Sources& sources);

    /// The comment that stands on the lines above the one where `item` begins, as one paragraph.
    /// Rulers (`# ---- Heart`) and words to tools (`# precept: …`) are no notes.
    [[nodiscard]] std::string above(Span item) const;

private:
    const Sources& sources_;
    std::map<std::pair<FileId, std::uint32_t>, std::string> lines_; ///< by file and line
};

} // namespace precept::document
