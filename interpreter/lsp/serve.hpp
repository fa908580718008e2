// The server on a pair of file descriptors. Reads and writes without waiting for one another, so
// that neither a slow client nor a flood of messages holds it up; ends when the client says so or
// vanishes.
#pragma once

#include "interpreter/lsp/server.hpp"

namespace precept::lsp {

/// How the session ended.
enum class Ending : std::uint8_t { Orderly, WithoutShutdown, ClientGone };

/// Serves until the client is done.
[[nodiscard]] Ending serve(int input, int output, const ServerOptions& options);

} // namespace precept::lsp
