// From a keystroke to published findings: on the guidelines that ship, and on a workspace of 10,000
// rules in a hundred files. What is measured is the work; the server also waits for a pause in the
// typing, which `with_pause_ms` adds, and does afterwards what can wait (freeing the view before),
// which only the time of a whole round has in it. Goals: 50 ms and 200 ms, the pause included.
// To be run alone (`--benchmark_filter=keystroke`): the heap gets large pages, as that of the
// server, which the benchmarks that come after these would have as well.

#include "interpreter/lsp/memory.hpp"
#include "interpreter/lsp/server.hpp"
#include "interpreter/lsp/uri.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <benchmark/benchmark.h>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <unistd.h>

namespace {

using namespace precept;
using lsp::Json;
namespace fs = std::filesystem;

constexpr int rules_in_file = 100;

std::string shared_terms(int files) {
    std::string text = "terms shared \"Shared\"\n  language 1\n\nterm drug \"Drug\"\n"
                       "event therapy \"Therapy\"\n  drug drug\n  started date\n";
    for (int i = 0; i < files; ++i) {
        text += fmt::format("term class_{0} \"Class {0}\" is drug\n", i);
    }
    return text;
}

/// Rules in the shape of real ones: facts, a definition by cases, lists, citations, a test.
std::string guideline(int file) {
    std::string text = fmt::format(
        "guideline part_{0} \"Part {0}\"\n  language 1\n\nuse shared\n\nsource paper \"A paper\"\n",
        file
    );
    for (int i = 0; i < rules_in_file; ++i) {
        text += fmt::format(
            "\nfact marker_{0} \"Marker {0}\" one of low, middle, high\n"
            "fact level_{0} \"Level {0}\" number in mg/dL from 0 to 500\n"
            "term drug_{0} \"Drug {0}\" is class_{1}\n"
            "define status_{0} \"Status {0}\"\n"
            "  raised when marker_{0} is high or level_{0} > 300 mg/dL\n"
            "  normal when marker_{0} is one of low, middle and level_{0} <= 300 mg/dL\n"
            "  unclear otherwise\n"
            "rule rule_{0} \"Rule {0}\"\n"
            "  when all of\n"
            "    - status_{0} is raised\n"
            "    - any of\n"
            "      - no therapy where drug is drug_{0}\n"
            "      - any therapy where started is within 6 months before today\n"
            "  unless level_{0} < 20 mg/dL  because \"Too low to treat\"\n"
            "  recommend drug_{0}\n"
            "    strength strong\n"
            "    evidence high\n"
            "    because  \"It lowers the level\"\n"
            "    cite     paper \"Section {0}\"\n",
            i,
            file
        );
    }
    text +=
        "\ntest \"the first\"\n  given marker_0 is high and level_0 is 200 mg/dL and no therapy\n"
        "  expect rule_0 fires\n";
    return text;
}

/// A workspace on the disk, gone afterwards.
class Generated {
public:
    explicit Generated(int files)
        : folder_(fs::temp_directory_path() / fmt::format("precept-benchmark-{}", ::getpid())) {
        fs::create_directories(folder_);
        std::ofstream(folder_ / "shared.precept") << shared_terms(files);
        for (int i = 0; i < files; ++i) {
            std::ofstream(folder_ / fmt::format("part_{}.precept", i)) << guideline(i);
        }
    }

    Generated(const Generated&) = delete;
    Generated& operator=(const Generated&) = delete;

    ~Generated() {
        std::error_code error;
        fs::remove_all(folder_, error);
    }

    [[nodiscard]] const fs::path& folder() const { return folder_; }

private:
    fs::path folder_;
};

/// An editor in which one file is open.
class Editor {
public:
    explicit Editor(const fs::path& folder)
        : server_({.today = *parse_date("2026-11-23"), .version = ""}, [this](const Json& message) {
              told_ += lsp::member(message, "method") == "textDocument/publishDiagnostics";
          }) {
        lsp::prefer_large_pages();
        say("initialize", {{"capabilities", {}}, {"rootUri", lsp::uri_of(folder.string())}}, 1);
        say("initialized", Json::object());
    }

    void open(const fs::path& file) {
        uri_ = lsp::uri_of(file.string());
        std::ifstream stream(file);
        text_.assign(std::istreambuf_iterator<char>(stream), {});
        say("textDocument/didOpen",
            {{"textDocument", {{"uri", uri_}, {"version", ++version_}, {"text", text_}}}});
        (void)findings();
    }

    /// Types a letter into the first label after `place`, or takes it away.
    void keystroke(std::string_view place) {
        const std::size_t at = text_.find('"', text_.find(place)) + 1;
        const auto line = std::count(text_.begin(), text_.begin() + static_cast<long>(at), '\n');
        const std::size_t column = at - text_.rfind('\n', at) - 1;
        const Json start = {{"line", line}, {"character", column}};
        Json end = start;
        end["character"] = column + (typed_ ? 1 : 0);
        typed_ = !typed_;
        say("textDocument/didChange",
            {{"textDocument", {{"uri", uri_}, {"version", ++version_}}},
             {"contentChanges",
              Json::array(
                  {{{"range", {{"start", start}, {"end", end}}}, {"text", typed_ ? "x" : ""}}}
              )}});
    }

    /// As after a pause; whether anything was told.
    bool findings() {
        const int before = told_;
        server_.tick(lsp::Server::Clock::now() + std::chrono::seconds(1));
        return told_ > before;
    }

    /// What the server does once the findings are out.
    void afterwards() {
        while (server_.idle()) {
        }
    }

private:
    void say(const char* method, Json params, int id = 0) {
        Json message = {{"method", method}, {"params", std::move(params)}};
        if (id != 0) {
            message["id"] = id;
        }
        server_.receive(message.dump());
        while (server_.work(lsp::Server::Clock::now())) {
        }
    }

    int told_ = 0;
    lsp::Server server_;
    std::string uri_;
    std::string text_;
    int version_ = 0;
    bool typed_ = false;
};

void type_in(benchmark::State& state, Editor& editor, std::string_view place) {
    using Clock = std::chrono::steady_clock;
    const lsp::ServerOptions options{};
    double seconds = 0;
    for (auto _ : state) {
        const auto begin = Clock::now();
        editor.keystroke(place);
        if (!editor.findings()) {
            state.SkipWithError("nothing was told");
            break;
        }
        seconds += std::chrono::duration<double>(Clock::now() - begin).count();
        editor.afterwards();
    }
    state.counters["with_pause_ms"] = 1000 * seconds / static_cast<double>(state.iterations()) +
                                      static_cast<double>(options.pause.count());
}

void keystroke_in_guidelines(benchmark::State& state) {
    const fs::path folder = PRECEPT_SOURCE_DIR "/guidelines";
    Editor editor(folder);
    editor.open(folder / "breast_cancer" / "her2_first_line.precept");
    type_in(state, editor, "\nrule ");
}

BENCHMARK(keystroke_in_guidelines)->Unit(benchmark::kMillisecond);

/// In one of the files, or in that which all others use.
void keystroke_in_many_rules(benchmark::State& state, const char* file, const char* place) {
    const Generated workspace(static_cast<int>(state.range(0)) / rules_in_file);
    Editor editor(workspace.folder());
    editor.open(workspace.folder() / file);
    type_in(state, editor, place);
}

BENCHMARK_CAPTURE(keystroke_in_many_rules, guideline, "part_7.precept", "\nrule ")
    ->Arg(1000)
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(keystroke_in_many_rules, shared_terms, "shared.precept", "\nterm ")
    ->Arg(10000)
    ->Unit(benchmark::kMillisecond);

} // namespace
