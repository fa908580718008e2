#include "interpreter/cohort/ndjson.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/careful_reader.hpp"
#include "interpreter/cohort/json_scalars.hpp"
#include "interpreter/cohort/meanings.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <simdjson.h>
#include <utility>

namespace precept::cohort {

namespace {

namespace od = simdjson::ondemand;

/// What an iteration over a list or an object gives, without a copy of it: copies are what most of
/// the time would go into.
template <typename T>
T* sound(simdjson::simdjson_result<T>& result) {
    T&& its = std::move(result).value_unsafe();
    return result.error() == simdjson::SUCCESS ? &its : nullptr;
}

/// Decodes usual records straight into columns. Every function says whether all is well; where it
/// is not, the record may be wrong, or right in a way that is not worth the trouble here: a record
/// counts as sound only if `read_patient` would take it for the same.
class UsualRecords {
public:
    UsualRecords(const Program& program, const FactsOptions& options, BatchBuilder& builder)
        : options_(options),
          meanings_(program, options.id_field),
          builder_(builder) {}

    /// Adds the patient to the builder, or leaves that as it was. `id` is a part of `text`, of
    /// which `readable` bytes may be read.
    bool record(std::string_view text, std::size_t readable, std::string_view& id) {
        builder_.begin_row();
        if (decode(text, readable, id)) {
            return true;
        }
        builder_.drop_row();
        return false;
    }

private:
    struct Measured {
        std::optional<Value> value;
        std::optional<Date> on;
    };

    bool decode(std::string_view text, std::size_t readable, std::string_view& id) {
        od::document document;
        od::object object;
        if (parser_.iterate(text.data(), text.size(), readable).get(document) != 0 ||
            document.get_object().get(object) != 0) {
            return false;
        }
        end_ = text.data() + text.size();
        ++stamp_;
        meanings_.keys.begin();
        for (auto member : object) {
            od::field* field = sound(member);
            if (field == nullptr) {
                return false;
            }
            const char* key = field->key().raw();
            std::uint32_t target = meanings_.keys.find(key, end_);
            if (target == WordTable::none) {
                target = unknown(key);
            }
            if (target == WordTable::none || !first_time(target)) {
                return false;
            }
            const std::string_view token = field->value().raw_json_token();
            if (!simple(meanings_.targets[target], token, id)) {
                od::value copy = field->value(); // so that no other value needs a place in memory
                if (!nested(meanings_.targets[target], copy)) {
                    return false;
                }
            }
        }
        // Nothing but blanks may follow.
        return document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    }

    std::uint32_t unknown(const char* key) {
        constexpr std::size_t most = 20'000; // names that are remembered
        const Word word = quoted_word(key);
        const bool to_ignore =
            options_.ignore_unknown && word.text != nullptr && meanings_.targets.size() < most;
        return to_ignore ? meanings_.ignore({word.text, word.length}) : WordTable::none;
    }

    bool first_time(std::uint32_t target) {
        if (target >= seen_.size()) {
            seen_.resize(meanings_.targets.size());
        }
        return std::exchange(seen_[target], stamp_) != stamp_;
    }

    // ---- values that are neither lists nor objects

    bool simple(Target target, std::string_view token, std::string_view& id) {
        switch (target.kind) {
        case Target::Kind::Fact: return fact(FactId{target.index}, token.data());
        case Target::Kind::Event: return is_null(token.data());
        case Target::Kind::Name: return name(token, id);
        case Target::Kind::Ignored: return ignored(token.data());
        }
        return false;
    }

    bool fact(FactId id, const char* text) {
        if (*text == 'n') {
            return is_null(text);
        }
        const Meaning& meaning = meanings_.facts[id.index];
        if (meaning.kind() == TypeKind::Number) { // the commonest
            double number = 0;
            if (!read_number(text, number) || !meaning.in_range(number)) {
                return false;
            }
            builder_.set_number(id, number);
            return true;
        }

        struct Set {
            BatchBuilder& builder;
            FactId fact;

            void operator()(bool value) const { builder.set_truth(fact, value); }

            void operator()(double value) const { builder.set_number(fact, value); }

            void operator()(Date value) const { builder.set_date(fact, value); }

            void operator()(CodedValue value) const { builder.set_coded(fact, value.index); }

            void operator()(TermId value) const { builder.set_term(fact, value); }
        };

        return read_scalar(meaning, text, Set{builder_, id});
    }

    static bool name(std::string_view token, std::string_view& id) {
        Word word{};
        if (read_text(token.data(), word)) {
            id = {word.text, word.length};
            return true;
        }
        double unused = 0;
        if (!read_number(token.data(), unused)) {
            return is_null(token.data());
        }
        id = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        return true;
    }

    static bool ignored(const char* text) {
        Word word{};
        double number = 0;
        bool truth = false;
        return read_text(text, word) || read_number(text, number) || is_null(text) ||
               read_truth(text, truth);
    }

    // ---- lists, objects, and numbers of many digits

    bool nested(Target target, od::value& value) {
        switch (target.kind) {
        case Target::Kind::Fact: return fact(FactId{target.index}, value);
        case Target::Kind::Event: return events(EventId{target.index}, value);
        case Target::Kind::Name:
        case Target::Kind::Ignored: break; // of lists and objects it would have to be seen
        }                                  // whether they are sound
        return false;
    }

