#include "interpreter/questions/asking.hpp"
#include "interpreter/questions/thresholds.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

namespace precept {

namespace {

/// What comes out: the status of every rule and the state of all advice.
using Outcome = std::vector<std::uint8_t>;

Outcome outcome_of(const PatientView& view) {
    Outcome outcome;
    const Program& program = view.program();
    for (std::uint32_t i = 0; i < program.rules.size(); ++i) {
        outcome.push_back(static_cast<std::uint8_t>(status(view, RuleId{i})));
    }
    for (std::uint32_t i = 0; i < program.advice.size(); ++i) {
        const bool fired = view.evaluation.fired(program.advice[i].rule, view.index) == Truth::Yes;
        constexpr std::uint8_t none = 255;
        outcome.push_back(fired ? static_cast<std::uint8_t>(state(view, AdviceId{i})) : none);
    }
    return outcome;
}

struct Point {
    Region region; ///< of which `at` is a sample
    double at;
    Outcome outcome;
};

class Sweeping {
public:
    Sweeping(const Situation& situation, const Subject& subject, const Limits& limits)
        : situation_(situation),
          holds_(holds_of(situation.program, subject)),
          limits_(limits) {
        sweep_.subject = subject;
    }

    Sweep run(double low, double high) {
        if (holds_.range) {
            low = std::max(low, holds_.range->first);
            high = std::min(high, holds_.range->second);
        }
        if (!(low <= high)) {
            return std::move(sweep_);
        }
        const Uses uses = uses_of(situation_, sweep_.subject);
        for (Region region : uses.regions) {
            if (clip(region, low, high)) {
                points_.push_back({region, sample_of(region, holds_, std::nullopt), {}});
            }
        }
        if (uses.computed) {
            sample(low, high);
        }
        evaluate(points_);
        if (uses.computed) {
            bisect(low, high);
            draw_edges(low, high);
        }
        bands();
        return std::move(sweep_);
    }

private:
    [[nodiscard]] bool days() const { return holds_.type.kind == TypeKind::Date; }

    [[nodiscard]] static bool clip(Region& region, double low, double high) {
        if (!region.low || *region.low < low) {
            region.low = low;
            region.low_included = true;
        }
        if (!region.high || *region.high > high) {
            region.high = high;
            region.high_included = true;
        }
        return *region.low < *region.high ||
               (*region.low == *region.high && region.low_included && region.high_included);
    }

    /// Besides the values of a grid, those at the thresholds that are known.
    void sample(double low, double high) {
        std::set<double> numbers;
        for (const Point& point : points_) {
            numbers.insert({*point.region.low, point.at, *point.region.high});
        }
        for (std::size_t i = 0; i <= steps; ++i) {
            const double at = low + (high - low) * static_cast<double>(i) / double{steps};
            numbers.insert(days() ? std::round(at) : at);
        }
        points_.clear();
        for (const double at : numbers) {
            points_.push_back({{at, at, true, true}, at, {}});
        }
    }

    void evaluate(std::vector<Point>& points) {
        std::vector<Hypothesis> hypotheses;
        for (const Point& point : points) {
            hypotheses.push_back({change_to(point)});
        }
        evaluate_all(
            situation_,
            hypotheses,
            Retain::Everything,
            [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    points[first + row].outcome =
                        outcome_of({evaluation, row, rows[row], situation_.today});
                }
                return true;
            }
        );
        sweep_.searched.tried += points.size();
    }

    [[nodiscard]] Change change_to(const Point& point) const {
        return {sweep_.subject, value_of(holds_.type, point.at), {}, {}};
    }

