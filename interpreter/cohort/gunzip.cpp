#include "interpreter/cohort/decompress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>
#include <zlib.h>

namespace precept::cohort {

namespace {

constexpr int gzip_alone = 16 + MAX_WBITS; ///< zlib's way to ask for gzip's wrapping and checksum

class Gunzip : public ByteStream {
public:
    Gunzip(std::unique_ptr<ByteStream> compressed, std::string name)
        : input_(std::move(compressed), std::move(name)),
          sound_(inflateInit2(&state_, gzip_alone) == Z_OK) {
        if (!sound_) {
            input_.fail("cannot be decompressed: there is not enough memory");
        }
    }

    ~Gunzip() override { inflateEnd(&state_); }

    std::size_t read(char* into, std::size_t most) override {
        while (sound_ && !ended_) {
            std::string_view ahead = input_.ahead();
            if (between_ && !next_member(ahead)) {
                break;
            }
            if (ahead.empty()) {
                fail("breaks off: its end is missing");
                break;
            }
            const std::size_t given = inflate_some(ahead, into, most);
            if (given > 0) {
                return given;
            }
        }
        return 0;
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return input_.failure(); }

    void cancel() override { input_.cancel(); }

    [[nodiscard]] std::uint64_t consumed() const override { return input_.bytes().consumed(); }

    [[nodiscard]] std::optional<std::uint64_t> total() const override {
        return input_.bytes().total();
    }

private:
    void fail(std::string_view words) {
        sound_ = false;
        input_.fail(words);
    }

    std::size_t inflate_some(std::string_view ahead, char* into, std::size_t most) {
        constexpr std::size_t limit = std::numeric_limits<uInt>::max();
        // zlib does not write to what it reads; its interface is older than `const`.
        state_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(ahead.data())); // NOLINT
        state_.avail_in = static_cast<uInt>(ahead.size());
        state_.next_out = reinterpret_cast<Bytef*>(into);
        const auto room = static_cast<uInt>(std::min(most, limit));
        state_.avail_out = room;
        const int status = inflate(&state_, Z_NO_FLUSH);
        input_.use(ahead.size() - state_.avail_in);
        if (status == Z_STREAM_END) {
            between_ = true;
        } else if (status != Z_OK && status != Z_BUF_ERROR) {
            fail(fmt::format(
                "is corrupt: {}", state_.msg == nullptr ? "zlib cannot read it" : state_.msg
            ));
        }
        return room - state_.avail_out;
    }

    /// After a member: whether another one follows. Zero bytes may fill the rest (tapes).
    bool next_member(std::string_view& ahead) {
        while (!ahead.empty() && ahead.front() == '\0') {
            const std::size_t zeros = std::min(ahead.find_first_not_of('\0'), ahead.size());
            input_.use(zeros);
            ahead = input_.ahead();
        }
        if (ahead.empty()) {
            ended_ = true;
            return false;
        }
        if (ahead.front() != '\x1f') {
            fail("has something behind its compressed content that is not gzip");
            return false;
        }
        inflateReset(&state_);
        between_ = false;
        return true;
    }

    Compressed input_;
    z_stream state_{};
    bool sound_;
    bool between_ = false; ///< members
    bool ended_ = false;
};

} // namespace

std::unique_ptr<ByteStream> gunzip(std::unique_ptr<ByteStream> compressed, std::string name) {
    return std::make_unique<Gunzip>(std::move(compressed), std::move(name));
}

} // namespace precept::cohort
