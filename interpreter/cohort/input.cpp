#include "interpreter/cohort/input.hpp"

#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/open_table.hpp"
#include "interpreter/cohort/record_text.hpp"
#include "interpreter/cohort/table_reader.hpp"
#include "interpreter/facts/declared.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace precept::cohort {

namespace {

/// What comes with every kind of cohort.
struct Parts {
    const Program& program;
    InputOptions options;
    std::string name;
    Mapping mapping;
    EventsFiles events{};
    std::unique_ptr<RecordBlocks> blocks{};
};

class AnyInput : public Input {
public:
    explicit AnyInput(Parts parts) : parts_(std::move(parts)) {}

    [[nodiscard]] RecordBlocks& blocks() override { return *parts_.blocks; }

    [[nodiscard]] const std::string& name() const override { return parts_.name; }

    [[nodiscard]] std::vector<UnreadableCells> unreadable() const override {
        return counts_.unreadable();
    }

    [[nodiscard]] std::vector<StrayEvents> strays() const override {
        std::vector<StrayEvents> all;
        for (const auto& events : parts_.events) {
            StrayEvents strays = events->strays();
            if (strays.patients > 0) {
                all.push_back(std::move(strays));
            }
        }
        return all;
    }

protected:
    /// The text where it stands in the input: moved down by empty lines, so that the places of its
    /// values are those that a reader finds there.
    static std::optional<FileId> add_record(
        const std::string& name,
        const std::string& text,
        std::uint64_t line,
        Sources& sources,
        Diagnostics& diagnostics
    ) {
        const std::uint64_t room = max_file_bytes - std::min(text.size(), max_file_bytes);
        const std::uint64_t above = line - 1 <= room ? line - 1 : 0;
        return add_text(name, std::string(above, '\n') + text, sources, diagnostics);
    }

    /// The events of a patient who was read by himself. False when something was reported.
    bool add_his_events(Patient& patient, Sources& sources, Diagnostics& diagnostics) {
        auto readers =
            make_events_readers(parts_.program, parts_.events, parts_.options.today, counts_);
        std::vector<RejectReason> reasons;
        add_events(readers, parts_.program, patient, reasons);
        for (RejectReason& reason : reasons) {
            reason.finding.span = {sources.add(reason.file, {}), 0, 0};
            reason.finding.message =
                fmt::format("line {}: {}", reason.line, reason.finding.message);
            diagnostics.push_back(std::move(reason.finding));
        }
        return reasons.empty();
    }

    Parts parts_;
    ReadingCounts counts_;
};

class CsvInput final : public AnyInput {
public:
    CsvInput(Parts parts, Table table) : AnyInput(std::move(parts)), table_(std::move(table)) {}

    [[nodiscard]] std::unique_ptr<Decoder> make_decoder() override {
        return make_csv_decoder(
            parts_.program, table_, parts_.events, parts_.options.today, counts_
        );
    }

    [[nodiscard]] InputFormat format() const override { return InputFormat::Csv; }

    [[nodiscard]] const std::string& header() const override { return table_.header; }

