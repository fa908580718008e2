#include "interpreter/drawing/drawing.hpp"
#include "interpreter/html.hpp"
#include "interpreter/process.hpp"
#include "lang/display_text.hpp"
#include "lang/utf8.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <vector>

namespace precept::drawing {

namespace {

/// How a mark looks: the mark in front of what is said, the border, and the colours. Text on its
/// background has a contrast of at least 4.5 to 1.
struct Look {
    const char* sign;
    const char* words; ///< in the legend
    const char* border;
    const char* line;
    const char* fill;
    double width;
};

constexpr std::array<Look, 7> looks{{
    {"", "", "solid", "#3b4450", "#ffffff", 1.0},
    {"✓ ", "yes, fired, active", "solid", "#12643a", "#d9f2e3", 2.4},
    {"✗ ", "no, did not fire, not given", "solid", "#8a929c", "#f2f4f6", 0.8},
    {"? ", "unknown, undecided, provisional", "dashed", "#7a4d00", "#fdf1d8", 1.8},
    {"■ ", "blocked or overridden", "bold", "#a01c1c", "#fde3e0", 2.4},
    {"– ", "its guideline does not apply", "dotted", "#8a929c", "#ffffff", 1.0},
    {"", "a value that is known", "solid", "#0b57a4", "#e3effb", 1.2},
}};

const Look& look_of(Mark mark) {
    return looks.at(static_cast<std::size_t>(mark));
}

/// A shape of Graphviz's, and a style that belongs to it.
struct Form {
    const char* shape;
    const char* style;
    const char* words; ///< in the legend
    int borders = 1;
};

constexpr std::array<Form, 6> forms{{
    {"box", "rounded", "fact"},
    {"tab", "", "list of events"},
    {"box", "", "definition"},
    {"hexagon", "", "for whom a guideline is"},
    {"box", "", "rule", 2},
    {"note", "", "advice"},
}};

const Form& form_of(Thing thing) {
    return forms.at(static_cast<std::size_t>(thing));
}

/// For the inside of a quoted string: a backslash would begin an escape, `&` an entity.
std::string quoted(std::string_view text) {
    std::string made = "\"";
    for (const char letter : printable(text, "\n")) {
        switch (letter) {
        case '"': made += "\\\""; break;
        case '\\': made += "\\\\"; break;
        case '&': made += "&amp;"; break;
        case '\n': made += "\\n"; break;
        default: made += letter;
        }
    }
    return made + '"';
}

/// Broken at blanks into lines of about `width` characters.
std::string wrapped(std::string_view text, std::size_t width) {
    std::string made;
    std::size_t column = 0;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::string_view word = text.substr(0, end);
        const std::size_t length = count_characters(word);
        if (column != 0) {
            const bool fits = column + 1 + length <= width;
            made += fits ? ' ' : '\n';
            column = fits ? column + 1 : 0;
        }
        made += word;
        column += length;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return made;
}

class DotWriter {
public:
    explicit DotWriter(const Picture& picture) : picture_(picture) {}

    std::string write() {
        text_ = fmt::format(
            "digraph guideline {{\n"
            "  graph [rankdir=LR, newrank=true, nodesep=0.18, ranksep=0.9, fontsize=18, "
            "labelloc=t, label={}, fontname=\"{}\", bgcolor=\"#ffffff\", tooltip={}]\n"
            "  node [fontname=\"{}\", fontsize=11, margin=\"0.22,0.08\"]\n"
            "  edge [arrowsize=0.7]\n",
            quoted(picture_.title + "\n" + picture_.subtitle),
            font,
            quoted(picture_.title),
            font
        );
        boxes();
        for (const Arrow& arrow : picture_.arrows) {
            write(arrow);
        }
        legend();
        return text_ + "}\n";
    }

private:
    static constexpr std::string_view font = "Helvetica,Arial,sans-serif";

    /// Each guideline's own things in a frame, where there are several; facts and events belong to
    /// all.
    void boxes() {
        std::map<ModuleId, std::vector<const Box*>> modules;
        for (const Box& box : picture_.boxes) {
            const bool shared = box.thing == Thing::Fact || box.thing == Thing::Event;
            modules[shared ? ModuleId{} : box.module].push_back(&box);
        }
        const bool several = modules.size() > (modules.contains(ModuleId{}) ? 2U : 1U);
        for (const auto& [module, inside] : modules) {
            const bool framed = several && module.valid();
            if (framed) {
                const std::string& name = picture_.modules.at(module);
                text_ += fmt::format(
                    "  subgraph cluster_{} {{\n    label={}; tooltip={}; fontsize=13; labeljust=l; "
                    "color=\"#c3c9d0\"; style=rounded;\n",
                    module.index,
                    quoted(name),
                    quoted(name)
                );
            }
            for (const Box* box : inside) {
                write(*box);
            }
            text_ += framed ? "  }\n" : "";
        }
    }

    void write(const Box& box) {
        constexpr std::size_t narrow = 22;
        constexpr std::size_t wide = 30;
        const Look& look = look_of(box.mark);
        const Form& form = form_of(box.thing);
        std::string label = wrapped(box.text, box.thing == Thing::Guideline ? narrow : wide);
        if (!box.said.empty()) {
            label += "\n" + wrapped(look.sign + box.said, wide);
        }
        text_ += fmt::format(
            R"(  {} [label={}, shape={}, style={}, color="{}", fillcolor="{}", penwidth={:.1f})",
            quoted(box.id),
            quoted(label),
            form.shape,
            quoted(style_of(box, look, form)),
            line_of(box, look),
            look.fill,
            width_of(box, look)
        );
        if (form.borders != 1) {
            text_ += fmt::format(", peripheries={}", form.borders);
        }
        text_ +=
            fmt::format(", tooltip={}]\n", quoted(box.tooltip.empty() ? box.text : box.tooltip));
    }

