#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# How long gcc and clang take over the headers, with all definitions, and how
# much memory: those of the catalogue and those of a synthetic one. Usage:
# bench_compile.sh GEN RUN_TIMES FOLDER [ENTRIES]; ENTRIES is 15000 unless
# told. Medians of three alternating runs; the median of wall time counts.
set -eu
[ $# -ge 3 ] || { echo "usage: $0 GEN RUN_TIMES FOLDER [ENTRIES]" >&2; exit 2; }
gen=$1 run_times=$2 dir=$3 entries=${4:-15000}
here=$(dirname "$0")
mkdir -p "$dir"
[ -s "$dir/xml/statuses.xml" ] || "$here/synthetic.sh" "$entries" "$dir/xml"
"$gen" "$dir/xml" "$dir/out" >/dev/null

for header in smtpcodes smtpcodes_explain; do
    printf '%s\n' '#define SMTPC_IMPLEMENTATION' "#include \"$header.h\"" \
        >"$dir/$header.c"
done

# A row: title, folder of the headers, the one that is compiled.
measure() {
    title=$1 from=$2 header=$3
    bytes=$(wc -c <"$from/smtpcodes.h")
    [ "$header" = smtpcodes ] ||
        bytes=$((bytes + $(wc -c <"$from/$header.h")))
    for cc in gcc clang; do
        command -v $cc >/dev/null 2>&1 || continue
        "$run_times" 3 "$dir" \
            -- $cc -std=c99 -O0 -c -I"$from" -o "$dir/o.o" "$dir/$header.c" \
            -- $cc -std=c99 -O2 -c -I"$from" -o "$dir/o.o" "$dir/$header.c" \
            >"$dir/times" 2>"$dir/log" || tail -5 "$dir/log" >&2
        awk -v row="| $title | $cc | $((bytes / 1024))" '
            { s[NR] = $1 / 1000; m[NR] = $3 / 1024 }
            END {
                if (NR < 2) { print row " | failed | |"; exit }
                printf "%s | %.2f / %.2f | %.0f / %.0f |\n", row, s[1], s[2],
                    m[1], m[2]
            }' "$dir/times"
    done
}

echo "| headers | compiler | KB | seconds, -O0 / -O2 | peak MB |"
echo "| --- | --- | --- | --- | --- |"
measure "the catalogue, smtpcodes.h" out smtpcodes
measure "the catalogue, both" out smtpcodes_explain
measure "$entries entries, smtpcodes.h" "$dir/out" smtpcodes
measure "$entries entries, both" "$dir/out" smtpcodes_explain
