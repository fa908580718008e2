#include "tests/unit/lsp/folder.hpp"

#include "tests/unit/catch.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace precept::lsp {

namespace fs = std::filesystem;

Folder::Folder() {
    std::string pattern = (fs::temp_directory_path() / "precept-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = fs::canonical(pattern).string();
}

Folder::~Folder() {
    std::error_code error;
    fs::remove_all(path_, error);
}

void Folder::write(const std::string& name, const std::string& text) const {
    const fs::path path = fs::path(path_) / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

} // namespace precept::lsp
