// Cohorts in CSV and mapped NDJSON: a row means what the same record in JSON means to a patient's
// file, and what is wrong is told with its line and column.
#include "interpreter/cohort/csv_rows.hpp"
#include "interpreter/cohort/events_file.hpp"
#include "interpreter/cohort/input.hpp"
#include "interpreter/cohort/rejects.hpp"
#include "lang/checker.hpp"
#include "lang/render.hpp"
#include "tests/unit/catch.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

namespace {

using namespace precept;
using namespace precept::cohort;

const Date today = *parse_date("2026-11-23");

constexpr std::string_view declarations = R"(guideline declared "Declarations"
  language 1
term drug
term trastuzumab is drug
term lapatinib is drug
fact pregnant yes/no assume no
fact age number in years from 0 to 120
fact lvef number in % from 0 to 100 valid for 3 months
fact ihc one of 0, 1+, 2+, 3+
fact er one of positive, negative
fact mutations set of esr1, pik3ca, brca1
fact born date
fact agent drug
event therapy
  drug drug
  line number from 1 to 20
  started date
)";

struct Folder {
    std::filesystem::path path;

    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "precept-csv-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }

    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    ~Folder() { std::filesystem::remove_all(path); }

    [[nodiscard]] std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name, std::ios::binary) << text;
        return (path / name).string();
    }
};

/// What was read of a cohort, batch by batch.
struct Read {
    std::string patients; ///< a line each, in words
    std::string rejects;  ///< as rendered
    std::string findings; ///< before the first patient
    std::string unreadable;
    std::string strays;
};

struct Cohort {
    Folder folder;
    Sources sources;
    Diagnostics findings;
    Program program =
        compile_text("declared", std::string(declarations), sources, {.today = today}, findings);

    /// A patient of a batch in words: `age=61 lvef~out-of-date therapy[drug=lapatinib]`.
    [[nodiscard]] std::string words(const Batch& batch, std::size_t patient) const {
        std::string text;
        for (std::uint32_t i = 0; i < program.facts.size(); ++i) {
            const Fact& fact = program.facts[i];
            switch (batch.state(FactId{i}, patient)) {
            case CellState::Given:
                text += fmt::format(
                    " {}={}", fact.name, value(batch.fact(FactId{i}), fact.holds.type, patient)
                );
                break;
            case CellState::OutOfDate: text += fmt::format(" {}~old", fact.name); break;
            case CellState::Conflicting: text += fmt::format(" {}~conflict", fact.name); break;
            case CellState::Missing:
            case CellState::Assumed: break;
            }
        }
        if (batch.list_known(EventId{0}, patient)) {
            const auto offsets = batch.first_records(EventId{0});
            text += " therapy";
            for (std::uint32_t row = offsets[patient]; row < offsets[patient + 1]; ++row) {
                text += "[";
                for (std::uint32_t f = 0; f < 3; ++f) {
                    const auto state = batch.state(EventId{0}, f, patient, row - offsets[patient]);
                    if (state == CellState::Given) {
                        text += value(
                                    batch.field(EventId{0}, f),
                                    program.events[0].fields[f].holds.type,
                                    row
                                ) +
                                " ";
                    }
                }
                text += "]";
            }
        }
        return text + "\n";
    }

    [[nodiscard]] std::string value(ConstColumn column, const Type& type, std::size_t row) const {
        switch (column.shape.type) {
        case ColumnType::Truth: return column.bit(0, row) ? "yes" : "no";
        case ColumnType::Number: return number_text(column.values<double>()[row]);
        case ColumnType::Date: return to_string(Date{column.values<std::int32_t>()[row]});
        case ColumnType::Term: return program[TermId{column.values<std::uint32_t>()[row]}].name;
        case ColumnType::Coded:
        case ColumnType::Set: {
            const auto& values = program[type.domain].values;
            std::string text;
            const std::size_t first = column.shape.type == ColumnType::Set ? 1 : 0;
            for (std::size_t i = 0; i < values.size(); ++i) {
                text += column.bit(first + i, row) ? "," + values[i].name : "";
            }
            return text.empty() ? "none" : text.substr(1);
        }
        case ColumnType::Bounds:
        case ColumnType::Event: break;
        }
        return "?";
    }

