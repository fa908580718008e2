// Any bytes at all, as a cohort in NDJSON: no crash, no endless loop, and every line a patient
// where `read_patient` finds one and a reject where it does not, with the same values of facts that
// are numbers.

#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/record_text.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "lang/catalogue.hpp"
#include "lang/checker.hpp"
#include "lang/source.hpp"

#include <algorithm>
#include <bit>
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
        Program compiled = compile_text(
            "declared", std::string(catalogue_facts_guideline), sources, {.today = today}, findings
        );
        if (has_errors(findings)) {
            std::abort();
        }
        return compiled;
    }();
    return program;
}

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

std::optional<Patient> expected(const std::string& line, const FactsOptions& options) {
    if (find_bad_byte(line)) {
        return std::nullopt;
    }
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("record", line, sources, findings);
    auto patient =
        file ? read_patient(declarations(), sources, *file, options, findings) : std::nullopt;
    if (patient) {
        settle(declarations(), today, *patient);
    }
    return patient;
}

void compare(const Batch& batch, std::size_t row, const Patient& patient) {
    const Program& program = declarations();
    for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
        const FactId fact{i};
        const Cell& cell = patient.facts[i];
        require(batch.state(fact, row) == cell.state);
        const ConstColumn column = batch.fact(fact);
        if (column.shape.type == ColumnType::Number && cell.state == CellState::Given) {
            const double number = column.values<double>()[row];
            const double same = std::get<double>(cell.value);
            require(std::bit_cast<std::uint64_t>(number) == std::bit_cast<std::uint64_t>(same));
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        require(batch.list_known({i}, row) == patient.events[i].known);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Block block;
    block.offset = 1; // a byte-order mark is not looked for
    block.text = std::string_view(reinterpret_cast<const char*>(data), size);
    FactsOptions options{.today = today, .ignore_unknown = size % 2 == 0};
    options.id_field = id_field_of(declarations(), {});
    const NdjsonOptions its{
        .today = today, .ignore_unknown = options.ignore_unknown, .id_field = options.id_field};
    const auto decoder = make_ndjson_decoder(declarations(), its);
    decoder->start(block);
    Decoded decoded;
    while (decoder->next(3, decoded)) {
        require(decoded.rows.size() == decoded.batch.patients());
        for (std::size_t row = 0; row < decoded.rows.size(); ++row) {
            const RowOrigin& origin = decoded.rows[row];
            const auto patient = expected(std::string(origin.text), options);
            require(patient.has_value());
            require(patient->name == origin.id);
            compare(decoded.batch, row, *patient);
        }
        for (const Reject& reject : decoded.rejects) {
            require(!reject.reasons.empty());
            require(!expected(reject.text, options));
        }
    }
    return 0;
}
