/* --- the results of a line ----------------------------------------------- */

/* A program of a mail server that delivers nothing. */
static struct result no_delivery(const struct log_line *l)
{
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
    {"", "/cleanup", read_postfix_cleanup},
    {"postfix", "", no_delivery},
    {"sendmail", "", read_sendmail},
    {"sm-", "", read_sendmail},
    {"smtpd", "smtpd", read_opensmtpd},
    {"exim", "", read_exim},
    {"qmail", "", read_qmail},
    {"", ".ERROR", read_any},
    {"", ".CRITICAL", read_any},
    {"", ".WARNING", read_any},
    {"courier", "", read_courier},
    {"maddy", "", read_maddy},
    {"queue", "queue", read_maddy},
    {"zonemta", "", read_zonemta},
    {"zone-mta", "", read_zonemta},
    {"haraka", "", read_haraka},
    {"stalwart", "", read_stalwart},
    {"kumod", "", read_any},
    {"postal", "", read_any},
    {"msmtp", "", read_any},
    {"ssmtp", "", read_any},
    {"", "", NULL}, /* anybody else */
};

/* Lines that name no program: each is tried. */
static struct result (*const nameless[])(const struct log_line *l) = {
    read_postfix, read_sendmail, read_exim,     read_qmail,  read_courier,
    read_haraka,  read_zonemta,  read_stalwart, read_leveled};

static int wrote(const struct program *p, const struct log_line *l)
{
    size_t n = strlen(p->ends);

    return begins(l->program, l->program_len, p->begins) &&
           l->program_len >= n &&
           memcmp(l->program + l->program_len - n, p->ends, n) == 0;
}

static const struct program *look_up_program(const struct log_line *l)
{
    const struct program *p = programs;

    while (!wrote(p, l))
        p++;
    return p->read ? p : NULL;
}

static const struct program *find_program(const struct log_line *l)
{
    size_t n = l->program_len;
    struct seen *s;

    if (l->seen && is_seen(l->seen, l->program, n))
        return l->seen->program;
    s = seen_at(l->program, n);
    if (n > sizeof s->name)
        return look_up_program(l);
    if (!is_seen(s, l->program, n)) {
        memcpy(s->name, l->program, n);
        s->len = n;
        s->program = look_up_program(l);
    }
    return s->program;
}

static size_t skip_marks(const struct log_line *l, size_t at)
{
    while (at < l->len && strchr("<>-|*: ", l->text[at]))
        at++;
    return at;
}

/* Behind what a session's record writes in front of what the server said:
 * "<-- ", "S: ", "SERVER -> CLIENT: ". A client can write none of it. */
static size_t said_at(const struct log_line *l)
{
    size_t at = skip_marks(l, l->at);

    for (int words = 0; words < 2; words++) {
        size_t end = at, next;

        while (end < l->len && is_alnum(l->text[end]))
            end++;
        next = skip_marks(l, end);
        if (next < end + 2)
            break;
        at = next;
    }
    return at;
}

/* A line that begins with a reply, whoever wrote it. */
static struct result read_said(const struct log_line *l)
{
    size_t at = said_at(l);

    return smtpc_reply_id(smtpc_code_at_(l->text, at, l->len))
               ? result_at(l, BY_REPLY, at)
               : no_result(l);
}

/* Of a line without a program's name: what the first says that knows it. */
static struct result read_nameless(const struct log_line *l)
{
    struct result r;

    for (size_t i = 0; i < sizeof nameless / sizeof nameless[0]; i++) {
        r = nameless[i](l);
        if (r.known || r.at < r.end || r.outcome != NO_RESULT) {
            r.known |= r.outcome != NO_RESULT;
            return r;
        }
    }
    r = read_said(l);
    return r.outcome != NO_RESULT || l->stamped ? r : read_bare(l);
}

static struct result nothing_in(const char *text, size_t len)
{
    struct log_line l;
    struct result r;

    memset(&l, 0, sizeof l);
    l.text = text;
    l.len = len;
    r = no_result(&l);
    r.known = 1;
    return r;
}

