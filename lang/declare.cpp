// Declarations whose meaning needs no other expression than constants.

#include "lang/building.hpp"
#include "lang/codes.hpp"
#include "lang/constants.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <type_traits>

namespace precept {

namespace {

constexpr std::size_t most_values = 63;
constexpr double language_version = 1;

class Declaring {
public:
    explicit Declaring(Building& building) : building_(building) {}

    void run() {
        reserve();
        for (module_ = 0; module_ < building_.modules.size(); ++module_) {
            header(building_.modules[module_]);
            for (const ast::Item& item : building_.modules[module_].ast.items) {
                std::visit([&](const auto& one) { name_item(one); }, item);
            }
        }
        qualify();
        break_term_circles();
        // Types may name terms of any module, so that they come once all terms are known.
        for (module_ = 0; module_ < building_.modules.size(); ++module_) {
            for (const ast::Item& item : building_.modules[module_].ast.items) {
                std::visit([&](const auto& one) { type_item(one); }, item);
            }
        }
    }

private:
    Program& program() { return building_.program; }

    [[nodiscard]] ModuleId module_id() const { return ModuleId{module_}; }

    /// One entry for each symbol, so that ids are symbol indices whatever is wrong with the items.
    void reserve() {
        const Names& names = building_.names;
        program().sources.resize(names.count(SymbolKind::Source));
        program().terms.resize(names.count(SymbolKind::Term));
        program().facts.resize(names.count(SymbolKind::Fact));
        program().events.resize(names.count(SymbolKind::Event));
        program().definitions.resize(names.count(SymbolKind::Definition));
        program().rules.resize(names.count(SymbolKind::Rule));
        program().ensures.resize(names.count(SymbolKind::Ensure));
    }

    // ---- headers

    void header(const LoadedModule& loaded) {
        Module module;
        module.file = loaded.ast.file;
        module.name = loaded.stem;
        if (const auto& header = loaded.ast.header) {
            module.name = header->name.text;
            module.label = header->label ? header->label->text : words_of(header->name.text);
            module.kind = header->kind;
            module.version = header->version ? header->version->text : "";
            module.status = header->status;
            module.span = header->span;
            if (!loaded.stem.empty() && loaded.stem != header->name.text) {
                auto& finding = building_.report(
                    Code::ModuleName,
                    header->name.span,
                    fmt::format("the file is called `{}.precept`", loaded.stem),
                    fmt::format("name it `{}`, or rename the file", loaded.stem)
                );
                finding.fix = Fix{header->name.span, loaded.stem};
            }
            check_language(*header);
            review(*header, module);
        }
        program().modules.push_back(std::move(module));
    }

    void check_language(const ast::Header& header) {
        if (!header.language) {
            auto& finding = building_.report(
                Code::MissingHeader,
                header.name.span,
                "the header does not say for which version of the language it is written",
                "add `language 1`"
            );
            const Span after = header.label ? header.label->span : header.name.span;
            finding.fix = Fix{{after.file, after.end, after.end}, "\n  language 1"};
        } else if (header.language->value != language_version) {
            building_.report(
                Code::UnknownLanguage,
                header.language_span,
                fmt::format(
                    "this precept knows version 1 of the language, not {}",
                    header.language->spelling
                ),
                "use a newer precept, or write `language 1`"
            );
        }
    }

    void review(const ast::Header& header, Module& module) {
        if (header.reviewed) {
            module.reviewed = date_of(building_, header.reviewed->text, header.reviewed->span);
        }
        if (header.review_every) {
            module.review_every =
                calendar_span(building_, *header.review_every, header.review_span);
        }
        if (!module.reviewed || !module.review_every ||
            module.status == ast::ModuleStatus::Retired) {
            return;
        }
        const Date due = add(*module.reviewed, *module.review_every);
        if (due < building_.options.today) {
            building_.report(
                Code::OverdueReview,
                header.review_span,
                fmt::format("the review of this file was due on {}", to_string(due)),
                fmt::format("review it, and set `reviewed {}`", to_string(building_.options.today))
            );
        }
    }

    // ---- the first pass: names, labels, term hierarchy

    static std::string label_of(const std::optional<ast::Text>& label, const ast::Name& name) {
        return label ? label->text : words_of(name.text);
    }

    std::vector<CodeBinding> codes(const std::vector<ast::CodeBinding>& bindings) {
        return bind_codes(building_, module_, bindings);
    }

    void name_item(const ast::Source& item) {
        Source& source = program().sources[sources_++];
        source.name = item.name.text;
        source.title = item.title.text;
        const auto text = [](const auto& maybe) { return maybe ? maybe->text : std::string(); };
        source.doi = text(item.doi);
        source.pmid = text(item.pmid);
        source.url = text(item.url);
        if (item.published) {
            source.published = date_of(building_, item.published->text, item.published->span);
        }
        if (item.accessed) {
            source.accessed = date_of(building_, item.accessed->text, item.accessed->span);
        }
        source.span = item.name.span;
    }

