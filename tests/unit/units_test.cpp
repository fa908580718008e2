#include "lang/units.hpp"
#include "tests/unit/catch.hpp"

#include <string>
#include <thread>
#include <vector>

using namespace precept;

namespace {

Unit unit(std::string_view spelling) {
    CAPTURE(std::string(spelling));
    const auto found = parse_unit(spelling);
    REQUIRE(found.has_value());
    return *found;
}

/// `value` of `from` in `to`.
double convert(double value, std::string_view from, std::string_view to) {
    CAPTURE(std::string(from), std::string(to));
    const auto found = conversion(unit(from), unit(to));
    REQUIRE(found.has_value());
    return (*found)(value);
}

} // namespace

TEST_CASE("units of clinical practice are read, and shown as written") {
    for (const char* spelling :
         {"%",
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
          "m2",
          "kg/m2",
          "mmol/L",
          "umol/L",
          "mg/dL",
          "g/L",
          "meq/L",
          "U/L",
          "[iU]/L",
          "m[iU]/L",
          "10*9/L",
          "10*3/uL",
          "mm[Hg]",
          "kPa",
          "mL/min",
          "mL/min/{1.73_m2}",
          "/min",
          "h",
          "min",
          "s",
          "ms",
          "Cel",
          "[degF]",
          "[lb_av]",
          "[in_i]",
          "Bq",
          "MBq",
          "Gy",
          "mSv",
          "[ppth]",
          "[ppm]",
          "Da",
          "kDa",
          "mg/kg/d",
          "L/min/m2",
          "ug/kg/min",
          "{score}",
          "10*9{cells}/L",
          "mosm/kg",
          "dyn.s/cm5",
          "mg/mmol",
          "kcal",
          "10*-3",
          "[beth'U]",
          "cm[H2O]",
          "mV",
          "mmol/mol",
          "[pH]",
          "/[HPF]",
          "mg/d"}) {
        CAPTURE(spelling);
        const auto found = parse_unit(spelling);
        REQUIRE(found.has_value());
        CHECK(to_string(*found) == spelling);
        CHECK(parse_unit(to_string(*found)) == *found);
    }
}

TEST_CASE("every symbol of the table has a measure") {
    for (const char* symbol :
         {"10*",      "%",       "[ppth]",  "[ppm]",   "[ppb]",      "g",        "t",
          "u",        "Da",      "[lb_av]", "[oz_av]", "[stone_av]", "mol",      "eq",
          "osm",      "U",       "kat",     "[iU]",    "[arb'U]",    "[beth'U]", "[anti'Xa'U]",
          "[APL'U]",  "[GPL'U]", "[MPL'U]", "[CFU]",   "[PFU]",      "[pH]",     "L",
          "[drp]",    "K",       "Cel",     "[degF]",  "deg",        "cd",       "A",
          "N",        "dyn",     "Pa",      "bar",     "atm",        "m[Hg]",    "m[H2O]",
          "[wood'U]", "J",       "cal",     "[Cal]",   "eV",         "W",        "C",
          "V",        "Ohm",     "S",       "F",       "T",          "Hz",       "Bq",
          "Ci",       "Gy",      "RAD",     "Sv",      "REM",        "[MET]",    "[diop]",
          "[HPF]",    "[LPF]",   "s",       "min",     "h",          "d",        "wk",
          "mo",       "a",       "m",       "[in_i]",  "[ft_i]",     "[Ch]"}) {
        CAPTURE(symbol);
        const auto found = parse_unit(symbol);
        REQUIRE(found.has_value());
        CHECK(conversion(*found, *found)->identity());
        CHECK_FALSE(dimension(*found).empty());
        const auto square = multiply(*found, *found);
        CHECK(divide(square, *found) == *found);
    }
}

