# Installs Debian packages where some are missing; read by the scripts that build the project.
# POSIX sh, to be sourced.

# What the program is built with, and what its tests need beyond that.
build_packages='g++ cmake ninja-build libfmt-dev nlohmann-json3-dev tao-pegtl-dev libudunits2-dev libexpat1-dev
    libcli11-dev libedit-dev libhwy-dev libsimdjson-dev zlib1g-dev libzstd-dev libre2-dev libxxhash-dev'
test_packages='bash python3 python3-jsonschema catch2 libbenchmark-dev mandoc git graphviz zstd'

# missing_packages PACKAGE...: prints those that are not installed.
missing_packages() {
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) || state=none
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

# need_packages PACKAGE...: installs what is missing, and does nothing when all is there.
need_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        echo "This is not a Debian or Ubuntu system: nothing is installed. Needed are the equivalents" >&2
        echo "of these packages: $*" >&2
        return 0
    fi
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing: $missing" >&2
            echo "Installing them needs root, and there is no sudo here. As root, run:" >&2
            echo "    apt-get update && apt-get install $missing" >&2
            return 1
        fi
        as_root=sudo
    fi
    echo "Installing $missing" >&2
    # The lists of packages may be absent or old; fetching them is slow, so only when it must be.
    # shellcheck disable=SC2086 # words are meant to split
    apt_install $missing && return 0
    $as_root apt-get update -qq >&2 || return 1
    # shellcheck disable=SC2086
    apt_install $missing && return 0
    echo "These packages could not be installed: $missing" >&2
    return 1
}

apt_install() {
    $as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >"${TMPDIR:-/tmp}/precept-apt.$$" 2>&1
    status=$?
    if [ $status -ne 0 ]; then
        tail -n 5 "${TMPDIR:-/tmp}/precept-apt.$$" >&2
    fi
    rm -f "${TMPDIR:-/tmp}/precept-apt.$$"
    return $status
}

# need_editors: what the tests with editors run. By command, not by package: the `nodejs` of node's own
# makers has npm inside, and conflicts with Debian's `npm`. Without them those tests are skipped.
need_editors() {
    editor_packages=
    command -v nvim >/dev/null || editor_packages=neovim
    [ -e /usr/include/tree_sitter/api.h ] || editor_packages="$editor_packages libtree-sitter-dev"
    command -v node >/dev/null || editor_packages="$editor_packages nodejs"
    command -v npm >/dev/null || editor_packages="$editor_packages npm"
    # shellcheck disable=SC2086 # words are meant to split
    [ -z "$editor_packages" ] || need_packages $editor_packages ||
        echo "The tests with editors will be skipped." >&2
}

# configure FOLDER OPTION...: configures a release build unless the folder has one; the options
# are set each time.
configure() {
    folder=$1
    shift
    if [ ! -f "$folder/CMakeCache.txt" ]; then
        set -- -G Ninja -DCMAKE_BUILD_TYPE=Release "$@"
    fi
    log=$(cmake -S . -B "$folder" "$@" 2>&1) || {
        printf '%s\n' "$log" >&2
        return 1
    }
}
