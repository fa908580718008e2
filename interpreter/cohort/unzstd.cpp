#include "interpreter/cohort/decompress.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>
#include <zstd.h>

namespace precept::cohort {

namespace {

struct FreeStream {
    void operator()(ZSTD_DStream* stream) const { ZSTD_freeDStream(stream); }
};

class Unzstd : public ByteStream {
public:
    Unzstd(std::unique_ptr<ByteStream> compressed, std::string name)
        : input_(std::move(compressed), std::move(name)),
          state_(ZSTD_createDStream()) {
        if (!state_) {
            fail("cannot be decompressed: there is not enough memory");
        }
    }

    std::size_t read(char* into, std::size_t most) override {
        while (sound_) {
            const std::string_view ahead = input_.ahead();
            ZSTD_inBuffer from{ahead.data(), ahead.size(), 0};
            ZSTD_outBuffer to{into, most, 0};
            // Even with no bytes ahead: what was decompressed before may still be in the decoder.
            const std::size_t status = ZSTD_decompressStream(state_.get(), &to, &from);
            input_.use(from.pos);
            if (ZSTD_isError(status) != 0) {
                fail(fmt::format("is corrupt: {}", ZSTD_getErrorName(status)));
                return 0;
            }
            if (to.pos > 0) {
                inside_ = status != 0;
                return to.pos;
            }
            if (ahead.empty()) {
                if (inside_) {
                    fail("breaks off: its end is missing");
                }
                return 0;
            }
            inside_ = status != 0;
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

    Compressed input_;
    std::unique_ptr<ZSTD_DStream, FreeStream> state_;
    bool sound_ = true;
    bool inside_ = false; ///< a frame
};

} // namespace

std::unique_ptr<ByteStream> unzstd(std::unique_ptr<ByteStream> compressed, std::string name) {
    return std::make_unique<Unzstd>(std::move(compressed), std::move(name));
}

} // namespace precept::cohort
