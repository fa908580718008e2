// `test` blocks: the patient that each gives, and what it expects.

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
        test_ = &test;
        for (const ast::Given& given : item.given) {
            std::visit([&](const auto& one) { give(one, given.span); }, given.kind);
        }
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

    // ---- given

    void give(const ast::TodayGiven& given, Span span) {
        const auto* date = std::get_if<ast::DateLiteral>(&given.date->node);
        if (test_->today) {
            building_.report(Code::DuplicateClause, span, "`today` is given twice", "remove one");
        }
        test_->today = date_of(building_, date->spelling, given.date->span);
    }

    std::optional<FactId> fact(const ast::Path& path, Span span) {
        const auto index = building_.find(module_, path, SymbolKind::Fact);
        if (!index) {
            return std::nullopt;
        }
        const auto earlier =
            std::find_if(test_->facts.begin(), test_->facts.end(), [&](const auto& one) {
                return one.first.index == *index;
            });
        if (earlier != test_->facts.end()) {
            auto& finding = building_.report(
                Code::DuplicateClause,
                span,
                fmt::format("`{}` is given twice", to_string(path)),
                "remove one"
            );
            finding.notes.push_back({earlier->second.span, "it is given here already"});
        }
        return FactId{*index};
    }

    void give(const ast::TruthGiven& given, Span span) {
        const auto id = fact(given.fact, span);
        if (!id) {
            return;
        }
        const Fact& declared = building_.program[*id];
        if (declared.holds.type.kind == TypeKind::Invalid) {
            return;
        }
        if (declared.holds.type.kind != TypeKind::Truth) {
            auto& finding = building_.report(
                Code::WrongType,
                span,
                fmt::format(
                    "`{}` is not yes or no: it is {}",
                    declared.name,
                    to_string(building_.program, declared.holds.type)
                ),
                fmt::format("write `{} is …`", declared.name)
            );
            finding.notes.push_back({declared.span, "declared here"});
            return;
        }
        test_->facts.push_back({*id, {Value(given.value), {}, span}});
    }

    void give(const ast::ValueGiven& given, Span span) {
        const auto id = fact(given.fact, span);
        if (!id) {
            return;
        }
        const Holds holds = building_.program[*id].holds;
        GivenValue result{{}, {}, span};
        if (given.measured) {
            const auto* date = std::get_if<ast::DateLiteral>(&given.measured->node);
            result.measured = date_of(building_, date->spelling, given.measured->span);
        }
        if (!given.unknown) {
            result.value = value(given, holds, span);
            if (!result.value) {
                return;
            }
        }
        test_->facts.emplace_back(*id, std::move(result));
    }

    std::optional<Value> value(const ast::ValueGiven& given, const Holds& holds, Span span) {
        if (holds.type.kind == TypeKind::Set) {
            if (given.none) {
                return SetValue{0};
            }
            const auto bits = constant_set(building_, module_, given.values, holds.type);
            return bits ? std::optional<Value>(SetValue{*bits}) : std::nullopt;
        }
        if (given.none || given.values.size() != 1) {
            if (holds.type.kind != TypeKind::Invalid) {
                building_.report(
                    Code::WrongType,
                    span,
                    fmt::format(
                        "one value is needed here, as `{}` is {}",
                        to_string(given.fact),
                        to_string(building_.program, holds.type)
                    ),
                    "only a set is given by a list or by `none`"
                );
            }
            return std::nullopt;
        }
        return constant(building_, module_, *given.values.front(), holds);
    }

    void give(const ast::EventGiven& given, Span span) {
        const auto index = building_.find(module_, given.event, SymbolKind::Event);
        if (!index) {
            return;
        }
        const EventId id{*index};
        if (std::find(test_->events_given.begin(), test_->events_given.end(), id) ==
            test_->events_given.end()) {
            test_->events_given.push_back(id);
        }
        if (given.none) {
            return;
        }
        GivenEvent event{id, {}, span};
        for (const ast::FieldGiven& field : given.fields) {
            give_field(field, event);
        }
        test_->events.push_back(std::move(event));
    }

    void give_field(const ast::FieldGiven& given, GivenEvent& event) {
        const auto& fields = building_.program[event.event].fields;
        std::vector<std::string> names;
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            names.push_back(fields[i].name);
            if (fields[i].name != given.field.text) {
                continue;
            }
            const Span span = given.value ? given.value->span : given.field.span;
            GivenValue result{{}, {}, span};
            if (!given.unknown) {
                const Holds holds = fields[i].holds;
                result.value = constant(building_, module_, *given.value, holds);
                if (!result.value) {
                    return;
                }
            }
            event.fields.emplace_back(i, std::move(result));
            return;
        }
        const auto guess = nearest(given.field.text, names);
        auto& finding = building_.report(
            Code::UnknownName,
            given.field.span,
            fmt::format(
                "the event `{}` has no field `{}`",
                building_.program[event.event].name,
                given.field.text
            ),
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : fmt::format("its fields: {}", list_of(names, "and"))
        );
        if (guess) {
            finding.fix = Fix{given.field.span, *guess};
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
    Test* test_ = nullptr;
};

} // namespace

void build_tests(Building& building) {
    Testing(building).run();
}

} // namespace precept
