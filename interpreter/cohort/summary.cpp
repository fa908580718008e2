#include "interpreter/cohort/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace precept::cohort {

std::string share_text(std::uint64_t part, std::uint64_t all) {
    if (part == 0 || part >= all) {
        return part == 0 ? "0 %" : "100 %";
    }
    const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(all);
    const double rounded = std::round(percent * 10) / 10;
    if (rounded < 0.1) {
        return "< 0.1 %";
    }
    if (rounded > 99.9) {
        return "> 99.9 %";
    }
    return fmt::format("{:.1f} %", rounded);
}

std::string count_text(std::uint64_t count) {
    std::string text = std::to_string(count);
    for (std::size_t at = text.size(); at > 3; at -= 3) {
        text.insert(at - 3, ",");
    }
    return text;
}

std::string patient_text(const PatientName& patient) {
    return patient.id.empty() ? fmt::format("line {}", patient.line)
                              : fmt::format("{} (line {})", patient.id, patient.line);
}

std::vector<MissingCount> missing_counts(const Program& program, const Tally& tally) {
    std::vector<MissingCount> all;
    const auto add =
        [&](MissingCount::Kind kind, std::string name, std::string label, std::uint64_t patients) {
            if (patients != 0) {
                all.push_back({kind, std::move(name), std::move(label), patients});
            }
        };
    for (std::size_t i = 0; i < program.facts.size(); ++i) {
        const Fact& fact = program.facts[i];
        add(MissingCount::Kind::Fact, fact.name, fact.label, tally.facts[i]);
    }
    for (std::size_t i = 0; i < program.events.size(); ++i) {
        const Event& event = program.events[i];
        add(MissingCount::Kind::Events, event.name, event.label, tally.lists[i]);
        for (std::size_t j = 0; j < event.fields.size(); ++j) {
            const Field& field = event.fields[j];
            add(MissingCount::Kind::Field,
                event.name + "." + field.name,
                field.label,
                tally.fields[i][j]);
        }
    }
    add(MissingCount::Kind::NoValue,
        "",
        "a part of a rule that has no value, though all that it needs is known",
        tally.no_value);
    std::ranges::stable_sort(all, std::ranges::greater{}, &MissingCount::patients);
    return all;
}

std::vector<std::size_t>
bar_parts(const std::vector<std::uint64_t>& counts, std::uint64_t all, std::size_t length) {
    std::vector<std::size_t> parts(counts.size(), 0);
    if (all == 0) {
        return parts;
    }
    // Each part ends where its exact end rounds to, so that the whole is as long as it should be.
    std::uint64_t sum = 0;
    std::size_t end = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        sum += counts[i];
        const double exact =
            static_cast<double>(sum) / static_cast<double>(all) * static_cast<double>(length);
        const auto next = std::max(end, static_cast<std::size_t>(std::lround(exact)));
        parts[i] = std::min(next, length) - std::min(end, length);
        end = next;
    }
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0 || parts[i] != 0) {
            continue;
        }
        // What counts something is seen: room is taken from the longest, or from what is free.
        const auto longest = std::ranges::max_element(parts);
        const std::size_t used = std::accumulate(parts.begin(), parts.end(), std::size_t{0});
        if (used < length) {
            parts[i] = 1;
        } else if (*longest > 1) {
            --*longest;
            parts[i] = 1;
        }
    }
    return parts;
}

} // namespace precept::cohort
