// One person, one patient, any number of questions. Takes a line, gives what is to be shown; knows
// no terminal, so that a script and a test are the same as a person. Rule files that changed on
// disk are read again before the next line is answered, and the patient stays.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/evaluation.hpp"
#include "interpreter/patient.hpp"
#include "interpreter/questions/difference.hpp"
#include "interpreter/questions/hypothesis.hpp"
#include "interpreter/questions/search.hpp"
#include "lang/compilation.hpp"
#include "lang/render.hpp"

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::repl {

struct Settings {
    Date today;
    Style style;
    bool ignore_unknown_facts = false;
    const std::atomic<bool>* stop = nullptr; ///< set by Ctrl-C: stops a question
};

/// What a line came to.
struct Reply {
    std::string text; ///< ends in a line end unless it is empty
    bool failed = false;
    bool quit = false;
};

class Session {
public:
    explicit Session(Settings settings);

    /// Rule files, and a patient's file (empty: nobody is known); as the commands do it.
    Reply load(const std::vector<std::string>& paths);
    Reply open_patient(const std::string& path);
    /// `NAME=VALUE`, as on the command line.
    Reply assign(const std::string& assignment);

    /// Answers a line: a command, or a condition or value to be worked out.
    Reply say(const std::string& line);

    /// How the next answers are shown: the terminal may have another width by now.
    void restyle(const Style& style) { settings_.style = style; }

    /// What a prompt says besides: the patient's name.
    [[nodiscard]] std::string prompt() const;

    /// Whether the line goes on in the next one: something is open at its end.
    [[nodiscard]] static bool goes_on(std::string_view line);

    /// What the word at the end of `line` can become, sorted.
    [[nodiscard]] std::vector<std::string> complete(std::string_view line) const;

private:
    friend class Commands;

    /// The patient at one time, and what was done to come there.
    struct State {
        Patient patient; ///< as given, not settled
        std::string done;
    };

    /// An evaluation of one patient with all that a view of it refers to.
    struct Evaluated {
        Patient patient;
        Date today;
        Batch batch;
        Evaluation evaluation;

        Evaluated(const Program& program, const Plan& plan, Patient settled, Date day);
        Evaluated(const Evaluated&) = delete;
        Evaluated& operator=(const Evaluated&) = delete;

        [[nodiscard]] PatientView view() const { return {evaluation, 0, patient, today}; }
    };

    // ---- the rules
    Reply reload();
    /// What has to be said of files that changed since they were read; they are read again.
    std::string refresh();
    /// Another program in place of this one, with the patients of this session; says what of them
    /// did not fit.
    std::string
    take_over(std::unique_ptr<Sources> sources, std::unique_ptr<Compilation> compilation);
    void note_files();

    [[nodiscard]] bool has_rules() const { return compilation_ != nullptr; }

    [[nodiscard]] const Program& program() const { return compilation_->program(); }

    [[nodiscard]] Situation situation() const {
        return {program(), planned_, states_[now_].patient, settings_.today};
    }

    [[nodiscard]] const Patient& patient() const { return states_[now_].patient; }

    /// The patient as things are, evaluated when it is first asked for.
    const Evaluated& as_is();
    void plan_again();

    // ---- the patient
    /// Makes `patient` the present one, and says in a line what that changes.
    Reply change(Patient patient, std::string done);
    /// Why the patient must not be saved to `path`; empty when nothing speaks against it.
    [[nodiscard]] std::string not_to_overwrite(const std::string& path) const;
    std::optional<Patient>
    read(const std::string& path, Sources& sources, Diagnostics& findings) const;

    [[nodiscard]] static Reply fail(std::string text);
    [[nodiscard]] std::string shown(Diagnostics findings) const;
    [[nodiscard]] std::string wrapped(const std::string& text) const;
    /// Registers a text that was typed.
    std::optional<FileId> typed(const std::string& text, Diagnostics& findings);

    Settings settings_;
    std::vector<std::string> paths_;
    std::unique_ptr<Sources> sources_;
    std::unique_ptr<Compilation> compilation_;
    Plan planned_;
    std::map<std::string, std::filesystem::file_time_type> files_; ///< of the rules, as read
    std::vector<std::string> patient_files_;
    std::string patient_file_; ///< of the present patient; empty: none was read
    std::vector<State> states_;
    std::size_t now_ = 0;
    std::unique_ptr<Evaluated> as_is_;
    std::optional<Givens> supposed_; ///< by the last `what if`, for `keep`
    std::optional<Subject> asked_;   ///< whose value the next line is
};

} // namespace precept::repl
