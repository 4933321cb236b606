/* --- summary: what is shown ---------------------------------------------- */

/* Who must do what about a failure, in a few words. */
enum who {
    THE_SERVER,
    SLOWER,
    THE_LISTS,
    THE_MESSAGE,
    THE_PROGRAM,
    THE_SENDER,
    THE_RECIPIENTS,
    THEIR_SERVER,
    THE_NETWORK,
    NOBODY,
    UNCLEAR,
    WHOS
};

static const char *const who_names[WHOS] = {
    "you, the server", "you, slow down",  "you, your lists", "you, the message",
    "you, the login",  "you, the sender", "the recipients",  "their server",
    "the network",     "no one, retried", "unclear, read it"};

static enum who who_of(const struct smtpc_verdict *v)
{
    static const unsigned char by_party[] = {NOBODY,       THE_SENDER,
                                             THE_SERVER,   THE_RECIPIENTS,
                                             THEIR_SERVER, THE_NETWORK};

    switch (v->action) {
    case SMTPC_ACTION_SLOW_DOWN:
        return SLOWER;
    case SMTPC_ACTION_SUPPRESS:
        return THE_LISTS;
    case SMTPC_ACTION_FIX_MESSAGE:
        return THE_MESSAGE;
    case SMTPC_ACTION_FIX_CLIENT:
        return THE_PROGRAM;
    case SMTPC_ACTION_READ_TEXT:
        return UNCLEAR;
    default:
        return (enum who)by_party[v->party];
    }
}

/* As many words of a text as there is room for, but one at least. */
static size_t put_shortened(const char *text, size_t len, size_t room)
{
    size_t n = 0;

    while (n < len) {
        size_t end = n + (n > 0);

        while (end < len && text[end] != ' ')
            end++;
        if (n > 0 && end > room)
            break;
        n = end;
    }
    put_text(stdout, text, n);
    return n;
}

static void put_blanks(size_t n)
{
    while (n--)
        putchar(' ');
}

/* A row of a table: what stands at its left, a text that goes on below, from
 * the column indent on, and what closes the first line at the right. */
static void put_figures(const struct options *o, const char *left,
                        size_t indent, const char *text, const char *right)
{
    size_t len = strlen(text), end = strlen(right), at = strlen(left), n;
    size_t room = rest_of(o->width, indent + end + 2);

    put_text(stdout, left, at);
    put_blanks(indent > at ? indent - at : 1);
    n = put_shortened(text, len, end ? room : room + 2);
    if (end) {
        put_blanks(rest_of(room, n) + 2);
        fputs(right, stdout);
    }
    putchar('\n');
    for (text += n, len -= n; len; text += n, len -= n) {
        while (len && *text == ' ')
            text++, len--;
        if (len == 0)
            return;
        put_blanks(indent);
        n = put_shortened(text, len, room);
        putchar('\n');
    }
}

static unsigned percent(unsigned long n, unsigned long all)
{
    return all ? (unsigned)((n * 200 / all + 1) / 2) : 0;
}

static void put_heading(const struct options *o, const char *text)
{
    putchar('\n');
    paint(o, "1");
    fputs(text, stdout);
    paint(o, "0");
}

/* Since when: the clock where all is of one day, else the day. */
static void short_time(const struct summary *s, const struct when *w, char *to,
                       size_t room)
{
    size_t n = strlen(w->text);
    int one_day = s->from.seconds >= 0 && s->to.seconds >= 0 &&
                  s->from.seconds / 86400 == s->to.seconds / 86400;

    if (w->seconds < 0)
        snprintf(to, room, "-");
    else if (!one_day)
        snprintf(to, room, "%.*s", w->has_year ? 5 : 6,
                 w->text + (w->has_year ? 5 : 0));
    else
        snprintf(to, room, "%.5s", w->text + (w->has_year ? 11 : n - 8));
}

/* "443  06:00"; with an earlier summary also "new" or "+12". */
static void count_and_time(const struct summary *s, const struct kind *k,
                           char *to, size_t room)
{
    char since[16], change[24] = "";

    short_time(s, &k->since, since, sizeof since);
    if (s->compares && k->is_new)
        snprintf(change, sizeof change, "%8s  ", "new");
    else if (s->compares)
        snprintf(change, sizeof change, "%+8ld  ",
                 (long)kind_total(k) - (long)k->before);
    snprintf(to, room, "%7lu  %s%s", kind_total(k), change, since);
}

/* Put the kinds into order, the most frequent first, and return how many there
 * are. */
