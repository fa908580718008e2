#include "interpreter/questions/candidates.hpp"

#include "interpreter/questions/asking.hpp"
#include "interpreter/questions/thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

namespace precept {

namespace {

constexpr std::size_t most_set_members = 6; ///< so that all 64 subsets are tried
constexpr std::size_t most_events = 256;    ///< combinations of fields for one more event
constexpr std::size_t samples_of_a_number = 32;

/// Dates that are tried where rules compute with them: of what happened lately and of birth.
constexpr std::array<CalendarSpan, 22> spans_before_today{{
    {0, CalendarUnit::Days},    {1, CalendarUnit::Days},    {1, CalendarUnit::Weeks},
    {2, CalendarUnit::Weeks},   {1, CalendarUnit::Months},  {2, CalendarUnit::Months},
    {3, CalendarUnit::Months},  {6, CalendarUnit::Months},  {9, CalendarUnit::Months},
    {1, CalendarUnit::Years},   {18, CalendarUnit::Months}, {2, CalendarUnit::Years},
    {3, CalendarUnit::Years},   {5, CalendarUnit::Years},   {10, CalendarUnit::Years},
    {15, CalendarUnit::Years},  {20, CalendarUnit::Years},  {35, CalendarUnit::Years},
    {50, CalendarUnit::Years},  {65, CalendarUnit::Years},  {80, CalendarUnit::Years},
    {100, CalendarUnit::Years},
}};

/// The terms that conditions can be told apart by: one for each set of conditions that hold for it.
std::vector<TermId> distinct_terms(const Program& program, TermId root) {
    std::vector<const node::TermIs*> tests;
    std::set<TermId> named;
    for (const Node& node : program.nodes) {
        if (const auto* test = std::get_if<node::TermIs>(&node.kind)) {
            tests.push_back(test);
            named.insert(test->terms.begin(), test->terms.end());
        }
    }
    const auto answers = [&](TermId term) {
        std::vector<bool> all;
        for (const node::TermIs* test : tests) {
            all.push_back(std::ranges::any_of(test->terms, [&](TermId one) {
                return test->below ? is_below(program, term, one) : term == one;
            }));
        }
        return all;
    };
    std::set<std::vector<bool>> seen;
    std::vector<TermId> found;
    // A term without narrower ones is what a record would say; one that is named is easier to read.
    const auto take = [&](bool leaves, bool only_named) {
        for (const TermId term : at_or_below(program, root)) {
            const bool fits = (!leaves || program[term].children.empty()) &&
                              (!only_named || named.contains(term));
            if (fits && seen.insert(answers(term)).second) {
                found.push_back(term);
            }
        }
    };
    take(true, true);
    take(true, false);
    take(false, false);
    return found;
}

/// A step such as 1, 2 or 5, 10 and so on, of which no more than `most` make up `width`.
double round_step(double width, std::size_t most) {
    const double least = width / static_cast<double>(most);
    const double power = std::pow(10, std::floor(std::log10(least)));
    for (const double factor : {1, 2, 5}) {
        if (factor * power >= least) {
            return factor * power;
        }
    }
    return 10 * power;
}

class Finder {
public:
    Finder(const Situation& situation, const Subject& subject)
        : situation_(situation),
          program_(situation.program) {
        found_.subject = subject;
    }

    Candidates find() {
        if (found_.subject.kind == Subject::Kind::Events) {
            events();
            return std::move(found_);
        }
        uses_ = uses_of(situation_, found_.subject);
        found_.relative = uses_.relative;
        const Holds& holds = holds_of(program_, found_.subject);
        values(holds);
        return std::move(found_);
    }

private:
    void add(Value value, std::optional<Region> region = {}) {
        found_.changes.push_back({found_.subject, value, {}, region});
    }

    void incomplete(std::string why) {
        found_.complete = false;
        found_.why = std::move(why);
    }

