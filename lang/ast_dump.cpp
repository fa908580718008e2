// One line for each node: its name, what it says by itself, and, further in, what it consists of.

#include "lang/ast_dump.hpp"

#include "lang/ast_dump_names.hpp"
#include "lang/ast_dump_text.hpp"

#include <fmt/format.h>

#include <string_view>

namespace precept {

namespace {

using namespace dumping;

std::string negation(bool negated) {
    return negated ? " not" : "";
}

std::string counted(std::string_view quantity, std::uint32_t count) {
    const bool needs_count = quantity.starts_with("at ") || quantity == "exactly";
    return needs_count ? fmt::format("{} {}", quantity, count) : std::string(quantity);
}

class Dump {
public:
    std::string take() { return std::move(text_); }

    void expr(const ast::ExprPtr& expr, std::string_view role = "") {
        if (expr) {
            this->expr(*expr, role);
        }
    }

    void expr(const ast::Expr& expr, std::string_view role = "") {
        if (!role.empty()) {
            line("{}", role);
            ++depth_;
        }
        std::visit([&](const auto& node) { at(node); }, expr.node);
        depth_ -= role.empty() ? 0 : 1;
    }

    void module(const ast::Module& module) {
        if (module.header) {
            at(*module.header);
        }
        for (const ast::Item& item : module.items) {
            std::visit([&](const auto& one) { at(one); }, item);
        }
        for (const ast::Name& name : module.broken) {
            line("broken {}", name.text.empty() ? "(no name)" : name.text);
        }
    }

private:
    template <typename... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        text_ += std::string(2 * depth_, ' ');
        fmt::format_to(std::back_inserter(text_), format, std::forward<Args>(args)...);
        text_ += '\n';
    }

    /// `operands` one level further in; those that are null are not there.
    template <typename... Operands>
    void inner(const Operands&... operands) {
        ++depth_;
        (expr(operands), ...);
        --depth_;
    }

    void inner(const std::vector<ast::ExprPtr>& operands) {
        ++depth_;
        for (const ast::ExprPtr& operand : operands) {
            expr(operand);
        }
        --depth_;
    }

    void where(const ast::ExprPtr& condition) {
        ++depth_;
        expr(condition, "where");
        --depth_;
    }

    // ---- values

    void at(const ast::NumberLiteral& it) { line("number {}", show(it)); }

    void at(const ast::DateLiteral& it) { line("date {}", it.spelling); }

    void at(const ast::ValueLiteral& it) {
        line("value `{}`{}", it.text, it.quoted ? " quoted" : "");
    }

    void at(const ast::TruthLiteral& it) { line("{}", it.value ? "yes" : "no"); }

    void at(const ast::Today& /*it*/) { line("today"); }

    void at(const ast::Reference& it) { line("name {}", show(it.path)); }

    void at(const ast::Arithmetic& it) {
        line("{}", name_of(it.op, operators));
        inner(it.left, it.right);
    }

    void at(const ast::Negative& it) {
        line("negative");
        inner(it.operand);
    }

    void at(const ast::Function& it) {
        line("{}", name_of(it.name, functions));
        inner(it.arguments);
    }

    void at(const ast::InUnit& it) {
        line("in {}", it.unit.text);
        inner(it.operand);
    }

    void at(const ast::SumOf& it) {
        line("sum of");
        ++depth_;
        for (const ast::Summand& one : it.summands) {
            line("-");
            ++depth_;
            expr(one.value);
            expr(one.when, "when");
            --depth_;
        }
        --depth_;
    }

    void at(const ast::Elapsed& it) {
        line("{} between", name_of(it.unit, elapsed_units));
        inner(it.from, it.to);
    }

    void at(const ast::CountOf& it) {
        line("count of {}", show(it.event));
        where(it.where);
    }

    void at(const ast::Pick& it) {
        line("{} {} by {}", it.latest ? "latest" : "earliest", show(it.event), it.by.text);
        where(it.where);
    }

    // ---- conditions

    void at(const ast::Chain& it) {
        std::string connectives;
        for (const auto& [connective, span] : it.connectives) {
            connectives += connective == ast::Connective::And ? " and" : " or";
        }
        line("chain{}", connectives);
        inner(it.operands);
    }

    void at(const ast::Not& it) {
        line("not");
        inner(it.operand);
    }

    void at(const ast::Parenthesised& it) {
        line("( )");
        inner(it.inner);
    }

    void at(const ast::BulletList& it) {
        line("{} of", counted(name_of(it.quantity, quantities), it.count));
        inner(it.items);
    }

    void at(const ast::Compare& it) {
        line("{}", name_of(it.op, comparisons));
        inner(it.left, it.right);
    }

    void at(const ast::IsValue& it) {
        line("is{}{}", negation(it.negated), it.one_of ? " one of" : "");
        inner(it.subject);
        inner(it.values);
    }

