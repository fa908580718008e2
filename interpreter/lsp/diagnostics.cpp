#include "interpreter/lsp/diagnostics.hpp"

#include "lang/catalogue.hpp"

namespace precept::lsp {

namespace {

constexpr int error_severity = 1;
constexpr int warning_severity = 2;
constexpr int unnecessary = 1; // a tag: shown faded

/// The message, what to write instead, and the patient who shows it, a line each.
std::string whole_message(const Diagnostic& finding) {
    std::string text = finding.message;
    if (!finding.help.empty()) {
        text += "\n" + finding.help;
    }
    if (!finding.example.empty()) {
        text += "\nfor example: " + finding.example;
    }
    return text;
}

} // namespace

Json to_json(const Snapshot& view, const Diagnostic& finding) {
    return to_json(finding, [&](Span span) { return view.location(span); });
}

Json to_json(const Diagnostic& finding, const Locate& locate) {
    const CodeInfo& code = info(finding.code);
    Json result = {
        {"range", locate(finding.span)["range"]},
        {"severity", code.severity == Severity::Error ? error_severity : warning_severity},
        {"code", code.name},
        {"source", "precept"},
        {"message", whole_message(finding)}};
    if (finding.code == Code::UnusedUse || finding.code == Code::UnreachableCase) {
        result["tags"] = Json::array({unnecessary});
    }
    Json related = Json::array();
    for (const Note& note : finding.notes) {
        related.push_back({{"location", locate(note.span)}, {"message", note.message}});
    }
    if (!related.empty()) {
        result["relatedInformation"] = std::move(related);
    }
    return result;
}

bool concerns(const Snapshot& view, const Diagnostic& finding) {
    // A document that was never saved has no file whose name the header could contradict.
    const bool saved = view.sources()[finding.span.file].path().starts_with('/');
    return saved || finding.code != Code::ModuleName;
}

std::map<std::string, Json> findings_by_uri(const Snapshot& view) {
    std::map<std::string, Json> result;
    for (const Diagnostic& finding : view.findings()) {
        if (concerns(view, finding)) {
            auto [list, added] = result.try_emplace(view.uri(finding.span.file), Json::array());
            list->second.push_back(to_json(view, finding));
        }
    }
    return result;
}

} // namespace precept::lsp
