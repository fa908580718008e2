#include "lang/format_tokens.hpp"

#include "lang/ast_operands.hpp"
#include "lang/comments.hpp"
#include "lang/parser_words.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace precept::layout {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// What the syntax tree says of places in the text.
struct Places {
    std::map<std::uint32_t, Part> parts;  ///< by the offset where the part begins
    std::map<std::uint32_t, Part> before; ///< parts that begin with the token before that offset
    std::set<std::uint32_t> binary_operators; ///< offsets
    std::set<std::uint32_t> joints;           ///< offsets of `and` and `or`
};

class Finder {
public:
    explicit Finder(Places& places) : places_(places) {}

    void find(const ast::Module& module) {
        if (module.header && module.header->applies) {
            condition(module.header->applies);
        }
        for (const ast::Item& item : module.items) {
            std::visit([&](const auto& it) { in(it); }, item);
        }
    }

private:
    template <typename Other>
    void in(const Other& /*item*/) {}

    void in(const ast::Event& event) {
        for (const ast::Field& field : event.fields) {
            places_.parts[field.span.begin] = Part::Field;
        }
    }

    void in(const ast::Definition& definition) {
        for_each_expr(definition, [&](const ast::Expr& expr) { operators(expr); });
        if (const auto* body = std::get_if<ast::ConditionBody>(&definition.body)) {
            condition(body->condition);
        } else if (const auto* value = std::get_if<ast::ValueBody>(&definition.body)) {
            if (value->value) {
                places_.parts[value->value->span.begin] = Part::Case;
            }
        } else if (const auto* cases = std::get_if<ast::CasesBody>(&definition.body)) {
            for (const ast::Case& one : cases->cases) {
                places_.parts[one.span.begin] = Part::Case;
                joints(one.when);
            }
        }
    }

    void in(const ast::Rule& rule) {
        if (rule.when) {
            places_.before[rule.when->span.begin] = Part::Clause;
            condition(rule.when);
        }
        for (const ast::Unless& unless : rule.unless) {
            condition(unless.condition);
        }
    }

    void in(const ast::Ensure& ensure) {
        condition(ensure.whenever);
        if (ensure.claim) {
            if (!ensure.never) {
                places_.parts[ensure.claim->span.begin] = Part::Clause;
            }
            condition(ensure.claim);
        }
    }

    void in(const ast::Test& test) {
        for (const ast::Given& given : test.given) {
            places_.before[given.span.begin] = Part::Joint;
        }
        for (const ast::ExprPtr& expected : test.expect) {
            if (expected) {
                places_.before[expected->span.begin] = Part::Joint;
                operators(*expected);
            }
        }
    }

    void condition(const ast::ExprPtr& expr) {
        if (expr) {
            operators(*expr);
            joints(expr);
        }
    }

    /// Where a condition that is too long for a line is broken: its outermost joints.
    void joints(const ast::ExprPtr& expr) {
        if (!expr) {
            return;
        }
        if (const auto* chain = std::get_if<ast::Chain>(&expr->node)) {
            for (const auto& [connective, span] : chain->connectives) {
                places_.parts[span.begin] = Part::Joint;
            }
        } else if (const auto* list = std::get_if<ast::BulletList>(&expr->node)) {
            for (const ast::ExprPtr& item : list->items) {
                joints(item);
            }
        }
    }

    void operators(const ast::Expr& expr) {
        if (const auto* arithmetic = std::get_if<ast::Arithmetic>(&expr.node)) {
            places_.binary_operators.insert(arithmetic->op_span.begin);
        }
        for_each_operand(expr, [&](const ast::Expr& operand) { operators(operand); });
    }

    Places& places_;
};

class Lexer {
public:
    Lexer(std::string_view text, const Places& places) : text_(text), places_(places) {}

    std::vector<Line> lines() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n') {
                end_line();
                ++at_;
            } else if (is_blank(c) || c == '\r' || c == '\f' || c == '\v') {
                ++at_;
            } else if (c == '#') {
                begin_line();
                line_.comment = text_.substr(at_, comment_length(text_.substr(at_)));
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else {
                begin_line();
                add_token();
            }
        }
        end_line();
        return std::move(lines_);
    }

