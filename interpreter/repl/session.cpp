#include "interpreter/repl/session.hpp"

#include "interpreter/evaluate.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/overwriting.hpp"
#include "interpreter/repl/carry.hpp"
#include "interpreter/repl/commands.hpp"
#include "interpreter/text_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

namespace precept::repl {

Session::Evaluated::Evaluated(const Program& program, const Plan& plan, Patient settled, Date day)
    : patient(std::move(settled)),
      today(day),
      batch(make_batch(program, {&patient, 1}, day)),
      evaluation(program, plan, batch) {}

Session::Session(Settings settings) : settings_(settings), sources_(std::make_unique<Sources>()) {}

Reply Session::fail(std::string text) {
    return {std::move(text), true, false};
}

std::string Session::shown(Diagnostics findings) const {
    sort_diagnostics(findings);
    return render_text(findings, *sources_, settings_.style);
}

std::optional<FileId> Session::typed(const std::string& text, Diagnostics& findings) {
    return add_text("what was typed", text, *sources_, findings);
}

std::string Session::wrapped(const std::string& text) const {
    Page page(settings_.style);
    page.paragraph(0, 2, Text(text));
    return page.take();
}

// ---- rules

Reply Session::load(const std::vector<std::string>& paths) {
    const auto before = std::exchange(paths_, paths);
    const bool had_rules = has_rules();
    Reply reply = reload();
    if (reply.failed && had_rules) {
        paths_ = before;
    }
    return reply;
}

Reply Session::reload() {
    auto sources = std::make_unique<Sources>();
    auto compilation = std::make_unique<Compilation>(
        paths_, *sources, CheckOptions{.today = settings_.today, .unreachable_cases = false}
    );
    const std::string findings = render_text(compilation->findings(), *sources, settings_.style);
    if (has_errors(compilation->findings())) {
        return fail(findings + (has_rules() ? "The rules of before stay in use.\n" : ""));
    }
    const Program& loaded = compilation->program();
    std::string text = findings + fmt::format(
                                      "{} {}, {} rules, {} facts\n",
                                      loaded.modules.size(),
                                      loaded.modules.size() == 1 ? "file" : "files",
                                      loaded.rules.size(),
                                      loaded.facts.size()
                                  );
    text += take_over(std::move(sources), std::move(compilation));
    return {std::move(text), false, false};
}

std::string
Session::take_over(std::unique_ptr<Sources> sources, std::unique_ptr<Compilation> compilation) {
    std::string lost;
    std::vector<State> states;
    if (has_rules()) {
        Carrier carrier(
            {program(), *sources_}, {compilation->program(), *sources}, settings_.today
        );
        for (const State& state : states_) {
            states.push_back({carrier.carry(state.patient), state.done});
        }
        for (const std::string& name : carrier.lost()) {
            lost += fmt::format(
                "The patient's `{}` does not fit these rules, and is left out.\n", name
            );
        }
    } else {
        states.push_back({unknown_patient(compilation->program()), "nothing is known"});
        now_ = 0;
    }
    as_is_.reset();
    compilation_ = std::move(compilation);
    sources_ = std::move(sources);
    states_ = std::move(states);
    supposed_.reset();
    asked_.reset();
    plan_again();
    note_files();
    return lost;
}

void Session::note_files() {
    files_.clear();
    for (const Module& module : program().modules) {
        const std::string& path = (*sources_)[module.file].path();
        std::error_code error;
        const auto changed = std::filesystem::last_write_time(path, error);
        if (!error) {
            files_[path] = changed;
        }
    }
}

std::string Session::refresh() {
    bool changed = false;
    for (auto& [path, known] : files_) {
        std::error_code error;
        const auto now = std::filesystem::last_write_time(path, error);
        if (!error && now != known) {
            known = now;
            changed = true;
        }
    }
    if (!changed) {
        return {};
    }
    return "A rule file has changed: read again.\n" + reload().text;
}

void Session::plan_again() {
    planned_ = plan(program());
    as_is_.reset();
}

const Session::Evaluated& Session::as_is() {
    if (as_is_ == nullptr) {
        Patient settled = patient();
        settle(program(), settings_.today, settled);
        as_is_ =
            std::make_unique<Evaluated>(program(), planned_, std::move(settled), settings_.today);
    }
    return *as_is_;
}

// ---- the patient

std::optional<Patient>
Session::read(const std::string& path, Sources& sources, Diagnostics& findings) const {
    const auto file = read_file(path, sources, findings);
    if (!file) {
        return std::nullopt;
    }
    const FactsOptions options{settings_.today, settings_.ignore_unknown_facts};
    return read_patient(program(), sources, *file, options, findings);
}

std::string Session::not_to_overwrite(const std::string& path) const {
    std::vector<std::string> kept = files_of(*sources_);
    kept.insert(kept.end(), patient_files_.begin(), patient_files_.end());
    std::erase_if(kept, [&](const std::string& file) { return is_same_file(file, patient_file_); });
    if (const std::string why = why_not_written(path, kept); !why.empty()) {
        return why + "; a patient is written as JSON: `save anna.json`\n";
    }
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error) || std::filesystem::is_empty(path, error)) {
        return {};
    }
    Sources there;
    Diagnostics findings;
    return read(path, there, findings)
               ? std::string()
               : fmt::format("{} is there already, and is no patient's file\n", path);
}

