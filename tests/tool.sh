#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# The command-line tool as its users call it: exit codes, output, logs.
# Run from the repository root.
set -u
work=${BUILD:-build}/tmp/tool
tool=$work/smtpcodes
passed=0
failed=0

rm -rf "$work"
mkdir -p "$work"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra -Wpedantic \
    -Wconversion -Wshadow ${WERROR:+-Werror} -o "$tool" out/smtpcodes.c || exit 1

# NAME STATUS PATTERN COMMAND...: the command ends so and prints that.
expect() {
    name=$1 want=$2 pattern=$3
    shift 3
    "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    if [ "$got" -eq "$want" ] && { [ -z "$pattern" ] ||
        cat "$work/out" "$work/err" | grep -q -- "$pattern"; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $name: status $got, not $want, or no \"$pattern\" in:" >&2
        cat "$work/out" "$work/err" >&2
    fi
}

# NAME EXPECTED ACTUAL
same() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s: expected\n%s\ngot\n%s\n' "$1" "$2" "$3" >&2
    fi
}

# No code of the catalogue is retired yet, so one of the golden catalogue is asked for.
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -o "$work/golden" \
    tests/golden/out/smtpcodes.c || exit 1
expect "a retired code" 0 '^  Note    Retired since 2026-11: use X.1.1, 550.$' \
    "$work/golden" 5.1.606
expect "a retired code in JSON" 0 '"retired":"Retired since 2026-11: use X.1.1, 550."' \
    "$work/golden" --json 5.1.606
expect "a code in use in JSON" 0 '"retired":"",' "$tool" --json 550
# WORD: an unknown one, as the tool says it.
said() {
    "$tool" "$1" 2>&1 | sed "s/^smtpcodes: '\(.*\)' is not a code, .*/\1/"
}
same "nothing steers a terminal" '?[1m5.9.9?' \
    "$(said "$(printf '\033[1m5.9.9\007')")"
same "nor do two bytes of UTF-8" '?31m' "$(said "$(printf '\302\23331m')")"
same "nor a wrong option" 'smtpcodes: unknown option: --?[1m' \
    "$("$tool" "$(printf -- '--\033[1m')" 2>&1 | head -1)"
# Each turns the way of writing, ends a line or steers; in JSON it comes back.
while read -r code bytes; do
    char=$(printf '%b' "$bytes")
    same "U+$code steers no terminal" "a?b" "$(said "a${char}b")"
    same "U+$code is escaped in JSON" '{"query":"a\u'"$code"'b"' \
        "$("$tool" --json "a${char}b" | cut -d, -f1)"
done <<'END'
001b \0033
007f \0177
0080 \0302\0200
009f \0302\0237
061c \0330\0234
200e \0342\0200\0216
200f \0342\0200\0217
2028 \0342\0200\0250
2029 \0342\0200\0251
202a \0342\0200\0252
202e \0342\0200\0256
2066 \0342\0201\0246
2069 \0342\0201\0251
END
# Their neighbours, the least and the last of two, three and four bytes.
for bytes in '\0041' '\0176' '\0302\0240' '\0330\0233' '\0330\0235' '\0337\0277' \
    '\0340\0240\0200' '\0342\0200\0215' '\0342\0200\0220' \
    '\0342\0200\0247' '\0342\0200\0257' '\0342\0201\0245' \
    '\0342\0201\0252' '\0355\0237\0277' '\0356\0200\0200' \
    '\0357\0277\0277' '\0360\0220\0200\0200' '\0364\0217\0277\0277'; do
    char=$(printf '%b' "$bytes")
    same "harmless: $bytes" "a${char}b" "$(said "a${char}b")"
    same "harmless in JSON: $bytes" "{\"query\":\"a${char}b\"" \
        "$("$tool" --json "a${char}b" | cut -d, -f1)"
done
# Bytes that are no character: too long a form, a surrogate, beyond U+10FFFF.
while read -r bytes answer; do
    same "no UTF-8: $bytes" "{\"query\":\"a$answer\"" \
        "$("$tool" --json "a$(printf '%b' "$bytes")" | cut -d, -f1)"
