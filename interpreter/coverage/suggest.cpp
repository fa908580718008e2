#include "interpreter/coverage/suggest.hpp"

#include "interpreter/answer.hpp"
#include "interpreter/coverage/seek.hpp"
#include "interpreter/coverage/suggest_text.hpp"
#include "interpreter/evaluate.hpp"
#include "interpreter/render_answer.hpp"
#include "lang/display_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace precept::coverage {

namespace {

/// A patient, and which of the aims they show.
struct Candidate {
    Patient patient;
    Date day;
    std::vector<bool> shown;
    std::size_t size = 0; ///< facts, events and fields given
};

std::size_t size_of(const Patient& patient) {
    const auto given = [](const Cell& cell) { return cell.state != CellState::Missing; };
    auto size = static_cast<std::size_t>(std::ranges::count_if(patient.facts, given));
    for (const EventList& list : patient.events) {
        size += list.known ? 1 : 0;
        for (const EventRecord& record : list.records) {
            size += static_cast<std::size_t>(std::ranges::count_if(record.fields, given));
        }
    }
    return size;
}

/// The patients of the tests, as of today: nothing was measured on any day.
std::vector<Patient> patients_of_tests(const Program& program) {
    std::vector<Patient> all;
    for (const Test& test : program.tests) {
        all.push_back(patient_of(program, test));
        for (Cell& cell : all.back().facts) {
            cell.measured.reset();
        }
    }
    return all;
}

/// A patient, as of which day, and what they are there to show.
struct Chosen {
    Patient patient;
    Date day;
    std::vector<Aim> aims;
};

/// Finds patients, and for each file as few of them as show all that any of them shows.
class Finder {
public:
    Finder(
        const Program& program,
        const Plan& plan,
        const Coverage& coverage,
        const SuggestOptions& options
    )
        : program_(program),
          conditions_(coverage.conditions),
          most_(options.patients) {
        for (std::size_t i = 0; i < coverage.aims.size(); ++i) {
            if (coverage.shown[i] == Shown::Missing) {
                aims_.push_back(coverage.aims[i]);
            }
        }
        shown_.resize(aims_.size());
        whys_.resize(aims_.size());
        const std::vector<Patient> bases = patients_of_tests(program);
        Seeker as_of_today(program, plan, conditions_, options.today);
        seek(as_of_today, bases, options.today, false);
        for (const Date day : turning_days(program)) {
            Seeker then(program, plan, conditions_, day);
            seek(then, bases, day, true);
        }
    }

    [[nodiscard]] std::vector<Chosen> chosen() const {
        std::vector<Chosen> all;
        for (std::uint32_t module = 0; module < program_.modules.size(); ++module) {
            choose({module}, all);
        }
        return all;
    }

    [[nodiscard]] std::vector<LeftOut> left_out() const {
        std::vector<LeftOut> all;
        for (std::size_t i = 0; i < aims_.size(); ++i) {
            if (!shown_[i]) {
                all.push_back({aims_[i], whys_[i]});
            }
        }
        return all;
    }

private:
    void
    seek(Seeker& seeker, const std::vector<Patient>& bases, Date day, bool only_where_it_matters) {
        for (std::size_t i = 0; i < aims_.size(); ++i) {
            if (shown_[i] || (only_where_it_matters &&
                              !depends_on_day(program_, owner_of(conditions_, aims_[i])))) {
                continue;
            }
            Sought sought = seeker.seek(aims_[i], bases, most_);
            if (!sought.found) {
                whys_[i] = sought.why;
                continue;
            }
            Candidate one{std::move(*sought.found), day, {}, 0};
            one.shown = seeker.shown_by(one.patient, aims_);
            one.size = size_of(one.patient);
            for (std::size_t j = 0; j < aims_.size(); ++j) {
                shown_[j] = shown_[j] || one.shown[j];
            }
            candidates_.push_back(std::move(one));
        }
    }

