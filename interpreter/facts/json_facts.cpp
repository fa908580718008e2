#include "interpreter/facts/json_facts.hpp"

#include "interpreter/facts/agreement.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_tree.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace precept {

namespace {

constexpr std::array<std::string_view, 3> measurement_keys{"value", "unit", "on"};

class Reader {
public:
    Reader(
        const Program& program,
        const Sources& sources,
        const FactsOptions& options,
        Diagnostics& diagnostics
    )
        : program_(program),
          sources_(sources),
          options_(options),
          diagnostics_(diagnostics),
          declarations_(program, diagnostics, options.names) {}

    void read(const JsonValue& root, Patient& patient) {
        if (root.kind != JsonValue::Kind::Object) {
            report(
                Code::WrongShape,
                root.span,
                "",
                "a patient's facts are one JSON object",
                R"(such as {"her2_ihc": "3+", "pregnant": false})"
            );
            return;
        }
        for (const JsonMember& member : root.members) {
            const auto declared = declarations_.find(member.key);
            if (!options_.id_field.empty() && member.key == options_.id_field) {
                name(member, patient);
            } else if (!declared) {
                if (options_.ignore_unknown) {
                    declarations_.report_ambiguous(member.key, member.key_span);
                } else {
                    declarations_.report_unknown(member.key, member.key_span);
                }
            } else if (declared->fact) {
                // A mapping, or a name with and without its module, may give one fact twice.
                take_in(
                    patient.facts[declared->fact->index],
                    fact(*declared->fact, member.value, member.key)
                );
            } else {
                take_list(
                    patient.events[declared->event->index],
                    events(*declared->event, member.value, member.key),
                    member
                );
            }
        }
    }

private:
    void report(
        Code code, Span span, const std::string& path, std::string message, std::string help = {}
    ) {
        diagnostics_.push_back(
            {.code = code,
             .span = span,
             .message = std::move(message),
             .help = std::move(help),
             .path = path}
        );
    }

    void name(const JsonMember& member, Patient& patient) {
        switch (member.value.kind) {
        case JsonValue::Kind::Null: break;
        case JsonValue::Kind::Text: patient.name = member.value.text; break;
        case JsonValue::Kind::Number: patient.name = sources_.text(member.value.span); break;
        case JsonValue::Kind::Truth:
        case JsonValue::Kind::List:
        case JsonValue::Kind::Object:
            report(
                Code::WrongType,
                member.value.span,
                member.key,
                fmt::format("`{}` names the patient: a text or a number", member.key),
                "write it in double quotes, or null where the patient has no name"
            );
        }
    }

    // ---- facts

    Cell fact(FactId id, const JsonValue& json, const std::string& path) {
        const Fact& declared = program_[id];
        const bool is_set = declared.holds.type.kind == TypeKind::Set;
        if (json.kind == JsonValue::Kind::List && !is_set) {
            return latest(declared, json, path);
        }
        return measured(declared, json, path);
    }

    /// A value, or an object that says when it was measured and in which unit.
    Cell measured(const Fact& declared, const JsonValue& json, const std::string& path) {
        Cell cell;
        cell.origin = json.span;
        cell.has_origin = true;
        if (json.kind != JsonValue::Kind::Object) {
            fill(cell, value(json, nullptr, declared.holds, path, declared.span));
            return cell;
        }
        const JsonValue* inner = nullptr;
        const JsonValue* unit = nullptr;
        bool sound = true;
        for (const JsonMember& member : json.members) {
            const std::string inside = path + "." + member.key;
            if (member.key == "value") {
                inner = &member.value;
            } else if (member.key == "unit") {
                unit = &member.value;
            } else if (member.key == "on") {
                cell.measured = measured_on(member.value, inside);
                sound = sound && (cell.measured || member.value.kind == JsonValue::Kind::Null);
            } else {
                unknown_key(member, inside);
                sound = false;
            }
        }
        if (inner == nullptr && !sound) {
            return {}; // a misspelt `value` has been reported
        }
        if (inner == nullptr) {
            report(
                Code::WrongShape,
                json.span,
                path,
                "this measurement has no `value`",
                R"(write {"value": …, "on": "2026-11-23"})"
            );
            return {};
        }
        cell.origin = inner->span;
        const auto found = value(*inner, unit, declared.holds, path, declared.span);
        if (!sound) {
            return {};
        }
        fill(cell, found);
        return cell;
    }

