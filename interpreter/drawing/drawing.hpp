// A flow picture as a text in Graphviz's language DOT, and laid out by its program `dot`.
#pragma once

#include "interpreter/drawing/picture.hpp"

#include <optional>
#include <string>

namespace precept::drawing {

/// The picture as DOT, with a legend. Shapes, borders and words say whatever colours say.
[[nodiscard]] std::string write_dot(const Picture& picture);

/// What the layout came to: the picture's bytes, or what went wrong, for a person.
struct LaidOut {
    std::string picture;
    std::string fault;
};

/// Runs `dot` on the text; `format` is one that it knows: `svg` or `png`.
[[nodiscard]] LaidOut lay_out(const std::string& dot, const std::string& format);

} // namespace precept::drawing
