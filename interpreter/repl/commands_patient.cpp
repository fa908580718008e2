// The commands that change the rules in use and the patient.

#include "interpreter/facts/write_facts.hpp"
#include "interpreter/render_answer.hpp"
#include "interpreter/repl/commands.hpp"
#include "interpreter/repl/save_test.hpp"
#include "interpreter/text_page.hpp"
#include "interpreter/write_file.hpp"
#include "lang/folder_entry.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>

namespace precept::repl {

namespace {

std::optional<EventId> event_called(const Program& program, const std::string& name) {
    const auto found = std::ranges::find(program.events, name, &Event::name);
    if (found == program.events.end()) {
        return std::nullopt;
    }
    return EventId{static_cast<std::uint32_t>(found - program.events.begin())};
}

std::string no_such_event(const Program& program, const std::string& name) {
    std::vector<std::string> names;
    for (const Event& event : program.events) {
        names.push_back(event.name);
    }
    const auto guess = nearest(name, names);
    return fmt::format(
        "There is no event called `{}`; {}\n",
        name,
        guess           ? fmt::format("did you mean `{}`?", *guess)
        : names.empty() ? "the rules have none"
                        : "there are " + list_of(names, "and")
    );
}

/// A whole number from 1 on; 0 for anything else.
std::size_t number_of(const std::string& text) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    return whole ? number : 0;
}

} // namespace

Reply Commands::load(const std::string& arguments) {
    const std::vector<std::string> paths = words_of(arguments);
    return paths.empty() ? fail("load FILE…: rule files, or folders of them\n")
                         : session_.load(paths);
}

Reply Commands::reload(const std::string& /*arguments*/) {
    return session_.reload();
}

Reply Commands::patient(const std::string& arguments) {
    const std::vector<std::string> words = words_of(arguments);
    if (words.size() != 1) {
        return fail("patient FILE: a JSON file\n");
    }
    Reply reply = session_.open_patient(words.front());
    return reply.failed ? reply : advice("");
}

Reply Commands::patients(const std::string& /*arguments*/) {
    std::set<std::string> files(session_.patient_files_.begin(), session_.patient_files_.end());
    for (const std::string& known : session_.patient_files_) {
        const std::filesystem::path folder = std::filesystem::path(known).parent_path();
        std::error_code error;
        for (const auto& entry :
             std::filesystem::directory_iterator(folder.empty() ? "." : folder, error)) {
            if (is_file_named(entry, ".json")) {
                files.insert((folder / entry.path().filename()).string());
            }
        }
    }
    std::string text;
    for (const std::string& file : files) {
        const bool present = session_.patient().name == file ||
                             std::filesystem::path(file).filename() == session_.patient().name;
        text += fmt::format("{} {}\n", present ? "*" : " ", file);
    }
    return said(text.empty() ? "No patient's file was read: `patient FILE`\n" : text);
}

Reply Commands::set(const std::string& arguments) {
    const std::size_t end = arguments.find_first_of(" =\t");
    const std::string name = arguments.substr(0, end);
    std::string value = end == std::string::npos ? "yes" : trimmed(arguments.substr(end));
    for (const std::string_view sign : {"=", "is "}) {
        if (value.starts_with(sign)) {
            value = trimmed(value.substr(sign.size()));
        }
    }
    if (name.empty()) {
        return fail("set FACT VALUE, such as `set lvef 48 % on 2026-10-02`\n");
    }
    if (name.find('[') != std::string::npos) {
        return set_field(name, value);
    }
    if (const auto event = event_called(program(), name)) {
        if (value == "unknown") {
            return unset(name);
        }
        if (value != "none") {
            return fail(fmt::format(
                "`{}` is a list of events: `add {} …`, or `set {} none`\n", name, name, name
            ));
        }
        Patient changed = session_.patient();
        changed.events[event->index] = {.known = true};
        return session_.change(std::move(changed), fmt::format("set {} none", name));
    }
    return session_.assign(name + "=" + value);
}

/// `therapy[2].stopped`: read as a field of an event that is then taken over.
Reply Commands::set_field(const std::string& name, const std::string& value) {
    const std::size_t open = name.find('[');
    const std::size_t close = name.find("].");
    const std::string event_name = name.substr(0, open);
    const auto event = event_called(program(), event_name);
    if (!event) {
        return fail(no_such_event(program(), event_name));
    }
    const std::size_t number =
        close == std::string::npos ? 0 : number_of(name.substr(open + 1, close - open - 1));
    Patient changed = session_.patient();
    auto& records = changed.events[event->index].records;
    if (records.empty()) {
        return fail(
            fmt::format("There is no {} on record that could be removed.\n", program()[*event].name)
        );
    }
    if (number == 0 || number > records.size()) {
        return fail(fmt::format(
            "An event on record is named `{}[1].{}`; {} on record\n",
            event_name,
            program()[*event].fields.front().name,
            records.size() == 1 ? "1 is" : fmt::format("{} are", records.size())
        ));
    }
    Diagnostics findings;
    const auto file = session_.typed(
        fmt::format("{} with {} {}", event_name, name.substr(close + 2), value), findings
    );
    const auto given =
        file ? session_.compilation_->suppose(*file, findings) : std::optional<Givens>{};
    if (!given) {
        return fail(session_.shown(std::move(findings)));
    }
    Patient scratch = unknown_patient(program());
    give(program(), *given, scratch);
    for (const auto& [field, unused] : given->events.front().fields) {
        records[number - 1].fields[field] =
            scratch.events[event->index].records.front().fields[field];
    }
    return session_.change(std::move(changed), fmt::format("set {} {}", name, value));
}

