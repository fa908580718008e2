#include "interpreter/lsp/workspace.hpp"

#include "interpreter/lsp/uri.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <system_error>

namespace precept::lsp {

namespace {

namespace fs = std::filesystem;

std::string canonical(const std::string& path) {
    std::error_code error;
    std::string known = fs::weakly_canonical(path, error).string();
    return error || known.empty() ? path : known;
}

/// The text of a file of a size that is read; nothing else, and of what cannot be read the checker
/// tells.
std::optional<std::string> read(const std::string& path) {
    std::error_code error;
    const auto size = fs::file_size(path, error);
    std::ifstream stream(path, std::ios::binary);
    if (error || size > max_file_bytes || !stream) {
        return std::nullopt;
    }
    return std::string(std::istreambuf_iterator<char>(stream), {});
}

bool is_below(const std::string& path, const std::string& folder) {
    return path.size() > folder.size() && path.starts_with(folder) &&
           (folder.ends_with('/') || path[folder.size()] == '/');
}

} // namespace

void Workspace::set_folders(const std::vector<std::string>& uris) {
    folders_.clear();
    change_folders(uris, {});
}

void Workspace::change_folders(
    const std::vector<std::string>& added, const std::vector<std::string>& gone
) {
    for (const std::string& uri : gone) {
        std::erase(folders_, path(uri));
    }
    for (const std::string& uri : added) {
        std::string folder = path(uri);
        while (folder.size() > 1 && folder.ends_with('/')) {
            folder.pop_back();
        }
        if (std::ranges::find(folders_, folder) == folders_.end()) {
            folders_.push_back(std::move(folder));
        }
    }
    refresh();
}

void Workspace::refresh() {
    Overlay files;
    std::vector<std::string> unread;
    for (const std::string& folder : folders_) {
        Sources sources;
        Diagnostics none; // a workspace without rule files is no fault
        std::error_code error;
        if (!fs::is_directory(folder, error)) {
            continue;
        }
        for (std::string& file : rule_files(folder, sources, none)) {
            if (auto text = read(file)) {
                files.insert_or_assign(std::move(file), std::move(*text));
            } else {
                unread.push_back(std::move(file));
            }
        }
    }
    if (files != files_ || unread != unread_) {
        files_ = std::move(files);
        unread_ = std::move(unread);
        rules_changed();
    }
}

void Workspace::rules_changed() {
    tests_.reset();
    consultation_.reset();
    if (snapshot_) {
        gone_ = std::move(snapshot_);
    }
}

void Workspace::changed(const Document& document) {
    if (document.rules) {
        rules_changed();
    }
}

std::string Workspace::path(const std::string& uri) const {
    const auto path = path_of(uri);
    return path ? canonical(*path) : uri; // what was never saved is known by its address
}

void Workspace::open(Document document) {
    const std::string where = path(document.uri);
    changed(documents_.insert_or_assign(where, std::move(document)).first->second);
}

void Workspace::close(const std::string& uri) {
    const auto found = documents_.find(path(uri));
    if (found != documents_.end()) {
        changed(found->second);
        documents_.erase(found);
    }
}

bool Workspace::change(const std::string& uri, const Json& changes, std::int64_t version) {
    const auto found = documents_.find(path(uri));
    if (found == documents_.end() || !changes.is_array()) {
        return false;
    }
    Document& document = found->second;
    document.version = version;
    changed(document);
    for (const Json& change : changes) {
        const auto text = text_member(change, "text");
        if (!text) {
            return false;
        }
        const Json& range = member(change, "range");
        if (range.is_null()) {
            document.text = *text;
            continue;
        }
        const auto start = read_position(member(range, "start"));
        const auto end = read_position(member(range, "end"));
        if (!start || !end) {
            return false;
        }
        const LineIndex lines(document.text);
        const std::uint32_t begin = lines.offset(*start, encoding_);
        const std::uint32_t past = std::max(begin, lines.offset(*end, encoding_));
        document.text.replace(begin, past - begin, *text);
    }
    return true;
}

const Document* Workspace::document(const std::string& uri) const {
    return document_at(path(uri));
}

const Document* Workspace::document_at(const std::string& path) const {
    const auto found = documents_.find(path);
    return found == documents_.end() ? nullptr : &found->second;
}

Contents Workspace::contents() const {
    Contents contents{.paths = {}, .texts = files_, .uris = {}, .today = today_};
    contents.encoding = encoding_;
    std::set<std::string> sorted(unread_.begin(), unread_.end());
    for (const auto& [path, text] : files_) {
        sorted.insert(path);
    }
    for (const auto& [path, document] : documents_) {
        if (!document.rules) {
            continue;
        }
        contents.texts.insert_or_assign(path, document.text);
        contents.uris.emplace(path, document.uri);
        for (const std::string& folder : folders_) {
            if (is_below(path, folder)) {
                sorted.insert(path); // one that was not saved yet
            }
        }
    }
    // As `precept check FOLDER …` orders them, and then what is open besides.
    for (const std::string& folder : folders_) {
        for (const std::string& path : sorted) {
            if (is_below(path, folder)) {
                contents.paths.push_back(path);
            }
        }
    }
    for (const auto& [path, document] : documents_) {
        if (document.rules && !sorted.contains(path)) {
            contents.paths.push_back(path);
        }
    }
    return contents;
}

const Snapshot& Workspace::snapshot() {
    if (!snapshot_) {
        Contents now = contents();
        now.parsed = &parsed_;
        snapshot_ = std::make_unique<Snapshot>(now);
    }
    return *snapshot_;
}

std::unique_ptr<Snapshot> Workspace::imagine(const std::map<std::string, std::string>& texts
) const {
    Contents changed = contents();
    ParsedFiles parsed = parsed_; // what is imagined leaves no trace
    changed.parsed = &parsed;
    for (const auto& [path, text] : texts) {
        changed.texts.insert_or_assign(path, text);
    }
    return std::make_unique<Snapshot>(changed);
}

// ---- tests and a patient

TestRun* Workspace::tests() {
    const Snapshot& rules = snapshot();
    if (!tests_ && !rules.has_errors()) {
        Overlay patients;
        for (const auto& [path, document] : documents_) {
            if (!document.rules) {
                patients.emplace(path, document.text);
            }
        }
        tests_ = std::make_unique<TestRun>(rules, std::move(patients));
    }
    return tests_.get();
}

void Workspace::choose_patient(const std::optional<std::string>& uri) {
    consultation_.reset();
    patient_ = uri ? std::optional(PatientFile{path(*uri), *uri}) : std::nullopt;
}

const Consultation* Workspace::consultation() {
    const Snapshot& rules = snapshot();
    if (!patient_ || rules.has_errors()) {
        return nullptr;
    }
    auto text = patient_text(); // an editor that does not tell of files must not show an old one
    if (!consultation_ || consultation_->text() != text) {
        consultation_ = std::make_unique<Consultation>(rules, *patient_, std::move(text));
    }
    return consultation_.get();
}

std::optional<std::string> Workspace::patient_text() const {
    const Document* document = document_at(patient_->path);
    return document != nullptr ? std::optional(document->text) : read(patient_->path);
}

bool Workspace::refresh_patients() {
    const bool read_by_tests = tests_ && tests_->reads_files();
    if (read_by_tests) {
        tests_.reset();
    }
    const bool tried = patient_ && (!consultation_ || consultation_->text() != patient_text());
    return read_by_tests || tried;
}

bool Workspace::forget_tests_of(const std::string& uri) {
    const bool read = tests_ && tests_->reads(path(uri));
    if (read) {
        tests_.reset();
    }
    return read;
}

} // namespace precept::lsp
