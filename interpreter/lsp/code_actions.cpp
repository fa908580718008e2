#include "interpreter/lsp/code_actions.hpp"

#include "interpreter/coverage/coverage.hpp"
#include "interpreter/coverage/seek.hpp"
#include "interpreter/coverage/suggest_text.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/lsp/diagnostics.hpp"
#include "lang/ast_operands.hpp"
#include "lang/candidates.hpp"
#include "lang/parser_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace precept::lsp {

namespace {

struct Edit {
    Span span;
    std::string text;
};

Json edit_json(const Snapshot& view, const std::vector<Edit>& edits) {
    Json changes = Json::object();
    for (const Edit& edit : edits) {
        changes[view.uri(edit.span.file)].push_back(
            {{"range", view.range(edit.span)}, {"newText", edit.text}}
        );
    }
    return {{"changes", std::move(changes)}};
}

/// What a fix does, in words.
std::string title_of(const Snapshot& view, const Fix& fix) {
    const std::string_view before = view.sources().text(fix.span);
    const auto shown = [](std::string_view text) {
        const std::size_t begin = std::min(text.find_first_not_of(" \n"), text.size());
        const std::string_view line = text.substr(begin, text.find('\n', begin) - begin);
        return std::string(line.substr(0, line.find_last_not_of(' ') + 1));
    };
    if (fix.replacement.empty()) {
        return fmt::format("Remove `{}`", shown(before));
    }
    return before.empty()
               ? fmt::format("Add `{}`", shown(fix.replacement))
               : fmt::format("Replace `{}` by `{}`", shown(before), shown(fix.replacement));
}

class Actions {
public:
    Actions(const Snapshot& view, Span span, const Json& only)
        : view_(view),
          span_(span),
          only_(only) {}

    Json run() {
        for (const Diagnostic& finding : view_.findings()) {
            if (touches(finding.span) && concerns(view_, finding)) {
                mend(finding);
            }
        }
        if (const auto module = view_.module_of(span_.file)) {
            for (const ast::Item& item : view_.modules()[*module].ast.items) {
                if (const auto* rule = std::get_if<ast::Rule>(&item);
                    rule != nullptr && touches(rule->name.span)) {
                    offer_test(*rule);
                } else if (const auto* definition = std::get_if<ast::Definition>(&item);
                           definition != nullptr && touches(definition->span)) {
                    offer_case(*definition);
                }
            }
        }
        return std::move(list_);
    }

private:
    [[nodiscard]] bool touches(Span span) const {
        return span.file == span_.file && span.begin <= span_.end && span_.begin <= span.end;
    }

    /// Whether the client wants actions of `kind`, such as `quickfix`.
    [[nodiscard]] bool wanted(std::string_view kind) const {
        if (!only_.is_array()) {
            return true;
        }
        return std::ranges::any_of(only_, [&](const Json& one) {
            const auto prefix = one.is_string() ? one.get<std::string>() : std::string("?");
            return kind == prefix || kind.starts_with(prefix + ".") || prefix.empty();
        });
    }

    void
    add(const std::string& title,
        const char* kind,
        const std::vector<Edit>& edits,
        const Diagnostic* mended = nullptr,
        bool preferred = false) {
        if (!wanted(kind)) {
            return;
        }
        Json action = {{"title", title}, {"kind", kind}, {"edit", edit_json(view_, edits)}};
        if (mended != nullptr) {
            action["diagnostics"] = Json::array({to_json(view_, *mended)});
        }
        if (preferred) {
            action["isPreferred"] = true;
        }
        list_.push_back(std::move(action));
    }

    void mend(const Diagnostic& finding) {
        if (finding.fix) {
            Span span = finding.fix->span;
            const std::string title = title_of(view_, *finding.fix);
            if (finding.fix->replacement.empty()) {
                span = with_empty_line(span);
            }
            add(title, "quickfix", {{span, finding.fix->replacement}}, &finding, true);
        } else if (finding.code == Code::MissingCitation) {
            cite(finding);
        } else if (finding.code == Code::MixedAndOr) {
            parenthesise(finding);
        } else if (finding.code == Code::GapBetweenCases) {
            close_gap(finding);
        }
    }

