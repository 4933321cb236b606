#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Data bytes and relocations of the lookup tables, built as shared objects.
# Usage: sizes.sh FOLDER, where peers.sh has been; CC is the compiler.
set -eu
[ $# -eq 1 ] || { echo "usage: $0 FOLDER" >&2; exit 2; }
dir=$1
work=$dir/sizes
mkdir -p "$work"

# Relocations of data, beyond those of an empty object; calls of string.h do
# not count.
relocations() {
    readelf -rW "$1" | awk '/R_[A-Z0-9]+_/ && !/JUMP_SLO|GLOB_DAT/ { n++ } END { print n + 0 }'
}

object() { # name: source on standard input
    ${CC:-cc} -O2 -std=c11 -w -fPIC -shared -I"$dir" -Iout -x c - -o "$work/$1.so"
}

echo 'int nothing;' | object empty
none=$(relocations "$work/empty.so")

printf '%s\n' '#define SMTPC_IMPLEMENTATION' '#include "smtpcodes.h"' | object ours
# Sizes of our tables by name.
sum() {
    nm -S --defined-only "$work/ours.so" | awk -v re="$1" '
        function hex(s,    n, i) {
            for (i = 1; i <= length(s); i++)
                n = n * 16 + index("0123456789abcdef", substr(s, i, 1)) - 1
            return n
        }
        NF == 4 && $4 ~ re { n += hex($2) } END { print n + 0 }'
}
text=$(awk '{ n += length($1) + 1 } END { print n }' "$dir/name.keys")
entries=$(wc -l <"$dir/name.keys")
reply=$(sum '^smtpc_reply_(moves|index|keys)_')
status=$(sum '^smtpc_(status_(moves|index|keys|rows)|tens|class_bytes)_')
# Of an entry's row a name needs its offset and length: five bytes.
name=$(($(sum '^smtpc_name_(moves|slots|tags)_') + text + 5 * entries))
relocs=$(($(relocations "$work/ours.so") - none))

echo "| data bytes / relocations | reply codes | enhanced codes | names |"
echo "| --- | --- | --- | --- |"
echo "| smtpcodes | $reply / $relocs | $status / $relocs | $name / $relocs |"
for variant in l lm lP lPm Sm str strP; do
    row=
    for set in reply status name; do
        f=${set}_$variant
        [ -s "$dir/$f.h" ] || exit 0
        printf '%s\n' '#include <stddef.h>' '#include <string.h>' \
            '#define LOOKUP __attribute__((used))' \
            'struct key { const char *name; unsigned id; };' \
            'struct pooled { int name; unsigned id; };' \
            "#include \"$f.h\"" | object "$f"
        bytes=$(size -A "$work/$f.so" | awk '
            $1 ~ /^\.(rodata|data\.rel\.ro|data)/ { n += $2 } END { print n }')
        row="$row | $bytes / $(($(relocations "$work/$f.so") - none))"
    done
    options=$(sed -n "s/.*\"gperf *\\(.*\\)\", gperf_name_$variant,.*/\\1/p" \
        "$dir/peers.list")
    echo "| gperf $options${row} |"
done
echo
echo "Names: $text bytes of text; the target is 1.35 times that," \
    "$((text * 135 / 100)): $([ $((text * 135 / 100)) -ge "$name" ] &&
        echo met || echo missed). Reply codes, at most 600:" \
    "$([ "$reply" -le 600 ] && echo met || echo missed). Enhanced codes, at" \
    "most 5632: $([ "$status" -le 5632 ] && echo met || echo missed)."
