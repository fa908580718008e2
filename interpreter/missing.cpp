#include "interpreter/missing.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>
#include <variant>

namespace precept {

namespace {

struct NodeAt {
    NodeId node;
    Place place;
};

/// What was seen during one search: a hash table that a new search empties by counting up.
class Seen {
public:
    enum class Kind : std::uint8_t { Node, Rule, Advice, Fact, Part };

    void forget() {
        count_ = 0;
        if (++search_ == 0) { // what is left of the first searches would look seen
            std::ranges::fill(slots_, Slot{});
            search_ = 1;
        }
    }

    /// `part` is that of `thing` which is meant, below a sixteenth of what its type holds.
    bool first_time(Kind kind, std::uint32_t thing, std::uint32_t row = 0, std::uint32_t part = 0) {
        if (2 * (count_ + 1) > slots_.size()) {
            grow();
        }
        const std::uint32_t which = part << 4U | static_cast<std::uint32_t>(kind);
        const bool added = insert(std::uint64_t{thing} << 32U | row, which);
        count_ += added ? 1 : 0;
        return added;
    }

private:
    struct Slot {
        std::uint64_t key = 0;
        std::uint32_t which = 0;
        std::uint32_t search = 0;
    };

    bool insert(std::uint64_t key, std::uint32_t which) {
        const std::size_t mask = slots_.size() - 1;
        constexpr std::uint64_t golden = 0x9E3779B97F4A7C15;
        constexpr std::uint64_t other = 0xC2B2AE3D27D4EB4F;
        std::size_t at = ((key * golden ^ which * other) >> 32U) & mask;
        while (slots_[at].search == search_) {
            if (slots_[at].key == key && slots_[at].which == which) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots_[at] = {key, which, search_};
        return true;
    }

    void grow() {
        constexpr std::size_t least = 64;
        const std::vector<Slot> before =
            std::exchange(slots_, std::vector<Slot>(std::max(least, 2 * slots_.size())));
        for (const Slot& slot : before) {
            if (slot.search == search_) {
                insert(slot.key, slot.which);
            }
        }
    }

    std::vector<Slot> slots_; ///< a power of two of them
    std::size_t count_ = 0;   ///< of this search
    std::uint32_t search_ = 0;
};

/// `advice_about`, worked out once for each term and verb.
class AdviceIndex {
public:
    explicit AdviceIndex(const Program& program) : program_(program) {}

    const std::vector<AdviceId>& about(TermId term, ast::Verb verb) {
        const auto key = (std::uint64_t{term.index} << 8U) | static_cast<std::uint64_t>(verb);
        const auto [found, added] = known_.try_emplace(key);
        if (added) {
            found->second = advice_about(program_, term, verb);
        }
        return found->second;
    }

private:
    const Program& program_;
    std::unordered_map<std::uint64_t, std::vector<AdviceId>> known_;
};

} // namespace

/// A walk with a list of its own in place of the call stack, as definitions may lie thousands deep.
/// What is still to be looked at stands in reverse, so that the order is that of the text.
class MissingSearch::Walk {
public:
    explicit Walk(const Program& program) : program_(program), advice_(program) {}

    template <typename Thing>
    const std::vector<MissingPart>& from(const PatientRow& row, Thing thing) {
        begin(row);
        push(thing);
        while (!open_.empty()) {
            const Open next = open_.back();
            open_.pop_back();
            const std::size_t mark = open_.size();
            std::visit([&](const auto& it) { expand(it); }, next);
            std::reverse(open_.begin() + static_cast<std::ptrdiff_t>(mark), open_.end());
        }
        return found_;
    }

private:
    using Open = std::variant<NodeAt, RuleId, AdviceId, ModuleId>;

    void begin(const PatientRow& row) {
        evaluation_ = &row.evaluation;
        index_ = row.index;
        found_.clear();
        seen_.forget();
    }

    [[nodiscard]] PatientRow row() const { return {*evaluation_, index_}; }

    [[nodiscard]] const Batch& batch() const { return evaluation_->batch(); }

    void push(NodeId node, Place place) {
        if (node.valid() && !known(*evaluation_, node, place)) {
            open_.emplace_back(NodeAt{node, place});
        }
    }

    void push(NodeId node) { push(node, {ScopeId{0}, index_}); }

    void push(RuleId rule) {
        if (evaluation_->fired(rule, index_) == Truth::Unknown) {
            open_.emplace_back(rule);
        }
    }

    void push(AdviceId advice) {
        if (evaluation_->active(advice, index_) == Truth::Unknown) {
            open_.emplace_back(advice);
        }
    }

    void push(ModuleId module) {
        if (evaluation_->applies(module, index_) == Truth::Unknown) {
            open_.emplace_back(module);
        }
    }

