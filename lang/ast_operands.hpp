// Walking the syntax tree: the direct operands of an expression, and the expressions of a
// definition.
#pragma once

#include "lang/ast.hpp"

namespace precept {

/// Calls `visit` with each direct operand of `expr`.
template <typename Visit>
void for_each_operand(const ast::Expr& expr, Visit&& visit) {
    const auto maybe = [&](const ast::ExprPtr& operand) {
        if (operand) {
            visit(*operand);
        }
    };
    const auto all = [&](const std::vector<ast::ExprPtr>& operands) {
        for (const ast::ExprPtr& operand : operands) {
            maybe(operand);
        }
    };
    std::visit(
        [&](const auto& it) {
            // By member, so that a new form with usual members needs no change here.
            if constexpr (requires { it.operand; }) {
                maybe(it.operand);
            }
            if constexpr (requires { it.left; }) {
                maybe(it.left);
                maybe(it.right);
            }
            if constexpr (requires { it.inner; }) {
                maybe(it.inner);
            }
            if constexpr (requires { it.subject; }) {
                maybe(it.subject);
            }
            if constexpr (requires { it.arguments; }) {
                all(it.arguments);
            }
            if constexpr (requires { it.operands; }) {
                all(it.operands);
            }
            if constexpr (requires { it.items; }) {
                all(it.items);
            }
            if constexpr (requires { it.values; }) {
                all(it.values);
            }
            if constexpr (requires { it.summands; }) {
                for (const ast::Summand& summand : it.summands) {
                    maybe(summand.value);
                    maybe(summand.when);
                }
            }
            if constexpr (requires { it.from; }) {
                maybe(it.from);
                maybe(it.to);
            }
            if constexpr (requires { it.low; }) {
                maybe(it.low);
                maybe(it.high);
            }
            if constexpr (requires { it.anchor; }) {
                maybe(it.anchor);
            }
            if constexpr (requires { it.where; }) {
                maybe(it.where);
            }
        },
        expr.node
    );
}

/// Calls `visit` with each outermost expression of the body of `definition`.
template <typename Visit>
void for_each_expr(const ast::Definition& definition, Visit&& visit) {
    const auto maybe = [&](const ast::ExprPtr& expr) {
        if (expr) {
            visit(*expr);
        }
    };
    if (const auto* condition = std::get_if<ast::ConditionBody>(&definition.body)) {
        maybe(condition->condition);
    } else if (const auto* value = std::get_if<ast::ValueBody>(&definition.body)) {
        maybe(value->value);
    } else if (const auto* cases = std::get_if<ast::CasesBody>(&definition.body)) {
        for (const ast::Case& one : cases->cases) {
            maybe(one.value);
            maybe(one.when);
        }
    } else {
        const auto& table = std::get<ast::Table>(definition.body);
        for (const ast::ExprPtr& column : table.columns) {
            maybe(column);
        }
        for (const ast::Row& row : table.rows) {
            maybe(row.result);
            for (const ast::Cell& cell : row.cells) {
                if (const auto* values = std::get_if<ast::ValuesCell>(&cell.kind)) {
                    for (const ast::ExprPtr& listed : values->values) {
                        maybe(listed);
                    }
                } else if (const auto* bounds = std::get_if<ast::CompareCell>(&cell.kind)) {
                    for (const auto& [op, bound] : bounds->bounds) {
                        maybe(bound);
                    }
                } else if (const auto* range = std::get_if<ast::RangeCell>(&cell.kind)) {
                    maybe(range->low);
                    maybe(range->high);
                }
            }
        }
    }
}

} // namespace precept
