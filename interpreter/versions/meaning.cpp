#include "interpreter/versions/meaning.hpp"

#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::versions {

namespace {

class Meaning {
public:
    Meaning(const Program& program, const Renamed& renamed)
        : program_(program),
          renamed_(renamed) {}

    [[nodiscard]] std::string of(NodeId id) const {
        return id.valid()
                   ? std::visit([&](const auto& it) { return of(it, id); }, program_[id].kind)
                   : "always";
    }

    [[nodiscard]] std::string name(const std::string& known) const {
        const auto found = renamed_.find(known);
        return found == renamed_.end() ? known : found->second;
    }

private:
    [[nodiscard]] std::string of(const node::Invalid& /*it*/, NodeId /*id*/) const {
        return "invalid";
    }

    [[nodiscard]] std::string of(const node::Constant& it, NodeId id) const {
        return to_source(program_, program_[id].type, it.value);
    }

    [[nodiscard]] std::string of(const node::Today& /*it*/, NodeId /*id*/) const { return "today"; }

    [[nodiscard]] std::string of(const node::FactRef& it, NodeId /*id*/) const {
        return "fact " + name(program_[it.fact].name);
    }

    [[nodiscard]] std::string of(const node::FieldRef& it, NodeId /*id*/) const {
        // How far out its event is tells fields of nested `where`s apart.
        std::size_t depth = 0;
        for (ScopeId scope = it.scope; program_[scope].parent.valid();
             scope = program_[scope].parent) {
            ++depth;
        }
        const Event& event = program_[program_[it.scope].event];
        return fmt::format("field {} {} {}", name(event.name), event.fields[it.field].name, depth);
    }

    [[nodiscard]] std::string of(const node::DefinitionRef& it, NodeId /*id*/) const {
        return "define " + name(program_[it.definition].name);
    }

    [[nodiscard]] std::string of(const node::PickedField& it, NodeId /*id*/) const {
        const EventId event = program_[it.event].type.event;
        return fmt::format("({}).{}", of(it.event), program_[event].fields[it.field].name);
    }

    [[nodiscard]] std::string of(const node::Arithmetic& it, NodeId /*id*/) const {
        std::vector<std::string> operands = {of(it.left), of(it.right)};
        if (it.op == ast::ArithmeticOp::Add || it.op == ast::ArithmeticOp::Multiply) {
            std::sort(operands.begin(), operands.end());
        }
        return call(fmt::format("arithmetic {}", static_cast<int>(it.op)), operands);
    }

    [[nodiscard]] std::string of(const node::Negative& it, NodeId /*id*/) const {
        return call("minus", {of(it.operand)});
    }

    [[nodiscard]] std::string of(const node::Function& it, NodeId /*id*/) const {
        std::vector<std::string> arguments = all(it.arguments);
        if (it.name == ast::FunctionName::Min || it.name == ast::FunctionName::Max) {
            std::sort(arguments.begin(), arguments.end());
        }
        return call(fmt::format("function {}", static_cast<int>(it.name)), arguments);
    }

    [[nodiscard]] std::string of(const node::Convert& it, NodeId id) const {
        return call("in " + to_string(program_[id].type.unit), {of(it.operand)}) +
               fmt::format(" {} {}", it.conversion.scale, it.conversion.offset);
    }

    [[nodiscard]] std::string of(const node::Shift& it, NodeId /*id*/) const {
        return call("shift " + to_string(it.span), {of(it.date)});
    }

    [[nodiscard]] std::string of(const node::Elapsed& it, NodeId /*id*/) const {
        return call(fmt::format("elapsed {}", static_cast<int>(it.unit)), {of(it.from), of(it.to)});
    }

    [[nodiscard]] std::string of(const node::Sum& it, NodeId /*id*/) const {
        std::vector<std::string> summands;
        for (const node::Summand& summand : it.summands) {
            summands.push_back(of(summand.value) + " when " + of(summand.when));
        }
        std::sort(summands.begin(), summands.end());
        return call("sum", summands);
    }