done <<'END'
\0300\0200 \ufffd\ufffd
\0340\0237\0277 \ufffd\ufffd\ufffd
\0355\0240\0200 \ufffd\ufffd\ufffd
\0360\0217\0277\0277 \ufffd\ufffd\ufffd\ufffd
\0364\0220\0200\0200 \ufffd\ufffd\ufffd\ufffd
\0342\0200 \ufffd\ufffd
END
expect "no argument" 2 'usage:' "$tool"
expect "unknown option" 2 'unknown option.*--jason' "$tool" --jason
expect "unknown provider" 2 'unknown provider: nobody' \
    "$tool" --provider nobody 550
expect "unknown provider, the known" 2 '^  microsoft-365$' \
    "$tool" --provider nobody 550
expect "value missing" 2 'missing value' "$tool" 550 --provider
expect "help" 0 'Exit status' "$tool" --help
expect "version" 0 'registry of' "$tool" --version
expect "short help" 0 '^usage:' "$tool" -h
for command in explain summary search list; do
    expect "help of $command" 0 "^usage: smtpcodes $command " \
        "$tool" $command --help
    expect "short help of $command" 0 "^usage: smtpcodes $command " \
        "$tool" $command -h
done
expect "help behind an option" 0 '^usage: smtpcodes explain' \
    "$tool" explain --json --help
expect "help asked for in a word" 0 '^usage: smtpcodes WORD' "$tool" help
expect "help of a command in words" 0 '^usage: smtpcodes list' "$tool" help list
expect "help of no command" 0 '^usage: smtpcodes WORD' "$tool" 550 --help
expect "version behind a command" 0 'registry of' "$tool" list --version
expect "help as a word" 1 "'--help' is not a code" "$tool" -- --help
expect "short help as a word" 1 "'-h' is not a code" "$tool" -- -h
expect "explain words" 0 'stop mailing this address' "$tool" explain 550 5.1.1 User unknown
expect "a file's name among words" 0 'stop mailing this address' \
    "$tool" explain 550 5.1.1 User unknown /dev/null
unknown='{ip}'
# Of a reply, only an IPv4 address stands in a command: REPLY|ADDRESS.
while IFS='|' read -r reply ip; do
    same "whose PTR record is looked up: $reply" "dig +short -x ${ip:-$unknown}" \
        "$("$tool" "550 5.7.25 PTR record missing $reply" | grep -o 'dig +short -x [^ )]*')"
done <<'END'
of [192.0.2.25]|192.0.2.25
of 192.0.2.25|192.0.2.25
of 192.0.2.25.|192.0.2.25
of 192.0.2.25. 198.51.100.1|192.0.2.25
192.0.2.25|192.0.2.25
of 1.2.3.4|1.2.3.4
in 10.22.333 of 192.0.2.25|192.0.2.25
in 1.2.3.4.5|
in 10.22.333|
in 10.22.333.|
END
expect "explain what nobody can" 1 'words after the code say whose' "$tool" explain 550 No
expect "colours on demand" 0 '\[1m' "$tool" --color=always 550
expect "no colours in a pipe" 0 '^550' "$tool" 550
expect "input that cannot be read" 2 'cannot read standard input: Is a dir' sh -c "$tool explain <."
expect "closed input" 2 'failed' sh -c "$tool explain <&-"
expect "full disk" 2 'failed' sh -c "$tool list >/dev/full"

same "one object a line, whatever the line" 5 "$(printf \
    '550 5.1.1 x\n\n\377\376 bad\n250 ok\r\nno newline' |
    "$tool" explain --json | grep -c '^{"line":.*}$')"
same "the line comes back" '{"line":"550 \"q\" \\ \u0001","code":550' \
    "$(printf '550 "q" \\ \001\n' | "$tool" explain --json | cut -d, -f1-2)"
same "bytes that are no UTF-8" '{"line":"\ufffd","code":null' \
    "$(printf '\377\n' | "$tool" explain --json | cut -d, -f1-2)"
same "every code as JSON" "$("$tool" list | wc -l)" \
    "$("$tool" list --json | grep -c '^{"query"')"

# A line of 1 MB, and zeros in it, are one line.
same "a very long line" 2 "$({
    head -c 1000000 /dev/zero
    printf '\n550 5.1.1 User unknown\n'
} | "$tool" explain --json | wc -l | tr -d ' ')"

