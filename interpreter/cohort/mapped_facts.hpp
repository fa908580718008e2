// Facts that a mapping file takes from keys of other names, where that is simple enough to be read
// straight into columns: each fact from one key, whose value is a text, a number, true or false.
// All else is left to RecordMapper, with the same result.
#pragma once

#include "interpreter/cohort/cell_reader.hpp"
#include "interpreter/cohort/meanings.hpp"
#include "interpreter/cohort/record_mapper.hpp"

#include <algorithm>
#include <deque>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace precept::cohort {

/// One serves one worker.
class MappedFacts {
public:
    struct One {
        FactId fact;
        CellReader reader;
        bool spells_numbers = false; ///< there may be numbers and truth values that it translates

        /// Whether a number or truth value that is written so is translated like a text.
        [[nodiscard]] bool translates(std::string_view spelling) const {
            const CellRules& rules = reader.rules();
            return spells_numbers && (rules.values.contains(std::string(spelling)) ||
                                      std::ranges::count(rules.missing, spelling) > 0);
        }
    };

    /// Nothing where `from` asks for more. `id_field` is the key that names the patient.
    [[nodiscard]] static std::unique_ptr<MappedFacts>
    make(const Program& program, const RecordSources& from, const std::string& id_field);

    MappedFacts(const MappedFacts&) = delete;
    MappedFacts& operator=(const MappedFacts&) = delete;
    ~MappedFacts() = default;

    [[nodiscard]] const RenamedKeys& keys() const { return keys_; }

    /// By the places that `keys` gives.
    [[nodiscard]] One& operator[](std::size_t place) { return facts_[place]; }

    /// What every record has.
    [[nodiscard]] const std::vector<std::pair<FactId, Value>>& constants() const {
        return constants_;
    }

    /// The value that a text stands for, or a number as it is written.
    Found read(One& one, std::string_view spelling, Value& value) {
        const Found found = one.reader.read(spelling, {}, value);
        findings_.clear(); // who reads the record again finds them again
        return found;
    }

private:
    explicit MappedFacts(const Program& program);

    bool add(const Program& program, const TargetRules& target);

    Diagnostics findings_;
    Declarations declarations_;
    std::deque<One> facts_;
    std::vector<std::pair<FactId, Value>> constants_;
    RenamedKeys keys_;
};

} // namespace precept::cohort
