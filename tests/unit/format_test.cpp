// The formatter's promises: what it writes it leaves alone, it changes nothing that is said, and it
// gives one layout whatever blanks the author used.
#include "lang/ast_dump.hpp"
#include "lang/format.hpp"
#include "lang/parser.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

using namespace precept;

namespace {

std::optional<std::string> formatted(const std::string& text) {
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("a.precept", text, sources, findings);
    return file ? format(sources, *file, findings) : std::nullopt;
}

std::string dumped(const std::string& text) {
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("a.precept", text, sources, findings);
    return dump(parse(sources, *file, findings));
}

std::string read(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

std::vector<std::filesystem::path> rule_files_of_the_project() {
    std::vector<std::filesystem::path> found;
    for (const char* folder : {"guidelines", "examples", "tests"}) {
        const auto root = std::filesystem::path(PRECEPT_SOURCE_DIR) / folder;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
            if (entry.path().extension() == ".precept") {
                found.push_back(entry.path());
            }
        }
    }
    return found;
}

/// The text with other blanks: more of them where there are some, blanks at the ends of lines and
/// empty lines inside items.
std::string with_other_blanks(const std::string& text, std::mt19937_64& random) {
    std::string other;
    bool quoted = false;
    bool comment = false;
    bool indent = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') {
            other += random() % 4 == 0 ? " \t" : "";
            // An empty line inside an item: the next line is indented.
            const bool inside = i + 1 < text.size() && text[i + 1] == ' ';
            other += inside && random() % 8 == 0 ? "\n\n" : random() % 16 == 0 ? "\r\n" : "\n";
            quoted = comment = false;
            indent = true;
            continue;
        }
        other += c;
        quoted = c == '"' && !comment && (i == 0 || text[i - 1] != '\\') ? !quoted : quoted;
        comment = comment || (c == '#' && !quoted);
        indent = indent && c == ' ';
        if (c == ' ' && !indent && !quoted && !comment && random() % 3 == 0) {
            other += "  ";
        }
    }
    return other;
}

/// The text with comments after lines, and on lines of their own at any depth.
std::string with_comments(const std::string& text, std::mt19937_64& random) {
    std::string other;
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        if (random() % 8 == 0) {
            other += fmt::format("{}# line {}\n", std::string(random() % 9, ' '), ++number);
        }
        other += line;
        other += random() % 8 == 0 ? fmt::format("  # end {}\n", ++number) : "\n";
    }
    return other;
}

} // namespace

TEST_CASE("What is formatted stays so, and says the same, in every rule file of the project") {
    std::size_t count = 0;
    for (const auto& path : rule_files_of_the_project()) {
        const std::string text = read(path);
        const auto once = formatted(text);
        if (!once) {
            continue; // a file with syntax errors is left alone
        }
        INFO(path.string() << ":\n" << *once);
        ++count;
        CHECK(formatted(*once) == once);
        CHECK(dumped(*once) == dumped(text));
        CHECK(once->find('\t') == std::string::npos);
        CHECK(once->find(" \n") == std::string::npos);
        CHECK(once->find("\n\n\n") == std::string::npos);
    }
    CHECK(count > 50);
}

TEST_CASE("Random programs are formatted, whatever their blanks") {
    std::mt19937_64 random(11);
    for (std::uint64_t seed = 0; seed < naive::property_cases(150); ++seed) {
        random::Random source(seed);
        const std::string text = random::random_program(source, {.textual = true}).text();
        const auto once = formatted(text);
        INFO(text);
        REQUIRE(once);
        REQUIRE(formatted(*once) == once);
        REQUIRE(dumped(*once) == dumped(text));
        const std::string spaced = with_other_blanks(*once, random);
        INFO("with other blanks:\n" << spaced);
        REQUIRE(formatted(spaced) == once);
    }
}

TEST_CASE("The shipped guidelines are formatted, whatever their blanks") {
    std::mt19937_64 random(13);
    for (const auto& entry : std::filesystem::recursive_directory_iterator(
             std::filesystem::path(PRECEPT_SOURCE_DIR) / "guidelines"
         )) {
        if (entry.path().extension() != ".precept") {
            continue;
        }
        const auto once = formatted(read(entry.path()));
        REQUIRE(once);
        for (int i = 0; i < 5; ++i) {
            const std::string spaced = with_other_blanks(*once, random);
            INFO(spaced);
            REQUIRE(formatted(spaced) == once);
        }
    }
}

TEST_CASE("Comments stay, and stay where they are, wherever an author puts them") {
    std::mt19937_64 random(17);
    std::vector<std::string> texts;
    for (std::uint64_t seed = 200; seed < 200 + naive::property_cases(15); ++seed) {
        random::Random source(seed);
        texts.push_back(random::random_program(source, {.textual = true}).text());
    }
    for (const auto& path : rule_files_of_the_project()) {
        texts.push_back(read(path));
    }
    for (const std::string& text : texts) {
        const auto plain = formatted(text);
        if (!plain) {
            continue;
        }
        const std::string commented = with_comments(*plain, random);
        INFO(commented);
        const auto once = formatted(commented); // it fails by itself where a comment is lost
        REQUIRE(once);
        CHECK(formatted(*once) == once);
        CHECK(dumped(*once) == dumped(*plain));
        CHECK(
            std::count(once->begin(), once->end(), '#') ==
            std::count(commented.begin(), commented.end(), '#')
        );
    }
}

TEST_CASE("A file with syntax errors is not formatted") {
    Sources sources;
    Diagnostics findings;
    const auto file =
        add_text("a.precept", "guideline a\n  language 1\n\nrule\n", sources, findings);
    REQUIRE(file);
    CHECK(!format(sources, *file, findings));
    CHECK(has_errors(findings));
}
