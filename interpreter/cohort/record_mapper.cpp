#include "interpreter/cohort/record_mapper.hpp"

#include "interpreter/cohort/cell_reader.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <unordered_set>
#include <utility>

namespace precept::cohort {

namespace {

using Kind = JsonValue::Kind;

JsonMember* member(JsonValue& object, std::string_view key) {
    const auto found =
        std::find_if(object.members.begin(), object.members.end(), [&](const JsonMember& one) {
            return one.key == key;
        });
    return found == object.members.end() ? nullptr : &*found;
}

JsonValue json_of(Kind kind, Span span, std::string text = {}) {
    JsonValue json;
    json.kind = kind;
    json.span = span;
    json.text = std::move(text);
    return json;
}

/// A value as a record would write it.
JsonValue written(const Program& program, const Type& type, const Value& value, Span span) {
    JsonValue json;
    json.span = span;
    if (const auto* truth = std::get_if<bool>(&value)) {
        json.kind = Kind::Truth;
        json.truth = *truth;
    } else if (const auto* number = std::get_if<double>(&value)) {
        json.kind = Kind::Number;
        json.number = *number;
    } else if (const auto* set = std::get_if<SetValue>(&value)) {
        json.kind = Kind::List;
        const auto& names = program[type.domain].values;
        for (std::size_t i = 0; i < names.size(); ++i) {
            if ((set->members >> i & 1U) != 0) {
                json.items.push_back(json_of(Kind::Text, span, names[i].name));
            }
        }
    } else {
        json.kind = Kind::Text;
        json.text = to_string(program, type, value);
    }
    return json;
}

/// Turns one kind of objects as they come, records or events, into what the declarations have.
class Mapper {
public:
    /// `event`: whose fields are meant; nothing: the facts.
    Mapper(
        const Program& program,
        const TableRules& rules,
        std::optional<EventId> event,
        std::string id_field,
        const std::string& file,
        ReadingCounts& counts
    )
        : program_(program),
          event_(event),
          id_field_(std::move(id_field)),
          file_(file),
          counts_(counts),
          declarations_(program, findings_) {
        for (const TargetRules& target : rules.targets) {
            const Fact* fact = event ? nullptr : &program[FactId{target.target}];
            const Field* field = event ? &program[*event].fields[target.target] : nullptr;
            Part& part = parts_.emplace_back(Part{
                fact != nullptr ? key_of(*fact) : field->name,
                fact != nullptr ? fact->holds : field->holds,
                target,
                {}});
            for (const CellRules& column : target.sources) {
                part.readers.emplace_back(
                    program,
                    column.column.name,
                    part.holds,
                    fact != nullptr ? fact->span : field->span,
                    column,
                    declarations_,
                    findings_
                );
                part.days.emplace_back();
                if (!column.day.name.empty()) {
                    day_rules_.emplace_back().missing = column.missing;
                    part.days.back().emplace(
                        program,
                        column.day.name,
                        day_type_,
                        Span{},
                        day_rules_.back(),
                        declarations_,
                        findings_
                    );
                }
                used_.insert(column.column.name);
                used_.insert(column.day.name);
            }
        }
        for (const Named& name : rules.ignore) {
            used_.insert(name.name);
        }
        used_.erase(id_field_); // which it stays, whatever else it is
        used_.erase("");        // no day
    }

    /// Nothing is said of these objects.
    [[nodiscard]] bool idle() const { return parts_.empty() && used_.empty(); }

    /// `record`, in line `line` of the input, which is `text`, becomes what it says in the names of
    /// the declarations; a fact with several sources may stand there several times.
    void
    map(JsonValue& record, std::uint64_t line, std::string_view text, Diagnostics& diagnostics) {
        line_ = line;
        text_ = text;
        findings_.clear();
        if (record.kind != Kind::Object) {
            return; // for the reader of facts to report
        }
        std::vector<JsonMember> made;
        for (Part& part : parts_) {
            make(part, record, made);
        }
        std::erase_if(record.members, [&](const JsonMember& one) {
            return used_.contains(one.key);
        });
        for (const JsonMember& one : record.members) {
            if (one.key != id_field_ || id_field_.empty()) {
                refuse_second(one, made);
            }
        }
        std::move(made.begin(), made.end(), std::back_inserter(record.members));
        std::move(findings_.begin(), findings_.end(), std::back_inserter(diagnostics));
    }

private:
    struct Part {
        std::string name; ///< as a record may write it
        const Holds& holds;
        const TargetRules& rules;
        std::deque<CellReader> readers;               ///< by source
        std::deque<std::optional<CellReader>> days{}; ///< of measurement, by source
    };

    /// The fact's name, with its module where the key that names the patient is called so.
    [[nodiscard]] std::string key_of(const Fact& fact) const {
        return fact.name == id_field_ ? program_[fact.module].name + '.' + fact.name : fact.name;
    }

