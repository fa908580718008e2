// A cohort's answer in numbers as JSON.

#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/summary.hpp"
#include "interpreter/json_words.hpp"
#include "interpreter/json_writer.hpp"

#include <array>

namespace precept::cohort {

namespace {

/// Member by member as it is read: with few patients a document of thousands of parts would take
/// longer to make, write and give back than all that it tells of.
class Writer {
public:
    explicit Writer(const Summary& summary)
        : summary_(summary),
          program_(summary.program),
          tally_(summary.tally) {}

    [[nodiscard]] std::string write() {
        to_.object([&] {
            to_.member("schema", "precept/cohort");
            to_.member("version", summary_schema_version);
            to_.member("today", to_string(summary_.today));
            to_.member("input", summary_.input);
            to_.object("patients", [&] {
                to_.member("read", tally_.patients);
                to_.member("rejected", tally_.rejected);
                to_.member("decided", tally_.patients - tally_.undecided);
                to_.member("undecided", tally_.undecided);
            });
            to_.array("guidelines", [&] { guidelines(); });
            to_.array("rules", [&] { rules(); });
            to_.array("advice", [&] { advice(); });
            to_.array("missing", [&] { missing(); });
            to_.array("ensures", [&] { ensures(); });
        });
        return to_.take();
    }

private:
    void put_count(std::uint64_t patients) {
        const auto all = static_cast<double>(tally_.patients);
        const double share = tally_.patients == 0 ? 0.0 : static_cast<double>(patients) / all;
        to_.member("patients", patients);
        to_.member("share", share);
    }

    void count(std::string_view key, std::uint64_t patients) {
        to_.object(key, [&] { put_count(patients); });
    }

    void name(const std::string& name, const std::string& label) {
        to_.member("name", name);
        to_.member_unless_empty("label", label);
    }

    void guidelines() {
        for (const ModuleId id : guidelines_of(program_)) {
            const Module& module = program_[id];
            const GuidelineCounts& its = tally_.guidelines[id.index];
            to_.object([&] {
                name(module.name, module.label);
                to_.member_unless_empty("version", module.version);
                if (module.status) {
                    to_.member("status", word(*module.status));
                }
                to_.object("applies", [&] {
                    count("yes", its.yes);
                    count("no", its.no);
                    count("unknown", its.unknown);
                });
            });
        }
    }

    void rules() {
        for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
            const RuleCounts& its = tally_.rules[i];
            to_.object([&] {
                name(unique_name(program_, RuleId{i}), program_.rules[i].label);
                to_.member("guideline", program_[program_.rules[i].module].name);
                count("fired", its.fired);
                count("not_fired", its.not_fired);
                count("undecided", its.undecided);
                count("not_applicable", its.not_applicable);
            });
        }
    }

    void advice() {
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const Advice& advice = program_.advice[i];
            const AdviceCounts& its = tally_.advice[i];
            to_.object([&] {
                to_.member("rule", unique_name(program_, advice.rule));
                to_.member("action", word(advice.verb));
                to_.array("terms", [&] {
                    for (const TermId term : advice.terms) {
                        to_.object([&] { this->term(program_[term]); });
                    }
                });
                count("active", its.active);
                count("blocked", its.blocked);
                count("overridden", its.overridden);
                count("provisional", its.provisional);
            });
        }
    }

    void term(const Term& term) {
        to_.member("name", term.name);
        to_.member("label", term.label);
        if (term.codes.empty()) {
            return;
        }
        to_.array("codes", [&] {
            for (const CodeBinding& code : term.codes) {
                to_.object([&] {
                    to_.member("system", code.system);
                    to_.member("code", code.code);
                });
            }
        });
    }

    void missing() {
        for (const MissingCount& one : missing_counts(program_, tally_)) {
            constexpr std::array kinds{"fact", "events", "field", "no_value"};
            to_.object([&] {
                to_.member("kind", kinds.at(static_cast<std::size_t>(one.kind)));
                to_.member_unless_empty("name", one.name);
                to_.member_unless_empty("label", one.label);
                put_count(one.patients);
            });
        }
    }

    void ensures() {
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            const EnsureCounts& its = tally_.ensures[i];
            to_.object([&] {
                name(program_.ensures[i].name, program_.ensures[i].label);
                count("held", its.held);
                count("violated", its.violated);
                count("undecided", its.undecided);
                to_.array("violated_by", [&] { violators(its); });
            });
        }
    }

    void violators(const EnsureCounts& its) {
        for (const PatientName& patient : its.violators) {
            to_.object([&] {
                to_.member("line", patient.line);
                to_.member_unless_empty("id", patient.id);
            });
        }
    }

    const Summary& summary_;
    const Program& program_;
    const Tally& tally_;
    JsonWriter to_;
};

} // namespace

std::string render_json(const Summary& summary) {
    return Writer(summary).write();
}

} // namespace precept::cohort
