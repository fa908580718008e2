#include "interpreter/cohort/flat_record.hpp"

#include "interpreter/vectors.hpp"

namespace precept::cohort {

namespace {

/// Of the blanks that JSON allows, lines of plain characters have this one only.
const char* skip_blanks(const char* at) {
    while (*at == ' ') {
        ++at;
    }
    return at;
}

/// The members of a set that begin at `at`, behind its opening bracket; null where it is none.
const char* read_members(const Meaning& meaning, const char* at, std::uint64_t& members) {
    at = skip_blanks(at);
    if (*at == ']') {
        return at + 1;
    }
    while (true) {
        std::uint32_t member = 0;
        at = read_word(meaning, at, member);
        if (at == nullptr) {
            return nullptr;
        }
        members |= std::uint64_t{1} << member;
        at = skip_blanks(at);
        if (*at == ']') {
            return at + 1;
        }
        if (*at != ',') {
            return nullptr;
        }
        at = skip_blanks(at + 1);
    }
}

/// Goes past fields to be ignored. Not inlined: so there are registers for what it compares with.
[[gnu::noinline]] const char* pass_ignored(RecordFields& fields, const char* at, const char* last) {
    return fields.meanings().keys.pass_ignored(at, last, short_length);
}

/// Takes the value that begins at `at`. Where it ends, or null.
const char* take_value(RecordFields& fields, Target target, const char* at, std::string_view& id) {
    switch (target.kind) {
    case Target::Kind::Fact: {
        const FactId fact{target.index};
        const Meaning& meaning = fields.meanings().facts[fact.index];
        if (*at != '[' || meaning.kind() != TypeKind::Set) {
            return fields.fact(fact, at);
        }
        std::uint64_t members = 0;
        at = read_members(meaning, at + 1, members);
        fields.builder().set_members(fact, members);
        return at;
    }
    case Target::Kind::Event: return skip_null(at);
    case Target::Kind::Name: return RecordFields::name(at, id);
    case Target::Kind::Ignored: return RecordFields::ignored(at);
    case Target::Kind::Mapped: return fields.mapped(target.index, at);
    case Target::Kind::Careful: break;
    }
    return nullptr;
}

} // namespace

bool decode_flat_record(RecordFields& fields, std::string_view text, std::string_view& id) {
    const char* at = text.data();
    // With the last byte known, nothing that is looked for is found behind the end.
    if (text.size() < 2 || *at != '{' || text.back() != '}' ||
        !vectors::best().all_plain(reinterpret_cast<const std::uint8_t*>(at), text.size())) {
        return false;
    }
    const char* const last = at + text.size() - 1;
    fields.begin();
    at = skip_blanks(at + 1);
    if (at == last) {
        return true; // a patient of whom nothing is known
    }
    while (*at == '"') {
        const char* const key = at + 1;
        const Target* target = fields.key(key, last);
        if (target == nullptr) {
            return false;
        }
        at = skip_blanks(key + fields.key_length());
        if (*at != ':') {
            return false;
        }
        at = take_value(fields, *target, skip_blanks(at + 1), id);
        if (at == nullptr || at > last) {
            return false;
        }
        at = skip_blanks(at);
        if (at == last) {
            return true;
        }
        if (*at != ',') {
            return false;
        }
        at = skip_blanks(at + 1);
        if (target->kind == Target::Kind::Ignored) { // so are those behind it, as likely as not
            at = pass_ignored(fields, at, last);
        }
    }
    return false;
}

} // namespace precept::cohort
