# Finds the UDUNITS-2 library and defines the target udunits2::udunits2.

find_path(UDUNITS2_INCLUDE_DIR udunits2.h PATH_SUFFIXES udunits2)
find_library(UDUNITS2_LIBRARY udunits2)
find_library(UDUNITS2_EXPAT_LIBRARY expat)
mark_as_advanced(UDUNITS2_INCLUDE_DIR UDUNITS2_LIBRARY UDUNITS2_EXPAT_LIBRARY)

set(UDUNITS2_needed UDUNITS2_LIBRARY UDUNITS2_INCLUDE_DIR)
# A static library does not say itself that it reads its database with expat.
if(UDUNITS2_LIBRARY MATCHES "\\.a$")
    list(APPEND UDUNITS2_needed UDUNITS2_EXPAT_LIBRARY)
endif()
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(UDUNITS2 REQUIRED_VARS ${UDUNITS2_needed})

if(UDUNITS2_FOUND AND NOT TARGET udunits2::udunits2)
    add_library(udunits2::udunits2 UNKNOWN IMPORTED)
    set_target_properties(
        udunits2::udunits2 PROPERTIES IMPORTED_LOCATION "${UDUNITS2_LIBRARY}"
                                      INTERFACE_INCLUDE_DIRECTORIES "${UDUNITS2_INCLUDE_DIR}"
    )
    if(UDUNITS2_LIBRARY MATCHES "\\.a$")
        set_property(
            TARGET udunits2::udunits2 PROPERTY INTERFACE_LINK_LIBRARIES "${UDUNITS2_EXPAT_LIBRARY}"
        )
    endif()
endif()
