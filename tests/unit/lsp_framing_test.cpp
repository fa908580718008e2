// Messages in any number of pieces, and what is no message.

#include "interpreter/lsp/framing.hpp"
#include "interpreter/lsp/positions.hpp"
#include "interpreter/lsp/uri.hpp"
#include "tests/unit/catch.hpp"

#include <random>
#include <vector>

using namespace precept;
using namespace precept::lsp;

namespace {

/// Contents as they are, faults with `!` before them.
std::vector<std::string> read_all(MessageReader& reader) {
    std::vector<std::string> all;
    while (auto message = reader.next()) {
        const auto* fault = std::get_if<FramingFault>(&*message);
        all.push_back(fault != nullptr ? "!" + fault->what : std::get<std::string>(*message));
    }
    return all;
}

std::vector<std::string> read_text(std::string_view bytes) {
    MessageReader reader;
    reader.feed(bytes);
    return read_all(reader);
}

} // namespace

TEST_CASE("messages are read whatever the pieces in which they come") {
    const std::string bytes =
        frame("{}") + frame("") + frame("\"ä\"") + "Content-Type: x\ncontent-LENGTH:  3 \n\n[1]";
    const std::vector<std::string> expected = {"{}", "", "\"ä\"", "[1]"};
    CHECK(read_text(bytes) == expected);
    for (std::size_t size = 1; size < bytes.size(); ++size) {
        MessageReader reader;
        std::vector<std::string> all;
        for (std::size_t at = 0; at < bytes.size(); at += size) {
            reader.feed(std::string_view(bytes).substr(at, size));
            for (std::string& one : read_all(reader)) {
                all.push_back(std::move(one));
            }
        }
        REQUIRE(all == expected);
        REQUIRE(reader.waiting() == 0);
    }
}

TEST_CASE("what is no header is told of and passed over") {
    const std::string good = frame("{}");
    const auto after = [&](const std::string& junk) {
        const auto all = read_text(junk + good);
        REQUIRE(all.size() >= 2);
        CHECK(all.front().front() == '!');
        return all.back();
    };
    CHECK(after("hello\r\n\r\n") == "{}");
    CHECK(after("Content-Length: x\r\n\r\n") == "{}");
    CHECK(after("Content-Length: -5\r\n\r\n") == "{}");
    CHECK(after("Content-Length: 99999999999999999999999\r\n\r\n") == "{}");
    CHECK(after("\r\n\r\n") == "{}");
    CHECK(after(std::string(3 * max_headers, 'x')) == "{}");
}

TEST_CASE("a message that is too large is passed over") {
    MessageReader reader(10);
    reader.feed("Content-Length: 2000\r\n\r\n");
    const auto fault = read_all(reader);
    REQUIRE(fault.size() == 1);
    CHECK(fault[0] == "!a message of 2000 bytes is too large; 10 are read");
    for (int i = 0; i < 20; ++i) {
        reader.feed(std::string(100, 'x'));
        CHECK(reader.waiting() == 0);
    }
    reader.feed(frame("{}"));
    CHECK(read_all(reader) == std::vector<std::string>{"{}"});
}

TEST_CASE("what waits for more is all that is kept") {
    MessageReader reader;
    for (int i = 0; i < 1000; ++i) {
        reader.feed(frame(std::string(1000, 'x')));
        REQUIRE(read_all(reader).size() == 1);
    }
    CHECK(reader.waiting() == 0);
}

TEST_CASE("columns count UTF-16 code units") {
    const LineIndex lines("aä€😀b\r\nx\ry\n");
    const auto at = [&](std::uint32_t line, std::uint32_t character) {
        return lines.offset({line, character}, Encoding::Utf16);
    };
    CHECK(at(0, 0) == 0);
    CHECK(at(0, 1) == 1);
    CHECK(at(0, 2) == 3);
    CHECK(at(0, 3) == 6);
    CHECK(at(0, 4) == 6); // inside the pair
    CHECK(at(0, 5) == 10);
    CHECK(at(0, 6) == 11);
    CHECK(at(0, 99) == 11);
    CHECK(at(1, 0) == 13);
    CHECK(at(2, 1) == 16);
    CHECK(at(3, 0) == 17);
    CHECK(at(99, 0) == 17);
    CHECK(lines.offset({0, 6}, Encoding::Utf8) == 6);
    CHECK(lines.position(10, Encoding::Utf16) == LinePosition{0, 5});
    CHECK(lines.position(10, Encoding::Utf8) == LinePosition{0, 10});
    CHECK(lines.position(15, Encoding::Utf16) == LinePosition{2, 0});
    CHECK(lines.position(99, Encoding::Utf16) == LinePosition{3, 0});
}

TEST_CASE("offset and position are each other's inverse") {
    std::mt19937 random(1);
    const std::vector<std::string> pieces = {"a", "ä", "€", "😀", "\n", "\r\n", "\r", " "};
    for (int round = 0; round < 200; ++round) {
        std::string text;
        std::vector<std::uint32_t> starts; // of characters that a position can name
        for (int i = 0; i < 30; ++i) {
            starts.push_back(static_cast<std::uint32_t>(text.size()));
            text += pieces[random() % pieces.size()];
        }
        const LineIndex lines(text);
        for (const std::uint32_t start : starts) {
            for (const Encoding encoding : {Encoding::Utf16, Encoding::Utf8}) {
                REQUIRE(lines.offset(lines.position(start, encoding), encoding) <= start);
                const bool inside = start > 0 && text[start - 1] == '\r' && text[start] == '\n';
                if (!inside) {
                    REQUIRE(lines.offset(lines.position(start, encoding), encoding) == start);
                }
            }
        }
    }
}

TEST_CASE("addresses of files and their paths") {
    CHECK(path_of("file:///a/b%20c/%C3%A4.precept") == "/a/b c/ä.precept");
    CHECK(path_of("file://localhost/a") == "/a");
    CHECK(path_of("file:/a") == "/a");
    CHECK(path_of("FILE:///a/../b") == "/b");
    CHECK(path_of("file:///a%") == "/a%");
    CHECK(path_of("file:///a%zz") == "/a%zz");
    CHECK(path_of("file:///a%00b") == std::nullopt);
    CHECK(path_of("file://host/a") == std::nullopt);
    CHECK(path_of("file://") == std::nullopt);
    CHECK(path_of("untitled:a") == std::nullopt);
    CHECK(path_of("") == std::nullopt);
    CHECK(uri_of("/a b/ä#?.precept") == "file:///a%20b/%C3%A4%23%3F.precept");
    CHECK(path_of(uri_of("/x/100%/ä b[1].precept")) == "/x/100%/ä b[1].precept");
}