    /// Reports a member under its own name that the mapping found under another as well.
    void refuse_second(const JsonMember& member, const std::vector<JsonMember>& made) {
        const auto target = target_called(member.key);
        const auto part = std::ranges::find_if(parts_, [&](const Part& one) {
            return target && one.rules.target == *target;
        });
        const bool second =
            part != parts_.end() && member.value.kind != Kind::Null &&
            std::ranges::any_of(made, [&](const JsonMember& one) { return one.key == part->name; });
        if (second) {
            findings_.push_back(
                {.code = Code::DuplicateKey,
                 .span = member.key_span,
                 .message = fmt::format("`{}` also comes from elsewhere", member.key),
                 .help =
                     "the mapping file may ignore this one, or list both as sources of one fact"}
            );
        }
    }

    /// The fact or field by its own name.
    [[nodiscard]] std::optional<std::uint32_t> target_called(const std::string& name) const {
        if (!event_) {
            const auto declared = declarations_.find(name);
            return declared && declared->fact ? std::optional(declared->fact->index) : std::nullopt;
        }
        const std::vector<Field>& fields = program_[*event_].fields;
        const auto found = std::ranges::find(fields, name, &Field::name);
        return found == fields.end()
                   ? std::nullopt
                   : std::optional(static_cast<std::uint32_t>(found - fields.begin()));
    }

    void make(Part& part, JsonValue& record, std::vector<JsonMember>& made) {
        const Type& type = part.holds.type;
        if (part.rules.constant) {
            made.push_back(
                {part.name, record.span, written(program_, type, *part.rules.constant, record.span)}
            );
        }
        for (std::size_t i = 0; i < part.readers.size(); ++i) {
            CellReader& reader = part.readers[i];
            const JsonMember* found = member(record, reader.rules().column.name);
            if (found == nullptr) {
                continue;
            }
            JsonValue value = translated(part, reader, found->value);
            if (value.kind == Kind::Null) {
                continue;
            }
            if (part.days[i]) {
                add_day(record, *part.days[i], reader.rules().day.name, value);
            }
            made.push_back({part.name, found->key_span, std::move(value)});
            if (part.rules.several == Several::First) {
                break;
            }
        }
    }

    /// The day that stands under a key of its own.
    void add_day(JsonValue& record, CellReader& reader, const std::string& key, JsonValue& value) {
        const JsonMember* day = member(record, key);
        if (day == nullptr) {
            return;
        }
        JsonValue on = day->value;
        Value date;
        const std::size_t before = findings_.size();
        const Found read =
            on.kind == Kind::Text ? reader.read(on.text, on.span, date) : Found::Unreadable;
        findings_.resize(before); // who reads the record says what is wrong with a day
        if (read == Found::Missing) {
            return;
        }
        if (read == Found::Given) {
            on.text = to_string(std::get<Date>(date));
        }
        if (value.kind != Kind::Object) {
            JsonValue measured = json_of(Kind::Object, value.span);
            measured.members.push_back({"value", value.span, std::move(value)});
            value = std::move(measured);
        }
        value.members.push_back({"on", day->key_span, std::move(on)});
    }

    JsonValue translated(const Part& part, CellReader& reader, const JsonValue& json) {
        if (json.kind == Kind::Object) { // a measurement
            JsonValue measured = json;
            if (JsonMember* inner = member(measured, "value")) {
                inner->value = translated(part, reader, inner->value);
                if (inner->value.kind == Kind::Object) { // its unit is the mapping's
                    const JsonValue unwrapped = inner->value;
                    const bool has_unit = member(measured, "unit") != nullptr;
                    inner->value = unwrapped.members.front().value;
                    if (!has_unit) {
                        measured.members.push_back(unwrapped.members.back());
                    }
                }
            }
            return measured;
        }
        if (json.kind == Kind::List && part.holds.type.kind == TypeKind::Set) {
            return translated_members(part, reader, json);
        }
        if (json.kind == Kind::List) { // measurements
            JsonValue list = json;
            for (JsonValue& item : list.items) {
                item = item.kind == Kind::Object ? translated(part, reader, item) : item;
            }
            return list;
        }
        if (json.kind == Kind::Null) {
            return json;
        }
        // A number or a truth value is translated by how it is written.
        const std::string_view spelling =
            json.kind == Kind::Text
                ? std::string_view(json.text)
                : text_.substr(json.span.begin, json.span.end - json.span.begin);
        // Where what is unreadable is missing, it is seen here whether it can be read; but patterns
        // are for texts.
        const CellRules& rules = reader.rules();
        const bool may_be_unreadable = rules.unreadable_is_missing && rules.pattern == nullptr;
        const bool plain = json.kind != Kind::Text && !may_be_unreadable &&
                           !rules.values.contains(std::string(spelling)) &&
                           std::ranges::count(rules.missing, spelling) == 0;
        if (plain) {
            return with_unit(reader.rules(), json);
        }
        return read(part, reader, spelling, json);
    }