    Read read(InputOptions options, std::size_t most = 7) {
        Read read;
        options.today = today;
        findings.clear();
        Sources files = sources;
        const auto input = open_input(program, options, files, findings);
        read.findings = render_gcc(findings, files);
        if (!input) {
            REQUIRE(has_errors(findings));
            return read;
        }
        const auto decoder = input->make_decoder();
        Block block;
        Decoded decoded;
        while (input->blocks().next(block)) {
            decoder->start(block);
            while (decoder->next(most, decoded)) {
                for (std::size_t i = 0; i < decoded.rows.size(); ++i) {
                    read.patients +=
                        std::string(decoded.rows[i].id) + ":" + words(decoded.batch, i);
                }
                for (const Reject& reject : decoded.rejects) {
                    read.rejects += render_reject(reject, "cohort");
                }
            }
        }
        CHECK_FALSE(input->blocks().failure());
        for (const UnreadableCells& cells : input->unreadable()) {
            read.unreadable +=
                fmt::format("{} for {}: {}", cells.column, cells.target, cells.count);
            for (const auto& [line, text] : cells.first) {
                read.unreadable += fmt::format(" {}:{}", line, text);
            }
            read.unreadable += "\n";
        }
        for (const StrayEvents& events : input->strays()) {
            read.strays += fmt::format("{}", events.patients);
            for (const auto& [line, patient] : events.first) {
                read.strays += fmt::format(" {}:{}", line, patient);
            }
        }
        return read;
    }

    Read csv(const std::string& text, InputOptions options = {}) {
        options.path = folder.write("cohort.csv", text);
        return read(std::move(options));
    }

    std::string patients(const std::string& text, InputOptions options = {}) {
        const Read read = csv(text, std::move(options));
        INFO(read.findings << read.rejects);
        CHECK(read.findings.empty());
        CHECK(read.rejects.empty());
        return read.patients;
    }
};

} // namespace

TEST_CASE("csv rows: quotes, line ends inside of them, doubled marks, blank lines, both line ends"
) {
    CsvRows rows(',');
    rows.start("a,\"b\nc\",\"d\"\"e\"\r\n\r\n,5\" x,\n\"\",\"", 7);
    CsvRow row;
    const auto cells = [&] {
        std::string text = fmt::format("{}", row.line);
        for (const CsvCell& cell : row.cells) {
            text += fmt::format("|{}", cell.text);
        }
        return text;
    };
    REQUIRE(rows.next(row));
    CHECK(cells() == "7|a|b\nc|d\"e");
    CHECK(row.text == "a,\"b\nc\",\"d\"\"e\"");
    CHECK_FALSE(row.fault);
    REQUIRE(rows.next(row));
    CHECK(cells() == "10||5\" x|");
    REQUIRE(rows.next(row));
    CHECK(cells() == "11||");
    REQUIRE(row.fault);
    CHECK(row.fault->message.find("never closed") != std::string_view::npos);
    CHECK(row.fault->begin == 3);
    CHECK_FALSE(rows.next(row));
    rows.start("\"a\"b,c\n", 1);
    REQUIRE(rows.next(row));
    REQUIRE(row.fault);
    CHECK(row.fault->begin == 3);
    CHECK(row.cells.size() == 2);
    rows.start("\"a\" \r\n", 1); // the line end is no part of the row
    REQUIRE(rows.next(row));
    REQUIRE(row.fault);
    CHECK(row.fault->end == row.text.size());
}