TEST_CASE("what is not a unit is refused") {
    for (const char* spelling :
         {"",
          "foo",
          "kgg",
          "mg/",
          "/",
          ".",
          "mg//dL",
          "mg dL",
          " mg",
          "mg ",
          "mg.",
          "(",
          "()",
          "(mg",
          "mg)",
          "m2x",
          "m+",
          "m-",
          "2m",
          "0",
          "m0",
          "m31",
          "{",
          "{}",
          "{a",
          "a}",
          "{a b}",
          "[",
          "[iU",
          "k%",
          "kmin",
          "kyears",
          "mm[Hg",
          "MG",
          "Years",
          "mcg",
          "IU",
          "mmHg",
          "°C",
          "10**9",
          "99999999999999999999",
          "mg/dl/",
          "k",
          "m[",
          "kCel"}) {
        CAPTURE(spelling);
        CHECK_FALSE(parse_unit(spelling).has_value());
    }
    CHECK_FALSE(parse_unit(std::string(5000, 'm')).has_value());
    CHECK_FALSE(parse_unit(std::string(90, '(') + "m").has_value());
}

TEST_CASE("synonyms are one unit") {
    CHECK(unit("years") == unit("a"));
    CHECK(unit("year") == unit("a"));
    CHECK(unit("months") == unit("mo"));
    CHECK(unit("weeks") == unit("wk"));
    CHECK(unit("day") == unit("d"));
    CHECK(unit("hours") == unit("h"));
    CHECK(unit("minutes") == unit("min"));
    CHECK(unit("seconds") == unit("s"));
    CHECK(unit("l") == unit("L"));
    CHECK(unit("mg/dl") == unit("mg/dL"));
    CHECK(unit("mEq/L") == unit("meq/L"));
    CHECK(unit("[IU]/L") == unit("[iU]/L"));
    CHECK(unit("m[IU]/L") == unit("m[iU]/L"));
    CHECK(unit("µg") == unit("ug"));
    CHECK(unit("μmol/L") == unit("umol/L"));
    CHECK(unit("10^9/L") == unit("10*9/L"));
    CHECK(unit("s-1") == unit("/s"));
    CHECK(unit("kg.m-2") == unit("kg/m2"));
    CHECK(unit("g.m/(s.s)") == unit("m.g/s2"));
    CHECK(unit("m/(s/kg)") == unit("kg.m/s"));
    CHECK(unit("mg/kg/day") == unit("mg/kg/d"));
    CHECK(unit("1") == Unit{});
    CHECK(unit("m/m") == Unit{});
    CHECK(unit("1/min") == unit("/min"));
}

TEST_CASE("other spellings are other units, though they convert") {
    CHECK(unit("mg") != unit("g"));
    CHECK(unit("mg/mL") != unit("g/L"));
    CHECK(unit("Mg") != unit("mg"));
    CHECK(conversion(unit("mg/mL"), unit("g/L"))->identity());
}

TEST_CASE("time is shown in English words") {
    CHECK(to_string(unit("a")) == "years");
    CHECK(to_string(unit("mo")) == "months");
    CHECK(to_string(unit("wk")) == "weeks");
    CHECK(to_string(unit("days")) == "days");
    CHECK(to_string(unit("hours")) == "h");
    CHECK(to_string(unit("mg/day")) == "mg/d");
    CHECK(to_string(Unit{}).empty());
}

TEST_CASE("conversions are exact") {
    CHECK(convert(1, "years", "months") == 12);
    CHECK(convert(12, "months", "years") == 1);
    CHECK(convert(18, "months", "years") == 1.5);
    CHECK(convert(1, "years", "days") == 365.25);
    CHECK(convert(1, "months", "days") == 30.4375);
    CHECK(convert(2, "weeks", "days") == 14);
    CHECK(convert(1, "h", "s") == 3600);
    CHECK(convert(1, "mg", "g") == 0.001);
    CHECK(convert(1, "g", "mg") == 1000);
    CHECK(convert(62, "%", "1") == 0.62);
    CHECK(convert(0.62, "1", "%") == 62);
    CHECK(convert(1.5, "mg/dL", "mg/L") == 15);
    CHECK(convert(100, "10*9/L", "10*3/uL") == 100);
    CHECK(convert(1, "10*12/L", "10*6/uL") == 1);
    CHECK(convert(1, "[lb_av]", "kg") == 0.45359237);
    CHECK(convert(1, "[in_i]", "cm") == 2.54);
    CHECK(convert(1, "[stone_av]", "[lb_av]") == 14);
    CHECK(convert(1, "L", "dL") == 10);
    CHECK(convert(1, "m[iU]/L", "u[iU]/mL") == 1);
    CHECK(convert(1, "kPa", "Pa") == 1000);
    CHECK(convert(1, "U/L", "umol/min/L") == 1);
    CHECK(convert(1, "mL/min/{1.73_m2}", "mL/min") == 1);
    CHECK(convert(1, "Ci", "GBq") == 37);
}

