#include "interpreter/cohort/meanings.hpp"

#include "interpreter/facts/declared.hpp"
#include "lang/units.hpp"

#include <algorithm>
#include <map>

namespace precept::cohort {

namespace {

std::string bare(const std::string& name) {
    return name.substr(name.rfind('.') + 1);
}

std::string full(const Program& program, ModuleId module, const std::string& name) {
    return program[module].name + '.' + bare(name);
}

/// The tables of words, each made once.
class Words {
public:
    Words(const Program& program, const DeclaredNames& names) : program_(program), names_(names) {}

    std::shared_ptr<const WordTable> of(const Type& type) {
        switch (type.kind) {
        case TypeKind::Coded:
        case TypeKind::Set: return of_domain(type.domain);
        case TypeKind::Term: return of_terms(type.root);
        default: return nullptr;
        }
    }

private:
    std::shared_ptr<const WordTable> of_domain(DomainId id) {
        auto& made = domain_tables_[id.index];
        if (made == nullptr) {
            const auto table = std::make_shared<WordTable>();
            const std::vector<DomainValue>& values = program_.domains[id.index].values;
            for (std::uint32_t i = 0; i < values.size(); ++i) {
                table->add(values[i].name, i);
            }
            made = table;
        }
        return made;
    }

    std::shared_ptr<const WordTable> of_terms(TermId root) {
        auto& made = term_tables_[root.index];
        if (made == nullptr) {
            const auto table = std::make_shared<WordTable>();
            std::vector<bool> below(program_.terms.size(), !root.valid());
            if (root.valid()) {
                for (const TermId term : at_or_below(program_, root)) {
                    below[term.index] = true;
                }
            }
            for (const auto& [name, term] : names_.terms) {
                if (below[term.index]) {
                    table->add(name, term.index);
                }
            }
            made = table;
        }
        return made;
    }

    const Program& program_;
    const DeclaredNames& names_;
    std::map<std::uint32_t, std::shared_ptr<const WordTable>> domain_tables_, term_tables_;
};

} // namespace

std::optional<double> Meaning::converted(double number, std::string_view unit) {
    for (const auto& [known, conversion] : units_) {
        if (known == unit) {
            return conversion.identity() ? number : conversion(number);
        }
    }
    const auto parsed = parse_unit(unit);
    const Unit wanted = holds_->type.unit;
    const auto found = parsed ? conversion(*parsed, wanted) : std::nullopt;
    constexpr std::size_t most = 16; // more are not met in sound records
    if (!found || (to_string(wanted).empty() && *parsed != Unit{}) || units_.size() == most) {
        return std::nullopt;
    }
    units_.emplace_back(unit, *found);
    return found->identity() ? number : (*found)(number);
}

Meanings::Meanings(
    const Program& program,
    const DeclaredNames& names,
    const std::string& id_field,
    const RenamedKeys* renamed
) {
    Words words(program, names);
    const auto means_another = [&](const std::string& name) {
        return name == id_field || (renamed != nullptr && (renamed->facts.contains(name) ||
                                                           renamed->ignored.contains(name)));
    };
    // What the next target is called, as far as that is clear.
    const auto add = [&](const std::string& name, Declared meant) {
        const auto found = names.facts_and_events.find(name);
        if (!means_another(name) && found != names.facts_and_events.end() &&
            found->second.fact == meant.fact && found->second.event == meant.event) {
            keys.add(name, static_cast<std::uint32_t>(targets.size()));
        }
    };
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const Fact& fact = program.facts[i];
        facts.emplace_back(fact.holds, words.of(fact.holds.type));
        add(bare(fact.name), {FactId{i}, {}});
        add(full(program, fact.module, fact.name), {FactId{i}, {}});
        const bool careful = renamed != nullptr && renamed->careful_facts[i];
        targets.push_back({careful ? Target::Kind::Careful : Target::Kind::Fact, i});
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        const Event& event = program.events[i];
        std::vector<Meaning>& its = fields.emplace_back();
        KeyTable& its_keys = field_keys.emplace_back();
        for (std::uint32_t j = 0; j < event.fields.size(); ++j) {
            its.emplace_back(event.fields[j].holds, words.of(event.fields[j].holds.type));
            its_keys.add(event.fields[j].name, j);
        }
        add(bare(event.name), {{}, EventId{i}});
        add(full(program, event.module, event.name), {{}, EventId{i}});
        targets.push_back({Target::Kind::Event, i});
    }
    if (!id_field.empty()) {
        keys.add(id_field, static_cast<std::uint32_t>(targets.size()));
        targets.push_back({Target::Kind::Name, 0});
    }
    if (renamed == nullptr) {
        return;
    }
    const auto first = static_cast<std::uint32_t>(targets.size());
    for (const auto& [key, fact] : renamed->facts) { // of which two may mean the same one
        keys.add(key, first + fact);
        targets.resize(std::max<std::size_t>(targets.size(), first + fact + 1));
        targets[first + fact] = {Target::Kind::Mapped, fact};
    }
    for (const std::string& key : renamed->ignored) {
        keys.add(key, KeyTable::ignored);
    }
}

} // namespace precept::cohort
