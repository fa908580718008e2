// What all items share, the header, and the items without conditions.

#include "lang/parser_items.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace precept::parsing {

// ---- whole items

void Items::finish() {
    const Span whole{begin_.file, begin_.begin, static_cast<std::uint32_t>(file().gap_begin)};
    std::visit(
        [&](auto& item) {
            using Item = std::decay_t<decltype(item)>;
            if constexpr (std::is_same_v<Item, ast::Header>) {
                item.span = whole;
                if (!file().module.header) {
                    file().module.header = std::move(item);
                }
            } else if constexpr (!std::is_same_v<Item, std::monostate>) {
                item.span = whole;
                file().module.items.emplace_back(std::move(item));
            }
        },
        item_
    );
    file().item_name = {};
}

void Items::begin_header(Span span) {
    begin_ = span;
    auto& header = item_.emplace<ast::Header>();
    header.kind = text(span) == "terms" ? ast::ModuleKind::Terms : ast::ModuleKind::Guideline;
    file().begin_item(span, true);
}

void Items::remember(Span span, bool in_action) {
    const std::string_view clause = text(span);
    for (const Seen& seen : seen_) {
        if (seen.clause == clause && seen.in_action == in_action) {
            file().diagnostics.push_back(
                {.code = Code::DuplicateClause,
                 .span = span,
                 .message = fmt::format("`{}` is given twice", clause),
                 .notes = {{seen.span, "first given here"}},
                 .help = "keep the one that is meant"}
            );
            return;
        }
    }
    seen_.push_back({clause, span, in_action});
}

void Items::once(Span span) {
    remember(span, false);
}

void Items::once_in_action(Span span) {
    remember(span, true);
}

void Items::item_name(Span span) {
    file().item_name = name(span);
    std::visit(
        [&](auto& item) {
            if constexpr (requires { item.name; }) {
                item.name = name(span);
            }
        },
        item_
    );
}

void Items::label(Span span) {
    std::visit(
        [&](auto& item) {
            if constexpr (requires { item.label = std::optional<ast::Text>(); }) {
                item.label = quoted(span);
            }
        },
        item_
    );
}

// ---- codes and citations

void Items::code_system(Span span) {
    code_.system = name(span);
}

void Items::code_text(Span span) {
    code_.code = quoted(span);
}

void Items::code(Span span) {
    code_.span = span;
    std::visit(
        [&](auto& item) {
            if constexpr (requires { item.codes; }) {
                item.codes.push_back(std::move(code_));
            }
        },
        item_
    );
}

void Items::cite_source(Span span) {
    citation_ = {.source = path(span), .section = std::nullopt, .span = span};
}

void Items::cite_section(Span span) {
    citation_.section = quoted(span);
}

void Items::citation(Span span) {
    citation_.span = span;
    if (auto* definition = std::get_if<ast::Definition>(&item_)) {
        definition->citations.push_back(std::move(citation_));
    } else {
        as<ast::Rule>().actions.back().citations.push_back(std::move(citation_));
    }
}

// ---- header

namespace {

/// A clause that may stand once keeps its first value.
template <typename T, typename U>
void keep_first(std::optional<T>& slot, U value) {
    if (!slot) {
        slot = std::move(value);
    }
}

} // namespace

void Items::language(Span span) {
    auto& header = as<ast::Header>();
    if (!header.language) {
        header.language = std::move(number_);
        header.language_span = span;
    }
}

void Items::version(Span span) {
    keep_first(as<ast::Header>().version, quoted(span));
}

void Items::status_word(Span span) {
    using enum ast::ModuleStatus;
    const std::string_view shown = text(span);
    keep_first(
        as<ast::Header>().status,
        shown == "draft"    ? Draft
        : shown == "active" ? Active
                            : Retired
    );
}

void Items::reviewed(Span span) {
    keep_first(as<ast::Header>().reviewed, name(span));
}

void Items::review_every(Span span) {
    auto& header = as<ast::Header>();
    if (!header.review_every) {
        header.review_every = std::move(number_);
        header.review_span = span;
    }
}

void Items::applies(Span /*span*/) {
    ast::ExprPtr condition = take();
    auto& header = as<ast::Header>();
    if (!header.applies) {
        header.applies = std::move(condition);
    }
}

