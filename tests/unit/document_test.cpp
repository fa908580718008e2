// Documents: on the guidelines that ship and on random programs, every link leads somewhere, every
// place has an address of its own, and nothing of the program is left out.
#include "interpreter/document/document.hpp"
#include "interpreter/document/prose.hpp"
#include "interpreter/html.hpp"
#include "lang/checker.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

using namespace precept;

namespace {

const Date today = random::random_today();

/// What a page says of itself: its places, where its links lead, and how its elements nest.
struct Page {
    std::vector<std::string> ids;
    std::vector<std::string> links;
    std::map<std::string, std::size_t> classes;
    bool nested = true;

    explicit Page(const std::string& text) {
        std::vector<std::string> open;
        for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at)) {
            const std::size_t end = text.find('>', at);
            element(text.substr(at + 1, end - at - 1), open);
            at = end;
        }
        nested = nested && open.empty();
    }

private:
    static std::string value_of(const std::string& element, const std::string& name) {
        const std::size_t at = element.find(" " + name + "=\"");
        if (at == std::string::npos) {
            return {};
        }
        const std::size_t from = at + name.size() + 3;
        return element.substr(from, element.find('"', from) - from);
    }

    void element(const std::string& text, std::vector<std::string>& open) {
        const std::string name = text.substr(0, text.find_first_of(" \n"));
        if (name.starts_with('/')) {
            nested = nested && !open.empty() && open.back() == name.substr(1);
            if (!open.empty()) {
                open.pop_back();
            }
            return;
        }
        if (name != "!DOCTYPE" && name != "meta" && name != "br") {
            open.push_back(name);
        }
        if (const std::string id = value_of(text, "id"); !id.empty()) {
            ids.push_back(id);
        }
        if (const std::string link = value_of(text, "href"); !link.empty()) {
            links.push_back(link);
        }
        ++classes[value_of(text, "class")];
    }
};

std::vector<std::string> twice(std::vector<std::string> all) {
    std::sort(all.begin(), all.end());
    std::vector<std::string> found;
    for (std::size_t i = 1; i < all.size(); ++i) {
        if (all[i] == all[i - 1]) {
            found.push_back(all[i]);
        }
    }
    return found;
}

/// What of the program `text` does not name.
template <typename Items>
std::vector<std::string> left_out(const std::string& text, const Items& items) {
    std::vector<std::string> found;
    for (const auto& one : items) {
        if (text.find("<code>" + html::escape(one.name) + "</code>") == std::string::npos) {
            found.push_back(one.name);
        }
    }
    return found;
}

const std::vector<std::string> nothing;

void check_page(const Program& program, const Sources& sources) {
    const std::string text = document::write_page(program, sources);
    const Page page(text);
    CHECK(page.nested);
    CHECK(twice(page.ids) == nothing);
    const std::set<std::string> ids(page.ids.begin(), page.ids.end());
    std::vector<std::string> dead;
    for (const std::string& link : page.links) {
        const bool outside = link.starts_with("https://") || link.starts_with("http://");
        if (!outside && (!link.starts_with('#') || ids.count(link.substr(1)) == 0)) {
            dead.push_back(link);
        }
    }
    CHECK(dead == nothing);
    CHECK(left_out(text, program.modules) == nothing);
    CHECK(left_out(text, program.rules) == nothing);
    CHECK(left_out(text, program.definitions) == nothing);
    CHECK(left_out(text, program.facts) == nothing);
    CHECK(left_out(text, program.events) == nothing);
    CHECK(left_out(text, program.terms) == nothing);
    CHECK(left_out(text, program.sources) == nothing);
    CHECK(left_out(text, program.ensures) == nothing);
    const auto count = [&](const char* kind) {
        const auto found = page.classes.find(kind);
        return found == page.classes.end() ? std::size_t{0} : found->second;
    };
    CHECK(count("rule") == program.rules.size());
    CHECK(count("definition") == program.definitions.size());
    CHECK(count("fact") == program.facts.size());
    CHECK(std::count_if(page.ids.begin(), page.ids.end(), [](const std::string& id) {
              return id.starts_with("test-");
          }) == static_cast<std::ptrdiff_t>(program.tests.size()));
    CHECK(text.find("<script") == std::string::npos);
}

