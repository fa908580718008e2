// Any bytes at all, as a cohort in CSV: no crash, no endless loop, every record a patient or a
// reject with a reason in its own lines, and the same ones however the input is cut into blocks.

#include "interpreter/cohort/csv.hpp"
#include "interpreter/cohort/open_table.hpp"
#include "lang/catalogue.hpp"
#include "lang/checker.hpp"
#include "tests/fuzz/memory_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace {

using namespace precept;
using namespace precept::cohort;

constexpr Date today{20'780};

const Program& declarations() {
    static const Program program = [] {
        Sources sources;
        Diagnostics findings;
        return compile_text(
            "declared", std::string(catalogue_facts_guideline), sources, {.today = today}, findings
        );
    }();
    return program;
}

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

/// What became of each record, in order: the same for every size of blocks.
std::string read(const std::string& text, std::size_t block_bytes, std::size_t step) {
    const Program& program = declarations();
    Sources sources;
    Diagnostics findings;
    auto blocks = std::make_unique<RecordBlocks>(
        std::make_unique<MemoryBytes>(text, step), "fuzz.csv", BlockSizes{block_bytes}
    );
    const TableOptions options{.id = {}, .ignore_unknown = true, .delimiter = ','};
    const auto mapping = no_mapping(program);
    auto opened = open_table(
        program, {}, std::move(blocks), "fuzz.csv", mapping.cohort, options, sources, findings
    );
    require(opened.has_value() != has_errors(findings));
    if (!opened) {
        return "refused";
    }
    ReadingCounts counts;
    const auto decoder = make_csv_decoder(program, opened->table, {}, today, counts);
    std::string became;
    Block block;
    Decoded decoded;
    std::uint64_t line = 0;
    while (opened->blocks->next(block)) {
        decoder->start(block);
        while (decoder->next(3, decoded)) {
            require(decoded.rows.size() == decoded.batch.patients());
            for (const RowOrigin& row : decoded.rows) {
                became += std::to_string(row.line) + " " + std::string(row.id) + "\n";
            }
            for (const Reject& reject : decoded.rejects) {
                require(!reject.reasons.empty());
                for (const RejectReason& reason : reject.reasons) {
                    line = reason.line;
                    require(line >= reject.line && reason.column >= 1);
                    require(reason.finding.span.end <= reject.text.size());
                }
                became += std::to_string(reject.line) + " rejected\n";
            }
        }
    }
    require(!opened->blocks->failure());
    return became;
}

std::string sorted_lines(const std::string& text) {
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end == std::string::npos ? text.size() : end + 1;
    }
    std::sort(lines.begin(), lines.end());
    std::string all;
    for (const std::string& one : lines) {
        all += one + "\n";
    }
    return all;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    // Rows and rejects of one batch come in two lists, so that only their sets can be compared.
    require(
        sorted_lines(read(text, std::size_t{1} << 16U, size + 1)) == sorted_lines(read(text, 8, 3))
    );
    return 0;
}