    void values(const Holds& holds) {
        switch (holds.type.kind) {
        case TypeKind::Truth:
            add(true);
            add(false);
            break;
        case TypeKind::Coded:
            for (std::size_t i = 0; i < program_[holds.type.domain].values.size(); ++i) {
                add(CodedValue{static_cast<std::uint8_t>(i)});
            }
            break;
        case TypeKind::Set: sets(holds); break;
        case TypeKind::Term:
            for (const TermId term : distinct_terms(program_, holds.type.root)) {
                add(term);
            }
            if (uses_.computed) {
                incomplete("terms that no condition tells apart are taken for alike");
            }
            break;
        case TypeKind::Number:
        case TypeKind::Date: numbers(holds); break;
        case TypeKind::Event:
        case TypeKind::Invalid: break;
        }
    }

    [[nodiscard]] std::optional<Value> now() const {
        const Cell cell = current(situation_, found_.subject);
        const bool known = cell.state == CellState::Given || cell.state == CellState::Assumed;
        return known ? std::optional(cell.value) : std::nullopt;
    }

    void sets(const Holds& holds) {
        const std::size_t members = program_[holds.type.domain].values.size();
        if (members <= most_set_members) {
            for (std::uint64_t set = 0; set < (std::uint64_t{1} << members); ++set) {
                add(SetValue{set});
            }
            return;
        }
        const auto value = now();
        const std::uint64_t present = value ? std::get<SetValue>(*value).members : 0;
        const std::uint64_t all = (std::uint64_t{1} << members) - 1;
        std::vector<std::uint64_t> sets{present, 0, all};
        for (std::size_t i = 0; i < members; ++i) {
            sets.push_back(present ^ (std::uint64_t{1} << i));
            sets.push_back(std::uint64_t{1} << i);
        }
        std::ranges::sort(sets);
        sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
        for (const std::uint64_t set : sets) {
            add(SetValue{set});
        }
        incomplete(fmt::format(
            "of {} only sets that differ in one value from the present one were tried, single "
            "values, none and all",
            name_of(program_, found_.subject)
        ));
    }

    void numbers(const Holds& holds) {
        const auto value = now();
        const auto present = value ? plain_number(*value) : std::nullopt;
        if (uses_.computed) {
            samples(holds, present);
            return;
        }
        for (const Region& region : uses_.regions) {
            add(value_of(holds.type, sample_of(region, holds, present)), region);
        }
    }

    /// For numbers that rules compute with: there the thresholds depend on other facts.
    void samples(const Holds& holds, std::optional<double> present) {
        std::set<double> numbers;
        for (const Region& region : uses_.regions) {
            for (const auto& edge : {region.low, region.high}) {
                if (edge) {
                    numbers.insert(*edge);
                }
            }
        }
        if (present) {
            numbers.insert(*present);
        }
        if (holds.type.kind == TypeKind::Date) {
            for (const CalendarSpan& span : spans_before_today) {
                numbers.insert(precept::add(situation_.today, {-span.count, span.unit}).days);
            }
        } else {
            add_grid(holds, numbers);
        }
        add_edges(numbers);
        found_.changes.clear();
        for (const double number : numbers) {
            add(value_of(holds.type, number));
        }
        incomplete(fmt::format(
            "the rules compute with {}: {} values from {} to {} were tried",
            name_of(program_, found_.subject),
            numbers.size(),
            to_string(program_, holds.type, value_of(holds.type, *numbers.begin())),
            to_string(program_, holds.type, value_of(holds.type, *numbers.rbegin()))
        ));
    }

    /// Where the advice changes as long as all other facts are as they are.
    void add_edges(std::set<double>& numbers) const {
        const double low = *numbers.begin();
        const double high = *numbers.rbegin();
        for (const Band& band : sweep(situation_, found_.subject, low, high, {}).bands) {
            numbers.insert(*plain_number(*band.sample.value));
            if (band.region.low_included) {
                numbers.insert(*band.region.low);
            }
            if (band.region.high_included) {
                numbers.insert(*band.region.high);
            }
        }
    }