    /// A line of which nothing would be left goes as a whole.
    [[nodiscard]] Span with_empty_line(Span span) const {
        const std::string_view text = view_.text(span.file);
        const std::size_t end = parsing::line_end(text, span.end);
        const bool alone = parsing::first_on_line(text, span.begin) &&
                           text.substr(span.end, end - span.end).find_first_not_of(" \t") ==
                               std::string_view::npos;
        if (alone) {
            span.begin = static_cast<std::uint32_t>(parsing::line_begin(text, span.begin));
            const std::size_t next = text.find('\n', end);
            span.end =
                static_cast<std::uint32_t>(next == std::string_view::npos ? text.size() : next + 1);
        }
        return span;
    }

    // ---- citations

    void cite(const Diagnostic& finding) {
        const auto module = view_.module_of(finding.span.file);
        for (const ast::Item& item : view_.modules()[*module].ast.items) {
            const auto* rule = std::get_if<ast::Rule>(&item);
            if (rule == nullptr) {
                continue;
            }
            for (const ast::Action& action : rule->actions) {
                if (action.span.begin == finding.span.begin) {
                    cite(finding, *module, action);
                }
            }
        }
    }

    void cite(const Diagnostic& finding, std::uint32_t module, const ast::Action& action) {
        constexpr std::size_t most = 8;
        const Known known{view_.program(), view_.modules(), view_.sources(), view_.occurrences()};
        Candidates candidates(known, module);
        candidates.names({SymbolKind::Source});
        const std::string_view text = view_.text(finding.span.file);
        const std::size_t line = parsing::line_begin(text, action.span.begin);
        const std::size_t indent = text.find_first_not_of(' ', line) - line;
        const Span after{action.span.file, action.span.end, action.span.end};
        std::size_t count = 0;
        for (const Completion& source : candidates.take()) {
            if (source.kind == CompletionKind::Source && count++ < most) {
                add(fmt::format("Cite `{}`", source.text),
                    "quickfix",
                    {{after,
                      fmt::format("\n{}cite {}", std::string(indent + 2, ' '), source.text)}},
                    &finding);
            }
        }
    }

    // ---- `and` beside `or`

    void parenthesise(const Diagnostic& finding) {
        if (const ast::Chain* chain = find_chain(finding.span)) {
            group(finding, *chain, ast::Connective::And);
            group(finding, *chain, ast::Connective::Or);
        }
    }

    /// The chain one of whose connectives stands at `place`.
    [[nodiscard]] const ast::Chain* find_chain(Span place) const {
        const auto module = view_.module_of(place.file);
        const ast::Chain* found = nullptr;
        const std::function<void(const ast::Expr&)> look = [&](const ast::Expr& expr) {
            if (const auto* chain = std::get_if<ast::Chain>(&expr.node)) {
                for (const auto& [connective, span] : chain->connectives) {
                    found = span == place ? chain : found;
                }
            }
            for_each_operand(expr, look);
        };
        const auto maybe = [&](const ast::ExprPtr& expr) {
            if (expr) {
                look(*expr);
            }
        };
        const ast::Module& tree = view_.modules()[*module].ast;
        if (tree.header) {
            maybe(tree.header->applies);
        }
        for (const ast::Item& item : tree.items) {
            if (const auto* rule = std::get_if<ast::Rule>(&item)) {
                maybe(rule->when);
                for (const ast::Unless& unless : rule->unless) {
                    maybe(unless.condition);
                }
            } else if (const auto* definition = std::get_if<ast::Definition>(&item)) {
                for_each_expr(*definition, look);
            } else if (const auto* ensure = std::get_if<ast::Ensure>(&item)) {
                maybe(ensure->whenever);
                maybe(ensure->claim);
            } else if (const auto* test = std::get_if<ast::Test>(&item)) {
                std::ranges::for_each(test->expect, maybe);
            }
        }
        return found;
    }

