// What the word at the end of a line can become.

#include "interpreter/repl/commands.hpp"

#include <algorithm>
#include <filesystem>

namespace precept::repl {

namespace {

using Words = std::vector<std::string>;

void add_facts(const Program& program, Words& all) {
    for (const Fact& fact : program.facts) {
        all.push_back(fact.name);
    }
    for (const Event& event : program.events) {
        all.push_back(event.name);
    }
}

template <typename Items>
void add_names(const Items& items, Words& all) {
    for (const auto& item : items) {
        all.push_back(item.name);
    }
}

/// The values that a fact or field may be given, as they are written.
void add_values(const Program& program, const Type& type, Words& all) {
    switch (type.kind) {
    case TypeKind::Truth: all.insert(all.end(), {"yes", "no"}); break;
    case TypeKind::Coded:
    case TypeKind::Set:
        for (const DomainValue& value : program[type.domain].values) {
            all.push_back(value.name);
        }
        break;
    case TypeKind::Term:
        for (const TermId term : at_or_below(program, type.root)) {
            all.push_back(program[term].name);
        }
        break;
    default: break;
    }
    all.emplace_back("unknown");
}

void add_files(const std::string& begun, Words& all) {
    namespace fs = std::filesystem;
    const fs::path path(begun);
    const fs::path folder = path.parent_path();
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder.empty() ? "." : folder, error)) {
        const std::string name = entry.path().filename().string();
        if (name.starts_with(".")) {
            continue;
        }
        std::string file = (folder / name).string();
        if (entry.is_directory(error)) {
            file += "/";
        }
        all.push_back(std::move(file));
    }
}

/// For `set lvef ` the values of lvef; for `add therapy drug=` those of the field.
void add_in_place(const Program& program, const Words& words, const std::string& last, Words& all) {
    if (words.size() < 2) {
        add_facts(program, all);
        return;
    }
    const auto fact = std::ranges::find(program.facts, words[1], &Fact::name);
    if (fact != program.facts.end()) {
        add_values(program, fact->holds.type, all);
    }
    const auto event = std::ranges::find(program.events, words[1], &Event::name);
    if (event == program.events.end()) {
        return;
    }
    const std::size_t sign = last.find('=');
    for (const Field& field : event->fields) {
        if (sign == std::string::npos) {
            all.push_back(field.name + "=");
        } else if (field.name == last.substr(0, sign)) {
            Words values;
            add_values(program, field.holds.type, values);
            for (const std::string& value : values) {
                all.push_back(field.name + "=" + value);
            }
        }
    }
}

/// Names for conditions and suppositions; after `FACT is`, the fact's values.
void add_in_condition(const Program& program, const Words& words, Words& all) {
    if (words.size() >= 2 && (words.back() == "is" || words.back() == "not")) {
        const std::size_t back = words.back() == "not" && words.size() >= 3 ? 3 : 2;
        const auto fact = std::ranges::find(program.facts, words[words.size() - back], &Fact::name);
        if (fact != program.facts.end()) {
            add_values(program, fact->holds.type, all);
            return;
        }
    }
    add_facts(program, all);
    add_names(program.definitions, all);
}

const Command* command_called(const Words& words) {
    for (const Command& command : commands()) {
        const std::size_t blank = command.name.find(' ');
        const bool second = blank == std::string_view::npos ||
                            (words.size() > 1 && words[1] == command.name.substr(blank + 1));
        if (!words.empty() && words[0] == command.name.substr(0, blank) && second) {
            return &command;
        }
    }
    return nullptr;
}

} // namespace

std::vector<std::string> Session::complete(std::string_view line) const {
    const std::size_t begin = line.find_last_of(" \t(");
    const std::string last(begin == std::string_view::npos ? line : line.substr(begin + 1));
    const Words words = words_of(line.substr(0, begin == std::string_view::npos ? 0 : begin + 1));
    Words all;
    const Command* command = command_called(words);
    if (words.empty()) {
        for (const Command& one : commands()) {
            all.emplace_back(one.name.substr(0, one.name.find(' ')));
        }
    }
    if (command != nullptr && command->completes == Completes::Files) {
        add_files(last, all);
    } else if (command != nullptr && command->completes == Completes::Commands) {
        for (const Command& one : commands()) {
            all.emplace_back(one.name);
        }
    } else if (words.size() == 1 && words[0] == "what") {
        all.emplace_back("if");
    } else if (has_rules()) {
        const Completes kind = command != nullptr ? command->completes : Completes::Facts;
        switch (kind) {
        case Completes::Set:
        case Completes::Events: add_in_place(program(), words, last, all); break;
        case Completes::Rules: add_names(program().rules, all); break;
        case Completes::Things:
            add_names(program().rules, all);
            add_names(program().terms, all);
            add_names(program().definitions, all);
            if (command->name == "show") {
                add_names(program().facts, all);
            } else if (words.size() == 1) {
                all.emplace_back("not");
            }
            break;
        case Completes::Facts: add_in_condition(program(), words, all); break;
        default: break;
        }
        if (command != nullptr && command->name == "rules") {
            all.insert(all.end(), {"fired", "not", "undecided"});
        } else if (command != nullptr && command->name == "ask") {
            all.emplace_back("next");
        }
    }
    std::erase_if(all, [&](const std::string& one) { return !one.starts_with(last); });
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return all;
}

} // namespace precept::repl
