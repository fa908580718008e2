// Random expressions of a wanted type, as nodes and, at the same time, as text.
#pragma once

#include "tests/unit/random/dependencies.hpp"
#include "tests/unit/random/random_program.hpp"

#include <functional>
#include <optional>

namespace precept::random {

/// A node, and the text that means it.
struct Made {
    NodeId node;
    std::string text;
};

class Expressions {
public:
    Expressions(Program& program, Dependencies& needs, Random& random, const Shape& shape)
        : program_(program),
          needs_(needs),
          random_(random),
          shape_(shape) {}

    /// What the next expressions belong to, and what must therefore not depend on itself.
    void belong_to(std::vector<Step> owners) { owners_ = std::move(owners); }

    /// A condition on one line.
    [[nodiscard]] Made truth(int depth);
    /// A condition that may be a bullet list, whose bullets stand at column `indent`.
    [[nodiscard]] Made block(int depth, int indent);
    [[nodiscard]] Made number(Unit unit, int depth);
    [[nodiscard]] Made date(int depth);
    [[nodiscard]] Made coded(DomainId domain, int depth);
    [[nodiscard]] Made set(DomainId domain);
    [[nodiscard]] Made term();
    /// `sum of` with bullets at column `indent`.
    [[nodiscard]] Made sum(Unit unit, int depth, int indent);
    /// `latest` or `earliest`, in the patient's scope.
    [[nodiscard]] Made event(EventId event, int depth);
    [[nodiscard]] Made cases(const Type& type, int depth);
    /// A claim of an `ensure`.
    [[nodiscard]] Made claim(int depth);

    [[nodiscard]] Made any_advice();
    Made constant(const Type& type);

private:
    struct Reference {
        Node::Kind kind;
        Type type;
        std::string text;
        std::optional<Step> step;
    };

    NodeId add(Node::Kind kind, Type type);

    NodeId truth_node(Node::Kind kind) { return add(std::move(kind), {.kind = TypeKind::Truth}); }

    ScopeId scope(EventId event, ScopeId parent);
    [[nodiscard]] std::vector<Reference> references() const;
    void add_fields(std::vector<Reference>& found) const;
    std::optional<Made> reference(const std::function<bool(const Type&)>& fits);
    Made value_of(const Type& type, int depth);

    Made arithmetic(Unit unit, int depth);
    Made function(Unit unit, int depth);
    Made count(int depth);
    Made numbers_compared(int depth);
    Made dates_compared(int depth);
    Made one_of(int depth);
    Made term_is();
    Made includes();
    Made known(int depth);
    Made quantified(int depth);
    Made joined(int depth);
    Made outcome();
    Made leaf();
    std::pair<NodeId, std::string> where(EventId event, ScopeId inside, int depth);
    DomainId domain_of(TypeKind kind);

    Program& program_;
    Dependencies& needs_;
    Random& random_;
    const Shape& shape_;
    std::vector<Step> owners_;
    std::vector<ScopeId> scopes_{ScopeId{0}};
};

/// The units of random facts.
[[nodiscard]] std::vector<Unit> random_units();

} // namespace precept::random
