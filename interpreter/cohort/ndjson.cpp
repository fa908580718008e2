#include "interpreter/cohort/ndjson.hpp"

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/meanings.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "lang/source.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <optional>
#include <simdjson.h>
#include <utility>

namespace precept::cohort {

namespace {

namespace od = simdjson::ondemand;

/// Decodes usual records straight into columns. Every function says whether all is well; where it
/// is not, the record may be wrong, or right in a way that is not worth the trouble here: a record
/// counts as sound only if `read_patient` would take it for the same.
class UsualRecords {
public:
    UsualRecords(const Program& program, const FactsOptions& options, BatchBuilder& builder)
        : program_(program),
          options_(options),
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
            od::raw_json_string key;
            od::value value;
            if (member.key().get(key) != 0 || member.value().get(value) != 0) {
                return false;
            }
            std::uint32_t target = meanings_.keys.find(key.raw(), end_);
            if (target == WordTable::none) {
                target = unknown(key.raw());
            }
            if (target == WordTable::none || !first_time(target) || !member_of(target, value, id)) {
                return false;
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

    bool member_of(std::uint32_t index, od::value& value, std::string_view& id) {
        const Target target = meanings_.targets[index];
        switch (target.kind) {
        case Target::Kind::Fact: return fact(FactId{target.index}, value);
        case Target::Kind::Event: return events(EventId{target.index}, value);
        case Target::Kind::Name: return name(value, id);
        case Target::Kind::Ignored: return ignored(value);
        }
        return false;
    }

    static char first_byte(od::value& value) { return *value.raw_json_token().data(); }

    static bool is_null(od::value& value) {
        bool null = false;
        return value.is_null().get(null) == 0 && null;
    }

    /// A text without escapes.
    static bool text(od::value& value, Word& word) {
        od::raw_json_string raw;
        if (value.get_raw_json_string().get(raw) != 0) {
            return false;
        }
        word = quoted_word(raw.raw());
        return word.text != nullptr;
    }

    static bool number(od::value& value, double& number) {
        std::int64_t whole = 0;
        if (value.get_int64().get(whole) == 0) {
            number = static_cast<double>(whole);
            return true;
        }
        return value.get_double().get(number) == 0;
    }

    static bool name(od::value& value, std::string_view& id) {
        const std::string_view token = value.raw_json_token();
        if (token[0] == 'n') {
            return is_null(value);
        }
        if (token[0] == '"') {
            Word word{};
            if (!text(value, word)) {
                return false;
            }
            id = {word.text, word.length};
            return true;
        }
        double unused = 0;
        id = token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
        return number(value, unused);
    }

    /// Of lists and objects it would have to be seen whether they are sound.
    static bool ignored(od::value& value) {
        Word word{};
        double unused = 0;
        bool truth = false;
        switch (first_byte(value)) {
        case 'n': return is_null(value);
        case 't':
        case 'f': return value.get_bool().get(truth) == 0;
        case '"': return text(value, word);
        case '[':
        case '{': return false;
        default: return number(value, unused);
        }
    }

    // ---- facts

    bool fact(FactId id, od::value& value) {
        Meaning& meaning = meanings_.facts[id.index];
        const char first = first_byte(value);
        if (first == 'n') {
            return is_null(value);
        }
        if (first == '{') {
            Measured measured;
            return measurement(meaning, value, measured) && settle(id, measured);
        }
        if (first == '[') {
            return meaning.kind() == TypeKind::Set ? set(id, meaning, value)
                                                   : measurements(id, meaning, value);
        }
        switch (meaning.kind()) {
        case TypeKind::Truth: {
            bool truth = false;
            const bool sound = value.get_bool().get(truth) == 0;
            builder_.set_truth(id, truth);
            return sound;
        }
        case TypeKind::Number: {
            double its = 0;
            const bool sound = number(value, its) && meaning.in_range(its);
            builder_.set_number(id, its);
            return sound;
        }
        case TypeKind::Coded: {
            const std::uint32_t index = word(meaning, value);
            builder_.set_coded(id, static_cast<std::uint8_t>(index));
            return index != WordTable::none;
        }
        case TypeKind::Term: {
            const std::uint32_t index = word(meaning, value);
            builder_.set_term(id, TermId{index});
            return index != WordTable::none;
        }
        case TypeKind::Date: {
            Date date;
            const bool sound = day(value, date);
            builder_.set_date(id, date);
            return sound;
        }
        case TypeKind::Set:
        case TypeKind::Event:
        case TypeKind::Invalid: break;
        }
        return false;
    }

    static std::uint32_t word(const Meaning& meaning, od::value& value) {
        Word word{};
        return text(value, word) ? meaning.word(word) : WordTable::none;
    }

    static bool day(od::value& value, Date& date) {
        Word word{};
        if (!text(value, word)) {
            return false;
        }
        const auto parsed = parse_date({word.text, word.length});
        date = parsed.value_or(Date{});
        return parsed.has_value();
    }

    static bool members(const Meaning& meaning, od::value& value, std::uint64_t& members) {
        od::array list;
        if (value.get_array().get(list) != 0) {
            return false;
        }
        for (auto item : list) {
            od::value one;
            if (item.get(one) != 0) {
                return false;
            }
            const std::uint32_t member = word(meaning, one);
            if (member == WordTable::none) {
                return false;
            }
            members |= std::uint64_t{1} << member;
        }
        return true;
    }

    bool set(FactId id, const Meaning& meaning, od::value& value) {
        std::uint64_t found = 0;
        const bool sound = members(meaning, value, found);
        builder_.set_members(id, found);
        return sound;
    }

    // ---- measurements

    /// A value without unit and day; none for null.
    static bool plain(const Meaning& meaning, od::value& value, std::optional<Value>& found) {
        if (first_byte(value) == 'n') {
            return is_null(value);
        }
        bool sound = false;
        switch (meaning.kind()) {
        case TypeKind::Truth: {
            bool truth = false;
            sound = value.get_bool().get(truth) == 0;
            found = truth;
            break;
        }
        case TypeKind::Number: {
            double its = 0;
            sound = number(value, its);
            found = its;
            break;
        }
        case TypeKind::Coded:
        case TypeKind::Term: {
            const std::uint32_t index = word(meaning, value);
            sound = index != WordTable::none;
            found = meaning.kind() == TypeKind::Term
                        ? Value(TermId{index})
                        : Value(CodedValue{static_cast<std::uint8_t>(index)});
            break;
        }
        case TypeKind::Date: {
            Date date;
            sound = day(value, date);
            found = date;
            break;
        }
        case TypeKind::Set: {
            SetValue set;
            sound = members(meaning, value, set.members);
            found = set;
            break;
        }
        case TypeKind::Event:
        case TypeKind::Invalid: break;
        }
        return sound;
    }

    /// A value, or an object that says when it was measured and in which unit.
    bool measured(Meaning& meaning, od::value& value, Measured& found) {
        if (first_byte(value) == '{') {
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
            od::raw_json_string key;
            od::value inner;
            if (member.key().get(key) != 0 || member.value().get(inner) != 0) {
                return false;
            }
            bool sound = false;
            if (key == "value") {
                sound = !std::exchange(has_value, true) && plain(meaning, inner, found.value);
            } else if (key == "unit") {
                const bool null = first_byte(inner) == 'n';
                sound =
                    !std::exchange(has_unit, true) && (null ? is_null(inner) : text(inner, unit));
            } else if (key == "on") {
                sound = !std::exchange(has_day, true) && measured_on(inner, found.on);
            }
            if (!sound) {
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

    bool measured_on(od::value& value, std::optional<Date>& found) const {
        if (first_byte(value) == 'n') {
            return is_null(value);
        }
        Date date;
        if (!day(value, date) || date > options_.today) {
            return false;
        }
        found = date;
        return true;
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
            od::value one;
            Measured next;
            if (item.get(one) != 0 || !measured(meaning, one, next) || (next.value && !next.on)) {
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
        if (first_byte(value) == 'n') {
            return is_null(value);
        }
        od::array list;
        if (value.get_array().get(list) != 0) {
            return false;
        }
        builder_.begin_list(id);
        for (auto item : list) {
            od::value one;
            od::object object;
            if (item.get(one) != 0 || one.get_object().get(object) != 0 || !event(id, object)) {
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
            od::raw_json_string key;
            od::value value;
            if (member.key().get(key) != 0 || member.value().get(value) != 0) {
                return false;
            }
            const std::uint32_t field = keys.find(key.raw(), end_);
            Measured found;
            if (field == WordTable::none || fields_seen_[field] ||
                !measured(fields[field], value, found)) {
                return false;
            }
            fields_seen_[field] = true;
            if (found.value) {
                builder_.set_field(id, field, *found.value);
            }
        }
        return true;
    }

    const Program& program_;
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
        : program_(program),
          options_{
              .today = options.today,
              .ignore_unknown = options.ignore_unknown,
              .id_field = id_field_of(program, options.id_field)},
          builder_(program, options.today),
          usual_(program, options_, builder_) {}

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
        Sources sources;
        Diagnostics findings;
        const auto file = add_text("record", std::string(line), sources, findings);
        std::optional<Patient> patient =
            file ? read_patient(program_, sources, *file, options_, findings) : std::nullopt;
        if (!patient) {
            Reject reject{.line = number, .text = std::string(line), .reasons = {}};
            for (Diagnostic& finding : findings) {
                const std::uint32_t column =
                    file ? sources[*file].position(finding.span.begin).column : 1;
                reject.reasons.push_back({number, column, std::move(finding)});
            }
            into.rejects.push_back(std::move(reject));
            return;
        }
        settle(program_, options_.today, *patient);
        builder_.add(*patient);
        names_.push_back(std::move(patient->name));
        into.rows.push_back({number, line, names_.back()});
    }

    const Program& program_;
    FactsOptions options_;
    BatchBuilder builder_;
    UsualRecords usual_;
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
