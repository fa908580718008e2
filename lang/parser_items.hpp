// Builds items from what the grammar matched, as parser_conditions.hpp does expressions. A clause
// that may stand once keeps its first value; a second one is reported.
#pragma once

#include "lang/parser_conditions.hpp"

#include <variant>

namespace precept::parsing {

class Items : public Conditions {
public:
    using Conditions::Conditions;

    /// Puts the item that is complete into the module.
    void finish();

    /// The one expression on the stack.
    ast::ExprPtr finish_expression() { return take(); }

    /// What the one test that was begun gives.
    std::vector<ast::Given> finish_suppositions() { return std::move(as<ast::Test>().given); }

    template <typename Item>
    void begin(Span span) {
        begin_ = span;
        file().begin_item(span, false);
        item_.emplace<Item>();
    }

    void begin_header(Span span);
    void once(Span span);           ///< a clause that an item may have once
    void once_in_action(Span span); ///< a clause that an action, or an `unless`, may have once

    // ---- shared
    void item_name(Span span);
    void label(Span span);
    void code_system(Span span);
    void code_text(Span span);
    void code(Span span);
    void cite_source(Span span);
    void cite_section(Span span);
    void citation(Span span);

    // ---- header, use, source, system, term
    void language(Span span);
    void version(Span span);
    void status_word(Span span);
    void reviewed(Span span);
    void review_every(Span span);
    void applies(Span span);
    void use_part(Span span);
    void use_alias(Span span);
    void source_title(Span span);
    void doi(Span span);
    void pmid(Span span);
    void url(Span span);
    void published(Span span);
    void accessed(Span span);
    void uri(Span span);
    void term_parent(Span span);

    // ---- types, facts, events
    void yes_no_type(Span span);
    void date_type(Span span);
    void term_type(Span span);
    void number_open(Span span);
    void type_unit(Span span);
    void range(Span span);
    void type_end(Span span); ///< of `number`, whose pieces come one by one
    void coined_value(Span span);
    void value_label(Span span);
    void value_code(Span span);
    void one_of_type(Span span);
    void set_of_type(Span span);
    void item_type(Span span);
    void assumed(Span span);
    void valid_for(Span span);
    void fixed(Span span);
    void ask(Span span);
    void field_name(Span span);
    void field_label(Span span);
    void field_code(Span span);
    void field(Span span);

    // ---- definitions
    void condition_body(Span span);
    void whole_value(Span span);
    void case_when(Span span);
    void otherwise(Span span);
    void one_case(Span span);
    void column(Span span);
    void result_name(Span span);
    void table_head(Span span);
    void row_open(Span span);
    void row_result(Span span);
    void cell_open(Span span);
    void any_cell(Span span);
    void known_cell(Span span);
    void cell_bound_op(Span span);
    void compare_cell(Span span);
    void range_cell(Span span);
    void cell_values(Span span);
    void cell(Span span);
    void table(Span span);
    void row(Span span);

    // ---- rules, tests, properties
    void rule_when(Span span);
    void unless_open(Span span);
    void unless_condition(Span span);
    void unless_because(Span span);
    void overridden_rule(Span span);
    void verb(Span span);
    void advised(Span span);
    void action_whole(Span span);
    void strength(Span span);
    void evidence(Span span);
    void because(Span span);
    void how(Span span);
    void test_label(Span span);
    void given_name(Span span);
    void given_today(Span span);
    void given_not(Span span);
    void given_no(Span span);
    void given_unknown(Span span);
    void given_none(Span span);
    void given_is(Span span);
    void measured_on(Span span);
    void given_field_name(Span span);
    void given_field_value(Span span);
    void given_fact(Span span);
    void given_file(Span span);
    void given_patient(Span span);
    void given_and(Span span);
    void given_but(Span span);
    void test_given(Span span);
    void expectation(Span span);
    void cases_open(Span span);
    void case_today(Span span);
    void case_fact(Span span);
    void case_expected(Span span);
    void cases_head(Span span);
    void case_open(Span span);
    void cell_blank(Span span);
    void case_any(Span span);
    void cell_compared(Span span);
    void cell_misplaced(Span span);
    void given_cell_event(Span span);
    void given_cell_measured(Span span);
    void given_cell_fact(Span span);
    void said_open(Span span);
    void expected_said(Span span);
    void expected_value(Span span);
    void case_row(Span span);
    void cases(Span span);
    /// Whether the cell that comes next says what is expected.
    [[nodiscard]] bool in_expected_column() const;
    void whenever(Span span);
    void never(Span span);
    void claim(Span span);
    void ensure(Span span);

private:
    struct Seen {
        std::string_view clause;
        Span span;
        bool in_action;
    };

    template <typename Item>
    [[nodiscard]] Item& as() {
        return std::get<Item>(item_);
    }

    void remember(Span span, bool in_action);
    void set_claim(Span span, bool never);
    /// Without the blanks that were read behind it in search of more.
    [[nodiscard]] Span trimmed(Span span) const;
    /// "1 cell", "2 cells"
    void open_case_cell();
    void add_case_cell(decltype(ast::CaseCell::kind) kind, Span span);
    /// That of the cell being read.
    [[nodiscard]] const ast::CaseColumn& case_column() const;

    Span begin_{};
    std::variant<
        std::monostate,
        ast::Header,
        ast::Use,
        ast::Source,
        ast::CodeSystem,
        ast::Term,
        ast::Fact,
        ast::Event,
        ast::Definition,
        ast::Rule,
        ast::Test,
        ast::Ensure>
        item_;
    std::vector<Seen> seen_;
    ast::CodeBinding code_;
    ast::Citation citation_;
    std::optional<ast::Type> type_;
    std::vector<ast::ValueDecl> coined_;
    ast::Field field_;
    ast::Table table_;
    ast::Row row_;
    ast::Cell cell_;
    std::vector<ast::CompareOp> cell_ops_;
    ast::ExprPtr case_condition_;
    bool unknown_given_ = false;
    bool none_given_ = false;
    ast::ExprPtr measured_;
    std::optional<ast::ValueGiven> value_given_;
    std::vector<ast::FieldGiven> fields_given_;
    ast::Path given_name_;
    ast::FieldGiven field_given_;
    ast::Text file_given_;
    ast::CaseTable cases_;
    ast::CaseRow case_row_;
    std::size_t case_values_ = 0; ///< of the cell being read: where its values begin
};

} // namespace precept::parsing
