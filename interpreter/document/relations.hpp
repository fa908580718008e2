// What refers to what in a program, both ways: definitions and their uses, rules and the facts that
// they need, tests and the rules that they try, sources and what cites them. Also a flow picture's
// arrows.
#pragma once

#include "interpreter/document/phrase.hpp"

#include <cstddef>
#include <map>
#include <vector>

namespace precept::document {

/// A fact or a kind of event that has to be known.
struct Need {
    Target what;
    std::vector<DefinitionId> through; ///< those that ask for it; empty: asked for directly
};

/// What a test expects of a rule or of its advice.
struct Trial {
    std::size_t test = 0;                  ///< index in `Program::tests`
    std::vector<std::size_t> expectations; ///< indices in `Test::expect`
};

class Relations {
public:
    explicit Relations(const Program& program);

    /// What the item itself refers to, each once, in the order of the text.
    [[nodiscard]] const std::vector<Target>& uses(Target item) const;
    /// What refers to the item, each once, in the order of the program.
    [[nodiscard]] const std::vector<Target>& used_by(Target item) const;
    /// The advice whose being given the item asks about: `trastuzumab is recommended`.
    [[nodiscard]] const std::vector<AdviceId>& outcomes(Target item) const;
    /// The facts and events that the item asks for, directly or through definitions.
    [[nodiscard]] std::vector<Need> needs(Target item) const;
    /// The tests that expect something of the rule or its advice.
    [[nodiscard]] const std::vector<Trial>& trials(RuleId rule) const;
    /// Rules whose advice of the verbs asked for concerns a term of `rule`'s recommendations: what
    /// can block it, or cautions beside it.
    [[nodiscard]] std::vector<RuleId> warnings(RuleId rule, ast::Verb verb) const;

private:
    void add(Target user, Target used);
    void add(Target user, NodeId node);
    void add(Target user, const std::vector<Citation>& citations);
    void add_declarations();
    void add_rules();
    void add_test(std::size_t index);
    void add_given(Target user, const Test& test);
    void note_trial(RuleId rule, std::size_t test, std::size_t expectation);
    void note_trials(NodeId condition, std::size_t test, std::size_t expectation);

    const Program& program_;
    std::map<Target, std::vector<Target>> uses_;
    std::map<Target, std::vector<Target>> used_by_;
    std::map<Target, std::vector<AdviceId>> outcomes_;
    std::vector<std::vector<Trial>> trials_; ///< by RuleId
};

} // namespace precept::document
