// A cohort's answer in numbers as JSON.

#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/summary.hpp"
#include "interpreter/json_parts.hpp"
#include "interpreter/json_words.hpp"

#include <array>
#include <utility>

namespace precept::cohort {

namespace {

class Writer {
public:
    explicit Writer(const Summary& summary)
        : summary_(summary),
          program_(summary.program),
          tally_(summary.tally) {}

    [[nodiscard]] Json write() const {
        return {
            {"schema", "precept/cohort"},
            {"version", summary_schema_version},
            {"today", to_string(summary_.today)},
            {"input", summary_.input},
            {"patients",
             {{"read", tally_.patients},
              {"rejected", tally_.rejected},
              {"decided", tally_.patients - tally_.undecided},
              {"undecided", tally_.undecided}}},
            {"guidelines", guidelines()},
            {"rules", rules()},
            {"advice", advice()},
            {"missing", missing()},
            {"ensures", ensures()}};
    }

private:
    [[nodiscard]] Json count(std::uint64_t patients) const {
        const auto all = static_cast<double>(tally_.patients);
        const double share = tally_.patients == 0 ? 0.0 : static_cast<double>(patients) / all;
        return object_of("patients", patients, "share", share);
    }

    static Json named(const std::string& name, const std::string& label) {
        Json made = object_of("name", name);
        put_text(made, "label", label);
        return made;
    }

    [[nodiscard]] Json guidelines() const {
        Json all = Json::array();
        for (const ModuleId id : guidelines_of(program_)) {
            const GuidelineCounts& its = tally_.guidelines[id.index];
            Json made = named(program_[id].name, program_[id].label);
            put_text(made, "version", program_[id].version);
            if (program_[id].status) {
                made["status"] = word(*program_[id].status);
            }
            made["applies"] = object_of(
                "yes", count(its.yes), "no", count(its.no), "unknown", count(its.unknown)
            );
            all.push_back(std::move(made));
        }
        return all;
    }

    [[nodiscard]] Json rules() const {
        Json all = Json::array();
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            const RuleCounts& its = tally_.rules[i];
            Json made = named(unique_name(program_, RuleId{i}), program_.rules[i].label);
            made["guideline"] = program_[program_.rules[i].module].name;
            made["fired"] = count(its.fired);
            made["not_fired"] = count(its.not_fired);
            made["undecided"] = count(its.undecided);
            made["not_applicable"] = count(its.not_applicable);
            all.push_back(std::move(made));
        }
        return all;
    }

    [[nodiscard]] Json advice() const {
        Json all = Json::array();
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const AdviceCounts& its = tally_.advice[i];
            Json made = json_of(program_, AdviceId{i});
            made["active"] = count(its.active);
            made["blocked"] = count(its.blocked);
            made["overridden"] = count(its.overridden);
            made["provisional"] = count(its.provisional);
            all.push_back(std::move(made));
        }
        return all;
    }

    [[nodiscard]] Json missing() const {
        Json all = Json::array();
        for (const MissingCount& one : missing_counts(program_, tally_)) {
            constexpr std::array kinds{"fact", "events", "field", "no_value"};
            Json made{{"kind", kinds.at(static_cast<std::size_t>(one.kind))}};
            put_text(made, "name", one.name);
            put_text(made, "label", one.label);
            made.update(count(one.patients));
            all.push_back(std::move(made));
        }
        return all;
    }

    [[nodiscard]] Json ensures() const {
        Json all = Json::array();
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            const EnsureCounts& its = tally_.ensures[i];
            Json made = named(program_.ensures[i].name, program_.ensures[i].label);
            made["held"] = count(its.held);
            made["violated"] = count(its.violated);
            made["undecided"] = count(its.undecided);
            made["violated_by"] = Json::array();
            for (const PatientName& patient : its.violators) {
                Json one{{"line", patient.line}};
                put_text(one, "id", patient.id);
                made["violated_by"].push_back(std::move(one));
            }
            all.push_back(std::move(made));
        }
        return all;
    }

    const Summary& summary_;
    const Program& program_;
    const Tally& tally_;
};

} // namespace

std::string render_json(const Summary& summary) {
    return dump(Writer(summary).write(), 2) + "\n";
}

} // namespace precept::cohort
