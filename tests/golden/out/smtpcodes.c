/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"
#include "smtpcodes_bounce.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#define read _read
#define open _open
#define close _close
#else
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

/* --- options -------------------------------------------------------------- */

/* Exit statuses. */
enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, PROGRESS_LINES = 200000 };

enum { METRICS_NONE, METRICS_PROMETHEUS, METRICS_OPEN };
enum { SHAPE_GUESSED, SHAPE_LINES, SHAPE_EACH_LINE, SHAPE_MAIL };

struct options {
    int json, texts, color, help, version;
    int metrics;         /* METRICS_PROMETHEUS and the like */
    int shape;           /* of the input: SHAPE_LINES and the like */
    int party;           /* whose steps; -1: of who must act */
    const char *earlier; /* the summary to compare with; NULL: none */
    size_t width;
    struct smtpc_context context;
};

/* --- output -------------------------------------------------------------- */

static void paint(const struct options *o, const char *sequence)
{
    if (o->color)
        printf("\033[%sm", sequence);
}

/* How much room is left where so much is taken. */
static size_t rest_of(size_t room, size_t taken)
{
    return room > taken ? room - taken : 0;
}

/* The length of the UTF-8 character at s, 0 when it is none. */
static size_t utf8_len(const unsigned char *s, size_t len)
{
    size_t n = s[0] < 0x80   ? 1
               : s[0] < 0xc2 ? 0
               : s[0] < 0xe0 ? 2
               : s[0] < 0xf0 ? 3
               : s[0] < 0xf5 ? 4
                             : 0;

    if (n == 0 || n > len)
        return 0;
    for (size_t i = 1; i < n; i++)
        if ((s[i] & 0xc0) != 0x80)
            return 0;
    if ((s[0] == 0xe0 && s[1] < 0xa0) || (s[0] == 0xed && s[1] > 0x9f) ||
        (s[0] == 0xf0 && s[1] < 0x90) || (s[0] == 0xf4 && s[1] > 0x8f))
        return 0;
    return n;
}

/* The number of the character at s, which has n bytes. */
static unsigned utf8_code(const unsigned char *s, size_t n)
{
    unsigned code = n == 1 ? s[0] : s[0] & (0x7fu >> n);

    for (size_t i = 1; i < n; i++)
        code = code << 6 | (s[i] & 63u);
    return code;
}

/* Can a character steer what shows it? Control characters do, what some
 * readers take for the end of a line, and what turns the way of writing. */
static int steers(unsigned c)
{
    return c < 32 || (c >= 127 && c < 160) || c == 0x61c || c == 0x200e ||
           c == 0x200f || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069);
}

/* How much from s on is harmless, and in JSON needs no escape: most texts are
 * of one piece and so written at once. */
static size_t plain_len(const unsigned char *s, size_t len)
{
    size_t at = 0;

    while (at < len) {
        size_t n = 1;

        if (s[at] == '"' || s[at] == '\\')
            break;
        if (s[at] < 32 || s[at] > 126) {
            n = utf8_len(s + at, len - at);
            if (n == 0 || steers(utf8_code(s + at, n)))
                break;
        }
        at += n;
    }
    return at;
}

/* What could steer a terminal comes out as '?', and so do bytes that are no
 * UTF-8. */
static void put_text(FILE *to, const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    while (len) {
        size_t n = plain_len(s, len);

        if (n) {
            fwrite(s, 1, n, to);
        } else {
            putc(*s == '"' || *s == '\\' ? *s : '?', to);
            n = utf8_len(s, len);
            n = n ? n : 1;
        }
        s += n;
        len -= n;
    }
}

/* A text filled to the width behind an indent, its first line behind
 * another. */
static void fill(const struct options *o, const char *first, const char *indent,
                 const char *text, size_t len)
{
    const char *end = text + len;
    size_t column = 0;

    while (text < end) {
        size_t n = 0;

        while (text + n < end && text[n] != ' ')
            n++;
        if (column && column + 1 + n > o->width) {
            putchar('\n');
            column = 0;
        }
        if (column == 0) {
            fputs(first, stdout);
            column = strlen(first);
            first = indent;
        } else {
            putchar(' ');
            column++;
        }
        put_text(stdout, text, n);
        column += n;
        for (text += n; text < end && *text == ' '; text++)
            ;
    }
    if (column)
        putchar('\n');
}

/* Steps are one a line, a command behind a tab. */
/* Return how many steps are left out beyond most. */
static unsigned put_some_steps(const struct options *o, const char *steps,
                               unsigned most)
{
    unsigned number = 0, left = 0;

    while (*steps) {
        size_t len = strcspn(steps, "\n"), said = strcspn(steps, "\n\t");
        char first[16];

        if (number == most) {
            left++;
        } else {
            snprintf(first, sizeof first, "  %2u. ", ++number);
            fill(o, first, "      ", steps, said);
        }
        if (said < len && !left) {
            fputs("          ", stdout);
            put_text(stdout, steps + said + 1, len - said - 1);
            putchar('\n');
        }
        steps += len + (steps[len] == '\n');
    }
    return left;
}

static void put_steps(const struct options *o, const char *steps)
{
    put_some_steps(o, steps, UINT_MAX);
}

/* A JSON string. Bytes that are no UTF-8 become U+FFFD. */
static void put_json(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text;

    putchar('"');
    while (len) {
        size_t n = plain_len(s, len);

        if (n) {
            fwrite(s, 1, n, stdout);
        } else if (*s == '"' || *s == '\\') {
            printf("\\%c", *s);
            n = 1;
        } else {
            n = utf8_len(s, len);
            printf("\\u%04x", n ? utf8_code(s, n) : 0xfffd);
            n = n ? n : 1;
        }
        s += n;
        len -= n;
    }
    putchar('"');
}

static void put_field(const char *name, const char *text)
{
    printf(",\"%s\":", name);
    put_json(text, strlen(text));
}

/* Whose steps to show: those asked for; else of who must act, or of the sender
 * where nobody must or nobody reads this. */
static int reader_of(const struct options *o, int party)
{
    if (o->party >= 0)
        return o->party;
    return party == SMTPC_PARTY_NOBODY || party == SMTPC_PARTY_NETWORK
               ? SMTPC_PARTY_SENDER
               : party;
}

/* "  Who     the sender": a label, and a text filled behind it; without a text
 * nothing. */
static void put_row(const struct options *o, const char *label,
                    const char *text)
{
    char first[24];

    snprintf(first, sizeof first, "  %-6.6s  ", label);
    fill(o, first, "          ", text, strlen(text));
}

static void put_reader_heading(const struct options *o, int party)
{
    const char *text = "";

    if (party == SMTPC_PARTY_SENDER)
        text = "If you sent it";
    else if (party == SMTPC_PARTY_SENDER_ADMIN)
        text = "If you run the sending server";
    else if (party == SMTPC_PARTY_RECIPIENT)
        text = "If the message was for you";
    else if (party == SMTPC_PARTY_RECIPIENT_ADMIN)
        text = "If you run the receiving server";
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
}

static const char *finality(int class_)
{
    switch (class_) {
    case 2:
        return "success";
    case 3:
        return "continue";
    case 4:
        return "temporary";
    case 5:
        return "permanent";
    default:
        return "";
    }
}

/* "5.7.26  Title   permanent", or what does not fit on a line of
 * its own. */
static void put_head_line(const struct options *o, const char *name,
                          const char *title, int class_)
{
    const char *end = finality(class_);
    size_t before = strlen(name) + (*name ? 2 : 0);
    size_t used = before + strlen(title), wanted = used + 3 + strlen(end);
    char first[64], indent[64];

    snprintf(first, sizeof first, "%.60s%s", name, *name ? "  " : "");
    snprintf(indent, sizeof indent, "%*s", (int)(before > 12 ? 2 : before), "");
    paint(o, "1");
    if (*end && wanted <= o->width) {
        fputs(first, stdout);
        put_text(stdout, title, strlen(title));
        paint(o, "0");
        printf("%*s\n", (int)(o->width - used), end);
        return;
    }
    fill(o, first, indent, title, strlen(title));
    paint(o, "0");
    fill(o, "  ", "  ", end, strlen(end));
}

/* Who must act, in few words. */
static const char *whose(int action, int party)
{
    if (action == SMTPC_ACTION_READ_TEXT)
        return "the words after the code say whose problem it is";
    switch (party) {
    case SMTPC_PARTY_NOBODY:
        return "no one must act";
    case SMTPC_PARTY_SENDER_ADMIN:
        return "the sending administrator";
    case SMTPC_PARTY_RECIPIENT_ADMIN:
        return "the receiving administrator";
    default:
        return smtpc_party_phrase(party);
    }
}

/* --- input --------------------------------------------------------------- */

/* Lines in constant memory. What a line has beyond LINE_MAX_LEN
 * bytes is passed over. */
struct reader {
    char block[LINE_MAX_LEN], line[LINE_MAX_LEN];
    size_t at, filled;
    int file, ended, failed;
};

/* From a file's beginning, or with "-" from standard input; 0 when it cannot
 * be opened. */
static int start_reading(struct reader *r, const char *path)
{
    r->at = r->filled = 0;
    r->ended = r->failed = 0;
    r->file = strcmp(path, "-") == 0 ? fileno(stdin) : open(path, O_RDONLY);
#ifndef _WIN32
    if (r->file >= 0) {
        struct stat is;

        if (fstat(r->file, &is) == 0 && S_ISDIR(is.st_mode)) {
            errno = EISDIR;
            return 0;
        }
    }
#endif
    return r->file >= 0;
}

static int cannot_open(const char *path)
{
    const char *why = strerror(errno);

    fputs("smtpcodes: cannot read ", stderr);
    path = path ? path : "standard input";
    put_text(stderr, path, strlen(path));
    fprintf(stderr, ": %s\n", why);
    return USAGE;
}

static void end_reading(struct reader *r)
{
    if (r->file != fileno(stdin))
        close(r->file);
}

/* Until there is something to read: who started us may have made standard
 * input one that does not wait. */
static void wait_for_input(int file)
{
#ifdef _WIN32
    (void)file;
#else
    struct pollfd in = {file, POLLIN, 0};

    poll(&in, 1, -1);
#endif
}

/* Take what has come in, be it less than a block, so that who sends one line
 * gets its answer; for the same end what was answered so far goes out first.
 * When nobody takes the answers, the end has come too. */
static int read_block(struct reader *r)
{
    fflush(stdout);
    while (!r->ended && !ferror(stdout)) {
        long n = (long)read(r->file, r->block, sizeof r->block);

        r->at = 0;
        r->filled = n > 0 ? (size_t)n : 0;
        if (n > 0)
            return 1;
        if (n < 0 && errno == EAGAIN) {
            wait_for_input(r->file);
        } else if (n == 0 || errno != EINTR) {
            r->ended = 1; /* a terminal would go on behind its Ctrl-D */
            r->failed = n < 0;
        }
    }
    return 0;
}

static int next_line(struct reader *r, size_t *len)
{
    int any = 0;

    *len = 0;
    for (;;) {
        const char *nl;
        size_t n, room = LINE_MAX_LEN - *len;

        if (r->at == r->filled && !read_block(r))
            return any;
        any = 1;
        nl = (const char *)memchr(r->block + r->at, '\n', r->filled - r->at);
        n = nl ? (size_t)(nl - r->block) - r->at : r->filled - r->at;
        memcpy(r->line + *len, r->block + r->at, n < room ? n : room);
        *len += n < room ? n : room;
        r->at += n + (nl != NULL);
        if (nl)
            return 1;
    }
}

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

/* --- fields of JSON and of tables ---------------------------------------- */

/* Nothing is copied or allocated: a value is the part of the line that holds
 * it, escapes and all. */

static size_t json_blanks(struct piece in, size_t at)
{
    while (at < in.len && (in.text[at] == ' ' || in.text[at] == '\t' ||
                           in.text[at] == '\n' || in.text[at] == '\r'))
        at++;
    return at;
}

/* Behind the string whose quote stands at at. */
static size_t json_string_end(struct piece in, size_t at)
{
    for (at++; at < in.len; at++) {
        if (in.text[at] == '\\')
            at++;
        else if (in.text[at] == '"')
            return at + 1;
    }
    return in.len;
}

/* Behind the value at at, whatever stands in it. */
static size_t json_value_end(struct piece in, size_t at)
{
    size_t depth = 0;

    while (at < in.len) {
        char c = in.text[at];

        if (c == '"') {
            at = json_string_end(in, at);
        } else if (c == '{' || c == '[') {
            depth++;
            at++;
        } else if (depth && (c == '}' || c == ']')) {
            depth--;
            at++;
        } else if (depth == 0 && memchr(",]} \n", c, 5)) {
            return at;
        } else {
            at++;
            continue;
        }
        if (depth == 0)
            return at;
    }
    return in.len;
}

/* Is there an object, or an array? */
static int json_is(struct piece p, char opens)
{
    return p.len >= 2 && p.text[0] == opens;
}

/* The next element of an array, or member of an object, from *at on: 0 when
 * there is none. *at is 1 at first, behind what opens it. */
static int json_next(struct piece in, size_t *at, struct piece *name,
                     struct piece *value)
{
    int members = json_is(in, '{');
    size_t from = json_blanks(in, *at), end;

    if (from < in.len && in.text[from] == ',')
        from = json_blanks(in, from + 1);
    if (from >= in.len || in.text[from] == '}' || in.text[from] == ']')
        return 0;
    if (members) {
        if (in.text[from] != '"')
            return 0;
        end = json_string_end(in, from);
        *name = piece_of(in.text, from + 1, end - 1);
        from = json_blanks(in, end);
        if (from >= in.len || in.text[from] != ':')
            return 0;
        from = json_blanks(in, from + 1);
    }
    end = json_value_end(in, from);
    *value = piece_of(in.text, from, end);
    *at = end;
    return end > from;
}

/* The value of the member of that name; len 0: there is none. */
static struct piece json_member(struct piece in, struct piece name)
{
    struct piece none = {"", 0}, key = none, value = none;
    size_t at = 1;

    if (json_is(in, '{'))
        while (json_next(in, &at, &key, &value))
            if (key.len == name.len &&
                memcmp(key.text, name.text, key.len) == 0)
                return value;
    return none;
}

/* The value that a path leads to, "bounce.timestamp". */
static struct piece json_path(struct piece in, const char *path)
{
    while (in.len && *path) {
        size_t n = strcspn(path, ".");

        in = json_member(in, piece_of(path, 0, n));
        path += n + (path[n] == '.');
    }
    return in;
}

/* The same through arrays, of which the last element counts: the latest. */
static struct piece json_last(struct piece in, const char *path)
{
    struct piece none, element;

    for (;;) {
        size_t at = 1, n;

        if (json_is(in, '[')) {
            element.len = 0;
            while (json_next(in, &at, &none, &element))
                ;
            in = element;
            continue;
        }
        if (in.len == 0 || *path == '\0')
            return in;
        n = strcspn(path, ".");
        in = json_member(in, piece_of(path, 0, n));
        path += n + (path[n] == '.');
    }
}

/* What stands in a string; a number as it is. len 0: it is no text. */
static struct piece json_text(struct piece value)
{
    if (json_is(value, '"'))
        return piece_of(value.text, 1, value.len - 1);
    if (value.len && (value.text[0] == '{' || value.text[0] == '[' ||
                      is_piece(value, "null")))
        value.len = 0;
    return value;
}

static unsigned hex_value(const char *s)
{
    unsigned n = 0;

    for (int i = 0; i < 4; i++) {
        char c = s[i];

        n = n << 4 | (unsigned)(c >= '0' && c <= '9'   ? c - '0'
                                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                       : 0);
    }
    return n;
}

/* A character below U+10000 in UTF-8; return its length. */
static size_t put_utf8(char *to, unsigned code)
{
    if (code < 0x80) {
        to[0] = (char)code;
        return 1;
    }
    if (code < 0x800) {
        to[0] = (char)(0xc0 | code >> 6);
        to[1] = (char)(0x80 | (code & 63));
        return 2;
    }
    if (code >= 0xd800 && code < 0xe000)
        code = '?'; /* half of a pair: no reply is told apart by it */
    if (code == '?') {
        to[0] = '?';
        return 1;
    }
    to[0] = (char)(0xe0 | code >> 12);
    to[1] = (char)(0x80 | (code >> 6 & 63));
    to[2] = (char)(0x80 | (code & 63));
    return 3;
}

/* The text of a string, its escapes taken back; never longer. */
static size_t json_decode(struct piece from, char *to)
{
    size_t n = 0;

    for (size_t i = 0; i < from.len; i++) {
        char c = from.text[i];

        if (c != '\\' || i + 1 == from.len) {
            to[n++] = c;
            continue;
        }
        c = from.text[++i];
        if (c == 'u' && i + 4 < from.len) {
            n += put_utf8(to + n, hex_value(from.text + i + 1));
            i += 4;
        } else {
            to[n++] = c == 'n'                                       ? '\n'
                      : c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' '
                                                                     : c;
        }
    }
    return n;
}

/* --- what each program's lines look like --------------------------------- */

static struct result result_at(const struct log_line *l, enum outcome outcome,
                               size_t at)
{
    struct result r;

    memset(&r, 0, sizeof r);
    r.outcome = outcome;
    r.at = at;
    r.end = l->len;
    r.text = l->text;
    r.time = l->time;
    return r;
}

static struct result no_result(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->len);
}

/* What we said to a client, or of our own troubles: no delivery. */
static struct result inbound(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, NO_RESULT, at);

    r.aside = INBOUND;
    return r;
}

/* Behind "4F2C11: "; 0 when the line does not begin so. */
static size_t behind_id(const struct log_line *l)
{
    size_t at = l->at;

    while (at < l->len && is_alnum(l->text[at]))
        at++;
    return at > l->at && begins_at(l, at, ": ") ? at + 2 : 0;
}

struct ending {
    const char *word;
    enum outcome outcome;
    enum aside aside;
};

/* The one that stands at at; NULL: none does. */
static const struct ending *find_ending(const struct log_line *l, size_t at,
                                        const struct ending *endings,
                                        size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (begins_at(l, at, endings[i].word))
            return &endings[i];
    return NULL;
}

#define ENDINGS_(table_) table_, sizeof(table_) / sizeof(table_)[0]

