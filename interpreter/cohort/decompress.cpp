#include "interpreter/cohort/decompress.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace precept::cohort {

namespace {

constexpr std::size_t buffer_bytes = std::size_t{128} << 10U;

} // namespace

Compressed::Compressed(std::unique_ptr<ByteStream> bytes, std::string name)
    : bytes_(std::move(bytes)),
      name_(std::move(name)),
      buffer_(buffer_bytes, '\0') {}

std::string_view Compressed::ahead() {
    if (begin_ == end_) {
        used_ += end_;
        begin_ = 0;
        end_ = bytes_->read(buffer_.data(), buffer_.size());
    }
    return std::string_view(buffer_).substr(begin_, end_ - begin_);
}

void Compressed::fail(std::string_view words) {
    failure_ =
        fmt::format("`{}` {}, at byte {} of the compressed file", name_, words, used_ + begin_);
}

std::optional<std::string> Compressed::failure() const {
    const auto below = bytes_->failure();
    return below ? below : failure_;
}

} // namespace precept::cohort
