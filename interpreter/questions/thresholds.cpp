#include "interpreter/questions/thresholds.hpp"

#include "interpreter/questions/affine.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace precept {

namespace {

using node::CompareOp;

/// A place between two neighbouring values: just before `at`, or just after it.
struct Cut {
    double at;
    bool after;

    friend auto operator<=>(const Cut&, const Cut&) = default;
};

CompareOp turned(CompareOp op) {
    switch (op) {
    case CompareOp::Less: return CompareOp::Greater;
    case CompareOp::LessEqual: return CompareOp::GreaterEqual;
    case CompareOp::Greater: return CompareOp::Less;
    case CompareOp::GreaterEqual: return CompareOp::LessEqual;
    case CompareOp::Equal: break;
    }
    return op;
}

/// The part of `region` that the declaration allows.
Region within(Region region, const Holds& holds) {
    if (holds.range) {
        if (!region.low || *region.low < holds.range->first) {
            region.low = holds.range->first;
            region.low_included = true;
        }
        if (!region.high || *region.high > holds.range->second) {
            region.high = holds.range->second;
            region.high_included = true;
        }
    }
    return region;
}

bool is_empty(const Region& region) {
    return region.low && region.high &&
           (*region.low > *region.high ||
            (*region.low == *region.high && !(region.low_included && region.high_included)));
}

/// Goes through every node of a program that has the subject as an operand.
class Reader {
public:
    Reader(const Situation& situation, const Subject& subject)
        : situation_(situation),
          program_(situation.program),
          subject_(subject) {
        for (const Definition& definition : program_.definitions) {
            meant_.push_back(definition.body);
        }
        for (const Step& step : program_.order) {
            if (step.kind == Step::Kind::Definition) {
                meant_[step.index] = meant(meant_[step.index]);
            }
        }
    }

    Uses read() {
        for (const Node& node : program_.nodes) {
            std::visit([&](const auto& it) { use(it); }, node.kind);
        }
        for (const Definition& definition : program_.definitions) {
            // Another name for it; what is done with that is seen where it is used.
            read_ = read_ || (definition.body.valid() && as_subject(definition.body));
        }
        for (const Rule& rule : program_.rules) {
            read_ = read_ || is_subject(rule.when) ||
                    std::ranges::any_of(rule.unless, [&](const Unless& unless) {
                        return is_subject(unless.condition);
                    });
        }
        const Holds& holds = holds_of(program_, subject_);
        Uses uses;
        uses.read = read_;
        if (computed_ && subject_.kind == Subject::Kind::Fact &&
            holds.type.kind == TypeKind::Number) {
            if (const auto cuts = affine_cuts(situation_, subject_)) {
                for (const AffineCut& one : *cuts) {
                    cut(one.op, one.at);
                }
                uses.relative = true;
                computed_ = false;
            }
        }
        uses.computed = computed_;
        if (holds.type.kind == TypeKind::Number || holds.type.kind == TypeKind::Date) {
            uses.regions = regions(holds);
        }
        return uses;
    }

private:
    /// What a definition that is nothing but another name stands for; else the node itself.
    [[nodiscard]] NodeId meant(NodeId id) const {
        const auto* definition = std::get_if<node::DefinitionRef>(&program_[id].kind);
        return definition != nullptr ? meant_[definition->definition.index] : id;
    }

    [[nodiscard]] bool is_subject(NodeId id) const {
        if (!id.valid()) {
            return false;
        }
        const Node::Kind& kind = program_[meant(id)].kind;
        if (subject_.kind == Subject::Kind::Fact) {
            const auto* fact = std::get_if<node::FactRef>(&kind);
            return fact != nullptr && fact->fact.index == subject_.index;
        }
        if (const auto* field = std::get_if<node::FieldRef>(&kind)) {
            return field->field == subject_.field &&
                   program_[field->scope].event.index == subject_.index;
        }
        const auto* picked = std::get_if<node::PickedField>(&kind);
        return picked != nullptr && picked->field == subject_.field &&
               program_[picked->event].type.event.index == subject_.index;
    }

