// The rule files of a workspace, checked together, as they were at one moment: texts, program,
// findings, and where each name stands. Every feature reads off one of these; nothing in it
// changes.
#pragma once

#include "interpreter/lsp/positions.hpp"
#include "lang/compilation.hpp"
#include "lang/occurrences.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace precept::lsp {

/// What a snapshot is made of.
struct Contents {
    std::vector<std::string> paths; ///< the rule files, in the order in which they are checked
    Overlay texts;                  ///< of those that are open, or were read before
    std::map<std::string, std::string> uris; ///< of open documents, as the client spells them
    Date today;
    Encoding encoding = Encoding::Utf16;
    ParsedFiles* parsed = nullptr; ///< what need not be parsed again
};

/// A place in one of the files, as a request names it.
struct Cursor {
    FileId file = 0;
    std::uint32_t offset = 0;
};

class Snapshot {
public:
    explicit Snapshot(const Contents& contents);

    [[nodiscard]] const Program& program() const { return compilation_.program(); }

    [[nodiscard]] const LoadedModules& modules() const { return compilation_.modules(); }

    /// What `precept check` finds, sorted, as far as it is known; worked out when it is first asked
    /// for. In large guidelines that is what is wrong, and not yet all that is suspect.
    [[nodiscard]] const Diagnostics& findings() const;

    /// Whether `findings` are all that `precept check` finds.
    [[nodiscard]] bool complete() const;

    /// Looks for what is still missing until `stop` says so; whether it got to the end.
    bool complete_findings(const std::function<bool()>& stop) const;

    /// Where names stand; sorted when it is first asked for.
    [[nodiscard]] const Occurrences& occurrences() const;

    [[nodiscard]] const Sources& sources() const { return sources_; }

    [[nodiscard]] Date today() const { return today_; }

    [[nodiscard]] bool has_errors() const { return errors_; }

    /// The rule file at `path`; nothing if it is none of this snapshot, or could not be read.
    [[nodiscard]] std::optional<FileId> file(const std::string& path) const;

    /// The module that stands in `file`.
    [[nodiscard]] std::optional<std::uint32_t> module_of(FileId file) const;

    [[nodiscard]] const LineIndex& lines(FileId file) const;

    [[nodiscard]] std::string_view text(FileId file) const { return sources_[file].text(); }

    // ---- as messages tell it

    [[nodiscard]] std::string uri(FileId file) const;
    [[nodiscard]] Json range(Span span) const;
    [[nodiscard]] Json location(Span span) const;
    [[nodiscard]] std::uint32_t offset(FileId file, LinePosition position) const;

    [[nodiscard]] Encoding encoding() const { return encoding_; }

private:
    Sources sources_;
    mutable Occurrences occurrences_;
    mutable bool settled_ = false; ///< whether they are sorted
    Compilation compilation_;
    std::map<std::string, std::string> uris_;
    std::unordered_map<std::string, std::uint32_t> modules_by_path_;
    std::unordered_map<FileId, std::uint32_t> modules_by_file_;
    mutable std::unordered_map<FileId, std::unique_ptr<LineIndex>> lines_; ///< filled on demand
    mutable std::optional<Diagnostics> findings_;                          ///< filled on demand
    mutable bool complete_ = false;
    Date today_;
    Encoding encoding_;
    bool errors_ = false;
};

} // namespace precept::lsp
