// The answer as JSON, after schema/answer.schema.json.

#include "interpreter/json_parts.hpp"
#include "interpreter/json_words.hpp"
#include "interpreter/render_answer.hpp"

#include <utility>

namespace precept {

namespace {

class Writer : JsonParts {
public:
    Writer(const PatientView& view, const Sources& sources)
        : JsonParts(view.program(), sources),
          view_(view) {}

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
    using JsonParts::json;

    template <typename Thing>
    Json list(const std::vector<Thing>& things) {
        Json all = Json::array();
        for (const Thing& thing : things) {
            all.push_back(json(thing));
        }
        return all;
    }

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

    Json json(const AdviceAnswer& one) {
        const Advice& advice = program_[one.advice];
        Json made = this->advice(one.advice);
        made["state"] = word(one.state);
        made["by"] = list(one.by);
        made["waiting_for"] = list(one.waiting_for);
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
};

} // namespace

std::string
render_json(const PatientView& view, const Answer& answer, const Sources& sources, bool pretty) {
    const Json document = Writer(view, sources).document(answer);
    return pretty ? dump(document, 2) + "\n" : dump(document, -1);
}

} // namespace precept
