#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# What the summary of a mail log says. Run from the repository root.
set -u
work=${BUILD:-build}/tmp/summary
tool=$work/smtpcodes
passed=0
failed=0

rm -rf "$work"
mkdir -p "$work"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra ${WERROR:+-Werror} \
    -o "$tool" out/smtpcodes.c || exit 1

# NAME EXPECTED ACTUAL
same() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s: expected\n%s\ngot\n%s\n' "$1" "$2" "$3" >&2
    fi
}

# NAME STATUS PATTERN COMMAND...: the command ends so and prints that.
expect() {
    name=$1 want=$2 pattern=$3
    shift 3
    "$@" >"$work/said" 2>&1 </dev/null
    got=$?
    if [ "$got" -eq "$want" ] && grep -q -- "$pattern" "$work/said"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name: status $got, not $want, or no \"$pattern\" in:" >&2
        cat "$work/said" >&2
    fi
}

cat >"$work/mail.log" <<'END'
Feb  3 04:05:06 out1 postfix/smtpd[801]: connect from app.example.com[198.51.100.4]
Feb  3 04:05:06 out1 postfix/smtpd[801]: 3F9A01: client=app.example.com[198.51.100.4]
Feb  3 04:05:07 out1 postfix/smtp[811]: 3F9A01: to=<kim@example.org>, relay=mx1.example.org[192.0.2.25]:25, delay=0.9, dsn=5.1.1, status=bounced (host mx1.example.org[192.0.2.25] said: 550 5.1.1 <kim@example.org>: no such user here (in reply to RCPT TO command))
Feb  3 04:05:08 out1 postfix/smtp[811]: 3F9A02: to=<lee@example.org>, relay=mx2.example.org[192.0.2.26]:25, delay=0.9, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4F)
Feb  3 04:05:09 out1 postfix/smtp[811]: 3F9A03: host mx1.example.net[192.0.2.35] said: 451 4.7.1 Greylisted, come back later (in reply to RCPT TO command)
Feb  3 04:05:10 out1 postfix/smtp[811]: 3F9A03: to=<pat@example.net>, relay=mx2.example.net[192.0.2.36]:25, delay=1, dsn=4.7.1, status=deferred (host mx2.example.net[192.0.2.36] said: 451 4.7.1 Greylisted, come back later (in reply to RCPT TO command))
Feb  3 04:35:10 out1 postfix/smtp[811]: 3F9A03: to=<pat@example.net>, relay=mx2.example.net[192.0.2.36]:25, delay=1801, dsn=4.7.1, status=deferred (host mx2.example.net[192.0.2.36] said: 451 4.7.1 Greylisted, come back later (in reply to RCPT TO command))
Feb  3 04:35:11 out1 postfix/smtp[811]: 3F9A04: to=<lee@example.org>, relay=127.0.0.1[127.0.0.1]:10024, delay=1, dsn=2.0.0, status=sent (250 2.0.0 from MTA(smtp:[127.0.0.1]:10025): 250 2.0.0 Ok: queued as 3F9A05)
Feb  3 04:35:12 out1 postfix/smtp[811]: 3F9A06: to=<kim@example.org>, relay=mx1.example.org[192.0.2.25]:25, delay=0.9, dsn=5.1.1, status=undeliverable (host mx1.example.org[192.0.2.25] said: 550 5.1.1 no such user here)
Feb  3 04:35:13 out1 postfix/smtpd[801]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 5.7.1 <q@example.net>: Relay access denied; from=<a@example.com> to=<q@example.net> proto=ESMTP helo=<z>
Feb  3 05:00:00 out1 postfix/smtp[811]: 3F9A07: to=<ann@shop.example.co.uk>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to mail.shop.example.co.uk[192.0.2.45]:25: Connection timed out)
Feb  3 05:00:01 out1 postfix/qmgr[802]: 3F9A02: removed
END
"$tool" summary "$work/mail.log" >"$work/text"
same "the whole report" "$work/mail.log Feb 3 04:05:06 - Feb 3 05:00:01
5 attempts: 1 sent, 3 deferred, 1 failed

WHO MUST ACT    not sent             WHAT, how often, since when
no one, retried        2  50 % ##    Greylisted for a few               2  04:05
                                     minutes
you, your lists        1  25 % #     No such user at this domain        1  04:05
the network            1  25 % #     No answer from the other           1  05:00
                                     server in time

BY RECEIVER              tried not sent       worst cause
example.net                  2       2 100 %  Greylisted for a few minutes
example.org                  2       1  50 %  No such user at this domain
example.co.uk                1       1 100 %  No answer from the other server in
                                              time

