// `test` blocks: what each expects of the patient that it gives.

#include "lang/building.hpp"
#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

class Testing {
public:
    explicit Testing(Building& building) : building_(building) {}

    void run() {
        for (module_ = 0; module_ < building_.modules.size(); ++module_) {
            for (const ast::Item& item : building_.modules[module_].ast.items) {
                if (const auto* test = std::get_if<ast::Test>(&item)) {
                    lower(*test);
                }
            }
        }
    }

private:
    void lower(const ast::Test& item) {
        Test test;
        test.label = item.label.text;
        test.module = ModuleId{module_};
        test.span = item.label.span;
        lower_givens(building_, module_, item.given, test.given);
        for (const ast::ExprPtr& expect : item.expect) {
            if (auto expectation = expect_of(*expect)) {
                test.expect.push_back({std::move(*expectation), expect->span});
            }
        }
        if (item.expect.empty()) {
            building_.report(
                Code::TestWithoutExpectation,
                item.label.span,
                "this test expects nothing, so that it can never fail",
                "add `expect` and what must come out, such as `expect thp fires`"
            );
        }
        building_.program.tests.push_back(std::move(test));
    }

    // ---- expect

    std::optional<decltype(Expectation::kind)> expect_of(const ast::Expr& expr) {
        const auto* status = std::get_if<ast::IsStatus>(&expr.node);
        if (status != nullptr && (status->status == ast::RuleStatus::Undecided ||
                                  status->status == ast::RuleStatus::NotApplicable)) {
            return expect_status(*status);
        }
        const auto* outcome = std::get_if<ast::IsOutcome>(&expr.node);
        if (outcome != nullptr && (outcome->outcome == ast::Outcome::Blocked ||
                                   outcome->outcome == ast::Outcome::Overridden ||
                                   outcome->outcome == ast::Outcome::Provisional)) {
            const auto term = building_.find(module_, outcome->term, SymbolKind::Term);
            if (!term) {
                return std::nullopt;
            }
            return ExpectAdviceState{TermId{*term}, outcome->negated, outcome->outcome};
        }
        const NodeId condition = Lowering(building_, module_).condition(expr);
        if (building_.program[condition].type.kind == TypeKind::Invalid) {
            return std::nullopt;
        }
        return ExpectCondition{condition};
    }

    std::optional<decltype(Expectation::kind)> expect_status(const ast::IsStatus& status) {
        const auto rule = building_.find(module_, status.rule, SymbolKind::Rule);
        if (!rule) {
            return std::nullopt;
        }
        ExpectStatus expected{RuleId{*rule}, status.status, {}, {}};
        for (const ast::Path& path : status.for_want_of) {
            const auto found = building_.names.look_up(module_, path);
            if (!found) {
                continue;
            }
            if (found->symbol->kind == SymbolKind::Fact) {
                expected.facts_wanted.push_back(FactId{found->symbol->index});
            } else if (found->symbol->kind == SymbolKind::Event) {
                expected.events_wanted.push_back(EventId{found->symbol->index});
            } else {
                building_.report(
                    Code::WrongKind,
                    path.span,
                    fmt::format(
                        "`{}` is {}, but only a fact or an event can be missing",
                        to_string(path),
                        in_words(found->symbol->kind)
                    )
                );
            }
        }
        return expected;
    }

    Building& building_;
    std::uint32_t module_ = 0;
};

} // namespace

void build_tests(Building& building) {
    Testing(building).run();
}

} // namespace precept
