// Messages as the protocol frames them: headers, an empty line, and as many bytes as
// `Content-Length` says. Bytes come in pieces of any size. What is malformed or too large is told
// of and passed over, up to the next header that can be one; nothing that comes in can stop the
// reader or make it hold more than one message of the allowed size.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

namespace precept::lsp {

/// The largest content that is read, in bytes; more than the largest rule file.
inline constexpr std::size_t max_content = std::size_t{64} << 20U;
/// The most that the headers of a message may take.
inline constexpr std::size_t max_headers = 4096;

/// What could not be read, in words for the client's log.
struct FramingFault {
    std::string what;
};

/// The content of a message, or why there is none.
using Framed = std::variant<std::string, FramingFault>;

class MessageReader {
public:
    explicit MessageReader(std::size_t limit = max_content) : limit_(limit) {}

    /// Takes what has come in.
    void feed(std::string_view bytes);

    /// The next message, if all of it is there.
    [[nodiscard]] std::optional<Framed> next();

    /// Bytes that wait for the rest of their message.
    [[nodiscard]] std::size_t waiting() const { return buffer_.size() - begin_; }

private:
    /// Reads headers; a fault, or nothing where they are sound or not all there.
    std::optional<FramingFault> read_headers();
    FramingFault skip_headers(std::string_view why);

    [[nodiscard]] std::string_view rest() const { return std::string_view(buffer_).substr(begin_); }

    std::size_t limit_;
    std::string buffer_;
    std::size_t begin_ = 0;             ///< what is before it was used
    std::optional<std::size_t> length_; ///< of the content that follows, once the headers are read
    std::size_t skip_ = 0;              ///< bytes of a content that is too large, still to come
};

/// The message with its header.
[[nodiscard]] std::string frame(std::string_view content);

} // namespace precept::lsp
