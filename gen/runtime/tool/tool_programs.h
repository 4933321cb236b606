/* --- what each program's lines look like --------------------------------- */

static struct result result_at(const struct log_line *l, enum outcome outcome,
                               size_t at)
{
    struct result r = {outcome, at, l->len, 0};

    return r;
}

static struct result no_result(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->len);
}

/* Behind "4F2C11: "; 0 when the line does not begin so. */
static size_t behind_id(const struct log_line *l)
{
    size_t at = l->at;

    while (at < l->len && smtpc_is_alnum_(l->text[at]))
        at++;
    return at > l->at && begins_at(l, at, ": ") ? at + 2 : 0;
}

struct ending {
    const char *word;
    enum outcome outcome;
};

/* ", status=bounced (...)": how it ended, and why. */
static struct result read_status(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {
        {"sent (", SENT},         {"deliverable (", SENT},
        {"deferred (", DEFERRED}, {"bounced (", FAILED},
        {"expired", FAILED},      {"undeliverable (", FAILED},
        {"force-expired", FAILED}};

    at = behind(l->text, at, l->len, ", status=");
    for (size_t i = 0; at && i < sizeof endings / sizeof endings[0]; i++) {
        const char *word = endings[i].word, *why = strchr(word, '(');

        if (begins_at(l, at, word)) /* "expired" itself tells why */
            return result_at(l, endings[i].outcome,
                             at + (why ? strlen(word) : 0));
    }
    return no_result(l);
}

/* What a program says of its own troubles, not of one delivery: "connect to
 * mx[192.0.2.1]:25: Connection refused", "warning: ... No space left on
 * device". */
static struct result read_trouble(const struct log_line *l, size_t at)
{
    static const char *const troubles[] = {
        "connect to ", "warning: ", "error: ",   "fatal: ",
        "SYSERR",      "STARTTLS",  "rejecting "};

    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++)
        if (begins_at(l, at, troubles[i]))
            return result_at(l, NO_RESULT, at);
    return no_result(l);
}

/* "4F: to=<...>, relay=..., dsn=5.1.1, status=bounced (...)"; before that, of
 * one of several servers, "4F: host mx[...] said: ...". */
static struct result read_postfix(const struct log_line *l)
{
    size_t id = behind_id(l), at;

    if (id && begins_at(l, id, "host ")) {
        at = behind(l->text, id, l->len, " said: ");
        return at ? result_at(l, BY_REPLY, at) : no_result(l);
    }
    return id && begins_at(l, id, "to=") ? read_status(l, id)
                                         : read_trouble(l, id ? id : l->at);
}

/* "4F: from=<...>, status=expired, returned to sender". */
static struct result read_postfix_queue(const struct log_line *l)
{
    size_t id = behind_id(l);

    return id && (begins_at(l, id, "from=") || begins_at(l, id, "to="))
               ? read_status(l, id)
               : read_trouble(l, id ? id : l->at);
}

/* "NOQUEUE: reject: RCPT from x[...]: 550 5.7.1 ...; from=<...>": what we
 * said to a client is no delivery, but a reply, as far as it goes. */
static struct result read_postfix_refusal(const struct log_line *l)
{
    static const char *const stops[] = {"; from=", "; proto="};
    size_t at = behind_id(l), end;
    struct result r;

    if (!at ||
        !(begins_at(l, at, "reject") || begins_at(l, at, "milter-reject")))
        return read_trouble(l, at ? at : l->at);
    at = behind(l->text, at, l->len, " from ");
    if (at)
        at = behind(l->text, at, l->len, ": ");
    if (!at)
        return no_result(l);
    r = result_at(l, NO_RESULT, at);
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        end = behind(l->text, at, r.end, stops[i]);
        if (end)
            r.end = end - strlen(stops[i]);
    }
    return r;
}

/* "Sent (...)", "Deferred: ...": anything else is why it failed. */
static enum outcome stat_outcome(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {{"queued", NO_RESULT},
                                            {"Sent", SENT},
                                            {"Delivered", SENT},
                                            {"Deferred", DEFERRED}};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, at, endings[i].word))
            return endings[i].outcome;
    return FAILED;
}