    /// Parentheses around each run of operands that `connective` joins.
    void group(const Diagnostic& finding, const ast::Chain& chain, ast::Connective connective) {
        std::vector<Edit> edits;
        for (std::size_t first = 0; first < chain.operands.size();) {
            std::size_t last = first;
            while (last < chain.connectives.size() && chain.connectives[last].first == connective) {
                ++last;
            }
            if (last > first) {
                const Span begin = chain.operands[first]->span;
                const Span end = chain.operands[last]->span;
                edits.push_back({{begin.file, begin.begin, begin.begin}, "("});
                edits.push_back({{end.file, end.end, end.end}, ")"});
            }
            first = last + 1;
        }
        add(fmt::format(
                "Put parentheses around what `{}` joins",
                connective == ast::Connective::And ? "and" : "or"
            ),
            "quickfix",
            edits,
            &finding);
    }

    // ---- what can be added

    /// The definition that a finding is about gets a case for those to whom none applies.
    void close_gap(const Diagnostic& finding) {
        const auto module = view_.module_of(finding.span.file);
        for (const ast::Item& item : view_.modules()[*module].ast.items) {
            const auto* definition = std::get_if<ast::Definition>(&item);
            if (definition != nullptr && definition->span.begin <= finding.span.begin &&
                finding.span.begin < definition->span.end) {
                add_case(*definition, "quickfix", &finding);
            }
        }
    }

    void offer_case(const ast::Definition& definition) {
        const auto* cases = std::get_if<ast::CasesBody>(&definition.body);
        if (cases != nullptr && !cases->cases.empty() && touches(cases->cases.back().span)) {
            add_case(definition, "refactor.rewrite", nullptr);
        }
    }

    /// Where the value is a word: a number has to be the author's. Any of the declared values may
    /// be what is meant; where none are declared, a new one is.
    void add_case(const ast::Definition& definition, const char* kind, const Diagnostic* finding) {
        const Occurrence* name =
            view_.occurrences().at(definition.name.span.file, definition.name.span.begin);
        if (name == nullptr || name->target.symbol != SymbolKind::Definition) {
            return;
        }
        const Program& program = view_.program();
        const Type& type = program.definitions[name->target.index].type;
        const std::string title = "Add a case for everything else";
        if (type.kind == TypeKind::Coded && !definition.type) {
            add_case(definition, {title, kind, finding}, "other");
        } else if (type.kind == TypeKind::Coded && finding != nullptr) {
            for (const DomainValue& value : program[type.domain].values) {
                const std::string with = fmt::format("{}: `{}`", title, value.name);
                add_case(definition, {with, kind, finding}, value.name);
            }
        }
    }

    /// What an action is called, of which kind it is and what it mends, if anything.
    struct Heading {
        std::string title;
        const char* kind;
        const Diagnostic* finding;
    };

    void
    add_case(const ast::Definition& definition, const Heading& heading, const std::string& value) {
        const auto* cases = std::get_if<ast::CasesBody>(&definition.body);
        const auto* table = std::get_if<ast::Table>(&definition.body);
        if (cases != nullptr && !cases->cases.empty() && cases->cases.back().when) {
            add_line(cases->cases.back().span, value + " otherwise", heading);
        } else if (table != nullptr && !table->rows.empty()) {
            std::string row;
            for (std::size_t i = 0; i < table->columns.size(); ++i) {
                row += "any | ";
            }
            add_line(table->rows.back().span, row + value, heading);
        }
    }