private:
    void begin_line() {
        if (line_.tokens.empty() && line_.comment.empty()) {
            line_.column = static_cast<std::uint32_t>(at_ - parsing::line_begin(text_, at_));
            line_.blank_before = blank_;
        }
    }

    void end_line() {
        if (line_.tokens.empty() && line_.comment.empty()) {
            blank_ = true;
            return;
        }
        blank_ = false;
        lines_.push_back(std::move(line_));
        line_ = {};
        before_ = {};
    }

    void add_token() {
        const std::size_t length = token_length();
        Token token;
        token.text = text_.substr(at_, length);
        token.begin = static_cast<std::uint32_t>(at_);
        token.bullet = token.text == "-" && parsing::is_bullet(text_, at_);
        token.bar = token.text == "|";
        token.glued = token.text == "," || token.text == ")" || glue_next_ || before_ == "(";
        const bool minus = token.text == "-" && !token.bullet;
        glue_next_ = minus && !places_.binary_operators.contains(token.begin);
        if (token.text == "≤" || token.text == "≥") {
            token.text = token.text == "≤" ? "<=" : ">=";
        }
        if (const auto part = places_.parts.find(token.begin); part != places_.parts.end()) {
            token.part = part->second;
        }
        const auto next = places_.before.find(token.begin);
        if (next != places_.before.end() && last_ != nullptr && last_->part == Part::None) {
            // The word before a condition: `when`, or the joint of what is given.
            const bool joint = next->second == Part::Joint;
            const bool clause = last_->text == "given" || last_->text == "expect";
            if (!joint || one_of(last_->text, {"and", "but"})) {
                last_->part = next->second;
            } else if (clause) {
                last_->part = Part::Clause;
            }
        }
        after_number_ = is_digit(token.text.front());
        before_ = token.text;
        line_.tokens.push_back(std::move(token));
        last_ = &line_.tokens.back();
        at_ += length;
    }

    [[nodiscard]] std::size_t token_length() const {
        const std::string_view rest = text_.substr(at_);
        const char c = rest.front();
        if (c == '"') {
            return text_length(rest);
        }
        if (after_number_ || before_ == "in") {
            const std::size_t unit = parsing::unit_length(rest);
            if (unit > 0) {
                return std::max(unit, path_length(rest));
            }
        }
        if (is_digit(c)) {
            return number_length(rest);
        }
        constexpr std::string_view truth = "yes/no";
        if (rest.starts_with(truth) && parsing::identifier_length(rest.substr(4)) == 2) {
            return truth.size();
        }
        if (const std::size_t path = path_length(rest); path > 0) {
            return path;
        }
        for (const std::string_view two : {"<=", ">=", "≤", "≥"}) {
            if (rest.starts_with(two)) {
                return two.size();
            }
        }
        return 1;
    }

    static std::size_t text_length(std::string_view rest) {
        for (std::size_t i = 1; i < rest.size() && rest[i] != '\n' && rest[i] != '\r'; ++i) {
            if (rest[i] == '"') {
                return i + 1;
            }
            const bool escape = rest[i] == '\\' && i + 1 < rest.size() &&
                                (rest[i + 1] == '"' || rest[i + 1] == '\\');
            i += escape ? 1 : 0;
        }
        return rest.find_first_of("\r\n") == std::string_view::npos ? rest.size()
                                                                    : rest.find_first_of("\r\n");
    }

    static std::size_t path_length(std::string_view rest) {
        std::size_t length = parsing::identifier_length(rest);
        while (length > 0 && length < rest.size() && rest[length] == '.') {
            const std::size_t more = parsing::identifier_length(rest.substr(length + 1));
            if (more == 0) {
                break;
            }
            length += 1 + more;
        }
        return length;
    }

    /// A number, a date, or a value such as `3+`.
    static std::size_t number_length(std::string_view rest) {
        const auto digits = [&](std::size_t from) {
            std::size_t to = from;
            while (to < rest.size() && is_digit(rest[to])) {
                ++to;
            }
            return to - from;
        };
        std::size_t length = digits(0);
        if (length == 4 && digits(5) == 2 && digits(8) == 2 && rest[4] == '-' && rest[7] == '-') {
            return 10; // 2026-11-23
        }
        if (length < rest.size() && rest[length] == '+') {
            const std::string_view after = rest.substr(length + 1);
            const bool sum = !after.empty() && (after.front() == '(' || is_digit(after.front()) ||
                                                parsing::identifier_length(after) > 0);
            if (!sum) {
                return length + 1;
            }
        }
        if (length < rest.size() && rest[length] == '.' && digits(length + 1) > 0) {
            length += 1 + digits(length + 1);
        }
        return length;
    }

    std::string_view text_;
    const Places& places_;
    std::size_t at_ = 0;
    std::vector<Line> lines_;
    Line line_;
    Token* last_ = nullptr;
    std::string before_; ///< the token before on the line
    bool blank_ = false;
    bool glue_next_ = false;
    bool after_number_ = false;
};

