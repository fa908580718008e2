#include "interpreter/cohort/pattern.hpp"

#include <re2/re2.h>
#include <utility>

namespace precept::cohort {

std::shared_ptr<const Pattern> Pattern::read(const std::string& expression, std::string& fault) {
    re2::RE2::Options options;
    options.set_log_errors(false); // they are ours to report
    auto read = std::make_unique<re2::RE2>(expression, options);
    if (!read->ok()) {
        fault = read->error();
        return nullptr;
    }
    if (read->NumberOfCapturingGroups() > 1) {
        fault = "it has more than one group in parentheses; (?:…) groups without being one";
        return nullptr;
    }
    return std::make_shared<const Pattern>(std::move(read));
}

Pattern::Pattern(std::unique_ptr<re2::RE2> expression) : expression_(std::move(expression)) {}

Pattern::~Pattern() = default;

std::optional<std::string_view> Pattern::find(std::string_view text) const {
    const re2::StringPiece all(text.data(), text.size());
    re2::StringPiece group;
    if (expression_->NumberOfCapturingGroups() == 0) {
        return re2::RE2::FullMatch(all, *expression_) ? std::optional(text) : std::nullopt;
    }
    if (!re2::RE2::FullMatch(all, *expression_, &group)) {
        return std::nullopt;
    }
    return std::string_view(group.data(), group.size());
}

const std::string& Pattern::expression() const {
    return expression_->pattern();
}

} // namespace precept::cohort
