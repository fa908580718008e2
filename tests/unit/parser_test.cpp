// Rule files to trees and messages: golden files, and what they are too small or too large for.

#include "lang/ast_dump.hpp"
#include "lang/parser.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using namespace precept;
namespace fs = std::filesystem;

namespace {

struct Parsed {
    Sources sources;
    Diagnostics diagnostics;
    ast::Module module;

    explicit Parsed(const std::string& text) {
        const FileId file = sources.add("t.precept", text);
        module = parse(sources, file, diagnostics);
    }

    [[nodiscard]] std::string dumped() const { return dump(module); }
};

const std::string header = "guideline t\n  language 1\n";

/// The tree of a lone condition or value.
std::string tree(const std::string& text) {
    Sources sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("t", text);
    const ast::ExprPtr expr = parse_expression(sources, file, diagnostics);
    CHECK((expr != nullptr) == diagnostics.empty());
    return expr ? dump(*expr) : diagnostics.front().message;
}

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// The place of `diagnostic` as `line:column`.
std::string place(const Parsed& parsed, const Diagnostic& diagnostic) {
    const Position at = parsed.sources[diagnostic.span.file].position(diagnostic.span.begin);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

} // namespace

TEST_CASE("golden files of the parser") {
    const fs::path folder = fs::path(PRECEPT_SOURCE_DIR) / "tests/golden/parser";
    std::size_t count = 0;
    for (const auto& entry : fs::directory_iterator(folder)) {
        fs::path path = entry.path();
        if (path.extension() != ".precept") {
            continue;
        }
        ++count;
        Sources sources;
        Diagnostics diagnostics;
        const FileId file = sources.add(path.filename().string(), read(path));
        const ast::Module module = parse(sources, file, diagnostics);
        sort_diagnostics(diagnostics);
        const std::string actual = dump(module) + render_text(diagnostics, sources, Style{});
        const fs::path expected = path.replace_extension(".expected");
        if (std::getenv("UPDATE_GOLDEN") != nullptr) {
            std::ofstream(expected, std::ios::binary) << actual;
        }
        INFO(path.string());
        CHECK(actual == read(expected));
    }
    CHECK(count > 20);
}

TEST_CASE("powers group to the right, sums to the left") {
    CHECK(tree("2 ^ 3 ^ 4") == "^\n  number 2\n  ^\n    number 3\n    number 4\n");
    CHECK(tree("8 - 3 - 2") == "-\n  -\n    number 8\n    number 3\n  number 2\n");
    CHECK(tree("-x ^ 2") == "negative\n  ^\n    name x\n    number 2\n");
    CHECK(tree("a + b in kg * c") == "+\n  name a\n  *\n    in kg\n      name b\n    name c\n");
}

TEST_CASE("a sign after a number") {
    CHECK(tree("x is 3+") == "is\n  name x\n  value `3+`\n");
    CHECK(tree("3+2") == "+\n  number 3\n  number 2\n");
    CHECK(tree("3 - 2") == "-\n  number 3\n  number 2\n");
}

TEST_CASE("spans cover what was written") {
    Sources sources;
    Diagnostics diagnostics;
    const FileId file = sources.add("t", " # note\n  a  is  not  one of b ,  c   # end\n");
    const ast::ExprPtr expr = parse_expression(sources, file, diagnostics);
    REQUIRE(expr);
    CHECK(sources.text(expr->span) == "a  is  not  one of b ,  c");
}

TEST_CASE("a lone expression is all of its text") {
    CHECK_THAT(tree("a and"), Catch::Matchers::ContainsSubstring("expected a condition"));
    CHECK_THAT(tree("a b"), Catch::Matchers::ContainsSubstring("not `b`"));
    CHECK_THAT(tree(""), Catch::Matchers::ContainsSubstring("expected a condition or a value"));
}

TEST_CASE("line ends of both kinds, and none at the end") {
    const std::string text =
        header + "fact a yes/no\ndefine b\n  when all of\n    - a\n    - not a";
    std::string crlf;
    for (const char c : text) {
        crlf += c == '\n' ? "\r\n" : std::string(1, c);
    }
    const Parsed plain(text);
    const Parsed windows(crlf);
    CHECK(plain.diagnostics.empty());
    CHECK(windows.diagnostics.empty());
    CHECK(plain.dumped() == windows.dumped());
}

TEST_CASE("a missing token is reported behind the one before it") {
    const Parsed parsed(header + "define a when b and   # and what?\n\nfact c yes/no\n");
    REQUIRE(parsed.diagnostics.size() == 1);
    CHECK(place(parsed, parsed.diagnostics[0]) == "3:20");
    REQUIRE(parsed.module.broken.size() == 1);
    CHECK(parsed.module.broken[0].text == "a");
    CHECK(parsed.module.items.size() == 1);
}

TEST_CASE("every broken item is reported, and the sound ones are kept") {
    const Parsed parsed(
        header + "fact a\nfact b yes/no\nrule c when\ndefine d\n  when b\nterm e is\ntset \"x\"\n"
    );
    CHECK(parsed.diagnostics.size() == 4);
    CHECK(parsed.module.items.size() == 2);
    CHECK(parsed.module.broken.size() == 4);
}

TEST_CASE("nesting is limited to 200 levels") {
    const auto nested = [](std::size_t levels) {
        return header + "define a when " + std::string(levels, '(') + "b" +
               std::string(levels, ')') + "\n";
    };
    CHECK(Parsed(nested(199)).diagnostics.empty());
    for (const std::size_t levels : {201U, 100000U}) {
        const Parsed parsed(nested(levels));
        REQUIRE(parsed.diagnostics.size() == 1);
        CHECK(parsed.diagnostics[0].code == Code::TooDeep);
    }
}

TEST_CASE("endless chains do not make endless trees") {
    std::string sum = header + "define a b";
    std::string nots = header + "define a when ";
    std::string minus = header + "define a ";
    std::string lists = header + "define a when";
    for (int i = 0; i < 100000; ++i) {
        sum += " + b";
        nots += "not ";
        minus += "-";
    }
    for (int i = 0; i < 1000; ++i) {
        lists += " any of\n" + std::string(static_cast<std::size_t>(i), ' ') + "-";
    }
    for (const std::string& text : {sum + "\n", nots + "b\n", minus + "b\n", lists + " b\n"}) {
        const Parsed parsed(text);
        REQUIRE(parsed.diagnostics.size() == 1);
        CHECK(parsed.diagnostics[0].code == Code::TooDeep);
    }
    std::string conditions = header + "define a when b";
    for (int i = 0; i < 100000; ++i) {
        conditions += " and b";
    }
    CHECK(Parsed(conditions + "\n").diagnostics.empty());
}

TEST_CASE("junk ends in messages, and soon") {
    std::string bytes;
    for (int i = 0; i < 100000; ++i) {
        bytes += static_cast<char>(i * 7919 % 251);
    }
    const auto begin = std::chrono::steady_clock::now();
    CHECK_FALSE(Parsed(bytes).diagnostics.empty());
    CHECK(Parsed("").diagnostics.size() == 1);
    CHECK(Parsed("# nothing but a comment").diagnostics.size() == 1);
    CHECK(Parsed(header + "fact a \"open").diagnostics.size() == 1);
    CHECK(Parsed(header + std::string(100000, '"')).diagnostics.size() == 1);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}
