#include "interpreter/evaluate.hpp"
#include "tests/unit/catch.hpp"
#include "tests/unit/program_builder.hpp"

#include <limits>
#include <optional>

using namespace precept;
using namespace precept::build;

namespace {

constexpr Date today{20'000};
constexpr Truth yes = Truth::Yes;
constexpr Truth no = Truth::No;
constexpr Truth unknown = Truth::Unknown;

/// A program with its patients, evaluated when something is asked.
struct Asked {
    Builder builder;
    std::vector<Patient> patients;
    std::optional<Plan> planned;
    std::optional<Batch> batch;
    std::optional<Evaluation> evaluation;

    const Evaluation& operator()() {
        if (!evaluation) {
            planned = plan(builder.program);
            batch = make_batch(builder.program, patients, today);
            evaluation.emplace(builder.program, *planned, *batch);
        }
        return *evaluation;
    }

    Patient& patient() { return patients.emplace_back(unknown_patient(builder.program)); }

    Truth truth(NodeId node, std::size_t row = 0) { return (*this)().truth(node, {{0}, row}); }

    NodeId defined(NodeId node) {
        builder.definition(builder.program[node].type, node);
        return node;
    }
};

Cell cell_of(Truth truth) {
    return truth == unknown ? Cell{} : cell(truth == yes);
}

EventRecord dated(int day, Cell other = {}) {
    return record({cell(Date{day}), other});
}

} // namespace

TEST_CASE("Lists of conditions count what is yes and what may be") {
    const auto [quantity, count, values, expected] =
        GENERATE(table<ast::Quantity, std::uint32_t, std::vector<Truth>, Truth>({
            {ast::Quantity::All, 0, {yes, unknown, yes}, unknown},
            {ast::Quantity::All, 0, {yes, unknown, no}, no},
            {ast::Quantity::Any, 0, {no, unknown, yes}, yes},
            {ast::Quantity::Any, 0, {no, no, no}, no},
            {ast::Quantity::None, 0, {no, unknown, no}, unknown},
            {ast::Quantity::None, 0, {no, no, no}, yes},
            {ast::Quantity::AtLeast, 2, {yes, yes, unknown}, yes},
            {ast::Quantity::AtLeast, 2, {yes, no, unknown}, unknown},
            {ast::Quantity::AtLeast, 2, {no, no, unknown}, no},
            {ast::Quantity::AtLeast, 0, {unknown, unknown, unknown}, yes},
            {ast::Quantity::AtLeast, 4, {unknown, unknown, unknown}, no},
            {ast::Quantity::AtMost, 1, {yes, no, unknown}, unknown},
            {ast::Quantity::AtMost, 1, {yes, yes, unknown}, no},
            {ast::Quantity::AtMost, 2, {yes, no, unknown}, yes},
            {ast::Quantity::Exactly, 1, {yes, no, no}, yes},
            {ast::Quantity::Exactly, 1, {yes, no, unknown}, unknown},
            {ast::Quantity::Exactly, 2, {unknown, no, no}, no},
        }));
    Asked asked;
    std::vector<NodeId> operands;
    for (std::size_t i = 0; i < values.size(); ++i) {
        operands.push_back(asked.builder.given(truth_type));
    }
    const NodeId list = asked.defined(asked.builder.junction(quantity, operands, count));
    Patient& patient = asked.patient();
    for (std::size_t i = 0; i < values.size(); ++i) {
        patient.facts[i] = cell_of(values[i]);
    }
    CHECK(asked.truth(list) == expected);
}

TEST_CASE("Every row of a batch has its own answer, on both sides of a word's end") {
    Asked asked;
    const NodeId number = asked.builder.given(number_type);
    const NodeId small = asked.defined(
        asked.builder.compare(node::CompareOp::Less, number, asked.builder.constant(70))
    );
    for (std::size_t i = 0; i < 130; ++i) {
        Patient& patient = asked.patient();
        if (i % 3 != 0) {
            patient.facts[0] = cell(static_cast<double>(i));
        }
    }
    for (std::size_t i = 0; i < 130; ++i) {
        CHECK(asked.truth(small, i) == (i % 3 == 0 ? unknown : i < 70 ? yes : no));
    }
}

TEST_CASE("A coded value that is open between two values decides what they agree on") {
    Asked asked;
    const Type status = asked.builder.coded(3);
    const NodeId test = asked.builder.given(truth_type);
    const auto value = [&](std::uint8_t index) {
        return asked.builder.node(node::Constant{CodedValue{index}}, status);
    };
    const NodeId cases =
        asked.defined(asked.builder.node(node::Cases{{{value(0), test}, {value(1), {}}}}, status));
    const auto is = [&](std::uint64_t values) {
        return asked.defined(asked.builder.node(node::OneOf{cases, values}));
    };
    const NodeId first = is(0b001);
    const NodeId third = is(0b100);
    const NodeId first_two = is(0b011);
    const NodeId known = asked.defined(asked.builder.node(node::Known{cases}));
    asked.patient();
    asked.patient().facts[0] = cell(true);
    CHECK(asked.truth(first) == unknown);
    CHECK(asked.truth(third) == no);
    CHECK(asked.truth(first_two) == yes);
    CHECK(asked.truth(known) == no);
    CHECK(asked().coded(cases, {{0}, 0}).values == 0b011);
    CHECK(asked.truth(first, 1) == yes);
    CHECK(asked().value(cases, {{0}, 1}) == Value(CodedValue{0}));
}

TEST_CASE("Thresholds on whole numbers, small or not, and between them") {
    constexpr double numbers[] = {-40'000, -32'769, -32'768, -3, 0, 2, 3, 4, 32'767, 32'768, 1e9};
    constexpr double between = 0.5;
    for (const double most :
         {100.0, 32'767.0, 32'768.0, 1e9, 3.5}) { // what the column holds besides
        for (const double value : numbers) {
            for (const double limit : numbers) {
                for (const double threshold : {limit, limit - between, limit + between}) {
                    Asked asked;
                    const NodeId fact = asked.builder.given(number_type);
                    const NodeId constant = asked.builder.constant(threshold);
                    const NodeId below =
                        asked.defined(asked.builder.compare(node::CompareOp::Less, fact, constant));
                    const NodeId above = asked.defined(
                        asked.builder.compare(node::CompareOp::Greater, fact, constant)
                    );
                    const NodeId same =
                        asked.defined(asked.builder.compare(node::CompareOp::Equal, fact, constant)
                        );
                    asked.patient().facts[0] = cell(value);
                    asked.patient().facts[0] = cell(most);
                    asked.patient();
                    INFO(value << " and " << threshold << ", beside " << most);
                    REQUIRE(asked.truth(below) == (value < threshold ? yes : no));
                    REQUIRE(asked.truth(above) == (value > threshold ? yes : no));
                    REQUIRE(asked.truth(same) == (value == threshold ? yes : no));
                    REQUIRE(asked.truth(below, 2) == unknown);
                    REQUIRE(asked.truth(same, 2) == unknown);
                }
            }
        }
    }
}

TEST_CASE("Where no case applies there is no value, and no comparison is decided") {
    Asked asked;
    const Type status = asked.builder.coded(2);
    const NodeId only = asked.builder.node(node::Constant{CodedValue{0}}, status);
    const NodeId when = asked.builder.given(truth_type);
    const NodeId cases = asked.defined(asked.builder.node(node::Cases{{{only, when}}}, status));
    const NodeId is = asked.defined(asked.builder.node(node::OneOf{cases, 0b01}));
    asked.patient().facts[0] = cell(false);
    CHECK(asked().coded(cases, {{0}, 0}).values == Possible::no_value);
    CHECK(asked.truth(is) == unknown);
}

TEST_CASE("A number of cases is known where all that may apply agree") {
    Asked asked;
    const NodeId first = asked.builder.given(truth_type);
    const NodeId second = asked.builder.given(truth_type);
    const NodeId cases = asked.defined(asked.builder.node(
        node::Cases{
            {{asked.builder.constant(5), first},
             {asked.builder.constant(5), second},
             {asked.builder.constant(6), {}}}},
        number_type
    ));
    asked.patient().facts[1] = cell(true);
    asked.patient();
    CHECK(asked().number(cases, {{0}, 0}).low == 5);
    CHECK(asked().number(cases, {{0}, 0}).known());
    CHECK_FALSE(asked().number(cases, {{0}, 1}).known());
}

TEST_CASE("A score with open points is compared by its bounds") {
    Asked asked;
    Builder& builder = asked.builder;
    const NodeId failing = builder.given(truth_type);
    const NodeId old = builder.given(truth_type);
    const NodeId score = asked.defined(builder.node(
        node::Sum{
            {{builder.constant(3), failing},
             {builder.constant(2), old},
             {builder.constant(-1), old}}},
        number_type
    ));
    const auto compared = [&](node::CompareOp op, double limit) {
        return asked.defined(builder.compare(op, score, builder.constant(limit)));
    };
    const NodeId at_least_2 = compared(node::CompareOp::GreaterEqual, 2);
    const NodeId at_least_4 = compared(node::CompareOp::GreaterEqual, 4);
    const NodeId is_7 = compared(node::CompareOp::Equal, 7);
    const NodeId doubled = asked.defined(builder.node(
        node::Arithmetic{ast::ArithmeticOp::Multiply, score, builder.constant(2)}, number_type
    ));
    asked.patient().facts[0] = cell(true);
    CHECK(asked().number(score, {{0}, 0}).low == 2);
    CHECK(asked().number(score, {{0}, 0}).high == 5);
    CHECK(asked.truth(at_least_2) == yes);
    CHECK(asked.truth(at_least_4) == unknown);
    CHECK(asked.truth(is_7) == no);
    CHECK_FALSE(asked().value(doubled, {{0}, 0}));
}

TEST_CASE("What has no value is unknown") {
    Asked asked;
    const NodeId zero = asked.builder.given(number_type);
    const NodeId quotient = asked.defined(asked.builder.node(
        node::Arithmetic{ast::ArithmeticOp::Divide, asked.builder.constant(1), zero}, number_type
    ));
    const NodeId log =
        asked.defined(asked.builder.node(node::Function{ast::FunctionName::Ln, {zero}}, number_type)
        );
    asked.patient().facts[0] = cell(0.0);
    CHECK_FALSE(asked().number(quotient, {{0}, 0}).known());
    CHECK_FALSE(asked().number(log, {{0}, 0}).known());
}

namespace {

/// Therapies with a date and a yes/no field, and conditions over them.
struct Therapies : Asked {
    EventId event = builder.event({date_type, truth_type});
    ScopeId scope = builder.scope(event);
    NodeId worked = builder.field(scope, 1);

    NodeId quantified(ast::EventQuantity quantity, std::uint32_t count = 0) {
        return defined(builder.node(node::Quantified{quantity, count, scope, worked}));
    }

    EventList& list(std::vector<EventRecord> records) {
        EventList& list = patient().events[0];
        list.known = true;
        list.records = std::move(records);
        return list;
    }
};

} // namespace

TEST_CASE("Over an unknown list nothing is decided but what holds for any list") {
    Therapies asked;
    const NodeId any = asked.quantified(ast::EventQuantity::Any);
    const NodeId every = asked.quantified(ast::EventQuantity::Every);
    const NodeId none = asked.quantified(ast::EventQuantity::None);
    const NodeId some = asked.quantified(ast::EventQuantity::AtLeast, 0);
    const NodeId count =
        asked.defined(asked.builder.node(node::CountOf{asked.scope, {}}, number_type));
    asked.patient();
    asked.list({});
    CHECK(asked.truth(any) == unknown);
    CHECK(asked.truth(every) == unknown);
    CHECK(asked.truth(none) == unknown);
    CHECK(asked.truth(some) == yes);
    CHECK(asked().number(count, {{0}, 0}).high == std::numeric_limits<double>::infinity());
    CHECK(asked.truth(any, 1) == no);
    CHECK(asked.truth(every, 1) == yes);
    CHECK(asked.truth(none, 1) == yes);
    CHECK(asked().value(count, {{0}, 1}) == Value(0.0));
}

TEST_CASE("Events are counted for each patient, across the ends of words") {
    Therapies asked;
    const NodeId two = asked.quantified(ast::EventQuantity::AtLeast, 2);
    const NodeId any = asked.quantified(ast::EventQuantity::Any);
    const NodeId every = asked.quantified(ast::EventQuantity::Every);
    for (std::size_t i = 0; i < 70; ++i) {
        asked.list(std::vector<EventRecord>(i, dated(0, cell(i % 2 == 0))));
    }
    asked.list({dated(0, cell(true)), dated(0)});
    for (std::size_t i = 0; i < 70; ++i) {
        CHECK(asked.truth(two, i) == (i % 2 == 0 && i >= 2 ? yes : no));
        CHECK(asked.truth(any, i) == (i % 2 == 0 && i >= 1 ? yes : no));
        CHECK(asked.truth(every, i) == (i % 2 == 0 ? yes : no));
        CHECK(asked().events(asked.scope, {{0}, i}).second == i * (i + 1) / 2);
    }
    CHECK(asked.truth(two, 70) == unknown);
    CHECK(asked.truth(any, 70) == yes);
    CHECK(asked.truth(every, 70) == unknown);
}

TEST_CASE("The latest event is the later in the record on one day, and unknown while in doubt") {
    Therapies asked;
    Type event_type{TypeKind::Event};
    event_type.event = asked.event;
    const auto pick = [&](bool latest) {
        return asked.defined(
            asked.builder.node(node::Pick{asked.scope, latest, 0, asked.worked}, event_type)
        );
    };
    const NodeId latest = pick(true);
    const NodeId earliest = pick(false);
    const NodeId day = asked.defined(asked.builder.node(node::PickedField{latest, 0}, date_type));
    const NodeId known = asked.defined(asked.builder.node(node::Known{latest}));
    const Cell worked = cell(true);
    asked.list({dated(5, worked), dated(9, worked), dated(9, worked), dated(11, cell(false))});
    asked.list({dated(5, worked), dated(9)});
    asked.list({record({Cell{}, worked}), dated(5, worked)});
    asked.list({dated(5, cell(false))});
    const auto record_of = [&](NodeId node, std::size_t row) {
        const Picked picked = asked().picked(node, {{0}, row});
        return picked.state == Picked::State::Event  ? static_cast<int>(picked.record)
               : picked.state == Picked::State::None ? -1
                                                     : -2;
    };
    CHECK(record_of(latest, 0) == 2);
    CHECK(record_of(earliest, 0) == 0);
    CHECK(asked().date(day, {{0}, 0}) == Date{9});
    CHECK(record_of(latest, 1) == -2);
    CHECK(record_of(earliest, 1) == 0);
    CHECK(record_of(latest, 2) == -2);
    CHECK(record_of(latest, 3) == -1);
    CHECK(asked.truth(known, 3) == no);
    CHECK_FALSE(asked().date(day, {{0}, 3}));
}

TEST_CASE("Events inside events are seen from each outer one") {
    Therapies asked;
    Builder& builder = asked.builder;
    const ScopeId inner = builder.scope(asked.event, asked.scope);
    const NodeId earlier = builder.compare(
        node::CompareOp::Less, builder.field(inner, 0), builder.field(asked.scope, 0)
    );
    // `exactly 1 therapy where no therapy where started < therapy.started`
    const NodeId first =
        builder.node(node::Quantified{ast::EventQuantity::None, 0, inner, earlier});
    const NodeId is_first = asked.defined(builder.node(node::Quantified{
        ast::EventQuantity::Exactly, 1, asked.scope, first}));
    asked.list({dated(7), dated(3), dated(5)});
    asked.list({dated(3), dated(3)});
    asked.list({});
    CHECK(asked.truth(is_first, 0) == yes);
    CHECK(asked.truth(is_first, 1) == no);
    CHECK(asked.truth(is_first, 2) == no);
    CHECK(asked().truth(first, {asked.scope, 0}) == no);
    CHECK(asked().truth(first, {asked.scope, 1}) == yes);
    CHECK(asked().truth(earlier, {inner, 1}) == yes); // the second record, seen from the first
    CHECK(asked().patient_of({inner, 9}) == 1);
    CHECK(asked().events(inner, {asked.scope, 1}) == std::pair<std::size_t, std::size_t>(3, 6));
}

TEST_CASE("A contraindication of a class blocks; an override that is blocked gives way") {
    Asked asked;
    Builder& builder = asked.builder;
    const TermId drug = builder.term();
    const TermId antibody = builder.term({drug});
    const TermId first = builder.term({antibody});
    const TermId second = builder.term({drug});
    const RuleId stop = builder.rule(builder.given(truth_type));
    builder.advice(stop, ast::Verb::Contraindicate, {antibody});
    const RuleId special = builder.rule(builder.given(truth_type));
    const AdviceId antibody_advice = builder.advice(special, ast::Verb::Recommend, {first});
    const RuleId base = builder.rule(builder.given(truth_type));
    builder.overrides(special, base);
    const AdviceId base_advice = builder.advice(base, ast::Verb::Recommend, {second});
    const auto patient = [&](Truth stopped) {
        Patient& one = asked.patient();
        one.facts = {cell_of(stopped), cell(true), cell(true)};
    };
    patient(no);
    patient(yes);
    patient(unknown);
    const auto recommended = [&](TermId term, std::size_t row) {
        return asked().outcome(term, ast::Verb::Recommend, row);
    };
    CHECK(asked().active(antibody_advice, 0) == yes);
    CHECK(asked().overridden(base, 0) == yes);
    CHECK(recommended(second, 0) == no);
    CHECK(asked().blocked(antibody_advice, 1) == yes);
    CHECK(asked().active(base_advice, 1) == yes);
    CHECK(recommended(antibody, 1) == no);
    CHECK(asked().active(antibody_advice, 2) == unknown);
    CHECK(asked().active(base_advice, 2) == unknown);
    CHECK(recommended(drug, 2) == unknown);
    CHECK(asked().outcome(first, ast::Verb::Contraindicate, 1) == yes);
    CHECK(asked().outcome(second, ast::Verb::Contraindicate, 1) == no);
    CHECK(asked().fired_bits(stop).yes == std::vector<std::uint64_t>{0b010});
    CHECK(asked().active_bits(base_advice).no == std::vector<std::uint64_t>{0b001});
}

TEST_CASE("Keeping only results, in memory used before, gives the same results") {
    Asked asked;
    Builder& builder = asked.builder;
    NodeId all = builder.given(truth_type);
    for (std::size_t i = 0; i < 40; ++i) {
        const NodeId more = builder.compare(
            node::CompareOp::Less,
            builder.given(number_type),
            builder.constant(static_cast<double>(50 + i))
        );
        const auto quantity = i % 2 == 0 ? ast::Quantity::Any : ast::Quantity::All;
        all = builder.junction(quantity, {all, more});
        if (i % 5 == 0) {
            builder.rule(all);
        }
    }
    for (std::size_t p = 0; p < 100; ++p) {
        Patient& patient = asked.patient();
        for (std::size_t f = 1; f < patient.facts.size(); ++f) {
            if ((p + f) % 4 != 0) {
                patient.facts[f] = cell(static_cast<double>(p * f % 97));
            }
        }
    }
    const Evaluation& whole = asked();
    Evaluation results(builder.program, *asked.planned, *asked.batch, Retain::Results);
    const Batch small = make_batch(builder.program, {&asked.patients[50], 1}, today);
    for (std::uint32_t rule = 0; rule < builder.program.rules.size(); ++rule) {
        for (std::size_t p = 0; p < 100; ++p) {
            CHECK(results.fired({rule}, p) == whole.fired({rule}, p));
        }
    }
    results.evaluate_next(small);
    for (std::uint32_t rule = 0; rule < builder.program.rules.size(); ++rule) {
        CHECK(results.fired({rule}, 0) == whole.fired({rule}, 50));
    }
}

TEST_CASE("A batch of no patients is evaluated") {
    Therapies asked;
    asked.quantified(ast::EventQuantity::Any);
    CHECK(asked().patients() == 0);
}
