// A guideline as a flow picture, before it is laid out: facts and events lead to definitions, these
// to rules, and rules to their advice; what overrides or blocks what. With a patient, each thing
// also bears what became of it, and each arrow whether the patient's way goes along it.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/document/links.hpp"
#include "interpreter/document/prose.hpp"
#include "interpreter/document/relations.hpp"
#include "interpreter/trace.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace precept::drawing {

/// What a thing in the picture is.
enum class Thing : std::uint8_t { Fact, Event, Definition, Guideline, Rule, Advice };

/// What became of it for the patient.
enum class Mark : std::uint8_t {
    None,          ///< there is no patient
    Yes,           ///< fired, holds, applies, active
    No,            ///< did not fire, does not hold, is not given
    Unknown,       ///< undecided, missing, provisional
    Stopped,       ///< blocked or overridden
    NotApplicable, ///< its guideline does not apply
    Known,         ///< a value
};

struct Box {
    std::string id;
    Thing thing = Thing::Fact;
    ModuleId module;
    std::string text;
    std::string said{};    ///< what became of it, in words
    std::string tooltip{}; ///< its condition, type or reason
    Mark mark = Mark::None;
    std::optional<ast::Verb> verb{}; ///< of advice
};

struct Arrow {
    enum class Kind : std::uint8_t {
        Leads,     ///< from what is needed to what needs it, and from a rule to its advice
        Applies,   ///< from a guideline's condition to its rules
        Overrides, ///< from a rule to the one whose advice it takes the place of
        Blocks,    ///< from a contraindication to the advice that it can block
    };

    std::size_t from = 0; ///< index in Picture::boxes
    std::size_t to = 0;
    Kind kind = Kind::Leads;
    bool on_path = false;
};

struct Picture {
    std::string title;
    std::string subtitle; ///< whom it is about, and that it is no medical advice
    std::vector<Box> boxes;
    std::vector<Arrow> arrows;
    std::map<ModuleId, std::string> modules; ///< the labels of those that boxes belong to
    bool patient = false;
};

/// Makes the picture of the rules of `modules`, and of all that they are made of.
class Painter {
public:
    Painter(const Program& program, const Sources& sources, const std::vector<ModuleId>& modules);

    /// Marks what became of everything for a patient, and the patient's way.
    void mark(const PatientView& view, const Answer& answer);

    [[nodiscard]] const Picture& picture() const { return picture_; }

private:
    using Target = document::Target;

    // what there is: picture.cpp
    void add_rule(RuleId id);
    /// The box of a fact, event, definition, rule or guideline, made with all that leads to it.
    std::size_t box_of(Target target);
    void add_advice(AdviceId id, std::size_t rule);
    [[nodiscard]] Box describe(Target target) const;
    void add_needs(Target target, std::size_t box);
    void add_withdrawals();
    void arrow(std::size_t from, std::size_t to, Arrow::Kind kind);
    [[nodiscard]] std::string new_id(const std::string& wanted);

    // what became of it: path.cpp
    void mark(const PatientView& view, Target target, Box& box) const;
    void mark_fact(const PatientView& view, const Operand& operand, Box& box) const;
    void mark_advice(const Answer& answer, AdviceId id, Status status, Box& box) const;
    void follow(const PatientView& view, const std::vector<Condition>& conditions, std::size_t to);
    void follow_operand(const PatientView& view, const Operand& operand, std::size_t to);
    void walk_withdrawals(const PatientView& view);
    void walk(std::size_t from, std::size_t to, Arrow::Kind kind = Arrow::Kind::Leads);

    const Program& program_;
    document::Prose prose_;
    document::Relations relations_;
    document::Links links_;
    std::map<Target, std::size_t> boxes_;
    std::map<std::uint32_t, std::size_t> advice_; ///< by AdviceId
    std::vector<bool> followed_;                  ///< by DefinitionId
    std::map<std::tuple<std::size_t, std::size_t, Arrow::Kind>, std::size_t> arrows_;
    Picture picture_;
};

} // namespace precept::drawing
