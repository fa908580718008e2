#include "interpreter/document/phrase.hpp"

namespace precept::document {

void Phrase::add_text(std::string_view text) {
    if (text.empty()) {
        return;
    }
    if (!pieces_.empty() && !pieces_.back().target && !pieces_.back().strong) {
        pieces_.back().text += text;
    } else {
        pieces_.push_back({std::string(text)});
    }
}

Phrase& Phrase::add(const Phrase& other) {
    for (const Piece& piece : other.pieces_) {
        if (piece.target || piece.strong) {
            pieces_.push_back(piece);
        } else {
            add_text(piece.text);
        }
    }
    return *this;
}

Phrase& Phrase::strong(std::string_view text) {
    pieces_.push_back({std::string(text), std::nullopt, true});
    return *this;
}

Phrase& Phrase::link(std::string_view text, Target target) {
    pieces_.push_back({std::string(text), target});
    return *this;
}

std::string Phrase::plain() const {
    std::string text;
    for (const Piece& piece : pieces_) {
        text += piece.text;
    }
    return text;
}

Phrase join(const std::vector<Phrase>& phrases, std::string_view between, std::string_view last) {
    Phrase joined;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        joined.add(i == 0 ? std::string_view() : i + 1 == phrases.size() ? last : between);
        joined.add(phrases[i]);
    }
    return joined;
}

} // namespace precept::document
