// The commands that ask: why, what if, what next, what would have to change.

#include "interpreter/facts/json_facts.hpp"
#include "interpreter/questions/render.hpp"
#include "interpreter/questions/thresholds.hpp"
#include "interpreter/repl/commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace precept::repl {

Reply Commands::why(const std::string& arguments) {
    std::vector<std::string> words = words_of(arguments);
    const bool negated = words.size() > 1 && words.front() == "not";
    if (negated) {
        words.erase(words.begin());
    }
    if (words.size() != 1) {
        return fail("why THING, or why not THING: a rule, a drug or class, or a definition\n");
    }
    std::string problem;
    const auto found = thing(words.front(), problem);
    if (!found) {
        return fail(std::move(problem));
    }
    const PatientView view = session_.as_is().view();
    const Why answered = precept::why(view, *found);
    return said(render_text(view, answered, negated, *session_.sources_, style()));
}

Reply Commands::what_if(const std::string& arguments) {
    Diagnostics findings;
    const auto file = session_.typed(arguments, findings);
    auto supposed =
        file ? session_.compilation_->suppose(*file, findings) : std::optional<Givens>{};
    if (!supposed) {
        return fail(session_.shown(std::move(findings)));
    }
    Supposed then = suppose(session_.situation(), *supposed);
    session_.supposed_ = std::move(supposed);
    const Session::Evaluated after(
        program(), session_.planned_, std::move(then.patient), then.today
    );
    const Difference found = difference(session_.as_is().view(), after.view());
    return said(
        render_text(program(), found, style()) +
        (found.empty() ? "" : "Nothing is changed; `keep` makes it so.\n")
    );
}

Reply Commands::keep(const std::string& /*arguments*/) {
    if (!session_.supposed_) {
        return fail("There is nothing to keep: ask `what if …` first.\n");
    }
    // What was supposed, of the patient of now: facts may have been set since the question.
    const Givens supposed = *std::exchange(session_.supposed_, std::nullopt);
    Patient patient = session_.patient();
    give(program(), supposed, patient);
    (void)session_.as_is(); // of the day of before, to tell what another day changes
    session_.settings_.today = supposed.today.value_or(session_.settings_.today);
    return session_.change(std::move(patient), "keep");
}

Reply Commands::ask(const std::string& arguments) {
    const Situation situation = session_.situation();
    const Questions found = questions(situation, limits());
    if (arguments.empty()) {
        return said(render_text(situation, found, 0, style()));
    }
    if (arguments != "next") {
        return fail("ask, or ask next\n");
    }
    if (found.questions.empty()) {
        return said("Nothing is undecided for want of a fact.\n");
    }
    const Question& first = found.questions.front();
    session_.asked_ = first.subject;
    const std::string expected =
        first.subject.kind == Subject::Kind::Events
            ? fmt::format(
                  "none, or the fields of one: `{}=…`",
                  program().events[first.subject.index].fields.front().name
              )
            : to_string(program(), holds_of(program(), first.subject).type);
    return said(fmt::format(
        "{}\n  {}: {}; an empty line leaves it unknown\n",
        first.text,
        name_of(program(), first.subject),
        expected
    ));
}

Reply Commands::take_answer(const std::string& line) {
    const Subject subject = *std::exchange(session_.asked_, std::nullopt);
    if (line.empty()) {
        return said("left unknown\n");
    }
    const std::string name = name_of(program(), subject);
    Reply reply;
    if (subject.kind == Subject::Kind::Events) {
        reply = line == "none" ? set(name + " none") : add(name + " " + line);
    } else {
        reply = set(name + " " + line);
    }
    if (reply.failed) {
        session_.asked_ = subject; // so that it can be answered better
    }
    return reply;
}

Reply Commands::flip(const std::string& arguments) {
    std::vector<std::string> words = words_of(arguments);
    FlipOptions options;
    options.limits = limits();
    bool wanted = true;
    while (words.size() > 1 && (words.front() == "not" || words.front() == "any")) {
        (words.front() == "not" ? wanted : options.change_fixed) = words.front() != "not";
        words.erase(words.begin());
    }
    if (words.size() != 1) {
        return fail("flip THING, or flip not THING: a rule, a drug or class, or a definition\n");
    }
    std::string problem;
    const auto found = thing(words.front(), problem);
    if (!found) {
        return fail(std::move(problem));
    }
    const auto goal = goal_of(program(), *found, wanted);
    if (!goal) {
        return fail(fmt::format(
            "`{}` is neither yes nor no: name a rule, a term, or a definition that is\n",
            words.front()
        ));
    }
    const Situation situation = session_.situation();
    return said(render_text(situation, *goal, precept::flip(situation, *goal, options), style()));
}

Reply Commands::sweep(const std::string& arguments) {
    const std::size_t blank = arguments.find(' ');
    const std::size_t to = arguments.find(" to ");
    if (blank == std::string::npos || to == std::string::npos || to < blank) {
        return fail("sweep FACT LOW to HIGH, such as `sweep lvef 30 to 70`\n");
    }
    const std::string name = arguments.substr(0, blank);
    // Both ends are read as values of the fact, with its unit or without.
    std::vector<double> ends;
    Diagnostics findings;
    std::optional<std::uint32_t> fact;
    for (const std::string& end :
         {trimmed(arguments.substr(blank, to - blank)), trimmed(arguments.substr(to + 4))}) {
        Patient scratch = unknown_patient(program());
        if (!set_fact(
                program(),
                name + "=" + end,
                *session_.sources_,
                {Date{std::numeric_limits<std::int32_t>::max()}, false, "sweep"},
                scratch,
                findings
            )) {
            return fail(session_.shown(std::move(findings)));
        }
        for (std::uint32_t i = 0; i < scratch.facts.size(); ++i) {
            if (scratch.facts[i].state == CellState::Given) {
                fact = i;
                if (const auto number = plain_number(scratch.facts[i].value)) {
                    ends.push_back(*number);
                }
            }
        }
    }
    if (ends.size() != 2 || !fact) {
        return fail(fmt::format("`{}` is neither a number nor a date\n", name));
    }
    if (ends[0] > ends[1]) {
        return fail("The lower end comes first: sweep FACT LOW to HIGH\n");
    }
    const Situation situation = session_.situation();
    const Subject subject{Subject::Kind::Fact, *fact, 0, 0};
    return said(render_text(
        situation, precept::sweep(situation, subject, ends[0], ends[1], limits()), style()
    ));
}

Reply Commands::robust(const std::string& /*arguments*/) {
    const Situation situation = session_.situation();
    return said(render_text(situation, precept::robust(situation, limits()), style()));
}

Reply Commands::compare(const std::string& arguments) {
    const std::vector<std::string> files = words_of(arguments);
    if (files.size() != 2) {
        return fail("compare A.json B.json\n");
    }
    Diagnostics findings;
    std::vector<std::unique_ptr<Session::Evaluated>> both;
    for (const std::string& file : files) {
        auto read = session_.read(file, *session_.sources_, findings);
        if (read) {
            settle(program(), session_.settings_.today, *read);
            both.push_back(std::make_unique<Session::Evaluated>(
                program(), session_.planned_, std::move(*read), session_.settings_.today
            ));
        }
    }
    if (both.size() != 2) {
        return fail(session_.shown(std::move(findings)));
    }
    const PatientView left = both[0]->view();
    const PatientView right = both[1]->view();
    return said(render_text(left, right, precept::compare(left, right), *session_.sources_, style())
    );
}

} // namespace precept::repl