    static void fill(Cell& cell, const std::optional<Value>& value) {
        if (value) {
            cell.state = CellState::Given;
            cell.value = *value;
        }
    }

    void unknown_key(const JsonMember& member, const std::string& path) {
        const std::vector<std::string> keys(measurement_keys.begin(), measurement_keys.end());
        const auto guess = nearest(member.key, keys);
        report(
            Code::UnknownField,
            member.key_span,
            path,
            fmt::format("a measurement has no `{}`", member.key),
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : fmt::format("it has {}", list_of(keys, "and"))
        );
    }

    std::optional<Date> measured_on(const JsonValue& json, const std::string& path) {
        if (json.kind == JsonValue::Kind::Null) {
            return std::nullopt;
        }
        const Holds date{Type{.kind = TypeKind::Date}, {}};
        const auto found = declarations_.value(written(json, path), date, json.span);
        if (!found) {
            return std::nullopt;
        }
        const Date day = std::get<Date>(*found);
        if (day > options_.today) {
            report(
                Code::FutureMeasurement,
                json.span,
                path,
                fmt::format(
                    "{} is in the future: the question is asked for {}",
                    to_string(day),
                    to_string(options_.today)
                ),
                "correct the date, or ask for a later day with --today"
            );
            return std::nullopt;
        }
        return day;
    }

    /// Several measurements: the latest counts; two of one day that disagree leave the fact
    /// unknown.
    Cell latest(const Fact& declared, const JsonValue& json, const std::string& path) {
        std::vector<Cell> cells;
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            const std::string inside = fmt::format("{}[{}]", path, i + 1);
            Cell cell = measured(declared, json.items[i], inside);
            if (cell.state == CellState::Given && !cell.measured) {
                report(
                    Code::WrongShape,
                    json.items[i].span,
                    inside,
                    "in a list of measurements each needs its day",
                    R"(write {"value": …, "on": "2026-11-23"})"
                );
            } else if (cell.state == CellState::Given) {
                cells.push_back(cell);
            }
        }
        if (cells.empty()) {
            return {};
        }
        const auto newest =
            std::max_element(cells.begin(), cells.end(), [](const Cell& left, const Cell& right) {
                return *left.measured < *right.measured;
            });
        Cell result = *newest;
        for (const Cell& cell : cells) {
            if (*cell.measured == *result.measured && cell.value != result.value) {
                result.state = CellState::Conflicting;
            }
        }
        return result;
    }

    // ---- events

    /// A name with and without its module may give one list twice: neither is then known to be all.
    void take_list(EventList& list, EventList later, const JsonMember& member) {
        if (list.known && later.known) {
            report(
                Code::DuplicateKey,
                member.key_span,
                member.key,
                fmt::format("`{}` already has a list here, under its other name", member.key),
                "put all events into one list"
            );
        } else if (!list.known) {
            list = std::move(later);
        }
    }

