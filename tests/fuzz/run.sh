#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# usage: run.sh [--short] FOLDER SECONDS NAME...
#
# Runs FOLDER/fuzz_NAME for each NAME, two at a time, SECONDS for all
# together. Finds are kept in FOLDER/corpus; --short starts from the seeds.
set -u
: "${ASAN_OPTIONS:=}"

short=
if [ "$1" = --short ]; then
    short=yes
    shift
fi
folder=$1
seconds=$2
shift 2
each=$((seconds * 2 / $#))
[ "$each" -gt 0 ] || each=1
here=tests/fuzz
# Most of a run would otherwise go into the allocator's own records.
export ASAN_OPTIONS="malloc_context_size=8:quarantine_size_mb=16:$ASAN_OPTIONS"

run_one() {
    name=$1
    if [ -n "$short" ]; then
        corpus=$folder/corpus-short/$name
        rm -rf "$corpus"
    else
        corpus=$folder/corpus/$name
    fi
    mkdir -p "$corpus" && cp "$here/corpus/$name"/* "$corpus" || return 1
    set -- -max_total_time="$each" -timeout=10 -rss_limit_mb=2048 \
        -max_len=4096 -print_final_stats=1 -artifact_prefix="$folder/found-$name-"
    [ -f "$here/$name.dict" ] && set -- "$@" -dict="$here/$name.dict"
    [ -n "$short" ] && set -- "$@" -seed=1
    if "$folder/fuzz_$name" "$@" "$corpus" > "$folder/$name.log" 2>&1; then
        sed -n 's/^#\([0-9]*\)[[:space:]]*DONE .*cov: \([0-9]*\) ft: \([0-9]*\).*/\1 executions, \2 edges, \3 features/p' \
            "$folder/$name.log" | sed "s/^/fuzz $name: /;s/\$/, $each s/"
    else
        tail -n 40 "$folder/$name.log" >&2
        echo "fuzz $name: FAILED; again with: $folder/fuzz_$name $folder/found-$name-..." >&2
        return 1
    fi
}

status=0
while [ $# -gt 0 ]; do
    run_one "$1" &
    first=$!
    second=
    if [ $# -gt 1 ]; then
        run_one "$2" &
        second=$!
        shift
    fi
    shift
    wait "$first" || status=1
    [ -z "$second" ] || wait "$second" || status=1
done
exit "$status"
