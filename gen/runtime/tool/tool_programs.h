/* --- what each program's lines look like --------------------------------- */

static struct result result_at(const struct log_line *l, enum outcome outcome,
                               size_t at)
{
    struct result r;

    memset(&r, 0, sizeof r);
    r.outcome = outcome;
    r.at = at;
    r.end = l->len;
    r.text = l->text;
    r.time = l->time;
    return r;
}

static struct result no_result(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->len);
}

/* What we said to a client, or of our own troubles: no delivery. */
static struct result inbound(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, NO_RESULT, at);

    r.aside = INBOUND;
    return r;
}

/* Behind "4F2C11: "; 0 when the line does not begin so. */
static size_t behind_id(const struct log_line *l)
{
    size_t at = l->at;

    while (at < l->len && is_alnum(l->text[at]))
        at++;
    return at > l->at && begins_at(l, at, ": ") ? at + 2 : 0;
}

struct ending {
    const char *word;
    enum outcome outcome;
    enum aside aside;
};

/* The one that stands at at; NULL: none does. */
static const struct ending *find_ending(const struct log_line *l, size_t at,
                                        const struct ending *endings,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins_at(l, at, endings[i].word))
            return &endings[i];
    return NULL;
}

#define ENDINGS_(table_) table_, sizeof(table_) / sizeof(table_)[0]

/* Hosts that are this one. */
static int is_loopback(struct piece host)
{
    return begins(host.text, host.len, "127.") ||
           begins(host.text, host.len, "[127.") ||
           begins(host.text, host.len, "localhost") ||
           begins(host.text, host.len, "::1") ||
           begins(host.text, host.len, "[::1]");
}

static int holds(struct piece text, const char *what)
{
    size_t n = strlen(what);

    for (size_t i = 0; i + n <= text.len; i++)
        if (text.text[i] == *what && memcmp(text.text + i, what, n) == 0)
            return 1;
    return 0;
}

static struct piece reason_of(const struct result *r)
{
    return piece_of(r->text, r->at, r->end);
}

/* The host that a reason of Postfix names, "connect to mx[192.0.2.1]:25: ...",
 * where nobody answered and so no relay is named. */
static struct piece host_in_reason(const struct result *r)
{
    static const char *const before[] = {"connect to ", "host ", "server ",
                                         "conversation with ",
                                         "lost connection with "};

    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        size_t at = behind(r->text, r->at, r->end, before[i]);
        size_t end = word_end(r->text, at, r->end);

        if (at && memchr(r->text + at, '[', end - at))
            return piece_of(r->text, at, end - (r->text[end - 1] == ':'));
    }
    return piece_of(r->text, r->at, r->at);
}

/* What a filter or an alias says of a message that comes back. */
static enum aside hop_of(const struct result *r)
{
    struct piece why = reason_of(r);

    if (r->outcome != SENT)
        return COUNTS;
    if (begins(why.text, why.len, "forwarded as "))
        return HOP;
    return is_loopback(r->relay) &&
                   (holds(why, "queued as ") || holds(why, "from MTA("))
               ? HOP
               : COUNTS;
}

/* "status=bounced (...)": how it ended, and why. */
static int take_status(const struct log_line *l, size_t at, struct result *r)
{
    static const struct ending endings[] = {
        {"sent (", SENT, COUNTS},          {"deferred (", DEFERRED, COUNTS},
        {"bounced (", FAILED, COUNTS},     {"expired", FAILED, COUNTS},
        {"force-expired", FAILED, COUNTS}, {"deliverable (", SENT, PROBE},
        {"undeliverable (", FAILED, PROBE}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));
    size_t n;

    if (!e)
        return 0;
    n = strlen(e->word); /* "expired" itself tells why */
    r->outcome = e->outcome;
    r->aside = e->aside;
    r->at = at + (e->word[n - 1] == '(' ? n : 0);
    if (r->at > at && l->text[r->end - 1] == ')')
        r->end--;
    if (r->aside == COUNTS)
        r->aside = hop_of(r);
    if (r->relay.len == 0 || is_piece(r->relay, "none"))
        r->relay = host_in_reason(r);
    return 1;
}

