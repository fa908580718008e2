#include "interpreter/coverage/coverage.hpp"

#include "interpreter/coverage/seek.hpp"
#include "interpreter/coverage/together.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace precept::coverage {

std::string show(const Share& share) {
    const std::size_t tenths = share.per_mille();
    return share.complete() ? "100 %" : fmt::format("{}.{} %", tenths / 10, tenths % 10);
}

Shown on_both_sides(Shown as_yes, Shown as_no) {
    if (as_yes == Shown::Missing || as_no == Shown::Missing) {
        return Shown::Missing;
    }
    return as_yes == Shown::Seen ? as_yes : as_no;
}

Shares& Shares::operator+=(const Shares& other) {
    rules += other.rules;
    definitions += other.definitions;
    conditions += other.conditions;
    alone += other.alone;
    return *this;
}

const Share& Shares::least() const {
    const std::array all{&rules, &definitions, &conditions};
    return **std::ranges::min_element(all, [](const Share* left, const Share* right) {
        return left->seen * right->all < right->seen * left->all;
    });
}

std::vector<Shares> shares(const Program& program, const Coverage& coverage) {
    std::vector<Shares> all(program.modules.size());
    for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
        const Aim& aim = coverage.aims[i];
        Shown shown = coverage.shown[i];
        if (aim.kind == Aim::Kind::Alone) {
            shown = on_both_sides(shown, coverage.shown[++i]);
        }
        if (shown == Shown::Impossible) {
            continue;
        }
        Shares& its = all[module_of(program, owner_of(coverage.conditions, aim)).index];
        Share& share = aim.kind == Aim::Kind::Condition ? its.conditions
                       : aim.kind == Aim::Kind::Alone   ? its.alone
                       : aim.kind == Aim::Kind::Rule    ? its.rules
                                                        : its.definitions;
        share += {shown == Shown::Seen ? 1U : 0U, 1};
    }
    return all;
}

std::string Gap::in_words() const {
    std::string text;
    if (kind == Kind::Case) {
        return "never seen to decide";
    }
    for (std::size_t i = 0; i < missing.size(); ++i) {
        text += i == 0 ? "never seen " : i + 1 == missing.size() ? " or " : ", ";
        text += missing[i];
    }
    if (!alone.empty()) {
        text += fmt::format(
            "{}never decided alone{}",
            text.empty() ? "" : "; ",
            alone.size() == 1 ? " as " + alone.front() : ""
        );
    }
    return text;
}

std::vector<Gap> gaps(const Program& program, const Coverage& coverage) {
    std::vector<Gap> all;
    const auto kind_of = [](const Aim& aim) {
        switch (aim.kind) {
        case Aim::Kind::Rule: return Gap::Kind::Rule;
        case Aim::Kind::Case: return Gap::Kind::Case;
        case Aim::Kind::Value: return Gap::Kind::Value;
        case Aim::Kind::Condition:
        case Aim::Kind::Alone: break;
        }
        return Gap::Kind::Condition;
    };
    std::optional<Aim> last; // of the gap at the end of the list
    for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
        const Aim& aim = coverage.aims[i];
        if (coverage.shown[i] != Shown::Missing) {
            continue;
        }
        const Gap::Kind kind = kind_of(aim);
        if (!last || kind_of(*last) != kind || last->index != aim.index ||
            kind == Gap::Kind::Case) {
            const Span span = span_of(program, coverage.conditions, aim);
            all.push_back({span, owner_of(coverage.conditions, aim), kind, {}, {}});
            last = aim;
        }
        if (aim.kind == Aim::Kind::Alone) {
            all.back().alone.emplace_back(
                static_cast<Truth>(aim.which) == Truth::Yes ? "yes" : "no"
            );
        } else if (kind != Gap::Kind::Case) {
            all.back().missing.push_back(in_words(program, aim));
        }
    }
    std::ranges::stable_sort(all, [](const Gap& left, const Gap& right) {
        return std::pair(left.span.file, left.span.begin) <
               std::pair(right.span.file, right.span.begin);
    });
    return all;
}

std::string name_of(const Program& program, const Owner& owner) {
    switch (owner.kind) {
    case Owner::Kind::Guideline:
        return fmt::format("`applies when` of {}", program.modules[owner.index].name);
    case Owner::Kind::Definition:
        return fmt::format("define {}", program.definitions[owner.index].name);
    case Owner::Kind::Rule: return fmt::format("rule {}", program.rules[owner.index].name);
    case Owner::Kind::Ensure: break;
    }
    return fmt::format("ensure {}", program.ensures[owner.index].name);
}

