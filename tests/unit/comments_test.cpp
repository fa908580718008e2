#include "lang/comments.hpp"
#include "tests/unit/catch.hpp"

#include <string>

using namespace precept;

namespace {

std::vector<std::string> texts(const std::string& text) {
    std::vector<std::string> found;
    for (const Comment& comment : find_comments(0, text)) {
        found.push_back(
            (comment.own_line ? "own " : "") +
            text.substr(comment.span.begin, comment.span.end - comment.span.begin)
        );
    }
    return found;
}

} // namespace

TEST_CASE("comments are found on lines of their own and behind what they speak of") {
    CHECK(
        texts("# one  \n  # two\t\nfact a yes/no # three\r\n#") ==
        std::vector<std::string>{"own # one", "own # two", "# three", "own #"}
    );
    CHECK(texts("").empty());
}

TEST_CASE("a carriage return alone ends no comment, as it ends no line") {
    CHECK(
        texts("# one\rrest\r\n# two") == std::vector<std::string>{"own # one\rrest", "own # two"}
    );
}

TEST_CASE("a number sign inside a quotation begins no comment") {
    CHECK(texts(R"(fact a "no # comment" yes/no # one)") == std::vector<std::string>{"# one"});
    CHECK(texts(R"(fact a "a \" # b" yes/no # one)") == std::vector<std::string>{"# one"});
    CHECK(texts(R"(fact a "a \\" # one)") == std::vector<std::string>{"# one"});
}

TEST_CASE("a quotation that its line leaves open ends there") {
    CHECK(texts("fact a \"open # none\n# one\n") == std::vector<std::string>{"own # one"});
}
