// The vector loops against plain ones, at lengths on both sides of words and vectors.
#include "interpreter/vectors.hpp"
#include "tests/unit/catch.hpp"

#include <random>
#include <vector>

using namespace precept;

namespace {

using Words = std::vector<std::uint64_t>;

std::size_t words_of(std::size_t rows) {
    return (rows + 63) / 64;
}

bool bit(const Words& words, std::size_t row) {
    return (words[row / 64] >> (row % 64) & 1U) != 0;
}

struct Random {
    std::mt19937_64 engine{7};

    Words words(std::size_t count) {
        Words made(count);
        for (std::uint64_t& word : made) {
            word = engine();
        }
        return made;
    }

    template <typename T>
    std::vector<T> values(std::size_t count) {
        std::vector<T> made(count);
        for (T& value : made) {
            value = static_cast<T>(engine() % 5);
        }
        return made;
    }
};

template <typename T>
void compare(
    void (*less)(vectors::Rows<T>, vectors::Rows<T>, vectors::Bits, std::size_t, vectors::To),
    void (*equal)(vectors::Rows<T>, vectors::Rows<T>, vectors::Bits, std::size_t, vectors::To),
    std::size_t rows,
    std::size_t left_step,
    std::size_t right_step
) {
    Random random;
    const std::vector<T> left = random.values<T>(left_step == 0 ? 1 : rows);
    const std::vector<T> right = random.values<T>(right_step == 0 ? 1 : rows);
    const Words known = random.words(words_of(rows));
    const vectors::Rows<T> first{left.data(), left_step};
    const vectors::Rows<T> second{right.data(), right_step};
    Words yes(words_of(rows)), no = yes;
    less(first, second, known.data(), rows, {yes.data(), no.data()});
    Words same_yes = known, same_no(words_of(rows)); // what is known may lie in the answer's place
    equal(first, second, same_yes.data(), rows, {same_yes.data(), same_no.data()});
    for (std::size_t row = 0; row < rows; ++row) {
        const T a = left[row * left_step];
        const T b = right[row * right_step];
        INFO("row " << row << " of " << rows << ": " << a << " and " << b);
        REQUIRE(bit(yes, row) == (bit(known, row) && a < b));
        REQUIRE(bit(no, row) == (bit(known, row) && !(a < b)));
        REQUIRE(bit(same_yes, row) == (bit(known, row) && a == b));
        REQUIRE(bit(same_no, row) == (bit(known, row) && a != b));
    }
}

void compare_small(const vectors::Loops& loops, std::size_t rows) {
    Random random;
    const std::vector<std::int16_t> left = random.values<std::int16_t>(rows);
    const Words known = random.words(words_of(rows));
    Words less(words_of(rows)), not_less = less, equal = less, not_equal = less;
    loops.less_small(left.data(), 3, known.data(), rows, {less.data(), not_less.data()});
    loops.equal_small(left.data(), 3, known.data(), rows, {equal.data(), not_equal.data()});
    for (std::size_t row = 0; row < rows; ++row) {
        REQUIRE(bit(less, row) == (bit(known, row) && left[row] < 3));
        REQUIRE(bit(not_less, row) == (bit(known, row) && left[row] >= 3));
        REQUIRE(bit(equal, row) == (bit(known, row) && left[row] == 3));
        REQUIRE(bit(not_equal, row) == (bit(known, row) && left[row] != 3));
    }
}

constexpr std::size_t lengths[] = {1, 7, 8, 9, 63, 64, 65, 127, 128, 200, 512, 1000, 4096, 4099};

} // namespace

TEST_CASE("numbers and days are compared row by row, and with one value for all") {
    for (const vectors::Loops* loops : vectors::supported()) {
        INFO(loops->name);
        for (const std::size_t rows : lengths) {
            compare_small(*loops, rows);
            for (const std::size_t left : {0U, 1U}) {
                for (const std::size_t right : {0U, 1U}) {
                    compare(loops->less_numbers, loops->equal_numbers, rows, left, right);
                    compare(loops->less_days, loops->equal_days, rows, left, right);
                }
            }
        }
    }
}

