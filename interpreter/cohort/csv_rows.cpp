#include "interpreter/cohort/csv_rows.hpp"

#include "interpreter/cohort/marks.hpp"

#include <algorithm>

namespace precept::cohort {

namespace {

std::string unescape(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        result += text[i];
        i += text[i] == '"' ? 1 : 0; // the second of two
    }
    return result;
}

} // namespace

void CsvRows::start(std::string_view text, std::uint64_t line) {
    text_ = text;
    at_ = 0;
    line_ = line;
    mark_ = 0;
    unescaped_.clear();
    ascii_ = find_marks(text, delimiter_, marks_);
}

std::size_t CsvRows::cell_end() {
    while (mark_ < marks_.size() && text_[marks_[mark_]] == '"') {
        ++mark_;
    }
    return mark_ < marks_.size() ? marks_[mark_] : text_.size();
}

std::size_t CsvRows::quoted(CsvRow& row, std::size_t row_begin, std::size_t begin) {
    const auto fault = [&](std::size_t from, std::size_t to, std::string_view message) {
        if (!row.fault) {
            row.fault = CsvFault{
                static_cast<std::uint32_t>(from - row_begin),
                static_cast<std::uint32_t>(to - row_begin),
                message,
                "a quotation mark inside of a quoted cell is written twice"};
        }
    };
    bool doubled = false;
    for (++mark_; mark_ < marks_.size(); ++mark_) {
        const std::size_t at = marks_[mark_];
        if (text_[at] != '"') {
            line_ += text_[at] == '\n' ? 1 : 0;
        } else if (mark_ + 1 < marks_.size() && marks_[mark_ + 1] == at + 1 && text_[at + 1] == '"') {
            doubled = true;
            ++mark_;
        } else {
            break;
        }
    }
    const bool closed = mark_ < marks_.size();
    const std::size_t close = closed ? marks_[mark_++] : text_.size();
    std::string_view inside = text_.substr(begin + 1, close - begin - 1);
    if (doubled) {
        inside = unescaped_.emplace_back(unescape(inside));
    }
    const std::size_t end = closed ? cell_end() : text_.size();
    if (!closed) {
        fault(begin, begin + 1, "the quotation mark that opens this cell is never closed");
    } else {
        const bool at_line_end = end == text_.size() || text_[end] == '\n';
        const std::size_t last = at_line_end && text_[end - 1] == '\r' ? end - 1 : end;
        if (last > close + 1) {
            fault(
                close + 1, last, "something stands behind the closing quotation mark of this cell"
            );
        }
    }
    row.cells.push_back(
        {inside,
         static_cast<std::uint32_t>(begin - row_begin),
         static_cast<std::uint32_t>((closed ? close + 1 : end) - row_begin)}
    );
    return end;
}

bool CsvRows::next(CsvRow& row) {
    while (at_ < text_.size()) {
        const std::size_t row_begin = at_;
        row.line = line_;
        row.cells.clear();
        row.fault.reset();
        std::size_t end = 0;
        bool more = true;
        while (more) {
            const std::size_t begin = at_;
            if (begin < text_.size() && text_[begin] == '"') {
                end = quoted(row, row_begin, begin);
            } else {
                end = cell_end();
                std::size_t content = end;
                const bool line_ends = end == text_.size() || text_[end] == '\n';
                if (line_ends && content > begin && text_[content - 1] == '\r') {
                    --content;
                }
                row.cells.push_back(
                    {text_.substr(begin, content - begin),
                     static_cast<std::uint32_t>(begin - row_begin),
                     static_cast<std::uint32_t>(content - row_begin)}
                );
            }
            more = end < text_.size() && text_[end] == delimiter_;
            ++mark_;
            at_ = std::min(end + 1, text_.size());
        }
        line_ += end < text_.size() ? 1 : 0;
        row.text = text_.substr(row_begin, end - row_begin);
        if (row.text.ends_with('\r')) {
            row.text.remove_suffix(1);
        }
        if (row.text.find_first_not_of(" \t") != std::string_view::npos) {
            return true;
        }
    }
    return false;
}

} // namespace precept::cohort
