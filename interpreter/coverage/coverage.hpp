// What the tests of rule files have seen: of each single condition whether it was yes, no and
// unknown for some patient of some test, and whether it decided alone as yes and as no; of each
// rule whether it fired, did not, and was undecided; of each definition which case decided and
// which values it had. All tests of one day are one batch, whose columns are read here; nothing is
// evaluated twice. What cannot be is not asked for, once that is proved.
#pragma once

#include "interpreter/coverage/aims.hpp"
#include "interpreter/patient.hpp"
#include "interpreter/testing/cases.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace precept::coverage {

enum class Shown : std::uint8_t {
    Seen,
    Missing,
    Impossible, ///< proved: no patient shows it
};

/// What became of a condition that is to decide alone, once as yes and once as no.
[[nodiscard]] Shown on_both_sides(Shown as_yes, Shown as_no);

struct Coverage {
    Conditions conditions;
    std::vector<Aim> aims;
    std::vector<Shown> shown; ///< by aim
    std::size_t tests = 0;
    std::vector<ModuleId> left_out; ///< modules of which something could be asked, but is not
};

/// So many of so many.
struct Share {
    std::size_t seen = 0;
    std::size_t all = 0;

    [[nodiscard]] bool complete() const { return seen == all; }

    /// Tenths of a per cent, never rounded up: 1000 only when complete.
    [[nodiscard]] std::size_t per_mille() const { return all == 0 ? 1000 : seen * 1000 / all; }

    Share& operator+=(const Share& other) {
        seen += other.seen;
        all += other.all;
        return *this;
    }
};

/// "99.9 %", "80.0 %", "100 %".
[[nodiscard]] std::string show(const Share& share);

/// What is asked for in one module. What is impossible does not count.
struct Shares {
    Share rules;       ///< statuses
    Share definitions; ///< deciding cases and values
    Share conditions;  ///< yes, no, unknown
    Share alone;       ///< conditions that decided alone as yes and as no

    Shares& operator+=(const Shares& other);
    /// The least of rules, definitions and conditions.
    [[nodiscard]] const Share& least() const;
};

/// By ModuleId.
[[nodiscard]] std::vector<Shares> shares(const Program& program, const Coverage& coverage);

/// What one place of a rule file still lacks.
struct Gap {
    Span span;
    Owner owner;
    /// What it is: a condition, a rule, a definition (its values), or a case of one.
    enum class Kind : std::uint8_t { Condition, Rule, Value, Case } kind = Kind::Condition;
    std::vector<std::string> missing; ///< "yes", "undecided"; of a case, none
    std::vector<std::string> alone;   ///< of a condition: "yes", "no", as which it never did so

    /// "never seen yes or unknown", "never seen to decide", "never decided alone as yes".
    [[nodiscard]] std::string in_words() const;
};

/// What is missing, in the order of the files. Conditions that lack nothing but to decide alone are
/// among them.
[[nodiscard]] std::vector<Gap> gaps(const Program& program, const Coverage& coverage);

/// `rule weak_heart`, `define her2_status`, `applies when of safety`, `ensure never_both`.
[[nodiscard]] std::string name_of(const Program& program, const Owner& owner);

/// Takes note of what patients show, batch after batch.
class Recorder {
public:
    explicit Recorder(const Program& program);

    /// The evaluation of a plan of the program that keeps everything.
    void see(const Evaluation& evaluation);

    /// What is still missing, and what became of it.
    [[nodiscard]] const Coverage& coverage() const { return coverage_; }

    [[nodiscard]] Coverage take() && { return std::move(coverage_); }

private:
    Coverage coverage_;
};

struct Options {
    Date today;         ///< for tests that give no day
    std::string filter; ///< only tests that have it in their label
};

/// What these cases of tests have seen. Of what is missing, what can be proved to be impossible
/// by trying few patients is said to be so.
[[nodiscard]] Coverage
measure(const Program& program, const std::vector<testing::TestCase>& cases, Date today);

/// The same of all tests, without the files that some start from.
[[nodiscard]] Coverage measure(const Program& program, const Options& options);

/// Asks nothing of modules other than `wanted` (by ModuleId): who tests one guideline need not test
/// what others share.
void ask_only_of(const std::vector<bool>& wanted, const Program& program, Coverage& coverage);

} // namespace precept::coverage