Recorder::Recorder(const Program& program) {
    coverage_.conditions = find_conditions(program);
    coverage_.aims = find_aims(program, coverage_.conditions);
    const AlwaysKnown known(program);
    for (const Aim& aim : coverage_.aims) {
        coverage_.shown.push_back(
            known.rules_out(coverage_.conditions, aim) ? Shown::Impossible : Shown::Missing
        );
    }
}

void Recorder::see(const Evaluation& evaluation) {
    coverage_.tests += evaluation.patients();
    for (std::size_t i = 0; i < coverage_.aims.size(); ++i) {
        for (std::size_t row = 0;
             row < evaluation.patients() && coverage_.shown[i] == Shown::Missing;
             ++row) {
            if (shows(coverage_.conditions, coverage_.aims[i], evaluation, row)) {
                coverage_.shown[i] = Shown::Seen;
            }
        }
    }
}

namespace {

/// What is never yes never decides alone as yes, however much else its decision hangs on.
void never_so_never_alone(Coverage& coverage) {
    std::set<std::pair<std::uint32_t, std::uint32_t>> never;
    for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
        const Aim& aim = coverage.aims[i];
        if (aim.kind == Aim::Kind::Condition && coverage.shown[i] == Shown::Impossible) {
            never.insert({aim.index, aim.which});
        } else if (aim.kind == Aim::Kind::Alone && never.contains({aim.index, aim.which})) {
            coverage.shown[i] = Shown::Impossible;
        }
    }
}

void prove(const Program& program, const Plan& plan, Date today, Coverage& coverage) {
    std::vector<Aim> missing;
    std::vector<std::size_t> which;
    for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
        if (coverage.shown[i] == Shown::Missing) {
            missing.push_back(coverage.aims[i]);
            which.push_back(i);
        }
    }
    const std::vector<bool> proved =
        Seeker(program, plan, coverage.conditions, today).impossible(missing);
    const std::vector<bool> coupled = never_alone(program, coverage.conditions, missing);
    for (std::size_t i = 0; i < which.size(); ++i) {
        if (proved[i] || coupled[i]) {
            coverage.shown[which[i]] = Shown::Impossible;
        }
    }
    never_so_never_alone(coverage);
}

} // namespace

Coverage measure(const Program& program, const std::vector<testing::TestCase>& cases, Date today) {
    const Plan compiled = plan(program);
    Recorder recorder(program);
    for (const testing::Day& day : testing::by_day(cases)) {
        std::vector<Patient> patients;
        for (const std::size_t one : day.cases) {
            patients.push_back(cases[one].patient);
        }
        const Batch batch = make_batch(program, patients, day.today);
        recorder.see(evaluate(program, compiled, batch));
    }
    Coverage coverage = std::move(recorder).take();
    prove(program, compiled, today, coverage);
    return coverage;
}

void ask_only_of(const std::vector<bool>& wanted, const Program& program, Coverage& coverage) {
    std::vector<Aim> aims;
    std::vector<Shown> shown;
    std::vector<bool> left_out(program.modules.size());
    for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
        const Owner owner = owner_of(coverage.conditions, coverage.aims[i]);
        const std::size_t module = module_of(program, owner).index;
        if (wanted[module]) {
            aims.push_back(coverage.aims[i]);
            shown.push_back(coverage.shown[i]);
        } else {
            left_out[module] = true;
        }
    }
    coverage.aims = std::move(aims);
    coverage.shown = std::move(shown);
    for (std::uint32_t i = 0; i < left_out.size(); ++i) {
        if (left_out[i]) {
            coverage.left_out.push_back({i});
        }
    }
}

Coverage measure(const Program& program, const Options& options) {
    std::vector<testing::TestCase> cases;
    for (std::size_t i = 0; i < program.tests.size(); ++i) {
        const Test& test = program.tests[i];
        if (testing::is_wanted(test, options.filter)) {
            const Date day = test.given.today.value_or(options.today);
            cases.push_back({i, patient_of(program, test), day});
            settle(program, day, cases.back().patient);
        }
    }
    return measure(program, cases, options.today);
}

} // namespace precept::coverage