void check_pages(const Program& program, const Sources& sources) {
    const auto files = document::write_pages(program, sources);
    std::map<std::string, std::set<std::string>> ids;
    std::vector<std::string> names;
    std::vector<Page> pages;
    for (const auto& file : files) {
        pages.emplace_back(file.text);
        names.push_back(file.name);
        ids[file.name] = {pages.back().ids.begin(), pages.back().ids.end()};
        CHECK(pages.back().nested);
        CHECK(twice(pages.back().ids) == nothing);
    }
    CHECK(twice(names) == nothing);
    CHECK(names.size() == program.modules.size() + 1);
    std::vector<std::string> dead;
    for (std::size_t i = 0; i < pages.size(); ++i) {
        for (const std::string& link : pages[i].links) {
            const std::size_t hash = link.find('#');
            const std::string page = hash == 0 ? names[i] : link.substr(0, hash);
            const bool outside = link.starts_with("https://") || link.starts_with("http://");
            const auto found = ids.find(page);
            const bool there = found != ids.end() && (hash == std::string::npos ||
                                                      found->second.count(link.substr(hash + 1)));
            if (!outside && !there) {
                dead.push_back(names[i] + ": " + link);
            }
        }
    }
    CHECK(dead == nothing);
}

struct Text {
    Sources sources;
    Program program;

    explicit Text(const std::string& text) {
        Diagnostics findings;
        program = compile_text("m0.precept", text, sources, {today}, findings);
        REQUIRE(!has_errors(findings));
    }

    [[nodiscard]] std::string criteria(std::size_t rule) const {
        return document::Prose(program, sources).condition(program.rules[rule].when).plain();
    }
};

/// The words of a condition of the program below.
std::string words(const std::string& condition) {
    const Text text(
        R"(guideline m0 "Words"
  language 1
source s "S"
term drug "Drug"
term a "A drug" is drug
term b "B drug" is drug
fact x "X" number in % from 0 to 100
fact w "Weight" number in kg
fact d "Day" date
fact t "Fit" yes/no
fact c "Colour" one of red, green, blue
fact m "Marks" set of p, q
event therapy "Therapy"
  drug    drug
  started date
  line    number
define last "Latest therapy"
  latest therapy by started
rule r
  when )" +
        condition +
        R"(
  recommend a
    cite s
)"
    );
    return text.criteria(0);
}

} // namespace

TEST_CASE("A document of the guidelines that ship is whole") {
    Sources sources;
    Diagnostics findings;
    const std::string folder = (std::filesystem::path(PRECEPT_SOURCE_DIR) / "guidelines").string();
    const Program program = compile({folder}, sources, {today}, findings);
    REQUIRE(!program.rules.empty());
    check_page(program, sources);
    check_pages(program, sources);
}

TEST_CASE("A document of a random program is whole") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(60); ++seed) {
        random::Random random(seed);
        const auto made = random::random_program(random, {.textual = true});
        INFO("seed " << seed);
        const Text text(made.text());
        check_page(text.program, text.sources);
        check_pages(text.program, text.sources);
    }
}

