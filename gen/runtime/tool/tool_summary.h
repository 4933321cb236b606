/* --- time ---------------------------------------------------------------- */

/* A time as its log has it, and a number to compare it by: seconds, as if
 * each month had 31 days. Some logs do not tell the year. */
struct when {
    char text[32];
    long long seconds; /* -1: there is no time */
    int has_year;
};

static unsigned digits_at(const char *s, size_t n)
{
    unsigned value = 0;

    while (n-- && smtpc_is_digit_(*s))
        value = value * 10 + (unsigned)(*s++ - '0');
    return value;
}

/* Of a day, "04:05:06". */
static unsigned clock_at(const char *s)
{
    return digits_at(s, 2) * 3600 + digits_at(s + 3, 2) * 60 +
           digits_at(s + 6, 2);
}

static long long count_seconds(unsigned year, unsigned month, unsigned day,
                               unsigned clock)
{
    return (((long long)year * 12 + month) * 31 + day) * 86400 + clock;
}

/* 1 to 12 for a month's three letters; 0: it is none. */
static unsigned month_of(const char *name)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

    for (const char *at = names; *at; at += 3)
        if (memcmp(at, name, 3) == 0)
            return (unsigned)(at - names) / 3 + 1;
    return 0;
}

/* Days since 1970 as a date of the civil calendar. */
static void civil(long long days, unsigned *year, unsigned *month,
                  unsigned *day)
{
    long long z = days + 719468, era = z / 146097;
    unsigned doe = (unsigned)(z - era * 146097);
    unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    unsigned mp = (5 * doy + 2) / 153;

    *day = doy - (153 * mp + 2) / 5 + 1;
    *month = mp < 10 ? mp + 3 : mp - 9;
    *year = (unsigned)(yoe + (unsigned)era * 400 + (*month <= 2));
}

/* Of seconds since 1970, for logs that nobody reads with the eye. */
static void when_of_epoch(unsigned long long seconds, struct when *w)
{
    unsigned year, month, day, rest = (unsigned)(seconds % 86400);
    char text[80];

    civil((long long)(seconds / 86400), &year, &month, &day);
    snprintf(text, sizeof text, "%04u-%02u-%02u %02u:%02u:%02uZ", year, month,
             day, rest / 3600, rest / 60 % 60, rest % 60);
    keep(w->text, sizeof w->text, kept(text));
    w->seconds = count_seconds(year, month, day, rest);
    w->has_year = 1;
}

/* Of the digits in front as many as have room, be they hexadecimal or not. */
static unsigned long long hex_or_decimal(struct piece p, unsigned base)
{
    unsigned long long n = 0;

    for (size_t i = 0; i < p.len && n < 1ull << 60; i++) {
        char c = p.text[i];
        unsigned digit = smtpc_is_digit_(c) ? (unsigned)(c - '0')
                         : c >= 'a'         ? (unsigned)(c - 'a') + 10
                                            : base;

        if (digit >= base)
            break;
        n = n * base + digit;
    }
    return n;
}

/* A bare number: seconds, or thousandths or millionths of them. */
static int take_epoch(struct piece p, struct when *w)
{
    unsigned long long n;

    if (p.len > 17 && p.text[0] == '@') { /* TAI64N, "@400000006..." */
        n = hex_or_decimal(piece_of(p.text, 2, 17), 16);
        n -= n < 10 ? n : 10; /* what TAI was ahead of UTC */
        when_of_epoch(n, w);
        return 1;
    }
    for (size_t i = 0; i < 9; i++)
        if (i == p.len || !smtpc_is_digit_(p.text[i]))
            return 0;
    n = hex_or_decimal(p, 10);
    while (n > 99999999999ull)
        n /= 1000;
    when_of_epoch(n, w);
    return 1;
}

static struct when when_of(struct piece p)
{
    struct when w = {"", -1, 0};
    unsigned month;

    if (p.len >= 19 && p.text[4] == '-' && p.text[7] == '-') {
        keep(w.text, sizeof w.text, piece_of(p.text, 0, 19));
        w.text[10] = ' ';
        w.seconds =
            count_seconds(digits_at(p.text, 4), digits_at(p.text + 5, 2),
                          digits_at(p.text + 8, 2), clock_at(p.text + 11));
        w.has_year = 1;
    } else if (p.len >= 14 && (month = month_of(p.text)) != 0) {
        const char *day = p.text[4] == ' ' ? p.text + 5 : p.text + 4;

        keep(w.text, sizeof w.text, p);
        w.seconds = count_seconds(0, month, digits_at(day, 2),
                                  clock_at(p.text + p.len - 8));
    } else if (p.len && !take_epoch(p, &w)) {
        keep(w.text, sizeof w.text, p);
    }
    for (char *s = w.text; *s; s++)
        if (*s < 32 || *s > 126)
            *s = '?';
    return w;
}

