#include "interpreter/versions/patients.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::versions {

namespace {

/// One version's rules, ready to be asked.
class Asked {
public:
    Asked(const Version& version, Date today)
        : program_(version.program),
          today_(today),
          plan_(plan(version.program)) {}

    [[nodiscard]] bool knows(const std::string& name) const {
        const auto called = [&](const auto& one) { return one.name == name; };
        return std::any_of(program_.facts.begin(), program_.facts.end(), called) ||
               std::any_of(program_.events.begin(), program_.events.end(), called);
    }

    [[nodiscard]] std::optional<Patient>
    read(FileId file, const Sources& sources, bool ignore, Diagnostics& diagnostics) const {
        return read_patient(program_, sources, file, {today_, ignore}, diagnostics);
    }

    [[nodiscard]] Outcome outcome(const Patient& patient) const {
        return outcome_of(program_, plan_, patient, today_);
    }

private:
    const Program& program_;
    Date today_;
    Plan plan_;
};

/// Takes away findings about facts that the other version knows.
void keep_unknown_in_both(Diagnostics& findings, const Asked& other) {
    std::erase_if(findings, [&](const Diagnostic& finding) {
        return finding.code == Code::UnknownFact && other.knows(finding.path);
    });
}

} // namespace

PatientChanges patient_changes(
    const Version& before,
    const Version& after,
    const std::vector<std::string>& files,
    const FactsOptions& options,
    Sources& facts,
    Diagnostics& diagnostics
) {
    const Asked old(before, options.today);
    const Asked now(after, options.today);
    PatientChanges changes;
    for (const std::string& path : files) {
        const auto file = read_file(path, facts, diagnostics);
        if (!file) {
            continue;
        }
        Diagnostics strict;
        (void)now.read(*file, facts, options.ignore_unknown, strict);
        keep_unknown_in_both(strict, old);
        if (has_errors(strict)) {
            diagnostics.insert(diagnostics.end(), strict.begin(), strict.end());
            continue;
        }
        Diagnostics found;
        const auto then = old.read(*file, facts, true, found);
        const auto new_patient = now.read(*file, facts, true, found);
        if (!then || !new_patient) {
            diagnostics.insert(diagnostics.end(), found.begin(), found.end());
            continue;
        }
        ++changes.patients;
        auto otherwise = compare(old.outcome(*then), now.outcome(*new_patient));
        if (!otherwise.empty()) {
            changes.changed.push_back({path, std::move(otherwise)});
        }
    }
    return changes;
}

std::string render_text(const PatientChanges& changes, const Style& style) {
    Page page(style);
    page.heading(fmt::format(
        "{} of {} {} differently",
        changes.changed.size(),
        changes.patients,
        changes.patients == 1 ? "patient comes out" : "patients come out"
    ));
    for (const PatientChange& patient : changes.changed) {
        page.paragraph(0, 2, Text(patient.name, Tint::Bold));
        write(patient.otherwise, page);
    }
    return page.take();
}

} // namespace precept::versions
