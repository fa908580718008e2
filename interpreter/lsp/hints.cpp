// What a file does not say, shown beside it: the types of definitions.

#include "interpreter/lsp/features.hpp"

#include <fmt/format.h>

namespace precept::lsp {

namespace {

/// A type in the words of a declaration: `number in kg/m2`, `one of a, b`; long lists are cut.
std::string short_type(const Program& program, const Type& type) {
    constexpr std::size_t most = 4;
    switch (type.kind) {
    case TypeKind::Number: {
        const std::string unit = to_string(type.unit);
        return unit.empty() ? "number" : "number in " + unit;
    }
    case TypeKind::Coded:
    case TypeKind::Set: {
        std::string list = type.kind == TypeKind::Set ? "set of" : "one of";
        const auto& values = program[type.domain].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            list += fmt::format("{} {}", i == 0 ? "" : ",", i == most ? "…" : values[i].name);
            if (i == most) {
                break;
            }
        }
        return list;
    }
    case TypeKind::Date: return "date";
    case TypeKind::Term: return type.root.valid() ? program[type.root].name : "term";
    case TypeKind::Event: return program[type.event].name;
    case TypeKind::Truth:
    case TypeKind::Invalid: break;
    }
    return {};
}

} // namespace

Json type_hints(const Snapshot& view, Span span) {
    constexpr int type_kind = 1;
    Json hints = Json::array();
    const auto module = view.module_of(span.file);
    if (!module) {
        return hints;
    }
    for (const ast::Item& item : view.modules()[*module].ast.items) {
        const auto* definition = std::get_if<ast::Definition>(&item);
        if (definition == nullptr || definition->type || definition->span.end < span.begin ||
            definition->span.begin > span.end) {
            continue;
        }
        const Occurrence* name =
            view.occurrences().at(definition->name.span.file, definition->name.span.begin);
        if (name == nullptr || !name->declares || name->target.symbol != SymbolKind::Definition) {
            continue;
        }
        const std::string type =
            short_type(view.program(), view.program().definitions[name->target.index].type);
        const Span after = definition->label ? definition->label->span : definition->name.span;
        if (!type.empty()) {
            hints.push_back(
                {{"position", view.range({after.file, after.end, after.end})["start"]},
                 {"label", type},
                 {"kind", type_kind},
                 {"paddingLeft", true}}
            );
        }
    }
    return hints;
}

} // namespace precept::lsp
