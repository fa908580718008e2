#include "lang/format.hpp"

#include "lang/ast_dump.hpp"
#include "lang/comments.hpp"
#include "lang/format_columns.hpp"
#include "lang/parser.hpp"

#include <algorithm>
#include <stdexcept>

namespace precept {

namespace {

using layout::joined;
using layout::Laid;
using layout::Line;
using layout::Part;
using layout::Token;
using layout::width;

constexpr std::size_t widest = 100;
constexpr std::size_t step = 2;
constexpr std::string_view table_head = "table  ";

class Layout {
public:
    explicit Layout(std::vector<Line> lines) : lines_(std::move(lines)) {}

    std::string text() {
        break_long_lines();
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            lay_out(i);
        }
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            if (kinds_[i] == Kind::Comment) {
                indent_comment(i);
            }
            set_blank_line(i);
        }
        find_declaration_runs();
        for (const auto& run : runs_) {
            layout::align(laid_, run);
        }
        layout::align_comments(laid_);
        return layout::written(laid_);
    }

private:
    /// A list whose bullets stand in one column of the source.
    struct Bullets {
        std::uint32_t column;
        std::size_t indent;
    };

    enum class Kind : std::uint8_t { Comment, Item, Clause, Subclause, Bullet, Row, Rest };

    // ---- lines that are too long

    /// Breaks them where their parts are joined, with as many on a line as it holds.
    void break_long_lines() {
        std::vector<Line> all;
        for (Line& line : lines_) {
            const std::size_t indent = line.item ? 0 : 2 * step;
            std::size_t from = 0;
            std::size_t joint = 0; // the last place where the line can be broken
            std::vector<std::size_t> breaks;
            for (std::size_t i = 1; i <= line.tokens.size(); ++i) {
                const bool end = i == line.tokens.size();
                if (!end && line.tokens[i].part != Part::Joint) {
                    continue;
                }
                if (joint > from && indent + width(joined(line.tokens, from, i)) > widest) {
                    breaks.push_back(joint);
                    from = joint;
                }
                joint = i;
            }
            for (std::size_t i = breaks.size(); i-- > 0;) {
                breaks_.push_back(layout::cut(line, breaks[i]));
            }
            all.push_back(std::move(line));
            while (!breaks_.empty()) {
                all.push_back(std::move(breaks_.back()));
                breaks_.pop_back();
            }
        }
        lines_ = std::move(all);
    }

    // ---- one line after the other

    void lay_out(std::size_t i) {
        const Line& line = lines_[i];
        Laid laid;
        laid.comment = line.comment;
        Kind kind = kind_of(line);
        if (kind != Kind::Row && kind != Kind::Comment) {
            in_table_ = false;
        }
        switch (kind) {
        case Kind::Comment: break; // it looks at what follows
        case Kind::Item: begin_item(line, laid); break;
        case Kind::Clause: begin_clause(i, laid); break;
        case Kind::Subclause: begin_subclause(line, laid); break;
        case Kind::Bullet: bullet(line, laid); break;
        case Kind::Row: row(line, laid); break;
        case Kind::Rest:
            laid.indent = rest_indent();
            laid.cells = {joined(line.tokens, 0, line.tokens.size())};
            break;
        }
        if (kind != Kind::Comment) {
            if (kind != Kind::Item && kind != Kind::Rest) {
                last_indent_ = laid.indent;
            }
            comma_ = !line.tokens.empty() && line.tokens.back().text == ",";
        }
        kinds_.push_back(kind);
        laid_.push_back(std::move(laid));
    }

    [[nodiscard]] Kind kind_of(const Line& line) const {
        if (line.comment_only()) {
            return Kind::Comment;
        }
        if (line.item) {
            return Kind::Item;
        }
        const Token& first = line.tokens.front();
        if (first.bullet) {
            return Kind::Bullet;
        }
        if (in_table_ &&
            std::any_of(line.tokens.begin(), line.tokens.end(), [](const Token& token) {
                return token.bar;
            })) {
            return Kind::Row;
        }
        switch (first.part) {
        case Part::Clause:
        case Part::Case:
        case Part::Field: return Kind::Clause;
        case Part::Subclause:
        case Part::Because: return Kind::Subclause;
        case Part::Joint:
        case Part::None: return Kind::Rest;
        }
        return Kind::Rest;
    }

