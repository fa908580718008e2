// Tests, with their tables of cases, and properties.

#include "lang/parser_items.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::parsing {

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

void Items::test_given(Span span) {
    auto& given = as<ast::Test>().given;
    if (given.size() > 1 && std::holds_alternative<ast::PatientGiven>(given.back().kind)) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "the patient of a file comes first of what is given",
             .notes = {{given.front().span, "given before it"}},
             .help = "write `given patient \"FILE\" but …`: what follows `but` replaces what the "
                     "file says, or adds to it"}
        );
        throw Abandon{};
    }
}

void Items::given_file(Span span) {
    file_given_ = quoted(span);
}

void Items::given_patient(Span span) {
    as<ast::Test>().given.push_back({ast::PatientGiven{std::move(file_given_)}, span});
}

void Items::given_and(Span span) {
    if (std::holds_alternative<ast::PatientGiven>(as<ast::Test>().given.back().kind)) {
        file().diagnostics.push_back(
            {.code = Code::Syntax,
             .span = span,
             .message = "after the patient of a file stands `but`",
             .help = "what follows `but` replaces what the file says, or adds to it",
             .fix = Fix{span, "but"}}
        );
    }
}

void Items::given_but(Span span) {
    const auto& given = as<ast::Test>().given;
    if (!std::holds_alternative<ast::PatientGiven>(given.back().kind)) {
        const bool patient = std::holds_alternative<ast::PatientGiven>(given.front().kind);
        file().diagnostics.push_back(
            {.code = Code::Syntax,
             .span = span,
             .message = patient ? "`but` stands once, after the patient of a file"
                                : "`but` stands only after the patient of a file",
             .help = "join what is given by `and`",
             .fix = Fix{span, "and"}}
        );
    }
}

// ---- tables of cases

void Items::cases_open(Span span) {
    if (as<ast::Test>().cases) {
        file().fault(
            {.code = Code::Syntax,
             .span = span,
             .message = "a test has one table of cases, and this is a second one",
             .notes = {{as<ast::Test>().cases->head, "the columns of the first one"}},
             .help = "add its rows to the first, or write a second test"}
        );
        throw Abandon{};
    }
    cases_ = {};
}

void Items::case_today(Span span) {
    cases_.columns.push_back({.name = {}, .today = true, .expects = false, .span = span});
}

void Items::case_fact(Span span) {
    cases_.columns.push_back({.name = path(span), .span = span});
}

void Items::case_expected(Span span) {
    cases_.columns.push_back({.name = path(span), .expects = true, .span = span});
}

void Items::cases_head(Span span) {
    cases_.head = trimmed(span);
    const auto expects = [](const ast::CaseColumn& column) { return column.expects; };
    const bool none_given = std::ranges::all_of(cases_.columns, expects);
    if (cases_.columns.size() > 1 && !none_given) {
        return;
    }
    file().fault(
        {.code = Code::Syntax,
         .span = cases_.head,
         .message = none_given ? "no column of this table says what is given, so that all of its "
                                 "cases are the same"
                               : "a table of cases has at least two columns",
         .help = "write the facts that differ and what is expected of each: `table lvef | expect "
                 "weak_heart`"}
    );
    throw Abandon{};
}

void Items::case_open(Span /*span*/) {
    case_row_ = {};
    open_case_cell();
}

void Items::open_case_cell() {
    unknown_given_ = false;
    none_given_ = false;
    measured_ = nullptr;
    fields_given_.clear();
    case_values_ = size();
}

bool Items::in_expected_column() const {
    const std::size_t at = std::min(case_row_.cells.size(), cases_.columns.size() - 1);
    return cases_.columns[at].expects;
}

const ast::CaseColumn& Items::case_column() const {
    return cases_.columns[std::min(case_row_.cells.size(), cases_.columns.size() - 1)];
}

void Items::add_case_cell(decltype(ast::CaseCell::kind) kind, Span span) {
    case_row_.cells.push_back({std::move(kind), span});
    open_case_cell();
}

