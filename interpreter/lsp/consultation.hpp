// The patient whom an author tries rules on: a file of facts, read and evaluated against one
// snapshot of the rules. What hints beside rules, hovers, traces and drawings are read off. A file
// with findings is told of and not evaluated.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/lsp/snapshot.hpp"

#include <optional>
#include <string>

namespace precept::lsp {

/// A patient file as it is known to the disk and to the client.
struct PatientFile {
    std::string path;
    std::string uri;

    /// The file's name without its folders: `anna.json`.
    [[nodiscard]] std::string name() const { return path.substr(path.rfind('/') + 1); }
};

class Consultation {
public:
    /// Evaluates the patient in `text`, that of `file`; no text: the file cannot be read. The rules
    /// must have no errors, and outlive this.
    Consultation(const Snapshot& rules, PatientFile file, std::optional<std::string> text);

    Consultation(const Consultation&) = delete;
    Consultation& operator=(const Consultation&) = delete;

    /// Nothing where the file has findings.
    [[nodiscard]] const std::optional<PatientView>& patient() const { return patient_view_; }

    /// What the rules say; of a patient without findings.
    [[nodiscard]] const Answer& answer() const { return *answer_; }

    /// Those of the rules, and the patient's file.
    [[nodiscard]] const Sources& sources() const { return sources_; }

    [[nodiscard]] const Diagnostics& findings() const { return findings_; }

    /// The findings as the protocol tells them.
    [[nodiscard]] Json findings_json() const;

    [[nodiscard]] const PatientFile& file() const { return file_; }

    [[nodiscard]] const std::optional<std::string>& text() const { return text_; }

private:
    void read();

    const Snapshot& rules_;
    PatientFile file_;
    std::optional<std::string> text_;
    Sources sources_;
    Diagnostics findings_;
    Patient patient_;
    Plan plan_;
    std::optional<Batch> batch_;
    std::optional<Evaluation> evaluation_;
    std::optional<PatientView> patient_view_;
    std::optional<Answer> answer_;
};

} // namespace precept::lsp
