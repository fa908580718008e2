#include "interpreter/cli/line_editor.hpp"

#include <algorithm>
#include <clocale>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <editline/readline.h>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <unistd.h>

namespace precept::cli {

namespace {

// The library calls plain functions, and a signal handler is one: what they need stands here.
std::atomic<bool> was_interrupted = false;
LineEditor::Complete* completer = nullptr;
std::vector<std::string> matches;

void note_interrupt(int /*signal*/) {
    was_interrupted = true;
}

char* next_match(const char* /*text*/, int state) {
    const auto number = static_cast<std::size_t>(state);
    return number < matches.size() ? ::strdup(matches[number].c_str()) : nullptr;
}

char** complete_word(const char* text, int /*start*/, int end) {
    rl_attempted_completion_over = 1; // files are completed where they belong, and not everywhere
    matches = (*completer)(std::string_view(rl_line_buffer, static_cast<std::size_t>(end)));
    const bool goes_on =
        matches.size() == 1 && (matches[0].ends_with('/') || matches[0].ends_with('='));
    constexpr int blank = 32;
    rl_completion_append_character = goes_on ? 0 : blank;
    return matches.empty() ? nullptr : rl_completion_matches(text, next_match);
}

/// `$XDG_STATE_HOME/precept/history`, whose folder is made; empty where that cannot be.
std::string history_file() {
    namespace fs = std::filesystem;
    const char* state = std::getenv("XDG_STATE_HOME");
    const char* home = std::getenv("HOME");
    fs::path folder;
    if (state != nullptr && *state == '/') {
        folder = fs::path(state) / "precept";
    } else if (home != nullptr && *home == '/') {
        folder = fs::path(home) / ".local" / "state" / "precept";
    } else {
        return {};
    }
    std::error_code error;
    fs::create_directories(folder, error);
    return error ? std::string() : (folder / "history").string();
}

} // namespace

LineEditor::LineEditor(Complete complete) : interactive_(::isatty(STDIN_FILENO) != 0) {
    if (!interactive_) {
        return;
    }
    static Complete kept;
    kept = std::move(complete);
    completer = &kept;
    std::setlocale(LC_CTYPE, "");
    static std::string name = "precept";
    rl_readline_name = name.data();
    rl_basic_word_break_characters = " \t(";
    rl_attempted_completion_function = complete_word;
    using_history();
    history_file_ = history_file();
    recall();

    struct sigaction action {};

    action.sa_handler = note_interrupt; // without SA_RESTART: a line that is being typed ends, too
    (void)::sigaction(SIGINT, &action, nullptr);
}

LineEditor::~LineEditor() {
    completer = nullptr;
}

void LineEditor::recall() {
    constexpr std::size_t most = 1000;
    std::vector<std::string> lines;
    std::ifstream in(history_file_, std::ios::binary);
    for (std::string line; std::getline(in, line);) {
        lines.push_back(std::move(line));
    }
    if (lines.size() > 2 * most) {
        // Written beside and moved, so that a program that is killed leaves the old one.
        lines.erase(lines.begin(), lines.end() - static_cast<std::ptrdiff_t>(most));
        const std::string beside = history_file_ + ".new";
        std::ofstream out(beside, std::ios::binary);
        for (const std::string& line : lines) {
            out << line << '\n';
        }
        out.close();
        std::error_code error;
        if (out) {
            std::filesystem::rename(beside, history_file_, error);
        }
    }
    for (const std::string& line : lines) {
        (void)add_history(line.c_str());
    }
}

std::optional<std::string> LineEditor::read(const std::string& prompt) const {
    if (!interactive_) {
        std::string line;
        if (!std::getline(std::cin, line)) {
            return std::nullopt;
        }
        return line;
    }
    was_interrupted = false;
    char* typed = ::readline(prompt.c_str());
    if (typed == nullptr) {
        // Ctrl-C gives up the line, Ctrl-D the session.
        std::cout << std::endl;
        return was_interrupted.exchange(false) ? std::optional(std::string()) : std::nullopt;
    }
    std::string line(typed);
    std::free(typed);
    return line;
}

void LineEditor::remember(const std::string& line) {
    if (!interactive_ || line.find_first_not_of(" \t") == std::string::npos) {
        return;
    }
    std::string kept = line; // an input of several lines is one line of the history
    std::ranges::replace(kept, '\n', ' ');
    (void)add_history(kept.c_str());
    kept += '\n';
    const int file = ::open(history_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (file >= 0) {
        // A whole line in one call; a history that can't be kept stops nobody.
        [[maybe_unused]] const ssize_t written = ::write(file, kept.data(), kept.size());
        ::close(file);
    }
}

const std::atomic<bool>& interrupted() {
    return was_interrupted;
}

void begin_question() {
    was_interrupted = false;
}

} // namespace precept::cli
