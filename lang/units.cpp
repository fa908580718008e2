#include "lang/units.hpp"

#include "lang/suggest.hpp"
#include "lang/ucum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <udunits2.h>
#include <utility>
#include <vector>

namespace precept {

namespace {

struct FreeUnit {
    void operator()(ut_unit* unit) const { ut_free(unit); }
};

struct FreeSystem {
    void operator()(ut_system* system) const { ut_free_system(system); }
};

struct FreeConverter {
    void operator()(cv_converter* converter) const { cv_free(converter); }
};

using UnitPtr = std::unique_ptr<ut_unit, FreeUnit>;
using ConverterPtr = std::unique_ptr<cv_converter, FreeConverter>;

/// What a unit measures: udunits2's unit for the dimension, and the factor to base units exactly.
struct Measure {
    UnitPtr unit;
    Ratio factor;
    /// Added before the factor; only for a temperature that stands alone.
    Ratio offset{0, 1};
};

struct Entry {
    std::vector<UcumPart> parts;
    std::string spelling;
    std::optional<Measure> measure{}; ///< once somebody asked for it
};

/// udunits2 sees the reciprocal of a unit as convertible to it; we do not.
bool same_dimension(const ut_unit* left, const ut_unit* right) {
    const UnitPtr quotient(ut_divide(left, right));
    return quotient != nullptr && ut_is_dimensionless(quotient.get()) != 0;
}

/// Whether a product of units is far from the largest exponents that udunits2 can reckon with.
bool surely_measurable(const std::vector<UcumPart>& parts) {
    constexpr std::size_t most_parts = 4;
    constexpr int highest = 3;
    return parts.size() <= most_parts &&
           std::all_of(parts.begin(), parts.end(), [](const UcumPart& part) {
               return std::abs(part.exponent) <= highest;
           });
}

/// Every unit that was read, by id. The units are made from our own table as they are needed:
/// reading udunits2's database takes 5 ms, half of what the program may take to start. Most are
/// never measured, as values are written in the unit that was declared.
///
/// One table for the whole process, as a `Unit` is a bare number
/// that must mean the same in every program and on every thread. It only grows, and what an id
/// means never changes, so nobody can observe in what order units were added.
class Table {
public:
    Table() {
        (void)intern({}); // id 0: the unit of bare numbers
    }

    [[nodiscard]] static std::pair<Table&, std::unique_lock<std::mutex>> lock() {
        static Table table;
        return {table, std::unique_lock(table.mutex_)};
    }

    [[nodiscard]] const Entry& operator[](Unit unit) const { return entries_[unit.id]; }

    /// The id of normalised parts; nothing if exponents grow past what can be reckoned with.
    [[nodiscard]] std::optional<Unit> intern(std::vector<UcumPart> parts) {
        std::string spelling = spell(parts);
        if (const auto known = by_spelling_.find(spelling); known != by_spelling_.end()) {
            return known->second;
        }
        std::optional<Measure> measure;
        if (!surely_measurable(parts) && !(measure = measure_of(parts))) {
            return std::nullopt;
        }
        const Unit unit{static_cast<std::uint32_t>(entries_.size())};
        by_spelling_.emplace(spelling, unit);
        entries_.push_back({std::move(parts), std::move(spelling), std::move(measure)});
        return unit;
    }

    [[nodiscard]] const Measure& measure(Unit unit) {
        Entry& entry = entries_[unit.id];
        if (!entry.measure) {
            entry.measure = measure_of(entry.parts);
        }
        return entry.measure.value();
    }

