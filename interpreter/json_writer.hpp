// Writing JSON as it comes, without making a document of it first.
#pragma once

#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace precept {

/// Appends `text` as a JSON string, quotes included; bytes that are not UTF-8 are replaced.
void append_json(std::string& to, std::string_view text);

/// Writes one document over many lines, with two spaces for each level: the bytes that
/// `dump(document, 2)` would give (json_parts.hpp), where texts are UTF-8. Members and elements are
/// written in the order of the calls; those of an object or array within what is handed over with
/// it:
///
///     writer.object([&] {
///         writer.member("schema", "precept/cohort");
///         writer.array("rules", [&] { writer.value("a"); });
///     });
class JsonWriter {
public:
    template <std::invocable Members>
    void object(const Members& members) {
        begin_part();
        nested('{', '}', members);
    }

    template <std::invocable Members>
    void object(std::string_view key, const Members& members) {
        name(key);
        nested('{', '}', members);
    }

    template <std::invocable Elements>
    void array(std::string_view key, const Elements& elements) {
        name(key);
        nested('[', ']', elements);
    }

    template <typename Value>
    void member(std::string_view key, const Value& value) {
        name(key);
        put(value);
    }

    /// Nothing is written of a text that is empty.
    void member_unless_empty(std::string_view key, std::string_view text) {
        if (!text.empty()) {
            member(key, text);
        }
    }

    template <typename Value>
    void value(const Value& value) {
        begin_part();
        put(value);
    }

    /// What was written, with a line end; the writer is then done.
    [[nodiscard]] std::string take();

private:
    template <typename Parts>
    void nested(char opening, char closing, const Parts& parts) {
        const bool first_before = first_;
        append({&opening, 1});
        first_ = true;
        ++level_;
        parts();
        --level_;
        if (!first_) {
            new_line();
        }
        append({&closing, 1});
        first_ = first_before;
    }

    void name(std::string_view key);
    void begin_part();
    void new_line(std::string_view before = {});
    void put(std::string_view text);
    void put(double number);

    void put(const std::string& text) { put(std::string_view(text)); }

    void put(const char* text) { put(std::string_view(text)); }

    template <std::integral Number>

    requires(!std::same_as<Number, bool>) void put(Number number) {
        constexpr std::size_t longest = std::numeric_limits<Number>::digits10 + 2;
        char* const begin = room(longest);
        size_ +=
            static_cast<std::size_t>(std::to_chars(begin, begin + longest, number).ptr - begin);
    }

    void append(std::string_view text) { size_ += text.copy(room(text.size()), text.size()); }

    /// Where the next characters go, with room for so many.
    char* room(std::size_t characters) {
        if (text_.size() - size_ < characters) {
            make_room(characters);
        }
        return text_.data() + size_;
    }

    void make_room(std::size_t characters);

    // A string's own functions, called for each comma, take longer than what they write.
    std::string text_; ///< with room behind what was written
    std::size_t size_ = 0;
    std::size_t level_ = 0;
    bool first_ = true; ///< nothing is in the object or array yet
};

} // namespace precept
