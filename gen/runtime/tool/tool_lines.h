/* --- lines of replies and logs ------------------------------------------- */

struct stream {
    const struct options *o;
    unsigned long lines, shown;
    int known, failed;
    char reply[LINE_MAX_LEN]; /* the lines of one reply, so far */
    size_t held;
};

static void put_line_json(const struct options *o, const char *line, size_t len,
                          int is_continued, const struct result *r,
                          const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
    if (is_continued)
        printf(",\"continued\":true");
    put_verdict_members(o, v);
    put_result_json_fields(r);
    puts("}");
}

/* Is a line one of a log? */
static int is_log_line(const char *line, size_t len)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.text = line;
    l.len = len;
    read_header(&l);
    return l.stamped || l.program_len > 0;
}

/* A field of a log, to be shown; NULL: it has none. */
static const char *shown_field(struct piece p, char *to, size_t size)
{
    if (p.len == 0 || p.len >= size)
        return NULL;
    memcpy(to, p.text, p.len);
    to[p.len] = '\0';
    return to;
}

/* The answer to a line, for who reads it: whoever runs the server that logged
 * it, or a program that got no reply. */
static void put_line_answer(const struct options *o, const char *line,
                            size_t len, const struct result *r,
                            const struct smtpc_verdict *v)
{
    char recipient[SMTPC_ADDRESS_SIZE], sender[SMTPC_ADDRESS_SIZE];
    char host[SMTPC_HOST_SIZE], id[64];
    struct answer a = answer_to(v);
    struct piece name = r->relay;

    a.recipient = shown_field(r->recipient, recipient, sizeof recipient);
    for (size_t i = 0; i < name.len; i++)
        if (!smtpc_is_domain_(name.text[i]))
            name.len = i; /* "mx.example.org[192.0.2.1]:25" */
    a.host = shown_field(name, host, sizeof host);
    a.sender = shown_field(r->sender, sender, sizeof sender);
    a.queue_id = shown_field(r->id, id, sizeof id);
    a.said = r->at < r->end ? piece_of(r->text, r->at, r->end)
                            : piece_of(line, 0, len);
    if (r->aside == INBOUND)
        a.reader = SMTPC_PARTY_RECIPIENT_ADMIN;
    else if (!v->code || is_log_line(line, len))
        a.reader = SMTPC_PARTY_SENDER_ADMIN;
    put_answer(o, &a);
}

/* Explain one line, or one reply of several, and print it. As text nothing is
 * said of lines that hold nothing to explain. */
static void take_line(struct stream *s, const char *line, size_t len)
{
    const struct options *o = s->o;
    struct result r = find_result(line, len);
    struct smtpc_verdict v;

    if (r.outcome == NO_RESULT && !o->json && r.at == r.end)
        return;
    s->known |= explain_result(o, r, &v);
    if (o->json) {
        put_line_json(o, line, len, 0, &r, &v);
        return;
    }
    if (v.basis <= SMTPC_BASIS_CLASS || r.aside == NO_ATTEMPT)
        return;
    if (v.reason == SMTPC_REASON_ACCEPTED_ && is_log_line(line, len)) {
        char to[SMTPC_ADDRESS_SIZE];

        put_delivery(o, shown_field(r.recipient, to, sizeof to), &v);
    } else {
        if (s->shown)
            putchar('\n');
        put_line_answer(o, line, len, &r, &v);
    }
    s->shown++;
}

/* Does a reply go on in the next line, as "550-..." does? One whose last line
 * was put behind it does not. */
static int goes_on(const char *line, size_t len)
{
    size_t at;

    if (len < 4 || line[3] != '-' || !smtpc_code_at_(line, 0, len))
        return 0;
    for (at = 4; at + 4 < len; at++)
        if (line[at] == ' ' && memcmp(line + at + 1, line, 3) == 0 &&
            line[at + 4] == ' ')
            return 0;
    return 1;
}

/* Can a line be of the reply whose lines are held? It has its code, and should
 * have its status (RFC 2034, section 4). Lines that people paste need not; of
 * those that programs send, each may be a reply of its own. */
static int is_of_reply(const struct stream *s, const char *line, size_t len)
{
    struct smtpc_response held, next;

    if (len < 3 || memcmp(s->reply, line, 3) != 0 ||
        s->held + len >= sizeof s->reply)
        return 0;
    smtpc_read(s->reply, s->held, &held);
    smtpc_read(line, len, &next);
    return held.status == next.status ||
           (!s->o->json && (!held.status || !next.status));
}

