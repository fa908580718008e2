#include "lang/loader.hpp"

#include "lang/folder_entry.hpp"
#include "lang/parser.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <unordered_map>
#include <utility>
#include <variant>

namespace precept {

namespace {

namespace fs = std::filesystem;

constexpr const char* extension = ".precept";

class Loader {
public:
    Loader(Sources& sources, Diagnostics& diagnostics, const Overlay& overlay, ParsedFiles& parsed)
        : sources_(sources),
          diagnostics_(diagnostics),
          overlay_(overlay),
          parsed_(parsed) {}

    LoadedModules run(const std::vector<std::string>& paths) {
        for (const std::string& path : paths) {
            for (const std::string& file : files_of(path)) {
                if (const auto at = load_file(file)) {
                    modules_[*at].named = true;
                }
            }
        }
        // The list grows while it is walked: what a used module uses is loaded in its turn.
        for (std::size_t at = 0; at < modules_.size(); ++at) {
            load_uses(at);
        }
        report_circles();
        return std::move(modules_);
    }

private:
    std::vector<std::string> files_of(const std::string& path) {
        return overlay_.contains(path) ? std::vector{path}
                                       : rule_files(path, sources_, diagnostics_);
    }

    std::optional<std::size_t> load_file(const std::string& path) {
        if (const auto known = known_.find(path); known != known_.end()) {
            return known->second;
        }
        std::error_code error;
        const std::string identity =
            path == "-" ? path : fs::weakly_canonical(path, error).string();
        if (const auto known = known_.find(identity); known != known_.end()) {
            return known_.emplace(path, known->second).first->second;
        }
        const auto buffer = overlay_.find(path);
        const auto file = buffer == overlay_.end()
                              ? read_file(path, sources_, diagnostics_)
                              : parsed_.add_text(path, buffer->second, sources_, diagnostics_);
        std::optional<std::size_t> at;
        if (file) {
            at = modules_.size();
            const std::string stem = path == "-" ? "" : fs::path(path).stem().string();
            modules_.emplace_back(parsed_.parse(sources_, *file, diagnostics_), stem);
        }
        known_.emplace(identity, at);
        known_.emplace(path, at);
        return at;
    }

    void load_uses(std::size_t at) {
        const SharedTree tree = modules_[at].tree; // loading a module may move the list
        for (const ast::Use* use : tree->index.uses) {
            const auto found = find_module(*use);
            modules_[at].uses.push_back(found);
        }
    }

    std::optional<std::size_t> find_module(const ast::Use& use) {
        fs::path target;
        for (const ast::Name& part : use.path) {
            target /= part.text;
        }
        target += extension;
        const fs::path user(sources_[use.span.file].path());
        const fs::path folder = user == "-" ? fs::path(".") : user.parent_path();
        fs::path up = folder.empty() ? fs::path(".") : folder;
        std::error_code error;
        const fs::path absolute = fs::absolute(up, error).lexically_normal();
        const auto levels = std::distance(absolute.begin(), absolute.end());
        for (std::ptrdiff_t level = 0; level < levels; ++level, up /= "..") {
            const std::string candidate = (up / target).lexically_normal().string();
            if (overlay_.contains(candidate) || fs::is_regular_file(candidate, error)) {
                return load_file(candidate);
            }
        }
        report_missing(use, target, folder);
        return std::nullopt;
    }

    void report_missing(const ast::Use& use, const fs::path& target, const fs::path& folder) {
        std::vector<std::string> near;
        std::error_code error;
        const fs::path here = (folder.empty() ? fs::path(".") : folder);
        for (const fs::path& place : {here / target.parent_path(), here, here / ".."}) {
            for (const auto& entry : fs::directory_iterator(place, error)) {
                if (is_file_named(entry, extension)) {
                    near.push_back(entry.path().stem().string());
                }
            }
        }
        const auto guess = nearest(use.path.back().text, near);
        diagnostics_.push_back(
            {.code = Code::UnknownModule,
             .span = join(use.path.front().span, use.path.back().span),
             .message = fmt::format("there is no file `{}`", target.string()),
             .help = guess ? fmt::format("did you mean `{}`?", *guess)
                           : "it is looked for in the folder of this file and in those above it",
             .fix = guess ? std::optional<Fix>({use.path.back().span, *guess}) : std::nullopt}
        );
    }

    /// A depth-first walk along `use`; an edge back into the path walked is a circle. Each is
    /// reported once.
    void report_circles() {
        enum class Mark : std::uint8_t { New, Open, Done };
        std::vector<Mark> marks(modules_.size(), Mark::New);
        std::vector<std::pair<std::size_t, std::size_t>> path; // module, next use
        for (std::size_t root = 0; root < modules_.size(); ++root) {
            if (marks[root] != Mark::New) {
                continue;
            }
            marks[root] = Mark::Open;
            path.emplace_back(root, 0);
            while (!path.empty()) {
                auto& [module, next] = path.back();
                if (next == modules_[module].uses.size()) {
                    marks[module] = Mark::Done;
                    path.pop_back();
                    continue;
                }
                const auto used = modules_[module].uses[next++];
                if (used && marks[*used] == Mark::Open) {
                    report_circle(path, *used);
                } else if (used && marks[*used] == Mark::New) {
                    marks[*used] = Mark::Open;
                    path.emplace_back(*used, 0);
                }
            }
        }
    }