    static std::string style_of(const Box& box, const Look& look, const Form& form) {
        std::string style = "filled";
        for (const std::string_view one : {std::string_view(form.style), border_of(box, look)}) {
            if (!one.empty()) {
                style += fmt::format(",{}", one);
            }
        }
        return style;
    }

    /// Without a patient, the border of advice tells its kinds apart.
    static std::string_view border_of(const Box& box, const Look& look) {
        if (box.mark != Mark::None || !box.verb) {
            return look.border;
        }
        return *box.verb == ast::Verb::Consider ? "dashed"
               : *box.verb == ast::Verb::Avoid  ? "dotted"
                                                : "solid";
    }

    static const char* line_of(const Box& box, const Look& look) {
        const bool forbids = box.verb == ast::Verb::Contraindicate;
        return box.mark == Mark::None && forbids ? "#a01c1c" : look.line;
    }

    static double width_of(const Box& box, const Look& look) {
        constexpr double heavy = 2.4;
        return box.mark == Mark::None && box.verb == ast::Verb::Contraindicate ? heavy : look.width;
    }

    void write(const Arrow& arrow) {
        std::string style;
        switch (arrow.kind) {
        case Arrow::Kind::Leads: style = "style=solid"; break;
        case Arrow::Kind::Applies: style = "style=solid, arrowhead=open"; break;
        case Arrow::Kind::Overrides: style = "style=dashed, arrowhead=tee, constraint=false"; break;
        case Arrow::Kind::Blocks: style = "style=dotted, arrowhead=tee, constraint=false"; break;
        }
        const bool dim = picture_.patient && !arrow.on_path;
        const char* colour = dim ? "#c3c9d0" : arrow.on_path ? "#1c2430" : "#5b6470";
        text_ += fmt::format(
            "  {} -> {} [{}, color=\"{}\", penwidth={}]\n",
            quoted(picture_.boxes[arrow.from].id),
            quoted(picture_.boxes[arrow.to].id),
            style,
            colour,
            arrow.on_path ? "2.4" : "1.0"
        );
    }

    /// What the shapes, borders and arrows mean, as boxes of the same kind in a frame of two
    /// columns.
    void legend() {
        text_ +=
            "  subgraph cluster_legend {\n    label=\"Legend\"; tooltip=\"Legend\"; fontsize=12; "
            "color=\"#c3c9d0\"; style=rounded;\n";
        std::vector<std::string> shapes;
        std::vector<std::string> marks;
        shapes.reserve(std::size(forms));
        for (const Form& form : forms) {
            shapes.push_back(fmt::format(
                "label={}, shape={}, style={}, peripheries={}",
                quoted(form.words),
                form.shape,
                quoted(form.style),
                form.borders
            ));
        }
        for (const Look& look : looks) {
            if (picture_.patient && *look.words != '\0') {
                marks.push_back(fmt::format(
                    "label={}, shape=box, style=\"filled,{}\", color=\"{}\", fillcolor=\"{}\", "
                    "penwidth={:.1f}",
                    quoted(wrapped(std::string(look.sign) + look.words, legend_width)),
                    look.border,
                    look.line,
                    look.fill,
                    look.width
                ));
            }
        }
        const std::string arrows = "dashed, with a bar:\ntakes the place of";
        shapes.push_back(fmt::format("label={}, shape=plain", quoted(arrows)));
        shapes.push_back(
            fmt::format("label={}, shape=plain", quoted("dotted, with a bar:\ncan block"))
        );
        if (picture_.patient) {
            marks.push_back(fmt::format(
                "label={}, shape=plain", quoted("thick arrow:\nthe way of this patient")
            ));
        }
        for (std::size_t i = 0; i < shapes.size(); ++i) {
            text_ += fmt::format("    \"legend shape {}\" [{}, tooltip=\"\"]\n", i, shapes[i]);
        }
        for (std::size_t i = 0; i < marks.size(); ++i) {
            text_ += fmt::format("    \"legend mark {}\" [{}, tooltip=\"\"]\n", i, marks[i]);
            text_ +=
                fmt::format("    \"legend shape {}\" -> \"legend mark {}\" [style=invis]\n", i, i);
        }
        text_ += "  }\n";
    }

    static constexpr std::size_t legend_width = 22;

    const Picture& picture_;
    std::string text_;
};

} // namespace

std::string write_dot(const Picture& picture) {
    return DotWriter(picture).write();
}

LaidOut lay_out(const std::string& dot, const std::string& format) {
    const auto finished = run_program({"dot", "-T" + format}, dot);
    if (!finished) {
        return {
            {},
            "the program `dot` lays the picture out, and is not here: install Graphviz (`apt "
            "install graphviz`), or take the picture's text with `--format dot`"};
    }
    if (finished->status != 0 || finished->output.empty()) {
        return {
            {},
            fmt::format(
                "`dot` could not lay the picture out (exit code {}): {}",
                finished->status,
                printable(finished->errors, "\n")
            )};
    }
    return {finished->output, {}};
}

} // namespace precept::drawing
