/* --- pages --------------------------------------------------------------- */

/* What is shown of a word, be it a code, a cause or a message. */
struct page {
    const char *name; /* as it is held: "5.7.26" */
    const char *title, *meaning;
    int class_, action, party;      /* class 0: not known */
    unsigned id;                    /* of a code */
    const struct smtpc_verdict *of; /* whose texts; NULL: those of the id */
};

static const char *steps_of(const struct page *p, int party)
{
    return p->of   ? smtpc_verdict_steps(p->of, party)
           : p->id ? smtpc_steps(p->id, party)
                   : "";
}

/* Does a provider mean something else than the page, in the page's class? */
static int is_other_use(const struct page *p,
                        const struct smtpc_provider_use *use)
{
    int class_ = smtpc_status_class(use->first);

    if (p->of && strcmp(p->of->provider, use->provider) == 0 &&
        strcmp(p->of->title, use->title) == 0)
        return 0;
    return class_ == 0 || p->class_ == 0 || class_ == p->class_;
}

static const char *whose_in_short(int party)
{
    switch (party) {
    case SMTPC_PARTY_SENDER:
        return "the sender";
    case SMTPC_PARTY_SENDER_ADMIN:
        return "the sending server";
    case SMTPC_PARTY_RECIPIENT:
        return "the recipient";
    case SMTPC_PARTY_RECIPIENT_ADMIN:
        return "the receiving server";
    case SMTPC_PARTY_NETWORK:
        return "the network";
    default:
        return "no one";
    }
}

/* The page of a code. What the provider at hand means by it, or the only one
 * that has it, comes before what others do. */
static struct page page_of_code(const struct options *o, const char *token,
                                unsigned id, const struct smtpc_entry *e,
                                struct smtpc_verdict *v)
{
    int class_ = token_class(token);
    int sure = class_ ? class_ : main_class(id, e);
    uint32_t status = SMTPC_WITH_CLASS(sure, e->number);
    struct page p = {e->code, e->title, smtpc_meaning(id), class_, 0, 0, id, 0};

    if (class_)
        p.name = token;
    else if (e->code[0] != 'X')
        p.class_ = sure;
    if (smtpc_status_parse(token, strlen(token), &status) == 0 &&
        e->code[0] != 'X')
        status = 0;
    if (smtpc_cause(e->reason, sure, v))
        p.party = v->party;
    p.action = action_in(e, sure);
    smtpc_explain_parts(status ? 0 : (int)e->number, status, "", 0, &o->context,
                        v);
    if (v->basis != SMTPC_BASIS_NONE) /* else it is of a class that none has */
        p.party = v->party;
    if (v->basis != SMTPC_BASIS_PROVIDER)
        return p;
    p.of = v;
    p.title = v->title;
    p.meaning = smtpc_verdict_meaning(v);
    p.action = v->action;
    return p;
}

/* The page of a cause or of a message. */
static struct page page_of_verdict(const char *name,
                                   const struct smtpc_verdict *v)
{
    struct page p = {name, v->title, smtpc_verdict_meaning(v), 0, 0, 0, 0, v};

    p.action = v->action;
    p.party = v->party;
    return p;
}

/* What to do after a code; of X.7.26, which may be 4.7.26 or 5.7.26, after
 * both. */
static void write_actions(char *to, size_t size, const struct page *p,
                          const struct smtpc_entry *e)
{
    if (p->class_ || e->actions[4] == e->actions[5])
        snprintf(to, size, "%s", smtpc_action_phrase(p->action));
    else
        snprintf(to, size, "4%s: %s; 5%s: %s", e->code + 1,
                 smtpc_action_phrase(e->actions[4]), e->code + 1,
                 smtpc_action_phrase(e->actions[5]));
}

/* The same for a cause: as a final reply has it, unless a temporary one asks
 * for something else. */
static void write_cause_actions(char *to, size_t size,
                                const struct smtpc_verdict *v)
{
    struct smtpc_verdict soft;
    int differ = smtpc_cause(v->reason, 4, &soft) && soft.action != v->action;

    snprintf(to, size, "%s%s%s", smtpc_action_phrase(v->action),
             differ ? "; if the reply starts with 4: " : "",
             differ ? smtpc_action_phrase(soft.action) : "");
}

/* Where a code comes from that no standard has; "": one has it. */
static const char *standing_phrase(const struct smtpc_entry *e)
{
    return e->standing == SMTPC_STANDING_FOLKLORE
               ? "not a standard code, but guides list it"
           : e->standing == SMTPC_STANDING_PROVIDER
               ? "not a standard code, but a provider's own"
               : "";
}

/* The reference of a code says nothing of what a provider means by it. */
static const char *reference_of(const struct page *p,
                                const struct smtpc_entry *e)
{
    struct smtpc_provider about;

    return p->of && e->standing != SMTPC_STANDING_PROVIDER &&
                   smtpc_provider_get(p->of->provider_number, &about)
               ? about.address
               : e->reference;
}