    /// Greedily: first who shows most of what is left; of equals, the smaller.
    void choose(ModuleId module, std::vector<Chosen>& all) const {
        std::vector<bool> open(aims_.size());
        for (std::size_t i = 0; i < aims_.size(); ++i) {
            open[i] = module_of(program_, owner_of(conditions_, aims_[i])) == module;
        }
        for (;;) {
            const Candidate* best = nullptr;
            std::size_t most = 0;
            for (const Candidate& one : candidates_) {
                std::size_t gain = 0;
                for (std::size_t i = 0; i < aims_.size(); ++i) {
                    gain += one.shown[i] && open[i] ? 1 : 0;
                }
                if (gain > most || (best != nullptr && gain == most && one.size < best->size)) {
                    most = gain;
                    best = &one;
                }
            }
            if (most == 0) {
                return;
            }
            Chosen next{best->patient, best->day, {}};
            for (std::size_t i = 0; i < aims_.size(); ++i) {
                if (best->shown[i] && open[i]) {
                    open[i] = false;
                    next.aims.push_back(aims_[i]);
                }
            }
            all.push_back(std::move(next));
        }
    }

    const Program& program_;
    const Conditions& conditions_;
    std::size_t most_;
    std::vector<Aim> aims_;
    std::vector<bool> shown_;       ///< by aim: by some candidate
    std::vector<std::string> whys_; ///< by aim: why none was found
    std::vector<Candidate> candidates_;
};

/// Which file a test can stand in.
class Files {
public:
    explicit Files(const LoadedModules& modules) : modules_(modules) {}

    struct Home {
        ModuleId module;
        std::vector<std::string> uses;
    };

    /// The file of `first` where that sees, or can be made to see, all of `needed`; else another
    /// one that does.
    [[nodiscard]] std::optional<Home> home(ModuleId first, const std::set<ModuleId>& needed) const {
        const Home own = seen_from(first, needed);
        const bool circle = std::ranges::any_of(needed, [&](ModuleId other) {
            return other != first && reaches(other, first);
        });
        if (own.uses.empty() || !circle) {
            return own;
        }
        for (std::uint32_t i = 0; i < modules_.size(); ++i) {
            Home other = seen_from({i}, needed);
            if (other.uses.empty()) {
                return other;
            }
        }
        return std::nullopt;
    }

private:
    [[nodiscard]] bool uses(ModuleId module, ModuleId other) const {
        return std::ranges::any_of(modules_[module.index].uses, [&](const auto& used) {
            return used && *used == other.index;
        });
    }

    [[nodiscard]] bool reaches(ModuleId from, ModuleId to) const {
        std::vector<ModuleId> open{from};
        std::set<ModuleId> seen{from};
        while (!open.empty()) {
            const ModuleId next = open.back();
            open.pop_back();
            if (next == to) {
                return true;
            }
            for (const auto& used : modules_[next.index].uses) {
                const ModuleId id{used ? static_cast<std::uint32_t>(*used) : next.index};
                if (seen.insert(id).second) {
                    open.push_back(id);
                }
            }
        }
        return false;
    }

    [[nodiscard]] Home seen_from(ModuleId module, const std::set<ModuleId>& needed) const {
        Home home{module, {}};
        for (const ModuleId other : needed) {
            if (other != module && !uses(module, other)) {
                home.uses.push_back(path_of(other));
            }
        }
        return home;
    }

    /// How others `use` it, else its name.
    [[nodiscard]] std::string path_of(ModuleId module) const {
        for (const LoadedModule& other : modules_) {
            std::size_t number = 0;
            for (const ast::Item& item : other.ast.items) {
                const auto* use = std::get_if<ast::Use>(&item);
                if (use == nullptr) {
                    continue;
                }
                const std::size_t its = number++;
                if (its < other.uses.size() && other.uses[its] == module.index) {
                    std::string path;
                    for (const ast::Name& part : use->path) {
                        path += (path.empty() ? "" : "/") + part.text;
                    }
                    return path;
                }
            }
        }
        return modules_[module.index].stem;
    }

    const LoadedModules& modules_;
};

/// Makes tests of patients.
class Maker {
public:
    Maker(
        const Program& program,
        const Plan& plan,
        const LoadedModules& modules,
        const Conditions& conditions,
        const Sources& sources
    )
        : program_(program),
          plan_(plan),
          files_(modules),
          conditions_(conditions),
          sources_(sources) {
        for (const Test& test : program.tests) {
            labels_.insert(test.label);
        }
    }

