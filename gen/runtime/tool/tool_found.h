/* --- what was found ------------------------------------------------------ */

/* Copy as many whole words as fit, and dots for those that do not. */
static size_t cut(char *to, const char *text, size_t width)
{
    static const char dots[] = "...";
    size_t len = strlen(text), kept = 0;

    if (len > width) {
        size_t next = strcspn(text, " \n\t");

        while (next + sizeof dots - 1 <= width) {
            kept = next;
            next += 1 + strcspn(text + next + 1, " \n\t");
        }
        len = kept;
    }
    for (size_t i = 0; i < len; i++)
        to[i] = text[i] == '\n' || text[i] == '\t' ? ' ' : text[i];
    if (text[len])
        for (size_t i = 0; i < sizeof dots - 1 && len < width; i++)
            to[len++] = dots[i];
    to[len] = '\0';
    return len;
}

/* Where the first word is that the title does not have; NULL: it has all. */
static const char *context(const struct search *s, const struct item *item,
                           const char **from)
{
    for (size_t i = 0; i < s->word_count; i++) {
        const char *word = s->words[i].text, *at;

        if (find_in(item->title, word) || find_in(item->label, word))
            continue;
        *from = item->meaning;
        at = find_in(item->meaning, word);
        for (int r = 0; r < 4 && !at; r++) {
            *from = item->steps[r];
            at = find_in(item->steps[r], word);
        }
        if (at)
            return at;
    }
    return NULL;
}

/* What stands around a word, in so many columns. */
static void put_context(char *to, const char *from, const char *at,
                        size_t width)
{
    const char *start = at;

    while (start > from && (size_t)(at - start) < width / 3)
        start--;
    while (start > from && start < at && start[-1] != ' ' && start[-1] != '\n')
        start++;
    if (start > from) {
        memcpy(to, "...", 3);
        to += 3;
        width -= 3;
    }
    cut(to, start, width);
}

/* The text, with what was looked for in bold. */
static void put_marked(const struct options *o, const struct search *s,
                       const char *text)
{
    while (*text) {
        size_t len = 0;

        for (size_t i = 0; i < s->word_count; i++)
            if (begins_with(text, s->words[i].text) &&
                strlen(s->words[i].text) > len)
                len = strlen(s->words[i].text);
        if (len)
            paint(o, "1");
        put_text(stdout, text, len ? len : 1);
        if (len)
            paint(o, "0");
        text += len ? len : 1;
    }
}

/* A line: what to look up next, what it is, and where the words stand. */
static void put_hit(const struct options *o, const struct search *s,
                    const struct hit *hit)
{
    enum { LABEL = 11, LEAST = 40 };
    struct item item;
    char line[128];
    const char *from = "", *at;
    size_t room, len;

    take_item(&item, hit->thing, hit->use);
    len = strlen(item.label) > LABEL ? strlen(item.label) : LABEL;
    room = o->width > len + 2 ? o->width - len - 2 : 1;
    at = context(s, &item, &from);
    put_marked(o, s, item.label);
    printf("%*s", (int)(len - strlen(item.label) + 2), "");
    if (at && room >= LEAST) {
        size_t used = cut(line, item.title, room / 2);

        line[used++] = ':';
        line[used++] = ' ';
        put_context(line + used, from, at, room - used);
    } else {
        cut(line, item.title, room);
    }
    put_marked(o, s, line);
    putchar('\n');
}

static void put_hit_json(const struct options *o, const struct hit *hit)
{
    struct smtpc_provider_use use;
    struct options as = *o;
    struct item item;

    if (hit->use && smtpc_use(hit->thing.number, hit->use - 1, &use))
        as.context.provider =
            smtpc_provider_of(use.provider, strlen(use.provider));
    take_item(&item, hit->thing, hit->use);
    put_thing_json(&as, item.label, hit->thing);
}

static int found_nothing(int count, char **words)
{
    fputs("No entry contains ", stderr);
    for (int i = 0; i < count; i++) {
        fputs(i ? " and '" : "'", stderr);
        put_text(stderr, words[i], strlen(words[i]));
        fputs("'", stderr);
    }
    fputs(".\n", stderr);
    return UNKNOWN;
}

static int search(const struct options *o, int count, char **words)
{
    static struct search s;

    take_words(&s, o, count, words);
    if (s.word_count)
        find_hits(&s);
    for (size_t i = 0; i < s.hit_count && (o->json || i < SHOWN); i++) {
        if (o->json)
            put_hit_json(o, &s.hits[i]);
        else
            put_hit(o, &s, &s.hits[i]);
    }
    if (s.hit_count == 0)
        return found_nothing(count, words);
    if (!o->json && s.hit_count > SHOWN)
        printf("... and %lu more. Add a word.\n",
               (unsigned long)(s.hit_count - SHOWN));
    return KNOWN;
}

/* --- list ---------------------------------------------------------------- */

/* How wide the longest action is in words. */
static size_t action_width(void)
{
    size_t most = 0;

    for (int i = 0; *smtpc_action_phrase(i); i++)
        if (strlen(smtpc_action_phrase(i)) > most)
            most = strlen(smtpc_action_phrase(i));
    return most;
}

/* A code a line, with what to do about it; the title has the room that is
 * left. Where that is none, the line has a second. */
static void put_listed(const struct options *o, unsigned id)
{
    enum { CODE = 7, LEAST = 12 };
    const size_t action = action_width(), others = CODE + action + 4;
    struct smtpc_entry e;
    const char *phrase;
    char held[24], title[128];
    int class_;

    smtpc_get(id, &e);
    class_ = main_class(id, &e);
    write_held(held, sizeof held, &e, class_);
    phrase = smtpc_action_phrase(action_in(&e, class_));
    if (o->width >= others + LEAST) {
        size_t over = rest_of(strlen(held), CODE);

        cut(title, e.title, o->width - others - over);
        printf("%-*s  %-*s  %s\n", CODE, held, (int)action, phrase, title);
        return;
    }
    cut(title, e.title, o->width - strlen(held) - 2);
    printf("%s  %s\n", held, title);
    fill(o, "    ", "    ", phrase, strlen(phrase));
}

static int list_codes(const struct options *o, int count, char **words)
{
    (void)count;
    (void)words;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (o->json)
            put_code_json(o, e.code, id);
        else
            put_listed(o, id);
    }
    return KNOWN;
}
