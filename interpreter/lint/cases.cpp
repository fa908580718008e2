#include "interpreter/lint/cases.hpp"

#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <random>
#include <set>

namespace precept::linting {

namespace {

constexpr std::size_t most_combinations = 1024; ///< are tried all; of more, as many at random
constexpr std::size_t most_merged = 2; ///< patients of a case who are merged with those of another
constexpr std::size_t most_notes = 3;

using Truths = std::vector<Truth>; ///< by case; `otherwise` is yes

/// One definition's cases, and what becomes of them for the patients tried.
class CasesOf {
public:
    CasesOf(const People& people, const Definition& definition, const node::Cases& cases)
        : people_(people),
          program_(people.program()),
          definition_(definition),
          cases_(cases.cases) {
        try_all(people.of_tests());
        try_all(made_up());
        try_all(merged_pairs());
    }

    void report_overlaps(Diagnostics& diagnostics) const {
        for (std::size_t later = 1; later < cases_.size(); ++later) {
            if (!cases_[later].when.valid()) {
                continue;
            }
            std::optional<Diagnostic> finding;
            std::size_t notes = 0;
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                const auto both = overlap(earlier, later);
                if (!both) {
                    continue;
                }
                if (!finding) {
                    finding = overlapping(earlier, later, *both);
                }
                if (notes++ < most_notes) {
                    finding->notes.push_back(
                        {program_[cases_[earlier].when].span, "then this one counts"}
                    );
                }
            }
            if (finding) {
                diagnostics.push_back(std::move(*finding));
            }
        }
    }

    void report_gap(Diagnostics& diagnostics) const {
        const auto none = [&](const Truths& truths) {
            return std::all_of(truths.begin(), truths.end(), [](Truth one) {
                return one == Truth::No;
            });
        };
        for (std::size_t i = 0; i < patients_.size(); ++i) {
            if (!none(truths_[i])) {
                continue;
            }
            const auto such = [&](const Evaluation& evaluation, std::size_t row) {
                return none(at(evaluation, row));
            };
            diagnostics.push_back(
                {.code = Code::GapBetweenCases,
                 .span = definition_.span,
                 .message = fmt::format(
                     "`{}` has no value for some patients: none of its cases applies to them",
                     definition_.name
                 ),
                 .help = "add a case for them, or a last line `VALUE otherwise`",
                 .example = people_.example(patients_[i], such)}
            );
            return;
        }
    }

    /// Adds to the finding that a case is never reached whom it was meant for, and what they get.
    void explain_unreachable(Diagnostics& diagnostics) const {
        for (std::size_t which = 0; which < cases_.size(); ++which) {
            const NodeId when = cases_[which].when;
            const auto finding =
                std::find_if(diagnostics.begin(), diagnostics.end(), [&](const Diagnostic& one) {
                    return one.code == Code::UnreachableCase && when.valid() &&
                           covers(one.span, program_[when].span);
                });
            const auto meant = std::find_if(truths_.begin(), truths_.end(), [&](const Truths& it) {
                return it[which] == Truth::Yes;
            });
            if (finding == diagnostics.end() || meant == truths_.end()) {
                continue;
            }
            const auto first = std::find(meant->begin(), meant->end(), Truth::Yes) - meant->begin();
            const auto such = [&](const Evaluation& evaluation, std::size_t row) {
                const Truths truths = at(evaluation, row);
                return truths[which] == Truth::Yes &&
                       together(truths, static_cast<std::size_t>(first), which);
            };
            finding->notes.push_back(
                {program_[cases_[static_cast<std::size_t>(first)].when].span, "this one counts"}
            );
            finding->example =
                people_.example(patients_[static_cast<std::size_t>(meant - truths_.begin())], such);
        }
    }

private:
    static bool covers(Span whole, Span part) {
        return whole.file == part.file && whole.begin <= part.begin && part.end <= whole.end;
    }

