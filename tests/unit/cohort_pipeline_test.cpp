// A cohort gives the same results whatever the blocks and the number of workers, in the order of
// the input; its counts are those of its patients one by one; and it ends when it has to.
#include "interpreter/answer.hpp"
#include "interpreter/cohort/lines.hpp"
#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/pipeline.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/missing.hpp"
#include "lang/source.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/cohort/records.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <set>
#include <sstream>
#include <stdexcept>

using namespace precept;
using namespace precept::cohort;

namespace {

const Date today = random::random_today();

/// Lines, so many to a block.
class Lines : public BlockSource {
public:
    Lines(std::vector<std::string> lines, std::size_t each)
        : lines_(std::move(lines)),
          each_(each) {}

    bool next(Block& into) override {
        if (at_ == lines_.size() || cancelled_) {
            return false;
        }
        into.number = number_++;
        into.offset = offset_;
        into.first_line = at_ + 1;
        std::string text;
        for (std::size_t i = 0; i < each_ && at_ < lines_.size(); ++i) {
            text += lines_[at_++] + "\n";
        }
        into.text = text;
        into.line_ends = line_ends(text);
        offset_ += text.size();
        return true;
    }

    void cancel() override { cancelled_ = true; }

    [[nodiscard]] std::optional<std::string> failure() const override { return {}; }

private:
    std::vector<std::string> lines_;
    std::size_t each_;
    std::size_t at_ = 0;
    std::size_t number_ = 0;
    std::uint64_t offset_ = 0;
    std::atomic<bool> cancelled_ = false;
};

/// The line numbers of the patients and which rules fired.
class Fired : public RowWriter {
public:
    void write(const Evaluation& evaluation, const Decoded& decoded, RowRange rows, std::string& to)
        override {
        for (std::size_t i = rows.first; i < rows.last; ++i) {
            to += fmt::format("{} {}", decoded.rows[i].line, decoded.rows[i].id);
            for (std::uint32_t rule = 0; rule < evaluation.program().rules.size(); ++rule) {
                to += fmt::format(" {}", static_cast<int>(evaluation.fired({rule}, i)));
            }
            to += "\n";
        }
    }
};

class Throws : public RowWriter {
public:
    void write(const Evaluation& /*evaluation*/, const Decoded& decoded, RowRange, std::string&)
        override {
        if (!decoded.rows.empty() && decoded.rows.front().line > 20) {
            throw std::runtime_error("a fault");
        }
    }
};

struct Whole {
    Tally tally;
    std::string rows;
    std::vector<std::uint64_t> rejected;
    std::uint64_t lines = 0, bytes = 0;
};

struct Fixture {
    Program program;
    Plan planned = plan(program);

    [[nodiscard]] CohortPlan cohort(std::size_t jobs) const {
        return {
            .program = program,
            .plan = planned,
            .jobs = jobs,
            .make_decoder =
                [this] { return make_ndjson_decoder(program, {.today = today, .id_field = {}}); },
            .make_writer = [] { return std::make_unique<Fired>(); }};
    }