    [[nodiscard]] std::string of(const node::CountOf& it, NodeId /*id*/) const {
        return call("count " + event(it.scope), {of(it.where)});
    }

    [[nodiscard]] std::string of(const node::Pick& it, NodeId /*id*/) const {
        const Event& picked = program_[program_[it.scope].event];
        return call(
            fmt::format(
                "{} {} by {}",
                it.latest ? "latest" : "earliest",
                name(picked.name),
                picked.fields[it.by].name
            ),
            {of(it.where)}
        );
    }

    [[nodiscard]] std::string of(const node::Cases& it, NodeId /*id*/) const {
        std::vector<std::string> cases; // their order matters
        for (const node::Case& one : it.cases) {
            cases.push_back(of(one.value) + " when " + of(one.when));
        }
        return call("cases", cases);
    }

    [[nodiscard]] std::string of(const node::Not& it, NodeId /*id*/) const {
        return call("not", {of(it.operand)});
    }

    [[nodiscard]] std::string of(const node::Junction& it, NodeId /*id*/) const {
        std::vector<std::string> operands = all(it.operands);
        std::sort(operands.begin(), operands.end());
        return call(
            fmt::format("junction {} {}", static_cast<int>(it.quantity), it.count), operands
        );
    }

    [[nodiscard]] std::string of(const node::Compare& it, NodeId /*id*/) const {
        return call(
            fmt::format("compare {}", static_cast<int>(it.op)), {of(it.left), of(it.right)}
        );
    }

    [[nodiscard]] std::string of(const node::OneOf& it, NodeId /*id*/) const {
        return call("one of " + members(it.subject, it.values), {of(it.subject)});
    }

    [[nodiscard]] std::string of(const node::TermIs& it, NodeId /*id*/) const {
        std::vector<std::string> terms;
        for (const TermId term : it.terms) {
            terms.push_back(name(program_[term].name));
        }
        std::sort(terms.begin(), terms.end());
        return call(
            it.below ? "in" : "is", {of(it.subject), fmt::format("{}", fmt::join(terms, "|"))}
        );
    }

    [[nodiscard]] std::string of(const node::Includes& it, NodeId /*id*/) const {
        return call(
            (it.all ? "includes all " : "includes ") + members(it.subject, it.values),
            {of(it.subject)}
        );
    }

    [[nodiscard]] std::string of(const node::Known& it, NodeId /*id*/) const {
        return call("known", {of(it.subject)});
    }

    [[nodiscard]] std::string of(const node::Quantified& it, NodeId /*id*/) const {
        return call(
            fmt::format(
                "events {} {} {}", static_cast<int>(it.quantity), it.count, event(it.scope)
            ),
            {of(it.where)}
        );
    }

    [[nodiscard]] std::string of(const node::RuleFires& it, NodeId /*id*/) const {
        return "fires " + name(program_[it.rule].name);
    }

    [[nodiscard]] std::string of(const node::TermOutcome& it, NodeId /*id*/) const {
        return fmt::format(
            "outcome {} {}", static_cast<int>(it.verb), name(program_[it.term].name)
        );
    }

    [[nodiscard]] std::string of(const node::AnyAdvice& /*it*/, NodeId /*id*/) const {
        return "any advice";
    }

    [[nodiscard]] std::vector<std::string> all(const std::vector<NodeId>& nodes) const {
        std::vector<std::string> texts;
        texts.reserve(nodes.size());
        for (const NodeId id : nodes) {
            texts.push_back(of(id));
        }
        return texts;
    }

    [[nodiscard]] std::string event(ScopeId scope) const {
        return name(program_[program_[scope].event].name);
    }

    /// The names of the values whose bits are set.
    [[nodiscard]] std::string members(NodeId subject, std::uint64_t bits) const {
        const Domain& domain = program_[program_[subject].type.domain];
        std::vector<std::string> names;
        for (std::size_t i = 0; i < domain.values.size(); ++i) {
            if ((bits >> i & 1U) != 0) {
                names.push_back(domain.values[i].name);
            }
        }
        std::sort(names.begin(), names.end());
        return fmt::format("{}", fmt::join(names, "|"));
    }

