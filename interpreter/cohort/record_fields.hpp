// What the two ways of decoding a usual record share (flat_record.hpp, nested_record.hpp): what its
// keys stand for, which of them it had already, and single values, which go into the columns.
#pragma once

#include "interpreter/batch_builder.hpp"
#include "interpreter/cohort/json_scalars.hpp"
#include "interpreter/cohort/mapped_facts.hpp"
#include "interpreter/cohort/meanings.hpp"
#include "interpreter/facts/declared.hpp"
#include "interpreter/facts/json_facts.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace precept::cohort {

class RecordFields {
public:
    /// `options` have the program's names; `mapped` may be null.
    RecordFields(
        const Program& program,
        const FactsOptions& options,
        BatchBuilder& builder,
        MappedFacts* mapped
    )
        : options_(options),
          meanings_(
              program,
              *options.names,
              options.id_field,
              mapped == nullptr ? nullptr : &mapped->keys()
          ),
          builder_(builder),
          mapped_(mapped) {}

    /// A new record, in the row that was begun last.
    void begin() {
        meanings_.keys.begin();
        if (mapped_ != nullptr) {
            for (const auto& [fact, value] : mapped_->constants()) {
                builder_.set(fact, value);
            }
        }
    }

    /// What the key stands for that begins at `text`, behind its opening quote, in a record that
    /// ends at `end`; null where that is nothing, or what a key before it stood for.
    [[nodiscard]] const Target* key(const char* text, const char* end) {
        const std::uint32_t target = meanings_.keys.find(text, end);
        if (target == KeyTable::ignored) {
            static constexpr Target to_ignore{Target::Kind::Ignored, 0};
            return &to_ignore;
        }
        return target == WordTable::none ? nullptr : &meanings_.targets[target];
    }

    /// The length of the key that was found last, its closing quote included.
    [[nodiscard]] std::size_t key_length() const { return meanings_.keys.length(); }

    /// Makes a key that stands for nothing one to be ignored, where that is wanted; whether it is.
    [[nodiscard]] bool ignore_key(const char* text) {
        constexpr std::size_t most = 20'000; // names that are remembered
        const Word word = quoted_word(text);
        const bool to_ignore =
            options_.ignore_unknown && word.text != nullptr && meanings_.keys.size() < most &&
            !meanings_.keys.holds(text) &&
            !options_.names->ambiguous.contains(std::string(word.text, word.length));
        if (to_ignore) {
            meanings_.keys.add({word.text, word.length}, KeyTable::ignored);
        }
        return to_ignore;
    }

    /// Takes the value of a fact that begins at `text` and is neither a list nor an object. Where
    /// it ends; null where it is none, or should be read with more care.
    [[nodiscard]] const char* fact(FactId id, const char* text);

    /// The same for a fact that a mapping takes from here; `place` is that in MappedFacts.
    [[nodiscard]] const char* mapped(std::uint32_t place, const char* text);

    /// Whether a list of such events is to be taken here.
    [[nodiscard]] bool takes_list(EventId event) const {
        return mapped_ == nullptr || !mapped_->keys().careful_events[event.index];
    }

    /// The same for the value that names the patient.
    [[nodiscard]] static const char* name(const char* text, std::string_view& name);

    /// The same for a value that is to be ignored.
    [[nodiscard]] static const char* ignored(const char* text);

    [[nodiscard]] const FactsOptions& options() const { return options_; }

    [[nodiscard]] Meanings& meanings() { return meanings_; }

    [[nodiscard]] BatchBuilder& builder() { return builder_; }

private:
    /// Takes what `spelling` stands for; false where that is nothing.
    bool translated(MappedFacts::One& one, std::string_view spelling);

    const FactsOptions& options_;
    Meanings meanings_;
    BatchBuilder& builder_;
    MappedFacts* mapped_;
};

// ---- inline, as records consist of little else

inline const char* RecordFields::fact(FactId id, const char* text) {
    if (*text == 'n') {
        return skip_null(text);
    }
    const Meaning& meaning = meanings_.facts[id.index];
    if (meaning.kind() == TypeKind::Number) { // the commonest
        double number = 0;
        const char* end = read_number(text, number);
        if (end == nullptr || !meaning.in_range(number)) {
            return nullptr;
        }
        builder_.set_number(id, number);
        return end;
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

inline const char* RecordFields::name(const char* text, std::string_view& name) {
    Word word{};
    if (const char* end = read_text(text, word); end != nullptr) {
        name = {word.text, word.length};
        return end;
    }
    double unused = 0;
    const char* end = read_number(text, unused);
    if (end == nullptr) {
        return skip_null(text);
    }
    name = {text, static_cast<std::size_t>(end - text)};
    return end;
}

inline const char* RecordFields::ignored(const char* text) {
    if (*text == '"') {
        Word word{};
        return read_text(text, word);
    }
    if (const std::size_t length = short_length(eight_bytes(text)); length != 0) {
        return ended(text, length);
    }
    double number = 0;
    return read_decimal(text, number);
}

} // namespace precept::cohort
