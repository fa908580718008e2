#include "tests/unit/cohort/records.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <vector>

namespace precept::random {

namespace {

const std::vector<std::string> odd_values{
    "null",
    "true",
    "\"\"",
    "\"x\"",
    "\"caf\\u00e9\"",
    "\"caf\xC3\xA9\"",
    "\"tab\\t\"",
    "-0",
    "-0.0",
    "1e400",
    "1e2",
    "01",
    "1.",
    "12345678901234567890",
    "0.30000000000000004",
    "9007199254740993",
    "[]",
    "[[]]",
    "[null]",
    "{}",
    "{\"value\": null}",
    "{\"value\": 1, \"on\": \"2026-02-30\"}",
    "{\"value\": 1, \"value\": 2}",
    "\"2026-02-30\"",
    "\"2027-01-01\"",
    "nul",
    "tru",
    "\"open"};

const std::vector<std::string> days{
    "2024-02-29", "2025-12-31", "2026-03-01", "2026-03-31", "2026-04-01"};

class Records {
public:
    Records(Random& random, const Program& program, const Oddities& oddities)
        : random_(random),
          program_(program),
          oddities_(oddities) {}

    std::string record() {
        std::vector<std::string> members;
        for (const Fact& fact : program_.facts) {
            if (random_.chance(85)) {
                members.push_back(member(fact.name, fact_value(fact)));
            }
        }
        for (const Event& event : program_.events) {
            if (random_.chance(85)) {
                members.push_back(member(event.name, list(event)));
            }
        }
        if (random_.chance(70)) {
            members.push_back(member("id", random_.chance(50) ? "\"p-7\"" : "17"));
        }
        if (random_.chance(20)) {
            random_.shuffle(members);
        }
        std::string text = "{" + joined(members) + "}";
        if (random_.chance(5)) {
            text += random_.chance(50) ? "  " : "";
        }
        if (odd()) {
            text += random_.pick(std::vector<std::string>{"}", " {}", ",", "x", "\"\""});
        }
        if (random_.chance(oddities_.bytes)) {
            change_bytes(text);
        }
        return text;
    }

private:
    bool odd() { return random_.chance(oddities_.values); }

    std::string joined(const std::vector<std::string>& parts) {
        const std::string comma = random_.chance(50) ? "," : ", ";
        std::string text;
        for (const std::string& part : parts) {
            text += (text.empty() ? "" : comma) + part;
            if (odd() && odd()) {
                text += comma + part; // a repeated key
            }
        }
        return text;
    }

    std::string member(const std::string& name, const std::string& value) {
        std::string key = name;
        if (odd()) {
            key = random_.pick(std::vector<std::string>{
                "zzz", "", name + "x", program_.modules.front().name + "." + name});
            if (random_.chance(30)) {
                key = fmt::format("\\u{:04x}{}", static_cast<unsigned>(name[0]), name.substr(1));
            }
        }
        return fmt::format("\"{}\"{}{}", key, random_.chance(50) ? ":" : ": ", value);
    }

    std::string quoted(const std::string& text) { return '"' + text + '"'; }

    std::string day() { return quoted(random_.pick(days)); }

    std::string number() {
        switch (random_.below(4)) {
        case 0: return fmt::format("{}", random_.between(-5, 12));
        case 1: return fmt::format("{}", random_.between(-300, 400) / 100.0);
        case 2:
            return fmt::format(
                "{}.{}e{}", random_.below(9), random_.below(99), random_.between(-2, 1)
            );
        default: return fmt::format("{}", random_.below(4));
        }
    }

    std::string value_of(const Type& type) {
        if (odd()) {
            return random_.pick(odd_values);
        }
        switch (type.kind) {
        case TypeKind::Number: return number();
        case TypeKind::Date: return day();
        case TypeKind::Coded: return quoted(random_.pick(program_[type.domain].values).name);
        case TypeKind::Term:
            return quoted(program_[random_.pick(at_or_below(program_, type.root))].name);
        case TypeKind::Set: {
            std::vector<std::string> members;
            for (std::size_t i = random_.below(3); i > 0; --i) {
                members.push_back(quoted(random_.pick(program_[type.domain].values).name));
            }
            return "[" + joined(members) + "]";
        }
        default: return random_.chance(50) ? "true" : "false";
        }
    }

    std::string measurement(const Type& type, bool with_day) {
        std::vector<std::string> members{"\"value\": " + value_of(type)};
        if (with_day || random_.chance(50)) {
            members.push_back("\"on\": " + (odd() ? random_.pick(odd_values) : day()));
        }
        if (type.kind == TypeKind::Number && random_.chance(50)) {
            const std::string own = to_string(type.unit);
            members.push_back(fmt::format(
                "\"unit\": {}",
                odd() ? "\"furlong\"" : quoted(random_.chance(70) || own.empty() ? own : "g/kg")
            ));
        }
        if (odd()) {
            members.push_back(member("note", "1"));
        }
        random_.shuffle(members);
        return "{" + joined(members) + "}";
    }

    std::string fact_value(const Fact& fact) {
        const Type& type = fact.holds.type;
        if (random_.chance(10)) {
            return "null";
        }
        if (random_.chance(15)) {
            return measurement(type, false);
        }
        if (type.kind != TypeKind::Set && random_.chance(15)) {
            std::vector<std::string> items;
            for (std::size_t i = random_.below(4); i > 0; --i) {
                items.push_back(random_.chance(10) ? "null" : measurement(type, true));
            }
            return "[" + joined(items) + "]";
        }
        return value_of(type);
    }

    std::string list(const Event& event) {
        if (random_.chance(10)) {
            return "null";
        }
        if (odd()) {
            return random_.pick(odd_values);
        }
        std::vector<std::string> records;
        for (std::size_t i = random_.below(4); i > 0; --i) {
            std::vector<std::string> members;
            for (const Field& field : event.fields) {
                if (random_.chance(85)) {
                    const Type& type = field.holds.type;
                    members.push_back(member(
                        field.name, random_.chance(10) ? measurement(type, false) : value_of(type)
                    ));
                }
            }
            records.push_back("{" + joined(members) + "}");
        }
        return "[" + joined(records) + "]";
    }

    void change_bytes(std::string& text) {
        static const std::vector<std::string> bytes{
            "\"", "\\", "{", "}", "[", "]", ",", ":", " ", "0", "e", "-", "\xFF", "\x01", "n"};
        for (std::size_t i = 1 + random_.below(2); i > 0 && !text.empty(); --i) {
            const std::size_t at = random_.below(text.size());
            switch (random_.below(3)) {
            case 0: text.erase(at, 1); break;
            case 1: text.insert(at, random_.pick(bytes)); break;
            default: text.replace(at, 1, random_.pick(bytes)); break;
            }
        }
        std::erase(text, '\n');
    }

    Random& random_;
    const Program& program_;
    const Oddities& oddities_;
};

} // namespace

std::string random_record(Random& random, const Program& program, const Oddities& oddities) {
    return Records(random, program, oddities).record();
}

} // namespace precept::random
