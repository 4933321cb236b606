/* --- one code ------------------------------------------------------------ */

/* The class digit that a token names, 0 when it names none. */
static int token_class(const char *token)
{
    return token[0] >= '2' && token[0] <= '5' &&
                   (token[1] == '.' || strlen(token) == 3)
               ? token[0] - '0'
               : 0;
}

/* What to do: in the class asked for, or in each in which something must be
 * done and it differs. */
static void put_actions(const struct smtpc_entry *e, int class_)
{
    if (class_) {
        printf("%s", smtpc_action_name(e->actions[class_]));
    } else if (e->code[0] != 'X') {
        int digit =
            e->code[0] >= '2' && e->code[0] <= '5' ? e->code[0] - '0' : 4;

        printf("%s", smtpc_action_name(e->actions[digit]));
    } else if (e->actions[4] == e->actions[5]) {
        printf("%s", smtpc_action_name(e->actions[5]));
    } else {
        printf("%s (4.y.z), %s (5.y.z)", smtpc_action_name(e->actions[4]),
               smtpc_action_name(e->actions[5]));
    }
}

static void put_uses_json(unsigned id)
{
    struct smtpc_provider_use use;

    printf(",\"providers\":[");
    for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
        printf("%s{\"id\":", n ? "," : "");
        put_json(use.provider, strlen(use.provider));
        put_field("title", use.title);
        put_field("reason", smtpc_reason_name(use.reason));
        put_field("action", smtpc_action_name(use.action));
        putchar('}');
    }
    putchar(']');
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

/* What single providers mean by it, each in a paragraph. */
static void put_uses(const struct options *o, unsigned id,
                     const struct smtpc_entry *e)
{
    struct smtpc_provider_use use;

    for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
        static char text[LINE_MAX_LEN];
        char code[24];

        if (n == 0)
            puts("  Single providers mean by it:");
        write_used(code, sizeof code, e, &use);
        snprintf(text, sizeof text, "%s, %s: %s. Cause: %s. What to do: %s.",
                 use.provider, code, use.title, smtpc_reason_name(use.reason),
                 smtpc_action_name(use.action));
        fill(o, "    ", "    ", text, strlen(text));
    }
}

static void put_entry_json(const struct options *o, const char *token,
                           unsigned id, const struct smtpc_entry *e)
{
    int class_ = token_class(token);

    if (class_ == 0)
        class_ = 5;
    printf("{\"query\":");
    put_json(token, strlen(token));
    put_field("code", e->code);
    put_field("symbol", e->symbol);
    put_field("title", e->title);
    put_field("standing", smtpc_standing_name(e->standing));
    put_field("retired", smtpc_retired(id));
    put_field("reason", smtpc_reason_name(e->reason));
    put_field("action", smtpc_action_name(e->actions[class_]));
    put_field("party", smtpc_party_name(e->party));
    if (o->texts) {
        put_field("meaning", smtpc_meaning(id));
        put_field("advice", smtpc_steps(id, reader_of(o, e->party)));
    }
    put_field("reference", e->reference);
    put_uses_json(id);
    puts("}");
}

static void put_entry(const struct options *o, const char *token, unsigned id,
                      const struct smtpc_entry *e)
{
    const char *meaning = smtpc_meaning(id), *retired = smtpc_retired(id);
    const char *code = *e->code ? e->code : token;

    paint(o, "1");
    put_text(stdout, code, strlen(code));
    printf("  %s\n", e->title);
    paint(o, "0");
    if (e->standing == SMTPC_STANDING_FOLKLORE && *e->code)
        puts("  not a standard code");
    if (e->standing == SMTPC_STANDING_PROVIDER)
        puts("  not a standard code: a provider's own");
    if (*retired)
        fill(o, "  ", "  ", retired, strlen(retired));
    fill(o, "  ", "  ", meaning, strlen(meaning));
    printf("  Who must act: %s. What to do: ", smtpc_party_name(e->party));
    put_actions(e, token_class(token));
    puts("");
    put_steps(o, smtpc_steps(id, reader_of(o, e->party)));
    put_uses(o, id, e);
    if (*e->reference)
        printf("  %s; man smtp-%s; %s\n", e->reference, e->code, e->symbol);
}

static void upper(char *to, size_t size, const char *token)
{
    size_t i;

    for (i = 0; token[i] && i + 1 < size; i++)
        to[i] = (char)(token[i] >= 'a' && token[i] <= 'z' ? token[i] - 32
                                                          : token[i]);
    to[i] = '\0';
}

/* A code or a symbol, small letters and a missing prefix forgiven. */
static unsigned find(const char *token)
{
    char name[128] = "", full[140] = "";
    unsigned id = smtpc_find_id(token, strlen(token));

    if (id)
        return id;
    upper(name, sizeof name, token);
    id = smtpc_find_id(name, strlen(name));
    if (id)
        return id;
    snprintf(full, sizeof full, "SMTPC_%s", name);
    return smtpc_find_id(full, strlen(full));
}

/* A code of no entry still has a class and a subject. */
static void put_parts(const char *token)
{
    uint32_t status;
    int class_ = token_class(token);

    if (class_ == 0)
        return;
    printf("  %c: %s\n", token[0], smtpc_class_title(class_));
    if (smtpc_status_parse(token, strlen(token), &status) &&
        *smtpc_subject_title(smtpc_status_subject(status)))
        printf("  X.%d: %s\n", smtpc_status_subject(status),
               smtpc_subject_title(smtpc_status_subject(status)));
}

static int show_codes(const struct options *o, int count, char **tokens)
{
    int status = KNOWN;

    for (int i = 0; i < count; i++) {
        struct smtpc_entry e;
        unsigned id = find(tokens[i]);

        smtpc_get(id, &e);
        if (id == 0)
            status = UNKNOWN;
        if (o->json) {
            put_entry_json(o, tokens[i], id, &e);
            continue;
        }
        if (i)
            putchar('\n');
        put_entry(o, tokens[i], id, &e);
        if (id == 0)
            put_parts(tokens[i]);
    }
    return status;
}

/* --- search and list ----------------------------------------------------- */

static int contains(const char *text, const char *word)
{
    size_t n = strlen(word);

    for (; *text; text++) {
        size_t i = 0;

        while (i < n && text[i] && (text[i] | 32) == (word[i] | 32) &&
               (text[i] == word[i] ||
                ((text[i] | 32) >= 'a' && (text[i] | 32) <= 'z')))
            i++;
        if (i == n)
            return 1;
    }
    return n == 0;
}

static int speaks_of(const struct options *o, unsigned id,
                     const struct smtpc_entry *e, const char *word)
{
    return contains(e->code, word) || contains(e->title, word) ||
           contains(e->symbol, word) || contains(smtpc_meaning(id), word) ||
           contains(smtpc_steps(id, reader_of(o, e->party)), word) ||
           contains(smtpc_reason_name(e->reason), word);
}

static int list_codes(const struct options *o, int count, char **words)
{
    int status = UNKNOWN;

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        int all = 1;

        smtpc_get(id, &e);
        for (int i = 0; i < count; i++)
            all = all && speaks_of(o, id, &e, words[i]);
        if (!all)
            continue;
        status = KNOWN;
        if (o->json)
            put_entry_json(o, e.code, id, &e);
        else
            printf("%-11s %-12s %s\n", e.code,
                   smtpc_action_name(e.actions[e.code[0] == '4' ? 4 : 5]),
                   e.title);
    }
    return status;
}
