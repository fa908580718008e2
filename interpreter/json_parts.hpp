// What the JSON of answers and of questions share: places, values, operands and condition trees,
// after `$defs` of interpreter/schema/answer.schema.json. With the files that write JSON, the only
// one to know the library.
#pragma once

#include "interpreter/answer.hpp"
#include "interpreter/trace.hpp"
#include "lang/source.hpp"

#include <algorithm>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>

namespace precept {

using Json = nlohmann::ordered_json;

/// An object with the members that follow one another in `members`, key and value by turns, and
/// with room for more. Braces would make lists of lists first, and a copy of every key for each
/// member that is added later.
template <typename... Members>
[[nodiscard]] Json object_of(Members&&... members) {
    constexpr std::size_t room = 8;
    Json made = Json::object();
    auto& object = made.get_ref<Json::object_t&>();
    object.reserve(std::max(room, sizeof...(members) / 2));
    const auto put = [&](const auto& self, const char* key, auto&& value, auto&&... rest) -> void {
        object.emplace_back(key, std::forward<decltype(value)>(value));
        if constexpr (sizeof...(rest) > 0) {
            self(self, std::forward<decltype(rest)>(rest)...);
        }
    };
    put(put, std::forward<Members>(members)...);
    return made;
}

/// Adds `text` unless it is empty.
void put_text(Json& object, const char* key, const std::string& text);

/// The document as text; on one line when `indent` is negative.
[[nodiscard]] std::string dump(const Json& document, int indent);

/// Its rule, its action and its terms.
[[nodiscard]] Json json_of(const Program& program, AdviceId id);

class JsonParts {
public:
    JsonParts(const Program& program, const Sources& sources)
        : program_(program),
          sources_(sources) {}

    [[nodiscard]] Json place(Span span) const;
    void put_place(Json& object, const std::optional<Span>& span) const;
    /// `type`, `value` or what is known of it, `text`, and the reason where it is unknown.
    void put_reading(Json& object, const Reading& reading) const;
    [[nodiscard]] Json advice(AdviceId id) const;
    [[nodiscard]] Json json(const Type& type, const Value& value) const;
    [[nodiscard]] Json json(const Operand& operand) const;
    [[nodiscard]] Json json(const Condition& condition) const;
    [[nodiscard]] Json json(const Citation& citation) const;
    [[nodiscard]] Json json(const Opposition& one) const;

protected:
    const Program& program_;
    const Sources& sources_;

private:
    [[nodiscard]] Json members(const Type& type, std::uint64_t bits) const;
    static void put_bounds(Json& object, Bounds bounds);
    void put_picked(Json& object, const Reading& reading) const;
    [[nodiscard]] const char* kind_of(const Condition& condition) const;
    [[nodiscard]] Json part(const Condition& child, const Condition& parent) const;
};

} // namespace precept
