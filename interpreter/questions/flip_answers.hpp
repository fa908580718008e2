// Tidies what a search for changes found: ranges that lie side by side become one, what is known
// already is overturned last, and of answers that differ only in an event made up one is given.
// Part of search.hpp.
#pragma once

#include "interpreter/questions/hypothesis.hpp"

#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace precept {

struct Answers {
    std::vector<Hypothesis> answers;
    std::vector<std::string> left_out; ///< in words
};

/// At most `most` of `found`, simplest first: those that leave alone what is known, then in the
/// order of declaration. The changes of each are sorted by subject, and ranges of one subject come
/// from low to high. The ranges of `relative` subjects hold only as long as other facts are as they
/// are; of answers that change others, too, they are worked out anew.
[[nodiscard]] Answers tidy(
    const Situation& situation,
    std::vector<Hypothesis> found,
    const std::set<Subject>& relative,
    std::size_t most
);

} // namespace precept
