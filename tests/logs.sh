#!/bin/sh
# SPDX-License-Identifier: 0BSD
#
# Lines of mail logs: how each delivery ended, and that nothing which a client
# or a sender chose is taken for a result. Run from the repository root.
set -u
work=${BUILD:-build}/tmp/logs
tool=$work/smtpcodes
passed=0
failed=0

rm -rf "$work"
mkdir -p "$work"
${CC:-cc} -std=c99 -D_POSIX_C_SOURCE=200809L -O1 -Wall -Wextra ${WERROR:+-Werror} \
    -o "$tool" out/smtpcodes.c || exit 1

# "CAUSE ACTION" of what --json says of a line, which the summary must count as
# the same, a delivery as accepted; behind "-" where the summary counts nothing.
judge() {
    said=$(printf '%s\n' "$1" | "$tool" explain --json | sed \
        's/.*,"reason":"\([^"]*\)","action":"\([^"]*\)".*/\1 \2/')
    counted=$(printf '%s\n' "$1" | "$tool" summary --json | sed -n '
        /"attempts":0,/d
        s/.*"attempts":[1-9],"sent":[1-9],.*/accepted none/p
        s/.*"attempts":[1-9],.*"kinds":\[{[^]]*"reason":"\([^"]*\)","action":"\([^"]*\)".*/\1 \2/p')
    case $counted in
    '') echo "- $said" ;;
    "$said") echo "$said" ;;
    *) echo "$said, but counted as $counted" ;;
    esac
}

