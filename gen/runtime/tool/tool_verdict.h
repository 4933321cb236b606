/* --- answers ------------------------------------------------------------- */

/* What is told of one delivery, besides the verdict; NULL or "": not known. */
struct answer {
    const struct smtpc_verdict *v;
    const char *recipient, *host, *reply;
    struct piece said;    /* the reply, whole */
    const char *sender;   /* who sent it */
    const char *queue_id; /* of a log */
    int reader;           /* the party that reads it; the sender: not known */
    int given_up;         /* whatever the code says, nobody tries any more */
};

static struct answer answer_to(const struct smtpc_verdict *v)
{
    static const struct answer none;
    struct answer a = none;

    a.v = v;
    a.reader = SMTPC_PARTY_SENDER;
    return a;
}

static void put_flags(unsigned flags)
{
    static const char *const names[] = {"class-conflict", "codes-differ",
                                        "unregistered", "malformed",
                                        "truncated"};
    const char *comma = "";

    printf(",\"flags\":[");
    for (unsigned i = 0; i < 5; i++) {
        if (flags & 1u << i) {
            printf("%s\"%s\"", comma, names[i]);
            comma = ",";
        }
    }
    putchar(']');
}

static void put_status(const char *before, uint32_t status, const char *after)
{
    printf("%s%d.%d.%d%s", before, smtpc_status_class(status),
           smtpc_status_subject(status), smtpc_status_detail(status), after);
}

/* What a verdict is, as members of an object that has begun. */
static void put_verdict_members(const struct options *o,
                                const struct smtpc_verdict *v)
{
    if (v->code)
        printf(",\"code\":%d", v->code);
    else
        printf(",\"code\":null");
    if (v->status)
        put_status(",\"status\":\"", v->status, "\"");
    else
        printf(",\"status\":null");
    put_field("reason", smtpc_reason_name(v->reason));
    put_field("action", smtpc_action_name(v->action));
    put_field("party", smtpc_party_name(v->party));
    put_field("basis", smtpc_basis_name(v->basis));
    put_field("confidence", smtpc_confidence_name(v->confidence));
    if (*v->provider)
        put_field("provider", v->provider);
    else
        printf(",\"provider\":null");
    put_flags(v->flags);
    put_field("title", v->title);
    if (o->texts) {
        put_field("meaning", smtpc_verdict_meaning(v));
        put_field("advice", smtpc_verdict_steps(v, reader_of(o, v->party)));
    }
}

/* The first IPv4 address in a text, and its length; 0: there is none. */
static size_t find_ip(struct piece in, const char **ip)
{
    size_t at = 0;

    while (at < in.len) {
        size_t n = 0, dots = 0;

        for (; at + n < in.len &&
               (in.text[at + n] == '.' || smtpc_is_digit_(in.text[at + n]));
             n++)
            dots += in.text[at + n] == '.';
        *ip = in.text + at;
        at += n + 1;
        if (n && (*ip)[n - 1] == '.') {
            n--;
            dots--;
        }
        if (dots == 3 && n >= 7)
            return n;
    }
    return 0;
}

/* Has a step these words? */
static int step_has(const char *step, size_t len, const char *words)
{
    const char *at = strstr(step, words);

    return at && at < step + len;
}

/* Is the domain of a step the sender's? So it is where records of senders are
 * asked for, and where the sender is who was refused. */
static int is_of_sender(const struct answer *a, const char *step, size_t len)
{
    return strncmp(smtpc_reason_name(a->v->reason), "sender-", 7) == 0 ||
           step_has(step, len, "TXT") || step_has(step, len, "_domainkey") ||
           step_has(step, len, "MAIL FROM");
}

/* What a placeholder stands for here, where that is known. A host that DNS is
 * asked about is one that the step before found. */
static size_t known_for(const struct answer *a, const char *step, size_t len,
                        const char *name, const char **value)
{
    const char *at = a->recipient ? strrchr(a->recipient, '@') : NULL;
    const char *from = a->sender ? strrchr(a->sender, '@') : NULL;
    const char *of;

    *value = "";
    if (strncmp(name, "{recipient}", 11) == 0 && at) {
        *value = a->recipient;
    } else if (strncmp(name, "{sender}", 8) == 0 && from) {
        *value = a->sender;
    } else if (strncmp(name, "{host}", 6) == 0 && a->host &&
               !step_has(step, len, "\tdig ")) {
        *value = a->host;
    } else if (strncmp(name, "{queue-id}", 10) == 0 && a->queue_id) {
        *value = a->queue_id;
    } else if (strncmp(name, "{ip}", 4) == 0) {
        return find_ip(a->said, value);
    } else if (strncmp(name, "{domain}", 8) == 0) {
        of = is_of_sender(a, step, len) ? from : at;
        *value = of ? of + 1 : "";
    }
    return strlen(*value);
}

/* Does the condition of a step, "If the code is 4.2.2, " or "If the reply
 * starts with 4, ", hold? 1 yes, 0 no, -1: it has none of these, or nobody
 * knows. What is behind it goes to *rest. */
