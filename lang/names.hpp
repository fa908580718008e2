// What names mean: the symbols that each module declares, and which of them a name in another
// module reaches. Takes parsed modules, gives a table that finds a symbol for a path; reports
// duplicates, unknown and ambiguous names, and modules that were used for nothing.
#pragma once

#include "lang/loader.hpp"
#include "lang/value.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace precept {

/// "a fact", "a rule": for messages.
[[nodiscard]] std::string_view in_words(SymbolKind kind);

/// A declared name. `index` counts the symbols of its kind, in module and text order.
struct Symbol {
    SymbolKind kind;
    std::uint32_t index;
    std::uint32_t module;
    const ast::Name* name;
};

/// The result of looking up a path: the symbol that its first parts name, and how many parts those
/// were.
struct Resolved {
    const Symbol* symbol;
    std::size_t parts;
    const Symbol* rival = nullptr; ///< another of that name: it is not said which is meant
};

/// How `look_up` treats a name that leads nowhere.
enum class Missing : std::uint8_t { Report, Ignore };

class Names {
public:
    /// Declares everything in `modules`, reporting duplicates. Keeps references to `modules`.
    Names(const LoadedModules& modules, Diagnostics& diagnostics);

    /// A place outside of all modules, from which everything in them is visible: where people stand
    /// who put questions to a program.
    [[nodiscard]] std::uint32_t outside() const {
        return static_cast<std::uint32_t>(modules_.size());
    }

    /// The symbol that `path` names from inside `module`: `name`, or `module.name`; later parts are
    /// fields. Reports an unknown or ambiguous one unless told not to; a name of a declaration that
    /// did not parse is never reported.
    std::optional<Resolved>
    look_up(std::uint32_t module, const ast::Path& path, Missing missing = Missing::Report);

    /// Reports that `found`, the result of looking up `path`, could be another symbol as well, if
    /// so.
    void report_ambiguous(const ast::Path& path, const Resolved& found);

    /// Reports `path` as a name that nothing visible from `module` has, with the nearest of the
    /// kind wanted.
    void report_unknown(
        std::uint32_t module, const ast::Path& path, std::optional<SymbolKind> wanted = {}
    );

    /// The names visible from `module` of the given kind, or of all kinds.
    [[nodiscard]] std::vector<std::string>
    visible(std::uint32_t module, std::optional<SymbolKind> kind = {}) const;

    /// Whether the declaration called `name` was skipped for a syntax error in `module` or one that
    /// it uses.
    [[nodiscard]] bool broken(std::uint32_t module, std::string_view name) const;

    /// How many symbols of `kind` there are.
    [[nodiscard]] std::uint32_t count(SymbolKind kind) const;

    /// Reports each `use` through which nothing was found. To be called once all names were looked
    /// up.
    void report_unused();

private:
    struct Used {
        std::uint32_t module;
        const ast::Use* item; ///< null: the module itself, or from outside
        std::string_view qualifier;
        bool needed = false;
    };

    void declare(std::uint32_t module);
    [[nodiscard]] const Symbol*
    find(std::uint32_t module, std::string_view name, std::size_t hash) const;
    std::optional<Resolved> qualified(std::uint32_t module, const ast::Path& path);
    std::optional<Resolved> unqualified(std::uint32_t module, const ast::Path& path);
    [[nodiscard]] std::string help_to_declare(
        std::uint32_t module, std::string_view name, std::optional<SymbolKind> wanted
    ) const;

    const LoadedModules& modules_;
    Diagnostics& diagnostics_;
    std::vector<std::vector<Symbol>> symbols_; ///< by module: what it declares
    std::vector<std::vector<Used>> used_; ///< by module: itself and what it uses; last: outside
    std::vector<std::uint32_t> counts_;
};

} // namespace precept
