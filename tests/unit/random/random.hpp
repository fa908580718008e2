// A stream of random choices that is the same on every platform: a failed test prints its seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <vector>

namespace precept::random {

class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    /// From 0 to `count` - 1.
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }

    /// Both ends included.
    int between(int low, int high) {
        return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1)));
    }

    bool chance(int percent) { return static_cast<int>(below(100)) < percent; }

    template <typename T>
    const T& pick(const std::vector<T>& from) {
        return from[below(from.size())];
    }

    template <typename T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) {
            std::swap(all[i - 1], all[below(i)]);
        }
    }

private:
    std::mt19937_64 engine_;
};

} // namespace precept::random