/* Hosts that are this one. */
static int is_loopback(struct piece host)
{
    return begins(host.text, host.len, "127.") ||
           begins(host.text, host.len, "[127.") ||
           begins(host.text, host.len, "localhost") ||
           begins(host.text, host.len, "::1") ||
           begins(host.text, host.len, "[::1]");
}

static int holds(struct piece text, const char *what)
{
    size_t n = strlen(what);

    for (size_t i = 0; i + n <= text.len; i++)
        if (text.text[i] == *what && memcmp(text.text + i, what, n) == 0)
            return 1;
    return 0;
}

static struct piece reason_of(const struct result *r)
{
    return piece_of(r->text, r->at, r->end);
}

/* The host that a reason of Postfix names, "connect to mx[192.0.2.1]:25: ...",
 * where nobody answered and so no relay is named. */
static struct piece host_in_reason(const struct result *r)
{
    static const char *const before[] = {"connect to ", "host ", "server ",
                                         "conversation with ",
                                         "lost connection with "};

    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        size_t at = behind(r->text, r->at, r->end, before[i]);
        size_t end = word_end(r->text, at, r->end);

        if (at && memchr(r->text + at, '[', end - at))
            return piece_of(r->text, at, end - (r->text[end - 1] == ':'));
    }
    return piece_of(r->text, r->at, r->at);
}

/* What a filter or an alias says of a message that comes back. */
static enum aside hop_of(const struct result *r)
{
    struct piece why = reason_of(r);

    if (r->outcome != SENT)
        return COUNTS;
    if (begins(why.text, why.len, "forwarded as "))
        return HOP;
    return is_loopback(r->relay) &&
                   (holds(why, "queued as ") || holds(why, "from MTA("))
               ? HOP
               : COUNTS;
}

/* "status=bounced (...)": how it ended, and why. */
static int take_status(const struct log_line *l, size_t at, struct result *r)
{
    static const struct ending endings[] = {
        {"sent (", SENT, COUNTS},          {"deferred (", DEFERRED, COUNTS},
        {"bounced (", FAILED, COUNTS},     {"expired", FAILED, COUNTS},
        {"force-expired", FAILED, COUNTS}, {"deliverable (", SENT, PROBE},
        {"undeliverable (", FAILED, PROBE}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));
    size_t n;

    if (!e)
        return 0;
    n = strlen(e->word); /* "expired" itself tells why */
    r->outcome = e->outcome;
    r->aside = e->aside;
    r->at = at + (e->word[n - 1] == '(' ? n : 0);
    if (r->at > at && l->text[r->end - 1] == ')')
        r->end--;
    if (r->aside == COUNTS)
        r->aside = hop_of(r);
    if (r->relay.len == 0 || is_piece(r->relay, "none"))
        r->relay = host_in_reason(r);
    return 1;
}

/* "to=<...>, relay=..., dsn=5.1.1, status=bounced (...)". */
static struct result read_status(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, NO_RESULT, l->len);
    struct field f;

    r.relay.text = l->text;
    for (;;) {
        if (begins_at(l, at, ", status="))
            return take_status(l, at + strlen(", status="), &r) ? r
                                                                : no_result(l);
        if (!next_field(l->text, &at, l->len, ',', &f))
            return no_result(l);
        if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "from"))
            r.sender = bare(f.value);
        else if (is_piece(f.name, "relay"))
            r.relay = f.value;
        else if (is_piece(f.name, "dsn"))
            r.status = f.value;
    }
}

/* What a program says of its own troubles, not of one delivery: "connect to
 * mx[192.0.2.1]:25: Connection refused", "warning: ... No space left on
 * device". */
static struct result read_trouble(const struct log_line *l, size_t at)
{
    static const char *const troubles[] = {
        "connect to ", "warning: ", "error: ",   "fatal: ",
        "SYSERR",      "STARTTLS",  "rejecting "};
    const size_t count = sizeof troubles / sizeof troubles[0];

    for (size_t i = 0; i < count; i++)
        if (begins_at(l, at, troubles[i]))
            return result_at(l, NO_RESULT, at);
    return no_result(l);
}

/* With the id in front of at. */
static struct result with_id(const struct log_line *l, struct result r,
                             size_t at)
{
    r.id = piece_of(l->text, l->at, at - strlen(": "));
    return r;
}

/* "4F: host mx[...] said: ...": of one of several servers. */
static struct result read_interim(const struct log_line *l, size_t id)
{
    size_t host = id + strlen("host "), at;
    struct result r;

    at = behind(l->text, id, l->len, " said: ");
    if (!at)
        at = behind(l->text, id, l->len, " refused to talk to me: ");
    if (!at)
        return no_result(l);
    r = with_id(l, result_at(l, BY_REPLY, at), id);
    r.aside = INTERIM;
    r.relay = piece_of(l->text, host, word_end(l->text, host, at));
    return r;
}

/* "4F: to=<...>, relay=..., dsn=5.1.1, status=bounced (...)". */
static struct result read_postfix(const struct log_line *l)
{
    size_t id = behind_id(l);

    if (id && begins_at(l, id, "to="))
        return with_id(l, read_status(l, id), id);
    return id && begins_at(l, id, "host ") ? read_interim(l, id)
                                           : read_trouble(l, id ? id : l->at);
}

/* "4F: from=<...>, status=expired, returned to sender". */
static struct result read_postfix_queue(const struct log_line *l)
{
    size_t id = behind_id(l);

    if (id && begins_at(l, id, "from=") && l->text[l->len - 1] == ')')
        return with_id(l, no_result(l), id); /* "(queue active)" */
    return id && (begins_at(l, id, "from=") || begins_at(l, id, "to="))
               ? with_id(l, read_status(l, id), id)
               : read_trouble(l, id ? id : l->at);
}

/* "NOQUEUE: reject: RCPT from x[...]: 550 5.7.1 ...; from=<...>": what we
 * said to a client is no delivery, but a reply, as far as it goes. */
static struct result read_postfix_refusal(const struct log_line *l)
{
    static const char *const stops[] = {"; from=", "; proto=", NULL};
    size_t id = behind_id(l), at = id ? id : l->at, end;
    struct result r;

    if (begins_at(l, l->at, "reject: ")) /* it looks like an id */
        at = l->at;
    if (!begins_at(l, at, "reject: ") && !begins_at(l, at, "milter-reject: "))
        return read_trouble(l, at);
    at = behind(l->text, at, l->len, " from ");
    if (at)
        at = behind(l->text, at, l->len, ": ");
    if (!at)
        return no_result(l);
    r = inbound(l, at);
    for (const char *const *stop = stops; *stop; stop++) {
        end = behind(l->text, at, r.end, *stop);
        if (end)
            r.end = end - strlen(*stop);
    }
    return r;
}

/* "4F: milter-reject: END-OF-MESSAGE from x[...]: 5.7.1 ...; from=<...>". In
 * what else it rejects stands a header, which a stranger wrote. */
static struct result read_postfix_cleanup(const struct log_line *l)
{
    size_t id = behind_id(l);

    return id && begins_at(l, id, "milter-reject: ") ? read_postfix_refusal(l)
                                                     : no_result(l);
}

/* "Sent (...)", "Deferred: ...": anything else is why it failed. */
static enum outcome stat_outcome(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {{"queued", NO_RESULT, COUNTS},
                                            {"Sent", SENT, COUNTS},
                                            {"Delivered", SENT, COUNTS},
                                            {"Deferred", DEFERRED, COUNTS}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));

    return e ? e->outcome : FAILED;
}

/* "to=<...>,<...>, ..., dsn=5.1.1, reply=550 5.1.1 ..., stat=User unknown". */
static struct result read_stat(const struct log_line *l, size_t at)
{
    struct result r = no_result(l);
    struct field f;
    size_t reply = 0, stat = behind(l->text, at, l->len, ", stat=");

    if (!stat || stat_outcome(l, stat) == NO_RESULT)
        return r;
    r.outcome = stat_outcome(l, stat);
    r.at = stat;
    r.relay.text = l->text;
    stat -= strlen(", stat=");
    while (!reply && next_field(l->text, &at, stat, ',', &f)) {
        if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "relay"))
            r.relay = f.value;
        else if (is_piece(f.name, "dsn"))
            r.status = f.value;
        else if (is_piece(f.name, "reply"))
            reply = (size_t)(f.value.text - l->text);
    }
    if (r.outcome == SENT && is_loopback(r.relay) &&
        holds(reason_of(&r), "accepted for delivery"))
        r.aside = HOP;
    if (reply) { /* it says more than stat does */
        r.at = reply;
        r.end = stat;
    }
    return r;
}

/* "0AN1: to=..., stat=..."; and what we said to a client: "0AN1: ruleset=...,
 * reject=550 ...", without an id where there is no message yet, or "0AN1:
 * Milter: data, reject=550 ...". */
static struct result read_sendmail(const struct log_line *l)
{
    size_t id = behind_id(l), start = id ? id : l->at, at;

    if (id && begins_at(l, id, "to="))
        return with_id(l, read_stat(l, id), id);
    if (!begins_at(l, start, "ruleset=") && !begins_at(l, start, "Milter: "))
        return read_trouble(l, start);
    at = behind(l->text, start, l->len, ", reject=");
    return at ? inbound(l, at) : no_result(l);
}

/* The fields of a line of OpenSMTPD, which stop parts. */
static struct result take_opensmtpd(const struct log_line *l, size_t at,
                                    char stop, struct result r)
{
    struct field f;

    while (next_field(l->text, &at, l->len, stop, &f)) {
        if (is_piece(f.name, "from"))
            r.sender = bare(f.value);
        else if (is_piece(f.name, "to"))
            r.recipient = f.value;
        else if (is_piece(f.name, "relay"))
            r.relay = bare(f.value);
        else if (is_piece(f.name, "stat"))
            break; /* the last, and it has commas and blanks of its own */
    }
    return r;
}

/* "1f mta delivery ... result="Ok" stat="250 ..."", mda for a local one;
 * before version 6 "relay: Ok for 1f: ..., stat=250 ...". */
static struct result read_opensmtpd(const struct log_line *l)
{
    static const struct ending endings[] = {{"Ok", SENT, COUNTS},
                                            {"TempFail", DEFERRED, COUNTS},
                                            {"PermFail", FAILED, COUNTS}};
    size_t at = word_end(l->text, l->at, l->len), how, stat, from = at;
    int old =
        begins_at(l, l->at, "relay: ") || begins_at(l, l->at, "delivery: ");
    const struct ending *e;
    struct result r;

    if (old)
        how = at + 1;
    else if (begins_at(l, at, " mta delivery ") ||
             begins_at(l, at, " mda delivery "))
        how = behind(l->text, at, l->len, " result=");
    else if (begins_at(l, at, " smtp failed-command "))
        return inbound(l, behind(l->text, at, l->len, " result="));
    else
        return no_result(l);
    stat = behind(l->text, at, l->len, " stat=");
    if (how && begins_at(l, how, "\""))
        how++;
    e = how && stat ? find_ending(l, how, ENDINGS_(endings)) : NULL;
    if (!e)
        return no_result(l);
    r = result_at(l, e->outcome, stat);
    r.id = piece_of(l->text, l->at, at);
    if (old) {
        from = behind(l->text, how, l->len, " for ");
        r.id = piece_of(l->text, from, word_end(l->text, from, l->len) - 1);
    }
    return take_opensmtpd(l, from, old ? ',' : ' ', r);
}

/* Exim quotes the reply that took a message, and gives a reason for others:
 * "...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...". */
static void take_exim_reason(const struct log_line *l, size_t at,
                             struct result *r)
{
    size_t reason =
        behind(l->text, at, l->len, r->outcome == SENT ? " C=" : ": ");
    size_t reply = 0;

    if (reason && (begins_at(l, reason, "SMTP error ") ||
                   begins_at(l, reason, "LMTP error ")))
        reply = behind(l->text, reason, l->len, ": ");
    if (reply)
        reason = reply;
    r->at = reason ? reason : l->len;
    if (r->outcome == DEFERRED &&
        (begins_at(l, r->at, "retry time not ") ||
         begins_at(l, r->at, "Retry time not ") ||
         holds(reason_of(r), "-odq") || holds(reason_of(r), "queue_domains")))
        r->aside = NO_ATTEMPT;
}

/* "kim <kim@example.org> F=<...> R=... T=... H=in.example.org [192.0.2.25]
 * ...": who it was for, and what stands before the reason. */
static void take_exim_fields(const struct log_line *l, size_t at,
                             struct result *r)
{
    size_t end = value_end(l->text, at, l->len, ' ');
    struct field f;

    r->recipient = piece_of(l->text, at, end);
    while (next_field(l->text, &end, r->at, ' ', &f)) {
        if (f.name.len == 0 && f.value.len > 2 && f.value.text[0] == '<')
            r->recipient = f.value;
        else if (is_piece(f.name, "F"))
            r->sender = bare(f.value);
        else if (is_piece(f.name, "H"))
            r->relay = f.value;
        else if (is_piece(f.name, "C"))
            break;
    }
    if (r->relay.len && r->relay.text[r->relay.len - 1] == ':')
        r->relay.len--;
    if (r->recipient.len && r->recipient.text[r->recipient.len - 1] == ':')
        r->recipient.len--;
}

/* Move *at over words of digits and the like; return where the next ends. */
static size_t skip_times(const struct log_line *l, size_t *at)
{
    for (;;) {
        size_t end = word_end(l->text, *at, l->len), i = *at;

        while (i < end &&
               (smtpc_is_digit_(l->text[i]) || memchr("+-:.[]", l->text[i], 6)))
            i++;
        if (i < end || end == *at)
            return end;
        *at = smtpc_skip_blanks_(l->text, end, l->len);
    }
}

/* "1rAbCd-000123-Ef => a@example.org ...". In syslog Exim's own time stands in
 * front of the id; a zone and "[123]", the process, may everywhere. */
static struct result read_exim(const struct log_line *l)
{
    static const struct ending marks[] = {{" => ", SENT, COUNTS},
                                          {" -> ", SENT, COUNTS},
                                          {" >> ", SENT, COUNTS},
                                          {" == ", DEFERRED, COUNTS},
                                          {" ** ", FAILED, COUNTS}};
    size_t at = l->at, end = skip_times(l, &at);
    const struct ending *e;
    struct result r;

    if (!is_exim_id(l->text + at, end - at))
        return no_result(l);
    e = find_ending(l, end, ENDINGS_(marks));
    if (!e && begins_at(l, end, " SMTP error from remote ")) {
        r = result_at(l, BY_REPLY, end + 1);
        r.id = piece_of(l->text, at, end);
        r.aside = INTERIM;
        return r;
    }
    if (!e)
        return no_result(l);
    r = result_at(l, e->outcome, l->len);
    r.id = piece_of(l->text, at, end);
    take_exim_reason(l, end + strlen(e->word), &r);
    take_exim_fields(l, end + strlen(e->word), &r);
    if (r.aside == COUNTS)
        r.aside = hop_of(&r);
    return r;
}

/* qmail tells a delivery's recipient when it starts, and later its number. */
static struct pending {
    char number[12], recipient[128];
} pending[256];

static struct pending *pending_at(struct piece number)
{
    return &pending[number_of(number) % (sizeof pending / sizeof pending[0])];
}

static void keep(char *to, size_t room, struct piece p)
{
    size_t n = p.len < room ? p.len : room - 1;

    if (n)
        memcpy(to, p.text, n);
    to[n] = '\0';
}

static struct piece kept(const char *text)
{
    return piece_of(text, 0, strlen(text));
}

/* The digits at at. */
static struct piece number_at(const struct log_line *l, size_t at)
{
    size_t end = at;

    while (end < l->len && smtpc_is_digit_(l->text[end]))
        end++;
    return piece_of(l->text, at, end);
}

/* "starting delivery 7: msg 41 to remote kim@example.org". */
static void start_qmail(const struct log_line *l, size_t at)
{
    struct piece number = number_at(l, at);
    struct pending *p = pending_at(number);
    size_t to;

    at += number.len;
    if (!begins_at(l, at, ": msg "))
        return;
    to = at + strlen(": msg ");
    to += number_at(l, to).len;
    if (!begins_at(l, to, " to remote ") && !begins_at(l, to, " to local "))
        return;
    to = behind(l->text, to + strlen(" to "), l->len, " ");
    keep(p->number, sizeof p->number, number);
    keep(p->recipient, sizeof p->recipient, piece_of(l->text, to, l->len));
}

/* "delivery 7: failure: ..."; in syslog a time in seconds stands in front. */
static struct result read_qmail(const struct log_line *l)
{
    static const struct ending endings[] = {{": success: ", SENT, COUNTS},
                                            {": deferral: ", DEFERRED, COUNTS},
                                            {": failure: ", FAILED, COUNTS}};
    struct result r = no_result(l);
    size_t at = l->at;
    const struct ending *e;
    struct piece number;

    skip_times(l, &at);
    if (begins_at(l, at, "starting delivery "))
        start_qmail(l, at + strlen("starting delivery "));
    if (!begins_at(l, at, "delivery "))
        return r;
    number = number_at(l, at + strlen("delivery "));
    at += strlen("delivery ") + number.len;
    e = find_ending(l, at, ENDINGS_(endings));
    if (!e)
        return r;
    r = result_at(l, e->outcome, at + strlen(e->word));
    r.form = QMAIL;
    if (is_piece(number, pending_at(number)->number))
        r.recipient = kept(pending_at(number)->recipient);
    return r;
}

/* A line of no log, or the end of a line of Postfix or qmail, as people cut it
 * out. */
static struct result read_bare(const struct log_line *l)
{
    struct smtpc_response in;
    struct result r = no_result(l);

    if (begins_at(l, 0, "to=") || begins_at(l, 0, "dsn="))
        r = read_status(l, 0);
    if (r.outcome != NO_RESULT)
        return r;
    if (behind(l->text, 0, l->len, "_host_said:_")) {
        r = result_at(l, BY_REPLY, 0);
        r.form = QMAIL;
        return r;
    }
    smtpc_read(l->text, l->len, &in);
    return result_at(
        l, in.reply_id || (in.code && in.status_id) ? BY_REPLY : NO_RESULT, 0);
}

/* A line of a program that has no form of its own here. */
static struct result read_any(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->at);
}

/* Behind a time, without a program: a level or a mark, as those write it that
 * are no Exim. */
static struct result read_leveled(const struct log_line *l)
{
    static const char *const marks[] = {"[",     "* ",     "INFO ", "NOTICE ",
                                        "host=", "level=", "WARN",  "ERROR",
                                        "CRIT",  "DEBUG ", "TRACE "};
    if (l->at == 0)
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, l->at, marks[i]))
            return read_any(l);
    return no_result(l);
}

