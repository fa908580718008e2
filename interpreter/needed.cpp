#include "interpreter/needed.hpp"

#include "interpreter/kernels.hpp"

#include <algorithm>
#include <bit>

namespace precept {

namespace {

/// Calls `visit(row)` for each bit that is set.
template <typename Visit>
void for_each_row(const std::uint64_t* bits, std::size_t words, const Visit& visit) {
    for (std::size_t word = 0; word < words; ++word) {
        for (std::uint64_t left = bits[word]; left != 0; left &= left - 1) {
            visit(word * 64 + static_cast<std::size_t>(std::countr_zero(left)));
        }
    }
}

void set_bit(std::uint64_t* bits, std::size_t row) {
    bits[row / 64] |= std::uint64_t{1} << (row % 64);
}

} // namespace

Needed::Needed(const Program& program, const Plan& plan)
    : plan_(plan),
      first_list_(program.facts.size()),
      things_(first_list_ + program.events.size()) {
    for (const Event& event : program.events) {
        first_field_.push_back(things_);
        things_ += event.fields.size();
    }
    ++things_; // no value
}

/// One pass over one batch.
class NeededPass {
public:
    NeededPass(Needed& needed, const Evaluation& evaluation)
        : its_(needed),
          plan_(needed.plan_),
          evaluation_(evaluation),
          batch_(evaluation.batch()) {}

    void run(std::span<const Ref> wanted) {
        prepare();
        for (const Ref ref : wanted) {
            need(ref, all_.data());
        }
        for (std::size_t i = plan_.operations.size(); i-- > 0;) {
            const Operation& operation = plan_.operations[i];
            const std::uint64_t* bits = its_.needed_.data() + its_.offsets_[i];
            const std::size_t words = words_of(operation);
            if (std::any_of(bits, bits + words, [](std::uint64_t word) { return word != 0; })) {
                follow(operation, bits, words);
            }
        }
    }

private:
    [[nodiscard]] std::size_t words_of(const Operation& operation) const {
        return words_for(batch_.rows(operation.scope));
    }

    void prepare() {
        its_.words_ = words_for(batch_.patients());
        its_.found_.assign(its_.things_ * its_.words_, 0);
        its_.offsets_.clear();
        std::size_t words = 0;
        std::size_t most = 0;
        for (const Operation& operation : plan_.operations) {
            its_.offsets_.push_back(words);
            words += words_of(operation);
            most = std::max(most, words_of(operation));
        }
        its_.needed_.assign(words, 0);
        its_.scratch_.resize(4 * most);
        most_ = most;
        all_.assign(most, ~std::uint64_t{0});
        if (batch_.patients() % 64 != 0) {
            all_[its_.words_ - 1] = (std::uint64_t{1} << (batch_.patients() % 64)) - 1;
        }
    }

    [[nodiscard]] std::uint64_t* bits_of(Ref ref) {
        return its_.needed_.data() + its_.offsets_[ref.index()];
    }

    std::uint64_t* thing(std::size_t number) { return its_.found_.data() + number * its_.words_; }

    std::uint64_t* no_value() { return thing(its_.things_ - 1); }

    [[nodiscard]] std::uint64_t* scratch(std::size_t number) {
        return its_.scratch_.data() + number * most_;
    }

    /// Whether it may be unknown at all.
    [[nodiscard]] bool open(Ref ref) const {
        if (!ref.valid()) {
            return false;
        }
        const Op op = plan_[ref].op;
        return op != Op::Constant && op != Op::Today && op != Op::Truth;
    }

    /// The rows in which an operation is unknown; rows past the last are arbitrary.
    void unknown(Ref ref, std::uint64_t* to) const {
        const ConstColumn column = evaluation_.column(ref);
        const std::uint64_t* first = column.bits(0);
        switch (column.shape.type) {
        case ColumnType::Truth:
        case ColumnType::Event: {
            const std::uint64_t* second = column.bits(1);
            for (std::size_t word = 0; word < column.words(); ++word) {
                to[word] = ~(first[word] | second[word]);
            }
            break;
        }
        case ColumnType::Number:
        case ColumnType::Date:
        case ColumnType::Set:
        case ColumnType::Term:
            for (std::size_t word = 0; word < column.words(); ++word) {
                to[word] = ~first[word];
            }
            break;
        case ColumnType::Coded: several(column, to); break;
        case ColumnType::Bounds:
            pack_all(column.rows, to, [&](std::size_t row) {
                return column.low()[row] != column.high()[row];
            });
            break;
        }
    }