    [[nodiscard]] Truths at(const Evaluation& evaluation, std::size_t row) const {
        Truths truths;
        for (const node::Case& one : cases_) {
            truths.push_back(
                one.when.valid() ? evaluation.truth(one.when, {ScopeId{0}, row}) : Truth::Yes
            );
        }
        return truths;
    }

    void try_all(std::span<const Patient> patients) {
        people_.look_at(
            patients,
            [&](std::size_t i, const Evaluation& evaluation, std::size_t row) {
                Truths truths = at(evaluation, row);
                if (seen_.insert(truths).second) { // another one like it shows nothing new
                    patients_.push_back(patients[i]);
                    truths_.push_back(std::move(truths));
                }
                return true;
            }
        );
    }

    /// All combinations of the values that the cases tell apart or, where there are too many, some.
    [[nodiscard]] std::vector<Patient> made_up() const {
        const Situation situation = people_.situation();
        Roots roots;
        roots.nodes.push_back(definition_.body);
        std::vector<std::vector<Change>> choices;
        std::size_t combinations = 1;
        for (const Subject& subject : subjects_reached(situation, roots)) {
            choices.push_back(candidates(situation, subject).changes);
            choices.back().push_back({subject, {}, {}, {}}); // and unknown
            combinations = std::min(combinations * choices.back().size(), most_combinations + 1);
        }
        const bool all = combinations <= most_combinations;
        std::mt19937 random; // NOLINT(cert-msc32-c,cert-msc51-cpp): the same patients every time
        std::vector<Patient> patients;
        for (std::size_t number = 0; number < std::min(combinations, most_combinations); ++number) {
            std::size_t rest = number;
            Patient& patient = patients.emplace_back(people_.of_tests().front());
            for (const auto& choice : choices) {
                const std::size_t which = all ? rest : random();
                coverage::put(choice[which % choice.size()], patient);
                rest /= choice.size();
            }
        }
        return patients;
    }

    /// What one patient has for one case and another for another, in one.
    [[nodiscard]] std::vector<Patient> merged_pairs() const {
        std::vector<std::vector<std::size_t>> by_case(cases_.size());
        for (std::size_t i = 0; i < patients_.size(); ++i) {
            for (std::size_t one = 0; one < cases_.size(); ++one) {
                if (truths_[i][one] == Truth::Yes && by_case[one].size() < most_merged) {
                    by_case[one].push_back(i);
                }
            }
        }
        std::vector<Patient> patients;
        for (std::size_t later = 1; later < cases_.size(); ++later) {
            for (std::size_t earlier = 0; earlier < later; ++earlier) {
                for (const std::size_t one : by_case[earlier]) {
                    for (const std::size_t other : by_case[later]) {
                        patients.push_back(merged(patients_[one], patients_[other]));
                        patients.push_back(merged(patients_[other], patients_[one]));
                    }
                }
            }
        }
        return patients;
    }

    [[nodiscard]] bool same_value(std::size_t one, std::size_t other) const {
        const auto* left = std::get_if<node::Constant>(&program_[cases_[one].value].kind);
        const auto* right = std::get_if<node::Constant>(&program_[cases_[other].value].kind);
        return left != nullptr && right != nullptr && left->value == right->value;
    }

    /// Whether both apply, and none before them, so that their order decides.
    [[nodiscard]] static bool
    together(const Truths& truths, std::size_t earlier, std::size_t later) {
        return truths[earlier] == Truth::Yes && truths[later] == Truth::Yes &&
               std::all_of(
                   truths.begin(),
                   truths.begin() + static_cast<std::ptrdiff_t>(earlier),
                   [](Truth one) { return one == Truth::No; }
               );
    }

