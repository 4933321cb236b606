/* --- mail logs ----------------------------------------------------------- */

/* Clients and senders choose much of what stands in a log: HELO names,
 * addresses with quoted local parts, subjects. So a line is taken as the
 * program that wrote it writes it, and a result counts at its place only,
 * outside of angle brackets and quotes. */

/* What a line says of a delivery. */
enum outcome { NO_RESULT, BY_REPLY, SENT, DEFERRED, FAILED };

/* Why the result of a line is none of a delivery of ours. */
enum aside {
    COUNTS,
    INBOUND,    /* what we said to a client */
    INTERIM,    /* of one server of several; the next is asked at once */
    HOP,        /* to a filter or a queue of our own, and it comes back */
    PROBE,      /* an address was tried, without a message */
    NO_ATTEMPT, /* put off before anybody was asked */
    ASIDES
};

enum { RESULTS = 256 /* of one line, for as many recipients */ };

/* How a reply is written in its line. */
enum form { PLAIN, QMAIL, JSON_STRING, CSV_FIELD };

/* A part of a text; len 0: it is not there. */
struct piece {
    const char *text;
    size_t len;
};

struct result {
    enum outcome outcome;
    enum aside aside;
    enum form form;
    int known;        /* the line is of a log that is known here */
    const char *text; /* the line, or what was unwrapped from it */
    size_t at, end;   /* the reply or the reason, between the two, in text */
    size_t copies;    /* it is of so many recipients, who are not named */
    struct piece time, id, recipient, sender, relay;
    struct piece code, status; /* where they stand apart from the reply */
};

struct log_line {
    const char *text;
    size_t len, at; /* at: behind time, host and program */
    const char *program;
    size_t program_len;      /* 0: none is named */
    const struct seen *seen; /* the program, when it is one of before */
    int stamped;             /* there is a time */
    struct piece time;
};

static struct piece piece_of(const char *text, size_t at, size_t end)
{
    struct piece p = {text + at, end > at ? end - at : 0};

    return p;
}

static unsigned long number_of(struct piece p)
{
    unsigned long n = 0;

    for (size_t i = 0; i < p.len && smtpc_is_digit_(p.text[i]); i++)
        n = n * 10 + (unsigned long)(p.text[i] - '0');
    return n;
}

static int is_piece(struct piece p, const char *word)
{
    for (size_t i = 0; i < p.len; i++)
        if (word[i] == '\0' || p.text[i] != word[i])
            return 0;
    return word[p.len] == '\0';
}

/* Letters and digits, without a branch: in an id they come in no order that a
 * processor could foresee. */
static int is_alnum(char c)
{
    unsigned u = (unsigned char)c;

    return (u - '0' < 10) | ((u | 32) - 'a' < 26);
}

static int begins(const char *text, size_t len, const char *what)
{
    for (size_t i = 0; what[i]; i++)
        if (i == len || text[i] != what[i])
            return 0;
    return 1;
}

static int begins_at(const struct log_line *l, size_t at, const char *what)
{
    return begins(l->text + at, l->len - at, what);
}

/* Behind the '>' or the quote that ends what begins at at; len when nothing
 * does. A '>' in quotes ends nothing, nor does a quote behind a backslash. */
static size_t skip_enclosed(const char *text, size_t at, size_t len)
{
    int angle = text[at] == '<', quoted = !angle;
    const char *end =
        angle ? (const char *)memchr(text + at, '>', len - at) : NULL;

    if (end && !memchr(text + at, '"', (size_t)(end - text) - at))
        return (size_t)(end - text) + 1; /* as most addresses are */
    for (at++; at < len; at++) {
        if (quoted && text[at] == '\\')
            at++;
        else if (text[at] == '"')
            quoted = !quoted;
        if (!quoted && text[at] == (angle ? '>' : '"'))
            return at + 1;
    }
    return len;
}

/* Behind the first place where what stands outside of angle brackets and
 * quotes; 0 when it does not. */
static size_t behind(const char *text, size_t at, size_t len, const char *what)
{
    while (at < len) {
        if (text[at] == *what && begins(text + at, len - at, what))
            return at + strlen(what);
        if (text[at] == '<' || text[at] == '"')
            at = skip_enclosed(text, at, len);
        else
            at++;
    }
    return 0;
}

static size_t word_end(const char *text, size_t at, size_t len)
{
    while (at < len && text[at] != ' ' && text[at] != '\t')
        at++;
    return at;
}

/* "postfix/smtp[2]:", "qmail:": the length of the name, 0 when it is none.
 * Where no time tells that this is a log, it must have its process id. */
static size_t program_name(const char *word, size_t len, int stamped)
{
    size_t n = 0, i;

    while (n < len &&
           (is_alnum(word[n]) || (n && (word[n] == '/' || word[n] == '-' ||
                                        word[n] == '_' || word[n] == '.'))))
        n++;
    if (n == 0 || smtpc_is_digit_(word[0]))
        return 0;
    i = n;
    if (i < len && word[i] == '[') {
        while (++i < len && smtpc_is_digit_(word[i]))
            ;
        if (i == len || word[i++] != ']')
            return 0;
        stamped = 1;
    }
    return stamped && i + 1 == len && word[i] == ':' ? n : 0;
}

