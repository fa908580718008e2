// Values: literals, arithmetic, functions, sums, events picked and counted.

#include "lang/parser_conditions.hpp"

#include <array>
#include <charconv>
#include <cmath>

namespace precept::parsing {

void Conditions::number(Span span) {
    const std::string_view digits = text(span);
    number_ = {.value = 0, .spelling = std::string(digits), .unit = std::nullopt};
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number_.value);
    // Too near to nothing is nothing; too large is nothing that a guideline could mean.
    if (read.ec == std::errc::result_out_of_range && digits.find_first_of("123456789") < 300 &&
        digits.find('.') > 300) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "this number is too large",
             .help = "the largest numbers have about 300 digits"}
        );
        throw Abandon{};
    }
}

void Conditions::unit(Span span) {
    number_.unit = name(span);
}

void Conditions::quantity(Span span) {
    push(std::move(number_), span);
}

void Conditions::plain_number(Span span) {
    if (text(span).front() != '-') {
        return;
    }
    const ast::ExprPtr digits = take();
    auto literal = std::get<ast::NumberLiteral>(std::move(digits->node));
    literal.value = -literal.value;
    literal.spelling.insert(0, 1, '-');
    push(std::move(literal), span);
}

void Conditions::date_value(Span span) {
    push(ast::DateLiteral{std::string(text(span))}, span);
}

void Conditions::graded(Span span) {
    push(ast::ValueLiteral{std::string(text(span)), false}, span);
}

void Conditions::text_value(Span span) {
    push(ast::ValueLiteral{quoted(span).text, true}, span);
}

void Conditions::yes(Span span) {
    push(ast::TruthLiteral{true}, span);
}

void Conditions::no(Span span) {
    push(ast::TruthLiteral{false}, span);
}

void Conditions::today(Span span) {
    push(ast::Today{}, span);
}

void Conditions::reference(Span span) {
    push(ast::Reference{path(span)}, span);
}

void Conditions::parenthesised(Span span) {
    push(ast::Parenthesised{pop()}, span);
}

void Conditions::binary(Span span) {
    ast::ArithmeticOp op{};
    switch (text(span).front()) {
    case '+': op = ast::ArithmeticOp::Add; break;
    case '-': op = ast::ArithmeticOp::Subtract; break;
    case '*': op = ast::ArithmeticOp::Multiply; break;
    case '/': op = ast::ArithmeticOp::Divide; break;
    default: op = ast::ArithmeticOp::Power; break;
    }
    ast::ExprPtr right = pop();
    ast::ExprPtr left = pop();
    const Span whole = join(left->span, right->span);
    const Span sign{span.file, span.begin, span.begin + 1};
    push(ast::Arithmetic{op, std::move(left), std::move(right), sign}, whole);
}

void Conditions::negative(Span span) {
    push(ast::Negative{pop()}, span);
}

void Conditions::in_unit(Span span) {
    ast::ExprPtr operand = pop();
    const Span whole = join(operand->span, span);
    push(ast::InUnit{std::move(operand), *std::exchange(number_.unit, std::nullopt)}, whole);
}

void Conditions::function(Span span) {
    using enum ast::FunctionName;
    constexpr std::array<std::pair<std::string_view, ast::FunctionName>, 6> names = {{
        {"sqrt", Sqrt},
        {"ln", Ln},
        {"exp", Exp},
        {"abs", Abs},
        {"floor", Floor},
        {"ceiling", Ceiling},
    }};
    ast::Function result{.name = Sqrt, .arguments = {}};
    for (const auto& [spelling, value] : names) {
        if (word(span) == spelling) {
            result.name = value;
        }
    }
    result.arguments.push_back(pop());
    push(std::move(result), span);
}

void Conditions::round_digits(Span span) {
    quantity(span);
}

void Conditions::round(Span span) {
    ast::Function result{.name = ast::FunctionName::Round, .arguments = {}};
    result.arguments = pop_from(size() - 2);
    push(std::move(result), span);
}

void Conditions::extreme(Span span) {
    const Frame frame = close();
    const bool least = text(frame.head) == "min";
    ast::Function result{
        .name = least ? ast::FunctionName::Min : ast::FunctionName::Max, .arguments = {}};
    result.arguments = pop_from(frame.base);
    push(std::move(result), span);
}

void Conditions::summand_when(Span /*span*/) {
    conditional_ = true;
}

void Conditions::summand(Span span) {
    summands_.push_back({span, std::exchange(conditional_, false)});
}

void Conditions::sum_of(Span span) {
    const Frame frame = close();
    std::vector<ast::ExprPtr> parts = pop_from(frame.base);
    ast::SumOf result;
    std::size_t next = 0;
    for (std::size_t i = frame.base2; i < summands_.size(); ++i) {
        ast::Summand& one = result.summands.emplace_back();
        one.span = summands_[i].span;
        one.value = std::move(parts[next++]);
        if (summands_[i].conditional) {
            one.when = std::move(parts[next++]);
        }
    }
    summands_.resize(frame.base2);
    push(std::move(result), span);
}

void Conditions::elapsed(Span span) {
    ast::Elapsed result{};
    switch (text(span).front()) {
    case 'y': result.unit = ast::ElapsedUnit::Years; break;
    case 'm': result.unit = ast::ElapsedUnit::Months; break;
    case 'w': result.unit = ast::ElapsedUnit::Weeks; break;
    default: result.unit = ast::ElapsedUnit::Days; break;
    }
    result.to = pop();
    result.from = pop();
    push(std::move(result), span);
}

void Conditions::count_of(Span span) {
    Frame frame = close();
    ast::CountOf result{.event = std::move(frame.path), .where = {}};
    if (size() > frame.base) {
        result.where = pop();
    }
    push(std::move(result), span);
}

void Conditions::pick_by(Span span) {
    frame().by = name(span);
}

void Conditions::pick(Span span) {
    Frame frame = close();
    ast::Pick result{
        .latest = text(frame.head) == "latest",
        .event = std::move(frame.path),
        .by = std::move(frame.by),
        .where = {}};
    if (size() > frame.base) {
        result.where = pop();
    }
    push(std::move(result), span);
}

} // namespace precept::parsing
