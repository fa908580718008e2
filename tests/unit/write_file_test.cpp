// A file is written whole or not at all, and stays what it was: a link, a pipe, its permissions.
#include "interpreter/write_file.hpp"
#include "tests/unit/catch.hpp"

#include <array>
#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

using namespace precept;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone when the test is.
class Folder {
public:
    Folder() {
        std::string name = (fs::temp_directory_path() / "precept-test-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path_, ignored);
    }

    [[nodiscard]] std::string operator/(const char* name) const { return (path_ / name).string(); }

    [[nodiscard]] std::size_t size() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(path_), fs::directory_iterator())
        );
    }

private:
    fs::path path_;
};

std::string read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

} // namespace

TEST_CASE("a file is written, and again with the permissions that it had") {
    const Folder folder;
    const std::string path = folder / "a.precept";
    REQUIRE(write_file(path, "one"));
    CHECK(read(path) == "one");
    fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read);
    REQUIRE(write_file(path, "two"));
    CHECK(read(path) == "two");
    CHECK(
        fs::status(path).permissions() ==
        (fs::perms::owner_read | fs::perms::owner_write | fs::perms::group_read)
    );
    CHECK(folder.size() == 1);
}

TEST_CASE("a link stays one, and what it leads to is written, even when it is not there yet") {
    const Folder folder;
    fs::create_symlink("real", folder / "link");
    fs::create_symlink("link", folder / "link_to_link");
    REQUIRE(write_file(folder / "link_to_link", "new"));
    CHECK(fs::is_symlink(folder / "link"));
    CHECK(fs::is_symlink(folder / "link_to_link"));
    CHECK(read(folder / "real") == "new");
    REQUIRE(write_file(folder / "link", "newer"));
    CHECK(read(folder / "real") == "newer");
    CHECK(folder.size() == 3);
}

TEST_CASE("a pipe is written to, not replaced") {
    const Folder folder;
    const std::string path = folder / "pipe";
    REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    REQUIRE(reader >= 0);
    CHECK(write_file(path, "through"));
    std::array<char, 16> buffer{};
    CHECK(::read(reader, buffer.data(), buffer.size()) == 7);
    ::close(reader);
    CHECK(fs::is_fifo(path));
    CHECK(folder.size() == 1);
}

TEST_CASE("what cannot be written is left alone, with a reason") {
    const Folder folder;
    CHECK(!write_file(folder / "nowhere/a", "x"));
    CHECK(errno == ENOENT);
    fs::create_symlink("circle", folder / "circle");
    CHECK(!write_file(folder / "circle", "x"));
    CHECK(fs::is_symlink(folder / "circle"));
    fs::create_directory(folder / "folder");
    CHECK(!write_file(folder / "folder", "x"));
    CHECK(errno == EISDIR);
    if (::geteuid() != 0) { // root may write everywhere
        const std::string path = folder / "read_only";
        REQUIRE(write_file(path, "kept"));
        fs::permissions(path, fs::perms::owner_read);
        CHECK(!write_file(path, "lost"));
        CHECK(errno == EACCES);
        CHECK(read(path) == "kept");
    }
}
