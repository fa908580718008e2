#include "interpreter/cli/revision.hpp"

#include "interpreter/cli/terminal.hpp"
#include "interpreter/process.hpp"
#include "lang/loader.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>
#include <unistd.h>

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

std::string without_line_end(std::string text) {
    text.erase(text.find_last_not_of('\n') + 1);
    return text;
}

/// A tag or branch that was probably meant; empty where there is none.
std::string near_revision(const std::string& revision, const std::string& top) {
    const auto found = run_program(
        {"git", "-C", top, "for-each-ref", "--format=%(refname:short)", "refs/tags", "refs/heads"}
    );
    std::vector<std::string> names;
    std::istringstream lines(found ? found->output : "");
    for (std::string line; std::getline(lines, line);) {
        names.push_back(line);
    }
    return nearest(revision, names).value_or("");
}

/// Whether git has the revision; says so where it has not.
bool is_known(const std::string& revision, const std::string& top) {
    const auto found = run_program(
        {"git",
         "-C",
         top,
         "rev-parse",
         "--verify",
         "--quiet",
         "--end-of-options",
         revision + "^{commit}"}
    );
    if (found && found->status == 0) {
        return true;
    }
    const std::string guess = near_revision(revision, top);
    complain(fmt::format(
        "precept diff: git knows no revision `{}`{}\n",
        revision,
        guess.empty() ? "" : fmt::format("; did you mean `{}`?", guess)
    ));
    return false;
}

/// Whether git knows that the revision has no rule files at all.
bool has_none(const std::string& revision, const std::string& top) {
    const auto names =
        run_program({"git", "-C", top, "ls-tree", "-r", "-z", "--name-only", revision});
    const std::string ending = std::string(".precept") + '\0';
    return names && names->status == 0 && names->output.find(ending) == std::string::npos;
}

/// Copies the rule files of a revision that git knows; says what is wrong, and gives false, where
/// that cannot be.
bool check_out(const std::string& revision, const std::string& top, const ScratchFolder& to) {
    const auto archive = run_program(
        {"git", "-C", top, "archive", "--format=tar", revision, "--", ":(glob)**/*.precept"}
    );
    if (!archive || archive->status != 0) {
        if (has_none(revision, top)) {
            return true;
        }
        complain(fmt::format("precept diff: git does not give the files of `{}`\n", revision));
        return false;
    }
    const auto unpacked = run_program({"tar", "-xf", "-", "-C", to.path()}, archive->output);
    if (!unpacked || unpacked->status != 0) {
        complain("precept diff: the program `tar` is needed to read what git gives\n");
        return false;
    }
    return true;
}

/// Where a path is below the top folder of its repository.
fs::path inside(const std::string& path, const std::string& top) {
    std::error_code error;
    return fs::weakly_canonical(fs::absolute(path), error).lexically_relative(top);
}

/// Whether a version has something at a path: a file, or a folder with rule files.
bool is_there(const std::string& path) {
    std::error_code error;
    Sources sources;
    Diagnostics ignored;
    return fs::exists(path, error) &&
           (!fs::is_directory(path, error) || !rule_files(path, sources, ignored).empty());
}

/// Whether git can say if a revision has the path; else says why not.
bool can_be_told(const std::string& path, const std::string& revision, const std::string& top) {
    std::error_code error;
    if (const fs::path below = inside(path, top); below.empty() || *below.begin() == "..") {
        complain(fmt::format("precept diff: {} is not in the repository {}\n", path, top));
        return false;
    }
    if (fs::is_regular_file(path, error) && !path.ends_with(".precept")) {
        complain(fmt::format("precept diff: there is no rule file {} at `{}`\n", path, revision));
        return false;
    }
    return true;
}

} // namespace

ScratchFolder::ScratchFolder() {
    std::error_code error;
    std::string name = (fs::temp_directory_path(error) / "precept-XXXXXX").string();
    path_ = ::mkdtemp(name.data()) == nullptr ? "" : name;
}

ScratchFolder::~ScratchFolder() {
    std::error_code error;
    if (!path_.empty()) {
        fs::remove_all(path_, error);
    }
}

std::optional<Revisions> revisions_of(const std::string& text) {
    const std::size_t dots = text.find("..");
    const bool range = dots != std::string::npos;
    Revisions found{text.substr(0, dots), range ? text.substr(dots + 2) : ""};
    if (found.before.starts_with('-') || found.after.starts_with('-') ||
        found.after.starts_with('.') || found.after.find("..") != std::string::npos) {
        complain(fmt::format(
            "precept diff: --git `{}`: write a revision, such as `HEAD` or `v1.0`, or one and "
            "another: `v1.0..v1.1`\n",
            text
        ));
        return std::nullopt;
    }
    if (range) {
        for (std::string* one : {&found.before, &found.after}) {
            *one = one->empty() ? "HEAD" : *one;
        }
    }
    return found;
}

std::string repository_of(const std::string& path) {
    std::error_code error;
    fs::path folder = fs::absolute(path);
    while (!fs::is_directory(folder, error) && folder.has_relative_path()) {
        folder = folder.parent_path(); // what was deleted had one that is still there
    }
    const auto top = run_program({"git", "-C", folder.string(), "rev-parse", "--show-toplevel"});
    if (!top) {
        complain("precept diff: --git needs the program `git`\n");
        return {};
    }
    if (top->status != 0) {
        complain(fmt::format("precept diff: {} is in no git repository\n", path));
        return {};
    }
    return without_line_end(top->output);
}

std::optional<Place> copy_of(
    const std::string& revision,
    const std::vector<std::string>& paths,
    const std::string& top,
    const ScratchFolder& folder
) {
    if (folder.path().empty()) {
        complain("precept diff: no folder can be made for a copy of the revision\n");
        return std::nullopt;
    }
    if (!is_known(revision, top) || !check_out(revision, top, folder)) {
        return std::nullopt;
    }
    Place place{.paths = {}, .folder = folder.path(), .revision = revision};
    for (const std::string& path : paths) {
        if (!can_be_told(path, revision, top)) {
            return std::nullopt;
        }
        const fs::path there = (fs::path(folder.path()) / inside(path, top)).lexically_normal();
        is_there(there.string()) ? place.paths.push_back(there.string())
                                 : place.absent.push_back(path);
    }
    return place;
}

Place on_disk(const std::vector<std::string>& paths) {
    Place place{.paths = {}};
    for (const std::string& path : paths) {
        (is_there(path) ? place.paths : place.absent).push_back(path);
    }
    return place;
}

void complete(Place& place, const Place& other, const std::string& top) {
    if (place.absent.empty()) {
        return;
    }
    Sources sources;
    Diagnostics ignored;
    (void)load(other.paths, sources, ignored);
    for (std::size_t file = 0; file < sources.size(); ++file) {
        const std::string& path = sources[static_cast<FileId>(file)].path();
        const fs::path below = inside(path, other.folder.empty() ? top : other.folder);
        const fs::path here = place.folder.empty() ? fs::path(top) : fs::path(place.folder);
        std::error_code error;
        if (fs::is_regular_file(here / below, error)) {
            const fs::path shown =
                place.folder.empty() ? fs::proximate(here / below, error) : here / below;
            place.paths.push_back(shown.string());
        }
    }
}

} // namespace precept::cli
