#include "interpreter/questions/flip_answers.hpp"

#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace precept {

namespace {

bool is_list(const Change& change) {
    return change.subject.kind == Subject::Kind::Events;
}

/// All changes but one, written out.
std::string all_but(const Program& program, const Hypothesis& one, std::size_t left_out) {
    std::string text;
    for (std::size_t i = 0; i < one.size(); ++i) {
        const Subject& subject = one[i].subject;
        text += fmt::format(
            "{}.{}.{}.{}={}\n",
            static_cast<int>(subject.kind),
            subject.index,
            subject.record,
            subject.field,
            i == left_out ? "" : show_value(program, one[i])
        );
    }
    return text;
}

/// Whether both set the subject to the same value or range; never of lists, which are not merged.
bool same(const Change& left, const Change& right) {
    if (left.subject != right.subject || is_list(left)) {
        return false;
    }
    return left.region || right.region ? left.region == right.region : left.value == right.value;
}

/// The ranges around values that were found among several changes.
class Ranges {
public:
    Ranges(const Situation& situation, const std::set<Subject>& relative)
        : situation_(situation),
          relative_(relative) {}

    void renew(std::vector<Hypothesis>& found) {
        for (Hypothesis& one : found) {
            if (one.size() > 1) {
                renew(one);
            }
        }
    }

private:
    static constexpr std::size_t most = 256; ///< so many times thresholds are worked out anew

    void renew(Hypothesis& one) {
        std::vector<std::size_t> shifting;
        for (std::size_t i = 0; i < one.size(); ++i) {
            if (relative_.contains(one[i].subject)) {
                one[i].region.reset();
                shifting.push_back(i);
            }
        }
        // Where two shift each other there is no range of the one for all values of the other.
        if (shifting.size() != 1) {
            return;
        }
        Change& change = one[shifting.front()];
        const Candidates* all = with_others(one, shifting.front());
        const auto number = plain_number(*change.value);
        if (all == nullptr || !all->complete || !number) {
            return;
        }
        for (const Change& other : all->changes) {
            if (other.region && contains(*other.region, *number)) {
                change.region = other.region;
            }
        }
    }

    /// The candidates of one subject once the others are changed.
    const Candidates* with_others(const Hypothesis& one, std::size_t number) {
        const auto [at, added] = seen_.try_emplace(all_but(situation_.program, one, number));
        if (added) {
            if (seen_.size() > most) {
                seen_.erase(at);
                return nullptr;
            }
            Hypothesis others = one;
            others.erase(others.begin() + static_cast<std::ptrdiff_t>(number));
            const Patient changed = suppose(situation_, others);
            at->second = candidates(
                {situation_.program, situation_.plan, changed, situation_.today},
                one[number].subject
            );
        }
        return &at->second;
    }

    const Situation& situation_;
    const std::set<Subject>& relative_;
    std::map<std::string, Candidates> seen_;
};

class Merging {
public:
    Merging(const Program& program, std::vector<Hypothesis>& found)
        : program_(program),
          found_(found) {}

    /// Joins answers that differ in one range alone, until none can be joined any more.
    void run() {
        std::size_t before = 0;
        do {
            before = found_.size();
            const std::size_t changes = found_.empty() ? 0 : found_.front().size();
            for (std::size_t i = 0; i < changes; ++i) {
                join_along(i);
            }
        } while (found_.size() < before);
    }

private:
    void join_along(std::size_t number) {
        std::vector<Hypothesis> joined;
        std::map<std::string, std::size_t> last; // of those that agree in all else
        for (Hypothesis& one : found_) {
            if (!one[number].region) {
                joined.push_back(std::move(one));
                continue;
            }
            const auto [at, added] =
                last.try_emplace(all_but(program_, one, number), joined.size());
            if (!added && join(joined[at->second], one, number)) {
                continue;
            }
            at->second = joined.size();
            joined.push_back(std::move(one));
        }
        found_ = std::move(joined);
    }

    bool join(Hypothesis& into, const Hypothesis& other, std::size_t number) const {
        for (std::size_t i = 0; i < into.size(); ++i) {
            // What is written alike need not be alike to the last digit.
            if (i != number && !same(into[i], other[i])) {
                return false;
            }
        }
        Change& change = into[number];
        const Region& next = *other[number].region;
        if (next == *change.region) {
            return true; // several values of the range were tried
        }
        const Holds& holds = holds_of(program_, change.subject);
        if (!touch(*change.region, next, holds.type.kind == TypeKind::Date)) {
            return false;
        }
        change.region->high = next.high;
        change.region->high_included = next.high_included;
        change.value = value_of(holds.type, sample_of(*change.region, holds, std::nullopt));
        return true;
    }

    [[nodiscard]] static bool touch(const Region& left, const Region& right, bool days) {
        return left.high && right.low &&
               (*left.high == *right.low ? left.high_included || right.low_included
                                         : days && *left.high + 1 == *right.low);
    }

    const Program& program_;
    std::vector<Hypothesis>& found_;
};

void put_simplest_first(const Situation& situation, std::vector<Hypothesis>& found) {
    std::map<Subject, bool> known;
    using Key = std::pair<std::ptrdiff_t, std::vector<Subject>>;
    std::vector<std::pair<Key, Hypothesis>> keyed;
    for (Hypothesis& one : found) {
        Key key;
        for (const Change& change : one) {
            const auto [at, added] = known.try_emplace(change.subject);
            if (added) {
                at->second = !is_unknown(situation, change.subject);
            }
            key.first += at->second ? 1 : 0;
            key.second.push_back(change.subject);
        }
        keyed.emplace_back(std::move(key), std::move(one));
    }
    std::ranges::stable_sort(keyed, {}, &std::pair<Key, Hypothesis>::first);
    for (std::size_t i = 0; i < keyed.size(); ++i) {
        found[i] = std::move(keyed[i].second);
    }
}

/// Of answers that differ only in what a list of events would hold, one is kept; gives how many of
/// each list were not.
std::map<std::uint32_t, std::size_t>
keep_one_list(const Program& program, std::vector<Hypothesis>& found) {
    std::map<std::uint32_t, std::size_t> dropped;
    std::set<std::string> seen;
    std::erase_if(found, [&](const Hypothesis& one) {
        const auto list = std::ranges::find_if(one, is_list);
        if (list == one.end() ||
            seen.insert(all_but(program, one, static_cast<std::size_t>(list - one.begin())))
                .second) {
            return false;
        }
        ++dropped[list->subject.index];
        return true;
    });
    return dropped;
}

} // namespace

Answers tidy(
    const Situation& situation,
    std::vector<Hypothesis> found,
    const std::set<Subject>& relative,
    std::size_t most
) {
    const Program& program = situation.program;
    Answers answers;
    Ranges(situation, relative).renew(found);
    Merging(program, found).run();
    put_simplest_first(situation, found);
    for (const auto& [event, count] : keep_one_list(program, found)) {
        answers.left_out.push_back(fmt::format(
            "{} more {} with another {}",
            count,
            count == 1 ? "answer" : "answers",
            program.events[event].name
        ));
    }
    if (found.size() > most) {
        const std::size_t more = found.size() - most;
        answers.left_out.push_back(
            fmt::format("{} more {} of as many changes", more, more == 1 ? "answer" : "answers")
        );
        found.resize(most);
    }
    answers.answers = std::move(found);
    return answers;
}

} // namespace precept