while IFS='|' read -r want line; do
    case $want in '' | '#'*) continue ;; esac
    got=$(judge "$line")
    if [ "$got" = "$want" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    not %s: %s\n' "$got" "$want" "$line" >&2
    fi
done <<'END'
# Postfix
user-unknown suppress|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A01: to=<kim@example.org>, relay=in.example.org[192.0.2.25]:25, delay=0.9, delays=0.1/0/0.4/0.4, dsn=5.1.1, status=bounced (host in.example.org[192.0.2.25] said: 550 5.1.1 <kim@example.org>: no such user here (in reply to RCPT TO command))
mailbox-full ask-receiver|2027-02-03T04:05:06.123456+01:00 out1 postfix-relay/smtp[811]: 4XKbc91zQjz9s: to=<lee@example.org>, orig_to=<sales>, relay=in.example.org[192.0.2.25]:25, dsn=5.2.2, status=bounced (host in.example.org[192.0.2.25] said: 552 5.2.2 mailbox is full)
network retry|Feb  3 04:05:06 out1 postfix/relay/smtp[811]: 3F9A02: to=<lee@example.org>, relay=none, delay=30, dsn=4.4.1, status=deferred (connect to in.example.org[192.0.2.25]:25: Connection refused)
accepted none|Feb  3 04:05:06 out1 postfix/lmtp[811]: 3F9A03: to=<lee@example.org>, relay=store[private/lmtp], dsn=2.0.0, status=sent (250 2.0.0 <lee@example.org> Saved)
accepted none|Feb  3 04:05:06 out1 postfix/virtual[811]: 3F9A04: to=<lee@example.org>, relay=virtual, dsn=2.0.0, status=sent (delivered to maildir)
accepted none|Feb  3 04:05:06 out1 postfix/pipe[811]: 3F9A05: to=<lee@example.org>, relay=filter, dsn=2.0.0, status=sent (delivered via filter service)
user-unknown suppress|Feb  3 04:05:06 out1 postfix/local[811]: 3F9A06: to=<pat@example.net>, relay=local, dsn=5.1.1, status=bounced (unknown user: "pat")
network retry|Feb  3 04:05:06 out1 postfix/error[811]: 3F9A07: to=<lee@example.org>, relay=none, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to in.example.org[192.0.2.25]:25: Connection timed out)
network retry|Feb  3 04:05:06 out1 postfix/retry[811]: 3F9A08: to=<lee@example.org>, relay=none, dsn=4.4.1, status=deferred (connect to in.example.org[192.0.2.25]:25: Connection timed out)
accepted none|Feb  3 04:05:06 out1 postfix/discard[811]: 3F9A09: to=<lee@example.org>, relay=none, dsn=2.0.0, status=sent (silently)
- greylisted retry|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A0A: host in.example.org[192.0.2.25] said: 451 4.7.1 Greylisted, come back later (in reply to RCPT TO command)
expired ask-receiver|Feb  3 04:05:06 out1 postfix/qmgr[811]: 3F9A0B: from=<ann@example.com>, status=expired, returned to sender
- user-unknown suppress|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A0C: to=<kim@example.org>, relay=in.example.org[192.0.2.25]:25, dsn=5.1.1, status=undeliverable (host in.example.org[192.0.2.25] said: 550 5.1.1 no such user here)
user-unknown suppress|/var/log/mail.log.1:Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A0D: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
user-unknown suppress|mail-1  | Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A0E: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
user-unknown suppress|3F9A0F: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
accepted none|Feb  3 04:05:06 <mail.info> out1 postfix/smtp[811]: 3F9A10: to=<lee@example.org>, dsn=2.0.0, status=sent (250 fine)
user-unknown suppress|Feb  3 04:05:06 mail-out-1 postfix/smtp[811]: 3F9A11: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
- other read-text|Feb  3 04:05:06 mail-out-1 postfix/anvil[811]: 3F9A12: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
user-unknown suppress|2027-02-03T04:05:06Z backup-server-01 postfix/smtp[811]: 3F9A13: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
user-unknown suppress|Feb  3 04:05:06 mx-eu-1.example.org postfix/smtp[811]: 3F9A14: to=<kim@example.org>, dsn=5.1.1, status=bounced (no such user here)
# What is no code of a reply, and so says nothing of its class
mailbox-full retry|{"type":"TransientFailure","recipient":"kim@example.org","response":{"code":199,"content":"mailbox is full"}}
mailbox-full retry|{"type":"TransientFailure","recipient":"kim@example.org","response":{"code":605,"content":"mailbox is full"}}
mailbox-full ask-receiver|{"type":"Bounce","recipient":"kim@example.org","response":{"code":199,"content":"mailbox is full"}}
mailbox-full ask-receiver|{"type":"Bounce","recipient":"kim@example.org","response":{"code":605,"content":"mailbox is full"}}
# What strangers chose in Postfix's lines
spam-content fix-message|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9B01: to=<"z> , status=sent (250 fine"@example.org>, relay=in.example.org[192.0.2.25]:25, dsn=5.7.1, status=bounced (host in.example.org[192.0.2.25] said: 554 5.7.1 Message looks like spam)
spam-content fix-message|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9B02: to=<"\"> , status=sent (250 fine"@example.org>, dsn=5.7.1, status=bounced (554 5.7.1 Message looks like spam)
mailbox-full ask-receiver|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9B03: to=<", dsn=5.1.1, "@example.org>, dsn=5.2.2, status=bounced (not today)
- other read-text|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9B04: to=<"no end, status=sent (250 fine
- other read-text|Feb  3 04:05:06 out1 postfix/qmgr[811]: 3F9B05: from=<", status=bounced (550 5.1.1 no such user here"@example.com>, size=9, nrcpt=1 (queue active)
- other read-text|Feb  3 04:05:06 out1 postfix/qmgr[811]: 3F9B06: from=<", status=expired"@example.com>, size=9, nrcpt=1 (queue active)
- other read-text|Feb  3 04:05:06 out1 postfix/cleanup[811]: 3F9B07: message-id=<a, status=bounced (550 5.1.1 no such user here>
- other read-text|Feb  3 04:05:06 out1 postfix/cleanup[811]: 3F9B08: warning: header Subject: to=<b>, status=bounced (550 5.1.1 no such user here from x[192.0.2.9]; from=<ann@example.com> to=<kim@example.org>
- other read-text|Feb  3 04:05:06 out1 postfix/smtpd[811]: 3F9B09: client=x[192.0.2.9], sasl_username=a said: 550 5.1.1 no such user here
- relay-denied fix-client|Feb  3 04:05:06 out1 postfix/smtpd[811]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 5.7.1 <q@example.net>: Relay access denied; from=<"; no such user here"@example.com> to=<q@example.net> proto=ESMTP helo=<user unknown>
- relay-denied fix-client|Feb  3 04:05:06 out1 postfix/submission/smtpd[811]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 5.7.1 <"; from=<"@example.net>: Relay access denied; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<q>
- other read-text|Feb  3 04:05:06 out1 postfix/smtpd[811]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 <q@example.net>: not today; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<no such user here>
- other read-text|Feb  3 04:05:06 out1 postfix/postscreen[811]: NOQUEUE: reject: CONNECT from [192.0.2.9]:4711: 554 not today; proto=ESMTP helo=<no such user here>
- blocklist-reputation fix-sender|Feb  3 04:05:06 out1 postfix/smtpd[811]: NOQUEUE: reject: RCPT from x[192.0.2.9]: 554 5.7.1 Service unavailable; Client host [192.0.2.9] blocked using list.example.org; from=<a@example.com> to=<b@example.net> proto=ESMTP helo=<q>
- other read-text|Feb  3 04:05:06 out1 postfix/smtpd[811]: warning: non-SMTP command from x[192.0.2.9]: 550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 postfix/smtpd[811]: lost connection after RCPT from x[192.0.2.9] status=bounced (550 5.1.1 no such user here
- other read-text|2027-02-03T04:05:06+01:00 out1 postfix/anvil[811]: statistics: to=<b>, status=sent (250 ok)
- other read-text|Feb  3 04:05:06 out1 policyd[811]: 3F9B0F: to=<b>, status=sent (250 ok)
- other read-text|Feb  3 04:05:06 out1 postgrey: action=pass, sender=550 5.1.1 no such user here said: 550 5.1.1 x
# A record of a session, and a program that is not known here
user-unknown suppress|[04:05:06] <-- 550 5.1.1 no such user here
user-unknown suppress|04:05:06.123 S: 550 5.1.1 no such user here
user-unknown suppress|2027-02-03 04:05:06 SERVER -> CLIENT: 550 5.1.1 no such user here
user-unknown suppress|Feb  3 04:05:06 out1 deliverer[811]: 550 5.1.1 no such user here
- other read-text|2027-02-03 04:05:06 one two three: 5 of 550 no such user here
- other read-text|[04:05:06] --> RCPT TO:<550 5.1.1 no such user here>
- spam-content fix-message|Feb  3 04:05:06 out1 postfix/cleanup[811]: 3F9B0F: milter-reject: END-OF-MESSAGE from x[192.0.2.9]: 5.7.1 Spam message rejected; from=<ann@example.com> to=<kim@example.org> proto=ESMTP helo=<z>
- other read-text|Feb  3 04:05:06 out1 postfix/cleanup[811]: 3F9B0F: reject: header Subject: z from y: 550 5.1.1 no such user here from x[192.0.2.9]; from=<ann@example.com> to=<kim@example.org> proto=ESMTP helo=<z>: 5.7.1 not today
- relay-denied fix-client|postfix/smtpd[811]: reject: RCPT from x[192.0.2.9]: 554 <kim@example.org>: Recipient address rejected: Relay access denied; from=<ann@example.com> to=<kim@example.org>
- mailbox-full ask-receiver|Feb 03 04:05:06 host=in.example.org tls=on auth=off from=ann@example.com recipients=kim@example.org smtpstatus=552 smtpmsg='552 5.2.2 mailbox is full' errormsg='recipient address kim@example.org not accepted by the server' exitcode=EX_DATAERR
mailbox-full ask-receiver|192.0.2.25_does_not_like_recipient./Remote_host_said:_552_5.2.2_mailbox_is_full/Giving_up_on_192.0.2.25./
- user-unknown retry|2027-02-03 04:05:06 1sBcDe-000abc-Fg SMTP error from remote mail server after RCPT TO:<kim@example.org>: host in.example.org [192.0.2.25]: 450 4.1.1 no such user here yet
# Exim
user-unknown suppress|2027-02-03 04:05:06 1sBcDe-000abc-Fg ** kim@example.org R=dnslookup T=remote_smtp H=in.example.org [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<kim@example.org>: 550 no such user here
user-unknown suppress|2027-02-03 04:05:06 1sBcDe-00000000abc-1dEf ** kim@example.org R=dnslookup T=remote_smtp H=in.example.org [192.0.2.25]: SMTP error from remote mail server after pipelined MAIL FROM:<ann@example.com> SIZE=550: 550 5.1.1 no such user here
network retry|2027-02-03 04:05:06.789 1sBcDe-000abc-Fg == kim@example.org R=dnslookup T=remote_smtp defer (111): Connection refused
accepted none|2027-02-03 04:05:06 +0100 1sBcDe-000abc-Fg => kim <kim@example.org> R=local T=maildir
accepted none|2027-02-03 04:05:06 [4711] 1sBcDe-000abc-Fg -> lee@example.org R=dnslookup T=remote_smtp H=in.example.org [192.0.2.25] C="250 OK id=2"
accepted none|2027-02-03 04:05:06 1sBcDe-000abc-Fg >> lee@example.org R=dnslookup T=remote_smtp H=in.example.org [192.0.2.25]
mailbox-full ask-receiver|Feb  3 04:05:06 out1 exim[4711]: 2027-02-03 04:05:06 1sBcDe-000abc-Fg ** lee@example.org F=<ann@example.com> R=dnslookup T=remote_smtp: SMTP error from remote mail server after end of data: 552 5.2.2 mailbox is full
mailbox-full ask-receiver|Feb  3 04:05:06 out1 exim4[4711]: 1sBcDe-000abc-Fg ** lee@example.org R=dnslookup T=lmtp: LMTP error after RCPT TO:<lee@example.org>: 552 5.2.2 mailbox is full
user-unknown suppress|2027-02-03 04:05:06 1sBcDe-000abc-Fg ** kim@example.org R=dnslookup T=remote_smtp: SMTP error from remote mailer after RCPT TO:<kim@example.org>: host in.example.org [192.0.2.25]: 550 5.1.1 no such user here
mailbox-full retry|2027-02-03 04:05:06 1sBcDe-000abc-Fg == lee@example.org R=local T=maildir defer (-22): mailbox is full
user-unknown suppress|1sBcDe-000abc-Fg ** kim@example.org: no such user here
# What strangers chose in Exim's lines
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg <= ann@example.com H=(z) [192.0.2.9] P=esmtp S=9 T="1sBcDe-000abc-Fg => kim@example.org" for kim@example.org
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg <= ann@example.com H=(1sBcDe-000abc-Fg ** kim: 550 5.1.1 no such user here) [192.0.2.9] P=esmtp S=9
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg <= "said: 550 5.1.1 no such user here"@example.com H=z [192.0.2.9] P=esmtp S=9
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg <= ann@example.com H=z [192.0.2.9] P=esmtp S=9 id=1sBcDe-000abc-Fg ** no such user here
- other read-text|2027-02-03 04:05:06 H=(z ** 550 5.1.1 no such user here) [192.0.2.9] F=<ann@example.com> rejected RCPT <kim@example.org>: relay not permitted
- other read-text|2027-02-03 04:05:06 H=(out1 postfix/smtp[811]: 3F: to=<b>, status=bounced (550 5.1.1 no such user here) [192.0.2.9] rejected EHLO
- other read-text|2027-02-03 04:05:06 plain authenticator failed for (z said: 550 5.1.1 no such user here) [192.0.2.9]: 535 Incorrect authentication data (set_id=a)
user-unknown suppress|2027-02-03 04:05:06 out1-x ** kim: 550 5.1.1 no such user here
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg rejected after DATA ** said: 550 5.1.1 no such user here
spam-content fix-message|2027-02-03 04:05:06 1sBcDe-000abc-Fg ** "q: 550 5.1.1 no such user here"@example.org R=dnslookup T=remote_smtp: SMTP error from remote mail server after end of data: 554 5.7.1 Message looks like spam
spam-content fix-message|2027-02-03 04:05:06 1sBcDe-000abc-Fg ** q@example.org R=dnslookup T=remote_smtp: SMTP error from remote mail server after RCPT TO:<"q: 550 5.1.1 no such user here"@example.org>: 554 5.7.1 Message looks like spam
accepted none|2027-02-03 04:05:06 1sBcDe-000abc-Fg => "550 5.1.1 no such user here ** "@example.org R=dnslookup T=remote_smtp C="250 OK"
- other read-text|2027-02-03 04:05:06 a1-b2-c3-d4 ** kim@example.org: no such user here
- other read-text|2027-02-03 04:05:06 1sBcDe-000abc-Fg postfix/smtp[811]: 3F: to=<b>, status=sent (250 ok)
- other read-text|2027-02-03 04:05:06 no host name found for postfix/smtp[811]: 3F: to=<b>, status=sent (250 ok)
# Sendmail
user-unknown suppress|Feb  3 04:05:06 out1 sendmail[811]: 53C4A1: to=<kim@example.org>, ctladdr=<ann@example.com> (1000/1000), delay=00:00:02, mailer=esmtp, pri=120001, relay=in.example.org. [192.0.2.25], dsn=5.1.1, stat=User unknown
user-unknown suppress|Feb  3 04:05:06 out1 sm-mta[811]: 53C4A2: to=<kim@example.org>,<lee@example.org>, delay=00:00:02, dsn=5.1.1, stat=550 5.1.1 no such user here
- accepted none|Feb  3 04:05:06 out1 sm-msp-queue[811]: 53C4A3: to=kim, delay=00:00:02, relay=[127.0.0.1], dsn=2.0.0, stat=Sent (53C4A4 Message accepted for delivery)
accepted none|2027-02-03T04:05:06Z out1 sendmail-out[811]: 53C4A5: to=<kim@example.org>, dsn=2.0.0, stat=Sent
network retry|Feb  3 04:05:06 out1 sendmail[811]: 53C4A6: to=<kim@example.org>, dsn=4.0.0, stat=Deferred: Connection refused by in.example.org.
mailbox-full retry|Feb  3 04:05:06 out1 sendmail[811]: 53C4A7: to=<kim@example.org>, dsn=4.2.2, stat=Deferred: 452 4.2.2 mailbox is full
accepted none|Feb  3 04:05:06 out1 sendmail[811]: 53C4A8: to="|/usr/bin/vacation kim", dsn=2.0.0, stat=Sent
domain-not-found suppress|Feb  3 04:05:06 out1 sendmail[811]: 53C4A9: to=<kim@gone.example.org>, dsn=5.1.2, stat=Host unknown (Name server: gone.example.org.: host not found)
message-too-big fix-message|Feb  3 04:05:06 out1 sendmail[811]: 53C4AA: to=<kim@example.org>, dsn=5.2.3, stat=552 5.2.3 Message exceeds maximum fixed size
user-unknown suppress|53C4AB: to=<kim@example.org>, dsn=5.1.1, stat=User unknown
# What strangers chose in Sendmail's lines
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B1: from=<ann@example.com>, size=9, msgid=<a, stat=User unknown>, relay=z [192.0.2.9]
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B2: from=<", stat=Sent"@example.com>, size=9, relay=z [192.0.2.9]
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B3: from=ann, stat=User unknown, size=9
user-unknown suppress|Feb  3 04:05:06 out1 sendmail[811]: 53C4B4: to=<"q>, stat=Sent"@example.org>, dsn=5.1.1, stat=User unknown
user-unknown suppress|Feb  3 04:05:06 out1 sendmail[811]: 53C4B5: to=<q@example.org>, ctladdr=<"a, stat=Sent"@example.com> (0/0), dsn=5.1.1, stat=User unknown
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B6: to=<"q, stat=Sent
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B7: to=<kim@example.org>, delay=00:00:00, stat=queued
- relay-denied fix-client|Feb  3 04:05:06 out1 sendmail[811]: 53C4B8: ruleset=check_rcpt, arg1=<", reject=550 5.1.1 no such user here"@example.org>, relay=z [192.0.2.9], reject=550 5.7.1 <q@example.org>... Relaying denied
- blocklist-reputation fix-sender|Feb  3 04:05:06 out1 sm-mta[811]: ruleset=check_relay, arg1=z.example.net, arg2=192.0.2.9, relay=z.example.net [192.0.2.9], reject=553 5.3.0 192.0.2.9 is listed at dnsbl.example.org
- virus fix-message|Feb  3 04:05:06 out1 sm-mta[811]: 53C4B8: Milter: data, reject=554 5.7.1 infected by a virus
- other read-text|Feb  3 04:05:06 out1 sendmail[811]: 53C4B9: z [192.0.2.9] did not issue MAIL/EXPN/VRFY/ETRN said: 550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 filterd[811]: 53C4BA: to=<q@example.org>, helo=z, stat=User unknown
- user-unknown suppress|Feb  3 04:05:06 out1 sendmail[811]: 53C4BB: Milter: data, reject=550 5.1.1 no such user here
# OpenSMTPD
user-unknown suppress|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f550552 from=<ann@example.com> to=<kim@example.org> rcpt=<-> source="192.0.2.1" relay="192.0.2.25 (in.example.org)" delay=1s result="PermFail" stat="550 5.1.1 no such user here"
accepted none|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f550552 from=<ann@example.com> to=<lee@example.org> delay=1s result="Ok" stat="250 2.0.0 8f550 Message accepted for delivery"
network retry|Feb  3 04:05:06 out1 smtpd[811]: 00 mta delivery evpid=8f550552 to=<lee@example.org> relay="example.org" delay=4d result="TempFail" stat="Network error on destination MXs"
mailbox-full retry|Feb  3 04:05:06 out1 smtpd[811]: 8f mda delivery evpid=8f550552 from=<> to=<lee@example.org> user=lee delay=1s result=TempFail stat=Error (mailbox is full)
accepted none|Feb  3 04:05:06 out1 smtpd[811]: 8f mda delivery evpid=8f550552 to=<lee@example.org> user=lee delay=1s result=Ok stat=Delivered
accepted none|Feb  3 04:05:06 out1 smtpd[811]: relay: Ok for 8f550552: session=8f, from=<ann@example.com>, to=<lee@example.org>, rcpt=<->, delay=1s, stat=250 2.0.0 fine
user-unknown suppress|Feb  3 04:05:06 out1 smtpd[811]: relay: PermFail for 8f550552: session=8f, from=<>, to=<kim@example.org>, rcpt=<->, delay=1s, stat=550 5.1.1 no such user here
mailbox-full retry|Feb  3 04:05:06 out1 smtpd[811]: delivery: TempFail for 8f550552: from=<>, to=<lee@example.org>, user=lee, delay=1s, stat=mailbox is full
rate-limited slow-down|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f550552 to=<lee@example.org> delay=1s result="TempFail" stat="421 4.7.0 Too many messages, slow down"
spam-content fix-message|2027-02-03T04:05:06Z out1 smtpd[811]: 8f mta delivery evpid=8f550552 to=<lee@example.org> delay=1s result="PermFail" stat="554 5.7.1 Message looks like spam"
# What strangers chose in OpenSMTPD's lines
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: 8f smtp message msgid=8f size=9 from=<" result=Ok stat=Delivered"@example.com> proto=ESMTP
- user-unknown suppress|Feb  3 04:05:06 out1 smtpd[811]: 8f smtp failed-command command="RCPT TO:<q> stat=550 5.1.1 no such user here" result="550 Invalid recipient"
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: 8f smtp connected address=192.0.2.9 host=z mta delivery result=Ok stat=550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: relay: who knows, stat=550 5.1.1 no such user here
accepted none|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f from=<" result=PermFail stat=550 5.1.1 no such user here "@example.com> to=<q@example.org> result="Ok" stat="250 fine"
accepted none|Feb  3 04:05:06 out1 smtpd[811]: 8f mda delivery evpid=8f to=<" result=TempFail "@example.org> user=q delay=1s result=Ok stat=Delivered
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: 8f smtp tls peer="CN=z, stat=550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: 8f mta connected helo=z result=PermFail stat=550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f from=<" result=Ok stat=Delivered"@example.com> to=<q@example.org>
- other read-text|Feb  3 04:05:06 out1 smtpd[811]: delivery: z for 8f: from=<>, stat=550 5.1.1 no such user here
# qmail
user-unknown suppress|@4000000065bf1c2a1dcd6500 delivery 12: failure: 192.0.2.25_does_not_like_recipient./Remote_host_said:_550_5.1.1_no_such_user_here/Giving_up_on_192.0.2.25./
domain-not-found retry|Feb  3 04:05:06 out1 qmail: 1707000000.550552 delivery 13: deferral: CNAME_lookup_failed_temporarily._(#4.4.3)/
accepted none|Feb  3 04:05:06 out1 qmail-send: 1707000000.550552 delivery 14: success: 192.0.2.25_accepted_message./Remote_host_said:_250_fine/
mailbox-full ask-receiver|2027-02-03 04:05:06.123456789 delivery 15: failure: 192.0.2.25_failed_after_I_sent_the_message./Remote_host_said:_552_5.2.2_mailbox_is_full/
accepted none|2027-02-03_04:05:06.12345 delivery 16: success: did_0+0+1/
user-unknown suppress|delivery 17: failure: Sorry,_no_mailbox_here_by_that_name._(#5.1.1)/
network retry|@4000000065bf1c2a1dcd6500 delivery 18: deferral: Connected_to_192.0.2.25_but_connection_died._(#4.4.2)/
message-too-big fix-message|@4000000065bf1c2a1dcd6500 delivery 19: failure: 192.0.2.25_failed_after_I_sent_the_message./Remote_host_said:_552_5.3.4_Message_too_big/
mailbox-full retry|@4000000065bf1c2a1dcd6500 delivery 20: deferral: 192.0.2.25_does_not_like_recipient./Remote_host_said:_452_4.2.2_mailbox_is_full/
other read-text|@4000000065bf1c2a1dcd6500 delivery 21: failure: /
# What strangers chose in qmail's lines
- other read-text|@4000000065bf1c2a1dcd6500 info msg 7: bytes 9 from <delivery 7: failure: 550_5.1.1_no_such_user_here> qp 1 uid 2
- other read-text|@4000000065bf1c2a1dcd6500 starting delivery 12: failure: msg 7 to remote said: 550_5.1.1_no_such_user_here@example.org
- other read-text|@4000000065bf1c2a1dcd6500 starting delivery 13: msg 7 to remote delivery 13: success: @example.org
- other read-text|@4000000065bf1c2a1dcd6500 bounce msg 7 qp 9 delivery 7: success: x
- other read-text|Feb  3 04:05:06 out1 qmail: 1801713906.123456 bounced: 7: failure: no_such_user_here
- other read-text|Feb  3 04:05:06 out1 qmail: 1707000000.550552 new msg 7 delivery 7: failure: 550_5.1.1_no_such_user_here
- other read-text|Feb  3 04:05:06 out1 qmail-smtpd[811]: mail from <ann@example.com> delivery 7: failure: 550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 out1 vpopmail[811]: vchkpw: delivery 7: success: kim@example.org
- other read-text|@4000000065bf1c2a1dcd6500 status: local 0/10 delivery 7: failure: no_such_user_here
- other read-text|@4000000065bf1c2a1dcd6500 triple bounce: discarding delivery 7: failure: no_such_user_here
- other read-text|@4000000065bf1c2a1dcd6500 delivery 7 failure: no_such_user_here
# Other programs
- other read-text|Feb  3 04:05:06 out1 imapd: lda(kim): msgid=<a said: 550 5.1.1 no such user here>: saved
- other read-text|Feb  3 04:05:06 out1 scand[811]: subject=Ann said: 550 5.1.1 no such user here
- other read-text|Feb  3 04:05:06 <mail.info> out1 scand[811]: delivery 7: failure: no such user here
- other read-text|2027-02-03T04:05:06Z out1 scand: 1sBcDe-000abc-Fg ** kim@example.org: no such user here
- other read-text|mail | Feb  3 04:05:06 out1 imapd: kim said: 550 5.1.1 no such user here
# No log
user-unknown suppress|550 5.1.1 no such user here
user-unknown suppress|2027-02-03 04:05:06 550 5.1.1 no such user here
user-unknown suppress|<kim@example.org>: host in.example.org[192.0.2.25] said: 550 5.1.1 no such user here
user-unknown suppress|Diagnostic-Code: smtp; 550 5.1.1 no such user here
user-unknown suppress|smtp; 550 5.1.1 no such user here
mailbox-full ask-receiver|to=<lee@example.org>, relay=local, dsn=5.2.2, status=bounced (not today)
mailbox-full ask-receiver|dsn=5.2.2, status=bounced (not today)
expired ask-receiver|dsn=4.4.7, status=expired, returned to sender
- domain-not-found retry|Error: getaddrinfo ENOTFOUND smtp.example.com
- other read-text|to=kim: no such user here
- other read-text|the server answered: no such user here
END

# "SENT/DEFERRED/FAILED CAUSE RECIPIENT" of lines that "@@" parts: what the
# summary counts of all, and what --json says of the last.
weigh() {
    printf '%s\n' "$1" | sed 's/@@/\n/g' >"$work/in"
    "$tool" summary --json "$work/in" | sed \
        's/.*"sent":\([0-9]*\),"deferred":\([0-9]*\),"failed":\([0-9]*\),"not_counted".*/\1 \2 \3/' |
        tr ' \n' '/ '
    "$tool" explain --json "$work/in" | sed -n '${
        s/"recipient":null/"recipient":"-"/
        s/.*,"reason":"\([^"]*\)",.*,"recipient":"\([^"]*\)".*/\1 \2/p
    }'
}

for file in tests/logs/*.txt; do
    while IFS='|' read -r want line; do
        case $want in '' | '#'* | '='*) continue ;; esac
        got=$(weigh "$line")
        if [ "$got" = "$want" ]; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            printf 'FAILED: %s\n    not %s: %s\n' "$got" "$want" "$line" >&2
        fi
    done <"$file"
done

# "QUEUE_ID|RECIPIENT|RELAY|TIME" as --json tells them; "" is null.
while IFS='|' read -r id to relay time line; do
    got=$(printf '%s\n' "$line" | "$tool" explain --json | sed -n '
        s/null/""/g
        s/.*"queue_id":"\([^"]*\)","recipient":"\([^"]*\)","relay":"\([^"]*\)","time":"\([^"]*\)".*/\1|\2|\3|\4/p')
    if [ "$got" = "$id|$to|$relay|$time" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    not %s of: %s\n' "$got" "$id|$to|$relay|$time" \
            "$line" >&2
    fi
done <<'END'
3F9A01|kim@example.org|in.example.org[192.0.2.25]:25|Feb  3 04:05:06|Feb  3 04:05:06 out1 postfix/smtp[811]: 3F9A01: to=<kim@example.org>, relay=in.example.org[192.0.2.25]:25, delay=0.9, dsn=5.1.1, status=bounced (no such user here)
4XKbc91zQjz9s|lee@example.org|in.example.org[192.0.2.25]:25|2027-02-03T04:05:06.123456+01:00|2027-02-03T04:05:06.123456+01:00 out1 postfix-relay/smtp[811]: 4XKbc91zQjz9s: to=<lee@example.org>, orig_to=<sales>, relay=none, dsn=4.4.1, status=deferred (connect to in.example.org[192.0.2.25]:25: Connection timed out)
3F9A02|lee@example.org|in.example.org[192.0.2.25]||3F9A02: to=<lee@example.org>, relay=none, dsn=4.4.2, status=deferred (delivery temporarily suspended: lost connection with in.example.org[192.0.2.25] while sending RCPT TO)
1sBcDe-000abc-Fg|kim@example.org|in.example.org|2027-02-03 04:05:06.789|2027-02-03 04:05:06.789 1sBcDe-000abc-Fg ** kim@example.org F=<ann@example.com> R=dnslookup T=remote_smtp H=in.example.org [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<kim@example.org>: 550 no such user here
53C4A1|kim@example.org|in.example.org. [192.0.2.25]|Feb  3 04:05:06|Feb  3 04:05:06 out1 sendmail[811]: 53C4A1: to=<kim@example.org>, delay=00:00:02, relay=in.example.org. [192.0.2.25], dsn=5.1.1, stat=User unknown
8f|kim@example.org|192.0.2.25 (in.example.org)|Feb  3 04:05:06|Feb  3 04:05:06 out1 smtpd[811]: 8f mta delivery evpid=8f550552 from=<ann@example.com> to=<kim@example.org> rcpt=<-> source="192.0.2.1" relay="192.0.2.25 (in.example.org)" delay=1s result="PermFail" stat="550 5.1.1 no such user here"
|||@4000000065bf1c2a1dcd6500|@4000000065bf1c2a1dcd6500 delivery 12: failure: Remote_host_said:_550_5.1.1_no_such_user_here/
d69b|kim@example.org|in.example.org.|1801713906|{"type":"Bounce","id":"d69b","recipient":"kim@example.org","response":{"code":550,"content":"no such user here"},"peer_address":{"name":"in.example.org."},"timestamp":1801713906}
0100-a|kim@example.org||2027-02-03T04:05:06.000Z|{"notificationType":"Bounce","bounce":{"bouncedRecipients":[{"emailAddress":"kim@example.org"}],"timestamp":"2027-02-03T04:05:06.000Z"},"mail":{"messageId":"0100-a"}}
j1|kim@example.org|in.example.org (192.0.2.25)|2027-02-03 04:05:06+0000|b,2027-02-03 04:05:06+0000,2027-02-03 04:05:01+0000,ann@example.com,kim@example.org,,failed,5.1.1 (bad),smtp;550 5.1.1 no such user here,in.example.org (192.0.2.25),bad-mailbox,,,,,,,,,j1
0000C085.65BF1C2A.000051A4|kim@example.org||Feb  3 04:05:06|Feb  3 04:05:06 out1 courieresmtp: id=0000C085.65BF1C2A.000051A4,from=<ann@example.com>,addr=<kim@example.org>,status: failure
A1C2|lee@example.org|in.example.org [192.0.2.25]|Feb  3 04:05:06|Feb  3 04:05:06 out1 courieresmtp: id=A1C2,from=<ann@example.com>,addr=<lee@example.org>,size=329,success: delivered: in.example.org [192.0.2.25]
3F9A01|kim@example.org|in.example.org[192.0.2.25]:25|1801713906000000|{"__REALTIME_TIMESTAMP":"1801713906000000","SYSLOG_IDENTIFIER":"postfix/smtp","MESSAGE":"3F9A01: to=<kim@example.org>, relay=in.example.org[192.0.2.25]:25, dsn=5.1.1, status=bounced (no such user here)"}
1801_Ab_2_out1||in.example.org|2027-02-03T04:05:06.123Z|2027-02-03T04:05:06.123Z [NOTICE] [1B012E7A.1.1] [outbound] delivered file=1801_Ab_2_out1 domain=example.org host="in.example.org" ip=192.0.2.25 response="Ok: queued as 4F" rcpts=2/0/1
|kim@example.org||2027-02-03T04:05:06.123Z|2027-02-03T04:05:06.123Z [NOTICE] [1B012E7A.1.1] [outbound] recipient <kim@example.org> rejected: 550 5.1.1 no such user here
18d6a0.001|kim@example.org|in.example.org[192.0.2.25]|2027-02-03T04:05:06.123Z|2027-02-03T04:05:06.123Z info Sender/default/811 id=4f2c 18d6a0.001 REJECTED[recipient] from=ann@example.com to=kim@example.org src=192.0.2.7 mx=in.example.org[192.0.2.25] id=<a@example.com> (550 5.1.1 no such user here)
3330|kim@example.org|in.example.org|2027-02-03T04:05:06Z|2027-02-03T04:05:06Z INFO SMTP RCPT TO rejected (delivery.rcpt-to-rejected) queueId = 3330, from = "ann@example.com", to = ["lee@example.org"], hostname = "in.example.org", to = "kim@example.org", code = 550, details = "no such user here"
330a1ed9|kim@example.org|in.example.org|2027-02-03T04:05:06.123Z|2027-02-03T04:05:06.123Z queue: delivery attempt failed	{"msg_id":"330a1ed9","rcpt":"kim@example.org","remote_server":"in.example.org","smtp_code":550,"smtp_enchcode":"5.1.1","smtp_msg":"no such user here"}
y4|kim@example.org||1801713906|{"email":"kim@example.org","timestamp":1801713906,"event":"bounce","sg_event_id":"x4","sg_message_id":"y4","reason":"550 5.1.1 no such user here","status":"5.1.1"}
G9|kim@example.org|in.example.org|1801713906.18|{"event-data":{"event":"failed","severity":"permanent","id":"G9","timestamp":1801713906.18,"recipient":"kim@example.org","delivery-status":{"mx-host":"in.example.org","code":550,"message":"5.1.1 no such user here"}}}
883953f4|kim@example.org||2027-02-03T04:05:06Z|{"RecordType":"Bounce","ID":42,"Type":"HardBounce","MessageID":"883953f4","Details":"smtp;550 5.1.1 no such user here","Email":"kim@example.org","BouncedAt":"2027-02-03T04:05:06Z"}
000|kim@example.org||1801713906|{"msys":{"message_event":{"type":"bounce","error_code":"550","raw_reason":"550 5.1.1 no such user here","rcpt_to":"kim@example.org","timestamp":"1801713906","message_id":"000"}}}
exA|kim@example.org||1801713906|[{"event":"hard_bounce","_id":"exA","ts":1801713906,"msg":{"ts":1801713900,"email":"kim@example.org","state":"bounced","_id":"exA","diag":"smtp;550 5.1.1 no such user here"}}]
||||550 5.1.1 no such user here
END

# A code that is not in the line is none of the answer.
while IFS='|' read -r want line; do
    got=$(printf '%s\n' "$line" | "$tool" explain --json |
        grep -o '"code":[^,]*,"status":[^,]*')
    if [ "$got" = "$want" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED: %s\n    not %s: %s\n' "$got" "$want" "$line" >&2
    fi
done <<'END'
"code":null,"status":null|2027-02-03 04:05:06 1sBcDe-000abc-Fg ** kim@example.org: no such user here
"code":null,"status":"5.1.1"|Feb  3 04:05:06 out1 postfix/local[811]: 3F9A06: to=<pat@example.net>, relay=local, dsn=5.1.1, status=bounced (unknown user: "pat")
"code":550,"status":"5.1.1"|{"type":"Bounce","recipient":"kim@example.org","response":{"code":550,"enhanced_code":{"class":5,"subject":1,"detail":1},"content":"no such user here"}}
"code":250,"status":"2.0.0"|{"type":"Delivery","recipient":"kim@example.org","response":{"code":250,"enhanced_code":{"class":2,"subject":0,"detail":0},"content":"OK"}}
"code":200,"status":null|{"type":"Delivery","recipient":"kim@example.org","response":{"code":200,"content":"OK"}}
"code":599,"status":null|{"type":"Bounce","recipient":"kim@example.org","response":{"code":599,"content":"no such user here"}}
"code":552,"status":null|{"type":"Bounce","recipient":"kim@example.org","response":{"code":550,"content":"552 mailbox is full"}}
"code":null,"status":null|{"type":"Bounce","recipient":"kim@example.org","response":{"code":5500,"content":"no such user here"}}
"code":null,"status":null|2027-02-03 04:05:06 1sBcDe-000abc-Fg => kim <kim@example.org> R=local T=maildir
"code":null,"status":"2.0.0"|Feb  3 04:05:06 out1 postfix/virtual[811]: 3F9A04: to=<lee@example.org>, relay=virtual, dsn=2.0.0, status=sent (delivered to maildir)
END

# Verdicts are kept for the next reply that says the same. Whichever of two
# comes first, none gets the other's. No line is a part of a reply of several.
cat tests/explain/*.tsv | cut -f1 | grep -v '^[2-5][0-9][0-9]-' >"$work/forward"
awk '{ line[NR] = $0 } END { for (i = NR; i > 0; i--) print line[i] }' \
    "$work/forward" >"$work/backward"
for way in forward backward; do
    "$tool" explain --json <"$work/$way" | LC_ALL=C sort >"$work/$way.json"
done
if cmp -s "$work/forward.json" "$work/backward.json"; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo 'FAILED: a verdict depends on the lines before' >&2
    diff "$work/forward.json" "$work/backward.json" | head >&2
fi

echo "logs: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