Reply Commands::add(const std::string& arguments) {
    const std::size_t blank = arguments.find_first_of(" \t");
    const std::string name = arguments.substr(0, blank);
    const auto event = event_called(program(), name);
    if (!event) {
        return fail(no_such_event(program(), name));
    }
    std::string fields = blank == std::string::npos ? "" : trimmed(arguments.substr(blank));
    if (fields.starts_with("with ")) {
        fields = fields.substr(5);
    } else {
        std::string text;
        for (const std::string& word : words_of(fields)) {
            const std::size_t sign = word.find('=');
            if (sign == std::string::npos) {
                // A unit or a further word of the value before.
                text += " " + word;
            } else {
                text += fmt::format(
                    "{}{} {}", text.empty() ? "" : ", ", word.substr(0, sign), word.substr(sign + 1)
                );
            }
        }
        fields = text;
    }
    if (fields.empty()) {
        return fail(fmt::format("add {} FIELD=VALUE…; its fields: {}\n", name, [&] {
            std::vector<std::string> names;
            for (const Field& field : program()[*event].fields) {
                names.push_back(field.name);
            }
            return list_of(names, "and");
        }()));
    }
    Diagnostics findings;
    const auto file = session_.typed(fmt::format("{} with {}", name, fields), findings);
    const auto given =
        file ? session_.compilation_->suppose(*file, findings) : std::optional<Givens>{};
    if (!given) {
        return fail(session_.shown(std::move(findings)));
    }
    Patient changed = session_.patient();
    const bool was_known = changed.events[event->index].known;
    give(program(), *given, changed);
    Reply reply = session_.change(std::move(changed), "add " + arguments);
    if (!was_known) {
        reply.text += fmt::format(
            "The list of {} was unknown; with this event it now counts as complete.\n", name
        );
    }
    return reply;
}

Reply Commands::remove(const std::string& arguments) {
    const std::vector<std::string> words = words_of(arguments);
    const auto event = words.empty() ? std::nullopt : event_called(program(), words.front());
    if (!event) {
        return fail(
            words.empty() ? "remove EVENT NUMBER\n" : no_such_event(program(), words.front())
        );
    }
    Patient changed = session_.patient();
    auto& records = changed.events[event->index].records;
    const std::size_t number = words.size() == 2 ? number_of(words[1]) : 0;
    if (records.empty()) {
        return fail(
            fmt::format("There is no {} on record that could be removed.\n", program()[*event].name)
        );
    }
    if (number == 0 || number > records.size()) {
        return fail(fmt::format(
            "remove {} NUMBER, from 1 to {}; `facts` lists them\n", words.front(), records.size()
        ));
    }
    records.erase(records.begin() + static_cast<std::ptrdiff_t>(number - 1));
    return session_.change(std::move(changed), "remove " + arguments);
}

Reply Commands::unset(const std::string& arguments) {
    if (const auto event = event_called(program(), arguments)) {
        Patient changed = session_.patient();
        changed.events[event->index] = {};
        return session_.change(std::move(changed), "unset " + arguments);
    }
    return session_.assign(arguments + "=unknown");
}

Reply Commands::facts(const std::string& /*arguments*/) {
    Page page(style());
    const PatientView view = session_.as_is().view();
    std::size_t unknown = 0;
    for (std::uint32_t i = 0; i < program().facts.size(); ++i) {
        const Operand operand = read_fact(view, FactId{i});
        if (view.patient.facts[i].state == CellState::Missing) {
            ++unknown;
            continue;
        }
        Text text(operand.name, Tint::Bold);
        const std::string reason = show_reason(program(), operand);
        text.add("=").add(reason.empty() ? precept::show(program(), operand.reading) : "unknown:");
        if (!reason.empty()) {
            text.add(reason, Tint::Open);
        }
        text.aside(show_origin(*session_.sources_, operand));
        page.paragraph(0, 2, text);
    }
    for (std::uint32_t i = 0; i < program().events.size(); ++i) {
        const EventList& list = view.patient.events[i];
        const EventId event{i};
        if (!list.known || list.records.empty()) {
            page.paragraph(
                0,
                2,
                Text(program()[event].name, Tint::Bold)
                    .attach(":")
                    .add(list.known ? "none" : "unknown")
            );
        }
        for (std::uint32_t record = 0; record < list.records.size(); ++record) {
            Text text(event_name(program(), event, record), Tint::Bold);
            for (std::uint32_t field = 0; field < program()[event].fields.size(); ++field) {
                const Operand operand = read_field(view, event, record, field);
                if (operand.reading.reason == Reason::None) {
                    text.keep(fmt::format(
                        "{} {}",
                        program()[event].fields[field].name,
                        precept::show(program(), operand.reading)
                    ));
                }
            }
            page.paragraph(0, 2, text);
        }
    }
    if (unknown > 0) {
        page.paragraph(
            0,
            2,
            Text(
                fmt::format("{} other facts are unknown; `ask` lists those that matter.", unknown),
                Tint::Dim
            )
        );
    }
    return said(page.take());
}

