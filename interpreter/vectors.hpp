// Loops over the rows of columns that most time is spent in, compiled for several instruction sets,
// of which the best that the processor has is chosen when the program runs. The vector library
// stays behind vectors.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace precept::vectors {

/// An array with a value for each row; with a step of 0 its one value is that of all rows.
template <typename T>
struct Rows {
    const T* values;
    std::size_t step;
};

/// Bit-sets of a truth column to be read.
struct From {
    const std::uint64_t* yes;
    const std::uint64_t* no;
};

/// Bit-sets of a truth column to be written. Bits past the last row are arbitrary.
struct To {
    std::uint64_t* yes;
    std::uint64_t* no;
};

using Bits = const std::uint64_t*;
using Sets = std::span<const Bits>;

/// The loops for one instruction set.
struct Loops {
    std::string_view name;

    // Whether left < right or left = right in each of `rows` rows: yes or no where `known` has its
    // bit, and else neither. `known` may be the bit-set `to.yes`.
    void (*less_numbers
    )(Rows<double> left, Rows<double> right, Bits known, std::size_t rows, To to);
    void (*less_days
    )(Rows<std::int32_t> left, Rows<std::int32_t> right, Bits known, std::size_t rows, To to);
    void (*equal_numbers
    )(Rows<double> left, Rows<double> right, Bits known, std::size_t rows, To to);
    void (*equal_days
    )(Rows<std::int32_t> left, Rows<std::int32_t> right, Bits known, std::size_t rows, To to);

    /// The same for small whole numbers and one for all.
    void (*less_small
    )(const std::int16_t* left, std::int16_t right, Bits known, std::size_t rows, To to);
    void (*equal_small
    )(const std::int16_t* left, std::int16_t right, Bits known, std::size_t rows, To to);

    /// The same for bytes; there are whole words of rows.
    void (*less_bytes
    )(const std::uint8_t* left, std::uint8_t right, Bits known, std::size_t words, To to);
    void (*equal_bytes
    )(const std::uint8_t* left, std::uint8_t right, Bits known, std::size_t words, To to);

    /// The conjunction of at least one truth column, of `words` words each.
    void (*all_of)(std::span<const From> operands, std::size_t words, To to);

    // Whether a set that is known where `known` has its bit holds some of `members`, or all.
    void (*holds_some)(Sets members, Bits known, std::size_t words, To to);
    void (*holds_all)(Sets members, Bits known, std::size_t words, To to);

    /// Whether what is possible lies in a list: `listed` and `others` are the bit-sets of the
    /// values inside and outside it, `none` that of no value. Yes where all that is possible lies
    /// inside, no where nothing does.
    void (*one_of)(Sets listed, Sets others, Bits none, std::size_t words, To to);
    /// The same where either one value is possible or everything is, as in a fact.
    void (*fact_one_of)(Sets listed, Bits none, std::size_t words, To to);

    // Arrays as they are read (raw_column.hpp) to bit-sets; `rows` is a multiple of 64.

    /// Which bytes are `wanted`.
    void (*bytes_equal
    )(const std::uint8_t* values, std::uint8_t wanted, std::size_t rows, std::uint64_t* to);
    /// Which words, or numbers, are not all ones in every bit; such a number is none.
    void (*words_known)(const std::uint32_t* values, std::size_t rows, std::uint64_t* to);
    void (*numbers_known)(const double* values, std::size_t rows, std::uint64_t* to);
    /// Which sets are not all ones, and then for each of `members` which hold it.
    void (*sets_apart
    )(const std::uint64_t* sets, std::size_t members, std::size_t rows, std::uint64_t* to);
    /// Numbers as small whole ones, 0 for what is none; whether all are such.
    bool (*narrow)(const double* values, std::size_t rows, std::int16_t* to);
    /// The same as bytes, each that much above `base`.
    bool (*narrow_more)(const double* values, double base, std::size_t rows, std::uint8_t* to);

    /// Whether all of `count` bytes are characters of ASCII, and none of them a backslash or a
    /// control character but DEL.
    bool (*all_plain)(const std::uint8_t* bytes, std::size_t count);
    /// How many of the first `count` bytes are `wanted`.
    std::size_t (*count_bytes)(const std::uint8_t* bytes, std::size_t count, std::uint8_t wanted);
    /// How many of the first `rows` bits are set.
    std::size_t (*count_bits)(Bits bits, std::size_t rows);
    /// Adds to a bit-set where a truth column is unknown.
    void (*add_unknown)(From truth, std::size_t words, std::uint64_t* to);
};

/// All that this processor can run, the best first.
[[nodiscard]] std::vector<const Loops*> supported();

/// The loops for the best instruction set of this processor.
[[nodiscard]] inline const Loops& best() {
    static const Loops& chosen = *supported().front();
    return chosen;
}

} // namespace precept::vectors