    void expand(ModuleId module) { push(program_[module].applies); }

    void expand(RuleId id) {
        if (!seen_.first_time(Seen::Kind::Rule, id.index)) {
            return;
        }
        const Rule& rule = program_[id];
        push(rule.module);
        push(rule.when);
        for (const Unless& unless : rule.unless) {
            push(unless.condition);
        }
    }

    void expand(AdviceId id) {
        if (!seen_.first_time(Seen::Kind::Advice, id.index)) {
            return;
        }
        const Advice& advice = program_[id];
        push(advice.rule);
        if (evaluation_->blocked(id, index_) == Truth::Unknown) {
            for (const TermId term : advice.terms) {
                push_all(advice_.about(term, ast::Verb::Contraindicate));
            }
        }
        if (evaluation_->overridden(advice.rule, index_) == Truth::Unknown) {
            for (const RuleId other : program_[advice.rule].overridden_by) {
                push_all(program_[other].advice);
            }
        }
    }

    void push_all(const std::vector<AdviceId>& all) {
        for (const AdviceId advice : all) {
            push(advice);
        }
    }

    void expand(const NodeAt& at) {
        const auto row = static_cast<std::uint32_t>(at.place.row);
        if (seen_.first_time(Seen::Kind::Node, at.node.index, row)) {
            std::visit([&](const auto& it) { operands(at, it); }, program_[at.node].kind);
        }
    }

    // What each kind of node waits for, given that it is unknown.

    template <typename Kind>
    void operands(const NodeAt& at, const Kind&) {
        all_operands(at);
    }

    void all_operands(const NodeAt& at) {
        const std::size_t before = open_.size();
        for_each_operand(program_[at.node].kind, [&](NodeId operand) { push(operand, at.place); });
        if (open_.size() == before) {
            no_value(at); // all is known that it is made of: there is no such number
        }
    }

    void operands(const NodeAt&, const node::FactRef& it) {
        if (seen_.first_time(Seen::Kind::Fact, it.fact.index)) {
            const Reason reason = reason_of(batch().state(it.fact, index_));
            found_.push_back({Operand::Kind::Fact, it.fact.index, 0, 0, reason});
        }
    }

    void operands(const NodeAt& at, const node::FieldRef& it) {
        const EventId event = program_[it.scope].event;
        found(field(event, record_of(row(), it.scope, at.place), it.field));
    }

    void operands(const NodeAt&, const node::DefinitionRef& it) {
        const NodeId body = program_[it.definition].body;
        if (!is_reference(body)) {
            const Reason reason = reason_for(row(), body, row().place());
            if (reason == Reason::NotComputable || reason == Reason::NoCaseApplies) {
                found({Operand::Kind::Definition, it.definition.index, 0, 0, reason});
                return;
            }
        }
        push(body);
    }

    void operands(const NodeAt& at, const node::PickedField& it) {
        const Picked picked = evaluation_->picked(it.event, at.place);
        switch (picked.state) {
        case Picked::State::Unknown: push(it.event, at.place); break;
        case Picked::State::None: no_value(at); break;
        case Picked::State::Event:
            found(field(program_[it.event].type.event, picked.record, it.field));
        }
    }

    void operands(const NodeAt& at, const node::Sum& it) {
        for (const node::Summand& summand : it.summands) {
            if (summand.when.valid()) {
                push(summand.when, at.place);
                if (evaluation_->truth(summand.when, at.place) == Truth::No) {
                    continue;
                }
            }
            push(summand.value, at.place);
        }
    }

    void operands(const NodeAt& at, const node::Cases& it) {
        const std::size_t before = open_.size();
        for (const node::Case& one : it.cases) {
            const Truth when =
                one.when.valid() ? evaluation_->truth(one.when, at.place) : Truth::Yes;
            if (when == Truth::No) {
                continue;
            }
            if (when == Truth::Unknown) {
                push(one.when, at.place);
            }
            push(one.value, at.place);
            if (when == Truth::Yes) {
                break;
            }
        }
        if (open_.size() == before) {
            no_value(at);
        }
    }

    void operands(const NodeAt& at, const node::CountOf& it) { events(at, it.scope, it.where); }

    void operands(const NodeAt& at, const node::Quantified& it) { events(at, it.scope, it.where); }

    void operands(const NodeAt& at, const node::Pick& it) {
        const EventId event = program_[it.scope].event;
        if (!list_known(event)) {
            return;
        }
        const auto [first, last] = evaluation_->events(it.scope, at.place);
        for (std::size_t row = first; row < last; ++row) {
            const Place place{it.scope, row};
            const Truth in = it.where.valid() ? evaluation_->truth(it.where, place) : Truth::Yes;
            if (in == Truth::No) {
                continue;
            }
            push(it.where, place);
            const MissingPart by = field(event, static_cast<std::uint32_t>(row - first), it.by);
            if (by.reason != Reason::None) {
                found(by);
            }
        }
    }

