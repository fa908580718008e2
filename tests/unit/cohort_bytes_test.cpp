// Where a cohort's bytes come from, and how they are cut into blocks of whole records.
#include "interpreter/cohort/bytes.hpp"
#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/marks.hpp"
#include "interpreter/cohort/record_blocks.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <sys/stat.h>
#include <thread>

namespace {

using namespace precept;
using namespace precept::cohort;

/// A folder that goes away with the test.
struct Folder {
    std::filesystem::path path;

    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "precept-bytes-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path); }

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }
};

/// Bytes in memory, given at most `step` at a time.
class FewBytes : public ByteStream {
public:
    FewBytes(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}

    std::size_t read(char* into, std::size_t most) override {
        const std::size_t count = std::min({most, step_, text_.size() - at_});
        text_.copy(into, count, at_);
        at_ += count;
        return count;
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }

    [[nodiscard]] std::uint64_t consumed() const override { return at_; }

    [[nodiscard]] std::optional<std::uint64_t> total() const override { return text_.size(); }

    void cancel() override {}

private:
    std::string text_;
    std::size_t step_;
    std::size_t at_ = 0;
};

struct All {
    std::string text;
    std::string failure;
};

All read_all(const std::string& path) {
    Sources sources;
    Diagnostics findings;
    const auto bytes = open_bytes(path, sources, findings);
    if (!bytes) {
        REQUIRE(findings.size() == 1);
        CHECK(findings[0].code == Code::UnreadableFile);
        return {"", findings[0].message};
    }
    CHECK(findings.empty());
    All all;
    std::string buffer(1000, '\0');
    while (const std::size_t count = bytes->read(buffer.data(), buffer.size())) {
        all.text.append(buffer, 0, count);
    }
    all.failure = bytes->failure().value_or("");
    if (all.failure.empty() && bytes->total()) {
        CHECK(bytes->consumed() == *bytes->total());
    }
    return all;
}

/// Compresses by the program that everyone has; false where it is not there.
bool compress(const std::string& command, const std::string& from, const std::string& to) {
    return std::system(fmt::format("{} < '{}' > '{}' 2>/dev/null", command, from, to).c_str()) == 0;
}

std::string content_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string many_lines() {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += fmt::format("{{\"age\": {}, \"name\": \"{}\"}}\n", i % 90, i * 7919);
    }
    return text;
}

} // namespace

TEST_CASE("bytes: a file, nothing, a folder, what is not there and what is no text") {
    const Folder folder;
    CHECK(read_all(folder.write("some", "abc")).text == "abc");
    const All nothing = read_all(folder.write("none", ""));
    CHECK(nothing.text.empty());
    CHECK(nothing.failure.empty());
    CHECK(read_all(folder.path.string()).failure.find("is a folder") != std::string::npos);
    CHECK(
        read_all(folder.path.string() + "/x").failure.find("does not exist") != std::string::npos
    );
    CHECK(read_all(folder.write("x", "PK\x03\x04....")).failure.find("Excel") != std::string::npos);
    CHECK(read_all(folder.write("u", "\xFF\xFE...")).failure.find("UTF-16") != std::string::npos);
    CHECK(read_all(folder.write("p", "PAR1,PAR2\n")).failure.empty());
}

TEST_CASE("bytes: a pipe has no size, and is read to its end") {
    const Folder folder;
    const std::string path = (folder.path / "pipe").string();
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    const std::string text = many_lines();
    std::thread writer([&] { std::ofstream(path, std::ios::binary) << text; });
    Sources sources;
    Diagnostics findings;
    auto bytes = open_bytes(path, sources, findings);
    REQUIRE(bytes);
    CHECK_FALSE(bytes->total());
    RecordBlocks blocks(std::move(bytes), "pipe", {.block = 4096});
    CHECK(blocks.skip_to(text.find('\n') + 1, 2));
    std::string got;
    Block block;
    while (blocks.next(block)) {
        got += block.text.view();
    }
    writer.join();
    CHECK(got == text.substr(text.find('\n') + 1));
}

