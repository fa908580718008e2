// The answers to questions as JSON, after schema/questions.schema.json.

#include "interpreter/json_parts.hpp"
#include "interpreter/json_words.hpp"
#include "interpreter/questions/render.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/render_answer.hpp"

#include <array>
#include <type_traits>
#include <utility>

namespace precept {

namespace {

Json begin(const char* question, const std::string& patient, Date today) {
    return {
        {"schema", "precept/question"},
        {"version", questions_schema_version},
        {"question", question},
        {"patient", patient},
        {"today", to_string(today)}};
}

Json begin(const char* question, const Situation& situation) {
    return begin(question, situation.patient.name, situation.today);
}

std::string done(const Json& document) {
    return dump(document, 2) + "\n";
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
    range["text"] = show(program, type, region);
    return range;
}

Json json_of(const Program& program, const Change& change) {
    Json json{
        {"fact", name_of(program, change.subject)},
        {"text", show_value(program, change)},
        {"given", as_given(program, change)}};
    if (change.region) {
        json["range"] = json_of(program, change.subject, *change.region);
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

Json json_of(const Program& program, const std::vector<Subject>& subjects) {
    Json json = Json::array();
    for (const Subject& subject : subjects) {
        json.push_back(name_of(program, subject));
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

const char* word(Nearness nearness) {
    constexpr std::array<const char*, 3> words = {"names", "narrower", "wider"};
    return words.at(static_cast<std::size_t>(nearness));
}

class WhyJson {
public:
    WhyJson(const PatientView& view, const Sources& sources)
        : view_(view),
          program_(view.program()),
          parts_(view.program(), sources) {}

    Json document(const Why& why, bool negated) {
        Json all = begin(negated ? "why_not" : "why", view_.patient.name, view_.today);
        constexpr std::array<const char*, 3> kinds = {"rule", "term", "definition"};
        all["thing"] = {
            {"kind", kinds.at(why.thing.index())}, {"name", name_of(program_, why.thing)}};
        all["fits"] = fits(view_, why, negated);
        if (const auto* definition = std::get_if<DefinitionId>(&why.thing)) {
            parts_.put_reading(all["value"], read_definition(view_, *definition).reading);
            const NodeId body = program_[*definition].body;
            all["because_of"] = conditions({body});
        } else {
            all["holds"] = word(why.holds);
        }
        all["rules"] = Json::array();
        for (const RuleReason& one : why.rules) {
            all["rules"].push_back(reason(one));
        }
        all["missing"] = list(why.missing);
        return all;
    }

private:
    template <typename Part>
    Json list(const std::vector<Part>& parts) {
        Json all = Json::array();
        for (const Part& part : parts) {
            all.push_back(parts_.json(part));
        }
        return all;
    }

    /// Conditions with what made them what they are, down to the facts.
    Json conditions(const std::vector<NodeId>& nodes) {
        Json all = Json::array();
        for (const NodeId node : nodes) {
            const Condition deciding = deciding_part(program_, trace_node(view_, node));
            all.push_back(
                {{"condition", parts_.json(deciding)}, {"grounds", list(grounds(view_, node))}}
            );
        }
        return all;
    }

    Json reason(const RuleReason& one) {
        const Advice& advice = program_[one.advice];
        Json json;
        json["rule"] = unique_name(program_, one.rule);
        json["label"] = program_[one.rule].label;
        json["place"] = parts_.place(program_[one.rule].span);
        json["status"] = word(one.status);
        json["advice"] = parts_.advice(one.advice);
        json["nearness"] = word(one.nearness);
        json["through"] = program_[one.through].name;
        json["state"] = state_of(one.state);
        put_text(json, "because", advice.because);
        json["cite"] = list(advice.citations);
        json["deciding"] = conditions(one.deciding);
        json["besides"] = conditions(one.besides);
        json["open"] = conditions(one.open);
        json["by"] = list(one.by);
        json["missing"] = list(one.missing);
        return json;
    }

    const PatientView& view_;
    const Program& program_;
    JsonParts parts_;
};

} // namespace

std::string
render_json(const PatientView& view, const Why& why, bool negated, const Sources& sources) {
    return done(WhyJson(view, sources).document(why, negated));
}

std::string
render_json(const Situation& situation, const Hypothesis& supposed, const Difference& difference) {
    Json document = begin("what_if", situation);
    document["supposed"] = json_of(situation.program, supposed);
    document["difference"] = json_of(situation.program, difference);
    return done(document);
}

std::string render_json(const Situation& situation, const Questions& questions) {
    const Program& program = situation.program;
    Json document = begin("ask", situation);
    document["questions"] = Json::array();
    for (const Question& one : questions.questions) {
        Json question{
            {"fact", name_of(program, one.subject)},
            {"text", one.text},
            {"changes_advice", one.changes_advice},
            {"rules_decided", one.decides},
            {"complete", one.complete}};
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
    Json document = begin("flip", situation);
    document["goal"] = show(program, goal);
    document["now"] = word(flip.now);
    document["reached"] = flip.now == (goal.wanted ? Truth::Yes : Truth::No);
    document["answers"] = Json::array();
    for (const Hypothesis& one : flip.answers) {
        document["answers"].push_back(json_of(program, one));
    }
    document["kept"] = json_of(program, flip.kept);
    document["searched"] = json_of(flip.searched);
    return done(document);
}

std::string render_json(const Situation& situation, const Sweep& sweep) {
    const Program& program = situation.program;
    Json document = begin("sweep", situation);
    document["fact"] = name_of(program, sweep.subject);
    document["bands"] = Json::array();
    for (const Band& band : sweep.bands) {
        Json one{
            {"range", json_of(program, sweep.subject, band.region)},
            {"sample", json_of(program, band.sample)},
            {"active", Json::array()}};
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
    Json document = begin("robust", situation);
    document["advice"] = Json::array();
    for (const Robustness& one : robust) {
        Json advice = json_of(program, one.advice);
        advice["now"] = word(one.now);
        advice["kind"] = kinds.at(static_cast<std::size_t>(one.kind));
        advice["on"] = json_of(program, one.on);
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
    const JsonParts parts(program, sources);
    Json document = begin("compare", left.patient.name, left.today);
    document["with"] = right.patient.name;
    document["facts"] = Json::array();
    for (const FactDifference& one : comparison.facts) {
        document["facts"].push_back({{"fact", one.name}, {"left", one.left}, {"right", one.right}});
    }
    document["difference"] = json_of(program, comparison.difference);
    document["partings"] = Json::array();
    for (const Parting& one : comparison.partings) {
        const Span span = program[one.condition].span;
        document["partings"].push_back(
            {{"rule", unique_name(program, one.rule)},
             {"condition", one_line(sources, span)},
             {"place", parts.place(span)},
             {"left", word(one.left)},
             {"right", word(one.right)}}
        );
    }
    document["oppositions"] = Json::array();
    for (const AdviceParting& one : comparison.oppositions) {
        Json advice = json_of(program, one.advice);
        for (const auto& [key, all] :
             {std::pair("left", &one.left), std::pair("right", &one.right)}) {
            advice[key] = Json::array();
            for (const Opposition& opposition : *all) {
                advice[key].push_back(parts.json(opposition));
            }
        }
        document["oppositions"].push_back(std::move(advice));
    }
    return done(document);
}

} // namespace precept
