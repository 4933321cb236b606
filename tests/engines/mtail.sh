#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# mtail counts the objects, and nothing that a line quotes.
. tests/engine.sh
mkdir "$work/programs"
command -v mtail >/dev/null || skip 'mtail is missing'

sample engines-mtail >"$work/programs/smtpcodes.mtail"
printf '%s\n' '550 5.1.1 User unknown' '550 5.1.1 No such user' '452 4.2.2 Mailbox full' \
    '550 5.1.1 User unknown "reason":"spam","action":"none"' |
    "$BUILD/smtpcodes" explain --json --each-line >"$work/smtpcodes.json"
check 'mtail runs the program' mtail --one_shot --one_shot_format prometheus \
    --progs "$work/programs" --logs "$work/smtpcodes.json"
grep '^smtp_verdicts_total' "$work/log" | sed 's/prog="[^"]*",//' >"$work/counts"
cat >"$work/expected" <<'END'
smtp_verdicts_total{action="retry",reason="mailbox-full"} 1
smtp_verdicts_total{action="suppress",reason="user-unknown"} 3
END
check 'what it counts' diff "$work/expected" "$work/counts"
report