TEST_CASE("csv: each type of cell, blanks and quotes around it, and nothing") {
    Cohort it;
    CHECK(
        it.patients("id,pregnant,age,lvef,ihc,er,mutations,born,agent\n"
                    "p1,yes,61,62 %,3+,positive,esr1;brca1,1965-02-03,trastuzumab\n"
                    "p2,false, 61.5 ,\"62\",\"0\",,none,,\n"
                    "\"p \"\"3\"\"\",,,,,,,,\"\"\n") ==
        "p1: pregnant=yes age=61 lvef=62 ihc=3+ er=positive mutations=esr1,brca1 born=1965-02-03 "
        "agent=trastuzumab\n"
        "p2: pregnant=no age=61.5 lvef=62 ihc=0 mutations=none\n"
        "p \"3\":\n"
    );
    CHECK(it.patients("\xEF\xBB\xBFid;age\r\np1;732 months\r\n") == "p1: age=61\n");
    CHECK(it.patients("id\tage\np1\t5\n") == "p1: age=5\n");
}

TEST_CASE("csv: the day of measurement stands in a column of its own") {
    Cohort it;
    CHECK(
        it.patients("lvef,lvef.on\n62,2026-11-01\n62,2026-01-01\n62,\n,2026-01-01\n") ==
        ": lvef=62\n: lvef~old\n: lvef=62\n:\n"
    );
    CHECK(
        it.csv("lvef,lvef.on\n62,2027-01-01\n").rejects ==
        "cohort:2:4: error: lvef.on: 2027-01-01 is in the future: the question is asked for "
        "2026-11-23 [future-measurement]\n"
    );
}

TEST_CASE("csv: everything that is wrong with a row, by line and column, and the rest goes on") {
    Cohort it;
    const Read read = it.csv("id,age,er,born\n"
                             "p1,old,Positive,2026-02-30\n"
                             "p2,61\n"
                             "p3,61,,,\n"
                             "\"p\n4\",200,,\n"
                             "p5,1.8 (CN 7.5),,\n"
                             "p6,\"1,5\",,\n"
                             "p7,nan,,\n"
                             "p8,1e400,,\n"
                             "p9,60,,\n"
                             "p\xFF,60,,\n"
                             "p\"10,7 mg,\"x\"y,");
    CHECK(read.patients == "p9: age=60\n");
    CHECK(
        read.rejects ==
        R"lines(cohort:2:4: error: age: expected a number in years, found the text "old" [wrong-type]
cohort:2:8: error: er: `Positive` is not one of the values here [unknown-value]
cohort:2:17: error: born: there is no day 2026-02-30 [impossible-date]
cohort:3:6: error: this row has 2 cells, and the header 4: those from `er` on are not there [facts-syntax]
cohort:4:9: error: this row has 5 cells, and the header 4 [facts-syntax]
cohort:6:4: error: age: 200 years is outside of what is allowed: 0 years to 120 years [out-of-range]
cohort:7:4: error: age: expected a number in years, found the text "1.8 (CN 7.5)" [wrong-type]
cohort:8:4: error: age: expected a number in years, found the text "1,5" [wrong-type]
cohort:9:4: error: age: expected a number in years, found the text "nan" [wrong-type]
cohort:10:4: error: age: this number is too large to be worked with [out-of-range]
cohort:12:2: error: this is not UTF-8: there is the byte FF [facts-syntax]
cohort:13:14: error: something stands behind the closing quotation mark of this cell [facts-syntax]
)lines"
    );
}

