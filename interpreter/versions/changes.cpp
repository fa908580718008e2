#include "interpreter/versions/changes.hpp"

#include "interpreter/render_answer.hpp"
#include "interpreter/text_page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace precept::versions {

namespace {

using Key = std::pair<Kind, std::string>;

std::map<Key, std::size_t> by_name(const std::vector<Item>& items) {
    std::map<Key, std::size_t> found;
    for (std::size_t i = 0; i < items.size(); ++i) {
        found.emplace(Key{items[i].kind, items[i].name}, i);
    }
    return found;
}

/// What an item says that patients' answers depend on.
std::string substance(const Item& item) {
    std::string text;
    for (const auto& [what, statement] : item.says) {
        text += statement.wording ? "" : what + ": " + statement.meaning + "\n";
    }
    return text;
}

/// Names of the version before that another now stands for, and that say the same.
Renamed find_renamed(const Version& before, const Version& after) {
    Renamed renamed;
    const std::vector<Item> now = items_of(after.program, after.sources);
    const auto names = by_name(now);
    // A name in what others say can hide that those were renamed, too.
    for (int round = 0; round < 4; ++round) {
        const std::vector<Item> then = items_of(before.program, before.sources, renamed);
        const auto known = by_name(then);
        std::set<std::string> taken;
        const std::size_t count = renamed.size();
        for (const Item& old : then) {
            const bool candidate = old.kind != Kind::Module && old.kind != Kind::Test &&
                                   old.kind != Kind::Source &&
                                   !names.contains({old.kind, old.name});
            const std::string says = substance(old);
            if (!candidate || says.empty()) {
                continue;
            }
            std::vector<const Item*> same;
            for (const Item& other : now) {
                const bool fits = other.kind == old.kind &&
                                  !known.contains({other.kind, other.name}) &&
                                  substance(other) == says;
                if (fits) {
                    same.push_back(&other);
                }
            }
            // Facts say little: the label tells them apart.
            std::erase_if(same, [&](const Item* other) {
                return old.kind != Kind::Rule && old.kind != Kind::Definition &&
                       other->label != old.label;
            });
            if (same.size() == 1 && taken.insert(same.front()->name).second) {
                renamed[old.name] = same.front()->name;
            }
        }
        if (renamed.size() == count) {
            break;
        }
    }
    return renamed;
}

/// The parts of a list of conditions, or of cases, each with its meaning and its text.
std::vector<std::pair<std::string, std::string>>
parts_of(const Version& version, NodeId list, const Renamed& renamed) {
    std::vector<std::pair<std::string, std::string>> parts;
    const auto text = [&](Span span) { return one_line(version.sources, span); };
    const auto add = [&](NodeId value, NodeId when) {
        const Span span = version.program[value].span;
        const bool together = when.valid() && version.program[when].span.file == span.file &&
                              version.program[when].span.begin > span.begin;
        parts.emplace_back(
            meaning_of(version.program, value, renamed) + " when " +
                meaning_of(version.program, when, renamed),
            together ? text(join(span, version.program[when].span)) : text(span)
        );
    };
    const Node& node = version.program[list];
    if (const auto* junction = std::get_if<node::Junction>(&node.kind)) {
        for (const NodeId operand : junction->operands) {
            parts.emplace_back(
                meaning_of(version.program, operand, renamed), text(version.program[operand].span)
            );
        }
    } else if (const auto* cases = std::get_if<node::Cases>(&node.kind)) {
        for (const node::Case& one : cases->cases) {
            add(one.value, one.when);
        }
    } else if (const auto* sum = std::get_if<node::Sum>(&node.kind)) {
        for (const node::Summand& one : sum->summands) {
            add(one.value, one.when);
        }
    }
    return parts;
}

class Comparison {
public:
    Comparison(const Version& before, const Version& after)
        : before_(before),
          after_(after),
          renamed_(find_renamed(before, after)) {}

    std::vector<ItemChange> run() {
        const std::vector<Item> then = items_of(before_.program, before_.sources, renamed_);
        const std::vector<Item> now = items_of(after_.program, after_.sources);
        const auto known = by_name(then);
        const auto names = by_name(now);
        std::map<std::string, std::string> old_names;
        for (const auto& [old_name, name] : renamed_) {
            old_names[name] = old_name;
        }
        std::vector<ItemChange> found;
        for (const Item& item : now) {
            const auto old = known.find({item.kind, item.name});
            if (old == known.end()) {
                found.push_back({std::nullopt, item, {}});
                continue;
            }
            ItemChange change{then[old->second], item, {}};
            const auto old_name = old_names.find(item.name);
            if (old_name != old_names.end()) {
                change.before->name = old_name->second;
            }
            compare(change);
            if (!change.says.empty() || change.renamed()) {
                found.push_back(std::move(change));
            }
        }
        for (const Item& item : then) {
            if (!names.contains({item.kind, item.name})) {
                found.push_back({item, std::nullopt, {}});
            }
        }
        std::stable_sort(found.begin(), found.end(), [](const ItemChange& a, const ItemChange& b) {
            return a.item().kind < b.item().kind;
        });
        return found;
    }

private:
    void compare(ItemChange& change) const {
        std::set<std::string> all;
        for (const auto& [what, statement] : change.before->says) {
            all.insert(what);
        }
        for (const auto& [what, statement] : change.after->says) {
            all.insert(what);
        }
        for (const std::string& what : all) {
            const auto old = change.before->says.find(what);
            const auto now = change.after->says.find(what);
            StatementChange said{what, std::nullopt, std::nullopt, {}, {}};
            if (old != change.before->says.end()) {
                said.before = old->second;
            }
            if (now != change.after->says.end()) {
                said.after = now->second;
            }
            if (said.before && said.after && said.before->meaning == said.after->meaning) {
                continue;
            }
            if (said.before && said.after && said.before->condition.valid() &&
                said.after->condition.valid()) {
                find_parts(said);
            }
            change.says.push_back(std::move(said));
        }
    }