    static std::string call(std::string_view what, const std::vector<std::string>& operands) {
        return fmt::format("{}({})", what, fmt::join(operands, ", "));
    }

    const Program& program_;
    const Renamed& renamed_;
};

class Collector {
public:
    Collector(const Program& program, const Sources& sources, const Renamed& renamed)
        : program_(program),
          sources_(sources),
          meaning_(program, renamed) {}

    std::vector<Item> all() {
        for (const Module& module : program_.modules) {
            add(module);
        }
        for (const Source& source : program_.sources) {
            add(source);
        }
        for (const Term& term : program_.terms) {
            add(term);
        }
        for (const Fact& fact : program_.facts) {
            add(fact);
        }
        for (const Event& event : program_.events) {
            add(event);
        }
        for (const Definition& definition : program_.definitions) {
            add(definition);
        }
        for (const Rule& rule : program_.rules) {
            add(rule);
        }
        for (const Ensure& ensure : program_.ensures) {
            add(ensure);
        }
        for (const Test& test : program_.tests) {
            add(test);
        }
        return std::move(items_);
    }

private:
    void begin(Kind kind, const std::string& name, const std::string& label, Span span) {
        items_.push_back({kind, meaning_.name(name), label, span, {}});
        if (kind != Kind::Test) {
            word("label", label);
        }
    }

    void say(const std::string& what, const std::string& meaning) {
        if (!meaning.empty()) {
            items_.back().says[what] = {meaning, meaning, false, {}};
        }
    }

    void word(const std::string& what, const std::string& text) {
        if (!text.empty()) {
            items_.back().says[what] = {text, text, true, {}};
        }
    }

    void condition(const std::string& what, NodeId node) {
        if (node.valid()) {
            items_.back().says[what] = {
                meaning_.of(node), one_line(sources_, program_[node].span), false, node};
        }
    }

    void codes(const std::vector<CodeBinding>& bindings) {
        std::vector<std::string> texts;
        for (const CodeBinding& code : bindings) {
            texts.push_back(code.system + " " + code.code);
        }
        std::sort(texts.begin(), texts.end());
        // They say how records are read: another code is another patient.
        say("code", fmt::format("{}", fmt::join(texts, ", ")));
    }

    void cites(const std::string& what, const std::vector<Citation>& citations) {
        std::vector<std::string> texts;
        for (const Citation& citation : citations) {
            const std::string& source = program_[citation.source].name;
            texts.push_back(
                citation.section.empty() ? source
                                         : fmt::format("{} \"{}\"", source, citation.section)
            );
        }
        word(what, fmt::format("{}", fmt::join(texts, ", ")));
    }

    void holds(const std::string& what, const Holds& it) {
        std::string text = to_string(program_, it.type);
        if (it.range) {
            text += fmt::format(" from {} to {}", it.range->first, it.range->second);
        }
        say(what, text);
    }

    void add(const Module& module) {
        begin(Kind::Module, module.name, module.label, module.span);
        condition("applies when", module.applies);
        word("version", module.version);
        if (module.reviewed) {
            word("reviewed", to_string(*module.reviewed));
        }
        if (module.review_every) {
            word("review every", to_string(*module.review_every));
        }
        if (module.status) {
            static constexpr const char* words[] = {"draft", "active", "retired"};
            word("status", words[static_cast<std::size_t>(*module.status)]);
        }
    }

    void add(const Source& source) {
        begin(Kind::Source, source.name, source.title, source.span);
        word("doi", source.doi);
        word("pmid", source.pmid);
        word("url", source.url);
    }

    void add(const Term& term) {
        begin(Kind::Term, term.name, term.label, term.span);
        std::vector<std::string> parents;
        for (const TermId parent : term.parents) {
            parents.push_back(meaning_.name(program_[parent].name));
        }
        std::sort(parents.begin(), parents.end());
        say("is", fmt::format("{}", fmt::join(parents, ", ")));
        codes(term.codes);
    }

