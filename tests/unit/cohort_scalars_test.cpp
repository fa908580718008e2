// Single JSON values read in place, compared with how the standard library reads the same text.
#include "interpreter/cohort/json_scalars.hpp"
#include "tests/unit/catch.hpp"

#include <cstdlib>
#include <random>
#include <string>

using namespace precept;
using namespace precept::cohort;

namespace {

/// `text` with what stands behind values and may be read.
std::string padded(const std::string& text, char behind) {
    return text + behind + std::string(16, '"');
}

/// Whether `text` is a number of JSON that has to be taken: no exponent, and at most 15 digits.
bool is_usual_number(const std::string& text) {
    const std::size_t sign = text.starts_with('-') ? 1 : 0;
    const std::size_t point = std::min(text.find('.'), text.size());
    const std::string whole = text.substr(sign, point - sign);
    const std::string fraction = point < text.size() ? text.substr(point + 1) : "0";
    const auto digits = [](const std::string& part) {
        return !part.empty() && part.find_first_not_of("0123456789") == std::string::npos;
    };
    const std::size_t count = whole.size() + (point < text.size() ? fraction.size() : 0);
    return digits(whole) && digits(fraction) && (whole == "0" || whole[0] != '0') && count <= 15;
}

} // namespace

TEST_CASE("scalars: numbers are those of the standard library, or refused") {
    std::mt19937 random(7);
    const std::string letters = "0123456789012345678901234567890123456789-.e";
    std::size_t taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string text;
        for (std::size_t length = 1 + random() % 17; length > 0; --length) {
            text += letters[random() % letters.size()];
        }
        for (const char behind : {',', '}', ']', ' ', '\n', 'x', '"'}) {
            const std::string whole = padded(text, behind);
            double number = 0;
            const char* end = read_number(whole.data(), number);
            INFO(whole);
            REQUIRE((end != nullptr) == (is_usual_number(text) && ends_value(behind)));
            if (end != nullptr) {
                REQUIRE(end == whole.data() + text.size());
                REQUIRE(number == std::strtod(text.c_str(), nullptr));
                ++taken;
            }
        }
    }
    CHECK(taken > 100'000);
}

TEST_CASE("scalars: how long a short value is") {
    const auto length = [](const std::string& text, char behind) {
        return short_length(eight_bytes(padded(text, behind).data()));
    };
    for (const char* sound :
         {"true",
          "false",
          "null",
          "0",
          "7",
          "10",
          "1234567",
          "\"\"",
          "\"a\"",
          "\"a,b\"",
          "\"{[:]}\"",
          "\"abcdef\""}) {
        for (const char behind : {',', '}', '"'}) {
            CHECK(length(sound, behind) == std::string_view(sound).size());
        }
    }
    for (const char* other :
         {"",
          "tru",
          "truE",
          "nul",
          "falsy",
          "-1",
          "+1",
          "/",
          ":",
          "[",
          "{}",

          "\"abcdefg\"",
          "\"abcdefgh",
          "e1",
          "Null"}) {
        CHECK(length(other, ',') == 0);
    }
    // What goes on behind its end, its end tells.
    CHECK(length("truetrue", ',') == 4);
    CHECK(length("007", ',') == 0);
    CHECK(length("12345678", ',') == 7);
    CHECK(length("1.5", ',') == 1);
}

TEST_CASE("scalars: yes and no") {
    for (const bool truth : {true, false}) {
        const std::string text = truth ? "true" : "false";
        bool found = !truth;
        const std::string sound = padded(text, '}');
        REQUIRE(read_truth(sound.data(), found) == sound.data() + text.size());
        CHECK(found == truth);
        CHECK(read_truth(padded(text, 's').data(), found) == nullptr);
        CHECK(read_truth(padded(text.substr(1), ',').data(), found) == nullptr);
    }
    bool found = false;
    CHECK(read_truth(padded("null", ',').data(), found) == nullptr);
}
