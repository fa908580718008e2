#include "lang/parser.hpp"

#include "lang/parser_actions.hpp"
#include "lang/parser_expected.hpp"

namespace precept {

namespace parsing {

namespace {

using Input = tao::pegtl::memory_input<tao::pegtl::tracking_mode::lazy>;

/// Built for each item; destroyed, not undone, when the item fails.
struct Declaration : Items {
    template <typename ParseInput>
    Declaration(const ParseInput& /*in*/, FileState& file) : Items(file) {}

    template <typename ParseInput>
    void success(const ParseInput& /*in*/, FileState& /*file*/) {
        finish();
    }
};

} // namespace

template <>
struct action<g::declaration> : tao::pegtl::change_state<Declaration> {};

template <>
struct action<g::skipped> : tao::pegtl::require_apply {
    template <typename ActionInput>
    static void apply(const ActionInput& in, FileState& file) {
        const char* text = file.text.data();
        file.skip(file.span(
            static_cast<std::size_t>(in.begin() - text), static_cast<std::size_t>(in.end() - text)
        ));
    }
};

namespace {

template <typename Rule>
// NOLINTNEXTLINE(readability-identifier-naming): as PEGTL calls it
struct control : tao::pegtl::normal<Rule> {
    template <typename ParseInput, typename State>
    [[noreturn]] static void raise(const ParseInput& in, State& state) {
        static_assert(
            !expected<Rule>.what.empty(), "every rule under `must` needs an entry in `expected`"
        );
        state.file().fault(g::offset_of(in), expected<Rule>);
        throw Abandon{};
    }
};

} // namespace

} // namespace parsing

ast::Module parse(const Sources& sources, FileId file, Diagnostics& diagnostics) {
    const std::string_view text = sources[file].text();
    parsing::FileState state{.text = text, .id = file, .diagnostics = diagnostics};
    state.module.file = file;
    parsing::Input in(text.data(), text.size(), "");
    tao::pegtl::parse<grammar::file, parsing::action, parsing::control>(in, state);
    state.check_header();
    return std::move(state.module);
}

ast::ExprPtr parse_expression(const Sources& sources, FileId file, Diagnostics& diagnostics) {
    const std::string_view text = sources[file].text();
    parsing::FileState state{.text = text, .id = file, .diagnostics = diagnostics};
    parsing::Input in(text.data(), text.size(), "");
    parsing::Declaration expression(in, state);
    using Grammar = grammar::expression_file;
    if (!tao::pegtl::parse<Grammar, parsing::action, parsing::control>(in, expression)) {
        return nullptr;
    }
    return expression.finish_expression();
}

std::optional<std::vector<ast::Given>>
parse_suppositions(const Sources& sources, FileId file, Diagnostics& diagnostics) {
    const std::string_view text = sources[file].text();
    parsing::FileState state{.text = text, .id = file, .diagnostics = diagnostics};
    parsing::Input in(text.data(), text.size(), "");
    parsing::Declaration suppositions(in, state);
    suppositions.begin<ast::Test>({file, 0, 0});
    using Grammar = grammar::suppositions_file;
    if (!tao::pegtl::parse<Grammar, parsing::action, parsing::control>(in, suppositions)) {
        return std::nullopt;
    }
    return suppositions.finish_suppositions();
}

} // namespace precept