    /// Halves the gaps between neighbours with different outcomes until they are narrow.
    void bisect(double low, double high) {
        const double narrow = days() ? 1 : (high - low) / (1 << 20U);
        bool wide = true;
        while (wide && !limits_.stopped() && sweep_.searched.tried < limits_.hypotheses) {
            std::vector<Point> more;
            for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
                const double gap = points_[i + 1].at - points_[i].at;
                if (gap > narrow && points_[i].outcome != points_[i + 1].outcome) {
                    double at = points_[i].at + gap / 2;
                    at = days() ? std::floor(at) : at;
                    more.push_back({{at, at, true, true}, at, {}});
                }
            }
            wide = !more.empty();
            insert(std::move(more));
        }
        if (wide) {
            sweep_.searched.leave_out("the exact edges of the bands: the search was cut short");
        }
        const double step = (high - low) / double{steps};
        if (days() && step <= 1) {
            return; // every day was tried
        }
        const std::string unit = days() ? "days" : to_string(holds_.type.unit);
        sweep_.searched.leave_out(fmt::format(
            "the rules compute with {}: {} values were tried, and a band narrower than {:.2g}{}{} "
            "may have been missed",
            name_of(situation_.program, sweep_.subject),
            sweep_.searched.tried,
            step,
            unit.empty() ? "" : " ",
            unit
        ));
    }

    void insert(std::vector<Point> more) {
        evaluate(more);
        points_.insert(points_.end(), more.begin(), more.end());
        std::ranges::sort(points_, {}, &Point::at);
    }

    [[nodiscard]] bool parts(std::size_t left) const {
        return points_[left].outcome != points_[left + 1].outcome;
    }

    /// Lets neighbours with different outcomes meet, of a number where a person would put the edge.
    void draw_edges(double low, double high) {
        if (!days()) {
            std::vector<Point> edges;
            for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
                const double at = roundest(points_[i].at, points_[i + 1].at);
                if (parts(i) && at != points_[i].at && at != points_[i + 1].at) {
                    edges.push_back({{at, at, true, true}, at, {}});
                }
            }
            insert(std::move(edges));
        }
        points_.front().region.low = low;
        points_.back().region.high = high;
        for (std::size_t i = 0; i + 1 < points_.size(); ++i) {
            if (!parts(i) || days()) {
                continue;
            }
            Point& left = points_[i];
            Point& right = points_[i + 1];
            const bool to_left = roundest(left.at, right.at) == left.at;
            left.region.high = right.region.low = to_left ? left.at : right.at;
            left.region.high_included = to_left;
            right.region.low_included = !to_left;
        }
    }

    void bands() {
        for (std::size_t i = 0; i < points_.size(); ++i) {
            const bool same = i > 0 && points_[i].outcome == points_[i - 1].outcome;
            if (same) {
                Band& band = sweep_.bands.back();
                band.region.high = points_[i].region.high;
                band.region.high_included = points_[i].region.high_included;
                if (number_text(points_[i].at).size() <
                    number_text(*plain_number(*band.sample.value)).size()) {
                    band.sample = change_to(points_[i]);
                }
            } else {
                Band band;
                band.region = points_[i].region;
                band.sample = change_to(points_[i]);
                sweep_.bands.push_back(std::move(band));
            }
        }
        std::vector<Hypothesis> samples;
        for (const Band& band : sweep_.bands) {
            samples.push_back({band.sample});
        }
        evaluate_all(
            situation_,
            samples,
            Retain::Everything,
            [&](std::size_t first, const Evaluation& evaluation, std::span<const Patient> rows) {
                for (std::size_t row = 0; row < rows.size(); ++row) {
                    describe(first + row, {evaluation, row, rows[row], situation_.today}, rows);
                }
                return true;
            },
            samples.size()
        );
    }

    void describe(std::size_t number, const PatientView& view, std::span<const Patient> rows) {
        Band& band = sweep_.bands[number];
        if (number > 0) {
            const PatientView before{
                view.evaluation, number - 1, rows[number - 1], situation_.today};
            band.difference = difference(before, view);
        }
        for (std::uint32_t i = 0; i < view.program().advice.size(); ++i) {
            if (view.evaluation.active(AdviceId{i}, view.index) == Truth::Yes) {
                band.active.push_back({i});
            }
        }
    }

    static constexpr std::size_t steps = 128;

    const Situation& situation_;
    const Holds& holds_;
    Limits limits_;
    Sweep sweep_;
    std::vector<Point> points_;
};

} // namespace

Sweep sweep(
    const Situation& situation,
    const Subject& subject,
    double low,
    double high,
    const Limits& limits
) {
    return Sweeping(situation, subject, limits).run(low, high);
}

} // namespace precept