    /// A patient to whom both apply, where each also applies to somebody without the other.
    [[nodiscard]] std::optional<std::size_t> overlap(std::size_t earlier, std::size_t later) const {
        if (same_value(earlier, later)) {
            return std::nullopt;
        }
        std::optional<std::size_t> both;
        bool only_earlier = false;
        bool only_later = false;
        for (std::size_t i = 0; i < truths_.size(); ++i) {
            const Truths& truths = truths_[i];
            if (!both && together(truths, earlier, later)) {
                both = i;
            }
            only_earlier =
                only_earlier || (truths[earlier] == Truth::Yes && truths[later] == Truth::No);
            only_later =
                only_later || (truths[later] == Truth::Yes && truths[earlier] == Truth::No);
        }
        return only_earlier && only_later ? both : std::nullopt;
    }

    [[nodiscard]] Diagnostic
    overlapping(std::size_t earlier, std::size_t later, std::size_t patient) const {
        const auto such = [&](const Evaluation& evaluation, std::size_t row) {
            return together(at(evaluation, row), earlier, later);
        };
        return {
            .code = Code::OverlappingCases,
            .span = program_[cases_[later].when].span,
            .message = "this case and one above it, with another value, can both apply: their "
                       "order alone decides",
            .help = "narrow one of them; or, where the order is meant: `# precept: allow "
                    "overlapping-cases because \"…\"`",
            .example = people_.example(patients_[patient], such)};
    }

    const People& people_;
    const Program& program_;
    const Definition& definition_;
    const std::vector<node::Case>& cases_;
    std::set<Truths> seen_;
    std::vector<Patient> patients_;
    std::vector<Truths> truths_;
};

/// The definitions of which rules, properties or other definitions ask whether they are known:
/// their authors expect gaps. What tests ask does not count, as they may stand in files that are
/// not read.
class AskedWhetherKnown {
public:
    explicit AskedWhetherKnown(const Program& program)
        : program_(program),
          seen_(program.nodes.size()),
          asked_(program.definitions.size()) {
        for (const Module& module : program.modules) {
            push(module.applies);
        }
        for (const Definition& definition : program.definitions) {
            push(definition.body);
        }
        for (const Rule& rule : program.rules) {
            push(rule.when);
            for (const Unless& unless : rule.unless) {
                push(unless.condition);
            }
        }
        for (const Ensure& ensure : program.ensures) {
            push(ensure.whenever);
            push(ensure.claim);
        }
        while (!open_.empty()) {
            const NodeId next = open_.back();
            open_.pop_back();
            look_at(program_[next]);
        }
    }

    [[nodiscard]] bool contains(DefinitionId definition) const { return asked_[definition.index]; }

private:
    void push(NodeId id) {
        if (id.valid() && !seen_[id.index]) {
            seen_[id.index] = true;
            open_.push_back(id);
        }
    }

    void look_at(const Node& node) {
        if (const auto* known = std::get_if<node::Known>(&node.kind)) {
            const Node::Kind& subject = program_[known->subject].kind;
            if (const auto* definition = std::get_if<node::DefinitionRef>(&subject)) {
                asked_[definition->definition.index] = true;
            }
        }
        for_each_operand(node.kind, [&](NodeId operand) { push(operand); });
    }

    const Program& program_;
    std::vector<bool> seen_, asked_;
    std::vector<NodeId> open_;
};

} // namespace

std::size_t lint_cases(const People& people, Diagnostics& diagnostics) {
    const Program& program = people.program();
    const AskedWhetherKnown expected(program);
    std::size_t left = 0;
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        const Definition& definition = program.definitions[i];
        const auto* cases = std::get_if<node::Cases>(&program[definition.body].kind);
        if (cases == nullptr) {
            continue;
        }
        if (people.tired()) {
            ++left;
            continue;
        }
        const CasesOf its(people, definition, *cases);
        its.explain_unreachable(diagnostics);
        its.report_overlaps(diagnostics);
        if (!expected.contains({i})) {
            its.report_gap(diagnostics);
        }
    }
    return left;
}

} // namespace precept::linting