// ---- use, source, system, term

void Items::use_part(Span span) {
    as<ast::Use>().path.push_back(name(span));
}

void Items::use_alias(Span span) {
    as<ast::Use>().alias = name(span);
}

void Items::source_title(Span span) {
    as<ast::Source>().title = quoted(span);
}

void Items::doi(Span span) {
    keep_first(as<ast::Source>().doi, quoted(span));
}

void Items::pmid(Span span) {
    keep_first(as<ast::Source>().pmid, quoted(span));
}

void Items::url(Span span) {
    keep_first(as<ast::Source>().url, quoted(span));
}

void Items::published(Span span) {
    keep_first(as<ast::Source>().published, name(span));
}

void Items::accessed(Span span) {
    keep_first(as<ast::Source>().accessed, name(span));
}

void Items::uri(Span span) {
    keep_first(as<ast::CodeSystem>().uri, quoted(span));
}

void Items::term_parent(Span span) {
    as<ast::Term>().parents.push_back(path(span));
}

// ---- types

void Items::yes_no_type(Span span) {
    type_ = ast::Type{ast::YesNoType{}, span};
}

void Items::date_type(Span span) {
    type_ = ast::Type{ast::DateType{}, span};
}

void Items::term_type(Span span) {
    type_ = ast::Type{ast::TermType{path(span)}, span};
}

void Items::number_open(Span span) {
    type_ = ast::Type{ast::NumberType{}, span};
}

void Items::type_unit(Span span) {
    std::get<ast::NumberType>(type_->kind).unit = name(span);
}

void Items::range(Span span) {
    const ast::ExprPtr high = take();
    const ast::ExprPtr low = take();
    auto& number = std::get<ast::NumberType>(type_->kind);
    number.range.emplace(
        std::get<ast::NumberLiteral>(std::move(low->node)),
        std::get<ast::NumberLiteral>(std::move(high->node))
    );
    number.range_span = span;
}

void Items::type_end(Span span) {
    type_->span = span;
}

void Items::coined_value(Span span) {
    ast::ValueDecl value{.text = {}, .span = span, .label = std::nullopt, .codes = {}};
    value.text = text(span).front() == '"' ? quoted(span).text : std::string(text(span));
    coined_.push_back(std::move(value));
}

void Items::value_label(Span span) {
    coined_.back().label = quoted(span);
}

void Items::value_code(Span span) {
    code_.span = span;
    coined_.back().codes.push_back(std::move(code_));
}

void Items::one_of_type(Span span) {
    type_ = ast::Type{ast::OneOfType{std::exchange(coined_, {})}, span};
}

void Items::set_of_type(Span span) {
    type_ = ast::Type{ast::SetOfType{std::exchange(coined_, {})}, span};
}

void Items::item_type(Span /*span*/) {
    if (auto* fact = std::get_if<ast::Fact>(&item_)) {
        fact->type = *std::exchange(type_, std::nullopt);
    } else if (auto* definition = std::get_if<ast::Definition>(&item_)) {
        definition->type = std::exchange(type_, std::nullopt);
    }
}

// ---- facts and events

void Items::assumed(Span /*span*/) {
    ast::ExprPtr value = take();
    auto& fact = as<ast::Fact>();
    if (!fact.assume) {
        fact.assume = std::move(value);
    }
}

void Items::valid_for(Span span) {
    auto& fact = as<ast::Fact>();
    if (!fact.valid_for) {
        fact.valid_for = std::move(number_);
        fact.valid_for_span = span;
    }
}

void Items::fixed(Span span) {
    once(span);
    as<ast::Fact>().fixed = true;
}

void Items::ask(Span span) {
    keep_first(as<ast::Fact>().ask, quoted(span));
}

void Items::field_name(Span span) {
    field_ = {};
    field_.name = name(span);
}

void Items::field_label(Span span) {
    field_.label = quoted(span);
}

void Items::field_code(Span span) {
    code_.span = span;
    field_.codes.push_back(std::move(code_));
}

void Items::field(Span span) {
    field_.span = span;
    field_.type = *std::exchange(type_, std::nullopt);
    as<ast::Event>().fields.push_back(std::move(field_));
}

} // namespace precept::parsing