FIRST LINE OF EACH
      2  451 4.7.1 Greylisted, come back later (in reply to RCPT TO command)
         Feb 3 04:05:10 3F9A03 to pat@example.net
      1  550 5.1.1 <kim@example.org>: no such user here (in reply to RCPT TO
         command)
         Feb 3 04:05:07 3F9A01 to kim@example.org
      1  connect to mail.shop.example.co.uk[192.0.2.45]:25: Connection timed out
         Feb 3 05:00:00 3F9A07 to ann@shop.example.co.uk

Every attempt counts. A message that was tried three times counts three times.
Not counted: messages of others that this server rejected (1), replies after
which another server was tried (1), hops inside this server (1), probes of an
address (1)." "$(cat "$work/text")"

# However wide: no line is longer, if it is not of one word, and none is cut.
words() {
    grep -v '^WHO MUST' | tr -s ' ' '\n' | LC_ALL=C sort
}
for width in 40 41 55 71 72 73 80 99 100; do
    COLUMNS=$width "$tool" summary "$work/mail.log" >"$work/narrow"
    same "at $width columns no line is longer" "" \
        "$(awk -v most="$width" 'length > most && /[^ ] /' "$work/narrow")"
    same "at $width columns no word is lost" "$(words <"$work/text" | grep -c '[a-z]')" \
        "$(words <"$work/narrow" | grep -c '[a-z]')"
done

# Since when, where the lines are of more than one day.
sed -n 3p "$work/mail.log" >"$work/days"
sed -n '4s/Feb  3/Feb  5/p' "$work/mail.log" >>"$work/days"
same "since a day" "1  Feb  3" "$("$tool" summary "$work/days" | grep -o '1  Feb.*')"
sed 's/^Feb  \([35]\) \([0-9:]*\)/2026-02-0\1T\2Z/' "$work/days" >"$work/dates"
same "since a day of a year" "1  02-03" "$("$tool" summary "$work/dates" | grep -o '1  02.*')"

# For machines the same.
"$tool" summary --json "$work/mail.log" >"$work/json"
same "one object" 1 "$(wc -l <"$work/json" | tr -d ' ')"
same "what there was" '"lines":12,"log_lines":12,"from":"Feb  3 04:05:06","to":"Feb  3 05:00:01","attempts":5,"sent":1,"deferred":3,"failed":1,"not_counted":{"inbound":1,"interim":1,"hop":1,"probe":1,"no_attempt":0}' \
    "$(grep -o '"lines".*,"kinds"' "$work/json" | sed 's/,"kinds"//')"
same "a kind" '{"count":2,"title":"Greylisted for a few minutes","message":"greylisted","reason":"greylisted","action":"retry","party":"nobody","deferred":2,"failed":0,"reply":"451 4.7.1 Greylisted, come back later (in reply to RCPT TO command)","time":"Feb  3 04:05:10","queue_id":"3F9A03","sender":null,"recipient":"pat@example.net"}' \
    "$(grep -o '{"count":2[^}]*}' "$work/json")"
same "a receiver" '{"domain":"example.org","tried":2,"deferred":0,"failed":1,"worst":"No such user at this domain"}' \
    "$(grep -o '{"domain":"example.org"[^}]*}' "$work/json")"
if command -v python3 >/dev/null 2>&1; then
    expect "it is JSON" 0 '"summary": 1' python3 -m json.tool "$work/json"
fi

# For Prometheus.
"$tool" summary --prometheus "$work/mail.log" >"$work/metrics"
same "the metrics" '# HELP smtpcodes_results_total Delivery attempts, by how they ended and why.
# TYPE smtpcodes_results_total counter
smtpcodes_results_total{outcome="sent",reason="accepted",action="none",party="nobody",provider=""} 1
smtpcodes_results_total{outcome="failed",reason="user-unknown",action="suppress",party="sender",provider=""} 1
smtpcodes_results_total{outcome="deferred",reason="greylisted",action="retry",party="nobody",provider=""} 2
smtpcodes_results_total{outcome="deferred",reason="network",action="retry",party="network",provider=""} 1
# HELP smtpcodes_not_counted_total What was seen and is no delivery attempt, by kind.
# TYPE smtpcodes_not_counted_total counter
smtpcodes_not_counted_total{kind="inbound"} 1
smtpcodes_not_counted_total{kind="interim"} 1
smtpcodes_not_counted_total{kind="hop"} 1
smtpcodes_not_counted_total{kind="probe"} 1
smtpcodes_not_counted_total{kind="no_attempt"} 0
# HELP smtpcodes_lines_total Lines that were read.
# TYPE smtpcodes_lines_total counter
smtpcodes_lines_total 12
# HELP smtpcodes_log_lines_total Lines that were read and are of a mail log.
# TYPE smtpcodes_log_lines_total counter
smtpcodes_log_lines_total 12' "$(cat "$work/metrics")"
same "the same as OpenMetrics" "$(sed 's/^\(# [A-Z]* [a-z_]*\)_total /\1 /' "$work/metrics"; echo '# EOF')" \
    "$("$tool" summary --openmetrics "$work/mail.log")"
