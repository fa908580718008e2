#include "interpreter/cohort/mapping.hpp"

#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_tree.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace precept::cohort {

namespace {

using Kind = JsonValue::Kind;
using Keys = std::vector<std::string>;

const JsonMember* member(const JsonValue& object, std::string_view key) {
    const auto found =
        std::find_if(object.members.begin(), object.members.end(), [&](const JsonMember& one) {
            return one.key == key;
        });
    return found == object.members.end() ? nullptr : &*found;
}

/// What a value of a fact or a field has to be.
struct Target {
    std::string name;
    const Holds& holds;
    Span declared;
};

class Reader {
public:
    Reader(const Program& program, Diagnostics& diagnostics)
        : program_(program),
          diagnostics_(diagnostics),
          declarations_(program, diagnostics) {}

    Mapping read(const JsonValue& root) {
        Mapping mapping = no_mapping(program_);
        static const Keys keys{
            "id", "missing", "separator", "unreadable", "ignore", "facts", "events", "comment"};
        if (!is(root, Kind::Object, "a mapping file is one JSON object")) {
            return mapping;
        }
        only(root, keys, "a mapping", {"$schema"});
        table(root, mapping.cohort);
        for (TableRules& events : mapping.events) {
            events.usual = mapping.cohort.usual;
        }
        if (const JsonMember* facts = member(root, "facts");
            facts != nullptr && is(facts->value, Kind::Object, "`facts` is an object")) {
            for (const JsonMember& fact : facts->value.members) {
                this->fact(fact, mapping.cohort);
            }
        }
        if (const JsonMember* events = member(root, "events");
            events != nullptr && is(events->value, Kind::Object, "`events` is an object")) {
            for (const JsonMember& event : events->value.members) {
                this->event(event, mapping);
            }
        }
        return mapping;
    }

private:
    void report(Code code, Span span, std::string message, std::string help = {}) {
        diagnostics_.push_back(
            {.code = code, .span = span, .message = std::move(message), .help = std::move(help)}
        );
    }

    bool is(const JsonValue& json, Kind kind, std::string message, std::string help = {}) {
        if (json.kind == kind) {
            return true;
        }
        report(Code::WrongShape, json.span, std::move(message), std::move(help));
        return false;
    }

    /// Reports keys of `object` that are none of `keys`.
    bool
    only(const JsonValue& object, const Keys& keys, std::string_view what, const Keys& also = {}) {
        bool sound = true;
        for (const JsonMember& one : object.members) {
            if (std::count(keys.begin(), keys.end(), one.key) +
                    std::count(also.begin(), also.end(), one.key) >
                0) {
                continue;
            }
            const auto guess = nearest(one.key, keys);
            report(
                Code::UnknownField,
                one.key_span,
                fmt::format("{} has no `{}`", what, one.key),
                guess ? fmt::format("did you mean `{}`?", *guess)
                      : fmt::format("it may have {}", list_of(keys, "and", keys.size()))
            );
            sound = false;
        }
        return sound;
    }

    std::optional<Named> text(const JsonValue& json, std::string_view what) {
        if (!is(json, Kind::Text, fmt::format("{} is a text", what))) {
            return std::nullopt;
        }
        return Named{json.text, json.span};
    }

    std::vector<Named> texts(const JsonValue& json, std::string_view what) {
        std::vector<Named> all;
        if (is(json, Kind::List, fmt::format("{} is a list of texts", what), "such as [\"NA\"]")) {
            for (const JsonValue& item : json.items) {
                if (const auto one = text(item, "each of them")) {
                    all.push_back(*one);
                }
            }
        }
        return all;
    }

    /// What a table has beside its targets.
    void table(const JsonValue& object, TableRules& rules) {
        if (const JsonMember* id = member(object, "id")) {
            rules.id =
                text(id->value, "`id`, the column that names the patient,").value_or(Named{});
        }
        if (const JsonMember* ignore = member(object, "ignore")) {
            rules.ignore = texts(ignore->value, "`ignore`");
        }
        how_to_read(object, rules.usual);
    }

