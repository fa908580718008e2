// The text of a block: like a string, but memory that is about to be written is not set to zero
// before (of reading a cohort that would be a good part), and what stands behind the text is known.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace precept::cohort {

class BlockText {
public:
    /// So many quotation marks stand behind the text: readers may load whole vectors, and whoever
    /// looks for the end of a quoted text finds one.
    static constexpr std::size_t padding = 64;

    BlockText() = default;

    BlockText(BlockText&& other) noexcept { swap(other); }

    BlockText& operator=(BlockText&& other) noexcept {
        swap(other);
        return *this;
    }

    BlockText(const BlockText&) = delete;
    BlockText& operator=(const BlockText&) = delete;
    ~BlockText() = default;

    BlockText& operator=(std::string_view text) {
        reserve(text.size());
        std::copy(text.begin(), text.end(), bytes_.get());
        resize(text.size());
        return *this;
    }

    void swap(BlockText& other) noexcept {
        std::swap(bytes_, other.bytes_);
        std::swap(size_, other.size_);
        std::swap(capacity_, other.capacity_);
        std::swap(ready_, other.ready_);
    }

    [[nodiscard]] std::string_view view() const { return {bytes_.get(), size_}; }

    [[nodiscard]] std::size_t size() const { return size_; }

    [[nodiscard]] bool empty() const { return size_ == 0; }

    /// Where bytes may be written, as many as were reserved.
    [[nodiscard]] char* data() { return bytes_.get(); }

    /// Makes room for `size` bytes; the text stays.
    void reserve(std::size_t size) {
        if (size + padding <= capacity_) {
            return;
        }
        // NOLINTNEXTLINE(modernize-avoid-c-arrays): as declared
        auto larger = std::make_unique_for_overwrite<char[]>(size + padding);
        std::copy_n(bytes_.get(), size_, larger.get());
        bytes_ = std::move(larger);
        capacity_ = size + padding;
        ready_ = 0;
    }

    /// Says that `size` bytes, for which there is room, are about to be written: the system then
    /// gives all of the memory at once, and not page by page.
    void make_ready(std::size_t size);

    /// Makes it as long as `size`; what is new of it is whatever was written to `data` there.
    void resize(std::size_t size) {
        reserve(size);
        size_ = size;
        std::memset(bytes_.get() + size, '"', padding);
    }

    void erase_front(std::size_t count) {
        std::copy(bytes_.get() + count, bytes_.get() + size_, bytes_.get());
        resize(size_ - count);
    }

private:
    // A vector would set to zero what is about to be written.
    std::unique_ptr<char[]> bytes_; // NOLINT(modernize-avoid-c-arrays)
    std::size_t size_ = 0;
    std::size_t capacity_ = 0;
    std::size_t ready_ = 0; ///< bytes that memory was asked for
};

} // namespace precept::cohort
