#include "lang/parser_conditions.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>

namespace precept::parsing {

void Conditions::open_frame(Span span) {
    open(span).base2 = summands_.size();
}

// ---- chains and lists

void Conditions::open_chain(Span span) {
    Frame& chain = open(span);
    chain.base = size() - 1; // the first operand is there already
    chain.base2 = connectives_.size();
}

void Conditions::connective(Span span) {
    const bool both = text(span) == "and";
    connectives_.emplace_back(both ? ast::Connective::And : ast::Connective::Or, span);
}

void Conditions::chain(Span /*span*/) {
    const Frame frame = close();
    ast::Chain result;
    result.operands = pop_from(frame.base);
    const auto first = connectives_.begin() + static_cast<std::ptrdiff_t>(frame.base2);
    result.connectives.assign(first, connectives_.end());
    connectives_.erase(first, connectives_.end());
    const Span whole = join(result.operands.front()->span, result.operands.back()->span);
    push(std::move(result), whole);
}

void Conditions::negation(Span span) {
    push(ast::Not{pop()}, span);
}

void Conditions::count(Span span) {
    constexpr std::array<std::string_view, 10> words = {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
    const std::string_view shown = text(span);
    for (std::uint32_t i = 0; i < words.size(); ++i) {
        if (shown == words[i]) {
            frame().count = i + 1;
            return;
        }
    }
    const auto read = std::from_chars(shown.data(), shown.data() + shown.size(), frame().count);
    if (read.ec != std::errc{}) {
        file().fault({.code = Code::Syntax, .span = span, .message = "this count is too large"});
        throw Abandon{};
    }
}

void Conditions::list_of(Span span) {
    frame().head = join(frame().head, span);
}

/// The quantity that the words of a list's head say.
template <typename Node>
Node Conditions::counted(const Frame& frame) {
    Node node{};
    node.count = frame.count;
    const std::string_view head = text(frame.head);
    using Quantity = decltype(node.quantity);
    if (head.starts_with("exactly")) {
        node.quantity = Quantity::Exactly;
    } else if (head.starts_with("at")) {
        // `at least` and `at most`, with whatever blanks between them
        node.quantity =
            head.find("least") != std::string_view::npos ? Quantity::AtLeast : Quantity::AtMost;
    } else if (head.starts_with("any")) {
        node.quantity = Quantity::Any;
    } else if (head.starts_with("no")) { // `no`, `none`
        node.quantity = Quantity::None;
    } else if constexpr (requires { Quantity::All; }) {
        node.quantity = Quantity::All;
    } else {
        node.quantity = Quantity::Every;
    }
    return node;
}

void Conditions::bullet_list(Span span) {
    const Frame frame = close();
    auto result = counted<ast::BulletList>(frame);
    result.head = frame.head;
    result.items = pop_from(frame.base);
    push(std::move(result), join(frame.head, span));
}

void Conditions::listed_path(Span span) {
    paths_.push_back(path(span));
}

void Conditions::rules_fire(Span span) {
    const Frame frame = close();
    auto result = counted<ast::RulesFire>(frame);
    result.rules = std::exchange(paths_, {});
    push(std::move(result), join(frame.head, span));
}

void Conditions::event_name(Span span) {
    frame().path = path(span);
}

void Conditions::quantified(Span span) {
    Frame frame = close();
    auto result = counted<ast::Quantified>(frame);
    result.event = std::move(frame.path);
    if (size() > frame.base) {
        result.where = pop();
    }
    push(std::move(result), join(frame.head, span));
}

void Conditions::some_advice(Span span) {
    push(ast::SomeAdvice{}, span);
}

// ---- conditions about the expression before them

void Conditions::compare(Span span) {
    const std::string_view shown = text(span);
    const bool greater = shown.front() == '>' || shown.starts_with("≥");
    const bool sign = shown.starts_with("≥") || shown.starts_with("≤");
    const bool equal = sign || shown[1] == '=';
    const std::uint32_t length = sign ? 3 : equal ? 2 : 1;
    using enum ast::CompareOp;
    const ast::CompareOp op =
        greater ? (equal ? GreaterEqual : Greater) : (equal ? LessEqual : Less);
    ast::ExprPtr right = pop();
    ast::ExprPtr left = pop();
    const Span whole = join(left->span, right->span);
    push(
        ast::Compare{
            op, std::move(left), std::move(right), {span.file, span.begin, span.begin + length}},
        whole
    );
}

void Conditions::is_not(Span /*span*/) {
    frame().negated = true;
}

void Conditions::is_known(Span span) {
    const Frame frame = close();
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    const bool known = (text(span) == "known") != frame.negated;
    push(ast::IsKnown{std::move(subject), known}, whole);
}

void Conditions::is_class(Span span) {
    const Frame frame = close();
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    push(ast::IsIn{std::move(subject), frame.negated, path(span)}, whole);
}

void Conditions::is_values(Span span, bool one_of) {
    const Frame frame = close();
    std::vector<ast::ExprPtr> values = pop_from(frame.base);
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    push(ast::IsValue{std::move(subject), frame.negated, one_of, std::move(values)}, whole);
}

void Conditions::is_one_of(Span span) {
    is_values(span, true);
}

void Conditions::is_value(Span span) {
    is_values(span, false);
}

void Conditions::is_between(Span span) {
    const Frame frame = close();
    ast::ExprPtr high = pop();
    ast::ExprPtr low = pop();
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    push(ast::IsBetween{std::move(subject), frame.negated, std::move(low), std::move(high)}, whole);
}

void Conditions::amount(Span span) {
    frame().amount = std::move(number_);
    frame().amount_span = span;
}

void Conditions::before_or_after(Span span) {
    frame().before = text(span) == "before";
}

void Conditions::is_relative(Span span) {
    Frame frame = close();
    ast::ExprPtr anchor = pop();
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    ast::IsRelativeTo result{};
    result.subject = std::move(subject);
    result.anchor = std::move(anchor);
    result.negated = frame.negated;
    result.amount = std::move(frame.amount);
    result.amount_span = frame.amount_span;
    result.before = frame.before;
    result.relation = word(span) == "more"   ? ast::TimeRelation::MoreThan
                      : word(span) == "less" ? ast::TimeRelation::LessThan
                                             : ast::TimeRelation::Within;
    push(std::move(result), whole);
}

void Conditions::includes_some(Span span) {
    includes(span, word(span) == "any" ? ast::IncludesMode::Any : ast::IncludesMode::All);
}

void Conditions::includes_one(Span span) {
    includes(span, ast::IncludesMode::One);
}

void Conditions::includes(Span span, ast::IncludesMode mode) {
    const Frame frame = close();
    std::vector<ast::ExprPtr> values = pop_from(frame.base);
    ast::ExprPtr subject = pop();
    const Span whole = join(subject->span, span);
    push(ast::Includes{std::move(subject), frame.negated, mode, std::move(values)}, whole);
}

void Conditions::not_include(Span span) {
    open_frame(span);
    frame().negated = true;
}

// ---- outcomes of rules

ast::Path Conditions::subject_name(Span span, std::string_view what) {
    ast::ExprPtr subject = pop();
    auto* reference = std::get_if<ast::Reference>(&subject->node);
    if (reference == nullptr) {
        file().fault(
            {.code = Code::Syntax,
             .span = subject->span,
             .message = fmt::format("expected the name of a {} before `{}`", what, text(span))}
        );
        throw Abandon{};
    }
    return std::move(reference->path);
}

void Conditions::status(Span span, ast::RuleStatus status) {
    ast::Path rule = subject_name(span, "rule");
    const Span whole = join(rule.span, span);
    push(ast::IsStatus{std::move(rule), status, std::exchange(paths_, {})}, whole);
}

void Conditions::fires(Span span) {
    status(span, ast::RuleStatus::Fires);
}

void Conditions::does_not_fire(Span span) {
    status(span, ast::RuleStatus::DoesNotFire);
}

void Conditions::is_undecided(Span span) {
    if (close().negated) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "`is not undecided` leaves open what it is",
             .help = "write `fires` or `does not fire`"}
        );
        throw Abandon{};
    }
    status(span, ast::RuleStatus::Undecided);
}

void Conditions::is_applicable(Span span) {
    if (!close().negated) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "expected `not` before `applicable`",
             .help = "write `is not applicable`; a rule that is applicable fires, does not fire or "
                     "is undecided"}
        );
        throw Abandon{};
    }
    status(span, ast::RuleStatus::NotApplicable);
}

void Conditions::is_outcome(Span span) {
    using enum ast::Outcome;
    constexpr std::array<std::pair<std::string_view, ast::Outcome>, 7> words = {{
        {"recommended", Recommended},
        {"considered", Considered},
        {"avoided", Avoided},
        {"contraindicated", Contraindicated},
        {"blocked", Blocked},
        {"overridden", Overridden},
        {"provisional", Provisional},
    }};
    ast::IsOutcome result{};
    for (const auto& [spelling, outcome] : words) {
        if (text(span) == spelling) {
            result.outcome = outcome;
        }
    }
    result.negated = close().negated;
    result.term = subject_name(span, "term");
    const Span whole = join(result.term.span, span);
    push(std::move(result), whole);
}

} // namespace precept::parsing
