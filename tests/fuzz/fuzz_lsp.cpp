// Any bytes may come in over the pipe, in any pieces: the pieces make no difference, and the server
// goes on. The bytes are taken twice: as they are, and as a script of what a client may say, which
// reaches every request on documents that are being edited.

#include "interpreter/lsp/server.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace precept;
using lsp::Json;

constexpr const char* rules = R"(guideline a "A"
  language 1
source s "S"
term drug "Drug"
term aspirin "Aspirin" is drug
fact fit "Fit" yes/no
fact lvef "Ejection fraction" number in % from 0 to 100
event therapy "Therapy"
  drug drug
  started date
define heart "Heart"
  weak when lvef < 40 %
  sound otherwise
rule give "Give"
  when fit and no therapy where drug is aspirin
  unless heart is weak
  recommend aspirin
    cite s
test "fit"
  given fit and lvef is 50 % and no therapy
  expect give fires
)";

constexpr const char* patient =
    R"({"fit": true, "lvef": {"value": 50, "unit": "%"}, "therapy": []})";

constexpr std::array documents{
    "file:///nowhere/a.precept",
    "file:///nowhere/b.precept",
    "file:///nowhere/p.json",
    "untitled:1"};

constexpr std::array requests{
    "textDocument/hover",
    "textDocument/definition",
    "textDocument/references",
    "textDocument/documentHighlight",
    "textDocument/completion",
    "textDocument/signatureHelp",
    "textDocument/prepareRename",
    "textDocument/rename",
    "textDocument/codeAction",
    "textDocument/codeLens",
    "textDocument/inlayHint",
    "textDocument/documentSymbol",
    "textDocument/foldingRange",
    "textDocument/semanticTokens/full",
    "textDocument/semanticTokens/range",
    "textDocument/formatting",
    "textDocument/rangeFormatting",
    "workspace/symbol",
    "codeAction/resolve",
    "no/such"};

/// All but the drawing, which starts another program.
constexpr std::array commands{
    "precept.choosePatient", "precept.runTests", "precept.writeTest", "precept.trace"};

/// Reads the input as choices, places and texts; at its end all are 0.
class Script {
public:
    explicit Script(std::string_view bytes) : bytes_(bytes) {}

    [[nodiscard]] bool done() const { return bytes_.empty(); }

    std::uint8_t byte() {
        if (bytes_.empty()) {
            return 0;
        }
        const auto first = static_cast<std::uint8_t>(bytes_.front());
        bytes_.remove_prefix(1);
        return first;
    }

    template <std::size_t Size>
    const char* one_of(const std::array<const char*, Size>& all) {
        return all[byte() % Size];
    }

    std::string text(std::size_t most) {
        const std::size_t size = std::min({std::size_t{byte()}, most, bytes_.size()});
        std::string taken(bytes_.substr(0, size));
        bytes_.remove_prefix(size);
        return taken;
    }

    Json position() { return {{"line", byte() % 32}, {"character", byte() % 80}}; }

    Json range() {
        const Json start = position();
        return {{"start", start}, {"end", position()}};
    }

private:
    std::string_view bytes_;
};

/// Bytes that are no UTF-8 are replaced on the way, as a client would.
class Client {
public:
    explicit Client(std::size_t piece) : piece_(piece) {
        request(
            "initialize",
            Json::parse(R"({"capabilities":{"workspace":{"inlayHint":{"refreshSupport":true},)"
                        R"("codeLens":{"refreshSupport":true}},"textDocument":{"completion":)"
                        R"({"completionItem":{"snippetSupport":true}},"synchronization":)"
                        R"({"dynamicRegistration":true}}}})")
        );
        notify("initialized", Json::object());
    }

