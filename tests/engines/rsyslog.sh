#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# rsyslogd in the foreground, with a socket and files of its own: omprog collects
# the objects, and mmexternal adds to messages.
. tests/engine.sh
. tests/until.sh
PATH=$PATH:/usr/sbin
for program in rsyslogd logger jq; do
    command -v $program >/dev/null ||
        skip "$program is missing"
done

ours() { # the paths of samples as ours
    sed "s,/usr/local/bin,$BUILD,; s,/usr/bin/jq,$(command -v jq),
        s,/usr/local/libexec,$work,; s,/var/log,$work,"
}
sample engines-rsyslog 2 | ours >"$work/smtpcodes-rsyslog"
chmod +x "$work/smtpcodes-rsyslog"
# The path of a socket has room for 107 bytes.
sockets=$(mktemp -d)
{
    echo "global(workDirectory=\"$work\")"
    echo 'module(load="imuxsock" sysSock.use="off")'
    echo "input(type=\"imuxsock\" Socket=\"$sockets/log\")"
    sample engines-rsyslog | ours
    sample engines-rsyslog 3 | ours
} >"$work/rsyslog.conf"
rsyslogd -n -f "$work/rsyslog.conf" -i "$work/pid" >"$work/said" 2>&1 &
daemon=$!
trap 'kill $daemon 2>/dev/null; wait $daemon; rm -rf "$sockets"' EXIT

say() { # TAG TEXT
    logger -u "$sockets/log" -p mail.info -t "$1" "$2"
}
lines_are() { # FILE NUMBER
    [ "$(grep -c . "$1" 2>/dev/null)" = "$2" ]
}
check 'rsyslogd takes messages' wait_until [ -S "$sockets/log" ]
say 'postfix/smtp[1]' 'A1: to=<kim@b.example>, relay=mx.b.example[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.b.example[192.0.2.1] said: 550 5.1.1 User unknown)'
say 'cron[1]' '550 5.1.1 User unknown'
say 'postfix/smtp[1]' 'A2: to=<lee@b.example>, relay=mx.b.example[192.0.2.1]:25, dsn=4.2.2, status=deferred (host mx.b.example[192.0.2.1] said: 452 4.2.2 Mailbox full)'
say 'postfix/qmgr[1]' 'A1: removed'
say 'postfix/smtp[1]' 'A3: to=<pat@b.example>, relay=mx.b.example[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.b.example[192.0.2.1] said: 550 5.1.1 No such user)'
check 'an object for each line of Postfix' wait_until lines_are "$work/smtpcodes.json" 4
jq -r '.queue_id + " " + .reason' "$work/smtpcodes.json" >"$work/objects"
printf '%s\n' 'A1 user-unknown' 'A2 mailbox-full' ' other' 'A3 user-unknown' >"$work/expected"
check 'in their order' diff "$work/expected" "$work/objects"
check 'messages with the action suppress' wait_until lines_are "$work/suppress.log" 2
printf 'user-unknown %s@b.example\n' kim pat >"$work/expected"
check 'their causes and recipients' diff "$work/expected" "$work/suppress.log"
check 'rsyslogd had nothing to say' [ ! -s "$work/said" ]
report