static size_t sort_kinds(struct summary *s)
{
    unsigned short *order = s->order;
    size_t count = s->kind_count;

    for (size_t i = 0; i < count; i++) {
        size_t at = i;

        while (at > 0 && kind_total(&s->kinds[order[at - 1]]) <
                             kind_total(&s->kinds[i])) {
            order[at] = order[at - 1];
            at--;
        }
        order[at] = (unsigned short)i;
    }
    if (kind_total(&s->kinds[KINDS]))
        order[count++] = KINDS;
    return count;
}

static const char *kind_title(const struct summary *s, size_t kind)
{
    return kind == KINDS ? "others" : s->kinds[kind].v.title;
}

static enum who who_of_kind(const struct summary *s, size_t kind)
{
    return kind == KINDS ? UNCLEAR : who_of(&s->kinds[kind].v);
}

enum { WIDE = 72 /* from so many columns on tables stand side by side */ };

/* "you, the server     515  32 % ###": the row of who must act, up to what. */
static void put_who(const struct options *o, const struct summary *s,
                    enum who who, unsigned long n, char *to, size_t room)
{
    unsigned share = percent(n, not_sent(s));

    if (o->width < WIDE)
        snprintf(to, room, "%-16s %7lu %3u %%", who_names[who], n, share);
    else
        snprintf(to, room, "%-16s %7lu %3u %% %-4.*s", who_names[who], n, share,
                 (int)(share + 12) / 25, "####");
}

static void put_who_acts(const struct options *o, const struct summary *s,
                         enum who who, unsigned long n,
                         const unsigned short *order, size_t count)
{
    enum { KINDS_SHOWN = 4 };
    char left[64], right[64];
    size_t indent = o->width < WIDE ? 2 : 37, shown = 0;

    put_who(o, s, who, n, left, sizeof left);
    if (o->width < WIDE) {
        puts(left);
        left[0] = '\0';
    }
    for (size_t i = 0; i < count && shown < KINDS_SHOWN; i++) {
        if (who_of_kind(s, order[i]) != who)
            continue;
        count_and_time(s, &s->kinds[order[i]], right, sizeof right);
        put_figures(o, left, indent, kind_title(s, order[i]), right);
        n -= kind_total(&s->kinds[order[i]]);
        left[0] = '\0';
        shown++;
    }
    if (n) {
        snprintf(right, sizeof right, "%7lu  %s", n,
                 s->compares ? "               " : "     ");
        put_figures(o, "", indent, "others", right);
    }
}

static void put_parties(const struct options *o, const struct summary *s,
                        const unsigned short *order, size_t count)
{
    unsigned long totals[WHOS] = {0};

    for (size_t i = 0; i < count; i++)
        totals[who_of_kind(s, order[i])] += kind_total(&s->kinds[order[i]]);
    put_heading(o, "WHO MUST ACT    not sent");
    if (o->width >= WIDE)
        fputs("             WHAT, how often, since when", stdout);
    putchar('\n');
    for (;;) {
        size_t best = 0;

        for (size_t i = 1; i < WHOS; i++)
            if (totals[i] > totals[best])
                best = i;
        if (totals[best] == 0)
            return;
        put_who_acts(o, s, (enum who)best, totals[best], order, count);
        totals[best] = 0;
    }
}

static unsigned long receiver_failed(const struct receiver *r)
{
    return r->deferred + r->failed;
}

/* Of the receivers where something failed those where most did; return how
 * many. */
static size_t worst_receivers(const struct summary *s, unsigned short *top,
                              size_t most)
{
    size_t count = 0;

    for (size_t i = 0; i < s->receiver_count; i++) {
        unsigned long n = receiver_failed(&s->receivers[i]);
        size_t at = count;

        if (n == 0)
            continue;
        while (at > 0 && receiver_failed(&s->receivers[top[at - 1]]) < n) {
            if (at < most)
                top[at] = top[at - 1];
            at--;
        }
        if (at < most) {
            top[at] = (unsigned short)i;
            count += count < most;
        }
    }
    return count;
}

static const char *worst_cause(const struct summary *s,
                               const struct receiver *r)
{
    size_t best = 0;

    for (size_t i = 1; i < WORST; i++)
        if (r->count[i] > r->count[best])
            best = i;
    return r->count[best] ? kind_title(s, r->kind[best]) : "various";
}

