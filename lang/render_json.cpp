#include "lang/catalogue.hpp"
#include "lang/render.hpp"

#include <nlohmann/json.hpp>

namespace precept {

namespace {

using Json = nlohmann::ordered_json;

/// File, start and end; lines and columns from 1 as in the text form, and the byte offsets.
Json place(Span span, const Sources& sources) {
    const SourceFile& file = sources[span.file];
    const Position begin = file.position(span.begin);
    const Position end = file.position(span.end);
    return {
        {"file", file.path()},
        {"line", begin.line},
        {"column", begin.column},
        {"end_line", end.line},
        {"end_column", end.column},
        {"begin", span.begin},
        {"end", span.end}};
}

Json finding_json(const Diagnostic& finding, const Sources& sources) {
    const CodeInfo& code = info(finding.code);
    Json result = {
        {"code", code.name},
        {"severity", code.severity == Severity::Error ? "error" : "warning"},
        {"message", finding.message},
        {"place", place(finding.span, sources)}};
    if (!finding.path.empty()) {
        result["path"] = finding.path;
    }
    if (!finding.notes.empty()) {
        Json notes = Json::array();
        for (const Note& note : finding.notes) {
            notes.push_back({{"message", note.message}, {"place", place(note.span, sources)}});
        }
        result["notes"] = std::move(notes);
    }
    if (!finding.help.empty()) {
        result["help"] = finding.help;
    }
    if (!finding.example.empty()) {
        result["example"] = finding.example;
    }
    if (finding.fix) {
        result["fix"] = {
            {"place", place(finding.fix->span, sources)},
            {"replacement", finding.fix->replacement}};
    }
    return result;
}

} // namespace

std::string render_json(const Diagnostics& diagnostics, const Sources& sources) {
    Json findings = Json::array();
    std::size_t errors = 0;
    for (const Diagnostic& finding : diagnostics) {
        findings.push_back(finding_json(finding, sources));
        errors += info(finding.code).severity == Severity::Error ? 1 : 0;
    }
    const Json document = {
        {"version", 1},
        {"findings", std::move(findings)},
        {"errors", errors},
        {"warnings", diagnostics.size() - errors}};
    // A message may quote a patient file byte for byte, so it need not be UTF-8.
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace precept
