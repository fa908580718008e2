#include "interpreter/cli/commands.hpp"
#include "interpreter/watch/file_watch.hpp"
#include "interpreter/watch/state.hpp"
#include "lang/loader.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace precept::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* footer =
    "Checks the rule files and runs their tests, and again at every save; shows only what changed "
    "since the\n"
    "last good state: findings, what the rules say, tests that fail or pass again and, with "
    "--facts, what\n"
    "becomes of that patient. Files may come, go and come back in a folder that is named; what is "
    "named has to\n"
    "be there at the start. Ends with Ctrl-C.\n\n"
    "Examples:\n"
    "  precept watch guidelines\n"
    "  precept watch guidelines --facts examples/anna.json\n\n";

constexpr const char* watch_exit_codes = "Exit codes:\n"
                                         "  2  files can't be watched, or wrong usage";

watch::Watched watched_of(const PatientArguments& arguments) {
    return {
        .paths = arguments.paths,
        .facts = arguments.facts,
        .set = arguments.set,
        .ignore_unknown_facts = arguments.ignore_unknown_facts,
        .today = arguments.today,
        .style = style_for(STDOUT_FILENO, arguments.colour)};
}

std::string time_of_day() {
    return fmt::format("{:%H:%M:%S}", fmt::localtime(std::time(nullptr)));
}

/// What has to be watched.
struct Places {
    std::vector<std::string> files, folders;

    friend bool operator==(const Places&, const Places&) = default;
};

/// All that was read, all that was named, even when missing, and the folders below those named.
Places places_of(const watch::State& state, const PatientArguments& arguments) {
    Places places;
    places.files = state.files;
    places.files.insert(places.files.end(), arguments.paths.begin(), arguments.paths.end());
    if (!arguments.facts.empty()) {
        places.files.push_back(arguments.facts);
    }
    for (const std::string& path : arguments.paths) {
        std::error_code error;
        if (fs::is_directory(path, error)) {
            places.folders.push_back(path);
            for (const std::string& below : watch::folders_below(path)) {
                places.folders.push_back(below);
            }
        }
    }
    return places;
}

/// The author's files from one save to the next.
class Watching {
public:
    explicit Watching(const PatientArguments& arguments)
        : arguments_(arguments),
          watched_(watched_of(arguments)) {}

    Exit run() {
        look();
        if (!print(
                watch::everything(*now_) + watch::summary(*now_) + "Watching; Ctrl-C ends it.\n"
            )) {
            return Exit::Unusable;
        }
        while (files_->ok() && files_->wait()) {
            earlier_.add(std::move(now_));
            look();
            const std::string changed = watch::changes(earlier_, *now_, watched_.style);
            if (!changed.empty() &&
                !print(fmt::format("\n{} {}{}", time_of_day(), watch::summary(*now_), changed))) {
                return Exit::Unusable;
            }
        }
        complain(fmt::format("precept watch: {}\n", files_->error()));
        return Exit::Unusable;
    }

private:
    /// Looks at the files as they are, with all of them watched from before that.
    void look() {
        for (;;) {
            now_ = watch::look(watched_);
            Places places = places_of(*now_, arguments_);
            if (files_ && places == places_) {
                return;
            }
            places_ = std::move(places);
            files_ = std::make_unique<watch::FileWatch>(places_.files, places_.folders);
        }
    }

    const PatientArguments& arguments_;
    watch::Watched watched_;
    Places places_;
    std::unique_ptr<watch::FileWatch> files_;
    std::shared_ptr<const watch::State> now_;
    watch::Earlier earlier_;
};

/// Whether files and assignments are such that a save can mend what is wrong with them; else says
/// what it is.
bool usable(const PatientArguments& arguments) {
    Sources sources;
    Diagnostics findings;
    std::error_code error;
    for (const std::string& path : arguments.paths) {
        if (!fs::exists(path, error)) {
            (void)read_file(path, sources, findings);
        } else if (!fs::is_directory(path, error)) {
            (void)rule_files(path, sources, findings);
        }
    }
    const std::string& facts = arguments.facts;
    if (!facts.empty() && (!fs::exists(facts, error) || fs::is_directory(facts, error))) {
        (void)read_file(facts, sources, findings);
    }
    if (has_errors(findings)) {
        complain(render_text(findings, sources, style_for(STDERR_FILENO, arguments.colour)));
        return false;
    }
    for (const std::string& assignment : arguments.set) {
        if (assignment.find('=') == std::string::npos) {
            complain(fmt::format(
                "precept watch: --set: `{}` is not NAME=VALUE, such as `lvef=48 %`\n", assignment
            ));
            return false;
        }
    }
    return true;
}

Exit watch_files(const PatientArguments& arguments) {
    const auto& paths = arguments.paths;
    if (arguments.facts == "-" || std::find(paths.begin(), paths.end(), "-") != paths.end()) {
        complain("precept watch: standard input can't be watched; name files or folders\n");
        return Exit::Unusable;
    }
    return usable(arguments) ? Watching(arguments).run() : Exit::Unusable;
}

} // namespace

void add_watch(Subcommands& subcommands) {
    subcommands.add<PatientArguments>(
        {"watch", "Check and test again at every save", footer, watch_exit_codes},
        [](Subcommand& command, PatientArguments& arguments) {
            command.rules(arguments);
            command.patient(arguments);
        },
        watch_files
    );
}

} // namespace precept::cli