    /// A line below what `after` covers, as far in.
    void add_line(Span after, const std::string& line, const Heading& heading) {
        const std::string_view text = view_.text(after.file);
        const std::size_t begin = parsing::line_begin(text, after.begin);
        const std::size_t indent = text.find_first_not_of(' ', begin) - begin;
        add(heading.title,
            heading.kind,
            {{{after.file, after.end, after.end},
              fmt::format("\n{}{}", std::string(indent, ' '), line)}},
            heading.finding);
    }

    void offer_test(const ast::Rule& rule) {
        const Occurrence* name = view_.occurrences().at(rule.name.span.file, rule.name.span.begin);
        if (view_.has_errors() || name == nullptr || !wanted("refactor.rewrite")) {
            return;
        }
        // Looking for a patient takes a moment: only once the author chooses this.
        list_.push_back(
            {{"title", fmt::format("Write a test for the rule `{}`", rule.name.text)},
             {"kind", "refactor.rewrite"},
             {"data", {{"test_for", name->target.index}}}}
        );
    }

    const Snapshot& view_;
    Span span_;
    const Json& only_;
    Json list_ = Json::array();
};

/// The edit that adds a test; null where no patient was found.
Json test_for_rule(const Snapshot& view, RuleId rule) {
    const Program& program = view.program();
    if (view.has_errors() || rule.index >= program.rules.size()) {
        return nullptr;
    }
    const coverage::Conditions conditions = coverage::find_conditions(program);
    const Plan compiled = plan(program);
    const coverage::Aim aim{
        coverage::Aim::Kind::Rule, rule.index, static_cast<std::uint32_t>(Truth::Yes)};
    constexpr std::size_t most_patients = 20'000;
    const coverage::Sought sought = coverage::Seeker(program, compiled, conditions, view.today())
                                        .seek(aim, {unknown_patient(program)}, most_patients);
    if (!sought.found) {
        return nullptr;
    }
    Patient settled = *sought.found;
    settle(program, view.today(), settled);
    const Batch batch = make_batch(program, {&settled, 1}, view.today());
    const Evaluation evaluation = evaluate(program, compiled, batch);
    const PatientView patient{evaluation, 0, settled, view.today()};
    std::set<std::string> labels;
    for (const Test& test : program.tests) {
        labels.insert(test.label);
    }
    const coverage::WrittenTest written = coverage::write_test(
        conditions, {aim}, *sought.found, patient, view.sources(), false, labels
    );
    if (written.text.empty()) {
        return nullptr;
    }
    // Behind the last item of the file that has the rule.
    const FileId file = program.modules[program[rule].module.index].file;
    const std::string_view text = view.text(file);
    const std::size_t end = text.find_last_not_of(" \t\r\n") + 1;
    const auto at = static_cast<std::uint32_t>(end);
    std::string block = "\n\n" + written.text;
    while (block.ends_with('\n')) {
        block.pop_back();
    }
    return edit_json(view, {{{file, at, at}, block}});
}

} // namespace

Json code_actions(const Snapshot& view, Span span, const Json& only) {
    return Actions(view, span, only).run();
}

Result fitting_test(const Workspace& workspace, const Snapshot& view, RuleId rule) {
    Json edit = test_for_rule(view, rule);
    if (edit.is_null()) {
        return Failure{ErrorCode::RequestFailed, "no patient was found for whom this rule fires"};
    }
    // The names that the test needs may not be in view where the rule stands.
    const FileId file = view.program().modules[view.program()[rule].module.index].file;
    const Json& added = edit["changes"][view.uri(file)][0];
    std::string text(view.text(file));
    text.insert(
        view.offset(file, *read_position(added["range"]["start"])),
        added["newText"].get<std::string>()
    );
    if (workspace.imagine({{view.sources()[file].path(), text}})->has_errors()) {
        return Failure{
            ErrorCode::RequestFailed,
            "such a test needs names of files that are not in use here; `precept test --suggest` "
            "says where it can stand"};
    }
    return edit;
}

} // namespace precept::lsp