TEST_CASE("a threshold in one unit meets the same value in another") {
    // With a factor of 0.001 some of these would be off by the last bit.
    for (int i = 1; i <= 5000; ++i) {
        REQUIRE(convert(i, "mg", "g") == i / 1000.0);
        REQUIRE(convert(i, "mg/dL", "g/dL") == i / 1000.0);
        REQUIRE(convert(i, "%", "1") == i / 100.0);
    }
}

TEST_CASE("temperatures have a zero point of their own") {
    CHECK(convert(98.6, "[degF]", "Cel") == Approx(37.0).epsilon(1e-14));
    CHECK(convert(37, "Cel", "[degF]") == Approx(98.6).epsilon(1e-14));
    CHECK(convert(100, "Cel", "[degF]") == 212);
    CHECK(convert(0, "Cel", "K") == 273.15);
    CHECK(convert(-40, "Cel", "[degF]") == Approx(-40).epsilon(1e-14));
    CHECK_FALSE(conversion(unit("Cel"), unit("K"))->identity());
    SECTION("but not in a product: there they are differences") {
        CHECK(convert(1, "Cel/h", "K/h") == 1);
        CHECK(convert(9, "[degF]/h", "Cel/h") == Approx(5).epsilon(1e-14));
    }
}

TEST_CASE("conversion there and back is the same number") {
    const std::vector<std::vector<std::string>> families = {
        {"years", "months", "weeks", "days", "h", "min", "s"},
        {"kg", "g", "mg", "ug", "[lb_av]", "[oz_av]", "Da"},
        {"mg/dL", "g/L", "ug/mL", "kg/m3"},
        {"mm[Hg]", "kPa", "bar", "atm", "cm[H2O]"},
        {"Cel", "K", "[degF]"},
        {"kcal", "kJ", "[Cal]"},
    };
    for (const auto& family : families) {
        for (const std::string& from : family) {
            for (const std::string& to : family) {
                CAPTURE(from, to);
                CHECK(compatible(unit(from), unit(to)));
                CHECK(convert(convert(7.25, from, to), to, from) == Approx(7.25).epsilon(1e-12));
            }
        }
    }
}

TEST_CASE("different dimensions do not convert") {
    const auto apart = [](std::string_view left, std::string_view right) {
        CAPTURE(std::string(left), std::string(right));
        CHECK_FALSE(compatible(unit(left), unit(right)));
        CHECK_FALSE(conversion(unit(left), unit(right)).has_value());
    };
    apart("kg", "m");
    apart("mg/dL", "mmol/L");
    apart("s", "/s"); // reciprocal
    apart("mmol/L", "meq/L");
    apart("Gy", "Sv");
    apart("[iU]", "U");
    apart("[iU]", "1");
    apart("kg", "1");
    apart("deg", "1");
    apart("Cel", "1");
}

TEST_CASE("dimensions in words") {
    CHECK(dimension(Unit{}) == "a bare number");
    CHECK(dimension(unit("%")) == "a bare number");
    CHECK(dimension(unit("years")) == "time");
    CHECK(dimension(unit("mg/dL")) == "mass per volume");
    CHECK(dimension(unit("mmol/L")) == "amount of substance per volume");
    CHECK(dimension(unit("[lb_av]")) == "mass");
    CHECK(dimension(unit("[degF]")) == "temperature");
    CHECK(dimension(unit("mm[Hg]")) == "pressure");
    CHECK(dimension(unit("10*9/L")) == "number per volume");
    CHECK(dimension(unit("/min")) == "number per time");
    CHECK(dimension(unit("mL/min")) == "volume per time");
    CHECK(dimension(unit("kg/m2")) == "mass per area");
    CHECK(dimension(unit("kg2.m/s3")) == "kg2.m.s-3");
}