    /// The subject itself, or the subject in another unit: what takes a constant of the comparison
    /// back to the unit of the declaration.
    [[nodiscard]] std::optional<Conversion> as_subject(NodeId id) const {
        if (is_subject(id)) {
            return Conversion{};
        }
        const auto* convert = std::get_if<node::Convert>(&program_[meant(id)].kind);
        if (convert != nullptr && is_subject(convert->operand)) {
            return convert->conversion;
        }
        return std::nullopt;
    }

    [[nodiscard]] static double back(const Conversion& conversion, double number) {
        const double shifted = number - conversion.offset;
        return conversion.divisor != 0 ? shifted * conversion.divisor : shifted / conversion.scale;
    }

    /// A value that is the same for every patient.
    [[nodiscard]] std::optional<double> constant(NodeId id) const {
        const Node::Kind& kind = program_[meant(id)].kind;
        if (const auto* it = std::get_if<node::Constant>(&kind)) {
            return plain_number(it->value);
        }
        if (std::holds_alternative<node::Today>(kind)) {
            return situation_.today.days;
        }
        if (const auto* it = std::get_if<node::Convert>(&kind)) {
            const auto inside = constant(it->operand);
            return inside ? std::optional(it->conversion(*inside)) : std::nullopt;
        }
        if (const auto* it = std::get_if<node::Shift>(&kind)) {
            const auto inside = constant(it->date);
            return inside ? std::optional<double>(
                                add(Date{static_cast<std::int32_t>(*inside)}, it->span).days
                            )
                          : std::nullopt;
        }
        return std::nullopt;
    }

    void use(const node::Compare& it) {
        const auto left = as_subject(it.left);
        const auto right = as_subject(it.right);
        if (!left && !right) {
            return;
        }
        read_ = true;
        const auto limit = constant(left ? it.right : it.left);
        if (!limit) {
            computed_ = true;
            return;
        }
        cut(left ? it.op : turned(it.op), back(left ? *left : *right, *limit));
    }

    void cut(CompareOp op, double at) {
        if (op == CompareOp::Less || op == CompareOp::GreaterEqual || op == CompareOp::Equal) {
            cuts_.insert({at, false});
        }
        if (op == CompareOp::LessEqual || op == CompareOp::Greater || op == CompareOp::Equal) {
            cuts_.insert({at, true});
        }
    }

    /// Conditions that ask for a value of a list, or whether there is one: no arithmetic.
    void use(const node::OneOf& it) { read_ = read_ || is_subject(it.subject); }

    void use(const node::TermIs& it) { read_ = read_ || is_subject(it.subject); }

    void use(const node::Includes& it) { read_ = read_ || is_subject(it.subject); }

    void use(const node::Known& it) { read_ = read_ || is_subject(it.subject); }

    void use(const node::Not& it) { read_ = read_ || is_subject(it.operand); }

    void use(const node::Junction& it) {
        for (const NodeId operand : it.operands) {
            read_ = read_ || is_subject(operand);
        }
    }

    /// A conversion is judged by the comparison that it stands in; elsewhere it is a computation.
    void use(const node::Convert& it) { read_ = read_ || is_subject(it.operand); }

    void use(const node::Pick& it) {
        if (subject_.kind == Subject::Kind::Field && it.by == subject_.field &&
            program_[it.scope].event.index == subject_.index) {
            read_ = computed_ = true;
        }
    }

    template <typename Other>
    void use(const Other& it) {
        for_each_operand(Node::Kind{it}, [&](NodeId operand) {
            if (is_subject(operand)) {
                read_ = true;
                // A truth can be passed on as it is; of anything else the rules compute.
                computed_ = computed_ || program_[operand].type.kind != TypeKind::Truth;
            } else if (as_subject(operand)) {
                read_ = computed_ = true;
            }
        });
    }

