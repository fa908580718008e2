#include "interpreter/facts/json_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <unordered_map>
#include <utility>

namespace precept {

namespace {

using nlohmann::json;

constexpr std::size_t deepest = 100; ///< levels; a patient's record has four

/// Walks the text and counts what the parser has consumed, which is how tokens get their places.
class Counting {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    Counting(const char* at, std::size_t* consumed) : at_(at), consumed_(consumed) {}

    reference operator*() const { return *at_; }

    Counting& operator++() {
        ++at_;
        ++*consumed_;
        return *this;
    }

    Counting operator++(int) {
        const Counting before = *this;
        ++*this;
        return before;
    }

    friend bool operator==(const Counting& left, const Counting& right) {
        return left.at_ == right.at_;
    }

private:
    const char* at_;
    std::size_t* consumed_;
};

/// Builds the tree from the parser's events.
class Builder : public nlohmann::json_sax<json> {
public:
    Builder(
        std::string_view text,
        FileId file,
        const std::size_t& consumed,
        Diagnostics& diagnostics,
        std::string_view help
    )
        : text_(text),
          file_(file),
          consumed_(consumed),
          diagnostics_(diagnostics),
          help_(help) {}

    bool null() override { return add(word(JsonValue::Kind::Null, 4)); }

    bool boolean(bool value) override {
        JsonValue truth = word(JsonValue::Kind::Truth, value ? 4 : 5);
        truth.truth = value;
        return add(std::move(truth));
    }

    bool number_integer(number_integer_t value) override {
        return number(static_cast<double>(value));
    }

    bool number_unsigned(number_unsigned_t value) override {
        return number(static_cast<double>(value));
    }

    bool number_float(number_float_t value, const string_t& /*spelling*/) override {
        return number(value);
    }

    bool string(string_t& value) override {
        JsonValue text = token(JsonValue::Kind::Text, consumed_);
        text.text = std::move(value);
        return add(std::move(text));
    }

    bool binary(binary_t& /*value*/) override { return false; }

    bool start_object(std::size_t /*size*/) override { return open(JsonValue::Kind::Object); }

    bool key(string_t& name) override {
        const JsonValue place = token(JsonValue::Kind::Text, consumed_);
        const auto [first, added] = keys_.back().emplace(name, place.span);
        if (!added) {
            diagnostics_.push_back(
                {.code = Code::DuplicateKey,
                 .span = place.span,
                 .message = fmt::format("`{}` stands here twice", name),
                 .notes = {{first->second, "first here"}},
                 .help = "keep the one that is right"}
            );
        }
        pending_.push_back({std::move(name), place.span, {}});
        repeated_.push_back(!added);
        return true;
    }

    bool end_object() override { return close(); }

    bool start_array(std::size_t /*size*/) override { return open(JsonValue::Kind::List); }

    bool end_array() override { return close(); }

    bool parse_error(
        std::size_t position, const std::string& /*token*/, const json::exception& error
    ) override {
        const std::size_t at = std::min(position == 0 ? 0 : position - 1, text_.size());
        report(at, message_of(error.what()));
        const std::size_t before = text_.substr(0, at).find_last_not_of(" \t\r\n");
        if (before != std::string_view::npos && text_[before] == ',' && at < text_.size() &&
            (text_[at] == '}' || text_[at] == ']')) {
            diagnostics_.back().help = "remove the comma before it";
        }
        return false;
    }

    std::optional<JsonValue> take() { return std::move(root_); }

private:
    /// The parser's words without its own prefix: "syntax error while parsing object key -
    /// unexpected …".
    static std::string message_of(std::string_view text) {
        if (text.find("number overflow") != std::string_view::npos) {
            return "this number is too large";
        }
        constexpr std::string_view prefix = "syntax error while parsing ";
        if (const auto at = text.find(prefix); at != std::string_view::npos) {
            return fmt::format("this is not JSON: in {}", text.substr(at + prefix.size()));
        }
        const auto colon = text.find(": ");
        return fmt::format(
            "this is not JSON: {}", colon == std::string_view::npos ? text : text.substr(colon + 2)
        );
    }

    void report(std::size_t at, std::string message) {
        const auto begin = static_cast<std::uint32_t>(at);
        diagnostics_.push_back(
            {.code = Code::FactsSyntax,
             .span = {file_, begin, begin + 1},
             .message = std::move(message),
             .help = std::string(help_)}
        );
    }

    /// The token after the last one, up to `end`.
    JsonValue token(JsonValue::Kind kind, std::size_t end) {
        const std::size_t begin =
            std::min(text_.find_first_not_of(" \t\r\n,:", last_), text_.size());
        last_ = std::max(end, begin);
        JsonValue value;
        value.kind = kind;
        value.span = {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(last_)};
        return value;
    }

    JsonValue word(JsonValue::Kind kind, std::size_t length) {
        const std::size_t begin =
            std::min(text_.find_first_not_of(" \t\r\n,:", last_), text_.size());
        return token(kind, begin + length);
    }

    bool number(double value) {
        // The parser has looked one character further than the number.
        const std::size_t begin =
            std::min(text_.find_first_not_of(" \t\r\n,:", last_), text_.size());
        const std::size_t end =
            std::min(text_.find_first_not_of("0123456789+-.eE", begin), text_.size());
        JsonValue number = token(JsonValue::Kind::Number, end);
        number.number = value;
        return add(std::move(number));
    }

    bool open(JsonValue::Kind kind) {
        JsonValue value = word(kind, 1);
        if (open_.size() == deepest) {
            report(
                value.span.begin, fmt::format("this is nested more than {} levels deep", deepest)
            );
            return false;
        }
        open_.push_back(std::move(value));
        keys_.emplace_back();
        return true;
    }

    bool close() {
        JsonValue value = std::move(open_.back());
        open_.pop_back();
        keys_.pop_back();
        last_ = consumed_;
        value.span.end = static_cast<std::uint32_t>(last_);
        return add(std::move(value));
    }

    bool add(JsonValue value) {
        if (open_.empty()) {
            root_ = std::move(value);
        } else if (open_.back().kind == JsonValue::Kind::List) {
            open_.back().items.push_back(std::move(value));
        } else {
            JsonMember member = std::move(pending_.back());
            pending_.pop_back();
            member.value = std::move(value);
            if (!repeated_.back()) {
                open_.back().members.push_back(std::move(member));
            }
            repeated_.pop_back();
        }
        return true;
    }

    std::string_view text_;
    FileId file_;
    const std::size_t& consumed_;
    Diagnostics& diagnostics_;
    std::string_view help_;
    std::size_t last_ = 0; ///< end of the last token
    std::vector<JsonValue> open_;
    std::vector<std::unordered_map<std::string, Span>> keys_; ///< of each open object
    std::vector<JsonMember> pending_;                         ///< keys that wait for their values
    std::vector<bool> repeated_;
    std::optional<JsonValue> root_;
};

} // namespace

std::optional<JsonValue>
read_json(const Sources& sources, FileId file, Diagnostics& diagnostics, const JsonHelp& help) {
    const std::string_view text = sources[file].text();
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        diagnostics.push_back(
            {.code = Code::FactsSyntax,
             .span = {file, 0, 0},
             .message = "this file is empty",
             .help = std::string(help.empty)}
        );
        return std::nullopt;
    }
    std::size_t consumed = 0;
    Builder builder(text, file, consumed, diagnostics, help.broken);
    const bool sound = json::sax_parse(
        Counting(text.data(), &consumed), Counting(text.data() + text.size(), &consumed), &builder
    );
    return sound ? builder.take() : std::nullopt;
}

} // namespace precept