# NUMBER: so many x.
xs() {
    head -c "$1" /dev/zero | tr '\0' x
}

same "a line is cut at 64 KB, and the next is whole" \
    "65536 x, then {\"line\":\"550 5.1.1 User unknown\"" "$({
        xs 70000
        printf '\n550 5.1.1 User unknown\n'
    } | "$tool" explain --json | cut -d, -f1 |
        awk 'NR == 1 { printf "%d x, then ", gsub("x", "") } NR == 2')"
same "words are cut there too" "65536 x" \
    "$("$tool" explain --json "$(xs 65537)" | cut -d, -f1 |
        awk '{ print gsub("x", "") " x" }')"
same "a blank stands between words, to the last byte" "65535 x, 1 blank" \
    "$("$tool" explain --json "$(xs 65535)" "$(xs 9)" | cut -d, -f1 |
        awk '{ x = gsub("x", ""); print x " x, " gsub(" ", "") " blank" }')"

# What became of a delivery, as each server's log says it: the cause and the
# action, or nothing where a line tells of no delivery.
while IFS='|' read -r want line; do
    got=$(printf '%s\n' "$line" | "$tool" summary --json | sed -n '
        s/.*"sent":1,.*/accepted none/p
        s/.*"kinds":\[{[^]]*"reason":"\([^"]*\)","action":"\([^"]*\)".*/\1 \2/p')
    same "log: $line" "$want" "$got"
done <<'END'
user-unknown suppress|Nov 23 10:00:01 mx postfix/smtp[550]: 4F: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown (in reply to RCPT TO command))
network retry|Nov 23 10:00:01 mx postfix/smtp[2]: 4F: to=<b@example.org>, relay=none, delay=421, dsn=4.4.1, status=deferred (connect to mx.example.org[192.0.2.1]:25: Connection timed out)
accepted none|Nov 23 10:00:01 mx postfix/local[2]: 4F: to=<b@example.org>, relay=local, dsn=2.0.0, status=sent (delivered to mailbox)
expired ask-receiver|Nov 23 10:00:01 mx postfix/qmgr[2]: 4F: from=<s@example.com>, status=expired, returned to sender
|Nov 23 10:00:01 mx postfix/qmgr[550]: 4F: from=<s@example.com>, size=550, nrcpt=1 (queue active)
|Nov 23 10:00:01 mx postfix/smtpd[2]: NOQUEUE: reject: RCPT from unknown[203.0.113.5]: 550 5.1.1 <x@example.net>: Recipient address rejected: User unknown; from=<s@example.com>
user-unknown suppress|2026-11-23 10:00:06 1abc12-000550-Ab ** e@example.org R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.1] X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes: SMTP error from remote mail server after RCPT TO:<e@example.org>: 550 5.1.1 User unknown
network retry|2026-11-23 10:00:06 1abc12-000550-Ab == e@example.org R=dnslookup T=remote_smtp defer (110): Connection timed out
accepted none|2026-11-23 10:00:06 1abc12-000550-Ab => e@example.org R=dnslookup T=remote_smtp S=5502 H=mx.example.org [192.0.2.1] C="250 2.0.0 Ok"
|2026-11-23 10:00:06 1abc12-000550-Ab <= s@example.com H=h [203.0.113.5] P=esmtps S=550 id=x@y
user-unknown suppress|Nov 23 10:00:05 mx sendmail[550]: 0AN12345: to=<d@example.org>, pri=120550, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown
message-format fix-message|Nov 23 10:00:05 mx sendmail[550]: 0AN12345: to=<d@example.org>, pri=120550, dsn=5.6.0, stat=Data format error
network retry|Nov 23 10:00:05 mx sendmail[550]: 0AN12345: to=<d@example.org>, dsn=4.0.0, stat=Deferred: Connection timed out with mx.example.org.
network retry|Nov 23 10:00:05 mx sendmail[550]: 0AN12345: to=<d@example.org>, dsn=4.x, stat=Deferred: Connection timed out with mx.example.org.
accepted none|Nov 23 10:00:05 mx sendmail[550]: 0AN12345: to=<d@example.org>, dsn=2.0.0, stat=Sent (ok 1700000 qp 550)
network retry|Nov 23 10:00:07 mx smtpd[550]: 00 mta delivery evpid=1f550abc552 to=<f@example.org> relay="example.org" delay=4d result="TempFail" stat="Network error on destination MXs"
accepted none|Nov 23 10:00:07 mx smtpd[550]: 1f mda delivery evpid=550 to=<u@y> user=u delay=1s result=Ok stat=Delivered
user-unknown suppress|@400000005500 delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/Giving_up_on_192.0.2.1./
network retry|@400000005500 delivery 8: deferral: Sorry,_I_wasn't_able_to_establish_an_SMTP_connection._(#4.4.1)/
accepted none|@400000005500 delivery 9: success: did_1+0+0/
|@400000005500 starting delivery 550: msg 552 to remote a@b
mailbox-full ask-receiver|Diagnostic-Code: smtp; 550 5.2.2 Over quota
|587 is the port
END
same "the lines of one reply are one reply" "1 lines" "$(printf \
    '550-5.7.26 Not authenticated\n550 5.7.26 See the page\n' |
    "$tool" explain | grep -c '^  Who ') lines"
