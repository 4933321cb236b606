#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# GNU parallel: however the input is divided, the output is that of one process.
. tests/engine.sh
parallel --version 2>/dev/null | grep -q '^GNU parallel' ||
    skip 'GNU parallel is missing'

export PARALLEL_HOME="$work"
cut -f1 tests/explain/replies.tsv >"$work/mail.log"
cat tests/logs/*.txt >>"$work/mail.log"
smtpcodes explain --json --each-line <"$work/mail.log" >"$work/expected.json"
sample engines-parallel | sed "s,/var/log/mail.log,$work/mail.log,
    s,verdicts.json,$work/verdicts.json,; s/10M/16k/" >"$work/pipe.sh"
check 'parallel ends well' sh "$work/pipe.sh"
check 'the same output' cmp "$work/expected.json" "$work/verdicts.json"
report
