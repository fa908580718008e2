# Finds the headers of the Highway library and defines the target highway::headers.

find_path(HIGHWAY_INCLUDE_DIR hwy/highway.h)
mark_as_advanced(HIGHWAY_INCLUDE_DIR)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Highway REQUIRED_VARS HIGHWAY_INCLUDE_DIR)

if(Highway_FOUND AND NOT TARGET highway::headers)
    add_library(highway::headers INTERFACE IMPORTED)
    set_target_properties(
        highway::headers PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${HIGHWAY_INCLUDE_DIR}"
    )
endif()
