#include "interpreter/lsp/snapshot.hpp"

#include "interpreter/lint/lint.hpp"
#include "interpreter/lsp/uri.hpp"

namespace precept::lsp {

Snapshot::Snapshot(const Contents& contents)
    : compilation_(
          contents.paths,
          sources_,
          {.today = contents.today, .occurrences = &occurrences_},
          contents.texts,
          contents.parsed
      ),
      uris_(contents.uris),
      today_(contents.today),
      encoding_(contents.encoding),
      errors_(precept::has_errors(compilation_.findings())) {
    for (std::uint32_t module = 0; module < modules().size(); ++module) {
        const FileId file = modules()[module].ast.file;
        modules_by_path_.emplace(sources_[file].path(), module);
        modules_by_file_.emplace(file, module);
    }
}

const Occurrences& Snapshot::occurrences() const {
    if (!settled_) {
        settled_ = true;
        occurrences_.settle(modules(), program());
    }
    return occurrences_;
}

const Diagnostics& Snapshot::findings() const {
    if (!findings_) {
        findings_ = compilation_.findings();
        // Nobody waits at a key for patients to be tried on all of a large guideline, nor for a
        // look at all of a very large one.
        constexpr std::size_t most_to_read = 1000;
        constexpr std::size_t most_to_try = 40;
        const std::size_t size = program().rules.size() + program().definitions.size();
        if (size <= most_to_read) {
            const LintEffort effort{.most_values = size <= most_to_try ? most_lint_values / 50 : 0};
            const NotLookedAt left =
                add_suspicions(modules(), program(), sources_, today_, *findings_, effort);
            complete_ = left.rules + left.definitions == 0;
        }
    }
    return *findings_;
}

bool Snapshot::complete() const {
    (void)findings();
    return complete_;
}

bool Snapshot::complete_findings(const std::function<bool()>& stop) const {
    if (complete()) {
        return true;
    }
    bool stopped = false;
    Diagnostics all = compilation_.findings();
    const LintEffort effort{.stop = [&] { return stopped = stopped || (stop && stop()); }};
    (void)add_suspicions(modules(), program(), sources_, today_, all, effort);
    if (!stopped) {
        findings_ = std::move(all);
        complete_ = true;
    }
    return complete_;
}

std::optional<FileId> Snapshot::file(const std::string& path) const {
    const auto found = modules_by_path_.find(path);
    return found == modules_by_path_.end() ? std::nullopt
                                           : std::optional(modules()[found->second].ast.file);
}

std::optional<std::uint32_t> Snapshot::module_of(FileId file) const {
    const auto found = modules_by_file_.find(file);
    return found == modules_by_file_.end() ? std::nullopt : std::optional(found->second);
}

const LineIndex& Snapshot::lines(FileId file) const {
    auto& index = lines_[file];
    if (!index) {
        index = std::make_unique<LineIndex>(text(file));
    }
    return *index;
}

std::string Snapshot::uri(FileId file) const {
    const std::string& path = sources_[file].path();
    const auto open = uris_.find(path);
    return open == uris_.end() ? uri_of(path) : open->second;
}

Json Snapshot::range(Span span) const {
    return range_json(lines(span.file), span, encoding_);
}

Json Snapshot::location(Span span) const {
    return {{"uri", uri(span.file)}, {"range", range(span)}};
}

std::uint32_t Snapshot::offset(FileId file, LinePosition position) const {
    return lines(file).offset(position, encoding_);
}

} // namespace precept::lsp
