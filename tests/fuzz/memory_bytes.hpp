// A text in memory as a stream of bytes, given a few at a time.
#pragma once

#include "interpreter/cohort/bytes.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

class MemoryBytes : public precept::cohort::ByteStream {
public:
    MemoryBytes(std::string text, std::size_t step) : text_(std::move(text)), step_(step) {}

    std::size_t read(char* into, std::size_t most) override {
        const std::size_t count = std::min({most, step_, text_.size() - at_});
        text_.copy(into, count, at_);
        at_ += count;
        return count;
    }

    [[nodiscard]] std::optional<std::string> failure() const override { return std::nullopt; }

    [[nodiscard]] std::uint64_t consumed() const override { return at_; }

    [[nodiscard]] std::optional<std::uint64_t> total() const override { return text_.size(); }

    void cancel() override {}

private:
    std::string text_;
    std::size_t step_;
    std::size_t at_ = 0;
};
