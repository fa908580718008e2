# What every target of the project shares: warnings, sanitizers, and whether to optimise across files.

find_program(CCACHE_PROGRAM ccache)
mark_as_advanced(CCACHE_PROGRAM)
if(CCACHE_PROGRAM AND PROJECT_IS_TOP_LEVEL AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers can only be cached when time stamps and macros in them are not looked at.
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM}
    )
endif()

if(PRECEPT_IPO)
    include(CheckIPOSupported)
    check_ipo_supported()
endif()

# precept_target(TARGET [TEST] [PRECOMPILE HEADER...]): TEST for the code of tests, which is compiled
# as quickly as may be, and without what looks into the code that it tests.
function(precept_target target)
    cmake_parse_arguments(arg "TEST" "" "PRECOMPILE" ${ARGN})
    target_compile_features(${target} PUBLIC cxx_std_20)
    set_target_properties(
        ${target}
        PROPERTIES CXX_EXTENSIONS OFF
                   POSITION_INDEPENDENT_CODE ON
                   INTERPROCEDURAL_OPTIMIZATION_RELEASE ${PRECEPT_IPO}
    )
    target_compile_options(
        ${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow $<$<BOOL:${PRECEPT_WERROR}>:-Werror>
    )
    # GCC 12 sees overlaps and ends of strings where there are none (its bugs 105651, 105329).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(
            ${target} PRIVATE -Wno-restrict -Wno-array-bounds -Wno-stringop-overread
                              -Wno-stringop-overflow
        )
    endif()
    if(PRECEPT_SANITIZE)
        target_link_options(${target} PUBLIC $<BUILD_INTERFACE:-fsanitize=${PRECEPT_SANITIZE}>)
    endif()
    if(NOT arg_TEST)
        precept_watch_over(${target})
    endif()
    if(PRECEPT_PCH AND NOT arg_TEST)
        # What most sources read, and what takes longest to read; nothing of our own unless that is
        # asked for: builds are then faster, but an `#include` that is missing is not missed.
        if(PRECEPT_PCH STREQUAL "ALL")
            list(APPEND arg_PRECOMPILE ${PROJECT_SOURCE_DIR}/lang/program.hpp)
            if(NOT target STREQUAL precept_lang)
                list(APPEND arg_PRECOMPILE ${PROJECT_SOURCE_DIR}/interpreter/evaluation.hpp)
            endif()
        endif()
        target_precompile_headers(
            ${target}
            PRIVATE <algorithm>
                    <functional>
                    <map>
                    <optional>
                    <string>
                    <variant>
                    <vector>
                    <fmt/format.h>
                    ${arg_PRECOMPILE}
        )
    endif()
endfunction()

# Has sanitizers and fuzzers look into the target.
function(precept_watch_over target)
    if(PRECEPT_SANITIZE)
        target_compile_options(
            ${target} PRIVATE -fsanitize=${PRECEPT_SANITIZE} -fno-sanitize-recover=all
                              -fno-omit-frame-pointer
        )
        if(PRECEPT_SANITIZE MATCHES "undefined" AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
            # What the processor traps, or the address sanitizer sees, is not also checked before
            # each access: that takes a third of the time of compiling.
            target_compile_options(${target} PRIVATE -fno-sanitize=null,object-size,vptr)
        endif()
    endif()
    if(PRECEPT_FUZZ)
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
endfunction()
