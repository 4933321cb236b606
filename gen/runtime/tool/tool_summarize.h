/* --- an earlier summary --------------------------------------------------- */

enum { EARLIER_MAX_LEN = 1 << 20 };

/* One that the tool wrote with --json, all of it. */
static int read_earlier(const char *path, char *to, size_t *len)
{
    int file = open(path, O_RDONLY);
    long n = 1;

    *len = 0;
    if (file < 0)
        return 0;
    while (n > 0 && *len < EARLIER_MAX_LEN) {
        n = (long)read(file, to + *len, EARLIER_MAX_LEN - *len);
        *len += n > 0 ? (size_t)n : 0;
    }
    close(file);
    return n == 0;
}

/* Is it told of there? By the message's id, or where none matched by title. */
static int is_same_kind(const struct kind *k, struct piece told)
{
    const char *name = *k->v.message ? "message" : "title";
    const char *want = *k->v.message ? k->v.message : k->v.title;

    return is_piece(json_text(json_path(told, name)), want) &&
           is_piece(json_text(json_path(told, "action")),
                    smtpc_action_name(k->v.action));
}

/* The kinds that an earlier summary told of; len 0: it is none. */
static struct piece kinds_of(struct piece summary)
{
    struct piece kinds = json_path(summary, "kinds");

    if (!is_piece(json_path(summary, "summary"), "1") || !json_is(kinds, '[') ||
        kinds.text[kinds.len - 1] != ']')
        kinds.len = 0;
    return kinds;
}

/* What was told of each kind before. */
static void compare(struct summary *s, struct piece kinds)
{
    struct piece none, told;

    s->compares = 1;
    for (size_t i = 0; i < s->kind_count; i++) {
        struct kind *k = &s->kinds[i];
        size_t at = 1;

        k->is_new = 1;
        while (json_next(kinds, &at, &none, &told)) {
            if (!is_same_kind(k, told))
                continue;
            k->is_new = 0;
            k->before += number_of(json_path(told, "count"));
        }
    }
}

/* Before a long log is read it turns out whether the file is one to compare
 * with. */
static int load_earlier(const char *path, struct piece *kinds)
{
    static char text[EARLIER_MAX_LEN];
    size_t len;
    struct piece all;

    if (!read_earlier(path, text, &len))
        return cannot_open(path);
    all = piece_of(text, 0, len);
    *kinds = kinds_of(piece_of(text, json_blanks(all, 0), len));
    if (kinds->len)
        return KNOWN;
    fputs("smtpcodes: not a summary written with --json: ", stderr);
    put_text(stderr, path, strlen(path));
    fputc('\n', stderr);
    return USAGE;
}

static int tally_files(struct tallying *t, int count, char **paths)
{
    static struct reader reader;

    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(count ? paths[i] : NULL);
        tally_lines(t, &reader);
        end_file(t);
        end_reading(&reader);
    }
    progress(t, 1);
    return t->failed ? FAILED_IO : KNOWN;
}

static int summarize(const struct options *o, int count, char **paths)
{
    static struct summary s;
    struct tallying t;
    struct piece earlier = {"", 0};
    int status;

    if (o->earlier && load_earlier(o->earlier, &earlier) != KNOWN)
        return USAGE;
    forget_lines();
    memset(&s, 0, sizeof s);
    memset(&t, 0, sizeof t);
    t.o = o;
    t.s = &s;
    t.shows_progress = isatty(fileno(stderr));
    status = tally_files(&t, count, paths);
    if (status == USAGE)
        return status;
    if (earlier.len)
        compare(&s, earlier);
    if (o->metrics)
        put_summary_metrics(o, &s);
    else if (o->json)
        put_summary_json(&s, count, paths);
    else
        put_summary(o, &s, count, paths);
    if (attempts(&s) == 0 && !o->metrics) /* to which zeros tell as much */
        return status == KNOWN ? UNKNOWN : status;
    return status;
}
