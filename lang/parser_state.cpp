#include "lang/parser_state.hpp"

#include "lang/parser_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace precept::parsing {

namespace {

constexpr std::size_t deepest_nesting = 200;
/// Of a tree. Each level of nesting is a few nodes high, and `a + b + c` is higher by one for each
/// sign; whoever walks the tree may recurse that deep.
constexpr std::uint32_t highest_tree = 1200;
constexpr std::size_t tab_width = 4;

std::size_t line_number(std::string_view text, std::size_t at) {
    return 1 + static_cast<std::size_t>(
                   std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n')
               );
}

} // namespace

// ---- lists

std::size_t Stack::column(std::string_view text, std::size_t at, bool report) {
    const std::size_t begin = line_begin(text, at);
    const std::string_view indent = text.substr(begin, at - begin);
    if (indent.find('\t') == std::string_view::npos) {
        return indent.size();
    }
    std::size_t column = 0;
    for (const char c : indent) {
        column = c == '\t' ? (column / tab_width + 1) * tab_width : column + 1;
    }
    const auto in_column = [&](const OpenList& list) { return list.column == column; };
    if (!lists_.empty() && std::none_of(lists_.begin(), lists_.end(), in_column)) {
        column = lists_.back().column;
    }
    if (report) {
        const Span span = file_.span(begin, at);
        file_.diagnostics.push_back(
            {.code = Code::TabIndent,
             .span = span,
             .message = "a tab stands before this bullet, so that its column cannot be told",
             .help = "put blanks instead, so that the dash is below those of its list",
             .fix = Fix{span, std::string(column, ' ')}}
        );
    }
    return column;
}

bool Stack::open_list(std::string_view text, std::size_t at) {
    if (!is_bullet(text, at)) {
        return false;
    }
    const std::size_t found = column(text, at, false);
    if (std::any_of(lists_.begin(), lists_.end(), [&](const OpenList& list) {
            return list.column == found;
        })) {
        return false; // it goes on with a list around this one, which is therefore empty
    }
    (void)column(text, at, true);
    lists_.push_back({found, file_.span(at, at + 1)});
    return true;
}

bool Stack::continue_list(std::string_view text, std::size_t at) {
    if (!is_bullet(text, at)) {
        return false;
    }
    const std::size_t found = column(text, at, false);
    if (found == lists_.back().column) {
        (void)column(text, at, true);
        return true;
    }
    const auto in_column = [&](const OpenList& list) { return list.column == found; };
    if (std::any_of(lists_.begin(), lists_.end(), in_column)) {
        return false;
    }
    Diagnostic finding{
        .code = Code::MisalignedBullet,
        .span = file_.span(at, at + 1),
        .message =
            fmt::format("this bullet stands in column {}, where no list has its", found + 1)};
    for (const OpenList& list : lists_) {
        finding.notes.push_back(
            {list.first,
             fmt::format(
                 "a list begins in line {}, column {}",
                 line_number(text, list.first.begin),
                 list.column + 1
             )}
        );
    }
    finding.help = "put the dash below those of its list";
    file_.fault(std::move(finding));
    throw Abandon{};
}

void Stack::close_list(Span /*at*/) {
    lists_.pop_back();
}

void Stack::enter(std::size_t at) {
    if (++depth_ > deepest_nesting) {
        file_.fault(
            {.code = Code::TooDeep,
             .span = file_.span(at, std::min(at + 1, file_.text.size())),
             .message = fmt::format("this is nested more than {} levels deep", deepest_nesting),
             .help = "give the inner parts names of their own with `define`"}
        );
        throw Abandon{};
    }
}

// ---- texts

std::string_view Stack::text(Span span) const {
    return file_.text.substr(span.begin, span.end - span.begin);
}

std::string_view Stack::word(Span span) const {
    const std::string_view whole = text(span);
    return whole.substr(0, identifier_length(whole));
}

ast::Name Stack::name(Span span) const {
    return {std::string(text(span)), span};
}

ast::Path Stack::path(Span span) const {
    ast::Path path{.parts = {}, .span = span};
    std::size_t begin = span.begin;
    while (begin < span.end) {
        // Within the path only: the next dot of the file may be far away.
        const std::string_view rest = file_.text.substr(begin, span.end - begin);
        const std::size_t dot = begin + std::min(rest.find('.'), rest.size());
        path.parts.push_back(name(file_.span(begin, dot)));
        begin = dot + 1;
    }
    return path;
}

ast::Text Stack::quoted(Span span) const {
    const std::string_view inner = text({span.file, span.begin + 1, span.end - 1});
    ast::Text result{.text = {}, .span = span};
    result.text.reserve(inner.size());
    for (std::size_t i = 0; i < inner.size(); ++i) {
        const bool escape = inner[i] == '\\' && i + 1 < inner.size() &&
                            (inner[i + 1] == '"' || inner[i + 1] == '\\');
        i += escape ? 1 : 0;
        result.text += inner[i];
    }
    return result;
}

// ---- values

void Stack::push(ast::Expr::Node node, Span span) {
    const std::uint32_t height = std::exchange(popped_height_, 0) + 1;
    if (height > highest_tree) {
        file_.fault(
            {.code = Code::TooDeep,
             .span = {span.file, span.begin, span.begin + 1},
             .message = "this is too long, or nested too deeply, to be followed",
             .help = "give parts of it names of their own with `define`"}
        );
        throw Abandon{};
    }
    values_.push_back(std::make_unique<ast::Expr>(ast::Expr{std::move(node), span}));
    heights_.push_back(height);
}

ast::ExprPtr Stack::pop() {
    ast::ExprPtr value = std::move(values_.back());
    popped_height_ = std::max(popped_height_, heights_.back());
    values_.pop_back();
    heights_.pop_back();
    return value;
}

ast::ExprPtr Stack::take() {
    ast::ExprPtr value = pop();
    popped_height_ = 0;
    return value;
}

std::vector<ast::ExprPtr> Stack::pop_from(std::size_t base) {
    std::vector<ast::ExprPtr> result(size() - base);
    for (std::size_t i = result.size(); i > 0; --i) {
        result[i - 1] = pop();
    }
    return result;
}

std::vector<ast::ExprPtr> Stack::take_from(std::size_t base) {
    std::vector<ast::ExprPtr> result = pop_from(base);
    popped_height_ = 0;
    return result;
}

Frame& Stack::open(Span head) {
    frames_.push_back({.head = head, .base = size()});
    return frames_.back();
}

Frame Stack::close() {
    Frame frame = std::move(frames_.back());
    frames_.pop_back();
    return frame;
}

} // namespace precept::parsing