Reply Session::open_patient(const std::string& path) {
    if (!has_rules()) {
        return fail("No rules are loaded yet: `load FILE…`\n");
    }
    Diagnostics findings;
    auto read_one = read(path, *sources_, findings);
    if (!read_one) {
        return fail(shown(std::move(findings)));
    }
    if (std::ranges::find(patient_files_, path) == patient_files_.end()) {
        patient_files_.push_back(path);
    }
    patient_file_ = path;
    if (read_one->name.empty()) {
        read_one->name = path;
    }
    states_ = {{std::move(*read_one), "patient " + path}};
    now_ = 0;
    as_is_.reset();
    supposed_.reset();
    asked_.reset();
    return {shown(std::move(findings)), false, false};
}

Reply Session::assign(const std::string& assignment) {
    Diagnostics findings;
    Patient changed = patient();
    const FactsOptions options{settings_.today, settings_.ignore_unknown_facts, "set"};
    if (!set_fact(program(), assignment, *sources_, options, changed, findings)) {
        for (Diagnostic& finding : findings) {
            // In a session nothing needs to be left out: it is enough not to set it.
            if (finding.code == Code::UnknownFact && !finding.fix) {
                finding.help = "after `set`, the Tab key lists the facts that there are";
            }
        }
        return fail(shown(std::move(findings)));
    }
    return change(std::move(changed), "set " + assignment);
}

Reply Session::change(Patient changed, std::string done) {
    Patient settled = changed;
    settle(program(), settings_.today, settled);
    const Evaluated after(program(), planned_, std::move(settled), settings_.today);
    const Difference found = difference(as_is().view(), after.view());
    states_.resize(now_ + 1);
    states_.push_back({std::move(changed), std::move(done)});
    ++now_;
    as_is_.reset();
    return {wrapped(one_line(program(), found)), false, false};
}

// ---- lines

std::string Session::prompt() const {
    if (!has_rules() || patient().name.empty()) {
        return "precept> ";
    }
    return std::filesystem::path(patient().name).stem().string() + "> ";
}

Reply Session::say(const std::string& line) {
    std::string before;
    if (has_rules()) {
        before = refresh();
    }
    Reply reply = Commands(*this).answer(line);
    reply.text.insert(0, before);
    return reply;
}

bool Session::goes_on(std::string_view line) {
    int open = 0;
    bool quoted = false;
    for (const char c : line) {
        quoted = c == '"' ? !quoted : quoted;
        open += quoted ? 0 : c == '(' ? 1 : c == ')' ? -1 : 0;
    }
    const std::size_t end = line.find_last_not_of(" \t");
    if (open > 0 || end == std::string_view::npos) {
        return open > 0;
    }
    const std::string_view text = line.substr(0, end + 1);
    if (text.back() == ',' || text.back() == '\\') {
        return true;
    }
    const std::size_t blank = text.find_last_of(" \t");
    const std::string_view last = text.substr(blank == std::string_view::npos ? 0 : blank + 1);
    static constexpr std::array<std::string_view, 4> joints = {"and", "or", "where", "of"};
    return blank != std::string_view::npos && std::ranges::find(joints, last) != joints.end();
}

} // namespace precept::repl