/* A line of text: what the program that wrote it says. */
static void read_line(const char *text, size_t len, struct result *r)
{
    struct log_line l;
    const struct program *p;

    memset(&l, 0, sizeof l);
    l.text = text;
    l.len = len;
    if (smtpc_reply_id(smtpc_code_at_(text, 0, len))) {
        *r = result_at(&l, BY_REPLY, 0);
        return;
    }
    read_header(&l);
    if (l.program_len == 0) {
        *r = read_nameless(&l);
        return;
    }
    p = find_program(&l);
    *r = p ? p->read(&l) : read_said(&l);
    r->known = p != NULL;
}

/* What stands between the commas of "<a>,<b>" is a recipient each. */
static size_t split_recipients(struct result *out, size_t most)
{
    struct piece all = out->recipient;
    size_t n = 0, at = 0;

    while (at < all.len && n < most) {
        size_t end = at;

        while (end < all.len && all.text[end] != ',' && all.text[end] != ';') {
            if (all.text[end] == '<' || all.text[end] == '"')
                end = skip_enclosed(all.text, end, all.len);
            else
                end++;
        }
        out[n] = out[0];
        out[n++].recipient = bare(piece_of(all.text, at, end));
        at = end + 1;
    }
    return n ? n : 1;
}

/* The objects of a line of JSON, or of an array in it. */
static size_t read_json(struct piece json, struct result *out, size_t most);

/* An object is an event, or holds one, or a line of a log. Of others nothing
 * counts, whatever they quote. */
static size_t read_wrapped(struct piece object, struct result *out, size_t most)
{
    static char inner[LINE_MAX_LEN];
    struct piece time, within = json_text(json_path(object, "Message"));
    size_t n = read_object(object, out, most);

    if (n == 0 && json_is(json_path(object, "detail"), '{'))
        n = read_object(json_path(object, "detail"), out, most);
    if (n == 0 && within.len <= sizeof inner) {
        n = json_decode(within, inner);
        n = read_object(piece_of(inner, 0, n), out, most);
    }
    if (n)
        return n;
    n = unwrap(object, inner, sizeof inner, &time);
    if (n == 0)
        return 0;
    read_line(inner, n, out);
    if (!out->known && out->outcome != NO_RESULT)
        return 0; /* a reply that anything can have said */
    if (out->time.len == 0)
        out->time = time;
    return split_recipients(out, most);
}

static size_t read_json(struct piece json, struct result *out, size_t most)
{
    struct piece none, element;
    size_t at = 1, n = 0;

    if (json_is(json, '{'))
        return read_wrapped(json, out, most);
    while (n < most && json_next(json, &at, &none, &element))
        n += read_object(element, out + n, most - n);
    return n;
}

/* What lines told that those behind them need. */
static void forget_told(void)
{
    memset(&reading, 0, sizeof reading);
    memset(pending, 0, sizeof pending);
    memset(courier_replies, 0, sizeof courier_replies);
}

/* The same, and the verdicts that were given. */
static void forget_lines(void)
{
    forget_verdicts();
    forget_told();
}

/* Find what a line of a mail log tells of how deliveries ended, one result a
 * recipient, or what else there is to explain in it: at least one comes out,
 * at most most. A line that starts with a reply code, or quotes a reply, counts
 * as that reply; of the other lines of these programs nothing is explained. */
static size_t find_results(const char *text, size_t len, struct result *out,
                           size_t most)
{
    size_t n;

    if (len > 2 && (text[0] == '{' || (text[0] == '[' && text[1] == '{'))) {
        n = read_json(piece_of(text, 0, len), out, most);
        if (n)
            return n;
        out[0] = nothing_in(text, len);
        out[0].known = 0;
        out[0].at = 0; /* explained it can be */
        return 1;
    }
    if (may_name_columns(text, len) && names_columns(text, len)) {
        out[0] = nothing_in(text, len);
        return 1;
    }
    if (!reading.table && is_usual_row(text, len))
        take_columns(tables[0].usual, 0, strlen(tables[0].usual), &tables[0]);
    if (read_table(text, len, out))
        return split_cells(out, split_recipients(out, most));
    read_line(text, len, out);
    for (n = 1; n < out[0].copies && n < most; n++)
        out[n] = out[0];
    return n > 1 ? n : split_recipients(out, most);
}