expect "metrics of nothing" 0 'outcome="sent".* 0$' "$tool" summary --prometheus

# Replies of all kinds as a log, with what strangers choose in each place.
tr -d '\000\r' <tests/explain/replies.tsv | cut -f1 | grep '^[45]' | awk '{
    printf "3F: to=<\"%d\\\"@x%d.example>, relay=\"%d\", dsn=%d.0.0, status=%s (%s)\n", NR, NR, NR,
        substr($0, 1, 1), /^4/ ? "deferred" : "bounced", $0 }' >"$work/replies.log"
# What is wrong with the form of metrics: what each family lacks, a value that
# is no id or number, a series that comes twice.
malformed() {
    LC_ALL=C awk '
        /^# HELP / { if (seen[$3]++ || NF < 4) print "again: " $0; help = $3; next }
        /^# TYPE / { if ($3 != help || $4 != "counter" || NF != 4) print "type: " $0; type = $3; next }
        { name = $1; sub(/[{].*/, "", name)
          if (name != type || name !~ /^smtpcodes_[a-z_]+_total$/) print "name: " $0
          if (NF != 2 || $2 !~ /^[0-9]+$/) print "value: " $0
          if ($1 !~ /^[a-z_]+([{]([a-z]+="[a-z0-9_-]*",?)*[}])?$/) print "labels: " $0
          if (series[$1]++) print "twice: " $0 }
        END { if (!NR) print "empty" }' "$1"
}
# What the results of metrics add up to.
results() {
    awk '/^smtpcodes_results_total/ { n += $2 } END { print n }' "$1"
}
"$tool" summary --prometheus "$work/replies.log" >"$work/metrics"
same "the form of metrics" "" "$(malformed "$work/metrics")"
same "all attempts are counted" "\"attempts\":$(results "$work/metrics")" \
    "$("$tool" summary --json "$work/replies.log" | grep -o '"attempts":[0-9]*')"
printf '%s\n' 'dsn=5.7.1, status=bounced (550 5.7.1 Relaying denied)' \
    'dsn=5.7.1, status=bounced (550 5.7.1 Relaying denied. gsmtp)' |
    "$tool" summary --prometheus >"$work/two"
same "providers are apart" 2 "$(grep -c '^smtpcodes_results.*failed.*relay-denied' "$work/two")"
same "providers are told" 'provider="google"' \
    "$(grep -o 'provider="google"' "$work/metrics" | sort -u)"
# The same tool with little room.
sed 's/TALLIES = 512/TALLIES = 3/' out/smtpcodes.c >"$work/small.c"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -Iout -o "$work/small" "$work/small.c" || exit 1
"$work/small" summary --prometheus "$work/replies.log" >"$work/few"
same "the form of few metrics" "" "$(malformed "$work/few")"
same "others are counted too" "$(results "$work/metrics")" "$(results "$work/few")"
same "as others, by how they ended" 2 \
    "$(grep -c 'reason="others",action="others",party="others",provider="others"' "$work/few")"

# What is new since last time.
head -4 "$work/mail.log" | "$tool" summary --json >"$work/last"
"$tool" summary --since-last "$work/last" "$work/mail.log" >"$work/text"
same "a kind that is new" 1 "$(grep -c 'Greylisted.* 2  *new  04:05' "$work/text")"
same "one that is not" 1 "$(grep -c 'No such user at  *1  *+0  04:05' "$work/text")"
{
    cat "$work/mail.log"
    grep bounced "$work/mail.log"
} >"$work/more.log"
"$tool" summary --since-last="$work/json" "$work/more.log" >"$work/text"
same "a change of the count" 1 "$(grep -c 'No such user at  *2  *+1  04:05' "$work/text")"
same "nothing new" 0 "$(grep -c ' new ' "$work/text")"
same "the same in JSON" '"new":false,"before":1' \
    "$("$tool" summary --json --since-last "$work/json" "$work/more.log" |
        grep -o '"reason":"user-unknown"[^}]*' | grep -o '"new":[^,]*,"before":[0-9]*')"
