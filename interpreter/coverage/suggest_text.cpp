#include "interpreter/coverage/suggest_text.hpp"

#include "interpreter/answer.hpp"
#include "interpreter/questions/hypothesis.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::coverage {

namespace {

constexpr std::size_t most_in_label = 1; ///< things that are said in a test's label

std::string quoted(const std::string& text) {
    std::string result = "\"";
    for (const char c : text) {
        result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return result + "\"";
}

class Writer {
public:
    Writer(
        const Conditions& conditions,
        const Patient& patient,
        const PatientView& view,
        const Sources& sources
    )
        : conditions_(conditions),
          program_(view.program()),
          patient_(patient),
          view_(view),
          sources_(sources) {}

    WrittenTest write(const std::vector<Aim>& aims, bool with_day, std::set<std::string>& labels) {
        label(aims);
        const std::string plain = label_;
        for (int i = 2; !labels.insert(label_).second; ++i) {
            label_ = fmt::format("{} ({})", plain, i);
        }
        givens();
        for (const Aim& aim : aims) {
            expect(owner_of(conditions_, aim));
        }
        if (expected_.empty()) {
            // A property or a guideline without rules has no outcome of its own to expect.
            const Truth advised = some_advice();
            if (advised != Truth::Unknown) {
                expected_.emplace_back(
                    advised == Truth::Yes ? "some advice is given" : "not some advice is given"
                );
            }
        }
        if (with_day || dated_) {
            given_.insert(given_.begin(), "today is " + to_string(view_.today));
        }
        made_.given = fmt::format("{}", fmt::join(given_, " and "));
        if (expected_.empty()) {
            return std::move(made_);
        }
        made_.text = fmt::format("test {}\n", quoted(label_));
        if (!given_.empty()) {
            made_.text += fmt::format("  given {}\n", fmt::join(given_, "\n    and "));
        }
        made_.text += fmt::format("  expect {}\n", fmt::join(expected_, "\n    and "));
        return std::move(made_);
    }

private:
    [[nodiscard]] Truth some_advice() const {
        Truth some = Truth::No;
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const ast::Verb verb = program_.advice[i].verb;
            if (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) {
                some = some || view_.evaluation.active({i}, view_.index);
            }
        }
        return some;
    }

    // ---- the label

    [[nodiscard]] std::string label_of(const Owner& owner) const {
        switch (owner.kind) {
        case Owner::Kind::Guideline: return program_.modules[owner.index].label;
        case Owner::Kind::Definition: return program_.definitions[owner.index].label;
        case Owner::Kind::Rule: return program_.rules[owner.index].label;
        case Owner::Kind::Ensure: break;
        }
        return program_.ensures[owner.index].label;
    }

    [[nodiscard]] std::string in_label(const Aim& aim) const {
        const Span span = span_of(program_, conditions_, aim);
        switch (aim.kind) {
        case Aim::Kind::Condition:
            return fmt::format("`{}` is {}", one_line(sources_, span), in_words(program_, aim));
        case Aim::Kind::Alone:
            return fmt::format(
                "`{}` decides alone as {}",
                one_line(sources_, span),
                static_cast<Truth>(aim.which) == Truth::Yes ? "yes" : "no"
            );
        case Aim::Kind::Case: return fmt::format("case {} decides", aim.which + 1);
        case Aim::Kind::Rule:
        case Aim::Kind::Value: break;
        }
        return in_words(program_, aim);
    }

    void label(const std::vector<Aim>& aims) {
        std::string last;
        std::size_t said = 0;
        for (const Aim& aim : aims) {
            if (said == most_in_label) {
                break;
            }
            const std::string whose = label_of(owner_of(conditions_, aim));
            if (whose != last) {
                label_ += (said == 0 ? "" : "; ") + whose + ": ";
            } else {
                label_ += ", ";
            }
            label_ += in_label(aim);
            last = whose;
            ++said;
        }
        if (aims.size() > said) {
            label_ += fmt::format(", and {} more", aims.size() - said);
        }
    }

    // ---- what is given

    /// `text`, in which `name` comes first or after `not` or `no`, with its module where others
    /// share the name.
    [[nodiscard]] std::string
    qualified(std::string text, const std::string& name, ModuleId module) {
        made_.modules.insert(module);
        if (shared(name)) {
            const std::size_t at = text.find(name);
            text.insert(at, program_[module].name + ".");
            for (std::size_t next = at;
                 (next = text.find(" and " + name, next)) != std::string::npos;
                 next += name.size()) {
                text.insert(next + 5, program_[module].name + ".");
            }
        }
        return text;
    }

    [[nodiscard]] bool shared(const std::string& name) const {
        std::ptrdiff_t count = 0;
        const auto same = [&](const auto& one) { return one.name == name; };
        count += std::ranges::count_if(program_.facts, same);
        count += std::ranges::count_if(program_.events, same);
        count += std::ranges::count_if(program_.definitions, same);
        count += std::ranges::count_if(program_.rules, same);
        count += std::ranges::count_if(program_.terms, same);
        return count > 1;
    }

    void note(const Cell& cell) {
        if (cell.state != CellState::Given) {
            return;
        }
        if (const auto* term = std::get_if<TermId>(&cell.value)) {
            made_.modules.insert(program_[*term].module);
        }
        dated_ = dated_ || std::holds_alternative<Date>(cell.value);
    }

    void givens() {
        for (std::uint32_t i = 0; i < program_.facts.size(); ++i) {
            const Cell& cell = patient_.facts[i];
            if (cell.state == CellState::Given) {
                note(cell);
                const Fact& fact = program_.facts[i];
                given_.push_back(qualified(
                    as_given(program_, {{Subject::Kind::Fact, i, 0, 0}, cell.value, {}, {}}),
                    fact.name,
                    fact.module
                ));
            }
        }
        for (std::uint32_t i = 0; i < program_.events.size(); ++i) {
            const EventList& list = patient_.events[i];
            if (!list.known) {
                continue;
            }
            const Event& event = program_.events[i];
            const Subject subject{Subject::Kind::Events, i, 0, 0};
            EventList one;
            one.known = true;
            if (list.records.empty()) {
                given_.push_back(
                    qualified(as_given(program_, {subject, {}, one, {}}), event.name, event.module)
                );
            }
            for (const EventRecord& record : list.records) {
                std::ranges::for_each(record.fields, [&](const Cell& cell) { note(cell); });
                one.records = {record};
                given_.push_back(
                    qualified(as_given(program_, {subject, {}, one, {}}), event.name, event.module)
                );
            }
        }
    }

    // ---- what is expected

    void add(std::string expectation) {
        if (std::ranges::find(expected_, expectation) == expected_.end()) {
            expected_.push_back(std::move(expectation));
        }
    }

    void expect(const Owner& owner) {
        switch (owner.kind) {
        case Owner::Kind::Definition: definition({owner.index}); break;
        case Owner::Kind::Rule: rule({owner.index}); break;
        case Owner::Kind::Guideline:
            for (std::uint32_t i = 0; i < program_.rules.size(); ++i) {
                if (program_.rules[i].module.index == owner.index) {
                    rule({i});
                    break;
                }
            }
            break;
        case Owner::Kind::Ensure: break;
        }
    }

    void rule(RuleId id) {
        const Rule& rule = program_[id];
        const std::string name = qualified(rule.name, rule.name, rule.module);
        switch (status(view_, id)) {
        case Status::Fired: add(name + " fires"); break;
        case Status::NotFired: add(name + " does not fire"); break;
        case Status::Undecided: add(name + " is undecided"); break;
        case Status::NotApplicable: add(name + " is not applicable"); break;
        }
    }

    void definition(DefinitionId id) {
        const Definition& definition = program_[id];
        const std::string name = qualified(definition.name, definition.name, definition.module);
        if (definition.type.kind == TypeKind::Truth) {
            const Truth truth = view_.evaluation.truth(definition.body, view_.place());
            add(truth == Truth::Yes  ? name
                : truth == Truth::No ? "not " + name
                                     : name + " is unknown");
            return;
        }
        if (definition.type.kind == TypeKind::Event) {
            const Picked picked = view_.evaluation.picked(definition.body, view_.place());
            add(name + (picked.state == Picked::State::Event ? " is known" : " is unknown"));
            return;
        }
        const auto value = view_.evaluation.value(definition.body, view_.place());
        if (!value) {
            add(name + " is unknown");
        } else if (definition.type.kind == TypeKind::Coded) {
            add(name + " is " + to_source(program_, definition.type, *value));
        } else {
            add(name + " is known"); // a computed number would have to be written with all digits
        }
    }

    const Conditions& conditions_;
    const Program& program_;
    const Patient& patient_;
    const PatientView& view_;
    const Sources& sources_;
    WrittenTest made_;
    std::string label_;
    std::vector<std::string> given_, expected_;
    bool dated_ = false;
};

} // namespace

WrittenTest write_test(
    const Conditions& conditions,
    const std::vector<Aim>& aims,
    const Patient& patient,
    const PatientView& view,
    const Sources& sources,
    bool with_day,
    std::set<std::string>& labels
) {
    return Writer(conditions, patient, view, sources).write(aims, with_day, labels);
}

} // namespace precept::coverage
