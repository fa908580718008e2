#include "lang/checker.hpp"

#include "lang/allowances.hpp"
#include "lang/building.hpp"

#include <utility>

namespace precept {

namespace {

/// Room for about as many nodes as such texts come to.
void reserve_nodes(Building& building) {
    constexpr std::size_t bytes_for_a_node = 16;
    std::size_t bytes = 0;
    for (const LoadedModule& module : building.modules) {
        bytes += building.sources[module.ast.file].text().size();
    }
    building.program.nodes.reserve(bytes / bytes_for_a_node);
}

} // namespace

void build(Building& building) {
    reserve_nodes(building);
    building.program.scopes.push_back({});
    declare(building);
    build_definitions(building);
    build_rules(building);
    build_tests(building);
    order_steps(building);
    if (building.options.unreachable_cases) {
        report_unreachable(building);
    }
    building.names.report_unused();
}

Program check(
    const LoadedModules& modules,
    const Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics
) {
    Program program;
    Names names(modules, diagnostics);
    Building building{modules, sources, names, program, diagnostics, options};
    build(building);
    return program;
}

Program compile(
    const std::vector<std::string>& paths,
    Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics,
    const Overlay& overlay
) {
    const LoadedModules modules = load(paths, sources, diagnostics, overlay);
    Program program = check(modules, sources, options, diagnostics);
    if (options.allowances) {
        Allowances(modules, sources).leave_out(diagnostics);
    }
    sort_diagnostics(diagnostics);
    return program;
}

Program compile_text(
    std::string path,
    std::string text,
    Sources& sources,
    const CheckOptions& options,
    Diagnostics& diagnostics
) {
    LoadedModules modules;
    if (const auto file = add_text(std::move(path), std::move(text), sources, diagnostics)) {
        // Without a stem: such a text has no file whose name the header could contradict.
        modules.emplace_back(ParsedFiles().parse(sources, *file, diagnostics), "");
        modules.front().uses.resize(modules.front().index().uses.size());
    }
    Program program = check(modules, sources, options, diagnostics);
    sort_diagnostics(diagnostics);
    return program;
}

} // namespace precept