static void end_reply(struct stream *s)
{
    if (s->held && !s->o->json)
        take_line(s, s->reply, s->held);
    s->held = 0;
}

/* Of the lines of one reply each is an object with --json, and says what is
 * known so far; the last is about the whole. */
static void put_part_json(struct stream *s, const char *line, size_t len,
                          int is_continued)
{
    struct result r = find_result(line, len);
    struct smtpc_verdict v;

    s->known |= smtpc_explain(s->reply, s->held, &s->o->context, &v);
    put_line_json(s->o, line, len, is_continued, &r, &v);
}

/* Take a line. The lines of one reply ("550-", "550 ") are taken together, if
 * each is not to stand for itself. */
static void add_reply_line(struct stream *s, const char *line, size_t len)
{
    int is_continued;

    if (len && line[len - 1] == '\r')
        len--;
    if (s->o->shape == SHAPE_EACH_LINE) {
        forget_told();
        take_line(s, line, len);
        return;
    }
    is_continued = goes_on(line, len);
    if (s->held && !is_of_reply(s, line, len))
        end_reply(s);
    if ((!s->held && !is_continued) || len >= sizeof s->reply) {
        take_line(s, line, len);
        return;
    }
    if (s->held)
        s->reply[s->held++] = '\n';
    memcpy(s->reply + s->held, line, len);
    s->held += len;
    if (s->o->json)
        put_part_json(s, line, len, is_continued);
    if (!is_continued)
        end_reply(s);
}

/* --- what the input is --------------------------------------------------- */

/* Lines are answered one by one as they come; of a mail, and of what somebody
 * pasted, the whole is needed. */
enum shape { UNDECIDED, LINES, MAIL, PASTED };
enum { STRAY_LINES = 8 /* into which a header may be broken */ };

struct input {
    enum shape shape;
    struct text text; /* what has not been answered yet */
    unsigned lines, fields;
    int is_mailbox, was_blank;
};

/* Is the field, whose name has so many letters, one that mails have and pasted
 * replies do not? */
static int is_mail_field(const char *line, size_t name)
{
    if (smtpc_is_report_field_(smtpc_cut_(line, 0, name + 1)))
        return 0;
    return memchr(line, '-', name) != NULL ||
           smtpc_is_before_(
               line, name,
               "received\0from\0to\0cc\0subject\0date\0sender\0path\0"
               "newsgroups\0");
}

/* "From kim@example.org Sat Nov 28 20:25:46 2026", in front of a mail. */
static int is_mailbox_mark(const char *line, size_t len)
{
    return len > 5 && memcmp(line, "From ", 5) == 0;
}

/* Is a line a reply that stands alone? */
static int is_reply_line(const char *line, size_t len)
{
    return smtpc_reply_id(smtpc_code_at_(line, 0, len)) > 0;
}

/* What the lines so far are, given the next. */
static enum shape decide(const struct options *o, struct input *in,
                         const char *line, size_t len)
{
    size_t field = smtpc_field_name_(smtpc_cut_(line, 0, len));
    int is_blank = smtpc_is_blank_(smtpc_cut_(line, 0, len));

    if (o->shape != SHAPE_GUESSED)
        return o->shape == SHAPE_MAIL ? MAIL : LINES;
    if ((field && is_mail_field(line, field)) ||
        (in->lines == 0 && is_mailbox_mark(line, len))) {
        in->fields++;
        return UNDECIDED;
    }
    if (is_blank && in->fields > 1)
        return MAIL;
    if (is_blank && in->lines == 0)
        return UNDECIDED;
    if (in->fields && (field || (len && (*line == ' ' || *line == '\t'))))
        return UNDECIDED;
    if (in->fields && in->lines < STRAY_LINES)
        return UNDECIDED;
    if (is_log_line(line, len) || is_reply_line(line, len))
        return LINES;
    return in->fields > 2 ? MAIL : o->json ? LINES : PASTED;
}

/* Answer the lines that were held back while it was not clear what they are. */
static void release(struct stream *s, struct input *in)
{
    size_t at = 0;

    while (at < in->text.len) {
        const char *line = in->text.at + at;
        const char *nl = (const char *)memchr(line, '\n', in->text.len - at);
        size_t len = nl ? (size_t)(nl - line) : in->text.len - at;

        add_reply_line(s, line, len);
        at += len + 1;
    }
    drop_text(&in->text);
}

/* --- mails and what was pasted ------------------------------------------- */

