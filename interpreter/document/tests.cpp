// Tests: the patient of each, and what is expected of the rules.

#include "interpreter/document/module_writer.hpp"
#include "interpreter/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept::document {

namespace {

using Kind = Target::Kind;

std::string measured(const GivenValue& given) {
    return given.measured ? fmt::format(", measured {}", to_string(*given.measured)) : "";
}

bool same(const Phrase& left, const Phrase& right) {
    return left.plain() == right.plain();
}

bool contains(const std::vector<Phrase>& all, const Phrase& one) {
    return std::any_of(all.begin(), all.end(), [&](const Phrase& other) {
        return same(one, other);
    });
}

std::vector<Block> blocks_of(const std::vector<Phrase>& phrases) {
    std::vector<Block> blocks;
    for (const Phrase& phrase : phrases) {
        blocks.push_back({phrase});
    }
    return blocks;
}

} // namespace

void ModuleWriter::tests() {
    const std::vector<Test>& all = program_.tests;
    for (std::size_t i = 0; i < all.size();) {
        std::size_t end = i + 1;
        if (all[i].row) {
            while (end < all.size() && all[end].row && all[end].span == all[i].span) {
                ++end;
            }
        }
        if (all[i].module == module_) {
            if (all[i].row) {
                table(i, end);
            } else {
                test(i);
            }
        }
        i = end;
    }
}

std::vector<Phrase> ModuleWriter::patient(const Test& test) const {
    std::vector<Phrase> lines;
    const Givens& given = test.given;
    if (given.patient) {
        lines.push_back(Phrase("as in the file ").add(given.patient->file));
    }
    if (given.today) {
        lines.push_back(Phrase("asked for on ").add(to_string(*given.today)));
    }
    for (const auto& [id, value] : given.facts) {
        Phrase line = prose_.fact(id).add(": ");
        if (value.value) {
            line.add(prose_.constant(program_[id].holds.type, *value.value));
        } else {
            line.strong("unknown");
        }
        lines.push_back(line.add(measured(value)));
    }
    for (const GivenEvent& event : given.events) {
        std::vector<Phrase> fields;
        for (const auto& [index, value] : event.fields) {
            const Field& field = program_[event.event].fields[index];
            fields.push_back(Phrase(field.label)
                                 .add(" ")
                                 .add(
                                     value.value ? prose_.constant(field.holds.type, *value.value)
                                                 : Phrase("unknown")
                                 ));
        }
        lines.push_back(prose_.event(event.event).add(": ").add(join(fields, ", ", ", ")));
    }
    for (const EventId id : given.none) {
        lines.push_back(prose_.event(id).add(": none"));
    }
    for (const EventId id : given.unknown) {
        lines.push_back(prose_.event(id).add(": ").strong("unknown"));
    }
    if (lines.empty()) {
        lines.emplace_back("nothing is known");
    }
    return lines;
}

std::string ModuleWriter::expected(const Test& test) const {
    std::vector<Block> items;
    for (const Expectation& one : test.expect) {
        items.push_back({prose_.expectation(one)});
    }
    return list(items);
}

void ModuleWriter::test(std::size_t index) {
    const Test& test = program_.tests[index];
    open("article", "test", {Kind::Test, static_cast<std::uint32_t>(index)});
    body_ += fmt::format("<h4>{}</h4>\n", html::escape(test.label));
    note(test.span);
    body_ += "<dl>\n";
    entry("Patient", list(blocks_of(patient(test))));
    entry("Expected", expected(test));
    body_ += "</dl>\n</article>\n";
}

void ModuleWriter::table(std::size_t first, std::size_t end) {
    std::vector<std::vector<Phrase>> patients;
    for (std::size_t i = first; i < end; ++i) {
        patients.push_back(patient(program_.tests[i]));
    }
    std::vector<Phrase> shared; // of all patients of the table, and said once
    for (const Phrase& line : patients.front()) {
        if (patients.size() > 1 &&
            std::all_of(patients.begin(), patients.end(), [&](const auto& one) {
                return contains(one, line);
            })) {
            shared.push_back(line);
        }
    }
    body_ += fmt::format(
        "<article class=\"test\">\n<h4>{}</h4>\n", html::escape(program_.tests[first].label)
    );
    note(program_.tests[first].span);
    if (!shared.empty()) {
        body_ += "<dl>\n";
        entry("All patients", list(blocks_of(shared)));
        body_ += "</dl>\n";
    }
    body_ += "<div class=\"wide\"><table class=\"cases\">\n<thead><tr><th>Row</th><th>Patient</th>"
             "<th>Expected</th></tr></thead>\n<tbody>\n";
    for (std::size_t i = first; i < end; ++i) {
        std::vector<Phrase> own;
        for (const Phrase& line : patients[i - first]) {
            if (!contains(shared, line)) {
                own.push_back(line);
            }
        }
        body_ += fmt::format(
            "<tr id=\"{}\"><td>{}</td><td>{}</td><td>{}</td></tr>\n",
            material_.links.id({Kind::Test, static_cast<std::uint32_t>(i)}),
            program_.tests[i].row->number,
            list(blocks_of(own)),
            expected(program_.tests[i])
        );
    }
    body_ += "</tbody>\n</table></div>\n</article>\n";
}

} // namespace precept::document
