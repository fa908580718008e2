#include "lang/allowances.hpp"

#include "lang/catalogue.hpp"
#include "lang/comments.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

namespace precept {

namespace {

constexpr std::string_view form =
    "write `# precept: allow NAME because \"the reason\"`; `precept explain --list` has the names";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
}

/// Takes a comment apart, word by word, and knows where each stands.
class Words {
public:
    Words(Span comment, const Sources& sources) : comment_(comment), text_(sources.text(comment)) {}

    /// The next word of letters; empty where something else comes.
    std::string_view word() {
        skip_blanks();
        begin_ = at_;
        while (at_ < text_.size() && is_letter(text_[at_])) {
            ++at_;
        }
        return text_.substr(begin_, at_ - begin_);
    }

    bool sign(std::string_view sign) {
        skip_blanks();
        const bool there = text_.substr(at_).starts_with(sign);
        at_ += there ? sign.size() : 0;
        return there;
    }

    /// Whether all that is left is a text in quotation marks that says something.
    bool reason() {
        skip_blanks();
        const std::string_view rest = text_.substr(at_);
        const bool quoted = rest.size() > 2 && rest.front() == '"' && rest.back() == '"';
        return quoted && rest.find_first_not_of("\" \t") != std::string_view::npos;
    }

    /// Where the last word stands; where there was none, the rest of the comment.
    [[nodiscard]] Span span() const {
        const std::size_t end = at_ > begin_ ? at_ : text_.size();
        return {
            comment_.file,
            comment_.begin + static_cast<std::uint32_t>(std::min(begin_, text_.size() - 1)),
            comment_.begin + static_cast<std::uint32_t>(end)};
    }

private:
    void skip_blanks() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) {
            ++at_;
        }
    }

    Span comment_;
    std::string_view text_;
    std::size_t begin_ = 0;
    std::size_t at_ = 0;
};

/// The codes that can be allowed, by name.
std::vector<std::string> names_of_warnings() {
    std::vector<std::string> names;
    for (const CodeInfo& code : catalogue()) {
        if (code.severity == Severity::Warning) {
            names.emplace_back(code.name);
        }
    }
    return names;
}

Diagnostic wrong_allowance(Span span, std::string message, std::string help) {
    return {
        .code = Code::WrongAllowance,
        .span = span,
        .message = std::move(message),
        .help = std::move(help)};
}

Span span_of(const ast::Item& item) {
    return std::visit([](const auto& it) { return it.span; }, item);
}

/// Whether rules and tests of other files may bring such a finding about.
bool rests_on_other_files(Code code) {
    switch (code) {
    case Code::RuleNeverFires:
    case Code::OverlappingCases:
    case Code::GapBetweenCases:
    case Code::AdviceAndCaution:
    case Code::UnusedFact:
    case Code::UnusedTerm: return true;
    default: return false;
    }
}

/// The whole text of line `line`.
Span line_span(const SourceFile& file, FileId id, std::uint32_t line) {
    if (line > file.line_count()) {
        return {id, 0, 0};
    }
    const std::string_view text = file.line(line);
    const auto begin = static_cast<std::uint32_t>(text.data() - file.text().data());
    return {id, begin, begin + static_cast<std::uint32_t>(text.size())};
}

/// What a comment is for.
Span where(const Comment& comment, const ast::Module& module, const Sources& sources) {
    const SourceFile& file = sources[comment.span.file];
    const std::uint32_t line = file.position(comment.span.begin).line;
    if (!comment.own_line) {
        return line_span(file, comment.span.file, line);
    }
    const auto whole = static_cast<std::uint32_t>(file.text().size());
    if (module.header && comment.span.begin < module.header->span.begin) {
        return {comment.span.file, 0, whole};
    }
    const auto inside = [&](Span item) {
        return item.begin < comment.span.begin && comment.span.begin < item.end;
    };
    Span next{comment.span.file, whole, whole};
    for (const ast::Item& item : module.items) {
        const Span span = span_of(item);
        if (inside(span)) {
            return line_span(file, comment.span.file, line + 1);
        }
        if (span.begin > comment.span.begin && span.begin < next.begin) {
            next = span;
        }
    }
    const bool in_header = module.header && inside(module.header->span);
    return in_header ? line_span(file, comment.span.file, line + 1) : next;
}

} // namespace

Allowances::Allowances(const LoadedModules& modules, const Sources& sources) {
    for (const LoadedModule& module : modules) {
        read(module.ast, sources);
    }
}

void Allowances::read(const ast::Module& module, const Sources& sources) {
    for (const Comment& comment : find_comments(module.file, sources[module.file].text())) {
        // Told apart from a sentence about Precept by the colon.
        Words words(comment.span, sources);
        if (words.sign("#") && words.word() == "precept" && words.sign(":")) {
            read(comment.span, where(comment, module, sources), sources);
        }
    }
}

void Allowances::read(Span comment, Span where, const Sources& sources) {
    Words words(comment, sources);
    (void)(words.sign("#") && !words.word().empty() && words.sign(":"));
    if (words.word() != "allow") {
        wrong_.push_back(wrong_allowance(
            words.span(), "`allow` is what a comment can say to `precept`", std::string(form)
        ));
        return;
    }
    do {
        const std::string_view name = words.word();
        if (name.empty() || name == "because") {
            wrong_.push_back(wrong_allowance(
                words.span(), "the name of what is to be allowed is missing", std::string(form)
            ));
            return;
        }
        const auto code = find_code(name);
        if (code && info(*code).severity == Severity::Warning) {
            allowances_.push_back({*code, words.span(), where});
        } else if (code) {
            wrong_.push_back(wrong_allowance(
                words.span(),
                fmt::format("`{}` is an error, which can't be allowed", name),
                fmt::format("`precept explain {}` says what to do about it", name)
            ));
        } else {
            const auto guess = nearest(name, names_of_warnings());
            wrong_.push_back(wrong_allowance(
                words.span(),
                fmt::format("no finding is called `{}`", name),
                guess ? fmt::format("did you mean `{}`?", *guess) : std::string(form)
            ));
        }
    } while (words.sign(","));
    if (words.word() != "because" || !words.reason()) {
        wrong_.push_back(
            wrong_allowance(comment, "what is allowed needs a reason", std::string(form))
        );
    }
}

void Allowances::leave_out(Diagnostics& findings) {
    std::erase_if(findings, [&](const Diagnostic& finding) {
        bool allowed = false;
        for (Allowance& one : allowances_) {
            if (one.code == finding.code && one.where.file == finding.span.file &&
                one.where.begin <= finding.span.begin && finding.span.begin <= one.where.end) {
                one.used = true;
                allowed = true;
            }
        }
        return allowed;
    });
}

void Allowances::report(Diagnostics& findings, bool part) const {
    findings.insert(findings.end(), wrong_.begin(), wrong_.end());
    for (const Allowance& one : allowances_) {
        if (!one.used && !(part && rests_on_other_files(one.code))) {
            findings.push_back(
                {.code = Code::UnusedAllowance,
                 .span = one.word,
                 .message = fmt::format("there is no `{}` to allow here", info(one.code).name),
                 .help = "remove the comment, or put it above what it is for"}
            );
        }
    }
}

} // namespace precept
