// What the processor can do, for loops that are compiled for several instruction sets.
#pragma once

namespace precept {

/// The instruction sets of x86 that loops are compiled for, by Highway's names; none elsewhere.
struct InstructionSets {
    bool sse4 = false;
    bool avx2 = false;
    bool avx3 = false;    ///< AVX-512 as of Skylake
    bool avx3_dl = false; ///< AVX-512 as of Ice Lake
};

[[nodiscard]] InstructionSets instruction_sets();

} // namespace precept