    void operands(const NodeAt&, const node::RuleFires& it) { push(it.rule); }

    void operands(const NodeAt&, const node::TermOutcome& it) {
        push_all(advice_.about(it.term, it.verb));
    }

    void operands(const NodeAt&, const node::AnyAdvice&) {
        for (std::uint32_t i = 0; i < program_.advice.size(); ++i) {
            const ast::Verb verb = program_.advice[i].verb;
            if (verb == ast::Verb::Recommend || verb == ast::Verb::Consider) {
                push(AdviceId{i});
            }
        }
    }

    void events(const NodeAt& at, ScopeId scope, NodeId where) {
        if (!list_known(program_[scope].event)) {
            return;
        }
        const auto [first, last] = evaluation_->events(scope, at.place);
        for (std::size_t row = first; row < last; ++row) {
            push(where, {scope, row});
        }
    }

    /// Notes the list as missing if it is.
    bool list_known(EventId event) {
        const bool known = batch().list_known(event, index_);
        if (!known) {
            found({Operand::Kind::Events, event.index, 0, 0, Reason::Missing});
        }
        return known;
    }

    [[nodiscard]] MissingPart
    field(EventId event, std::uint32_t record, std::uint32_t field) const {
        const Reason reason = reason_of(batch().state(event, field, index_, record));
        return {Operand::Kind::Field, event.index, record, field, reason};
    }

    void no_value(const NodeAt& at) {
        const Reason reason = reason_for(row(), at.node, at.place);
        found({Operand::Kind::Expression, at.node.index, 0, 0, reason, at.place});
    }

    [[nodiscard]] bool is_reference(NodeId node) const {
        return std::holds_alternative<node::DefinitionRef>(program_[node].kind);
    }

    void found(const MissingPart& part) {
        const std::uint32_t which = part.field << 4U | static_cast<std::uint32_t>(part.kind);
        if (seen_.first_time(Seen::Kind::Part, part.index, part.record, which)) {
            found_.push_back(part);
        }
    }

    const Program& program_;
    AdviceIndex advice_;
    const Evaluation* evaluation_ = nullptr;
    std::size_t index_ = 0;
    std::vector<Open> open_;
    std::vector<MissingPart> found_;
    Seen seen_;
};

MissingSearch::MissingSearch(const Program& program) : walk_(std::make_unique<Walk>(program)) {}

MissingSearch::~MissingSearch() = default;

const std::vector<MissingPart>& MissingSearch::find(const PatientRow& row, NodeId node) {
    return walk_->from(row, node);
}

const std::vector<MissingPart>& MissingSearch::find(const PatientRow& row, RuleId rule) {
    return walk_->from(row, rule);
}

const std::vector<MissingPart>& MissingSearch::find(const PatientRow& row, AdviceId advice) {
    return walk_->from(row, advice);
}

const std::vector<MissingPart>& MissingSearch::find(const PatientRow& row, ModuleId module) {
    return walk_->from(row, module);
}

namespace {

Operand operand_of(const PatientView& view, const MissingPart& part) {
    switch (part.kind) {
    case Operand::Kind::Fact: return read_fact(view, {part.index});
    case Operand::Kind::Events: return read_events(view, {part.index});
    case Operand::Kind::Field: return read_field(view, {part.index}, part.record, part.field);
    case Operand::Kind::Definition: return read_definition(view, {part.index});
    default: break; // an expression; the walk finds no others
    }
    Operand made{.kind = part.kind, .index = part.index};
    made.reading = read(view, {part.index}, part.place);
    made.origin = {.kind = Origin::Kind::Rules, .span = view.program().nodes[part.index].span};
    return made;
}

template <typename Thing>
std::vector<Operand> operands_for(const PatientView& view, Thing thing) {
    MissingSearch search(view.program());
    std::vector<Operand> operands;
    for (const MissingPart& part : search.find(row_of(view), thing)) {
        operands.push_back(operand_of(view, part));
    }
    return operands;
}

} // namespace

std::vector<Operand> missing_for(const PatientView& view, NodeId node) {
    return operands_for(view, node);
}

std::vector<Operand> missing_for(const PatientView& view, RuleId rule) {
    return operands_for(view, rule);
}

std::vector<Operand> missing_for(const PatientView& view, AdviceId advice) {
    return operands_for(view, advice);
}

std::vector<Operand> missing_for(const PatientView& view, ModuleId module) {
    return operands_for(view, module);
}

std::vector<Operand> missing_for(const PatientView& view, DefinitionId definition) {
    return operands_for(view, view.program()[definition].body);
}

} // namespace precept
