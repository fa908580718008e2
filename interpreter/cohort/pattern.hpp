// A regular expression of a mapping file, which says what part of a text is the value. The library
// stays behind pattern.cpp.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
} // namespace re2

namespace precept::cohort {

class Pattern {
public:
    /// Reads `expression`; nothing, and why in `fault`, where it is none or has more than one
    /// group.
    static std::shared_ptr<const Pattern> read(const std::string& expression, std::string& fault);

    explicit Pattern(std::unique_ptr<re2::RE2> expression);
    Pattern(const Pattern&) = delete;
    Pattern& operator=(const Pattern&) = delete;
    ~Pattern();

    /// What it finds: the group of a text that it matches as a whole, or the text where it has
    /// none; empty where the group is in a part that was left out. Nothing where it does not match.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view text) const;

    [[nodiscard]] const std::string& expression() const;

private:
    std::unique_ptr<re2::RE2> expression_;
};

} // namespace precept::cohort