/* "0AN1: to=<...>, ..., dsn=5.1.1, stat=User unknown"; "0AN1: ruleset=...,
 * reject=550 ..." is what we said to a client. */
static struct result read_sendmail(const struct log_line *l)
{
    size_t id = behind_id(l), at = 0, reply;
    struct result r;

    if (id && begins_at(l, id, "ruleset=")) {
        at = behind(l->text, id, l->len, ", reject=");
        return at ? result_at(l, NO_RESULT, at) : no_result(l);
    }
    if (id && begins_at(l, id, "to="))
        at = behind(l->text, id, l->len, ", stat=");
    if (!at)
        return read_trouble(l, id ? id : l->at);
    if (stat_outcome(l, at) == NO_RESULT)
        return no_result(l);
    r = result_at(l, stat_outcome(l, at), at);
    reply = behind(l->text, id, at, ", reply=");
    if (reply) { /* "reply=550 5.1.1 ..., stat=Service unavailable" */
        r.end = at - strlen(", stat=");
        r.at = reply;
    }
    return r;
}

/* "1f mta delivery ... result="Ok" stat="250 ..."", mda for a local one;
 * before version 6 "relay: Ok for 1f: ..., stat=250 ...". */
static struct result read_opensmtpd(const struct log_line *l)
{
    static const struct ending endings[] = {
        {"Ok", SENT}, {"TempFail", DEFERRED}, {"PermFail", FAILED}};
    size_t at = word_end(l->text, l->at, l->len), how, stat;

    if (begins_at(l, l->at, "relay: ") || begins_at(l, l->at, "delivery: "))
        how = at + 1;
    else if (begins_at(l, at, " mta delivery ") ||
             begins_at(l, at, " mda delivery "))
        how = behind(l->text, at, l->len, " result=");
    else if (begins_at(l, at, " smtp failed-command ")) /* what we said */
        return result_at(l, NO_RESULT, behind(l->text, at, l->len, " result="));
    else
        return no_result(l);
    stat = behind(l->text, at, l->len, " stat=");
    if (!how || !stat)
        return no_result(l);
    if (begins_at(l, how, "\""))
        how++;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, how, endings[i].word))
            return result_at(l, endings[i].outcome, stat);
    return no_result(l);
}

/* Exim quotes the reply that took a message, and gives a reason for others:
 * "...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...". */
static struct result read_exim_reason(const struct log_line *l,
                                      enum outcome outcome, size_t at)
{
    size_t reason = behind(l->text, at, l->len, outcome == SENT ? " C=" : ": ");
    size_t reply = 0;

    if (reason && (begins_at(l, reason, "SMTP error ") ||
                   begins_at(l, reason, "LMTP error ")))
        reply = behind(l->text, reason, l->len, ": ");
    if (reply)
        reason = reply;
    return result_at(l, outcome, reason ? reason : l->len);
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
    static const struct ending marks[] = {{" => ", SENT},
                                          {" -> ", SENT},
                                          {" >> ", SENT},
                                          {" == ", DEFERRED},
                                          {" ** ", FAILED}};
    size_t at = l->at, end = skip_times(l, &at);

    if (end == at || !is_exim_id(l->text + at, end - at))
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, end, marks[i].word))
            return read_exim_reason(l, marks[i].outcome, end + 4);
    return no_result(l);
}

/* "delivery 7: failure: ..."; in syslog a time in seconds stands in front. */
static struct result read_qmail(const struct log_line *l)
{
    static const struct ending endings[] = {{": success: ", SENT},
                                            {": deferral: ", DEFERRED},
                                            {": failure: ", FAILED}};
    struct result r = no_result(l);
    size_t at = l->at;

    skip_times(l, &at);
    if (!begins_at(l, at, "delivery "))
        return r;
    for (at += strlen("delivery "); at < l->len; at++)
        if (!smtpc_is_digit_(l->text[at]))
            break;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, at, endings[i].word))
            r = result_at(l, endings[i].outcome, at + strlen(endings[i].word));
    r.qmail = 1;
    return r;
}

/* A line of no log, or the end of a line of Postfix, as people cut it out. */
static struct result read_bare(const struct log_line *l)
{
    struct smtpc_response in;
    struct result r = no_result(l);

