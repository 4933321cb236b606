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
    size_t at, end; /* the reply or the reason, between the two, in text */
    enum form form;
    enum aside aside;
    size_t copies;    /* it is of so many recipients, who are not named */
    int known;        /* the line is of a log that is known here */
    const char *text; /* the line, or what was unwrapped from it */
    struct piece time, id, recipient, sender, relay;
    struct piece code, status; /* where they stand apart from the reply */
};

struct log_line {
    const char *text;
    size_t len, at; /* at: behind time, host and program */
    const char *program;
    size_t program_len; /* 0: none is named */
    int stamped;        /* there is a time */
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
    return strlen(word) == p.len &&
           (p.len == 0 || memcmp(p.text, word, p.len) == 0);
}

static char small_letter(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static int begins(const char *text, size_t len, const char *what)
{
    size_t n = strlen(what);

    return len >= n && memcmp(text, what, n) == 0;
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

    for (at++; at < len; at++) {
        if (quoted && text[at] == '\\')
            at++;
        else if (text[at] == '"')
            quoted = !quoted;
        if (at < len && !quoted && text[at] == (angle ? '>' : '"'))
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

    while (n < len && (smtpc_is_alnum_(word[n]) ||
                       (n && memchr("/-_.", word[n], 4) != NULL)))
        n++;
    if (n == 0 || smtpc_is_digit_(word[0]))
        return 0;
    i = n;
    if (i < len && word[i] == '[') {
        while (++i < len && smtpc_is_digit_(word[i]))
            ;
        if (i < len && word[i] == ']')
            i++;
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

/* Exim's id of a message: 1rAbCd-000123-Ef, 1rAbCd-00000001abC-1dEf. */
static int is_exim_id(const char *word, size_t len)
{
    size_t dashes = 0;

    for (size_t i = 0; i < len; i++) {
        if (word[i] == '-' && i > 0 && word[i - 1] != '-')
            dashes++;
        else if (!smtpc_is_alnum_(word[i]))
            return 0;
    }
    return dashes == 2 && word[len - 1] != '-';
}

/* The length of "Nov 23 10:00:01 ", which most lines begin with; 0: they do
 * not. */
static size_t plain_stamp(const char *text, size_t len)
{
    return len > 16 && text[3] == ' ' && text[6] == ' ' && text[15] == ' ' &&
                   text[9] == ':' && is_time(text + 7, 8)
               ? 16
               : 0;
}

/* The time, a word or behind a date that is one or two: "2026-11-23 10:00:01",
 * "Nov 23 10:00:01". */
static struct piece stamp_of(const struct log_line *l, size_t at, size_t end)
{
    size_t from = at;

    for (int words = 0; from > 0 && words < 2; words++) {
        size_t last = from - 1, first;

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

/* "Nov 23 10:00:01 mx postfix/smtp[2]: ", behind "mail-1 | " when a container
 * wrote it. Few words stand in front of the
 * program, and none that a stranger could have chosen. */
static void read_header(struct log_line *l)
{
    size_t at = plain_stamp(l->text, l->len), end;
    int dated = 1, left = 8;

    if (at) {
        l->stamped = 1;
        l->time = piece_of(l->text, 0, at - 1);
        l->at = at;
        dated = 0;
        left = 4;
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
        at = smtpc_skip_blanks_(l->text, end, l->len);
    }
}

/* --- fields -------------------------------------------------------------- */

/* "name=value", or a value alone. */
struct field {
    struct piece name, value;
};

/* Where a value ends that a comma and a blank end, or a blank alone, outside
 * of angle brackets and quotes. */
static size_t value_end(const char *text, size_t at, size_t len, char stop)
{
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
    size_t name, end;

    while (*at < len && (text[*at] == ' ' || text[*at] == stop))
        ++*at;
    if (*at == len)
        return 0;
    for (name = *at; name < len && (smtpc_is_alnum_(text[name]) ||
                                    text[name] == '_' || text[name] == '-');)
        name++;
    f->name = piece_of(text, *at, name < len && text[name] == '=' ? name : *at);
    if (f->name.len)
        *at = name + 1;
    end = value_end(text, *at, len, stop);
    f->value = piece_of(text, *at, end);
    *at = end;
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
