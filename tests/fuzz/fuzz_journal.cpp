// Any bytes at all as the journal of a stopped run: no crash, and either a journal that is written
// and read back the same, or a reason why it cannot be used.

#include "interpreter/cohort/journal.hpp"
#include "lang/catalogue.hpp"
#include "lang/checker.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace {

using namespace precept;

const Program& declarations() {
    static const Program program = [] {
        Sources sources;
        Diagnostics findings;
        return compile_text(
            "declared",
            std::string(catalogue_facts_guideline),
            sources,
            {.today = Date{20'780}},
            findings
        );
    }();
    return program;
}

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const std::string path = "/dev/shm/precept-journal." + std::to_string(::getpid());
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
    std::string why;
    const auto read = cohort::read_journal(path, declarations(), why);
    if (!read) {
        if (why.empty()) {
            std::abort();
        }
        return 0;
    }
    if (!cohort::write_journal(path, *read)) {
        std::abort();
    }
    const std::string once = content(path);
    const auto again = cohort::read_journal(path, declarations(), why);
    if (!again || !cohort::write_journal(path, *again) || content(path) != once) {
        std::abort();
    }
    return 0;
}
