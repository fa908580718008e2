#include "interpreter/lsp/code_lenses.hpp"

#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace precept::lsp {

namespace {

using Tests = std::vector<std::size_t>; ///< indices in Program::tests

class Lenses {
public:
    Lenses(const Snapshot& view, FileId file, const TestRun* run)
        : view_(view),
          run_(run),
          uri_(view.uri(file)) {
        const auto& tests = view.program().tests;
        for (std::size_t i = 0; i < tests.size(); ++i) {
            if (tests[i].span.file == file) {
                by_label_[tests[i].span.begin].push_back(i);
            }
        }
    }

    void head(const ast::Header& header, const PatientFile* patient, bool sound) {
        std::string title = "evaluate with patient …";
        if (patient != nullptr) {
            title = fmt::format("patient: {}{}", patient->name(), sound ? "" : " (not evaluated)");
        }
        add(header.name.span, title, "precept.choosePatient", Json::array());
    }

    void rule(const ast::Rule& rule) {
        const Occurrence* name = view_.occurrences().at(rule.name.span.file, rule.name.span.begin);
        const bool known = name != nullptr && name->declares &&
                           name->target.kind == Target::Kind::Item &&
                           name->target.symbol == SymbolKind::Rule;
        if (run_ == nullptr || !known) {
            return;
        }
        const Tests& tests = run_->concerning(RuleId{name->target.index});
        const Json arguments = Json::array({{{"uri", uri_}, {"rule", rule.name.text}}});
        if (tests.empty()) {
            add(rule.name.span, "no tests: write one", "precept.writeTest", arguments);
            return;
        }
        add(rule.name.span,
            fmt::format("{}: {}", counted(tests.size(), "test"), outcome(tests)),
            "precept.runTests",
            arguments);
    }

    void test(const ast::Test& test) {
        const auto found = by_label_.find(test.label.span.begin);
        const Json arguments = Json::array({{{"uri", uri_}, {"test", test.label.text}}});
        add(test.label.span, "run", "precept.runTests", arguments);
        if (run_ != nullptr && found != by_label_.end()) {
            const Tests& tests = found->second;
            const std::string title =
                test.cases ? fmt::format("{}: {}", counted(tests.size(), "case"), outcome(tests))
                           : outcome(tests);
            add(test.label.span, title, "precept.runTests", arguments);
        }
    }

    Json take() && { return std::move(list_); }

private:
    /// "pass", "2 fail", "1 not run"; of one test without its number.
    [[nodiscard]] std::string outcome(const Tests& tests) const {
        std::size_t failed = 0;
        std::size_t not_run = 0;
        for (const std::size_t test : tests) {
            const testing::TestResult* result = run_->result(test);
            not_run += result == nullptr ? 1U : 0U;
            failed += result != nullptr && !testing::passed(*result) ? 1U : 0U;
        }
        if (failed == 0 && not_run == 0) {
            return "pass";
        }
        const bool alone = tests.size() == 1;
        std::string text;
        if (failed > 0) {
            text = alone ? "fail" : fmt::format("{} fail", failed);
        }
        if (not_run > 0) {
            text += text.empty() ? "" : ", ";
            text += alone ? "not run" : fmt::format("{} not run", not_run);
        }
        return text;
    }

    void add(Span span, std::string title, const char* command, Json arguments) {
        list_.push_back(
            {{"range", view_.range(span)},
             {"command",
              {{"title", std::move(title)},
               {"command", command},
               {"arguments", std::move(arguments)}}}}
        );
    }

    const Snapshot& view_;
    const TestRun* run_;
    std::string uri_;
    std::map<std::uint32_t, Tests> by_label_;
    Json list_ = Json::array();
};

} // namespace

Json code_lenses(
    const Snapshot& view, FileId file, const TestRun* run, const PatientFile* patient, bool sound
) {
    const auto module = view.module_of(file);
    if (!module) {
        return Json::array();
    }
    Lenses lenses(view, file, run);
    const ast::Module& tree = view.modules()[*module].ast;
    if (tree.header) {
        lenses.head(*tree.header, patient, sound);
    }
    for (const ast::Item& item : tree.items) {
        if (const auto* rule = std::get_if<ast::Rule>(&item)) {
            lenses.rule(*rule);
        } else if (const auto* test = std::get_if<ast::Test>(&item)) {
            lenses.test(*test);
        }
    }
    return std::move(lenses).take();
}

} // namespace precept::lsp