    [[nodiscard]] std::optional<Unit> parse(std::string_view spelling) {
        if (const auto known = read_.find(spelling); known != read_.end()) {
            return known->second;
        }
        auto parts = parse_ucum(spelling);
        if (!parts) {
            return std::nullopt;
        }
        const auto unit = intern(std::move(*parts));
        if (unit) {
            read_.emplace(spelling, *unit);
        }
        return unit;
    }

private:
    [[nodiscard]] std::optional<Measure> measure_of(const std::vector<UcumPart>& parts) {
        Measure product{bare(), {}};
        for (const UcumPart& part : parts) {
            const Measure one = part.atom == nullptr ? Measure{bare(), {}} : measure_of(*part.atom);
            const UnitPtr scaled = scaled_by(part.factor, one.unit.get());
            const UnitPtr raised(ut_raise(scaled.get(), part.exponent));
            if (raised == nullptr) {
                return std::nullopt;
            }
            product.unit.reset(ut_multiply(product.unit.get(), raised.get()));
            if (product.unit == nullptr) {
                return std::nullopt;
            }
            product.factor = product.factor * (part.factor * one.factor).power(part.exponent);
        }
        // In a product a temperature is a difference of temperatures: it has no zero point.
        if (parts.size() == 1 && parts[0].exponent == 1 && parts[0].atom != nullptr &&
            !parts[0].atom->offset.empty()) {
            product.offset = parse_ratio(parts[0].atom->offset);
        }
        return product;
    }

    [[nodiscard]] Measure measure_of(const UcumAtom& atom) {
        const Ratio factor = parse_ratio(atom.factor);
        if (atom.definition.starts_with('=')) {
            return {scaled_by(factor, base(atom.definition.substr(1))), factor};
        }
        if (atom.definition.empty()) {
            return {scaled_by(factor, bare().get()), factor};
        }
        const auto parts = parse_ucum(atom.definition);
        auto definition = parts ? measure_of(*parts) : std::nullopt;
        if (!definition) {
            std::abort(); // the table of symbols is part of the program
        }
        return {scaled_by(factor, definition->unit.get()), factor * definition->factor};
    }

    [[nodiscard]] UnitPtr bare() { return UnitPtr(ut_get_dimensionless_unit_one(system())); }

    [[nodiscard]] ut_system* system() {
        if (system_ == nullptr) {
            // Its own handler prints to standard error; failures are seen in return values here.
            ut_set_error_message_handler(ut_ignore);
            system_.reset(ut_new_system());
            if (system_ == nullptr) {
                std::abort();
            }
        }
        return system_.get();
    }

    [[nodiscard]] static UnitPtr scaled_by(Ratio factor, const ut_unit* unit) {
        return UnitPtr(ut_scale(factor.value(), unit));
    }

    [[nodiscard]] const ut_unit* base(std::string_view symbol) {
        auto& unit = bases_[std::string(symbol)];
        if (unit == nullptr) {
            unit.reset(ut_new_base_unit(system()));
            ut_map_unit_to_symbol(unit.get(), std::string(symbol).c_str(), UT_ASCII);
        }
        return unit.get();
    }

