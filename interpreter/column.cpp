#include "interpreter/column.hpp"

#include <cstdlib>

namespace precept {

Shape shape_of(const Program& program, const Type& type) {
    const auto size = [&] { return static_cast<std::uint8_t>(program[type.domain].values.size()); };
    switch (type.kind) {
    case TypeKind::Invalid:
    case TypeKind::Truth: return {ColumnType::Truth, 0};
    case TypeKind::Number: return {ColumnType::Number, 0};
    case TypeKind::Date: return {ColumnType::Date, 0};
    case TypeKind::Coded: return {ColumnType::Coded, size()};
    case TypeKind::Set: return {ColumnType::Set, size()};
    case TypeKind::Term: return {ColumnType::Term, 0};
    case TypeKind::Event: return {ColumnType::Event, 0};
    }
    std::abort();
}

} // namespace precept
