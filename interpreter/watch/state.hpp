// What an author wants to know at every save: what is wrong with the rules, which tests fail, and
// what becomes of one patient. A state is worked out from the files alone; two of them are compared
// by what they say, so that a line that moved is no change.
#pragma once

#include "interpreter/testing/render.hpp"
#include "interpreter/versions/changes.hpp"
#include "interpreter/versions/outcome.hpp"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace precept::watch {

/// What is watched.
struct Watched {
    std::vector<std::string> paths;
    std::string facts;            ///< a patient's file; empty: no patient
    std::vector<std::string> set; ///< NAME=VALUE
    bool ignore_unknown_facts = false;
    Date today;
    Style style;
};

/// What is told apart from one save to the next, by what it is about, and how it is shown.
using Shown = std::multimap<std::string, std::string>;

struct State {
    Sources sources;
    Program program;
    bool sound = false;    ///< no errors in the rule files: the rest was run
    Shown findings;        ///< of the rule files
    Shown failures;        ///< of tests
    Shown faults;          ///< of patients' files, and of the patients of tests
    std::size_t tests = 0; ///< that were run
    std::optional<versions::Outcome>
        patient;                    ///< none: there is no patient, or the file is at fault
    std::vector<std::string> files; ///< all that were read
};

[[nodiscard]] std::unique_ptr<State> look(const Watched& watched);

/// One line: "18 files, 57 rules: nothing wrong; 354 tests pass".
[[nodiscard]] std::string summary(const State& state);

/// The states that a new one is compared with.
struct Earlier {
    std::shared_ptr<const State> last;
    std::shared_ptr<const State> sound;    ///< the last one that was; none: there was none
    std::shared_ptr<const State> answered; ///< the last one with the patient's answer

    /// Takes in what is no longer the present one.
    void add(std::shared_ptr<const State> state);
};

/// What is new in `now`, and what is gone, since the last state; empty when that is nothing. What
/// the rules say and tests are compared with the last one that was sound, the patient with the last
/// one that had his answer, if there was one.
[[nodiscard]] std::string changes(const Earlier& earlier, const State& now, const Style& style);

/// The whole of a first state.
[[nodiscard]] std::string everything(const State& state);

} // namespace precept::watch
