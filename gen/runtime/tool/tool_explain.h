/* --- explain ------------------------------------------------------------- */

static void put_flags(unsigned flags)
{
    static const char *const names[] = {"class-conflict", "codes-differ",
                                        "unregistered", "malformed",
                                        "truncated"};
    const char *comma = "";

    printf(",\"flags\":[");
    for (unsigned i = 0; i < 5; i++) {
        if (flags & 1u << i) {
            printf("%s\"%s\"", comma, names[i]);
            comma = ",";
        }
    }
    putchar(']');
}

static void put_status(const char *before, uint32_t status, const char *after)
{
    printf("%s%d.%d.%d%s", before, smtpc_status_class(status),
           smtpc_status_subject(status), smtpc_status_detail(status), after);
}

static void put_verdict_json(const struct options *o, const char *line,
                             size_t len, const struct result *r,
                             const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
    if (v->code)
        printf(",\"code\":%d", v->code);
    else
        printf(",\"code\":null");
    if (v->status)
        put_status(",\"status\":\"", v->status, "\"");
    else
        printf(",\"status\":null");
    put_field("reason", smtpc_reason_name(v->reason));
    put_field("action", smtpc_action_name(v->action));
    put_field("party", smtpc_party_name(v->party));
    put_field("basis", smtpc_basis_name(v->basis));
    put_field("confidence", smtpc_confidence_name(v->confidence));
    if (*v->provider)
        put_field("provider", v->provider);
    else
        printf(",\"provider\":null");
    put_flags(v->flags);
    put_result_json_fields(r);
    put_field("title", v->title);
    if (o->texts) {
        put_field("meaning", smtpc_verdict_meaning(v));
        put_field("advice", smtpc_verdict_steps(v, reader_of(o, v->party)));
    }
    puts("}");
}

static void put_verdict(const struct options *o, const struct smtpc_verdict *v)
{
    const char *meaning = smtpc_verdict_meaning(v);

    if (v->basis == SMTPC_BASIS_NONE) {
        puts("No reply found.");
        return;
    }
    paint(o, "1");
    if (v->code)
        printf("%d ", v->code);
    if (v->status)
        put_status("", v->status, " ");
    printf("%s\n", v->title);
    paint(o, "0");
    printf("  Cause: %s. Who must act: %s. What to do: ",
           smtpc_reason_name(v->reason), smtpc_party_name(v->party));
    paint(o, "1");
    printf("%s", smtpc_action_name(v->action));
    paint(o, "0");
    puts(".");
    fill(o, "  ", "  ", meaning, strlen(meaning));
    put_steps(o, smtpc_verdict_steps(v, reader_of(o, v->party)));
    printf("  Known by: %s, %s confidence%s%s\n", smtpc_basis_name(v->basis),
           smtpc_confidence_name(v->confidence),
           *v->provider ? "; sent by " : "", v->provider);
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        puts("  The two codes contradict each other.");
}

/* --- lines of replies and logs ---------------------------------------------
 */

struct stream {
    const struct options *o;
    unsigned long shown;
    int known, failed;
};

/* Explain one line, or one reply of several, and print it. As text nothing is
 * said of lines that hold nothing to explain. */
static void take_line(struct stream *s, const char *line, size_t len)
{
    const struct options *o = s->o;
    struct result r = find_result(line, len);
    struct smtpc_verdict v;
    int known;

    if (r.outcome == NO_RESULT && !o->json && r.at == r.end)
        return;
    known = explain_result(o, r, &v);
    if (v.basis <= SMTPC_BASIS_CLASS && !o->json)
        return;
    if (o->json) {
        put_verdict_json(o, line, len, &r, &v);
    } else {
        if (s->shown++)
            putchar('\n');
        put_verdict(o, &v);
    }
    s->known |= known;
}

/* "550-": a reply that goes on in the next line. */
static int goes_on(const char *line, size_t len)
{
    return len > 3 && line[3] == '-' && smtpc_code_at_(line, 0, len);
}

/* The lines of a file. With --json each is one object; else the lines of one
 * reply ("550-", "550 ") are taken together. */
static void read_lines(struct stream *s, struct reader *reader)
{
    static char reply[LINE_MAX_LEN];
    size_t len, held = 0;

    while (next_line(reader, &len)) {
        const char *line = reader->line;

        if (len && line[len - 1] == '\r')
            len--;
        if (held && (len < 3 || memcmp(reply, line, 3) != 0 ||
                     held + len >= sizeof reply)) {
            take_line(s, reply, held);
            held = 0;
        }
        if (!s->o->json && (held || goes_on(line, len)) && len < sizeof reply) {
            if (held)
                reply[held++] = '\n';
            memcpy(reply + held, line, len);
            held += len;
            if (goes_on(line, len))
                continue;
            take_line(s, reply, held);
            held = 0;
        } else {
            take_line(s, line, len);
        }
    }
    if (held)
        take_line(s, reply, held);
    s->failed |= reader->failed;
}

/* Read files, or standard input where none is named. */
static int read_files(struct stream *s, int count, char **paths)
{
    static struct reader reader;

    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(paths[i]);
        read_lines(s, &reader);
        end_reading(&reader);
    }
    return s->failed ? FAILED_IO : KNOWN;
}

static int explain_files(const struct options *o, int count, char **paths)
{
    struct stream s = {o, 0, 0, 0};
    int status = read_files(&s, count, paths);

    if (status == KNOWN && !o->json && s.shown == 0)
        puts("No reply found.");
    return status == KNOWN && !s.known ? UNKNOWN : status;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    struct result r;
    size_t len = 0;
    int known;

    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    r = find_result(text, len);
    known = explain_result(o, r, &v);
    if (o->json)
        put_verdict_json(o, text, len, &r, &v);
    else
        put_verdict(o, &v);
    return known ? KNOWN : UNKNOWN;
}

/* Are these files, and not words of a reply? */
static int are_files(int count, char **words)
{
    for (int i = 0; i < count; i++) {
        int file = strcmp(words[i], "-") == 0 ? fileno(stdin)
                                              : open(words[i], O_RDONLY);

        if (file < 0)
            return 0;
        if (file != fileno(stdin))
            close(file);
    }
    return 1;
}

static int explain(const struct options *o, int count, char **words)
{
    forget_lines();
    return are_files(count, words) ? explain_files(o, count, words)
                                   : explain_words(o, count, words);
}
