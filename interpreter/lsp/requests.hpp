// How requests that are about a place or a file of the workspace become handlers: parameters are
// read and checked here, once for all. Included by the files that list requests.
#pragma once

#include "interpreter/lsp/server.hpp"

#include <algorithm>
#include <optional>

namespace precept::lsp {

/// The answer to a request that does not say what it is about.
[[nodiscard]] inline Failure unsound_params() {
    return {ErrorCode::InvalidParams, "the request does not say which place of which document"};
}

/// The part of the file that `range` in the parameters tells.
[[nodiscard]] inline std::optional<Span>
span_of(const Snapshot& view, FileId file, const Json& params) {
    const Json& range = member(params, "range");
    const auto begin = read_position(member(range, "start"));
    const auto end = read_position(member(range, "end"));
    if (!begin || !end) {
        return std::nullopt;
    }
    const std::uint32_t from = view.offset(file, *begin);
    return Span{file, from, std::max(from, view.offset(file, *end))};
}

template <typename Feature>
Server::Request Server::at_cursor(Feature feature) {
    return [feature](Server& server, const Json& params) -> Result {
        const auto position = read_position(member(params, "position"));
        if (!position || !text_member(member(params, "textDocument"), "uri")) {
            return unsound_params();
        }
        const Snapshot& view = server.workspace_.snapshot();
        const auto file = server.file_of(view, params);
        if (!file) {
            return Json();
        }
        return feature(server, view, Cursor{*file, view.offset(*file, *position)}, params);
    };
}

template <typename Feature>
Server::Request Server::in_file(Feature feature) {
    return [feature](Server& server, const Json& params) -> Result {
        if (!text_member(member(params, "textDocument"), "uri")) {
            return unsound_params();
        }
        const Snapshot& view = server.workspace_.snapshot();
        const auto file = server.file_of(view, params);
        return file ? feature(server, view, *file, params) : Json();
    };
}

} // namespace precept::lsp
