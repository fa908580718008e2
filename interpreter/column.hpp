// Columns of values and how they lie in memory. Truth is two bit-sets, "known yes" and "known no"
// (unknown is neither), 64 rows to a word. A coded value is a bit-set for each value of its domain,
// "this value is possible", and one for "no value is possible"; so conditions on it cost a few
// machine operations for 64 rows. A set is a bit-set "known" and one for each member; numbers,
// dates and terms are an array and a bit-set "known"; sums and counts two arrays, their bounds.
// Bits past the last row are arbitrary, as are array elements that are not known.
#pragma once

#include "lang/program.hpp"

#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace precept {

enum class ColumnType : std::uint8_t { Truth, Number, Bounds, Date, Coded, Set, Term, Event };

/// What a column holds; `values` is the size of the domain of a Coded or Set.
struct Shape {
    ColumnType type = ColumnType::Truth;
    std::uint8_t values = 0;

    friend bool operator==(const Shape&, const Shape&) = default;
};

/// The shape for values of a type; numbers are exact ones (`Number`, not `Bounds`).
[[nodiscard]] Shape shape_of(const Program& program, const Type& type);

constexpr std::size_t words_for(std::size_t rows) {
    return (rows + 63) / 64;
}

/// How many bit-sets stand at the start of a column.
[[nodiscard]] constexpr std::size_t bit_sets(Shape shape) {
    switch (shape.type) {
    case ColumnType::Truth:
    case ColumnType::Event: return 2;
    case ColumnType::Bounds: return 0;
    case ColumnType::Number:
    case ColumnType::Date:
    case ColumnType::Term: return 1;
    case ColumnType::Coded:
    case ColumnType::Set: return std::size_t{shape.values} + 1;
    }
    return 0;
}

/// Size of a column in 64-bit words.
[[nodiscard]] constexpr std::size_t size_in_words(Shape shape, std::size_t rows) {
    const std::size_t bits = bit_sets(shape) * words_for(rows);
    switch (shape.type) {
    case ColumnType::Number: return bits + rows;
    case ColumnType::Bounds: return 2 * rows;
    case ColumnType::Date:
    case ColumnType::Term:
    case ColumnType::Event: return bits + (rows + 1) / 2;
    case ColumnType::Truth:
    case ColumnType::Coded:
    case ColumnType::Set: return bits;
    }
    return bits;
}

/// A column in memory: `Word` is `std::uint64_t`, const to read it.
template <typename Word>
struct BasicColumn {
    template <typename T>
    using Like = std::conditional_t<std::is_const_v<Word>, const T, T>;

    Word* data = nullptr;
    std::size_t rows = 0;
    Shape shape{};

    [[nodiscard]] std::size_t words() const { return words_for(rows); }

    /// Bit-set `index`. Truth: yes, no. Number, Date, Term: known. Coded: a value each, then "no
    /// value". Set: known, then a member each. Event: some event, no event.
    [[nodiscard]] Word* bits(std::size_t index = 0) const { return data + index * words(); }

    /// The array after the bit-sets: `double`, `std::int32_t` (days) or `std::uint32_t` (a term;
    /// for Event the number of the record in the patient's list).
    template <typename T>
    [[nodiscard]] Like<T>* values() const {
        return reinterpret_cast<Like<T>*>(data + bit_sets(shape) * words());
    }

    /// Bounds.
    [[nodiscard]] Like<double>* low() const { return values<double>(); }

    [[nodiscard]] Like<double>* high() const { return values<double>() + rows; }

    [[nodiscard]] bool bit(std::size_t index, std::size_t row) const {
        return (bits(index)[row / 64] >> (row % 64) & 1U) != 0;
    }
};

using Column = BasicColumn<std::uint64_t>;
using ConstColumn = BasicColumn<const std::uint64_t>;

} // namespace precept
