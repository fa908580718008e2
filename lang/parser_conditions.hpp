// Builds expressions from what the grammar matched: one function for a rule, called with the place
// that it covers, after those of the rules inside it.
#pragma once

#include "lang/parser_state.hpp"

namespace precept::parsing {

class Conditions : public Stack {
public:
    using Stack::Stack;

    // ---- values
    void number(Span span);
    void unit(Span span);
    void quantity(Span span);
    void plain_number(Span span);
    void date_value(Span span);
    void graded(Span span);
    void text_value(Span span);
    void yes(Span span);
    void no(Span span);
    void today(Span span);
    void reference(Span span);
    void parenthesised(Span span);
    void binary(Span span); ///< an operator and its right operand
    void negative(Span span);
    void in_unit(Span span);
    void function(Span span);
    void round_digits(Span span);
    void round(Span span);
    void extreme(Span span);
    void summand_when(Span span);
    void summand(Span span);
    void sum_of(Span span);
    void elapsed(Span span);
    void count_of(Span span);
    void pick_by(Span span);
    void pick(Span span);

    // ---- conditions
    void open_frame(Span span);
    void open_chain(Span span);
    void connective(Span span);
    void chain(Span span);
    void negation(Span span);
    void count(Span span);
    void list_of(Span span);
    void bullet_list(Span span);
    void listed_path(Span span);
    void rules_fire(Span span);
    void event_name(Span span);
    void quantified(Span span);
    void some_advice(Span span);
    void compare(Span span);
    void is_not(Span span);
    void is_known(Span span);
    void is_class(Span span);
    void is_one_of(Span span);
    void is_value(Span span);
    void is_between(Span span);
    void amount(Span span);
    void before_or_after(Span span);
    void is_relative(Span span); ///< `within`, `more than`, `less than`, `before`, `after`
    void is_outcome(Span span);
    void is_undecided(Span span);
    void is_applicable(Span span);
    void includes_some(Span span); ///< `any of`, `all of` and their values
    void includes_one(Span span);
    void not_include(Span span);
    void fires(Span span);
    void does_not_fire(Span span);

protected:
    void is_values(Span span, bool one_of);
    void includes(Span span, ast::IncludesMode mode);
    void status(Span span, ast::RuleStatus status);
    /// The name before `fires` or `is recommended`; anything else there is a fault.
    ast::Path subject_name(Span span, std::string_view what);
    template <typename Node>
    Node counted(const Frame& frame);

    std::vector<ast::Path> paths_;

private:
    struct SummandShape {
        Span span;
        bool conditional;
    };

    std::vector<std::pair<ast::Connective, Span>> connectives_;
    std::vector<SummandShape> summands_;
    bool conditional_ = false;
};

} // namespace precept::parsing