    void name_item(const ast::Term& item) {
        const TermId id{terms_++};
        program().terms[id.index].codes = codes(item.codes);
        Term& term = program().terms[id.index];
        term.name = item.name.text;
        term.label = label_of(item.label, item.name);
        term.module = module_id();
        term.span = item.name.span;
        for (const ast::Path& path : item.parents) {
            if (const auto parent = building_.find(module_, path, SymbolKind::Term)) {
                term.parents.push_back(TermId{*parent});
                parent_spans_.push_back({id, TermId{*parent}, path.span});
            }
        }
    }

    void name_item(const ast::Fact& item) { start(program().facts[facts_++], item); }

    void name_item(const ast::Event& item) { start(program().events[events_++], item); }

    void name_item(const ast::Definition& item) {
        start(program().definitions[definitions_++], item);
    }

    void name_item(const ast::Rule& item) { start(program().rules[rules_++], item); }

    void name_item(const ast::Ensure& item) { start(program().ensures[ensures_++], item); }

    template <typename Other>
    void name_item(const Other& /*use, system, test*/) {}

    template <typename Declared, typename Item>
    void start(Declared& declared, const Item& item) {
        declared.name = item.name.text;
        declared.label = label_of(item.label, item.name);
        declared.module = module_id();
        declared.span = item.name.span;
    }

    /// Where two modules share a word, both are shown with their module's name.
    void qualify() {
        qualify(program().terms);
        qualify(program().facts);
        qualify(program().events);
        qualify(program().definitions);
        qualify(program().rules);
    }

    template <typename Declared>
    void qualify(std::vector<Declared>& all) {
        NameTable first(all.size());
        std::vector<bool> shared(all.size());
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (const std::uint32_t before = first.add(all[i].name, i); before != i) {
                shared[i] = shared[before] = true;
            }
        }
        for (std::uint32_t i = 0; i < all.size(); ++i) {
            if (shared[i]) {
                all[i].name = program()[all[i].module].name + "." + all[i].name;
            }
        }
    }

    // ---- the hierarchy of terms

    struct ParentSpan {
        TermId term;
        TermId parent;
        Span span;
    };

    /// Reports circles and cuts them, so that every later walk up or down the hierarchy ends.
    void break_term_circles() {
        enum class Mark : std::uint8_t { New, Open, Done };
        std::vector<Mark> marks(program().terms.size(), Mark::New);
        std::vector<std::pair<TermId, std::size_t>> path;
        for (std::uint32_t root = 0; root < program().terms.size(); ++root) {
            if (marks[root] != Mark::New) {
                continue;
            }
            marks[root] = Mark::Open;
            path.emplace_back(TermId{root}, 0);
            while (!path.empty()) {
                auto& [term, next] = path.back();
                auto& parents = program().terms[term.index].parents;
                if (next == parents.size()) {
                    marks[term.index] = Mark::Done;
                    path.pop_back();
                    continue;
                }
                const TermId parent = parents[next];
                if (marks[parent.index] == Mark::Open) {
                    report_term_circle(path, parent);
                    parents.erase(parents.begin() + static_cast<std::ptrdiff_t>(next));
                    continue;
                }
                ++next;
                if (marks[parent.index] == Mark::New) {
                    marks[parent.index] = Mark::Open;
                    path.emplace_back(parent, 0);
                }
            }
        }
        for (std::uint32_t term = 0; term < program().terms.size(); ++term) {
            for (const TermId parent : program().terms[term].parents) {
                program().terms[parent.index].children.push_back(TermId{term});
            }
        }
    }

    void
    report_term_circle(const std::vector<std::pair<TermId, std::size_t>>& path, TermId back_to) {
        auto start = path.begin();
        while (start->first != back_to) {
            ++start;
        }
        std::string text;
        for (auto step = start; step != path.end(); ++step) {
            text += fmt::format("`{}` is ", program()[step->first].name);
        }
        const auto& last = path.back();
        const auto span =
            std::find_if(parent_spans_.begin(), parent_spans_.end(), [&](const ParentSpan& one) {
                return one.term == last.first && one.parent == back_to;
            });
        auto& finding = building_.report(
            Code::TermCircle,
            span->span,
            fmt::format(
                "terms stand above one another in a circle: {}`{}`", text, program()[back_to].name
            ),
            "remove one of these parents"
        );
        for (auto step = start; step != path.end(); ++step) {
            if (step->first != last.first) {
                finding.notes.push_back({program()[step->first].span, "in the circle"});
            }
        }
    }

    // ---- the second pass: types

