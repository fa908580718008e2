// The answers to questions as JSON, after schema/questions.schema.json.

#include "interpreter/json_words.hpp"
#include "interpreter/questions/render.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/render_answer.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <utility>

namespace precept {

namespace {

using Json = nlohmann::ordered_json;

std::string done(const Json& document) {
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Json begin(const char* question) {
    Json document;
    document["version"] = questions_schema_version;
    document["question"] = question;
    return document;
}

Json json_of(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    Json terms = Json::array();
    for (const TermId term : advice.terms) {
        terms.push_back(program[term].name);
    }
    return {
        {"action", word(advice.verb)},
        {"terms", std::move(terms)},
        {"rule", unique_name(program, advice.rule)}};
}

/// Both ends, as far as there are any, in the words of the rule files.
Json json_of(const Program& program, const Subject& subject, const Region& region) {
    const Type& type = holds_of(program, subject).type;
    Json range = Json::object();
    const auto end = [&](const char* key, const std::optional<double>& number, bool included) {
        if (number) {
            range[key] = to_string(program, type, value_of(type, *number));
            range[std::string(key) + "_included"] = included;
        }
    };
    end("low", region.low, region.low_included);
    end("high", region.high, region.high_included);
    return range;
}

Json json_of(const Program& program, const std::vector<Opposition>& oppositions) {
    Json all = Json::array();
    for (const Opposition& one : oppositions) {
        all.push_back(
            {{"rule", unique_name(program, one.rule)},
             {"relation", one.overrides ? "overrides" : "blocks"},
             {"holds", word(one.holds)}}
        );
    }
    return all;
}

Json json_of(const Program& program, const Change& change) {
    Json json;
    json["fact"] = name_of(program, change.subject);
    json["value"] = show_value(program, change);
    json["given"] = as_given(program, change);
    if (change.region) {
        if (Json range = json_of(program, change.subject, *change.region); !range.empty()) {
            json["range"] = std::move(range);
        }
    }
    return json;
}

Json json_of(const Program& program, const Hypothesis& hypothesis) {
    Json json = Json::array();
    for (const Change& change : hypothesis) {
        json.push_back(json_of(program, change));
    }
    return json;
}

Json state_of(const std::optional<AdviceState>& state) {
    return state ? Json(word(*state)) : Json(nullptr);
}

Json json_of(const Program& program, const Difference& difference) {
    Json json;
    json["advice"] = Json::array();
    for (const AdviceChange& one : difference.advice) {
        Json advice = json_of(program, one.advice);
        advice["before"] = state_of(one.before);
        advice["after"] = state_of(one.after);
        json["advice"].push_back(std::move(advice));
    }
    json["rules"] = Json::array();
    for (const StatusChange& one : difference.rules) {
        json["rules"].push_back(
            {{"rule", unique_name(program, one.rule)},
             {"before", word(one.before)},
             {"after", word(one.after)}}
        );
    }
    json["definitions"] = Json::array();
    for (const DefinitionChange& one : difference.definitions) {
        json["definitions"].push_back(
            {{"definition", unique_name(program, one.definition)},
             {"before", show(program, one.before)},
             {"after", show(program, one.after)}}
        );
    }
    json["ensures"] = Json::array();
    for (const EnsureChange& one : difference.ensures) {
        json["ensures"].push_back(
            {{"ensure", program.ensures[one.ensure].name},
             {"before", word(one.before)},
             {"after", word(one.after)}}
        );
    }
    return json;
}

Json json_of(const Searched& searched) {
    return {
        {"tried", searched.tried},
        {"complete", searched.complete()},
        {"left_out", searched.left_out}};
}

Json json_of(const Program& program, const Operand& operand, const Sources& sources) {
    Json json;
    json["kind"] = word(operand.kind);
    json["name"] = show_name(sources, operand);
    json["value"] = show(program, operand.reading);
    if (const std::string reason = show_reason(program, operand); !reason.empty()) {
        json["reason"] = reason;
    }
    if (const std::string origin = show_origin(sources, operand); !origin.empty()) {
        json["origin"] = origin;
    }
    return json;
}

Json operands(const Program& program, const std::vector<Operand>& all, const Sources& sources) {
    Json json = Json::array();
    for (const Operand& operand : all) {
        json.push_back(json_of(program, operand, sources));
    }
    return json;
}

/// Conditions with what they looked at, and the facts that this came from.
Json conditions(const PatientView& view, const std::vector<NodeId>& nodes, const Sources& sources) {
    const Program& program = view.program();
    Json all = Json::array();
    for (const NodeId node : nodes) {
        const Condition condition = trace_node(view, node);
        all.push_back(
            {{"condition", one_line(sources, program[node].span)},
             {"place", show_place(sources, program[node].span)},
             {"truth", word(condition.truth)},
             {"operands", operands(program, condition.operands, sources)},
             {"grounds", operands(program, grounds(view, node), sources)}}
        );
    }
    return all;
}

const char* word(Nearness nearness) {
    constexpr std::array<const char*, 3> words = {"names", "narrower", "wider"};
    return words.at(static_cast<std::size_t>(nearness));
}

Json json_of(const PatientView& view, const RuleReason& reason, const Sources& sources) {
    const Program& program = view.program();
    const Advice& advice = program[reason.advice];
    Json json;
    json["rule"] = unique_name(program, reason.rule);
    json["label"] = program[reason.rule].label;
    json["place"] = show_place(sources, program[reason.rule].span);
    json["status"] = word(reason.status);
    json["advice"] = json_of(program, reason.advice);
    json["nearness"] = word(reason.nearness);
    json["through"] = program[reason.through].name;
    json["state"] = state_of(reason.state);
    json["because"] = advice.because;
    json["cites"] = Json::array();
    for (const Citation& citation : advice.citations) {
        json["cites"].push_back(
            {{"title", program[citation.source].title}, {"section", citation.section}}
        );
    }
    json["deciding"] = conditions(view, reason.deciding, sources);
    json["besides"] = conditions(view, reason.besides, sources);
    json["open"] = conditions(view, reason.open, sources);
    json["by"] = json_of(program, reason.by);
    json["missing"] = operands(program, reason.missing, sources);
    return json;
}

const char* kind_of(const Thing& thing) {
    constexpr std::array<const char*, 3> words = {"rule", "term", "definition"};
    return words.at(thing.index());
}

} // namespace

std::string
render_json(const PatientView& view, const Why& why, bool negated, const Sources& sources) {
    Json document = begin(negated ? "why_not" : "why");
    const Program& program = view.program();
    document["thing"] = {{"kind", kind_of(why.thing)}, {"name", name_of(program, why.thing)}};
    if (const auto* definition = std::get_if<DefinitionId>(&why.thing)) {
        document["value"] = show(program, read_definition(view, *definition).reading);
    } else {
        document["holds"] = word(why.holds);
    }
    document["assumed_rightly"] = fits(view, why, negated);
    document["rules"] = Json::array();
    for (const RuleReason& reason : why.rules) {
        document["rules"].push_back(json_of(view, reason, sources));
    }
    document["missing"] = operands(program, why.missing, sources);
    return done(document);
}

std::string
render_json(const Situation& situation, const Hypothesis& supposed, const Difference& difference) {
    Json document = begin("what_if");
    document["supposed"] = json_of(situation.program, supposed);
    document["difference"] = json_of(situation.program, difference);
    return done(document);
}

std::string render_json(const Situation& situation, const Questions& questions) {
    const Program& program = situation.program;
    Json document = begin("ask");
    document["questions"] = Json::array();
    for (const Question& one : questions.questions) {
        Json question;
        question["fact"] = name_of(program, one.subject);
        question["text"] = one.text;
        question["changes_advice"] = one.changes_advice;
        question["rules_decided"] = one.decides;
        question["complete"] = one.complete;
        if (!one.complete) {
            question["why"] = one.why;
        }
        question["answers"] = Json::array();
        for (const AnswerEffect& effect : one.effects) {
            Json answer = json_of(program, effect.answer);
            answer["undecided"] = effect.undecided;
            answer["difference"] = json_of(program, effect.difference);
            question["answers"].push_back(std::move(answer));
        }
        document["questions"].push_back(std::move(question));
    }
    document["searched"] = json_of(questions.searched);
    return done(document);
}

std::string render_json(const Situation& situation, const Goal& goal, const Flip& flip) {
    const Program& program = situation.program;
    Json document = begin("flip");
    document["goal"] = show(program, goal);
    document["now"] = word(flip.now);
    document["reached"] = flip.now == (goal.wanted ? Truth::Yes : Truth::No);
    document["answers"] = Json::array();
    for (const Hypothesis& one : flip.answers) {
        document["answers"].push_back(json_of(program, one));
    }
    document["kept"] = Json::array();
    for (const Subject& subject : flip.kept) {
        document["kept"].push_back(name_of(program, subject));
    }
    document["searched"] = json_of(flip.searched);
    return done(document);
}

std::string render_json(const Situation& situation, const Sweep& sweep) {
    const Program& program = situation.program;
    Json document = begin("sweep");
    document["fact"] = name_of(program, sweep.subject);
    document["bands"] = Json::array();
    for (const Band& band : sweep.bands) {
        Json one;
        one["range"] = json_of(program, sweep.subject, band.region);
        one["sample"] = json_of(program, band.sample);
        one["active"] = Json::array();
        for (const AdviceId id : band.active) {
            one["active"].push_back(json_of(program, id));
        }
        one["difference"] = json_of(program, band.difference);
        document["bands"].push_back(std::move(one));
    }
    document["searched"] = json_of(sweep.searched);
    return done(document);
}

std::string render_json(const Situation& situation, const std::vector<Robustness>& robust) {
    constexpr std::array<const char*, 5> kinds = {
        "holds", "holds_so_far", "depends", "never_so_far", "never"};
    const Program& program = situation.program;
    Json document = begin("robust");
    document["advice"] = Json::array();
    for (const Robustness& one : robust) {
        Json advice = json_of(program, one.advice);
        advice["now"] = word(one.now);
        advice["kind"] = kinds.at(static_cast<std::size_t>(one.kind));
        advice["on"] = Json::array();
        for (const Subject& subject : one.on) {
            advice["on"].push_back(name_of(program, subject));
        }
        advice["with"] = json_of(program, one.with);
        advice["without"] = json_of(program, one.without);
        advice["searched"] = json_of(one.searched);
        document["advice"].push_back(std::move(advice));
    }
    return done(document);
}

std::string render_json(
    const PatientView& left,
    const PatientView& right,
    const Comparison& comparison,
    const Sources& sources
) {
    const Program& program = left.program();
    Json document = begin("compare");
    document["left"] = left.patient.name;
    document["right"] = right.patient.name;
    document["facts"] = Json::array();
    for (const FactDifference& one : comparison.facts) {
        document["facts"].push_back({{"fact", one.name}, {"left", one.left}, {"right", one.right}});
    }
    document["difference"] = json_of(program, comparison.difference);
    document["partings"] = Json::array();
    for (const Parting& one : comparison.partings) {
        document["partings"].push_back(
            {{"rule", unique_name(program, one.rule)},
             {"condition", one_line(sources, program[one.condition].span)},
             {"place", show_place(sources, program[one.condition].span)},
             {"left", word(one.left)},
             {"right", word(one.right)}}
        );
    }
    document["oppositions"] = Json::array();
    for (const AdviceParting& one : comparison.oppositions) {
        Json advice = json_of(program, one.advice);
        advice["left"] = json_of(program, one.left);
        advice["right"] = json_of(program, one.right);
        document["oppositions"].push_back(std::move(advice));
    }
    return done(document);
}

} // namespace precept
