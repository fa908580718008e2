#include "interpreter/lsp/uri.hpp"

#include <fmt/format.h>

#include <cctype>
#include <filesystem>

namespace precept::lsp {

namespace {

int digit_of(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

bool starts_with_scheme(std::string_view uri) {
    constexpr std::string_view scheme = "file:";
    for (std::size_t i = 0; i < scheme.size(); ++i) {
        if (i >= uri.size() ||
            std::tolower(static_cast<unsigned char>(uri[i])) != static_cast<int>(scheme[i])) {
            return false;
        }
    }
    return true;
}

} // namespace

std::optional<std::string> path_of(std::string_view uri) {
    if (!starts_with_scheme(uri)) {
        return std::nullopt;
    }
    uri.remove_prefix(5);
    if (uri.starts_with("//")) {
        const std::size_t path = uri.find('/', 2);
        const std::string_view host = uri.substr(2, path == uri.npos ? path : path - 2);
        if (path == std::string_view::npos || (!host.empty() && host != "localhost")) {
            return std::nullopt;
        }
        uri.remove_prefix(path);
    }
    if (!uri.starts_with("/")) {
        return std::nullopt;
    }
    std::string path;
    for (std::size_t at = 0; at < uri.size(); ++at) {
        const int high = uri[at] == '%' && at + 2 < uri.size() ? digit_of(uri[at + 1]) : -1;
        const int low = high >= 0 ? digit_of(uri[at + 2]) : -1;
        if (low >= 0) {
            path += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            path += uri[at];
        }
    }
    if (path.find('\0') != std::string::npos) {
        return std::nullopt;
    }
    return std::filesystem::path(path).lexically_normal().string();
}

std::string uri_of(std::string_view path) {
    constexpr std::string_view plain = "-._~/!$&'()*+,;=:@";
    std::string uri = "file://";
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x80U && std::isalnum(byte) != 0) || plain.find(c) != std::string_view::npos) {
            uri += c;
        } else {
            uri += fmt::format("%{:02X}", byte);
        }
    }
    return uri;
}

} // namespace precept::lsp
