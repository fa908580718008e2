#include "lang/format.hpp"

#include "interpreter/cli/commands.hpp"
#include "interpreter/process.hpp"
#include "interpreter/write_file.hpp"
#include "lang/loader.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <unistd.h>

namespace precept::cli {

namespace {

struct FormatArguments {
    Colour colour = Colour::Auto;
    std::vector<std::string> paths; ///< files, folders or `-`
    bool check = false;
    bool diff = false;
};

constexpr const char* footer =
    "Gives rule files their canonical layout: indentation, columns, blanks and empty lines. What "
    "they say does\n"
    "not change, and comments stay. A file with syntax errors is left as it is, and they are "
    "shown. Standard\n"
    "input goes to standard output.\n\n"
    "Examples:\n"
    "  precept fmt her2.precept              writes the file, if it changes\n"
    "  precept fmt --check guidelines        names the files that would change, for CI\n"
    "  precept fmt --diff guidelines         shows what would change\n\n";

constexpr const char* format_exit_codes =
    "Exit codes:\n"
    "  0  done; with --check or --diff: nothing would change\n"
    "  1  with --check or --diff: something would change\n"
    "  2  unusable input, or wrong usage";

/// What one run formats, and what came of it.
class Run {
public:
    explicit Run(const FormatArguments& arguments) : arguments_(arguments) {}

    Exit all() {
        for (const std::string& path : arguments_.paths) {
            for (const std::string& file : rule_files(path, sources_, findings_)) {
                one(file);
            }
        }
        if (has_errors(findings_)) {
            sort_diagnostics(findings_);
            complain(render_text(findings_, sources_, style_for(STDERR_FILENO, arguments_.colour)));
            unusable_ = true;
        }
        if (!print(said_) || unusable_) {
            return Exit::Unusable;
        }
        return changed_ && (arguments_.check || arguments_.diff) ? Exit::Findings : Exit::Fine;
    }

private:
    void one(const std::string& path) {
        const auto file = read_file(path, sources_, findings_);
        const auto formatted = file ? format(sources_, *file, findings_) : std::nullopt;
        if (!formatted) {
            return;
        }
        const std::string_view before = sources_[*file].text();
        const bool changes = *formatted != before;
        changed_ = changed_ || changes;
        if (arguments_.diff) {
            said_ += changes ? difference(path, before, *formatted) : "";
        } else if (arguments_.check) {
            said_ += changes ? path + "\n" : "";
        } else if (path == "-") {
            said_ += *formatted;
        } else if (changes) {
            if (write_file(path, *formatted)) {
                said_ += fmt::format("formatted {}\n", path);
            } else {
                complain(fmt::format(
                    "precept fmt: {} cannot be written: {}\n", path, std::strerror(errno)
                ));
                unusable_ = true;
            }
        }
    }

    /// A unified difference, as `diff` makes it.
    std::string
    difference(const std::string& path, std::string_view before, std::string_view after) {
        std::vector<std::string> command = {"diff", "-u"};
        const Style style = style_for(STDOUT_FILENO, arguments_.colour);
        if (style.colour) {
            command.emplace_back("--color=always");
        }
        const std::string old_file = path == "-" ? keep(before) : path;
        command.insert(
            command.end(), {"--label", path, "--label", path + " (formatted)", "--", old_file, "-"}
        );
        const auto finished = run_program(command, after);
        if (path == "-") {
            ::unlink(old_file.c_str());
        }
        if (!finished || finished->status > 1) {
            complain("precept fmt: the program `diff` is needed to show differences\n");
            unusable_ = true;
            return {};
        }
        return finished->output;
    }

    /// A temporary file with what came on standard input.
    static std::string keep(std::string_view text) {
        std::error_code none;
        std::string path = (std::filesystem::temp_directory_path(none) / "precept-XXXXXX").string();
        const int file = ::mkstemp(path.data());
        if (file >= 0) {
            ::close(file);
            (void)write_file(path, text);
        }
        return path;
    }

    const FormatArguments& arguments_;
    Sources sources_;
    Diagnostics findings_;
    std::string said_;
    bool changed_ = false;
    bool unusable_ = false;
};

Exit format_files(const FormatArguments& arguments) {
    return Run(arguments).all();
}

} // namespace

void add_format(Subcommands& subcommands) {
    subcommands.add<FormatArguments>(
        {"fmt", "Give rule files their canonical layout", footer, format_exit_codes},
        [](Subcommand& command, FormatArguments& arguments) {
            command.positional(
                "FILE",
                arguments.paths,
                "Rule files, folders of them, or - for standard input",
                Need::Required
            );
            command.flag(
                "--check", arguments.check, "Write nothing; name the files that would change"
            );
            command.flag("--diff", arguments.diff, "Write nothing; show what would change");
            command.colour(arguments.colour);
        },
        format_files
    );
}

} // namespace precept::cli
