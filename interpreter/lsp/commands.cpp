#include "interpreter/lsp/commands.hpp"

#include "interpreter/lsp/code_actions.hpp"
#include "interpreter/lsp/showing.hpp"
#include "interpreter/testing/render.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace precept::lsp {

namespace {

Failure errors_in_rules(std::string_view what) {
    return {
        ErrorCode::RequestFailed,
        fmt::format("the rule files have errors: {} once they are mended", what)};
}

/// The tests that a request names: of a file, with a label, or about a rule of the file.
std::vector<std::size_t> wanted_tests(
    const Program& program,
    const TestRun& run,
    std::optional<std::uint32_t> module,
    const Json& argument
) {
    const auto label = text_member(argument, "test");
    const auto rule = text_member(argument, "rule");
    std::vector<std::size_t> found;
    if (rule) {
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            if (program.rules[i].name == *rule &&
                (!module || program.rules[i].module.index == *module)) {
                return run.concerning(RuleId{i});
            }
        }
        return found;
    }
    for (std::size_t i = 0; i < program.tests.size(); ++i) {
        const Test& test = program.tests[i];
        if ((!module || test.module.index == *module) && (!label || test.label == *label)) {
            found.push_back(i);
        }
    }
    return found;
}

} // namespace

Json Commands::names() {
    return {
        "precept.choosePatient",
        "precept.runTests",
        "precept.writeTest",
        "precept.trace",
        "precept.draw"};
}

Result Commands::execute(const Json& params, const Respond& respond) {
    const auto name = text_member(params, "command");
    const Json& arguments = member(params, "arguments");
    const Json argument = arguments.is_array() && !arguments.empty() ? arguments[0] : Json();
    if (!name) {
        return Failure{ErrorCode::InvalidParams, "the request does not say which command"};
    }
    if (*name == "precept.choosePatient") {
        return choose_patient(argument, respond);
    }
    if (*name == "precept.runTests") {
        return run_tests(argument);
    }
    if (*name == "precept.writeTest") {
        return write_test(argument);
    }
    if (*name == "precept.trace") {
        return trace(argument);
    }
    if (*name == "precept.draw") {
        return draw(argument);
    }
    return Failure{ErrorCode::InvalidParams, fmt::format("there is no command `{}`", *name)};
}

void Commands::show_anew() {
    const Json& workspace = member(client_.capabilities(), "workspace");
    if (is_true(member(workspace, "inlayHint"), "refreshSupport")) {
        client_.ask("workspace/inlayHint/refresh");
    }
    if (is_true(member(workspace, "codeLens"), "refreshSupport")) {
        client_.ask("workspace/codeLens/refresh");
    }
}

std::optional<std::uint32_t> Commands::module_of(const Json& argument) {
    const auto uri = text_member(argument, "uri");
    const Snapshot& view = workspace_.snapshot();
    const auto file = uri ? view.file(workspace_.path(*uri)) : std::nullopt;
    return file ? view.module_of(*file) : std::nullopt;
}

// ---- tests

Result Commands::run_tests(const Json& argument) {
    const auto module = module_of(argument);
    if (text_member(argument, "uri") && !module) {
        return Failure{ErrorCode::InvalidParams, "this is no rule file of the workspace"};
    }
    TestRun* run = workspace_.tests();
    if (run == nullptr) {
        return errors_in_rules("tests can be run");
    }
    while (run->step()) {
    }
    const Program& program = workspace_.snapshot().program();
    std::vector<testing::TestResult> results;
    for (const std::size_t test : wanted_tests(program, *run, module, argument)) {
        if (const testing::TestResult* result = run->result(test)) {
            results.push_back(*result);
        } else {
            return Failure{
                ErrorCode::RequestFailed, render_text(run->findings(), run->sources(), {})};
        }
    }
    if (results.empty()) {
        return Failure{ErrorCode::RequestFailed, "there are no such tests"};
    }
    const auto failed =
        static_cast<std::size_t>(std::ranges::count_if(results, std::not_fn(testing::passed)));
    const std::size_t passed = results.size() - failed;
    const std::string text = testing::render_text(program, results, run->sources(), {});
    if (failed > 0) {
        client_.log(text);
    }
    return Json{{"passed", passed}, {"failed", failed}, {"text", text}};
}

Result Commands::write_test(const Json& argument) {
    const Snapshot& view = workspace_.snapshot();
    const auto module = module_of(argument);
    const auto name = text_member(argument, "rule");
    const Program& program = view.program();
    const auto rule = std::ranges::find_if(program.rules, [&](const Rule& one) {
        return module && name && one.module.index == *module && one.name == *name;
    });
    if (rule == program.rules.end()) {
        return Failure{ErrorCode::InvalidParams, "there is no such rule in this file"};
    }
    const auto index = static_cast<std::uint32_t>(std::distance(program.rules.begin(), rule));
    const Result edit = fitting_test(workspace_, view, RuleId{index});
    if (const auto* change = std::get_if<Json>(&edit)) {
        client_.ask(
            "workspace/applyEdit",
            {{"label", fmt::format("Write a test for the rule `{}`", *name)}, {"edit", *change}}
        );
        return *change;
    }
    client_.show(MessageKind::Warning, std::get<Failure>(edit).message);
    return edit;
}

// ---- the patient's trace and drawing

std::optional<Failure> Commands::without_patient() {
    if (!workspace_.patient()) {
        return Failure{
            ErrorCode::RequestFailed,
            "no patient is chosen: the command `precept.choosePatient` asks for one"};
    }
    const Consultation* consultation = workspace_.consultation();
    if (consultation == nullptr) {
        return errors_in_rules("a patient can be evaluated");
    }
    if (!consultation->patient()) {
        return Failure{
            ErrorCode::RequestFailed,
            render_text(consultation->findings(), consultation->sources(), {})};
    }
    return std::nullopt;
}

Result Commands::trace(const Json& argument) {
    if (auto failure = without_patient()) {
        return *failure;
    }
    const auto module = module_of(argument);
    return show_trace(
        *workspace_.consultation(), module ? std::optional(ModuleId{*module}) : std::nullopt
    );
}

Result Commands::draw(const Json& argument) {
    const auto module = module_of(argument);
    if (!module) {
        return Failure{ErrorCode::InvalidParams, "this is no rule file of the workspace"};
    }
    const Snapshot& view = workspace_.snapshot();
    if (view.has_errors()) {
        return errors_in_rules("they can be drawn");
    }
    return show_drawing(view, ModuleId{*module}, workspace_.consultation());
}

} // namespace precept::lsp