/* --- servers with a form of their own ------------------------------------ */

/* Four or five as the first digit of a reply: put off, or failed. */
static enum outcome outcome_by(char digit)
{
    return digit == '2'   ? SENT
           : digit == '4' ? DEFERRED
           : digit == '5' ? FAILED
                          : NO_RESULT;
}

/* Courier tells the reply in a line, and in a later one how it ended. These
 * are the last replies, by message and recipient. */
static struct courier_reply {
    char key[160], reply[512];
} courier_replies[16];

static struct courier_reply *courier_at(struct piece key)
{
    unsigned hash = 0;

    for (size_t i = 0; i < key.len; i++)
        hash = hash * 31 + (unsigned char)key.text[i];
    return &courier_replies[hash % 16];
}

/* A line of a reply: remembered, behind the lines before it. */
static void keep_courier(struct piece key, struct piece reply)
{
    struct courier_reply *c = courier_at(key);
    size_t n = 0;

    if (is_piece(key, c->key))
        n = strlen(c->reply);
    if (n && n + 1 < sizeof c->reply)
        c->reply[n++] = '\n';
    keep(c->key, sizeof c->key, key);
    keep(c->reply + n, sizeof c->reply - n, reply);
}

/* "status: failure", and what was said before. */
static struct result end_courier(const struct log_line *l, size_t at,
                                 struct piece key, struct result r)
{
    static const struct ending endings[] = {
        {",success: ", SENT, COUNTS},
        {",status: success", SENT, INTERIM},
        {",status: deferred", DEFERRED, COUNTS},
        {",status: failure", FAILED, COUNTS}};
    const struct ending *e = find_ending(l, at, ENDINGS_(endings));
    struct courier_reply *c = courier_at(key);
    static char said[sizeof c->reply];

    if (!e)
        return no_result(l);
    r.outcome = e->outcome;
    r.aside = e->aside;
    r.at = r.end;
    if (e->word[1] == 's' && e->word[2] == 'u') {
        r.at = at + strlen(e->word);
        if (begins_at(l, r.at, "delivered: "))
            r.relay = piece_of(l->text, r.at + strlen("delivered: "), l->len);
    } else if (e->outcome != SENT && is_piece(key, c->key)) {
        keep(said, sizeof said, kept(c->reply));
        r.text = said;
        r.at = 0;
        r.end = strlen(said);
        c->key[0] = '\0';
    }
    return r;
}

/* "id=...,from=<...>,addr=<...>: 550 5.1.1 ...", later ",status: failure". */
static struct result read_courier(const struct log_line *l)
{
    size_t at = l->at, end, id;
    struct result r = no_result(l);
    struct piece key;

    if (!begins_at(l, at, "id="))
        return r;
    id = at + strlen("id=");
    end = behind(l->text, at, l->len, ",from=");
    if (!end)
        return r;
    r.id = piece_of(l->text, id, end - strlen(",from="));
    at = behind(l->text, end, l->len, ",addr=");
    if (!at || !begins_at(l, at, "<"))
        return r;
    r.sender = bare(piece_of(l->text, end, at - strlen(",addr=")));
    end = skip_enclosed(l->text, at, l->len);
    r.recipient = piece_of(l->text, at, end);
    key = piece_of(l->text, id, end);
    if (begins_at(l, end, ": ")) {
        r.at = end + 2;
        keep_courier(key, reason_of(&r));
        r.outcome = BY_REPLY;
        r.aside = INTERIM;
        return r;
    }
    if (begins_at(l, end, ",size="))
        end += strlen(",size=") + number_at(l, end + strlen(",size=")).len;
    return end_courier(l, end, key, r);
}

/* Behind Haraka's "[outbound]": what it says of a recipient or a message. */
static struct result read_haraka_event(const struct log_line *l, size_t at)
{
    struct result r = no_result(l);
    size_t end;

    if (begins_at(l, at, "recipient ")) {
        at += strlen("recipient ");
        end = value_end(l->text, at, l->len, ' ');
        r.recipient = piece_of(l->text, at, end);
        if (begins_at(l, end, " rejected: "))
            r.outcome = FAILED;
        else if (begins_at(l, end, " deferred: "))
            r.outcome = DEFERRED;
        else
            return no_result(l);
        r.at = end + strlen(" rejected: ");
        return r;
    }
    if (begins_at(l, at, "bouncing mail: ")) {
        r.outcome = FAILED;
        r.at = at + strlen("bouncing mail: ");
    } else if (begins_at(l, at, "Temp failing ")) {
        r.outcome = DEFERRED;
        r.at = behind(l->text, at, l->len, " seconds: ");
    }
    if (r.at == 0)
        return no_result(l);
    if (begins_at(l, r.at, "Some recipients ")) /* each was told of */
        r.aside = INTERIM;
    return r;
}

/* "delivered file=... host=... response="..." ... rcpts=2/0/1". */
static struct result read_haraka_sent(const struct log_line *l, size_t at)
{
    struct result r = result_at(l, SENT, l->len);
    struct field f;

    while (next_field(l->text, &at, l->len, ' ', &f)) {
        if (is_piece(f.name, "host"))
            r.relay = bare(f.value);
        else if (is_piece(f.name, "file"))
            r.id = f.value;
        else if (is_piece(f.name, "response")) {
            r.at = (size_t)(bare(f.value).text - l->text);
            r.end = r.at + bare(f.value).len;
        } else if (is_piece(f.name, "rcpts")) {
            r.copies = number_of(f.value);
        }
    }
    return r;
}

/* "[NOTICE] [UUID] [outbound] ..."; of other parts nothing. */
static struct result read_haraka(const struct log_line *l)
{
    size_t at = l->at, end;
    struct result r = no_result(l);

    for (int i = 0; i < 3; i++) {
        int outbound = begins_at(l, at, "[outbound]");

        for (end = at; end < l->len && l->text[end] != ']';)
            end++;
        if (!begins_at(l, at, "[") || end == l->len)
            return r;
        at = smtpc_skip_blanks_(l->text, end + 1, l->len);
        if (outbound)
            return begins_at(l, at, "delivered file=")
                       ? read_haraka_sent(l, at + strlen("delivered "))
                       : read_haraka_event(l, at);
    }
    r.known = 1;
    return r;
}

/* "from=... to=... mx=... id=<...> (reply)"; 0: there is no reply. */
static int take_zonemta(const struct log_line *l, size_t at, struct result *r)
{
    struct field f;

    while (next_field(l->text, &at, l->len, ' ', &f)) {
        if (is_piece(f.name, "from"))
            r->sender = f.value;
        else if (is_piece(f.name, "to"))
            r->recipient = f.value;
        else if (is_piece(f.name, "mx"))
            r->relay = f.value;
        else if (f.name.len == 0 && f.value.text[0] == '(') {
            r->at = (size_t)(f.value.text - l->text) + 1;
            r->end = l->len - (l->text[l->len - 1] == ')');
            return 1;
        }
    }
    return 0;
}

/* "... Sender/ZONE/PID id=... ID.SEQ REJECTED[...] from=...". */
static struct result read_zonemta(const struct log_line *l)
{
    static const struct ending endings[] = {{"ACCEPTED ", SENT, COUNTS},
                                            {"DEFERRED[", DEFERRED, COUNTS},
                                            {"REJECTED[", FAILED, COUNTS}};
    size_t at = behind(l->text, l->at, l->len, "Sender/");
    const struct ending *e = NULL;
    struct result r = no_result(l);

    if (!at || at - l->at > 24)
        return r;
    for (int words = 0; words < 4 && !e; words++) {
        at = smtpc_skip_blanks_(l->text, word_end(l->text, at, l->len), l->len);
        e = find_ending(l, at, ENDINGS_(endings));
        if (!e)
            r.id = piece_of(l->text, at, word_end(l->text, at, l->len));
    }
    if (!e || !take_zonemta(l, word_end(l->text, at, l->len), &r))
        return no_result(l);
    r.outcome = e->outcome;
    return r;
}

/* What Stalwart calls an event, "(delivery.rcpt-to-rejected)". */
static const struct stalwart_event {
    const char *name;
    enum outcome outcome; /* BY_REPLY: as the code says */
    enum aside aside;
} stalwart_events[] = {
    {"delivery.delivered)", SENT, COUNTS},
    {"delivery.rcpt-to-rejected)", BY_REPLY, COUNTS},
    {"delivery.mail-from-rejected)", BY_REPLY, COUNTS},
    {"delivery.message-rejected)", BY_REPLY, COUNTS},
    {"delivery.ehlo-rejected)", BY_REPLY, COUNTS},
    {"delivery.greeting-failed)", BY_REPLY, COUNTS},
    {"delivery.connect-error)", DEFERRED, COUNTS},
    {"delivery.dsn-success)", SENT, INTERIM},
    {"delivery.dsn-temp-fail)", DEFERRED, INTERIM},
    {"delivery.dsn-perm-fail)", FAILED, INTERIM},
};

/* "550 ...", or an error within braces: "... { details = I/O Error, reason =
 * "Connection refused" }". */
static void take_stalwart_reason(const struct log_line *l, struct piece value,
                                 struct result *r)
{
    size_t at = (size_t)(value.text - l->text), end = at + value.len;
    size_t reason = behind(l->text, at, l->len, " reason = ");

    if (holds(value, " { details = ") && reason) {
        value = bare(
            piece_of(l->text, reason, value_end(l->text, reason, l->len, ' ')));
        at = (size_t)(value.text - l->text);
        end = at + value.len;
    }
    r->at = at;
    r->end = end;
}

/* The fields of Stalwart, "name = value, name = "value"": the last of a name
 * counts, for the first ones are those of the message. */
static void take_stalwart(const struct log_line *l, size_t at, struct result *r)
{
    while (at < l->len) {
        size_t from = smtpc_skip_blanks_(l->text, at, l->len), end = from;
        struct piece name, value;

        while (end < l->len && l->text[end] != ' ')
            end++;
        if (!begins_at(l, end, " = "))
            return;
        name = piece_of(l->text, from, end);
        from = end + strlen(" = ");
        at = value_end(l->text, from, l->len, ',');
        value = bare(piece_of(l->text, from, at));
        at++;
        if (is_piece(name, "to"))
            r->recipient = value;
        else if (is_piece(name, "from"))
            r->sender = value;
        else if (is_piece(name, "code"))
            r->code = value;
        else if (is_piece(name, "queueId"))
            r->id = value;
        else if (is_piece(name, "hostname"))
            r->relay = value;
        else if (is_piece(name, "details") || is_piece(name, "causedBy"))
            take_stalwart_reason(l, value, r);
    }
}

/* "smtp.ehlo)". */
static int is_event_name(const struct log_line *l, size_t at)
{
    size_t dots = 0;

    while (at < l->len && ((l->text[at] >= 'a' && l->text[at] <= 'z') ||
                           l->text[at] == '-' || l->text[at] == '.'))
        dots += l->text[at++] == '.';
    return dots == 1 && begins_at(l, at, ")");
}

/* "INFO Message delivered (delivery.delivered) queueId = 3, ...". */
static struct result read_stalwart(const struct log_line *l)
{
    const size_t count = sizeof stalwart_events / sizeof stalwart_events[0];
    const struct stalwart_event *e = stalwart_events;
    size_t at = l->at, i;
    struct result r = no_result(l);

    while (at < l->len && l->text[at] != '(' && l->text[at] != '=' &&
           l->text[at] != '"')
        at++;
    /* Without a time it is a reply that has brackets. */
    if (at >= l->len || l->text[at] != '(' || !l->stamped)
        return r;
    for (i = 0; i < count && !begins_at(l, at + 1, e[i].name); i++)
        ;
    if (i == count) { /* another event: nothing */
        r.known = is_event_name(l, at + 1);
        return r;
    }
    take_stalwart(l, at + 1 + strlen(e[i].name), &r);
    r.outcome = e[i].outcome;
    r.aside = e[i].aside;
    if (r.outcome == BY_REPLY)
        r.outcome = r.code.len ? outcome_by(r.code.text[0]) : DEFERRED;
    if (r.outcome == FAILED && r.code.len == 0)
        r.aside = COUNTS; /* nobody was asked before */
    return r;
}

/* "queue: delivered\t{...}", "queue: delivery attempt failed\t{...}": what
 * maddy says is JSON. */
static struct result read_maddy(const struct log_line *l)
{
    size_t at = behind(l->text, l->at, l->len, "\t");
    struct piece json, enhanced;
    struct result r = no_result(l);

    if (!at || !json_is(json = piece_of(l->text, at, l->len), '{'))
        return r;
    at = l->at;
    if (begins_at(l, at, "queue: "))
        at += strlen("queue: ");
    if (!begins_at(l, at, "delivered\t") &&
        !begins_at(l, at, "delivery attempt failed\t"))
        return r;
    r.id = json_text(json_path(json, "msg_id"));
    r.recipient = json_text(json_path(json, "rcpt"));
    r.relay = json_text(json_path(json, "remote_server"));
    r.code = json_text(json_path(json, "smtp_code"));
    enhanced = json_text(json_path(json, "smtp_enchcode"));
    r.status = enhanced;
    r.outcome = begins_at(l, at, "delivered\t") ? SENT
                : r.code.len                    ? outcome_by(r.code.text[0])
                                                : DEFERRED;
    enhanced = json_text(json_path(json, "smtp_msg"));
    if (enhanced.len == 0)
        enhanced = json_text(json_path(json, "reason"));
    r.form = JSON_STRING;
    r.at = enhanced.len ? (size_t)(enhanced.text - l->text) : r.end;
    r.end = r.at + enhanced.len;
    return r;
}

/* --- events of sending services ------------------------------------------ */

/* Services tell of deliveries in JSON. Only the fields named here are read,
 * so that nothing which a sender or a client chose is taken for a reply. */

/* Which events there are, what they mean, and where what stands. Paths are
 * those of tool_json.h; alternatives are parted by '|'. */
struct event {
    const char *kind, *word; /* where the kind stands, and which it is */
    const char *also;        /* "path=value" that must hold besides; or NULL */
    enum outcome outcome;
    enum aside aside;
    const char *list; /* of recipients, each with fields of its own */
    const char *recipient, *reply, *code, *status, *time;
};

struct service {
    const char *mark; /* a path that only this service has */
    const char *base; /* where the event stands; NULL: it is the whole */
    const char *id, *sender, *relay;
    const struct event *events;
    size_t count;
};

#define EVENTS_(table_) table_, sizeof(table_) / sizeof(table_)[0]

static const struct event ses_events[] = {
    {"eventType|notificationType", "Bounce", NULL, FAILED, COUNTS,
     "bounce.bouncedRecipients", "emailAddress", "diagnosticCode", NULL,
     "status", "bounce.timestamp"},
    {"eventType|notificationType", "DeliveryDelay", NULL, DEFERRED, COUNTS,
     "deliveryDelay.delayedRecipients", "emailAddress", "diagnosticCode", NULL,
     "status", "deliveryDelay.timestamp"},
    {"eventType|notificationType", "Delivery", NULL, SENT, COUNTS,
     "delivery.recipients", NULL, "delivery.smtpResponse", NULL, NULL,
     "delivery.timestamp"},
    {"eventType|notificationType", "Reject", NULL, FAILED, COUNTS,
     "mail.destination", NULL, "reject.reason", NULL, NULL, "mail.timestamp"},
};

static const struct event sendgrid_events[] = {
    {"event", "bounce", NULL, FAILED, COUNTS, NULL, "email", "reason", NULL,
     "status", "timestamp"},
    {"event", "dropped", NULL, FAILED, COUNTS, NULL, "email", "reason", NULL,
     "status", "timestamp"},
    {"event", "deferred", NULL, DEFERRED, COUNTS, NULL, "email",
     "response|reason", NULL, "status", "timestamp"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "email", "response", NULL,
     NULL, "timestamp"},
};

static const struct event mailgun_events[] = {
    {"event", "failed", "severity=temporary", DEFERRED, COUNTS, NULL,
     "recipient", "delivery-status.message|delivery-status.description",
     "delivery-status.code", "delivery-status.enhanced-code", "timestamp"},
    {"event", "failed", NULL, FAILED, COUNTS, NULL, "recipient",
     "delivery-status.message|delivery-status.description",
     "delivery-status.code", "delivery-status.enhanced-code", "timestamp"},
    {"event", "rejected", NULL, FAILED, COUNTS, NULL, "recipient",
     "reject.reason", NULL, NULL, "timestamp"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "recipient",
     "delivery-status.message", "delivery-status.code", NULL, "timestamp"},
};

static const struct event postmark_events[] = {
    {"RecordType", "Bounce", "Type=Transient", DEFERRED, COUNTS, NULL, "Email",
     "Details", NULL, NULL, "BouncedAt"},
    {"RecordType", "Bounce", "Type=SpamNotification", NO_RESULT, COUNTS, NULL,
     NULL, NULL, NULL, NULL, NULL},
    {"RecordType", "Bounce", "Type=AutoResponder", NO_RESULT, COUNTS, NULL,
     NULL, NULL, NULL, NULL, NULL},
    {"RecordType", "Bounce", NULL, FAILED, COUNTS, NULL, "Email", "Details",
     NULL, NULL, "BouncedAt"},
    {"RecordType", "Delivery", NULL, SENT, COUNTS, NULL, "Recipient", "Details",
     NULL, NULL, "DeliveredAt"},
};

static const struct event sparkpost_events[] = {
    {"type", "bounce", NULL, FAILED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "out_of_band", NULL, FAILED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "policy_rejection", NULL, FAILED, COUNTS, NULL,
     "rcpt_to|raw_rcpt_to", "raw_reason|reason", "error_code", NULL,
     "timestamp"},
    {"type", "delay", NULL, DEFERRED, COUNTS, NULL, "rcpt_to|raw_rcpt_to",
     "raw_reason|reason", "error_code", NULL, "timestamp"},
    {"type", "delivery", NULL, SENT, COUNTS, NULL, "rcpt_to|raw_rcpt_to", NULL,
     NULL, NULL, "timestamp"},
};

