#include "interpreter/cohort/mapped_facts.hpp"

#include <algorithm>

namespace precept::cohort {

namespace {

/// Whether a text may be how a number or truth value is written in JSON.
bool may_be_bare(std::string_view spelling) {
    constexpr std::string_view beginnings = "-0123456789tf";
    return !spelling.empty() && beginnings.find(spelling.front()) != std::string_view::npos;
}

bool spells_numbers(const CellRules& rules) {
    return std::ranges::any_of(rules.missing, may_be_bare) ||
           std::ranges::any_of(rules.values, [](const auto& translation) {
               return may_be_bare(translation.first);
           });
}

} // namespace

MappedFacts::MappedFacts(const Program& program) : declarations_(program, findings_) {
    keys_.careful_facts.resize(program.facts.size());
    keys_.careful_events.resize(program.events.size());
}

std::unique_ptr<MappedFacts>
MappedFacts::make(const Program& program, const RecordSources& from, const std::string& id_field) {
    std::unique_ptr<MappedFacts> made(new MappedFacts(program));
    const TableRules& rules = from.mapping.cohort;
    for (const TargetRules& target : rules.targets) {
        if (!made->add(program, target)) {
            return nullptr;
        }
    }
    RenamedKeys& keys = made->keys_;
    for (const Named& name : rules.ignore) {
        if (!keys.facts.contains(name.name)) { // else it is read, and has no meaning of its own
            keys.ignored.insert(name.name);
        }
    }
    if (keys.facts.contains(id_field) || keys.ignored.contains(id_field)) {
        return nullptr;
    }
    for (std::size_t i = 0; i < program.events.size(); ++i) {
        const TableRules& fields = from.mapping.events[i];
        keys.careful_events[i] = !fields.targets.empty() || !fields.ignore.empty();
    }
    for (const auto& table : from.events) {
        keys.careful_events[table->table().event->index] = true;
    }
    return made;
}

bool MappedFacts::add(const Program& program, const TargetRules& target) {
    const FactId id{target.target};
    keys_.careful_facts[id.index] = true;
    if (target.constant) {
        constants_.emplace_back(id, *target.constant);
        return target.sources.empty();
    }
    const bool one = target.sources.size() == 1 || target.own_names; // a name has two spellings
    if (!one || !target.sources.front().day.name.empty()) {
        return false;
    }
    const CellRules& rules = target.sources.front();
    const Fact& fact = program[id];
    const auto place = static_cast<std::uint32_t>(facts_.size());
    facts_.push_back(
        {id,
         CellReader(
             program, rules.column.name, fact.holds, fact.span, rules, declarations_, findings_
         ),
         spells_numbers(rules)}
    );
    return std::ranges::all_of(target.sources, [&](const CellRules& source) {
        return keys_.facts.emplace(source.column.name, place).second;
    });
}

} // namespace precept::cohort