    std::mutex mutex_;
    std::unique_ptr<ut_system, FreeSystem> system_;
    std::map<std::string, UnitPtr> bases_;
    std::deque<Entry> entries_;
    std::map<std::string, Unit, std::less<>> by_spelling_; // canonical
    std::map<std::string, Unit, std::less<>> read_;        // as written
};

// ---- dimensions in words

using Powers = std::vector<std::pair<std::string, int>>;

ut_status visit_basic(const ut_unit* unit, void* powers) {
    static_cast<Powers*>(powers)->emplace_back(ut_get_symbol(unit, UT_ASCII), 1);
    return UT_SUCCESS;
}

ut_status visit_product(
    const ut_unit* /*unit*/,
    int count,
    const ut_unit* const* basic,
    const int* exponents,
    void* powers
) {
    for (int i = 0; i < count; ++i) {
        static_cast<Powers*>(powers)->emplace_back(ut_get_symbol(basic[i], UT_ASCII), exponents[i]);
    }
    return UT_SUCCESS;
}

ut_status visit_galilean(
    const ut_unit* /*unit*/,
    double /*scale*/,
    const ut_unit* underlying,
    double /*offset*/,
    void* powers
);

ut_status visit_timestamp(
    const ut_unit* /*unit*/, const ut_unit* /*time*/, double /*origin*/, void* /*powers*/
) {
    return UT_VISIT_ERROR; // no such unit is ever made here; nor is a logarithmic one
}

ut_status visit_logarithmic(
    const ut_unit* /*unit*/, double /*base*/, const ut_unit* /*reference*/, void* /*powers*/
) {
    return UT_VISIT_ERROR;
}

constexpr ut_visitor visitor = {
    visit_basic, visit_product, visit_galilean, visit_timestamp, visit_logarithmic};

ut_status visit_galilean(
    const ut_unit* /*unit*/,
    double /*scale*/,
    const ut_unit* underlying,
    double /*offset*/,
    void* powers
) {
    return ut_accept_visitor(underlying, &visitor, powers);
}

/// `kg.m-3`
std::string base_units(const ut_unit* unit) {
    Powers powers;
    ut_accept_visitor(unit, &visitor, &powers);
    std::sort(powers.begin(), powers.end(), [](const auto& left, const auto& right) {
        return std::pair(left.second < 0, left.first) < std::pair(right.second < 0, right.first);
    });
    std::string result;
    for (const auto& [symbol, exponent] : powers) {
        result += result.empty() ? "" : ".";
        result += exponent == 1 ? symbol : symbol + std::to_string(exponent);
    }
    return result;
}

struct NamedDimension {
    std::string_view unit;
    std::string_view words;
};

constexpr std::array named_dimensions = {
    NamedDimension{"1", "a bare number"},
    NamedDimension{"s", "time"},
    NamedDimension{"kg", "mass"},
    NamedDimension{"m", "length"},
    NamedDimension{"m2", "area"},
    NamedDimension{"m3", "volume"},
    NamedDimension{"K", "temperature"},
    NamedDimension{"mol", "amount of substance"},
    NamedDimension{"eq", "equivalents"},
    NamedDimension{"osm", "osmoles"},
    NamedDimension{"[iU]", "international units"},
    NamedDimension{"kg/m3", "mass per volume"},
    NamedDimension{"mol/m3", "amount of substance per volume"},
    NamedDimension{"eq/m3", "equivalents per volume"},
    NamedDimension{"osm/m3", "osmoles per volume"},
    NamedDimension{"osm/kg", "osmoles per mass"},
    NamedDimension{"[iU]/m3", "international units per volume"},
    NamedDimension{"/m3", "number per volume"},
    NamedDimension{"/s", "number per time"},
    NamedDimension{"kg/m2", "mass per area"},
    NamedDimension{"kg/s", "mass per time"},
    NamedDimension{"m3/s", "volume per time"},
    NamedDimension{"m3/kg", "volume per mass"},
    NamedDimension{"m/s", "length per time"},
    NamedDimension{"mol/kg", "amount of substance per mass"},
    NamedDimension{"kg/mol", "mass per amount of substance"},
    NamedDimension{"kat", "catalytic activity"},
    NamedDimension{"kat/m3", "catalytic activity per volume"},
    NamedDimension{"Pa", "pressure"},
    NamedDimension{"J", "energy"},
    NamedDimension{"W", "power"},
    NamedDimension{"A", "electric current"},
    NamedDimension{"V", "electric potential"},
    NamedDimension{"Gy", "absorbed dose"},
    NamedDimension{"Sv", "dose equivalent"},
    NamedDimension{"deg", "angle"},
};

/// A divisor of the conversion, where the way back is a whole number that a double holds.
double whole_divisor(Ratio scale) {
    constexpr Ratio::Whole largest = Ratio::Whole{1} << 53U;
    const bool divides = scale.numerator() == 1 && scale.denominator() > 1;
    return divides && scale.denominator() <= largest ? static_cast<double>(scale.denominator()) : 0;
}

Conversion exact_conversion(const Measure& from, const Measure& to, Ratio scale) {
    Conversion result{scale.value(), 0, whole_divisor(scale)};
    // base = (value + offset) * factor on both sides
    const Ratio offset = from.offset * scale - to.offset;
    if (offset.exact()) {
        result.offset = offset.value();
    } else {
        const double raised = from.offset.value() * scale.value();
        result.offset = raised - to.offset.value();
    }
    return result;
}

/// The spelling with each familiar symbol replaced by the right one.
std::string with_familiar_replaced(std::string_view spelling) {
    std::string result;
    std::size_t at = 0;
    while (at <= spelling.size()) {
        const std::size_t end = std::min(spelling.find_first_of("./", at), spelling.size());
        const std::string_view word = spelling.substr(at, end - at);
        result += familiar_unit(word).value_or(word);
        if (end < spelling.size()) {
            result += spelling[end];
        }
        at = end + 1;
    }
    return result;
}

std::optional<Unit> product_of(Unit left, Unit right, int exponent) {
    const auto [table, lock] = Table::lock();
    std::vector<UcumPart> parts = table[left].parts;
    for (UcumPart part : table[right].parts) {
        part.exponent *= exponent;
        parts.push_back(std::move(part));
    }
    normalise(parts);
    return table.intern(std::move(parts));
}

} // namespace

std::optional<Unit> parse_unit(std::string_view spelling) {
    const auto [table, lock] = Table::lock();
    return table.parse(spelling);
}

std::string to_string(Unit unit) {
    const auto [table, lock] = Table::lock();
    const std::string& spelling = table[unit].spelling;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> words = {
        {{"a", "years"}, {"mo", "months"}, {"wk", "weeks"}, {"d", "days"}}};
    for (const auto& [symbol, word] : words) {
        if (spelling == symbol) {
            return std::string(word);
        }
    }
    return spelling;
}

bool compatible(Unit from, Unit to) {
    const auto [table, lock] = Table::lock();
    return same_dimension(table.measure(from).unit.get(), table.measure(to).unit.get());
}

std::optional<Conversion> conversion(Unit from, Unit to) {
    if (from == to) {
        return Conversion{};
    }
    const auto [table, lock] = Table::lock();
    const Measure& source = table.measure(from);
    const Measure& target = table.measure(to);
    if (!same_dimension(source.unit.get(), target.unit.get())) {
        return std::nullopt;
    }
    const Ratio scale = source.factor / target.factor;
    if (scale.exact()) {
        return exact_conversion(source, target, scale);
    }
    const ConverterPtr converter(ut_get_converter(source.unit.get(), target.unit.get()));
    return Conversion{cv_convert_double(converter.get(), 1), 0};
}

std::string dimension(Unit unit) {
    const auto [table, lock] = Table::lock();
    const ut_unit* measured = table.measure(unit).unit.get();
    for (const NamedDimension& named : named_dimensions) {
        const auto reference = table.parse(named.unit);
        if (reference && same_dimension(measured, table.measure(*reference).unit.get())) {
            return std::string(named.words);
        }
    }
    return base_units(measured);
}

// Products of units that are themselves readable have exponents far below the limits of udunits2,
// unless a file multiplies the same unit a hundred times: then the dimension is given up.
Unit multiply(Unit left, Unit right) {
    return product_of(left, right, 1).value_or(Unit{});
}

Unit divide(Unit left, Unit right) {
    return product_of(left, right, -1).value_or(Unit{});
}

std::optional<Unit> power(Unit unit, int exponent) {
    constexpr int limit = 30;
    if (exponent < -limit || exponent > limit) {
        return std::nullopt;
    }
    return exponent == 0 ? Unit{} : product_of(Unit{}, unit, exponent);
}

std::optional<Unit> square_root(Unit unit) {
    const auto [table, lock] = Table::lock();
    std::vector<UcumPart> parts = table[unit].parts;
    for (UcumPart& part : parts) {
        // `m.cm` is an area, but its root has no spelling: the root of a number in it is in no
        // unit.
        if (part.exponent % 2 != 0) {
            return std::nullopt;
        }
        part.exponent /= 2;
    }
    return table.intern(std::move(parts));
}

bool dimensionless(Unit unit) {
    const auto [table, lock] = Table::lock();
    return ut_is_dimensionless(table.measure(unit).unit.get()) != 0;
}

std::optional<std::string> nearest_unit(std::string_view spelling) {
    const std::string replaced = with_familiar_replaced(spelling);
    if (replaced != spelling && parse_unit(replaced)) {
        return replaced;
    }
    return nearest(spelling, common_units());
}

} // namespace precept