TEST_CASE("csv: headers that are wrong") {
    Cohort it;
    const auto said = [&](const std::string& text) { return it.csv(text).findings; };
    CHECK_THAT(
        said("age,age\n1,2\n"), Catch::Matchers::ContainsSubstring("1:5: error: two columns")
    );
    CHECK_THAT(said("agee\n1\n"), Catch::Matchers::ContainsSubstring("[unknown-fact]"));
    CHECK(it.findings[0].help == "did you mean `age`?");
    CHECK_THAT(said("age,\n1,2\n"), Catch::Matchers::ContainsSubstring("column 2 has no name"));
    CHECK_THAT(said("therapy\n1\n"), Catch::Matchers::ContainsSubstring("is a list of events"));
    CHECK_THAT(said("born,age.on\n,\n"), Catch::Matchers::ContainsSubstring("has no column here"));
    CHECK_THAT(said(""), Catch::Matchers::ContainsSubstring("is empty"));
    CHECK_THAT(said("\"age\n1\n"), Catch::Matchers::ContainsSubstring("never closed"));
    CHECK_THAT(said("age\r5\r"), Catch::Matchers::ContainsSubstring("carriage return"));
    InputOptions options;
    options.ignore_unknown = true;
    CHECK(it.patients("agee,age\n1,2\n", options) == ": age=2\n");
    options.id = "agee";
    CHECK(it.patients("agee,age\n1,2\n", options) == "1: age=2\n");
    options.id = "ages";
    CHECK_THAT(
        it.csv("agee,age\n", options).findings,
        Catch::Matchers::ContainsSubstring("no column `ages`")
    );
}

TEST_CASE("mapping: names, translations, markers, units, patterns, constants, several sources") {
    Cohort it;
    InputOptions options;
    options.map = it.folder.write("map.json", R"({
  "id": "nr", "missing": ["NA"], "separator": "|", "ignore": ["note"],
  "facts": {
    "age": {"column": "months", "unit": "months", "missing": ["-9"]},
    "er": [{"column": "er_a", "values": {"Pos": "positive", "Neg": "negative", "?": null}}, "er_b"],
    "ihc": {"first": [{"column": "ihc_new"}, {"column": "ihc_old"}]},
    "lvef": {"column": "echo", "on": "echo_day", "pattern": "([0-9]+)(?: .*)?", "unreadable": "missing"},
    "pregnant": {"constant": false},
    "mutations": {"column": "genes", "values": {"BRCA 1": "brca1", "wild type": []}}
  }
})");
    const Read read = it.csv(
        "nr,months,er_a,er_b,ihc_new,ihc_old,echo,echo_day,genes,note\n"
        "1,732,Pos,,,2+,62 by echo,2026-11-01,BRCA 1|esr1,x\n"
        "2,-9,Pos,negative,3+,2+,about 50,,wild type,\n"
        "3,NA,?,negative,,,70,2026-01-01,NA,\n"
        "4,12 years,Pos,positive,,,low,,none,\n",
        options
    );
    CHECK(read.findings.empty());
    CHECK(read.rejects.empty());
    CHECK(
        read.patients == "1: pregnant=no age=61 lvef=62 ihc=2+ er=positive mutations=esr1,brca1\n"
                         "2: pregnant=no ihc=3+ er~conflict mutations=none\n"
                         "3: pregnant=no lvef~old er=negative\n"
                         "4: pregnant=no age=12 er=positive mutations=none\n"
    );
    CHECK(read.unreadable == "echo for lvef: 2 3:about 50 5:low\n");
}

TEST_CASE("mapping: what a pattern takes out of a cell is not what a whole cell of that text is") {
    Cohort it;
    InputOptions options;
    options.map = it.folder.write("map.json", R"({
  "id": "nr",
  "facts": {
    "age": {"column": "text", "pattern": "[0-9]+(?: of age ([0-9]+))?"},
    "lvef": {"column": "text", "pattern": "([0-9]+)(?: of age [0-9]+)?", "values": {"55": null}}
  }
})");
    const Read read =
        it.csv("nr,text\n1,60\n2,40 of age 60\n3,60\n4,55 of age 60\n5,55\n", options);
    CHECK(read.findings.empty());
    CHECK(read.patients == "1: lvef=60\n2: age=60 lvef=40\n3: lvef=60\n4: age=60\n5:\n");
}

