#include "interpreter/coverage/seek.hpp"

#include "interpreter/coverage/try_patients.hpp"
#include "interpreter/questions/candidates.hpp"
#include "interpreter/questions/reach.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace precept::coverage {

namespace {

constexpr std::size_t most_combinations = 4096; ///< of one proof
constexpr std::size_t batch = 1024;
constexpr std::size_t beam = 6; ///< patients from which a search goes on
constexpr std::size_t deepest = 8;

/// No test can give an event with an empty set.
bool has_empty_set(const Change& change) {
    return change.list && std::ranges::any_of(change.list->records, [](const EventRecord& record) {
               return std::ranges::any_of(record.fields, [](const Cell& cell) {
                   const auto* set = std::get_if<SetValue>(&cell.value);
                   return set != nullptr && set->members == 0 && cell.state == CellState::Given;
               });
           });
}

} // namespace

Seeker::Seeker(const Program& program, const Plan& plan, const Conditions& conditions, Date today)
    : program_(program),
      plan_(plan),
      conditions_(conditions),
      today_(today),
      nobody_(unknown_patient(program)),
      situation_{program_, plan_, nobody_, today} {}

// ---- what can be changed

std::vector<Subject> Seeker::subjects_of(const Aim& aim) const {
    Roots roots;
    std::set<Subject> lists;
    switch (aim.kind) {
    case Aim::Kind::Alone:
    case Aim::Kind::Condition: {
        const Condition& condition = conditions_.conditions[aim.index];
        roots.nodes.push_back(condition.node);
        if (aim.kind == Aim::Kind::Alone) {
            roots.nodes = conditions_.decision_of(condition).parts;
            std::erase_if(roots.nodes, [](NodeId id) { return !id.valid(); });
        }
        for (ScopeId scope = conditions_.scope_of(condition); scope.index != 0;
             scope = program_[scope].parent) {
            lists.insert({Subject::Kind::Events, program_[scope].event.index, 0, 0});
        }
        break;
    }
    case Aim::Kind::Rule: roots.rules.push_back({aim.index}); break;
    case Aim::Kind::Case:
    case Aim::Kind::Value: roots.nodes.push_back(program_.definitions[aim.index].body); break;
    }
    for (const Subject& subject : subjects_reached(situation_, roots)) {
        lists.insert(subject);
    }
    return {lists.begin(), lists.end()};
}

const Seeker::Choice& Seeker::choice(const Subject& subject) {
    const auto [at, inserted] = choices_.try_emplace(subject);
    if (inserted) {
        Choice& made = at->second;
        made.subject = subject;
        Candidates found = candidates(situation_, subject);
        made.complete = found.complete && !found.relative;
        made.options.push_back({subject, {}, {}, {}});
        if (subject.kind == Subject::Kind::Fact) {
            const Fact& fact = program_.facts[subject.index];
            made.complete = made.complete && !(fact.assume && fact.valid_for);
        }
        made.options.insert(
            made.options.end(),
            std::make_move_iterator(found.changes.begin()),
            std::make_move_iterator(found.changes.end())
        );
        if (subject.kind == Subject::Kind::Events) {
            add_lists(made);
            std::erase_if(made.options, has_empty_set);
        }
    }
    return at->second;
}

/// An event of which something is unknown.
void Seeker::add_lists(Choice& choice) const {
    const std::size_t fields = program_.events[choice.subject.index].fields.size();
    std::vector<EventRecord> records;
    EventRecord empty;
    empty.fields.resize(fields);
    records.push_back(std::move(empty));
    for (std::size_t i = 0, all = choice.options.size(); i < all; ++i) {
        const auto& list = choice.options[i].list;
        if (!list || list->records.size() != 1) {
            continue;
        }
        for (std::size_t field = 0; field < fields; ++field) {
            EventRecord record = list->records.front();
            if (record.fields[field].state != CellState::Missing) {
                record.fields[field] = {};
                records.push_back(std::move(record));
            }
        }
    }
    std::set<std::string> seen;
    for (EventRecord& record : records) {
        EventList list;
        list.known = true;
        list.records.push_back(std::move(record));
        Change change{choice.subject, {}, std::move(list), {}};
        if (seen.size() < batch && seen.insert(as_given(program_, change)).second) {
            choice.options.push_back(std::move(change));
        }
    }
}

// ---- proofs

std::optional<std::size_t>
Seeker::combinations(const std::vector<Subject>& subjects, std::size_t most) {
    std::size_t product = 1;
    for (const Subject& subject : subjects) {
        if (subject.kind != Subject::Kind::Fact) {
            return std::nullopt;
        }
        const Choice& its = choice(subject);
        product *= its.options.size();
        if (!its.complete || product > most) {
            return std::nullopt;
        }
    }
    return product;
}

