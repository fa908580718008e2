#include "interpreter/cohort/nested_record.hpp"

#include <cmath>
#include <optional>
#include <simdjson.h>
#include <utility>
#include <vector>

namespace precept::cohort {

namespace od = simdjson::ondemand;

namespace {

/// What an iteration over a list or an object gives, without a copy of it: copies are what most of
/// the time would go into.
template <typename T>
T* sound(simdjson::simdjson_result<T>& result) {
    if (result.error() != simdjson::SUCCESS) {
        return nullptr;
    }
    T&& its = std::move(result).value_unsafe();
    return &its;
}

/// Whether a value that was read up to `end` is one, and not the key of a member: the parser takes
/// a text with a colon behind it for a key, wherever that stands.
bool is_value(const char* end) {
    if (end == nullptr) {
        return false;
    }
    constexpr int most_blanks = 7; // so that no more is read than may be
    const auto blank = [](char byte) { return byte == ' ' || byte == '\t' || byte == '\r'; };
    for (int blanks = 0; blank(*end) && blanks < most_blanks; ++blanks) {
        ++end;
    }
    return *end != ':' && !blank(*end);
}

} // namespace

/// Every function says whether all is well.
class NestedRecords::Decoding {
public:
    explicit Decoding(RecordFields& fields) : fields_(fields) {}

    bool decode(std::string_view text, std::size_t readable, std::string_view& id) {
        od::document document;
        od::object object;
        if (parser_.iterate(text.data(), text.size(), readable).get(document) != 0 ||
            document.get_object().get(object) != 0) {
            return false;
        }
        end_ = text.data() + text.size();
        fields_.begin();
        for (auto member : object) {
            od::field* field = sound(member);
            if (field == nullptr) {
                return false;
            }
            const char* key = field->key().raw();
            const Target* target = fields_.key(key, end_);
            if (target == nullptr && fields_.ignore_key(key)) {
                target = fields_.key(key, end_);
            }
            if (target == nullptr) {
                return false;
            }
            if (!simple(*target, field->value().raw_json_token().data(), id)) {
                od::value copy = field->value(); // so that no other value needs a place in memory
                if (!nested(*target, copy)) {
                    return false;
                }
            }
        }
        // Nothing but blanks may follow.
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    }

private:
    struct Measured {
        std::optional<Value> value;
        std::optional<Date> on;
    };

    /// A value that is neither a list nor an object.
    bool simple(Target target, const char* text, std::string_view& id) {
        switch (target.kind) {
        case Target::Kind::Fact: return is_value(fields_.fact(FactId{target.index}, text));
        case Target::Kind::Event: return is_value(skip_null(text));
        case Target::Kind::Name: return is_value(RecordFields::name(text, id));
        case Target::Kind::Ignored: return is_value(RecordFields::ignored(text));
        case Target::Kind::Mapped: return is_value(fields_.mapped(target.index, text));
        case Target::Kind::Careful: break;
        }
        return false;
    }

    // ---- lists, objects, and numbers of many digits

    bool nested(Target target, od::value& value) {
        switch (target.kind) {
        case Target::Kind::Fact: return fact(FactId{target.index}, value);
        case Target::Kind::Event: {
            const EventId event{target.index};
            return fields_.takes_list(event) && events(event, value);
        }
        case Target::Kind::Name:
        case Target::Kind::Ignored: // of lists and objects it would have to be seen whether they
                                    // are
        case Target::Kind::Mapped:  // sound
        case Target::Kind::Careful: break;
        }
        return false;
    }

    bool fact(FactId id, od::value& value) {
        Meaning& meaning = fields_.meanings().facts[id.index];
        const char first = *value.raw_json_token().data();
        if (first == '[' && meaning.kind() == TypeKind::Set) {
            std::uint64_t found = 0;
            const bool sound = members(meaning, value, found);
            fields_.builder().set_members(id, found);
            return sound;
        }
        if (first == '[') {
            return measurements(id, meaning, value);
        }
        Measured found;
        return measured(meaning, value, found) && settle(id, found);
    }

    static bool members(const Meaning& meaning, od::value& value, std::uint64_t& members) {
        od::array list;
        if (value.get_array().get(list) != 0) {
            return false;
        }
        for (auto item : list) {
            od::value* one = sound(item);
            if (one == nullptr) {
                return false;
            }
            std::uint32_t member = 0;
            if (!is_value(read_word(meaning, one->raw_json_token().data(), member))) {
                return false;
            }
            members |= std::uint64_t{1} << member;
        }
        return true;
    }

    /// A value without unit and day; none for null.
    static bool plain(const Meaning& meaning, od::value& value, std::optional<Value>& found) {
        const char* text = value.raw_json_token().data();
        if (*text == 'n') {
            return is_value(skip_null(text));
        }
        if (meaning.kind() == TypeKind::Set) {
            SetValue set;
            const bool sound = members(meaning, value, set.members);
            found = set;
            return sound;
        }
        if (is_value(read_scalar(meaning, text, [&](auto its) { found = its; }))) {
            return true;
        }
        double number = 0;
        const bool is_number =
            meaning.kind() == TypeKind::Number && value.get_double().get(number) == 0;
        found = number;
        return is_number && number != 0; // whether a zero has a sign is not seen here
    }

