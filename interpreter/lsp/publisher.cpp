#include "interpreter/lsp/publisher.hpp"

#include "interpreter/lsp/diagnostics.hpp"

#include <algorithm>
#include <utility>

namespace precept::lsp {

namespace {

/// The findings of `list` that are not among `others`.
Json without(const Json& list, const Json& others) {
    Json rest = Json::array();
    for (const Json& one : list) {
        if (std::ranges::find(others, one) == others.end()) {
            rest.push_back(one);
        }
    }
    return rest;
}

} // namespace

void Publisher::tell_of_rules() {
    const Snapshot& view = workspace_.snapshot();
    Findings now = findings_by_uri(view);
    if (view.complete()) {
        keep_late_ones(now);
    } else {
        soon_ = now;
        add_late_ones(now);
    }
    for (const auto& [uri, gone] : of_rules_) {
        now.emplace(uri, Json::array());
    }
    for (const auto& [path, document] : workspace_.documents()) {
        if (document.rules) {
            now.emplace(document.uri, Json::array());
        }
    }
    for (auto& [uri, findings] : now) {
        tell(uri, std::move(findings), of_rules_);
    }
}

void Publisher::add_late_ones(Findings& now) {
    for (const auto& [uri, late] : late_) {
        if (!as_it_was(uri)) {
            continue;
        }
        Json& list = now.try_emplace(uri, Json::array()).first->second;
        list = without(list, late.taken_back);
        for (Json finding : late.found) {
            // Further places in a file that was changed may be other ones by now.
            if (const auto places = finding.find("relatedInformation"); places != finding.end()) {
                std::erase_if(places->get_ref<Json::array_t&>(), [&](const Json& place) {
                    return !as_it_was(place["location"]["uri"].get<std::string>());
                });
            }
            list.push_back(std::move(finding));
        }
    }
}

bool Publisher::as_it_was(const std::string& uri) const {
    const Document* document = workspace_.document(uri);
    const auto then = late_versions_.find(uri);
    return document == nullptr ? then == late_versions_.end()
                               : then != late_versions_.end() && then->second == document->version;
}

void Publisher::keep_late_ones(const Findings& now) {
    late_.clear();
    late_versions_.clear();
    if (!soon_) {
        return;
    }
    for (const auto& [uri, findings] : *soon_) {
        const auto after = now.find(uri);
        late_[uri].taken_back =
            without(findings, after == now.end() ? Json::array() : after->second);
    }
    for (const auto& [uri, findings] : now) {
        const auto before = soon_->find(uri);
        late_[uri].found =
            without(findings, before == soon_->end() ? Json::array() : before->second);
    }
    soon_.reset();
    for (const auto& [path, document] : workspace_.documents()) {
        late_versions_.emplace(document.uri, document.version);
    }
}

void Publisher::tell_of_patient() {
    Findings now;
    if (workspace_.patient()) {
        const Consultation* consultation = workspace_.consultation();
        if (consultation == nullptr) {
            return;
        }
        now.emplace(consultation->file().uri, consultation->findings_json());
    }
    for (const auto& [uri, gone] : of_patient_) {
        now.emplace(uri, Json::array());
    }
    for (auto& [uri, findings] : now) {
        tell(uri, std::move(findings), of_patient_);
    }
}

void Publisher::tell(const std::string& uri, Json findings, Findings& published) {
    const Document* document = workspace_.document(uri);
    const auto before = published.find(uri);
    const bool same = before == published.end() ? findings.empty() : before->second == findings;
    const auto told = told_versions_.find(uri);
    const bool new_version =
        document != nullptr && (told == told_versions_.end() || told->second != document->version);
    if (same && !new_version) {
        return;
    }
    Json params = {{"uri", uri}, {"diagnostics", findings}};
    if (document != nullptr) {
        params["version"] = document->version;
        told_versions_[uri] = document->version;
    }
    client_.tell("textDocument/publishDiagnostics", std::move(params));
    if (findings.empty()) {
        published.erase(uri);
    } else {
        published.insert_or_assign(uri, std::move(findings));
    }
}

} // namespace precept::lsp
