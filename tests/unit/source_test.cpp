#include "lang/catalogue.hpp"
#include "lang/source.hpp"
#include "lang/utf8.hpp"
#include "tests/unit/catch.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <string_view>

using namespace precept;

namespace {

/// A folder that is gone when the test is over.
class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / unique_name()) {
        std::filesystem::create_directories(path_);
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code error;
        std::filesystem::remove_all(path_, error);
    }

    [[nodiscard]] std::string file(const std::string& name, std::string_view content) const {
        const auto path = path_ / name;
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }

    [[nodiscard]] std::string path() const { return path_.string(); }

private:
    static std::string unique_name() {
        return "precept_source_test_" +
               std::to_string(
                   std::filesystem::file_time_type::clock::now().time_since_epoch().count()
               );
    }

    std::filesystem::path path_;
};

/// The message of the one finding that `text` gives, or nothing.
std::string objection(std::string text) {
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("x.precept", std::move(text), sources, findings);
    if (file) {
        CHECK(findings.empty());
        return {};
    }
    REQUIRE(findings.size() == 1);
    CHECK(findings[0].code == Code::UnreadableFile);
    CHECK(sources[findings[0].span.file].path() == "x.precept");
    CHECK(sources[findings[0].span.file].text().empty());
    return findings[0].message;
}

using Catch::Matchers::ContainsSubstring;

} // namespace

TEST_CASE("positions count lines and code points") {
    const SourceFile file("a", "one\nzwölf µg\n\nend");
    const auto at = [&](std::uint32_t offset) {
        const Position position = file.position(offset);
        return std::pair(position.line, position.column);
    };
    CHECK(at(0) == std::pair(1U, 1U));
    CHECK(at(3) == std::pair(1U, 4U));
    CHECK(at(4) == std::pair(2U, 1U));
    CHECK(at(6) == std::pair(2U, 3U));  // ö
    CHECK(at(8) == std::pair(2U, 4U));  // l, after the two bytes of ö
    CHECK(at(15) == std::pair(3U, 1U)); // the empty line
    CHECK(at(16) == std::pair(4U, 1U));
    CHECK(at(19) == std::pair(4U, 4U));
    CHECK(at(4000) == std::pair(4U, 4U));
    CHECK(file.line_count() == 4);
}

TEST_CASE("lines come without their ends") {
    const SourceFile file("a", "one\r\ntwo\nthree\n");
    CHECK(file.line(1) == "one");
    CHECK(file.line(2) == "two");
    CHECK(file.line(3) == "three");
    CHECK(file.line(4).empty());
    CHECK(file.line(0).empty());
    CHECK(file.line(5).empty());
    CHECK(SourceFile("a", "").line_count() == 1);
    CHECK(SourceFile("a", "").position(0).line == 1);
}

TEST_CASE("texts and places of spans") {
    Sources sources;
    const FileId file = sources.add("dir/a.precept", "guideline x\nfact y");
    CHECK(sources.text({file, 0, 9}) == "guideline");
    CHECK(sources.text({file, 12, 100}) == "fact y");
    CHECK(sources.text({file, 50, 100}).empty());
    CHECK(sources.place({file, 12, 16}) == "dir/a.precept:2");
}

TEST_CASE("references stay valid while files are added") {
    Sources sources;
    const SourceFile& first = sources[sources.add("a", "text")];
    for (int i = 0; i < 1000; ++i) {
        sources.add("b", "more");
    }
    CHECK(first.text() == "text");
    CHECK(sources.size() == 1001);
}

TEST_CASE("characters are counted where they begin, however they lie") {
    constexpr std::array<std::string_view, 5> some{"a", "é", "€", "😀", "\n"};
    std::mt19937 random(7);
    for (int text_number = 0; text_number < 2000; ++text_number) {
        std::string text;
        std::size_t characters = 0;
        for (auto left = random() % 40; left > 0; --left) {
            text += some.at(random() % some.size());
            ++characters;
        }
        CAPTURE(text);
        REQUIRE(count_characters(text) == characters);
    }
    CHECK(count_characters("\x80\x80\x80\x80\x80\x80\x80\x80 and \xBF") == 5);
}