    /// A value, or an object that says when it was measured and in which unit.
    bool measured(Meaning& meaning, od::value& value, Measured& found) {
        if (*value.raw_json_token().data() == '{') {
            return measurement(meaning, value, found);
        }
        return plain(meaning, value, found.value) && in_range(meaning, found.value);
    }

    static bool in_range(const Meaning& meaning, const std::optional<Value>& value) {
        const auto* number = value ? std::get_if<double>(&*value) : nullptr;
        return number == nullptr || meaning.in_range(*number);
    }

    bool measurement(Meaning& meaning, od::value& value, Measured& found) {
        od::object object;
        if (value.get_object().get(object) != 0) {
            return false;
        }
        bool has_value = false;
        bool has_unit = false;
        bool has_day = false;
        Word unit{nullptr, 0, 0};
        for (auto member : object) {
            od::field* field = sound(member);
            if (field == nullptr) {
                return false;
            }
            const od::raw_json_string key = field->key();
            od::value& inner = field->value();
            const char* text = inner.raw_json_token().data();
            bool well = false;
            if (key == "value") {
                well = !std::exchange(has_value, true) && plain(meaning, inner, found.value);
            } else if (key == "unit") {
                well = !std::exchange(has_unit, true) &&
                       is_value(*text == 'n' ? skip_null(text) : read_text(text, unit));
            } else if (key == "on") {
                well = !std::exchange(has_day, true) && measured_on(text, found.on);
            }
            if (!well) {
                return false;
            }
        }
        if (unit.text != nullptr && !convert(meaning, {unit.text, unit.length}, found.value)) {
            return false;
        }
        return has_value && in_range(meaning, found.value);
    }

    static bool convert(Meaning& meaning, std::string_view unit, std::optional<Value>& value) {
        if (meaning.kind() != TypeKind::Number || !value) {
            return false;
        }
        const auto converted = meaning.converted(std::get<double>(*value), unit);
        value = converted.value_or(0);
        return converted && std::isfinite(*converted);
    }

    bool measured_on(const char* text, std::optional<Date>& found) const {
        Date date;
        if (*text == 'n') {
            return is_value(skip_null(text));
        }
        if (!is_value(read_date(text, date))) {
            return false;
        }
        found = date;
        return date <= fields_.options().today;
    }

    /// What `settle` (patient.hpp) makes of it.
    bool settle(FactId id, const Measured& measured) {
        if (measured.value && measured.on && fields_.builder().out_of_date(id, *measured.on)) {
            fields_.builder().set_state(id, CellState::OutOfDate);
        } else if (measured.value) {
            fields_.builder().set(id, *measured.value);
        }
        return true;
    }

    /// The latest counts; two of one day that disagree leave the fact unknown.
    bool measurements(FactId id, Meaning& meaning, od::value& value) {
        od::array list;
        if (value.get_array().get(list) != 0) {
            return false;
        }
        Measured latest;
        bool disagree = false;
        for (auto item : list) {
            od::value* one = sound(item);
            Measured next;
            if (one == nullptr || !measured(meaning, *one, next) || (next.value && !next.on)) {
                return false;
            }
            if (!next.value || (latest.on && *next.on < *latest.on)) {
                continue;
            }
            if (!latest.on || *next.on > *latest.on) {
                latest = next;
                disagree = false;
            } else {
                disagree = disagree || *next.value != *latest.value;
            }
        }
        if (disagree) {
            fields_.builder().set_state(id, CellState::Conflicting);
            return true;
        }
        return settle(id, latest);
    }

    // ---- events

    bool events(EventId id, od::value& value) {
        od::array list;
        if (value.get_array().get(list) != 0) {
            return false;
        }
        fields_.builder().begin_list(id);
        for (auto item : list) {
            od::value* one = sound(item);
            od::object object;
            if (one == nullptr || one->get_object().get(object) != 0 || !event(id, object)) {
                return false;
            }
        }
        return true;
    }

    bool event(EventId id, od::object& object) {
        fields_.builder().begin_record(id);
        KeyTable& keys = fields_.meanings().field_keys[id.index];
        std::vector<Meaning>& fields = fields_.meanings().fields[id.index];
        keys.begin();
        for (auto member : object) {
            od::field* its = sound(member);
            const std::uint32_t field =
                its == nullptr ? WordTable::none : keys.find(its->key().raw(), end_);
            Measured found;
            if (field == WordTable::none || !measured(fields[field], its->value(), found)) {
                return false;
            }
            if (found.value) {
                fields_.builder().set_field(id, field, *found.value);
            }
        }
        return true;
    }

    RecordFields& fields_;
    od::parser parser_;
    const char* end_ = nullptr; ///< of the record
};

NestedRecords::NestedRecords(RecordFields& fields)
    : decoding_(std::make_unique<Decoding>(fields)) {}

NestedRecords::~NestedRecords() = default;

bool NestedRecords::decode(std::string_view text, std::size_t readable, std::string_view& id) {
    return decoding_->decode(text, readable, id);
}

} // namespace precept::cohort