Reply Commands::today(const std::string& arguments) {
    if (arguments.empty()) {
        return said(to_string(session_.settings_.today) + "\n");
    }
    const auto date = parse_date(arguments);
    if (!date) {
        return fail(
            fmt::format("There is no day `{}`; a date is written like 2026-11-23\n", arguments)
        );
    }
    if (!session_.has_rules()) {
        session_.settings_.today = *date;
        return said("");
    }
    Patient settled = session_.patient();
    settle(program(), *date, settled);
    const Session::Evaluated after(program(), session_.planned_, std::move(settled), *date);
    const Difference found = difference(session_.as_is().view(), after.view());
    session_.settings_.today = *date;
    session_.as_is_.reset();
    return said(session_.wrapped(one_line(program(), found)));
}

Reply Commands::undo(const std::string& /*arguments*/) {
    if (session_.now_ == 0) {
        return fail("There is nothing to undo.\n");
    }
    const std::string what = session_.states_[session_.now_].done;
    --session_.now_;
    session_.as_is_.reset();
    return said(fmt::format("undone: {}\n", what));
}

Reply Commands::redo(const std::string& /*arguments*/) {
    if (session_.now_ + 1 >= session_.states_.size()) {
        return fail("There is nothing to redo.\n");
    }
    ++session_.now_;
    session_.as_is_.reset();
    return said(fmt::format("done again: {}\n", session_.states_[session_.now_].done));
}

Reply Commands::history(const std::string& /*arguments*/) {
    std::string text;
    for (std::size_t i = 0; i < session_.states_.size(); ++i) {
        text += fmt::format(
            "{} {:>3}  {}\n", i == session_.now_ ? "*" : " ", i, session_.states_[i].done
        );
    }
    return said(std::move(text));
}

Reply Commands::save(const std::string& arguments) {
    const std::vector<std::string> words = words_of(arguments);
    if (!words.empty() && words.front() == "test") {
        return save_test(arguments);
    }
    if (words.size() != 1) {
        return fail("save FILE, or save test \"NAME\" [FILE]\n");
    }
    if (const std::string reason = session_.not_to_overwrite(words.front()); !reason.empty()) {
        return fail(reason);
    }
    std::vector<std::string> left_out;
    const std::string text = write_facts(program(), session_.patient(), left_out);
    if (!write_file(words.front(), text)) {
        return fail(fmt::format("{} cannot be written\n", words.front()));
    }
    std::string reply = fmt::format("written: {}\n", words.front());
    if (!left_out.empty()) {
        reply += fmt::format("Left out, as two records disagree: {}\n", fmt::join(left_out, ", "));
    }
    return said(std::move(reply));
}

Reply Commands::save_test(const std::string& arguments) {
    const std::vector<std::string> words = words_of(arguments);
    if (words.size() < 2 || words.size() > 3) {
        return fail("save test \"NAME\" [FILE]\n");
    }
    const SavedTest test = test_of(session_.situation(), session_.as_is().view(), words[1]);
    std::string reply = words.size() == 2 ? test.text : "";
    if (words.size() == 3) {
        const std::string& path = words[2];
        if (!behind_links(path).ends_with(".precept")) {
            return fail(fmt::format(
                "{}: a test is written to a rule file, whose name ends in .precept\n", path
            ));
        }
        std::error_code error;
        std::string text;
        if (std::filesystem::exists(path, error)) {
            std::ifstream in(path, std::ios::binary);
            text.assign(std::istreambuf_iterator<char>(in), {});
            if (!in) {
                return fail(fmt::format("{} cannot be read\n", path));
            }
            text += text.empty() || text.back() == '\n' ? "\n" : "\n\n";
        } else {
            text = header_of_tests(program(), test.modules, *session_.sources_, path);
            if (text.empty()) {
                return fail(fmt::format("A new file there could not `use` the rules: name a file "
                                        "in their folder or below\n"));
            }
            text += "\n";
        }
        if (!write_file(path, text + test.text)) {
            return fail(fmt::format("{} cannot be written\n", path));
        }
        reply = fmt::format("written to {}; `precept test {}` runs it\n", path, path);
    }
    if (!test.left_out.empty()) {
        reply += fmt::format("A test cannot give: {}\n", fmt::join(test.left_out, ", "));
    }
    return said(std::move(reply));
}

} // namespace precept::repl
