#include "interpreter/processor.hpp"

// Not the library's own part that would tell: it takes milliseconds of every start to measure
// timers. The C library asked the processor when the program started. The compiler's support would
// ask it again in every program that it is in, used or not: a tenth of a millisecond where a
// hypervisor answers. Clang does not take that header for C++.
#if defined(__x86_64__) && !defined(__clang__) && __has_include(<sys/platform/x86.h>)
#include <sys/platform/x86.h>
#define PRECEPT_HAS(feature, name) CPU_FEATURE_ACTIVE(feature)
#elif defined(__x86_64__)
#define PRECEPT_HAS(feature, name) (__builtin_cpu_supports(name) != 0)
#endif

namespace precept {

InstructionSets instruction_sets() {
    InstructionSets has;
#ifdef PRECEPT_HAS
    has.sse4 = PRECEPT_HAS(SSE4_2, "sse4.2");
    has.avx2 = has.sse4 && PRECEPT_HAS(AVX2, "avx2") && PRECEPT_HAS(BMI1, "bmi") &&
               PRECEPT_HAS(BMI2, "bmi2") && PRECEPT_HAS(FMA, "fma");
    has.avx3 = has.avx2 && PRECEPT_HAS(AVX512F, "avx512f") && PRECEPT_HAS(AVX512BW, "avx512bw") &&
               PRECEPT_HAS(AVX512CD, "avx512cd") && PRECEPT_HAS(AVX512DQ, "avx512dq") &&
               PRECEPT_HAS(AVX512VL, "avx512vl");
    has.avx3_dl = has.avx3 && PRECEPT_HAS(AVX512_VPOPCNTDQ, "avx512vpopcntdq") &&
                  PRECEPT_HAS(AVX512_BITALG, "avx512bitalg") &&
                  PRECEPT_HAS(AVX512_VBMI, "avx512vbmi") &&
                  PRECEPT_HAS(AVX512_VBMI2, "avx512vbmi2") &&
                  PRECEPT_HAS(AVX512_VNNI, "avx512vnni") && PRECEPT_HAS(VPCLMULQDQ, "vpclmulqdq");
#endif
    return has;
}

} // namespace precept
