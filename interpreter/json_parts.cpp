#include "interpreter/json_parts.hpp"

#include "interpreter/json_words.hpp"
#include "interpreter/render_answer.hpp"

#include <cmath>
#include <utility>

namespace precept {

void put_text(Json& object, const char* key, const std::string& text) {
    if (!text.empty()) {
        object[key] = text;
    }
}

std::string dump(const Json& document, int indent) {
    // A file's name need not be UTF-8, though texts are: such bytes are replaced.
    return document.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Json json_of(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    Json terms = Json::array();
    for (const TermId one : advice.terms) {
        const Term& term = program[one];
        Json named = object_of("name", term.name, "label", term.label);
        for (const CodeBinding& code : term.codes) {
            named["codes"].push_back(object_of("system", code.system, "code", code.code));
        }
        terms.push_back(std::move(named));
    }
    return object_of(
        "rule",
        unique_name(program, advice.rule),
        "action",
        word(advice.verb),
        "terms",
        std::move(terms)
    );
}

Json JsonParts::advice(AdviceId id) const {
    return json_of(program_, id);
}

Json JsonParts::place(Span span) const {
    const SourceFile& file = sources_[span.file];
    return {{"file", file.path()}, {"line", file.position(span.begin).line}};
}

void JsonParts::put_place(Json& object, const std::optional<Span>& span) const {
    if (span && span->file < sources_.size()) {
        object["place"] = place(*span);
    }
}

Json JsonParts::json(const Type& type, const Value& value) const {
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

Json JsonParts::members(const Type& type, std::uint64_t bits) const {
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
void JsonParts::put_reading(Json& object, const Reading& reading) const {
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

void JsonParts::put_bounds(Json& object, Bounds bounds) {
    if (std::isfinite(bounds.low)) {
        object["at_least"] = bounds.low;
    }
    if (std::isfinite(bounds.high)) {
        object["at_most"] = bounds.high;
    }
}

void JsonParts::put_picked(Json& object, const Reading& reading) const {
    if (reading.picked.state == Picked::State::Event) {
        object["value"] = event_name(program_, reading.type.event, reading.picked.record);
    } else if (reading.picked.state == Picked::State::None) {
        object["value"] = nullptr;
    }
}

Json JsonParts::json(const Operand& operand) const {
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

const char* JsonParts::kind_of(const Condition& condition) const {
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

Json JsonParts::json(const Condition& condition) const {
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

Json JsonParts::part(const Condition& child, const Condition& parent) const {
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

Json JsonParts::json(const Citation& citation) const {
    const Source& source = program_[citation.source];
    Json made{{"source", source.name}, {"title", source.title}};
    put_text(made, "section", citation.section);
    put_text(made, "doi", source.doi);
    put_text(made, "pmid", source.pmid);
    put_text(made, "url", source.url);
    return made;
}

Json JsonParts::json(const Opposition& one) const {
    return {
        {"rule", unique_name(program_, one.rule)},
        {"how", one.overrides ? "overrides" : "contraindicates"},
        {"holds", word(one.holds)}};
}

} // namespace precept