    /// The keys that a table and a column share; what the table says counts for its columns.
    void how_to_read(const JsonValue& object, CellRules& rules) {
        if (const JsonMember* missing = member(object, "missing")) {
            for (Named& marker : texts(missing->value, "`missing`")) {
                rules.missing.push_back(std::move(marker.name));
            }
        }
        if (const JsonMember* separator = member(object, "separator")) {
            const auto one = text(separator->value, "`separator`");
            if (one && one->name.empty()) {
                report(Code::WrongShape, one->span, "a separator has at least one character");
            } else if (one) {
                rules.separator = one->name;
            }
        }
        if (const JsonMember* unreadable = member(object, "unreadable")) {
            const auto one = text(unreadable->value, "`unreadable`");
            if (one && one->name != "reject" && one->name != "missing") {
                report(
                    Code::UnknownValue,
                    one->span,
                    fmt::format("`{}` is not one of the values here", one->name),
                    "allowed: `reject` (the whole record) or `missing` (this value)"
                );
            }
            rules.unreadable_is_missing = one && one->name == "missing";
        }
    }

    void fact(const JsonMember& fact, TableRules& rules) {
        const auto declared = declarations_.find(fact.key);
        if (!declared) {
            declarations_.report_unknown(
                fact.key,
                fact.key_span,
                "facts are those of the rule files; a column that is none stands under `ignore`"
            );
            return;
        }
        if (!declared->fact) {
            report(
                Code::WrongKind,
                fact.key_span,
                fmt::format("`{}` is a list of events, not a fact", fact.key),
                "what is said of events stands under `events`"
            );
            return;
        }
        const Fact& its = program_[*declared->fact];
        target({its.name, its.holds, its.span}, declared->fact->index, fact, rules);
    }

    void event(const JsonMember& event, Mapping& mapping) {
        const auto declared = declarations_.find(event.key);
        if (!declared) {
            declarations_.report_unknown_event(event.key, event.key_span);
            return;
        }
        if (!declared->event) {
            report(
                Code::WrongKind,
                event.key_span,
                fmt::format("`{}` is a fact, not a list of events", event.key),
                "what is said of facts stands under `facts`"
            );
            return;
        }
        static const Keys keys{
            "id", "missing", "separator", "unreadable", "ignore", "fields", "comment"};
        if (!is(event.value, Kind::Object, "what is said of events is an object")) {
            return;
        }
        only(event.value, keys, "what is said of events");
        TableRules& rules = mapping.events[declared->event->index];
        table(event.value, rules);
        const JsonMember* fields = member(event.value, "fields");
        if (fields == nullptr || !is(fields->value, Kind::Object, "`fields` is an object")) {
            return;
        }
        for (const JsonMember& field : fields->value.members) {
            const auto index =
                declarations_.field(*declared->event, field.key, field.key_span, event.key);
            if (index) {
                const Field& its = program_[*declared->event].fields[*index];
                target({its.name, its.holds, its.span}, *index, field, rules);
            }
        }
    }

    /// `NAME: SOURCES` of a fact or a field.
    void
    target(const Target& what, std::uint32_t index, const JsonMember& said, TableRules& table) {
        for (const TargetRules& other : table.targets) {
            if (other.target == index) {
                report(
                    Code::DuplicateKey,
                    said.key_span,
                    fmt::format("`{}` stands here twice", what.name),
                    "put its columns into one list"
                );
                return;
            }
        }
        TargetRules rules{.target = index, .span = said.key_span};
        const JsonValue* sources = &said.value;
        if (const JsonMember* first = member(*sources, "first");
            sources->kind == Kind::Object && first != nullptr) {
            only(*sources, {"first", "comment"}, "a choice of the first");
            rules.several = Several::First;
            sources = &first->value;
            if (!is(*sources, Kind::List, "`first` is a list of columns")) {
                return;
            }
        }
        if (const JsonMember* constant = member(*sources, "constant");
            sources->kind == Kind::Object && constant != nullptr) {
            only(*sources, {"constant", "comment"}, "a constant");
            rules.constant = value(constant->value, what).value_or(std::nullopt);
        } else if (sources->kind == Kind::List) {
            if (sources->items.empty()) {
                report(
                    Code::WrongShape,
                    sources->span,
                    fmt::format("`{}` comes from no column here", what.name),
                    "list the columns that it may stand in, or leave it out"
                );
            }
            for (const JsonValue& one : sources->items) {
                source(one, what, table.usual, rules.sources);
            }
        } else {
            source(*sources, what, table.usual, rules.sources);
        }
        table.targets.push_back(std::move(rules));
    }