    void begin_item(const Line& line, Laid& laid) {
        item_ = line.first();
        lists_.clear();
        field_run_ = case_run_ = subclause_run_ = bullet_run_ = none;
        header_run_ = none;
        last_indent_ = 0;
        last_value_ = step;
        declaration_cells(line.tokens, laid);
    }

    /// `term x "label" is y code …` and `fact x "label" TYPE …` in cells for neighbours to share.
    void declaration_cells(const std::vector<Token>& tokens, Laid& laid) const {
        const bool columns = (item_ == "term" || item_ == "fact") && tokens.size() > 2;
        if (!columns) {
            laid.cells = {joined(tokens, 0, tokens.size())};
            return;
        }
        const bool label = tokens[2].text.starts_with('"');
        laid.cells = {joined(tokens, 0, 2), label ? tokens[2].text : ""};
        std::size_t from = label ? 3 : 2;
        for (std::size_t i = from + 1; i <= tokens.size(); ++i) {
            const bool clause =
                i < tokens.size() &&
                (tokens[i].text == "code" || tokens[i].text == "assume" ||
                 tokens[i].text == "valid" || tokens[i].text == "fixed" || tokens[i].text == "ask");
            // All codes of a term are one cell: their number differs.
            const bool first_code =
                clause && (tokens[i].text != "code" || tokens[from].text != "code");
            if (i == tokens.size() || first_code) {
                laid.cells.push_back(joined(tokens, from, i));
                from = i;
            }
        }
        if (laid.cells.size() == 2 && laid.cells[1].empty()) {
            laid.cells.pop_back();
        }
    }

    void begin_clause(std::size_t i, Laid& laid) {
        const Line& line = lines_[i];
        const auto& tokens = line.tokens;
        const Part part = tokens.front().part;
        lists_.clear();
        subclause_run_ = none;
        laid.indent = step;
        last_value_ = laid.indent + width(tokens.front().text) + 1;
        if (tokens.front().text == "table") {
            begin_table(i, laid);
            return;
        }
        const bool header = item_ == "guideline" || item_ == "terms";
        const bool two_words = tokens.front().text == "review" || tokens.front().text == "applies";
        if (header && !two_words && tokens.size() > 1) {
            laid.cells = {tokens.front().text, joined(tokens, 1, tokens.size())};
            add_to(header_run_, laid_.size());
            return;
        }
        if (part == Part::Field && tokens.size() > 1) {
            const bool label = tokens[1].text.starts_with('"');
            laid.cells = {tokens.front().text};
            if (label) {
                laid.cells.push_back(tokens[1].text);
            }
            laid.cells.push_back(joined(tokens, label ? 2 : 1, tokens.size()));
            add_to(field_run_, laid_.size());
            return;
        }
        if (part == Part::Case) {
            for (std::size_t at = 1; at < tokens.size(); ++at) {
                if (tokens[at].text == "when" || tokens[at].text == "otherwise") {
                    laid.cells = {joined(tokens, 0, at), joined(tokens, at, tokens.size())};
                    laid.gap = 2;
                    add_to(case_run_, laid_.size());
                    return;
                }
            }
        }
        laid.cells = {joined(tokens, 0, tokens.size())};
    }

    void begin_subclause(const Line& line, Laid& laid) {
        const auto& tokens = line.tokens;
        lists_.clear();
        laid.indent = 2 * step;
        laid.cells = {tokens.front().text, joined(tokens, 1, tokens.size())};
        if (tokens.front().part == Part::Subclause) {
            add_to(subclause_run_, laid_.size());
        }
        // Where the values of this action begin is known when all of its clauses are.
        last_value_ = subclause_value(line);
    }

    /// The column of the values of the action's clauses: behind the longest of their words.
    [[nodiscard]] std::size_t subclause_value(const Line& line) const {
        const auto at = static_cast<std::size_t>(&line - lines_.data());
        std::size_t longest = width(line.first());
        const auto look = [&](const Line& other) {
            if (other.comment_only()) {
                return true;
            }
            const Part part = other.tokens.front().part;
            if (part == Part::Clause || other.item) {
                return false;
            }
            if (part == Part::Subclause) {
                longest = std::max(longest, width(other.first()));
            }
            return true;
        };
        for (std::size_t i = at; i-- > 0 && look(lines_[i]);) {
        }
        for (std::size_t i = at + 1; i < lines_.size() && look(lines_[i]); ++i) {
        }
        return 2 * step + longest + 1;
    }