/* Where no year is told, December is before January. */
static int is_before(const struct when *a, const struct when *b)
{
    const long long year = 12LL * 31 * 86400;
    long long ahead = a->seconds - b->seconds;

    if (a->seconds < 0 || b->seconds < 0)
        return 0;
    if (!a->has_year || !b->has_year) {
        ahead %= year;
        if (ahead > year / 2)
            ahead -= year;
        else if (ahead < -year / 2)
            ahead += year;
    }
    return ahead < 0;
}

/* --- what is counted ------------------------------------------------------ */

enum {
    KINDS = 1024,
    TALLIES = 512,
    RECEIVERS = 4096, /* a power of two */
    WORST = 8,
    MOST_SHOWN = 12
};

/* Failures whose replies mean the same, and the earliest of them. */
struct kind {
    struct smtpc_verdict v;
    unsigned long deferred, failed;
    struct when since;
    char reply[200], id[40], sender[80], recipient[80];
    int is_new;
    unsigned long before; /* what an earlier summary counted */
};

/* Failures with the same cause and provider, whatever their words. */
struct tally {
    int reason, action, party;
    const char *provider;
    unsigned long deferred, failed;
};

struct receiver {
    char domain[64];
    unsigned long tried, deferred, failed;
    /* The kinds that fail here most, found as Misra and Gries do: exact as
     * long as there are no more of them than places. */
    unsigned short kind[WORST];
    unsigned long count[WORST];
};

struct summary {
    unsigned long lines, log_lines, sent, deferred, failed;
    unsigned long aside[ASIDES];
    struct when from, to;
    struct kind kinds[KINDS + 1]; /* the last: others */
    size_t kind_count;
    unsigned short order[KINDS + 1];   /* of the kinds, once all are counted */
    struct tally tallies[TALLIES + 1]; /* the last: others */
    size_t tally_count;
    struct receiver receivers[RECEIVERS + 1]; /* the last: others */
    size_t receiver_count;
    int compares; /* with an earlier one */
};

static unsigned long not_sent(const struct summary *s)
{
    return s->deferred + s->failed;
}

static unsigned long attempts(const struct summary *s)
{
    return s->sent + not_sent(s);
}

static unsigned long kind_total(const struct kind *k)
{
    return k->deferred + k->failed;
}

/* What the table is keyed by: the same words, which are of one cause, and the
 * same to do. */
static int is_kind(const struct kind *k, const struct smtpc_verdict *v)
{
    return k->v.text == v->text && k->v.action == v->action &&
           k->v.party == v->party;
}

static struct kind *find_kind(struct summary *s, const struct smtpc_verdict *v)
{
    for (size_t i = 0; i < s->kind_count; i++)
        if (is_kind(&s->kinds[i], v))
            return &s->kinds[i];
    if (s->kind_count == KINDS)
        return &s->kinds[KINDS];
    s->kinds[s->kind_count].v = *v;
    return &s->kinds[s->kind_count++];
}

static struct tally *find_tally(struct summary *s,
                                const struct smtpc_verdict *v)
{
    struct tally *t = s->tallies;

    for (; t < s->tallies + s->tally_count; t++)
        if (t->reason == v->reason && t->action == v->action &&
            t->party == v->party && strcmp(t->provider, v->provider) == 0)
            return t;
    if (s->tally_count < TALLIES) {
        s->tally_count++;
        t->reason = v->reason;
        t->action = v->action;
        t->party = v->party;
        t->provider = v->provider;
    }
    return t;
}

/* The second-level names under which countries give out domains. */
static int is_shared_label(const char *label, size_t len)
{
    static const char *const shared[] = {"co",  "com", "net", "org", "ac",
                                         "gov", "edu", "or",  "ne",  "go"};

    for (size_t i = 0; i < sizeof shared / sizeof shared[0]; i++)
        if (strlen(shared[i]) == len && memcmp(shared[i], label, len) == 0)
            return 1;
    return 0;
}

/* Where the label begins that ends in front of end. */
static size_t label_at(struct piece host, size_t end)
{
    while (end > 0 && host.text[end - 1] != '.')
        end--;
    return end;
}

/* Of a host the part that somebody registered, as far as its form tells:
 * "mx1.example.co.uk" and "alt4.example.co.uk" are one receiver. */
static struct piece registered(struct piece host)
{
    size_t top = label_at(host, host.len), second, first;