    void source(
        const JsonValue& json,
        const Target& what,
        const CellRules& usual,
        std::vector<CellRules>& sources
    ) {
        static const Keys keys{
            "column",
            "on",
            "unit",
            "values",
            "missing",
            "separator",
            "pattern",
            "unreadable",
            "comment"};
        CellRules rules = usual;
        if (json.kind == Kind::Text) {
            rules.column = column({json.text, json.span});
            sources.push_back(std::move(rules));
            return;
        }
        if (!is(json,
                Kind::Object,
                "where a value comes from is the name of a column, or an object",
                R"(such as {"column": "er", "values": {"Positive": "positive"}})")) {
            return;
        }
        const bool sound = only(json, keys, "a column");
        const JsonMember* column = member(json, "column");
        if (column == nullptr && sound) {
            report(Code::WrongShape, json.span, "this has no `column`", "say which column it is");
        }
        if (column == nullptr) {
            return;
        }
        rules.column = this->column(text(column->value, "`column`").value_or(Named{}));
        if (const JsonMember* day = member(json, "on")) {
            rules.day = text(day->value, "`on`, the column with the day,").value_or(Named{});
        }
        how_to_read(json, rules);
        unit(json, what, rules);
        pattern(json, rules);
        if (const JsonMember* values = member(json, "values");
            values != nullptr && is(values->value, Kind::Object, "`values` is an object")) {
            for (const JsonMember& one : values->value.members) {
                if (const auto found = value(one.value, what)) {
                    rules.values.emplace(one.key, *found);
                }
            }
        }
        sources.push_back(std::move(rules));
    }

    Named column(Named name) {
        if (name.name.empty() && name.span.end > 0) {
            report(Code::WrongShape, name.span, "the name of a column is missing");
        }
        return name;
    }

    void unit(const JsonValue& json, const Target& what, CellRules& rules) {
        const JsonMember* unit = member(json, "unit");
        const auto named = unit == nullptr ? std::nullopt : text(unit->value, "`unit`");
        if (!named) {
            return;
        }
        // Any number will do to see whether the unit fits.
        const Holds unlimited{what.holds.type, {}};
        if (declarations_.value(
                {1.0, named->name, named->span, named->span, {}}, unlimited, what.declared
            )) {
            rules.unit = named->name;
        }
    }

    void pattern(const JsonValue& json, CellRules& rules) {
        const JsonMember* pattern = member(json, "pattern");
        const auto named = pattern == nullptr ? std::nullopt : text(pattern->value, "`pattern`");
        if (!named) {
            return;
        }
        std::string fault;
        rules.pattern = Pattern::read(named->name, fault);
        if (!rules.pattern) {
            report(
                Code::WrongShape,
                named->span,
                fmt::format("this pattern cannot be used: {}", fault),
                R"(such as "([0-9.]+)(?: .*)?": the group in parentheses is the value)"
            );
        }
    }

    /// What a value means; an inner nothing: missing. Nothing when reported.
    std::optional<std::optional<Value>> value(const JsonValue& json, const Target& what) {
        if (json.kind == Kind::Null) {
            return std::optional<Value>();
        }
        if (json.kind == Kind::List && what.holds.type.kind == TypeKind::Set) {
            SetValue members;
            bool sound = true;
            for (const JsonValue& item : json.items) {
                const auto one = single(item, what);
                sound = sound && one;
                members.members |= one ? std::get<SetValue>(*one).members : 0;
            }
            return sound ? std::optional(std::optional<Value>(members)) : std::nullopt;
        }
        const auto one = single(json, what);
        return one ? std::optional(one) : std::nullopt;
    }

    std::optional<Value> single(const JsonValue& json, const Target& what) {
        Written one{{}, {}, json.span, {}, {}};
        switch (json.kind) {
        case Kind::Truth: one.value = json.truth; break;
        case Kind::Number: one.value = json.number; break;
        case Kind::Text: one.value = json.text; break;
        case Kind::Null: break;
        case Kind::List:
        case Kind::Object:
            report(
                Code::WrongType,
                json.span,
                fmt::format("expected {}", to_string(program_, what.holds.type)),
                number_help(what.holds.type)
            );
            return std::nullopt;
        }
        auto value = declarations_.value(one, what.holds, what.declared);
        if (!value && json.kind == Kind::Text && what.holds.type.kind == TypeKind::Number) {
            diagnostics_.back().help = number_help(what.holds.type); // no object with a unit
        }
        return value;
    }