    void bullet(const Line& line, Laid& laid) {
        while (!lists_.empty() && lists_.back().column > line.column) {
            lists_.pop_back();
        }
        if (lists_.empty() || lists_.back().column < line.column) {
            lists_.push_back({line.column, last_indent_ + step});
            bullet_run_ = none;
        }
        laid.indent = lists_.back().indent;
        const auto& tokens = line.tokens;
        laid.cells = {joined(tokens, 0, tokens.size())};
        if (item_ == "fact" || item_ == "event") { // values with their codes
            laid.cells.clear();
            std::size_t from = 0;
            for (std::size_t i = 1; i <= tokens.size(); ++i) {
                if (i == tokens.size() || tokens[i].text == "code") {
                    laid.cells.push_back(joined(tokens, from, i));
                    from = i;
                }
            }
            add_to(bullet_run_, laid_.size());
        }
        last_value_ = laid.indent + step;
    }

    // ---- tables

    void begin_table(std::size_t i, Laid& laid) {
        in_table_ = true;
        table_run_ = none;
        const auto& tokens = lines_[i].tokens;
        row_cells(tokens, 1, laid);
        laid.cells.front().insert(0, table_head);
        add_to(table_run_, laid_.size());
        last_value_ = 2 * step;
    }

    void row(const Line& line, Laid& laid) {
        laid.indent = step;
        row_cells(line.tokens, 0, laid);
        laid.cells.front().insert(0, std::string(table_head.size(), ' '));
        add_to(table_run_, laid_.size());
    }

    static void row_cells(const std::vector<Token>& tokens, std::size_t from, Laid& laid) {
        for (std::size_t i = from; i <= tokens.size(); ++i) {
            if (i == tokens.size() || tokens[i].bar) {
                std::string cell = joined(tokens, from, i);
                laid.cells.push_back(laid.cells.empty() ? cell : "| " + cell);
                from = i + 1;
            }
        }
    }

    // ---- what goes on from the line before

    [[nodiscard]] std::size_t rest_indent() const {
        if (!lists_.empty()) {
            return lists_.back().indent + step;
        }
        return comma_ || last_indent_ == 0 ? last_value_ : last_indent_ + step;
    }

    // ---- comments and blank lines

    [[nodiscard]] std::size_t next_code(std::size_t i) const {
        while (i < lines_.size() && lines_[i].comment_only()) {
            ++i;
        }
        return i;
    }

    /// Whether the comment on line i stands among the lines of an item, or right below its last.
    [[nodiscard]] bool inside_item(std::size_t i) const {
        const std::size_t next = next_code(i);
        if (next < lines_.size() && !lines_[next].item) {
            return true;
        }
        for (std::size_t at = i;; --at) {
            if (lines_[at].blank_before || lines_[at].column == 0 || at == 0) {
                return false;
            }
            if (!lines_[at - 1].comment_only()) {
                return true;
            }
        }
    }

    /// A comment stands like the line that it speaks of, which is the next one.
    void indent_comment(std::size_t i) {
        const std::size_t next = next_code(i);
        if (next == lines_.size() || lines_[next].item) {
            laid_[i].indent = inside_item(i) ? step : 0;
        } else {
            laid_[i].indent =
                laid_[next].indent + (kinds_[next] == Kind::Row ? table_head.size() : 0);
        }
    }

    void set_blank_line(std::size_t i) {
        const Line& line = lines_[i];
        if (i == 0) {
            return;
        }
        if (kinds_[i] == Kind::Comment) {
            const bool inside = inside_item(i);
            const bool after_code = kinds_[i - 1] != Kind::Comment || inside_item(i - 1);
            laid_[i].blank_before = !inside && (line.blank_before || (after_code && apart(i)));
        } else if (kinds_[i] == Kind::Item) {
            const bool after_comment = kinds_[i - 1] == Kind::Comment && !inside_item(i - 1);
            laid_[i].blank_before = line.blank_before || (!after_comment && apart(i));
        }
    }