mkfifo "$work/pieces"
{
    head -c 100 "$work/json"
    sleep 0.2
    tail -c +101 "$work/json"
} >"$work/pieces" &
same "an earlier one that comes in pieces" "$(cat "$work/text")" \
    "$("$tool" summary --since-last "$work/pieces" "$work/more.log")"
kill $! 2>/dev/null # it waits, if nobody read
"$tool" summary --json --since-last "$work/json" "$work/more.log" >"$work/compared"
expect "one that compared can be compared with" 0 'No such user.* +0 ' \
    "$tool" summary --since-last "$work/compared" "$work/more.log"
for wrong in '' '{' '[]' '{"summary":1}' '{"summary":1,"kinds":[{"count":1' \
    'not JSON' '{"kinds":[]}' '{"summary":2,"kinds":[]}'; do
    printf '%s' "$wrong" >"$work/wrong"
    expect "no earlier summary: $wrong" 2 "written with --json: $work/wrong" \
        "$tool" summary --since-last "$work/wrong" "$work/mail.log"
done
echo '4F: to=<lee@example.org>, dsn=4.2.2, status=deferred (452 4.2.2 mailbox is full)' |
    "$tool" summary --json >"$work/soft"
echo '4F: to=<lee@example.org>, dsn=5.2.2, status=bounced (552 5.2.2 mailbox is full)' >"$work/hard"
expect "the same words with another thing to do are new" 0 "The recipient's.* new " \
    "$tool" summary --since-last "$work/soft" "$work/hard"
printf '1 attempts' | "$tool" summary --json >"$work/none"
expect "nothing failed before, so all is new" 0 'No such user.* new ' \
    "$tool" summary --since-last "$work/none" "$work/mail.log"
rm "$work/none"
expect "no such file" 2 "cannot read $work/none" \
    "$tool" summary --since-last "$work/none" "$work/mail.log"
expect "no file named" 2 'missing value' "$tool" summary --since-last

# Files in whatever order, and standard input.
head -6 "$work/mail.log" >"$work/mail.log.1"
tail -6 "$work/mail.log" >"$work/mail.log.0"
"$tool" summary "$work/mail.log.0" "$work/mail.log.1" >"$work/text"
same "the period of two files" '2 files Feb 3 04:05:06 - Feb 3 05:00:01' \
    "$(sed -n 1p "$work/text")"
same "the first line of each in the earlier file" 1 \
    "$(grep -c '04:05:10 3F9A03' "$work/text")"
same "standard input" 'standard input Feb 3 04:05:06 - Feb 3 05:00:01' \
    "$("$tool" summary <"$work/mail.log" | sed -n 1p)"
same "the journal's time" 'standard input 2027-02-04 04:05:06Z - 2027-02-04 04:05:07Z' "$(printf '%s\n' \
    '{"__REALTIME_TIMESTAMP":"1801713906000000","SYSLOG_IDENTIFIER":"postfix/qmgr","MESSAGE":"3F: removed"}' \
    '{"__REALTIME_TIMESTAMP":"1801713907999999","SYSLOG_IDENTIFIER":"postfix/qmgr","MESSAGE":"4F: removed"}' |
    "$tool" summary | sed -n 1p)"
same "December comes before January" 'standard input Dec 31 23:59:59 - Jan 1 00:00:01' "$(printf '%s\n' \
    'Dec 31 23:59:59 out1 postfix/qmgr[1]: 3F: removed' \
    'Jan  1 00:00:01 out1 postfix/qmgr[1]: 4F: removed' | "$tool" summary | sed -n 1p)"

for day in 'Dec 31' 'Jan  1'; do
    echo "$day 23:59:59 out1 postfix/qmgr[1]: 3F: removed" >"$work/${day%% *}"
