#include "interpreter/lsp/consultation.hpp"

#include "interpreter/facts/json_facts.hpp"
#include "interpreter/lsp/diagnostics.hpp"

#include <utility>

namespace precept::lsp {

Consultation::Consultation(const Snapshot& rules, PatientFile file, std::optional<std::string> text)
    : rules_(rules),
      file_(std::move(file)),
      text_(std::move(text)),
      sources_(rules.sources()) {
    read();
    if (has_errors(findings_)) {
        return;
    }
    const Program& program = rules_.program();
    settle(program, rules_.today(), patient_);
    plan_ = plan(program);
    batch_.emplace(make_batch(program, {&patient_, 1}, rules_.today()));
    evaluation_.emplace(evaluate(program, plan_, *batch_));
    patient_view_.emplace(PatientView{*evaluation_, 0, patient_, rules_.today()});
    answer_ = precept::answer(*patient_view_);
}

void Consultation::read() {
    if (!text_) {
        findings_.push_back(
            {.code = Code::UnreadableFile,
             .span = {sources_.add(file_.path, ""), 0, 0},
             .message = "this file cannot be read"}
        );
        return;
    }
    const auto file = add_text(file_.path, *text_, sources_, findings_);
    if (!file) {
        return;
    }
    auto patient =
        read_patient(rules_.program(), sources_, *file, {.today = rules_.today()}, findings_);
    if (patient) {
        patient_ = std::move(*patient);
    }
    sort_diagnostics(findings_);
}

Json Consultation::findings_json() const {
    const auto location = [this](Span span) -> Json {
        if (span.file < rules_.sources().size()) {
            return rules_.location(span);
        }
        const LineIndex lines(sources_[span.file].text());
        return {{"uri", file_.uri}, {"range", range_json(lines, span, rules_.encoding())}};
    };
    Json list = Json::array();
    for (const Diagnostic& finding : findings_) {
        list.push_back(to_json(finding, location));
    }
    return list;
}

} // namespace precept::lsp