/* "to=<...>, relay=..., dsn=5.1.1, status=bounced (...)". */
static struct result read_status(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, NO_RESULT, l->len);
    struct field f;

    r.relay.text = l->text;
    for (;;) {
        if (begins_at(l, at, ", status="))
            return take_status(l, at + strlen(", status="), &r) ? r
                                                                : no_result(l);
        if (!next_field(l->text, &at, l->len, ',', &f))
            return no_result(l);
        if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "from"))
            r.sender = bare(f.value);
        else if (is_piece(f.name, "relay"))
            r.relay = f.value;
        else if (is_piece(f.name, "dsn"))
            r.status = f.value;
    }
}

/* What a program says of its own troubles, not of one delivery: "connect to
 * mx[192.0.2.1]:25: Connection refused", "warning: ... No space left on
 * device". */
static struct result read_trouble(const struct log_line *l, size_t at)
{
    static const char *const troubles[] = {
        "connect to ", "warning: ", "error: ",   "fatal: ",
        "SYSERR",      "STARTTLS",  "rejecting "};
    const size_t count = sizeof troubles / sizeof troubles[0];

    for (size_t i = 0; i < count; i++)
        if (begins_at(l, at, troubles[i]))
            return result_at(l, NO_RESULT, at);
    return no_result(l);
}

/* With the id in front of at. */
static struct result with_id(const struct log_line *l, struct result r,
                             size_t at)
{
    r.id = piece_of(l->text, l->at, at - strlen(": "));
    return r;
}

/* "4F: host mx[...] said: ...": of one of several servers. */
static struct result read_interim(const struct log_line *l, size_t id)
{
    size_t host = id + strlen("host "), at;
    struct result r;

    at = behind(l->text, id, l->len, " said: ");
    if (!at)
        at = behind(l->text, id, l->len, " refused to talk to me: ");
    if (!at)
        return no_result(l);
    r = with_id(l, result_at(l, BY_REPLY, at), id);
    r.aside = INTERIM;
    r.relay = piece_of(l->text, host, word_end(l->text, host, at));
    return r;
}

/* "4F: to=<...>, relay=..., dsn=5.1.1, status=bounced (...)". */
static struct result read_postfix(const struct log_line *l)
{
    size_t id = behind_id(l);

    if (id && begins_at(l, id, "to="))
        return with_id(l, read_status(l, id), id);
    return id && begins_at(l, id, "host ") ? read_interim(l, id)
                                           : read_trouble(l, id ? id : l->at);
}

/* "4F: from=<...>, status=expired, returned to sender". */
static struct result read_postfix_queue(const struct log_line *l)
{
    size_t id = behind_id(l);

    if (id && begins_at(l, id, "from=") && l->text[l->len - 1] == ')')
        return with_id(l, no_result(l), id); /* "(queue active)" */
    return id && (begins_at(l, id, "from=") || begins_at(l, id, "to="))
               ? with_id(l, read_status(l, id), id)
               : read_trouble(l, id ? id : l->at);
}

/* "NOQUEUE: reject: RCPT from x[...]: 550 5.7.1 ...; from=<...>": what we
 * said to a client is no delivery, but a reply, as far as it goes. */
static struct result read_postfix_refusal(const struct log_line *l)
{
    static const char *const stops[] = {"; from=", "; proto=", NULL};
    size_t id = behind_id(l), at = id ? id : l->at, end;
    struct result r;

    if (begins_at(l, l->at, "reject: ")) /* it looks like an id */
        at = l->at;
    if (!begins_at(l, at, "reject: ") && !begins_at(l, at, "milter-reject: "))
        return read_trouble(l, at);
    at = behind(l->text, at, l->len, " from ");
    if (at)
        at = behind(l->text, at, l->len, ": ");
    if (!at)
        return no_result(l);
    r = inbound(l, at);
    for (const char *const *stop = stops; *stop; stop++) {
        end = behind(l->text, at, r.end, *stop);
        if (end)
            r.end = end - strlen(*stop);
    }
    return r;
}

