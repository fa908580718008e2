// Any bytes may come in over the pipe, in any pieces: the pieces make no difference, and the server
// goes on.

#include "interpreter/lsp/server.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

namespace {

using namespace precept;

std::vector<std::string> read(std::string_view bytes, std::size_t piece) {
    lsp::MessageReader reader(100'000);
    std::vector<std::string> messages;
    while (!bytes.empty()) {
        reader.feed(bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        while (const auto message = reader.next()) {
            if (const auto* content = std::get_if<std::string>(&*message)) {
                messages.push_back(*content);
            }
        }
    }
    return messages;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto messages = read(bytes, std::size_t{1} + data[0]);
    lsp::Server server({.today = *parse_date("2026-11-23"), .version = ""}, [](const lsp::Json&) {
    });
    server.receive(std::string(R"({"id":0,"method":"initialize","params":{}})"));
    for (const std::string& message : messages) {
        server.receive(message);
    }
    // Half as a stream, half as the text of a document.
    const lsp::Json opened = {
        {"method", "textDocument/didOpen"},
        {"params",
         {{"textDocument", {{"uri", "file:///a.precept"}, {"text", std::string(bytes)}}}}}};
    server.receive(lsp::dump(opened));
    while (server.work({})) {
    }
    server.tick(lsp::Server::Clock::time_point::max());
    return 0;
}
