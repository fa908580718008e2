#include "interpreter/cohort/fingerprint.hpp"

#include <fmt/format.h>

#define XXH_INLINE_ALL // nothing to link with
#include <xxhash.h>

namespace precept::cohort {

struct Fingerprint::State {
    XXH3_state_t hash;
};

Fingerprint::Fingerprint() : state_(std::make_unique<State>()) {
    XXH3_64bits_reset(&state_->hash);
}

Fingerprint::~Fingerprint() = default;

void Fingerprint::add(std::string_view bytes) {
    XXH3_64bits_update(&state_->hash, bytes.data(), bytes.size());
}

void Fingerprint::add_text(std::string_view text) {
    add(fmt::format("{}:", text.size()));
    add(text);
}

std::string Fingerprint::digits() const {
    return fmt::format("{:016x}", XXH3_64bits_digest(&state_->hash));
}

} // namespace precept::cohort