static const struct event mandrill_events[] = {
    {"event", "hard_bounce", NULL, FAILED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.bounce_description", NULL, NULL, "ts"},
    {"event", "soft_bounce", NULL, FAILED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.bounce_description", NULL, NULL, "ts"},
    {"event", "reject", NULL, FAILED, COUNTS, NULL, "msg.email", "msg.diag",
     NULL, NULL, "ts"},
    {"event", "deferral", NULL, DEFERRED, COUNTS, NULL, "msg.email",
     "msg.diag|msg.smtp_events.diag", NULL, NULL, "ts"},
    {"event", "delivered", NULL, SENT, COUNTS, NULL, "msg.email",
     "msg.smtp_events.diag", NULL, NULL, "ts"},
};

static const struct event kumo_events[] = {
    {"type", "Delivery", NULL, SENT, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Bounce", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "AdminBounce", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Expiration", NULL, FAILED, COUNTS, "recipient", "recipient",
     "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "TransientFailure", NULL, DEFERRED, COUNTS, "recipient",
     "recipient", "response.content", "response.code", "response.enhanced_code",
     "timestamp"},
    {"type", "Rejection", NULL, NO_RESULT, INBOUND, NULL, NULL,
     "response.content", "response.code", NULL, "timestamp"},
};

static const struct service services[] = {
    {"mail.messageId", NULL, "mail.messageId", "mail.source", NULL,
     EVENTS_(ses_events)},
    {"sg_event_id", NULL, "sg_message_id", NULL, NULL,
     EVENTS_(sendgrid_events)},
    {"sg_message_id", NULL, "sg_message_id", NULL, NULL,
     EVENTS_(sendgrid_events)},
    {"event-data.event", "event-data", "id", "envelope.sender",
     "delivery-status.mx-host", EVENTS_(mailgun_events)},
    {"delivery-status", NULL, "id", "envelope.sender",
     "delivery-status.mx-host", EVENTS_(mailgun_events)},
    {"RecordType", NULL, "MessageID", "From", NULL, EVENTS_(postmark_events)},
    {"msys", "msys.message_event", "message_id", "msg_from", NULL,
     EVENTS_(sparkpost_events)},
    {"msg.email", NULL, "_id", "msg.sender", NULL, EVENTS_(mandrill_events)},
    {"response.content", NULL, "id", "sender", "peer_address.name",
     EVENTS_(kumo_events)},
};

/* The text at the first of the paths that leads to some. Of an array its last
 * element is taken: the latest. */
static struct piece event_text(struct piece in, const char *paths)
{
    struct piece found = {"", 0};

    while (paths && *paths) {
        size_t n = strcspn(paths, "|");
        char path[64];

        keep(path, sizeof path, piece_of(paths, 0, n));
        found = json_text(json_last(in, path));
        if (found.len)
            return found;
        paths += n + (paths[n] == '|');
    }
    return found;
}

/* {"class":5,"subject":1,"detail":1} as "5.1.1". */
static struct piece composed_status(struct piece in)
{
    enum { HELD = RESULTS };
    static char held[HELD][sizeof "9.999.999"];
    static unsigned next;
    char *to = held[next++ % HELD];

    snprintf(to, sizeof held[0], "%lu.%lu.%lu",
             number_of(json_path(in, "class")) % 10,
             number_of(json_path(in, "subject")) % 1000,
             number_of(json_path(in, "detail")) % 1000);
    return kept(to);
}

/* The result of one recipient: what stands in its own object or else in the
 * event. */
static struct result event_result(const struct service *s,
                                  const struct event *e, struct piece event,
                                  struct piece own)
{
    struct result r;
    struct piece reply = event_text(own, e->reply), status;

    memset(&r, 0, sizeof r);
    r.known = 1;
    r.outcome = e->outcome;
    r.aside = e->aside;
    r.form = JSON_STRING;
    if (reply.len == 0)
        reply = event_text(event, e->reply);
    r.text = reply.text;
    r.end = reply.len;
    r.recipient = event_text(own, e->recipient);
    if (r.recipient.len == 0)
        r.recipient = json_text(own);
    r.code = event_text(event, e->code);
    status = e->status ? json_path(event, e->status) : r.code;
    r.status = json_is(status, '{') ? composed_status(status)
                                    : event_text(own, e->status);
    r.time = event_text(event, e->time);
    r.id = event_text(event, s->id);
    r.sender = event_text(event, s->sender);
    r.relay = event_text(event, s->relay);
    return r;
}

static int is_event(const struct event *e, struct piece event)
{
    const char *is = e->also ? strchr(e->also, '=') : NULL;
    char path[32];

    if (!is_piece(event_text(event, e->kind), e->word))
        return 0;
    if (!is)
        return 1;
    keep(path, sizeof path, piece_of(e->also, 0, (size_t)(is - e->also)));
    return is_piece(event_text(event, path), is + 1);
}

/* The results of an event of a service; return how many. */
static size_t read_event(const struct service *s, struct piece event,
                         struct result *out, size_t most)
{
    const struct event *e = s->events;
    struct piece list, none, own;
    size_t n = 0, at = 1;

    while (n < s->count && !is_event(&e[n], event))
        n++;
    if (n == s->count)
        return 0;
    e += n;
    n = 0;
    list = e->list ? json_path(event, e->list) : event;
    if (!json_is(list, '[')) {
        out[0] = event_result(s, e, event, event);
        return 1;
    }
    while (n < most && json_next(list, &at, &none, &own))
        out[n++] = event_result(s, e, event, own);
    return n;
}

static const struct service *find_service(struct piece object)
{
    for (size_t i = 0; i < sizeof services / sizeof services[0]; i++)
        if (json_path(object, services[i].mark).len)
            return &services[i];
    return NULL;
}

/* What an object says, and if nothing, that it is of a service that is known;
 * 0: it is of none. */
static size_t read_object(struct piece object, struct result *out, size_t most)
{
    const struct service *s = find_service(object);
    size_t n;

    if (!s)
        return 0;
    if (s->base)
        object = json_path(object, s->base);
    n = read_event(s, object, out, most);
    if (n)
        return n;
    memset(out, 0, sizeof *out);
    out->text = object.text;
    out->known = 1;
    return 1;
}

/* A line of a log in JSON, as the journal, a container runtime or a collector
 * wraps it: what stands in it, header and all, in to; 0: there is none. */
static size_t unwrap(struct piece object, char *to, size_t room,
                     struct piece *time)
{
    static const char texts[] = "MESSAGE|log|message|msg",
                      programs[] = "SYSLOG_IDENTIFIER|ident|programname|"
                                   "program|appname|app_name",
                      times[] = "__REALTIME_TIMESTAMP|time|timestamp|"
                                "@timestamp|ts";
    struct piece text = event_text(object, texts);
    struct piece program = event_text(object, programs);
    size_t n = 0;

    *time = event_text(object, times);
    if (program.len && program.len < 64) {
        memcpy(to, program.text, program.len);
        memcpy(to + program.len, "[0]: ", 5);
        n = program.len + 5;
    }
    if (text.len == 0 || n + text.len > room)
        return 0;
    n += json_decode(text, to + n);
    while (n && (unsigned char)to[n - 1] <= ' ')
        n--;
    return n;
}

/* --- tables: CSV ---------------------------------------------------------- */

/* What a column can be for. */
enum role { KIND, RECIPIENT, REPLY, STATUS, TIME, ID, SENDER, RELAY, ROLES };

enum { COLUMNS = 64, NO_COLUMN = COLUMNS };

/* The tables there are: the names of their columns, small letters and digits
 * only, alternatives parted by '|', and what the kind of a row means. */
static const struct table {
    const char *shows; /* a column that only this one has */
    const char *columns[ROLES];
    const char *usual; /* the columns, where no line names them; or NULL */
    struct ending endings[8];
} tables[] = {
    {"dsndiag|dsnaction|bouncecat",
     {"type", "rcpt", "dsndiag", "dsnstatus", "timelogged", "jobid", "orig",
      "dsnmta"},
     "type,timelogged,timequeued,orig,rcpt,orcpt,dsnaction,dsnstatus,dsndiag,"
     "dsnmta,bouncecat,srctype,srcmta,dlvtype,dlvsourceip,dlvdestinationip,"
     "dlvesmtpavailable,dlvsize,vmta,jobid",
     {{"d", SENT, COUNTS},
      {"b", FAILED, COUNTS},
      {"t", DEFERRED, COUNTS},
      {"tq", DEFERRED, NO_ATTEMPT},
      {"rb", FAILED, COUNTS}}},
    {"eventid",
     {"eventid", "recipientaddress", "recipientstatus", NULL, "datetime",
      "internalmessageid", "senderaddress", "serverhostname"},
     NULL,
     {{"send", SENT, COUNTS},
      {"deliver", SENT, COUNTS},
      {"fail", FAILED, COUNTS},
      {"defer", DEFERRED, COUNTS},
      {"sendexternal", SENT, COUNTS}}},
    {"recipientaddress",
     {"status|deliverystatus", "recipientaddress",
      "detail|details|statusdetail", NULL,
      "received|date|datetimeutc|origintimestamputc", "messagetraceid",
      "senderaddress", NULL},
     NULL,
     {{"delivered", SENT, COUNTS},
      {"failed", FAILED, COUNTS},
      {"pending", DEFERRED, COUNTS},
      {"fail", FAILED, COUNTS},
      {"defer", DEFERRED, COUNTS},
      {"deliver", SENT, COUNTS}}},
};

/* The table that is being read, until another line names columns. */
static struct {
    const struct table *table;
    unsigned char column[ROLES];
} reading;

/* The next field at *at of a row; quotes around it are left out, quotes in it
 * stand twice. */
static int next_cell(const char *text, size_t *at, size_t len,
                     struct piece *cell)
{
    size_t from = *at, end;

    if (from > len)
        return 0;
    if (from < len && text[from] == '"') {
        for (end = ++from; end < len; end++) {
            if (text[end] == '"' && end + 1 < len && text[end + 1] == '"')
                end++;
            else if (text[end] == '"')
                break;
        }
        *cell = piece_of(text, from, end);
        while (end < len && text[end] != ',')
            end++;
    } else {
        for (end = from; end < len && text[end] != ','; end++)
            ;
        *cell = piece_of(text, from, end);
    }
    *at = end + 1;
    return 1;
}

/* Is it the name, whatever case and whatever signs stand between? */
static int is_column(struct piece cell, const char *names)
{
    while (names && *names) {
        size_t n = strcspn(names, "|"), at = 0, i;

        for (i = 0; i < cell.len; i++) {
            if (!smtpc_is_alnum_(cell.text[i]))
                continue;
            if (at == n || smtpc_small_letter_(cell.text[i]) != names[at])
                break;
            at++;
        }
        if (i == cell.len && at == n)
            return 1;
        names += n + (names[n] == '|');
    }
    return 0;
}

/* Does a line name the columns of a table? Then the rows below are read so. */
static int take_columns(const char *text, size_t at, size_t len,
                        const struct table *t)
{
    struct piece cell;
    unsigned char column[ROLES];
    int shows = 0;

    memset(column, NO_COLUMN, sizeof column);
    for (unsigned char i = 0; i < COLUMNS && next_cell(text, &at, len, &cell);
         i++) {
        shows |= is_column(cell, t->shows);
        for (int role = 0; role < ROLES; role++)
            if (column[role] == NO_COLUMN && is_column(cell, t->columns[role]))
                column[role] = i;
    }
    if (!shows || column[KIND] == NO_COLUMN || column[RECIPIENT] == NO_COLUMN)
        return 0;
    reading.table = t;
    memcpy(reading.column, column, sizeof column);
    return 1;
}

/* How the names of the columns of a table can begin. */
static int may_name_columns(const char *text, size_t len)
{
    char c = len ? text[0] : ' ';

    return (c >= 'a' && c <= 'z') || c == '#' || c == '"' || c == '\xef' ||
           (c == 'D' && begins(text, len, "Date")) ||
           (c == 'R' && begins(text, len, "Received"));
}

static int names_columns(const char *text, size_t len)
{
    size_t at = begins(text, len, "\xef\xbb\xbf") ? 3 : 0; /* UTF-8 */

    if (begins(text + at, len - at, "#Fields: "))
        at += strlen("#Fields: ");
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (take_columns(text, at, len, &tables[i]))
            return 1;
    return 0;
}

/* A row of PowerMTA that stands alone: "b,2026-...,". */
static int is_usual_row(const char *text, size_t len)
{
    return len > 12 && text[1] == ',' &&
           (text[0] == 'd' || text[0] == 'b' || text[0] == 't') &&
           (is_time(text + 2, len < 32 ? len - 2 : 30) ||
            (smtpc_is_digit_(text[2]) && smtpc_is_digit_(text[11])));
}

/* The cells of a row by what they are for; 0 when it names no recipient. */
static int read_row(const char *text, size_t len, struct piece *cells)
{
    struct piece cell;
    size_t at = 0;

    for (int role = 0; role < ROLES; role++)
        cells[role] = piece_of(text, 0, 0);
    for (size_t i = 0; i < COLUMNS && next_cell(text, &at, len, &cell); i++)
        for (int role = 0; role < ROLES; role++)
            if (reading.column[role] == i)
                cells[role] = cell;
    return cells[RECIPIENT].len > 0;
}

static const struct ending *row_ending(struct piece kind)
{
    const struct ending *e = reading.table->endings;

    for (; e->word; e++)
        if (is_column(kind, e->word))
            return e;
    return NULL;
}

/* A row of the table that is being read: 1 when it is one. */
static int read_table(const char *text, size_t len, struct result *r)
{
    struct piece cells[ROLES];
    const struct ending *e;

    if (!reading.table || !read_row(text, len, cells))
        return 0;
    e = row_ending(cells[KIND]);
    if (!e)
        return 0;
    memset(r, 0, sizeof *r);
    r->text = text;
    r->known = 1;
    r->outcome = e->outcome;
    r->aside = e->aside;
    r->form = CSV_FIELD;
    r->at = (size_t)(cells[REPLY].text - text);
    r->end = r->at + cells[REPLY].len;
    r->recipient = cells[RECIPIENT];
    r->status = cells[STATUS];
    r->time = cells[TIME];
    r->id = cells[ID];
    r->sender = cells[SENDER];
    r->relay = cells[RELAY];
    return 1;
}

/* Where semicolons part as many replies as recipients, each has its own. */
static size_t split_cells(struct result *out, size_t count)
{
    size_t at = out->at, end = out->end, n = 1;

    for (size_t i = at; i < end; i++)
        n += out->text[i] == ';';
    if (count < 2 || n != count)
        return count;
    for (n = 0; n < count; n++) {
        size_t stop = at;

        while (stop < end && out->text[stop] != ';')
            stop++;
        out[n].at = at;
        out[n].end = stop;
        at = stop + 1;
    }
    return count;
}

/* --- verdicts that were given before -------------------------------------- */

/* In a log the same few replies come again and again, told apart by what they
 * say of whom: the address, an IP address, an id. Those decide nothing, so the
 * verdict on a reply is kept under its text without them. Hosts and domains
 * stay, for they tell the provider. */

enum { CACHED = 512 /* a power of two */, CACHED_LEN = 320 };

static struct cached {
    unsigned short len; /* 0: free */
    unsigned char known;
    char text[CACHED_LEN];
    struct smtpc_verdict v;
} cache[CACHED];

/* A run of these can be an id or an address's local part. */
static int is_id_char(char c)
{
    return is_alnum(c) | (c == '-') | (c == '_') | (c == '+') | (c == '=');
}

/* The length of an IPv4 address at s, or 0. */
static size_t ip_len(const char *s, size_t len)
{
    size_t at = 0;

    for (int part = 0; part < 4; part++) {
        size_t from = at;

        while (at < len && smtpc_is_digit_(s[at]))
            at++;
        if (at == from || at - from > 3)
            return 0;
        if (part < 3 && (at == len || s[at++] != '.'))
            return 0;
    }
    return at < len && (is_id_char(s[at]) || s[at] == '.') ? 0 : at;
}

/* Is a run of characters an id? Long, and letters and many digits mixed. A
 * part of a host is not, nor of a path. */
static int is_id(const char *s, size_t n, char before, char after)
{
    size_t digits = 0;

    if (n < 9 || before == '.' || before == '/' || after == '.' || after == '/')
        return 0;
    for (size_t i = 0; i < n; i++)
        digits += s[i] >= '0' && s[i] <= '9';
    return digits >= 3 && digits < n;
}

/* A run of characters as it is, or what stands for one that tells nothing.
 * Return where the next begins; 0: there is no room. */
static size_t put_run(const char *s, size_t at, size_t len, char before,
                      char *to, size_t *n)
{
    size_t end = at;
    char after;

    if (smtpc_is_digit_(s[at]) && before != '.') {
        end += ip_len(s + at, len - at);
        if (end > at) {
            to[(*n)++] = '\1';
            return end;
        }
    }
    while (end < len && is_id_char(s[end]))
        end++;
    after = end < len ? s[end] : ' ';
    if (after == '@' && before != '.') {
        to[(*n)++] = '\2';
    } else if (is_id(s + at, end - at, before, after)) {
        to[(*n)++] = '\3';
    } else {
        if (end - at > CACHED_LEN - *n)
            return 0;
        memcpy(to + *n, s + at, end - at);
        *n += end - at;
    }
    return end;
}

/* A text without what tells replies of one kind apart; 0: it is too long. */
static size_t normalize(const char *s, size_t len, char *to)
{
    size_t n = 0, at = 0;

    while (at < len) {
        char before = at ? s[at - 1] : ' ';

        if (n == CACHED_LEN)
            return 0;
        if (!is_id_char(s[at])) {
            to[n++] = s[at++];
            continue;
        }
        at = put_run(s, at, len, before, to, &n);
        if (at == 0)
            return 0;
    }
    return n;
}

static unsigned hash_of(const char *s, size_t n)
{
    unsigned long long h = n * 0x9e3779b97f4a7c15ull;

    for (; n >= 8; n -= 8, s += 8) {
        unsigned long long word;

        memcpy(&word, s, 8);
        h = (h ^ word) * 0x9e3779b97f4a7c15ull;
        h ^= h >> 29;
    }
    while (n--)
        h = (h ^ (unsigned char)*s++) * 0x9e3779b97f4a7c15ull;
    return (unsigned)(h >> 40);
}

/* As smtpc_explain. */
static int explain_cached(const struct options *o, const char *text, size_t len,
                          struct smtpc_verdict *v)
{
    char key[CACHED_LEN];
    size_t n = normalize(text, len, key);
    struct cached *c = &cache[hash_of(key, n) & (CACHED - 1)];

    if (n == 0)
        return smtpc_explain(text, len, &o->context, v);
    if (c->len == n && memcmp(c->text, key, n) == 0) {
        *v = c->v;
        return c->known;
    }
    c->len = (unsigned short)n;
    memcpy(c->text, key, n);
    c->known = smtpc_explain(text, len, &o->context, v) != 0;
    c->v = *v;
    return c->known;
}

/* Who asks next may know more, or less. */
static void forget_verdicts(void)
{
    for (size_t i = 0; i < CACHED; i++)
        cache[i].len = 0;
}

/* --- the results of a line ----------------------------------------------- */

/* A program of a mail server that delivers nothing. */
static struct result no_delivery(const struct log_line *l)
{
    return no_result(l);
}

/* Who wrote a line, by how the name begins and ends; NULL: it names nobody.
 * Of Postfix only those that deliver report a delivery. */
static const struct program {
    const char *begins, *ends;
    struct result (*read)(const struct log_line *l);
} programs[] = {
    {"", "/smtp", read_postfix},
    {"", "/lmtp", read_postfix},
    {"", "/local", read_postfix},
    {"", "/virtual", read_postfix},
    {"", "/pipe", read_postfix},
    {"", "/error", read_postfix},
    {"", "/retry", read_postfix},
    {"", "/discard", read_postfix},
    {"", "/bounce", read_postfix},
    {"", "/qmgr", read_postfix_queue},
    {"", "/smtpd", read_postfix_refusal},
    {"", "/postscreen", read_postfix_refusal},
    {"", "/cleanup", read_postfix_cleanup},
    {"postfix", "", no_delivery},
    {"sendmail", "", read_sendmail},
    {"sm-", "", read_sendmail},
    {"smtpd", "smtpd", read_opensmtpd},
    {"exim", "", read_exim},
    {"qmail", "", read_qmail},
    {"", ".ERROR", read_any},
    {"", ".CRITICAL", read_any},
    {"", ".WARNING", read_any},
    {"courier", "", read_courier},
    {"maddy", "", read_maddy},
    {"queue", "queue", read_maddy},
    {"zonemta", "", read_zonemta},
    {"zone-mta", "", read_zonemta},
    {"haraka", "", read_haraka},
    {"stalwart", "", read_stalwart},
    {"kumod", "", read_any},
    {"postal", "", read_any},
    {"msmtp", "", read_any},
    {"ssmtp", "", read_any},
    {"", "", NULL}, /* anybody else */
};

/* Lines that name no program: each is tried. */
static struct result (*const nameless[])(const struct log_line *l) = {
    read_postfix, read_sendmail, read_exim,     read_qmail,  read_courier,
    read_haraka,  read_zonemta,  read_stalwart, read_leveled};

static int wrote(const struct program *p, const struct log_line *l)
{
    size_t n = strlen(p->ends);

    return begins(l->program, l->program_len, p->begins) &&
           l->program_len >= n &&
           memcmp(l->program + l->program_len - n, p->ends, n) == 0;
}

static const struct program *look_up_program(const struct log_line *l)
{
    const struct program *p = programs;

    while (!wrote(p, l))
        p++;
    return p->read ? p : NULL;
}

static const struct program *find_program(const struct log_line *l)
{
    size_t n = l->program_len;
    struct seen *s;

    if (l->seen && is_seen(l->seen, l->program, n))
        return l->seen->program;
    s = seen_at(l->program, n);
    if (n > sizeof s->name)
        return look_up_program(l);
    if (!is_seen(s, l->program, n)) {
        memcpy(s->name, l->program, n);
        s->len = n;
        s->program = look_up_program(l);
    }
    return s->program;
}

static size_t skip_marks(const struct log_line *l, size_t at)
{
    while (at < l->len && strchr("<>-|*: ", l->text[at]))
        at++;
    return at;
}

/* Behind what a session's record writes in front of what the server said:
 * "<-- ", "S: ", "SERVER -> CLIENT: ". A client can write none of it. */
static size_t said_at(const struct log_line *l)
{
    size_t at = skip_marks(l, l->at);

    for (int words = 0; words < 2; words++) {
        size_t end = at, next;

        while (end < l->len && is_alnum(l->text[end]))
            end++;
        next = skip_marks(l, end);
        if (next < end + 2)
            break;
        at = next;
    }
    return at;
}

/* A line that begins with a reply, whoever wrote it. */
static struct result read_said(const struct log_line *l)
{
    size_t at = said_at(l);

    return smtpc_reply_id(smtpc_code_at_(l->text, at, l->len))
               ? result_at(l, BY_REPLY, at)
               : no_result(l);
}

/* Of a line without a program's name: what the first says that knows it. */
static struct result read_nameless(const struct log_line *l)
{
    struct result r;

    for (size_t i = 0; i < sizeof nameless / sizeof nameless[0]; i++) {
        r = nameless[i](l);
        if (r.known || r.at < r.end || r.outcome != NO_RESULT) {
            r.known |= r.outcome != NO_RESULT;
            return r;
        }
    }
    r = read_said(l);
    return r.outcome != NO_RESULT || l->stamped ? r : read_bare(l);
}

static struct result nothing_in(const char *text, size_t len)
{
    struct log_line l;
    struct result r;

    memset(&l, 0, sizeof l);
    l.text = text;
    l.len = len;
    r = no_result(&l);
    r.known = 1;
    return r;
}

/* A line of text: what the program that wrote it says. */
static void read_line(const char *text, size_t len, struct result *r)
{
    struct log_line l;
    const struct program *p;

    memset(&l, 0, sizeof l);
    l.text = text;
    l.len = len;
    if (smtpc_reply_id(smtpc_code_at_(text, 0, len))) {
        *r = result_at(&l, BY_REPLY, 0);
        return;
    }
    read_header(&l);
    if (l.program_len == 0) {
        *r = read_nameless(&l);
        return;
    }
    p = find_program(&l);
    *r = p ? p->read(&l) : read_said(&l);
    r->known = p != NULL;
}

/* What stands between the commas of "<a>,<b>" is a recipient each. */
static size_t split_recipients(struct result *out, size_t most)
{
    struct piece all = out->recipient;
    size_t n = 0, at = 0;

    while (at < all.len && n < most) {
        size_t end = at;

        while (end < all.len && all.text[end] != ',' && all.text[end] != ';') {
            if (all.text[end] == '<' || all.text[end] == '"')
                end = skip_enclosed(all.text, end, all.len);
            else
                end++;
        }
        out[n] = out[0];
        out[n++].recipient = bare(piece_of(all.text, at, end));
        at = end + 1;
    }
    return n ? n : 1;
}

/* The objects of a line of JSON, or of an array in it. */
static size_t read_json(struct piece json, struct result *out, size_t most);

/* An object is an event, or holds one, or a line of a log. Of others nothing
 * counts, whatever they quote. */
static size_t read_wrapped(struct piece object, struct result *out, size_t most)
{
    static char inner[LINE_MAX_LEN];
    struct piece time, within = json_text(json_path(object, "Message"));
    size_t n = read_object(object, out, most);

    if (n == 0 && json_is(json_path(object, "detail"), '{'))
        n = read_object(json_path(object, "detail"), out, most);
    if (n == 0 && within.len <= sizeof inner) {
        n = json_decode(within, inner);
        n = read_object(piece_of(inner, 0, n), out, most);
    }
    if (n)
        return n;
    n = unwrap(object, inner, sizeof inner, &time);
    if (n == 0)
        return 0;
    read_line(inner, n, out);
    if (!out->known && out->outcome != NO_RESULT)
        return 0; /* a reply that anything can have said */
    if (out->time.len == 0)
        out->time = time;
    return split_recipients(out, most);
}

static size_t read_json(struct piece json, struct result *out, size_t most)
{
    struct piece none, element;
    size_t at = 1, n = 0;

    if (json_is(json, '{'))
        return read_wrapped(json, out, most);
    while (n < most && json_next(json, &at, &none, &element))
        n += read_object(element, out + n, most - n);
    return n;
}

/* What lines told that those behind them need. */
static void forget_told(void)
{
    memset(&reading, 0, sizeof reading);
    memset(pending, 0, sizeof pending);
    memset(courier_replies, 0, sizeof courier_replies);
}

/* The same, and the verdicts that were given. */
static void forget_lines(void)
{
    forget_verdicts();
    forget_told();
}

/* Find what a line of a mail log tells of how deliveries ended, one result a
 * recipient, or what else there is to explain in it: at least one comes out,
 * at most most. A line that starts with a reply code, or quotes a reply, counts
 * as that reply; of the other lines of these programs nothing is explained. */
static size_t find_results(const char *text, size_t len, struct result *out,
                           size_t most)
{
    size_t n;

    if (len > 2 && (text[0] == '{' || (text[0] == '[' && text[1] == '{'))) {
        n = read_json(piece_of(text, 0, len), out, most);
        if (n)
            return n;
        out[0] = nothing_in(text, len);
        out[0].known = 0;
        out[0].at = 0; /* explained it can be */
        return 1;
    }
    if (may_name_columns(text, len) && names_columns(text, len)) {
        out[0] = nothing_in(text, len);
        return 1;
    }
    if (!reading.table && is_usual_row(text, len))
        take_columns(tables[0].usual, 0, strlen(tables[0].usual), &tables[0]);
    if (read_table(text, len, out))
        return split_cells(out, split_recipients(out, most));
    read_line(text, len, out);
    for (n = 1; n < out[0].copies && n < most; n++)
        out[n] = out[0];
    return n > 1 ? n : split_recipients(out, most);
}

/* The first, or a graver one. */
static struct result find_result(const char *text, size_t len)
{
    static struct result all[RESULTS];
    size_t n = find_results(text, len, all, RESULTS), best = 0;

    for (size_t i = 1; i < n; i++)
        if (all[i].outcome > all[best].outcome)
            best = i;
    return all[best];
}

static void put_piece(const char *name, struct piece p)
{
    printf(",\"%s\":", name);
    if (p.len)
        put_json(p.text, p.len);
    else
        printf("null");
}

/* What a log tells besides the reply. */
static void put_result_json_fields(const struct result *r)
{
    put_piece("queue_id", r->id);
    put_piece("recipient", r->recipient);
    put_piece("relay", r->relay);
    put_piece("time", r->time);
}

/* --- of the result a verdict --------------------------------------------- */

/* The text of a result that is to be explained: in front of the reason a code
 * that stands elsewhere, or one for how it ended. */
struct reason {
    const char *text;
    size_t len;
    int invented; /* its status is not in the line */
};

static size_t decode(const struct result *r, char *to)
{
    const char *from = r->text + r->at;
    size_t len = r->end - r->at, n = 0;

    if (r->form == JSON_STRING)
        return json_decode(piece_of(from, 0, len), to);
    for (size_t i = 0; i < len; i++) {
        if (r->form == QMAIL && (from[i] == '_' || from[i] == '/'))
            to[n++] = ' ';
        else
            to[n++] = from[i];
        if (r->form == CSV_FIELD && from[i] == '"' && i + 1 < len &&
            from[i + 1] == '"')
            i++;
    }
    return n;
}

/* "5.1.1" at the beginning of what stands apart as the status. */
static size_t own_status(const struct result *r)
{
    uint32_t status;

    return r->status.len
               ? smtpc_status_parse(r->status.text, r->status.len, &status)
               : 0;
}

/* What stands apart from the reply and belongs in front of it: "550 5.1.1 ".
 * Where there is no code at all, one for how it ended. */
static size_t put_codes(const struct result *r, const struct smtpc_response *in,
                        char *to, size_t room, int *invented)
{
    size_t n = own_status(r);
    int code = r->code.len == 3 && r->code.text[0] >= '2' &&
               r->code.text[0] <= '5' && !in->code;

    to[0] = '\0';
    if (code)
        snprintf(to, room, "%.3s ", r->code.text);
    if (n && !in->status && (code || !in->code))
        snprintf(to + strlen(to), room - strlen(to), "%.*s ", (int)n,
                 r->status.text);
    *invented = !*to && !in->code && !in->status &&
                (r->outcome == DEFERRED || r->outcome == FAILED);
    if (*invented)
        snprintf(to, room, r->outcome == DEFERRED ? "4.0.0 " : "5.0.0 ");
    return strlen(to);
}

/* What to explain; 0: nothing but that it was sent. */
static int reason_for(const struct result *r, struct reason *out)
{
    enum { BEFORE = 32 };
    static char text[BEFORE + LINE_MAX_LEN];
    struct smtpc_response in;
    char codes[BEFORE];
    size_t n;

    out->text = text + BEFORE;
    out->len = decode(r, text + BEFORE);
    smtpc_read(out->text, out->len, &in);
    n = put_codes(r, &in, codes, sizeof codes, &out->invented);
    out->text -= n;
    out->len += n;
    memcpy(text + BEFORE - n, codes, n);
    if (r->outcome == SENT) {
        smtpc_read(out->text, out->len, &in);
        return (in.code ? in.code / 100 : (int)(in.status >> 20)) == 2;
    }
    return 1;
}

/* Explain a result: of a log, what became of the delivery; of anything else,
 * all of it. Return what smtpc_explain does. */
static int explain_result(const struct options *o, struct result r,
                          struct smtpc_verdict *v)
{
    struct reason why;
    int known;

    if (!reason_for(&r, &why)) {
        known = smtpc_explain("250", 3, &o->context, v);
        v->code = 0; /* it is not in the line */
        return known;
    }
    known = explain_cached(o, why.text, why.len, v);
    if (why.invented)
        v->status = 0;
    return known;
}

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

/* --- answers, as they are shown ------------------------------------------ */

/* What is read in ten seconds. Who asks for a reader's steps gets all. */
enum { STEPS_AT_FIRST = 2 };

/* The steps of one reader. Return how many are left out. */
static unsigned put_reader_steps(const struct options *o,
                                 const struct answer *a, int party)
{
    static char text[LINE_MAX_LEN];

    fill_in(a, smtpc_verdict_steps(a->v, party), text, sizeof text);
    if (!*text)
        return 0;
    putchar('\n');
    if (o->party >= 0 || party != a->v->party)
        put_reader_heading(o, party);
    return put_some_steps(o, text, o->party >= 0 ? UINT_MAX : STEPS_AT_FIRST);
}

/* Where more is to be read: the steps that were left out, and the page of the
 * status, else of the code. */
static void put_more(const struct options *o, const struct answer *a,
                     unsigned left)
{
    const struct smtpc_verdict *v = a->v;
    char text[128], page[48], status[12];
    int party = shown_party(o, a);

    if (smtpc_status_id(v->status)) {
        smtpc_status_format(v->status, status);
        snprintf(page, sizeof page, "man smtp-%s", status);
    } else if (smtpc_reply_id(v->code)) {
        snprintf(page, sizeof page, "man smtp-%d", v->code);
    } else {
        snprintf(page, sizeof page, "smtpcodes %s",
                 smtpc_reason_name(v->reason));
    }
    if (left)
        snprintf(text, sizeof text, "--for %s; %s", smtpc_party_name(party),
                 page);
    else
        snprintf(text, sizeof text, "%s", page);
    putchar('\n');
    put_row(o, "More", text);
}

/* Of a reply whole words, as many as tell which it is. */
static void put_reply(const struct options *o, const struct answer *a)
{
    enum { ENOUGH = 44 };
    const char *line = at_code(a->reply, a->v->code), *end = "";
    char text[ENOUGH + sizeof " ..."];
    size_t len = strcspn(line, "\n");

    if (len > ENOUGH) {
        for (len = ENOUGH; len > 12 && line[len] != ' '; len--)
            ;
        if (line[len] != ' ')
            len = ENOUGH;
        end = " ...";
    }
    snprintf(text, sizeof text, "%.*s%s", (int)len, line, end);
    put_row(o, "Reply", text);
}

static void put_answer(const struct options *o, const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;
    const char *who, *what = what_to_do(a, &who);
    char codes[16];

    write_codes(v, codes, sizeof codes);
    put_head_line(o, codes, v->title, class_of_answer(a));
    if (a->recipient)
        put_row(o, "For", a->recipient);
    if (a->reply) { /* which a line of a log shows itself */
        put_row(o, "From", a->host ? a->host : "");
        put_reply(o, a);
    }
    put_row(o, "Who", who);
    put_row(o, "Do", what);
    for (unsigned n = 0; n < NOTES; n++)
        put_row(o, "Note", note_on(v, n));
    if (o->party < 0 && is_to_forward(a))
        put_row(o, "Sender", "forward this");
    put_more(o, a, put_reader_steps(o, a, shown_party(o, a)));
}

/* What went well takes one line of a log. */
static void put_delivery(const struct options *o, const char *to,
                         const struct smtpc_verdict *v)
{
    char codes[16], title[SMTPC_ADDRESS_SIZE + 32];

    write_codes(v, codes, sizeof codes);
    snprintf(title, sizeof title, "accepted%s%s", to ? ": " : "", to ? to : "");
    put_head_line(o, codes, title, 0);
}

/* What is no answer about a delivery. */
static void put_remark(const struct options *o, const char *phrase)
{
    fill(o, "", "", phrase, strlen(phrase));
}

/* --- whole mails --------------------------------------------------------- */

enum {
    RECIPIENTS_MAX = 1000,      /* of one mail; nobody sends larger reports */
    MAIL_MAX = 64 * 1024 * 1024 /* bytes; of what is longer the end is left */
};

/* Bytes that grow; what does not fit into memory is passed over. */
struct text {
    char *at;
    size_t len, size;
};

static void add_text(struct text *t, const char *bytes, size_t len)
{
    if (len > MAIL_MAX - t->len)
        len = MAIL_MAX - t->len;
    if (t->size - t->len < len) {
        size_t size = (t->len + len) * 2;
        char *at = (char *)realloc(t->at, size);

        if (!at)
            return;
        t->at = at;
        t->size = size;
    }
    if (len)
        memcpy(t->at + t->len, bytes, len);
    t->len += len;
}

static void drop_text(struct text *t)
{
    free(t->at);
    t->at = NULL;
    t->len = t->size = 0;
}

static void put_recipient_json(const struct options *o,
                               const struct smtpc_mail *b,
                               const struct smtpc_bounce_recipient *to)
{
    printf("{\"recipient\":");
    put_json(to->address, strlen(to->address));
    if (*to->original && strcmp(to->original, to->address) != 0)
        put_field("original_recipient", to->original);
    put_field("kind", smtpc_mail_kind_name(to->outcome == SMTPC_OUTCOME_DELAYED
                                               ? SMTPC_MAIL_DELAY
                                               : SMTPC_MAIL_FAILURE));
    put_verdict_members(o, &to->verdict);
    if (*to->host)
        put_field("relay", to->host);
    if (*b->message_id)
        put_field("message_id", b->message_id);
    if (*b->tag)
        put_field("tag", b->tag);
    put_field("reply", to->words);
    puts("}");
}

static struct smtpc_mail bounce;
static struct smtpc_bounce_recipient bounced[RECIPIENTS_MAX];

/* Read a mail. Return how many recipients it has. */
static size_t read_mail(const struct options *o, const struct text *mail)
{
    return smtpc_bounce(mail->at, mail->len, &o->context, &bounce, bounced,
                        RECIPIENTS_MAX);
}

/* Does a recipient's answer rest on a reply, or surely on words about them? */
static int is_founded(const struct smtpc_bounce_recipient *to)
{
    const struct smtpc_verdict *v = &to->verdict;

    return v->code || v->status ||
           (*to->address && v->basis == SMTPC_BASIS_TEXT &&
            v->confidence > SMTPC_CONFIDENCE_LOW);
}

/* An answer for each recipient. Return whether a cause was found. */
static int put_recipients(const struct options *o, size_t count)
{
    int known = 0;

    for (size_t i = 0; i < count; i++) {
        const struct smtpc_bounce_recipient *to = &bounced[i];
        struct answer a = answer_to(&to->verdict);

        known |= to->verdict.reason != SMTPC_REASON_OTHER_;
        if (o->json) {
            put_recipient_json(o, &bounce, to);
            continue;
        }
        a.recipient = *to->address ? to->address : NULL;
        a.given_up = to->outcome == SMTPC_OUTCOME_FAILED;
        a.sender = *bounce.sender ? bounce.sender : NULL;
        a.host = *to->host ? to->host : NULL;
        a.reply = *to->words ? to->words : NULL;
        a.said = piece_of(to->words, 0, strlen(to->words));
        if (i)
            putchar('\n');
        put_answer(o, &a);
    }
    if (bounce.is_cut)
        fprintf(stderr, "smtpcodes: only the first %d recipients are shown\n",
                RECIPIENTS_MAX);
    return known;
}

/* What a mail is that tells of no failure. */
static const char *mail_kind_phrase(int kind)
{
    switch (kind) {
    case SMTPC_MAIL_SUCCESS:
        return "No failure. The report says that the message was delivered.";
    case SMTPC_MAIL_AUTO_REPLY:
        return "No failure. This is an automatic message, such as a vacation "
               "notice.";
    case SMTPC_MAIL_FEEDBACK:
        return "No failure, but a complaint. The recipient marked the message "
               "as "
               "spam. Stop sending to this address.";
    case SMTPC_MAIL_RECEIPT:
        return "No failure. This receipt says what the recipient did with the "
               "message.";
    default:
        return "No bounce. No mail system reports a failure here.";
    }
}

/* --- lines of replies and logs ------------------------------------------- */

struct stream {
    const struct options *o;
    unsigned long lines, shown;
    int known, failed;
    char reply[LINE_MAX_LEN]; /* the lines of one reply, so far */
    size_t held;
};

static void put_line_json(const struct options *o, const char *line, size_t len,
                          int is_continued, const struct result *r,
                          const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
    if (is_continued)
        printf(",\"continued\":true");
    put_verdict_members(o, v);
    put_result_json_fields(r);
    puts("}");
}

/* Is a line one of a log? */
static int is_log_line(const char *line, size_t len)
{
    struct log_line l;

    memset(&l, 0, sizeof l);
    l.text = line;
    l.len = len;
    read_header(&l);
    return l.stamped || l.program_len > 0;
}

/* A field of a log, to be shown; NULL: it has none. */
static const char *shown_field(struct piece p, char *to, size_t size)
{
    if (p.len == 0 || p.len >= size)
        return NULL;
    memcpy(to, p.text, p.len);
    to[p.len] = '\0';
    return to;
}

/* The answer to a line, for who reads it: whoever runs the server that logged
 * it, or a program that got no reply. */
static void put_line_answer(const struct options *o, const char *line,
                            size_t len, const struct result *r,
                            const struct smtpc_verdict *v)
{
    char recipient[SMTPC_ADDRESS_SIZE], sender[SMTPC_ADDRESS_SIZE];
    char host[SMTPC_HOST_SIZE], id[64];
    struct answer a = answer_to(v);
    struct piece name = r->relay;

    a.recipient = shown_field(r->recipient, recipient, sizeof recipient);
    for (size_t i = 0; i < name.len; i++)
        if (!smtpc_is_domain_(name.text[i]))
            name.len = i; /* "mx.example.org[192.0.2.1]:25" */
    a.host = shown_field(name, host, sizeof host);
    a.sender = shown_field(r->sender, sender, sizeof sender);
    a.queue_id = shown_field(r->id, id, sizeof id);
    a.said = r->at < r->end ? piece_of(r->text, r->at, r->end)
                            : piece_of(line, 0, len);
    if (r->aside == INBOUND)
        a.reader = SMTPC_PARTY_RECIPIENT_ADMIN;
    else if (!v->code || is_log_line(line, len))
        a.reader = SMTPC_PARTY_SENDER_ADMIN;
    put_answer(o, &a);
}

/* Explain one line, or one reply of several, and print it. As text nothing is
 * said of lines that hold nothing to explain. */
static void take_line(struct stream *s, const char *line, size_t len)
{
    const struct options *o = s->o;
    struct result r = find_result(line, len);
    struct smtpc_verdict v;

    if (r.outcome == NO_RESULT && !o->json && r.at == r.end)
        return;
    s->known |= explain_result(o, r, &v);
    if (o->json) {
        put_line_json(o, line, len, 0, &r, &v);
        return;
    }
    if (v.basis <= SMTPC_BASIS_CLASS || r.aside == NO_ATTEMPT)
        return;
    if (v.reason == SMTPC_REASON_ACCEPTED_ && is_log_line(line, len)) {
        char to[SMTPC_ADDRESS_SIZE];

        put_delivery(o, shown_field(r.recipient, to, sizeof to), &v);
    } else {
        if (s->shown)
            putchar('\n');
        put_line_answer(o, line, len, &r, &v);
    }
    s->shown++;
}

/* Does a reply go on in the next line, as "550-..." does? One whose last line
 * was put behind it does not. */
static int goes_on(const char *line, size_t len)
{
    size_t at;

    if (len < 4 || line[3] != '-' || !smtpc_code_at_(line, 0, len))
        return 0;
    for (at = 4; at + 4 < len; at++)
        if (line[at] == ' ' && memcmp(line + at + 1, line, 3) == 0 &&
            line[at + 4] == ' ')
            return 0;
    return 1;
}

/* Can a line be of the reply whose lines are held? It has its code, and should
 * have its status (RFC 2034, section 4). Lines that people paste need not; of
 * those that programs send, each may be a reply of its own. */
static int is_of_reply(const struct stream *s, const char *line, size_t len)
{
    struct smtpc_response held, next;

    if (len < 3 || memcmp(s->reply, line, 3) != 0 ||
        s->held + len >= sizeof s->reply)
        return 0;
    smtpc_read(s->reply, s->held, &held);
    smtpc_read(line, len, &next);
    return held.status == next.status ||
           (!s->o->json && (!held.status || !next.status));
}

static void end_reply(struct stream *s)
{
    if (s->held && !s->o->json)
        take_line(s, s->reply, s->held);
    s->held = 0;
}

/* Of the lines of one reply each is an object with --json, and says what is
 * known so far; the last is about the whole. */
static void put_part_json(struct stream *s, const char *line, size_t len,
                          int is_continued)
{
    struct result r = find_result(line, len);
    struct smtpc_verdict v;

    s->known |= smtpc_explain(s->reply, s->held, &s->o->context, &v);
    put_line_json(s->o, line, len, is_continued, &r, &v);
}

/* Take a line. The lines of one reply ("550-", "550 ") are taken together, if
 * each is not to stand for itself. */
static void add_reply_line(struct stream *s, const char *line, size_t len)
{
    int is_continued;

    if (len && line[len - 1] == '\r')
        len--;
    if (s->o->shape == SHAPE_EACH_LINE) {
        forget_told();
        take_line(s, line, len);
        return;
    }
    is_continued = goes_on(line, len);
    if (s->held && !is_of_reply(s, line, len))
        end_reply(s);
    if ((!s->held && !is_continued) || len >= sizeof s->reply) {
        take_line(s, line, len);
        return;
    }
    if (s->held)
        s->reply[s->held++] = '\n';
    memcpy(s->reply + s->held, line, len);
    s->held += len;
    if (s->o->json)
        put_part_json(s, line, len, is_continued);
    if (!is_continued)
        end_reply(s);
}

/* --- what the input is --------------------------------------------------- */

/* Lines are answered one by one as they come; of a mail, and of what somebody
 * pasted, the whole is needed. */
enum shape { UNDECIDED, LINES, MAIL, PASTED };
enum { STRAY_LINES = 8 /* into which a header may be broken */ };

struct input {
    enum shape shape;
    struct text text; /* what has not been answered yet */
    unsigned lines, fields;
    int is_mailbox, was_blank;
};

/* Is the field, whose name has so many letters, one that mails have and pasted
 * replies do not? */
static int is_mail_field(const char *line, size_t name)
{
    if (smtpc_is_report_field_(smtpc_cut_(line, 0, name + 1)))
        return 0;
    return memchr(line, '-', name) != NULL ||
           smtpc_is_before_(
               line, name,
               "received\0from\0to\0cc\0subject\0date\0sender\0path\0"
               "newsgroups\0");
}

/* "From kim@example.org Sat Nov 28 20:25:46 2026", in front of a mail. */
static int is_mailbox_mark(const char *line, size_t len)
{
    return len > 5 && memcmp(line, "From ", 5) == 0;
}

/* Is a line a reply that stands alone? */
static int is_reply_line(const char *line, size_t len)
{
    return smtpc_reply_id(smtpc_code_at_(line, 0, len)) > 0;
}

/* What the lines so far are, given the next. */
static enum shape decide(const struct options *o, struct input *in,
                         const char *line, size_t len)
{
    size_t field = smtpc_field_name_(smtpc_cut_(line, 0, len));
    int is_blank = smtpc_is_blank_(smtpc_cut_(line, 0, len));

    if (o->shape != SHAPE_GUESSED)
        return o->shape == SHAPE_MAIL ? MAIL : LINES;
    if ((field && is_mail_field(line, field)) ||
        (in->lines == 0 && is_mailbox_mark(line, len))) {
        in->fields++;
        return UNDECIDED;
    }
    if (is_blank && in->fields > 1)
        return MAIL;
    if (is_blank && in->lines == 0)
        return UNDECIDED;
    if (in->fields && (field || (len && (*line == ' ' || *line == '\t'))))
        return UNDECIDED;
    if (in->fields && in->lines < STRAY_LINES)
        return UNDECIDED;
    if (is_log_line(line, len) || is_reply_line(line, len))
        return LINES;
    return in->fields > 2 ? MAIL : o->json ? LINES : PASTED;
}

/* Answer the lines that were held back while it was not clear what they are. */
static void release(struct stream *s, struct input *in)
{
    size_t at = 0;

    while (at < in->text.len) {
        const char *line = in->text.at + at;
        const char *nl = (const char *)memchr(line, '\n', in->text.len - at);
        size_t len = nl ? (size_t)(nl - line) : in->text.len - at;

        add_reply_line(s, line, len);
        at += len + 1;
    }
    drop_text(&in->text);
}

/* --- mails and what was pasted ------------------------------------------- */

static void explain_mail(struct stream *s, const struct text *mail)
{
    size_t count = read_mail(s->o, mail);

    /* Amazon mails events where they are subscribed to by mail. */
    if (!count && bounce.kind == SMTPC_MAIL_OTHER && *bounce.notice == '{') {
        take_line(s, bounce.notice, strlen(bounce.notice));
        return;
    }
    if (s->shown && !s->o->json)
        putchar('\n');
    s->known |= put_recipients(s->o, count);
    if (!count && !s->o->json)
        put_remark(s->o, mail_kind_phrase(bounce.kind));
    s->shown++;
}

/* What a bounce says to people, without its header: as if it had one. Prose
 * that only sounds like a bounce is none. */
static void explain_pasted(struct stream *s, const struct text *text)
{
    static const char header[] = "From: MAILER-DAEMON\n\n";
    struct text mail = {0};
    size_t count, i;

    add_text(&mail, header, sizeof header - 1);
    add_text(&mail, text->at, text->len);
    count = read_mail(s->o, &mail);
    for (i = 0; i < count && !is_founded(&bounced[i]); i++)
        ;
    if (i < count) {
        s->known |= put_recipients(s->o, count);
        s->shown++;
    } else { /* a program's own words, of several lines */
        take_line(s, text->at, text->len);
    }
    drop_text(&mail);
}

/* How many marks of a quoted line, "> > ", stand in front of it. */
static size_t quote_len(const char *line, size_t len)
{
    size_t at = 0;

    while (at < len && (line[at] == '>' || line[at] == '|'))
        at += at + 1 < len && line[at + 1] == ' ' ? 2 : 1;
    return at;
}

/* Take the marks off a text of which most lines are quoted. Return whether
 * that is so. */
static int unquote(struct text *t)
{
    size_t quoted = 0, lines = 0, to = 0, at, end, n;

    for (at = 0; at < t->len; at = end + 1) {
        end = smtpc_line_end_(t->at, at, t->len);
        lines += end > at;
        quoted += quote_len(t->at + at, end - at) > 0;
    }
    if (quoted * 2 <= lines)
        return 0;
    for (at = 0; at < t->len; at = end + 1) {
        end = smtpc_line_end_(t->at, at, t->len);
        n = quote_len(t->at + at, end - at);
        memmove(t->at + to, t->at + at + n, end - at - n);
        to += end - at - n;
        if (end < t->len)
            t->at[to++] = '\n';
    }
    t->len = to;
    return 1;
}

/* Does a text begin with the header of a mail? */
static int has_header(const struct text *t)
{
    struct smtpc_piece_ line = smtpc_line_(smtpc_cut_(t->at, 0, t->len), 0);
    size_t name = smtpc_field_name_(line);

    return is_mailbox_mark(line.text, line.len) ||
           (name && is_mail_field(line.text, name));
}

static void end_input(struct stream *s, struct input *in)
{
    if (in->shape == UNDECIDED)
        in->shape = s->o->json || in->fields < 2 ? LINES : MAIL;
    if (in->shape == PASTED && in->lines == 1)
        in->shape = LINES;
    if (in->shape == LINES) {
        release(s, in);
        end_reply(s);
    } else {
        if (in->shape == PASTED && unquote(&in->text) && has_header(&in->text))
            in->shape = MAIL;
        if (in->shape == MAIL && has_header(&in->text))
            explain_mail(s, &in->text);
        else
            explain_pasted(s, &in->text);
    }
    drop_text(&in->text);
}

static void take_input_line(struct stream *s, struct input *in,
                            const char *line, size_t len)
{
    /* A mailbox has the next mail behind an empty line. */
    if (in->shape == MAIL && in->is_mailbox && in->was_blank &&
        is_mailbox_mark(line, len)) {
        end_input(s, in);
        memset(in, 0, sizeof *in);
    }
    in->is_mailbox |= in->lines == 0 && is_mailbox_mark(line, len);
    in->was_blank = smtpc_is_blank_(smtpc_cut_(line, 0, len));
    s->lines++;
    if (in->shape == UNDECIDED ||
        (in->shape == PASTED && !s->o->json && is_log_line(line, len))) {
        in->shape = decide(s->o, in, line, len);
        if (in->shape == LINES)
            release(s, in);
    }
    in->lines++;
    if (in->shape == LINES) {
        add_reply_line(s, line, len);
        return;
    }
    add_text(&in->text, line, len);
    add_text(&in->text, "\n", 1);
}

/* --- files --------------------------------------------------------------- */

static void read_input(struct stream *s, struct reader *reader)
{
    struct input in;
    size_t len;

    memset(&in, 0, sizeof in);
    while (next_line(reader, &len))
        take_input_line(s, &in, reader->line, len);
    end_input(s, &in);
    s->failed |= reader->failed;
}

static void put_nothing_found(unsigned long lines)
{
    if (lines == 1)
        puts("No reply found.");
    else
        printf("No reply found in %lu lines.\n", lines);
}

static int explain_files(const struct options *o, int count, char **paths)
{
    static struct reader reader;
    static struct stream s;

    forget_lines();
    memset(&s, 0, sizeof s);
    s.o = o;
    if (count == 0 && isatty(fileno(stdin)))
        fputs("Paste a bounce, a reply or a log, then press Ctrl-D.\n", stderr);
    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(count ? paths[i] : NULL);
        read_input(&s, &reader);
        end_reading(&reader);
    }
    if (!s.failed && !o->json && s.shown == 0)
        put_nothing_found(s.lines);
    if (o->shape == SHAPE_EACH_LINE)
        s.known = 1; /* it has done what it is for */
    return s.failed ? FAILED_IO : s.known ? KNOWN : UNKNOWN;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    struct result r;
    size_t len = 0;
    int known;

    forget_lines();
    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    r = find_result(text, len);
    known = explain_result(o, r, &v);
    if (o->json)
        put_line_json(o, text, len, 0, &r, &v);
    else if (v.basis == SMTPC_BASIS_NONE)
        put_nothing_found(1);
    else
        put_line_answer(o, text, len, &r, &v);
    return known ? KNOWN : UNKNOWN;
}

/* Are these files, and not words of a reply? */
static int are_files(int count, char **words)
{
    for (int i = 0; i < count; i++) {
        int file = strcmp(words[i], "-") == 0 ? fileno(stdin)
                                              : open(words[i], O_RDONLY);

        if (file < 0)
            return 0;
        if (file != fileno(stdin))
            close(file);
    }
    return 1;
}

/* Does a word look like the name of a file? */
static int looks_like_file(const char *word)
{
    static const char *const ends[] = {".eml", ".txt", ".log", ".msg", ".mbox"};
    size_t len = strlen(word);

    if (strchr(word, ' '))
        return 0;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (len > strlen(ends[i]) &&
            strcmp(word + len - strlen(ends[i]), ends[i]) == 0)
            return 1;
    return word[0] == '/' || word[0] == '.';
}

static int explain(const struct options *o, int count, char **words)
{
    if (are_files(count, words))
        return explain_files(o, count, words);
    for (int i = 0; i < count; i++)
        if (looks_like_file(words[i]) && !are_files(1, words + i))
            return cannot_open(words[i]);
    return explain_words(o, count, words);
}

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

/* --- the same as metrics -------------------------------------------------- */

/* A family begins with what it counts. What a name or a label is comes from
 * the catalogue, never from a log, and is of small letters, digits, hyphens and
 * underscores, so nothing needs an escape. */
static void put_family(const struct options *o, const char *name,
                       const char *help)
{
    /* In OpenMetrics only its samples are called a total. */
    const char *total = o->metrics == METRICS_OPEN ? "" : "_total";

    printf("# HELP smtpcodes_%s%s %s\n# TYPE smtpcodes_%s%s counter\n", name,
           total, help, name, total);
}

static void put_results_metric(const char *outcome, const char *reason,
                               const char *action, const char *party,
                               const char *provider, unsigned long n)
{
    printf("smtpcodes_results_total{outcome=\"%s\",reason=\"%s\",action=\"%s\","
           "party=\"%s\",provider=\"%s\"} %lu\n",
           outcome, reason, action, party, provider, n);
}

static void put_tally_metric(const struct tally *t, int is_others,
                             const char *outcome, unsigned long n)
{
    static const char others[] = "others";

    if (n && is_others)
        put_results_metric(outcome, others, others, others, others, n);
    else if (n)
        put_results_metric(outcome, smtpc_reason_name(t->reason),
                           smtpc_action_name(t->action),
                           smtpc_party_name(t->party), t->provider, n);
}

static void put_results_metrics(const struct options *o,
                                const struct summary *s)
{
    put_family(o, "results", "Delivery attempts, by how they ended and why.");
    put_results_metric("sent", smtpc_reason_name(SMTPC_REASON_ACCEPTED_),
                       smtpc_action_name(SMTPC_ACTION_NONE),
                       smtpc_party_name(SMTPC_PARTY_NOBODY), "", s->sent);
    for (size_t i = 0; i <= TALLIES; i++) {
        const struct tally *t = &s->tallies[i];

        put_tally_metric(t, i == TALLIES, "deferred", t->deferred);
        put_tally_metric(t, i == TALLIES, "failed", t->failed);
    }
}

static void put_summary_metrics(const struct options *o,
                                const struct summary *s)
{
    put_results_metrics(o, s);
    put_family(o, "not_counted",
               "What was seen and is no delivery attempt, by kind.");
    for (size_t i = 1; i < ASIDES; i++)
        printf("smtpcodes_not_counted_total{kind=\"%s\"} %lu\n", aside_names[i],
               s->aside[i]);
    put_family(o, "lines", "Lines that were read.");
    printf("smtpcodes_lines_total %lu\n", s->lines);
    put_family(o, "log_lines", "Lines that were read and are of a mail log.");
    printf("smtpcodes_log_lines_total %lu\n", s->log_lines);
    if (o->metrics == METRICS_OPEN)
        puts("# EOF");
}

/* --- an earlier summary --------------------------------------------------- */

enum { EARLIER_MAX_LEN = 1 << 20 };

/* One that the tool wrote with --json, all of it. */
static int read_earlier(const char *path, char *to, size_t *len)
{
    int file = open(path, O_RDONLY);
    long n = 1;

    *len = 0;
    if (file < 0)
        return 0;
    while (n > 0 && *len < EARLIER_MAX_LEN) {
        n = (long)read(file, to + *len, EARLIER_MAX_LEN - *len);
        *len += n > 0 ? (size_t)n : 0;
    }
    close(file);
    return n == 0;
}

/* Is it told of there? By the message's id, or where none matched by title. */
static int is_same_kind(const struct kind *k, struct piece told)
{
    const char *name = *k->v.message ? "message" : "title";
    const char *want = *k->v.message ? k->v.message : k->v.title;

    return is_piece(json_text(json_path(told, name)), want) &&
           is_piece(json_text(json_path(told, "action")),
                    smtpc_action_name(k->v.action));
}

/* The kinds that an earlier summary told of; len 0: it is none. */
static struct piece kinds_of(struct piece summary)
{
    struct piece kinds = json_path(summary, "kinds");

    if (!is_piece(json_path(summary, "summary"), "1") || !json_is(kinds, '[') ||
        kinds.text[kinds.len - 1] != ']')
        kinds.len = 0;
    return kinds;
}

/* What was told of each kind before. */
static void compare(struct summary *s, struct piece kinds)
{
    struct piece none, told;

    s->compares = 1;
    for (size_t i = 0; i < s->kind_count; i++) {
        struct kind *k = &s->kinds[i];
        size_t at = 1;

        k->is_new = 1;
        while (json_next(kinds, &at, &none, &told)) {
            if (!is_same_kind(k, told))
                continue;
            k->is_new = 0;
            k->before += number_of(json_path(told, "count"));
        }
    }
}

/* Before a long log is read it turns out whether the file is one to compare
 * with. */
static int load_earlier(const char *path, struct piece *kinds)
{
    static char text[EARLIER_MAX_LEN];
    size_t len;
    struct piece all;

    if (!read_earlier(path, text, &len))
        return cannot_open(path);
    all = piece_of(text, 0, len);
    *kinds = kinds_of(piece_of(text, json_blanks(all, 0), len));
    if (kinds->len)
        return KNOWN;
    fputs("smtpcodes: not a summary written with --json: ", stderr);
    put_text(stderr, path, strlen(path));
    fputc('\n', stderr);
    return USAGE;
}

static int tally_files(struct tallying *t, int count, char **paths)
{
    static struct reader reader;

    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(count ? paths[i] : NULL);
        tally_lines(t, &reader);
        end_file(t);
        end_reading(&reader);
    }
    progress(t, 1);
    return t->failed ? FAILED_IO : KNOWN;
}

