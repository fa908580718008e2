#include "interpreter/testing/cases.hpp"

#include "interpreter/facts/json_facts.hpp"
#include "lang/folder_entry.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>
#include <utility>

namespace precept::testing {

namespace {

namespace fs = std::filesystem;

class Reader {
public:
    Reader(
        const Program& program,
        Sources& sources,
        const CaseOptions& options,
        Diagnostics& diagnostics
    )
        : program_(program),
          sources_(sources),
          options_(options),
          diagnostics_(diagnostics) {}

    std::optional<TestCase> read(std::size_t index) {
        const Test& test = program_.tests[index];
        const Date today = test.given.today.value_or(options_.today);
        std::optional<Patient> patient = unknown_patient(program_, test.label);
        if (test.given.patient) {
            patient = from_file(*test.given.patient, today);
        }
        if (!of_the_past(test, today) || !patient) {
            return std::nullopt;
        }
        give(program_, test.given, *patient);
        settle(program_, today, *patient);
        return TestCase{index, std::move(*patient), today};
    }

private:
    /// A day that the test names was looked at when the rules were checked.
    bool of_the_past(const Test& test, Date today) {
        bool past = true;
        for (const auto& [fact, value] : test.given.facts) {
            if (!test.given.today && value.measured && *value.measured > today) {
                past = false;
                diagnostics_.push_back(
                    {.code = Code::FutureMeasurement,
                     .span = value.span,
                     .message = fmt::format(
                         "{} is in the future: the test is run for {}",
                         to_string(*value.measured),
                         to_string(today)
                     ),
                     .help = "say the day that the test asks for: `given today is …`"}
                );
            }
        }
        return past;
    }

    /// Read once for each day that is asked about; a faulty file is reported once.
    std::optional<Patient> from_file(const GivenPatient& given, Date today) {
        const std::string path = patient_path(sources_, given);
        const auto [known, is_new] = patients_.try_emplace({path, today});
        if (!is_new) {
            return known->second;
        }
        const auto file = open(path, given);
        if (!file) {
            return std::nullopt;
        }
        Diagnostics found;
        const FactsOptions options{.today = today, .ignore_unknown = options_.ignore_unknown};
        known->second = read_patient(program_, sources_, *file, options, found);
        for (Diagnostic& one : found) {
            one.notes.push_back({given.span, "this test starts from the file"});
            diagnostics_.push_back(std::move(one));
        }
        return known->second;
    }

    /// Registered once for all days, so that places in it are those of one file.
    std::optional<FileId> open(const std::string& path, const GivenPatient& given) {
        const auto [known, is_new] = files_.try_emplace(path);
        if (!is_new) {
            return known->second;
        }
        if (given.file == "-" || given.file.empty()) {
            report_unusable(given, "a test starts from a file, not from standard input");
            return std::nullopt;
        }
        Diagnostics found;
        const auto text = text_of(path);
        known->second =
            text ? add_text(path, *text, sources_, found) : read_file(path, sources_, found);
        for (const Diagnostic& one : found) {
            report_unusable(given, one.message, one.help);
        }
        return known->second;
    }

    /// What stands in for the file.
    [[nodiscard]] std::optional<SharedText> text_of(const std::string& path) const {
        if (options_.texts.empty()) {
            return std::nullopt;
        }
        std::error_code error;
        const auto found = options_.texts.find(fs::weakly_canonical(path, error).string());
        return found == options_.texts.end() ? std::nullopt : std::optional(found->second);
    }

    void report_unusable(const GivenPatient& given, std::string message, std::string help = {}) {
        if (const auto near = neighbour(given)) {
            help = fmt::format("did you mean `\"{}\"`?", *near);
        } else if (help.empty()) {
            help = "the path starts from the folder of the rule file";
        }
        diagnostics_.push_back(
            {.code = Code::UnreadableFile,
             .span = given.span,
             .message = std::move(message),
             .help = std::move(help)}
        );
    }

    /// The file in the same folder of which this may be a slip.
    [[nodiscard]] std::optional<std::string> neighbour(const GivenPatient& given) const {
        const fs::path named(given.file);
        const fs::path folder =
            (fs::path(sources_[given.span.file].path()).parent_path() / named).parent_path();
        std::vector<std::string> names;
        std::error_code error;
        fs::directory_iterator at(folder.empty() ? fs::path(".") : folder, error);
        for (; !error && at != fs::directory_iterator(); at.increment(error)) {
            std::error_code none;
            if (is_file_named(*at, ".json") && at->exists(none)) {
                names.push_back(at->path().filename().string());
            }
        }
        const auto near = nearest(named.filename().string(), names);
        return near ? std::optional((named.parent_path() / *near).string()) : std::nullopt;
    }

    const Program& program_;
    Sources& sources_;
    const CaseOptions& options_;
    Diagnostics& diagnostics_;
    std::map<std::pair<std::string, Date>, std::optional<Patient>> patients_;
    std::map<std::string, std::optional<FileId>> files_;
};

} // namespace

std::string patient_path(const Sources& sources, const GivenPatient& given) {
    const fs::path folder = fs::path(sources[given.span.file].path()).parent_path();
    return (folder / given.file).lexically_normal().string();
}

std::vector<TestCase> test_cases(
    const Program& program, Sources& sources, const CaseOptions& options, Diagnostics& diagnostics
) {
    Reader reader(program, sources, options, diagnostics);
    std::vector<TestCase> cases;
    for (std::size_t i = 0; i < program.tests.size(); ++i) {
        if (is_wanted(program.tests[i], options.filter)) {
            if (auto one = reader.read(i)) {
                cases.push_back(std::move(*one));
            }
        }
    }
    return cases;
}

std::vector<std::string> patient_files(const Program& program, const Sources& sources) {
    std::vector<std::string> files;
    for (const Test& test : program.tests) {
        if (test.given.patient) {
            files.push_back(patient_path(sources, *test.given.patient));
        }
    }
    return files;
}

std::vector<Day> by_day(const std::vector<TestCase>& cases) {
    std::map<Date, std::vector<std::size_t>> days;
    for (std::size_t i = 0; i < cases.size(); ++i) {
        days[cases[i].today].push_back(i);
    }
    std::vector<Day> result;
    for (auto& [today, of_day] : days) {
        result.push_back({today, std::move(of_day)});
    }
    return result;
}

bool is_wanted(const Test& test, const std::string& filter) {
    const auto lower = [](char letter) { return std::tolower(static_cast<unsigned char>(letter)); };
    const auto same = [&](char one, char other) { return lower(one) == lower(other); };
    const auto found =
        std::search(test.label.begin(), test.label.end(), filter.begin(), filter.end(), same);
    return found != test.label.end() || filter.empty();
}

} // namespace precept::testing