std::vector<bool>
Seeker::tried(const std::vector<Subject>& subjects, const std::vector<Aim>& aims) {
    std::vector<Patient> patients{nobody_};
    for (const Subject& subject : subjects) {
        std::vector<Patient> more;
        for (const Patient& patient : patients) {
            for (const Change& option : choice(subject).options) {
                more.push_back(patient);
                put(option, more.back());
            }
        }
        patients = std::move(more);
    }
    std::vector<bool> shown(aims.size());
    try_patients(
        program_,
        plan_,
        today_,
        patients,
        [&](std::size_t, const Evaluation& evaluation, std::size_t row) {
            for (std::size_t i = 0; i < aims.size(); ++i) {
                shown[i] = shown[i] || shows(conditions_, aims[i], evaluation, row);
            }
            return true;
        }
    );
    return shown;
}

std::vector<bool> Seeker::impossible(const std::vector<Aim>& aims, std::size_t most) {
    std::map<std::vector<Subject>, std::vector<std::size_t>> by_subjects;
    for (std::size_t i = 0; i < aims.size(); ++i) {
        if (depends_on_day(program_, owner_of(conditions_, aims[i]))) {
            continue; // what is so today need not stay so
        }
        by_subjects[subjects_of(aims[i])].push_back(i);
    }
    std::vector<bool> proved(aims.size());
    for (const auto& [subjects, which] : by_subjects) {
        const auto count = combinations(subjects, std::min(most, most_combinations));
        if (!count) {
            continue;
        }
        most -= *count;
        std::vector<Aim> its;
        for (const std::size_t i : which) {
            its.push_back(aims[i]);
        }
        const std::vector<bool> shown = tried(subjects, its);
        for (std::size_t i = 0; i < which.size(); ++i) {
            proved[which[i]] = !shown[i];
        }
    }
    return proved;
}

// ---- searches

std::vector<bool> Seeker::shown_by(const Patient& patient, const std::vector<Aim>& aims) {
    std::vector<bool> shown(aims.size());
    try_patients(
        program_,
        plan_,
        today_,
        {&patient, 1},
        [&](std::size_t, const Evaluation& evaluation, std::size_t row) {
            for (std::size_t i = 0; i < aims.size(); ++i) {
                shown[i] = shows(conditions_, aims[i], evaluation, row);
            }
            return true;
        }
    );
    return shown;
}

std::vector<Patient> Seeker::neighbours(const Patient& patient, const Aim& aim) {
    std::vector<Patient> all;
    for (const Subject& subject : subjects_of(aim)) {
        for (const Change& option : choice(subject).options) {
            all.push_back(patient);
            put(option, all.back());
            const bool event = option.list && option.list->records.size() == 1;
            if (event && !patient.events[subject.index].records.empty()) {
                // One more than there are.
                all.push_back(patient);
                all.back().events[subject.index].records.push_back(option.list->records.front());
            }
        }
    }
    return all;
}

Sought Seeker::seek(const Aim& aim, const std::vector<Patient>& bases, std::size_t most) {
    using Far = std::pair<std::size_t, Patient>;
    const auto nearer = [](const Far& left, const Far& right) { return left.first < right.first; };
    std::vector<Far> nearest;
    std::size_t count = 0;
    std::optional<Patient> found;
    const auto look_at = [&](const std::vector<Patient>& patients) {
        count += patients.size();
        try_patients(
            program_,
            plan_,
            today_,
            patients,
            [&](std::size_t i, const Evaluation& evaluation, std::size_t row) {
                const std::size_t its = distance(conditions_, aim, evaluation, row, distances_);
                if (its == 0) {
                    found = patients[i];
                } else if (nearest.size() < beam || its < nearest.back().first) {
                    Far one{its, patients[i]};
                    nearest.insert(std::ranges::upper_bound(nearest, one, nearer), std::move(one));
                    nearest.resize(std::min(nearest.size(), beam));
                }
                return !found;
            }
        );
    };
    look_at({nobody_});
    if (!found) {
        look_at(neighbours(nobody_, aim));
    }
    if (!found) {
        look_at(bases);
    }
    for (std::size_t depth = 0; depth < deepest && !found && count < most; ++depth) {
        const std::vector<Far> from = std::exchange(nearest, {});
        for (const auto& [its, patient] : from) {
            look_at(neighbours(patient, aim));
            if (found || count >= most) {
                break;
            }
        }
    }
    Sought sought;
    if (found) {
        count += smallest(*found, aim);
        sought.found = std::move(found);
    } else {
        sought.why = fmt::format("none of {} patients that were tried shows it", count);
    }
    sought.tried = count;
    return sought;
}

std::size_t Seeker::smallest(Patient& patient, const Aim& aim) {
    std::size_t tried = 0;
    shrink(patient, [&](const Patient& smaller) -> bool {
        ++tried;
        return shown_by(smaller, {aim}).front();
    });
    return tried;
}

} // namespace precept::coverage