static int summarize(const struct options *o, int count, char **paths)
{
    static struct summary s;
    struct tallying t;
    struct piece earlier = {"", 0};
    int status;

    if (o->earlier && load_earlier(o->earlier, &earlier) != KNOWN)
        return USAGE;
    forget_lines();
    memset(&s, 0, sizeof s);
    memset(&t, 0, sizeof t);
    t.o = o;
    t.s = &s;
    t.shows_progress = isatty(fileno(stderr));
    status = tally_files(&t, count, paths);
    if (status == USAGE)
        return status;
    if (earlier.len)
        compare(&s, earlier);
    if (o->metrics)
        put_summary_metrics(o, &s);
    else if (o->json)
        put_summary_json(&s, count, paths);
    else
        put_summary(o, &s, count, paths);
    if (attempts(&s) == 0 && !o->metrics) /* to which zeros tell as much */
        return status == KNOWN ? UNKNOWN : status;
    return status;
}

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

/* --- pages, as they are shown -------------------------------------------- */

static void put_head(const struct options *o, const struct page *p)
{
    put_head_line(o, p->name, p->title, p->class_);
}

/* The steps of one reader, under a heading; 0: there are none. */
static int put_reader(const struct options *o, const struct page *p, int party)
{
    const char *steps = steps_of(p, party);

    if (!*steps)
        return 0;
    putchar('\n');
    put_reader_heading(o, party);
    put_steps(o, steps);
    return 1;
}