/* "4F: milter-reject: END-OF-MESSAGE from x[...]: 5.7.1 ...; from=<...>". In
 * what else it rejects stands a header, which a stranger wrote. */
static struct result read_postfix_cleanup(const struct log_line *l)
{
    size_t id = behind_id(l);

    return id && begins_at(l, id, "milter-reject: ") ? read_postfix_refusal(l)
                                                     : no_result(l);
}

/* "Sent (...)", "Deferred: ...": anything else is why it failed. */
static enum outcome stat_outcome(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {{"queued", NO_RESULT, COUNTS},
                                            {"Sent", SENT, COUNTS},
                                            {"Delivered", SENT, COUNTS},
                                            {"Deferred", DEFERRED, COUNTS}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));

    return e ? e->outcome : FAILED;
}

/* "to=<...>,<...>, ..., dsn=5.1.1, reply=550 5.1.1 ..., stat=User unknown". */
static struct result read_stat(const struct log_line *l, size_t at)
{
    struct result r = no_result(l);
    struct field f;
    size_t reply = 0, stat = behind(l->text, at, l->len, ", stat=");

    if (!stat || stat_outcome(l, stat) == NO_RESULT)
        return r;
    r.outcome = stat_outcome(l, stat);
    r.at = stat;
    r.relay.text = l->text;
    stat -= strlen(", stat=");
    while (!reply && next_field(l->text, &at, stat, ',', &f)) {
        if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "relay"))
            r.relay = f.value;
        else if (is_piece(f.name, "dsn"))
            r.status = f.value;
        else if (is_piece(f.name, "reply"))
            reply = (size_t)(f.value.text - l->text);
    }
    if (r.outcome == SENT && is_loopback(r.relay) &&
        holds(reason_of(&r), "accepted for delivery"))
        r.aside = HOP;
    if (reply) { /* it says more than stat does */
        r.at = reply;
        r.end = stat;
    }
    return r;
}

/* "0AN1: to=..., stat=..."; and what we said to a client: "0AN1: ruleset=...,
 * reject=550 ...", without an id where there is no message yet, or "0AN1:
 * Milter: data, reject=550 ...". */
static struct result read_sendmail(const struct log_line *l)
{
    size_t id = behind_id(l), start = id ? id : l->at, at;

    if (id && begins_at(l, id, "to="))
        return with_id(l, read_stat(l, id), id);
    if (!begins_at(l, start, "ruleset=") && !begins_at(l, start, "Milter: "))
        return read_trouble(l, start);
    at = behind(l->text, start, l->len, ", reject=");
    return at ? inbound(l, at) : no_result(l);
}

/* The fields of a line of OpenSMTPD, which stop parts. */
static struct result take_opensmtpd(const struct log_line *l, size_t at,
                                    char stop, struct result r)
{
    struct field f;

    while (next_field(l->text, &at, l->len, stop, &f)) {
        if (is_piece(f.name, "from"))
            r.sender = bare(f.value);
        else if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "relay"))
            r.relay = bare(f.value);
        else if (is_piece(f.name, "stat"))
            break; /* the last, and it has commas and blanks of its own */
    }
    return r;
}

/* "1f mta delivery ... result="Ok" stat="250 ..."", mda for a local one;
 * before version 6 "relay: Ok for 1f: ..., stat=250 ...". */
static struct result read_opensmtpd(const struct log_line *l)
{
    static const struct ending endings[] = {{"Ok", SENT, COUNTS},
                                            {"TempFail", DEFERRED, COUNTS},
                                            {"PermFail", FAILED, COUNTS}};
    size_t at = word_end(l->text, l->at, l->len), how, stat, from = at;
    int old =
        begins_at(l, l->at, "relay: ") || begins_at(l, l->at, "delivery: ");
    const struct ending *e;
    struct result r;