    /// A condition in any scope.
    [[nodiscard]] TruthWords truth(Ref ref) const {
        const ConstColumn column = evaluation_.column(ref);
        return ref.negated() ? TruthWords{column.bits(1), column.bits(0)}
                             : TruthWords{column.bits(0), column.bits(1)};
    }

    /// Where a coded value has not one possibility.
    static void several(const ConstColumn& column, std::uint64_t* to) {
        const std::uint64_t* none = column.bits(column.shape.values);
        for (std::size_t word = 0; word < column.words(); ++word) {
            std::uint64_t once = 0;
            std::uint64_t again = none[word];
            for (std::size_t value = 0; value < column.shape.values; ++value) {
                const std::uint64_t possible = column.bits(value)[word];
                again |= once & possible;
                once |= possible;
            }
            to[word] = ~once | again;
        }
    }

    /// Of the rows in `where`, needs those in which `ref` is unknown; adds these to `found`.
    void need(Ref ref, const std::uint64_t* where, std::uint64_t* found = nullptr) {
        if (!open(ref)) {
            return;
        }
        std::uint64_t* unknown_rows = scratch(0);
        unknown(ref, unknown_rows);
        std::uint64_t* to = bits_of(ref);
        const std::size_t words = words_of(plan_[ref]);
        for (std::size_t word = 0; word < words; ++word) {
            const std::uint64_t rows = where[word] & unknown_rows[word];
            to[word] |= rows;
            if (found != nullptr) {
                found[word] |= rows;
            }
        }
    }

    /// Notes for the patients of `rows` of a scope.
    void note(ScopeId scope, const std::uint64_t* rows, std::size_t words, std::uint64_t* to) {
        if (scope.index == 0) {
            for (std::size_t word = 0; word < words; ++word) {
                to[word] |= rows[word];
            }
            return;
        }
        for_each_row(rows, words, [&](std::size_t row) {
            set_bit(to, batch_.patient_of(scope, row));
        });
    }

    void note_field(const Operation& operation, const std::uint64_t* rows, std::size_t words) {
        note(
            operation.scope,
            rows,
            words,
            thing(its_.first_field_[operation.kind.index] + operation.index)
        );
    }

    // ---- what an operation that is unknown waits for, as in missing.cpp

    void follow(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        switch (it.op) {
        case Op::Constant:
        case Op::Today:
        case Op::Truth: break;
        case Op::Fact: note(it.scope, rows, words, thing(it.index)); break;
        case Op::Field: note_field(it, rows, words); break;
        case Op::PickedField: picked_field(it, rows, words); break;
        case Op::Spread: spread(it, rows, words); break;
        case Op::EventsThat:
        case Op::CountEvents: events(it, rows, words, plan_.operands_of(it), Ref{}); break;
        case Op::Pick:
            events(it, rows, words, plan_.operands_of(it).subspan(1), plan_.operands_of(it)[0]);
            break;
        case Op::Cases: cases(it, rows, words); break;
        case Op::Sum: sum(it, rows, words); break;
        default: operands(it, rows, words); break;
        }
    }

    /// All that is unknown; where nothing is, there is no such value.
    void operands(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        if (it.shape.type == ColumnType::Truth) {
            for (const Ref operand : plan_.operands_of(it)) {
                need(operand, rows);
            }
            return;
        }
        std::uint64_t* found = scratch(1);
        std::fill_n(found, words, 0);
        for (const Ref operand : plan_.operands_of(it)) {
            need(operand, rows, found);
        }
        without(it, rows, words, found);
    }

