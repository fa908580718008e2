#include "interpreter/cohort/record_blocks.hpp"

#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/record_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace precept::cohort {

namespace {

/// Walks the parts of CSV that lie outside of quoted cells: calls `visit(begin, end)` for each in
/// order until it returns true. A part ends where a quoted cell begins, or at the end of the text.
template <typename Visit>
void for_unquoted(std::string_view text, char delimiter, const Visit& visit) {
    std::size_t begin = 0; // of the part
    std::size_t from = 0;  // where the next quotation mark is looked for
    while (true) {
        const std::size_t quote = std::min(text.find('"', from), text.size());
        const bool opens = quote < text.size() &&
                           (quote == 0 || text[quote - 1] == delimiter || text[quote - 1] == '\n');
        if (quote < text.size() && !opens) {
            from = quote + 1;
            continue;
        }
        if (visit(begin, quote) || quote == text.size()) {
            return;
        }
        // To the end of the cell: a doubled mark stands for one.
        std::size_t close = quote;
        do {
            close = text.find('"', close + 1);
            if (close == std::string_view::npos) {
                return;
            }
        } while (close + 1 < text.size() && text[close + 1] == '"' && ++close > 0);
        begin = close + 1;
        from = begin;
    }
}

} // namespace

std::size_t last_record_end(std::string_view text, std::optional<char> delimiter) {
    std::size_t last = 0;
    const auto look = [&](std::size_t begin, std::size_t end) {
        const std::size_t found = text.substr(begin, end - begin).rfind('\n');
        last = found == std::string_view::npos ? last : begin + found + 1;
        return false;
    };
    if (delimiter) {
        for_unquoted(text, *delimiter, look);
    } else {
        look(0, text.size());
    }
    return last;
}

std::size_t first_record_end(std::string_view text, std::optional<char> delimiter) {
    std::size_t first = 0;
    const auto look = [&](std::size_t begin, std::size_t end) {
        const std::size_t found = text.substr(begin, end - begin).find('\n');
        first = found == std::string_view::npos ? 0 : begin + found + 1;
        return first > 0;
    };
    if (delimiter) {
        for_unquoted(text, *delimiter, look);
    } else {
        look(0, text.size());
    }
    return first;
}

RecordBlocks::RecordBlocks(std::unique_ptr<ByteStream> bytes, std::string name, BlockSizes sizes)
    : bytes_(std::move(bytes)),
      name_(std::move(name)),
      sizes_(sizes) {}

bool RecordBlocks::fill(BlockText& text, std::size_t have, std::size_t size) {
    if (!begun_) {
        begun_ = true;
        fill(text, 0, byte_order_mark.size());
        have = text.size();
        if (text.view() == byte_order_mark) {
            have = 0;
            offset_ = byte_order_mark.size();
        }
    }
    if (have >= size || ended_) {
        text.resize(have);
        return have >= size;
    }
    text.reserve(size);
    if (const auto total = bytes_->total()) { // of compressed bytes at least as many come
        const std::uint64_t coming = *total - std::min(*total, bytes_->consumed());
        text.make_ready(static_cast<std::size_t>(std::min<std::uint64_t>(size, have + coming)));
    }
    while (have < size) {
        const std::size_t count = bytes_->read(text.data() + have, size - have);
        if (count == 0) {
            ended_ = true;
            break;
        }
        have += count;
    }
    text.resize(have);
    // Noted now: at the end of a run reading is cancelled, and what compressed bytes lack then is
    // not the file's fault.
    if (have < size && !failure_ && !cancelled_.load()) {
        failure_ = bytes_->failure();
    }
    return have == size;
}

std::string_view RecordBlocks::look_ahead() {
    fill(ahead_, ahead_.size(), sizes_.block);
    return ahead_.view();
}

std::optional<std::string> RecordBlocks::take_record() {
    std::size_t size = sizes_.block;
    bool more = fill(ahead_, ahead_.size(), size);
    std::size_t end = first_record_end(ahead_.view(), delimiter_);
    while (end == 0 && more && ahead_.size() <= sizes_.longest) {
        size *= 2;
        more = fill(ahead_, ahead_.size(), size);
        end = first_record_end(ahead_.view(), delimiter_);
    }
    if (end == 0 && more) {
        fail_too_long(ahead_.view());
        return std::nullopt;
    }
    if (ahead_.empty() || failure_) {
        return std::nullopt;
    }
    end = end == 0 ? ahead_.size() : end;
    std::string record(ahead_.view().substr(0, end));
    ahead_.erase_front(end);
    offset_ += end;
    line_ += line_ends(record);
    if (record.ends_with('\n')) {
        record.pop_back();
    }
    line_end_ = record.ends_with('\r') ? "\r\n" : "\n";
    if (record.ends_with('\r')) {
        record.pop_back();
    }
    return record;
}

bool RecordBlocks::skip_to(std::uint64_t offset, std::uint64_t line) {
    const std::uint64_t ahead = std::min<std::uint64_t>(offset - offset_, ahead_.size());
    ahead_.erase_front(static_cast<std::size_t>(ahead));
    const bool reached = bytes_->skip(offset - offset_ - ahead);
    if (!reached) {
        failure_ = bytes_->failure();
    }
    if (!reached && !failure_) {
        failure_ = fmt::format("`{}` is shorter than it was: it has no byte {}", name_, offset);
    }
    offset_ = offset;
    line_ = line;
    return reached;
}

bool RecordBlocks::next(Block& into) {
    into.text.swap(ahead_);
    ahead_.resize(0);
    const std::size_t ahead = into.text.size();
    std::size_t size = std::max(sizes_.block, ahead);
    bool more = fill(into.text, ahead, size);
    std::size_t end = last_record_end(into.text.view(), delimiter_);
    while (end == 0 && more && into.text.size() <= sizes_.longest) {
        size *= 2;
        more = fill(into.text, into.text.size(), size);
        end = last_record_end(into.text.view(), delimiter_);
    }
    if (end == 0 && more) {
        fail_too_long(into.text.view());
    }
    // At the end of the input the rest is the last record, with or without a line end. Where
    // reading failed it is a part of one; the whole records before it are given nevertheless.
    end = more || failure_ ? end : into.text.size();
    if (end == 0 || cancelled_.load()) {
        return false;
    }
    ahead_ = into.text.view().substr(end);
    into.text.resize(end);
    into.number = number_++;
    into.offset = offset_;
    into.first_line = line_;
    offset_ += end;
    into.line_ends = line_ends(into.text.view());
    line_ += into.line_ends;
    return true;
}

void RecordBlocks::fail_too_long(std::string_view text) {
    const std::size_t line_end = text.find('\n');
    const bool in_quotes = delimiter_ && line_end != std::string_view::npos;
    failure_ = fmt::format(
        "`{}`: the record in line {} is longer than {} MiB{}",
        name_,
        line_,
        sizes_.longest >> 20U,
        in_quotes ? ": a quotation mark that opens a cell is perhaps never closed" : ""
    );
}

void RecordBlocks::cancel() {
    cancelled_.store(true);
    bytes_->cancel();
}

} // namespace precept::cohort
