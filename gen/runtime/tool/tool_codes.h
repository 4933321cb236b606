/* --- pages, as they are shown -------------------------------------------- */

static void put_head(const struct options *o, const struct page *p)
{
    put_head_line(o, p->name, p->title, p->class_);
}

/* The steps of one reader, under a heading; 0: there are none. */
static int put_reader(const struct options *o, const struct page *p, int party)
{
    const char *steps = steps_of(p, party);

    if (!*steps)
        return 0;
    putchar('\n');
    put_reader_heading(o, party);
    put_steps(o, steps);
    return 1;
}

/* For whoever asked, or those at the sending side, who hold the reply; what
 * the others can do is told where these have nothing to do. */
static void put_readers(const struct options *o, const struct page *p)
{
    int shown;

    if (o->party >= 0) {
        put_reader(o, p, o->party);
        return;
    }
    shown = put_reader(o, p, SMTPC_PARTY_SENDER);
    shown += put_reader(o, p, SMTPC_PARTY_SENDER_ADMIN);
    if (!shown)
        put_reader(o, p, p->party);
}

/* What single providers mean by a code, a line each. */
static void put_uses(const struct options *o, const struct page *p,
                     const struct smtpc_entry *e)
{
    struct smtpc_provider_use use;
    const char *gap = "\n";

    for (unsigned n = 0; smtpc_use(p->id, n, &use); n++) {
        char text[640], name[128], code[24];
        int says = use.action != SMTPC_ACTION_READ_TEXT;

        if (!is_other_use(p, &use))
            continue;
        write_provider(name, sizeof name, use.provider);
        write_used_held(code, sizeof code, e, &use);
        snprintf(text, sizeof text, "%s%s%s: %s%s%s.", name,
                 use.first == use.last ? "" : ", ",
                 use.first == use.last ? "" : code, use.title, says ? "; " : "",
                 says ? smtpc_action_phrase(use.action) : "");
        fputs(gap, stdout);
        gap = "";
        fill(o, "  ", "    ", text, strlen(text));
    }
}

/* --- tables -------------------------------------------------------------- */

/* Columns are parted by two blanks, and two are in front. A table of three
 * needs TABLE columns to look like one. */
enum { GAPS = 6, WHOSE = 20, TABLE = 64 };

/* Print what fits into a cell of whole words, and return what is left. */
static const char *put_cell(const char *text, size_t width, int is_last)
{
    size_t len = 0, next = 0;

    while (text[next]) {
        next += strcspn(text + next, " ");
        if (next > width && len)
            break;
        len = next;
        next += strspn(text + next, " ");
    }
    printf("%.*s", (int)len, text);
    if (!is_last)
        put_blanks(rest_of(width, len) + 2);
    return text + len + strspn(text + len, " ");
}

/* A row of as many lines as its longest cell takes. */
static void put_cells(const char *const cells[3], const size_t widths[3])
{
    const char *left[] = {cells[0], cells[1], cells[2]};

    while (*left[0] || *left[1] || *left[2]) {
        int last = *left[2] ? 2 : *left[1] ? 1 : 0;

        fputs("  ", stdout);
        for (int i = 0; i <= last; i++)
            left[i] = put_cell(left[i], widths[i], i == last);
        putchar('\n');
    }
}

/* --- the words behind wide codes ----------------------------------------- */

/* Too narrow for columns: each row is a paragraph. */
static void put_wording(const struct options *o, const char *const cells[3])
{
    char text[256];

    fill(o, "  ", "  ", cells[0], strlen(cells[0]));
    snprintf(text, sizeof text, "%s: %s", cells[1], cells[2]);
    fill(o, "    ", "    ", text, strlen(text));
}

/* What the words behind a code say, whose problem that is, and what to do. */
static int put_words(const struct options *o, const struct page *p)
{
    const size_t say = (o->width - WHOSE - GAPS) * 13 / 25;
    const size_t widths[3] = {say, WHOSE, o->width - WHOSE - GAPS - say};
    const char *cells[3] = {"The words say", "Whose problem", "Do"};
    struct smtpc_wording w;
    unsigned n;

    for (n = 0; smtpc_words(p->id, n, &w); n++) {
        struct smtpc_verdict v;

        if (n == 0)
            putchar('\n');
        if (n == 0 && o->width >= TABLE) {
            paint(o, "1");
            put_cells(cells, widths);
            paint(o, "0");
        }
        if (!smtpc_cause(w.reason, p->class_ ? p->class_ : 5, &v))
            continue;
        cells[0] = w.say;
        cells[1] = whose_in_short(v.party);
        cells[2] = smtpc_action_phrase(v.action);
        if (o->width >= TABLE)
            put_cells(cells, widths);
        else
            put_wording(o, cells);
    }
    return n > 0;
}