enum { TIME_MAX = 48 /* bytes of a date and time */ };

/* A word with a time of day in it, or one of TAI64N: "@4000...". */
static int is_time(const char *word, size_t len)
{
    static const char form[] = "00:00:00";

    for (size_t i = 0; i + 8 <= len; i++) {
        size_t n = 0;

        while (n < 8 && (form[n] == ':' ? word[i + n] == ':'
                                        : smtpc_is_digit_(word[i + n])))
            n++;
        if (n == 8)
            return 1;
    }
    return len > 4 && word[0] == '@' && smtpc_is_digit_(word[1]);
}

/* "Nov", "23", "2026-11-23", "mail.log:Nov" can stand before a time. */
static int is_date(const char *word, size_t len)
{
    if (len == 3 || memchr(word, ':', len))
        return 1;
    for (size_t i = 0; i < len; i++)
        if (smtpc_is_digit_(word[i]))
            return 1;
    return 0;
}

/* Exim's id of a message: 1rAbCd-000123-Ef, 1rAbCd-00000001abC-1dEf. The time,
 * which is its first part, begins with a digit; a host may be called
 * backup-server-01. */
static int is_exim_id(const char *word, size_t len)
{
    size_t dash = len == 16 ? 13 : 18;

    if ((len != 16 && len != 23) || !smtpc_is_digit_(word[0]))
        return 0;
    for (size_t i = 0; i < len; i++)
        if (i == 6 || i == dash ? word[i] != '-' : !is_alnum(word[i]))
            return 0;
    return 1;
}

/* A host and the blank behind it. */
static struct {
    char name[64];
    size_t len;
} same_host;

static int is_clock(const char *s)
{
    return s[2] == ':' && s[5] == ':' && smtpc_is_digit_(s[0]) &&
           smtpc_is_digit_(s[1]) && smtpc_is_digit_(s[3]) &&
           smtpc_is_digit_(s[4]) && smtpc_is_digit_(s[6]) &&
           smtpc_is_digit_(s[7]);
}

/* The length of "Nov 23 10:00:01 " or "2026-11-23T10:00:01.5+01:00 ", which
 * most lines begin with; 0: they do not. */
static size_t plain_stamp(const char *text, size_t len)
{
    const char *blank;

    if (len <= TIME_MAX)
        return 0;
    if (text[3] == ' ' && text[6] == ' ' && text[15] == ' ' &&
        is_clock(text + 7))
        return 16;
    if (text[4] != '-' || text[7] != '-' || text[10] != 'T' ||
        !is_clock(text + 11))
        return 0;
    blank = (const char *)memchr(text + 19, ' ', TIME_MAX - 19);
    return blank ? (size_t)(blank - text) + 1 : 0;
}

/* The time, a word or behind a date that is one or two: "2026-11-23 10:00:01",
 * "Nov 23 10:00:01". */
static struct piece stamp_of(const struct log_line *l, size_t at, size_t end)
{
    size_t from = at;

    for (int words = 0; words < 2; words++) {
        size_t last = from, first;

        while (last > 0 && l->text[last - 1] == ' ')
            last--;
        first = last;
        while (first > 0 && l->text[first - 1] != ' ' &&
               l->text[first - 1] != ':')
            first--;
        if (end - at > 16 || first == last || last - first > 10)
            break;
        from = first;
        if (last - first == 3 || last - first == 10)
            break; /* a month, or a whole date */
    }
    return piece_of(l->text, from, end);
}

/* A word in front of the program: 1: go on, 0: there is none. */
static int take_word(struct log_line *l, size_t at, size_t n, int *dated,
                     int *left)
{
    const char *word = l->text + at;

    if (!l->stamped && *dated && n <= TIME_MAX && is_time(word, n)) {
        l->stamped = 1;
        l->time = stamp_of(l, at, at + n);
        l->at = smtpc_skip_blanks_(l->text, at + n, l->len);
        *left = 4; /* a level, the host, the program */
    } else if (n == 0 || memchr(word, '=', n) || memchr(word, '(', n) ||
               memchr(word, '"', n) || word[n - 1] == ':' ||
               (l->stamped && is_exim_id(word, n))) {
        return 0;
    }
    *dated = (*dated && is_date(word, n)) || begins(word, n, "|");
    return 1;
}

/* The host is mostly that of the line before: a word which was looked at need
 * not be again. Behind it and the blank; at when it is another. */
static size_t skip_same_host(const struct log_line *l, size_t at)
{
    size_t n = same_host.len;

    return n && n < l->len - at && memcmp(l->text + at, same_host.name, n) == 0
               ? at + n
               : at;
}

static void keep_host(const struct log_line *l, size_t at, size_t end)
{
    if (end - at >= sizeof same_host.name)
        return;
    same_host.len = end - at;
    memcpy(same_host.name, l->text + at, end - at);
}

/* A log names the same few programs all the time. */
static struct seen {
    char name[40];
    size_t len;
    const struct program *program;
} seen_programs[16];

