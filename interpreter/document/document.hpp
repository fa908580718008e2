// A guideline as a document that a clinician reads: contents, each rule as criteria and advice with
// its strength, evidence and sources, the facts that it needs, the tests that try it, and links
// between what is defined and where it is used, both ways. Takes a program without errors; gives
// HTML that needs neither network nor script, in light and dark, fit to be printed.
#pragma once

#include "lang/program.hpp"
#include "lang/source.hpp"

#include <string>
#include <vector>

namespace precept::document {

/// Everything on one page.
[[nodiscard]] std::string write_page(const Program& program, const Sources& sources);

struct PageFile {
    std::string name; ///< `her2_status.html`
    std::string text;
};

/// A page for each module, and `index.html` with the contents of all. Pages point at each other by
/// their names alone, so they have to stay in one folder.
[[nodiscard]] std::vector<PageFile> write_pages(const Program& program, const Sources& sources);

} // namespace precept::document
