#include "interpreter/lsp/patient_files.hpp"

#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "lang/folder_entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>

namespace precept::lsp {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = std::uintmax_t{1} << 20U; ///< larger ones are no patients
constexpr std::size_t most_looked_at = 20'000;                  ///< files of any kind

class Finder {
public:
    explicit Finder(const Snapshot& rules) : rules_(rules) {}

    std::vector<FoundPatient> look(const std::vector<std::string>& folders, std::size_t most) {
        for (const std::string& folder : folders) {
            for (const fs::path& file : json_files(folder)) {
                if (found_.size() >= most) {
                    return std::move(found_);
                }
                if (seen_.insert(file.string()).second) {
                    consider(folder, file);
                }
            }
        }
        return std::move(found_);
    }

private:
    std::vector<fs::path> json_files(const std::string& folder) {
        std::vector<fs::path> files;
        std::error_code error;
        auto entry = fs::recursive_directory_iterator(
            folder, fs::directory_options::skip_permission_denied, error
        );
        for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
            if (++looked_at_ > most_looked_at) {
                break;
            }
            const std::string name = entry->path().filename().string();
            std::error_code unknown;
            if (entry->is_directory(unknown)) {
                if (is_hidden(entry->path()) || name == "node_modules") {
                    entry.disable_recursion_pending();
                }
            } else if (is_file_named(*entry, ".json") && entry->file_size(unknown) <= most_bytes) {
                files.push_back(entry->path());
            }
        }
        std::ranges::sort(files);
        return files;
    }

    void consider(const std::string& folder, const fs::path& path) {
        Sources sources;
        Diagnostics findings;
        const auto file = read_file(path.string(), sources, findings);
        if (!file || !is_patient(sources[*file].text())) {
            return;
        }
        (void)read_patient(rules_.program(), sources, *file, {.today = rules_.today()}, findings);
        std::string title = path.lexically_relative(folder).string();
        if (!findings.empty()) {
            title += fmt::format(
                " ({} {})", findings.size(), findings.size() == 1 ? "finding" : "findings"
            );
        }
        found_.push_back({path.string(), std::move(title)});
    }

    /// Whether most members are facts or events.
    bool is_patient(std::string_view text) {
        const Json json = Json::parse(text, nullptr, false);
        if (!json.is_object()) {
            return false;
        }
        std::size_t known = 0;
        for (const auto& [key, value] : json.items()) {
            known += declarations_.find(key) ? 1U : 0U;
        }
        return known > 0 && 2 * known > json.size();
    }

    const Snapshot& rules_;
    Diagnostics ignored_;
    Declarations declarations_{rules_.program(), ignored_};
    std::vector<FoundPatient> found_;
    std::set<std::string> seen_;
    std::size_t looked_at_ = 0;
};

} // namespace

std::vector<FoundPatient> find_patient_files(
    const Snapshot& rules, const std::vector<std::string>& folders, std::size_t most
) {
    return Finder(rules).look(folders, most);
}

} // namespace precept::lsp