static void put_receiver(const struct options *o, const char *name,
                         const struct receiver *r, const char *cause)
{
    char left[120];
    int wide = o->width >= WIDE;

    if (!wide || strlen(name) > 22) {
        put_text(stdout, name, strlen(name));
        putchar('\n');
        name = "";
    }
    snprintf(left, sizeof left, "%-*s %7lu %7lu %3u %%", wide ? 22 : 0, name,
             r->tried, receiver_failed(r),
             percent(receiver_failed(r), r->tried));
    put_figures(o, left, wide ? 46 : 24, cause, "");
}

static void put_receivers(const struct options *o, const struct summary *s)
{
    unsigned short top[MOST_SHOWN];
    size_t count = worst_receivers(s, top, MOST_SHOWN);
    struct receiver rest = s->receivers[RECEIVERS];

    rest.tried += attempts(s);
    rest.deferred += s->deferred;
    rest.failed += s->failed;
    put_heading(o, o->width < WIDE
                       ? "BY RECEIVER\n   tried not sent   worst cause"
                       : "BY RECEIVER              tried not sent"
                         "       worst cause");
    putchar('\n');
    for (size_t i = 0; i < count; i++) {
        const struct receiver *r = &s->receivers[top[i]];

        put_receiver(o, r->domain, r, worst_cause(s, r));
        rest.tried -= r->tried;
        rest.deferred -= r->deferred;
        rest.failed -= r->failed;
    }
    rest.tried -= s->receivers[RECEIVERS].tried;
    rest.deferred -= s->receivers[RECEIVERS].deferred;
    rest.failed -= s->receivers[RECEIVERS].failed;
    if (rest.tried)
        put_receiver(o, "others", &rest, "");
}

/* "06:00:14 4F2C11 news@shop.example -> kim@example.org", as far as known. */
static void put_circumstances(const struct options *o, const struct kind *k,
                              const char *indent)
{
    char text[260];

    snprintf(text, sizeof text, "%s%s%s%s%s%s%s", k->since.text,
             *k->id ? "  " : "", k->id, *k->sender ? "  " : "", k->sender,
             *k->recipient ? (*k->sender ? " -> " : "  to ") : "",
             k->recipient);
    fill(o, indent, indent, text, strlen(text));
}

static void put_first_lines(const struct options *o, const struct summary *s,
                            const unsigned short *order, size_t count)
{
    static const char indent[] = "         ";
    char left[24];

    put_heading(o, "FIRST LINE OF EACH");
    putchar('\n');
    for (size_t i = 0; i < count && i < MOST_SHOWN; i++) {
        const struct kind *k = &s->kinds[order[i]];

        if (order[i] == KINDS)
            continue;
        snprintf(left, sizeof left, "%7lu  ", kind_total(k));
        fill(o, left, indent, *k->reply ? k->reply : k->v.title,
             strlen(*k->reply ? k->reply : k->v.title));
        put_circumstances(o, k, indent);
    }
    if (count > MOST_SHOWN)
        printf("%zu more kinds. --json shows all.\n", count - MOST_SHOWN);
}

static const char *const aside_words[ASIDES] = {
    NULL,
    "messages of others that this server rejected",
    "replies after which another server was tried",
    "hops inside this server",
    "probes of an address",
    "deferred without an attempt"};

/* What counts, and what was seen and is no delivery. */
static void put_asides(const struct options *o, const struct summary *s)
{
    char text[400] = "";
    const char *comma = "Not counted: ";
    size_t n;

    if (attempts(s))
        snprintf(text, sizeof text,
                 "Every attempt counts. A message that was tried three times "
                 "counts three times. ");
    for (size_t i = 1; i < ASIDES; i++) {
        if (s->aside[i] == 0)
            continue;
        n = strlen(text);
        snprintf(text + n, sizeof text - n, "%s%s (%lu)", comma, aside_words[i],
                 s->aside[i]);
        comma = ", ";
    }
    if (*comma == ',')
        snprintf(text + strlen(text), sizeof text - strlen(text), ".");
    if (!*text)
        return;
    putchar('\n');
    fill(o, "", "", text, strlen(text));
}

static void put_period(const struct options *o, const struct summary *s,
                       int count, char **paths)
{
    char text[200], where[120];

    if (count == 1 && strcmp(paths[0], "-") != 0)
        snprintf(where, sizeof where, "%s", paths[0]);
    else if (count > 1)
        snprintf(where, sizeof where, "%d files", count);
    else
        snprintf(where, sizeof where, "standard input");
    if (s->from.text[0])
        snprintf(text, sizeof text, "%s  %s - %s", where, s->from.text,
                 s->to.text);
    else
        snprintf(text, sizeof text, "%s", where);
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
}

