#include "lang/tokens.hpp"

#include "lang/comments.hpp"
#include "lang/parser_words.hpp"
#include "lang/units.hpp"
#include "lang/utf8.hpp"

#include <algorithm>
#include <string>

namespace precept {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

class Tokeniser {
public:
    explicit Tokeniser(std::string_view text) : text_(text) {}

    std::vector<Token> run() {
        while (at_ < text_.size()) {
            if (is_blank(text_[at_]) || text_[at_] == '\n') {
                first_ = first_ || text_[at_] == '\n';
                ++at_;
            } else {
                step();
            }
        }
        return std::move(tokens_);
    }

private:
    void step() {
        const char c = text_[at_];
        if (c == '#') {
            add(TokenKind::Comment, comment_length(text_.substr(at_)));
        } else if (c == '"') {
            add(TokenKind::Text, text_length());
        } else if (is_digit(c)) {
            number();
        } else if (const std::size_t word = parsing::identifier_length(text_.substr(at_));
                   word > 0) {
            const bool converts = follows_in();
            if (const std::size_t unit = converts ? unit_here() : 0; unit > 0) {
                add(TokenKind::Unit, unit);
            } else {
                add(TokenKind::Word, word);
            }
        } else if (const std::size_t unit = follows_in() ? unit_here() : 0; unit > 0) {
            add(TokenKind::Unit, unit);
        } else if (parsing::is_bullet(text_, at_)) {
            add(TokenKind::Bullet, 1);
        } else {
            sign();
        }
    }

    /// Up to the closing mark, or the end of the line.
    [[nodiscard]] std::size_t text_length() const {
        std::size_t at = at_ + 1;
        while (at < text_.size() && text_[at] != '\n' && text_[at] != '\r') {
            if (text_[at] == '"') {
                return at + 1 - at_;
            }
            const bool escape = text_[at] == '\\' && at + 1 < text_.size() &&
                                (text_[at + 1] == '"' || text_[at + 1] == '\\');
            at += escape ? 2 : 1;
        }
        return at - at_;
    }

    void number() {
        const std::string_view rest = text_.substr(at_);
        const auto digit = [&](std::size_t i) { return i < rest.size() && is_digit(rest[i]); };
        if (digit(1) && digit(2) && digit(3) && rest.substr(4, 1) == "-" && digit(5) && digit(6) &&
            rest.substr(7, 1) == "-" && digit(8) && digit(9)) {
            add(TokenKind::Date, 10);
            return;
        }
        std::size_t length = 1;
        while (digit(length)) {
            ++length;
        }
        const bool whole = length >= rest.size() || rest[length] != '.' || !digit(length + 1);
        if (!whole) {
            for (++length; digit(length);) {
                ++length;
            }
        }
        if (whole && rest.substr(length, 1) == "+" && ends_value(rest.substr(length + 1))) {
            add(TokenKind::Coded, length + 1);
            return;
        }
        add(TokenKind::Number, length);
        std::size_t behind = at_;
        while (behind < text_.size() && is_blank(text_[behind])) {
            ++behind;
        }
        at_ = behind;
        if (const std::size_t unit = unit_here(); unit > 0) {
            add(TokenKind::Unit, unit);
        }
    }

    /// The bytes of the unit that stands here; 0 for none.
    [[nodiscard]] std::size_t unit_here() const {
        const std::size_t length = parsing::unit_length(text_.substr(at_));
        return length > 0 && parse_unit(text_.substr(at_, length)) ? length : 0;
    }

    /// Whether an `in` stands before that is followed by a unit: not `is in`, `is not in`.
    [[nodiscard]] bool follows_in() const {
        const auto word = [&](std::size_t back) {
            return tokens_.size() < back ? std::string_view()
                                         : text_of(text_, tokens_[tokens_.size() - back]);
        };
        return !first_ && word(1) == "in" && word(2) != "is" && word(2) != "not";
    }

    /// Whether a `+` with this behind it belongs to a value, rather than adds.
    static bool ends_value(std::string_view behind) {
        return behind.empty() || !(is_digit(behind.front()) || behind.front() == '(' ||
                                   parsing::identifier_length(behind) > 0);
    }

    void sign() {
        std::size_t length = 1;
        const std::string_view two = text_.substr(at_, 2);
        if (two == "<=" || two == ">=") {
            length = 2;
        }
        while (at_ + length < text_.size() && is_continuation(text_[at_ + length])) {
            ++length;
        }
        add(TokenKind::Sign, length);
    }

    void add(TokenKind kind, std::size_t length) {
        Token token{
            kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(at_ + length)};
        token.first_on_line = first_;
        const bool first_column = at_ == 0 || text_[at_ - 1] == '\n';
        if (first_column && kind == TokenKind::Word) {
            const auto words = parsing::item_words();
            token.item = std::ranges::find(words, text_.substr(at_, length)) != words.end();
        }
        first_ = false;
        tokens_.push_back(token);
        at_ += length;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool first_ = true;
    std::vector<Token> tokens_;
};

} // namespace

std::vector<Token> tokenise(std::string_view text) {
    return Tokeniser(text).run();
}

} // namespace precept