    /// Only what differs of two lists of one kind.
    void find_parts(StatementChange& said) const {
        const Node& old = before_.program[said.before->condition];
        const Node& now = after_.program[said.after->condition];
        const auto* first = std::get_if<node::Junction>(&old.kind);
        const auto* second = std::get_if<node::Junction>(&now.kind);
        const bool one_kind = old.kind.index() == now.kind.index() &&
                              (first == nullptr || (first->quantity == second->quantity &&
                                                    first->count == second->count));
        if (!one_kind) {
            return;
        }
        auto gone = parts_of(before_, said.before->condition, renamed_);
        auto come = parts_of(after_, said.after->condition, {});
        for (auto part = gone.begin(); part != gone.end();) {
            const auto same = std::find_if(come.begin(), come.end(), [&](const auto& other) {
                return other.first == part->first;
            });
            if (same == come.end()) {
                ++part;
            } else {
                come.erase(same);
                part = gone.erase(part);
            }
        }
        for (const auto& part : gone) {
            said.gone.push_back(part.second);
        }
        for (const auto& part : come) {
            said.come.push_back(part.second);
        }
    }

    Version before_, after_;
    Renamed renamed_;
};

/// What is said in a form for people: `unless`, without what tells one from the other.
std::string heading_of(const StatementChange& said) {
    if (said.what.starts_with("unless ")) {
        return said.what.ends_with(" because") ? "unless, because" : "unless";
    }
    return said.what;
}

void put(Page& page, const StatementChange& said) {
    const std::string heading = heading_of(said);
    if (!said.gone.empty() || !said.come.empty()) {
        page.paragraph(4, 6, Text(heading, Tint::Dim).attach(":"));
        for (const std::string& part : said.gone) {
            page.paragraph(6, 8, Text("-", Tint::No).add(part));
        }
        for (const std::string& part : said.come) {
            page.paragraph(6, 8, Text("+", Tint::Yes).add(part));
        }
        return;
    }
    if (!said.before || !said.after) {
        const Statement& one = said.before ? *said.before : *said.after;
        Text text(said.before ? "-" : "+", said.before ? Tint::No : Tint::Yes);
        text.add(heading, Tint::Dim);
        if (one.shown != said.what) { // an action says itself
            text.add(one.shown);
        }
        page.paragraph(4, 6, text);
        return;
    }
    if (said.before->shown == said.after->shown) {
        page.paragraph(
            4,
            6,
            Text(heading, Tint::Dim).attach(": the order of the cases, which are read from the top")
        );
        return;
    }
    page.paragraph(4, 6, Text(heading, Tint::Dim).attach(":"));
    page.paragraph(6, 8, Text("-", Tint::No).add(said.before->shown));
    page.paragraph(6, 8, Text("+", Tint::Yes).add(said.after->shown));
}

} // namespace

bool ItemChange::wording() const {
    return before && after &&
           std::all_of(says.begin(), says.end(), [](const StatementChange& said) {
               return said.wording();
           });
}

std::vector<ItemChange> changes(const Version& before, const Version& after) {
    return Comparison(before, after).run();
}

std::string
render_text(const std::vector<ItemChange>& found, const Sources& after, const Style& style) {
    Page page(style);
    for (const ItemChange& change : found) {
        const Item& item = change.item();
        const bool test = item.kind == Kind::Test;
        Text text(
            !change.before  ? "+"
            : !change.after ? "-"
                            : "~",
            !change.before  ? Tint::Yes
            : !change.after ? Tint::No
                            : Tint::Open
        );
        text.add(in_words(item.kind));
        if (change.renamed()) {
            text.add(change.before->name, Tint::Bold).add("is now called");
        }
        text.add(test ? fmt::format("\"{}\"", item.name) : item.name, Tint::Bold);
        if (!test && change.after && !item.label.empty()) {
            text.add(fmt::format("\"{}\"", item.label));
        }
        if (change.after) {
            text.aside(after.place(item.span));
        }
        page.paragraph(0, 4, text);
        if (test) {
            continue;
        }
        for (const StatementChange& said : change.says) {
            if (!said.wording()) {
                put(page, said);
            }
        }
        std::vector<std::string> wording;
        for (const StatementChange& said : change.says) {
            if (said.wording()) {
                wording.push_back(heading_of(said));
            }
        }
        if (!wording.empty()) {
            page.paragraph(
                4, 6, Text("wording:", Tint::Dim).add(fmt::format("{}", fmt::join(wording, "; ")))
            );
        }
        if (!change.after || !change.before) {
            const Item& whole = item;
            for (const auto& [what, statement] : whole.says) {
                if (!statement.wording && statement.shown != what) {
                    page.paragraph(
                        4,
                        6,
                        Text(what.starts_with("unless ") ? "unless" : what, Tint::Dim)
                            .add(statement.shown)
                    );
                } else if (!statement.wording) {
                    page.paragraph(4, 6, Text(what));
                }
            }
        }
    }
    return page.take();
}

} // namespace precept::versions
