// Splits CSV (RFC 4180) into rows and cells. A cell in quotes may hold delimiters, line ends and
// doubled quotation marks; a mark inside of a cell that does not begin with one stands for itself.
// Own code because no library in Debian says where a cell stands, which messages need, and libcsv
// looks at one byte after another: rows are found here by the marks of many bytes at once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept::cohort {

struct CsvCell {
    std::string_view text;            ///< without quotes; valid until the next text is started
    std::uint32_t begin = 0, end = 0; ///< in the row, quotes included
};

/// What is wrong with the quotes of a row.
struct CsvFault {
    std::uint32_t begin = 0, end = 0; ///< in the row
    std::string_view message, help;
};

struct CsvRow {
    std::uint64_t line = 0;
    std::string_view text; ///< as it was, without its line end
    std::vector<CsvCell> cells;
    std::optional<CsvFault> fault; ///< the first
};

class CsvRows {
public:
    explicit CsvRows(char delimiter) : delimiter_(delimiter) {}

    /// Begins with the first row of `text`, in line `line` of its file.
    void start(std::string_view text, std::uint64_t line);

    /// The next row that is not blank, in the memory of the one before; false at the end.
    bool next(CsvRow& row);

    /// Whether all of the text is ASCII.
    [[nodiscard]] bool ascii() const { return ascii_; }

private:
    /// A cell that begins with a quotation mark, at `begin`.
    std::size_t quoted(CsvRow& row, std::size_t row_begin, std::size_t begin);
    /// Moves to the next mark that is no quotation mark; where that is.
    std::size_t cell_end();

    char delimiter_;
    std::string_view text_;
    std::size_t at_ = 0;
    std::uint64_t line_ = 1;
    bool ascii_ = true;
    std::vector<std::uint32_t> marks_;
    std::size_t mark_ = 0; ///< the next of them
    std::deque<std::string> unescaped_;
};

} // namespace precept::cohort