    void at(const ast::IsIn& it) {
        line("is{} in {}", negation(it.negated), show(it.term));
        inner(it.subject);
    }

    void at(const ast::IsKnown& it) {
        line("is {}", it.known ? "known" : "unknown");
        inner(it.subject);
    }

    void at(const ast::IsBetween& it) {
        line("is{} between", negation(it.negated));
        inner(it.subject, it.low, it.high);
    }

    void at(const ast::IsRelativeTo& it) {
        const std::string distance =
            it.amount ? fmt::format(" {} {}", name_of(it.relation, relations), show(*it.amount))
                      : "";
        line("is{}{} {}", negation(it.negated), distance, it.before ? "before" : "after");
        inner(it.subject, it.anchor);
    }

    void at(const ast::Includes& it) {
        line("{}includes {}", it.negated ? "not " : "", name_of(it.mode, includes_modes));
        inner(it.subject);
        inner(it.values);
    }

    void at(const ast::Quantified& it) {
        line("{} {}", counted(name_of(it.quantity, event_quantities), it.count), show(it.event));
        where(it.where);
    }

    void at(const ast::IsStatus& it) {
        line(
            "{} {}{}{}",
            show(it.rule),
            name_of(it.status, statuses),
            it.for_want_of.empty() ? "" : " for want of ",
            show(it.for_want_of)
        );
    }

    void at(const ast::IsOutcome& it) {
        line("{} is{} {}", show(it.term), negation(it.negated), name_of(it.outcome, outcomes));
    }

    void at(const ast::SomeAdvice& /*it*/) { line("some advice is given"); }

    void at(const ast::RulesFire& it) {
        line("{} of {} fires", counted(name_of(it.quantity, quantities), it.count), show(it.rules));
    }

    // ---- items

    void at(const ast::Header& it) {
        line(
            "{} {}{}",
            it.kind == ast::ModuleKind::Terms ? "terms" : "guideline",
            it.name.text,
            show(it.label)
        );
        ++depth_;
        if (it.language) {
            line("language {}", show(*it.language));
        }
        if (it.version) {
            line("version{}", show(it.version));
        }
        if (it.status) {
            line("status {}", name_of(*it.status, module_statuses));
        }
        if (it.reviewed) {
            line("reviewed {}", it.reviewed->text);
        }
        if (it.review_every) {
            line("review every {}", show(*it.review_every));
        }
        expr(it.applies, "applies when");
        --depth_;
    }

    void at(const ast::Use& it) {
        std::string path;
        for (const ast::Name& part : it.path) {
            path += (path.empty() ? "" : "/") + part.text;
        }
        line("use {}{}", path, it.alias ? " as " + it.alias->text : "");
    }

    void at(const ast::Source& it) {
        line(
            "source {} \"{}\"{}{}{}{}{}",
            it.name.text,
            it.title.text,
            show(it.doi, " doi"),
            show(it.pmid, " pmid"),
            show(it.url, " url"),
            it.published ? " published " + it.published->text : "",
            it.accessed ? " accessed " + it.accessed->text : ""
        );
    }

    void at(const ast::CodeSystem& it) {
        line("system {}{}{}", it.name.text, show(it.label), show(it.uri, " uri"));
    }

    void at(const ast::Term& it) {
        line(
            "term {}{}{}{}{}",
            it.name.text,
            show(it.label),
            it.parents.empty() ? "" : " is ",
            show(it.parents),
            show(it.codes)
        );
    }

    void at(const ast::Fact& it) {
        line("fact {}{}: {}{}", it.name.text, show(it.label), show(it.type), show(it.codes));
        ++depth_;
        expr(it.assume, "assume");
        if (it.valid_for) {
            line("valid for {}", show(*it.valid_for));
        }
        if (it.fixed) {
            line("fixed");
        }
        if (it.ask) {
            line("ask{}", show(it.ask));
        }
        --depth_;
    }

    void at(const ast::Event& it) {
        line("event {}{}{}", it.name.text, show(it.label), show(it.codes));
        ++depth_;
        for (const ast::Field& field : it.fields) {
            line(
                "field {}{}: {}{}",
                field.name.text,
                show(field.label),
                show(field.type),
                show(field.codes)
            );
        }
        --depth_;
    }

    void at(const ast::Definition& it) {
        line(
            "define {}{}{}{}{}",
            it.name.text,
            show(it.label),
            it.type ? ": " + show(*it.type) : "",
            show(it.citations),
            show(it.codes)
        );
        ++depth_;
        std::visit([&](const auto& body) { at(body); }, it.body);
        --depth_;
    }

    void at(const ast::ConditionBody& it) { expr(it.condition, "when"); }

    void at(const ast::ValueBody& it) { expr(it.value, "value"); }

