/* --- what a word is ------------------------------------------------------ */

enum word_kind { NOTHING, A_CODE, A_CAUSE, A_MESSAGE, A_PROVIDER };

/* A thing of the catalogue: an id, or the number of a cause, message or
 * provider. */
struct thing {
    int kind;
    unsigned number;
};

/* Copy as what cause ids are made of: small letters, hyphens. */
static void fold_word(char *to, size_t size, const char *word)
{
    size_t i;

    for (i = 0; word[i] && i + 1 < size; i++) {
        char c = word[i];

        to[i] = (char)(c >= 'A' && c <= 'Z'   ? c + 32
                       : c == '_' || c == ' ' ? '-'
                                              : c);
    }
    to[i] = '\0';
}

/* The same as symbols are. */
static void upper(char *to, size_t size, const char *word)
{
    size_t i;

    for (i = 0; word[i] && i + 1 < size; i++)
        to[i] =
            (char)(word[i] >= 'a' && word[i] <= 'z' ? word[i] - 32 : word[i]);
    to[i] = '\0';
}

/* "5.7.606-649", as what providers use is listed: the symbol tells such a range
 * from closer ones within. */
static unsigned find_range(const char *word)
{
    static const char behind[] = ".-";
    const char *number[3], *at = word + 1;
    int len[3];
    char symbol[64];

    if (!*word || !strchr("245X", *word) || *at != '.')
        return 0;
    for (int i = 0; i < 3; i++) {
        number[i] = ++at;
        len[i] = (int)strspn(at, "0123456789");
        at += len[i];
        if (*at != behind[i])
            return 0;
    }
    snprintf(symbol, sizeof symbol, "SMTPC_X_%.*s_%.*s_TO_%.*s", len[0],
             number[0], len[1], number[1], len[2], number[2]);
    return smtpc_find_id(symbol, strlen(symbol));
}

/* A code or a symbol, small letters and a missing prefix forgiven. */
static unsigned find_code(const char *word)
{
    char name[128] = "", full[140] = "";
    unsigned id = smtpc_find_id(word, strlen(word));

    if (!id)
        id = find_range(word);
    if (id)
        return id;
    upper(name, sizeof name, word);
    id = smtpc_find_id(name, strlen(name));
    if (id)
        return id;
    snprintf(full, sizeof full, "SMTPC_%s", name);
    return smtpc_find_id(full, strlen(full));
}

/* Fill *v with a cause by its id or symbol; 0: there is none. */
static int find_cause(const char *word, struct smtpc_verdict *v)
{
    static const char prefix[] = "smtpc-reason-";
    char id[128];
    const char *name = id;

    fold_word(id, sizeof id, word);
    if (strncmp(id, prefix, sizeof prefix - 1) == 0)
        name += sizeof prefix - 1;
    for (int reason = 0; reason < 256; reason++)
        if (smtpc_cause(reason, 5, v) &&
            strcmp(smtpc_reason_name(reason), name) == 0)
            return 1;
    return 0;
}

static unsigned message_by_id(const char *id)
{
    struct smtpc_verdict v;

    for (unsigned n = 1; smtpc_message(n, &v); n++)
        if (strcmp(v.message, id) == 0)
            return n;
    return 0;
}

/* Do the words alone tell it? */
static int is_told(const struct smtpc_verdict *v, int confidence)
{
    return v->basis == SMTPC_BASIS_TEXT && v->confidence >= confidence;
}

/* The message that one word alone tells, "S3150": a phrase of its own, in a
 * final reply or a temporary one, and no guess. 0: none. */
static unsigned message_by_word(const struct options *o, const char *word,
                                int confidence)
{
    struct smtpc_verdict v;

    smtpc_explain_parts(550, 0, word, strlen(word), &o->context, &v);
    if (!is_told(&v, confidence))
        smtpc_explain_parts(421, 0, word, strlen(word), &o->context, &v);
    return is_told(&v, confidence) ? message_by_id(v.message) : 0;
}

static struct thing look_up(const struct options *o, const char *word)
{
    struct thing t = {NOTHING, find_code(word)};
    struct smtpc_verdict v;
    char id[128];

    if (t.number) {
        t.kind = A_CODE;
    } else if (find_cause(word, &v)) {
        t.kind = A_CAUSE;
        t.number = (unsigned)v.reason;
    } else if ((t.number = smtpc_provider_of(word, strlen(word))) != 0) {
        t.kind = A_PROVIDER;
    } else if (!strchr(word, ' ')) {
        fold_word(id, sizeof id, word);
        t.number = message_by_id(id);
        if (!t.number)
            t.number = message_by_word(o, word, SMTPC_CONFIDENCE_MEDIUM);
        t.kind = t.number ? A_MESSAGE : NOTHING;
    }
    return t;
}

/* The class digit that a word names, 0 when it names none. */
static int token_class(const char *token)
{
    return token[0] >= '2' && token[0] <= '5' &&
                   (token[1] == '.' || strlen(token) == 3)
               ? token[0] - '0'
               : 0;
}

/* Does it look like a code, be it one that nobody knows? */
static int is_code(const char *word)
{
    uint32_t status;
    size_t len = strlen(word);

    return (len == 3 && strspn(word, "0123456789") == 3) ||
           (len && smtpc_status_parse(word, len, &status) == len);
}

/* --- did you mean -------------------------------------------------------- */

static const char *command_name(size_t n); /* NULL behind the last */

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be typed, left out, changed or swapped with the next
 * to come from one word to another. */