    if (begins_at(l, 0, "to=") || begins_at(l, 0, "dsn="))
        r = read_status(l, 0);
    if (r.outcome != NO_RESULT)
        return r;
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
    static const char *const marks[] = {"[",      "* ",    "INFO ", "NOTICE ",
                                        "level=", "WARN",  "ERROR", "CRIT",
                                        "DEBUG ", "TRACE "};
    if (l->at == 0)
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, l->at, marks[i]))
            return read_any(l);
    return no_result(l);
}

/* Who wrote a line, by how the name begins and ends; NULL: it names nobody.
 * Of Postfix only those that deliver report a delivery. */
static const struct program {
    const char *begins, *ends;
    struct result (*read)(const struct log_line *l);
} programs[] = {
    {"", "/smtp", read_postfix},
    {"", "/lmtp", read_postfix},
    {"", "/local", read_postfix},
    {"", "/virtual", read_postfix},
    {"", "/pipe", read_postfix},
    {"", "/error", read_postfix},
    {"", "/retry", read_postfix},
    {"", "/discard", read_postfix},
    {"", "/bounce", read_postfix},
    {"", "/qmgr", read_postfix_queue},
    {"", "/smtpd", read_postfix_refusal},
    {"", "/postscreen", read_postfix_refusal},
    {"sendmail", "", read_sendmail},
    {"sm-", "", read_sendmail},
    {"smtpd", "smtpd", read_opensmtpd},
    {"exim", "", read_exim},
    {"qmail", "", read_qmail},
    {"", ".ERROR", read_any},
    {"", ".CRITICAL", read_any},
    {"", ".WARNING", read_any},
    {"maddy", "", read_any},
    {"zonemta", "", read_any},
    {"haraka", "", read_any},
    {"stalwart", "", read_any},
    {"kumod", "", read_any},
    {"postal", "", read_any},
    {"msmtp", "", read_any},
    {"ssmtp", "", read_any},
    {NULL, NULL, read_postfix},
    {NULL, NULL, read_sendmail},
    {NULL, NULL, read_exim},
    {NULL, NULL, read_qmail},
    {NULL, NULL, read_leveled},
};

static int wrote(const struct program *p, const struct log_line *l)
{
    size_t n;

    if (!p->begins || l->program_len == 0)
        return !p->begins && l->program_len == 0;
    n = strlen(p->ends);
    return begins(l->program, l->program_len, p->begins) &&
           l->program_len >= n &&
           memcmp(l->program + l->program_len - n, p->ends, n) == 0;
}

/* Find what in a line of Postfix, Exim, Sendmail, OpenSMTPD or qmail tells how
 * a delivery ended, or what else there is to explain in it. A line that starts
 * with a reply code, or quotes a reply, counts as that reply; of the other
 * lines of these programs nothing is explained. */
static struct result find_result(const char *text, size_t len)
{
    struct log_line l = {text, len, 0, text, 0, 0};
    struct result r;

    if (len >= 3 && smtpc_reply_id(smtpc_code_at_(text, 0, len)))
        return result_at(&l, BY_REPLY, 0);
    read_header(&l);
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        if (!wrote(&programs[i], &l))
            continue;
        r = programs[i].read(&l);
        if (r.at < l.len || r.outcome != NO_RESULT)
            return r;
    }
    if (l.program_len == 0 && len - l.at >= 3 &&
        smtpc_reply_id(smtpc_code_at_(text, l.at, len)))
        return result_at(&l, BY_REPLY, l.at);
    return l.program_len || l.stamped ? no_result(&l) : read_bare(&l);
}

/* Point *dsn at the value of "dsn=5.1.1," before at and return its length; 0
 * when there is none, *dsn as it was. */
static size_t find_dsn(const char *line, size_t at, const char **dsn)
{
    size_t found = begins(line, at, "dsn=") ? strlen("dsn=")
                                            : behind(line, 0, at, ", dsn=");
    size_t n;
    uint32_t status;

    if (!found)
        return 0;
    n = smtpc_status_parse(line + found, at - found, &status);
    if (n)
        *dsn = line + found;
    return n;
}