    bool fact(FactId id, od::value& value) {
        Meaning& meaning = meanings_.facts[id.index];
        const char first = *value.raw_json_token().data();
        if (first == '[' && meaning.kind() == TypeKind::Set) {
            std::uint64_t found = 0;
            const bool sound = members(meaning, value, found);
            builder_.set_members(id, found);
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
            const std::uint32_t member = read_word(meaning, one->raw_json_token().data());
            if (member == WordTable::none) {
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
            return is_null(text);
        }
        if (meaning.kind() == TypeKind::Set) {
            SetValue set;
            const bool sound = members(meaning, value, set.members);
            found = set;
            return sound;
        }
        if (read_scalar(meaning, text, [&](auto its) { found = its; })) {
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
                well = !std::exchange(has_unit, true) && (is_null(text) || read_text(text, unit));
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
        if (!read_date(text, date)) {
            return is_null(text);
        }
        found = date;
        return date <= options_.today;
    }

    /// What `settle` (patient.hpp) makes of it.
    bool settle(FactId id, const Measured& measured) {
        if (measured.value && measured.on && builder_.out_of_date(id, *measured.on)) {
            builder_.set_state(id, CellState::OutOfDate);
        } else if (measured.value) {
            builder_.set(id, *measured.value);
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
            builder_.set_state(id, CellState::Conflicting);
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
        builder_.begin_list(id);
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
        builder_.begin_record(id);
        KeyTable& keys = meanings_.field_keys[id.index];
        std::vector<Meaning>& fields = meanings_.fields[id.index];
        fields_seen_.assign(fields.size(), false);
        keys.begin();
        for (auto member : object) {
            od::field* its = sound(member);
            const std::uint32_t field =
                its == nullptr ? WordTable::none : keys.find(its->key().raw(), end_);
            Measured found;
            if (field == WordTable::none || fields_seen_[field] ||
                !measured(fields[field], its->value(), found)) {
                return false;
            }
            fields_seen_[field] = true;
            if (found.value) {
                builder_.set_field(id, field, *found.value);
            }
        }
        return true;
    }

    const FactsOptions& options_;
    Meanings meanings_;
    BatchBuilder& builder_;
    od::parser parser_;
    const char* end_ = nullptr;       ///< of the record
    std::uint64_t stamp_ = 0;         ///< number of the record
    std::vector<std::uint64_t> seen_; ///< by target: the record that had it last
    std::vector<bool> fields_seen_;
};

/// The line that begins at `at`, without its end; `at` moves behind that.
std::string_view take_line(std::string_view text, std::size_t& at) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = std::min(end + 1, text.size());
    if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
    }
    return line;
}

class NdjsonDecoder final : public Decoder {
public:
    NdjsonDecoder(const Program& program, const NdjsonOptions& options)
        : options_{
              .today = options.today,
              .ignore_unknown = options.ignore_unknown,
              .id_field = id_field_of(program, options.id_field)},
          builder_(program, options.today),
          usual_(program, options_, builder_),
          careful_(program, options_) {}

    void start(const Block& block) override {
        text_ = block.text;
        readable_ = block.text.capacity();
        if (readable_ < text_.size() + Block::padding) {
            copy_.reserve(text_.size() + Block::padding);
            copy_ = text_;
            text_ = copy_;
            readable_ = copy_.capacity();
        }
        at_ = 0;
        line_ = block.first_line;
        constexpr std::string_view mark = "\xEF\xBB\xBF";
        if (block.offset == 0 && text_.substr(0, mark.size()) == mark) {
            at_ = mark.size();
        }
    }

    bool next(std::size_t most, Decoded& into) override {
        constexpr std::size_t events_each = 16; // what is usual at most, so that memory is bounded
        into.rows.clear();
        into.rejects.clear();
        into.unusual = 0;
        names_.clear();
        builder_.clear(most);
        while (at_ < text_.size() && builder_.rows() < most &&
               builder_.records() < most * events_each) {
            const std::uint64_t number = line_++;
            const std::size_t begin = at_;
            const std::string_view line = take_line(text_, at_);
            RowOrigin row{number, line, {}};
            if (usual_.record(line, readable_ - begin, row.id)) {
                into.rows.push_back(row);
            } else if (line.find_first_not_of(" \t\r") != std::string_view::npos) {
                unusual(number, line, into);
                ++into.unusual;
            }
        }
        const bool some = builder_.rows() > 0 || !into.rejects.empty();
        builder_.finish(into.batch);
        return some;
    }

private:
    void unusual(std::uint64_t number, std::string_view line, Decoded& into) {
        std::optional<Patient> patient = careful_.read(number, line, into.rejects);
        if (patient) {
            builder_.add(*patient);
            names_.push_back(std::move(patient->name));
            into.rows.push_back({number, line, names_.back()});
        }
    }

    FactsOptions options_;
    BatchBuilder builder_;
    UsualRecords usual_;
    CarefulReader careful_;
    std::string copy_; ///< of a block without padding
    std::string_view text_;
    std::size_t readable_ = 0; ///< bytes from the beginning of `text_` on
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    std::deque<std::string> names_;
};

} // namespace

std::string id_field_of(const Program& program, const std::string& wanted) {
    if (!wanted.empty()) {
        return wanted;
    }
    Diagnostics none;
    const Declarations declared(program, none);
    for (const char* usual : {"id", "patient_id"}) {
        if (!declared.find(usual)) {
            return usual;
        }
    }
    return {};
}

std::unique_ptr<Decoder> make_ndjson_decoder(const Program& program, const NdjsonOptions& options) {
    return std::make_unique<NdjsonDecoder>(program, options);
}

} // namespace precept::cohort
