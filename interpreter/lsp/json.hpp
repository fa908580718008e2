// The JSON library, for the files of the language server alone: messages are looked into and made
// with it.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace precept::lsp {

using Json = nlohmann::json;

/// The text of a message. What is not UTF-8, such as a byte quoted from a patient's file, is
/// replaced.
[[nodiscard]] inline std::string dump(const Json& message) {
    return message.dump(-1, ' ', false, Json::error_handler_t::replace);
}

/// The member `key` of `object`; null where it is none, or has none of that name.
[[nodiscard]] inline const Json& member(const Json& object, const char* key) {
    static const Json nothing;
    if (!object.is_object()) {
        return nothing;
    }
    const auto found = object.find(key);
    return found == object.end() ? nothing : *found;
}

/// The same, where it is a text.
[[nodiscard]] inline std::optional<std::string> text_member(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_string() ? std::optional(value.get<std::string>()) : std::nullopt;
}

/// Whether the member is `true`.
[[nodiscard]] inline bool is_true(const Json& object, const char* key) {
    const Json& value = member(object, key);
    return value.is_boolean() && value.get<bool>();
}

} // namespace precept::lsp