static void explain_mail(struct stream *s, const struct text *mail)
{
    size_t count = read_mail(s->o, mail);

    /* Amazon mails events where they are subscribed to by mail. */
    if (!count && bounce.kind == SMTPC_MAIL_OTHER && *bounce.notice == '{') {
        take_line(s, bounce.notice, strlen(bounce.notice));
        return;
    }
    if (s->shown && !s->o->json)
        putchar('\n');
    s->known |= put_recipients(s->o, count);
    if (!count && !s->o->json)
        put_remark(s->o, mail_kind_phrase(bounce.kind));
    s->shown++;
}

/* What a bounce says to people, without its header: as if it had one. Prose
 * that only sounds like a bounce is none. */
static void explain_pasted(struct stream *s, const struct text *text)
{
    static const char header[] = "From: MAILER-DAEMON\n\n";
    struct text mail = {0};
    size_t count, i;

    add_text(&mail, header, sizeof header - 1);
    add_text(&mail, text->at, text->len);
    count = read_mail(s->o, &mail);
    for (i = 0; i < count && !is_founded(&bounced[i]); i++)
        ;
    if (i < count) {
        s->known |= put_recipients(s->o, count);
        s->shown++;
    } else { /* a program's own words, of several lines */
        take_line(s, text->at, text->len);
    }
    drop_text(&mail);
}

/* How many marks of a quoted line, "> > ", stand in front of it. */
static size_t quote_len(const char *line, size_t len)
{
    size_t at = 0;

    while (at < len && (line[at] == '>' || line[at] == '|'))
        at += at + 1 < len && line[at + 1] == ' ' ? 2 : 1;
    return at;
}

/* Take the marks off a text of which most lines are quoted. Return whether
 * that is so. */
static int unquote(struct text *t)
{
    size_t quoted = 0, lines = 0, to = 0, at, end, n;

    for (at = 0; at < t->len; at = end + 1) {
        end = smtpc_line_end_(t->at, at, t->len);
        lines += end > at;
        quoted += quote_len(t->at + at, end - at) > 0;
    }
    if (quoted * 2 <= lines)
        return 0;
    for (at = 0; at < t->len; at = end + 1) {
        end = smtpc_line_end_(t->at, at, t->len);
        n = quote_len(t->at + at, end - at);
        memmove(t->at + to, t->at + at + n, end - at - n);
        to += end - at - n;
        if (end < t->len)
            t->at[to++] = '\n';
    }
    t->len = to;
    return 1;
}

/* Does a text begin with the header of a mail? */
static int has_header(const struct text *t)
{
    struct smtpc_piece_ line = smtpc_line_(smtpc_cut_(t->at, 0, t->len), 0);
    size_t name = smtpc_field_name_(line);

    return is_mailbox_mark(line.text, line.len) ||
           (name && is_mail_field(line.text, name));
}

static void end_input(struct stream *s, struct input *in)
{
    if (in->shape == UNDECIDED)
        in->shape = s->o->json || in->fields < 2 ? LINES : MAIL;
    if (in->shape == PASTED && in->lines == 1)
        in->shape = LINES;
    if (in->shape == LINES) {
        release(s, in);
        end_reply(s);
    } else {
        if (in->shape == PASTED && unquote(&in->text) && has_header(&in->text))
            in->shape = MAIL;
        if (in->shape == MAIL && has_header(&in->text))
            explain_mail(s, &in->text);
        else
            explain_pasted(s, &in->text);
    }
    drop_text(&in->text);
}

static void take_input_line(struct stream *s, struct input *in,
                            const char *line, size_t len)
{
    /* A mailbox has the next mail behind an empty line. */
    if (in->shape == MAIL && in->is_mailbox && in->was_blank &&
        is_mailbox_mark(line, len)) {
        end_input(s, in);
        memset(in, 0, sizeof *in);
    }
    in->is_mailbox |= in->lines == 0 && is_mailbox_mark(line, len);
    in->was_blank = smtpc_is_blank_(smtpc_cut_(line, 0, len));
    s->lines++;
    if (in->shape == UNDECIDED ||
        (in->shape == PASTED && !s->o->json && is_log_line(line, len))) {
        in->shape = decide(s->o, in, line, len);
        if (in->shape == LINES)
            release(s, in);
    }
    in->lines++;
    if (in->shape == LINES) {
        add_reply_line(s, line, len);
        return;
    }
    add_text(&in->text, line, len);
    add_text(&in->text, "\n", 1);
}