TEST_CASE("bytes: waiting for a pipe can be cancelled") {
    const Folder folder;
    const std::string path = (folder.path / "pipe").string();
    REQUIRE(mkfifo(path.c_str(), 0600) == 0);
    // Both ends, so that the pipe stays open and nothing more comes.
    std::fstream held(path, std::ios::in | std::ios::out | std::ios::binary);
    held << std::string(100, 'x') << "\n" << std::flush;
    Sources sources;
    Diagnostics findings;
    RecordBlocks blocks(open_bytes(path, sources, findings), "pipe", {.block = 4096});
    std::thread other([&] { blocks.cancel(); });
    Block block;
    CHECK_FALSE(blocks.next(block));
    CHECK_FALSE(blocks.failure());
    other.join();
}

TEST_CASE("bytes: gzip and zstd by content, of several members, broken off or corrupt") {
    const Folder folder;
    const std::string text = many_lines();
    const std::string plain = folder.write("plain", text);
    for (const std::string command : {"gzip -c", "zstd -q -c"}) {
        const std::string packed = (folder.path / "packed.csv").string();
        if (!compress(command, plain, packed)) {
            WARN(command << " is not installed");
            continue;
        }
        INFO(command);
        const std::string bytes = content_of(packed);
        CHECK(read_all(packed).text == text);
        const std::string twice = folder.write("twice", bytes + bytes);
        CHECK(read_all(twice).text == text + text);
        CHECK(read_all(twice).failure.empty());

        const All broken = read_all(folder.write("broken", bytes.substr(0, bytes.size() - 10)));
        CHECK(broken.failure.find("breaks off") != std::string::npos);
        CHECK(
            broken.failure.find(fmt::format("at byte {}", bytes.size() - 10)) != std::string::npos
        );
        CHECK(
            read_all(folder.write("short", bytes.substr(0, 20))).failure.find("breaks off") !=
            std::string::npos
        );

        std::string corrupt = bytes;
        corrupt[corrupt.size() / 2] = static_cast<char>(~corrupt[corrupt.size() / 2]);
        CHECK(
            read_all(folder.write("corrupt", corrupt)).failure.find("corrupt") != std::string::npos
        );
        CHECK_FALSE(read_all(folder.write("behind", bytes + "more text")).failure.empty());
    }
}

TEST_CASE("bytes: a gzip checksum that does not fit is an error, zeros behind it are none") {
    const Folder folder;
    const std::string plain = folder.write("plain", "a,b\n1,2\n");
    const std::string packed = (folder.path / "packed").string();
    if (!compress("gzip -c", plain, packed)) {
        WARN("gzip is not installed");
        return;
    }
    std::string bytes = content_of(packed);
    CHECK(read_all(folder.write("padded", bytes + std::string(512, '\0'))).failure.empty());
    bytes[bytes.size() - 6] = static_cast<char>(~bytes[bytes.size() - 6]);
    CHECK(read_all(folder.write("corrupt", bytes)).failure.find("corrupt") != std::string::npos);
}

