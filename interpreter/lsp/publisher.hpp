// Tells the client of findings: those of rule files, and those of the patient file that rules are
// tried on. Sends only what changed since, and what is about a new version of an open document.
#pragma once

#include "interpreter/lsp/connection.hpp"
#include "interpreter/lsp/workspace.hpp"

#include <map>
#include <optional>
#include <string>

namespace precept::lsp {

class Publisher {
public:
    Publisher(Connection& client, Workspace& workspace) : client_(client), workspace_(workspace) {}

    /// What is known of the findings of `precept check`. Until all are, files that were not changed
    /// keep those that were found last time: nothing flickers while an author types elsewhere.
    void tell_of_rules();

    /// Of the patient file; nothing changes while the rules have errors.
    void tell_of_patient();

    /// The document was closed: its versions begin anew.
    void forget_version(const std::string& uri) { told_versions_.erase(uri); }

private:
    using Findings = std::map<std::string, Json>; ///< by address

    /// What patients showed of a file.
    struct Late {
        Json found = Json::array();
        Json taken_back = Json::array(); ///< of what was found first
    };

    /// While not all is known: adds what was found late the time before.
    void add_late_ones(Findings& now);
    /// Whether the text is that in which late ones were sought last.
    [[nodiscard]] bool as_it_was(const std::string& uri) const;
    /// Once all is known: keeps what was found late.
    void keep_late_ones(const Findings& now);
    void tell(const std::string& uri, Json findings, Findings& published);

    Connection& client_;
    Workspace& workspace_;
    Findings of_rules_; ///< that were told, where there are any
    Findings of_patient_;
    std::optional<Findings> soon_;     ///< found first, while those found late are not known
    std::map<std::string, Late> late_; ///< once all was known, by address
    std::map<std::string, std::int64_t> late_versions_; ///< of the documents that were open then
    std::map<std::string, std::int64_t> told_versions_;
};

} // namespace precept::lsp