    [[nodiscard]] std::vector<Region> regions(const Holds& holds) const {
        std::vector<Region> found;
        Region open;
        const auto close = [&] {
            const Region region = holds.type.kind == TypeKind::Date ? in_days(open) : open;
            if (!is_empty(within(region, holds))) {
                found.push_back(region);
            }
        };
        for (const Cut& cut : cuts_) {
            open.high = cut.at;
            open.high_included = cut.after;
            close();
            open = {.low = cut.at, .high = {}, .low_included = !cut.after, .high_included = true};
        }
        close();
        // An end that the declaration sets is none that the rules make.
        if (holds.range && !found.empty()) {
            if (found.front().low && *found.front().low <= holds.range->first) {
                found.front().low.reset();
            }
            if (found.back().high && *found.back().high >= holds.range->second) {
                found.back().high.reset();
            }
        }
        return found;
    }

    /// Dates are whole days: after the 3rd is from the 4th.
    [[nodiscard]] static Region in_days(Region region) {
        if (region.low && !std::exchange(region.low_included, true)) {
            *region.low += 1;
        }
        if (region.high && !std::exchange(region.high_included, true)) {
            *region.high -= 1;
        }
        return region;
    }

    const Situation& situation_;
    const Program& program_;
    Subject subject_;
    std::vector<NodeId> meant_; ///< by definition
    std::set<Cut> cuts_;
    bool read_ = false;
    bool computed_ = false;
};

/// The number with the fewest digits strictly between `low` and `high`.
double round_between(double low, double high) {
    const double middle = low + (high - low) / 2;
    const int first = static_cast<int>(std::floor(-std::log10(high - low)));
    for (int digits = first; digits < first + 17; ++digits) {
        // Powers of ten below one are no doubles: 3 * 0.1 is not 0.3, but 3 / 10 is.
        const double scale = std::pow(10, std::abs(digits));
        const double rounded =
            digits < 0 ? std::round(middle / scale) * scale : std::round(middle * scale) / scale;
        if (rounded > low && rounded < high) {
            return rounded + 0.0; // never the zero with a sign
        }
    }
    return middle;
}

} // namespace

double roundest(double low, double high) {
    constexpr int most_digits = 15;
    for (int digits = -most_digits; digits <= most_digits; ++digits) {
        const double scale = std::pow(10, std::abs(digits));
        const double rounded =
            digits < 0 ? std::ceil(low / scale) * scale : std::ceil(low * scale) / scale;
        if (rounded >= low && rounded <= high) {
            return rounded + 0.0; // never the zero with a sign
        }
    }
    return low;
}

std::optional<double> plain_number(const Value& value) {
    if (const auto* number = std::get_if<double>(&value)) {
        return *number;
    }
    if (const auto* date = std::get_if<Date>(&value)) {
        return date->days;
    }
    return std::nullopt;
}

Value value_of(const Type& type, double number) {
    return type.kind == TypeKind::Date ? Value{Date{static_cast<std::int32_t>(number)}}
                                       : Value{number};
}

bool contains(const Region& region, double number) {
    return (!region.low || number > *region.low || (number == *region.low && region.low_included)
           ) &&
           (!region.high || number < *region.high ||
            (number == *region.high && region.high_included));
}

double sample_of(const Region& region, const Holds& holds, std::optional<double> now) {
    if (now && contains(region, *now)) {
        return *now;
    }
    if (region.low && region.low_included) {
        return *region.low;
    }
    if (region.high && region.high_included) {
        return *region.high;
    }
    const Region allowed = within(region, holds);
    const auto beyond = [](double number) { return std::max(1.0, std::abs(number) / 5); };
    if (allowed.low && allowed.high) {
        return *allowed.low == *allowed.high ? *allowed.low
                                             : round_between(*allowed.low, *allowed.high);
    }
    if (allowed.low) {
        return round_between(*allowed.low, *allowed.low + beyond(*allowed.low));
    }
    if (allowed.high) {
        // Few measures go below zero, so that a value there would look like a mistake.
        const double low = *allowed.high > 0 ? 0 : *allowed.high - beyond(*allowed.high);
        return round_between(low, *allowed.high);
    }
    return 0;
}

Uses uses_of(const Situation& situation, const Subject& subject) {
    return Reader(situation, subject).read();
}

} // namespace precept
