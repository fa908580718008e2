#include "interpreter/lsp/test_run.hpp"

#include "interpreter/evaluate.hpp"
#include "interpreter/reading.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <system_error>
#include <utility>
#include <variant>

namespace precept::lsp {

namespace {

/// Few enough for a moment's work, many enough to make use of evaluating patients together.
constexpr std::size_t most_together = 32;

/// The rules that expectations are about: named themselves, or by what they advise.
class Concern {
public:
    Concern(const Program& program, std::vector<std::vector<std::size_t>>& concerning)
        : program_(program),
          concerning_(concerning) {
        concerning_.resize(program.rules.size());
    }

    void note(std::size_t test) {
        test_ = test;
        for (const Expectation& expectation : program_.tests[test].expect) {
            if (const auto* condition = std::get_if<ExpectCondition>(&expectation.kind)) {
                walk(condition->condition);
            } else if (const auto* status = std::get_if<ExpectStatus>(&expectation.kind)) {
                add(status->rule);
            } else if (const auto* advice = std::get_if<ExpectAdviceState>(&expectation.kind)) {
                about(advice->term, ast::Verb::Recommend);
                about(advice->term, ast::Verb::Consider);
            }
        }
    }

private:
    void walk(NodeId node) {
        const Node::Kind& kind = program_[node].kind;
        if (const auto* fires = std::get_if<node::RuleFires>(&kind)) {
            add(fires->rule);
        } else if (const auto* outcome = std::get_if<node::TermOutcome>(&kind)) {
            about(outcome->term, outcome->verb);
        }
        for_each_operand(kind, [this](NodeId operand) { walk(operand); });
    }

    void about(TermId term, ast::Verb verb) {
        const auto [known, is_new] = about_.try_emplace({term.index, verb});
        if (is_new) {
            for (const AdviceId advice : advice_about(program_, term, verb)) {
                known->second.push_back(program_[advice].rule);
            }
        }
        for (const RuleId rule : known->second) {
            add(rule);
        }
    }

    void add(RuleId rule) {
        auto& tests = concerning_[rule.index];
        if (tests.empty() || tests.back() != test_) {
            tests.push_back(test_);
        }
    }

    const Program& program_;
    std::vector<std::vector<std::size_t>>& concerning_;
    std::map<std::pair<std::uint32_t, ast::Verb>, std::vector<RuleId>> about_; ///< looked up once
    std::size_t test_ = 0;
};

} // namespace

void TestRun::begin() {
    begun_ = true;
    const Program& program = rules_.program();
    sources_ = rules_.sources();
    testing::CaseOptions options{.today = rules_.today()};
    options.texts = patients_;
    cases_ = testing::test_cases(program, *sources_, options, findings_);
    sort_diagnostics(findings_);
    plan_ = plan(program, {.tests = true});
    results_.resize(program.tests.size());
    for (const testing::Day& day : testing::by_day(cases_)) {
        for (std::size_t at = 0; at < day.cases.size(); at += most_together) {
            const auto first = day.cases.begin() + static_cast<std::ptrdiff_t>(at);
            const std::size_t count = std::min(most_together, day.cases.size() - at);
            portions_.push_back({day.today, {first, first + static_cast<std::ptrdiff_t>(count)}});
        }
    }
    Concern concern(program, concerning_);
    for (std::size_t test = 0; test < program.tests.size(); ++test) {
        concern.note(test);
    }
}

bool TestRun::step() {
    if (!begun_) {
        begin();
        return !done();
    }
    if (done()) {
        return false;
    }
    const Program& program = rules_.program();
    const testing::Day& portion = portions_[next_++];
    std::vector<Patient> patients;
    for (const std::size_t one : portion.cases) {
        patients.push_back(cases_[one].patient);
    }
    const Batch batch = make_batch(program, patients, portion.today);
    const Evaluation evaluation = evaluate(program, plan_, batch);
    for (std::size_t row = 0; row < patients.size(); ++row) {
        const PatientView view{evaluation, row, patients[row], portion.today};
        const std::size_t test = cases_[portion.cases[row]].test;
        results_[test] = testing::judge(view, *sources_, test, {});
    }
    return !done();
}

const testing::TestResult* TestRun::result(std::size_t test) const {
    return test < results_.size() && results_[test] ? &*results_[test] : nullptr;
}

bool TestRun::reads(const std::string& path) const {
    return std::ranges::any_of(rules_.program().tests, [&](const Test& test) {
        const auto& given = test.given.patient;
        std::error_code error;
        return given && path == std::filesystem::weakly_canonical(
                                    testing::patient_path(rules_.sources(), *given), error
                                );
    });
}

bool TestRun::reads_files() const {
    return std::ranges::any_of(rules_.program().tests, [](const Test& test) {
        return test.given.patient.has_value();
    });
}

} // namespace precept::lsp
