#include "interpreter/testing/render.hpp"
#include "interpreter/text_trace.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

namespace precept::testing {

namespace {

std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> words{{}};
    for (const char c : text) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 ||
            (static_cast<unsigned char>(c) & 0x80U) != 0) {
            words.back() += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        } else if (!words.back().empty()) {
            words.emplace_back();
        }
    }
    if (words.back().empty()) {
        words.pop_back();
    }
    return words;
}

/// How many of the words are, but for a slip, among those of the label.
std::size_t found_in(const std::vector<std::string>& words, const std::vector<std::string>& label) {
    return static_cast<std::size_t>(std::ranges::count_if(words, [&](const std::string& word) {
        return std::ranges::find(label, word) != label.end() || nearest(word, label).has_value();
    }));
}

void write_why(std::string& text, const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
        text += line.empty() ? "\n" : fmt::format("              {}\n", line);
    }
}

} // namespace

std::string refuted_in_words(const Program& program, const Refuted& refuted) {
    const Ensure& ensure = program.ensures[refuted.ensure];
    return says_more(ensure.label, ensure.name)
               ? fmt::format("ensure {} \"{}\"", ensure.name, ensure.label)
               : fmt::format("ensure {}", ensure.name);
}

std::string title(const Test& test) {
    return test.row ? fmt::format("{}, case {} of {}", test.label, test.row->number, test.row->of)
                    : test.label;
}

Span place(const Test& test) {
    return test.row ? test.row->span : test.span;
}

std::string render_failure(
    const Program& program, const TestResult& result, const Sources& sources, const Style& style
) {
    std::string text;
    const Test& test = program.tests[result.test];
    text += fmt::format(
        "{} {}  {}\n", style.unicode ? "✗" : "FAILED:", title(test), sources.place(place(test))
    );
    if (test.row && !test.row->given.empty()) {
        text += fmt::format("    given     {}\n", test.row->given);
    }
    for (const Unmet& unmet : result.unmet) {
        text += fmt::format(
            "    expected  {}  {}\n    but       {}\n",
            unmet.expected,
            sources.place(unmet.span),
            unmet.instead
        );
        write_why(text, unmet.why);
    }
    for (const Refuted& refuted : result.refuted) {
        text += fmt::format(
            "    refutes   {}  {}\n",
            refuted_in_words(program, refuted),
            sources.place(program.ensures[refuted.ensure].span)
        );
        write_why(text, refuted.why);
    }
    text += '\n';
    return text;
}

std::string render_text(
    const Program& program,
    const std::vector<TestResult>& results,
    const Sources& sources,
    const Style& style
) {
    std::string text;
    std::size_t failed = 0;
    for (const TestResult& result : results) {
        if (!passed(result)) {
            ++failed;
            text += render_failure(program, result, sources, style);
        }
    }
    text += fmt::format(
        "{} {} passed, {} failed\n",
        results.size() - failed,
        results.size() - failed == 1 ? "test" : "tests",
        failed
    );
    return text;
}

std::vector<std::string> nearest_labels(const Program& program, const std::string& filter) {
    constexpr std::size_t most = 3;
    const std::vector<std::string> words = words_of(filter);
    std::vector<std::pair<std::size_t, std::string>> found;
    for (const Test& test : program.tests) {
        const std::size_t score = found_in(words, words_of(test.label));
        const bool again = !found.empty() && found.back().second == test.label;
        if (score > 0 && !again) {
            found.emplace_back(score, test.label);
        }
    }
    std::ranges::stable_sort(found, std::ranges::greater{}, &decltype(found)::value_type::first);
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < std::min(most, found.size()); ++i) {
        labels.push_back(found[i].second);
    }
    return labels;
}

} // namespace precept::testing
