#include "interpreter/cli/revision.hpp"

#include "interpreter/cli/terminal.hpp"
#include "interpreter/process.hpp"
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

/// Copies the rule files of a revision that git knows; says what is wrong, and gives false, where
/// that cannot be.
bool check_out(const std::string& revision, const std::string& top, const ScratchFolder& to) {
    const auto archive = run_program(
        {"git", "-C", top, "archive", "--format=tar", revision, "--", ":(glob)**/*.precept"}
    );
    if (!archive || archive->status != 0) {
        complain(fmt::format("precept diff: there are no rule files at `{}`\n", revision));
        return false;
    }
    const auto unpacked = run_program({"tar", "-xf", "-", "-C", to.path()}, archive->output);
    if (!unpacked || unpacked->status != 0) {
        complain("precept diff: the program `tar` is needed to read what git gives\n");
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
    const fs::path folder =
        fs::is_directory(path, error) ? fs::path(path) : fs::absolute(path).parent_path();
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
        std::error_code error;
        const fs::path inside =
            fs::weakly_canonical(fs::absolute(path), error).lexically_relative(top);
        const fs::path there = (fs::path(folder.path()) / inside).lexically_normal();
        if (!fs::exists(there, error)) {
            complain(fmt::format("precept diff: there is no rule file {} at `{}`\n", path, revision)
            );
            return std::nullopt;
        }
        place.paths.push_back(there.string());
    }
    return place;
}

} // namespace precept::cli
