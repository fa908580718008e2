// The answer as JSON, after schema/answer.schema.json.

#include "interpreter/json_words.hpp"
#include "interpreter/render_answer.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

namespace precept {

namespace {

using Json = nlohmann::ordered_json;

void put_text(Json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

class Writer {
public:
    Writer(const PatientView& view, const Sources& sources)
        : view_(view),
          program_(view.program()),
          sources_(sources) {}

    Json document(const Answer& answer) {
        Json all{
            {"schema", "precept/answer"},
            {"version", answer_schema_version},
            {"patient", view_.patient.name},
            {"today", to_string(view_.today)}};
        all["guidelines"] = list(answer.guidelines);
        all["rules"] = list(answer.rules);
        all["advice"] = list(answer.advice);
        all["ensures"] = list(answer.ensures);
        Json& definitions = all["definitions"] = Json::object();
        for (std::uint32_t i = 0; i < program_.definitions.size(); ++i) {
            // By emplace_back: names are unique, and looking for each among all is quadratic.
            definitions.get_ref<Json::object_t&>().emplace_back(
                unique_name(program_, DefinitionId{i}), definition({i})
            );
        }
        return all;
    }

private:
    template <typename Thing>
    Json list(const std::vector<Thing>& things) {
        Json all = Json::array();
        for (const Thing& thing : things) {
            all.push_back(json(thing));
        }
        return all;
    }

    // ---- values

    [[nodiscard]] Json place(Span span) const {
        const SourceFile& file = sources_[span.file];
        return {{"file", file.path()}, {"line", file.position(span.begin).line}};
    }

    void put_place(Json& object, const std::optional<Span>& span) const {
        if (span && span->file < sources_.size()) {
            object["place"] = place(*span);
        }
    }

    [[nodiscard]] Json json(const Type& type, const Value& value) const {
        if (const auto* truth = std::get_if<bool>(&value)) {
            return *truth;
        }
        if (const auto* number = std::get_if<double>(&value)) {
            const bool whole = std::abs(*number) < 1e15 && std::floor(*number) == *number;
            return whole ? Json(static_cast<std::int64_t>(*number)) : Json(*number);
        }
        if (const auto* set = std::get_if<SetValue>(&value)) {
            return members(type, set->members);
        }
        return to_string(program_, type, value);
    }

    [[nodiscard]] Json members(const Type& type, std::uint64_t bits) const {
        Json names = Json::array();
        const std::vector<DomainValue>& values = program_[type.domain].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if ((bits >> i & 1U) != 0) {
                names.push_back(values[i].name);
            }
        }
        return names;
    }

    /// `type`, `value` or what is known of it, `text`, and the reason where it is unknown.
    void put_reading(Json& object, const Reading& reading) const {
        const Type& type = reading.type;
        object["type"] = word(type);
        if (type.kind == TypeKind::Number) {
            put_text(object, "unit", to_string(type.unit));
        }
        if (reading.value) {
            object["value"] = json(type, *reading.value);
        } else if (type.kind == TypeKind::Event) {
            put_picked(object, reading);
        } else if (type.kind == TypeKind::Number) {
            put_bounds(object, reading.bounds);
        } else if (type.kind == TypeKind::Coded) {
            object["possible"] = members(type, reading.possible.values);
            object["possibly_no_value"] = (reading.possible.values & Possible::no_value) != 0;
        }
        object["text"] = show(program_, reading);
        if (reading.reason != Reason::None) {
            object["reason"] = word(reading.reason);
            put_text(object, "why", reading.why);
        }
    }

    static void put_bounds(Json& object, Bounds bounds) {
        if (std::isfinite(bounds.low)) {
            object["at_least"] = bounds.low;
        }
        if (std::isfinite(bounds.high)) {
            object["at_most"] = bounds.high;
        }
    }

    void put_picked(Json& object, const Reading& reading) const {
        if (reading.picked.state == Picked::State::Event) {
            object["value"] = event_name(program_, reading.type.event, reading.picked.record);
        } else if (reading.picked.state == Picked::State::None) {
            object["value"] = nullptr;
        }
    }

    Json json(const Operand& operand) const {
        Json made{{"kind", word(operand.kind)}, {"name", show_name(sources_, operand)}};
        put_text(made, "label", operand.label);
        put_reading(made, operand.reading);
        if (operand.reading.reason != Reason::None) {
            made["reason_text"] = show_reason(program_, operand);
        }
        const Origin& origin = operand.origin;
        Json from{{"kind", word(origin.kind)}};
        put_place(from, origin.span);
        if (origin.measured) {
            from["measured"] = to_string(*origin.measured);
        }
        if (origin.stale_since) {
            from["out_of_date_since"] = to_string(*origin.stale_since);
        }
        if (origin.valid_for) {
            from["valid_for"] = to_string(*origin.valid_for);
        }
        if (origin.unused) {
            from["given"] = json(operand.reading.type, *origin.unused);
        }
        for (const RuleId rule : operand.rules) {
            from["rules"].push_back(unique_name(program_, rule));
        }
        made["origin"] = std::move(from);
        if (operand.kind == Operand::Kind::Fact) {
            put_text(made, "ask", program_.facts[operand.index].ask);
        }
        return made;
    }

    // ---- conditions

    [[nodiscard]] const char* kind_of(const Condition& condition) const {
        switch (condition.shape) {
        case Condition::Shape::Leaf: return "leaf";
        case Condition::Shape::Not: return "not";
        case Condition::Shape::Events: return "events";
        case Condition::Shape::Cases: return "cases";
        case Condition::Shape::Sum: return "sum";
        case Condition::Shape::Junction: break;
        }
        return word(std::get<node::Junction>(program_[condition.node].kind).quantity);
    }

    Json json(const Condition& condition) const {
        Json made{{"kind", kind_of(condition)}};
        if (condition.node.valid()) {
            made["text"] = show_condition(program_, sources_, condition);
            put_place(made, program_[condition.node].span);
        }
        if (condition.shape == Condition::Shape::Junction) {
            const auto& junction = std::get<node::Junction>(program_[condition.node].kind);
            if (junction.quantity >= ast::Quantity::AtLeast) {
                made["count"] = junction.count;
            }
        }
        if (condition.reading) {
            put_reading(made["value"], *condition.reading);
        } else {
            made["truth"] = word(condition.truth);
        }
        for (const Operand& operand : condition.operands) {
            made["operands"].push_back(json(operand));
        }
        for (const Condition& child : condition.children) {
            made["parts"].push_back(part(child, condition));
        }
        return made;
    }

    Json part(const Condition& child, const Condition& parent) const {
        Json made = json(child);
        if (child.value) {
            Json& gives = made["gives"];
            gives["source"] = one_line(sources_, program_[child.value_node].span);
            put_reading(gives, *child.value);
            for (const Condition& inner : child.value_parts) {
                gives["parts"].push_back(json(inner));
            }
        }
        const bool pick =
            parent.node.valid() && std::holds_alternative<node::Pick>(program_[parent.node].kind);
        if (pick || parent.shape == Condition::Shape::Cases) {
            made["decides"] = child.decides;
        }
        if (parent.shape == Condition::Shape::Events) {
            Json& record = made["event"];
            record["number"] = child.record + 1;
            put_place(record, child.record_span);
        }
        return made;
    }

    // ---- the parts of the answer

    Json json(const GuidelineAnswer& one) {
        const Module& module = program_[one.module];
        Json made{{"name", module.name}, {"label", module.label}};
        put_text(made, "version", module.version);
        if (module.status) {
            made["status"] = word(*module.status);
        }
        if (module.reviewed) {
            made["reviewed"] = to_string(*module.reviewed);
        }
        made["place"] = place(module.span);
        made["applies"] = word(one.applies);
        made["missing"] = list(one.missing);
        if (module.applies.valid()) {
            made["applies_when"] = json(trace_node(view_, module.applies));
        }
        return made;
    }

    Json json(const RuleAnswer& one) {
        const Rule& rule = program_[one.rule];
        Json made{
            {"name", unique_name(program_, one.rule)},
            {"label", rule.label},
            {"guideline", program_[rule.module].name},
            {"place", place(rule.span)},
            {"status", word(one.status)},
            {"missing", list(one.missing)},
            {"decided_by", Json::array()}};
        for (const NodeId node : one.deciding) {
            const Condition condition = trace_node(view_, node);
            made["decided_by"].push_back(
                {{"text", show_condition(program_, sources_, condition)},
                 {"truth", word(condition.truth)},
                 {"place", place(program_[node].span)}}
            );
        }
        const RuleTrace trace = trace_rule(view_, one.rule);
        made["when"] = json(trace.when);
        made["unless"] = Json::array();
        for (std::size_t i = 0; i < trace.unless.size(); ++i) {
            Json unless = json(trace.unless[i]);
            put_text(unless, "because", rule.unless[i].because);
            made["unless"].push_back(std::move(unless));
        }
        made["overrides"] = Json::array();
        for (const RuleId other : rule.overrides) {
            made["overrides"].push_back(unique_name(program_, other));
        }
        return made;
    }

    Json json(const Citation& citation) const {
        const Source& source = program_[citation.source];
        Json made{{"source", source.name}, {"title", source.title}};
        put_text(made, "section", citation.section);
        put_text(made, "doi", source.doi);
        put_text(made, "pmid", source.pmid);
        put_text(made, "url", source.url);
        return made;
    }

    Json json(const Opposition& one) const {
        return {
            {"rule", unique_name(program_, one.rule)},
            {"how", one.overrides ? "overrides" : "contraindicates"},
            {"holds", word(one.holds)}};
    }

    Json json(const AdviceAnswer& one) {
        const Advice& advice = program_[one.advice];
        Json made{
            {"rule", unique_name(program_, advice.rule)},
            {"action", word(advice.verb)},
            {"terms", Json::array()},
            {"state", word(one.state)},
            {"by", list(one.by)},
            {"waiting_for", list(one.waiting_for)}};
        for (const TermId id : advice.terms) {
            const Term& term = program_[id];
            Json named{{"name", term.name}, {"label", term.label}};
            for (const CodeBinding& code : term.codes) {
                named["codes"].push_back({{"system", code.system}, {"code", code.code}});
            }
            made["terms"].push_back(std::move(named));
        }
        if (advice.strength) {
            made["strength"] = word(*advice.strength);
        }
        if (advice.evidence) {
            made["evidence"] = word(*advice.evidence);
        }
        put_text(made, "because", advice.because);
        put_text(made, "how", advice.how);
        made["cite"] = list(advice.citations);
        made["place"] = place(advice.span);
        return made;
    }

    Json json(const EnsureAnswer& one) {
        const Ensure& ensure = program_.ensures[one.ensure];
        return {
            {"name", ensure.name},
            {"label", ensure.label},
            {"guideline", program_[ensure.module].name},
            {"place", place(ensure.span)},
            {"state", word(one.state)},
            {"arises", one.arises},
            {"missing", list(one.missing)}};
    }

    Json definition(DefinitionId id) {
        const Definition& definition = program_[id];
        Json made{{"label", definition.label}, {"place", place(definition.span)}};
        put_reading(made, read_definition(view_, id).reading);
        made["cite"] = list(definition.citations);
        made["body"] = json(trace_definition(view_, id));
        return made;
    }

    const PatientView& view_;
    const Program& program_;
    const Sources& sources_;
};

} // namespace

std::string
render_json(const PatientView& view, const Answer& answer, const Sources& sources, bool pretty) {
    const Json document = Writer(view, sources).document(answer);
    // A file's name need not be UTF-8, though texts are: such bytes are replaced.
    const auto replace = Json::error_handler_t::replace;
    return pretty ? document.dump(2, ' ', false, replace) + "\n"
                  : document.dump(-1, ' ', false, replace);
}

} // namespace precept
