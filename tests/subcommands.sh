# Reads the names of subcommands off `precept --help`; to be sourced by POSIX sh.

# list_subcommands PRECEPT: the indented words under a heading that ends in "ommands:".
list_subcommands() {
    "$1" --help | awk '
        /^[^ ].*:[ ]*$/ { inside = tolower($0) ~ /commands:/; next }
        inside && /^  ? ? ?[a-z]/ { print $1 }
    '
}
