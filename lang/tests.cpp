// `test` blocks: what each expects of the patient that it gives.

#include "lang/building.hpp"
#include "lang/constants.hpp"
#include "lang/lower.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

namespace precept {

namespace {

class Testing {
public:
    explicit Testing(Building& building) : building_(building) {}

    void run() {
        for (module_ = 0; module_ < building_.modules.size(); ++module_) {
            for (const ast::Test* test : building_.modules[module_].index().tests) {
                lower(*test);
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
        const auto expects = [](const ast::CaseColumn& column) { return column.expects; };
        if (item.expect.empty() &&
            (!item.cases || std::ranges::none_of(item.cases->columns, expects))) {
            building_.report(
                Code::TestWithoutExpectation,
                item.label.span,
                "this test expects nothing, so that it can never fail",
                item.cases ? "add a column of what must come out, such as `expect thp`"
                           : "add `expect` and what must come out, such as `expect thp fires`"
            );
        }
        if (item.cases) {
            const bool by_cells = std::ranges::any_of(item.cases->columns, expects);
            lower_cases(*item.cases, by_cells && item.expect.empty(), test);
        } else {
            check_days(test.given);
            building_.program.tests.push_back(std::move(test));
        }
    }

    /// Nothing can have been measured after the day on which it is asked about. Where the test
    /// does not say the day, this is looked at when it is run.
    void check_days(const Givens& given) {
        for (const auto& [fact, value] : given.facts) {
            if (given.today && value.measured && *value.measured > *given.today) {
                building_.report(
                    Code::FutureMeasurement,
                    value.span,
                    fmt::format(
                        "{} is in the future: the test asks for {}",
                        to_string(*value.measured),
                        to_string(*given.today)
                    ),
                    "correct one of the two days"
                );
            }
        }
    }

    // ---- tables of cases

    /// A column whose head is sound: what its cells say of.
    struct Column {
        const ast::CaseColumn* written;
        std::optional<SymbolKind> kind{}; ///< of a name
        bool sound = false;               ///< else it is reported
        NodeId value{}; ///< of a fact or definition of which something is expected
    };

    void lower_cases(const ast::CaseTable& table, bool only_cells_expect, const Test& common) {
        std::vector<Column> columns;
        for (const ast::CaseColumn& written : table.columns) {
            columns.push_back(column_of(written, columns, common.given));
        }
        for (std::size_t i = 0; i < table.rows.size(); ++i) {
            const ast::CaseRow& row = table.rows[i];
            Test test = common;
            test.row = TestRow{i + 1, table.rows.size(), row.span, {}};
            bool expects = !only_cells_expect;
            for (std::size_t at = 0; at < row.cells.size(); ++at) {
                const ast::CaseCell& cell = row.cells[at];
                expects = expects || (columns[at].written->expects &&
                                      !std::holds_alternative<ast::AnyCell>(cell.kind));
                lower_cell(columns[at], cell, test);
            }
            if (!expects) {
                building_.report(
                    Code::TestWithoutExpectation,
                    row.span,
                    "this case expects nothing, so that it can never fail",
                    "say what must come out in one of the columns of `expect`"
                );
            }
            check_days(test.given);
            building_.program.tests.push_back(std::move(test));
        }
    }

    Column column_of(
        const ast::CaseColumn& written, const std::vector<Column>& before, const Givens& given
    ) {
        Column column{&written};
        if (written.today) {
            const bool again =
                std::ranges::any_of(before, [](const Column& one) { return one.written->today; });
            if (given.today || again) {
                building_.report(
                    Code::DuplicateClause, written.span, "`today` is given twice", "remove one"
                );
            } else {
                column.sound = true;
            }
            return column;
        }
        const auto found = building_.names.look_up(module_, written.name);
        if (!found) {
            return column;
        }
        building_.note(module_, written.name, *found);
        const SymbolKind kind = found->symbol->kind;
        const auto is_one_of = [&](std::initializer_list<SymbolKind> kinds) {
            return std::ranges::find(kinds, kind) != kinds.end();
        };
        using enum SymbolKind;
        if (!is_one_of({Fact, Event}) && !written.expects) {
            report_column(
                written,
                *found->symbol,
                "a fact or an event is needed in a column of what is given",
                fmt::format("for what must come out write `expect {}`", to_string(written.name))
            );
        } else if (!is_one_of({Fact, Definition, Rule, Term}) && written.expects) {
            report_column(
                written,
                *found->symbol,
                "a rule, a term, a definition or a fact is expected to be something",
                kind == Event
                    ? fmt::format(
                          "for what is given leave out `expect`: `{}`", to_string(written.name)
                      )
                    : ""
            );
        } else if (found->parts < written.name.parts.size() && !written.expects) {
            (void)building_.find(module_, written.name, kind); // reports it
        } else if (written.expects || !given_twice(written, *found->symbol, before, given)) {
            column.kind = kind;
            column.sound = true;
        }
        if (column.sound && written.expects && is_one_of({Fact, Definition})) {
            const ast::Expr subject{ast::Reference{written.name}, written.span};
            column.value = Lowering(building_, module_).lower(subject);
            if (building_.program[column.value].type.kind == TypeKind::Invalid) {
                column.sound = false;
            }
        }
        return column;
    }

    void report_column(
        const ast::CaseColumn& column,
        const Symbol& symbol,
        std::string_view needed,
        std::string help
    ) {
        auto& finding = building_.report(
            Code::WrongKind,
            column.span,
            fmt::format(
                "`{}` is {}, but {}", to_string(column.name), in_words(symbol.kind), needed
            ),
            std::move(help)
        );
        finding.notes.push_back({symbol.name->span, "declared here"});
    }

    bool given_twice(
        const ast::CaseColumn& written,
        const Symbol& symbol,
        const std::vector<Column>& before,
        const Givens& given
    ) {
        std::optional<Span> earlier;
        for (const Column& other : before) {
            const auto same =
                other.kind && !other.written->expects
                    ? building_.names.look_up(module_, other.written->name, Missing::Ignore)
                    : std::nullopt;
            if (same && same->symbol == &symbol) {
                earlier = other.written->span;
            }
        }
        for (const auto& [fact, value] : given.facts) {
            if (symbol.kind == SymbolKind::Fact && fact.index == symbol.index) {
                earlier = value.span;
            }
        }
        if (!earlier) {
            return false;
        }
        auto& finding = building_.report(
            Code::DuplicateClause,
            written.span,
            fmt::format("`{}` is given twice", to_string(written.name)),
            "remove one"
        );
        finding.notes.push_back({*earlier, "it is given here already"});
        return true;
    }

    void lower_cell(const Column& column, const ast::CaseCell& cell, Test& test) {
        if (!column.sound || std::holds_alternative<ast::AnyCell>(cell.kind)) {
            return;
        }
        if (const auto* given = std::get_if<ast::Given>(&cell.kind)) {
            std::string& apart = test.row->given;
            apart += fmt::format(
                "{}{} {}",
                apart.empty() ? "" : ", ",
                building_.sources.text(column.written->span),
                building_.sources.text(cell.span)
            );
            lower_given(building_, module_, *given, test.given);
            return;
        }
        const std::string name = to_string(column.written->name);
        if (const auto* condition = std::get_if<ast::ExprPtr>(&cell.kind)) {
            if (auto expectation = expect_of(**condition)) {
                test.expect.push_back({std::move(*expectation), cell.span, name + " "});
            }
            return;
        }
        const auto& values = std::get<ast::Cell>(cell.kind);
        if (!column.value.valid()) {
            const bool rule = column.kind == SymbolKind::Rule;
            building_.report(
                Code::WrongType,
                cell.span,
                fmt::format(
                    "`{}` is {}, of which `{}` says nothing",
                    name,
                    in_words(*column.kind),
                    building_.sources.text(cell.span)
                ),
                rule
                    ? "write `fires`, `does not fire`, `is undecided`, `is not applicable` or `any`"
                    : "write `is recommended`, `is not recommended`, `is blocked`, `is "
                      "contraindicated` … or `any`"
            );
            return;
        }
        const NodeId condition = Lowering(building_, module_).in_cell(values, column.value);
        if (building_.program[condition].type.kind != TypeKind::Invalid) {
            const auto* listed = std::get_if<ast::ValuesCell>(&values.kind);
            const bool several = listed != nullptr && listed->values.size() > 1;
            const bool compared = std::holds_alternative<ast::CompareCell>(values.kind);
            test.expect.push_back(
                {ExpectCondition{condition},
                 cell.span,
                 name + (compared  ? " "
                         : several ? " is one of "
                                   : " is ")}
            );
        }
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
            building_.note(module_, path, *found);
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
