#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The end of make check: how many checks and unit tests passed, and of each
# that failed what to do. Usage: total.sh FOLDER, where a file CHECK has what
# it said, and CHECK.failed is there when it failed.
set -u
cd "$1" || exit 1

# CHECK: what helps most often. The others say it themselves.
remedy() {
    case $1 in
    drift) echo 'run make gen, and commit out/ with what caused it' ;;
    walk) echo 'run make golden, read the diff, and commit tests/golden/out/; or bring gen/README.md up to date' ;;
    style | schema) echo 'the lines with catalog/ say what to write' ;;
    links) echo 'a page or heading went that others link to: put it back, or mend the link' ;;
    manual) echo 'bring gen/runtime/smtpcodes*.3 up to date with the headers' ;;
    newcomer) echo "README.md's steps no longer work as written: mend the step or what it calls" ;;
    small-diffs) echo 'one entry must not move the rest of a header: sort the table by something local' ;;
    consumer) echo 'a size or a warning: see the limits in tests/consumer/run.sh' ;;
    includes) echo 'a folder of gen/ includes only from those before it in gen/README.md' ;;
    hostile) echo 'a text gets out of its place: put it through an escaper of gen/render/esc.h' ;;
    fuzz-short) echo 'the input is kept: see tests/fuzz/README.md' ;;
    unit) echo 'each [  FAILED  ] names its test; run it alone: make build/tests/test_NAME && build/tests/test_NAME' ;;
    *) echo "run make $1 alone" ;;
    esac
}

passed=0
failed=0
for check in *; do
    case $check in
    *.failed | unit) ;;
    *) if [ -e "$check.failed" ]; then failed=$((failed + 1)); else passed=$((passed + 1)); fi ;;
    esac
done
# unit: N passed, N failed, N skipped
counts=$(sed -n 's/^unit: \([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' unit)
# shellcheck disable=SC2086 # three numbers
set -- ${counts:-0 1 0}
# A program that died has no test that failed.
[ -e unit.failed ] && [ "$2" -eq 0 ] && set -- "$1" 1 "$3"
for check in *.failed; do
    [ -e "$check" ] || break
    check=${check%.failed}
    echo "FAILED: $check: $(grep -m 1 -E 'FAILED|error|differs|out of|not ' "$check" | cut -c1-160)"
    echo "        $(remedy "$check")"
done
echo "check: $((passed + $1)) passed, $((failed + $2)) failed, $3 skipped"
[ $((failed + $2)) -eq 0 ]
