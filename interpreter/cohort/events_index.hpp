// Where the rows of which patients stand in a table of events: by a hash of the name, 16 bytes for
// each run of rows. Up to a limit it is kept in memory; what is more goes into temporary files,
// sorted in pieces that are merged then (D. Knuth, The Art of Computer Programming, volume 3,
// section 5.4).
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

namespace precept::cohort {

/// Where rows of one patient begin that stand one after another.
struct EventRows {
    std::uint32_t hash = 0; ///< of the patient's name
    std::uint32_t line = 0;
    std::uint64_t offset = 0;
};

/// A file without a name, which goes away with the program. -1 where there can be none, with
/// `errno` telling why.
[[nodiscard]] int temporary_file();

/// Writes all of `bytes` at `offset`; false with `errno` telling why.
[[nodiscard]] bool write_all(int file, std::string_view bytes, std::uint64_t offset);

/// As many bytes as there are at `offset`, `most` at most.
std::size_t read_all(int file, char* into, std::size_t most, std::uint64_t offset);

class EventsIndex {
public:
    static constexpr std::size_t usual_limit = std::size_t{1} << 20U;

    /// Keeps `limit` entries in memory.
    explicit EventsIndex(std::size_t limit = usual_limit) : limit_(limit) {}

    EventsIndex(const EventsIndex&) = delete;
    EventsIndex& operator=(const EventsIndex&) = delete;
    ~EventsIndex();

    /// Adds one; all come in the order of the table. False, with `errno` telling why, when there
    /// was no room for it in a temporary file.
    [[nodiscard]] bool add(const EventRows& rows);

    /// After the last; false as above. Only then can there be asked for any.
    [[nodiscard]] bool finish();

    [[nodiscard]] std::size_t size() const { return size_; }

    struct Entry {
        EventRows rows;
        std::size_t number = 0; ///< among all
    };

    /// Those with this hash, in the order of the table, put into `found`. Any thread may ask. False
    /// when what was put aside cannot be read again: whether there are any is not known then.
    [[nodiscard]] bool find(std::uint32_t hash, std::vector<Entry>& found) const;

    /// Calls `visit` with each, by hash, and those of one hash in the order of the table; as far as
    /// they can be read.
    void for_each(const std::function<void(const Entry&)>& visit) const;

private:
    bool put_aside();
    bool merge();
    bool load(std::size_t first, std::size_t count, std::vector<EventRows>& into) const;

    std::size_t limit_;
    std::size_t size_ = 0;
    std::vector<EventRows> rows_;       ///< all that there are; in pieces, of the last one
    std::vector<std::size_t> pieces_{}; ///< where in `aside_` each ends, in entries
    int aside_ = -1;                    ///< pieces, sorted each
    int sorted_ = -1;                   ///< all of them; -1: they are in memory
    std::vector<std::uint32_t> fences_; ///< in `sorted_`: the hash that each page begins with
};

} // namespace precept::cohort