    void report_circle(
        const std::vector<std::pair<std::size_t, std::size_t>>& path, std::size_t back_to
    ) {
        auto start = path.begin();
        while (start->first != back_to) {
            ++start;
        }
        std::string text;
        Diagnostic finding{.code = Code::ModuleCircle, .span = {}, .message = {}};
        for (auto step = start; step != path.end(); ++step) {
            const LoadedModule& module = modules_[step->first];
            const ast::Use& use = *module.index().uses[step->second - 1];
            text += fmt::format("`{}` → ", module.stem);
            if (step == start) {
                finding.span = use.span;
            } else {
                finding.notes.push_back(
                    {use.span,
                     fmt::format("`{}` uses `{}` here", module.stem, use.path.back().text)}
                );
            }
        }
        finding.message =
            fmt::format("files use one another in a circle: {}`{}`", text, modules_[back_to].stem);
        finding.help = "move what they share into a file of its own that both use";
        diagnostics_.push_back(std::move(finding));
    }

    Sources& sources_;
    Diagnostics& diagnostics_;
    const Overlay& overlay_;
    ParsedFiles& parsed_;
    LoadedModules modules_;
    /// What was loaded, or could not be, by the path as given and by the one without links.
    std::unordered_map<std::string, std::optional<std::size_t>> known_;
};

} // namespace

std::vector<std::string>
rule_files(const std::string& path, Sources& sources, Diagnostics& diagnostics) {
    std::error_code error;
    if (path.ends_with(".json") && fs::is_regular_file(path, error)) {
        const FileId file = sources.add(path, "");
        diagnostics.push_back(
            {.code = Code::UnreadableFile,
             .span = {file, 0, 0},
             .message = fmt::format("`{}` is no rule file: those end in `{}`", path, extension),
             .help = "a patient's file is given with `--facts`, beside the rule files"}
        );
        return {};
    }
    if (path == "-" || !fs::is_directory(path, error)) {
        return {path};
    }
    std::vector<std::string> files;
    for (auto entry = fs::recursive_directory_iterator(path, error);
         entry != fs::recursive_directory_iterator();
         entry.increment(error)) {
        if (is_hidden(entry->path())) {
            entry.disable_recursion_pending();
        }
        if (is_file_named(*entry, extension)) {
            files.push_back(entry->path().lexically_normal().string());
        }
    }
    if (error) { // the walk ended there: rules that were not found must not be silently absent
        const FileId file = sources.add(path, "");
        diagnostics.push_back(
            {.code = Code::UnreadableFile,
             .span = {file, 0, 0},
             .message = fmt::format("a folder in `{}` cannot be read: {}", path, error.message())}
        );
    } else if (files.empty()) {
        const FileId file = sources.add(path, "");
        diagnostics.push_back(
            {.code = Code::UnreadableFile,
             .span = {file, 0, 0},
             .message = fmt::format("the folder `{}` holds no `{}` files", path, extension)}
        );
    }
    std::sort(files.begin(), files.end());
    return files;
}

bool is_part(const LoadedModules& modules, const Sources& sources) {
    std::error_code error;
    const auto identity = [&](const fs::path& path) { return fs::weakly_canonical(path, error); };
    std::set<fs::path> loaded;
    std::set<fs::path> folders;
    for (const LoadedModule& module : modules) {
        const fs::path path(sources[module.ast.file].path());
        if (path == "-") {
            continue;
        }
        loaded.insert(identity(path));
        if (module.named) {
            folders.insert(path.has_parent_path() ? path.parent_path() : fs::path("."));
        }
    }
    return std::any_of(folders.begin(), folders.end(), [&](const fs::path& folder) {
        const fs::directory_iterator entries(folder, error); // none where it cannot be read
        return std::any_of(begin(entries), end(entries), [&](const fs::directory_entry& entry) {
            return is_file_named(entry, extension) && !loaded.contains(identity(entry.path()));
        });
    });
}

LoadedModules load(
    const std::vector<std::string>& paths,
    Sources& sources,
    Diagnostics& diagnostics,
    const Overlay& overlay,
    ParsedFiles* parsed
) {
    ParsedFiles none;
    return Loader(sources, diagnostics, overlay, parsed == nullptr ? none : *parsed).run(paths);
}

std::optional<FileId> ParsedFiles::add_text(
    const std::string& path, const SharedText& text, Sources& sources, Diagnostics& diagnostics
) {
    Parsed& known = by_path_[path];
    if (known.given == text) {
        known.given = text; // so that it is the same one next time
        return sources.add(known.source);
    }
    const auto file = precept::add_text(path, text, sources, diagnostics);
    known = {};
    if (file) {
        known.given = text;
        known.source = sources.shared(*file);
    }
    return file;
}

SharedTree ParsedFiles::parse(const Sources& sources, FileId file, Diagnostics& diagnostics) {
    const SharedFile& source = sources.shared(file);
    Parsed& known = by_path_[source->path()];
    const bool same =
        known.source == source || (known.source && known.source->text() == source->text());
    if (!known.tree || known.file != file || !same) {
        known.findings.clear();
        known.tree =
            std::make_shared<const ParsedModule>(precept::parse(sources, file, known.findings));
        known.file = file;
    }
    if (!same) {
        known.given.reset();
        known.source = source;
    }
    diagnostics.insert(diagnostics.end(), known.findings.begin(), known.findings.end());
    return known.tree;
}

} // namespace precept
