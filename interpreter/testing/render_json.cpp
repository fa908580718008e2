#include "interpreter/json_parts.hpp"
#include "interpreter/testing/render.hpp"

#include <algorithm>

namespace precept::testing {

namespace {

Json json_of(const Program& program, const JsonParts& parts, const Unmet& unmet) {
    Json rules = Json::array();
    for (const RuleId rule : unmet.rules) {
        rules.push_back(unique_name(program, rule));
    }
    return {
        {"expected", unmet.expected},
        {"instead", unmet.instead},
        {"at", parts.place(unmet.span)},
        {"rules", std::move(rules)},
        {"why", unmet.why}};
}

Json json_of(const Program& program, const JsonParts& parts, const TestResult& result) {
    const Test& test = program.tests[result.test];
    Json document{
        {"label", test.label},
        {"module", program[test.module].name},
        {"at", parts.place(place(test))}};
    if (test.row) {
        document["case"] = {
            {"number", test.row->number}, {"of", test.row->of}, {"given", test.row->given}};
    }
    document["passed"] = passed(result);
    if (!result.unmet.empty()) {
        for (const Unmet& unmet : result.unmet) {
            document["unmet"].push_back(json_of(program, parts, unmet));
        }
    }
    for (const Refuted& refuted : result.refuted) {
        document["violated"].push_back(program.ensures[refuted.ensure].name);
    }
    return document;
}

} // namespace

std::string render_json(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    Date today
) {
    const JsonParts parts(program, sources);
    const auto count = std::count_if(results.begin(), results.end(), passed);
    Json tests = Json::array();
    for (const TestResult& result : results) {
        tests.push_back(json_of(program, parts, result));
    }
    const Json document{
        {"schema", "precept/tests"},
        {"version", tests_schema_version},
        {"today", to_string(today)},
        {"passed", count},
        {"failed", static_cast<std::ptrdiff_t>(results.size()) - count},
        {"tests", std::move(tests)}};
    return dump(document, 2) + "\n";
}

} // namespace precept::testing
