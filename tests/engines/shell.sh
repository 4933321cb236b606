#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The pipe into jq, sort and uniq.
set -u
BUILD=$(cd "${BUILD:-build}" && pwd)
work=$BUILD/tmp/shell-engine
rm -rf "$work" && mkdir -p "$work/bin"
. tests/check.sh
. tests/sample.sh
command -v jq >/dev/null || { echo 'engines: skipped shell: jq is missing'; exit 0; }

ln -sf "$BUILD/smtpcodes" "$work/bin/"
PATH=$work/bin:$PATH
for code in 5.1.1 5.1.1 4.2.2; do
    echo "Jan  2 03:04:05 mx postfix/smtp[1]: A1: to=<a@b.example>, dsn=$code, status=bounced (host x said: ${code%%.*}50 $code No)"
done >"$work/mail.log"
sample out/docs/engines.md engines-in-a-shell | sed "s,/var/log/mail.log,$work/mail.log," >"$work/pipe.sh"
sh "$work/pipe.sh" | sed 's/^ *//' >"$work/counts"
printf '2 user-unknown\n1 mailbox-full\n' >"$work/expected"
check 'counts of causes' diff "$work/expected" "$work/counts"
echo "shell: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
