// Traces as text: a line for each condition, with its mark, what it looked at and where that came
// from. A definition unfolds beneath the first condition that uses it; later uses point back.
#pragma once

#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"

#include <cstddef>
#include <deque>
#include <unordered_map>

namespace precept {

class TraceWriter {
public:
    /// Of everything, or of what decided alone.
    enum class Extent : std::uint8_t { Whole, Deciding };

    TraceWriter(
        const PatientView& view, const Sources& sources, Page& page, Extent extent = Extent::Whole
    )
        : view_(view),
          program_(view.program()),
          sources_(sources),
          page_(page),
          extent_(extent) {}

    /// `introduction` (such as "when") and the condition, at the left.
    void condition(std::string_view introduction, const Condition& condition);
    /// The rule's line and its conditions.
    void rule(RuleId rule);
    void definition(DefinitionId definition);
    /// The definitions that were nested too deep to unfold where they were used.
    void rest();

private:
    enum class Unfolded { Above, Below };

    void write(std::size_t indent, const Text& introduction, const Condition& condition);
    void parts(std::size_t indent, const Condition& condition);
    void part(std::size_t indent, const Condition& condition, Condition::Shape parent);
    void events(std::size_t indent, const Condition& condition);
    void body(std::size_t indent, DefinitionId definition);
    [[nodiscard]] bool is_table(const Condition& condition) const;
    void table(std::size_t indent, const Text& introduction, const Condition& condition);
    void table_row(std::size_t indent, const Condition& row);
    void unfold(std::size_t indent, const Condition& condition);
    void left_out(std::size_t indent, const Condition& condition);
    /// As much of the tree as is to be shown.
    [[nodiscard]] Condition extent(Condition condition) const;
    [[nodiscard]] std::vector<Text> values(std::size_t indent, const Condition& condition);
    [[nodiscard]] Text value(std::size_t indent, const Operand& operand, bool named);
    [[nodiscard]] std::string place(std::size_t indent, const Operand& operand);
    [[nodiscard]] Text mark(const Condition& condition) const;
    [[nodiscard]] Text head(const Condition& condition) const;

    [[nodiscard]] std::size_t step() const { return page_.unicode() ? 2 : 4; }

    [[nodiscard]] bool too_deep(std::size_t indent) const { return indent > page_.width() * 2 / 5; }

    const PatientView& view_;
    const Program& program_;
    const Sources& sources_;
    Page& page_;
    Extent extent_;
    std::unordered_map<std::uint32_t, Unfolded> unfolded_;
    std::deque<DefinitionId> later_;
    std::string event_; ///< the event whose line is being written, such as `therapy[2].`
};

/// The last part of an answer: each guideline's rules with their conditions and, unless all are
/// shown, what decided those that did not fire.
void write_why(
    const PatientView& view,
    const Answer& answer,
    const Sources& sources,
    Page& page,
    TraceLevel level
);

/// `✓`, `✗` or `?`; in ASCII `yes`, `no` and `?`, of equal width.
[[nodiscard]] Text mark_of(Truth truth, bool unicode);

/// Whether a label says more than the name in words.
[[nodiscard]] bool says_more(std::string_view label, std::string_view name);

} // namespace precept
