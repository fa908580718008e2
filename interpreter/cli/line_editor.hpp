// Lines typed at a terminal, with editing, a history that outlives the session, and completion; or
// read from a pipe, as they are. The line-editing library is included in the source alone.
#pragma once

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cli {

class LineEditor {
public:
    using Complete = std::function<std::vector<std::string>(std::string_view)>;

    /// Completes the last word of a line by `complete`. One may exist at a time.
    explicit LineEditor(Complete complete);
    ~LineEditor();
    LineEditor(const LineEditor&) = delete;
    LineEditor& operator=(const LineEditor&) = delete;

    /// Whether somebody types, rather than a script.
    [[nodiscard]] bool interactive() const { return interactive_; }

    /// The next line without its end; nothing at the end of the input. Ctrl-C gives an empty line.
    [[nodiscard]] std::optional<std::string> read(const std::string& prompt) const;

    /// Keeps the line for this and for later sessions.
    void remember(const std::string& line);

private:
    /// Takes in the lines of earlier sessions.
    void recall();

    bool interactive_;
    std::string history_file_; ///< empty: nowhere to keep one
};

/// Whether Ctrl-C was pressed since `begin_question`; questions look at it.
[[nodiscard]] const std::atomic<bool>& interrupted();
/// From here on Ctrl-C stops the question, and not the program.
void begin_question();

} // namespace precept::cli