    /// Those of `rows` that are not in `found` have no value for a reason of their own.
    void without(
        const Operation& it, const std::uint64_t* rows, std::size_t words, std::uint64_t* found
    ) {
        for (std::size_t word = 0; word < words; ++word) {
            found[word] = rows[word] & ~found[word];
        }
        note(it.scope, found, words, no_value());
    }

    void picked_field(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        const Ref event = plan_.operands_of(it)[0];
        const ConstColumn events = evaluation_.column(event);
        std::uint64_t* some = scratch(1);
        for (std::size_t word = 0; word < words; ++word) {
            some[word] = rows[word] & events.bits(0)[word];
        }
        note_field(it, some, words);
        for (std::size_t word = 0; word < words; ++word) {
            some[word] = rows[word] & events.bits(1)[word];
        }
        note(it.scope, some, words, no_value());
        need(event, rows);
    }

    void spread(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        const Ref outer = plan_.operands_of(it)[0];
        const auto parents = batch_.parents(it.scope);
        std::uint64_t* to = bits_of(outer);
        for_each_row(rows, words, [&](std::size_t row) { set_bit(to, parents[row]); });
    }

    /// The list, where that is not known, or else the condition of each event, and of those that
    /// may count the date by which one is picked.
    void events(
        const Operation& it,
        const std::uint64_t* rows,
        std::size_t words,
        std::span<const Ref> condition,
        Ref by
    ) {
        const auto offsets = batch_.offsets(it.over);
        const std::size_t inner = words_for(batch_.rows(it.over));
        std::uint64_t* all = scratch(1);
        std::fill_n(all, inner, 0);
        std::uint64_t* missing = thing(its_.first_list_ + it.kind.index);
        for_each_row(rows, words, [&](std::size_t row) {
            const std::size_t patient = batch_.patient_of(it.scope, row);
            if (!batch_.list_known(it.kind, patient)) {
                set_bit(missing, patient);
                return;
            }
            for (std::size_t event = offsets[row]; event < offsets[row + 1]; ++event) {
                set_bit(all, event);
            }
        });
        for (const Ref where : condition) {
            need(where, all);
            const TruthWords holds = truth(where);
            for (std::size_t word = 0; word < inner; ++word) {
                all[word] &= ~holds.no[word];
            }
        }
        need(by, all);
    }

    /// The first case whose condition is not a no, and those after it while none is a yes.
    void cases(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        std::uint64_t* left = scratch(1);
        std::uint64_t* reached = scratch(2);
        std::uint64_t* found = scratch(3);
        std::copy_n(rows, words, left);
        std::fill_n(found, words, 0);
        const auto all = plan_.operands_of(it);
        for (std::size_t i = 0; i < all.size(); i += 2) {
            const Ref when = all[i + 1];
            if (!when.valid()) {
                need(all[i], left, found);
                std::fill_n(left, words, 0);
                break;
            }
            need(when, left, found);
            const TruthWords holds = truth(when);
            for (std::size_t word = 0; word < words; ++word) {
                reached[word] = left[word] & ~holds.no[word];
                left[word] &= ~holds.yes[word];
            }
            need(all[i], reached, found);
        }
        without(it, rows, words, found);
    }

    void sum(const Operation& it, const std::uint64_t* rows, std::size_t words) {
        std::uint64_t* counts = scratch(1);
        const auto all = plan_.operands_of(it);
        for (std::size_t i = 0; i < all.size(); i += 2) {
            const Ref when = all[i + 1];
            if (!when.valid()) {
                need(all[i], rows);
                continue;
            }
            need(when, rows);
            const TruthWords holds = truth(when);
            for (std::size_t word = 0; word < words; ++word) {
                counts[word] = rows[word] & ~holds.no[word];
            }
            need(all[i], counts);
        }
    }

    Needed& its_;
    const Plan& plan_;
    const Evaluation& evaluation_;
    const Batch& batch_;
    std::size_t most_ = 0;
    std::vector<std::uint64_t> all_;
};

void Needed::find(const Evaluation& evaluation, std::span<const Ref> wanted) {
    NeededPass(*this, evaluation).run(wanted);
}

} // namespace precept
