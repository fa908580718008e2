#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/revision.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/versions/patients.hpp"
#include "lang/checker.hpp"
#include "lang/folder_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <unistd.h>

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

struct DiffArguments : Common {
    std::string revision; ///< of git; two, with `..` between them
    std::vector<std::string> facts;
    bool ignore_unknown_facts = false;
};

constexpr const char* footer =
    "Says what changed in meaning from one version of rule files to another: items that came (+), "
    "went (-) or\n"
    "say something else (~), conditions by their parts. Layout, comments and the order of what has "
    "none are\n"
    "no change. With --facts also whose advice comes out otherwise, from what to what, by which "
    "rule.\n\n"
    "Without --git, FILE is twice: the old version, a file or folder, and the new one. With it, "
    "the files named\n"
    "are compared with what they were at a revision; with REV..REV at one and the other. A file "
    "that "
    "only one\n"
    "version has is all new, or all gone.\n\n"
    "Examples:\n"
    "  precept diff old/guidelines guidelines\n"
    "  precept diff --git HEAD guidelines --facts examples\n"
    "  precept diff --git v1.0..v1.1 guidelines\n\n";

constexpr const char* diff_exit_codes = "Exit codes:\n"
                                        "  0  they say the same\n"
                                        "  1  something changed\n"
                                        "  2  unusable input, or wrong usage";

/// Files of a copy are shown as git writes them: `v1.0:heart.precept`.
void rename_copies(const Place& place, Sources& sources) {
    for (std::size_t file = 0; !place.folder.empty() && file < sources.size(); ++file) {
        const auto id = static_cast<FileId>(file);
        const std::string& path = sources[id].path();
        if (path.starts_with(place.folder + "/")) {
            const std::string inside = path.substr(place.folder.size() + 1);
            sources.rename(id, fmt::format("{}:{}", place.revision, inside));
        }
    }
}

/// A version's files, checked; nothing, and its errors shown, when they have any.
struct Loaded {
    Sources sources;
    Program program;
};

std::unique_ptr<Loaded>
load(const Place& place, const DiffArguments& arguments, const char* which) {
    auto loaded = std::make_unique<Loaded>();
    Diagnostics findings;
    const CheckOptions options{.today = arguments.today, .unreachable_cases = false};
    loaded->program = compile(place.paths, loaded->sources, options, findings);
    rename_copies(place, loaded->sources);
    if (has_errors(findings)) {
        complain(render_text(findings, loaded->sources, style_for(STDERR_FILENO, arguments.colour))
        );
        complain(fmt::format("precept diff: the {} version has errors\n", which));
        return nullptr;
    }
    return loaded;
}

/// The patient files that are named, and those in the folders named; nothing, and said, where a
/// folder has none.
std::optional<std::vector<std::string>> patient_files(const std::vector<std::string>& paths) {
    std::vector<std::string> files;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            files.push_back(path);
            continue;
        }
        std::vector<std::string> inside;
        for (const auto& entry : fs::directory_iterator(path, error)) {
            if (is_file_named(entry, ".json")) {
                inside.push_back(entry.path().string());
            }
        }
        if (inside.empty()) {
            complain(fmt::format("precept diff: the folder {} holds no `.json` files\n", path));
            return std::nullopt;
        }
        std::sort(inside.begin(), inside.end());
        files.insert(files.end(), inside.begin(), inside.end());
    }
    return files;
}

Exit compare(const Loaded& before, const Loaded& after, const DiffArguments& arguments) {
    using versions::Version;
    const auto files = patient_files(arguments.facts);
    if (!files) {
        return Exit::Unusable;
    }
    const Version old{before.program, before.sources};
    const Version now{after.program, after.sources};
    Sources facts;
    Diagnostics findings;
    const FactsOptions options{arguments.today, arguments.ignore_unknown_facts};
    const auto patients = versions::patient_changes(old, now, *files, options, facts, findings);
    if (has_errors(findings)) {
        sort_diagnostics(findings);
        complain(render_text(findings, facts, style_for(STDERR_FILENO, arguments.colour)));
        return Exit::Unusable;
    }
    const Style style = style_for(STDOUT_FILENO, arguments.colour);
    const auto found = versions::changes(old, now);
    std::string text = found.empty() ? "nothing that the rules say has changed\n"
                                     : versions::render_text(found, after.sources, style);
    if (!arguments.facts.empty()) {
        text += "\n" + versions::render_text(patients, style);
    }
    if (!print(text)) {
        return Exit::Unusable;
    }
    return found.empty() && patients.changed.empty() ? Exit::Fine : Exit::Findings;
}

/// Whether all that was named is in one version at least; else says what is not.
bool are_somewhere(const Place& old, const Place& now) {
    const auto nowhere = std::ranges::find_first_of(old.absent, now.absent);
    if (nowhere == old.absent.end()) {
        return true;
    }
    complain(fmt::format(
        "precept diff: there is no rule file {} at `{}`, nor {}\n",
        *nowhere,
        old.revision,
        now.revision.empty() ? "on disk" : fmt::format("at `{}`", now.revision)
    ));
    return false;
}

Exit diff_revisions(const DiffArguments& arguments) {
    const auto revisions = revisions_of(arguments.revision);
    const std::string top = revisions ? repository_of(arguments.paths.front()) : "";
    if (top.empty()) {
        return Exit::Unusable;
    }
    const ScratchFolder old_folder;
    auto old = copy_of(revisions->before, arguments.paths, top, old_folder);
    const ScratchFolder new_folder;
    std::optional<Place> now;
    if (old) {
        now = revisions->after.empty()
                  ? on_disk(arguments.paths)
                  : copy_of(revisions->after, arguments.paths, top, new_folder);
    }
    if (!old || !now || !are_somewhere(*old, *now)) {
        return Exit::Unusable;
    }
    complete(*old, *now, top);
    complete(*now, *old, top);
    const auto before = load(*old, arguments, "old");
    const auto after = before ? load(*now, arguments, "new") : nullptr;
    return after ? compare(*before, *after, arguments) : Exit::Unusable;
}

Exit diff(const DiffArguments& arguments) {
    if (!arguments.revision.empty()) {
        return diff_revisions(arguments);
    }
    if (arguments.paths.size() != 2) {
        complain("precept diff: name two versions, the old one and the new one, or a revision with "
                 "--git\nTry `precept diff --help`.\n");
        return Exit::Unusable;
    }
    const auto before = load({{arguments.paths[0]}, {}, {}}, arguments, "old");
    const auto after = before ? load({{arguments.paths[1]}, {}, {}}, arguments, "new") : nullptr;
    return after ? compare(*before, *after, arguments) : Exit::Unusable;
}

} // namespace

void add_diff(Subcommands& subcommands) {
    subcommands.add<DiffArguments>(
        {"diff", "Say what changed from one version to another", footer, diff_exit_codes},
        [](Subcommand& command, DiffArguments& arguments) {
            command.rules(arguments);
            command.option(
                "--git",
                arguments.revision,
                "REV",
                "Compare with a revision of git, or one with another: REV..REV"
            );
            command.option(
                "--facts",
                arguments.facts,
                "FILE",
                "A patient's facts, or a folder of them; may be given again"
            );
            command.flag(
                "--ignore-unknown-facts",
                arguments.ignore_unknown_facts,
                "Leave out facts that neither version declares"
            );
            command.needs("--ignore-unknown-facts", "--facts");
        },
        diff
    );
}

} // namespace precept::cli
