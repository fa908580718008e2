#include "interpreter/html.hpp"
#include "tests/unit/catch.hpp"

using namespace precept;

TEST_CASE("what has a meaning in HTML is escaped, and what is no UTF-8 replaced") {
    CHECK(html::escape("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
    CHECK(html::escape("≥ 50 %\n") == "≥ 50 %\n");
    CHECK(html::escape("a\xff\x01z") == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
    CHECK(html::escape("\xE2\x89") == "\xEF\xBF\xBD\xEF\xBF\xBD");
}

TEST_CASE("an anchor has only what links bear") {
    CHECK(html::anchor("rule thp/2: a.b_c") == "rule-thp-2--a.b_c");
}

TEST_CASE("a document stands alone") {
    const std::string page =
        html::document({"A <title>", "main { color: var(--yes); }\n", "<main>x</main>\n"});
    CHECK(page.find("<title>A &lt;title&gt;</title>") != std::string::npos);
    CHECK(page.find("main { color: var(--yes); }") != std::string::npos);
    CHECK(page.find("<main>x</main>") != std::string::npos);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("http") == std::string::npos);
}
