// A small hash table from names to numbers, for the names that one thing declares: a module's
// symbols, the values of a list. Made once, of few allocations, and asked often.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <vector>

namespace precept {

class NameTable {
public:
    /// Has room for `most` names. Keeps views of them: their texts must outlive it.
    explicit NameTable(std::size_t most) {
        std::size_t size = 4;
        while (size < 2 * most) {
            size *= 2;
        }
        slots_.resize(size);
    }

    static std::size_t hash_of(std::string_view name) {
        return std::hash<std::string_view>()(name);
    }

    /// Gives `name` that number unless it has one; the number that it has.
    std::uint32_t add(std::string_view name, std::uint32_t number) {
        const std::size_t hash = hash_of(name);
        Slot& slot = slots_[place_of(name, hash)];
        if (slot.number == nothing) {
            slot = {name, hash, number};
        }
        return slot.number;
    }

    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name) const {
        return find(name, hash_of(name));
    }

    /// The same where the hash is known.
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view name, std::size_t hash) const {
        const Slot& slot = slots_[place_of(name, hash)];
        return slot.number == nothing ? std::nullopt : std::optional(slot.number);
    }

    /// Calls `visit` with each name and its number, in no order.
    template <typename Visit>
    void for_each(Visit&& visit) const {
        for (const Slot& slot : slots_) {
            if (slot.number != nothing) {
                visit(slot.name, slot.number);
            }
        }
    }

private:
    static constexpr std::uint32_t nothing = std::numeric_limits<std::uint32_t>::max();

    struct Slot {
        std::string_view name;
        std::size_t hash = 0;
        std::uint32_t number = nothing;
    };

    /// Where the name stands, or the free slot in which it would.
    [[nodiscard]] std::size_t place_of(std::string_view name, std::size_t hash) const {
        std::size_t at = hash & (slots_.size() - 1);
        while (slots_[at].number != nothing && (slots_[at].hash != hash || slots_[at].name != name)
        ) {
            at = (at + 1) & (slots_.size() - 1);
        }
        return at;
    }

    std::vector<Slot> slots_; ///< a power of two, at least half of them free
};

} // namespace precept
