// A folder with files for one test, gone afterwards.
#pragma once

#include <string>

namespace precept::lsp {

class Folder {
public:
    Folder();
    ~Folder();

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    /// Writes a file, by its path below the folder.
    void write(const std::string& name, const std::string& text) const;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

} // namespace precept::lsp
