// Where everything stands in a document: an `id` of its own, and the address by which other places
// point at it.
#pragma once

#include "interpreter/document/phrase.hpp"

#include <map>
#include <set>
#include <string>

namespace precept::document {

class Links {
public:
    /// How many pages there are: one for all, or one for each module.
    enum class Pages : std::uint8_t { One, Modules };

    Links(const Program& program, Pages pages);

    /// Its `id`: no two things have the same one.
    [[nodiscard]] const std::string& id(Target target) const { return ids_.at(target); }

    /// The address of `target`, from the page of module `from`.
    [[nodiscard]] std::string href(Target target, ModuleId from) const;

    /// The name of the page on which a module stands: `terms.html`.
    [[nodiscard]] const std::string& page(ModuleId module) const { return pages_[module.index]; }

    /// The module in which it is declared.
    [[nodiscard]] ModuleId module_of(Target target) const;

    /// `wanted`, or something like it that nothing on any page has yet.
    [[nodiscard]] std::string unique(const std::string& wanted);

private:
    void add(Target target, const std::string& wanted);
    void add_all();

    const Program& program_;
    Pages form_;
    std::map<Target, std::string> ids_;
    std::set<std::string> taken_;
    std::vector<std::string> pages_; ///< by ModuleId
};

} // namespace precept::document
