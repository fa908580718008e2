// What a document says, before it is HTML or plain text: pieces of text of which some point at the
// things that they name, and lists of such.
#pragma once

#include "lang/program.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::document {

/// Something that a document has a place for, and that text can point at.
struct Target {
    enum class Kind : std::uint8_t {
        Module,
        Rule,
        Definition,
        Fact,
        Event,
        Term,
        Source,
        Ensure,
        Test
    };

    Kind kind = Kind::Module;
    std::uint32_t index = 0;

    // NOLINTNEXTLINE(modernize-use-nullptr): there is none to be used
    friend auto operator<=>(const Target&, const Target&) = default;
};

struct Piece {
    std::string text;
    std::optional<Target> target{};
    bool strong = false; ///< must not be overread: "not", "all of"
};

/// A line of text.
class Phrase {
public:
    Phrase() = default;

    // NOLINTNEXTLINE(google-explicit-constructor): a phrase is written as text
    Phrase(std::string_view text) { add_text(text); }

    // NOLINTNEXTLINE(google-explicit-constructor)
    Phrase(const char* text) { add_text(text); }

    // NOLINTNEXTLINE(google-explicit-constructor)
    Phrase(const std::string& text) { add_text(text); }

    Phrase& add(const Phrase& other);
    Phrase& strong(std::string_view text);
    /// The name of something that the document has a place for.
    Phrase& link(std::string_view text, Target target);

    [[nodiscard]] bool empty() const { return pieces_.empty(); }

    [[nodiscard]] const std::vector<Piece>& pieces() const { return pieces_; }

    /// Without its links.
    [[nodiscard]] std::string plain() const;

private:
    void add_text(std::string_view text);

    std::vector<Piece> pieces_;
};

/// The phrases with `between` between them, and `last` before the last one.
[[nodiscard]] Phrase
join(const std::vector<Phrase>& phrases, std::string_view between, std::string_view last);

/// A phrase, and a list below it.
struct Block {
    Phrase head{};
    std::vector<Block> items{};
    bool as_written = false; ///< its first letter stays: it begins with somebody's own word
};

} // namespace precept::document
