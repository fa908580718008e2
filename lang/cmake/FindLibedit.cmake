# Finds libedit (line editing, BSD licence) and makes the target Libedit::Libedit.
find_path(Libedit_INCLUDE_DIR editline/readline.h)
find_library(Libedit_LIBRARY edit)
include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(Libedit REQUIRED_VARS Libedit_LIBRARY Libedit_INCLUDE_DIR)
if(Libedit_FOUND AND NOT TARGET Libedit::Libedit)
    add_library(Libedit::Libedit UNKNOWN IMPORTED)
    set_target_properties(
        Libedit::Libedit PROPERTIES IMPORTED_LOCATION "${Libedit_LIBRARY}"
                                    INTERFACE_INCLUDE_DIRECTORIES "${Libedit_INCLUDE_DIR}"
    )
    # A static library does not say itself what it is built upon; where it is not, that is not there.
    if(Libedit_LIBRARY MATCHES "\\.a$")
        foreach(library tinfo bsd md)
            find_library(Libedit_${library}_LIBRARY ${library})
            mark_as_advanced(Libedit_${library}_LIBRARY)
            if(Libedit_${library}_LIBRARY)
                set_property(
                    TARGET Libedit::Libedit APPEND PROPERTY INTERFACE_LINK_LIBRARIES
                                                            "${Libedit_${library}_LIBRARY}"
                )
            endif()
        endforeach()
    endif()
endif()
