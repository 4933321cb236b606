#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The folders of gen/ are layers: a file includes from its own folder and from
# the lower ones, never from a higher one. The compiler is asked who includes
# whom (-H), for each .c file and for each header on its own. CC is the compiler
# with the generator's options. Run from the repository root.
set -eu
# Lowest first; files of gen/ itself, which is main.c, are above them all.
order='base runtime model read check pages render write'
work=${BUILD:-build}/tmp/includes
rm -rf "$work"
mkdir -p "$work"

# Print "A B" where A includes B, for all that stand in gen/, while a file is
# compiled: $1, or what standard input says when it is "-".
pairs() {
    # shellcheck disable=SC2086 # options may follow the compiler's name
    ${CC:-cc} -Igen -Igen/runtime/header -E -H -x c "$1" 2>"$work/seen" \
        >"$work/text" || {
        grep -v '^\.' "$work/seen" >&2
        return 1
    }
    # A line is as many dots as it is deep, a blank and a path.
    awk -v top="$1" '/^\.+ / {
            path = substr($0, length($1) + 2)
            while (sub(/[^\/]+\/\.\.\//, "", path)) { }
            by[length($1)] = path
            from = length($1) > 1 ? by[length($1) - 1] : top
            if (from ~ /^gen\// && path ~ /^gen\//) print from, path
        }' "$work/seen"
}

# The extensions in runtime/sql/ include what only databases have.
find gen -path gen/runtime/sql -prune -o -name '*.[ch]' -print | sort >"$work/files"
while read -r file; do
    case $file in
    *.c) pairs "$file" ;;
    *) echo "#include \"${file#gen/}\"" | pairs - ;;
    esac || {
        echo "includes: $file cannot be read on its own" >&2
        exit 1
    }
done <"$work/files" >"$work/pairs"
sort -u "$work/pairs" >"$work/sorted"
[ "$(wc -l <"$work/sorted")" -gt 100 ] || {
    echo "includes: ${CC:-cc} -H does not tell what is included" >&2
    exit 1
}

awk -v order="$order" '
    function rank(file, part) {
        return split(file, part, "/") > 2 ? level[part[2]] : top
    }
    BEGIN { top = split(order, name, " ") + 1
        for (i = 1; i < top; i++) level[name[i]] = i }
    !rank($1) || !rank($2) || rank($2) > rank($1) {
        print "includes: " $1 " includes " $2; bad = 1 }
    END { exit bad }' "$work/sorted" >&2 || {
    echo "includes: a file may include from its own folder and from those before it:" \
        "$order; main.c from all" >&2
    exit 1
}
echo "includes: $(wc -l <"$work/sorted") between $(wc -l <"$work/files") files, none upwards"
