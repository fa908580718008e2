// The inside of `plan`: `Operations` makes operations, each once and in the right scope; `Planner`
// brings nodes, rules and advice down to them.
#pragma once

#include "interpreter/plan.hpp"
#include "interpreter/truth.hpp"

#include <initializer_list>
#include <map>
#include <tuple>
#include <unordered_set>

namespace precept {

class Operations {
public:
    Operations(const Program& program, Plan& plan);
    Operations(const Operations&) = delete;
    Operations& operator=(const Operations&) = delete;

    [[nodiscard]] const Operation& operator[](Ref ref) const { return plan_[ref]; }

    /// The operation in the deepest scope of its operands, to which the others are spread. What is
    /// equal to an operation that is already there is that one.
    Ref make(Operation operation, std::span<const Ref> operands);
    Ref make(Operation operation, std::initializer_list<Ref> operands);
    /// The same in the scope that `operation` names.
    Ref make_there(Operation operation, std::span<const Ref> operands);

    Ref truth(Truth truth);
    Ref constant(Shape shape, const Value& value);
    Ref all_of(std::vector<Ref> operands);
    Ref any_of(std::vector<Ref> operands);
    Ref at_least(std::uint64_t count, std::vector<Ref> operands);
    /// Bounds that meet, as an exact number.
    Ref settled(Ref number);
    Ref known(Ref subject);
    /// `ref`, as a column of `scope`, which is its own or lies within that.
    Ref spread(Ref ref, ScopeId scope);

    /// Whether it is a fact or field: what is not known of it is altogether unknown.
    [[nodiscard]] bool as_given(Ref ref) const;

    std::uint32_t term_set(std::vector<TermId> terms);
    std::uint32_t conversion(const Conversion& conversion);

private:
    struct Hash {
        const Plan* plan;
        std::size_t operator()(std::uint32_t index) const;
    };

    struct Same {
        const Plan* plan;
        bool operator()(std::uint32_t left, std::uint32_t right) const;
    };

    [[nodiscard]] ScopeId deepest(std::span<const Ref> operands) const;

    const Program& program_;
    Plan& plan_;
    std::unordered_set<std::uint32_t, Hash, Same> made_;
    std::vector<std::uint32_t> depth_; ///< by ScopeId
    std::map<std::vector<TermId>, std::uint32_t> term_sets_;
    std::map<std::tuple<double, double, double>, std::uint32_t> conversions_;
    Ref no_, unknown_; ///< once asked for
};

class Planner {
public:
    Planner(const Program& program, Plan& plan);

    /// What Program::order lists.
    void steps();
    /// What nothing depends on: properties, outcomes that were not asked for, tests.
    void rest(const PlanOptions& options);
    /// The memory of Retain::Results.
    void assign_slots();

private:
    Ref node(NodeId id);

    Ref maybe(NodeId id) { return id.valid() ? node(id) : Ref{}; }

    Ref number(NodeId id) { return make_.settled(node(id)); }

    std::vector<Ref> nodes(const std::vector<NodeId>& ids);

    Ref at(const node::Invalid& it, const Node& node);
    Ref at(const node::Constant& it, const Node& node);
    Ref at(const node::Today& it, const Node& node);
    Ref at(const node::FactRef& it, const Node& node);
    Ref at(const node::FieldRef& it, const Node& node);
    Ref at(const node::DefinitionRef& it, const Node& node);
    Ref at(const node::PickedField& it, const Node& node);
    Ref at(const node::Arithmetic& it, const Node& node);
    Ref at(const node::Negative& it, const Node& node);
    Ref at(const node::Function& it, const Node& node);
    Ref at(const node::Convert& it, const Node& node);
    Ref at(const node::Shift& it, const Node& node);
    Ref at(const node::Elapsed& it, const Node& node);
    Ref at(const node::Sum& it, const Node& node);
    Ref at(const node::CountOf& it, const Node& node);
    Ref at(const node::Pick& it, const Node& node);
    Ref at(const node::Cases& it, const Node& node);
    Ref at(const node::Not& it, const Node& node);
    Ref at(const node::Junction& it, const Node& node);
    Ref at(const node::Compare& it, const Node& node);
    Ref at(const node::OneOf& it, const Node& node);
    Ref at(const node::TermIs& it, const Node& node);
    Ref at(const node::Includes& it, const Node& node);
    Ref at(const node::Known& it, const Node& node);
    Ref at(const node::Quantified& it, const Node& node);
    Ref at(const node::RuleFires& it, const Node& node);
    Ref at(const node::TermOutcome& it, const Node& node);
    Ref at(const node::AnyAdvice& it, const Node& node);

    Ref compare(Op op, Ref left, Ref right);
    Ref field(ScopeId scope, std::uint32_t index);
    /// Operands over the events of `scope`: the condition, if it matters, spread to it.
    std::vector<Ref> condition_over(ScopeId scope, Ref where);
    Ref events_that(ScopeId scope, std::uint64_t count, Ref where);

    Ref applies(ModuleId module);
    Ref fired(RuleId id);
    Ref active(AdviceId id);
    Ref overridden(RuleId id);
    Ref blocked(const Advice& advice);
    Ref outcome(TermId term, ast::Verb verb);
    Ref any_advice();
    [[nodiscard]] std::vector<bool> results() const;

    const Program& program_;
    Plan& plan_;
    Operations make_;
    Ref any_advice_;
    std::array<std::vector<std::vector<AdviceId>>, 4> own_advice_; ///< by verb and TermId
};

} // namespace precept