    static void add_grid(const Holds& holds, std::set<double>& numbers) {
        const std::pair<double, double> usual{
            0, numbers.empty() ? 100 : std::max(1.0, 2 * *numbers.rbegin())};
        const auto [low, high] = holds.range.value_or(usual);
        numbers.insert({low, high});
        if (!(low < high)) {
            return;
        }
        const double step = round_step(high - low, samples_of_a_number);
        for (double count = std::ceil(low / step); count * step < high; ++count) {
            // Divided where the step is a fraction, so that 3 tenths are 0.3.
            numbers.insert(step < 1 ? count / std::round(1 / step) + 0.0 : count * step + 0.0);
        }
    }

    // ---- lists of events

    void events() {
        const EventId event{found_.subject.index};
        const EventList& present = situation_.patient.events[event.index];
        if (!present.known) {
            EventList none;
            none.known = true;
            found_.changes.push_back({found_.subject, {}, none, {}});
        } else {
            found_.changes.push_back({found_.subject, {}, present, {}});
        }
        for (EventRecord& record : records(event)) {
            EventList list;
            list.known = true;
            if (present.known) {
                list.records = present.records;
            }
            list.records.push_back(std::move(record));
            found_.changes.push_back({found_.subject, {}, std::move(list), {}});
        }
        incomplete(fmt::format(
            "of {} only the present list and lists with one more event were tried",
            program_[event].name
        ));
    }

    /// One more event: every combination of the values that conditions tell apart in its fields, as
    /// long as those are few; further fields go through their values in turn, and what no condition
    /// looks at stays unknown.
    [[nodiscard]] std::vector<EventRecord> records(EventId event) const {
        const Event& declared = program_[event];
        EventRecord empty;
        empty.fields.resize(declared.fields.size());
        std::vector<EventRecord> all{empty};
        for (std::uint32_t i = 0; i < declared.fields.size(); ++i) {
            const std::vector<Value> values = values_of({Subject::Kind::Field, event.index, 0, i});
            if (values.empty()) {
                continue;
            }
            const bool few = all.size() * values.size() <= most_events;
            std::vector<EventRecord> more;
            for (std::size_t j = 0; j < all.size(); ++j) {
                for (std::size_t k = 0; k < (few ? values.size() : 1); ++k) {
                    // In turn, and not in step with the fields before.
                    const std::size_t turn = few ? k : (j + j / values.size()) % values.size();
                    more.push_back(all[j]);
                    more.back().fields[i].state = CellState::Given;
                    more.back().fields[i].value = values[turn];
                }
            }
            all = std::move(more);
        }
        return all;
    }

    /// What a field of a new event may hold; nothing where no condition looks at it.
    [[nodiscard]] std::vector<Value> values_of(const Subject& field) const {
        const Uses uses = uses_of(situation_, field);
        std::vector<Value> values;
        if (!uses.read) {
            return values;
        }
        const Holds& holds = holds_of(program_, field);
        switch (holds.type.kind) {
        case TypeKind::Truth: return {Value{true}, Value{false}};
        case TypeKind::Term:
            for (const TermId term : distinct_terms(program_, holds.type.root)) {
                values.emplace_back(term);
            }
            break;
        case TypeKind::Coded:
            for (std::size_t i = 0; i < program_[holds.type.domain].values.size(); ++i) {
                values.emplace_back(CodedValue{static_cast<std::uint8_t>(i)});
            }
            break;
        case TypeKind::Set:
            values.emplace_back(SetValue{});
            for (std::size_t i = 0; i < program_[holds.type.domain].values.size(); ++i) {
                values.emplace_back(SetValue{std::uint64_t{1} << i});
            }
            break;
        case TypeKind::Number:
        case TypeKind::Date:
            for (const Region& region : uses.regions) {
                const double sample = sample_of(region, holds, std::nullopt);
                // A record tells what has happened.
                if (holds.type.kind == TypeKind::Number || sample <= situation_.today.days) {
                    values.push_back(value_of(holds.type, sample));
                }
            }
            break;
        case TypeKind::Event:
        case TypeKind::Invalid: break;
        }
        return values;
    }

    const Situation& situation_;
    const Program& program_;
    Candidates found_;
    Uses uses_;
};

} // namespace

Candidates candidates(const Situation& situation, const Subject& subject) {
    return Finder(situation, subject).find();
}

} // namespace precept
