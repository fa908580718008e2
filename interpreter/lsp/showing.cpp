#include "interpreter/lsp/showing.hpp"

#include "interpreter/drawing/drawing.hpp"
#include "interpreter/html.hpp"
#include "interpreter/render_answer.hpp"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace precept::lsp {

namespace {

constexpr const char* trace_style =
    ".trace { white-space: pre-wrap; }\n.yes { color: var(--yes); }\n.no { color: var(--no); }\n"
    ".unknown { color: var(--unknown); }\n";

/// The answer as one module gives it; what blocks its advice may stand in another.
Answer of_module(const Program& program, Answer answer, ModuleId module) {
    std::erase_if(answer.guidelines, [&](const auto& one) { return one.module != module; });
    std::erase_if(answer.rules, [&](const auto& one) {
        return program[one.rule].module != module;
    });
    std::erase_if(answer.advice, [&](const auto& one) {
        return program[program[one.advice].rule].module != module;
    });
    std::erase_if(answer.ensures, [&](const auto& one) {
        return program.ensures[one.ensure].module != module;
    });
    return answer;
}

/// The text as a page: marks in the colours of what they say.
std::string page(const std::string& title, const std::string& text) {
    std::string body = html::escape(text);
    constexpr std::array<std::pair<std::string_view, std::string_view>, 2> marks{
        {{"✓", "yes"}, {"✗", "no"}}};
    for (const auto& [mark, kind] : marks) {
        const std::string shown = fmt::format("<span class=\"{}\">{}</span>", kind, mark);
        for (std::size_t at = body.find(mark); at != std::string::npos;
             at = body.find(mark, at + shown.size())) {
            body.replace(at, mark.size(), shown);
        }
    }
    return html::document(
        {title,
         trace_style,
         fmt::format(
             "<header><h1>{}</h1></header>\n<main><pre class=\"trace\">{}</pre></main>\n",
             html::escape(title),
             body
         )}
    );
}

} // namespace

Result show_trace(const Consultation& consultation, const std::optional<ModuleId>& module) {
    const PatientView& patient = *consultation.patient();
    const Program& program = patient.program();
    const Answer& whole = consultation.answer();
    const std::string text = render_text(
        patient,
        module ? of_module(program, whole, *module) : whole,
        consultation.sources(),
        {},
        TraceLevel::Full
    );
    const std::string name = consultation.file().name();
    return Json{{"text", text}, {"html", page(fmt::format("Trace of {}", name), text)}};
}

Result show_drawing(const Snapshot& view, ModuleId module, const Consultation* consultation) {
    const bool patient = consultation != nullptr && consultation->patient();
    const Sources& sources = patient ? consultation->sources() : view.sources();
    drawing::Painter painter(view.program(), sources, {module});
    if (painter.picture().boxes.empty()) {
        return Failure{ErrorCode::RequestFailed, "this file has no rules and definitions to draw"};
    }
    if (patient) {
        painter.mark(*consultation->patient(), consultation->answer());
    }
    drawing::LaidOut made = drawing::lay_out(drawing::write_dot(painter.picture()), "svg");
    if (!made.fault.empty()) {
        return Failure{ErrorCode::RequestFailed, std::move(made.fault)};
    }
    return Json{{"svg", std::move(made.picture)}};
}

} // namespace precept::lsp
