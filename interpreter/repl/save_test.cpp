#include "interpreter/repl/save_test.hpp"

#include "interpreter/reading.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace precept::repl {

namespace {

std::vector<std::string> givens_of(const Situation& situation, SavedTest& test) {
    const Program& program = situation.program;
    std::vector<std::string>& left_out = test.left_out;
    const auto note_term = [&](const Cell& cell) {
        const auto* term = std::get_if<TermId>(&cell.value);
        if (term != nullptr && cell.state == CellState::Given) {
            test.modules.insert(program[*term].module);
        }
    };
    std::vector<std::string> given{"today is " + to_string(situation.today)};
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const Cell& cell = situation.patient.facts[i];
        if (cell.state == CellState::Conflicting) {
            left_out.push_back(program.facts[i].name);
        }
        if (cell.state != CellState::Given && cell.state != CellState::OutOfDate) {
            continue;
        }
        std::string text = as_given(program, {{Subject::Kind::Fact, i, 0, 0}, cell.value, {}, {}});
        if (cell.measured) {
            // `given` says of a yes or no alone not when it was found.
            if (std::holds_alternative<bool>(cell.value)) {
                left_out.push_back(fmt::format("the day of {}", program.facts[i].name));
            } else {
                text += " on " + to_string(*cell.measured);
            }
        }
        given.push_back(std::move(text));
        test.modules.insert(program.facts[i].module);
        note_term(cell);
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        const EventList& list = situation.patient.events[i];
        if (!list.known) {
            continue;
        }
        test.modules.insert(program.events[i].module);
        const Subject subject{Subject::Kind::Events, i, 0, 0};
        if (list.records.empty()) {
            given.push_back(as_given(program, {subject, {}, list, {}}));
        }
        for (const EventRecord& record : list.records) {
            EventList one;
            one.known = true;
            one.records.push_back(record);
            std::ranges::for_each(record.fields, note_term);
            given.push_back(as_given(program, {subject, {}, one, {}}));
        }
    }
    return given;
}

std::vector<std::string> expectations_of(const PatientView& view, SavedTest& test) {
    const Program& program = view.program();
    std::vector<std::string> expected;
    for (const Status wanted : {Status::Fired, Status::Undecided, Status::NotFired}) {
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            const RuleId rule{i};
            if (status(view, rule) == wanted) {
                test.modules.insert(program[rule].module);
                expected.push_back(
                    unique_name(program, rule) + (wanted == Status::Fired       ? " fires"
                                                  : wanted == Status::Undecided ? " is undecided"
                                                                                : " does not fire")
                );
            }
        }
    }
    std::set<TermId> seen;
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const Advice& advice = program.advice[i];
        if (advice.verb != ast::Verb::Recommend ||
            view.evaluation.active(AdviceId{i}, view.index) != Truth::Yes) {
            continue;
        }
        for (const TermId term : advice.terms) {
            if (seen.insert(term).second) {
                test.modules.insert(program[term].module);
                expected.push_back(program[term].name + " is recommended");
            }
        }
    }
    if (expected.empty()) {
        expected.emplace_back("not some advice is given");
    }
    return expected;
}

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return result + "\"";
}

} // namespace

SavedTest test_of(const Situation& situation, const PatientView& view, const std::string& label) {
    SavedTest test;
    const std::vector<std::string> given = givens_of(situation, test);
    const std::vector<std::string> expected = expectations_of(view, test);
    test.text = fmt::format(
        "test {}\n  given {}\n  expect {}\n",
        quoted(label),
        fmt::join(given, "\n    and "),
        fmt::join(expected, "\n    and ")
    );
    return test;
}

std::string header_of_tests(
    const Program& program,
    const std::set<ModuleId>& modules,
    const Sources& sources,
    const std::string& path
) {
    namespace fs = std::filesystem;
    std::error_code error;
    const fs::path folder = fs::weakly_canonical(fs::absolute(path), error).parent_path();
    std::string header = fmt::format(
        "terms {} \"Tests written down from a session\"\n  language 1\n\n",
        fs::path(path).stem().string()
    );
    for (const ModuleId module : modules) {
        const fs::path file = fs::weakly_canonical(sources[program[module].file].path(), error);
        std::string reached;
        for (fs::path above = folder; reached.empty(); above = above.parent_path()) {
            const fs::path relative = file.lexically_relative(above);
            if (!relative.empty() && *relative.begin() != "..") {
                reached = (relative.parent_path() / relative.stem()).generic_string();
            }
            if (above == above.parent_path()) {
                break;
            }
        }
        if (reached.empty() || file.extension() != ".precept") {
            return {};
        }
        header += fmt::format("use {}\n", reached);
    }
    return header;
}

} // namespace precept::repl
