#include "tests/unit/random/random_program.hpp"

#include "tests/unit/random/random_expression.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace precept::random {

namespace {

constexpr std::array<std::string_view, 6> value_names{"v0", "v1", "v2", "3+", "not done", "0"};

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    return fmt::format("{}", fmt::join(parts, between));
}

class Maker {
public:
    Maker(Random& random, const Shape& shape)
        : random_(random),
          shape_(shape),
          needs_(made_.program),
          expressions_(made_.program, needs_, random, shape) {}

    RandomProgram make() {
        program().scopes.push_back({});
        modules();
        terms();
        facts();
        events();
        announce_definitions();
        announce_rules();
        needs_.add_advice();
        overrides();
        for (std::uint32_t i = 0; i < program().definitions.size(); ++i) {
            define(i);
        }
        for (std::uint32_t i = 0; i < program().rules.size(); ++i) {
            rule(i);
        }
        applicability();
        ensures();
        program().order = needs_.order();
        return std::move(made_);
    }

private:
    Program& program() { return made_.program; }

    ModuleId some_module() {
        return ModuleId{static_cast<std::uint32_t>(random_.below(program().modules.size()))};
    }

    void modules() {
        const std::size_t count = shape_.textual ? 1 : 1 + random_.below(3);
        for (std::size_t i = 0; i < count; ++i) {
            Module module;
            module.name = module.label = fmt::format("m{}", i);
            program().modules.push_back(std::move(module));
        }
    }

    void terms() {
        const std::size_t count = 5 + random_.below(5);
        for (std::size_t i = 0; i < count; ++i) {
            Term term;
            term.name = term.label = fmt::format("t{}", i);
            term.module = ModuleId{0};
            std::string text = "term " + term.name;
            // The first is above all others, so that every type of term has a few.
            for (std::size_t j = 0; i > 0 && j < 1 + random_.below(2); ++j) {
                const TermId parent{static_cast<std::uint32_t>(random_.below(i))};
                if (std::find(term.parents.begin(), term.parents.end(), parent) ==
                    term.parents.end()) {
                    text += (term.parents.empty() ? " is " : ", ") + program()[parent].name;
                    term.parents.push_back(parent);
                    program().terms[parent.index].children.push_back(TermId{
                        static_cast<std::uint32_t>(i)});
                }
            }
            program().terms.push_back(std::move(term));
            made_.items.push_back(text);
        }
    }