/* Does a code name a cause, or one of the wordings behind it? */
static int names_cause(unsigned id, const struct smtpc_entry *e, int reason,
                       int by_words)
{
    struct smtpc_wording w;
    int found = 0;

    for (unsigned n = 0; by_words && smtpc_words(id, n, &w); n++)
        found |= w.reason == reason;
    return by_words ? found && e->reason != reason : e->reason == reason;
}

/* --- JSON ---------------------------------------------------------------- */

/* The fields that everything has, codes and others; the object stays open. */
static void put_page_json(const struct options *o, const char *query,
                          const char *kind, const struct page *p,
                          const struct smtpc_entry *e, const char *reason)
{
    printf("{\"query\":");
    put_json(query, strlen(query));
    put_field("kind", kind);
    put_field("code", e->code);
    put_field("symbol", e->symbol);
    put_field("title", p->title);
    put_field("standing", p->id ? smtpc_standing_name(e->standing) : "");
    put_field("retired", smtpc_retired(p->id));
    put_field("reason", reason);
    put_field("action", smtpc_action_name(p->action));
    put_field("party", smtpc_party_name(p->party));
    if (o->texts) {
        put_field("meaning", p->meaning);
        put_field("advice", steps_of(p, reader_of(o, p->party)));
    }
    put_field("reference", reference_of(p, e));
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

/* Of a provider its own codes. */
static void put_own_codes_json(const char *provider)
{
    const char *comma = "";

    printf(",\"codes\":[");
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_provider_use use;
        struct smtpc_entry e;
        char code[24];

        smtpc_get(id, &e);
        for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
            if (strcmp(use.provider, provider) != 0)
                continue;
            write_used(code, sizeof code, &e, &use);
            printf("%s{\"code\":\"%s\"", comma, code);
            comma = ",";
            put_field("title", use.title);
            put_field("reason", smtpc_reason_name(use.reason));
            put_field("action", smtpc_action_name(use.action));
            put_field("party", smtpc_party_name(use.party));
            putchar('}');
        }
    }
    putchar(']');
}

static void put_code_json(const struct options *o, const char *query,
                          unsigned id)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;
    struct page p;

    smtpc_get(id, &e);
    p = page_of_code(o, query, id, &e, &v);
    put_page_json(o, query, "code", &p, &e,
                  smtpc_reason_name(p.of ? v.reason : e.reason));
    put_uses_json(id);
    if (p.of)
        put_field("provider", v.provider);
    puts("}");
}

/* What is no code has the fields of one, empty; a class still asks for
 * something. */
static void put_other_json(const struct options *o, const char *query,
                           struct thing t)
{
    static const char *const kinds[] = {"unknown", "code", "cause", "message",
                                        "provider"};
    struct smtpc_entry e;
    struct smtpc_verdict v;
    struct smtpc_provider about = {0};
    struct page p = {0};
    int class_ = is_code(query) ? token_class(query) : 0;
    const char *reason;

    smtpc_get(0, &e);
    reason = class_ ? smtpc_reason_name(e.reason) : "";
    p.title = class_ ? e.title : "";
    p.meaning = class_ ? smtpc_meaning(0) : "";
    p.action = class_ ? e.actions[class_] : -1;
    p.party = -1;
    if (t.kind == A_PROVIDER && smtpc_provider_get(t.number, &about)) {
        p.title = about.title;
        p.meaning = about.meaning;
        e.reference = about.address;
    } else if (t.kind == A_MESSAGE ? smtpc_message(t.number, &v)
               : t.kind == A_CAUSE ? smtpc_cause((int)t.number, 5, &v)
                                   : 0) {
        p.of = &v;
        p.title = v.title;
        p.meaning = smtpc_verdict_meaning(&v);
        p.action = v.action;
        p.party = v.party;
        reason = smtpc_reason_name(v.reason);
    }
    put_page_json(o, query, kinds[t.kind], &p, &e, reason);
    put_uses_json(0);
    if (t.kind == A_MESSAGE) {
        put_field("message", v.message);
        put_field("provider", v.provider);
    } else if (t.kind == A_PROVIDER) {
        put_field("provider", about.id);
        put_own_codes_json(about.id);
    }
    puts("}");
}

static void put_thing_json(const struct options *o, const char *query,
                           struct thing t)
{
    if (t.kind == A_CODE)
        put_code_json(o, query, t.number);
    else
        put_other_json(o, query, t);
}

/* A word without what stands around it where it was copied: "#5.1.1", "(550)",
 * "smtp-5.7.1" of the manual. */
static char *bare_word(char *word)
{
    size_t len;

    if (strchr(word, ' '))
        return word;
    word += strspn(word, "#(<\"'");
    if (strncmp(word, "smtp-", 5) == 0 && smtpc_is_digit_(word[5]))
        word += 5;
    for (len = strlen(word); len > 1 && strchr(").,;:>\"'", word[len - 1]);)
        word[--len] = '\0';
    return word;
}

/* The words of a reply that nobody put in quotes: a code, and what is none. */
static int are_reply(const struct options *o, int count, char **words)
{
    if (!token_class(words[0]) || words[0][1] == '.')
        return 0;
    for (int i = 1; i < count; i++)
        if (!is_code(words[i]) && look_up(o, words[i]).kind == NOTHING)
            return 1;
    return 0;
}