/* For people. */
static void put_summary(const struct options *o, struct summary *s, int count,
                        char **paths)
{
    size_t kinds = sort_kinds(s);
    char text[160];

    put_period(o, s, count, paths);
    if (attempts(s) == 0) {
        snprintf(text, sizeof text,
                 s->log_lines ? "No delivery in %lu lines of a mail log."
                              : "No known kind of mail log in %lu lines.",
                 s->lines);
        fill(o, "", "", text, strlen(text));
        if (s->log_lines)
            put_asides(o, s);
        return;
    }
    snprintf(text, sizeof text,
             "%lu attempts: %lu sent, %lu deferred, %lu failed", attempts(s),
             s->sent, s->deferred, s->failed);
    fill(o, "", "", text, strlen(text));
    if (not_sent(s)) {
        put_parties(o, s, s->order, kinds);
        put_receivers(o, s);
        put_first_lines(o, s, s->order, kinds);
    }
    put_asides(o, s);
}

/* --- the same for machines ------------------------------------------------ */

static void put_count(const char *name, unsigned long n)
{
    printf(",\"%s\":%lu", name, n);
}

static void put_text_or_null(const char *name, const char *text)
{
    if (*text)
        put_field(name, text);
    else
        printf(",\"%s\":null", name);
}

static void put_kind_json(const struct summary *s, const struct kind *k)
{
    put_field("title", k->v.title);
    put_text_or_null("message", k->v.message);
    put_field("reason", smtpc_reason_name(k->v.reason));
    put_field("action", smtpc_action_name(k->v.action));
    put_field("party", smtpc_party_name(k->v.party));
    put_count("deferred", k->deferred);
    put_count("failed", k->failed);
    if (s->compares) {
        printf(",\"new\":%s", k->is_new ? "true" : "false");
        put_count("before", k->before);
    }
    put_text_or_null("reply", k->reply);
    put_text_or_null("time", k->since.text);
    put_text_or_null("queue_id", k->id);
    put_text_or_null("sender", k->sender);
    put_text_or_null("recipient", k->recipient);
}

static void put_kinds_json(const struct summary *s, const unsigned short *order,
                           size_t count)
{
    const char *comma = "";

    printf(",\"kinds\":[");
    for (size_t i = 0; i < count; i++) {
        if (order[i] == KINDS)
            continue;
        printf("%s{\"count\":%lu", comma, kind_total(&s->kinds[order[i]]));
        put_kind_json(s, &s->kinds[order[i]]);
        putchar('}');
        comma = ",";
    }
    putchar(']');
}

static void put_receivers_json(const struct summary *s)
{
    enum { RECEIVERS_TOLD = 100 };
    unsigned short top[RECEIVERS_TOLD];
    size_t count = worst_receivers(s, top, RECEIVERS_TOLD);

    printf(",\"receivers\":[");
    for (size_t i = 0; i < count; i++) {
        const struct receiver *r = &s->receivers[top[i]];

        printf("%s{\"domain\":", i ? "," : "");
        put_json(r->domain, strlen(r->domain));
        put_count("tried", r->tried);
        put_count("deferred", r->deferred);
        put_count("failed", r->failed);
        put_field("worst", worst_cause(s, r));
        putchar('}');
    }
    putchar(']');
}

static const char *const aside_names[ASIDES] = {NULL,  "inbound", "interim",
                                                "hop", "probe",   "no_attempt"};

static void put_summary_json(struct summary *s, int count, char **paths)
{
    size_t kinds = sort_kinds(s);

    printf("{\"summary\":1,\"files\":[");
    for (int i = 0; i < count; i++) {
        if (i)
            putchar(',');
        put_json(paths[i], strlen(paths[i]));
    }
    printf("],\"lines\":%lu", s->lines);
    put_count("log_lines", s->log_lines);
    put_text_or_null("from", s->from.text);
    put_text_or_null("to", s->to.text);
    put_count("attempts", attempts(s));
    put_count("sent", s->sent);
    put_count("deferred", s->deferred);
    put_count("failed", s->failed);
    printf(",\"not_counted\":{");
    for (size_t i = 1; i < ASIDES; i++)
        printf("%s\"%s\":%lu", i > 1 ? "," : "", aside_names[i], s->aside[i]);
    putchar('}');
    put_kinds_json(s, s->order, kinds);
    put_count("other_kinds", kind_total(&s->kinds[KINDS]));
    put_receivers_json(s);
    put_count("other_receivers", s->receivers[RECEIVERS].tried);
    puts("}");
}
