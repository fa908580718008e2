// Rules, tests and properties.

#include "lang/parser_items.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::parsing {

// ---- rules

void Items::rule_when(Span /*span*/) {
    ast::ExprPtr condition = take();
    auto& rule = as<ast::Rule>();
    if (!rule.when) {
        rule.when = std::move(condition);
    }
}

void Items::unless_open(Span span) {
    std::erase_if(seen_, [](const Seen& seen) { return seen.in_action; });
    ast::Unless& unless = as<ast::Rule>().unless.emplace_back();
    unless.span = span;
}

void Items::unless_condition(Span span) {
    ast::Unless& unless = as<ast::Rule>().unless.back();
    unless.condition = take();
    unless.span = join(unless.span, span);
}

void Items::unless_because(Span span) {
    ast::Unless& unless = as<ast::Rule>().unless.back();
    if (!unless.because) {
        unless.because = quoted(span);
    }
    unless.span = join(unless.span, span);
}

void Items::overridden_rule(Span span) {
    as<ast::Rule>().overrides.push_back(path(span));
}

void Items::verb(Span span) {
    std::erase_if(seen_, [](const Seen& seen) { return seen.in_action; });
    using enum ast::Verb;
    const char first = text(span).front();
    const bool recommend = first == 'r';
    ast::Action& action = as<ast::Rule>().actions.emplace_back();
    action.verb = recommend                        ? Recommend
                  : first == 'a'                   ? Avoid
                  : text(span).starts_with("cons") ? Consider
                                                   : Contraindicate;
}

void Items::advised(Span span) {
    as<ast::Rule>().actions.back().terms.push_back(path(span));
}

void Items::action_whole(Span span) {
    as<ast::Rule>().actions.back().span = span;
}

void Items::strength(Span span) {
    auto& slot = as<ast::Rule>().actions.back().strength;
    if (!slot) {
        slot = text(span) == "strong" ? ast::Strength::Strong : ast::Strength::Conditional;
    }
}

void Items::evidence(Span span) {
    auto& slot = as<ast::Rule>().actions.back().evidence;
    if (!slot) {
        using enum ast::Evidence;
        const std::string_view shown = text(span);
        slot = shown == "high"       ? High
               : shown == "moderate" ? Moderate
               : shown == "low"      ? Low
                                     : VeryLow;
    }
}

void Items::because(Span span) {
    auto& slot = as<ast::Rule>().actions.back().because;
    if (!slot) {
        slot = quoted(span);
    }
}

void Items::how(Span span) {
    auto& slot = as<ast::Rule>().actions.back().how;
    if (!slot) {
        slot = quoted(span);
    }
}

// ---- tests

void Items::test_label(Span span) {
    as<ast::Test>().label = quoted(span);
}

void Items::given_name(Span span) {
    given_name_ = path(span);
    value_given_.reset();
    fields_given_.clear();
    unknown_given_ = false;
    none_given_ = false;
    measured_ = nullptr;
}

void Items::given_today(Span span) {
    as<ast::Test>().given.push_back({ast::TodayGiven{take()}, span});
}

void Items::given_not(Span span) {
    as<ast::Test>().given.push_back({ast::TruthGiven{std::move(given_name_), false}, span});
}

void Items::given_no(Span span) {
    as<ast::Test>().given.push_back({ast::EventGiven{std::move(given_name_), true, {}}, span});
}

void Items::given_unknown(Span /*span*/) {
    unknown_given_ = true;
}

void Items::given_none(Span /*span*/) {
    none_given_ = true;
}

void Items::measured_on(Span /*span*/) {
    measured_ = take();
}

void Items::given_is(Span /*span*/) {
    value_given_ = ast::ValueGiven{
        .fact = {},
        .unknown = unknown_given_,
        .none = none_given_,
        .values = take_from(0),
        .measured = std::move(measured_)};
}

void Items::given_field_name(Span span) {
    field_given_ = {};
    field_given_.field = name(span);
    unknown_given_ = false;
}

void Items::given_field_value(Span /*span*/) {
    field_given_.unknown = unknown_given_;
    if (!unknown_given_) {
        field_given_.value = take();
    }
    fields_given_.push_back(std::move(field_given_));
}

void Items::given_fact(Span span) {
    auto& given = as<ast::Test>().given;
    if (value_given_) {
        value_given_->fact = std::move(given_name_);
        given.push_back({*std::exchange(value_given_, std::nullopt), span});
    } else if (!fields_given_.empty()) {
        given.push_back(
            {ast::EventGiven{std::move(given_name_), false, std::exchange(fields_given_, {})}, span}
        );
    } else {
        given.push_back({ast::TruthGiven{std::move(given_name_), true}, span});
    }
}

void Items::expectation(Span /*span*/) {
    ast::ExprPtr condition = take();
    auto& expected = as<ast::Test>().expect;
    auto* chain = std::get_if<ast::Chain>(&condition->node);
    const auto is_and = [](const auto& one) { return one.first == ast::Connective::And; };
    if (chain != nullptr && std::ranges::all_of(chain->connectives, is_and)) {
        std::ranges::move(chain->operands, std::back_inserter(expected));
    } else {
        expected.push_back(std::move(condition));
    }
}

// ---- properties

void Items::whenever(Span /*span*/) {
    ast::ExprPtr condition = take();
    auto& ensure = as<ast::Ensure>();
    if (!ensure.whenever) {
        ensure.whenever = std::move(condition);
    }
}

void Items::set_claim(Span span, bool never) {
    ast::ExprPtr claim = take();
    auto& ensure = as<ast::Ensure>();
    if (ensure.claim) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "an `ensure` makes one claim, and this is a second one",
             .notes = {{ensure.claim->span, "the first claim"}},
             .help = "join them by `and`, or write a second `ensure`"}
        );
        throw Abandon{};
    }
    ensure.claim = std::move(claim);
    ensure.never = never;
}

void Items::never(Span span) {
    set_claim(span, true);
}

void Items::claim(Span span) {
    set_claim(span, false);
}

void Items::ensure(Span span) {
    if (as<ast::Ensure>().claim) {
        return;
    }
    const auto end = static_cast<std::uint32_t>(file().gap_begin);
    file().fault(
        {.code = Code::Syntax,
         .span = {span.file, end, end},
         .message = "expected what must hold after `whenever …`",
         .help = "write a condition such as `some advice is given`, or `never` and a condition"}
    );
    throw Abandon{};
}

} // namespace precept::parsing
