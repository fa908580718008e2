#include "interpreter/cohort/events_index.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <queue>
#include <tuple>
#include <unistd.h>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::size_t page = 256; ///< entries that are read at once

bool comes_before(const EventRows& left, const EventRows& right) {
    return std::tie(left.hash, left.offset) < std::tie(right.hash, right.offset);
}

std::string_view bytes_of(const std::vector<EventRows>& rows) {
    return {reinterpret_cast<const char*>(rows.data()), rows.size() * sizeof(EventRows)};
}

/// Whether all of them could be read.
bool read_entries(int file, std::size_t first, std::size_t count, std::vector<EventRows>& into) {
    into.resize(count);
    const std::size_t bytes = read_all(
        file,
        reinterpret_cast<char*>(into.data()),
        count * sizeof(EventRows),
        first * sizeof(EventRows)
    );
    into.resize(bytes / sizeof(EventRows));
    return into.size() == count;
}

/// One piece on its way into the whole.
struct Piece {
    std::size_t next, end; ///< entries of the file that were not read yet
    std::vector<EventRows> at_hand{};
    std::size_t at = 0;

    /// Reads some more, if there are any; false when they cannot be read.
    bool refill(int file) {
        constexpr std::size_t most = 16 * page;
        at = 0;
        const std::size_t first = std::exchange(next, std::min(next + most, end));
        return read_entries(file, first, next - first, at_hand);
    }

    [[nodiscard]] bool used_up() const { return at == at_hand.size(); }
};

} // namespace

int temporary_file() {
    std::FILE* stream = std::tmpfile();
    if (stream == nullptr) {
        return -1;
    }
    const int file = fcntl(fileno(stream), F_DUPFD_CLOEXEC, 0); // NOLINT: it has no third
    std::fclose(stream);
    return file;
}

bool write_all(int file, std::string_view bytes, std::uint64_t offset) {
    while (!bytes.empty()) {
        const ssize_t count = pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            return false;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
    return true;
}

std::size_t read_all(int file, char* into, std::size_t most, std::uint64_t offset) {
    std::size_t have = 0;
    while (have < most) {
        const ssize_t count =
            pread(file, into + have, most - have, static_cast<off_t>(offset + have));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0) {
            break;
        }
        have += static_cast<std::size_t>(count);
    }
    return have;
}

EventsIndex::~EventsIndex() {
    for (const int file : {aside_, sorted_}) {
        if (file >= 0) {
            close(file);
        }
    }
}

bool EventsIndex::add(const EventRows& rows) {
    if (rows_.size() == limit_ && !put_aside()) {
        return false;
    }
    rows_.push_back(rows);
    ++size_;
    return true;
}

bool EventsIndex::put_aside() {
    if (aside_ < 0) {
        aside_ = temporary_file();
    }
    if (aside_ < 0) {
        return false;
    }
    std::ranges::sort(rows_, comes_before);
    const std::size_t begin = pieces_.empty() ? 0 : pieces_.back();
    if (!write_all(aside_, bytes_of(rows_), begin * sizeof(EventRows))) {
        return false;
    }
    pieces_.push_back(begin + rows_.size());
    rows_.clear();
    return true;
}

bool EventsIndex::finish() {
    if (pieces_.empty()) {
        rows_.shrink_to_fit();
        std::ranges::sort(rows_, comes_before);
        return true;
    }
    return put_aside() && merge();
}

bool EventsIndex::merge() {
    sorted_ = temporary_file();
    if (sorted_ < 0) {
        return false;
    }
    std::vector<Piece> pieces;
    std::size_t begin = 0;
    for (const std::size_t end : pieces_) {
        pieces.push_back({begin, end});
        begin = end;
    }
    const auto later = [&](std::size_t left, std::size_t right) {
        return comes_before(
            pieces[right].at_hand[pieces[right].at], pieces[left].at_hand[pieces[left].at]
        );
    };
    std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> next(later);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (!pieces[i].refill(aside_)) {
            return false;
        }
        next.push(i);
    }
    std::size_t written = 0;
    const auto write_out = [&] {
        const bool well = write_all(sorted_, bytes_of(rows_), written * sizeof(EventRows));
        written += rows_.size();
        rows_.clear();
        return well;
    };
    while (!next.empty()) {
        Piece& piece = pieces[next.top()];
        const EventRows& least = piece.at_hand[piece.at];
        if ((written + rows_.size()) % page == 0) {
            fences_.push_back(least.hash);
        }
        rows_.push_back(least);
        if (rows_.size() == std::max(page, limit_) && !write_out()) {
            return false;
        }
        const std::size_t which = next.top();
        next.pop();
        ++piece.at;
        if (piece.used_up() && !piece.refill(aside_)) {
            return false;
        }
        if (!piece.used_up()) {
            next.push(which);
        }
    }
    if (!write_out()) {
        return false;
    }
    rows_ = {};
    close(std::exchange(aside_, -1));
    return true;
}

bool EventsIndex::load(std::size_t first, std::size_t count, std::vector<EventRows>& into) const {
    return read_entries(sorted_, first, std::min(count, size_ - first), into);
}

bool EventsIndex::find(std::uint32_t hash, std::vector<Entry>& found) const {
    found.clear();
    if (sorted_ < 0) {
        const auto begin = std::ranges::lower_bound(rows_, hash, {}, &EventRows::hash);
        for (auto at = begin; at != rows_.end() && at->hash == hash; ++at) {
            found.push_back({*at, static_cast<std::size_t>(at - rows_.begin())});
        }
        return true;
    }
    // Those of one hash may begin on the page before the first that begins with it.
    const auto fence = std::ranges::lower_bound(fences_, hash);
    auto number = static_cast<std::size_t>(fence - fences_.begin());
    number = number == 0 ? 0 : number - 1;
    std::vector<EventRows> rows;
    for (; number < fences_.size() && fences_[number] <= hash; ++number) {
        if (!load(number * page, page, rows)) {
            return false;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].hash == hash) {
                found.push_back({rows[i], number * page + i});
            }
        }
    }
    return true;
}

void EventsIndex::for_each(const std::function<void(const Entry&)>& visit) const {
    if (sorted_ < 0) {
        for (std::size_t i = 0; i < rows_.size(); ++i) {
            visit({rows_[i], i});
        }
        return;
    }
    constexpr std::size_t at_once = 64 * page;
    std::vector<EventRows> rows;
    for (std::size_t first = 0; first < size_; first += at_once) {
        (void)load(first, at_once, rows);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            visit({rows[i], first + i});
        }
    }
}

} // namespace precept::cohort
