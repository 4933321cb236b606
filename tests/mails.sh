# shellcheck shell=sh
# SPDX-License-Identifier: 0BSD
#
# Sourced by tool.sh: whole mails, pasted notices and logs, and that the tool
# sees by itself which one it has. $tool is the tool; expect and same count.
: "${work:?}" "${tool:?}"
mails=tests/bounces

# What --json says of a mail: recipient, kind, cause, a line each.
told() {
    "$tool" explain --json "$@" |
        sed 's/^{"recipient":"\([^"]*\)".*"kind":"\([^"]*\)".*"reason":"\([^"]*\)".*/\1 \2 \3/'
}

same "a mail in a file" "ina.dorff@gull.example.org failure mailbox-full" \
    "$(told "$mails"/002.eml | head -1)"
same "a mail on standard input" "$(told "$mails"/002.eml)" \
    "$(told <"$mails"/002.eml)"
same "an object for each recipient" 4 "$(told "$mails"/002.eml | wc -l | tr -d ' ')"
same "a delay is told" delay "$(told "$mails"/015.eml | cut -d' ' -f2)"
same "two files" 5 "$(told "$mails"/002.eml "$mails"/001.eml | wc -l | tr -d ' ')"
same "of a vacation notice, nothing" "" "$(told "$mails"/051.eml)"
same "members of an object" yes "$("$tool" explain --json "$mails"/002.eml |
    grep -q '"relay":"mail.gull.example.org".*"message_id":"<.*>".*"reply":"552 5.2.2 ' && echo yes)"
expect "prose with --texts only" 0 '"meaning":' \
    "$tool" explain --json --texts "$mails"/002.eml
same "else none" "" "$("$tool" explain --json "$mails"/002.eml | grep '"meaning"')"
for kind in 016:delivered 051:automatic 054:complaint 055:receipt 059:'No bounce'; do
    expect "a mail that is no bounce: $kind" 1 "${kind#*:}" \
        "$tool" explain "$mails"/"${kind%:*}".eml
done
expect "a card" 0 "^552 5.2.2  The recipient's mailbox is full  *permanent$" \
    "$tool" explain "$mails"/002.eml
expect "whom it is about" 0 '^  For     ina.dorff@gull.example.org$' \
    "$tool" explain "$mails"/002.eml
expect "who said it" 0 '^  From    mail.gull.example.org$' \
    "$tool" explain "$mails"/002.eml
expect "a mail read as lines" 0 '"line":"From: ' \
    "$tool" explain --json --lines "$mails"/002.eml
same "lines read as a mail" "kim@example.org failure user-unknown" \
    "$(printf '<kim@example.org>: 550 5.1.1 no such user\n' | {
        printf 'From: MAILER-DAEMON\n\n'
        cat
    } | told --mail)"
same "a mail without its header is what somebody pasted" "user-unknown" \
    "$(printf '550 5.1.1 no such user\n' | "$tool" explain --json --mail |
        sed 's/.*"reason":"\([^"]*\)".*/\1/')"
same "a field and many lines are no mail yet" 1 "$({
    echo 'Subject: failed'
    yes 'the server said 550 5.1.1 no such user' | head -9
} | "$tool" explain | grep -c '^  Who ')"

# What the mail tells stands in the commands.
same "whose domain has the record" "dig +short TXT shop.example" "$(
    printf 'From: MAILER-DAEMON\nTo: ann@shop.example\n\n%s\n%s\n' \
        '<kim@example.org>:' '550 5.7.23 SPF validation failed' |
        "$tool" explain --for sender-admin | sed -n 's/^ *\(dig .*TXT \)/\1/p')"
same "whose domain has the server" "dig MX example.org
dig @1.1.1.1 MX example.org" "$(
    printf 'From: MAILER-DAEMON\nTo: ann@shop.example\n\n%s\n%s\n' \
        '<kim@example.org>:' '550 5.1.2 no MX for domain' |
        "$tool" explain --for sender-admin | sed -n 's/^ *\(dig .*MX \)/\1/p')"

# An event that was mailed, a long line broken and more behind it.
cat >"$work/event" <<'END'
From: no-reply@example.com
Subject: Notification

{ "Type": "Notification",
  "Message": "{\"notificationType\":\"Bounce\",\"bounce\":{\"bouncedRecipients\":[{\"emailAddress\":\"kim@example.org\",\"diagnosticCode\":\"smtp; 550 5.1.1 no such user\"}]},\"mail\":{\"source\":\"ann@
 example.com\",\"messageId\":\"0100\"}}" }

--
To unsubscribe, write to ann@example.com
END
expect "a mailed event" 0 '^  For     kim@example.org$' "$tool" explain "$work/event"

# What people paste has no header: still an answer for each recipient.
cat >"$work/pasted" <<'END'
Your message could not be delivered to these recipients:

kim@example.org
The mail server said: 550 5.1.1 No such user here

lee@example.net
The mail server said: 552 5.2.2 Mailbox full
END
same "two recipients in a pasted notice" 2 \
    "$("$tool" explain <"$work/pasted" | grep -c '^  For ')"
same "with --json it is lines" 7 \
    "$("$tool" explain --json <"$work/pasted" | grep -c '^{"line"')"