    /// How a number is written here; nothing for other types.
    static std::string number_help(const Type& type) {
        if (type.kind != TypeKind::Number) {
            return {};
        }
        const std::string unit = to_string(type.unit);
        return unit.empty() ? "write a number"
                            : fmt::format("write the number alone; it is in {}", unit);
    }

    const Program& program_;
    Diagnostics& diagnostics_;
    Declarations declarations_;
};

} // namespace

Mapping no_mapping(const Program& program) {
    Mapping mapping;
    mapping.events.resize(program.events.size());
    return mapping;
}

namespace {

/// Whether `usual` says nothing.
bool says_nothing(const CellRules& usual) {
    const CellRules none;
    return usual.missing.empty() && usual.separator == none.separator &&
           !usual.unreadable_is_missing;
}

/// The keys that stand for something else in a record than what is declared under their name.
std::set<std::string> spoken_for(const TableRules& rules) {
    std::set<std::string> keys;
    for (const TargetRules& target : rules.targets) {
        for (const CellRules& source : target.sources) {
            keys.insert(source.column.name);
            keys.insert(source.day.name);
        }
    }
    for (const Named& name : rules.ignore) {
        keys.insert(name.name);
    }
    return keys;
}

/// Adds a source for what `names` are the own ones of, unless there are others.
void add_own(
    std::uint32_t target,
    const std::vector<std::string>& names,
    const std::set<std::string>& elsewhere,
    TableRules& rules
) {
    const auto is_it = [&](const TargetRules& one) { return one.target == target; };
    if (std::ranges::any_of(rules.targets, is_it)) {
        return;
    }
    TargetRules own{.target = target, .own_names = true};
    for (const std::string& name : names) {
        if (!elsewhere.contains(name)) {
            own.sources.push_back(rules.usual);
            own.sources.back().column.name = name;
        }
    }
    if (!own.sources.empty()) {
        rules.targets.push_back(std::move(own));
    }
}

} // namespace

Mapping for_records(const Program& program, const Mapping& mapping, const std::string& id_field) {
    Mapping made = mapping;
    if (!says_nothing(made.cohort.usual)) {
        std::set<std::string> elsewhere = spoken_for(made.cohort);
        elsewhere.insert(id_field);
        Diagnostics unused;
        const Declarations declarations(program, unused);
        for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
            const Fact& fact = program.facts[i];
            const std::string bare = fact.name.substr(fact.name.rfind('.') + 1);
            std::vector<std::string> names;
            for (const std::string& name : {bare, program[fact.module].name + '.' + bare}) {
                const auto found = declarations.find(name);
                if (found && found->fact == FactId{i}) {
                    names.push_back(name);
                }
            }
            add_own(i, names, elsewhere, made.cohort);
        }
    }
    for (std::uint32_t i = 0; i < program.events.size(); ++i) {
        TableRules& rules = made.events[i];
        const std::vector<Field>& fields = program.events[i].fields;
        const std::set<std::string> elsewhere = spoken_for(rules);
        for (std::uint32_t j = 0; j < fields.size() && !says_nothing(rules.usual); ++j) {
            add_own(j, {fields[j].name}, elsewhere, rules);
        }
    }
    return made;
}

std::optional<Mapping> read_mapping(
    const Program& program, const Sources& sources, FileId file, Diagnostics& diagnostics
) {
    const std::size_t before = diagnostics.size();
    constexpr std::string_view help =
        R"(a mapping is a JSON object, such as {"facts": {"er_status": {"column": "er"}}})";
    const auto json = read_json(sources, file, diagnostics, {help, help});
    if (!json) {
        return std::nullopt;
    }
    Mapping mapping = Reader(program, diagnostics).read(*json);
    return diagnostics.size() == before ? std::optional(std::move(mapping)) : std::nullopt;
}

} // namespace precept::cohort
