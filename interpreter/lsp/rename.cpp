#include "interpreter/lsp/rename.hpp"

#include "interpreter/lsp/diagnostics.hpp"
#include "lang/parser_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace precept::lsp {

namespace {

/// A value's name as it is written: in quotes where it is no word.
std::string written_value(const std::string& name) {
    Program program;
    program.domains.push_back({{DomainValue{name, {}, {}, {}}}});
    const Type type{.kind = TypeKind::Coded, .domain = DomainId{0}};
    return to_source(program, type, CodedValue{0});
}

/// The new name as it stands in the text, or why it can't stand there.
std::variant<std::string, Failure> spelled(const Target& target, const std::string& name) {
    if (target.kind == Target::Kind::ValueOf) {
        const bool quoted = name.size() >= 2 && name.starts_with('"') && name.ends_with('"');
        const std::string bare = quoted ? name.substr(1, name.size() - 2) : name;
        const bool one_line = std::ranges::none_of(bare, [](unsigned char c) { return c < 0x20U; });
        if (bare.empty() || !one_line) {
            return Failure{ErrorCode::InvalidParams, "a value's name is a text on one line"};
        }
        return written_value(bare);
    }
    if (name.empty() || parsing::identifier_length(name) != name.size()) {
        return Failure{
            ErrorCode::InvalidParams,
            "a name consists of letters, digits and `_`, and does not start with a digit"};
    }
    if (parsing::is_reserved(name)) {
        return Failure{
            ErrorCode::InvalidParams, fmt::format("`{}` is a word of the language", name)};
    }
    return name;
}

/// The names of all files by place, whatever they are called.
std::vector<std::pair<Target, bool>> meanings(const Snapshot& view) {
    std::vector<std::pair<Target, bool>> all;
    for (const Occurrence& one : view.occurrences().all()) {
        all.emplace_back(one.target, one.declares);
    }
    return all;
}

std::string first_finding(const Snapshot& view) {
    for (const Diagnostic& finding : view.findings()) {
        if (concerns(view, finding)) {
            return finding.message;
        }
    }
    return {};
}

} // namespace

Result prepare_rename(const Snapshot& view, const Cursor& cursor) {
    const Occurrence* name = view.occurrences().at(cursor.file, cursor.offset);
    if (name == nullptr) {
        return Failure{ErrorCode::RequestFailed, "there is no name here"};
    }
    if (name->target.kind == Target::Kind::ModuleName) {
        return Failure{
            ErrorCode::RequestFailed,
            "a guideline is named after its file: rename the file, its header and the lines that "
            "`use` it"};
    }
    return Json{
        {"range", view.range(name->span)}, {"placeholder", view.sources().text(name->span)}};
}

Result rename(
    const Workspace& workspace, const Snapshot& view, const Cursor& cursor, const std::string& name
) {
    Result prepared = prepare_rename(view, cursor);
    if (std::holds_alternative<Failure>(prepared)) {
        return prepared;
    }
    if (view.has_errors()) {
        return Failure{
            ErrorCode::RequestFailed,
            "there are errors, and what stands in a broken part can't be found: mend them first"};
    }
    const Target target = view.occurrences().at(cursor.file, cursor.offset)->target;
    auto spelling = spelled(target, name);
    if (auto* failure = std::get_if<Failure>(&spelling)) {
        return std::move(*failure);
    }
    const auto& text = std::get<std::string>(spelling);
    Json edits = Json::object();
    std::map<std::string, std::string> texts;
    std::vector<Occurrence> places = view.occurrences().of(target);
    std::ranges::reverse(places); // so that the places of those before stay as they are
    for (const Occurrence& one : places) {
        const auto [changed, added] = texts.try_emplace(
            view.sources()[one.span.file].path(), std::string(view.text(one.span.file))
        );
        changed->second.replace(one.span.begin, one.span.end - one.span.begin, text);
        edits[view.uri(one.span.file)].push_back(
            {{"range", view.range(one.span)}, {"newText", text}}
        );
    }
    const auto after = workspace.imagine(texts);
    if (after->has_errors() || meanings(*after) != meanings(view)) {
        const std::string why = first_finding(*after);
        return Failure{
            ErrorCode::RequestFailed,
            fmt::format(
                "with the name `{}` the files would mean something else{}{}",
                name,
                why.empty() ? "" : ": ",
                why
            )};
    }
    return Json{{"changes", std::move(edits)}};
}

} // namespace precept::lsp
