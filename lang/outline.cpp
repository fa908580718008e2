#include "lang/outline.hpp"

#include "lang/ast_operands.hpp"
#include "lang/comments.hpp"

#include <algorithm>
#include <type_traits>

namespace precept {

namespace {

template <typename Item>
constexpr EntryKind kind_of() {
    if constexpr (std::is_same_v<Item, ast::Source>) {
        return EntryKind::Source;
    } else if constexpr (std::is_same_v<Item, ast::CodeSystem>) {
        return EntryKind::CodeSystem;
    } else if constexpr (std::is_same_v<Item, ast::Term>) {
        return EntryKind::Term;
    } else if constexpr (std::is_same_v<Item, ast::Fact>) {
        return EntryKind::Fact;
    } else if constexpr (std::is_same_v<Item, ast::Event>) {
        return EntryKind::Event;
    } else if constexpr (std::is_same_v<Item, ast::Field>) {
        return EntryKind::Field;
    } else if constexpr (std::is_same_v<Item, ast::Definition>) {
        return EntryKind::Definition;
    } else if constexpr (std::is_same_v<Item, ast::Rule>) {
        return EntryKind::Rule;
    } else {
        return EntryKind::Ensure;
    }
}

template <typename Item>
OutlineEntry entry_of(const Item& item) {
    OutlineEntry entry{kind_of<Item>(), item.name.text, {}, item.span, item.name.span};
    if constexpr (requires { item.title; }) {
        entry.detail = item.title.text;
    } else if (item.label) {
        entry.detail = item.label->text;
    }
    if constexpr (std::is_same_v<Item, ast::Event>) {
        for (const ast::Field& field : item.fields) {
            entry.children.push_back(entry_of(field));
        }
    }
    return entry;
}

void add(const ast::Item& item, std::vector<OutlineEntry>& entries) {
    std::visit(
        [&](const auto& one) {
            using Item = std::decay_t<decltype(one)>;
            if constexpr (std::is_same_v<Item, ast::Test>) {
                entries.push_back({EntryKind::Test, one.label.text, {}, one.span, one.label.span});
            } else if constexpr (!std::is_same_v<Item, ast::Use>) {
                entries.push_back(entry_of(one));
            }
        },
        item
    );
}

/// Collects what can be folded in one file.
class Folding {
public:
    explicit Folding(const SourceFile& file) : file_(file) {}

    void add(Span span, FoldKind kind = FoldKind::Region) {
        if (line(span.begin) < line(span.end)) {
            found_.push_back({span, kind});
        }
    }

    void lists(const ast::Expr& expr) {
        if (std::holds_alternative<ast::BulletList>(expr.node) ||
            std::holds_alternative<ast::SumOf>(expr.node)) {
            add(expr.span);
        }
        for_each_operand(expr, [&](const ast::Expr& operand) { lists(operand); });
    }

    void lists(const ast::ExprPtr& expr) {
        if (expr) {
            lists(*expr);
        }
    }

    void item(const ast::Item& item) {
        std::visit([&](const auto& one) { add(one.span); }, item);
        if (const auto* rule = std::get_if<ast::Rule>(&item)) {
            lists(rule->when);
            for (const ast::Unless& unless : rule->unless) {
                lists(unless.condition);
            }
            for (const ast::Action& action : rule->actions) {
                add(action.span);
            }
        } else if (const auto* definition = std::get_if<ast::Definition>(&item)) {
            for_each_expr(*definition, [&](const ast::Expr& expr) { lists(expr); });
        } else if (const auto* ensure = std::get_if<ast::Ensure>(&item)) {
            lists(ensure->whenever);
            lists(ensure->claim);
        }
    }

    /// Comments on lines that follow one another.
    void comments(FileId id) {
        std::vector<Span> run;
        for (const Comment& comment : find_comments(id, file_.text())) {
            const bool follows =
                !run.empty() && line(run.back().begin) + 1 == line(comment.span.begin);
            if (!follows) {
                end(run, FoldKind::Comment);
            }
            if (comment.own_line) {
                run.push_back(comment.span);
            }
        }
        end(run, FoldKind::Comment);
    }

    void uses(const std::deque<ast::Item>& items) {
        std::vector<Span> run;
        for (const ast::Item& item : items) {
            if (const auto* use = std::get_if<ast::Use>(&item)) {
                run.push_back(use->span);
            } else {
                end(run, FoldKind::Imports);
            }
        }
        end(run, FoldKind::Imports);
    }

    std::vector<Fold> take() {
        std::ranges::stable_sort(found_, {}, [](const Fold& fold) { return fold.span.begin; });
        return std::move(found_);
    }

private:
    [[nodiscard]] std::uint32_t line(std::uint32_t offset) const {
        return file_.position(offset).line;
    }

    void end(std::vector<Span>& run, FoldKind kind) {
        if (!run.empty()) {
            add(join(run.front(), run.back()), kind);
        }
        run.clear();
    }

    const SourceFile& file_;
    std::vector<Fold> found_;
};

} // namespace

std::string_view in_words(EntryKind kind) {
    switch (kind) {
    case EntryKind::Header: return "guideline";
    case EntryKind::Source: return "source";
    case EntryKind::CodeSystem: return "system";
    case EntryKind::Term: return "term";
    case EntryKind::Fact: return "fact";
    case EntryKind::Event: return "event";
    case EntryKind::Field: return "field";
    case EntryKind::Definition: return "define";
    case EntryKind::Rule: return "rule";
    case EntryKind::Test: return "test";
    case EntryKind::Ensure: return "ensure";
    case EntryKind::Broken: return "broken";
    }
    return "";
}

std::vector<OutlineEntry> outline(const ast::Module& module) {
    std::vector<OutlineEntry> entries;
    if (const auto& header = module.header) {
        entries.push_back(
            {EntryKind::Header,
             header->name.text,
             header->label ? header->label->text : "",
             header->span,
             header->name.span}
        );
    }
    for (const ast::Item& item : module.items) {
        add(item, entries);
    }
    for (const ast::Name& broken : module.broken) {
        if (!broken.text.empty()) {
            entries.push_back({EntryKind::Broken, broken.text, {}, broken.span, broken.span});
        }
    }
    std::ranges::stable_sort(entries, {}, [](const OutlineEntry& one) { return one.whole.begin; });
    return entries;
}

std::vector<Fold> folds(const ast::Module& module, const Sources& sources) {
    Folding folding(sources[module.file]);
    if (module.header) {
        folding.add(module.header->span);
        folding.lists(module.header->applies);
    }
    for (const ast::Item& item : module.items) {
        folding.item(item);
    }
    folding.uses(module.items);
    folding.comments(module.file);
    return folding.take();
}

} // namespace precept
