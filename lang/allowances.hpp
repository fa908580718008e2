// Comments that switch a warning off where its author knows better, each with a reason:
//
//   # precept: allow overlapping-cases because "the first that applies counts, as the source orders
//   them"
//
// Above an item it is for that item, above the header for the whole file; at the end of a line it
// is for that line, and inside an item for the next one. Errors can't be allowed.
#pragma once

#include "lang/loader.hpp"

#include <string>
#include <vector>

namespace precept {

class Allowances {
public:
    Allowances(const LoadedModules& modules, const Sources& sources);

    /// Takes out the findings that are allowed.
    void leave_out(Diagnostics& findings);

    /// Reports comments that say something wrong, and those by which nothing was left out; in a
    /// part of a guideline not those which the rules and tests of its other files may need.
    void report(Diagnostics& findings, bool part) const;

private:
    struct Allowance {
        Code code;
        Span word;  ///< the name of what is allowed
        Span where; ///< what it is for
        bool used = false;
    };

    void read(const ast::Module& module, const Sources& sources);
    void read(Span comment, Span where, const Sources& sources);

    std::vector<Allowance> allowances_;
    Diagnostics wrong_;
};

} // namespace precept
