#include "interpreter/cohort/careful_reader.hpp"

#include "interpreter/cohort/record_text.hpp"
#include "interpreter/cohort/table_reader.hpp"
#include "interpreter/facts/declared.hpp"
#include "lang/source.hpp"

#include <utility>

namespace precept::cohort {

CarefulReader::CarefulReader(const Program& program, FactsOptions options)
    : program_(program),
      options_(std::move(options)) {
    if (!options_.names) {
        options_.names = std::make_shared<const DeclaredNames>(program);
    }
}

std::optional<Patient> CarefulReader::read(
    std::uint64_t line, std::string_view record, std::vector<Reject>& rejects
) const {
    if (auto bad = find_bad_byte(record)) {
        rejects.push_back(
            {line,
             std::string(record),
             reasons_of(record, line, {}, {std::move(*bad)}),
             line_end_behind(record)}
        );
        return std::nullopt;
    }
    Sources sources;
    Diagnostics findings;
    const auto file = add_text("record", std::string(record), sources, findings);
    std::optional<Patient> patient =
        file ? read_patient(program_, sources, *file, options_, findings) : std::nullopt;
    if (patient) {
        settle(program_, options_.today, *patient);
        return patient;
    }
    Reject reject{line, std::string(record), {}, line_end_behind(record)};
    for (Diagnostic& finding : findings) {
        const std::uint32_t column = file ? sources[*file].position(finding.span.begin).column : 1;
        reject.reasons.push_back({line, column, std::move(finding)});
    }
    rejects.push_back(std::move(reject));
    return std::nullopt;
}

} // namespace precept::cohort