    /// Whether the item that begins on line i, or behind the comments there, needs an empty line
    /// before it: all do but those on one line behind such a one of their kind.
    [[nodiscard]] bool apart(std::size_t i) const {
        const std::size_t next = next_code(i);
        std::size_t before = i;
        while (before > 0 && lines_[before - 1].comment_only()) {
            --before;
        }
        if (before == 0) {
            return false;
        }
        --before;
        const bool one_line =
            next + 1 >= lines_.size() || lines_[next + 1].item || lines_[next + 1].comment_only();
        return !(
            lines_[before].item && next < lines_.size() && one_line &&
            lines_[before].first() == lines_[next].first()
        );
    }

    // ---- columns

    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    /// Adds a line to the run whose number is in `run`, or to a new one.
    void add_to(std::size_t& run, std::size_t line) {
        if (run == none) {
            run = runs_.size();
            runs_.emplace_back();
        }
        runs_[run].push_back(line);
    }

    /// Declarations on one line each, without an empty line or a comment between them.
    void find_declaration_runs() {
        std::vector<std::size_t> run;
        const auto end_run =
            [&] {
                if (run.size() > 1) {
                    for (const std::size_t line : run) {
                        laid_[line].gap = 2;
                    }
                    runs_.push_back(run);
                } else if (run.size() == 1 && laid_[run[0]].cells.size() > 1 &&
                       laid_[run[0]].cells[1].empty()) {
                    laid_[run[0]].cells.erase(laid_[run[0]].cells.begin() + 1);
                }
                run.clear();
            };
        for (std::size_t i = 0; i < lines_.size(); ++i) {
            const bool one_line =
                i + 1 == lines_.size() || lines_[i + 1].item || kinds_[i + 1] == Kind::Comment;
            const bool declaration = kinds_[i] == Kind::Item &&
                                     (lines_[i].first() == "term" || lines_[i].first() == "fact");
            if (!declaration) {
                end_run();
                continue;
            }
            if (!run.empty() &&
                (laid_[i].blank_before || lines_[run.back()].first() != lines_[i].first())) {
                end_run();
            }
            run.push_back(i);
            if (!one_line) {
                // The lines below belong to it: it has no neighbours.
                run.pop_back();
                end_run();
                run.push_back(i);
                end_run();
            }
        }
        end_run();
    }

    std::vector<Line> lines_;
    std::vector<Line> breaks_; ///< what was cut from a line, the last part first
    std::vector<Kind> kinds_;
    std::vector<Laid> laid_;
    std::vector<std::vector<std::size_t>> runs_; ///< lines whose cells stand in columns
    std::vector<Bullets> lists_;                 ///< open ones, the outermost first
    std::string item_;
    std::size_t last_indent_ = 0;   ///< of the last clause or bullet
    std::size_t last_value_ = step; ///< where what it lists goes on
    bool comma_ = false;            ///< the line before ends with one
    bool in_table_ = false;
    std::size_t header_run_ = none, field_run_ = none, case_run_ = none, subclause_run_ = none,
                bullet_run_ = none, table_run_ = none;
};

std::vector<std::string> comments_of(FileId file, std::string_view text) {
    std::vector<std::string> found;
    for (const Comment& comment : find_comments(file, text)) {
        found.emplace_back(text.substr(comment.span.begin, comment.span.end - comment.span.begin));
    }
    return found;
}

} // namespace

std::optional<std::string> format(const Sources& sources, FileId file, Diagnostics& diagnostics) {
    Diagnostics found;
    const ast::Module module = parse(sources, file, found);
    if (has_errors(found)) {
        diagnostics.insert(diagnostics.end(), found.begin(), found.end());
        return std::nullopt;
    }
    const std::string_view before = sources[file].text();
    std::string after = Layout(layout::lines_of(module, before)).text();

    // An author's file is not to be harmed, whatever is wrong in here.
    Sources again;
    const auto formatted = add_text(sources[file].path(), after, again, found);
    const bool same = formatted && dump(parse(again, *formatted, found)) == dump(module) &&
                      !has_errors(found) && comments_of(0, after) == comments_of(0, before);
    if (!same) {
        throw std::logic_error(
            "formatting would have changed what " + sources[file].path() + " says"
        );
    }
    return after;
}

} // namespace precept