TEST_CASE("blocks: whole records, whatever the sizes of blocks and of reads") {
    std::mt19937 random(5);
    const auto upto = [&](std::size_t most) {
        return std::uniform_int_distribution<std::size_t>(0, most)(random);
    };
    // Records of CSV, with line ends and marks inside of quotes, and marks that open nothing.
    std::vector<std::string> records;
    for (int i = 0; i < 300; ++i) {
        std::string record;
        for (std::size_t cell = 0; cell <= upto(3); ++cell) {
            static constexpr std::string_view cells[] = {
                "", "12", "\"\"", "\"a\nb\"", "\"\"\"\n\"\"\"", "5\" wide", "\"x,\r\ny\"", "é"};
            record += (cell == 0 ? "" : ",") + std::string(cells[upto(7)]);
        }
        records.push_back(record + (upto(3) == 0 ? "\r\n" : "\n"));
    }
    records.back().erase(records.back().find_last_not_of("\r\n") + 1);
    std::string whole;
    for (const std::string& record : records) {
        whole += record;
    }
    for (int round = 0; round < 100; ++round) {
        RecordBlocks blocks(
            std::make_unique<FewBytes>("\xEF\xBB\xBF" + whole, 1 + upto(30)),
            "x.csv",
            {.block = 1 + upto(200)}
        );
        blocks.cut_csv(',');
        Block block;
        std::string got;
        std::size_t number = 0;
        std::size_t next = 0; // record
        while (blocks.next(block)) {
            CHECK(block.number == number++);
            CHECK(block.offset == got.size() + 3);
            CHECK(block.first_line == line_ends(got) + 1);
            got += block.text.view();
            for (std::size_t size = 0; size < block.text.size(); ++next) {
                REQUIRE(next < records.size());
                size += records[next].size();
                REQUIRE(size <= block.text.size());
            }
        }
        REQUIRE(got == whole);
        CHECK_FALSE(blocks.failure());
    }
}

TEST_CASE("blocks: the header by itself, and on from any record") {
    const std::string text = "a,\"b\nc\"\r\n1,2\n3,4\n";
    RecordBlocks blocks(std::make_unique<FewBytes>(text, 3), "x.csv", {.block = 4});
    blocks.cut_csv(',');
    CHECK(blocks.look_ahead() == "a,\"b");
    CHECK(blocks.take_record() == "a,\"b\nc\"");
    CHECK(blocks.offset() == 9);
    CHECK(blocks.line() == 3);
    CHECK(blocks.skip_to(13, 4));
    Block block;
    REQUIRE(blocks.next(block));
    CHECK(block.text.view() == "3,4\n");
    CHECK(block.first_line == 4);
    CHECK(block.offset == 13);
    CHECK_FALSE(blocks.next(block));
    CHECK_FALSE(blocks.failure());

    RecordBlocks shorter(std::make_unique<FewBytes>(text, 3), "x.csv", {.block = 4});
    CHECK_FALSE(shorter.skip_to(100, 4));
    CHECK(shorter.failure()->find("shorter") != std::string::npos);
}

TEST_CASE("blocks: a record beyond the limit ends the reading, and says which") {
    for (const bool csv : {false, true}) {
        const std::string text = "1\n2\n\"" + std::string(csv ? 3000 : 5000, csv ? '\n' : 'x');
        RecordBlocks blocks(
            std::make_unique<FewBytes>(text, 100), "x", {.block = 16, .longest = 1024}
        );
        if (csv) {
            blocks.cut_csv(',');
        }
        Block block;
        REQUIRE(blocks.next(block));
        CHECK(block.text.view() == "1\n2\n");
        CHECK_FALSE(blocks.next(block));
        REQUIRE(blocks.failure());
        CHECK(blocks.failure()->find("line 3") != std::string::npos);
        CHECK((blocks.failure()->find("never closed") != std::string::npos) == csv);
    }
}

TEST_CASE("marks: all of them, in order, in texts of every length") {
    std::mt19937 random(6);
    for (std::size_t length = 0; length < 300; ++length) {
        std::string text;
        std::vector<std::uint32_t> wanted;
        bool ascii = true;
        for (std::size_t i = 0; i < length; ++i) {
            static constexpr char some[] = {'a', ',', '\n', '"', ';', '0', '\0', '\xC3'};
            text += some[random() % (length % 3 == 0 ? 8 : 7)];
            ascii = ascii && text.back() != '\xC3';
            if (text.back() == ';' || text.back() == '\n' || text.back() == '"') {
                wanted.push_back(static_cast<std::uint32_t>(i));
            }
        }
        std::vector<std::uint32_t> marks;
        CHECK(find_marks(text, ';', marks) == ascii);
        CHECK(marks == wanted);
        CHECK(
            line_ends(text) == static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'))
        );
    }
}