    if (top == 0 || smtpc_is_digit_(host.text[host.len - 1]))
        return host;
    second = first = label_at(host, top - 1);
    if (second > 0 && host.len - top == 2 &&
        is_shared_label(host.text + second, top - 1 - second))
        first = label_at(host, second - 1);
    return piece_of(host.text, first, host.len);
}

/* The host in what a log says of who took a message: "mx.example.org[...]:25",
 * "mx.example.org. [...]", "192.0.2.1 (mx.example.org)". */
static struct piece host_of(struct piece relay)
{
    size_t end = 0;

    if (relay.len == 0)
        return relay;
    if (relay.text[relay.len - 1] == ')') {
        size_t open = relay.len - 1;

        while (open > 0 && relay.text[open] != '(')
            open--;
        if (open && smtpc_is_digit_(relay.text[0]))
            relay = piece_of(relay.text, open + 1, relay.len);
    }
    while (end < relay.len &&
           (is_alnum(relay.text[end]) || relay.text[end] == '.' ||
            relay.text[end] == '-' || relay.text[end] == '_'))
        end++;
    if (end < relay.len && relay.text[end] == '/')
        end = 0; /* a socket */
    while (end && relay.text[end - 1] == '.')
        end--;
    return piece_of(relay.text, 0, end);
}

/* Who was to take it: by the host; where there is none, or it is here, by the
 * address. */
static struct piece receiver_of(const struct result *r)
{
    struct piece host = host_of(r->relay);
    size_t at = r->recipient.len;

    if (host.len && memchr(host.text, '.', host.len) && !is_loopback(r->relay))
        return registered(host);
    while (at > 0 && r->recipient.text[at - 1] != '@')
        at--;
    if (at == 0)
        return kept("(no domain)");
    host = piece_of(r->recipient.text, at, r->recipient.len);
    if (host.len && host.text[host.len - 1] == '>')
        host.len--;
    return host;
}

/* The row of a receiver, names compared without their case; that of the others
 * when there is no room. */
static struct receiver *find_receiver(struct summary *s, struct piece domain)
{
    static unsigned short slots[2 * RECEIVERS]; /* row + 1; 0: free */
    char name[sizeof s->receivers[0].domain];
    size_t n = domain.len < sizeof name ? domain.len : sizeof name - 1;
    unsigned hash = 2166136261u;

    if (s->receiver_count == 0)
        memset(slots, 0, sizeof slots);
    for (size_t i = 0; i < n; i++) {
        name[i] = smtpc_small_letter_(domain.text[i]);
        hash = (hash ^ (unsigned char)name[i]) * 16777619u;
    }
    name[n] = '\0';
    for (hash ^= hash >> 15;; hash++) {
        unsigned short *slot = &slots[hash % (sizeof slots / sizeof slots[0])];

        if (*slot && memcmp(s->receivers[*slot - 1].domain, name, n + 1) == 0)
            return &s->receivers[*slot - 1];
        if (*slot)
            continue;
        if (s->receiver_count == RECEIVERS)
            return &s->receivers[RECEIVERS];
        *slot = (unsigned short)++s->receiver_count;
        memcpy(s->receivers[*slot - 1].domain, name, n + 1);
        return &s->receivers[*slot - 1];
    }
}

static void count_worst(struct receiver *to, size_t kind)
{
    size_t free = WORST;

    for (size_t i = 0; i < WORST; i++) {
        if (to->count[i] && to->kind[i] == kind) {
            to->count[i]++;
            return;
        }
        if (to->count[i] == 0)
            free = i;
    }
    if (free < WORST) {
        to->kind[free] = (unsigned short)kind;
        to->count[free] = 1;
        return;
    }
    for (size_t i = 0; i < WORST; i++)
        to->count[i]--;
}

/* From its code on, without who said it: "host mx[192.0.2.1] said: ". */
static struct piece reply_in(struct piece text)
{
    size_t at = 0;

    if (begins(text.text, text.len, "host "))
        at = behind(text.text, 0, text.len, " said: ");
    return piece_of(text.text, at, text.len);
}

/* Remember a line of this kind, if none before was earlier. */
static void take_first(struct kind *k, const struct result *r)
{
    static char text[LINE_MAX_LEN];
    struct when w = when_of(r->time);
    size_t n;

    if (kind_total(k) > 1 && !is_before(&w, &k->since))
        return;
    n = decode(r, text);
    k->since = w;
    keep(k->reply, sizeof k->reply, reply_in(piece_of(text, 0, n)));
    keep(k->id, sizeof k->id, r->id);
    keep(k->sender, sizeof k->sender, r->sender);
    keep(k->recipient, sizeof k->recipient, r->recipient);
}