/* For whoever asked, or those at the sending side, who hold the reply; what
 * the others can do is told where these have nothing to do. */
static void put_readers(const struct options *o, const struct page *p)
{
    int shown;

    if (o->party >= 0) {
        put_reader(o, p, o->party);
        return;
    }
    shown = put_reader(o, p, SMTPC_PARTY_SENDER);
    shown += put_reader(o, p, SMTPC_PARTY_SENDER_ADMIN);
    if (!shown)
        put_reader(o, p, p->party);
}

/* What single providers mean by a code, a line each. */
static void put_uses(const struct options *o, const struct page *p,
                     const struct smtpc_entry *e)
{
    struct smtpc_provider_use use;
    const char *gap = "\n";

    for (unsigned n = 0; smtpc_use(p->id, n, &use); n++) {
        char text[640], name[128], code[24];
        int says = use.action != SMTPC_ACTION_READ_TEXT;

        if (!is_other_use(p, &use))
            continue;
        write_provider(name, sizeof name, use.provider);
        write_used_held(code, sizeof code, e, &use);
        snprintf(text, sizeof text, "%s%s%s: %s%s%s.", name,
                 use.first == use.last ? "" : ", ",
                 use.first == use.last ? "" : code, use.title, says ? "; " : "",
                 says ? smtpc_action_phrase(use.action) : "");
        fputs(gap, stdout);
        gap = "";
        fill(o, "  ", "    ", text, strlen(text));
    }
}

