// Rows as NDJSON. Everything but the patient's own texts is escaped once, when the writer is made.

#include "interpreter/cohort/row.hpp"
#include "interpreter/cohort/write_rows.hpp"
#include "interpreter/json_words.hpp"
#include "interpreter/json_writer.hpp"

#include <fmt/format.h>

#include <array>

namespace precept::cohort {

namespace {

constexpr std::array statuses{
    Status::Fired, Status::NotFired, Status::Undecided, Status::NotApplicable};

std::string quoted(std::string_view text) {
    std::string made;
    append_json(made, text);
    return made;
}

class NdjsonWriter : public RowWriter {
public:
    NdjsonWriter(const Program& program, const Sources& sources)
        : program_(program),
          sources_(sources),
          reader_(program) {
        for (const ModuleId module : reader_.guidelines()) {
            guidelines_.push_back(quoted(program[module].name) + ":\"");
        }
        for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
            rules_.push_back(quoted(unique_name(program, RuleId{i})));
            for (const Status status : statuses) {
                statuses_.push_back(fmt::format("{}:\"{}\"", rules_.back(), word(status)));
            }
        }
        for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
            advice_.push_back(advice_text(AdviceId{i}));
        }
        for (const Ensure& ensure : program.ensures) {
            ensures_.push_back(quoted(ensure.name));
        }
        facts_.resize(program.facts.size());
        for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
            facts_[i] = quoted(program.facts[i].name);
        }
    }

    void write(const Evaluation& evaluation, const Decoded& decoded, RowRange rows, std::string& to)
        override {
        for (std::size_t i = rows.first; i < rows.last; ++i) {
            write(reader_.read({evaluation, i}), decoded.rows[i], to);
        }
    }

private:
    [[nodiscard]] std::string advice_text(AdviceId id) const {
        const Advice& advice = program_[id];
        std::string text = fmt::format(
            R"({{"rule":{},"action":"{}","terms":[)", rules_[advice.rule.index], word(advice.verb)
        );
        for (std::size_t i = 0; i < advice.terms.size(); ++i) {
            text += i == 0 ? "" : ",";
            append_json(text, program_[advice.terms[i]].name);
        }
        return text + R"(],"state":")";
    }

    void write(const RowAnswer& answer, const RowOrigin& origin, std::string& to) {
        fmt::format_to(std::back_inserter(to), "{{\"line\":{}", origin.line);
        if (!origin.id.empty()) {
            to += ",\"id\":";
            append_json(to, origin.id);
        }
        to += ",\"guidelines\":{";
        for (std::size_t i = 0; i < answer.applies.size(); ++i) {
            comma(to, i);
            to += guidelines_[i];
            to += word(answer.applies[i]);
            to += '"';
        }
        to += "},\"rules\":{";
        for (std::size_t i = 0; i < answer.rules.size(); ++i) {
            comma(to, i);
            to += statuses_[i * statuses.size() + static_cast<std::size_t>(answer.rules[i])];
        }
        to += "},\"advice\":[";
        for (std::size_t i = 0; i < answer.advice.size(); ++i) {
            comma(to, i);
            write(answer, answer.advice[i], to);
        }
        to += "],\"undecided\":{";
        for (std::size_t i = 0; i < answer.undecided.size(); ++i) {
            comma(to, i);
            to += rules_[answer.undecided[i].rule.index];
            to += ':';
            write_names(answer, answer.undecided[i].waits, to);
        }
        to += "},\"missing\":{";
        for (std::size_t i = 0; i < answer.missing.size(); ++i) {
            comma(to, i);
            write_name(answer.missing[i], to);
            to += ":\"";
            to += word(answer.missing[i].reason);
            to += '"';
        }
        to += '}';
        write_ensures(answer, EnsureState::Violated, ",\"violated\":[", to);
        write_ensures(answer, EnsureState::Undecided, ",\"ensures_undecided\":[", to);
        to += "}\n";
    }

    void write(const RowAnswer& answer, const AdviceRow& advice, std::string& to) {
        to += advice_[advice.advice.index];
        to += word(advice.state);
        to += '"';
        if (advice.by.count != 0) {
            to += ",\"by\":[";
            bool first = true;
            for (const Opposition& one : RowAnswer::of(answer.by, advice.by)) {
                comma(to, first ? 0 : 1);
                first = false;
                to += "{\"rule\":";
                to += rules_[one.rule.index];
                to += one.overrides ? R"(,"how":"overrides","holds":")"
                                    : R"(,"how":"contraindicates","holds":")";
                to += word(one.holds);
                to += "\"}";
            }
            to += ']';
        }
        if (advice.state == AdviceState::Provisional) {
            to += ",\"waiting_for\":";
            write_names(answer, advice.waits, to);
        }
        to += '}';
    }

    void write_names(const RowAnswer& answer, Part waits, std::string& to) {
        to += '[';
        bool first = true;
        for (const std::uint32_t place : RowAnswer::of(answer.waits, waits)) {
            comma(to, first ? 0 : 1);
            first = false;
            write_name(answer.missing[place], to);
        }
        to += ']';
    }

    void write_name(const MissingPart& part, std::string& to) {
        if (part.kind == Operand::Kind::Fact) {
            to += facts_[part.index];
        } else {
            append_json(to, name_of(program_, sources_, part));
        }
    }

    void write_ensures(
        const RowAnswer& answer, EnsureState state, std::string_view key, std::string& to
    ) const {
        bool any = false;
        for (std::size_t i = 0; i < answer.ensures.size(); ++i) {
            if (answer.ensures[i] == state) {
                to += any ? "," : key;
                to += ensures_[i];
                any = true;
            }
        }
        to += any ? "]" : "";
    }

    static void comma(std::string& to, std::size_t i) {
        if (i != 0) {
            to += ',';
        }
    }

    const Program& program_;
    const Sources& sources_;
    RowReader reader_;
    std::vector<std::string> guidelines_; ///< `"name":"`, by place among the guidelines
    std::vector<std::string> rules_;      ///< names in quotes, by RuleId
    std::vector<std::string> statuses_;   ///< `"name":"fired"`, by RuleId and status
    std::vector<std::string> advice_;     ///< up to the state's word, by AdviceId
    std::vector<std::string> ensures_;
    std::vector<std::string> facts_;
};

} // namespace

std::unique_ptr<RowWriter> make_ndjson_writer(const Program& program, const Sources& sources) {
    return std::make_unique<NdjsonWriter>(program, sources);
}

} // namespace precept::cohort