static enum outcome outcome_of_reply(const struct smtpc_verdict *v)
{
    int class_ = v->code ? v->code / 100 : (int)(v->status >> 20);

    return class_ == 2   ? SENT
           : class_ == 4 ? DEFERRED
           : class_ == 5 ? FAILED
                         : NO_RESULT;
}

static void count_failure(struct summary *s, const struct result *r,
                          const struct smtpc_verdict *v, struct receiver *to)
{
    struct kind *k = find_kind(s, v);
    struct tally *t = find_tally(s, v);
    unsigned long deferred = r->outcome == DEFERRED;

    s->deferred += deferred;
    s->failed += !deferred;
    to->deferred += deferred;
    to->failed += !deferred;
    k->deferred += deferred;
    k->failed += !deferred;
    t->deferred += deferred;
    t->failed += !deferred;
    count_worst(to, (size_t)(k - s->kinds));
    take_first(k, r);
}

static void count_result(struct summary *s, const struct options *o,
                         struct result *r)
{
    struct smtpc_verdict v;
    struct receiver *to;

    if (r->aside != COUNTS) {
        s->aside[r->aside]++;
        return;
    }
    if (r->outcome == NO_RESULT)
        return;
    if (r->outcome != SENT)
        explain_result(o, *r, &v);
    if (r->outcome == BY_REPLY)
        r->outcome = outcome_of_reply(&v);
    if (r->outcome == NO_RESULT)
        return;
    to = find_receiver(s, receiver_of(r));
    to->tried++;
    if (r->outcome == SENT)
        s->sent++;
    else
        count_failure(s, r, &v, to);
}

/* --- reading -------------------------------------------------------------- */

struct tallying {
    const struct options *o;
    struct summary *s;
    struct piece last; /* time of the line read last */
    char last_text[TIME_MAX];
    int failed, shows_progress;
};

static void progress(const struct tallying *t, int last)
{
    unsigned long lines = t->s->lines;

    if (t->shows_progress &&
        (last ? lines >= PROGRESS_LINES : lines % PROGRESS_LINES == 0))
        fprintf(stderr, "\r%lu lines%s", lines, last ? "\n" : "");
}

static void take_time(struct tallying *t, struct piece time)
{
    if (time.len < 9) /* no date stands there */
        return;
    if (t->last.len == 0) {
        struct when w = when_of(time);

        if (w.seconds < 0)
            return;
        if (t->s->from.text[0] == '\0' || is_before(&w, &t->s->from))
            t->s->from = w;
    }
    t->last.len = time.len < TIME_MAX ? time.len : TIME_MAX;
    memcpy(t->last_text, time.text, t->last.len);
}

static void end_file(struct tallying *t)
{
    struct when w;

    t->last.text = t->last_text;
    w = when_of(t->last);
    t->last.len = 0;
    if (w.seconds < 0)
        return;
    if (t->s->to.text[0] == '\0' || is_before(&t->s->to, &w))
        t->s->to = w;
}

static void tally_line(struct tallying *t, const char *line, size_t len)
{
    static struct result results[RESULTS];
    size_t n = find_results(line, len, results, RESULTS);

    t->s->log_lines += results[0].known != 0;
    take_time(t, results[0].time);
    for (size_t i = 0; i < n; i++)
        count_result(t->s, t->o, &results[i]);
}

/* "550-": a reply that goes on in the next line. */
static int reply_goes_on(const char *line, size_t len)
{
    return len > 3 && line[3] == '-' && smtpc_code_at_(line, 0, len);
}

/* The lines of one reply are taken together. */
static void tally_lines(struct tallying *t, struct reader *reader)
{
    static char reply[LINE_MAX_LEN];
    size_t len, held = 0;

    while (next_line(reader, &len)) {
        const char *line = reader->line;

        if (len && line[len - 1] == '\r')
            len--;
        t->s->lines++;
        progress(t, 0);
        if (held && (len < 3 || memcmp(reply, line, 3) != 0 ||
                     held + len >= sizeof reply)) {
            tally_line(t, reply, held);
            held = 0;
        }
        if (held == 0 && !reply_goes_on(line, len)) {
            tally_line(t, line, len);
            continue;
        }
        if (held)
            reply[held++] = '\n';
        memcpy(reply + held, line, len);
        held += len;
        if (reply_goes_on(line, len))
            continue;
        tally_line(t, reply, held);
        held = 0;
    }
    if (held)
        tally_line(t, reply, held);
    t->failed |= reader->failed;
}
