#include "interpreter/questions/difference.hpp"

#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace precept {

namespace {

/// What became of the advice; nothing where its rule did not fire.
std::optional<AdviceState> outcome(const PatientView& view, AdviceId advice) {
    const bool fired = view.evaluation.fired(view.program()[advice].rule, view.index) == Truth::Yes;
    return fired ? std::optional(state(view, advice)) : std::nullopt;
}

/// Whether two readings say the same, for whatever reason they leave something open.
bool same(const Reading& left, const Reading& right) {
    if (left.value || right.value) {
        return left.value == right.value;
    }
    switch (left.type.kind) {
    case TypeKind::Number:
        return left.bounds.low == right.bounds.low && left.bounds.high == right.bounds.high;
    case TypeKind::Coded: return left.possible.values == right.possible.values;
    case TypeKind::Event:
        return left.picked.state == right.picked.state &&
               (left.picked.state != Picked::State::Event ||
                left.picked.record == right.picked.record);
    default: return true;
    }
}

bool stands(const std::optional<AdviceState>& state) {
    return state == AdviceState::Active;
}

std::string_view word_of(const std::optional<AdviceState>& state) {
    return state ? in_words(*state) : "not given";
}

/// "recommended: Trastuzumab + Chemotherapy".
std::string advised(const Program& program, AdviceId id) {
    const Advice& advice = program[id];
    return fmt::format("{}: {}", in_words(advice.verb), show_terms(program, advice));
}

class DifferenceWriter {
public:
    DifferenceWriter(const Program& program, const Difference& difference, const Style& style)
        : program_(program),
          difference_(difference),
          page_(style) {}

    std::string write() {
        if (difference_.empty()) {
            page_.paragraph(0, 0, Text("nothing changes"));
            return page_.take();
        }
        advice();
        rules();
        definitions();
        ensures();
        return page_.take();
    }

private:
    void advice() {
        for (const AdviceChange& one : difference_.advice) {
            const bool now = stands(one.after);
            const bool before = stands(one.before);
            const std::string_view sign = now && !before ? "+" : before && !now ? "-" : "~";
            const Tint tint = sign == "+" ? Tint::Yes : sign == "-" ? Tint::No : Tint::Open;
            Text text;
            text.keep(sign, tint).add(advised(program_, one.advice), tint);
            text.aside(fmt::format("{} → {}", word_of(one.before), word_of(one.after)));
            text.aside(unique_name(program_, program_[one.advice].rule));
            page_.paragraph(2, 4, text);
        }
    }

    void rules() {
        for (const StatusChange& one : difference_.rules) {
            Text text("rule");
            text.add(unique_name(program_, one.rule), Tint::Bold);
            text.add(fmt::format("{} → {}", in_words(one.before), in_words(one.after)));
            page_.paragraph(2, 4, text);
        }
    }

    void definitions() {
        for (const DefinitionChange& one : difference_.definitions) {
            Text text(unique_name(program_, one.definition), Tint::Bold);
            text.add(fmt::format("{} → {}", show(program_, one.before), show(program_, one.after)));
            page_.paragraph(2, 4, text);
        }
    }

    void ensures() {
        for (const EnsureChange& one : difference_.ensures) {
            Text text("property");
            text.add(program_.ensures[one.ensure].name, Tint::Bold);
            text.add(fmt::format("{} → {}", in_words(one.before), in_words(one.after)));
            page_.paragraph(2, 4, text);
        }
    }

    const Program& program_;
    const Difference& difference_;
    Page page_;
};

} // namespace

std::string_view in_words(EnsureState state) {
    switch (state) {
    case EnsureState::Held: return "holds";
    case EnsureState::Violated: return "violated";
    case EnsureState::Undecided: break;
    }
    return "undecided";
}

Difference difference(const PatientView& before, const PatientView& after) {
    const Program& program = before.program();
    Difference found;
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const auto was = outcome(before, {i});
        const auto is = outcome(after, {i});
        if (was != is) {
            found.advice.push_back({{i}, was, is});
        }
    }
    std::ranges::stable_sort(found.advice, {}, [&](const AdviceChange& one) {
        return program[one.advice].verb;
    });
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        const Status was = status(before, {i});
        const Status is = status(after, {i});
        if (was != is) {
            found.rules.push_back({{i}, was, is});
        }
    }
    for (std::uint32_t i = 0; i < program.definitions.size(); ++i) {
        const NodeId body = program.definitions[i].body;
        Reading was = read(before, body, before.place());
        Reading is = read(after, body, after.place());
        if (!same(was, is)) {
            was.type = is.type = program.definitions[i].type;
            // Two that differ in what nobody is shown are alike to whoever looks.
            if (show(program, was) != show(program, is)) {
                found.definitions.push_back({{i}, std::move(was), std::move(is)});
            }
        }
    }
    for (std::size_t i = 0; i < program.ensures.size(); ++i) {
        const EnsureState was = state_of_ensure(before, i);
        const EnsureState is = state_of_ensure(after, i);
        if (was != is) {
            found.ensures.push_back({i, was, is});
        }
    }
    return found;
}

std::string render_text(const Program& program, const Difference& difference, const Style& style) {
    return DifferenceWriter(program, difference, style).write();
}

std::string one_line(const Program& program, const Difference& difference) {
    std::vector<std::string> parts;
    for (const AdviceChange& one : difference.advice) {
        const std::string what = advised(program, one.advice);
        if (stands(one.after)) {
            parts.push_back("now " + what);
        } else if (stands(one.before)) {
            parts.push_back(fmt::format("no longer {} ({})", what, word_of(one.after)));
        } else {
            parts.push_back(fmt::format("{} {}", what, word_of(one.after)));
        }
    }
    // A rule whose advice was named needs no second mention.
    for (const StatusChange& one : difference.rules) {
        const bool named = std::ranges::any_of(difference.advice, [&](const AdviceChange& advice) {
            return program[advice.advice].rule == one.rule;
        });
        if (!named) {
            parts.push_back(
                fmt::format("{} {}", unique_name(program, one.rule), in_words(one.after))
            );
        }
    }
    for (const EnsureChange& one : difference.ensures) {
        parts.push_back(fmt::format("{} {}", program.ensures[one.ensure].name, in_words(one.after))
        );
    }
    if (parts.empty()) {
        return difference.definitions.empty() ? "nothing changes" : "no advice and no rule changes";
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

} // namespace precept