TEST_CASE("well-formed UTF-8 is accepted") {
    CHECK(objection("").empty());
    CHECK(objection("ASCII\r\n").empty());
    CHECK(objection("µ ≥ 漢 😀").empty());
    CHECK(objection("\xC2\x80 \xDF\xBF \xE0\xA0\x80 \xED\x9F\xBF \xEE\x80\x80 \xEF\xBF\xBF").empty()
    );
    CHECK(objection("\xF0\x90\x80\x80 \xF4\x8F\xBF\xBF").empty());
}

TEST_CASE("malformed UTF-8 is refused with its line") {
    CHECK(
        objection("one\ntwo\xFCrk") ==
        "`x.precept` is not saved as UTF-8: line 2 has the byte FC at offset 7"
    );
    for (const char* text :
         {"\x80",             // continuation alone
          "\xC2",             // cut off
          "\xC2x",            //
          "\xC0\x80",         // overlong
          "\xC1\xBF",         //
          "\xE0\x9F\xBF",     //
          "\xE2\x82",         //
          "\xED\xA0\x80",     // surrogate
          "\xF0\x8F\xBF\xBF", // overlong
          "\xF4\x90\x80\x80", // past U+10FFFF
          "\xF5\x80\x80\x80", //
          "\xF0\x9F\x98"}) {
        CAPTURE(text);
        CHECK_THAT(objection(text), ContainsSubstring("not saved as UTF-8"));
    }
}

TEST_CASE("binary, UTF-16 and too large texts are refused") {
    CHECK_THAT(objection(std::string("a\nb\0c", 5)), ContainsSubstring("line 2 has a zero byte"));
    CHECK_THAT(objection(std::string("\xFF\xFEg\0", 4)), ContainsSubstring("UTF-16"));
    CHECK_THAT(
        objection(std::string(max_file_bytes + 1, ' ')), ContainsSubstring("larger than 16 MiB")
    );
    CHECK(objection(std::string(max_file_bytes, ' ')).empty());
}

TEST_CASE("a byte-order mark is dropped, CRLF is kept") {
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("a", "\xEF\xBB\xBFx\r\ny", sources, findings);
    REQUIRE(file.has_value());
    CHECK(sources[*file].text() == "x\r\ny");
}

TEST_CASE("files are read from disk") {
    const Folder folder;
    Sources sources;
    Diagnostics findings;
    const std::string path = folder.file("a.precept", "guideline a\n");
    const auto file = read_file(path, sources, findings);
    REQUIRE(file.has_value());
    CHECK(findings.empty());
    CHECK(sources[*file].path() == path);
    CHECK(sources[*file].text() == "guideline a\n");
}

TEST_CASE("a dash is standard input") {
    const Folder folder;
    const std::string path = folder.file("input", "terms t\n");
    REQUIRE(std::freopen(path.c_str(), "rb", stdin) != nullptr);
    Sources sources;
    Diagnostics findings;
    const auto file = read_file("-", sources, findings);
    REQUIRE(file.has_value());
    CHECK(sources[*file].path() == "<standard input>");
    CHECK(sources[*file].text() == "terms t\n");
}

TEST_CASE("what cannot be read says why") {
    const Folder folder;
    Sources sources;
    Diagnostics findings;
    const auto message = [&](const std::string& path) {
        findings.clear();
        CHECK_FALSE(read_file(path, sources, findings).has_value());
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == Code::UnreadableFile);
        CHECK(sources[findings[0].span.file].path() == path);
        return findings[0].message;
    };
    CHECK_THAT(message(folder.path() + "/none.precept"), ContainsSubstring("does not exist"));
    CHECK_THAT(message(folder.path()), ContainsSubstring("is a folder"));
    const std::string below_a_file = folder.file("a", "x") + "/b";
    CHECK_THAT(message(below_a_file), ContainsSubstring("does not exist"));
    CHECK_THAT(message(""), ContainsSubstring("does not exist"));
    const std::string large = folder.file("large", "");
    std::filesystem::resize_file(large, max_file_bytes * 4);
    CHECK_THAT(message(large), ContainsSubstring("larger than 16 MiB"));
}
