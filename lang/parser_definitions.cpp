// Definitions: conditions, values, cases and tables.

#include "lang/parser_items.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

namespace precept::parsing {

void Items::condition_body(Span /*span*/) {
    as<ast::Definition>().body = ast::ConditionBody{take()};
}

void Items::whole_value(Span /*span*/) {
    as<ast::Definition>().body = ast::ValueBody{take()};
}

void Items::case_when(Span /*span*/) {
    case_condition_ = take();
}

void Items::otherwise(Span /*span*/) {
    case_condition_ = nullptr;
}

void Items::one_case(Span span) {
    ast::ExprPtr value = take();
    auto& definition = as<ast::Definition>();
    if (!std::holds_alternative<ast::CasesBody>(definition.body)) {
        definition.body = ast::CasesBody{};
    }
    const Span whole = join(value->span, span);
    std::get<ast::CasesBody>(definition.body)
        .cases.push_back({std::move(value), std::move(case_condition_), whole});
}

// ---- tables

Span Items::trimmed(Span span) const {
    std::string_view shown = text(span);
    shown = shown.substr(0, shown.find_last_not_of(" \t\r\n") + 1);
    return {span.file, span.begin, span.begin + static_cast<std::uint32_t>(shown.size())};
}

void Items::column(Span span) {
    reference(span);
    table_.columns.push_back(take());
}

void Items::result_name(Span span) {
    table_.result = name(span);
}

void Items::table_head(Span span) {
    table_.head = span;
}

void Items::row_open(Span /*span*/) {
    row_ = {};
}

void Items::row_result(Span /*span*/) {
    row_.result = take();
}

void Items::row(Span span) {
    row_.span = span;
    if (row_.cells.size() != table_.columns.size()) {
        file().diagnostics.push_back(
            {.code = Code::Syntax,
             .span = span,
             .message = fmt::format(
                 "this row has {} before its result, and the table has {}",
                 precept::counted(row_.cells.size(), "cell"),
                 precept::counted(table_.columns.size(), "column")
             ),
             .notes = {{table_.head, "the columns"}},
             .help = "write one cell for each column; `any` where it does not matter"}
        );
        return;
    }
    table_.rows.push_back(std::move(row_));
}

void Items::table(Span /*span*/) {
    as<ast::Definition>().body = std::move(table_);
}

// ---- cells

void Items::cell_open(Span span) {
    open_frame(span);
    cell_ops_.clear();
    cell_ = {};
}

void Items::any_cell(Span /*span*/) {
    cell_.kind = ast::AnyCell{};
}

void Items::known_cell(Span span) {
    cell_.kind = ast::KnownCell{text(span) == "known"};
}

void Items::cell_bound_op(Span span) {
    const std::string_view shown = text(span);
    const bool greater = shown.front() == '>' || shown.starts_with("≥");
    using enum ast::CompareOp;
    cell_ops_.push_back(
        shown.size() == 1 ? (greater ? Greater : Less) : (greater ? GreaterEqual : LessEqual)
    );
}

void Items::compare_cell(Span /*span*/) {
    std::vector<ast::ExprPtr> values = take_from(frame().base);
    ast::CompareCell cell;
    for (std::size_t i = 0; i < values.size(); ++i) {
        cell.bounds.emplace_back(cell_ops_[i], std::move(values[i]));
    }
    cell_.kind = std::move(cell);
}

void Items::range_cell(Span /*span*/) {
    ast::ExprPtr high = take();
    ast::ExprPtr low = take();
    cell_.kind = ast::RangeCell{std::move(low), std::move(high)};
}

void Items::cell_values(Span /*span*/) {
    if (!std::holds_alternative<ast::RangeCell>(cell_.kind)) {
        cell_.kind = ast::ValuesCell{take_from(frame().base)};
    }
}

void Items::cell(Span span) {
    cell_.span = trimmed(span);
    close();
    row_.cells.push_back(std::move(cell_));
}

} // namespace precept::parsing
