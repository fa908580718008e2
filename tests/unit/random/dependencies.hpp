// What depends on what in a program under construction, kept free of circles: a random condition
// may refer to another rule's outcome only where no circle arises.
#pragma once

#include "lang/program.hpp"

#include <utility>
#include <vector>

namespace precept::random {

class Dependencies {
public:
    /// Takes in every rule and its advice: what blocks and what overrides them.
    explicit Dependencies(const Program& program) : program_(program) {}

    void add_advice();

    /// Notes that each of `from` needs `on`; false, and nothing noted, where that closes a circle.
    bool need(const std::vector<Step>& from, const Step& on);

    /// Whether `from` needs `on`, over any number of others.
    [[nodiscard]] bool reaches(const Step& from, const Step& on);

    /// Every step that was named, dependencies first.
    [[nodiscard]] std::vector<Step> order();

private:
    std::size_t index_of(const Step& step);
    void add_needs_of(std::size_t step);
    void visit(std::size_t step, std::vector<bool>& seen, std::vector<Step>& order) const;

    const Program& program_;
    std::vector<Step> steps_;
    std::vector<std::vector<std::size_t>> needs_;
};

} // namespace precept::random