    void add(const Chosen& chosen, Suggestions& made) {
        std::string why;
        auto test = test_of(chosen, why);
        if (test) {
            made.tests.push_back(std::move(*test));
            return;
        }
        for (const Aim& aim : chosen.aims) {
            made.left_out.push_back({aim, why});
        }
    }

private:
    std::optional<SuggestedTest> test_of(const Chosen& chosen, std::string& why) {
        std::vector<Patient> settled{chosen.patient};
        settle(program_, chosen.day, settled.front());
        const Batch batch = make_batch(program_, settled, chosen.day);
        const Evaluation evaluation = evaluate(program_, plan_, batch);
        const PatientView view{evaluation, 0, settled.front(), chosen.day};
        const bool with_day = std::ranges::any_of(chosen.aims, [&](const Aim& aim) {
            return depends_on_day(program_, owner_of(conditions_, aim));
        });
        WrittenTest test =
            write_test(conditions_, chosen.aims, chosen.patient, view, sources_, with_day, labels_);
        for (std::size_t i = 0; i < program_.ensures.size(); ++i) {
            if (state_of_ensure(view, i) == EnsureState::Violated) {
                why = fmt::format(
                    "the patient who shows it refutes `ensure {}`: {}",
                    program_.ensures[i].name,
                    test.given.empty() ? "nothing is known" : test.given
                );
                return std::nullopt;
            }
        }
        if (test.text.empty()) {
            why = "there is a patient who shows it, but nothing that a test could expect";
            return std::nullopt;
        }
        const ModuleId own = module_of(program_, owner_of(conditions_, chosen.aims.front()));
        const auto home = files_.home(own, test.modules);
        if (!home) {
            why = "there is a patient who shows it, but no file in which all names are seen";
            return std::nullopt;
        }
        return SuggestedTest{home->module, home->uses, std::move(test.text)};
    }

    const Program& program_;
    const Plan& plan_;
    Files files_;
    const Conditions& conditions_;
    const Sources& sources_;
    std::set<std::string> labels_;
};

} // namespace

Suggestions suggest(
    const Program& program,
    const LoadedModules& modules,
    const Coverage& coverage,
    const Sources& sources,
    const SuggestOptions& options
) {
    const Plan compiled = plan(program);
    const Finder finder(program, compiled, coverage, options);
    Suggestions made;
    made.left_out = finder.left_out();
    Maker maker(program, compiled, modules, coverage.conditions, sources);
    for (const Chosen& chosen : finder.chosen()) {
        maker.add(chosen, made);
    }
    std::ranges::stable_sort(made.tests, {}, &SuggestedTest::module);
    return made;
}

std::string render_suggestions(
    const Program& program,
    const Coverage& coverage,
    const Suggestions& suggestions,
    const Sources& sources
) {
    std::string text;
    for (std::size_t i = 0; i < suggestions.tests.size(); ++i) {
        const SuggestedTest& test = suggestions.tests[i];
        if (i == 0 || suggestions.tests[i - 1].module != test.module) {
            text += fmt::format(
                "{}# For {}\n\n",
                text.empty() ? "" : "\n",
                printable(sources[program[test.module].file].path(), " ")
            );
            std::set<std::string> uses;
            for (const SuggestedTest& other : suggestions.tests) {
                if (other.module == test.module) {
                    uses.insert(other.uses.begin(), other.uses.end());
                }
            }
            for (const std::string& path : uses) {
                text += fmt::format("use {}\n", path);
            }
            text += uses.empty() ? "" : "\n";
        } else {
            text += "\n";
        }
        text += "# suggested by precept test --suggest: confirm that this is what should happen\n";
        text += test.text;
    }
    if (suggestions.tests.empty() && suggestions.left_out.empty()) {
        text += "# Nothing is missing.\n";
    }
    if (!suggestions.left_out.empty()) {
        text += fmt::format("{}# Not covered\n", text.empty() ? "" : "\n");
    }
    for (const LeftOut& one : suggestions.left_out) {
        const Span span = span_of(program, coverage.conditions, one.aim);
        const Position at = sources[span.file].position(span.begin);
        text += fmt::format(
            "#   {}:{}:{}  {} {}: {}\n",
            printable(sources[span.file].path(), " "),
            at.line,
            at.column,
            one.aim.kind == Aim::Kind::Condition || one.aim.kind == Aim::Kind::Alone
                ? one_line(sources, span)
                : name_of(program, owner_of(coverage.conditions, one.aim)),
            in_words(program, one.aim),
            one.why
        );
    }
    return text;
}

} // namespace precept::coverage
