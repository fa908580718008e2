// Any bytes at all, as a mapping file: no crash, no place outside of the text, and either a mapping
// or a finding; a mapping that is sound reads a cohort without a crash, and records of NDJSON as
// they are read by way of a tree.

#include "interpreter/cohort/csv.hpp"
#include "interpreter/cohort/ndjson.hpp"
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

constexpr std::string_view cohort = "id,a,b,lvef.on,drug\n"
                                    "1,62 %,yes,2026-01-01,trastuzumab\n"
                                    "2,\"12 (CN 7)\",Positive,,x;y\n"
                                    "3,NA,,2999-01-01,\n";

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

void read_cohort(const TableRules& rules, Sources& sources) {
    const Program& program = declarations();
    Diagnostics findings;
    auto blocks = std::make_unique<RecordBlocks>(
        std::make_unique<MemoryBytes>(std::string(cohort), 1000), "fuzz.csv", BlockSizes{}
    );
    auto opened = open_table(
        program,
        {},
        std::move(blocks),
        "fuzz.csv",
        rules,
        {.id = {}, .ignore_unknown = true},
        sources,
        findings
    );
    if (!opened) {
        return;
    }
    ReadingCounts counts;
    const auto decoder = make_csv_decoder(program, opened->table, {}, today, counts);
    Block block;
    Decoded decoded;
    while (opened->blocks->next(block)) {
        decoder->start(block);
        while (decoder->next(10, decoded)) {
        }
    }
}

constexpr std::string_view records = R"({"id":1,"a":"62 %","b":"yes","lvef":55,"drug":"x"}
{"id":"2","a":12,"b":true,"lvef.on":"2026-01-01"}
{"a":"NA","b":null,"lvef":{"value":"55","on":"2026-01-01"}}
{"id":4,"a":["x"],"lvef":61.5,"b":"Positive"}
)";

void read_records(const Mapping& mapping) {
    const Program& program = declarations();
    const EventsFiles no_tables;
    const std::string name = "fuzz.ndjson";
    ReadingCounts counts;
    const RecordSources from{mapping, no_tables, name, counts};
    FactsOptions facts{.today = today, .ignore_unknown = true};
    facts.id_field = id_field_of(program, mapping.cohort.id.name);
    RecordMapper mapper(program, facts, from);
    const auto decoder = make_ndjson_decoder(program, {today, true, facts.id_field}, &from);
    Block block;
    block.text = records;
    block.line_ends = 4;
    decoder->start(block);
    Decoded decoded;
    const auto read = [&](std::string_view text, std::uint64_t line) {
        Sources sources;
        Diagnostics findings;
        const FileId file = sources.add("record", std::string(text));
        auto patient = mapper.read(line, sources, file, findings);
        if (patient) {
            settle(program, today, *patient);
        }
        return patient;
    };
    while (decoder->next(10, decoded)) {
        for (std::size_t row = 0; row < decoded.rows.size(); ++row) {
            const auto patient = read(decoded.rows[row].text, decoded.rows[row].line);
            for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
                if (!patient || decoded.batch.state({i}, row) != patient->facts[i].state) {
                    std::abort();
                }
            }
        }
        for (const Reject& reject : decoded.rejects) {
            if (read(reject.text, reject.line)) {
                std::abort();
            }
        }
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Sources sources;
    Diagnostics findings;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto file = add_text("fuzz.json", text, sources, findings);
    if (!file) {
        return 0;
    }
    const auto mapping = read_mapping(declarations(), sources, *file, findings);
    if (mapping.has_value() == has_errors(findings)) {
        std::abort();
    }
    for (const Diagnostic& finding : findings) {
        if (finding.span.begin > finding.span.end || finding.span.begin > text.size()) {
            std::abort();
        }
    }
    if (mapping) {
        read_cohort(mapping->cohort, sources);
        read_records(*mapping);
    }
    return 0;
}
