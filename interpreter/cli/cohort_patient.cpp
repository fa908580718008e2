#include "interpreter/cli/cohort_patient.hpp"

#include "interpreter/cli/cohort.hpp"
#include "interpreter/cohort/summary.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unistd.h>
#include <utility>
#include <vector>

namespace precept::cli {

namespace {

using namespace precept::cohort;

/// A record of the cohort, on its own.
struct Record {
    std::uint64_t line = 0;
    std::string text;
    std::string id;
};

/// What one way through the cohort found.
struct Found {
    std::vector<Record> records;      ///< that are meant
    std::vector<std::string> near;    ///< names that are nearly the wanted one
    std::optional<Reject> unreadable; ///< a record that cannot be read, and seems to be meant
    std::uint64_t patients = 0;
    std::uint64_t rejected = 0;
};

/// The N of `line:N`.
std::optional<std::uint64_t> line_of(const std::string& wanted) {
    constexpr std::string_view prefix = "line:";
    if (!wanted.starts_with(prefix)) {
        return std::nullopt;
    }
    std::uint64_t line = 0;
    const char* end = wanted.data() + wanted.size();
    const auto [rest, error] = std::from_chars(wanted.data() + prefix.size(), end, line);
    return error == std::errc{} && rest == end ? std::optional(line) : std::nullopt;
}

class Search {
public:
    Search(const PatientArguments& arguments, const Program& program, Sources& sources)
        : arguments_(arguments),
          program_(program),
          sources_(sources),
          line_(line_of(arguments.one)) {}

    std::optional<Patient> run() {
        // Most blocks of a large cohort do not hold the name: they need not be decoded. Only where
        // it was not found all names are looked at.
        Found found;
        const bool skim = !line_ && arguments_.facts != "-" && is_plain(arguments_.one);
        if (!go_through(skim, found)) {
            return std::nullopt;
        }
        if (skim && found.records.empty() && !found.unreadable) {
            found = {};
            if (!go_through(false, found)) {
                return std::nullopt;
            }
        }
        if (found.records.size() == 1) {
            return read(found.records.front());
        }
        complain(fmt::format("precept: {}\n", why_not(found)));
        if (found.unreadable && found.records.empty()) {
            complain(caret_text(*found.unreadable, input_->name(), style_));
        }
        return std::nullopt;
    }

private:
    /// Whether a record cannot write the name in another way.
    static bool is_plain(std::string_view name) {
        return std::ranges::all_of(name, [](char letter) {
            return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                   (letter >= '0' && letter <= '9') || letter == '-' || letter == '_';
        });
    }

    /// Whether a record that cannot be read is likely to be of that name: whether it has it as it
    /// is, with the escapes of JSON, or with the doubled quotation marks of CSV.
    static bool names(std::string_view record, std::string_view name) {
        std::string json;
        std::string csv;
        for (const char letter : name) {
            json += letter == '"' || letter == '\\' ? "\\" : "";
            json += letter;
            csv += letter == '"' ? "\"" : "";
            csv += letter;
        }
        return record.find(name) != std::string_view::npos ||
               record.find(json) != std::string_view::npos ||
               record.find(csv) != std::string_view::npos;
    }

    /// False when the cohort cannot be read, and that was said.
    bool go_through(bool skim, Found& found) {
        input_ = open_cohort(
            arguments_.facts,
            arguments_.reading,
            arguments_.ignore_unknown_facts,
            arguments_,
            program_,
            sources_
        );
        if (!input_) {
            return false;
        }
        const auto decoder = input_->make_decoder();
        Block block;
        Decoded decoded;
        while (input_->blocks().next(block)) {
            if (line_ ? block.first_line > *line_
                      : skim && block.text.view().find(arguments_.one) == std::string_view::npos) {
                continue;
            }
            decoder->start(block);
            while (decoder->next(at_once, decoded)) {
                look_at(decoded, found);
            }
        }
        if (const auto failure = input_->blocks().failure()) {
            complain(fmt::format("precept: {}\n", *failure));
            return false;
        }
        return true;
    }

    void look_at(const Decoded& decoded, Found& found) {
        std::vector<std::string> others;
        for (const RowOrigin& row : decoded.rows) {
            if (line_ ? row.line == *line_ : row.id == arguments_.one) {
                found.records.push_back({row.line, std::string(row.text), std::string(row.id)});
            } else if (!line_ && found.records.empty()) {
                others.emplace_back(row.id);
            }
        }
        if (const auto near = nearest(arguments_.one, others)) {
            found.near.push_back(*near);
        }
        for (const Reject& reject : decoded.rejects) {
            const bool meant = line_ ? reject.line == *line_ : names(reject.text, arguments_.one);
            if (meant && !found.unreadable) {
                found.unreadable = reject;
            }
        }
        found.patients += decoded.rows.size();
        found.rejected += decoded.rejects.size();
    }

    [[nodiscard]] std::string why_not(const Found& found) const {
        if (found.records.size() > 1) {
            std::vector<std::string> lines;
            for (const Record& record : found.records) {
                lines.push_back(fmt::format("line:{}", record.line));
            }
            return fmt::format(
                "{} patients of {} are called `{}`: name one by its line, {}",
                found.records.size(),
                input_->name(),
                arguments_.one,
                list_of(lines)
            );
        }
        if (found.unreadable) {
            return fmt::format(
                "the record in line {} of {} cannot be read", found.unreadable->line, input_->name()
            );
        }
        if (line_) {
            return fmt::format("there is no patient in line {} of {}", *line_, input_->name());
        }
        std::string text = fmt::format(
            "no patient of {} is called `{}` among {} {}",
            input_->name(),
            arguments_.one,
            count_text(found.patients),
            found.patients == 1 ? "record" : "records"
        );
        if (found.rejected != 0) {
            text += fmt::format(", {} more cannot be read", count_text(found.rejected));
        }
        // The nearest of each piece of the cohort, and the nearest of those first.
        std::vector<std::string> near = found.near;
        std::string guesses;
        for (std::size_t i = 0; i < most_guesses; ++i) {
            const auto best = nearest(arguments_.one, near);
            if (!best) {
                break;
            }
            guesses += fmt::format("{}`{}`", i == 0 ? "" : " or ", *best);
            std::erase(near, *best);
        }
        return guesses.empty() ? text : fmt::format("{}; did you mean {}?", text, guesses);
    }

    std::optional<Patient> read(const Record& record) {
        Diagnostics findings;
        auto patient = input_->read_record(record.text, record.line, sources_, findings);
        if (has_errors(findings)) {
            complain(render_text(findings, sources_, style_));
            return std::nullopt;
        }
        if (patient) {
            patient->name = patient_text({record.line, record.id}) + ", " + input_->name();
        }
        return patient;
    }

    static constexpr std::size_t at_once = 4096;
    static constexpr std::size_t most_guesses = 3;

    const PatientArguments& arguments_;
    const Program& program_;
    Sources& sources_;
    std::optional<std::uint64_t> line_;
    Style style_ = style_for(STDERR_FILENO, arguments_.colour);
    std::unique_ptr<Input> input_;
};

} // namespace

std::optional<Patient> read_patient_of_cohort(
    const PatientArguments& arguments, const Program& program, Sources& sources
) {
    return Search(arguments, program, sources).run();
}

} // namespace precept::cli
