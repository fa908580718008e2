// A patient taken from one program to another, as rule files change while a session goes on: facts
// and events by name, values by name, origins with the texts that they point into.
#pragma once

#include "interpreter/patient.hpp"
#include "lang/diagnostic.hpp"
#include "lang/source.hpp"

#include <map>
#include <string>
#include <vector>

namespace precept::repl {

struct Side {
    const Program& program;
    Sources& sources;
};

class Carrier {
public:
    /// `today` is the day that measurements may not lie after.
    Carrier(const Side& from, const Side& to, Date today) : from_(from), to_(to), today_(today) {}

    [[nodiscard]] Patient carry(const Patient& patient);

    /// The names of what the other program does not have, or does not allow; each once.
    [[nodiscard]] const std::vector<std::string>& lost() const { return lost_; }

private:
    /// The patient with this fact or list alone, read by the other program.
    std::optional<Patient> carry_alone(const Patient& one, const std::string& name);
    [[nodiscard]] Span moved(Span span);
    void move_origin(const Cell& from, Cell& to);

    Side from_, to_;
    Date today_;
    std::map<FileId, FileId> files_;
    std::vector<std::string> lost_;
};

} // namespace precept::repl
