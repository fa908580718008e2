// Expressions of the syntax tree to nodes of the program: names resolved, types checked, units
// converted, and every form of the language brought down to the core of node.hpp. A faulty
// expression is reported and becomes an `Invalid` node, about which nothing more is said.
#pragma once

#include "lang/building.hpp"

#include <utility>
#include <vector>

namespace precept {

class Lowering {
public:
    Lowering(Building& building, std::uint32_t module) : building_(building), module_(module) {}

    /// An expression of any type.
    NodeId lower(const ast::Expr& expr);

    /// A condition; reports any other type.
    NodeId condition(const ast::Expr& expr);

    /// That the value `column` is as a cell of a table says.
    NodeId in_cell(const ast::Cell& cell, NodeId column) { return cell_condition(cell, column); }

    /// The body of a definition; `declared` is its type where it says one (Invalid otherwise).
    NodeId body(const ast::Definition& definition, const Holds& declared);

private:
    // values: lower_values.cpp
    NodeId at(const ast::NumberLiteral& it, Span span);
    NodeId at(const ast::DateLiteral& it, Span span);
    NodeId at(const ast::ValueLiteral& it, Span span);
    NodeId at(const ast::TruthLiteral& it, Span span);
    NodeId at(const ast::Today& it, Span span);
    NodeId at(const ast::Reference& it, Span span);
    NodeId at(const ast::Arithmetic& it, Span span);
    NodeId at(const ast::Negative& it, Span span);
    NodeId at(const ast::Function& it, Span span);
    NodeId at(const ast::InUnit& it, Span span);
    NodeId at(const ast::SumOf& it, Span span);
    NodeId at(const ast::Elapsed& it, Span span);
    NodeId at(const ast::CountOf& it, Span span);
    NodeId at(const ast::Pick& it, Span span);

    // conditions: lower_conditions.cpp
    NodeId at(const ast::Chain& it, Span span);
    NodeId at(const ast::Not& it, Span span);
    NodeId at(const ast::Parenthesised& it, Span span);
    NodeId at(const ast::BulletList& it, Span span);
    NodeId at(const ast::Compare& it, Span span);
    NodeId at(const ast::IsValue& it, Span span);
    NodeId at(const ast::IsIn& it, Span span);
    NodeId at(const ast::IsKnown& it, Span span);
    NodeId at(const ast::IsBetween& it, Span span);
    NodeId at(const ast::IsRelativeTo& it, Span span);
    NodeId at(const ast::Includes& it, Span span);
    NodeId at(const ast::Quantified& it, Span span);
    NodeId at(const ast::IsStatus& it, Span span);
    NodeId at(const ast::IsOutcome& it, Span span);
    NodeId at(const ast::SomeAdvice& it, Span span);
    NodeId at(const ast::RulesFire& it, Span span);

    // names: lower_names.cpp
    NodeId field_of_scope(const ast::Path& path, Span span);
    NodeId symbol_node(const Symbol& symbol, Span span);
    NodeId picked_field(NodeId event, const ast::Name& field, Span span);
    void report_unknown_field(EventId event, const ast::Name& field);
    std::optional<ScopeId> enter(const ast::Path& event);
    NodeId where(ScopeId scope, const ast::ExprPtr& condition);

    // cases and tables: lower_cases.cpp
    NodeId cases(const ast::CasesBody& it, Type type, Span span);
    NodeId table(const ast::Table& it, Type type, Span span);
    NodeId row_condition(const ast::Row& row, const std::vector<NodeId>& columns);
    NodeId cell_condition(const ast::Cell& cell, NodeId column);
    Type type_of_cases(const std::vector<const ast::Expr*>& values, Span span);
    Type type_of_case(const ast::Expr& value);
    NodeId case_value(const ast::Expr& value, const Type& type);

    // shared
    [[nodiscard]] const Type& type_of(NodeId node) const { return building_.program[node].type; }

    [[nodiscard]] bool valid(NodeId node) const { return type_of(node).kind != TypeKind::Invalid; }

    template <typename Kind>
    NodeId truth(Kind kind, Span span, bool atom = false) {
        return building_.add(std::move(kind), Type{.kind = TypeKind::Truth}, span, atom);
    }

    NodeId negate(NodeId node, bool negated, Span span, bool atom = true);
    NodeId junction(ast::Quantity quantity, std::vector<NodeId> operands, Span span, bool atom);
    /// `node`, a number, as a number in `unit`; reports what can't be.
    NodeId in_unit(NodeId node, Unit unit, Span span);
    /// Two operands as numbers in one unit or as two dates; nothing when reported.
    std::optional<std::pair<NodeId, NodeId>>
    alike(NodeId left, const ast::Expr& left_expr, NodeId right, const ast::Expr& right_expr);
    NodeId compare(node::CompareOp op, NodeId left, NodeId right, Span span);
    /// `subject is VALUE` for one value.
    NodeId equals(NodeId subject, const ast::Expr& subject_expr, const ast::Expr& value, Span span);
    void check_range(NodeId subject, NodeId constant);
    [[nodiscard]] static bool bare_literal(const ast::Expr& expr);
    void report_wrong_type(const ast::Expr& expr, NodeId node, std::string_view wanted);
    bool require(NodeId node, TypeKind kind, const ast::Expr& expr, std::string_view wanted);

    Building& building_;
    std::uint32_t module_;
    std::vector<ScopeId> scopes_{ScopeId{0}};
};

} // namespace precept
