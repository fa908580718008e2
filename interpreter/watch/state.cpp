#include "interpreter/watch/state.hpp"

#include "interpreter/facts/json_facts.hpp"
#include "interpreter/lint/lint.hpp"
#include "lang/catalogue.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::watch {

namespace {

constexpr std::size_t most_whole = 3; ///< new things of one kind that are shown whole

/// What a finding is about, wherever its line has moved to.
std::string key_of(const Diagnostic& finding, const Sources& sources) {
    const SourceFile& file = sources[finding.span.file];
    const std::string_view line =
        file.text().empty() ? "" : file.line(file.position(finding.span.begin).line);
    return fmt::format(
        "{}\n{}\n{}\n{}", file.path(), info(finding.code).name, finding.message, line
    );
}

/// The findings, each as `precept check` shows it, without the counts below.
Shown shown(const Diagnostics& findings, const Sources& sources, const Style& style) {
    Shown all;
    for (const Diagnostic& finding : findings) {
        std::string text = render_text({finding}, sources, style);
        text.erase(text.rfind("\n\n") + 1); // the closing line of counts
        all.emplace(key_of(finding, sources), std::move(text));
    }
    return all;
}

void run_tests(const Watched& watched, State& state) {
    Diagnostics faults;
    const auto cases = testing::test_cases(
        state.program,
        state.sources,
        {.today = watched.today, .ignore_unknown = watched.ignore_unknown_facts},
        faults
    );
    sort_diagnostics(faults);
    state.faults.merge(shown(faults, state.sources, watched.style));
    state.tests = cases.size();
    for (const testing::TestResult& result :
         testing::run_tests(state.program, state.sources, cases, watched.style)) {
        if (!testing::passed(result)) {
            const Test& test = state.program.tests[result.test];
            state.failures.emplace(
                fmt::format("{}\n{}", state.sources[test.span.file].path(), testing::title(test)),
                testing::render_failure(state.program, result, state.sources, watched.style)
            );
        }
    }
}

void ask_for_patient(const Watched& watched, State& state) {
    if (watched.facts.empty() && watched.set.empty()) {
        return;
    }
    Diagnostics faults;
    const FactsOptions options{watched.today, watched.ignore_unknown_facts};
    std::optional<Patient> patient = unknown_patient(state.program);
    if (!watched.facts.empty()) {
        const auto file = read_file(watched.facts, state.sources, faults);
        patient = file ? read_patient(state.program, state.sources, *file, options, faults)
                       : std::nullopt;
    }
    Patient scratch = patient ? std::move(*patient) : unknown_patient(state.program);
    for (const std::string& assignment : watched.set) {
        set_fact(state.program, assignment, state.sources, options, scratch, faults);
    }
    const bool usable = !has_errors(faults);
    sort_diagnostics(faults);
    state.faults.merge(shown(faults, state.sources, watched.style));
    if (usable) {
        state.patient = versions::outcome_of(
            state.program, plan(state.program), std::move(scratch), watched.today
        );
    }
}

/// The texts of what only `one` has.
std::vector<std::string> only_in(const Shown& one, const Shown& other) {
    std::vector<std::string> texts;
    for (auto at = one.begin(); at != one.end();) {
        const auto [first, last] = one.equal_range(at->first);
        auto here = static_cast<std::size_t>(std::distance(first, last));
        const std::size_t there = other.count(at->first);
        for (auto each = first; each != last && here > there; ++each, --here) {
            texts.push_back(each->second);
        }
        at = last;
    }
    return texts;
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

/// Without the mark of a test that failed.
std::string title_line(const std::string& text) {
    std::string line = first_line(text);
    for (const std::string_view mark : {"✗ ", "FAILED: "}) {
        line.erase(0, line.starts_with(mark) ? mark.size() : 0);
    }
    return line;
}

/// What is new: some whole, of more the first lines.
std::string come(const Shown& before, const Shown& now) {
    std::string text;
    std::size_t count = 0;
    for (const std::string& one : only_in(now, before)) {
        text += ++count <= most_whole ? one + (one.ends_with("\n\n") ? "" : "\n")
                                      : first_line(one) + "\n";
    }
    return text;
}

std::string gone(const Shown& before, const Shown& now, std::string_view how, const Style& style) {
    std::string text;
    for (const std::string& one : only_in(before, now)) {
        text += fmt::format("{} {}: {}\n", style.unicode ? "✓" : "OK", how, title_line(one));
    }
    return text;
}

Shown errors_of(const Shown& findings) {
    Shown errors;
    for (const auto& [key, text] : findings) {
        if (text.find("error[") < text.find('\n')) { // colour may come before it
            errors.emplace(key, text);
        }
    }
    return errors;
}

std::string of_patient(const versions::Outcome& before, const State& now, const Style& style) {
    const auto otherwise = versions::compare(before, *now.patient);
    if (otherwise.empty()) {
        return {};
    }
    Page page(style);
    page.paragraph(0, 2, Text("the patient:", Tint::Bold));
    versions::write(otherwise, page);
    return page.take();
}

} // namespace

std::unique_ptr<State> look(const Watched& watched) {
    auto state = std::make_unique<State>();
    Diagnostics findings;
    state->program = check_in_full(watched.paths, state->sources, watched.today, findings).program;
    state->sound = !has_errors(findings);
    state->findings = shown(findings, state->sources, watched.style);
    if (state->sound) {
        run_tests(watched, *state);
        ask_for_patient(watched, *state);
    }
    for (std::size_t file = 0; file < state->sources.size(); ++file) {
        state->files.push_back(state->sources[static_cast<FileId>(file)].path());
    }
    return state;
}

std::string summary(const State& state) {
    if (!state.sound) {
        return fmt::format(
            "{}; tests are run when there are no errors\n",
            counted(state.findings.size(), "finding")
        );
    }
    std::string text = fmt::format(
        "{}, {}: {}; ",
        counted(state.program.modules.size(), "file"),
        counted(state.program.rules.size(), "rule"),
        state.findings.empty() ? "nothing wrong" : counted(state.findings.size(), "finding")
    );
    if (state.failures.empty()) {
        text += fmt::format(
            "{} {}", counted(state.tests, "test"), state.tests == 1 ? "passes" : "pass"
        );
    } else {
        text += fmt::format("{} of {} failed", state.failures.size(), counted(state.tests, "test"));
    }
    if (!state.faults.empty()) {
        text += fmt::format(
            "; {} in patients' files and tests", counted(state.faults.size(), "finding")
        );
    }
    return text + "\n";
}

void Earlier::add(std::shared_ptr<const State> state) {
    if (state->sound) {
        sound = state;
    }
    if (state->patient) {
        answered = state;
    }
    last = std::move(state);
}

std::string changes(const Earlier& earlier, const State& now, const Style& style) {
    const State& before = *earlier.last;
    const State* good = earlier.sound.get();
    if (!now.sound) {
        // What is suspect was not looked for: that it is not there says nothing.
        return come(before.findings, now.findings) +
               gone(errors_of(before.findings), now.findings, "gone", style);
    }
    const State nothing;
    const State& base = good != nullptr ? *good : nothing;
    std::string text = come(good != nullptr ? base.findings : before.findings, now.findings) +
                       gone(before.findings, now.findings, "gone", style);
    if (good != nullptr) {
        const auto said =
            versions::changes({base.program, base.sources}, {now.program, now.sources});
        text += said.empty() ? "" : versions::render_text(said, now.sources, style);
    }
    text += come(base.faults, now.faults) + gone(base.faults, now.faults, "gone", style);
    text += come(base.failures, now.failures) +
            gone(base.failures, now.failures, "passes again", style);
    if (earlier.answered && now.patient) {
        text += of_patient(*earlier.answered->patient, now, style);
    }
    return text;
}

std::string everything(const State& state) {
    std::string text;
    for (const Shown* all : {&state.findings, &state.faults, &state.failures}) {
        for (const auto& [key, one] : *all) {
            text += one + (one.ends_with("\n\n") ? "" : "\n");
        }
    }
    return text;
}

} // namespace precept::watch
