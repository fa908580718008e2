// JUnit XML in the dialect that Jenkins, GitLab and GitHub's actions read.

#include "interpreter/html.hpp"
#include "interpreter/testing/render.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::testing {

namespace {

/// Text of an element or an attribute. XML 1.0 has no word for most control characters.
std::string xml(std::string_view text) {
    std::string sound;
    for (const char c : text) {
        const bool allowed = static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t';
        sound += allowed ? c : '?';
    }
    return html::escape(sound);
}

std::string attribute(std::string_view text) {
    std::string line(text);
    std::replace(line.begin(), line.end(), '\n', ' ');
    return xml(line);
}

void write_failure(
    std::string& text, const Program& program, const TestResult& result, const Sources& sources
) {
    for (const Unmet& unmet : result.unmet) {
        text += fmt::format(
            "      <failure type=\"expectation\" message=\"{}\">",
            attribute(fmt::format("expected {}, but {}", unmet.expected, unmet.instead))
        );
        std::string body = fmt::format(
            "{}\nexpected  {}\nbut       {}\n",
            sources.place(unmet.span),
            unmet.expected,
            unmet.instead
        );
        for (const std::string& line : unmet.why) {
            body += line + "\n";
        }
        text += xml(body) + "</failure>\n";
    }
    for (const Refuted& refuted : result.refuted) {
        const std::string said = refuted_in_words(program, refuted);
        std::string body = fmt::format(
            "{}\nrefutes   {}\n", sources.place(program.ensures[refuted.ensure].span), said
        );
        for (const std::string& line : refuted.why) {
            body += line + "\n";
        }
        text += fmt::format(
            "      <failure type=\"ensure\" message=\"{}\">{}</failure>\n",
            attribute("refutes " + said),
            xml(body)
        );
    }
}

void write_case(
    std::string& text, const Program& program, const TestResult& result, const Sources& sources
) {
    const Test& test = program.tests[result.test];
    const SourceFile& file = sources[test.span.file];
    const std::string apart = test.row && !test.row->given.empty() ? ": " + test.row->given : "";
    text += fmt::format(
        "    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\" time=\"{:.6f}\"",
        attribute(program[test.module].name),
        attribute(title(test) + apart),
        attribute(file.path()),
        file.position(place(test).begin).line,
        result.seconds
    );
    if (passed(result)) {
        text += "/>\n";
        return;
    }
    text += ">\n";
    write_failure(text, program, result, sources);
    text += "    </testcase>\n";
}

struct Counts {
    std::size_t tests = 0;
    std::size_t failures = 0;
    double seconds = 0;

    void add(const TestResult& result) {
        ++tests;
        failures += passed(result) ? 0 : 1;
        seconds += result.seconds;
    }

    [[nodiscard]] std::string attributes() const {
        return fmt::format(
            "tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\" time=\"{:.6f}\"",
            tests,
            failures,
            seconds
        );
    }
};

} // namespace

std::string render_junit(
    const Program& program, const std::vector<TestResult>& results, const Sources& sources
) {
    Counts all;
    std::for_each(results.begin(), results.end(), [&](const auto& one) { all.add(one); });
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    text += fmt::format("<testsuites name=\"precept test\" {}>\n", all.attributes());
    for (std::uint32_t module = 0; module < program.modules.size(); ++module) {
        Counts suite;
        std::string cases;
        for (const TestResult& result : results) {
            if (program.tests[result.test].module.index == module) {
                suite.add(result);
                write_case(cases, program, result, sources);
            }
        }
        if (suite.tests > 0) {
            text += fmt::format(
                "  <testsuite name=\"{}\" {}>\n{}  </testsuite>\n",
                attribute(program.modules[module].name),
                suite.attributes(),
                cases
            );
        }
    }
    return text + "</testsuites>\n";
}

} // namespace precept::testing
