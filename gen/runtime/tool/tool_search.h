/* --- search -------------------------------------------------------------- */

/* A word that is looked for, and what it names by itself. */
struct wanted {
    const char *text;
    unsigned id, provider, message, guess; /* 0: none */
};

/* What may be found: a thing, or a provider's own meaning of a code. */
struct hit {
    struct thing thing;
    unsigned use; /* 1: the first of the code; 0: the code itself */
    unsigned score, order;
};

/* What is known of it: texts may be empty, none is NULL. */
struct item {
    char label[64], title[256];
    const char *symbol, *reason, *provider, *meaning, *steps[4];
};

enum { HITS = 4096, SHOWN = 30, WORDS = 64 };

static int is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Small and large letters are the same. */
static int same_letter(char a, char b)
{
    return a == b || (is_letter(a) && (a | 32) == (b | 32));
}

static int begins_with(const char *text, const char *word)
{
    while (*word && same_letter(*text, *word)) {
        text++;
        word++;
    }
    return *word == '\0';
}

/* Where a word stands in a text, NULL when it does not. */
static const char *find_in(const char *text, const char *word)
{
    for (; *text; text++)
        if (begins_with(text, word))
            return text;
    return NULL;
}

/* At the beginning of one of the text's words rather than inside. */
static const char *find_start(const char *text, const char *word)
{
    const char *at = text, *found;

    while ((found = find_in(at, word)) != NULL) {
        if (found == text || !is_letter(found[-1]))
            return found;
        at = found + 1;
    }
    return NULL;
}

/* What only repeats the cause's own texts would be found as often as there
 * are codes and messages of that cause. */
static void leave_inherited(struct item *to, int reason)
{
    struct smtpc_verdict cause;

    if (!smtpc_cause(reason, 5, &cause))
        return;
    if (to->meaning == smtpc_verdict_meaning(&cause))
        to->meaning = "";
    for (int i = 0; i < 4; i++)
        if (to->steps[i] == smtpc_verdict_steps(&cause, SMTPC_PARTY_SENDER + i))
            to->steps[i] = "";
}

static void take_code(struct item *to, unsigned id)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    write_held(to->label, sizeof to->label, &e, main_class(id, &e));
    snprintf(to->title, sizeof to->title, "%s", e.title);
    to->symbol = e.symbol;
    to->reason = smtpc_reason_name(e.reason);
    to->meaning = smtpc_meaning(id);
    for (int i = 0; i < 4; i++)
        to->steps[i] = smtpc_steps(id, SMTPC_PARTY_SENDER + i);
    leave_inherited(to, e.reason);
}

static void take_use(struct item *to, unsigned id, unsigned n)
{
    struct smtpc_provider_use use;
    struct smtpc_entry e;
    char name[96];

    smtpc_get(id, &e);
    if (!smtpc_use(id, n, &use))
        return;
    write_used_held(to->label, sizeof to->label, &e, &use);
    write_provider(name, sizeof name, use.provider);
    snprintf(to->title, sizeof to->title, "%s: %s", name, use.title);
    to->provider = use.provider;
    to->reason = smtpc_reason_name(use.reason);
    to->meaning = smtpc_use_meaning(&use);
    for (int i = 0; i < 4; i++)
        to->steps[i] = smtpc_use_steps(&use, SMTPC_PARTY_SENDER + i);
    leave_inherited(to, use.reason);
}

static void take_verdict(struct item *to, const char *label,
                         const struct smtpc_verdict *v)
{
    snprintf(to->label, sizeof to->label, "%s", label);
    snprintf(to->title, sizeof to->title, "%s", v->title);
    to->provider = v->provider;
    to->reason = smtpc_reason_name(v->reason);
    to->meaning = smtpc_verdict_meaning(v);
    for (int i = 0; i < 4; i++)
        to->steps[i] = smtpc_verdict_steps(v, SMTPC_PARTY_SENDER + i);
}

