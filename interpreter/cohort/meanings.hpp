// What the keys and words of records mean by a program's declarations, in tables that are fast to
// ask: for readers that decode the usual record in one go and leave all others to `Declarations`
// (facts/declared.hpp). Nothing is reported here: what is not found is to be read again by those.
#pragma once

#include "interpreter/cohort/key_table.hpp"
#include "interpreter/cohort/word_table.hpp"
#include "lang/program.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace precept {
struct DeclaredNames;
}

namespace precept::cohort {

/// What a fact or a field may hold, and the words for its values.
class Meaning {
public:
    Meaning(const Holds& holds, std::shared_ptr<const WordTable> words)
        : holds_(&holds),
          words_(std::move(words)) {}

    [[nodiscard]] TypeKind kind() const { return holds_->type.kind; }

    /// The number of a coded value, set member or term; `WordTable::none` where there is none.
    [[nodiscard]] std::uint32_t word(const Word& word) const { return words_->find(word); }

    /// Whether a number in the declared unit lies in the declared range.
    [[nodiscard]] bool in_range(double number) const {
        return !holds_->range ||
               (number >= holds_->range->first && number <= holds_->range->second);
    }

    /// `number`, which was given in `unit`, in the declared unit; nothing where that is not to be
    /// had.
    [[nodiscard]] std::optional<double> converted(double number, std::string_view unit);

private:
    const Holds* holds_;
    std::shared_ptr<const WordTable> words_;
    std::vector<std::pair<std::string, Conversion>> units_; ///< that were met before
};

/// What a key of a record stands for.
struct Target {
    enum class Kind : std::uint8_t {
        Fact,
        Event,
        Name,
        Ignored,
        Mapped,  ///< a fact, by another name and in other words
        Careful, ///< what only a more careful reader can take
    };

    Kind kind = Kind::Fact;
    std::uint32_t index = 0; ///< of the fact or event; of Mapped, what RenamedKeys says
};

/// Keys that mean something else than what is declared.
struct RenamedKeys {
    std::map<std::string, std::uint32_t, std::less<>> facts; ///< to numbers from 0 on
    std::set<std::string, std::less<>> ignored;
    std::vector<bool> careful_facts;  ///< by FactId: what stands under its own name
    std::vector<bool> careful_events; ///< by EventId: what is no null
};

struct Meanings {
    std::vector<Meaning> facts;               ///< by FactId
    std::vector<std::vector<Meaning>> fields; ///< by EventId and field
    std::vector<KeyTable> field_keys;         ///< by EventId: to fields
    KeyTable keys;                            ///< to `targets`, or to be ignored
    std::vector<Target> targets;

    /// `names` are those of `program`, which has to outlive this; `id_field` is the key that names
    /// the patient, and may be empty; `renamed` may be null.
    Meanings(
        const Program& program,
        const DeclaredNames& names,
        const std::string& id_field,
        const RenamedKeys* renamed
    );
};

} // namespace precept::cohort