TEST_CASE("products and quotients are the units that one would write") {
    const Unit kg = unit("kg");
    const Unit m = unit("m");
    CHECK(divide(kg, multiply(m, m)) == unit("kg/m2"));
    CHECK(multiply(m, kg) == multiply(kg, m));
    CHECK(multiply(unit("mg/mL"), unit("mL")) == unit("mg"));
    CHECK(divide(kg, kg) == Unit{});
    CHECK(multiply(kg, Unit{}) == kg);
    CHECK(divide(Unit{}, unit("min")) == unit("/min"));
    CHECK(multiply(unit("10*9"), unit("10*-9")) == Unit{});
    CHECK(to_string(divide(unit("mg"), multiply(kg, unit("d")))) == "mg/kg/d");

    SECTION("mixed units of one dimension keep their factor") {
        const auto mixed = conversion(multiply(m, unit("cm")), unit("m2"));
        REQUIRE(mixed.has_value());
        CHECK((*mixed)(250) == 2.5);
        const auto ratio = conversion(divide(unit("years"), unit("months")), Unit{});
        REQUIRE(ratio.has_value());
        CHECK((*ratio)(2) == 24);
    }
    SECTION("of temperatures they are differences") {
        CHECK(convert(1, "Cel", "Cel") == 1);
        const Unit slope = divide(unit("Cel"), unit("h"));
        CHECK(conversion(slope, unit("K/h"))->identity());
    }
}

TEST_CASE("powers and roots") {
    CHECK(power(unit("m"), 2) == unit("m2"));
    CHECK(power(unit("m/s"), -1) == unit("s/m"));
    CHECK(power(unit("m"), 0) == Unit{});
    CHECK(power(unit("mg/dL"), 1) == unit("mg/dL"));
    CHECK_FALSE(power(unit("m"), 1000).has_value());
    CHECK(square_root(unit("m2")) == unit("m"));
    CHECK(square_root(unit("m4/s2")) == unit("m2/s"));
    CHECK(square_root(Unit{}) == Unit{});
    CHECK_FALSE(square_root(unit("m3")).has_value());
    CHECK_FALSE(square_root(unit("m")).has_value());
}

TEST_CASE("bare numbers under other names") {
    CHECK(dimensionless(Unit{}));
    CHECK(dimensionless(unit("%")));
    CHECK(dimensionless(unit("10*3")));
    CHECK(dimensionless(unit("{score}")));
    CHECK(dimensionless(unit("mg/g")));
    CHECK_FALSE(dimensionless(unit("mg/dL")));
    CHECK_FALSE(dimensionless(unit("mol")));
}

TEST_CASE("familiar spellings lead to the right one") {
    CHECK(nearest_unit("mcg") == "ug");
    CHECK(nearest_unit("mcg/L") == "ug/L");
    CHECK(nearest_unit("IU/L") == "[iU]/L");
    CHECK(nearest_unit("mmHg") == "mm[Hg]");
    CHECK(nearest_unit("lbs") == "[lb_av]");
    CHECK(nearest_unit("°C") == "Cel");
    CHECK(nearest_unit("bpm") == "/min");
    CHECK(nearest_unit("mnths") == "months");
    CHECK(nearest_unit("mmo/L") == "mmol/L");
    CHECK_FALSE(nearest_unit("banana").has_value());
}

TEST_CASE("units may be read on several threads") {
    std::vector<std::thread> threads;
    std::vector<std::vector<Unit>> read(4);
    for (std::vector<Unit>& mine : read) {
        threads.emplace_back([&mine] {
            for (int i = 2; i < 300; ++i) {
                const std::string spelling = std::to_string(i) + ".mol/mm2";
                mine.push_back(parse_unit(spelling).value_or(Unit{}));
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    for (const std::vector<Unit>& other : read) {
        CHECK(other == read[0]);
    }
    CHECK(to_string(read[0][0]) == "2.mol/mm2");
}
