#include "interpreter/cohort/tally.hpp"

#include "interpreter/vectors.hpp"

#include <bit>

namespace precept::cohort {

namespace {

void add(std::vector<std::uint64_t>& to, const std::vector<std::uint64_t>& more) {
    for (std::size_t i = 0; i < to.size(); ++i) {
        to[i] += more[i];
    }
}

void add(GuidelineCounts& to, const GuidelineCounts& more) {
    to.yes += more.yes;
    to.no += more.no;
    to.unknown += more.unknown;
}

/// The bit-sets of one batch, as far as it has patients.
class Words {
public:
    explicit Words(const Evaluation& evaluation)
        : evaluation_(evaluation),
          patients_(evaluation.patients()) {}

    /// How many patients have their bit.
    [[nodiscard]] std::uint64_t count(const std::uint64_t* bits) const {
        return vectors::best().count_bits(bits, patients_);
    }

    /// Calls `visit(word, mask)`: the patients of a word are those in the mask.
    template <typename Visit>
    void for_each(const Visit& visit) const {
        for (std::size_t word = 0; word * 64 < patients_; ++word) {
            visit(word, mask(word));
        }
    }

    [[nodiscard]] TruthWords of(Ref ref) const { return evaluation_.words(ref); }

    [[nodiscard]] TruthWords of(NodeId node) const {
        return of(evaluation_.plan().nodes[node.index]);
    }

private:
    [[nodiscard]] std::uint64_t mask(std::size_t word) const {
        const std::size_t left = patients_ - word * 64;
        return left >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << left) - 1;
    }

    const Evaluation& evaluation_;
    std::size_t patients_;
};

void count_guidelines(
    const Words& words, const Evaluation& evaluation, std::vector<GuidelineCounts>& counts
) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const TruthWords applies = words.of(evaluation.plan().applies[i]);
        counts[i].yes = words.count(applies.yes);
        counts[i].no = words.count(applies.no);
        counts[i].unknown = evaluation.patients() - counts[i].yes - counts[i].no;
    }
}

void count_rules(
    const Words& words,
    const Evaluation& evaluation,
    const std::vector<GuidelineCounts>& guidelines,
    Tally& tally
) {
    const Program& program = evaluation.program();
    const Plan& plan = evaluation.plan();
    std::vector<std::uint64_t> open(words_for(evaluation.patients()));
    for (std::size_t i = 0; i < program.rules.size(); ++i) {
        const TruthWords fired = words.of(plan.fired[i]);
        RuleCounts& its = tally.rules[i];
        const std::uint64_t yes = words.count(fired.yes);
        const std::uint64_t no = words.count(fired.no);
        // Where a guideline does not apply its rules do not fire.
        const std::uint64_t not_its = guidelines[program.rules[i].module.index].no;
        its.fired += yes;
        its.not_applicable += not_its;
        its.not_fired += no - not_its;
        its.undecided += evaluation.patients() - yes - no;
        if (yes + no < evaluation.patients()) {
            vectors::best().add_unknown({fired.yes, fired.no}, open.size(), open.data());
        }
    }
    tally.undecided += words.count(open.data());
}

void count_advice(const Words& words, const Evaluation& evaluation, Tally& tally) {
    const Program& program = evaluation.program();
    const Plan& plan = evaluation.plan();
    for (std::size_t i = 0; i < program.advice.size(); ++i) {
        const std::size_t rule = program.advice[i].rule.index;
        AdviceCounts& its = tally.advice[i];
        const TruthWords active = words.of(plan.active[i]);
        const std::uint64_t all_active = words.count(active.yes);
        its.active += all_active;
        if (plan.active[i] == plan.fired[rule]) {
            continue; // nothing stands against it
        }
        const TruthWords fired = words.of(plan.fired[rule]);
        const TruthWords blocked = words.of(plan.blocked[i]);
        const TruthWords overridden = words.of(plan.overridden[rule]);
        // In the order of `state` (answer.hpp).
        words.for_each([&](std::size_t w, std::uint64_t mask) {
            std::uint64_t open = fired.yes[w] & ~active.yes[w] & mask;
            const auto take = [&](std::uint64_t those) {
                const auto count = std::popcount(open & those);
                open &= ~those;
                return static_cast<std::uint64_t>(count);
            };
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
    std::vector<GuidelineCounts> its(guidelines.size());
    count_guidelines(words, evaluation, its);
    for (std::size_t i = 0; i < guidelines.size(); ++i) {
        cohort::add(guidelines[i], its[i]);
    }
    count_rules(words, evaluation, its, *this);
    count_advice(words, evaluation, *this);
    count_ensures(words, evaluation, decoded, *this);
}

void Tally::count(const Needed& needed) {
    const auto patients_in = [](std::span<const std::uint64_t> bits) {
        return vectors::best().count_bits(bits.data(), 64 * bits.size());
    };
    for (std::uint32_t i = 0; i < facts.size(); ++i) {
        facts[i] += patients_in(needed.fact({i}));
    }
    for (std::uint32_t i = 0; i < lists.size(); ++i) {
        lists[i] += patients_in(needed.list({i}));
        for (std::uint32_t field = 0; field < fields[i].size(); ++field) {
            fields[i][field] += patients_in(needed.field({i}, field));
        }
    }
    no_value += patients_in(needed.no_value());
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
        cohort::add(guidelines[i], later.guidelines[i]);
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