    void play(std::string_view bytes) {
        open(documents[0], rules);
        open(documents[2], patient);
        Script script(bytes);
        constexpr int most_steps = 60;
        for (int i = 0; i < most_steps && !script.done(); ++i) {
            step(script);
        }
        settle();
    }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            reader_.feed(bytes.substr(0, piece_));
            bytes.remove_prefix(std::min(piece_, bytes.size()));
            while (const auto message = reader_.next()) {
                server_.receive(*message);
            }
        }
    }

    void settle() {
        while (server_.work({})) {
        }
        server_.tick(lsp::Server::Clock::time_point::max());
        while (server_.work({}) || server_.idle()) {
        }
    }

private:
    void notify(const char* method, Json params) {
        send(lsp::frame(lsp::dump({{"method", method}, {"params", std::move(params)}})));
    }

    void request(const char* method, Json params) {
        send(lsp::frame(lsp::dump({{"id", ++id_}, {"method", method}, {"params", std::move(params)}}
        )));
    }

    void open(const char* uri, std::string text) {
        notify(
            "textDocument/didOpen",
            {{"textDocument", {{"uri", uri}, {"version", ++id_}, {"text", std::move(text)}}}}
        );
    }

    void change(Script& script) {
        Json changes = Json::array();
        for (int count = script.byte() % 3; count >= 0; --count) {
            Json one = {{"text", script.text(60)}};
            if (script.byte() % 8 != 0) {
                one["range"] = script.range();
            }
            changes.push_back(std::move(one));
        }
        notify(
            "textDocument/didChange",
            {{"textDocument", {{"uri", script.one_of(documents)}, {"version", ++id_}}},
             {"contentChanges", std::move(changes)}}
        );
    }

    void ask(Script& script) {
        const char* method = script.one_of(requests);
        Json params = {
            {"textDocument", {{"uri", script.one_of(documents)}}},
            {"position", script.position()},
            {"range", script.range()},
            {"newName", script.text(8)},
            {"query", script.text(4)},
            {"data", {{"test_for", script.byte() % 4}}}};
        request(method, std::move(params));
    }

    void command(Script& script) {
        Json argument = {{"uri", script.one_of(documents)}};
        switch (script.byte() % 5) {
        case 0: argument["test"] = "fit"; break;
        case 1: argument["rule"] = "give"; break;
        case 2: argument["uri"] = nullptr; break;
        case 3: argument = script.byte(); break;
        default: break;
        }
        request(
            "workspace/executeCommand",
            {{"command", script.one_of(commands)},
             {"arguments", script.byte() % 8 == 0 ? Json() : Json::array({argument})}}
        );
    }

    /// To a request of the server's, or to none.
    void answer(Script& script) {
        const std::array<Json, 4> results{
            Json(), Json{{"title", "none"}}, Json{{"title", "a"}}, Json::array()};
        send(lsp::frame(lsp::dump(
            {{"id", script.byte() % 16}, {"result", results[script.byte() % results.size()]}}
        )));
    }

    void step(Script& script) {
        switch (script.byte() % 10) {
        case 0: open(script.one_of(documents), script.text(200)); break;
        case 1:
        case 2: change(script); break;
        case 3:
        case 4: ask(script); break;
        case 5: command(script); break;
        case 6: answer(script); break;
        case 7: notify("$/cancelRequest", {{"id", id_ - script.byte() % 4}}); break;
        case 8:
            notify(
                "textDocument/didClose", {{"textDocument", {{"uri", script.one_of(documents)}}}}
            );
            break;
        default: settle(); break;
        }
    }

    std::size_t piece_;
    std::int64_t id_ = 0;
    lsp::MessageReader reader_{100'000};
    lsp::Server server_{
        {.today = *parse_date("2026-11-23"), .version = ""},
        [](const Json& message) { (void)lsp::dump(message); }};
};

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
    const std::size_t piece = std::size_t{1} + data[0];
    if (read(bytes, piece) != read(bytes, bytes.size())) {
        std::abort();
    }
    Client stream(piece);
    stream.send(bytes);
    stream.settle();
    Client(piece).play(bytes);
    return 0;
}
