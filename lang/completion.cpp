// Where the cursor stands: in which item, table, path or number.

#include "lang/completing.hpp"

#include <algorithm>

namespace precept {

using enum SymbolKind;

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

Completing::Completing(
    const Known& known, std::uint32_t module, std::string_view text, std::uint32_t offset
)
    : program_(known.program),
      offers_(known, module),
      text_(text),
      offset_(offset),
      begin_(offset) {
    const auto is_digit = [&](std::uint32_t at) { return text_[at] >= '0' && text_[at] <= '9'; };
    while (begin_ > 0 &&
           (is_digit(begin_ - 1) || parsing::identifier_length(text_.substr(begin_ - 1)) > 0)) {
        --begin_;
    }
    while (begin_ < offset_ && is_digit(begin_)) {
        ++begin_; // a unit may be glued to its number
    }
}

Completions Completing::run() {
    const auto all = tokenise(text_.substr(0, begin_));
    const auto item =
        std::find_if(all.rbegin(), all.rend(), [](const Token& one) { return one.item; });
    for (auto one = item == all.rend() ? all.begin() : item.base() - 1; one != all.end(); ++one) {
        if (one->kind != TokenKind::Comment) {
            tokens_.push_back(*one);
        }
    }
    if (!inside_text(all)) {
        choose(item != all.rend());
    }
    return {begin_, offers_.take()};
}

std::string_view Completing::word(std::size_t back) const {
    return back == 0 || back > tokens_.size() ? std::string_view()
                                              : text_of(text_, tokens_[tokens_.size() - back]);
}

TokenKind Completing::kind(std::size_t back) const {
    return back == 0 || back > tokens_.size() ? TokenKind::Sign
                                              : tokens_[tokens_.size() - back].kind;
}

/// Whether the cursor stands in a quotation or a comment.
bool Completing::inside_text(const std::vector<Token>& before) const {
    if (before.empty()) {
        return false;
    }
    const Token& last = before.back();
    const std::string_view between = text_.substr(last.end, begin_ - last.end);
    const bool same_line = between.find('\n') == std::string_view::npos;
    const std::string_view text = text_of(text_, last);
    const bool open = text.size() < 2 || !text.ends_with('"');
    return same_line && (last.kind == TokenKind::Comment || (last.kind == TokenKind::Text && open));
}

/// The last of `words` in this item, as a count backwards; 0 for none.
std::size_t Completing::last_of(std::initializer_list<std::string_view> words) const {
    for (std::size_t back = 1; back <= tokens_.size(); ++back) {
        if (kind(back) == TokenKind::Word && one_of(word(back), words)) {
            return back;
        }
    }
    return 0;
}

Completing::Path Completing::path_at(std::size_t back) const {
    Path path{{}, back};
    while (kind(back) == TokenKind::Word && back <= tokens_.size()) {
        path.parts.insert(path.parts.begin(), word(back));
        path.begin = back;
        if (word(back + 1) != ".") {
            break;
        }
        back += 2;
    }
    return path;
}

/// The event whose `where` encloses the cursor.
std::optional<EventId> Completing::scope() const {
    for (std::size_t back = 1; back <= tokens_.size(); ++back) {
        const std::string_view here = word(back);
        const bool ends = kind(back) == TokenKind::Bullet ||
                          one_of(here, {"when", "unless", "given", "expect", "recommend"});
        if (here == "where") {
            const std::size_t name = word(back + 2) == "by" ? back + 3 : back + 1;
            return event_at(name);
        }
        if (ends) {
            break;
        }
    }
    return std::nullopt;
}

const Visible* Completing::visible(const Path& path) const {
    if (path.parts.empty()) {
        return nullptr;
    }
    const Visible* qualified =
        path.parts.size() > 1 ? offers_.find(path.parts[1], path.parts[0]) : nullptr;
    return qualified != nullptr ? qualified : offers_.find(path.parts[0]);
}

std::optional<EventId> Completing::event_at(std::size_t back) const {
    const Visible* found = visible(path_at(back));
    return found != nullptr && found->target.symbol == Event
               ? std::optional(EventId{found->target.index})
               : std::nullopt;
}

std::optional<Type> Completing::field_type(EventId event, std::string_view name) const {
    for (const Field& field : program_[event].fields) {
        if (field.name == name) {
            return field.holds.type;
        }
    }
    return std::nullopt;
}

/// The type of what the path that ends at `back` names.
std::optional<Type> Completing::type_at(std::size_t back) const {
    const Path path = path_at(back);
    if (path.parts.empty()) {
        return std::nullopt;
    }
    if (const auto event = scope()) {
        const std::string_view bare(program_[*event].name);
        const bool named = path.parts.size() == 2 && path.parts[0] == bare;
        if (path.parts.size() == 1 || named) {
            if (auto type = field_type(*event, path.parts.back())) {
                return type;
            }
        }
    }
    const Visible* found = visible(path);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (found->target.symbol == Fact) {
        return program_.facts[found->target.index].holds.type;
    }
    if (found->target.symbol != Definition) {
        return std::nullopt;
    }
    const Type& type = program_.definitions[found->target.index].type;
    return type.kind == TypeKind::Event && path.parts.size() > 1
               ? field_type(type.event, path.parts.back())
               : std::optional(type);
}

void Completing::choose(bool in_item) {
    if (first_column() || !in_item) {
        items(!in_item);
    } else if (word(1) == "." && text_[begin_ - 1] == '.') {
        part_of_path();
    } else if (item() == "use") {
        use();
    } else if (tokens_.size() > 1) {
        if (const std::size_t table = last_of({"table"}); table != 0 && in_table(table)) {
            return;
        }
        if (!after_number() && !clause()) {
            condition();
        }
    }
}

void Completing::items(bool first) {
    if (first) {
        offers_.words({"guideline", "terms"});
        offers_.snippet(
            "guideline …",
            "guideline ${1:name} \"${2:label}\"\n  language 1\n  version  \"${3:1}\"\n  status "
            "  draft\n",
            "the header of a file of rules"
        );
    }
    offers_.words(
        {"use", "source", "system", "term", "fact", "event", "define", "rule", "test", "ensure"}
    );
    offers_.snippet(
        "rule …",
        "rule ${1:name} \"${2:label}\"\n  when ${3:condition}\n  recommend ${4:a_term}\n    "
        "strength "
        "${5|strong,conditional|}\n    because  \"${6:reason}\"\n    cite     ${7:a_source}\n",
        "a rule with its advice"
    );
    offers_.snippet(
        "fact …",
        "fact ${1:name} \"${2:label}\" ${3|yes/no,number in %,date,one of a\\, b|}\n",
        "something that can be known of a patient"
    );
    offers_.snippet(
        "define … by cases",
        "define ${1:name} \"${2:label}\"\n  ${3:value} when ${4:condition}\n  ${5:other} "
        "otherwise\n",
        "a value, case by case"
    );
    offers_.snippet(
        "define … by table",
        "define ${1:name} \"${2:label}\"\n  table ${3:a_fact} | ${4:other_fact} | result\n        "
        "${5:value} | "
        "${6:any} | ${7:result}\n",
        "a value, row by row"
    );
    offers_.snippet(
        "test …",
        "test \"${1:label}\"\n  given ${2:a_fact} is ${3:value}\n  expect ${4:a_rule} fires\n",
        "a patient, and what must come out"
    );
    offers_.snippet(
        "event …",
        "event ${1:name} \"${2:label}\"\n  ${3:field} ${4:type}\n",
        "a record of which a patient has any number"
    );
    offers_.snippet(
        "source …", "source ${1:name} \"${2:title}\"\n  doi \"${3:doi}\"\n", "what rules cite"
    );
}

/// Behind a dot: a field of an event, or a name of a file.
void Completing::part_of_path() {
    const Path path = path_at(2);
    const Visible* found = visible(path);
    if (const auto event = scope();
        event && path.parts.size() == 1 && path.parts[0] == program_[*event].name) {
        offers_.fields(*event);
    }
    if (found != nullptr && found->target.symbol == Definition) {
        const Type& type = program_.definitions[found->target.index].type;
        if (type.kind == TypeKind::Event) {
            offers_.fields(type.event);
        }
    }
    if (path.parts.size() == 1) {
        (void)offers_.names_of(path.parts[0]);
    }
}

void Completing::use() {
    if (has("as")) {
        return;
    }
    // The whole path is replaced, as its parts are offered together.
    for (std::size_t back = 1; back < tokens_.size(); ++back) {
        begin_ = std::min(begin_, tokens_[tokens_.size() - back].begin);
    }
    offers_.modules();
    offers_.words({"as"});
}

/// The words of the column that the cursor stands in; false in the head of the table.
bool Completing::in_table(std::size_t table) {
    const Token& head = tokens_[tokens_.size() - table];
    const std::size_t head_end = parsing::line_end(text_, head.begin);
    if (begin_ <= head_end) {
        if (item() == "test") {
            offers_.words({"expect", "today"});
            offers_.names({Fact, Event, Rule, Term, Definition});
        } else {
            offers_.names({Fact, Definition});
            offers_.words({"result"});
        }
        return true;
    }
    const std::size_t line = parsing::line_begin(text_, begin_);
    const std::string_view before = text_.substr(line, begin_ - line);
    auto column = std::count(before.begin(), before.end(), '|');
    if (column == 0 && !first_on_line() && before.find_first_not_of(" \t") == 0) {
        return false; // a clause behind the table
    }
    std::size_t back = table - 1;
    for (; back > 0 && column > 0; --back) {
        column -= word(back) == "|" ? 1 : 0;
    }
    if (back == 0 || tokens_[tokens_.size() - back].begin > head_end) {
        return false;
    }
    cell(back);
    return true;
}

void Completing::cell(std::size_t back) {
    const bool expects = word(back) == "expect";
    back -= expects ? 1 : 0;
    std::size_t end = back; // of the path that is the column's head
    while (end > 1 && word(end - 1) == ".") {
        end -= 2;
    }
    offers_.words({"any", "known", "unknown"});
    const Path path = path_at(end);
    const Visible* found = visible(path);
    if (found != nullptr && found->target.symbol == Rule) {
        offers_.words({"fires", "does", "not", "fire", "is", "undecided", "applicable"});
    } else if (found != nullptr && found->target.symbol == Term) {
        outcomes();
        offers_.words({"is", "not"});
    } else if (const auto type = type_at(end)) {
        numbers_and_values(*type);
    } else if (const Visible* own = offers_.find(word(tokens_.size() - 1));
               own != nullptr && own->target.symbol == Definition && item() == "define") {
        offers_.values(program_.definitions[own->target.index].type); // the result
    } else {
        declared_values();
    }
    offers_.words({"none", "to", "and"});
}

/// Behind a number: its unit. What a length of time needs is a unit of the calendar.
bool Completing::after_number() {
    const std::string_view line = text_.substr(
        parsing::line_begin(text_, begin_), begin_ - parsing::line_begin(text_, begin_)
    );
    if (kind(1) != TokenKind::Number || line.find_first_not_of(" \t") == std::string_view::npos) {
        return false;
    }
    if (one_of(word(2), {"within", "than", "for", "every"})) {
        offers_.words({"days", "weeks", "months", "years"});
        return true;
    }
    if (one_of(word(2), {"least", "most", "exactly"})) {
        offers_.words({"of"});
        offers_.names({Event});
        return true;
    }
    std::size_t subject = 2;
    while (subject < tokens_.size() &&
           (one_of(
                word(subject),
                {"<",
                 ">",
                 "<=",
                 ">=",
                 "is",
                 "not",
                 "between",
                 "and",
                 "-",
                 "from",
                 "to",
                 "in",
                 ",",
                 "of",
                 "one"}
            ) ||
            kind(subject) == TokenKind::Number || kind(subject) == TokenKind::Unit)) {
        ++subject;
    }
    const auto type = type_at(subject);
    const bool number = type && type->kind == TypeKind::Number;
    if (!number || !to_string(type->unit).empty()) {
        offers_.units(number ? std::optional(type->unit) : std::nullopt);
    }
    if (!clause()) {
        continuation();
    }
    return true;
}

void Completing::numbers_and_values(const Type& type) {
    offers_.values(type);
    if (type.kind == TypeKind::Date) {
        offers_.words({"today"});
    }
    if (type.kind == TypeKind::Number || type.kind == TypeKind::Date) {
        offers_.operands(type.kind);
    }
}

/// The words of a list of values that the item itself declares.
void Completing::declared_values() {
    const Visible* own = offers_.find(word(tokens_.size() - 1));
    if (own == nullptr) {
        return;
    }
    if (own->target.symbol == Fact) {
        offers_.values(program_.facts[own->target.index].holds.type);
    } else if (own->target.symbol == Definition) {
        offers_.values(program_.definitions[own->target.index].type);
    }
}

Completions complete(const Known& known, std::uint32_t module, std::uint32_t offset) {
    const std::string_view text = known.sources[known.modules[module].ast.file].text();
    return Completing(
               known, module, text, std::min(offset, static_cast<std::uint32_t>(text.size()))
    )
        .run();
}

} // namespace precept
