// Three-valued truth (strong Kleene: S. C. Kleene, Introduction to Metamathematics, 1952, section
// 64) and the partly known values that the language has beside it.
#pragma once

#include <cstdint>

namespace precept {

enum class Truth : std::uint8_t { No, Unknown, Yes };

constexpr Truth operator!(Truth truth) {
    return static_cast<Truth>(2 - static_cast<int>(truth));
}

constexpr Truth operator&&(Truth left, Truth right) {
    return left < right ? left : right;
}

constexpr Truth operator||(Truth left, Truth right) {
    return left < right ? right : left;
}

/// A number between two bounds, both included; known when they are equal. An unknown number other
/// than an open sum or count lies between minus and plus infinity.
struct Bounds {
    double low = 0;
    double high = 0;

    [[nodiscard]] constexpr bool known() const { return low == high; }
};

/// The values that a coded value may still have: bit i is value i, and `no_value` that it may have
/// none.
struct Possible {
    static constexpr std::uint64_t no_value = std::uint64_t{1} << 63U;
    std::uint64_t values = no_value;

    [[nodiscard]] constexpr bool known() const {
        return values != 0 && (values & no_value) == 0 && (values & (values - 1)) == 0;
    }
};

/// Which event a `latest` or `earliest` gives.
struct Picked {
    enum class State : std::uint8_t { Unknown, None, Event };

    State state = State::Unknown;
    std::uint32_t record = 0; ///< number in the patient's list
};

} // namespace precept
