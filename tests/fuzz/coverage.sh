#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# usage: coverage.sh FOLDER CORPORA NAME...
#
# Replays what each fuzzer has found (CORPORA/NAME, or the seeds) with the
# binaries of FOLDER, built to count, and prints which part of the lines of
# each file under test was reached.
set -eu

folder=$1 corpora=$2
shift 2
for name; do
    corpus=$corpora/$name
    [ -d "$corpus" ] || corpus=tests/fuzz/corpus/$name
    profile=$folder/$name.profraw
    LLVM_PROFILE_FILE=$profile "$folder/fuzz_$name" -runs=0 "$corpus" \
        >"$folder/$name.log" 2>&1 || { tail -5 "$folder/$name.log" >&2; exit 1; }
    llvm-profdata merge -sparse -o "$folder/$name.profdata" "$profile"
    echo "fuzz $name:"
    llvm-cov report "$folder/fuzz_$name" -instr-profile="$folder/$name.profdata" \
        -ignore-filename-regex='tests/fuzz|embedded' |
        awk '$1 ~ /\.[ch]$|^TOTAL$/ && $8 > 0 { printf "  %-32s %6d lines %8s\n", $1, $8, $10 }'
done