static struct seen *seen_at(const char *name, size_t n)
{
    return &seen_programs[((unsigned char)name[n - 1] * 3u + n +
                           (unsigned char)name[n / 2]) %
                          16];
}

static int is_seen(const struct seen *s, const char *name, size_t n)
{
    return s->len == n && memcmp(s->name, name, n) == 0;
}

/* "postfix/smtp[2]: " of a program that was seen before. */
static int take_seen(struct log_line *l, size_t at)
{
    size_t left = l->len - at, n, end;
    const char *open =
        (const char *)memchr(l->text + at, '[', left < 40 ? left : 40);

    if (!open || open == l->text + at)
        return 0;
    n = (size_t)(open - l->text) - at;
    l->seen = seen_at(l->text + at, n);
    if (!is_seen(l->seen, l->text + at, n))
        return 0;
    for (end = at + n + 1; end < l->len && smtpc_is_digit_(l->text[end]);)
        end++;
    if (!begins_at(l, end, "]: ") || begins_at(l, end + 3, " "))
        return 0;
    l->program = l->text + at;
    l->program_len = n;
    l->at = end + 3;
    return 1;
}

/* Kubernetes writes a time, "stdout F " and then the line. */
static size_t behind_cri(const char *text, size_t at, size_t len)
{
    return at && (begins(text + at, len - at, "stdout F ") ||
                  begins(text + at, len - at, "stderr F "))
               ? at + strlen("stdout F ")
               : 0;
}

/* "Nov 23 10:00:01 mx postfix/smtp[2]: ", behind "mail-1 | " when a container
 * wrote it. Few words stand in front of the
 * program, and none that a stranger could have chosen. */
static void read_header(struct log_line *l)
{
    size_t at = plain_stamp(l->text, l->len), end;
    int dated = 1, left = 8, plain = at > 0;

    end = behind_cri(l->text, at, l->len);
    if (end) {
        at = end;
    } else if (plain) {
        l->stamped = 1;
        l->time = piece_of(l->text, 0, at - 1);
        l->at = at;
        left = 4;
        at = skip_same_host(l, at);
        if (at > l->at && take_seen(l, at))
            return;
        left -= at > l->at;
    }
    for (; left > 0 && at < l->len; left--) {
        size_t name;

        end = word_end(l->text, at, l->len);
        name = program_name(l->text + at, end - at, l->stamped);
        if (name) {
            l->program = l->text + at;
            l->program_len = name;
            l->at = smtpc_skip_blanks_(l->text, end, l->len);
            return;
        }
        if (!take_word(l, at, end - at, &dated, &left))
            return;
        if (plain && at == l->at)
            keep_host(l, at, smtpc_skip_blanks_(l->text, end, l->len));
        at = smtpc_skip_blanks_(l->text, end, l->len);
    }
}

/* --- fields -------------------------------------------------------------- */

/* "name=value", or a value alone. */
struct field {
    struct piece name, value;
};

/* The same for a value that has neither brackets nor quotes, which most have
 * not; 0: this has. */
static size_t plain_value_end(const char *text, size_t at, size_t len)
{
    size_t end = at;

    for (;; end++) {
        const char *comma = (const char *)memchr(text + end, ',', len - end);

        end = comma ? (size_t)(comma - text) : len;
        if (end + 1 >= len || text[end + 1] == ' ')
            break;
    }
    return memchr(text + at, '<', end - at) || memchr(text + at, '"', end - at)
               ? 0
               : end;
}

/* Where a value ends that a comma and a blank end, or a blank alone, outside
 * of angle brackets and quotes. */
static size_t value_end(const char *text, size_t at, size_t len, char stop)
{
    if (stop == ',' && at < len && text[at] != '<') {
        size_t end = plain_value_end(text, at, len);

        if (end)
            return end;
    }
    while (at < len) {
        char c = text[at];

        if (c == stop && (c == ' ' || at + 1 == len || text[at + 1] == ' '))
            return at;
        if (c == '<' || c == '"')
            at = skip_enclosed(text, at, len);
        else
            at++;
    }
    return len;
}

/* The field at *at, which moves behind it; 0 at the end. */
static int next_field(const char *text, size_t *at, size_t len, char stop,
                      struct field *f)
{
    size_t from = *at, name;

    while (from < len && (text[from] == ' ' || text[from] == stop))
        from++;
    if (from == len)
        return 0;
    for (name = from; name < len && (is_alnum(text[name]) ||
                                     text[name] == '_' || text[name] == '-');)
        name++;
    f->name = piece_of(text, from, name < len && text[name] == '=' ? name : 0);
    if (f->name.len)
        from = name + 1;
    *at = value_end(text, from, len, stop);
    f->value = piece_of(text, from, *at);
    return 1;
}

/* Without the quotes or brackets around it. */
static struct piece bare(struct piece p)
{
    if (p.len >= 2 && ((p.text[0] == '<' && p.text[p.len - 1] == '>') ||
                       (p.text[0] == '"' && p.text[p.len - 1] == '"'))) {
        p.text++;
        p.len -= 2;
    }
    return p;
}