/// Marks the words that begin clauses, by the item that they are in.
class Clauses {
public:
    /// `first`: of its line.
    void mark(Token& token, bool first) {
        if (token.part != Part::None || token.bullet) {
            return;
        }
        const std::string_view word = token.text;
        if (item_ == "guideline" || item_ == "terms") {
            const bool clause =
                one_of(word, {"language", "version", "status", "reviewed", "review", "applies"});
            if (clause && !applies_) {
                token.part = Part::Clause;
                applies_ = word == "applies";
            }
        } else if (item_ == "rule") {
            mark_rule(token);
        } else if (item_ == "test" || item_ == "ensure") {
            if (one_of(word, {"table", "never", "whenever"})) {
                token.part = Part::Clause;
            }
        } else if (first && begins_clause(word)) {
            token.part = Part::Clause; // where the author puts it on a line of its own
        }
    }

    void begin_item(std::string_view word) {
        item_ = word;
        applies_ = false;
        unless_ = false;
    }

    [[nodiscard]] bool breaks() const {
        return one_of(item_, {"guideline", "terms", "rule", "test", "ensure"});
    }

private:
    /// Whether the word may begin a line of an item whose clauses may also share one.
    [[nodiscard]] bool begins_clause(std::string_view word) const {
        return (item_ == "term" && one_of(word, {"is", "code"})) ||
               (item_ == "fact" && one_of(
                                       word,
                                       {"yes",
                                        "number",
                                        "one",
                                        "set",
                                        "date",
                                        "assume",
                                        "valid",
                                        "fixed",
                                        "ask",
                                        "code"}
                                   )) ||
               (item_ == "source" && one_of(word, {"doi", "pmid", "url", "published", "accessed"})
               ) ||
               (item_ == "system" && word == "uri") || (item_ == "event" && word == "code") ||
               (item_ == "define" &&
                one_of(
                    word, {"when", "cite", "code", "table", "yes", "number", "one", "set", "date"}
                ));
    }

    void mark_rule(Token& token) {
        const std::string_view word = token.text;
        if (one_of(
                word, {"unless", "overrides", "recommend", "consider", "avoid", "contraindicate"}
            )) {
            token.part = Part::Clause;
            unless_ = word == "unless";
        } else if (unless_ && word == "because") {
            token.part = Part::Because;
        } else if (one_of(word, {"strength", "evidence", "because", "cite", "how"})) {
            token.part = Part::Subclause;
        }
    }

    std::string item_;
    bool applies_ = false;
    bool unless_ = false;
};

} // namespace

Line cut(Line& line, std::size_t at) {
    Line rest;
    rest.tokens.assign(
        std::make_move_iterator(line.tokens.begin() + static_cast<std::ptrdiff_t>(at)),
        std::make_move_iterator(line.tokens.end())
    );
    rest.comment = std::move(line.comment);
    line.tokens.resize(at);
    line.comment.clear();
    return rest;
}

std::vector<Line> lines_of(const ast::Module& module, std::string_view text) {
    Places places;
    Finder(places).find(module);
    std::vector<Line> broken;
    Clauses clauses;
    for (Line& line : Lexer(text, places).lines()) {
        const auto words = parsing::item_words();
        line.item = line.column == 0 && !line.tokens.empty() &&
                    std::find(words.begin(), words.end(), line.first()) != words.end();
        if (line.item) {
            clauses.begin_item(line.first());
        }
        const bool use = line.item && line.first() == "use";
        for (std::size_t i = 0; i < line.tokens.size(); ++i) {
            Token& token = line.tokens[i];
            if (i > 0 || !line.item) {
                clauses.mark(token, i == 0);
            }
            token.glued = token.glued ||
                          (use && i > 1 && (token.text == "/" || line.tokens[i - 1].text == "/"));
        }
        Line rest = std::move(line);
        for (std::size_t i = 1; i < rest.tokens.size();) {
            const Part part = rest.tokens[i].part;
            if (clauses.breaks() && (part == Part::Clause || part == Part::Subclause)) {
                Line after = cut(rest, i);
                broken.push_back(std::move(rest));
                rest = std::move(after);
                i = 1;
            } else {
                ++i;
            }
        }
        broken.push_back(std::move(rest));
    }
    return broken;
}

} // namespace precept::layout