same "but an object each" 2 "$(printf \
    '550-5.7.26 Not authenticated\n550 5.7.26 See the page\n' |
    "$tool" explain --json | grep -c '^{')"
same "replies side by side stay apart" 2 "$(printf \
    '550-5.7.26 cut off\n421 4.7.0 Try later\n' |
    "$tool" explain | grep -c '^  Who ')"
same "a reply may lack its last line" 1 "$(printf \
    '550-5.1.1 User unknown\n' | "$tool" explain | grep -c '^  Who ')"
# The second line has 22 bytes, and a line end stands between the two.
for fits in "65509 1" "65510 2"; do
    same "the lines of one reply are cut at 64 KB: $fits" "${fits#* }" "$({
        printf 550-
        xs "${fits% *}"
        printf '\n550 5.1.1 User unknown\n'
    } | "$tool" explain | grep -c '^  Who ')"
done
same "text passes over what tells of no delivery" 1 "$(printf '%s\n' \
    'Nov 23 10:00:03 mx postfix/qmgr[1]: A3: removed' '' \
    '550 5.1.1 User unknown' | "$tool" explain | grep -c '^  Who ')"
same "but not over a delivery of few words" 1 "$(printf '%s\n' \
    '2026-11-23 10:00:06 1aBcDe-000550-Ab => kim@example.org R=local' |
    "$tool" explain | grep -c '^accepted: kim@example.org$')"
expect "a file that is not there" 2 'cannot read 550' "$tool" summary 550

cat >"$work/log" <<'END'
Nov 23 10:00:01 mx postfix/smtp[1]: A1: to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 <a@example.org>: User unknown (in reply to RCPT TO command))
Nov 23 10:00:02 mx postfix/smtp[1]: A2: to=<b@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.1] said: 452 4.2.2 Mailbox full)
Nov 23 10:00:03 mx postfix/qmgr[1]: A3: removed
Nov 23 10:00:04 mx postfix/smtp[1]: A4: to=<c@example.org>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 1)
Nov 23 10:00:05 mx sendmail[2]: B1: to=<d@example.org>, dsn=5.1.1, stat=550 5.1.1 User unknown
2026-11-23 10:00:06 1abc12-000100-Ab ** e@example.org R=dns T=smtp: SMTP error from remote mail server after RCPT TO:<e@example.org>: 550 User unknown
Nov 23 10:00:07 mx smtpd[3]: 1f mta delivery evpid=1 to=<f@example.org> result="PermFail" stat="550 5.1.1 User unknown"
@4000 delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_User_unknown/
552 5.2.2 Mailbox full
END
"$tool" summary "$work/log" >"$work/text"
"$tool" summary --json "$work/log" >"$work/json"
same "the period of a log" "$work/log Nov 23 10:00:01 - Nov 23 10:00:07" \
    "$(sed -n 1p "$work/text")"
same "what became of it" '8 attempts: 1 sent, 1 deferred, 6 failed' \
    "$(sed -n 2p "$work/text")"
same "who must act" 'you, your lists        5  71 % ###   Server does not know this          5  10:00' \
    "$(grep 'your lists' "$work/text")"

. tests/lookups.sh
. tests/mails.sh
. tests/shown.sh
. tests/filter.sh

echo "tool: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