/* Whoever has only a wide code needs the words, or the steps of their side. */
static void put_ways_on(const struct options *o, const char *code)
{
    char text[96];

    putchar('\n');
    put_row(o, "Next", "paste the whole reply into: smtpcodes explain");
    snprintf(text, sizeof text,
             "if you run a server: smtpcodes --for sender-admin %s", code);
    put_row(o, "", text);
}

/* --- one code ------------------------------------------------------------ */

/* Where a code comes from, and whether anybody should still use it. */
static void put_standing(const struct options *o, const struct page *p,
                         const struct smtpc_entry *e)
{
    const char *retired = smtpc_retired(p->id);

    put_row(o, "Code", standing_phrase(e));
    if (strchr(e->code, '-')) {
        char text[64], held[24];

        write_held(held, sizeof held, e, p->class_);
        snprintf(text, sizeof text, "one of %s", held);
        put_row(o, "Range", text);
    }
    put_row(o, "Note", retired);
}

/* Who else means what, where the page is of one provider's meaning. */
static void put_origin(const struct options *o, const struct page *p,
                       const struct smtpc_entry *e)
{
    char text[256], name[128];

    if (!p->of)
        return;
    write_provider(name, sizeof name, p->of->provider);
    put_row(o, "From", name);
    if (e->standing == SMTPC_STANDING_PROVIDER)
        return;
    snprintf(text, sizeof text, "mean: %s", e->title);
    put_row(o, "Others", text);
}

static void put_way_to_more(const struct options *o, const struct page *p,
                            const struct smtpc_entry *e)
{
    const char *reference = reference_of(p, e);
    char text[512];

    snprintf(text, sizeof text, "man smtp-%s%s%s; %s", p->name,
             *reference ? "; " : "", reference, e->symbol);
    putchar('\n');
    fill(o, "  ", "  ", text, strlen(text));
}

static void put_code(const struct options *o, const char *token, unsigned id)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;
    struct page p;
    char text[160];
    int is_wide;

    smtpc_get(id, &e);
    p = page_of_code(o, token, id, &e, &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    write_actions(text, sizeof text, &p, &e);
    put_row(o, "Do", text);
    put_origin(o, &p, &e);
    put_standing(o, &p, &e);
    is_wide = !p.of && put_words(o, &p);
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    if (is_wide && o->party < 0)
        put_ways_on(o, p.name);
    else
        put_readers(o, &p);
    put_uses(o, &p, &e);
    put_way_to_more(o, &p, &e);
}