done
for order in 'Dec Jan' 'Jan Dec'; do
    same "in whatever order: $order" '2 files Dec 31 23:59:59 - Jan 1 23:59:59' \
        "$("$tool" summary "$work/${order% *}" "$work/${order#* }" | sed -n 1p)"
done

# What is no log, and what is one but tells of no delivery.
expect "no log" 1 'No known kind of mail log in 3 lines.' \
    sh -c "printf 'Dear Ann,\nhow are you?\nPat\n' | $tool summary"
expect "nothing at all" 1 'No known kind of mail log in 0 lines.' "$tool" summary
expect "no delivery" 1 'No delivery in 3 lines of a mail log.' \
    sh -c "grep -E 'smtpd.*(connect|client)|removed' $work/mail.log | $tool summary"
expect "nothing but refusals" 1 '^Not counted: messages of others that this server' \
    sh -c "grep NOQUEUE $work/mail.log | $tool summary"
expect "replies are no log, but count" 0 '2 attempts: 1 sent, 0 deferred, 1 failed' \
    sh -c "printf '550-5.1.1 no such\n550 5.1.1 user\n250 ok\n' | $tool summary"
expect "all was sent" 0 '1 attempts: 1 sent, 0 deferred, 0 failed' \
    sh -c "grep 3F9A02: $work/mail.log | $tool summary"

# More receivers than there are places for, in little memory.
awk 'BEGIN {
    for (i = 0; i < 6000; i++)
        printf "Feb  3 04:05:%02d out1 postfix/smtp[8]: 3F%d: to=<kim@d%d.example>, relay=none, dsn=5.1.1, status=bounced (no such user here)\n",
            i / 100, i, i
}' >"$work/many.log"
same "what does not fit is counted" '"attempts":6000 "other_receivers":1904' "$(
    # shellcheck disable=SC3045 # where there is one
    ulimit -v 65536 2>/dev/null
    "$tool" summary --json "$work/many.log" |
        sed 's/.*\("attempts":[0-9]*\),.*\("other_receivers":[0-9]*\).*/\1 \2/')"
same "and shown" 'others                    5988    5988 100 %' \
    "$("$tool" summary "$work/many.log" | grep '^others' | sed 's/ *$//')"

same "a receiver's hosts, in whatever case" '"domain":"example.org","tried":2' "$(printf '%s\n' \
    '3F9A01: to=<kim@a.example>, relay=MX1.Example.ORG[192.0.2.25]:25, dsn=5.1.1, status=bounced (no such user here)' \
    '3F9A02: to=<lee@b.example>, relay=mx2.example.org[192.0.2.26]:25, dsn=2.0.0, status=sent (250 Ok)' |
    "$tool" summary --json | grep -o '"domain":"example.org","tried":[0-9]*')"

# A row of a table, and a share that is rounded.
printf '%s\n' type,timeLogged,dsnDiag,rcpt \
    'b,1801713906,"smtp;550 5.1.1 ""kim"", no such user here",kim@example.org' \
    'b,1801713907,550 5.1.1 no such user here,lee@example.org' \
    'b,1801713908,552 5.2.2 mailbox is full,pat@example.org' >"$work/table"
same "quotes in a cell" '"reply":"smtp;550 5.1.1 \"kim\", no such user here","time":"2027-02-04 04:05:06Z"' \
    "$("$tool" summary --json "$work/table" | grep -o '"reply":"smtp.*kim.", .*"time":"[^"]*"' | sed 's/,"queue_id.*//')"
same "two of three" 'you, your lists        2  67 % ###   No such user at this domain        2  04:05' \
    "$("$tool" summary "$work/table" | grep 'your lists')"

# What fails most at a receiver, although many other things came first.
{
    for reply in '550 5.1.1 no such user here' '552 5.2.2 mailbox is full' \
        '554 5.7.1 Message looks like spam' '451 4.7.1 Greylisted, come back later' \
        '552 5.3.4 Message too big' '452 4.3.1 Insufficient system storage' \
        '554 5.4.6 Too many hops, mail loop' '421 4.7.0 Too many messages, slow down' \
        '501 5.5.4 Invalid arguments'; do
        echo "3F: to=<kim@example.org>, dsn=5.0.0, status=bounced ($reply)"
    done
    yes '3F: to=<kim@example.org>, dsn=5.7.1, status=bounced (554 5.7.1 Relay access denied)' | head -30
} >"$work/various"
same "what fails most" '"tried":39,"deferred":0,"failed":39,"worst":"Server does not relay this message"' \
    "$("$tool" summary --json "$work/various" | grep -o '"tried".*"worst":"[^"]*"')"

# What strangers chose steers nothing, and is no row of its own.
printf 'Feb  3 04:05:07 out1 postfix/smtp[811]: 3F9A01: to=<"\033[1m"@\033[31m.example>, relay=none, dsn=5.1.1, status=bounced (no such user\007 here)\n' >"$work/steers"
same "nothing steers a terminal" 0 \
    "$("$tool" summary "$work/steers" | LC_ALL=C grep -c '[[:cntrl:]]')"

echo "summary: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
