// What a test gives of a patient, or somebody supposes: each fact and event checked against its
// declaration.

#include "lang/building.hpp"
#include "lang/constants.hpp"
#include "lang/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace precept {

namespace {

class Giving {
public:
    Giving(Building& building, std::uint32_t module, Givens& givens)
        : building_(building),
          module_(module),
          givens_(givens) {}

    void give(const ast::TodayGiven& given, Span span) {
        const auto* date = std::get_if<ast::DateLiteral>(&given.date->node);
        if (givens_.today) {
            building_.report(Code::DuplicateClause, span, "`today` is given twice", "remove one");
        }
        givens_.today = date_of(building_, date->spelling, given.date->span);
    }

    std::optional<FactId> fact(const ast::Path& path, Span span) {
        const auto index = building_.find(module_, path, SymbolKind::Fact);
        if (!index) {
            return std::nullopt;
        }
        const auto earlier =
            std::find_if(givens_.facts.begin(), givens_.facts.end(), [&](const auto& one) {
                return one.first.index == *index;
            });
        if (earlier != givens_.facts.end()) {
            auto& finding = building_.report(
                Code::DuplicateClause,
                span,
                fmt::format("`{}` is given twice", to_string(path)),
                "remove one"
            );
            finding.notes.push_back({earlier->second.span, "it is given here already"});
        }
        return FactId{*index};
    }

    void give(const ast::TruthGiven& given, Span span) {
        const auto id = fact(given.fact, span);
        if (!id) {
            return;
        }
        const Fact& declared = building_.program[*id];
        if (declared.holds.type.kind == TypeKind::Invalid) {
            return;
        }
        if (declared.holds.type.kind != TypeKind::Truth) {
            auto& finding = building_.report(
                Code::WrongType,
                span,
                fmt::format(
                    "`{}` is not yes or no: it is {}",
                    declared.name,
                    to_string(building_.program, declared.holds.type)
                ),
                fmt::format("write `{} is …`", declared.name)
            );
            finding.notes.push_back({declared.span, "declared here"});
            return;
        }
        givens_.facts.push_back({*id, {Value(given.value), {}, span}});
    }

    void give(const ast::PatientGiven& given, Span span) {
        if (given.file.text.empty()) {
            building_.report(
                Code::WrongShape,
                given.file.span,
                "this names no file",
                "write the path of a patient's facts, from the folder of the rule file"
            );
        }
        givens_.patient = GivenPatient{given.file.text, span};
    }

    void give(const ast::ValueGiven& given, Span span) {
        if (give_list(given)) {
            return;
        }
        const auto id = fact(given.fact, span);
        if (!id) {
            return;
        }
        const Holds holds = building_.program[*id].holds;
        GivenValue result{{}, {}, span};
        if (given.measured) {
            const auto* date = std::get_if<ast::DateLiteral>(&given.measured->node);
            result.measured = date_of(building_, date->spelling, given.measured->span);
        }
        if (!given.unknown) {
            result.value = value(given, holds, span);
            if (!result.value) {
                return;
            }
        }
        givens_.facts.emplace_back(*id, result);
    }

    /// `therapy is unknown`, `therapy is none`: whether it is about an event.
    bool give_list(const ast::ValueGiven& given) {
        const auto found = building_.names.look_up(module_, given.fact, Missing::Ignore);
        if (!found || found->symbol->kind != SymbolKind::Event || !(given.unknown || given.none)) {
            return false;
        }
        const EventId id{found->symbol->index};
        building_.note(module_, given.fact, *found);
        if (given.unknown) {
            givens_.unknown.push_back(id);
        } else {
            givens_.events_given.push_back(id);
            givens_.none.push_back(id);
        }
        return true;
    }

    std::optional<Value> value(const ast::ValueGiven& given, const Holds& holds, Span span) {
        if (holds.type.kind == TypeKind::Set) {
            if (given.none) {
                return SetValue{0};
            }
            const auto bits = constant_set(building_, module_, given.values, holds.type);
            return bits ? std::optional<Value>(SetValue{*bits}) : std::nullopt;
        }
        if (given.none || given.values.size() != 1) {
            if (holds.type.kind != TypeKind::Invalid) {
                building_.report(
                    Code::WrongType,
                    span,
                    fmt::format(
                        "one value is needed here, as `{}` is {}",
                        to_string(given.fact),
                        to_string(building_.program, holds.type)
                    ),
                    "only a set is given by a list or by `none`"
                );
            }
            return std::nullopt;
        }
        return constant(building_, module_, *given.values.front(), holds);
    }

    void give(const ast::EventGiven& given, Span span) {
        const auto index = building_.find(module_, given.event, SymbolKind::Event);
        if (!index) {
            return;
        }
        const EventId id{*index};
        if (std::find(givens_.events_given.begin(), givens_.events_given.end(), id) ==
            givens_.events_given.end()) {
            givens_.events_given.push_back(id);
        }
        if (given.none) {
            givens_.none.push_back(id);
            return;
        }
        GivenEvent event{id, {}, span};
        for (const ast::FieldGiven& field : given.fields) {
            give_field(field, event);
        }
        givens_.events.push_back(std::move(event));
    }

    void give_field(const ast::FieldGiven& given, GivenEvent& event) {
        const auto& fields = building_.program[event.event].fields;
        std::vector<std::string> names;
        for (std::uint32_t i = 0; i < fields.size(); ++i) {
            names.push_back(fields[i].name);
            if (fields[i].name != given.field.text) {
                continue;
            }
            building_.note_field(given.field.span, event.event, i);
            const Span span = given.value ? given.value->span : given.field.span;
            GivenValue result{{}, {}, span};
            if (!given.unknown) {
                const Holds holds = fields[i].holds;
                result.value = constant(building_, module_, *given.value, holds);
                if (!result.value) {
                    return;
                }
            }
            event.fields.emplace_back(i, result);
            return;
        }
        const auto guess = nearest(given.field.text, names);
        auto& finding = building_.report(
            Code::UnknownName,
            given.field.span,
            fmt::format(
                "the event `{}` has no field `{}`",
                building_.program[event.event].name,
                given.field.text
            ),
            guess ? fmt::format("did you mean `{}`?", *guess)
                  : fmt::format("its fields: {}", list_of(names, "and"))
        );
        if (guess) {
            finding.fix = Fix{given.field.span, *guess};
        }
    }

private:
    Building& building_;
    std::uint32_t module_;
    Givens& givens_;
};

} // namespace

void lower_given(
    Building& building, std::uint32_t module, const ast::Given& given, Givens& givens
) {
    Giving giving(building, module, givens);
    std::visit([&](const auto& kind) { giving.give(kind, given.span); }, given.kind);
}

void lower_givens(
    Building& building, std::uint32_t module, const std::vector<ast::Given>& given, Givens& givens
) {
    for (const ast::Given& one : given) {
        lower_given(building, module, one, givens);
    }
}

} // namespace precept
