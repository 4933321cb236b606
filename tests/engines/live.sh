#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# A log that grows: each line is answered before the next is written.
. tests/engine.sh
. tests/until.sh
command -v jq >/dev/null || skip 'jq is missing'

: >"$work/mail.log"
sample engines-live |
    sed "s,/var/log/mail.log,--pid=$$ -s 0.1 $work/mail.log," >"$work/pipe.sh"
sh "$work/pipe.sh" >"$work/recipients" &
# Until tail reads, and then one line after the other.
grows() {
    echo "Jan  2 03:04:05 mx postfix/smtp[1]: A1: to=<$1@b.example>, dsn=5.1.1, status=bounced (host x said: 550 5.1.1 User unknown)" >>"$work/mail.log"
    grep -q "^$1@b.example$" "$work/recipients"
}
check 'the first line' wait_until grows first
for name in second third; do
    grows $name
    check "the $name line" wait_until grep -q "^$name@b.example$" "$work/recipients"
done
report