TEST_CASE("mapping: however many spellings are translated, all are") {
    Cohort it;
    InputOptions options;
    std::string values;
    std::string rows = "nr,code\n";
    std::string wanted;
    for (int i = 0; i < 6000; ++i) {
        values += fmt::format("{}\"code {}\": \"{}+\"", i == 0 ? "" : ", ", i, 2 + i % 2);
        rows += fmt::format("{},code {}\n", i, i);
        wanted += fmt::format("{}: ihc={}+\n", i, 2 + i % 2);
    }
    options.map = it.folder.write(
        "map.json",
        R"({"id": "nr", "facts": {"ihc": {"column": "code", "values": {)" + values + "}}}}"
    );
    const Read read = it.csv(rows, options);
    CHECK(read.rejects.empty());
    CHECK(read.patients == wanted);
}

TEST_CASE("mapping: NDJSON by the same rules gives the same patients") {
    Cohort it;
    InputOptions options;
    options.map = it.folder.write("map.json", R"({
  "id": "nr", "missing": ["NA"], "ignore": ["note"],
  "facts": {
    "age": {"column": "months", "unit": "months"},
    "er": [{"column": "er_a", "values": {"Pos": "positive", "1": "positive", "0": "negative"}}, "er_b"],
    "ihc": {"first": ["ihc_new", "ihc_old"]},
    "lvef": {"column": "echo", "on": "day", "pattern": "([0-9]+)(?: .*)?", "unreadable": "missing"},
    "pregnant": {"constant": false}
  },
  "events": {"therapy": {"fields": {"drug": {"column": "agent", "values": {"T": "trastuzumab"}}}}}
})");
    options.path = it.folder.write(
        "cohort.ndjson",
        R"({"nr": 1, "months": 732, "er_a": 1, "ihc_old": "2+", "echo": "62 by echo", "day": "2026-11-01"}
{"nr": "2", "er_a": "Pos", "er_b": "negative", "ihc_new": "3+", "ihc_old": "2+", "echo": "about 50", "note": 5}
{"nr": "3", "months": "NA", "er_a": null, "er_b": "negative", "echo": 70, "day": "2026-01-01"}
{"nr": "4", "months": {"value": 144, "on": "2026-01-01"}, "therapy": [{"agent": "T", "line": 1}, {"drug": "lapatinib"}]}
{"nr": "5", "er_a": "pos", "months": true}
)"
    );
    const Read read = it.read(options);
    CHECK(read.findings.empty());
    CHECK(
        read.patients == "1: pregnant=no age=61 lvef=62 ihc=2+ er=positive\n"
                         "2: pregnant=no ihc=3+ er~conflict\n"
                         "3: pregnant=no lvef~old er=negative\n"
                         "4: pregnant=no age=12 therapy[trastuzumab 1 ][lapatinib ]\n"
    );
    CHECK(
        read.rejects ==
        R"(cohort:5:21: error: er_a: `pos` is not one of the values here [unknown-value]
cohort:5:38: error: age: expected a number in years, found true [wrong-type]
)"
    );
    CHECK(read.unreadable == "echo for lvef: 1 2:about 50\n");
}

