#include "interpreter/html.hpp"

#include "lang/utf8.hpp"

#include <cstdint>

namespace precept::html {

namespace {

// Contrast of text on paper and panel is at least 4.5 to 1 in both schemes (WCAG 2.1, level AA).
constexpr std::string_view shared_style = R"(:root {
  color-scheme: light dark;
  --text: #1c2430; --soft: #55606e; --paper: #ffffff; --panel: #f4f6f8; --line: #d3d9e0;
  --link: #0b57a4;
  --yes: #12643a; --yes-back: #e3f4ea; --no: #5b6470; --no-back: #eceff2;
  --unknown: #7a4d00; --unknown-back: #fdf1d8; --warn: #a01c1c; --warn-back: #fde8e6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --text: #e4e8ee; --soft: #a3adb9; --paper: #14181e; --panel: #1d232b; --line: #3a434f;
    --link: #82b8f2;
    --yes: #7fd6a3; --yes-back: #173726; --no: #aab4bf; --no-back: #2a313a;
    --unknown: #f0c26a; --unknown-back: #3b2f14; --warn: #f59a92; --warn-back: #421d1b;
  }
}
* { box-sizing: border-box; }
html { font: 16px/1.55 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
body { margin: 0 auto; padding: 1.5rem 1rem 4rem; max-width: 60rem; color: var(--text); background: var(--paper); overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; }
a { color: var(--link); }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
code, pre { font: 0.9em/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
pre { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: 0.25rem 0.75rem 0.25rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
@media print {
  :root { color-scheme: light; --text: #000; --soft: #444; --paper: #fff; --panel: #fff; --line: #999; --link: #000;
    --yes: #0c4a2a; --yes-back: #fff; --no: #444; --no-back: #fff; --unknown: #5c3a00; --unknown-back: #fff; --warn: #8a1010; --warn-back: #fff; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  h1, h2, h3, h4 { break-after: avoid; }
  tr, li { break-inside: avoid; }
}
)";

} // namespace

std::string escape(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        const char first = text.front();
        const bool control = static_cast<std::uint8_t>(first) < 0x20U && first != '\n' &&
                             first != '\t' && first != '\r';
        if (length == 0 || control || first == '\x7f') {
            escaped += "\xEF\xBF\xBD"; // U+FFFD, the replacement character
        } else if (first == '<') {
            escaped += "&lt;";
        } else if (first == '>') {
            escaped += "&gt;";
        } else if (first == '&') {
            escaped += "&amp;";
        } else if (first == '"') {
            escaped += "&quot;";
        } else if (first == '\'') {
            escaped += "&#39;";
        } else {
            escaped += text.substr(0, length);
        }
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return escaped;
}

std::string anchor(std::string_view text) {
    std::string made(text);
    for (char& letter : made) {
        const bool plain = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
                           (letter >= '0' && letter <= '9') || letter == '-' || letter == '_' ||
                           letter == '.';
        letter = plain ? letter : '-';
    }
    return made;
}

std::string document(const Page& page) {
    std::string text = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                       "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                       "<meta name=\"generator\" content=\"Precept\">\n<title>";
    text += escape(page.title);
    text += "</title>\n<style>\n";
    text += shared_style;
    text += page.style;
    text += "</style>\n</head>\n<body>\n";
    text += page.body;
    text += "</body>\n</html>\n";
    return text;
}

} // namespace precept::html
