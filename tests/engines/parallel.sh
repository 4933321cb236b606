#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# GNU parallel: however the input is divided, the output is that of one process.
set -u
BUILD=$(cd "${BUILD:-build}" && pwd)
work=$BUILD/tmp/parallel-engine
rm -rf "$work" && mkdir -p "$work/bin"
. tests/check.sh
. tests/sample.sh
parallel --version 2>/dev/null | grep -q '^GNU parallel' ||
    { echo 'engines: skipped parallel: GNU parallel is missing'; exit 0; }

ln -sf "$BUILD/smtpcodes" "$work/bin/"
PATH=$work/bin:$PATH
export PARALLEL_HOME="$work"
cut -f1 tests/explain/replies.tsv >"$work/mail.log"
cat tests/logs/*.txt >>"$work/mail.log"
smtpcodes explain --json --each-line <"$work/mail.log" >"$work/expected.json"
sample out/docs/engines.md engines-parallel | sed "s,/var/log/mail.log,$work/mail.log,
    s,verdicts.json,$work/verdicts.json,; s/10M/16k/" >"$work/pipe.sh"
check 'parallel ends well' sh "$work/pipe.sh"
check 'the same output' cmp "$work/expected.json" "$work/verdicts.json"
echo "parallel: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
