#include "interpreter/cohort/tally.hpp"

#include <bit>

namespace precept::cohort {

namespace {

void add(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& more) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] += more[i];
    }
}

/// The bit-sets of one batch, as far as it has patients.
class Words {
public:
    explicit Words(const Evaluation& evaluation)
        : evaluation_(evaluation),
          count_(words_for(evaluation.patients())) {}

    /// How many patients have their bit in `make(word)`.
    template <typename Make>
    [[nodiscard]] std::uint64_t count(const Make& make) const {
        std::uint64_t sum = 0;
        for (std::size_t word = 0; word < count_; ++word) {
            sum += static_cast<std::uint64_t>(std::popcount(make(word) & mask(word)));
        }
        return sum;
    }

    template <typename Visit>
    void for_each(const Visit& visit) const {
        for (std::size_t word = 0; word < count_; ++word) {
            visit(word, mask(word));
        }
    }

    [[nodiscard]] TruthWords of(Ref ref) const { return evaluation_.words(ref); }

    [[nodiscard]] TruthWords of(NodeId node) const {
        return of(evaluation_.plan().nodes[node.index]);
    }

private:
    [[nodiscard]] std::uint64_t mask(std::size_t word) const {
        const std::size_t left = evaluation_.patients() - word * 64;
        return left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    }

    const Evaluation& evaluation_;
    std::size_t count_;
};

void count_rules(const Words& words, const Evaluation& evaluation, Tally& tally) {
    const Program& program = evaluation.program();
    const Plan& plan = evaluation.plan();
    std::vector<std::uint64_t> open(words_for(evaluation.patients()));
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        const TruthWords fired = words.of(plan.fired[i]);
        const TruthWords applies = words.of(plan.applies[program.rules[i].module.index]);
        RuleCounts& its = tally.rules[i];
        const std::uint64_t yes = words.count([&](std::size_t w) { return fired.yes[w]; });
        const std::uint64_t no = words.count([&](std::size_t w) { return fired.no[w]; });
        const std::uint64_t not_its = words.count([&](std::size_t w) { return applies.no[w]; });
        its.fired += yes;
        its.not_applicable += not_its; // for all of whom it does not fire
        its.not_fired += no - not_its;
        its.undecided += evaluation.patients() - yes - no;
        for (std::size_t w = 0; w < open.size(); ++w) {
            open[w] |= ~(fired.yes[w] | fired.no[w]);
        }
    }
    tally.undecided += words.count([&](std::size_t w) { return open[w]; });
}

void count_advice(const Words& words, const Evaluation& evaluation, Tally& tally) {
    const Program& program = evaluation.program();
    const Plan& plan = evaluation.plan();
    for (std::size_t i = 0; i < program.advice.size(); ++i) {
        const std::size_t rule = program.advice[i].rule.index;
        const TruthWords fired = words.of(plan.fired[rule]);
        const TruthWords active = words.of(plan.active[i]);
        const TruthWords blocked = words.of(plan.blocked[i]);
        const TruthWords overridden = words.of(plan.overridden[rule]);
        AdviceCounts& its = tally.advice[i];
        // In the order of `state` (answer.hpp).
        words.for_each([&](std::size_t w, std::uint64_t mask) {
            std::uint64_t open = fired.yes[w] & mask;
            const auto take = [&](std::uint64_t those) {
                const auto count = std::popcount(open & those);
                open &= ~those;
                return static_cast<std::uint64_t>(count);
            };
            its.active += take(active.yes[w]);
            its.blocked += take(blocked.yes[w]);
            its.overridden += take(overridden.yes[w]);
            its.provisional += take(open);
        });
    }
}