    [[nodiscard]] Whole
    run(const std::vector<std::string>& lines, std::size_t jobs, std::size_t each) const {
        Whole whole{.tally = Tally(program), .rows = {}, .rejected = {}};
        Lines source(lines, each);
        std::size_t next = 0;
        CohortPlan what = cohort(jobs);
        what.part = 1 + each % 3 * 40; // a block has one part or many
        what.waiting = each % 2 * 100;
        std::uint64_t first_reject = 0; // of the block
        run_cohort(what, source, [&](BlockPart&& part) {
            CHECK(part.number == next);
            if (first_reject == 0 && !part.rejects.empty()) {
                first_reject = part.rejects.front().line;
            }
            std::istringstream rows(part.rows);
            for (std::string row; std::getline(rows, row);) {
                CHECK((first_reject == 0 || std::stoull(row) > first_reject));
            }
            whole.rows += part.rows;
            for (const Reject& reject : part.rejects) {
                whole.rejected.push_back(reject.line);
            }
            if (part.end) {
                whole.tally.add(part.end->tally);
                whole.lines = part.end->line;
                whole.bytes = part.end->offset;
                first_reject = 0;
                ++next;
            }
            return true;
        });
        return whole;
    }
};

std::vector<std::string>
random_lines(random::Random& random, const Program& program, std::size_t count) {
    std::vector<std::string> lines;
    for (std::size_t i = 0; i < count; ++i) {
        lines.push_back(random::random_record(random, program, {.values = 1, .bytes = 3}));
    }
    return lines;
}

/// All numbers of a tally, one after another.
std::vector<std::uint64_t> numbers(const Tally& tally) {
    std::vector<std::uint64_t> all{tally.patients, tally.rejected, tally.undecided};
    for (const RuleCounts& one : tally.rules) {
        all.insert(all.end(), {one.fired, one.not_fired, one.undecided, one.not_applicable});
    }
    for (const AdviceCounts& one : tally.advice) {
        all.insert(all.end(), {one.active, one.blocked, one.overridden, one.provisional});
    }
    for (const GuidelineCounts& one : tally.guidelines) {
        all.insert(all.end(), {one.yes, one.no, one.unknown});
    }
    for (const EnsureCounts& one : tally.ensures) {
        all.insert(all.end(), {one.held, one.violated, one.undecided, one.violators.size()});
        for (const PatientName& name : one.violators) {
            all.push_back(name.line);
        }
    }
    all.insert(all.end(), tally.facts.begin(), tally.facts.end());
    all.insert(all.end(), tally.lists.begin(), tally.lists.end());
    for (const auto& fields : tally.fields) {
        all.insert(all.end(), fields.begin(), fields.end());
    }
    all.push_back(tally.no_value);
    return all;
}

/// Adds one patient, as the functions for one patient see him.
void count_missing(const Program& program, const PatientView& view, Tally& tally) {
    std::set<std::uint64_t*> found;
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        if (status(view, {i}) != Status::Undecided) {
            continue;
        }
        for (const Operand& one : missing_for(view, RuleId{i})) {
            switch (one.kind) {
            case Operand::Kind::Fact: found.insert(&tally.facts[one.index]); break;
            case Operand::Kind::Events: found.insert(&tally.lists[one.index]); break;
            case Operand::Kind::Field: found.insert(&tally.fields[one.index][one.field]); break;
            default: found.insert(&tally.no_value); break;
            }
        }
    }
    for (std::uint64_t* one : found) {
        ++*one;
    }
}

void count(const Program& program, const PatientView& view, std::uint64_t line, Tally& tally) {
    const Answer answers = answer(view);
    ++tally.patients;
    bool undecided = false;
    for (const RuleAnswer& one : answers.rules) {
        RuleCounts& its = tally.rules[one.rule.index];
        its.fired += one.status == Status::Fired ? 1 : 0;
        its.not_fired += one.status == Status::NotFired ? 1 : 0;
        its.undecided += one.status == Status::Undecided ? 1 : 0;
        its.not_applicable += one.status == Status::NotApplicable ? 1 : 0;
        undecided = undecided || one.status == Status::Undecided;
    }
    tally.undecided += undecided ? 1 : 0;
    for (const AdviceAnswer& one : answers.advice) {
        AdviceCounts& its = tally.advice[one.advice.index];
        its.active += one.state == AdviceState::Active ? 1 : 0;
        its.blocked += one.state == AdviceState::Blocked ? 1 : 0;
        its.overridden += one.state == AdviceState::Overridden ? 1 : 0;
        its.provisional += one.state == AdviceState::Provisional ? 1 : 0;
    }
    for (std::uint32_t i = 0; i < program.modules.size(); ++i) {
        const Truth applies = view.evaluation.applies({i}, view.index);
        tally.guidelines[i].yes += applies == Truth::Yes ? 1 : 0;
        tally.guidelines[i].no += applies == Truth::No ? 1 : 0;
        tally.guidelines[i].unknown += applies == Truth::Unknown ? 1 : 0;
    }
    for (const EnsureAnswer& one : answers.ensures) {
        EnsureCounts& its = tally.ensures[one.ensure];
        its.held += one.state == EnsureState::Held ? 1 : 0;
        its.violated += one.state == EnsureState::Violated ? 1 : 0;
        its.undecided += one.state == EnsureState::Undecided ? 1 : 0;
        if (one.state == EnsureState::Violated &&
            its.violators.size() < EnsureCounts::most_violators) {
            its.violators.push_back({line, {}});
        }
    }
    count_missing(program, view, tally);
}

