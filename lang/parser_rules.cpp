// Rules.

#include "lang/parser_items.hpp"

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

} // namespace precept::parsing