/* --- tables -------------------------------------------------------------- */

/* Columns are parted by two blanks, and two are in front. A table of three
 * needs TABLE columns to look like one. */
enum { GAPS = 6, WHOSE = 20, TABLE = 64 };

/* Print what fits into a cell of whole words, and return what is left. */
static const char *put_cell(const char *text, size_t width, int is_last)
{
    size_t len = 0, next = 0;

    while (text[next]) {
        next += strcspn(text + next, " ");
        if (next > width && len)
            break;
        len = next;
        next += strspn(text + next, " ");
    }
    printf("%.*s", (int)len, text);
    if (!is_last)
        put_blanks(rest_of(width, len) + 2);
    return text + len + strspn(text + len, " ");
}

/* A row of as many lines as its longest cell takes. */
static void put_cells(const char *const cells[3], const size_t widths[3])
{
    const char *left[] = {cells[0], cells[1], cells[2]};

    while (*left[0] || *left[1] || *left[2]) {
        int last = *left[2] ? 2 : *left[1] ? 1 : 0;

        fputs("  ", stdout);
        for (int i = 0; i <= last; i++)
            left[i] = put_cell(left[i], widths[i], i == last);
        putchar('\n');
    }
}

/* --- the words behind wide codes ----------------------------------------- */

/* Too narrow for columns: each row is a paragraph. */
static void put_wording(const struct options *o, const char *const cells[3])
{
    char text[256];

    fill(o, "  ", "  ", cells[0], strlen(cells[0]));
    snprintf(text, sizeof text, "%s: %s", cells[1], cells[2]);
    fill(o, "    ", "    ", text, strlen(text));
}

/* What the words behind a code say, whose problem that is, and what to do. */
static int put_words(const struct options *o, const struct page *p)
{
    const size_t say = (o->width - WHOSE - GAPS) * 13 / 25;
    const size_t widths[3] = {say, WHOSE, o->width - WHOSE - GAPS - say};
    const char *cells[3] = {"The words say", "Whose problem", "Do"};
    struct smtpc_wording w;
    unsigned n;

    for (n = 0; smtpc_words(p->id, n, &w); n++) {
        struct smtpc_verdict v;

        if (n == 0)
            putchar('\n');
        if (n == 0 && o->width >= TABLE) {
            paint(o, "1");
            put_cells(cells, widths);
            paint(o, "0");
        }
        if (!smtpc_cause(w.reason, p->class_ ? p->class_ : 5, &v))
            continue;
        cells[0] = w.say;
        cells[1] = whose_in_short(v.party);
        cells[2] = smtpc_action_phrase(v.action);
        if (o->width >= TABLE)
            put_cells(cells, widths);
        else
            put_wording(o, cells);
    }
    return n > 0;
}

/* Whoever has only a wide code needs the words, or the steps of their side. */
static void put_ways_on(const struct options *o, const char *code)
{
    char text[96];

    putchar('\n');
    put_row(o, "Next", "paste the whole reply into: smtpcodes explain");
    snprintf(text, sizeof text,
             "if you run a server: smtpcodes --for sender-admin %s", code);
    put_row(o, "", text);
}

/* --- one code ------------------------------------------------------------ */

/* Where a code comes from, and whether anybody should still use it. */
static void put_standing(const struct options *o, const struct page *p,
                         const struct smtpc_entry *e)
{
    const char *retired = smtpc_retired(p->id);

    put_row(o, "Code", standing_phrase(e));
    if (strchr(e->code, '-')) {
        char text[64], held[24];

        write_held(held, sizeof held, e, p->class_);
        snprintf(text, sizeof text, "one of %s", held);
        put_row(o, "Range", text);
    }
    put_row(o, "Note", retired);
}

/* Who else means what, where the page is of one provider's meaning. */
static void put_origin(const struct options *o, const struct page *p,
                       const struct smtpc_entry *e)
{
    char text[256], name[128];

    if (!p->of)
        return;
    write_provider(name, sizeof name, p->of->provider);
    put_row(o, "From", name);
    if (e->standing == SMTPC_STANDING_PROVIDER)
        return;
    snprintf(text, sizeof text, "mean: %s", e->title);
    put_row(o, "Others", text);
}

static void put_way_to_more(const struct options *o, const struct page *p,
                            const struct smtpc_entry *e)
{
    const char *reference = reference_of(p, e);
    char text[512];

    snprintf(text, sizeof text, "man smtp-%s%s%s; %s", p->name,
             *reference ? "; " : "", reference, e->symbol);
    putchar('\n');
    fill(o, "  ", "  ", text, strlen(text));
}

static void put_code(const struct options *o, const char *token, unsigned id)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;
    struct page p;
    char text[160];
    int is_wide;

    smtpc_get(id, &e);
    p = page_of_code(o, token, id, &e, &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    write_actions(text, sizeof text, &p, &e);
    put_row(o, "Do", text);
    put_origin(o, &p, &e);
    put_standing(o, &p, &e);
    is_wide = !p.of && put_words(o, &p);
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    if (is_wide && o->party < 0)
        put_ways_on(o, p.name);
    else
        put_readers(o, &p);
    put_uses(o, &p, &e);
    put_way_to_more(o, &p, &e);
}