Tally one_by_one(
    const Program& program, const Plan& planned, const std::vector<std::string>& lines
) {
    Tally tally(program);
    FactsOptions options{.today = today};
    options.id_field = id_field_of(program, {});
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Sources sources;
        Diagnostics findings;
        const auto file = add_text("record", lines[i], sources, findings);
        auto patient =
            file ? read_patient(program, sources, *file, options, findings) : std::nullopt;
        if (!patient) {
            ++tally.rejected;
            continue;
        }
        settle(program, today, *patient);
        const Batch batch = make_batch(program, {&*patient, 1}, today);
        const Evaluation evaluation(program, planned, batch);
        count(program, {evaluation, 0, *patient, today}, i + 1, tally);
    }
    return tally;
}

} // namespace

TEST_CASE("cohort: counts are those of the patients one by one") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(40); ++seed) {
        random::Random random(seed);
        const Fixture it{random::random_program(random, {}).program};
        const auto lines = random_lines(random, it.program, random.below(100));
        INFO("seed " << seed);
        const Whole whole = it.run(lines, 1, 1 + random.below(80));
        REQUIRE(numbers(whole.tally) == numbers(one_by_one(it.program, it.planned, lines)));
        const auto records = std::ranges::count_if(lines, [](const std::string& line) {
            return line.find_first_not_of(" \t\r") != std::string::npos;
        });
        CHECK(whole.tally.patients + whole.tally.rejected == static_cast<std::uint64_t>(records));
        CHECK(whole.rejected.size() == whole.tally.rejected);
    }
}

TEST_CASE("cohort: results do not depend on blocks and workers") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(12); ++seed) {
        random::Random random(seed);
        const Fixture it{random::random_program(random, {}).program};
        const auto lines = random_lines(random, it.program, 150);
        const Whole whole = it.run(lines, 1, 1000);
        CHECK(whole.lines == lines.size() + 1);
        for (const std::size_t jobs : {1U, 2U, 5U}) {
            for (const std::size_t each : {1U, 7U, 64U}) {
                INFO("seed " << seed << ", " << jobs << " jobs, " << each << " lines a block");
                const Whole other = it.run(lines, jobs, each);
                REQUIRE(other.rows == whole.rows);
                REQUIRE(numbers(other.tally) == numbers(whole.tally));
                REQUIRE(other.rejected == whole.rejected);
                REQUIRE(other.lines == whole.lines);
                REQUIRE(other.bytes == whole.bytes);
            }
        }
    }
}

TEST_CASE("cohort: a run may be stopped, and nothing may be there to run") {
    random::Random random(1);
    const Fixture it{random::random_program(random, {}).program};
    const auto lines = random_lines(random, it.program, 200);
    for (const std::size_t jobs : {1U, 2U, 4U}) {
        for (const std::size_t enough : {1U, 3U, 200U}) {
            Lines source(lines, 1);
            std::size_t taken = 0;
            run_cohort(it.cohort(jobs), source, [&](BlockPart&& part) {
                taken += part.end ? 1 : 0;
                return taken < enough;
            });
            CHECK(taken == enough);
        }
        Lines nothing({}, 1);
        run_cohort(it.cohort(jobs), nothing, [](BlockPart&&) {
            FAIL("there is no block");
            return true;
        });
    }
}

TEST_CASE("cohort: a fault in a worker reaches whoever runs the cohort") {
    random::Random random(1);
    const Fixture it{random::random_program(random, {}).program};
    const std::vector<std::string> lines(200, "{}");
    for (const std::size_t jobs : {1U, 3U}) {
        CohortPlan what = it.cohort(jobs);
        what.make_writer = [] { return std::make_unique<Throws>(); };
        Lines source(lines, 2);
        CHECK_THROWS_AS(
            run_cohort(what, source, [](BlockPart&&) { return true; }), std::runtime_error
        );
    }
}
