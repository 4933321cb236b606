#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The generator against xmllint --relaxng on the same files: the catalogue
# itself and synthetic ones. Usage: bench_gen.sh GEN RUN_TIMES FOLDER
# [ENTRIES...]; ENTRIES are 150 1500 15000 150000 unless told. Medians of
# alternating runs. What is written goes into FOLDER, and once more into
# memory where /dev/shm is a tmpfs with room (BENCH_TMPFS=DIR takes another,
# BENCH_TMPFS= none): that leaves the disk out.
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

memory=${BENCH_TMPFS-/dev/shm}
if [ "$(stat -f -c %T "$memory" 2>/dev/null)" = tmpfs ] && [ -w "$memory" ]; then
    memory=$(mktemp -d "$memory/bench_gen.XXXXXX")
else
    memory=
fi
# What is written stays until the end: ext4 is slow to give out the inodes of
# files removed within the last minutes.
trap 'rm -rf "$dir/out" ${memory:+"$memory"}' EXIT
trap 'exit 1' HUP INT TERM

# Commands side by side, "{}" a fresh path under a folder; a line of times
# each, or zeros when they are not to be run.
compare() {
    rounds=$1 under=$2
    shift 2
    if [ "$rounds" -eq 0 ]; then
        printf '0 0 0\n0 0 0\n'
        return
    fi
    under=$under/$title
    mkdir -p "$under"
    "$run_times" "$rounds" "$under" "$@" 2>"$dir/log" || tail -5 "$dir/log" >&2
}

# Is there room in memory for that many runs of that many entries? A file
# takes a page at least, an entry four files.
has_room() {
    [ -n "$memory" ] || return 1
    free=$(df -Pk "$memory" | awk 'NR == 2 { print $4 }')
    [ "$free" -gt $((100000 + $1 * $2 * 40)) ]
}

# CPU milliseconds that gperf takes over the codes alone, no catalogue and no
# texts, with its own defaults.
gperf_time() {
    command -v gperf >/dev/null 2>&1 || { echo "-"; return; }
    sed -n 's/.*<\(status\|reply\) code="\([^"]*\)".*/\2/p' "$1"/*.xml |
        LC_ALL=C sort -u >"$dir/codes"
    if "$run_times" 1 "$dir" -- timeout 60 gperf "$dir/codes" 2>>"$dir/log"; then
        :
    else
        echo "0 0 0"
    fi | awk '{ print ($2 > 0 ? sprintf("%.0f", $2) : "not in 60 s") }'
}

# One row: title, entries, rounds, folder, rounds of the whole on disk and in
# memory (0: not run).
measure() {
    title=$1 entries=$2 rounds=$3 from=$4 whole=$5 held=$6
    has_room "$entries" "$held" || held=0
    files=$(find "$from" -name '*.xml' | LC_ALL=C sort)
    # shellcheck disable=SC2086 # one argument a file
    {
        compare "$rounds" "$dir/out" \
            -- xmllint --noout --relaxng catalog/catalog.rng $files \
            -- "$gen" --lint "$from"
        compare "$whole" "$dir/out" \
            -- xmllint --noout --relaxng catalog/catalog.rng $files \
            -- "$gen" "$from" '{}'
        compare "$held" "$memory" \
            -- xmllint --noout --relaxng catalog/catalog.rng $files \
            -- "$gen" "$from" '{}'
        [ -z "$memory" ] || rm -rf "${memory:?}/$title"
    } >"$dir/times"
    awk -v title="$title" -v entries="$entries" -v gperf="$(gperf_time "$from")" '
        { wall[NR] = $1; cpu[NR] = $2; peak[NR] = $3 / 1024 }
        # Times xmllint; judged where there is a target.
        function times(what, at, most,    x) {
            if (!what[at]) return "-"
            x = what[at] / what[at - 1]
            if (!most) return sprintf("%.2f", x)
            return sprintf("%.2f: %s", x, x <= most ? "met" : "missed")
        }
        function row(what, most,    text, i) {
            text = sprintf("%.0f", what[1])
            for (i = 2; i <= most; i += 2)
                text = text " / " (what[i] ? sprintf("%.0f", what[i]) : "-")
            return text
        }
        END {
            if (NR < 6) { printf "| %s | failed |\n", title; exit }
            most = entries < 15000 ? 1.25 : 1
            printf "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |\n",
                title, times(cpu, 2), times(cpu, 4, most),
                times(cpu, 6, most),
                times(peak, 6, entries < 15000 ? 0 : 0.25),
                row(cpu, 6), row(wall, 6), row(peak, 6),
                cpu[6] ? sprintf("%.3f", cpu[6] / entries) : "-", gperf
        }' "$dir/times"
}

rm -rf "$dir/out" && mkdir -p "$dir"
echo "| entries | lint | whole | in memory | its peak | CPU ms: xmllint / lint / whole / in memory | wall ms | peak MB | in memory, ms an entry | gperf, codes alone, ms |"
echo "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
measure "the catalogue" "$(cat catalog/*.xml | grep -cE "<(reply|status|message) ")" 9 catalog 9 9
for n in "$@"; do
    [ -s "$dir/$n/statuses.xml" ] || "$here/synthetic.sh" "$n" "$dir/$n"
    if [ "$n" -lt 10000 ]; then
        measure "$n" "$n" 9 "$dir/$n" 9 9
    elif [ "$n" -le 20000 ]; then
        measure "$n" "$n" 5 "$dir/$n" 3 3
    else
        measure "$n" "$n" 3 "$dir/$n" "${BENCH_WHOLE:-0}" 1
    fi
done
echo
echo "Times xmllint in CPU time and memory. Targets for the whole: at most 1.25;" \
    "from 15000 entries on at most 1.0, with at most 0.25 of the memory. Above" \
    "20000 entries nothing is written to disk but with BENCH_WHOLE=1."
[ -n "$memory" ] || echo "No tmpfs here, so nothing was written to memory."