    [[nodiscard]] std::optional<Patient> read_record(
        const std::string& text, std::uint64_t line, Sources& sources, Diagnostics& diagnostics
    ) override {
        const auto file = add_record(parts_.name, text, line, sources, diagnostics);
        if (!file) {
            return std::nullopt;
        }
        const auto begin = static_cast<std::uint32_t>(sources[*file].text().size() - text.size());
        CsvRows rows(table_.delimiter);
        rows.start(text, line);
        CsvRow row;
        if (!rows.next(row)) {
            return std::nullopt;
        }
        ReadingCounts elsewhere; // it was counted when the cohort was read
        TableReader reader(parts_.program, table_, parts_.options.today, elsewhere);
        const auto cells = reader.read(row, rows.ascii());
        for (Diagnostic& finding : reader.findings()) {
            finding.span = {*file, begin + finding.span.begin, begin + finding.span.end};
            diagnostics.push_back(std::move(finding));
        }
        if (!reader.findings().empty()) {
            return std::nullopt;
        }
        Patient patient = unknown_patient(parts_.program, std::string(patient_in(table_, row)));
        for (std::size_t i = 0; i < cells.size(); ++i) {
            Cell& cell = patient.facts[table_.targets[i].target];
            cell = cells[i];
            cell.origin = {*file, begin + cell.origin.begin, begin + cell.origin.end};
        }
        return add_his_events(patient, sources, diagnostics) ? std::optional(std::move(patient))
                                                             : std::nullopt;
    }

private:
    Table table_;
};

class NdjsonInput final : public AnyInput {
public:
    explicit NdjsonInput(Parts parts) : AnyInput(std::move(parts)) {
        const InputOptions& options = parts_.options;
        facts_.today = options.today;
        facts_.ignore_unknown = options.ignore_unknown;
        facts_.id_field = id_field_of(
            parts_.program, options.id.empty() ? parts_.mapping.cohort.id.name : options.id
        );
        mapping_ = for_records(parts_.program, parts_.mapping, facts_.id_field);
    }

    [[nodiscard]] std::unique_ptr<Decoder> make_decoder() override {
        const bool alone = parts_.options.map.empty() && parts_.events.empty();
        return make_ndjson_decoder(
            parts_.program,
            {facts_.today, facts_.ignore_unknown, facts_.id_field},
            alone ? nullptr : &from_
        );
    }

    [[nodiscard]] InputFormat format() const override { return InputFormat::Ndjson; }

    [[nodiscard]] const std::string& header() const override { return no_header_; }

    [[nodiscard]] std::optional<Patient> read_record(
        const std::string& text, std::uint64_t line, Sources& sources, Diagnostics& diagnostics
    ) override {
        const auto file = add_record(parts_.name, text, line, sources, diagnostics);
        if (!file) {
            return std::nullopt;
        }
        if (auto bad = find_bad_byte(text)) {
            const auto begin =
                static_cast<std::uint32_t>(sources[*file].text().size() - text.size());
            bad->span = {*file, begin + bad->span.begin, begin + bad->span.end};
            diagnostics.push_back(std::move(*bad));
            return std::nullopt;
        }
        ReadingCounts elsewhere; // it was counted when the cohort was read
        auto patient =
            RecordMapper(parts_.program, facts_, {mapping_, parts_.events, parts_.name, elsewhere})
                .read(line, sources, *file, diagnostics);
        return patient && add_his_events(*patient, sources, diagnostics) ? std::move(patient)
                                                                         : std::nullopt;
    }

private:
    FactsOptions facts_;
    Mapping mapping_;
    RecordSources from_{mapping_, parts_.events, parts_.name, counts_};
    std::string no_header_;
};

/// Reads the mapping file, if there is one.
bool read_map(Parts& parts, Sources& sources, Diagnostics& diagnostics) {
    parts.mapping = no_mapping(parts.program);
    if (parts.options.map.empty()) {
        return true;
    }
    const auto file = read_file(parts.options.map, sources, diagnostics);
    auto mapping = file ? read_mapping(parts.program, sources, *file, diagnostics) : std::nullopt;
    if (!mapping) {
        return false;
    }
    parts.mapping = std::move(*mapping);
    return true;
}

/// Reports a `--events` that names no event, or one that was named before.
std::optional<EventId> find_event(
    const Parts& parts, const std::string& name, Sources& sources, Diagnostics& diagnostics
) {
    Declarations declarations(parts.program, diagnostics);
    const auto found = declarations.find(name);
    const FileId option = sources.add("--events", name);
    const Span span{option, 0, static_cast<std::uint32_t>(name.size())};
    const auto fail = [&](std::string message) {
        diagnostics.push_back({.code = Code::WrongKind, .span = span, .message = std::move(message)}
        );
        return std::nullopt;
    };
    if (!found) {
        declarations.report_unknown_event(name, span);
        diagnostics.back().path.clear();
        return std::nullopt;
    }
    if (!found->event) {
        return fail(fmt::format("`{}` is a fact, not a list of events", name));
    }
    for (const auto& file : parts.events) {
        if (file->table().event == *found->event) {
            return fail(fmt::format("`{}` already has a file of events", name));
        }
    }
    return found->event;
}

bool open_events(Parts& parts, Sources& sources, Diagnostics& diagnostics) {
    bool sound = true;
    const InputOptions& options = parts.options;
    const std::string& id = options.id.empty() ? parts.mapping.cohort.id.name : options.id;
    for (const auto& [name, path] : options.events) {
        const auto event = find_event(parts, name, sources, diagnostics);
        auto file = event ? EventsFile::open(
                                parts.program,
                                *event,
                                path,
                                parts.mapping.events[event->index],
                                {{}, options.ignore_unknown, {}, id},
                                options.sizes,
                                sources,
                                diagnostics
                            )
                          : nullptr;
        sound = sound && file != nullptr;
        if (file) {
            parts.events.push_back(std::move(file));
        }
    }
    return sound;
}

bool named(const std::string& path, std::string_view ending) {
    return std::ranges::any_of(std::array{"", ".gz", ".zst"}, [&](const char* packed) {
        return path.ends_with(std::string(ending) + packed);
    });
}

/// By the name, or else by how the text begins.
InputFormat find_format(const InputOptions& options, std::string_view ahead) {
    if (options.format != InputFormat::Auto) {
        return options.format;
    }
    const bool csv = options.delimiter || named(options.path, ".csv") ||
                     named(options.path, ".tsv") || named(options.path, ".tab");
    const std::size_t first = ahead.find_first_not_of(" \t\r\n");
    const bool json =
        named(options.path, ".ndjson") || named(options.path, ".jsonl") ||
        named(options.path, ".json") ||
        (first != std::string_view::npos && (ahead[first] == '{' || ahead[first] == '['));
    return json && !csv ? InputFormat::Ndjson : InputFormat::Csv;
}

/// Whether `ahead` begins JSON of another layout than a patient a line.
bool laid_out_otherwise(std::string_view ahead) {
    const std::size_t first = ahead.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return false;
    }
    const std::size_t second = ahead.find_first_not_of(" \t\r", first + 1);
    return ahead[first] == '[' ||
           (ahead[first] == '{' && second != std::string_view::npos && ahead[second] == '\n');
}

} // namespace