    DomainId new_domain(std::size_t most) {
        Domain domain;
        const std::size_t count = 2 + random_.below(most - 1);
        const std::size_t first = random_.below(value_names.size());
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name(value_names.at((first + i) % value_names.size()));
            domain.values.push_back({name, name, {}, {}});
        }
        program().domains.push_back(std::move(domain));
        return DomainId{static_cast<std::uint32_t>(program().domains.size() - 1)};
    }

    Type new_type(TypeKind kind) {
        switch (kind) {
        case TypeKind::Number: return {.kind = kind, .unit = random_.pick(random_units())};
        case TypeKind::Coded:
        case TypeKind::Set: return {.kind = kind, .domain = new_domain(5)};
        case TypeKind::Term: {
            const auto root = static_cast<std::uint32_t>(random_.below(3));
            return {.kind = kind, .root = TermId{root}};
        }
        default: return {.kind = kind};
        }
    }

    std::string type_text(const Type& type) {
        const auto values = [&] {
            std::vector<std::string> names;
            for (const DomainValue& value : program()[type.domain].values) {
                names.push_back(value_text(value.name));
            }
            return joined(names, ", ");
        };
        switch (type.kind) {
        case TypeKind::Truth: return "yes/no";
        case TypeKind::Number: {
            const std::string unit = to_string(type.unit);
            return unit.empty() ? "number" : "number in " + unit;
        }
        case TypeKind::Date: return "date";
        case TypeKind::Coded: return "one of " + values();
        case TypeKind::Set: return "set of " + values();
        case TypeKind::Term: return program()[type.root].name;
        default: return {};
        }
    }

    void facts() {
        using enum TypeKind;
        const std::vector<TypeKind> kinds{
            Truth,
            Truth,
            Truth,
            Number,
            Number,
            Number,
            Number,
            Date,
            Date,
            Coded,
            Coded,
            Set,
            Term};
        for (std::size_t i = 0; i < kinds.size(); ++i) {
            Fact fact;
            fact.name = fact.label = fmt::format("f{}", i);
            fact.module = ModuleId{0};
            fact.holds.type = new_type(kinds[i]);
            std::string text = fmt::format("fact {} {}", fact.name, type_text(fact.holds.type));
            if (!shape_.monotone && random_.chance(20) && kinds[i] != Set && kinds[i] != Date) {
                const Made value = expressions_.constant(fact.holds.type);
                fact.assume = std::get<node::Constant>(program()[value.node].kind).value;
                text +=
                    " assume " + (value.text[0] == '(' ? value.text.substr(1, value.text.size() - 2)
                                                       : value.text);
            }
            if (random_.chance(30)) {
                fact.valid_for = CalendarSpan{3, CalendarUnit::Months};
                text += "\n  valid for 3 months";
            }
            program().facts.push_back(std::move(fact));
            made_.items.push_back(text);
        }
    }

    void events() {
        using enum TypeKind;
        for (std::size_t i = 0; i < 2; ++i) {
            precept::Event event;
            event.name = event.label = fmt::format("e{}", i);
            event.module = ModuleId{0};
            std::string text = "event " + event.name;
            const std::vector<TypeKind> kinds{Date, Date, Truth, Number, Coded, Set, Term};
            for (std::size_t j = 0; j < kinds.size(); ++j) {
                // Some names in common, so that an inner `where` hides them.
                const std::string name =
                    j % 2 == 0 ? fmt::format("g{}", j) : fmt::format("g{}_{}", j, event.name);
                event.fields.push_back({name, name, {new_type(kinds[j]), {}}, {}, {}});
                text += fmt::format("\n  {} {}", name, type_text(event.fields.back().holds.type));
            }
            program().events.push_back(std::move(event));
            made_.items.push_back(text);
        }
    }

    void announce_definitions() {
        using enum TypeKind;
        static const std::vector<TypeKind> kinds{
            Truth, Truth, Number, Number, Number, Coded, Coded, Event, Date, Set, Term};
        for (int i = 0; i < shape_.definitions; ++i) {
            Definition definition;
            definition.name = definition.label = fmt::format("d{}", i);
            definition.module = some_module();
            const TypeKind kind = random_.pick(kinds);
            definition.type = kind == Event ? Type{.kind = kind, .event = {}} : new_type(kind);
            if (kind == Event) {
                definition.type.event =
                    EventId{static_cast<std::uint32_t>(random_.below(program().events.size()))};
            } else if (kind == Set || kind == Term) {
                // What it refers to must be of the same values.
                for (const Fact& fact : program().facts) {
                    if (fact.holds.type.kind == kind) {
                        definition.type = fact.holds.type;
                    }
                }
            }
            program().definitions.push_back(std::move(definition));
        }
    }

    void announce_rules() {
        for (int i = 0; i < shape_.rules; ++i) {
            const RuleId id{static_cast<std::uint32_t>(i)};
            Rule rule;
            rule.name = rule.label = fmt::format("r{}", i);
            rule.module = some_module();
            for (std::size_t j = 1 + random_.below(2); j > 0; --j) {
                Advice advice;
                advice.rule = id;
                const std::size_t verb = random_.below(7);
                advice.verb = static_cast<ast::Verb>(verb < 4 ? verb : verb == 4 ? 3 : 0);
                const bool regimen = advice.verb != ast::Verb::Contraindicate && random_.chance(40);
                for (std::size_t k = regimen ? 2 : 1; k > 0; --k) {
                    const TermId term{
                        static_cast<std::uint32_t>(random_.below(program().terms.size()))};
                    if (advice.terms.empty() || advice.terms[0] != term) {
                        advice.terms.push_back(term);
                    }
                }
                rule.advice.push_back(AdviceId{static_cast<std::uint32_t>(program().advice.size())}
                );
                program().advice.push_back(std::move(advice));
            }
            program().rules.push_back(std::move(rule));
        }
    }

    std::vector<Step> advice_of(RuleId rule) {
        std::vector<Step> steps;
        for (const AdviceId advice : program()[rule].advice) {
            steps.push_back({Step::Kind::Active, advice.index});
        }
        return steps;
    }

    void overrides() {
        for (int attempt = 0; attempt < shape_.rules; ++attempt) {
            const RuleId over{static_cast<std::uint32_t>(random_.below(program().rules.size()))};
            const RuleId under{static_cast<std::uint32_t>(random_.below(program().rules.size()))};
            std::vector<RuleId>& all = program().rules[over.index].overrides;
            const std::vector<Step> from = advice_of(under);
            const std::vector<Step> on = advice_of(over);
            const bool circle = std::any_of(from.begin(), from.end(), [&](const Step& one) {
                return std::any_of(on.begin(), on.end(), [&](const Step& other) {
                    return needs_.reaches(other, one);
                });
            });
            if (circle || random_.chance(40) ||
                std::find(all.begin(), all.end(), under) != all.end()) {
                continue;
            }
            for (const Step& one : on) {
                (void)needs_.need(from, one);
            }
            all.push_back(under);
            program().rules[under.index].overridden_by.push_back(over);
        }
    }

    Made body(const Type& type) {
        if (!shape_.textual && type.kind != TypeKind::Event && random_.chance(20)) {
            return expressions_.cases(type, shape_.depth - 1);
        }
        switch (type.kind) {
        case TypeKind::Truth: {
            Made made = expressions_.block(shape_.depth, 4);
            made.text = "\n  when " + made.text;
            return made;
        }
        case TypeKind::Event: return lined(expressions_.event(type.event, shape_.depth));
        case TypeKind::Number:
            if (random_.chance(40)) {
                return lined(expressions_.sum(type.unit, shape_.depth - 1, 4));
            }
            return random_.chance(50) ? lined(expressions_.number(type.unit, shape_.depth))
                                      : expressions_.cases(type, shape_.depth - 1);
        case TypeKind::Set: return lined(expressions_.set(type.domain));
        default: return expressions_.cases(type, shape_.depth - 1);
        }
    }

    static Made lined(Made made) {
        made.text = "\n  " + made.text;
        return made;
    }

    void define(std::uint32_t index) {
        expressions_.belong_to({{Step::Kind::Definition, index}});
        const Type type = program().definitions[index].type;
        const Made made = body(type);
        Definition& definition = program().definitions[index];
        definition.body = made.node;
        const bool untyped = type.kind == TypeKind::Truth || type.kind == TypeKind::Event;
        made_.items.push_back(fmt::format(
            "define {}{}{}", definition.name, untyped ? "" : " " + type_text(type), made.text
        ));
    }

    void rule(std::uint32_t index) {
        static constexpr std::array<std::string_view, 4> verbs{
            "recommend", "consider", "avoid", "contraindicate"};
        expressions_.belong_to({{Step::Kind::Fired, index}});
        const Made when = expressions_.block(shape_.depth, 4);
        std::vector<Unless> unless;
        std::string text = fmt::format("rule r{}\n  when {}", index, when.text);
        for (std::size_t i = random_.below(3); i > 0; --i) {
            const Made condition = expressions_.block(shape_.depth - 1, 6);
            unless.push_back({condition.node, ""});
            text += "\n  unless " + condition.text;
        }
        Rule& rule = program().rules[index];
        rule.when = when.node;
        rule.unless = std::move(unless);
        std::vector<std::string> overridden;
        for (const RuleId under : rule.overrides) {
            overridden.push_back(program()[under].name);
        }
        if (!overridden.empty()) {
            text += "\n  overrides " + joined(overridden, ", ");
        }
        for (const AdviceId id : rule.advice) {
            const Advice& advice = program()[id];
            std::vector<std::string> names;
            for (const TermId term : advice.terms) {
                names.push_back(program()[term].name);
            }
            text += fmt::format(
                "\n  {} {}", verbs.at(static_cast<std::size_t>(advice.verb)), joined(names, " + ")
            );
        }
        made_.items.push_back(text);
    }

    void applicability() {
        made_.header = "guideline m0\n  language 1\n  version \"1\"\n  status draft\n"
                       "  reviewed 2026-01-01\n";
        for (std::uint32_t i = 0; i < program().modules.size(); ++i) {
            if (random_.chance(40)) {
                continue;
            }
            std::vector<Step> owners;
            for (std::uint32_t rule = 0; rule < program().rules.size(); ++rule) {
                if (program().rules[rule].module == ModuleId{i}) {
                    owners.push_back({Step::Kind::Fired, rule});
                }
            }
            expressions_.belong_to(std::move(owners));
            const Made applies = expressions_.truth(1);
            program().modules[i].applies = applies.node;
            made_.header += "  applies when " + applies.text + "\n";
        }
    }

    void ensures() {
        expressions_.belong_to({});
        for (int i = 0; i < 3; ++i) {
            Ensure ensure;
            ensure.name = ensure.label = fmt::format("s{}", i);
            ensure.module = some_module();
            const Made claim = expressions_.claim(shape_.depth);
            ensure.claim = claim.node;
            std::string text = fmt::format("ensure {}\n  {}", ensure.name, claim.text);
            if (random_.chance(50)) {
                const Made whenever = expressions_.truth(shape_.depth - 1);
                ensure.whenever = whenever.node;
                text += "\n  whenever " + whenever.text;
            }
            program().ensures.push_back(std::move(ensure));
            made_.items.push_back(text);
        }
    }

    Random& random_;
    const Shape shape_;
    RandomProgram made_;
    Dependencies needs_;
    Expressions expressions_;
};

} // namespace

std::string RandomProgram::text() const {
    std::string text = header;
    for (const std::string& item : items) {
        text += "\n" + item + "\n";
    }
    return text;
}

std::string value_text(const std::string& name) {
    const bool word = name.find(' ') == std::string::npos;
    return word ? name : "\"" + name + "\"";
}

RandomProgram random_program(Random& random, const Shape& shape) {
    return Maker(random, shape).make();
}

} // namespace precept::random