TEST_CASE("mapping: everything in it is checked, with its place") {
    Cohort it;
    InputOptions options;
    options.map = it.folder.write("map.json", R"({
  "idd": "nr",
  "facts": {"agee": "a", "therapy": "b"}
})");
    CHECK_THAT(
        it.csv("age\n", options).findings,
        Catch::Matchers::ContainsSubstring("map.json:2:3: error: a mapping has no `idd`")
    );
    options.map = it.folder.write("map.json", R"({
  "missing": "NA", "unreadable": "skip", "separator": "",
  "facts": {"agee": "a", "therapy": "b", "age": {"column": "x", "unit": "kg"},
    "lvef": {"unit": "%"}, "er": {"column": "x", "values": {"P": "positiv"}},
    "ihc": {"column": "x", "patern": "x"}, "born": {"column": "x", "pattern": "("},
    "pregnant": {"constant": "yes"}, "agent": 5},
  "events": {"age": {}, "therapy": {"fields": {"drugs": "x"}}}
})");
    const std::string said = it.csv("age\n", options).findings;
    for (const char* part :
         {"14: error: `missing`",
          "unknown-value",
          "at least one character",
          "a fact called `agee`",
          "`therapy` is a list",
          "can't be converted",
          "no `column`",
          "`positiv` is not one",
          "a column has no `patern`",
          "cannot be used",
          "expected yes or no",
          "is the name of a column",
          "`age` is a fact",
          "has no field `drugs`"}) {
        INFO(said);
        CHECK_THAT(said, Catch::Matchers::ContainsSubstring(part));
    }
    options.map = it.folder.write("map.json", R"({"ignore": ["ages"], "facts": {"er": "ER"}})");
    const std::string columns = it.csv("age,er\n", options).findings;
    CHECK_THAT(columns, Catch::Matchers::ContainsSubstring("map.json:1:13: error: "));
    CHECK_THAT(columns, Catch::Matchers::ContainsSubstring("no column `ages`"));
    CHECK_THAT(columns, Catch::Matchers::ContainsSubstring("no column `ER`"));
    CHECK_THAT(
        columns, Catch::Matchers::ContainsSubstring("cohort.csv:1:5: error: `er` also comes")
    );
}

TEST_CASE("events: in the order of the cohort or in any other, of nobody, and broken ones") {
    Cohort it;
    InputOptions options;
    options.events = {
        {"therapy",
         it.folder.write(
             "t.csv",
             "id,drug,line,started\n"
             "b,trastuzumab,1,\n"
             "a,lapatinib,1,2020-01-01\n"
             "a,trastuzumab,2,2020-01-01\n"
             "x,lapatinib,,\n"
             "c,aspirin,50,\n"
             "b,lapatinib,2,\n"
             " ,,,\n"
             "b,lapatinib,3,\n"
         )}};
    const Read read = it.csv("id,age\na,1\nb,2\nc,3\nd,4\n,5\n", options);
    CHECK(read.findings.empty());
    CHECK(
        read.patients == "a: age=1 therapy[lapatinib 1 2020-01-01 ][trastuzumab 2 2020-01-01 ]\n"
                         "b: age=2 therapy[trastuzumab 1 ][lapatinib 2 ][lapatinib 3 ]\n"
                         "d: age=4 therapy\n"
                         ": age=5\n"
    );
    const std::string events = options.events[0].second;
    CHECK(
        read.rejects ==
        fmt::format(
            "{0}:6:3: error: drug: `aspirin` is not one of the values here [unknown-value]\n"
            "{0}:6:11: error: line: 50 is outside of what is allowed: 1 to 20 [out-of-range]\n",
            events
        )
    );
    CHECK(read.strays == "1 5:x");
    const std::string whole = options.events[0].second;
    options.events[0].second = it.folder.write(
        "doubt.csv", "id,drug,line,started\na,lapatinib,1,\n,lapatinib,2,\nb,lapatinib\n\"d\"e,,,\n"
    );
    const Read doubt = it.csv("id,age\na,1\nb,2\n", options);
    CHECK(doubt.patients.empty());
    for (const std::string_view said :
         {"3:1: error: this row names no patient",
          "4:1: error: this row has 2 cells, and the header 4",
          "5:4: error: something stands behind the closing quotation mark"}) {
        CHECK_THAT(doubt.findings, Catch::Matchers::ContainsSubstring(std::string(said)));
    }
    options.events[0].second = whole;
    options.id = "nr"; // is then tried in files of events, too
    options.events[0].second = it.folder.write("nr.csv", "id,nr\n5,a\n");
    CHECK_THAT(
        it.csv("nr\na\n", options).findings, Catch::Matchers::ContainsSubstring("no field `id`")
    );
    options.events[0].second = it.folder.write("nr.csv", "drug,nr\nlapatinib,a\n");
    CHECK(it.patients("nr\na\n", options) == "a: therapy[lapatinib ]\n");
    options.id.clear();
    options.events[0].second = events;
    options.events.push_back({"therapy", events});
    CHECK_THAT(it.csv("id\n", options).findings, Catch::Matchers::ContainsSubstring("already has"));
    options.events = {{"age", events}, {"therapi", events}};
    CHECK_THAT(it.csv("id\n", options).findings, Catch::Matchers::ContainsSubstring("is a fact"));
    options.events = {{"therapy", it.folder.write("n.csv", "drug\nlapatinib\n")}};
    CHECK_THAT(
        it.csv("id\n", options).findings, Catch::Matchers::ContainsSubstring("no column says")
    );
}