void count_ensures(
    const Words& words, const Evaluation& evaluation, const Decoded& decoded, Tally& tally
) {
    const Program& program = evaluation.program();
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        const Ensure& ensure = program.ensures[i];
        EnsureCounts& its = tally.ensures[i];
        const TruthWords claim = words.of(ensure.claim);
        const bool always = !ensure.whenever.valid();
        const TruthWords when = always ? TruthWords{nullptr, nullptr} : words.of(ensure.whenever);
        words.for_each([&](std::size_t w, std::uint64_t mask) {
            const std::uint64_t held = (claim.yes[w] | (always ? 0 : when.no[w])) & mask;
            std::uint64_t violated = claim.no[w] & (always ? mask : when.yes[w] & mask);
            its.held += static_cast<std::uint64_t>(std::popcount(held));
            its.violated += static_cast<std::uint64_t>(std::popcount(violated));
            its.undecided += static_cast<std::uint64_t>(std::popcount(mask & ~held & ~violated));
            while (violated != 0 && its.violators.size() < EnsureCounts::most_violators) {
                const RowOrigin& row =
                    decoded.rows[w * 64 + static_cast<std::size_t>(std::countr_zero(violated))];
                its.violators.push_back({row.line, std::string(row.id)});
                violated &= violated - 1;
            }
        });
    }
}

} // namespace

void Tally::count(const Evaluation& evaluation, const Decoded& decoded) {
    patients += evaluation.patients();
    rejected += decoded.rejects.size();
    if (evaluation.patients() == 0) {
        return;
    }
    const Words words(evaluation);
    count_rules(words, evaluation, *this);
    count_advice(words, evaluation, *this);
    count_ensures(words, evaluation, decoded, *this);
    for (std::size_t i = 0; i < guidelines.size(); ++i) {
        const TruthWords applies = words.of(evaluation.plan().applies[i]);
        const std::uint64_t yes = words.count([&](std::size_t w) { return applies.yes[w]; });
        const std::uint64_t no = words.count([&](std::size_t w) { return applies.no[w]; });
        guidelines[i].yes += yes;
        guidelines[i].no += no;
        guidelines[i].unknown += evaluation.patients() - yes - no;
    }
}

Tally::Tally(const Program& program)
    : rules(program.rules.size()),
      advice(program.advice.size()),
      guidelines(program.modules.size()),
      ensures(program.ensures.size()),
      facts(program.facts.size()),
      lists(program.events.size()),
      fields(program.events.size()) {
    for (std::size_t i = 0; i < fields.size(); ++i) {
        fields[i].resize(program.events[i].fields.size());
    }
}

void Tally::add(const Tally& later) {
    patients += later.patients;
    rejected += later.rejected;
    undecided += later.undecided;
    for (std::size_t i = 0; i < rules.size(); ++i) {
        rules[i].fired += later.rules[i].fired;
        rules[i].not_fired += later.rules[i].not_fired;
        rules[i].undecided += later.rules[i].undecided;
        rules[i].not_applicable += later.rules[i].not_applicable;
    }
    for (std::size_t i = 0; i < advice.size(); ++i) {
        advice[i].active += later.advice[i].active;
        advice[i].blocked += later.advice[i].blocked;
        advice[i].overridden += later.advice[i].overridden;
        advice[i].provisional += later.advice[i].provisional;
    }
    for (std::size_t i = 0; i < guidelines.size(); ++i) {
        guidelines[i].yes += later.guidelines[i].yes;
        guidelines[i].no += later.guidelines[i].no;
        guidelines[i].unknown += later.guidelines[i].unknown;
    }
    for (std::size_t i = 0; i < ensures.size(); ++i) {
        ensures[i].held += later.ensures[i].held;
        ensures[i].violated += later.ensures[i].violated;
        ensures[i].undecided += later.ensures[i].undecided;
        for (const PatientName& name : later.ensures[i].violators) {
            if (ensures[i].violators.size() < EnsureCounts::most_violators) {
                ensures[i].violators.push_back(name);
            }
        }
    }
    cohort::add(facts, later.facts);
    cohort::add(lists, later.lists);
    for (std::size_t i = 0; i < fields.size(); ++i) {
        cohort::add(fields[i], later.fields[i]);
    }
    no_value += later.no_value;
}

} // namespace precept::cohort
