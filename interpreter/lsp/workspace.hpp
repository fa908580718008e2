// The files that an editor's user works on: the rule files below the workspace's folders, and the
// documents that are open, whose text stands in for what is on the disk; and the patient file that
// rules are tried on. Gives a snapshot of it all, what became of its tests, and of that patient,
// each made anew only when something changed.
#pragma once

#include "interpreter/lsp/consultation.hpp"
#include "interpreter/lsp/test_run.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace precept::lsp {

/// A document that is open in the editor.
struct Document {
    std::string uri;
    std::string text;
    std::int64_t version = 0;
    bool rules = true; ///< else a patient file
};

class Workspace {
public:
    explicit Workspace(Date today) : today_(today) {}

    void set_encoding(Encoding encoding) { encoding_ = encoding; }

    /// Replaces the folders, given by their addresses, and reads what is in them.
    void set_folders(const std::vector<std::string>& uris);
    void
    change_folders(const std::vector<std::string>& added, const std::vector<std::string>& gone);

    /// Reads the disk anew: files may have come, gone or changed.
    void refresh();

    void open(Document document);
    void close(const std::string& uri);

    /// The changes of one message, in order. False when one is unusable; the document is then as it
    /// was after those before.
    bool change(const std::string& uri, const Json& changes, std::int64_t version);

    /// The open document; null if it is not open.
    [[nodiscard]] const Document* document(const std::string& uri) const;
    /// The same by path.
    [[nodiscard]] const Document* document_at(const std::string& path) const;

    /// All that are open, by path.
    [[nodiscard]] const std::map<std::string, Document>& documents() const { return documents_; }

    /// The path under which the file that `uri` names is checked.
    [[nodiscard]] std::string path(const std::string& uri) const;

    /// The folders, as paths.
    [[nodiscard]] const std::vector<std::string>& folders() const { return folders_; }

    /// Everything as it stands now.
    [[nodiscard]] const Snapshot& snapshot();
    /// The same with other texts for some files, by path: what an edit would come to.
    [[nodiscard]] std::unique_ptr<Snapshot> imagine(const std::map<std::string, std::string>& texts
    ) const;

    /// Frees what is no longer needed, which takes a moment: to be done while nobody waits.
    void tidy() { gone_.reset(); }

    // ---- tests and a patient

    /// The tests of the snapshot; null while the rules have errors.
    [[nodiscard]] TestRun* tests();

    /// Takes the file at this address as the patient, or none.
    void choose_patient(const std::optional<std::string>& uri);

    [[nodiscard]] const std::optional<PatientFile>& patient() const { return patient_; }

    /// The patient as the rules now see it; null where there is none, or the rules have errors.
    [[nodiscard]] const Consultation* consultation();

    /// Patient files may have changed on the disk. Whether anything may come out otherwise.
    bool refresh_patients();

    /// The document was opened, changed or closed: forgets the results of tests that read it as
    /// their patient, and says whether there were any.
    bool forget_tests_of(const std::string& uri);

private:
    [[nodiscard]] Contents contents() const;
    void rules_changed();
    void changed(const Document& document);
    [[nodiscard]] std::optional<std::string> patient_text() const;

    Date today_;
    Encoding encoding_ = Encoding::Utf16;
    std::vector<std::string> folders_;
    Overlay files_;                             ///< of the folders: texts on the disk, by path
    std::vector<std::string> unread_;           ///< of the folders: files that the checker reports
    std::map<std::string, Document> documents_; ///< by path
    std::optional<PatientFile> patient_;
    ParsedFiles parsed_;
    std::unique_ptr<Snapshot> snapshot_;
    std::unique_ptr<Snapshot> gone_;             ///< the one before
    std::unique_ptr<TestRun> tests_;             ///< of the snapshot
    std::unique_ptr<Consultation> consultation_; ///< with the snapshot
};

} // namespace precept::lsp
