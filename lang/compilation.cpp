#include "lang/compilation.hpp"

#include "lang/allowances.hpp"
#include "lang/lower.hpp"
#include "lang/parser.hpp"

#include <iterator>
#include <utility>

namespace precept {

Compilation::Compilation(
    const std::vector<std::string>& paths,
    Sources& sources,
    const CheckOptions& options,
    const Overlay& overlay,
    ParsedFiles* parsed
)
    : sources_(sources),
      modules_(load(paths, sources, reported_, overlay, parsed)),
      names_(modules_, reported_),
      building_{modules_, sources, names_, program_, reported_, options} {
    build(building_);
    hand_over(found_in_files_);
    Allowances(modules_, sources).leave_out(found_in_files_);
    sort_diagnostics(found_in_files_);
}

std::optional<NodeId> Compilation::ask(FileId file, Diagnostics& diagnostics) {
    const ast::ExprPtr expression = parse_expression(sources_, file, reported_);
    if (expression == nullptr) {
        hand_over(diagnostics);
        return std::nullopt;
    }
    const NodeId node = Lowering(building_, names_.outside()).lower(*expression);
    if (hand_over(diagnostics) || program_[node].type.kind == TypeKind::Invalid) {
        return std::nullopt;
    }
    program_.questions.push_back(node);
    return node;
}

std::optional<Givens> Compilation::suppose(FileId file, Diagnostics& diagnostics) {
    const auto given = parse_suppositions(sources_, file, reported_);
    Givens givens;
    if (given) {
        lower_givens(building_, names_.outside(), *given, givens);
    }
    if (hand_over(diagnostics) || !given) {
        return std::nullopt;
    }
    return givens;
}

bool Compilation::hand_over(Diagnostics& diagnostics) {
    const bool errors = has_errors(reported_);
    std::move(reported_.begin(), reported_.end(), std::back_inserter(diagnostics));
    reported_.clear();
    return errors;
}

} // namespace precept
