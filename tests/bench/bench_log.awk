# SPDX-License-Identifier: 0BSD
#
# A Postfix log of invented mail, the same for the same -v mails=N: about
# seven lines a message, one message in six refused or put off.
function random(n) {
    seed = (seed * 69069 + 12345) % 4294967296
    return int(seed / 65536) % n
}
function hex(n,    s) {
    for (s = ""; n > 0; n--)
        s = s substr("0123456789ABCDEF", random(16) + 1, 1)
    return s
}
function line(program,    t) {
    t = 21600 + clock
    printf "Nov %2d %02d:%02d:%02d out1 postfix/%s: ", 3 + t / 86400, \
        t % 86400 / 3600, t % 3600 / 60, t % 60, program
}
BEGIN {
    seed = 7
    mails = mails ? mails : 50000
    split("gmail.example yahoo.example outlook.example web.example mail.example shop.example", domains, " ")
    n = split("550 5.1.1 <%s>: no such user here (in reply to RCPT TO command)" \
        "|552 5.2.2 <%s> mailbox is full (in reply to RCPT TO command)" \
        "|451 4.7.1 <%s>: Greylisted, come back in 300 seconds (in reply to RCPT TO command)" \
        "|421 4.7.0 Too many messages from 192.0.2.7, slow down. %s (in reply to MAIL FROM command)" \
        "|554 5.7.1 Message looks like spam. %s (in reply to end of DATA command)" \
        "|550 5.7.1 Service refused: 192.0.2.7 is listed at a block list. %s (in reply to MAIL FROM command)" \
        "|452 4.3.1 Insufficient system storage %s (in reply to MAIL FROM command)", \
        replies, "|")
    for (i = 0; i < mails; i++) {
        clock = int(i / 3)
        id = hex(10)
        k = random(40)
        domain = k < 20 ? domains[k % 6 + 1] : "host" random(3000) ".example"
        to = "user" random(9000) "@" domain
        mx = "mx" random(3) "." domain
        ip = "192.0.2." random(250)
        pid = 1000 + random(30)
        line("smtpd[" pid "]"); print "connect from app.shop.example[198.51.100.4]"
        line("smtpd[" pid "]"); print id ": client=app.shop.example[198.51.100.4], sasl_method=PLAIN, sasl_username=shop"
        line("cleanup[" pid + 1 "]"); print id ": message-id=<" hex(20) "@shop.example>"
        line("qmgr[812]"); print id ": from=<news@shop.example>, size=" 3000 + random(40000) ", nrcpt=1 (queue active)"
        line("smtpd[" pid "]"); print "disconnect from app.shop.example[198.51.100.4] ehlo=2 starttls=1 auth=1 mail=1 rcpt=1 data=1 quit=1 commands=8"
        line("smtp[" pid + 2 "]")
        head = id ": to=<" to ">, relay=" mx "[" ip "]:25, delay=" random(9) "." random(10) ", delays=0.02/0.01/0.4/0.6, dsn="
        if (random(6)) {
            print head "2.0.0, status=sent (250 2.0.0 Ok: queued as " hex(11) ")"
        } else if (random(8) == 0) {
            print id ": to=<" to ">, relay=none, delay=30, delays=0.02/0.01/30/0, dsn=4.4.1, status=deferred (connect to " mx "[" ip "]:25: Connection timed out)"
        } else {
            reply = replies[random(n) + 1]
            dsn = substr(reply, 5, 5)
            printf "%s%s, status=%s (host %s[%s] said: " reply ")\n", head, dsn, \
                dsn ~ /^4/ ? "deferred" : "bounced", mx, ip, k % 2 ? to : hex(12)
        }
        line("qmgr[812]"); print id ": removed"
    }
}
