/* --- answers, as they are shown ------------------------------------------ */

/* What is read in ten seconds. Who asks for a reader's steps gets all. */
enum { STEPS_AT_FIRST = 2 };

/* The steps of one reader. Return how many are left out. */
static unsigned put_reader_steps(const struct options *o,
                                 const struct answer *a, int party)
{
    static char text[LINE_MAX_LEN];

    fill_in(a, smtpc_verdict_steps(a->v, party), text, sizeof text);
    if (!*text)
        return 0;
    putchar('\n');
    if (o->party >= 0 || party != a->v->party)
        put_reader_heading(o, party);
    return put_some_steps(o, text, o->party >= 0 ? UINT_MAX : STEPS_AT_FIRST);
}

/* Where more is to be read: the steps that were left out, and the page of the
 * status, else of the code. */
static void put_more(const struct options *o, const struct answer *a,
                     unsigned left)
{
    const struct smtpc_verdict *v = a->v;
    char text[128], page[48], status[12];
    int party = shown_party(o, a);

    if (smtpc_status_id(v->status)) {
        smtpc_status_format(v->status, status);
        snprintf(page, sizeof page, "man smtp-%s", status);
    } else if (smtpc_reply_id(v->code)) {
        snprintf(page, sizeof page, "man smtp-%d", v->code);
    } else {
        snprintf(page, sizeof page, "smtpcodes %s",
                 smtpc_reason_name(v->reason));
    }
    if (left)
        snprintf(text, sizeof text, "--for %s; %s", smtpc_party_name(party),
                 page);
    else
        snprintf(text, sizeof text, "%s", page);
    putchar('\n');
    put_row(o, "More", text);
}

/* Of a reply whole words, as many as tell which it is. */
static void put_reply(const struct options *o, const struct answer *a)
{
    enum { ENOUGH = 44 };
    const char *line = at_code(a->reply, a->v->code), *end = "";
    char text[ENOUGH + sizeof " ..."];
    size_t len = strcspn(line, "\n");

    if (len > ENOUGH) {
        for (len = ENOUGH; len > 12 && line[len] != ' '; len--)
            ;
        if (line[len] != ' ')
            len = ENOUGH;
        end = " ...";
    }
    snprintf(text, sizeof text, "%.*s%s", (int)len, line, end);
    put_row(o, "Reply", text);
}

static void put_answer(const struct options *o, const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;
    const char *who, *what = what_to_do(a, &who);
    char codes[16];

    write_codes(v, codes, sizeof codes);
    put_head_line(o, codes, v->title, class_of_answer(a));
    if (a->recipient)
        put_row(o, "For", a->recipient);
    if (a->reply) { /* which a line of a log shows itself */
        put_row(o, "From", a->host ? a->host : "");
        put_reply(o, a);
    }
    put_row(o, "Who", who);
    put_row(o, "Do", what);
    for (unsigned n = 0; n < NOTES; n++)
        put_row(o, "Note", note_on(v, n));
    if (o->party < 0 && is_to_forward(a))
        put_row(o, "Sender", "forward this");
    put_more(o, a, put_reader_steps(o, a, shown_party(o, a)));
}

/* What went well takes one line of a log. */
static void put_delivery(const struct options *o, const char *to,
                         const struct smtpc_verdict *v)
{
    char codes[16], title[SMTPC_ADDRESS_SIZE + 32];

    write_codes(v, codes, sizeof codes);
    snprintf(title, sizeof title, "accepted%s%s", to ? ": " : "", to ? to : "");
    put_head_line(o, codes, title, 0);
}

/* What is no answer about a delivery. */
static void put_remark(const struct options *o, const char *phrase)
{
    fill(o, "", "", phrase, strlen(phrase));
}
