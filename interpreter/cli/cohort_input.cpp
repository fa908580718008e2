// Opening a cohort as the command line names it.

#include "interpreter/cli/cohort.hpp"
#include "interpreter/cohort/summary.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <utility>
#include <vector>

namespace precept::cli {

namespace {

using namespace precept::cohort;
using Format = CohortReading::Input;

/// EVENT=FILE in two; a fault is shown, and gives nothing.
std::optional<std::pair<std::string, std::string>> split(const std::string& events) {
    const std::size_t sign = events.find('=');
    if (sign == 0 || sign == std::string::npos || sign + 1 == events.size()) {
        complain(fmt::format(
            "precept: --events: `{}` is not EVENT=FILE, such as therapy=therapies.csv\n", events
        ));
        return std::nullopt;
    }
    return std::pair(events.substr(0, sign), events.substr(sign + 1));
}

/// Adds what a file holds; one that cannot be read is reported where it is used. A pipe can be read
/// once only, and was.
void add_file(const std::string& path, Fingerprint& to) {
    std::error_code none;
    if (std::filesystem::is_regular_file(path, none)) {
        std::ifstream file(path, std::ios::binary);
        std::vector<char> piece(std::size_t{1} << 16U);
        while (file.read(piece.data(), static_cast<std::streamsize>(piece.size())) ||
               file.gcount() > 0) {
            to.add({piece.data(), static_cast<std::size_t>(file.gcount())});
        }
    }
    to.add_text("");
}

} // namespace

std::unique_ptr<Input> open_cohort(
    const std::string& facts,
    const CohortReading& reading,
    bool ignore_unknown_facts,
    const Common& common,
    const Program& program,
    Sources& sources
) {
    InputOptions options;
    options.path = facts;
    options.format = reading.input == Format::Auto     ? InputFormat::Auto
                     : reading.input == Format::Ndjson ? InputFormat::Ndjson
                                                       : InputFormat::Csv;
    if (reading.input == Format::Tsv) {
        options.delimiter = '\t';
    }
    options.id = reading.id;
    options.map = reading.map;
    for (const std::string& events : reading.events) {
        auto parts = split(events);
        if (!parts) {
            return nullptr;
        }
        options.events.push_back(std::move(*parts));
    }
    options.ignore_unknown = ignore_unknown_facts;
    options.today = common.today;
    Diagnostics findings;
    auto input = open_input(program, options, sources, findings);
    if (!findings.empty()) {
        sort_diagnostics(findings);
        complain(render_text(findings, sources, style_for(STDERR_FILENO, common.colour)));
    }
    return input;
}

std::string left_out_text(const Input& input) {
    std::string text;
    for (const UnreadableCells& one : input.unreadable()) {
        std::vector<std::string> first;
        for (const auto& [line, cell] : one.first) {
            first.push_back(fmt::format("line {} `{}`", line, cell));
        }
        text += fmt::format(
            "precept cohort: {} {} of `{}` in {} could not be read and {} as missing: {}{}\n",
            count_text(one.count),
            one.count == 1 ? "cell" : "cells",
            one.column,
            one.file,
            one.count == 1 ? "counts" : "count",
            fmt::join(first, ", "),
            one.count > first.size() ? " …" : ""
        );
    }
    for (const StrayEvents& one : input.strays()) {
        std::vector<std::string> first;
        for (const auto& [line, name] : one.first) {
            first.push_back(fmt::format("`{}`", name));
        }
        text += fmt::format(
            "precept cohort: {} has events of {} {} of whom no record was read: {}{}\n",
            one.file,
            count_text(one.patients),
            one.patients == 1 ? "patient" : "patients",
            fmt::join(first, ", "),
            one.patients > first.size() ? " …" : ""
        );
    }
    return text;
}

void add_reading(const CohortReading& reading, const Input& input, Fingerprint& to) {
    to.add_text(fmt::format("{}", static_cast<int>(input.format())));
    to.add_text(input.header());
    to.add_text(reading.id);
    add_file(reading.map, to);
    for (const std::string& events : reading.events) {
        const std::size_t sign = events.find('=');
        to.add_text(events.substr(0, sign));
        add_file(events.substr(sign + 1), to);
    }
}

} // namespace precept::cli