    void add(const Fact& fact) {
        begin(Kind::Fact, fact.name, fact.label, fact.span);
        holds("type", fact.holds);
        if (fact.assume) {
            say("assume", to_source(program_, fact.holds.type, *fact.assume));
        }
        if (fact.valid_for) {
            say("valid for", to_string(*fact.valid_for));
        }
        say("fixed", fact.fixed ? "yes" : "");
        word("ask", fact.ask);
        codes(fact.codes);
    }

    void add(const Event& event) {
        begin(Kind::Event, event.name, event.label, event.span);
        for (const Field& field : event.fields) {
            holds("field " + field.name, field.holds);
        }
        codes(event.codes);
    }

    void add(const Definition& definition) {
        begin(Kind::Definition, definition.name, definition.label, definition.span);
        say("type", to_string(program_, definition.type));
        condition("meaning", definition.body);
        cites("cite", definition.citations);
        codes(definition.codes);
    }

    void add(const Rule& rule) {
        begin(Kind::Rule, rule.name, rule.label, rule.span);
        condition("when", rule.when);
        for (const Unless& unless : rule.unless) {
            const std::string key = "unless " + meaning_.of(unless.condition);
            condition(key, unless.condition);
            items_.back().says[key].condition = {}; // there is no other to compare it with
            word(key + " because", unless.because);
        }
        std::vector<std::string> others;
        for (const RuleId other : rule.overrides) {
            others.push_back(meaning_.name(program_[other].name));
        }
        std::sort(others.begin(), others.end());
        say("overrides", fmt::format("{}", fmt::join(others, ", ")));
        for (const AdviceId id : rule.advice) {
            add(program_[id]);
        }
    }

    void add(const Advice& advice) {
        static constexpr const char* verbs[] = {"recommend", "consider", "avoid", "contraindicate"};
        static constexpr const char* strengths[] = {"strong", "conditional"};
        static constexpr const char* evidence[] = {"high", "moderate", "low", "very_low"};
        std::vector<std::string> terms;
        for (const TermId term : advice.terms) {
            terms.push_back(meaning_.name(program_[term].name));
        }
        std::sort(terms.begin(), terms.end());
        const std::string what = fmt::format(
            "{} {}", verbs[static_cast<std::size_t>(advice.verb)], fmt::join(terms, " + ")
        );
        say(what, what);
        if (advice.strength) {
            say(what + ": strength", strengths[static_cast<std::size_t>(*advice.strength)]);
        }
        if (advice.evidence) {
            say(what + ": evidence", evidence[static_cast<std::size_t>(*advice.evidence)]);
        }
        word(what + ": because", advice.because);
        word(what + ": how", advice.how);
        cites(what + ": cite", advice.citations);
    }

    void add(const Ensure& ensure) {
        begin(Kind::Ensure, ensure.name, ensure.label, ensure.span);
        condition("whenever", ensure.whenever);
        condition("claim", ensure.claim);
    }

    void add(const Test& test) {
        begin(Kind::Test, test.label, test.label, test.span);
        // What a test gives and expects has no form but its text; of that, blanks do not count.
        word("text", one_line(sources_, test.span));
    }

    const Program& program_;
    const Sources& sources_;
    Meaning meaning_;
    std::vector<Item> items_;
};

} // namespace

std::string_view in_words(Kind kind) {
    switch (kind) {
    case Kind::Module: return "guideline";
    case Kind::Source: return "source";
    case Kind::Term: return "term";
    case Kind::Fact: return "fact";
    case Kind::Event: return "event";
    case Kind::Definition: return "definition";
    case Kind::Rule: return "rule";
    case Kind::Ensure: return "property";
    case Kind::Test: return "test";
    }
    return {};
}

std::vector<Item> items_of(const Program& program, const Sources& sources, const Renamed& renamed) {
    return Collector(program, sources, renamed).all();
}

std::string meaning_of(const Program& program, NodeId node, const Renamed& renamed) {
    return Meaning(program, renamed).of(node);
}

} // namespace precept::versions
