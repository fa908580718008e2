// The files that an editor's user works on: the rule files below the workspace's folders, and the
// documents that are open, whose text stands in for what is on the disk. Gives a snapshot of it
// all, made anew only when something changed.
#pragma once

#include "interpreter/lsp/snapshot.hpp"

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

    void open(const std::string& uri, std::string text, std::int64_t version);
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

    /// Whether something changed since the last snapshot was made.
    [[nodiscard]] bool stale() const { return snapshot_ == nullptr; }

private:
    [[nodiscard]] Contents contents() const;

    Date today_;
    Encoding encoding_ = Encoding::Utf16;
    std::vector<std::string> folders_;
    std::map<std::string, std::string> files_;  ///< of the folders: texts on the disk, by path
    std::vector<std::string> unread_;           ///< of the folders: files that the checker reports
    std::map<std::string, Document> documents_; ///< by path
    std::unique_ptr<Snapshot> snapshot_;
};

} // namespace precept::lsp