TEST_CASE("events: many of them, whatever their order, are those of the same records in NDJSON") {
    Cohort it;
    std::mt19937 random(7);
    const auto upto = [&](std::size_t most) { return random() % (most + 1); };
    std::string cohort = "id,age\n";
    std::string json;
    std::vector<std::vector<std::string>> rows; // of each patient
    for (int i = 0; i < 3000; ++i) {
        cohort += fmt::format("p{},{}\n", i, i % 90);
        std::string list;
        auto& his = rows.emplace_back();
        for (std::size_t n = upto(3); n > 0; --n) {
            const std::size_t line = 1 + upto(19);
            his.push_back(fmt::format("p{},lapatinib,{},\n", i, line));
            list += fmt::format(
                R"({}{{"drug": "lapatinib", "line": {}}})", list.empty() ? "" : ", ", line
            );
        }
        json +=
            fmt::format(R"({{"id": "p{}", "age": {}, "therapy": [{}]}})", i, i % 90, list) + "\n";
    }
    InputOptions plain;
    plain.path = it.folder.write("cohort.ndjson", json);
    const std::string wanted = it.read(plain).patients;
    for (const bool shuffled : {false, true}) {
        if (shuffled) {
            std::shuffle(rows.begin(), rows.end(), random);
        }
        std::string events = "id,drug,line,started\n";
        for (const auto& his : rows) {
            for (const std::string& row : his) {
                events += row;
            }
        }
        InputOptions options;
        options.events = {{"therapy", it.folder.write("t.csv", events)}};
        CHECK(it.patients(cohort, options) == wanted);
        plain.path = it.folder.write(
            "few.ndjson",
            R"({"id": "p7"})"
            "\n"
        );
        plain.events = options.events;
        CHECK(it.read(plain).patients.starts_with("p7: therapy"));
        plain.events.clear();
    }
}

TEST_CASE("events: rows that were there and are no longer are not taken for none") {
    Cohort it;
    const std::string kept = "id,drug\np1,trastuzumab\n";
    const std::string path = it.folder.write("t.csv", kept + "p1,lapatinib\n");
    const TableRules rules;
    const auto file = EventsFile::open(
        it.program, EventId{0}, path, rules, {}, BlockSizes{}, it.sources, it.findings
    );
    REQUIRE(file != nullptr);
    ReadingCounts counts;
    EventsReader reader(it.program, *file, today, counts);
    std::vector<RejectReason> reasons;
    CHECK(reader.read("p1", reasons).size() == 2);
    CHECK(reader.read("p2", reasons).empty());
    CHECK(reasons.empty());
    std::filesystem::resize_file(path, kept.size());
    EventsReader later(it.program, *file, today, counts);
    (void)later.read("p1", reasons);
    REQUIRE(reasons.size() == 1);
    CHECK(
        reasons.front().finding.message == "the file has changed since its patients were looked for"
    );
}

