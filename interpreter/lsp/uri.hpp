// `file:` addresses, as editors name documents, and the paths that they mean.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace precept::lsp {

/// The absolute path that a `file:` address means, with `%20` and the like resolved; nothing for
/// another kind of address, or one on another host.
[[nodiscard]] std::optional<std::string> path_of(std::string_view uri);

/// The address of an absolute path.
[[nodiscard]] std::string uri_of(std::string_view path);

} // namespace precept::lsp
