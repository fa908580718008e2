#include "interpreter/lsp/memory.hpp"

#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace precept::lsp {

void prefer_large_pages() {
#if defined(__GLIBC__) && defined(MADV_HUGEPAGE)
    constexpr int room = 1 << 30;          // of which only what is used takes memory
    constexpr int usual_room = 128 * 1024; // of glibc
    constexpr std::size_t more_than_is_free = std::size_t{1} << 20U;
    constexpr std::uintptr_t large_page = std::uintptr_t{1} << 21U;
    mallopt(M_MMAP_MAX, 0); // long lists come from the heap as well
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, room);
    void* const first = std::malloc(more_than_is_free); // NOLINT: makes the heap grow
    mallopt(M_TOP_PAD, usual_room);
    const auto begin =
        (reinterpret_cast<std::uintptr_t>(first) + large_page - 1) & ~(large_page - 1); // NOLINT
    const auto end = reinterpret_cast<std::uintptr_t>(sbrk(0));                         // NOLINT
    if (first != nullptr && begin < end && end - begin <= 2 * std::uintptr_t{room}) {
        // What it cannot do does no harm.
        (void)madvise(reinterpret_cast<void*>(begin), end - begin, MADV_HUGEPAGE); // NOLINT
    }
    std::free(first); // NOLINT
#endif
}

} // namespace precept::lsp
