#include "lang/ast_dump_text.hpp"

#include <fmt/format.h>

namespace precept::dumping {

std::string show(const ast::Path& path) {
    std::string text;
    for (const ast::Name& part : path.parts) {
        text += (text.empty() ? "" : ".") + part.text;
    }
    return text;
}

std::string show(const std::vector<ast::Path>& paths) {
    std::string text;
    for (const ast::Path& path : paths) {
        text += (text.empty() ? "" : ", ") + show(path);
    }
    return text;
}

std::string show(const ast::NumberLiteral& number) {
    return fmt::format(
        "{}{}{}", number.spelling, number.unit ? " " : "", number.unit ? number.unit->text : ""
    );
}

std::string show(const std::optional<ast::Text>& text, std::string_view before) {
    return text ? fmt::format("{} \"{}\"", before, text->text) : "";
}

std::string show(const std::vector<ast::CodeBinding>& codes) {
    std::string text;
    for (const ast::CodeBinding& code : codes) {
        text += fmt::format(" code {} \"{}\"", code.system.text, code.code.text);
    }
    return text;
}

std::string show(const std::vector<ast::Citation>& citations) {
    std::string text;
    for (const ast::Citation& citation : citations) {
        text += fmt::format(" cite {}{}", show(citation.source), show(citation.section));
    }
    return text;
}

std::string show(const std::vector<ast::ValueDecl>& values) {
    std::string text;
    for (const ast::ValueDecl& value : values) {
        text += fmt::format(
            "{}`{}`{}{}",
            text.empty() ? " " : ", ",
            value.text,
            show(value.label),
            show(value.codes)
        );
    }
    return text;
}

std::string show(const ast::Type& type) {
    if (const auto* number = std::get_if<ast::NumberType>(&type.kind)) {
        std::string text = "number";
        if (number->unit) {
            text += " in " + number->unit->text;
        }
        if (number->range) {
            text += fmt::format(
                " from {} to {}", show(number->range->first), show(number->range->second)
            );
        }
        return text;
    }
    if (const auto* one_of = std::get_if<ast::OneOfType>(&type.kind)) {
        return "one of" + show(one_of->values);
    }
    if (const auto* set_of = std::get_if<ast::SetOfType>(&type.kind)) {
        return "set of" + show(set_of->values);
    }
    if (const auto* term = std::get_if<ast::TermType>(&type.kind)) {
        return "term " + show(term->root);
    }
    return std::holds_alternative<ast::DateType>(type.kind) ? "date" : "yes/no";
}

} // namespace precept::dumping