/* Fill *to with what there is; 0: there is no such thing. */
static int take_item(struct item *to, struct thing t, unsigned use)
{
    static const struct item none = {"", "", "", "", "", "", {"", "", "", ""}};
    struct smtpc_provider p;
    struct smtpc_verdict v;

    *to = none;
    if (t.kind == A_CODE && use) {
        take_use(to, t.number, use - 1);
    } else if (t.kind == A_CODE) {
        take_code(to, t.number);
    } else if (t.kind == A_CAUSE && smtpc_cause((int)t.number, 5, &v)) {
        take_verdict(to, smtpc_reason_name(v.reason), &v);
    } else if (t.kind == A_MESSAGE && smtpc_message(t.number, &v)) {
        take_verdict(to, v.message, &v);
        leave_inherited(to, v.reason);
    } else if (t.kind == A_PROVIDER && smtpc_provider_get(t.number, &p)) {
        snprintf(to->label, sizeof to->label, "%s", p.id);
        snprintf(to->title, sizeof to->title, "%s", p.title);
        to->meaning = p.meaning;
    } else {
        return 0;
    }
    return 1;
}

/* How much one word counts: what it names, then a title before what is said
 * of it, and that before the steps. 0: it is nowhere. */
static unsigned score_word(const struct item *item, const struct hit *hit,
                           const struct wanted *w)
{
    unsigned number = hit->thing.number;
    int kind = hit->thing.kind;

    if ((kind == A_CODE && number == w->id && !hit->use) ||
        (kind == A_MESSAGE && number == w->message) ||
        (kind == A_PROVIDER && number == w->provider))
        return 64;
    if (begins_with(item->title, w->text))
        return 28;
    if (find_start(item->title, w->text))
        return 24;
    if (find_in(item->title, w->text))
        return 16;
    if (find_in(item->label, w->text) || find_in(item->symbol, w->text) ||
        find_in(item->provider, w->text) || (kind == A_CODE && number == w->id))
        return 12;
    if (kind == A_MESSAGE && number == w->guess)
        return 8;
    if (find_in(item->reason, w->text))
        return 6;
    if (find_in(item->meaning, w->text))
        return 4;
    for (int i = 0; i < 4; i++)
        if (find_in(item->steps[i], w->text))
            return 2;
    return 0;
}

struct search {
    struct wanted words[WORDS];
    size_t word_count;
    struct hit hits[HITS];
    size_t hit_count;
};

/* All words must be there. */
static void try_hit(struct search *s, struct thing t, unsigned use)
{
    struct hit hit = {t, use, 0, (unsigned)s->hit_count};
    struct item item;

    if (!take_item(&item, t, use) || s->hit_count == HITS)
        return;
    for (size_t i = 0; i < s->word_count; i++) {
        unsigned score = score_word(&item, &hit, &s->words[i]);

        if (score == 0)
            return;
        hit.score += score;
    }
    s->hits[s->hit_count++] = hit;
}

static int by_score(const void *a, const void *b)
{
    const struct hit *x = (const struct hit *)a, *y = (const struct hit *)b;

    if (x->score != y->score)
        return x->score > y->score ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Codes, with what providers mean by those that others define; then the rest.
 * In this order stand those that count the same. */
static void find_hits(struct search *s)
{
    struct smtpc_provider_use use;
    struct smtpc_verdict v;
    struct smtpc_entry e;
    struct thing t = {A_CODE, 1};

    for (; t.number <= SMTPC_ENTRIES; t.number++) {
        smtpc_get(t.number, &e);
        try_hit(s, t, 0);
        for (unsigned n = 0; e.standing != SMTPC_STANDING_PROVIDER &&
                             smtpc_use(t.number, n, &use);
             n++)
            try_hit(s, t, n + 1);
    }
    t.kind = A_CAUSE;
    for (t.number = 0; t.number < 256; t.number++)
        try_hit(s, t, 0);
    t.kind = A_MESSAGE;
    for (t.number = 1; smtpc_message(t.number, &v); t.number++)
        try_hit(s, t, 0);
    t.kind = A_PROVIDER;
    for (t.number = 1; smtpc_provider_id(t.number); t.number++)
        try_hit(s, t, 0);
    qsort(s->hits, s->hit_count, sizeof s->hits[0], by_score);
}

static void take_words(struct search *s, const struct options *o, int count,
                       char **words)
{
    s->word_count = s->hit_count = 0;

    for (int i = 0; i < count && s->word_count < WORDS; i++) {
        struct wanted *w = &s->words[s->word_count];
        const char *text = words[i];

        if (*text == '\0')
            continue;
        s->word_count++;
        w->text = text;
        w->id = find_code(text);
        w->provider = smtpc_provider_of(text, strlen(text));
        w->message = message_by_word(o, text, SMTPC_CONFIDENCE_MEDIUM);
        w->guess = message_by_word(o, text, SMTPC_CONFIDENCE_LOW);
    }
}