static int condition_holds(const struct answer *a, const char *step,
                           const char **rest)
{
    static const char starts[] = "If the reply starts with ";
    static const char code[] = "If the code is ";
    const struct smtpc_verdict *v = a->v;
    int class_ = v->code ? v->code / 100 : smtpc_status_class(v->status);
    char known[12] = "";
    size_t n;

    if (strncmp(step, starts, sizeof starts - 1) == 0) {
        step += sizeof starts - 1;
        snprintf(known, sizeof known, "%d", class_);
    } else if (strncmp(step, code, sizeof code - 1) == 0) {
        step += sizeof code - 1;
        if (strcspn(step, ".,") < strcspn(step, ","))
            smtpc_status_format(v->status, known);
        else
            snprintf(known, sizeof known, "%d", v->code);
    }
    n = strcspn(step, ",");
    if (!class_ || !*known || strspn(step, "0123456789.") != n ||
        strncmp(step + n, ", ", 2) != 0)
        return -1;
    *rest = step + n + 2;
    return strlen(known) == n && memcmp(known, step, n) == 0;
}

/* Where to begin a step: behind a condition that holds. NULL: it is in vain, as
 * the condition does not hold, or nobody tries again what it waits for. */
static const char *step_to_take(const struct answer *a, const char *step,
                                size_t len)
{
    const char *rest = step;

    if (condition_holds(a, step, &rest) == 0 ||
        (a->v->code / 100 == 5 &&
         step_has(step, len, "Your server retries automatically")) ||
        (a->given_up &&
         (strncmp(rest, "Wait", 4) == 0 || strncmp(rest, "wait", 4) == 0)))
        return NULL;
    return rest;
}

/* Steps with what is known filled in, and without those that are in vain. */
static void fill_in(const struct answer *a, const char *steps, char *to,
                    size_t size)
{
    size_t len = 0;

    while (*steps && len + 1 < size) {
        size_t line = strcspn(steps, "\n");
        const char *end = steps + line + (steps[line] == '\n');
        const char *begin = steps, *at = step_to_take(a, steps, line);

        steps = end;
        if (at && at != begin) {
            to[len++] = (char)(*at >= 'a' && *at <= 'z' ? *at - 32 : *at);
            at++;
        }
        while (at && at < end && len + 1 < size) {
            const char *value, *close = strchr(at, '}');
            size_t n =
                *at == '{' && close ? known_for(a, begin, line, at, &value) : 0;

            if (n && n < size - len) {
                memcpy(to + len, value, n);
                len += n;
                at = close + 1;
            } else {
                to[len++] = *at++;
            }
        }
    }
    to[len] = '\0';
}

/* Whoever holds a bounce is on the sender's side: those steps are shown, of
 * whoever runs the server where that is who must act, or who reads it. */
static int shown_party(const struct options *o, const struct answer *a)
{
    const int admin = SMTPC_PARTY_SENDER_ADMIN;

    if (o->party >= 0)
        return o->party;
    if (a->reader != SMTPC_PARTY_SENDER &&
        *smtpc_verdict_steps(a->v, a->reader))
        return a->reader;
    return a->v->party == admin ? admin : SMTPC_PARTY_SENDER;
}

/* "550 5.1.1" */
static void write_codes(const struct smtpc_verdict *v, char *to, size_t size)
{
    char status[12] = "";

    if (v->status)
        smtpc_status_format(v->status, status);
    if (v->code)
        snprintf(to, size, "%d%s%s", v->code, *status ? " " : "", status);
    else
        snprintf(to, size, "%s", status);
}

/* Where in a text the code begins, which its reply does. */
static const char *at_code(const char *text, int code)
{
    size_t len = strlen(text), at;

    for (at = 0; code && at + 3 <= len; at++)
        if ((at == 0 || !smtpc_is_alnum_(text[at - 1])) &&
            smtpc_code_at_(text, at, len) == code)
            return text + at;
    return text;
}

/* Who must act, and what is to be done, in words. When a server gave up what it
 * would have tried again, that is what the cause asks for then; but no address
 * ends because it could not be reached for some days. */
static const char *what_to_do(const struct answer *a, const char **who)
{
    struct smtpc_verdict act = *a->v;
    int again = act.action == SMTPC_ACTION_RETRY ||
                act.action == SMTPC_ACTION_SLOW_DOWN;

    if (a->given_up && again && act.reason != SMTPC_REASON_OTHER_)
        smtpc_cause(a->v->reason, 5, &act);
    if (a->given_up && again &&
        (act.party == SMTPC_PARTY_NOBODY ||
         act.action == SMTPC_ACTION_SUPPRESS)) {
        act.party = SMTPC_PARTY_SENDER;
        act.action = SMTPC_ACTION_RETRY;
    }
    *who = whose(act.action, act.party);
    return a->given_up && act.action == SMTPC_ACTION_RETRY
               ? "send it again later"
               : smtpc_action_phrase(act.action);
}

/* The class that tells whether a delivery is over. */
static int class_of_answer(const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;

    return a->given_up ? 5
           : v->code   ? v->code / 100
                       : smtpc_status_class(v->status);
}

/* What makes a verdict doubtful. */
enum { NOTES = 2 };

static const char *note_on(const struct smtpc_verdict *v, unsigned n)
{
    if (n == 0 && v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        return "the two codes contradict each other";
    return n == 1 && v->confidence == SMTPC_CONFIDENCE_LOW ? "only a guess"
                                                           : "";
}

/* Is the sender, who reads it, to hand it on to who runs the server? */
static int is_to_forward(const struct answer *a)
{
    return a->reader == SMTPC_PARTY_SENDER &&
           a->v->party == SMTPC_PARTY_SENDER_ADMIN;
}
