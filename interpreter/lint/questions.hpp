// Questions that a lint puts to a program beside its own conditions, and for whose answers patients
// are sought.
#pragma once

#include "interpreter/coverage/seek.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace precept::linting {

/// A copy of a program with questions of its own.
class Questions {
public:
    explicit Questions(Program program) : program_(std::move(program)) {}

    [[nodiscard]] const Program& program() const { return program_; }

    /// Adds a node that questions can be made of.
    NodeId add(Node node) {
        const NodeId id{static_cast<std::uint32_t>(program_.nodes.size())};
        program_.nodes.push_back(std::move(node));
        return id;
    }

    /// Asks who meets a condition in the patient's scope.
    void ask(NodeId condition) {
        coverage::Decision decision;
        decision.node = condition;
        decision.parts = {condition};
        const auto number = static_cast<std::uint32_t>(conditions_.decisions.size());
        aims_.push_back(
            {coverage::Aim::Kind::Condition, number, static_cast<std::uint32_t>(Truth::Yes)}
        );
        conditions_.conditions.push_back({condition, number});
        conditions_.decisions.push_back(std::move(decision));
        program_.questions.push_back(condition);
    }

    /// What was asked, in order, for the seeker.
    [[nodiscard]] const std::vector<coverage::Aim>& aims() const { return aims_; }

    /// `plan` is that of `program()` with all its questions; both must outlive the seeker.
    [[nodiscard]] coverage::Seeker seeker(const Plan& plan, Date today) const {
        return {program_, plan, conditions_, today};
    }

private:
    Program program_;
    coverage::Conditions conditions_;
    std::vector<coverage::Aim> aims_;
};

} // namespace precept::linting
