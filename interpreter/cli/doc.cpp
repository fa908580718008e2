#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/may_write.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/document/document.hpp"
#include "interpreter/write_file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>

namespace precept::cli {

namespace {

struct DocArguments : Common {
    std::string out; ///< a file or a folder; empty: standard output
};

constexpr const char* footer =
    "Writes a guideline as a document for readers: contents, each rule as criteria and advice with "
    "strength,\n"
    "evidence and sources, the facts that it needs, its tests, and links between what is defined "
    "and where it\n"
    "is used. The HTML needs neither network nor script, follows the reader's choice of light or "
    "dark, and can\n"
    "be printed. Files that the rule files `use` are part of it.\n\n"
    "Without --out the page goes to standard output. A folder (one that exists, or a name that "
    "ends in /) gets a\n"
    "page for each rule file, and index.html with the contents of all.\n\n"
    "Examples:\n"
    "  precept doc guidelines --out guidelines.html\n"
    "  precept doc guidelines --out site/            a page for each file\n"
    "  precept doc her2.precept > her2.html\n\n";

constexpr const char* doc_exit_codes = "Exit codes:\n"
                                       "  0  written\n"
                                       "  2  unusable input, or wrong usage";

bool write(const std::string& path, const std::string& text) {
    if (write_file(path, text)) {
        return true;
    }
    complain(fmt::format("precept doc: {} cannot be written: {}\n", path, std::strerror(errno)));
    return false;
}

bool is_folder(const std::string& path) {
    std::error_code ignored;
    return path.ends_with('/') || std::filesystem::is_directory(path, ignored);
}

Exit write_folder(const DocArguments& arguments, const Program& program, const Sources& sources) {
    const std::filesystem::path folder = arguments.out;
    const std::vector<document::PageFile> pages = document::write_pages(program, sources);
    const std::vector<std::string> read = files_of(sources);
    for (const document::PageFile& page : pages) {
        if (!may_write("doc", "--out", (folder / page.name).string(), read)) {
            return Exit::Unusable;
        }
    }
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) {
        complain(fmt::format(
            "precept doc: the folder {} cannot be made: {}\n", arguments.out, error.message()
        ));
        return Exit::Unusable;
    }
    for (const document::PageFile& page : pages) {
        if (!write((folder / page.name).string(), page.text)) {
            return Exit::Unusable;
        }
    }
    return print(fmt::format("wrote {}\n", (folder / "index.html").string())) ? Exit::Fine
                                                                              : Exit::Unusable;
}

Exit doc(const DocArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return Exit::Unusable;
    }
    if (is_folder(arguments.out)) {
        return write_folder(arguments, *program, sources);
    }
    if (!may_write("doc", "--out", arguments.out, files_of(sources))) {
        return Exit::Unusable;
    }
    const std::string page = document::write_page(*program, sources);
    if (arguments.out.empty()) {
        return print(page) ? Exit::Fine : Exit::Unusable;
    }
    const bool written =
        write(arguments.out, page) && print(fmt::format("wrote {}\n", arguments.out));
    return written ? Exit::Fine : Exit::Unusable;
}

} // namespace

void add_doc(Subcommands& subcommands) {
    subcommands.add<DocArguments>(
        {"doc", "Write a guideline as a document for readers", footer, doc_exit_codes},
        [](Subcommand& command, DocArguments& arguments) {
            command.rules(arguments);
            command.option(
                "--out",
                arguments.out,
                "FILE|FOLDER",
                "Where to write; a folder gets a page for each rule file"
            );
        },
        doc
    );
}

} // namespace precept::cli