std::unique_ptr<Input> open_input(
    const Program& program, const InputOptions& options, Sources& sources, Diagnostics& diagnostics
) {
    Parts parts{program, options, shown_path(options.path), {}};
    const bool mapped = read_map(parts, sources, diagnostics);
    auto bytes = open_bytes(options.path, sources, diagnostics);
    // What is wrong with the files of events is told by what the mapping says of them.
    const bool eventful = mapped && open_events(parts, sources, diagnostics);
    if (!mapped || !bytes || !eventful) {
        return nullptr;
    }
    parts.blocks = std::make_unique<RecordBlocks>(std::move(bytes), parts.name, options.sizes);
    const std::string_view ahead = parts.blocks->look_ahead();
    if (find_format(options, ahead) == InputFormat::Ndjson) {
        if (laid_out_otherwise(ahead)) {
            report_unreadable(
                options.path,
                fmt::format("`{}` is JSON, but not a patient a line", parts.name),
                "write each patient as one object on a line of its own (NDJSON), as `jq -c` does",
                sources,
                diagnostics
            );
            return nullptr;
        }
        return std::make_unique<NdjsonInput>(std::move(parts));
    }
    auto opened = open_table(
        program,
        std::nullopt,
        std::move(parts.blocks),
        options.path,
        parts.mapping.cohort,
        {options.id, options.ignore_unknown, options.delimiter, {}},
        sources,
        diagnostics
    );
    if (!opened) {
        return nullptr;
    }
    parts.blocks = std::move(opened->blocks);
    return std::make_unique<CsvInput>(std::move(parts), std::move(opened->table));
}

} // namespace precept::cohort