    EventList events(EventId id, const JsonValue& json, const std::string& path) {
        EventList list;
        list.origin = json.span;
        if (json.kind == JsonValue::Kind::Null) {
            return list;
        }
        if (json.kind != JsonValue::Kind::List) {
            report(
                Code::WrongShape,
                json.span,
                path,
                fmt::format("`{}` is a list of events", program_[id].name),
                "write [{…}, {…}], or [] where it is known that there were none"
            );
            return list;
        }
        list.known = true;
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            list.records.push_back(event(id, json.items[i], fmt::format("{}[{}]", path, i + 1)));
        }
        return list;
    }

    EventRecord event(EventId id, const JsonValue& json, const std::string& path) {
        EventRecord record;
        record.origin = json.span;
        record.fields.resize(program_[id].fields.size());
        if (json.kind != JsonValue::Kind::Object) {
            report(
                Code::WrongShape,
                json.span,
                path,
                fmt::format("each `{}` is an object with its fields", program_[id].name),
                R"(such as {"started": "2026-01-05"})"
            );
            return record;
        }
        for (const JsonMember& member : json.members) {
            const std::string inside = path + "." + member.key;
            const auto index = declarations_.field(id, member.key, member.key_span, inside);
            if (index) {
                record.fields[*index] = field(program_[id].fields[*index], member.value, inside);
            }
        }
        return record;
    }

    Cell field(const Field& declared, const JsonValue& json, const std::string& path) {
        const Fact as_fact{
            .name = declared.name,
            .label = {},
            .module = {},
            .holds = declared.holds,
            .assume = {},
            .valid_for = {},
            .fixed = false,
            .ask = {},
            .codes = {},
            .span = declared.span,
            .assume_span = {}};
        return measured(as_fact, json, path);
    }

    // ---- values

    static Written written(const JsonValue& json, const std::string& path) {
        Written one{{}, {}, json.span, {}, path};
        switch (json.kind) {
        case JsonValue::Kind::Truth: one.value = json.truth; break;
        case JsonValue::Kind::Number: one.value = json.number; break;
        case JsonValue::Kind::Text: one.value = json.text; break;
        case JsonValue::Kind::Null:
        case JsonValue::Kind::List:
        case JsonValue::Kind::Object: break;
        }
        return one;
    }

    std::optional<Value> value(
        const JsonValue& json,
        const JsonValue* unit,
        const Holds& holds,
        const std::string& path,
        Span declared
    ) {
        if (json.kind == JsonValue::Kind::Null) {
            return std::nullopt;
        }
        if (holds.type.kind == TypeKind::Set) {
            return set(json, holds, path, declared);
        }
        if (json.kind == JsonValue::Kind::List || json.kind == JsonValue::Kind::Object) {
            report(
                Code::WrongType,
                json.span,
                path,
                fmt::format(
                    "expected {}, found {}",
                    to_string(program_, holds.type),
                    json.kind == JsonValue::Kind::List ? "a list" : "an object"
                )
            );
            return std::nullopt;
        }
        Written one = written(json, path);
        if (unit != nullptr && unit->kind != JsonValue::Kind::Null) {
            if (unit->kind != JsonValue::Kind::Text) {
                report(
                    Code::WrongType,
                    unit->span,
                    path + ".unit",
                    "a unit is a text",
                    R"(such as "unit": "%")"
                );
                return std::nullopt;
            }
            one.unit = unit->text;
            one.unit_span = unit->span;
        }
        return declarations_.value(one, holds, declared);
    }

    std::optional<Value>
    set(const JsonValue& json, const Holds& holds, const std::string& path, Span declared) {
        if (json.kind != JsonValue::Kind::List) {
            report(
                Code::WrongType,
                json.span,
                path,
                fmt::format("expected {}, as a list", to_string(program_, holds.type)),
                "write [\"…\"], or [] where it is known that there is none"
            );
            return std::nullopt;
        }
        SetValue members;
        bool sound = true;
        for (std::size_t i = 0; i < json.items.size(); ++i) {
            const std::string inside = fmt::format("{}[{}]", path, i + 1);
            const auto one = declarations_.value(written(json.items[i], inside), holds, declared);
            sound = sound && one.has_value();
            members.members |= one ? std::get<SetValue>(*one).members : 0;
        }
        return sound ? std::optional<Value>(members) : std::nullopt;
    }

    const Program& program_;
    const Sources& sources_;
    const FactsOptions& options_;
    Diagnostics& diagnostics_;
    Declarations declarations_;
};

} // namespace

std::optional<Patient> read_patient(
    const Program& program,
    const Sources& sources,
    FileId file,
    const FactsOptions& options,
    Diagnostics& diagnostics
) {
    const std::size_t before = diagnostics.size();
    const auto json = read_json(sources, file, diagnostics);
    if (!json) {
        return std::nullopt;
    }
    auto patient = read_patient(program, sources, file, *json, options, diagnostics);
    return diagnostics.size() == before ? std::move(patient) : std::nullopt;
}

std::optional<Patient> read_patient(
    const Program& program,
    const Sources& sources,
    FileId file,
    const JsonValue& record,
    const FactsOptions& options,
    Diagnostics& diagnostics
) {
    const std::size_t before = diagnostics.size();
    Patient patient =
        unknown_patient(program, options.id_field.empty() ? sources[file].path() : std::string());
    Reader(program, sources, options, diagnostics).read(record, patient);
    return diagnostics.size() == before ? std::optional(std::move(patient)) : std::nullopt;
}

} // namespace precept