TEST_CASE("csv: any row is read as the same record in JSON is") {
    Cohort it;
    std::mt19937 random(8);
    static const std::vector<std::vector<std::string>> cells{
        {"", "true", "false", "1", "x"},
        {"", "61", "61.25", "-1", "121", "0", "1e1", "1.5e2", "007", "abc"},
        {"", "\"3+\"", "\"0\"", "\"4+\"", "\"positive\""},
        {"", "\"1965-02-03\"", "\"1965-02-30\"", "\"1965\"", "\"2024-02-29\""},
        {"", "\"trastuzumab\"", "\"drug\"", "\"aspirin\"", "\"declared.lapatinib\""},
    };
    static const std::vector<std::string> names{"pregnant", "age", "ihc", "born", "agent"};
    std::size_t read = 0;
    for (int round = 0; round < 400; ++round) {
        std::string header;
        std::string row;
        std::string json;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const std::string& cell = cells[i][random() % cells[i].size()];
            header += (i == 0 ? "" : ",") + names[i];
            row += (i == 0 ? "" : ",") + cell;
            // "007" is a number in CSV, and no JSON.
            json += fmt::format(
                "{}\"{}\": {}",
                i == 0 ? "" : ", ",
                names[i],
                cell.empty()                   ? "null"
                : cell == "007"                ? "7"
                : cell == "x" || cell == "abc" ? "\"x\""
                                               : cell
            );
        }
        InputOptions options;
        const Read csv = it.csv(header + "\n" + row + "\n", options);
        options.path = it.folder.write("cohort.ndjson", "{" + json + "}\n");
        const Read same = it.read(options);
        INFO(row << "\n" << csv.rejects << same.rejects);
        CHECK(csv.patients == same.patients);
        CHECK(csv.rejects.empty() == same.rejects.empty());
        CHECK(
            std::count(csv.rejects.begin(), csv.rejects.end(), '\n') ==
            std::count(same.rejects.begin(), same.rejects.end(), '\n')
        );
        read += csv.rejects.empty() ? 1 : 0;
    }
    CHECK(read > 20);
}

TEST_CASE("csv: one record by itself knows where its values stand") {
    Cohort it;
    InputOptions options;
    options.today = today;
    options.path = it.folder.write("cohort.csv", "id,age,er\nq,1,\np,61,positive\n");
    const auto input = open_input(it.program, options, it.sources, it.findings);
    REQUIRE(input);
    CHECK(input->header() == "id,age,er");
    const auto patient = input->read_record("p,61,positive", 3, it.sources, it.findings);
    REQUIRE(patient);
    CHECK(patient->name == "p");
    CHECK_THAT(
        it.sources.place(patient->facts[1].origin), Catch::Matchers::EndsWith("cohort.csv:3")
    );
    CHECK(it.sources.text(patient->facts[1].origin) == "61");
    CHECK_FALSE(input->read_record("p,old,positive", 3, it.sources, it.findings));
    REQUIRE(it.findings.size() == 1);
    CHECK(it.sources[it.findings[0].span.file].position(it.findings[0].span.begin).line == 3);
}

TEST_CASE("plain numbers are read as the standard library reads them") {
    std::mt19937_64 random(9);
    for (int i = 0; i < 20'000; ++i) {
        std::string text = random() % 3 == 0 ? "-" : "";
        const std::size_t digits = 1 + random() % 15;
        const std::size_t point = random() % (digits + 1);
        for (std::size_t d = 0; d < digits; ++d) {
            text += d == point && d > 0 ? "." : "";
            text += static_cast<char>('0' + random() % 10);
        }
        if (const auto number = read_plain_number(text)) {
            CHECK(*number == std::strtod(text.c_str(), nullptr));
        }
    }
    CHECK(read_plain_number("12.5") == 12.5);
    for (const char* other : {"", "-", ".5", "5.", "1.2.3", "1e5", "+1", "1 ", "0x1", "nan"}) {
        CHECK_FALSE(read_plain_number(other));
    }
}
