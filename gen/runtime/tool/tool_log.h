/* --- mail logs ----------------------------------------------------------- */

/* Clients and senders choose much of what stands in a log: HELO names,
 * addresses with quoted local parts, subjects. So a line is taken as the
 * program that wrote it writes it, and a result counts at its place only,
 * outside of angle brackets and quotes. */

/* What a line says of a delivery. */
enum outcome { NO_RESULT, BY_REPLY, SENT, DEFERRED, FAILED };

struct result {
    enum outcome outcome;
    size_t at, end; /* the reply or the reason, between the two */
    int qmail;      /* blanks are '_' and line ends '/' there */
};

struct log_line {
    const char *text;
    size_t len, at; /* at: behind time, host and program */
    const char *program;
    size_t program_len; /* 0: none is named */
    int stamped;        /* there is a time */
};

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

/* "Nov 23 10:00:01 mx postfix/smtp[2]: ", behind "mail-1 | " when a container
 * wrote it. Few words stand in front of the
 * program, and none that a stranger could have chosen. */
static void read_header(struct log_line *l)
{
    size_t at = 0, end;
    int dated = 1;

    for (int left = 8; left > 0 && at < l->len; left--) {
        const char *word = l->text + at;
        size_t n, name;

        end = word_end(l->text, at, l->len);
        n = end - at;
        at = smtpc_skip_blanks_(l->text, end, l->len);
        name = program_name(word, n, l->stamped);
        if (name) {
            l->program = word;
            l->program_len = name;
            l->at = at;
            return;
        }
        if (!l->stamped && dated && n <= TIME_MAX && is_time(word, n)) {
            l->stamped = 1;
            l->at = at;
            left = 4; /* a level, the host, the program */
        } else if (n == 0 || memchr(word, '=', n) || memchr(word, '(', n) ||
                   memchr(word, '"', n) || word[n - 1] == ':' ||
                   (l->stamped && is_exim_id(word, n))) {
            return;
        }
        dated = (dated && is_date(word, n)) || begins(word, n, "|");
    }
}
