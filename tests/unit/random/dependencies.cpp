#include "tests/unit/random/dependencies.hpp"

#include <algorithm>

namespace precept::random {

namespace {

/// As `node::TermOutcome` says.
bool concerns(const Program& program, const Advice& advice, TermId term) {
    const bool for_it = advice.verb == ast::Verb::Recommend || advice.verb == ast::Verb::Consider;
    return std::any_of(advice.terms.begin(), advice.terms.end(), [&](TermId named) {
        return for_it ? is_below(program, named, term) : is_below(program, term, named);
    });
}

Step active(std::size_t advice) {
    return {Step::Kind::Active, static_cast<std::uint32_t>(advice)};
}

bool proposes(ast::Verb verb) {
    return verb == ast::Verb::Recommend || verb == ast::Verb::Consider;
}

} // namespace

std::size_t Dependencies::index_of(const Step& step) {
    const auto found = std::find(steps_.begin(), steps_.end(), step);
    if (found != steps_.end()) {
        return static_cast<std::size_t>(found - steps_.begin());
    }
    const std::size_t index = steps_.size();
    steps_.push_back(step);
    needs_.emplace_back();
    add_needs_of(index);
    return index;
}

void Dependencies::add_needs_of(std::size_t step) {
    const Step it = steps_[step];
    std::vector<Step> needs;
    if (it.kind == Step::Kind::Active) {
        const Advice& advice = program_.advice[it.index];
        needs.push_back({Step::Kind::Fired, advice.rule.index});
        if (proposes(advice.verb)) {
            for (const TermId term : advice.terms) {
                needs.push_back({Step::Kind::TermOutcome, term.index, ast::Verb::Contraindicate});
            }
        }
    } else if (it.kind == Step::Kind::TermOutcome || it.kind == Step::Kind::AnyAdvice) {
        for (std::size_t i = 0; i < program_.advice.size(); ++i) {
            const Advice& advice = program_.advice[i];
            const bool meant =
                it.kind == Step::Kind::AnyAdvice
                    ? proposes(advice.verb)
                    : advice.verb == it.verb && concerns(program_, advice, TermId{it.index});
            if (meant) {
                needs.push_back(active(i));
            }
        }
    }
    for (const Step& need : needs) {
        const std::size_t on = index_of(need);
        needs_[step].push_back(on);
    }
}

void Dependencies::add_advice() {
    for (std::size_t i = 0; i < program_.advice.size(); ++i) {
        index_of(active(i));
    }
    for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
        index_of({Step::Kind::Fired, i});
    }
    for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
        index_of({Step::Kind::Definition, i});
    }
}

bool Dependencies::reaches(const Step& from, const Step& on) {
    const std::size_t goal = index_of(on);
    std::vector<std::size_t> open{index_of(from)};
    std::vector<bool> seen(steps_.size(), false);
    while (!open.empty()) {
        const std::size_t step = open.back();
        open.pop_back();
        if (step == goal) {
            return true;
        }
        if (!seen[step]) {
            seen[step] = true;
            open.insert(open.end(), needs_[step].begin(), needs_[step].end());
        }
    }
    return false;
}

bool Dependencies::need(const std::vector<Step>& from, const Step& on) {
    const bool circle =
        std::any_of(from.begin(), from.end(), [&](const Step& one) { return reaches(on, one); });
    if (circle) {
        return false;
    }
    const std::size_t goal = index_of(on);
    for (const Step& one : from) {
        needs_[index_of(one)].push_back(goal);
    }
    return true;
}

void Dependencies::visit(std::size_t step, std::vector<bool>& seen, std::vector<Step>& order)
    const {
    if (seen[step]) {
        return;
    }
    seen[step] = true;
    for (const std::size_t on : needs_[step]) {
        visit(on, seen, order);
    }
    order.push_back(steps_[step]);
}

std::vector<Step> Dependencies::order() {
    std::vector<bool> seen(steps_.size(), false);
    std::vector<Step> order;
    for (std::size_t step = 0; step < steps_.size(); ++step) {
        visit(step, seen, order);
    }
    return order;
}

} // namespace precept::random