/* A code that nobody is known to use still has a class and a subject. */
static void put_unknown_code(const struct options *o, const char *token)
{
    uint32_t status;
    int class_ = token_class(token);
    char first[16], text[128];

    snprintf(text, sizeof text, "%s is not in this catalogue.", token);
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
    if (smtpc_status_parse(token, strlen(token), &status)) {
        const char *subject = smtpc_subject_title(smtpc_status_subject(status));

        snprintf(text, sizeof text, "%s (%s)", finality(class_),
                 smtpc_status_class_title(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
        snprintf(first, sizeof first, "X.%d", smtpc_status_subject(status));
        put_row(o, first, subject);
    } else if (class_) {
        snprintf(text, sizeof text, "%s (%s)", finality(class_),
                 smtpc_class_title(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
    }
    put_row(o, "Next", "paste the whole reply into: smtpcodes explain");
}

/* --- causes, messages, providers ----------------------------------------- */

/* The codes that do, as they are held. */
static void put_codes_of(const struct options *o, int reason, int by_words)
{
    static char text[4096];
    size_t len = 0;

    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;
        char held[24];

        smtpc_get(id, &e);
        if (!names_cause(id, &e, reason, by_words) ||
            len + sizeof held + 32 > sizeof text)
            continue;
        write_held(held, sizeof held, &e, main_class(id, &e));
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%s",
                                len ? ", " : "", held);
    }
    if (len && by_words)
        snprintf(text + len, sizeof text - len,
                 ", if the words after the code say so");
    if (len)
        put_row(o, by_words ? "Also" : "Codes", text);
}

static void put_cause(const struct options *o, unsigned reason)
{
    struct smtpc_verdict v;
    struct page p;
    char text[160];

    if (!smtpc_cause((int)reason, 5, &v))
        return;
    p = page_of_verdict(smtpc_reason_name(v.reason), &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    write_cause_actions(text, sizeof text, &v);
    put_row(o, "Do", text);
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    put_readers(o, &p);
    putchar('\n');
    put_codes_of(o, v.reason, 0);
    put_codes_of(o, v.reason, 1);
    put_row(o, "More", "smtpcodes CODE; man 7 smtpcodes");
}

/* What servers say, found by a word of it or by its id. */
static void put_message(const struct options *o, const char *token,
                        unsigned number)
{
    struct smtpc_verdict v;
    struct page p;
    char name[128], text[128];

    if (!smtpc_message(number, &v))
        return;
    p = page_of_verdict(
        plain_len((const unsigned char *)token, strlen(token)) == strlen(token)
            ? token
            : v.message,
        &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    put_row(o, "Do", smtpc_action_phrase(v.action));
    if (*v.provider) {
        write_provider(name, sizeof name, v.provider);
        put_row(o, "From", name);
    }
    putchar('\n');
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    put_readers(o, &p);
    putchar('\n');
    snprintf(text, sizeof text,
             "smtpcodes %s; for the whole reply: smtpcodes explain",
             smtpc_reason_name(v.reason));
    put_row(o, "More", text);
}

/* One of a provider's own codes: its number, what it means, whose problem. */
static void put_own_code(const struct options *o, const struct smtpc_entry *e,
                         const struct smtpc_provider_use *use)
{
    enum { CODE = 11 };
    const size_t widths[3] = {CODE, o->width - CODE - WHOSE - GAPS, WHOSE};
    char code[24], text[256];
    const char *const cells[3] = {code, use->title, whose_in_short(use->party)};

    write_used_held(code, sizeof code, e, use);
    if (o->width >= TABLE) {
        put_cells(cells, widths);
        return;
    }
    snprintf(text, sizeof text, "%s %s (%s)", code, use->title, cells[2]);
    fill(o, "  ", "    ", text, strlen(text));
}

static void put_provider(const struct options *o, unsigned number)
{
    struct smtpc_provider p;
    const char *gap = "\n";
    char text[160];

    if (!smtpc_provider_get(number, &p))
        return;
    paint(o, "1");
    fill(o, "", "  ", p.title, strlen(p.title));
    paint(o, "0");
    fill(o, "  ", "  ", p.meaning, strlen(p.meaning));
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_provider_use use;
        struct smtpc_entry e;

        smtpc_get(id, &e);
        for (unsigned n = 0; smtpc_use(id, n, &use); n++) {
            if (strcmp(use.provider, p.id) != 0)
                continue;
            fputs(gap, stdout);
            gap = "";
            put_own_code(o, &e, &use);
        }
    }
    putchar('\n');
    snprintf(text, sizeof text,
             "smtpcodes search %s; smtpcodes --provider %s CODE", p.id, p.id);
    put_row(o, "More", text);
    put_row(o, "", p.reference);
    put_row(o, "", p.address);
}

/* --- lookups ------------------------------------------------------------- */

static int is_file(const char *path)
{
    int file = open(path, O_RDONLY);

    if (file >= 0)
        close(file);
    return file >= 0;
}

static void put_unknown_word(const char *word)
{
    const char *near = meant(word);

    fputs("smtpcodes: '", stderr);
    put_text(stderr, word, strlen(word));
    fputs("' is not a code, cause, provider or command.", stderr);
    if (is_file(word)) {
        fputs(" Did you mean 'smtpcodes explain ", stderr);
        put_text(stderr, word, strlen(word));
        fputs("'?\n", stderr);
    } else if (near) {
        fprintf(stderr, " Did you mean '%s'?\n", near);
    } else {
        fputs(" Try 'smtpcodes search'.\n", stderr);
    }
}

static void put_thing(const struct options *o, const char *word, struct thing t)
{
    switch (t.kind) {
    case A_CODE:
        put_code(o, word, t.number);
        break;
    case A_CAUSE:
        put_cause(o, t.number);
        break;
    case A_MESSAGE:
        put_message(o, word, t.number);
        break;
    case A_PROVIDER:
        put_provider(o, t.number);
        break;
    default:
        put_unknown_code(o, word);
    }
}

static int show_word(const struct options *o, char *as_typed, int is_first)
{
    char *word = bare_word(as_typed);
    struct thing t = look_up(o, word);

    if (t.kind == NOTHING && !is_code(word) && strchr(word, ' '))
        return explain(o, 1, &word);
    if (o->json) {
        put_thing_json(o, word, t);
    } else if (t.kind == NOTHING && !is_code(word)) {
        fflush(stdout);
        put_unknown_word(word);
    } else {
        if (!is_first)
            putchar('\n');
        put_thing(o, word, t);
    }
    return t.kind == NOTHING ? UNKNOWN : KNOWN;
}

static int show_words(const struct options *o, int count, char **words)
{
    int status = KNOWN;

    if (are_reply(o, count, words))
        return explain(o, count, words);
    for (int i = 0; i < count; i++)
        if (show_word(o, words[i], i == 0) != KNOWN)
            status = UNKNOWN;
    return status;
}

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

/* --- what was found ------------------------------------------------------ */

/* Copy as many whole words as fit, and dots for those that do not. */
static size_t cut(char *to, const char *text, size_t width)
{
    static const char dots[] = "...";
    size_t len = strlen(text), kept = 0;

    if (len > width) {
        size_t next = strcspn(text, " \n\t");

        while (next + sizeof dots - 1 <= width) {
            kept = next;
            next += 1 + strcspn(text + next + 1, " \n\t");
        }
        len = kept;
    }
    for (size_t i = 0; i < len; i++)
        to[i] = text[i] == '\n' || text[i] == '\t' ? ' ' : text[i];
    if (text[len])
        for (size_t i = 0; i < sizeof dots - 1 && len < width; i++)
            to[len++] = dots[i];
    to[len] = '\0';
    return len;
}

/* Where the first word is that the title does not have; NULL: it has all. */
static const char *context(const struct search *s, const struct item *item,
                           const char **from)
{
    for (size_t i = 0; i < s->word_count; i++) {
        const char *word = s->words[i].text, *at;

        if (find_in(item->title, word) || find_in(item->label, word))
            continue;
        *from = item->meaning;
        at = find_in(item->meaning, word);
        for (int r = 0; r < 4 && !at; r++) {
            *from = item->steps[r];
            at = find_in(item->steps[r], word);
        }
        if (at)
            return at;
    }
    return NULL;
}

/* What stands around a word, in so many columns. */
static void put_context(char *to, const char *from, const char *at,
                        size_t width)
{
    const char *start = at;

    while (start > from && (size_t)(at - start) < width / 3)
        start--;
    while (start > from && start < at && start[-1] != ' ' && start[-1] != '\n')
        start++;
    if (start > from) {
        memcpy(to, "...", 3);
        to += 3;
        width -= 3;
    }
    cut(to, start, width);
}

/* The text, with what was looked for in bold. */
static void put_marked(const struct options *o, const struct search *s,
                       const char *text)
{
    while (*text) {
        size_t len = 0;

        for (size_t i = 0; i < s->word_count; i++)
            if (begins_with(text, s->words[i].text) &&
                strlen(s->words[i].text) > len)
                len = strlen(s->words[i].text);
        if (len)
            paint(o, "1");
        put_text(stdout, text, len ? len : 1);
        if (len)
            paint(o, "0");
        text += len ? len : 1;
    }
}

/* A line: what to look up next, what it is, and where the words stand. */
static void put_hit(const struct options *o, const struct search *s,
                    const struct hit *hit)
{
    enum { LABEL = 11, LEAST = 40 };
    struct item item;
    char line[128];
    const char *from = "", *at;
    size_t room, len;

    take_item(&item, hit->thing, hit->use);
    len = strlen(item.label) > LABEL ? strlen(item.label) : LABEL;
    room = o->width > len + 2 ? o->width - len - 2 : 1;
    at = context(s, &item, &from);
    put_marked(o, s, item.label);
    printf("%*s", (int)(len - strlen(item.label) + 2), "");
    if (at && room >= LEAST) {
        size_t used = cut(line, item.title, room / 2);

        line[used++] = ':';
        line[used++] = ' ';
        put_context(line + used, from, at, room - used);
    } else {
        cut(line, item.title, room);
    }
    put_marked(o, s, line);
    putchar('\n');
}

static void put_hit_json(const struct options *o, const struct hit *hit)
{
    struct smtpc_provider_use use;
    struct options as = *o;
    struct item item;

    if (hit->use && smtpc_use(hit->thing.number, hit->use - 1, &use))
        as.context.provider =
            smtpc_provider_of(use.provider, strlen(use.provider));
    take_item(&item, hit->thing, hit->use);
    put_thing_json(&as, item.label, hit->thing);
}

static int found_nothing(int count, char **words)
{
    fputs("No entry contains ", stderr);
    for (int i = 0; i < count; i++) {
        fputs(i ? " and '" : "'", stderr);
        put_text(stderr, words[i], strlen(words[i]));
        fputs("'", stderr);
    }
    fputs(".\n", stderr);
    return UNKNOWN;
}

static int search(const struct options *o, int count, char **words)
{
    static struct search s;

    take_words(&s, o, count, words);
    if (s.word_count)
        find_hits(&s);
    for (size_t i = 0; i < s.hit_count && (o->json || i < SHOWN); i++) {
        if (o->json)
            put_hit_json(o, &s.hits[i]);
        else
            put_hit(o, &s, &s.hits[i]);
    }
    if (s.hit_count == 0)
        return found_nothing(count, words);
    if (!o->json && s.hit_count > SHOWN)
        printf("... and %lu more. Add a word.\n",
               (unsigned long)(s.hit_count - SHOWN));
    return KNOWN;
}

/* --- list ---------------------------------------------------------------- */

/* How wide the longest action is in words. */
static size_t action_width(void)
{
    size_t most = 0;

    for (int i = 0; *smtpc_action_phrase(i); i++)
        if (strlen(smtpc_action_phrase(i)) > most)
            most = strlen(smtpc_action_phrase(i));
    return most;
}

/* A code a line, with what to do about it; the title has the room that is
 * left. Where that is none, the line has a second. */
static void put_listed(const struct options *o, unsigned id)
{
    enum { CODE = 7, LEAST = 12 };
    const size_t action = action_width(), others = CODE + action + 4;
    struct smtpc_entry e;
    const char *phrase;
    char held[24], title[128];
    int class_;

    smtpc_get(id, &e);
    class_ = main_class(id, &e);
    write_held(held, sizeof held, &e, class_);
    phrase = smtpc_action_phrase(action_in(&e, class_));
    if (o->width >= others + LEAST) {
        size_t over = rest_of(strlen(held), CODE);

        cut(title, e.title, o->width - others - over);
        printf("%-*s  %-*s  %s\n", CODE, held, (int)action, phrase, title);
        return;
    }
    cut(title, e.title, o->width - strlen(held) - 2);
    printf("%s  %s\n", held, title);
    fill(o, "    ", "    ", phrase, strlen(phrase));
}

static int list_codes(const struct options *o, int count, char **words)
{
    (void)count;
    (void)words;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (o->json)
            put_code_json(o, e.code, id);
        else
            put_listed(o, id);
    }
    return KNOWN;
}

static const char usage_text[] =
    "usage: smtpcodes WORD...                look up a code, a cause, a token, "
    "a\n"
    "                                        provider or its host, or explain "
    "a\n"
    "                                        reply in quotes:\n"
    "                                        550, 5.7.26, mailbox-full, S3150\n"
    "       smtpcodes explain [FILE|TEXT]... explain a bounce, a reply or a "
    "log\n"
    "       smtpcodes summary [FILE]...      summarise the failures in a mail "
    "log\n"
    "       smtpcodes search WORD...         find entries that contain all "
    "words\n"
    "       smtpcodes list                   list every code, one per line\n"
    "\n"
    "  --for PARTY        show the steps of sender, sender-admin, recipient "
    "or\n"
    "                     recipient-admin\n"
    "  --provider NAME    say who sent the reply: google, microsoft-365 or a "
    "host\n"
    "  --json             print one JSON object per line; --texts adds the "
    "prose\n"
    "  --prometheus       write a summary as metrics in Prometheus' text "
    "format\n"
    "  --openmetrics      the same in that of OpenMetrics\n"
    "  --since-last FILE  compare with an earlier summary, written with "
    "--json\n"
    "  --lines, --mail    read the input as lines, or as a whole message\n"
    "  --each-line        read lines, and answer each by itself: for "
    "pipelines\n"
    "  --color WHEN       auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Without FILE, or if FILE is -, smtpcodes reads standard input. Exit "
    "status:\n"
    "0 known, 1 unknown, 2 wrong usage.\n";

/* --- options ------------------------------------------------------------- */

static int usage(const char *fault, const char *what)
{
    fprintf(stderr, "smtpcodes: %s", fault);
    put_text(stderr, what, strlen(what));
    fprintf(stderr, "\n%s", usage_text);
    return USAGE;
}

static int wants_color(void)
{
    const char *no = getenv("NO_COLOR");

    return (!no || !*no) && isatty(fileno(stdout));
}

/* How many columns a line may have: those of the terminal, within reason. */
static size_t wanted_width(void)
{
    const char *columns = getenv("COLUMNS");
    long width = columns ? strtol(columns, NULL, 10) : 0;

#ifdef TIOCGWINSZ
    struct winsize size;

    if (width <= 0 && isatty(fileno(stdout)) &&
        ioctl(fileno(stdout), TIOCGWINSZ, &size) == 0)
        width = size.ws_col;
#endif
    return width <= 0    ? 80
           : width < 40  ? 40
           : width > 100 ? 100
                         : (size_t)width;
}

static int unknown_provider(const char *name)
{
    const char *id;

    fputs("smtpcodes: unknown provider: ", stderr);
    put_text(stderr, name, strlen(name));
    fputs("\nKnown providers (the host of a mail server works too):\n", stderr);
    for (unsigned n = 1; (id = smtpc_provider_id(n)) != NULL; n++)
        fprintf(stderr, "  %s\n", id);
    return USAGE;
}

static int set_provider(struct options *o, const char *name)
{
    o->context.provider = smtpc_provider_of(name, strlen(name));
    return o->context.provider ? KNOWN : unknown_provider(name);
}

static int set_party(struct options *o, const char *name)
{
    for (o->party = 0; *smtpc_party_name(o->party); o->party++)
        if (strcmp(smtpc_party_name(o->party), name) == 0)
            return KNOWN;
    return usage("unknown party: ", name);
}

static int set_earlier(struct options *o, const char *path)
{
    o->earlier = path;
    return KNOWN;
}

static int set_color(struct options *o, const char *when)
{
    if (strcmp(when, "always") == 0)
        o->color = 1;
    else if (strcmp(when, "never") == 0)
        o->color = 0;
    else if (strcmp(when, "auto") != 0)
        return usage("--color must be auto, always or never, not ", when);
    return KNOWN;
}

/* An option that is there or not; 0: no such one. */
static int set_flag(struct options *o, const char *name)
{
    if (strcmp(name, "-h") == 0 || strcmp(name, "--help") == 0)
        o->help = 1;
    else if (strcmp(name, "--version") == 0)
        o->version = 1;
    else if (strcmp(name, "--json") == 0)
        o->json = 1;
    else if (strcmp(name, "--prometheus") == 0)
        o->metrics = METRICS_PROMETHEUS;
    else if (strcmp(name, "--openmetrics") == 0)
        o->metrics = METRICS_OPEN;
    else if (strcmp(name, "--texts") == 0)
        o->texts = 1;
    else if (strcmp(name, "--lines") == 0)
        o->shape = SHAPE_LINES;
    else if (strcmp(name, "--each-line") == 0)
        o->shape = SHAPE_EACH_LINE;
    else if (strcmp(name, "--mail") == 0)
        o->shape = SHAPE_MAIL;
    else
        return 0;
    return 1;
}

/* Options with a value, "--name VALUE" or "--name=VALUE". */
static const struct valued {
    const char *name;
    int (*set)(struct options *o, const char *value);
} valued[] = {{"--provider", set_provider},
              {"--for", set_party},
              {"--color", set_color},
              {"--since-last", set_earlier},
              {NULL, NULL}};

static const struct valued *find_valued(const char *arg)
{
    for (const struct valued *v = valued; v->name; v++) {
        size_t n = strlen(v->name);

        if (strncmp(arg, v->name, n) == 0 && (arg[n] == '\0' || arg[n] == '='))
            return v;
    }
    return NULL;
}

/* Take the option at argv[*i], and its value. */
static int read_option(struct options *o, int *i, int argc, char **argv)
{
    const struct valued *v = find_valued(argv[*i]);
    const char *value;

    if (!v)
        return set_flag(o, argv[*i]) ? KNOWN
                                     : usage("unknown option: ", argv[*i]);
    value = strchr(argv[*i], '=');
    if (value)
        return v->set(o, value + 1);
    if (*i + 1 == argc)
        return usage("missing value for ", argv[*i]);
    return v->set(o, argv[++*i]);
}

/* Take the options out of argv; what is left is compacted to its front. */
static int read_options(struct options *o, int *argc, char **argv)
{
    int left = 1, only_words = 0, status = KNOWN;

    o->color = wants_color();
    o->width = wanted_width();
    o->party = -1;
    for (int i = 1; i < *argc && status == KNOWN; i++) {
        int is_option =
            strncmp(argv[i], "--", 2) == 0 || strcmp(argv[i], "-h") == 0;

        if (only_words || !is_option)
            argv[left++] = argv[i];
        else if (strcmp(argv[i], "--") == 0)
            only_words = 1;
        else
            status = read_option(o, &i, *argc, argv);
    }
    *argc = left;
    return status;
}

static void put_version(void)
{
    printf("smtpcodes %d.%d.%d, registry of %s, %d codes\n",
           SMTPC_VERSION_MAJOR, SMTPC_VERSION_MINOR, SMTPC_VERSION_PATCH,
           SMTPC_REGISTRY, SMTPC_ENTRIES);
}

static const struct command {
    const char *name;
    int (*run)(const struct options *o, int count, char **words);
    int least, most; /* words */
    const char *fault, *help;
} commands[] = {
    {"explain", explain, 0, INT_MAX, "",
     "usage: smtpcodes explain [OPTION]... [FILE|TEXT]...\n\n"
     "Explain a bounce, a reply or the lines of a log. Without FILE or TEXT,\n"
     "paste the input, then press Ctrl-D.\n\n"
     "  smtpcodes explain bounce.eml\n"
     "  smtpcodes explain '550 5.1.1 User unknown'\n"
     "  tail -f mail.log | smtpcodes explain --for sender-admin\n"
     "  smtpcodes explain --json --each-line <replies >verdicts\n"},
    {"summary", summarize, 0, INT_MAX, "",
     "usage: smtpcodes summary [OPTION]... [FILE]...\n\n"
     "Summarise the failures in the logs of a mail server.\n\n"
     "  smtpcodes summary /var/log/mail.log\n"
     "  smtpcodes summary --prometheus /var/log/mail.log\n"},
    {"search", search, 1, INT_MAX, "search needs at least one word",
     "usage: smtpcodes search [--json [--texts]] WORD...\n\n"
     "List the codes, causes, messages and providers that contain all words,\n"
     "the best first. You can look up the first word of each line with\n"
     "smtpcodes.\n\n"
     "  smtpcodes search spf hard fail\n"},
    {"list", list_codes, 0, 0, "list takes no arguments",
     "usage: smtpcodes list [--json [--texts]]\n\n"
     "List every code with what to do.\n"},
    {NULL, NULL, 0, 0, NULL, NULL}};

static const char *command_name(size_t n)
{
    return commands[n].name;
}

static const struct command *find_command(const char *name)
{
    for (const struct command *c = commands; c->name; c++)
        if (strcmp(name, c->name) == 0)
            return c;
    return NULL;
}

static int run(int argc, char **argv)
{
    static struct options o; /* for what outlives this call */
    const struct command *c;

    memset(&o, 0, sizeof o);
    if (read_options(&o, &argc, argv) != KNOWN)
        return USAGE;
    if (argc > 1 && strcmp(argv[1], "help") == 0) {
        o.help = 1;
        argc--;
        argv++;
    }
    c = argc > 1 ? find_command(argv[1]) : NULL;
    if (o.help || o.version) {
        if (o.help)
            fputs(c ? c->help : usage_text, stdout);
        else
            put_version();
        return KNOWN;
    }
    if (argc < 2)
        return usage("give a code or a command", "");
    if (c)
        return argc - 2 < c->least || argc - 2 > c->most
                   ? usage(c->fault, "")
                   : c->run(&o, argc - 2, argv + 2);
    return show_words(&o, argc - 1, argv + 1);
}

/* Does nobody take the answers any more? Most programs end of that without a
 * word; this one reads it where who started it has the signal ignored. */
static int is_pipe_closed(void)
{
    return ferror(stdout) && errno == EPIPE;
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);

    if (status == FAILED_IO || fflush(stdout) != 0 || ferror(stdout)) {
        if (!is_pipe_closed())
            fputs("smtpcodes: reading or writing failed\n", stderr);
        return USAGE;
    }
    return status;
}