/* The first, or a graver one. */
static struct result find_result(const char *text, size_t len)
{
    static struct result all[RESULTS];
    size_t n = find_results(text, len, all, RESULTS), best = 0;

    for (size_t i = 1; i < n; i++)
        if (all[i].outcome > all[best].outcome)
            best = i;
    return all[best];
}

static void put_piece(const char *name, struct piece p)
{
    printf(",\"%s\":", name);
    if (p.len)
        put_json(p.text, p.len);
    else
        printf("null");
}

/* What a log tells besides the reply. */
static void put_result_json_fields(const struct result *r)
{
    put_piece("queue_id", r->id);
    put_piece("recipient", r->recipient);
    put_piece("relay", r->relay);
    put_piece("time", r->time);
}

/* --- of the result a verdict --------------------------------------------- */

/* The text of a result that is to be explained: in front of the reason a code
 * that stands elsewhere, or one for how it ended. */
struct reason {
    const char *text;
    size_t len;
    int invented; /* its status is not in the line */
};

static size_t decode(const struct result *r, char *to)
{
    const char *from = r->text + r->at;
    size_t len = r->end - r->at, n = 0;

    if (r->form == JSON_STRING)
        return json_decode(piece_of(from, 0, len), to);
    for (size_t i = 0; i < len; i++) {
        if (r->form == QMAIL && (from[i] == '_' || from[i] == '/'))
            to[n++] = ' ';
        else
            to[n++] = from[i];
        if (r->form == CSV_FIELD && from[i] == '"' && i + 1 < len &&
            from[i + 1] == '"')
            i++;
    }
    return n;
}

/* "5.1.1" at the beginning of what stands apart as the status. */
static size_t own_status(const struct result *r)
{
    uint32_t status;

    return r->status.len
               ? smtpc_status_parse(r->status.text, r->status.len, &status)
               : 0;
}

/* What stands apart from the reply and belongs in front of it: "550 5.1.1 ".
 * Where there is no code at all, one for how it ended. */
static size_t put_codes(const struct result *r, const struct smtpc_response *in,
                        char *to, size_t room, int *invented)
{
    size_t n = own_status(r);
    int code = r->code.len == 3 && r->code.text[0] >= '2' &&
               r->code.text[0] <= '5' && !in->code;

    to[0] = '\0';
    if (code)
        snprintf(to, room, "%.3s ", r->code.text);
    if (n && !in->status && (code || !in->code))
        snprintf(to + strlen(to), room - strlen(to), "%.*s ", (int)n,
                 r->status.text);
    *invented = !*to && !in->code && !in->status &&
                (r->outcome == DEFERRED || r->outcome == FAILED);
    if (*invented)
        snprintf(to, room, r->outcome == DEFERRED ? "4.0.0 " : "5.0.0 ");
    return strlen(to);
}

/* What to explain; 0: nothing but that it was sent. */
static int reason_for(const struct result *r, struct reason *out)
{
    enum { BEFORE = 32 };
    static char text[BEFORE + LINE_MAX_LEN];
    struct smtpc_response in;
    char codes[BEFORE];
    size_t n;

    out->text = text + BEFORE;
    out->len = decode(r, text + BEFORE);
    smtpc_read(out->text, out->len, &in);
    n = put_codes(r, &in, codes, sizeof codes, &out->invented);
    out->text -= n;
    out->len += n;
    memcpy(text + BEFORE - n, codes, n);
    if (r->outcome == SENT) {
        smtpc_read(out->text, out->len, &in);
        return (in.code ? in.code / 100 : (int)(in.status >> 20)) == 2;
    }
    return 1;
}

/* Explain a result: of a log, what became of the delivery; of anything else,
 * all of it. Return what smtpc_explain does. */
static int explain_result(const struct options *o, struct result r,
                          struct smtpc_verdict *v)
{
    struct reason why;
    int known;

    if (!reason_for(&r, &why)) {
        known = smtpc_explain("250", 3, &o->context, v);
        v->code = 0; /* it is not in the line */
        return known;
    }
    known = explain_cached(o, why.text, why.len, v);
    if (why.invented)
        v->status = 0;
    return known;
}
