#include "interpreter/cli/commands.hpp"
#include "interpreter/cli/may_write.hpp"
#include "interpreter/cli/rules.hpp"
#include "interpreter/drawing/drawing.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/write_file.hpp"
#include "lang/loader.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <unistd.h>

namespace precept::cli {

namespace {

struct DrawArguments : PatientArguments {
    /// By the ending of --out, or svg.
    enum class Picture : std::uint8_t { Unsaid, Svg, Png, Dot };

    Picture picture = Picture::Unsaid;
    std::string out; ///< empty: standard output
};

constexpr const char* footer =
    "Draws the rules of the files named as a flow picture: facts lead to definitions, these to "
    "rules, and rules\n"
    "to advice; what takes the place of what, and what can block it. With --facts (or --set) the "
    "picture shows\n"
    "what became of everything for that patient, and the patient's way through it. What is said "
    "by colour is\n"
    "also said by borders and words.\n\n"
    "The layout is done by the program `dot` of Graphviz (apt install graphviz); --format dot "
    "works without it.\n"
    "Without --format, the ending of --out decides; without both, it is SVG.\n\n"
    "Examples:\n"
    "  precept draw her2_first_line.precept --out first_line.svg\n"
    "  precept draw her2_first_line.precept --facts anna.json --out anna.png\n"
    "  precept draw guidelines --format dot > guidelines.dot\n\n";

constexpr const char* draw_exit_codes = "Exit codes:\n"
                                        "  0  drawn\n"
                                        "  2  unusable input, or wrong usage";

/// The format that is wanted: nothing where the ending of --out does not say it; that was told.
std::optional<DrawArguments::Picture> format_of(const DrawArguments& arguments) {
    using Picture = DrawArguments::Picture;
    if (arguments.picture != Picture::Unsaid) {
        return arguments.picture;
    }
    const std::string& out = arguments.out;
    if (out.empty() || out.ends_with(".svg")) {
        return Picture::Svg;
    }
    if (out.ends_with(".png")) {
        return Picture::Png;
    }
    if (out.ends_with(".dot") || out.ends_with(".gv")) {
        return Picture::Dot;
    }
    complain(fmt::format(
        "precept draw: --out {}: the name has to end in .svg, .png or .dot, or --format to say "
        "which it is\n",
        out
    ));
    return std::nullopt;
}

/// The modules of the files that were named, rather than used by them.
std::vector<ModuleId> named_modules(const DrawArguments& arguments) {
    // The syntax trees again, to know which files were named; the program does not.
    Sources again;
    Diagnostics ignored;
    const LoadedModules modules = load(arguments.paths, again, ignored);
    std::vector<ModuleId> named;
    for (std::uint32_t i = 0; i < modules.size(); ++i) {
        if (modules[i].named) {
            named.push_back(ModuleId{i});
        }
    }
    return named;
}

/// The text of the picture; nothing when what is wrong was told.
std::optional<std::string> dot_of(const DrawArguments& arguments) {
    Sources sources;
    const auto program = read_rules(arguments, sources);
    if (!program) {
        return std::nullopt;
    }
    drawing::Painter painter(*program, sources, named_modules(arguments));
    if (painter.picture().boxes.empty()) {
        complain("precept draw: these files hold no rules and no definitions to draw\n");
        return std::nullopt;
    }
    std::optional<Patient> patient;
    if (!arguments.facts.empty() || !arguments.set.empty()) {
        patient = read_facts(arguments, *program, sources);
        if (!patient) {
            return std::nullopt;
        }
    }
    const auto read = files_of(sources, arguments.facts, arguments.reading);
    if (!may_write("draw", "--out", arguments.out, read)) {
        return std::nullopt;
    }
    if (patient) {
        const Plan compiled = plan(*program);
        const Batch batch = make_batch(*program, {&*patient, 1}, arguments.today);
        const Evaluation evaluation = evaluate(*program, compiled, batch);
        const PatientView view{evaluation, 0, *patient, arguments.today};
        painter.mark(view, answer(view));
    }
    return drawing::write_dot(painter.picture());
}

Exit draw(const DrawArguments& arguments) {
    using Picture = DrawArguments::Picture;
    const auto format = format_of(arguments);
    if (!format) {
        return Exit::Unusable;
    }
    if (format == Picture::Png && arguments.out.empty() && isatty(STDOUT_FILENO) != 0) {
        complain("precept draw: a PNG is no text for a terminal; give --out FILE\n");
        return Exit::Unusable;
    }
    auto dot = dot_of(arguments);
    if (!dot) {
        return Exit::Unusable;
    }
    drawing::LaidOut made{std::move(*dot), {}};
    if (format != Picture::Dot) {
        made = drawing::lay_out(made.picture, format == Picture::Png ? "png" : "svg");
        if (!made.fault.empty()) {
            complain(fmt::format("precept draw: {}\n", made.fault));
            return Exit::Unusable;
        }
    }
    if (arguments.out.empty()) {
        return print(made.picture) ? Exit::Fine : Exit::Unusable;
    }
    if (!write_file(arguments.out, made.picture)) {
        complain(fmt::format(
            "precept draw: {} cannot be written: {}\n", arguments.out, std::strerror(errno)
        ));
        return Exit::Unusable;
    }
    return print(fmt::format("wrote {}\n", arguments.out)) ? Exit::Fine : Exit::Unusable;
}

} // namespace

void add_draw(Subcommands& subcommands) {
    using Picture = DrawArguments::Picture;
    subcommands.add<DrawArguments>(
        {"draw", "Draw a guideline as a flow picture", footer, draw_exit_codes},
        [](Subcommand& command, DrawArguments& arguments) {
            command.rules(arguments);
            command.patient(arguments);
            command.one_of_cohort(arguments);
            command.choice<Picture>(
                "--format",
                arguments.picture,
                {{"svg", Picture::Svg}, {"png", Picture::Png}, {"dot", Picture::Dot}},
                "What to write"
            );
            command.option("--out", arguments.out, "FILE", "Where to write");
        },
        draw
    );
}

} // namespace precept::cli
