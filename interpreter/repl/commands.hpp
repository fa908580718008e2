// The commands of the REPL: one table with their names, their help and what they do.
#pragma once

#include "interpreter/questions/why.hpp"
#include "interpreter/repl/session.hpp"

#include <span>

namespace precept::repl {

/// What a word of a command's arguments can be, for completion.
enum class Completes : std::uint8_t { Nothing, Files, Facts, Events, Rules, Things, Commands, Set };

class Commands;

struct Command {
    std::string_view name; ///< one word, or two: `what if`
    std::string_view usage;
    std::string_view what;
    std::string_view example;
    Completes completes = Completes::Nothing;
    bool needs_rules = true;
    Reply (Commands::*act)(const std::string& arguments) = nullptr;
};

/// All commands, in the order in which `help` lists them.
[[nodiscard]] std::span<const Command> commands();

class Commands {
public:
    explicit Commands(Session& session) : session_(session) {}

    /// Does what the line says.
    Reply answer(const std::string& line);

    // each takes what follows its name

    // rules and patients: commands_patient.cpp
    Reply load(const std::string& arguments);
    Reply reload(const std::string& arguments);
    Reply patient(const std::string& arguments);
    Reply patients(const std::string& arguments);
    Reply set(const std::string& arguments);
    Reply add(const std::string& arguments);
    Reply remove(const std::string& arguments);
    Reply unset(const std::string& arguments);
    Reply facts(const std::string& arguments);
    Reply today(const std::string& arguments);
    Reply undo(const std::string& arguments);
    Reply redo(const std::string& arguments);
    Reply history(const std::string& arguments);
    Reply save(const std::string& arguments);

    // where things stand: commands_show.cpp
    Reply advice(const std::string& arguments);
    Reply rules(const std::string& arguments);
    Reply trace(const std::string& arguments);
    Reply show(const std::string& arguments);
    Reply help(const std::string& arguments);
    Reply quit(const std::string& arguments);
    Reply expression(const std::string& text);

    // questions: commands_questions.cpp
    Reply why(const std::string& arguments);
    Reply what_if(const std::string& arguments);
    Reply keep(const std::string& arguments);
    Reply ask(const std::string& arguments);
    Reply flip(const std::string& arguments);
    Reply sweep(const std::string& arguments);
    Reply robust(const std::string& arguments);
    Reply compare(const std::string& arguments);

private:
    /// The value of what `ask next` asked for.
    Reply take_answer(const std::string& line);
    Reply set_field(const std::string& name, const std::string& value);
    Reply save_test(const std::string& arguments);
    [[nodiscard]] std::optional<Thing> thing(const std::string& name, std::string& problem) const;
    [[nodiscard]] Limits limits() const;

    [[nodiscard]] const Program& program() const { return session_.program(); }

    [[nodiscard]] const Style& style() const { return session_.settings_.style; }

    static Reply said(std::string text) { return {std::move(text), false, false}; }

    static Reply fail(std::string text) { return Session::fail(std::move(text)); }

    Session& session_;
};

/// The words of a line; a quoted text is one, without its quotes.
[[nodiscard]] std::vector<std::string> words_of(std::string_view text);

/// The text without blanks at its ends.
[[nodiscard]] std::string trimmed(std::string_view text);

} // namespace precept::repl