TEST_CASE("Conditions are said in words") {
    CHECK(words("x < 50 %") == "X < 50 %");
    CHECK(words("not x < 50 %") == "X ≥ 50 %");
    CHECK(words("x is between 40 and 50 %") == "X is from 40 % to 50 %");
    CHECK(words("x is not between 40 and 50 %") == "X is not from 40 % to 50 %");
    CHECK(words("x is one of 1 %, 2 %") == "X is 1 % or 2 %");
    CHECK(words("c is one of red, blue") == "Colour is red or blue");
    CHECK(words("c is not red") == "Colour is not red");
    CHECK(words("t and not c is red") == "Fit and Colour is not red");
    CHECK(words("not (t and c is red)") == "not: (Fit and Colour is red)");
    CHECK(words("not t") == "not: Fit");
    CHECK(words("not not t") == "Fit");
    CHECK(words("t is unknown") == "Fit: not known");
    CHECK(words("x is known") == "X is known");
    CHECK(words("m includes p") == "Marks: including p");
    CHECK(words("m does not include any of p, q") == "Marks: not including p or q");
    CHECK(words("m includes all of p, q") == "Marks: including p and q");
    CHECK(words("w in g < 5000") == "Weight in g < 5000");
    CHECK(words("2 * (x + 1 %) - x > 3 %") == "2 × (X + 1 %) − X > 3 %");
    CHECK(words("round x to 1 > 3 %") == "(X) rounded to 1 decimal place > 3 %");
    CHECK(words("min of x, 5 % < 3 %") == "the smallest of (X and 5 %) < 3 %");
}

TEST_CASE("Days, events and outcomes are said in words") {
    CHECK(words("d is before today") == "Day is before today");
    CHECK(words("d is not before today") == "Day is on or after today");
    CHECK(words("d is within 6 months before today") == "Day is within 6 months before today");
    CHECK(words("d is less than 6 months after today") == "Day is less than 6 months after today");
    CHECK(
        words("d is more than 6 months before today") == "Day is more than 6 months before today"
    );
    CHECK(
        words("d is not more than 6 months before today") ==
        "Day is not more than 6 months before today"
    );
    CHECK(
        words("years between d and today >= 18 years") == "whole years from Day to today ≥ 18 years"
    );
    CHECK(words("no therapy") == "no therapy");
    CHECK(words("any therapy where drug is a") == "at least one therapy where drug is A drug");
    CHECK(words("not any therapy where drug is a") == "no therapy where drug is A drug");
    CHECK(words("every therapy where line is 1") == "every therapy has line is 1");
    CHECK(
        words("at least 2 therapy where drug is in drug") ==
        "at least 2 therapy where drug is Drug or a kind of it"
    );
    CHECK(
        words("count of therapy where drug is a > 1") ==
        "the number of times therapy where drug is A drug > 1"
    );
    CHECK(words("last is unknown") == "Latest therapy: there is none");
    CHECK(words("last.started is known") == "Latest therapy: started is known");
    CHECK(words("at most 1 of\n    - t\n    - c is red") == "at most 1 of (Fit; Colour is red)");
    CHECK(words("b is recommended") == "B drug is recommended");
    CHECK(words("not b is contraindicated") == "B drug is not contraindicated");
}

TEST_CASE("Whatever a text holds, it stays text") {
    const Text text(R"rules(guideline m0 "<script>alert(1)</script> & co"
  language 1
source s "\"><img src=x onerror=alert(1)>"
  url "javascript:alert(1)"
source s2 "Safe"
  url "https://example.org/\"onmouseover=\"alert(1)"
term a "<a href='x'>"
fact f "</article>" yes/no
  ask "<b>"
rule r "<i>"
  when f
  recommend a
    because "<u>"
    how     "<s>"
    cite s "<em>", s2
test "<h1>"
  given f
  expect r fires
)rules");
    check_page(text.program, text.sources);
    const std::string page = document::write_page(text.program, text.sources);
    for (const char* raw :
         {"<script>alert",
          "<img",
          "<a href='x'>",
          "<b>",
          "<i>",
          "<u>",
          "<s>",
          "<em>",
          "href=\"javascript",
          "\"onmouseover"}) {
        INFO(raw);
        CHECK(page.find(raw) == std::string::npos);
    }
    CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt; &amp; co") != std::string::npos);
}
