#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Building a perfect hash of random keys: ours, cmph's CHD, gperf. Usage:
# bench_hash.sh BENCH_PHASH RUN_TIMES FOLDER. gperf gets the same keys as
# words, its own defaults (more options make it slower), and 60 seconds.
set -eu
[ $# -eq 3 ] || { echo "usage: $0 BENCH_PHASH RUN_TIMES FOLDER" >&2; exit 2; }
hash=$1 run_times=$2 dir=$3
"$hash" 9 1000 10000 100000 1000000
command -v gperf >/dev/null 2>&1 || {
    echo "bench_hash: no gperf here, so it is not compared with" >&2
    exit 0
}
mkdir -p "$dir"
echo
echo "| keys | gperf, CPU ms |"
echo "| --- | --- |"
for n in 1000 10000; do
    "$hash" --keys "$n" >"$dir/$n.keys"
    if "$run_times" 1 "$dir" -- timeout 60 gperf "$dir/$n.keys" \
        >"$dir/times" 2>"$dir/log"; then
        awk -v n="$n" '{ printf "| %d | %.0f |\n", n, $2 }' "$dir/times"
    else
        echo "| $n | not done in 60 s |"
    fi
done
