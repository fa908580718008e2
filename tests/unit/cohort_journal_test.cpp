// How far a run has come, kept in a file; and files that end with whole lines.
#include "interpreter/cohort/journal.hpp"
#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/output_file.hpp"
#include "interpreter/cohort/watched_blocks.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/random/random_program.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace precept;
using namespace precept::cohort;

namespace {

/// A folder that is gone afterwards.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "precept.XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path_); }

    [[nodiscard]] std::string file(const char* name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Blocks of one text each.
class Texts final : public BlockSource {
public:
    explicit Texts(std::vector<std::string> texts) : texts_(std::move(texts)) {}

    bool next(Block& into) override {
        if (number_ == texts_.size()) {
            return false;
        }
        into.number = number_;
        into.offset = offset_;
        into.text = texts_[number_++];
        into.line_ends = line_ends(into.text.view());
        offset_ += into.text.size();
        return true;
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }

private:
    std::vector<std::string> texts_;
    std::size_t number_ = 0;
    std::uint64_t offset_ = 0;
};

} // namespace

TEST_CASE("A fingerprint does not depend on how the bytes are divided") {
    Fingerprint whole;
    whole.add("one two three");
    Fingerprint parts;
    parts.add("one ");
    parts.add("");
    parts.add("two three");
    CHECK(whole.digits() == parts.digits());
    CHECK(whole.digits().size() == 16);
    parts.add("!");
    CHECK(whole.digits() != parts.digits());
    Fingerprint left;
    left.add_text("ab");
    left.add_text("c");
    Fingerprint right;
    right.add_text("a");
    right.add_text("bc");
    CHECK(left.digits() != right.digits());
}

TEST_CASE("A journal is read back as it was written") {
    const Folder folder;
    random::Random random(1);
    const Program program = random::random_program(random, {}).program;
    Journal journal(program);
    journal.rules = "r";
    journal.options = "o";
    journal.today = "2026-11-23";
    journal.input = "cohort.ndjson";
    journal.consumed = "c";
    journal.offset = 12;
    journal.line = 3;
    journal.output = {400, "f"};
    journal.rejects = {50, "g"};
    journal.tally.patients = 7;
    journal.tally.rules[0] = {1, 2, 3, 1};
    journal.tally.facts[0] = 5;
    if (!journal.tally.ensures.empty()) {
        journal.tally.ensures[0].violators.push_back({3, "P \"3\""});
    }
    REQUIRE(write_journal(folder.file("j"), journal));
    const std::string first = content(folder.file("j"));
    std::string why;
    const auto read = read_journal(folder.file("j"), program, why);
    REQUIRE(read);
    REQUIRE(write_journal(folder.file("j"), *read));
    CHECK(content(folder.file("j")) == first);
    CHECK(read->tally.rules[0].undecided == 3);
    CHECK(read->offset == 12);
    CHECK(read->output.length == 400);
    CHECK(read->rejects.fingerprint == "g");
}

TEST_CASE("A journal that cannot be used says why") {
    const Folder folder;
    random::Random random(1);
    const Program program = random::random_program(random, {}).program;
    std::string why = "?";
    CHECK_FALSE(read_journal(folder.file("none"), program, why));
    CHECK(why.empty());
    for (const char* text : {"", "{", "[]", "{\"schema\": \"precept/cohort-progress\"}"}) {
        std::ofstream(folder.file("j")) << text;
        CHECK_FALSE(read_journal(folder.file("j"), program, why));
        CHECK_THAT(why, Catch::Matchers::ContainsSubstring("is damaged"));
    }
    const Program other = random::random_program(random, {.rules = 11}).program;
    REQUIRE(write_journal(folder.file("j"), Journal(other)));
    CHECK_FALSE(read_journal(folder.file("j"), program, why));
    CHECK_THAT(why, Catch::Matchers::ContainsSubstring("belongs to other rule files"));
}

TEST_CASE("A file is gone on with after what is to be kept") {
    const Folder folder;
    const std::string path = folder.file("rows");
    Written one;
    Written both;
    {
        OutputFile file;
        REQUIRE(file.open(path));
        CHECK(file.regular());
        CHECK(file.written().length == 0);
        CHECK(file.append("one\n"));
        one = file.written();
        CHECK(file.append("two\n"));
        both = file.written();
        CHECK(both.length == 8);
        CHECK(file.close());
    }
    OutputFile file;
    REQUIRE(file.open(path, one));
    CHECK(file.written().fingerprint == one.fingerprint);
    CHECK(file.append("three\n"));
    CHECK(file.close());
    CHECK(content(path) == "one\nthree\n");
    const auto refused = [&](const Written& before, const std::string& why) {
        OutputFile again;
        CHECK_FALSE(again.open(path, before));
        CHECK(again.failure() == path + why + "; without --resume it is begun anew");
        CHECK(content(path) == "one\nthree\n");
    };
    refused(both, " is no longer what was written to it");
    refused({400, one.fingerprint}, " is shorter than it was");
}

TEST_CASE("What cannot be written is said, and a device is not replaced by a file") {
    OutputFile full;
    REQUIRE(full.open("/dev/full"));
    CHECK_FALSE(full.regular());
    CHECK_FALSE(full.append("x\n"));
    CHECK(full.failure() == "/dev/full can't be written: No space left on device");
    std::string failure;
    CHECK_FALSE(write_whole("/dev/full", "x\n", failure));
    CHECK(failure == "/dev/full can't be written: No space left on device");
    CHECK(std::filesystem::is_character_file("/dev/full"));
    CHECK_FALSE(write_whole("/nowhere/at/all", "x\n", failure));
}

TEST_CASE("What was read before a run was stopped is known again") {
    Texts texts({"one\n", "two\n", "three\n"});
    WatchedBlocks first(texts);
    Block block;
    REQUIRE(first.next(block));
    REQUIRE(first.next(block));
    const std::string after_one = first.up_to(0);
    const std::string after_two = first.up_to(1);
    CHECK(after_one != after_two);
    Texts same({"one\n", "two\n", "three\n"});
    WatchedBlocks again(same);
    REQUIRE(again.skip_to(8));
    CHECK(again.skipped() == after_two);
    REQUIRE(again.next(block));
    CHECK(block.text.view() == "three\n");
    CHECK(block.number == 0);
    Texts other({"one\n", "zwei\n"});
    WatchedBlocks changed(other);
    CHECK_FALSE(changed.skip_to(8));
}
