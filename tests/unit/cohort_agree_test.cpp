// A cohort's rows and counts are those of its patients read and asked one by one, however the input
// is cut into blocks and whatever the number of workers.
#include "interpreter/cohort/ndjson.hpp"
#include "interpreter/cohort/pipeline.hpp"
#include "interpreter/cohort/write_rows.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/facts/json_facts.hpp"
#include "interpreter/facts/write_facts.hpp"
#include "interpreter/plan.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/naive/cases.hpp"
#include "tests/unit/random/random_patient.hpp"
#include "tests/unit/random/random_program.hpp"

#include <algorithm>

using namespace precept;
using namespace precept::cohort;

namespace {

/// Lines, so many to a block.
class Lines final : public BlockSource {
public:
    Lines(const std::vector<std::string>& lines, std::size_t at_once)
        : lines_(lines),
          at_once_(at_once) {}

    bool next(Block& into) override {
        std::string text;
        into.number = number_++;
        into.offset = offset_;
        into.first_line = next_ + 1;
        const std::size_t end = std::min(next_ + at_once_, lines_.size());
        for (; next_ < end; ++next_) {
            text += lines_[next_] + "\n";
        }
        into.text = text;
        into.line_ends = end - (into.first_line - 1);
        offset_ += text.size();
        return !text.empty();
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }

private:
    const std::vector<std::string>& lines_;
    std::size_t at_once_;
    std::size_t number_ = 0, next_ = 0;
    std::uint64_t offset_ = 0;
};

/// A random program and cohort, and how they are asked.
struct Setting {
    explicit Setting(std::uint64_t seed)
        : random(seed),
          program(random::random_program(random, {}).program),
          planned(plan(program)) {
        sources.add("rules.precept", "text");
        const std::size_t count = 1 + random.below(60);
        for (std::size_t i = 0; i < count; ++i) {
            std::vector<std::string> left_out;
            const Patient patient = random::random_patient(random, program);
            std::string line = write_facts(program, patient, left_out);
            std::ranges::replace(line, '\n', ' ');
            lines.push_back(random.chance(5) ? "{\"broken\": " : line);
        }
    }

    [[nodiscard]] std::unique_ptr<RowWriter> writer(bool csv) const {
        return csv ? make_csv_writer(program, sources) : make_ndjson_writer(program, sources);
    }

    /// The rows of all, and the lines of rejects.
    std::pair<std::string, std::vector<std::uint64_t>>
    run(bool csv, std::size_t at_once, std::size_t jobs) const {
        Lines blocks(lines, at_once);
        CohortPlan what{program, planned, jobs, [&] {
                            return make_ndjson_decoder(
                                program, {.today = random::random_today(), .id_field = {}}
                            );
                        }};
        what.make_writer = [&] { return writer(csv); };
        what.retain = Retain::Everything;
        std::pair<std::string, std::vector<std::uint64_t>> out;
        Tally tally(program);
        what.part = 1 + 500 * at_once; // sometimes a block has many parts
        what.waiting = 3 * what.part;
        run_cohort(what, blocks, [&](BlockPart&& part) {
            out.first += part.rows;
            for (const Reject& reject : part.rejects) {
                out.second.push_back(reject.line);
            }
            if (part.end) {
                tally.add(part.end->tally);
            }
            return true;
        });
        CHECK(tally.rejected == out.second.size());
        CHECK(tally.patients + tally.rejected == lines.size());
        return out;
    }

    /// The row of one line, read and asked by itself as `precept run` does.
    [[nodiscard]] std::string alone(bool csv, std::size_t line) const {
        Sources its;
        Diagnostics findings;
        const FileId file = its.add("one", lines[line]);
        auto patient =
            read_patient(program, its, file, {.today = random::random_today()}, findings);
        if (!patient) {
            return {};
        }
        settle(program, random::random_today(), *patient);
        Decoded decoded;
        decoded.batch = make_batch(program, {&*patient, 1}, random::random_today());
        decoded.rows.push_back({line + 1, lines[line], {}});
        const Evaluation evaluation = evaluate(program, planned, decoded.batch);
        std::string row;
        writer(csv)->write(evaluation, decoded, {0, decoded.rows.size()}, row);
        return row;
    }

    random::Random random;
    Program program;
    Plan planned;
    Sources sources;
    std::vector<std::string> lines;
};

} // namespace

TEST_CASE("A cohort's rows are those of its patients, whatever the blocks and workers") {
    for (std::uint64_t seed = 0; seed < naive::property_cases(25); ++seed) {
        INFO("seed " << seed);
        const Setting setting(seed);
        for (const bool csv : {false, true}) {
            std::string wanted;
            std::vector<std::uint64_t> rejects;
            for (std::size_t i = 0; i < setting.lines.size(); ++i) {
                const std::string row = setting.alone(csv, i);
                wanted += row;
                if (row.empty()) {
                    rejects.push_back(i + 1);
                }
            }
            for (const std::size_t at_once : {1U, 7U, 1000U}) {
                for (const std::size_t jobs : {1U, 2U, 3U}) {
                    const auto [rows, rejected] = setting.run(csv, at_once, jobs);
                    REQUIRE(rows == wanted);
                    REQUIRE(rejected == rejects);
                }
            }
        }
    }
}
