#include "lang/ucum_table.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <utility>

namespace precept {

namespace {

// Ranks, in the order in which a product is written.
constexpr int number = 0;
constexpr int mass = 10;
constexpr int amount = 11;
constexpr int volume = 12;
constexpr int other = 13;
constexpr int time = 20;
constexpr int length = 21;

// Departures from UCUM, all towards caution: `mol`, `eq` and `osm` are dimensions of their own, for
// mmol and meq are interchangeable only where the valence is one; `Sv` is not `Gy`, as the weight
// of the radiation is between them.
constexpr std::array atoms = {
    UcumAtom{"10*", "10", "", false, number},
    UcumAtom{"%", "0.01", "", false, number},
    UcumAtom{"[ppth]", "1e-3", "", false, number},
    UcumAtom{"[ppm]", "1e-6", "", false, number},
    UcumAtom{"[ppb]", "1e-9", "", false, number},
    UcumAtom{"g", "1e-3", "=kg", true, mass},
    UcumAtom{"t", "1000", "kg", true, mass},
    UcumAtom{"u", "1.66053906660e-27", "kg", true, mass},
    UcumAtom{"Da", "1", "u", true, mass},
    UcumAtom{"[lb_av]", "453.59237", "g", false, mass},
    UcumAtom{"[oz_av]", "1/16", "[lb_av]", false, mass},
    UcumAtom{"[stone_av]", "14", "[lb_av]", false, mass},
    UcumAtom{"mol", "1", "=mol", true, amount},
    UcumAtom{"eq", "1", "=eq", true, amount},
    UcumAtom{"osm", "1", "=osm", true, amount},
    UcumAtom{"U", "1", "umol/min", true, amount},
    UcumAtom{"kat", "1", "mol/s", true, amount},
    UcumAtom{"[iU]", "1", "=[iU]", true, amount},
    UcumAtom{"[arb'U]", "1", "=[arb'U]", false, amount},
    UcumAtom{"[beth'U]", "1", "=[beth'U]", false, amount},
    UcumAtom{"[anti'Xa'U]", "1", "=[anti'Xa'U]", false, amount},
    UcumAtom{"[APL'U]", "1", "=[APL'U]", false, amount},
    UcumAtom{"[GPL'U]", "1", "=[GPL'U]", false, amount},
    UcumAtom{"[MPL'U]", "1", "=[MPL'U]", false, amount},
    UcumAtom{"[CFU]", "1", "=[CFU]", false, amount},
    UcumAtom{"[PFU]", "1", "=[PFU]", false, amount},
    UcumAtom{"[pH]", "1", "=[pH]", false, amount},
    UcumAtom{"L", "1", "dm3", true, volume},
    UcumAtom{"[drp]", "1/20", "mL", false, volume},
    UcumAtom{"K", "1", "=K", true, other},
    UcumAtom{"Cel", "1", "K", false, other, "273.15"},
    UcumAtom{"[degF]", "5/9", "K", false, other, "459.67"},
    UcumAtom{"deg", "1", "=deg", false, other},
    UcumAtom{"cd", "1", "=cd", true, other},
    UcumAtom{"A", "1", "=A", true, other},
    UcumAtom{"N", "1", "kg.m/s2", true, other},
    UcumAtom{"dyn", "1", "g.cm/s2", true, other},
    UcumAtom{"Pa", "1", "N/m2", true, other},
    UcumAtom{"bar", "1e5", "Pa", true, other},
    UcumAtom{"atm", "101325", "Pa", false, other},
    UcumAtom{"m[Hg]", "133.3220", "kPa", true, other},
    UcumAtom{"m[H2O]", "9.80665", "kPa", true, other},
    UcumAtom{"[wood'U]", "1", "mm[Hg].min/L", false, other},
    UcumAtom{"J", "1", "N.m", true, other},
    UcumAtom{"cal", "4.184", "J", true, other},
    UcumAtom{"[Cal]", "1", "kcal", false, other},
    UcumAtom{"eV", "1.602176634e-19", "J", true, other},
    UcumAtom{"W", "1", "J/s", true, other},
    UcumAtom{"C", "1", "A.s", true, other},
    UcumAtom{"V", "1", "J/C", true, other},
    UcumAtom{"Ohm", "1", "V/A", true, other},
    UcumAtom{"S", "1", "A/V", true, other},
    UcumAtom{"F", "1", "C/V", true, other},
    UcumAtom{"T", "1", "N/A/m", true, other},
    UcumAtom{"Hz", "1", "/s", true, other},
    UcumAtom{"Bq", "1", "/s", true, other},
    UcumAtom{"Ci", "3.7e10", "Bq", true, other},
    UcumAtom{"Gy", "1", "J/kg", true, other},
    UcumAtom{"RAD", "1", "cGy", true, other},
    UcumAtom{"Sv", "1", "=Sv", true, other},
    UcumAtom{"REM", "1", "cSv", true, other},
    UcumAtom{"[MET]", "3.5", "mL/min/kg", false, other},
    UcumAtom{"[diop]", "1", "/m", false, other},
    UcumAtom{"[HPF]", "1", "", false, other},
    UcumAtom{"[LPF]", "1", "", false, other},
    UcumAtom{"s", "1", "=s", true, time},
    UcumAtom{"min", "60", "s", false, time},
    UcumAtom{"h", "60", "min", false, time},
    UcumAtom{"d", "24", "h", false, time},
    UcumAtom{"wk", "7", "d", false, time},
    UcumAtom{"mo", "30.4375", "d", false, time},
    UcumAtom{"a", "365.25", "d", false, time},
    UcumAtom{"m", "1", "=m", true, length},
    UcumAtom{"[in_i]", "2.54", "cm", false, length},
    UcumAtom{"[ft_i]", "12", "[in_i]", false, length},
    UcumAtom{"[Ch]", "1/3", "mm", false, length},
};

constexpr std::array<UcumPrefix, 20> prefixes = {
    {{"Y", 24}, {"Z", 21},  {"E", 18},  {"P", 15},  {"T", 12},  {"G", 9},  {"M", 6},
     {"k", 3},  {"h", 2},   {"da", 1},  {"d", -1},  {"c", -2},  {"m", -3}, {"u", -6},
     {"n", -9}, {"p", -12}, {"f", -15}, {"a", -18}, {"z", -21}, {"y", -24}}};

using Pair = std::pair<std::string_view, std::string_view>;

// Other spellings of the same symbols; everywhere accepted.
constexpr std::array<Pair, 21> synonyms = {
    {{"l", "L"},        {"Eq", "eq"},       {"[IU]", "[iU]"},
     {"a_j", "a"},      {"mo_j", "mo"},     {"year", "a"},
     {"years", "a"},    {"month", "mo"},    {"months", "mo"},
     {"week", "wk"},    {"weeks", "wk"},    {"day", "d"},
     {"days", "d"},     {"hour", "h"},      {"hours", "h"},
     {"minute", "min"}, {"minutes", "min"}, {"second", "s"},
     {"seconds", "s"},  {"10^", "10*"},     {"[lb_us]", "[lb_av]"}}};

// Spellings seen in practice that UCUM does not know: not accepted, as some are read in two ways,
// but answered with the right one.
constexpr std::array<Pair, 44> familiar = {{{"mcg", "ug"},       {"gr", "g"},
                                            {"gm", "g"},         {"gms", "g"},
                                            {"gram", "g"},       {"grams", "g"},
                                            {"kgs", "kg"},       {"kilogram", "kg"},
                                            {"kilograms", "kg"}, {"lb", "[lb_av]"},
                                            {"lbs", "[lb_av]"},  {"pounds", "[lb_av]"},
                                            {"oz", "[oz_av]"},   {"stone", "[stone_av]"},
                                            {"inch", "[in_i]"},  {"inches", "[in_i]"},
                                            {"ft", "[ft_i]"},    {"feet", "[ft_i]"},
                                            {"cc", "mL"},        {"IU", "[iU]"},
                                            {"iu", "[iU]"},      {"mIU", "m[iU]"},
                                            {"uIU", "u[iU]"},    {"kIU", "k[iU]"},
                                            {"mmHg", "mm[Hg]"},  {"cmH2O", "cm[H2O]"},
                                            {"hr", "h"},         {"hrs", "h"},
                                            {"mins", "min"},     {"sec", "s"},
                                            {"secs", "s"},       {"msec", "ms"},
                                            {"yr", "years"},     {"yrs", "years"},
                                            {"wks", "weeks"},    {"bpm", "/min"},
                                            {"degC", "Cel"},     {"celsius", "Cel"},
                                            {"Celsius", "Cel"},  {"°C", "Cel"},
                                            {"°F", "[degF]"},    {"percent", "%"},
                                            {"mOsm", "mosm"},    {"ppm", "[ppm]"}}};

constexpr auto common = std::to_array<std::string_view>(
    {"years",
     "months",
     "weeks",
     "days",
     "hours",
     "minutes",
     "seconds",
     "year",
     "month",
     "week",
     "day",
     "hour",
     "minute",
     "second",
     "kg",
     "g",
     "mg",
     "ug",
     "ng",
     "pg",
     "L",
     "dL",
     "mL",
     "uL",
     "fL",
     "m",
     "cm",
     "mm",
     "um",
     "m2",
     "kg/m2",
     "mol/L",
     "mmol/L",
     "umol/L",
     "nmol/L",
     "pmol/L",
     "mmol/mol",
     "meq/L",
     "g/L",
     "g/dL",
     "mg/L",
     "mg/dL",
     "ug/L",
     "ug/dL",
     "ng/mL",
     "ng/L",
     "pg/mL",
     "U/L",
     "[iU]/L",
     "m[iU]/L",
     "u[iU]/mL",
     "10*9/L",
     "10*12/L",
     "10*6/L",
     "10*3/uL",
     "mm[Hg]",
     "kPa",
     "mL/min",
     "mL/min/{1.73_m2}",
     "L/min",
     "L/min/m2",
     "mL/kg",
     "/min",
     "mg/kg",
     "mg/kg/d",
     "mg/m2",
     "mg/d",
     "mg/mmol",
     "mg/g",
     "ug/kg/min",
     "Cel",
     "[degF]",
     "ms",
     "Gy",
     "Bq",
     "MBq",
     "mSv",
     "kcal",
     "mosm/kg",
     "[lb_av]",
     "[in_i]",
     "mm/h",
     "m/s",
     "mV",
     "[pH]"}
);

template <std::size_t Size>
std::optional<std::string_view> find(const std::array<Pair, Size>& pairs, std::string_view word) {
    const auto* const found = std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) {
        return pair.first == word;
    });
    return found == pairs.end() ? std::nullopt : std::optional(found->second);
}

} // namespace

const UcumAtom* find_ucum_atom(std::string_view symbol) {
    const auto* const found = std::find_if(atoms.begin(), atoms.end(), [&](const UcumAtom& atom) {
        return atom.symbol == symbol;
    });
    return found == atoms.end() ? nullptr : found;
}

std::span<const UcumPrefix> ucum_prefixes() {
    return prefixes;
}

std::string_view without_synonym(std::string_view symbol) {
    return find(synonyms, symbol).value_or(symbol);
}

std::optional<std::string_view> familiar_unit(std::string_view spelling) {
    return find(familiar, spelling);
}

std::span<const std::string> common_units() {
    static const std::vector<std::string> units(std::begin(common), std::end(common));
    return units;
}

} // namespace precept