void Items::cell_blank(Span span) {
    const bool of_table = case_row_.cells.size() < cases_.columns.size();
    if (of_table && !case_column().expects) {
        file().diagnostics.push_back(
            {.code = Code::Syntax,
             .span = span,
             .message = "this cell says nothing",
             .notes = {{case_column().span, "its column"}},
             .help = "write `any` where the fact is not given"}
        );
    }
    add_case_cell(ast::AnyCell{}, span);
}

void Items::case_any(Span span) {
    add_case_cell(ast::AnyCell{}, span);
}

void Items::cell_compared(Span span) {
    file().fault(
        {.code = Code::Syntax,
         .span = span,
         .message = "a patient has one value, not a range of values",
         .notes = {{case_column().span, "this column says what is given"}},
         .help = "write the value that is to be tried, and a row for each side of a boundary"}
    );
    throw Abandon{};
}

void Items::cell_misplaced(Span span) {
    file().fault(
        {.code = Code::Syntax,
         .span = span,
         .message = fmt::format("`{}` stands in a column of what is given", text(span)),
         .notes = {{case_column().span, "its column"}},
         .help = "write one cell for each column; `any` where a fact is not given"}
    );
    throw Abandon{};
}

void Items::given_cell_event(Span span) {
    ast::EventGiven given{case_column().name, false, std::exchange(fields_given_, {})};
    add_case_cell(ast::Given{std::move(given), trimmed(span)}, trimmed(span));
}

void Items::given_cell_measured(Span /*span*/) {
    measured_ = take();
}

void Items::given_cell_fact(Span span) {
    const Span cell = trimmed(span);
    std::vector<ast::ExprPtr> values = take_from(case_values_);
    if (!case_column().today) {
        ast::ValueGiven given{
            .fact = case_column().name,
            .unknown = unknown_given_,
            .none = none_given_,
            .values = std::move(values),
            .measured = std::move(measured_)};
        add_case_cell(ast::Given{std::move(given), cell}, cell);
        return;
    }
    if (values.size() != 1 || !std::holds_alternative<ast::DateLiteral>(values.front()->node)) {
        file().fault(
            {.code = Code::Syntax,
             .span = cell,
             .message = fmt::format("expected a date, not `{}`", text(cell)),
             .notes = {{case_column().span, "the day that the question is asked for"}},
             .help = "such as `2026-11-23`, or `any` for the day of the run"}
        );
        throw Abandon{};
    }
    add_case_cell(ast::Given{ast::TodayGiven{std::move(values.front())}, cell}, cell);
}

void Items::said_open(Span /*span*/) {
    push(ast::Reference{case_column().name}, case_column().span);
}

void Items::expected_said(Span span) {
    ast::ExprPtr condition = take();
    // The column's head, where its subject stands, is no part of the cell.
    condition->span = trimmed(span);
    const Span cell = condition->span;
    add_case_cell(std::move(condition), cell);
}

void Items::expected_value(Span span) {
    cell_.span = trimmed(span);
    close();
    const Span cell = cell_.span;
    add_case_cell(std::move(cell_), cell);
}

void Items::case_row(Span span) {
    case_row_.span = trimmed(span);
    if (case_row_.cells.size() != cases_.columns.size()) {
        file().diagnostics.push_back(
            {.code = Code::Syntax,
             .span = case_row_.span,
             .message = fmt::format(
                 "this row has {}, and the table has {}",
                 precept::counted(case_row_.cells.size(), "cell"),
                 precept::counted(cases_.columns.size(), "column")
             ),
             .notes = {{cases_.head, "the columns"}},
             .help = "write one cell for each column; `any` where a fact is not given, or nothing "
                     "is expected"}
        );
        return;
    }
    cases_.rows.push_back(std::move(case_row_));
}

void Items::cases(Span /*span*/) {
    as<ast::Test>().cases = std::move(cases_);
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
