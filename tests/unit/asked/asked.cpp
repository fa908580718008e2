#include "tests/unit/asked/asked.hpp"

#include "tests/unit/catch.hpp"

#include <algorithm>
#include <stdexcept>

namespace precept::testing {

namespace {

constexpr std::string_view header = R"(guideline g "A guideline for tests"
  language 1
  version "1"
  status draft
  reviewed 2026-11-01
  review every 12 months
source s "A source"
term drug
term antibody "Antibody" is drug
term a "Drug A" is antibody
term b "Drug B" is antibody
)";

const Date november = *parse_date("2026-11-23");

Program compiled(const std::string& items, Sources& sources, Diagnostics& findings) {
    Program program =
        compile_text("g.precept", std::string(header) + items, sources, {november}, findings);
    INFO(render_gcc(findings, sources));
    REQUIRE_FALSE(has_errors(findings));
    REQUIRE_FALSE(program.tests.empty());
    return program;
}

std::vector<Patient> patient_of_first_test(const Program& program) {
    std::vector<Patient> patients{patient_of(program, program.tests.front())};
    patients.front().name = "patient.json";
    settle(program, november, patients.front());
    return patients;
}

} // namespace

Asked::Asked(const std::string& items)
    : program(compiled(items, sources, findings)),
      plan_of_program(plan(program)),
      patients(patient_of_first_test(program)),
      batch(make_batch(program, patients, november)),
      evaluation(program, plan_of_program, batch),
      view{evaluation, 0, patients.front(), november},
      answer(precept::answer(view)) {}

RuleId Asked::rule(const std::string& name) const {
    const auto found = std::ranges::find(program.rules, name, &Rule::name);
    REQUIRE(found != program.rules.end());
    return {static_cast<std::uint32_t>(found - program.rules.begin())};
}

DefinitionId Asked::definition(const std::string& name) const {
    const auto found = std::ranges::find(program.definitions, name, &Definition::name);
    REQUIRE(found != program.definitions.end());
    return {static_cast<std::uint32_t>(found - program.definitions.begin())};
}

const AdviceAnswer& Asked::advice(const std::string& name) const {
    const AdviceId first = program[rule(name)].advice.front();
    const auto found = std::ranges::find(answer.advice, first, &AdviceAnswer::advice);
    REQUIRE(found != answer.advice.end());
    return *found;
}

const RuleAnswer& Asked::answer_of(const std::string& name) const {
    return answer.rules[rule(name).index];
}

std::string Asked::text(TraceLevel level, int width, bool unicode) const {
    const Style style{.colour = false, .unicode = unicode, .width = width};
    return render_text(view, answer, sources, style, level);
}

std::vector<std::string> reasons(const Asked& asked, const std::vector<Operand>& operands) {
    std::vector<std::string> lines;
    for (const Operand& operand : operands) {
        lines.push_back(
            show_name(asked.sources, operand) + ": " + show_reason(asked.program, operand)
        );
    }
    return lines;
}

} // namespace precept::testing
