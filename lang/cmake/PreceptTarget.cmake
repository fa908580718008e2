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

function(precept_target target)
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
    # GCC 12 sees overlaps in sums of strings where there are none (its bug 105651).
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
        target_compile_options(${target} PRIVATE -Wno-restrict)
    endif()
    if(PRECEPT_SANITIZE)
        target_compile_options(
            ${target} PRIVATE -fsanitize=${PRECEPT_SANITIZE} -fno-sanitize-recover=all
                              -fno-omit-frame-pointer
        )
        target_link_options(${target} PUBLIC $<BUILD_INTERFACE:-fsanitize=${PRECEPT_SANITIZE}>)
    endif()
    if(PRECEPT_FUZZ)
        target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
    endif()
endfunction()
