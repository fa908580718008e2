#include "interpreter/raw_column.hpp"

#include "interpreter/vectors.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace precept {

namespace {

constexpr std::uint8_t unset_byte = 0xFF;

std::size_t width_of(ColumnType type) {
    switch (type) {
    case ColumnType::Truth:
    case ColumnType::Coded: return sizeof(std::uint8_t);
    case ColumnType::Date:
    case ColumnType::Term: return sizeof(std::uint32_t);
    case ColumnType::Number: return sizeof(double);
    case ColumnType::Set: return sizeof(std::uint64_t);
    case ColumnType::Bounds:
    case ColumnType::Event: break;
    }
    std::abort(); // no fact or field is of these types
}

} // namespace

RawColumn::RawColumn(Shape shape) : shape_(shape), width_(width_of(shape.type)) {}

void RawColumn::reserve(std::size_t rows) {
    if (rows <= capacity_) {
        return;
    }
    // NOLINTNEXTLINE(modernize-avoid-c-arrays): as declared
    auto larger = std::make_unique_for_overwrite<std::byte[]>(rows * width_);
    if (capacity_ > 0) {
        std::memcpy(larger.get(), bytes_.get(), capacity_ * width_);
    }
    std::memset(larger.get() + capacity_ * width_, unset_byte, (rows - capacity_) * width_);
    bytes_ = std::move(larger);
    capacity_ = rows;
}

void RawColumn::unset(std::size_t rows) {
    if (rows > 0) {
        std::memset(bytes_.get(), unset_byte, rows * width_);
    }
}

void RawColumn::unset_row(std::size_t row) {
    std::memset(bytes_.get() + row * width_, unset_byte, width_);
}

void RawColumn::set(std::size_t row, const Value& value) {
    switch (shape_.type) {
    case ColumnType::Truth: values<std::uint8_t>()[row] = std::get<bool>(value) ? 1 : 0; break;
    case ColumnType::Coded: values<std::uint8_t>()[row] = std::get<CodedValue>(value).index; break;
    case ColumnType::Number: values<double>()[row] = std::get<double>(value); break;
    case ColumnType::Date: values<std::uint32_t>()[row] = encoded(std::get<Date>(value)); break;
    case ColumnType::Term: values<std::uint32_t>()[row] = std::get<TermId>(value).index; break;
    case ColumnType::Set: values<std::uint64_t>()[row] = std::get<SetValue>(value).members; break;
    case ColumnType::Bounds:
    case ColumnType::Event: std::abort();
    }
}

void RawColumn::write(std::size_t rows, const Column& to) const {
    const vectors::Loops& loops = vectors::best();
    const std::size_t padded = words_for(rows) * 64;
    switch (shape_.type) {
    case ColumnType::Truth:
        loops.bytes_equal(values<std::uint8_t>(), 1, padded, to.bits(0));
        loops.bytes_equal(values<std::uint8_t>(), 0, padded, to.bits(1));
        break;
    case ColumnType::Coded: {
        std::uint64_t* unknown = to.bits(shape_.values);
        loops.bytes_equal(values<std::uint8_t>(), unset_byte, padded, unknown);
        for (std::size_t value = 0; value < shape_.values; ++value) {
            std::uint64_t* possible = to.bits(value);
            const auto byte = static_cast<std::uint8_t>(value);
            loops.bytes_equal(values<std::uint8_t>(), byte, padded, possible);
            for (std::size_t word = 0; word < to.words(); ++word) {
                possible[word] |= unknown[word];
            }
        }
        break;
    }
    case ColumnType::Number:
        loops.numbers_known(values<double>(), padded, to.bits());
        std::copy_n(values<double>(), rows, to.values<double>());
        break;
    case ColumnType::Date:
    case ColumnType::Term: {
        const bool date = shape_.type == ColumnType::Date;
        const std::uint32_t flip = date ? encoded(Date{0}) : 0;
        const std::uint32_t* from = values<std::uint32_t>();
        loops.words_known(from, padded, to.bits());
        std::uint32_t* its = to.values<std::uint32_t>();
        for (std::size_t row = 0; row < rows; ++row) {
            its[row] = from[row] ^ flip;
        }
        break;
    }
    case ColumnType::Set:
        loops.sets_apart(values<std::uint64_t>(), shape_.values, padded, to.bits());
        break;
    case ColumnType::Bounds:
    case ColumnType::Event: std::abort();
    }
}

} // namespace precept