static size_t distance(const char *a, const char *b)
{
    enum { MOST = 48 };
    size_t rows[3][MOST + 1] = {{0}}, la = strlen(a), lb = strlen(b);

    if (la > MOST || lb > MOST)
        return SIZE_MAX;
    for (size_t j = 0; j <= lb; j++)
        rows[0][j] = j;
    for (size_t i = 1; i <= la; i++) {
        size_t *now = rows[i % 3], *last = rows[(i + 2) % 3];
        const size_t *before = rows[(i + 1) % 3];

        now[0] = i;
        for (size_t j = 1; j <= lb; j++) {
            now[j] = smaller(last[j - 1] + (a[i - 1] != b[j - 1]),
                             smaller(last[j], now[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = smaller(now[j], before[j - 2] + 1);
        }
    }
    return rows[la % 3][lb];
}

/* The nearest so far, and how near it is. */
struct nearest {
    const char *word;
    size_t distance;
};

/* What was typed may be a word's beginning, up to where another begins. */
static void consider(struct nearest *best, const char *typed, const char *word,
                     const char *suggestion)
{
    size_t d = distance(typed, word), len = strlen(typed);

    if (*word == '\0')
        return;
    if (len > 3 && strncmp(typed, word, len) == 0 && strchr("-_", word[len]))
        d = 1;
    if (d < best->distance) {
        best->word = suggestion;
        best->distance = d;
    }
}

/* A symbol is also known by its words alone: MAILBOX_FULL. */
static void consider_symbols(struct nearest *best, const char *word)
{
    static const char prefix[] = "SMTPC_";
    char name[128] = "";
    const char *typed = name;

    upper(name, sizeof name, word);
    if (strncmp(name, prefix, sizeof prefix - 1) == 0)
        typed += sizeof prefix - 1;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        const char *symbol;

        smtpc_get(id, &e);
        symbol = e.symbol + sizeof prefix - 1;
        consider(best, typed, symbol, e.symbol);
        consider(best, typed, symbol + strspn(symbol, "X_0123456789"),
                 e.symbol);
    }
}

/* The word that somebody may have meant, NULL when none is near: two letters
 * of six may be wrong. */
static const char *meant(const char *word)
{
    struct nearest best = {NULL, strlen(word) / 3 + 1};
    struct smtpc_verdict v;
    const char *name;
    char folded[128] = "";

    fold_word(folded, sizeof folded, word);
    for (size_t n = 0; (name = command_name(n)) != NULL; n++)
        consider(&best, folded, name, name);
    for (int reason = 0; reason < 256; reason++)
        if (*(name = smtpc_reason_name(reason)))
            consider(&best, folded, name, name);
    for (unsigned n = 1; (name = smtpc_provider_id(n)) != NULL; n++)
        consider(&best, folded, name, name);
    consider_symbols(&best, word);
    for (unsigned n = 1; smtpc_message(n, &v); n++)
        consider(&best, folded, v.message, v.message);
    return best.word;
}

/* --- codes as people hold them ------------------------------------------- */

/* The gravest class that a status makes sense in. */
static int gravest_class(unsigned id, const struct smtpc_entry *e)
{
    struct smtpc_provider_use use;
    int gravest = 0;

    if (strcmp(smtpc_reason_name(e->reason), "accepted") == 0)
        return 2;
    if (e->standing != SMTPC_STANDING_PROVIDER)
        return smtpc_reply_for(SMTPC_WITH_CLASS(5, e->number)) == 0 &&
                       smtpc_reply_for(SMTPC_WITH_CLASS(4, e->number))
                   ? 4
                   : 5;
    for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
        int class_ = smtpc_status_class(use.first);

        if (class_ == 0)
            return 5;
        gravest = class_ > gravest ? class_ : gravest;
    }
    return gravest ? gravest : 5;
}

static int main_class(unsigned id, const struct smtpc_entry *e)
{
    return e->code[0] == 'X' ? gravest_class(id, e) : e->code[0] - '0';
}

/* What a code asks for in a class; 5 stands in for those that have no action.
 */
static int action_in(const struct smtpc_entry *e, int class_)
{
    return e->actions[class_ >= 2 && class_ <= 5 ? class_ : 5];
}

/* What stands in a reply of a class: "5.7.26" for X.7.26; 0: of any. */
static void write_held(char *to, size_t size, const struct smtpc_entry *e,
                       int class_)
{
    if (class_)
        snprintf(to, size, "%d%s", class_, e->code + 1);
    else
        snprintf(to, size, "%s", e->code);
}

/* A code as its provider has it: "550", "X.7.27", "4.7.500-699". */
static void write_used(char *to, size_t size, const struct smtpc_entry *e,
                       const struct smtpc_provider_use *use)
{
    char class_ = (char)('0' + smtpc_status_class(use->first));
    int first = (int)(use->first & 1023), last = (int)(use->last & 1023);
    int n = snprintf(to, size, "%s", e->code);

    if (e->code[0] == 'X')
        n = snprintf(to, size, "%c.%d.%d", class_ == '0' ? 'X' : class_,
                     smtpc_status_subject(use->first), first);
    if (e->code[0] == 'X' && last > first)
        snprintf(to + n, size - (size_t)n, "-%d", last);
}

/* The same as it is held. */
static void write_used_held(char *to, size_t size, const struct smtpc_entry *e,
                            const struct smtpc_provider_use *use)
{
    write_used(to, size, e, use);
    if (to[0] == 'X')
        to[0] = '5';
}

/* The name of a provider without what stands in brackets. */
static void write_provider(char *to, size_t size, const char *id)
{
    struct smtpc_provider p;
    size_t len;

    snprintf(to, size, "%s", id);
    if (!smtpc_provider_get(smtpc_provider_of(id, strlen(id)), &p))
        return;
    len = strcspn(p.title, "(");
    while (len && p.title[len - 1] == ' ')
        len--;
    snprintf(to, size, "%.*s", (int)len, p.title);
}
