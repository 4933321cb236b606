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

# Commands side by side, "{}" a fresh folder; a line of times each.
compare() {
    rounds=$1
    shift
    rm -rf "$dir/out" && mkdir -p "$dir/out"
    "$run_times" "$rounds" "$dir/out" "$@" 2>"$dir/log" || tail -5 "$dir/log" >&2
    rm -rf "$dir/out"
}

# One row: title, rounds, folder, rounds of the whole (0: not run).
measure() {
    title=$1 rounds=$2 from=$3 whole=$4
    files=$(find "$from" -name '*.xml' | LC_ALL=C sort)
    # shellcheck disable=SC2086 # one argument a file
    {
        compare "$rounds" -- xmllint --noout --relaxng catalog/catalog.rng $files \
            -- "$gen" --lint "$from"
        [ "$whole" -eq 0 ] || compare "$whole" \
            -- xmllint --noout --relaxng catalog/catalog.rng $files \
            -- "$gen" "$from" '{}'
    } >"$dir/times"
    awk -v title="$title" '
        { wall[NR] = $1; cpu[NR] = $2; peak[NR] = $3 / 1024 }
        function verdict(x, most) {
            return sprintf("%.2f: %s", x, x <= most ? "met" : "missed")
        }
        function pair(what, first, second) {
            return sprintf("%.0f / %.0f / %s", what[first], what[second],
                NR == 4 ? sprintf("%.0f", what[4]) : "-")
        }
        END {
            if (NR < 2) { printf "| %s | failed |\n", title; exit }
            printf "| %s | %s | %s | %.2f | %s | %s | %s | %s |\n", title,
                verdict(cpu[2] / cpu[1], 1.5),
                NR == 4 ? verdict(cpu[4] / cpu[3], 4) : "-",
                peak[2] / peak[1],
                NR == 4 ? sprintf("%.2f", peak[4] / peak[3]) : "-",
                pair(cpu, 1, 2), pair(wall, 1, 2), pair(peak, 1, 2)
        }' "$dir/times"
}

mkdir -p "$dir"
echo "| entries | lint / xmllint, CPU | whole / xmllint, CPU | memory, lint | memory, whole | CPU ms: xmllint / lint / whole | wall ms | peak MB |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- |"
measure "the catalogue" 9 catalog 9
for n in "$@"; do
    [ -s "$dir/$n/statuses.xml" ] || "$here/synthetic.sh" "$n" "$dir/$n"
    if [ "$n" -lt 10000 ]; then
        measure "$n" 9 "$dir/$n" 9
    elif [ "$n" -le "${BENCH_WHOLE:-15000}" ]; then
        measure "$n" 5 "$dir/$n" 3
    else
        measure "$n" 5 "$dir/$n" 0
    fi
done
echo
echo "Targets: lint at most 1.5, the whole at most 4 times xmllint. Above" \
    "${BENCH_WHOLE:-15000} entries (BENCH_WHOLE) only lint is run."
