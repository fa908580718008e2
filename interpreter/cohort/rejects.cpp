#include "interpreter/cohort/rejects.hpp"

#include "lang/catalogue.hpp"
#include "lang/display_text.hpp"

#include <fmt/format.h>

#include <iterator>

namespace precept::cohort {

std::string render_reject(const Reject& reject, const std::string& file) {
    std::string text;
    for (const RejectReason& reason : reject.reasons) {
        const Diagnostic& finding = reason.finding;
        const std::string path =
            finding.path.empty() ? "" : fmt::format("{}: ", printable(finding.path, " "));
        fmt::format_to(
            std::back_inserter(text),
            "{}:{}:{}: error: {}{} [{}]\n",
            printable(reason.file.empty() ? file : reason.file),
            reason.line,
            reason.column,
            path,
            printable(finding.message, " "),
            info(finding.code).name
        );
    }
    return text;
}

} // namespace precept::cohort
