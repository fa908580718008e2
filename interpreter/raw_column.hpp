// The values of one column as they come, before they are turned into bit-sets and arrays
// (column.hpp) by loops over vectors: what a batch is filled with.
#pragma once

#include "interpreter/column.hpp"
#include "lang/value.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>

namespace precept {

/// An array of truth and coded values (a byte), dates and terms (32 bits), numbers and sets. Where
/// nothing was set all bits of an element are ones, which is no value of any type.
class RawColumn {
public:
    explicit RawColumn(Shape shape);

    /// Makes room for `rows` rows, a whole number of words of bits. What was set stays.
    void reserve(std::size_t rows);
    /// Unsets the first `rows` rows.
    void unset(std::size_t rows);

    [[nodiscard]] Shape shape() const { return shape_; }

    [[nodiscard]] std::size_t width() const { return width_; } ///< of an element, in bytes

    template <typename T>
    [[nodiscard]] T* values() const {
        return reinterpret_cast<T*>(bytes_.get());
    }

    /// A date as an element.
    static constexpr std::uint32_t encoded(Date date) {
        return static_cast<std::uint32_t>(date.days) ^ 0x8000'0000U;
    }

    void set(std::size_t row, const Value& value);
    void unset_row(std::size_t row);

    /// Writes what the first `rows` rows hold as a column. The rows up to the next whole word have
    /// to be unset.
    void write(std::size_t rows, const Column& to) const;

private:
    Shape shape_;
    std::size_t width_;
    std::size_t capacity_ = 0;
    std::unique_ptr<std::byte[]> bytes_; // NOLINT(modernize-avoid-c-arrays): as in Arena
};

} // namespace precept
