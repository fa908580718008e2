// What the texts of several questions share. Part of render.hpp.
#pragma once

#include "interpreter/questions/search.hpp"
#include "interpreter/text_page.hpp"

#include <string>
#include <string_view>

namespace precept {

/// What was not tried, if anything: never passed over in silence.
void put_searched(Page& page, const Searched& searched);

/// The change in words; of a list that grows, only what is added.
[[nodiscard]] std::string change_text(const Situation& situation, const Change& change);

} // namespace precept