    JsonValue
    read(const Part& part, CellReader& reader, std::string_view text, const JsonValue& json) {
        const std::size_t before = findings_.size();
        Value value;
        const Found found = reader.read(text, json.span, value);
        if (found == Found::Given) {
            return written(program_, part.holds.type, value, json.span);
        }
        if (found == Found::Unreadable && reader.rules().unreadable_is_missing) {
            findings_.resize(before);
            counts_.add(file_, reader.rules().column.name, part.name, line_, text);
        }
        return json_of(Kind::Null, json.span);
    }

    JsonValue translated_members(const Part& part, CellReader& reader, const JsonValue& json) {
        JsonValue list = json_of(Kind::List, json.span);
        for (const JsonValue& item : json.items) {
            JsonValue one = item.kind == Kind::Text ? read(part, reader, item.text, item) : item;
            if (one.kind == Kind::List) {
                std::move(one.items.begin(), one.items.end(), std::back_inserter(list.items));
            } else if (one.kind == Kind::Null) {
                return one; // a set of which a member is not known is not known
            } else {
                list.items.push_back(std::move(one));
            }
        }
        return list;
    }

    /// A number that has no unit has the mapping's.
    static JsonValue with_unit(const CellRules& rules, const JsonValue& json) {
        if (rules.unit.empty() || json.kind != Kind::Number) {
            return json;
        }
        JsonValue measured = json_of(Kind::Object, json.span);
        measured.members.push_back({"value", json.span, json});
        measured.members.push_back({"unit", json.span, json_of(Kind::Text, json.span, rules.unit)});
        return measured;
    }

    const Program& program_;
    std::optional<EventId> event_;
    std::string id_field_; ///< the key that names the patient; empty: none does
    const std::string& file_;
    ReadingCounts& counts_;
    Diagnostics findings_;
    Declarations declarations_;
    std::deque<Part> parts_;
    std::deque<CellRules> day_rules_;
    const Holds day_type_{Type{.kind = TypeKind::Date}, {}};
    std::unordered_set<std::string> used_; ///< keys that are no facts by themselves
    std::uint64_t line_ = 0;
    std::string_view text_;
};

} // namespace

/// The mappers of records and of their events.
class RecordMapper::Members {
public:
    Members(const Program& program, const std::string& id_field, const RecordSources& from)
        : tables_(from.events),
          record_(program, from.mapping.cohort, std::nullopt, id_field, from.file, from.counts),
          declarations_(program, unused_) {
        for (std::uint32_t i = 0; i < program.events.size(); ++i) {
            events_.emplace_back(
                program, from.mapping.events[i], EventId{i}, std::string(), from.file, from.counts
            );
        }
    }

    void
    map(JsonValue& record, std::uint64_t line, std::string_view text, Diagnostics& diagnostics) {
        record_.map(record, line, text, diagnostics);
        for (JsonMember& one : record.members) {
            const auto declared = declarations_.find(one.key);
            if (!declared || !declared->event) {
                continue;
            }
            refuse_second(one, *declared->event, diagnostics);
            if (events_[declared->event->index].idle()) {
                continue;
            }
            for (JsonValue& event : one.value.items) {
                events_[declared->event->index].map(event, line, text, diagnostics);
            }
        }
    }

private:
    /// Reports a list whose events come from a table: some would count twice.
    void refuse_second(const JsonMember& list, EventId event, Diagnostics& diagnostics) const {
        const auto table = std::ranges::find_if(tables_, [&](const auto& one) {
            return one->table().event == event;
        });
        if (table != tables_.end() && list.value.kind != Kind::Null) {
            diagnostics.push_back(
                {.code = Code::DuplicateKey,
                 .span = list.key_span,
                 .message =
                     fmt::format("`{}` also comes from {}", list.key, (*table)->table().file),
                 .help = "leave it out here, or do without --events"}
            );
        }
    }

    const EventsFiles& tables_;
    Mapper record_;
    std::deque<Mapper> events_; ///< by EventId
    Diagnostics unused_;
    Declarations declarations_;
};

RecordMapper::RecordMapper(const Program& program, FactsOptions options, const RecordSources& from)
    : program_(program),
      options_(std::move(options)),
      members_(std::make_unique<Members>(program, options_.id_field, from)) {
    if (!options_.names) {
        options_.names = std::make_shared<const DeclaredNames>(program);
    }
}

RecordMapper::~RecordMapper() = default;

std::optional<Patient> RecordMapper::read(
    std::uint64_t line, const Sources& sources, FileId file, Diagnostics& diagnostics
) {
    const std::size_t before = diagnostics.size();
    auto record = read_json(sources, file, diagnostics);
    if (!record) {
        return std::nullopt;
    }
    members_->map(*record, line, sources[file].text(), diagnostics);
    for (std::size_t i = before; i < diagnostics.size(); ++i) {
        diagnostics[i].span.file = file;
    }
    auto patient = read_patient(program_, sources, file, *record, options_, diagnostics);
    return diagnostics.size() == before ? std::move(patient) : std::nullopt;
}

} // namespace precept::cohort
