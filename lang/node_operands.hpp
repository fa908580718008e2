// The operands of each kind of node. Included by node.hpp alone.
#pragma once

#include "lang/node.hpp"

#include <type_traits>

namespace precept {

template <typename Visit>
// A flat list of kinds, which only counts as complex.
// NOLINTNEXTLINE(readability-function-cognitive-complexity)
void for_each_operand(const Node::Kind& kind, Visit&& visit) {
    const auto maybe = [&](NodeId id) {
        if (id.valid()) {
            visit(id);
        }
    };
    std::visit(
        [&](const auto& it) {
            using Kind = std::decay_t<decltype(it)>;
            if constexpr (requires { it.operand; }) {
                visit(it.operand);
            } else if constexpr (requires { it.left; }) {
                visit(it.left);
                visit(it.right);
            } else if constexpr (requires { it.subject; }) {
                visit(it.subject);
            } else if constexpr (requires { it.arguments; }) {
                for (const NodeId id : it.arguments) {
                    visit(id);
                }
            } else if constexpr (requires { it.operands; }) {
                for (const NodeId id : it.operands) {
                    visit(id);
                }
            } else if constexpr (requires { it.summands; }) {
                for (const auto& summand : it.summands) {
                    visit(summand.value);
                    maybe(summand.when);
                }
            } else if constexpr (requires { it.cases; }) {
                for (const auto& one : it.cases) {
                    visit(one.value);
                    maybe(one.when);
                }
            } else if constexpr (std::is_same_v<Kind, node::PickedField>) {
                visit(it.event);
            } else if constexpr (std::is_same_v<Kind, node::Shift>) {
                visit(it.date);
            } else if constexpr (std::is_same_v<Kind, node::Elapsed>) {
                visit(it.from);
                visit(it.to);
            } else if constexpr (requires { it.where; }) {
                maybe(it.where);
            }
        },
        kind
    );
}

} // namespace precept
