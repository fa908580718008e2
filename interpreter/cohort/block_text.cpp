#include "interpreter/cohort/block_text.hpp"

#include <cstdint>
#include <sys/mman.h>
#include <unistd.h>

namespace precept::cohort {

void BlockText::make_ready(std::size_t size) {
    constexpr std::size_t least = std::size_t{1} << 16U; // of less, asking would take longer
    if (size <= ready_ || size < least) {
        return;
    }
    ready_ = size;
#ifdef MADV_POPULATE_WRITE // Linux 5.14; where the system does not know it, nothing is lost
    const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    const auto begin = reinterpret_cast<std::uintptr_t>(bytes_.get());
    const std::size_t before = (page - begin % page) % page;
    if (before < size) {
        (void)madvise(bytes_.get() + before, (size - before) / page * page, MADV_POPULATE_WRITE);
    }
#endif
}

} // namespace precept::cohort
