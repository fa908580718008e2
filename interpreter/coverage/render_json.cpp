#include "interpreter/coverage/render.hpp"
#include "interpreter/json_parts.hpp"
#include "interpreter/render_answer.hpp"

#include <optional>
#include <utility>

namespace precept::coverage {

namespace {

const char* word(Shown shown) {
    switch (shown) {
    case Shown::Seen: return "seen";
    case Shown::Missing: return "missing";
    case Shown::Impossible: break;
    }
    return "impossible";
}

Json json(const Share& share) {
    return {
        {"seen", share.seen},
        {"all", share.all},
        {"percent", static_cast<double>(share.per_mille()) / 10}};
}

Json json(const Shares& shares) {
    return {
        {"rules", json(shares.rules)},
        {"definitions", json(shares.definitions)},
        {"conditions", json(shares.conditions)},
        {"decided_alone", json(shares.alone)}};
}

class Writer {
public:
    Writer(const Program& program, const Coverage& coverage, const Sources& sources)
        : program_(program),
          coverage_(coverage),
          sources_(sources),
          parts_(program, sources) {}

    Json write() {
        Json document{
            {"schema", "precept/coverage"},
            {"version", schema_version},
            {"tests", coverage_.tests}};
        const std::vector<Shares> by_module = shares(program_, coverage_);
        Shares total;
        Json files = Json::array();
        for (std::size_t i = 0; i < by_module.size(); ++i) {
            total += by_module[i];
            Json its{
                {"file", sources_[program_.modules[i].file].path()},
                {"module", program_.modules[i].name}};
            its.update(json(by_module[i]));
            files.push_back(std::move(its));
        }
        document["total"] = json(total);
        document["files"] = std::move(files);
        add_aims(document);
        return document;
    }

private:
    void add_aims(Json& document) {
        for (const char* kind : {"rules", "definitions", "conditions"}) {
            document[kind] = Json::array();
        }
        std::optional<Aim> last;
        for (std::size_t i = 0; i < coverage_.aims.size(); ++i) {
            const Aim& aim = coverage_.aims[i];
            const bool rule = aim.kind == Aim::Kind::Rule;
            const bool condition = aim.kind == Aim::Kind::Condition || aim.kind == Aim::Kind::Alone;
            Json& all = document[rule ? "rules" : condition ? "conditions" : "definitions"];
            if (!last || last->index != aim.index || kind_of(*last) != kind_of(aim)) {
                all.push_back(head(aim));
            }
            last = aim;
            if (aim.kind == Aim::Kind::Alone) {
                const Shown as_no = coverage_.shown[i + 1];
                add_alone(all.back(), coverage_.shown[i], as_no);
                ++i;
            } else {
                add(all.back(), aim, word(coverage_.shown[i]));
            }
        }
    }

    /// Of what a list is made: several kinds of aims are members of one condition or definition.
    static int kind_of(const Aim& aim) {
        switch (aim.kind) {
        case Aim::Kind::Rule: return 0;
        case Aim::Kind::Condition:
        case Aim::Kind::Alone: return 1;
        case Aim::Kind::Case:
        case Aim::Kind::Value: break;
        }
        return 2;
    }

    [[nodiscard]] Json place(Span span) const {
        Json made = parts_.place(span);
        made["column"] = sources_[span.file].position(span.begin).column;
        return made;
    }

    [[nodiscard]] Json head(const Aim& aim) const {
        const Owner owner = owner_of(coverage_.conditions, aim);
        if (kind_of(aim) == 1) {
            const Span span = span_of(program_, coverage_.conditions, aim);
            const Condition& condition = coverage_.conditions.conditions[aim.index];
            return {
                {"text", one_line(sources_, span)},
                {"in", name_of(program_, owner)},
                {"place", place(span)},
                {"at_events", coverage_.conditions.scope_of(condition).index != 0}};
        }
        if (aim.kind == Aim::Kind::Rule) {
            const Rule& rule = program_.rules[aim.index];
            return {{"name", rule.name}, {"label", rule.label}, {"place", place(rule.span)}};
        }
        const Definition& definition = program_.definitions[aim.index];
        return {
            {"name", definition.name},
            {"label", definition.label},
            {"place", place(definition.span)},
            {"cases", Json::array()},
            {"values", Json::array()}};
    }

    void add(Json& into, const Aim& aim, const char* shown) const {
        switch (aim.kind) {
        case Aim::Kind::Condition: into[in_words(program_, aim)] = shown; break;
        case Aim::Kind::Alone: break; // both sides at once, by add_alone
        case Aim::Kind::Rule: {
            const std::string words = in_words(program_, aim);
            into[words == "not fired" ? "not_fired" : words] = shown;
            break;
        }
        case Aim::Kind::Case:
            into["cases"].push_back(
                {{"place", place(span_of(program_, coverage_.conditions, aim))}, {"decided", shown}}
            );
            break;
        case Aim::Kind::Value:
            into["values"].push_back({{"value", in_words(program_, aim)}, {"shown", shown}});
            break;
        }
    }

    static void add_alone(Json& into, Shown as_yes, Shown as_no) {
        into["decided_alone"] = word(on_both_sides(as_yes, as_no));
        into["decided_alone_as"] = {{"yes", word(as_yes)}, {"no", word(as_no)}};
    }

    const Program& program_;
    const Coverage& coverage_;
    const Sources& sources_;
    JsonParts parts_;
};

} // namespace

std::string render_json(const Program& program, const Coverage& coverage, const Sources& sources) {
    return dump(Writer(program, coverage, sources).write(), 2) + "\n";
}

} // namespace precept::coverage
