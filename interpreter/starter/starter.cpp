#include "interpreter/starter/starter.hpp"

#include "lang/checker.hpp"
#include "lang/lint.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

// Placeholders throughout: an example that said something clinical could be left standing.
constexpr std::string_view guideline_text =
    R"(# Say here what this guideline is for, who wrote it, and from which publication.
guideline {name} "{label}"
  language 1
  version  "0.1"
  status   draft

# What the rules rest on; a rule cites it.
source publication "The publication, with authors, journal, year and pages"

# What has to be known of a patient. What is not given is unknown, never "no".
fact measure "A measure that decides" number in % from 0 to 100 ask "What is the measure?"

# What is advised.
term treatment "The treatment"

rule treat "Whom to treat, and with what"
  when measure >= 50 %
  recommend treatment
    strength conditional
    evidence low
    because  "Why, in a sentence, as the publication says it"
    cite     publication "the section"
    how      "Dose, schedule, monitoring"

# A test for each thing that can become of the rule: it fires, it does not, it is undecided.
test "at the threshold"
  given measure is 50 %
  expect treat fires
    and treatment is recommended

test "below the threshold"
  given measure is 49 %
  expect treat does not fire
    and treatment is not recommended

test "the measure is not known"
  expect treat is undecided for want of measure
)";

constexpr std::string_view terms_text =
    R"(# Say here which words these are, and for which guidelines: a file says `use {name}` to have them.
terms {name} "{label}"
  language 1
  version  "0.1"
  status   draft

# What is advised, in classes: what is said of a class holds for all below it.
term treatment  "Any treatment"
term surgery    "An operation"  is treatment

# What has to be known of a patient. What is not given is unknown, never "no".
fact finding "A finding that decides" yes/no ask "Is the finding there?"

# What can happen to a patient any number of times.
event therapy "A therapy that the patient has had"
  kind    treatment
  started date
)";

/// The name with `_` for blanks; empty where it has no letter, or one that names have not.
std::string conventional(std::string_view name) {
    std::string better(name);
    std::replace(better.begin(), better.end(), ' ', '_');
    better = conventional_name(better);
    const bool letter = better.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string::npos;
    const bool strange =
        better.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != std::string::npos;
    return letter && !strange ? better : std::string();
}

} // namespace

std::string starter(ast::ModuleKind kind, std::string_view name) {
    std::string text(kind == ast::ModuleKind::Guideline ? guideline_text : terms_text);
    const auto put = [&](std::string_view place, std::string_view what) {
        for (std::size_t at = 0; (at = text.find(place, at)) != std::string::npos;) {
            text.replace(at, place.size(), what);
            at += what.size();
        }
    };
    put("{name}", name);
    put("{label}", label_in_words(name));
    return text;
}

std::string fault_in_name(std::string_view name) {
    constexpr std::size_t most = 100; // so that NAME.precept is short enough for every file system
    if (name.size() > most) {
        return fmt::format("a name of {} letters is too long: {} at most", name.size(), most);
    }
    if (name.ends_with(".precept")) {
        name.remove_suffix(std::string_view(".precept").size());
        return fmt::format("write the name alone: `{}`", name);
    }
    if (name.find('/') != std::string_view::npos) {
        return fmt::format(
            "a name has no folder; write `--out {}` for the place",
            name.substr(0, name.find_last_of('/') + 1)
        );
    }
    const std::string better = conventional(name);
    if (better != name || name.empty()) {
        const std::string_view made_of = "a name is made of the letters a to z, digits and `_`";
        return better.empty() ? std::string(made_of)
                              : fmt::format("{}: write `{}`", made_of, better);
    }
    // A word of the language, or one that begins with a digit: the parser knows.
    Sources sources;
    Diagnostics findings;
    const CheckOptions options{.today = {}, .unreachable_cases = false};
    (void)compile_text(
        "name", fmt::format("terms {} \"A\"\n  language 1\n", name), sources, options, findings
    );
    if (!has_errors(findings)) {
        return {};
    }
    const bool letter = name.front() >= 'a' && name.front() <= 'z';
    return letter ? fmt::format("`{}` is a word of the language", name)
                  : "a name begins with one of the letters a to z";
}

} // namespace precept
