#include "interpreter/cli/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <clocale>
#include <cstdlib>
#include <cstring>
#include <langinfo.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace precept::cli {

namespace {

constexpr int default_width = 100;
constexpr int least_width = 40;
constexpr int most_width = 160;

int width_of(int descriptor) {
    int width = 0;
    if (const char* columns = std::getenv("COLUMNS")) {
        std::from_chars(columns, columns + std::strlen(columns), width);
    }
    winsize size{};
    if (width <= 0 && ioctl(descriptor, TIOCGWINSZ, &size) == 0) {
        width = size.ws_col;
    }
    return width <= 0 ? default_width : std::min(std::max(width, least_width), most_width);
}

} // namespace

Style style_for(int descriptor, Colour colour) {
    const char* no_color = std::getenv("NO_COLOR");
    const bool wanted = isatty(descriptor) != 0 && (no_color == nullptr || *no_color == '\0');
    Style style;
    style.colour = colour == Colour::Always || (colour == Colour::Auto && wanted);
    std::setlocale(LC_CTYPE, "");
    style.unicode = std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
    style.width = width_of(descriptor);
    return style;
}

bool print(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0 && errno == EPIPE) {
            std::_Exit(static_cast<int>(Exit::Unusable));
        }
        if (written < 0) {
            complain(fmt::format("precept: the output can't be written: {}\n", std::strerror(errno))
            );
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

void complain(std::string_view text) {
    while (!text.empty()) {
        const ssize_t written = write(STDERR_FILENO, text.data(), text.size());
        if (written <= 0) {
            return; // there is nowhere left to say it
        }
        text.remove_prefix(static_cast<std::size_t>(written));
    }
}

} // namespace precept::cli
