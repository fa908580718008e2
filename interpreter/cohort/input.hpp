// All of a cohort's input: opens the file (or `-`, or a pipe; plain, gzip or zstd), finds out
// whether it is NDJSON or CSV, reads the mapping file and indexes the files of events, and gives
// what `run_cohort` needs. Everything that is wrong before the first patient is reported; later
// faults are rejects, or the failure of the blocks.
#pragma once

#include "interpreter/cohort/csv.hpp"
#include "interpreter/cohort/record_blocks.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace precept::cohort {

enum class InputFormat : std::uint8_t { Auto, Ndjson, Csv };

struct InputOptions {
    std::string path;                       ///< `-` is standard input
    InputFormat format = InputFormat::Auto; ///< Auto: NDJSON where the text begins with `{`
    std::optional<char> delimiter{};        ///< of CSV
    std::string id;                         ///< the column or key that names the patient
    std::string map;                        ///< the mapping file; empty: none
    std::vector<std::pair<std::string, std::string>> events{}; ///< name of the event, and its file
    bool ignore_unknown = false; ///< leave out columns and keys that are no facts
    Date today{};
    BlockSizes sizes{};
};

/// An opened cohort. The program must outlive it, and it everything that it gives.
class Input {
public:
    Input() = default;
    Input(const Input&) = delete;
    Input& operator=(const Input&) = delete;
    virtual ~Input() = default;

    /// The blocks, beginning with the first patient; `skip_to` goes on from where a run stopped.
    [[nodiscard]] virtual RecordBlocks& blocks() = 0;

    /// A decoder for one worker. Any thread may ask.
    [[nodiscard]] virtual std::unique_ptr<Decoder> make_decoder() = 0;

    /// How the input is called in messages, and in front of rejects.
    [[nodiscard]] virtual const std::string& name() const = 0;

    [[nodiscard]] virtual InputFormat format() const = 0;

    /// The header of CSV, without its line end, for a file of rejects; empty for NDJSON.
    [[nodiscard]] virtual const std::string& header() const = 0;

    /// Cells that the mapping file lets count as missing as they could not be read.
    [[nodiscard]] virtual std::vector<UnreadableCells> unreadable() const = 0;

    /// Events of patients who are not in the cohort; to be asked when all of it was read.
    [[nodiscard]] virtual std::vector<StrayEvents> strays() const = 0;

    /// One record by itself, with the places that its values came from: `text` in line `line` of
    /// the input is added to `sources`. Not settled. Nothing when something was reported.
    [[nodiscard]] virtual std::optional<Patient> read_record(
        const std::string& text, std::uint64_t line, Sources& sources, Diagnostics& diagnostics
    ) = 0;
};

/// Nothing when something was reported.
[[nodiscard]] std::unique_ptr<Input> open_input(
    const Program& program, const InputOptions& options, Sources& sources, Diagnostics& diagnostics
);

} // namespace precept::cohort
