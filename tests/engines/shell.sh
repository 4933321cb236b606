#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The pipe into jq, sort and uniq.
. tests/engine.sh
command -v jq >/dev/null || skip 'jq is missing'

for code in 5.1.1 5.1.1 4.2.2; do
    echo "Jan  2 03:04:05 mx postfix/smtp[1]: A1: to=<a@b.example>, dsn=$code, status=bounced (host x said: ${code%%.*}50 $code No)"
done >"$work/mail.log"
sample engines-in-a-shell | sed "s,/var/log/mail.log,$work/mail.log," >"$work/pipe.sh"
sh "$work/pipe.sh" | sed 's/^ *//' >"$work/counts"
printf '2 user-unknown\n1 mailbox-full\n' >"$work/expected"
check 'counts of causes' diff "$work/expected" "$work/counts"
report