same "a pasted notice that begins with a field" '  For     kim@example.org' \
    "$(printf 'Recipient: kim@example.org\nReason: user unknown\n' |
        "$tool" explain | grep '^  For ')"
same "lines that were held back come whole" '{"line":"Subject: a" {"line":"550 No"' \
    "$(printf 'Subject: a\n550 No\n' | "$tool" explain --json | cut -d, -f1 |
        paste -sd ' ' -)"
same "prose is no reply" "No reply found in 2 lines." \
    "$(printf 'Hello,\nhow are you?\n' | "$tool" explain)"
same "nor is a mail that holds none" \
    "No bounce. No mail system reports a failure here." \
    "$(printf 'From: ann@example.com\nSubject: 550 5.1.1\n\nHello\n' | "$tool" explain)"

# A mailbox holds mails behind each other.
{
    for mail in 001 002; do
        echo 'From MAILER-DAEMON Sat Nov 28 10:00:00 2026'
        cat "$mails"/$mail.eml
        echo
    done
} >"$work/mailbox"
same "all mails of a mailbox" "$(told "$mails"/001.eml "$mails"/002.eml)" \
    "$(told "$work/mailbox")"
# So a line that begins as its mark does is none when a paragraph goes on.
sed 's/^\(.*mailbox.*\)$/\1\nFrom MAILER-DAEMON Sat Nov 28 10:00:00 2026/' "$work/mailbox" |
    sed 's/^$/&/' >"$work/marks"
same "a mark within a paragraph" "$(told "$work/mailbox")" "$(told "$work/marks")"
same "nor within the paragraph that says why" "kim@example.org failure user-unknown" \
    "$(printf '%s\n' 'From MAILER-DAEMON Sat Nov 28 10:00:00 2026' 'From: MAILER-DAEMON' \
        'Subject: failed' '' '<kim@example.org>:' \
        'From MAILER-DAEMON Sat Nov 28 10:00:00 2026' '550 5.1.1 User unknown' | told)"
# What was quoted, once or twice, is read as it was.
sed 's/^/> /' "$mails"/002.eml >"$work/quoted"
same "a quoted mail" "$("$tool" explain "$mails"/002.eml)" \
    "$("$tool" explain "$work/quoted")"
sed 's/^/> > /' "$work/pasted" >"$work/quoted"
same "a quoted notice" "$("$tool" explain "$work/pasted")" \
    "$("$tool" explain "$work/quoted")"
# Who gave up tries no more, whatever the code says.
printf 'From: MAILER-DAEMON\nSubject: failed\n\n<kim@example.org>: 450 4.7.1 Greylisted\n' \
    >"$work/given-up"
expect "given up is permanent" 0 '^450 4.7.1 .*  permanent$' "$tool" explain "$work/given-up"
same "and nobody waits" "" "$("$tool" explain "$work/given-up" | grep -i ' wait')"
printf 'From: MAILER-DAEMON\nSubject: failed\n\n<kim@example.org>: 450 4.4.3 %s\n' \
    'Host not found, try again' >"$work/given-up"
expect "no address ends because a server gave up" 0 '^  Do      send it again later$' \
    "$tool" explain "$work/given-up"
same "no number in a notice is a success" "" "$(printf \
    'From: MAILER-DAEMON\nSubject: failed\n\nMail to kim@example.org failed.\n\n250 2.0.0 Ok\n' |
    "$tool" explain | grep -i success)"
expect "a file that is not there" 2 'cannot read no-such.eml: No such file' \
    "$tool" explain no-such.eml

# A log behind a line of prose is a log.
same "lines of a log are answered one by one" 2 "$({
    echo 'from the log of today'
    for id in A1 A2; do
        echo "Nov 23 10:00:01 mx postfix/smtp[1]: $id: to=<kim@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)"
    done
} | "$tool" explain | grep -c '^  Who ')"
same "what was put off before anybody was asked is no answer" \
    "No reply found." "$(echo '2026-11-23 10:00:06 1aBcDe-000550-Ab == kim@example.org R=dnslookup T=remote_smtp defer (-53): retry time not reached for any host' |
        "$tool" explain)"
# A field alone is not a mail yet.
same "with --json a header line is a line" 1 \
    "$(printf 'Subject: 550 5.1.1\n' | "$tool" explain --json | grep -c '^{"line"')"

# No line is wider than asked for, but for words that are wider themselves.
for width in 40 80; do
    for mail in "$mails"/00*.eml "$mails"/05*.eml; do
        wide=$(COLUMNS=$width "$tool" explain "$mail" |
            awk -v width=$width 'length($0) > width && NF > 2 && !/^          /')
        same "$width columns: ${mail##*/}" "" "$wide"
    done
done

# What Python reads in the reports, and writes anew, the tool reads too.
if command -v python3 >/dev/null; then
    python3 $mails/oracle.py "$tool" $mails >"$work/oracle" 2>&1
    same "as Python reads mail" 0 $?
    tail -n 20 "$work/oracle" | grep -v '0 failed$' >&2
else
    echo "mails: not compared with Python's reader, since there is no python3" >&2
fi
