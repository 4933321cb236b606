#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The generator against xmllint --relaxng on the same files: the catalogue
# itself and synthetic ones. Usage: bench_gen.sh GEN RUN_TIMES FOLDER
# [ENTRIES...]; ENTRIES are 150 1500 15000 150000 unless told. Medians of
# alternating runs; ratios are of CPU time, which a shared machine disturbs
# least.
set -eu
[ $# -ge 3 ] || { echo "usage: $0 GEN RUN_TIMES FOLDER [ENTRIES...]" >&2; exit 2; }
gen=$1 run_times=$2 dir=$3
shift 3
[ $# -gt 0 ] || set -- 150 1500 15000 150000
here=$(dirname "$0")
command -v xmllint >/dev/null 2>&1 || {
    echo "bench_gen: no xmllint here, so the generator is not compared" >&2
    exit 0
}

# One row: title, rounds, folder, targets (lint, gen, memory in %).
measure() {
    title=$1 rounds=$2 from=$3 lint=$4 whole=$5
    files=$(find "$from" -name '*.xml' | LC_ALL=C sort)
    rm -rf "$dir/out" && mkdir -p "$dir/out"
    # shellcheck disable=SC2086 # one argument a file
    "$run_times" "$rounds" "$dir/out" \
        -- xmllint --noout --relaxng catalog/catalog.rng $files \
        -- "$gen" --lint "$from" \
        -- "$gen" "$from" '{}' 2>"$dir/log" >"$dir/times" || {
        tail -5 "$dir/log" >&2
        echo "| $title | failed |"
        return
    }
    bytes=$(find "$dir/out" -type f -name 'smtpcodes*' -exec cat {} + | wc -c)
    rm -rf "$dir/out"
    awk -v title="$title" -v lint="$lint" -v whole="$whole" \
        -v mb="$((bytes / rounds / 1000000))" '
        { wall[NR] = $1; cpu[NR] = $2; peak[NR] = $3 / 1024 }
        function verdict(x, most) { return most == "" ? "" : x <= most ? " (met)" : " (missed)" }
        END {
            printf "| %s | %.2f%s | %.2f%s | %.2f | %.2f |", title,
                cpu[2] / cpu[1], verdict(cpu[2] / cpu[1], lint),
                cpu[3] / cpu[1], verdict(cpu[3] / cpu[1], whole),
                peak[2] / peak[1], peak[3] / peak[1]
            printf " %.0f / %.0f / %.0f | %.0f / %.0f / %.0f | %.0f / %.0f / %.0f |\n",
                cpu[1], cpu[2], cpu[3], wall[1], wall[2], wall[3], peak[1], peak[2], peak[3]
        }' "$dir/times"
}

mkdir -p "$dir"
echo "| entries | lint / xmllint | whole / xmllint | memory, lint | memory, whole | CPU ms: xmllint / lint / whole | wall ms | peak MB |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
measure "the catalogue" 9 catalog 1.5 4
for n in "$@"; do
    [ -s "$dir/$n/statuses.xml" ] || "$here/synthetic.sh" "$n" "$dir/$n"
    rounds=5
    [ "$n" -ge 10000 ] || rounds=9
    measure "$n" "$rounds" "$dir/$n" 1.5 4
done