/* A code that nobody is known to use still has a class and a subject. */
static void put_unknown_code(const struct options *o, const char *token)
{
    uint32_t status;
    int class_ = token_class(token);
    char first[16], text[128];

    snprintf(text, sizeof text, "%s is not in this catalogue.", token);
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
    if (smtpc_status_parse(token, strlen(token), &status)) {
        const char *subject = smtpc_subject_title(smtpc_status_subject(status));

        snprintf(text, sizeof text, "%s (%s)", finality(class_),
                 smtpc_status_class_title(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
        snprintf(first, sizeof first, "X.%d", smtpc_status_subject(status));
        put_row(o, first, subject);
    } else if (class_) {
        snprintf(text, sizeof text, "%s (%s)", finality(class_),
                 smtpc_class_title(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
    }
    put_row(o, "Next", "paste the whole reply into: smtpcodes explain");
}

/* --- causes, messages, providers ----------------------------------------- */

/* The codes that do, as they are held. */
static void put_codes_of(const struct options *o, int reason, int by_words)
{
    static char text[4096];
    size_t len = 0;

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char held[24];

        smtpc_get(id, &e);
        if (!names_cause(id, &e, reason, by_words) ||
            len + sizeof held + 32 > sizeof text)
            continue;
        write_held(held, sizeof held, &e, main_class(id, &e));
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s",
                                len ? ", " : "", held);
    }
    if (len && by_words)
        snprintf(text + len, sizeof text - len,
                 ", if the words after the code say so");
    if (len)
        put_row(o, by_words ? "Also" : "Codes", text);
}

static void put_cause(const struct options *o, unsigned reason)
{
    struct smtpc_verdict v;
    struct page p;
    char text[160];

    if (!smtpc_cause((int)reason, 5, &v))
        return;
    p = page_of_verdict(smtpc_reason_name(v.reason), &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    write_cause_actions(text, sizeof text, &v);
    put_row(o, "Do", text);
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    put_readers(o, &p);
    putchar('\n');
    put_codes_of(o, v.reason, 0);
    put_codes_of(o, v.reason, 1);
    put_row(o, "More", "smtpcodes CODE; man 7 smtpcodes");
}

/* What servers say, found by a word of it or by its id. */
static void put_message(const struct options *o, const char *token,
                        unsigned number)
{
    struct smtpc_verdict v;
    struct page p;
    char name[128], text[128];

    if (!smtpc_message(number, &v))
        return;
    p = page_of_verdict(
        plain_len((const unsigned char *)token, strlen(token)) == strlen(token)
            ? token
            : v.message,
        &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    put_row(o, "Do", smtpc_action_phrase(v.action));
    if (*v.provider) {
        write_provider(name, sizeof name, v.provider);
        put_row(o, "From", name);
    }
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    put_readers(o, &p);
    putchar('\n');
    snprintf(text, sizeof text,
             "smtpcodes %s; for the whole reply: smtpcodes explain",
             smtpc_reason_name(v.reason));
    put_row(o, "More", text);
}

/* One of a provider's own codes: its number, what it means, whose problem. */
static void put_own_code(const struct options *o, const struct smtpc_entry *e,
                         const struct smtpc_provider_use *use)
{
    enum { CODE = 11 };
    const size_t widths[3] = {CODE, o->width - CODE - WHOSE - GAPS, WHOSE};
    char code[24], text[256];
    const char *const cells[3] = {code, use->title, whose_in_short(use->party)};

    write_used_held(code, sizeof code, e, use);
    if (o->width >= TABLE) {
        put_cells(cells, widths);
        return;
    }
    snprintf(text, sizeof text, "%s %s (%s)", code, use->title, cells[2]);
    fill(o, "  ", "    ", text, strlen(text));
}

static void put_provider(const struct options *o, unsigned number)
{
    struct smtpc_provider p;
    const char *gap = "\n";
    char text[160];

    if (!smtpc_provider_get(number, &p))
        return;
    paint(o, "1");
    fill(o, "", "  ", p.title, strlen(p.title));
    paint(o, "0");
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_provider_use use;
        struct smtpc_entry e;

        smtpc_get(id, &e);
        for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
            if (strcmp(use.provider, p.id) != 0)
                continue;
            fputs(gap, stdout);
            gap = "";
            put_own_code(o, &e, &use);
        }
    }
    putchar('\n');
    snprintf(text, sizeof text,
             "smtpcodes search %s; smtpcodes --provider %s CODE", p.id, p.id);
    put_row(o, "More", text);
    put_row(o, "", p.reference);
    put_row(o, "", p.address);
}

/* --- lookups ------------------------------------------------------------- */

static int is_file(const char *path)
{
    int file = open(path, O_RDONLY);

    if (file >= 0)
        close(file);
    return file >= 0;
}

static void put_unknown_word(const char *word)
{
    const char *near = meant(word);

    fputs("smtpcodes: '", stderr);
    put_text(stderr, word, strlen(word));
    fputs("' is not a code, cause, provider or command.", stderr);
    if (is_file(word)) {
        fputs(" Did you mean 'smtpcodes explain ", stderr);
        put_text(stderr, word, strlen(word));
        fputs("'?\n", stderr);
    } else if (near) {
        fprintf(stderr, " Did you mean '%s'?\n", near);
    } else {
        fputs(" Try 'smtpcodes search'.\n", stderr);
    }
}

static void put_thing(const struct options *o, const char *word, struct thing t)
{
    switch (t.kind) {
    case A_CODE:
        put_code(o, word, t.number);
        break;
    case A_CAUSE:
        put_cause(o, t.number);
        break;
    case A_MESSAGE:
        put_message(o, word, t.number);
        break;
    case A_PROVIDER:
        put_provider(o, t.number);
        break;
    default:
        put_unknown_code(o, word);
    }
}

static int show_word(const struct options *o, char *as_typed, int is_first)
{
    char *word = bare_word(as_typed);
    struct thing t = look_up(o, word);

    if (t.kind == NOTHING && !is_code(word) && strchr(word, ' '))
        return explain(o, 1, &word);
    if (o->json) {
        put_thing_json(o, word, t);
    } else if (t.kind == NOTHING && !is_code(word)) {
        fflush(stdout);
        put_unknown_word(word);
    } else {
        if (!is_first)
            putchar('\n');
        put_thing(o, word, t);
    }
    return t.kind == NOTHING ? UNKNOWN : KNOWN;
}

static int show_words(const struct options *o, int count, char **words)
{
    int status = KNOWN;

    if (are_reply(o, count, words))
        return explain(o, count, words);
    for (int i = 0; i < count; i++)
        if (show_word(o, words[i], i == 0) != KNOWN)
            status = UNKNOWN;
    return status;
}