namespace {

void join_bit_sets(const vectors::Loops& loops) {
    Random random;
    for (const std::size_t words : {1U, 2U, 7U, 8U, 9U, 64U, 67U}) {
        for (const std::size_t count : {1U, 2U, 5U}) {
            std::vector<Words> sets;
            for (std::size_t i = 0; i < 2 * count; ++i) {
                sets.push_back(random.words(words));
            }
            std::vector<vectors::From> truths;
            std::vector<const std::uint64_t*> first, second;
            for (std::size_t i = 0; i < count; ++i) {
                truths.push_back({sets[2 * i].data(), sets[2 * i + 1].data()});
                first.push_back(sets[2 * i].data());
                second.push_back(sets[2 * i + 1].data());
            }
            const Words known = random.words(words);
            Words yes(words), no(words);
            const vectors::To to{yes.data(), no.data()};
            const auto each = [&](const auto& expected) {
                for (std::size_t w = 0; w < words; ++w) {
                    std::uint64_t all = ~std::uint64_t{0}, some = 0, other = 0;
                    for (std::size_t i = 0; i < count; ++i) {
                        all &= first[i][w];
                        some |= first[i][w];
                        other |= second[i][w];
                    }
                    const auto [wanted_yes, wanted_no] = expected(all, some, other, known[w]);
                    REQUIRE(yes[w] == wanted_yes);
                    REQUIRE(no[w] == wanted_no);
                }
            };
            using Pair = std::pair<std::uint64_t, std::uint64_t>;
            using W = std::uint64_t;
            loops.all_of(truths, words, to);
            each([](W all, W, W other, W) { return Pair{all, other}; });
            loops.holds_some(first, known.data(), words, to);
            each([](W, W some, W, W is) { return Pair{is & some, is & ~some}; });
            loops.holds_all(first, known.data(), words, to);
            each([](W all, W, W, W is) { return Pair{is & all, is & ~all}; });
            loops.one_of(first, second, known.data(), words, to);
            each([](W, W in, W out, W none) { return Pair{~(out | none), ~(in | none)}; });
            loops.fact_one_of(first, known.data(), words, to);
            each([](W, W in, W, W none) { return Pair{in & ~none, ~in & ~none}; });
        }
    }
}

} // namespace

TEST_CASE("bit-sets are joined word by word") {
    for (const vectors::Loops* loops : vectors::supported()) {
        INFO(loops->name);
        join_bit_sets(*loops);
    }
}

TEST_CASE("as many of the first bits are counted as are set") {
    for (const vectors::Loops* loops : vectors::supported()) {
        INFO(loops->name);
        Random random;
        const Words words = random.words(20);
        std::size_t expected = 0;
        for (std::size_t rows = 0; rows <= 64 * words.size(); ++rows) {
            REQUIRE(loops->count_bits(words.data(), rows) == expected);
            expected += rows < 64 * words.size() && bit(words, rows) ? 1 : 0;
        }
    }
}

TEST_CASE("text is plain where no byte is a control character, a backslash or beyond ASCII") {
    for (const vectors::Loops* loops : vectors::supported()) {
        INFO(loops->name);
        std::vector<std::uint8_t> bytes(150, 'a');
        for (std::size_t count = 0; count <= bytes.size(); ++count) {
            REQUIRE(loops->all_plain(bytes.data(), count));
        }
        for (std::size_t at = 0; at < bytes.size(); ++at) {
            for (unsigned byte = 0; byte < 256; ++byte) {
                bytes[at] = static_cast<std::uint8_t>(byte);
                const bool plain = byte >= 32 && byte < 128 && byte != '\\';
                REQUIRE(loops->all_plain(bytes.data(), bytes.size()) == plain);
            }
            REQUIRE(loops->all_plain(bytes.data(), at)); // it is behind what is looked at
            bytes[at] = 'a';
        }
    }
}