    if (old)
        how = at + 1;
    else if (begins_at(l, at, " mta delivery ") ||
             begins_at(l, at, " mda delivery "))
        how = behind(l->text, at, l->len, " result=");
    else if (begins_at(l, at, " smtp failed-command "))
        return inbound(l, behind(l->text, at, l->len, " result="));
    else
        return no_result(l);
    stat = behind(l->text, at, l->len, " stat=");
    if (how && begins_at(l, how, "\""))
        how++;
    e = how && stat ? find_ending(l, how, ENDINGS_(endings)) : NULL;
    if (!e)
        return no_result(l);
    r = result_at(l, e->outcome, stat);
    r.id = piece_of(l->text, l->at, at);
    if (old) {
        from = behind(l->text, how, l->len, " for ");
        r.id = piece_of(l->text, from, word_end(l->text, from, l->len) - 1);
    }
    return take_opensmtpd(l, from, old ? ',' : ' ', r);
}

/* Exim quotes the reply that took a message, and gives a reason for others:
 * "...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...". */
static void take_exim_reason(const struct log_line *l, size_t at,
                             struct result *r)
{
    size_t reason =
        behind(l->text, at, l->len, r->outcome == SENT ? " C=" : ": ");
    size_t reply = 0;

    if (reason && (begins_at(l, reason, "SMTP error ") ||
                   begins_at(l, reason, "LMTP error ")))
        reply = behind(l->text, reason, l->len, ": ");
    if (reply)
        reason = reply;
    r->at = reason ? reason : l->len;
    if (r->outcome == DEFERRED &&
        (begins_at(l, r->at, "retry time not ") ||
         begins_at(l, r->at, "Retry time not ") ||
         holds(reason_of(r), "-odq") || holds(reason_of(r), "queue_domains")))
        r->aside = NO_ATTEMPT;
}

/* "kim <kim@example.org> F=<...> R=... T=... H=in.example.org [192.0.2.25]
 * ...": who it was for, and what stands before the reason. */
static void take_exim_fields(const struct log_line *l, size_t at,
                             struct result *r)
{
    size_t end = value_end(l->text, at, l->len, ' ');
    struct field f;

    r->recipient = piece_of(l->text, at, end);
    while (next_field(l->text, &end, r->at, ' ', &f)) {
        if (f.name.len == 0 && f.value.len > 2 && f.value.text[0] == '<')
            r->recipient = f.value;
        else if (is_piece(f.name, "F"))
            r->sender = bare(f.value);
        else if (is_piece(f.name, "H"))
            r->relay = f.value;
        else if (is_piece(f.name, "C"))
            break;
    }
    if (r->relay.len && r->relay.text[r->relay.len - 1] == ':')
        r->relay.len--;
    if (r->recipient.len && r->recipient.text[r->recipient.len - 1] == ':')
        r->recipient.len--;
}

/* Move *at over words of digits and the like; return where the next ends. */
static size_t skip_times(const struct log_line *l, size_t *at)
{
    for (;;) {
        size_t end = word_end(l->text, *at, l->len), i = *at;

        while (i < end &&
               (smtpc_is_digit_(l->text[i]) || memchr("+-:.[]", l->text[i], 6)))
            i++;
        if (i < end || end == *at)
            return end;
        *at = smtpc_skip_blanks_(l->text, end, l->len);
    }
}

/* "1rAbCd-000123-Ef => a@example.org ...". In syslog Exim's own time stands in
 * front of the id; a zone and "[123]", the process, may everywhere. */
static struct result read_exim(const struct log_line *l)
{
    static const struct ending marks[] = {{" => ", SENT, COUNTS},
                                          {" -> ", SENT, COUNTS},
                                          {" >> ", SENT, COUNTS},
                                          {" == ", DEFERRED, COUNTS},
                                          {" ** ", FAILED, COUNTS}};
    size_t at = l->at, end = skip_times(l, &at);
    const struct ending *e;
    struct result r;

    if (!is_exim_id(l->text + at, end - at))
        return no_result(l);
    e = find_ending(l, end, ENDINGS_(marks));
    if (!e && begins_at(l, end, " SMTP error from remote ")) {
        r = result_at(l, BY_REPLY, end + 1);
        r.id = piece_of(l->text, at, end);
        r.aside = INTERIM;
        return r;
    }
    if (!e)
        return no_result(l);
    r = result_at(l, e->outcome, l->len);
    r.id = piece_of(l->text, at, end);
    take_exim_reason(l, end + strlen(e->word), &r);
    take_exim_fields(l, end + strlen(e->word), &r);
    if (r.aside == COUNTS)
        r.aside = hop_of(&r);
    return r;
}