    void at(const ast::CasesBody& it) {
        for (const ast::Case& one : it.cases) {
            line("case{}", one.when ? "" : " otherwise");
            inner(one.value, one.when);
        }
    }

    void at(const ast::Table& it) {
        line("table, result {}", it.result.text);
        inner(it.columns);
        for (const ast::Row& row : it.rows) {
            line("row");
            ++depth_;
            for (const ast::Cell& cell : row.cells) {
                std::visit([&](const auto& kind) { at(kind); }, cell.kind);
            }
            expr(row.result, "result");
            --depth_;
        }
    }

    void at(const ast::AnyCell& /*it*/) { line("cell any"); }

    void at(const ast::KnownCell& it) { line("cell {}", it.known ? "known" : "unknown"); }

    void at(const ast::ValuesCell& it) {
        line("cell values");
        inner(it.values);
    }

    void at(const ast::CompareCell& it) {
        line("cell comparisons");
        ++depth_;
        for (const auto& [op, bound] : it.bounds) {
            expr(bound, name_of(op, comparisons));
        }
        --depth_;
    }

    void at(const ast::RangeCell& it) {
        line("cell range");
        inner(it.low, it.high);
    }

    void at(const ast::Rule& it) {
        line("rule {}{}", it.name.text, show(it.label));
        ++depth_;
        expr(it.when, "when");
        for (const ast::Unless& one : it.unless) {
            expr(one.condition, "unless" + show(one.because, " because"));
        }
        if (!it.overrides.empty()) {
            line("overrides {}", show(it.overrides));
        }
        for (const ast::Action& action : it.actions) {
            at(action);
        }
        --depth_;
    }

    void at(const ast::Action& it) {
        line("{} {}{}", name_of(it.verb, verbs), show(it.terms), show(it.citations));
        ++depth_;
        if (it.strength) {
            line("strength {}", name_of(*it.strength, strengths));
        }
        if (it.evidence) {
            line("evidence {}", name_of(*it.evidence, grades));
        }
        if (it.because) {
            line("because{}", show(it.because));
        }
        if (it.how) {
            line("how{}", show(it.how));
        }
        --depth_;
    }

    void at(const ast::Test& it) {
        line("test \"{}\"", it.label.text);
        ++depth_;
        for (const ast::Given& given : it.given) {
            std::visit([&](const auto& kind) { at(kind); }, given.kind);
        }
        for (const ast::ExprPtr& expectation : it.expect) {
            expr(expectation, "expect");
        }
        if (it.cases) {
            at(*it.cases);
        }
        --depth_;
    }

    void at(const ast::PatientGiven& it) { line("given patient \"{}\"", it.file.text); }

    void at(const ast::CaseTable& it) {
        line("table");
        ++depth_;
        for (const ast::CaseColumn& column : it.columns) {
            const std::string name = column.today ? "today" : show(column.name);
            line("column {}{}", column.expects ? "expect " : "", name);
        }
        for (const ast::CaseRow& row : it.rows) {
            line("case");
            ++depth_;
            for (const ast::CaseCell& cell : row.cells) {
                std::visit([&](const auto& kind) { at(kind); }, cell.kind);
            }
            --depth_;
        }
        --depth_;
    }

    void at(const ast::Given& it) {
        std::visit([&](const auto& kind) { at(kind); }, it.kind);
    }

    void at(const ast::Cell& it) {
        std::visit([&](const auto& kind) { at(kind); }, it.kind);
    }

    void at(const ast::ExprPtr& it) { expr(it, "expect"); }

    void at(const ast::TodayGiven& it) { expr(it.date, "given today"); }

    void at(const ast::TruthGiven& it) {
        line("given {}{}", it.value ? "" : "not ", show(it.fact));
    }

    void at(const ast::ValueGiven& it) {
        line("given {}{}{}", show(it.fact), it.unknown ? " unknown" : "", it.none ? " none" : "");
        inner(it.values);
        ++depth_;
        expr(it.measured, "on");
        --depth_;
    }

    void at(const ast::EventGiven& it) {
        line("given {}{}", it.none ? "no " : "event ", show(it.event));
        ++depth_;
        for (const ast::FieldGiven& field : it.fields) {
            line("{}{}", field.field.text, field.unknown ? " unknown" : "");
            inner(field.value);
        }
        --depth_;
    }

    void at(const ast::Ensure& it) {
        line("ensure {}{}", it.name.text, show(it.label));
        ++depth_;
        expr(it.whenever, "whenever");
        expr(it.claim, it.never ? "never" : "claim");
        --depth_;
    }

    std::string text_;
    std::size_t depth_ = 0;
};

} // namespace

std::string dump(const ast::Module& module) {
    Dump result;
    result.module(module);
    return result.take();
}

std::string dump(const ast::Expr& expr) {
    Dump result;
    result.expr(expr);
    return result.take();
}

} // namespace precept
