// Writing JSON as it comes gives what making the document first and writing it then would.
#include "interpreter/json_parts.hpp"
#include "interpreter/json_writer.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random.hpp"

using namespace precept;

namespace {

std::string json(std::string_view text) {
    std::string to;
    append_json(to, text);
    return to;
}

const std::vector<std::string> texts{
    "",
    "P1",
    "a\"b\\c",
    "\n\t\r\b\f\x01\x1f\x7f",
    "Zoë 木 🙂",
    "a long one, with nothing to be escaped"};

/// A random document of objects, arrays, texts and numbers.
Json random_value(random::Random& random, int depth) {
    switch (random.below(depth > 0 ? 5 : 3)) {
    case 0: return random.pick(texts);
    case 1: return random.below(1U << 30U);
    case 2: return random.chance(30) ? 1.0 : static_cast<double>(random.below(1000)) / 1000.0;
    case 3: {
        Json made = Json::array();
        for (std::size_t i = random.below(4); i > 0; --i) {
            made.push_back(random_value(random, depth - 1));
        }
        return made;
    }
    default: {
        Json made = Json::object();
        for (std::size_t i = random.below(4); i > 0; --i) {
            made[random.pick(texts) + std::to_string(i)] = random_value(random, depth - 1);
        }
        return made;
    }
    }
}

void write_members(JsonWriter& to, const Json& object);

void write_elements(JsonWriter& to, const Json& array) {
    for (const Json& value : array) {
        if (value.is_string()) {
            to.value(value.get<std::string>());
        } else if (value.is_number_float()) {
            to.value(value.get<double>());
        } else if (value.is_number()) {
            to.value(value.get<std::uint64_t>());
        } else if (value.is_object()) {
            to.object([&] { write_members(to, value); });
        }
    }
}

void write_members(JsonWriter& to, const Json& object) {
    for (const auto& [key, value] : object.items()) {
        if (value.is_string()) {
            to.member(key, value.get<std::string>());
        } else if (value.is_number_float()) {
            to.member(key, value.get<double>());
        } else if (value.is_number()) {
            to.member(key, value.get<std::uint64_t>());
        } else if (value.is_object()) {
            to.object(key, [&, &its = value] { write_members(to, its); });
        } else {
            to.array(key, [&, &its = value] { write_elements(to, its); });
        }
    }
}

/// An array can only be a member: those in arrays become objects that hold them.
void wrap_arrays(Json& value) {
    if (!value.is_structured()) {
        return; // whose only element it would be itself
    }
    for (Json& one : value) {
        if (value.is_array() && one.is_array()) {
            one = object_of("array", Json(one));
        }
        wrap_arrays(one);
    }
}

} // namespace

TEST_CASE("Texts are written as JSON") {
    CHECK(json("P1") == R"("P1")");
    CHECK(json("a\"b\\c\n\x01") == R"("a\"b\\c\n\u0001")");
    CHECK(json("Zoë 木") == "\"Zoë 木\"");
    // What is no UTF-8 does not make the document unreadable.
    for (const char* bad : {"\xff", "a\xc3", "\xed\xa0\x80", "\xf5\x80\x80\x80", "\xc0\x80"}) {
        CHECK(Json::accept(json(bad)));
    }
}

TEST_CASE("A text that is empty may be left out") {
    JsonWriter to;
    to.object([&] {
        to.member_unless_empty("a", "");
        to.member_unless_empty("b", "x");
    });
    CHECK(to.take() == "{\n  \"b\": \"x\"\n}\n");
}

TEST_CASE("What is written as it comes is what a document would be written as") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(500); ++seed) {
        random::Random random(seed);
        Json document = Json::object();
        for (std::size_t i = random.below(5); i > 0; --i) {
            document[random.pick(texts) + std::to_string(i)] = random_value(random, 3);
        }
        wrap_arrays(document);
        JsonWriter to;
        to.object([&] { write_members(to, document); });
        INFO("seed " << seed);
        REQUIRE(to.take() == dump(document, 2) + "\n");
    }
}