/* qmail tells a delivery's recipient when it starts, and later its number. */
static struct pending {
    char number[12], recipient[128];
} pending[256];

static struct pending *pending_at(struct piece number)
{
    return &pending[number_of(number) % (sizeof pending / sizeof pending[0])];
}

static void keep(char *to, size_t room, struct piece p)
{
    size_t n = p.len < room ? p.len : room - 1;

    if (n)
        memcpy(to, p.text, n);
    to[n] = '\0';
}

static struct piece kept(const char *text)
{
    return piece_of(text, 0, strlen(text));
}

/* The digits at at. */
static struct piece number_at(const struct log_line *l, size_t at)
{
    size_t end = at;

    while (end < l->len && smtpc_is_digit_(l->text[end]))
        end++;
    return piece_of(l->text, at, end);
}

/* "starting delivery 7: msg 41 to remote kim@example.org". */
static void start_qmail(const struct log_line *l, size_t at)
{
    struct piece number = number_at(l, at);
    struct pending *p = pending_at(number);
    size_t to;

    at += number.len;
    if (!begins_at(l, at, ": msg "))
        return;
    to = at + strlen(": msg ");
    to += number_at(l, to).len;
    if (!begins_at(l, to, " to remote ") && !begins_at(l, to, " to local "))
        return;
    to = behind(l->text, to + strlen(" to "), l->len, " ");
    keep(p->number, sizeof p->number, number);
    keep(p->recipient, sizeof p->recipient, piece_of(l->text, to, l->len));
}

/* "delivery 7: failure: ..."; in syslog a time in seconds stands in front. */
static struct result read_qmail(const struct log_line *l)
{
    static const struct ending endings[] = {{": success: ", SENT, COUNTS},
                                            {": deferral: ", DEFERRED, COUNTS},
                                            {": failure: ", FAILED, COUNTS}};
    struct result r = no_result(l);
    size_t at = l->at;
    const struct ending *e;
    struct piece number;

    skip_times(l, &at);
    if (begins_at(l, at, "starting delivery "))
        start_qmail(l, at + strlen("starting delivery "));
    if (!begins_at(l, at, "delivery "))
        return r;
    number = number_at(l, at + strlen("delivery "));
    at += strlen("delivery ") + number.len;
    e = find_ending(l, at, ENDINGS_(endings));
    if (!e)
        return r;
    r = result_at(l, e->outcome, at + strlen(e->word));
    r.form = QMAIL;
    if (is_piece(number, pending_at(number)->number))
        r.recipient = kept(pending_at(number)->recipient);
    return r;
}

/* A line of no log, or the end of a line of Postfix or qmail, as people cut it
 * out. */
static struct result read_bare(const struct log_line *l)
{
    struct smtpc_response in;
    struct result r = no_result(l);

    if (begins_at(l, 0, "to=") || begins_at(l, 0, "dsn="))
        r = read_status(l, 0);
    if (r.outcome != NO_RESULT)
        return r;
    if (behind(l->text, 0, l->len, "_host_said:_")) {
        r = result_at(l, BY_REPLY, 0);
        r.form = QMAIL;
        return r;
    }
    smtpc_read(l->text, l->len, &in);
    return result_at(
        l, in.reply_id || (in.code && in.status_id) ? BY_REPLY : NO_RESULT, 0);
}

/* A line of a program that has no form of its own here. */
static struct result read_any(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->at);
}

/* Behind a time, without a program: a level or a mark, as those write it that
 * are no Exim. */
static struct result read_leveled(const struct log_line *l)
{
    static const char *const marks[] = {"[",     "* ",     "INFO ", "NOTICE ",
                                        "host=", "level=", "WARN",  "ERROR",
                                        "CRIT",  "DEBUG ", "TRACE "};
    if (l->at == 0)
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, l->at, marks[i]))
            return read_any(l);
    return no_result(l);
}