    DomainId domain(const std::vector<ast::ValueDecl>& values) {
        Domain domain;
        domain.values.reserve(values.size());
        NameTable seen(values.size());
        for (std::uint32_t i = 0; i < values.size(); ++i) {
            const ast::ValueDecl& value = values[i];
            const std::uint32_t first = seen.add(value.text, i);
            if (first != i) {
                auto& finding = building_.report(
                    Code::DuplicateValue,
                    value.span,
                    fmt::format("`{}` stands twice in this list", value.text),
                    "remove one of them"
                );
                finding.notes.push_back({values[first].span, "it stands here already"});
                continue;
            }
            domain.values.push_back(
                {value.text,
                 value.label ? value.label->text : words_of(value.text),
                 codes(value.codes),
                 value.span}
            );
        }
        if (domain.values.size() > most_values) {
            building_.report(
                Code::TooManyValues,
                join(values.front().span, values.back().span),
                fmt::format(
                    "a list holds at most {} values; this one has {}",
                    most_values,
                    domain.values.size()
                ),
                "declare them as terms below one common term, and use that term as the type"
            );
            domain.values.resize(most_values);
        }
        program().domains.push_back(std::move(domain));
        return DomainId{static_cast<std::uint32_t>(program().domains.size() - 1)};
    }

public:
    Holds holds(std::uint32_t module, const ast::Type& type) {
        module_ = module;
        return std::visit([&](const auto& kind) { return holds(kind); }, type.kind);
    }

private:
    static Holds holds(const ast::YesNoType& /*type*/) {
        return {Type{.kind = TypeKind::Truth}, {}};
    }

    static Holds holds(const ast::DateType& /*type*/) { return {Type{.kind = TypeKind::Date}, {}}; }

    Holds holds(const ast::OneOfType& type) {
        return {Type{.kind = TypeKind::Coded, .domain = domain(type.values)}, {}};
    }

    Holds holds(const ast::SetOfType& type) {
        return {Type{.kind = TypeKind::Set, .domain = domain(type.values)}, {}};
    }

    Holds holds(const ast::TermType& type) {
        const auto root = building_.find(module_, type.root, SymbolKind::Term);
        if (!root) {
            return {};
        }
        return {Type{.kind = TypeKind::Term, .root = TermId{*root}}, {}};
    }

    Holds holds(const ast::NumberType& type) {
        Holds result{Type{.kind = TypeKind::Number}, {}};
        if (type.unit) {
            const auto unit = unit_of(building_, *type.unit);
            if (!unit) {
                return {};
            }
            result.type.unit = *unit;
        }
        if (!type.range) {
            return result;
        }
        // A bound without a unit is in the declared one.
        const auto bound = [&](const ast::NumberLiteral& literal) {
            return literal.unit
                       ? number_in(building_, literal, false, literal.unit->span, result.type.unit)
                       : std::optional(literal.value);
        };
        const auto low = bound(type.range->first);
        const auto high = bound(type.range->second);
        if (low && high && *low > *high) {
            building_.report(
                Code::EmptyRange,
                type.range_span,
                fmt::format(
                    "no number is at least {} and at most {}", number_text(*low), number_text(*high)
                ),
                "the smaller bound comes first"
            );
        } else if (low && high) {
            result.range = {*low, *high};
        }
        return result;
    }

    void type_item(const ast::Fact& item) {
        const std::uint32_t index = typed_facts_++;
        const Holds held = holds(module_, item.type);
        auto bindings = codes(item.codes);
        Fact& fact = program().facts[index];
        fact.holds = held;
        fact.codes = std::move(bindings);
        fact.fixed = item.fixed;
        fact.ask = item.ask ? item.ask->text : "";
        if (item.valid_for) {
            fact.valid_for = calendar_span(building_, *item.valid_for, item.valid_for_span);
        }
        if (item.assume) {
            program().facts[index].assume = constant(building_, module_, *item.assume, held);
            program().facts[index].assume_span = item.assume->span;
        }
    }

    void type_item(const ast::Event& item) {
        const std::uint32_t index = typed_events_++;
        program().events[index].codes = codes(item.codes);
        NameTable seen(item.fields.size());
        for (std::uint32_t i = 0; i < item.fields.size(); ++i) {
            const ast::Field& field = item.fields[i];
            const std::uint32_t first = seen.add(field.name.text, i);
            if (first != i) {
                auto& finding = building_.report(
                    Code::DuplicateName,
                    field.name.span,
                    fmt::format("`{}` has two fields called `{}`", item.name.text, field.name.text),
                    "give one of them another name"
                );
                finding.notes.push_back({item.fields[first].name.span, "first declared here"});
            }
            Field declared{
                field.name.text,
                label_of(field.label, field.name),
                holds(module_, field.type),
                codes(field.codes),
                field.name.span};
            program().events[index].fields.push_back(std::move(declared));
        }
    }

    template <typename Other>
    void type_item(const Other& /*item*/) {}

    Building& building_;
    std::uint32_t module_ = 0;
    std::uint32_t sources_ = 0, terms_ = 0, facts_ = 0, events_ = 0, definitions_ = 0, rules_ = 0,
                  ensures_ = 0, typed_facts_ = 0, typed_events_ = 0;
    std::vector<ParentSpan> parent_spans_;
};

} // namespace

void declare(Building& building) {
    Declaring(building).run();
}

Holds holds_of(Building& building, std::uint32_t module, const ast::Type& type) {
    return Declaring(building).holds(module, type);
}

} // namespace precept
