#include "interpreter/cohort/journal.hpp"

#include "interpreter/json_parts.hpp"
#include "interpreter/write_file.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace precept::cohort {

namespace {

constexpr const char* schema = "precept/cohort-progress";
constexpr int version = 2;

Json json(const Written& written) {
    return object_of("length", written.length, "fingerprint", written.fingerprint);
}

Written read_written(const Json& from) {
    return {from.at("length").get<std::uint64_t>(), from.at("fingerprint").get<std::string>()};
}

Json json(const Tally& tally) {
    Json made{
        {"patients", tally.patients},
        {"rejected", tally.rejected},
        {"undecided", tally.undecided},
        {"rules", Json::array()},
        {"advice", Json::array()},
        {"guidelines", Json::array()},
        {"ensures", Json::array()},
        {"facts", tally.facts},
        {"lists", tally.lists},
        {"fields", tally.fields},
        {"no_value", tally.no_value}};
    for (const RuleCounts& its : tally.rules) {
        made["rules"].push_back({its.fired, its.not_fired, its.undecided, its.not_applicable});
    }
    for (const AdviceCounts& its : tally.advice) {
        made["advice"].push_back({its.active, its.blocked, its.overridden, its.provisional});
    }
    for (const GuidelineCounts& its : tally.guidelines) {
        made["guidelines"].push_back({its.yes, its.no, its.unknown});
    }
    for (const EnsureCounts& its : tally.ensures) {
        Json violators = Json::array();
        for (const PatientName& name : its.violators) {
            violators.push_back({{"line", name.line}, {"id", name.id}});
        }
        made["ensures"].push_back(
            {{"counts", {its.held, its.violated, its.undecided}},
             {"violators", std::move(violators)}}
        );
    }
    return made;
}

/// A tally that is of another program's shape.
struct Misfit {};

using Numbers = std::vector<std::uint64_t>;

/// Numbers that must be so many.
Numbers numbers(const Json& from, std::size_t count) {
    auto all = from.get<Numbers>();
    if (all.size() != count) {
        throw Misfit{};
    }
    return all;
}

template <typename Counts>
void require_count(const Json& list, const std::vector<Counts>& wanted) {
    if (!list.is_array() || list.size() != wanted.size()) {
        throw Misfit{};
    }
}

/// Throws Misfit, or what the library throws, when it is not as it should be.
void read_tally(const Json& from, Tally& tally) {
    from.at("patients").get_to(tally.patients);
    from.at("rejected").get_to(tally.rejected);
    from.at("undecided").get_to(tally.undecided);
    from.at("no_value").get_to(tally.no_value);
    for (const char* key : {"rules", "advice", "guidelines", "ensures"}) {
        (void)from.at(key);
    }
    require_count(from["rules"], tally.rules);
    require_count(from["advice"], tally.advice);
    require_count(from["guidelines"], tally.guidelines);
    require_count(from["ensures"], tally.ensures);
    for (std::size_t i = 0; i < tally.rules.size(); ++i) {
        const Numbers its = numbers(from["rules"][i], 4);
        tally.rules[i] = {its[0], its[1], its[2], its[3]};
    }
    for (std::size_t i = 0; i < tally.advice.size(); ++i) {
        const Numbers its = numbers(from["advice"][i], 4);
        tally.advice[i] = {its[0], its[1], its[2], its[3]};
    }
    for (std::size_t i = 0; i < tally.guidelines.size(); ++i) {
        const Numbers its = numbers(from["guidelines"][i], 3);
        tally.guidelines[i] = {its[0], its[1], its[2]};
    }
    for (std::size_t i = 0; i < tally.ensures.size(); ++i) {
        const Numbers its = numbers(from["ensures"][i].at("counts"), 3);
        tally.ensures[i] = {its[0], its[1], its[2], {}};
        for (const Json& one : from["ensures"][i].at("violators")) {
            tally.ensures[i].violators.push_back(
                {one.at("line").get<std::uint64_t>(), one.at("id").get<std::string>()}
            );
        }
    }
    tally.facts = numbers(from.at("facts"), tally.facts.size());
    tally.lists = numbers(from.at("lists"), tally.lists.size());
    require_count(from.at("fields"), tally.fields);
    for (std::size_t i = 0; i < tally.fields.size(); ++i) {
        tally.fields[i] = numbers(from["fields"][i], tally.fields[i].size());
    }
}

} // namespace

bool write_journal(const std::string& path, const Journal& journal) {
    const Json made{
        {"schema", schema},
        {"version", version},
        {"rules", journal.rules},
        {"options", journal.options},
        {"today", journal.today},
        {"input", journal.input},
        {"consumed", journal.consumed},
        {"offset", journal.offset},
        {"line", journal.line},
        {"output", json(journal.output)},
        {"rejects", json(journal.rejects)},
        {"tally", json(journal.tally)}};
    return write_file(path, dump(made, -1) + "\n");
}

std::optional<Journal>
read_journal(const std::string& path, const Program& program, std::string& why) {
    std::error_code error;
    if (!std::filesystem::exists(path, error)) {
        why.clear();
        return std::nullopt;
    }
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    try {
        const Json from = Json::parse(text);
        if (from.at("schema") != schema || from.at("version") != version) {
            why = fmt::format("{} was written by another version of precept", path);
            return std::nullopt;
        }
        Journal journal(program);
        from.at("rules").get_to(journal.rules);
        from.at("options").get_to(journal.options);
        from.at("today").get_to(journal.today);
        from.at("input").get_to(journal.input);
        from.at("consumed").get_to(journal.consumed);
        from.at("offset").get_to(journal.offset);
        from.at("line").get_to(journal.line);
        journal.output = read_written(from.at("output"));
        journal.rejects = read_written(from.at("rejects"));
        read_tally(from.at("tally"), journal.tally);
        return journal;
    } catch (const Json::exception&) {
        why = fmt::format("{} is damaged", path);
    } catch (const Misfit&) {
        why = fmt::format("{} belongs to other rule files", path);
    }
    return std::nullopt;
}

} // namespace precept::cohort
