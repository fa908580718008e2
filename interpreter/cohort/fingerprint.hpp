// By what a later run knows that bytes are the same: of input, rule files, options and output.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace precept::cohort {

/// A fingerprint of bytes that come one after another; the same however they are divided.
class Fingerprint {
public:
    Fingerprint();
    Fingerprint(const Fingerprint&) = delete;
    Fingerprint& operator=(const Fingerprint&) = delete;
    ~Fingerprint();

    void add(std::string_view bytes);
    /// A text with its end, so that `ab`, `c` is another than `a`, `bc`.
    void add_text(std::string_view text);

    /// Of all that was added so far, in 16 hexadecimal digits.
    [[nodiscard]] std::string digits() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

/// The beginning of a file that a run writes.
struct Written {
    std::uint64_t length = 0; ///< bytes
    std::string fingerprint;  ///< of those; empty where there are none
};

} // namespace precept::cohort
