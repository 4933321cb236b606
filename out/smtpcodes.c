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
#include <unistd.h>
#endif

enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, PROGRESS_LINES = 200000 };

static const char usage_text[] =
    "usage: smtpcodes WORD...               a code, a cause, a provider or "
    "its\n"
    "                                       host, a token, a reply in quotes:\n"
    "                                       550, 5.7.26, mailbox-full, S3150\n"
    "       smtpcodes explain [FILE|TEXT]... a bounce, a reply or a log\n"
    "       smtpcodes summary [FILE]...     what goes wrong, from a mail log\n"
    "       smtpcodes search WORD...        what speaks of all the words\n"
    "       smtpcodes list                  every code, one a line\n"
    "\n"
    "  --for PARTY       whose steps: sender, sender-admin, recipient or\n"
    "                    recipient-admin\n"
    "  --provider NAME   who sent the reply: google, microsoft-365, or a host\n"
    "  --json            one JSON object a line; --texts adds the prose\n"
    "  --lines, --mail   what the input is, where a guess would be wrong\n"
    "  --color WHEN      auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Without FILE, or where it is -, standard input is read. Exit status:\n"
    "0 known, 1 unknown, 2 usage.\n";

enum { SHAPE_GUESSED, SHAPE_LINES, SHAPE_MAIL };

struct options {
    int json, texts, color, help, version;
    int shape; /* of the input: SHAPE_LINES and the like */
    int party; /* whose steps; -1: of who must act */
    size_t width;
    struct smtpc_context context;
};

/* --- output -------------------------------------------------------------- */

static void paint(const struct options *o, const char *sequence)
{
    if (o->color)
        printf("\033[%sm", sequence);
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
        text = "If you run the sending server or domain";
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
        return "it goes on";
    case 4:
        return "temporary, retried";
    case 5:
        return "final";
    default:
        return "";
    }
}

/* "5.7.26  Title       final", or what does not fit on a line of
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
        printf("%s%s", first, title);
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
        return "nobody must act";
    case SMTPC_PARTY_SENDER_ADMIN:
        return "whoever runs the sending server";
    case SMTPC_PARTY_RECIPIENT_ADMIN:
        return "whoever runs the receiving server";
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
    return r->file >= 0;
}

static int cannot_open(const char *path)
{
    fputs("smtpcodes: cannot read ", stderr);
    put_text(stderr, path, strlen(path));
    fprintf(stderr, ": %s\n", strerror(errno));
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

/* --- what each program's lines look like --------------------------------- */

static struct result result_at(const struct log_line *l, enum outcome outcome,
                               size_t at)
{
    struct result r = {outcome, at, l->len, 0};

    return r;
}

static struct result no_result(const struct log_line *l)
{
    return result_at(l, NO_RESULT, l->len);
}

/* Behind "4F2C11: "; 0 when the line does not begin so. */
static size_t behind_id(const struct log_line *l)
{
    size_t at = l->at;

    while (at < l->len && smtpc_is_alnum_(l->text[at]))
        at++;
    return at > l->at && begins_at(l, at, ": ") ? at + 2 : 0;
}

struct ending {
    const char *word;
    enum outcome outcome;
};

/* ", status=bounced (...)": how it ended, and why. */
static struct result read_status(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {
        {"sent (", SENT},         {"deliverable (", SENT},
        {"deferred (", DEFERRED}, {"bounced (", FAILED},
        {"expired", FAILED},      {"undeliverable (", FAILED},
        {"force-expired", FAILED}};

    at = behind(l->text, at, l->len, ", status=");
    for (size_t i = 0; at && i < sizeof endings / sizeof endings[0]; i++) {
        const char *word = endings[i].word, *why = strchr(word, '(');

        if (begins_at(l, at, word)) /* "expired" itself tells why */
            return result_at(l, endings[i].outcome,
                             at + (why ? strlen(word) : 0));
    }
    return no_result(l);
}

/* What a program says of its own troubles, not of one delivery: "connect to
 * mx[192.0.2.1]:25: Connection refused", "warning: ... No space left on
 * device". */
static struct result read_trouble(const struct log_line *l, size_t at)
{
    static const char *const troubles[] = {
        "connect to ", "warning: ", "error: ",   "fatal: ",
        "SYSERR",      "STARTTLS",  "rejecting "};

    for (size_t i = 0; i < sizeof troubles / sizeof troubles[0]; i++)
        if (begins_at(l, at, troubles[i]))
            return result_at(l, NO_RESULT, at);
    return no_result(l);
}

/* "4F: to=<...>, relay=..., dsn=5.1.1, status=bounced (...)"; before that, of
 * one of several servers, "4F: host mx[...] said: ...". */
static struct result read_postfix(const struct log_line *l)
{
    size_t id = behind_id(l), at;

    if (id && begins_at(l, id, "host ")) {
        at = behind(l->text, id, l->len, " said: ");
        return at ? result_at(l, BY_REPLY, at) : no_result(l);
    }
    return id && begins_at(l, id, "to=") ? read_status(l, id)
                                         : read_trouble(l, id ? id : l->at);
}

/* "4F: from=<...>, status=expired, returned to sender". */
static struct result read_postfix_queue(const struct log_line *l)
{
    size_t id = behind_id(l);

    return id && (begins_at(l, id, "from=") || begins_at(l, id, "to="))
               ? read_status(l, id)
               : read_trouble(l, id ? id : l->at);
}

/* "NOQUEUE: reject: RCPT from x[...]: 550 5.7.1 ...; from=<...>": what we
 * said to a client is no delivery, but a reply, as far as it goes. */
static struct result read_postfix_refusal(const struct log_line *l)
{
    static const char *const stops[] = {"; from=", "; proto="};
    size_t at = behind_id(l), end;
    struct result r;

    if (!at ||
        !(begins_at(l, at, "reject") || begins_at(l, at, "milter-reject")))
        return read_trouble(l, at ? at : l->at);
    at = behind(l->text, at, l->len, " from ");
    if (at)
        at = behind(l->text, at, l->len, ": ");
    if (!at)
        return no_result(l);
    r = result_at(l, NO_RESULT, at);
    for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++) {
        end = behind(l->text, at, r.end, stops[i]);
        if (end)
            r.end = end - strlen(stops[i]);
    }
    return r;
}

/* "Sent (...)", "Deferred: ...": anything else is why it failed. */
static enum outcome stat_outcome(const struct log_line *l, size_t at)
{
    static const struct ending endings[] = {{"queued", NO_RESULT},
                                            {"Sent", SENT},
                                            {"Delivered", SENT},
                                            {"Deferred", DEFERRED}};

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, at, endings[i].word))
            return endings[i].outcome;
    return FAILED;
}

/* "0AN1: to=<...>, ..., dsn=5.1.1, stat=User unknown"; "0AN1: ruleset=...,
 * reject=550 ..." is what we said to a client. */
static struct result read_sendmail(const struct log_line *l)
{
    size_t id = behind_id(l), at = 0, reply;
    struct result r;

    if (id && begins_at(l, id, "ruleset=")) {
        at = behind(l->text, id, l->len, ", reject=");
        return at ? result_at(l, NO_RESULT, at) : no_result(l);
    }
    if (id && begins_at(l, id, "to="))
        at = behind(l->text, id, l->len, ", stat=");
    if (!at)
        return read_trouble(l, id ? id : l->at);
    if (stat_outcome(l, at) == NO_RESULT)
        return no_result(l);
    r = result_at(l, stat_outcome(l, at), at);
    reply = behind(l->text, id, at, ", reply=");
    if (reply) { /* "reply=550 5.1.1 ..., stat=Service unavailable" */
        r.end = at - strlen(", stat=");
        r.at = reply;
    }
    return r;
}

/* "1f mta delivery ... result="Ok" stat="250 ..."", mda for a local one;
 * before version 6 "relay: Ok for 1f: ..., stat=250 ...". */
static struct result read_opensmtpd(const struct log_line *l)
{
    static const struct ending endings[] = {
        {"Ok", SENT}, {"TempFail", DEFERRED}, {"PermFail", FAILED}};
    size_t at = word_end(l->text, l->at, l->len), how, stat;

    if (begins_at(l, l->at, "relay: ") || begins_at(l, l->at, "delivery: "))
        how = at + 1;
    else if (begins_at(l, at, " mta delivery ") ||
             begins_at(l, at, " mda delivery "))
        how = behind(l->text, at, l->len, " result=");
    else if (begins_at(l, at, " smtp failed-command ")) /* what we said */
        return result_at(l, NO_RESULT, behind(l->text, at, l->len, " result="));
    else
        return no_result(l);
    stat = behind(l->text, at, l->len, " stat=");
    if (!how || !stat)
        return no_result(l);
    if (begins_at(l, how, "\""))
        how++;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, how, endings[i].word))
            return result_at(l, endings[i].outcome, stat);
    return no_result(l);
}

/* Exim quotes the reply that took a message, and gives a reason for others:
 * "...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...". */
static struct result read_exim_reason(const struct log_line *l,
                                      enum outcome outcome, size_t at)
{
    size_t reason = behind(l->text, at, l->len, outcome == SENT ? " C=" : ": ");
    size_t reply = 0;

    if (reason && (begins_at(l, reason, "SMTP error ") ||
                   begins_at(l, reason, "LMTP error ")))
        reply = behind(l->text, reason, l->len, ": ");
    if (reply)
        reason = reply;
    return result_at(l, outcome, reason ? reason : l->len);
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
    static const struct ending marks[] = {{" => ", SENT},
                                          {" -> ", SENT},
                                          {" >> ", SENT},
                                          {" == ", DEFERRED},
                                          {" ** ", FAILED}};
    size_t at = l->at, end = skip_times(l, &at);

    if (end == at || !is_exim_id(l->text + at, end - at))
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, end, marks[i].word))
            return read_exim_reason(l, marks[i].outcome, end + 4);
    return no_result(l);
}

/* "delivery 7: failure: ..."; in syslog a time in seconds stands in front. */
static struct result read_qmail(const struct log_line *l)
{
    static const struct ending endings[] = {{": success: ", SENT},
                                            {": deferral: ", DEFERRED},
                                            {": failure: ", FAILED}};
    struct result r = no_result(l);
    size_t at = l->at;

    skip_times(l, &at);
    if (!begins_at(l, at, "delivery "))
        return r;
    for (at += strlen("delivery "); at < l->len; at++)
        if (!smtpc_is_digit_(l->text[at]))
            break;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (begins_at(l, at, endings[i].word))
            r = result_at(l, endings[i].outcome, at + strlen(endings[i].word));
    r.qmail = 1;
    return r;
}

/* A line of no log, or the end of a line of Postfix, as people cut it out. */
static struct result read_bare(const struct log_line *l)
{
    struct smtpc_response in;
    struct result r = no_result(l);

    if (begins_at(l, 0, "to=") || begins_at(l, 0, "dsn="))
        r = read_status(l, 0);
    if (r.outcome != NO_RESULT)
        return r;
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
    static const char *const marks[] = {"[",      "* ",    "INFO ", "NOTICE ",
                                        "level=", "WARN",  "ERROR", "CRIT",
                                        "DEBUG ", "TRACE "};
    if (l->at == 0)
        return no_result(l);
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (begins_at(l, l->at, marks[i]))
            return read_any(l);
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
    {"sendmail", "", read_sendmail},
    {"sm-", "", read_sendmail},
    {"smtpd", "smtpd", read_opensmtpd},
    {"exim", "", read_exim},
    {"qmail", "", read_qmail},
    {"", ".ERROR", read_any},
    {"", ".CRITICAL", read_any},
    {"", ".WARNING", read_any},
    {"maddy", "", read_any},
    {"zonemta", "", read_any},
    {"haraka", "", read_any},
    {"stalwart", "", read_any},
    {"kumod", "", read_any},
    {"postal", "", read_any},
    {"msmtp", "", read_any},
    {"ssmtp", "", read_any},
    {NULL, NULL, read_postfix},
    {NULL, NULL, read_sendmail},
    {NULL, NULL, read_exim},
    {NULL, NULL, read_qmail},
    {NULL, NULL, read_leveled},
};

static int wrote(const struct program *p, const struct log_line *l)
{
    size_t n;

    if (!p->begins || l->program_len == 0)
        return !p->begins && l->program_len == 0;
    n = strlen(p->ends);
    return begins(l->program, l->program_len, p->begins) &&
           l->program_len >= n &&
           memcmp(l->program + l->program_len - n, p->ends, n) == 0;
}

/* Find what in a line of Postfix, Exim, Sendmail, OpenSMTPD or qmail tells how
 * a delivery ended, or what else there is to explain in it. A line that starts
 * with a reply code, or quotes a reply, counts as that reply; of the other
 * lines of these programs nothing is explained. */
static struct result find_result(const char *text, size_t len)
{
    struct log_line l = {text, len, 0, text, 0, 0};
    struct result r;

    if (len >= 3 && smtpc_reply_id(smtpc_code_at_(text, 0, len)))
        return result_at(&l, BY_REPLY, 0);
    read_header(&l);
    for (size_t i = 0; i < sizeof programs / sizeof programs[0]; i++) {
        if (!wrote(&programs[i], &l))
            continue;
        r = programs[i].read(&l);
        if (r.at < l.len || r.outcome != NO_RESULT)
            return r;
    }
    if (l.program_len == 0 && len - l.at >= 3 &&
        smtpc_reply_id(smtpc_code_at_(text, l.at, len)))
        return result_at(&l, BY_REPLY, l.at);
    return l.program_len || l.stamped ? no_result(&l) : read_bare(&l);
}

/* Point *dsn at the value of "dsn=5.1.1," before at and return its length; 0
 * when there is none, *dsn as it was. */
static size_t find_dsn(const char *line, size_t at, const char **dsn)
{
    size_t found = begins(line, at, "dsn=") ? strlen("dsn=")
                                            : behind(line, 0, at, ", dsn=");
    size_t n;
    uint32_t status;

    if (!found)
        return 0;
    n = smtpc_status_parse(line + found, at - found, &status);
    if (n)
        *dsn = line + found;
    return n;
}

/* --- summary ------------------------------------------------------------- */

struct tally {
    unsigned long replies;
    unsigned long reasons[256], actions[16], providers[256];
};

static void count_verdict(struct tally *t, const struct smtpc_verdict *v)
{
    t->replies++;
    t->reasons[v->reason]++;
    t->actions[v->action]++;
    t->providers[v->provider_number]++;
}

static void put_bar(unsigned long n, unsigned long all, const char *name)
{
    unsigned long length = all ? n * 40 / all : 0;

    printf("  %-22s %9lu %5.1f %% ", name, n,
           all ? 100.0 * (double)n / (double)all : 0.0);
    for (unsigned long i = 0; i < length; i++)
        putchar('#');
    putchar('\n');
}

/* Rows with something in them, the largest first. */
static void put_table(const char *title, const unsigned long *counts,
                      unsigned size, unsigned long all,
                      const char *(*name)(int))
{
    unsigned char done[256] = {0};

    printf("%s\n", title);
    for (;;) {
        unsigned best = size;

        for (unsigned i = 0; i < size; i++)
            if (!done[i] && counts[i] &&
                (best == size || counts[i] > counts[best]))
                best = i;
        if (best == size)
            return;
        done[best] = 1;
        put_bar(counts[best], all, name((int)best));
    }
}

static const char *provider_name(int number)
{
    return number ? smtpc_provider_id((unsigned)number) : "(not shown)";
}

static void put_summary(const struct options *o, const struct tally *t,
                        unsigned long lines)
{
    paint(o, "1");
    printf("%lu lines, %lu replies\n", lines, t->replies);
    paint(o, "0");
    put_table("By cause", t->reasons, 256, t->replies, smtpc_reason_name);
    put_table("By action", t->actions, 16, t->replies, smtpc_action_name);
    put_table("By provider", t->providers, 256, t->replies, provider_name);
}

/* --- answers ------------------------------------------------------------- */

/* What is told of one delivery, besides the verdict; NULL or "": not known. */
struct answer {
    const struct smtpc_verdict *v;
    const char *recipient, *host, *reply;
    const char *sender; /* the domain that sent it */
    int is_own;         /* who reads it runs the server that says so */
};

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
static size_t find_ip(const char *text, const char **ip)
{
    for (; *text; text += strspn(text, "0123456789.") + 1) {
        size_t n = strspn(text, "0123456789."), dots = 0;

        for (size_t i = 0; i < n; i++)
            dots += text[i] == '.';
        *ip = text;
        if (n && text[n - 1] == '.') {
            n--;
            dots--;
        }
        if (dots == 3 && n >= 7)
            return n;
        text += n;
        if (!*text)
            break;
    }
    return 0;
}

/* What a placeholder stands for here, where that is known. Who asks for a TXT
 * record asks about the sender's domain, for others about the recipient's. */
static size_t known_for(const struct answer *a, const char *step, size_t len,
                        const char *name, const char **value)
{
    const char *at = a->recipient ? strrchr(a->recipient, '@') : NULL;
    const char *txt = strstr(step, "TXT"), *key = strstr(step, "_domainkey");

    *value = "";
    if (strncmp(name, "{recipient}", 11) == 0 && at)
        *value = a->recipient;
    else if (strncmp(name, "{host}", 6) == 0 && a->host)
        *value = a->host;
    else if (strncmp(name, "{ip}", 4) == 0 && a->reply)
        return find_ip(a->reply, value);
    else if (strncmp(name, "{domain}", 8) == 0)
        *value = (txt && txt < step + len) || (key && key < step + len)
                     ? a->sender ? a->sender : ""
                 : at ? at + 1
                      : "";
    return strlen(*value);
}

/* Steps with what is known filled in. */
static void fill_in(const struct answer *a, const char *steps, char *to,
                    size_t size)
{
    size_t len = 0;

    while (*steps && len + 1 < size) {
        size_t line = strcspn(steps, "\n");
        const char *end = steps + line + (steps[line] == '\n');
        const char *begin = steps;

        while (steps < end && len + 1 < size) {
            const char *value, *close = strchr(steps, '}');
            size_t n = *steps == '{' && close
                           ? known_for(a, begin, line, steps, &value)
                           : 0;

            if (n && n < size - len - 1) {
                memcpy(to + len, value, n);
                len += n;
                steps = close + 1;
            } else {
                to[len++] = *steps++;
            }
        }
    }
    to[len] = '\0';
}

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

/* Whoever holds a bounce is on the sender's side: those steps are shown, of
 * whoever runs the server where that is who must act, or who reads it. */
static int shown_party(const struct options *o, const struct answer *a)
{
    const int admin = SMTPC_PARTY_SENDER_ADMIN;

    if (o->party >= 0)
        return o->party;
    return a->v->party == admin ||
                   (a->is_own && *smtpc_verdict_steps(a->v, admin))
               ? admin
               : SMTPC_PARTY_SENDER;
}

/* "550 5.1.1" */
static void write_codes(const struct smtpc_verdict *v, char to[16])
{
    char status[12] = "";

    if (v->status)
        smtpc_status_format(v->status, status);
    if (v->code)
        snprintf(to, 16, "%d%s%s", v->code, *status ? " " : "", status);
    else
        snprintf(to, 16, "%s", status);
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

/* Of a reply the line that has its code, and of that whole words, as many as
 * tell which it is. */
static void put_reply(const struct options *o, const struct answer *a)
{
    enum { ENOUGH = 48 };
    const char *line = a->reply, *next = strchr(line, '\n');
    char text[ENOUGH + 8];
    size_t len;

    if (next && a->v->code && !smtpc_code_at_(line, 0, strcspn(line, "\n")))
        line = next + 1;
    len = strcspn(line, "\n");
    next = "";
    if (len > ENOUGH) {
        for (len = ENOUGH; len > 0 && line[len] != ' '; len--)
            ;
        next = " ...";
    }
    snprintf(text, sizeof text, "%.*s%s", (int)(len ? len : ENOUGH), line,
             next);
    put_row(o, "Reply", text);
}

static void put_answer(const struct options *o, const struct answer *a)
{
    const struct smtpc_verdict *v = a->v;
    int class_ = v->code ? v->code / 100 : smtpc_status_class(v->status);
    char codes[16];

    write_codes(v, codes);
    put_head_line(o, codes, v->title, class_);
    if (a->recipient)
        put_row(o, "For", a->recipient);
    if (a->host)
        put_row(o, "From", a->host);
    if (a->reply)
        put_reply(o, a);
    put_row(o, "Who", whose(v->action, v->party));
    put_row(o, "Do", smtpc_action_phrase(v->action));
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        put_row(o, "Note", "the two codes contradict each other");
    if (v->confidence == SMTPC_CONFIDENCE_LOW)
        put_row(o, "Note", "only a guess: the words are vague");
    if (o->party < 0 && !a->is_own && v->party == SMTPC_PARTY_SENDER_ADMIN)
        put_row(o, "You", "sent it? Forward this to them");
    put_more(o, a, put_reader_steps(o, a, shown_party(o, a)));
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
                               const struct smtpc_bounce *b,
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

static struct smtpc_bounce bounce;
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
        struct answer a = {&to->verdict, NULL, NULL, NULL, NULL, 0};

        known |= to->verdict.reason != SMTPC_REASON_OTHER_;
        if (o->json) {
            put_recipient_json(o, &bounce, to);
            continue;
        }
        a.recipient = *to->address ? to->address : NULL;
        a.host = *to->host ? to->host : NULL;
        a.reply = *to->words ? to->words : NULL;
        if (i)
            putchar('\n');
        put_answer(o, &a);
    }
    if (bounce.is_cut)
        fprintf(stderr, "smtpcodes: only the first %d recipients are told\n",
                RECIPIENTS_MAX);
    return known;
}

/* What a mail is that tells of no failure. */
static void put_mail_kind(int kind)
{
    switch (kind) {
    case SMTPC_MAIL_SUCCESS:
        puts("No failure: the report says that the message was delivered.");
        break;
    case SMTPC_MAIL_AUTO_REPLY:
        puts("No failure: an automatic answer, such as a vacation notice.");
        break;
    case SMTPC_MAIL_FEEDBACK:
        puts("No failure: a complaint. The recipient called the message spam; "
             "stop mailing them.");
        break;
    case SMTPC_MAIL_RECEIPT:
        puts("No failure: a receipt says what the reader did with the "
             "message.");
        break;
    default:
        puts("No bounce: no mail system says here that a message failed.");
        break;
    }
}

/* Explain a line: of a log, what became of the delivery; of anything else,
 * all of it. Return what smtpc_explain does. */
static int explain_result(const struct options *o, const char *line,
                          struct result r, struct smtpc_verdict *v)
{
    enum { BEFORE = 16 };
    static char text[BEFORE + LINE_MAX_LEN];
    struct smtpc_response in;
    const char *reason = line + r.at, *status;
    size_t len = r.end - r.at, dsn, n;
    int known;

    for (size_t i = 0; i < len; i++)
        text[BEFORE + i] =
            r.qmail && (reason[i] == '_' || reason[i] == '/') ? ' ' : reason[i];
    smtpc_read(text + BEFORE, len, &in);
    if (r.outcome == SENT &&
        (in.code ? in.code / 100 : (int)(in.status >> 20)) != 2) {
        known = smtpc_explain("250", 3, &o->context, v);
        v->code = 0; /* it is not in the line */
        return known;
    }
    if (r.outcome <= BY_REPLY || r.outcome == SENT || in.code || in.status)
        return smtpc_explain(text + BEFORE, len, &o->context, v);
    /* The reason has no code: the log's own, or one for how it ended. */
    status = r.outcome == DEFERRED ? "4.0.0" : "5.0.0";
    dsn = find_dsn(line, r.at, &status);
    n = dsn ? dsn : strlen(status);
    memcpy(text + BEFORE - 1 - n, status, n);
    text[BEFORE - 1] = ' ';
    known = smtpc_explain(text + BEFORE - 1 - n, n + 1 + len, &o->context, v);
    if (dsn == 0)
        v->status = 0; /* it is not in the line */
    return known;
}

/* --- lines of replies and logs ---------------------------------------------
 */

struct stream {
    const struct options *o;
    unsigned long lines, shown;
    int known, failed;
    char reply[LINE_MAX_LEN]; /* the lines of one reply, so far */
    size_t held;
};

static void put_line_json(const struct options *o, const char *line, size_t len,
                          int is_continued, const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
    if (is_continued)
        printf(",\"continued\":true");
    put_verdict_members(o, v);
    puts("}");
}

/* Is a line one of a log? */
static int is_log_line(const char *line, size_t len)
{
    struct log_line l = {line, len, 0, line, 0, 0};

    read_header(&l);
    return l.stamped || l.program_len > 0;
}

/* Explain one line, or one reply of several, and print it. As text nothing is
 * said of lines that hold nothing to explain. */
static void take_line(struct stream *s, const char *line, size_t len)
{
    const struct options *o = s->o;
    struct result r = find_result(line, len);
    struct answer a = {0};
    struct smtpc_verdict v;

    if (r.outcome == NO_RESULT && !o->json && r.at == r.end)
        return;
    s->known |= explain_result(o, line, r, &v);
    if (o->json) {
        put_line_json(o, line, len, 0, &v);
        return;
    }
    if (v.basis <= SMTPC_BASIS_CLASS)
        return;
    if (s->shown++)
        putchar('\n');
    a.v = &v;
    a.is_own = !v.code || is_log_line(line, len);
    put_answer(o, &a);
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

/* Can a line be of the reply whose lines are held? It has its code, and no
 * other status. */
static int is_of_reply(const struct stream *s, const char *line, size_t len)
{
    struct smtpc_response held, next;

    if (len < 3 || memcmp(s->reply, line, 3) != 0 ||
        s->held + len >= sizeof s->reply)
        return 0;
    smtpc_read(s->reply, s->held, &held);
    smtpc_read(line, len, &next);
    return !held.status || !next.status || held.status == next.status;
}

static void end_reply(struct stream *s)
{
    if (s->held && !s->o->json)
        take_line(s, s->reply, s->held);
    s->held = 0;
}

/* Of the lines of one reply each is an object with --json, and says what is
 * known so far; the last is about the whole. */
static void put_part_json(struct stream *s, const char *line, size_t len)
{
    struct smtpc_verdict v;

    s->known |= smtpc_explain(s->reply, s->held, &s->o->context, &v);
    put_line_json(s->o, line, len, goes_on(line, len), &v);
}

/* Take a line. The lines of one reply ("550-", "550 ") are taken together. */
static void add_reply_line(struct stream *s, const char *line, size_t len)
{
    if (len && line[len - 1] == '\r')
        len--;
    if (s->held && !is_of_reply(s, line, len))
        end_reply(s);
    if ((!s->held && !goes_on(line, len)) || len >= sizeof s->reply) {
        take_line(s, line, len);
        return;
    }
    if (s->held)
        s->reply[s->held++] = '\n';
    memcpy(s->reply + s->held, line, len);
    s->held += len;
    if (s->o->json)
        put_part_json(s, line, len);
    if (!goes_on(line, len))
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
};

/* Is the field, whose name has so many letters, one that mails have and pasted
 * replies do not? */
static int is_mail_field(const char *line, size_t name)
{
    static const char names[] =
        "received\0from\0to\0cc\0subject\0date\0sender\0path\0newsgroups\0";

    if (smtpc_is_report_field_(smtpc_piece_(line, 0, name + 1)))
        return 0;
    return memchr(line, '-', name) != NULL ||
           smtpc_is_at_(line, name, name, names, 0);
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
    size_t field = smtpc_field_name_(smtpc_piece_(line, 0, len));
    int is_blank = smtpc_is_blank_(smtpc_piece_(line, 0, len));

    if (o->shape != SHAPE_GUESSED)
        return o->shape == SHAPE_LINES ? LINES : MAIL;
    if ((field && is_mail_field(line, field)) ||
        (in->lines == 0 && is_mailbox_mark(line, len))) {
        in->fields++;
        return UNDECIDED;
    }
    if (is_blank && (in->fields > 1 || in->lines == 0))
        return in->fields > 1 ? MAIL : UNDECIDED;
    if (in->fields && (field || *line == ' ' || *line == '\t'))
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

static void take_input_line(struct stream *s, struct input *in,
                            const char *line, size_t len)
{
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

/* --- mails and what was pasted ------------------------------------------- */

static void explain_mail(struct stream *s, const struct text *mail)
{
    size_t count = read_mail(s->o, mail);

    s->known |= put_recipients(s->o, count);
    if (!count && !s->o->json)
        put_mail_kind(bounce.kind);
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

static void end_input(struct stream *s, struct input *in)
{
    if (in->shape == UNDECIDED)
        in->shape = s->o->json || in->fields < 2 ? LINES : MAIL;
    if (in->shape == PASTED && in->lines == 1)
        in->shape = LINES;
    if (in->shape == LINES) {
        release(s, in);
        end_reply(s);
    } else if (in->shape == MAIL) {
        explain_mail(s, &in->text);
    } else {
        explain_pasted(s, &in->text);
    }
    drop_text(&in->text);
}

/* --- files --------------------------------------------------------------- */

static void read_input(struct stream *s, struct reader *reader)
{
    struct input in = {UNDECIDED, {0}, 0, 0};
    size_t len;

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

    memset(&s, 0, sizeof s);
    s.o = o;
    if (count == 0 && isatty(fileno(stdin)))
        fputs("Paste the bounce, the reply or the log, then press Ctrl-D.\n",
              stderr);
    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(paths[i]);
        read_input(&s, &reader);
        end_reading(&reader);
    }
    if (!s.failed && !o->json && s.shown == 0)
        put_nothing_found(s.lines);
    return s.failed ? FAILED_IO : s.known ? KNOWN : UNKNOWN;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    struct answer a = {&v, NULL, NULL, NULL, NULL, 0};
    size_t len = 0;
    int known;

    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    known = explain_result(o, text, find_result(text, len), &v);
    if (o->json)
        put_line_json(o, text, len, 0, &v);
    else if (v.basis == SMTPC_BASIS_NONE)
        put_nothing_found(1);
    else {
        a.is_own = !v.code || is_log_line(text, len);
        put_answer(o, &a);
    }
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

static int explain(const struct options *o, int count, char **words)
{
    return are_files(count, words) ? explain_files(o, count, words)
                                   : explain_words(o, count, words);
}

/* --- summary ----------------------------------------------------------------
 */

static void progress(unsigned long lines)
{
    if (lines % PROGRESS_LINES == 0 && isatty(fileno(stderr)))
        fprintf(stderr, "\r%lu lines\n", lines);
}

static int summarize(const struct options *o, int count, char **paths)
{
    static struct reader reader;
    static struct tally tally;
    unsigned long lines = 0;
    size_t len;
    int known = 0;

    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(paths[i]);
        while (next_line(&reader, &len)) {
            struct result r = find_result(reader.line, len);
            struct smtpc_verdict v;

            progress(++lines);
            if (r.outcome == NO_RESULT)
                continue;
            known |= explain_result(o, reader.line, r, &v);
            count_verdict(&tally, &v);
        }
        end_reading(&reader);
    }
    put_summary(o, &tally, lines);
    return reader.failed ? FAILED_IO : known ? KNOWN : UNKNOWN;
}

/* --- what a word is ------------------------------------------------------ */

enum kind { NOTHING, A_CODE, A_CAUSE, A_MESSAGE, A_PROVIDER };

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
    unsigned subject, first, last;
    char class_, more, symbol[64];

    if (word[strspn(word, "0123456789.-X")] ||
        sscanf(word, "%c.%3u.%3u-%3u%c", &class_, &subject, &first, &last,
               &more) != 4 ||
        !strchr("245X", class_))
        return 0;
    snprintf(symbol, sizeof symbol, "SMTPC_X_%u_%u_TO_%u", subject, first,
             last);
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

/* The message that one word alone tells, "S3150": a phrase of its own, in a
 * final reply or a temporary one, and no guess. 0: none. */
static unsigned message_by_word(const struct options *o, const char *word,
                                int confidence)
{
    static const int codes[] = {550, 421};
    struct smtpc_verdict v;

    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        smtpc_explain_parts(codes[i], 0, word, strlen(word), &o->context, &v);
        if (v.basis == SMTPC_BASIS_TEXT && v.confidence >= confidence)
            return message_by_id(v.message);
    }
    return 0;
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
           (len > 3 && smtpc_status_parse(word, len, &status) == len);
}

/* --- did you mean -------------------------------------------------------- */

static const char *command_name(size_t n); /* NULL behind the last */

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
            size_t least = last[j - 1] + (a[i - 1] != b[j - 1]);

            if (last[j] + 1 < least)
                least = last[j] + 1;
            if (now[j - 1] + 1 < least)
                least = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
                a[i - 2] == b[j - 1] && before[j - 2] + 1 < least)
                least = before[j - 2] + 1;
            now[j] = least;
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

/* What stands in a reply: "5.7.26" for X.7.26. */
static void write_held(char *to, size_t size, const struct smtpc_entry *e,
                       int class_)
{
    if (e->code[0] == 'X' && class_)
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

static void put_head(const struct options *o, const struct page *p)
{
    put_head_line(o, p->name, p->title, p->class_);
}

/* The steps of one reader, under a heading. */
static void put_reader(const struct options *o, const struct page *p, int party)
{
    const char *steps = steps_of(p, party);

    if (!*steps)
        return;
    putchar('\n');
    put_reader_heading(o, party);
    put_steps(o, steps);
}

/* For whoever asked, or those at the sending side, who hold the reply; what
 * the others can do is told where these have nothing to do. */
static void put_readers(const struct options *o, const struct page *p)
{
    if (o->party >= 0) {
        put_reader(o, p, o->party);
        return;
    }
    put_reader(o, p, SMTPC_PARTY_SENDER);
    put_reader(o, p, SMTPC_PARTY_SENDER_ADMIN);
    if (!*steps_of(p, SMTPC_PARTY_SENDER) &&
        !*steps_of(p, SMTPC_PARTY_SENDER_ADMIN))
        put_reader(o, p, p->party);
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
        return "nobody";
    }
}

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
        printf("%*s", (int)(width > len ? width - len + 2 : 2), "");
    return text + len + strspn(text + len, " ");
}

/* A row of as many lines as its longest cell takes. */
static void put_cells(const char *const cells[3], const size_t widths[3])
{
    const char *left[3] = {cells[0], cells[1], cells[2]};

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
    put_row(o, "Next", "paste the words of the reply: smtpcodes explain");
    snprintf(text, sizeof text,
             "you run a server: smtpcodes --for "
             "sender-admin %s",
             code);
    put_row(o, "", text);
}

/* --- one code ------------------------------------------------------------ */

/* What to do after X.7.26, which may be 4.7.26 or 5.7.26. */
static void put_both_actions(const struct options *o,
                             const struct smtpc_entry *e)
{
    char text[160];

    snprintf(text, sizeof text, "4%s: %s; 5%s: %s", e->code + 1,
             smtpc_action_phrase(e->actions[4]), e->code + 1,
             smtpc_action_phrase(e->actions[5]));
    put_row(o, "Do", text);
}

/* Where a code comes from that no standard has, and whether anybody should
 * still use it. */
static void put_standing(const struct options *o, const struct page *p,
                         const struct smtpc_entry *e)
{
    const char *retired = smtpc_retired(p->id);

    if (e->standing == SMTPC_STANDING_FOLKLORE)
        put_row(o, "Code", "not a standard code: guides list it");
    if (e->standing == SMTPC_STANDING_PROVIDER)
        put_row(o, "Code", "not a standard code: a provider's own");
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
    p.action = e->actions[sure >= 2 && sure <= 5 ? sure : 5];
    smtpc_explain_parts(status ? 0 : (int)e->number, status, "", 0, &o->context,
                        v);
    if (v->basis != SMTPC_BASIS_PROVIDER)
        return p;
    p.of = v;
    p.title = v->title;
    p.meaning = smtpc_verdict_meaning(v);
    p.party = v->party;
    p.action = v->action;
    return p;
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
    int is_wide;

    smtpc_get(id, &e);
    p = page_of_code(o, token, id, &e, &v);
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    if (p.class_ || e.actions[4] == e.actions[5])
        put_row(o, "Do", smtpc_action_phrase(p.action));
    else
        put_both_actions(o, &e);
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

    snprintf(text, sizeof text, "%s is no code that this catalogue knows.",
             token);
    paint(o, "1");
    fill(o, "", "", text, strlen(text));
    paint(o, "0");
    if (smtpc_status_parse(token, strlen(token), &status)) {
        const char *subject = smtpc_subject_title(smtpc_status_subject(status));

        snprintf(text, sizeof text, "%s, %s", smtpc_status_class_title(class_),
                 finality(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
        snprintf(first, sizeof first, "X.%d", smtpc_status_subject(status));
        put_row(o, first, subject);
    } else if (class_) {
        snprintf(text, sizeof text, "%s, %s", smtpc_class_title(class_),
                 finality(class_));
        snprintf(first, sizeof first, "%d", class_);
        put_row(o, first, text);
    }
    put_row(o, "Next", "paste the words of the reply: smtpcodes explain");
}

/* --- causes, messages, providers ----------------------------------------- */

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
        snprintf(text + len, sizeof text - len, ", if their words say so");
    if (len)
        put_row(o, by_words ? "Also" : "Codes", text);
}

/* A cause is as a final reply has it, unless a temporary one asks for
 * something else. */
static void put_cause(const struct options *o, unsigned reason)
{
    struct smtpc_verdict v, soft;
    struct page p = {0};
    char text[160];

    if (!smtpc_cause((int)reason, 5, &v) || !smtpc_cause((int)reason, 4, &soft))
        return;
    p.name = smtpc_reason_name(v.reason);
    p.title = v.title;
    p.meaning = smtpc_verdict_meaning(&v);
    p.action = v.action;
    p.party = v.party;
    p.of = &v;
    put_head(o, &p);
    put_row(o, "Who", whose(p.action, p.party));
    snprintf(text, sizeof text, "%s", smtpc_action_phrase(v.action));
    if (soft.action != v.action)
        snprintf(text, sizeof text, "%s; after a reply that starts with 4: %s",
                 smtpc_action_phrase(v.action),
                 smtpc_action_phrase(soft.action));
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
    struct page p = {0};
    char name[128], text[128];

    if (!smtpc_message(number, &v))
        return;
    p.name =
        plain_len((const unsigned char *)token, strlen(token)) == strlen(token)
            ? token
            : v.message;
    p.title = v.title;
    p.meaning = smtpc_verdict_meaning(&v);
    p.action = v.action;
    p.party = v.party;
    p.of = &v;
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
             "smtpcodes %s; with the whole reply, smtpcodes explain",
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
    fputs("' is no code, cause, provider or command.", stderr);
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

static int show_word(const struct options *o, char *word, int is_first)
{
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
    return a == b || (is_letter(a) && is_letter(b) && (a | 32) == (b | 32));
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
    smtpc_use(id, n, &use);
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
    fputs("Nothing speaks of ", stderr);
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
        printf("... and %lu more: add a word.\n",
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
    phrase =
        smtpc_action_phrase(e.actions[class_ >= 2 && class_ <= 5 ? class_ : 5]);
    if (o->width >= others + LEAST) {
        size_t over = strlen(held) > CODE ? strlen(held) - CODE : 0;

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
    fputs("\nKnown, also by the hosts of their mail servers, are:\n", stderr);
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

static int set_color(struct options *o, const char *when)
{
    if (strcmp(when, "always") == 0)
        o->color = 1;
    else if (strcmp(when, "never") == 0)
        o->color = 0;
    else if (strcmp(when, "auto") != 0)
        return usage("--color expects auto, always or never, not ", when);
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
    else if (strcmp(name, "--texts") == 0)
        o->texts = 1;
    else if (strcmp(name, "--lines") == 0)
        o->shape = SHAPE_LINES;
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
} valued[] = {
    {"--provider", set_provider}, {"--for", set_party}, {"--color", set_color}};

static const struct valued *find_valued(const char *arg)
{
    for (size_t i = 0; i < sizeof valued / sizeof valued[0]; i++) {
        size_t n = strlen(valued[i].name);

        if (strncmp(arg, valued[i].name, n) == 0 &&
            (arg[n] == '\0' || arg[n] == '='))
            return &valued[i];
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
        return usage("missing value of ", argv[*i]);
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
     "Say what a bounce, a reply or the lines of a log mean. Without FILE or\n"
     "TEXT, paste it and end with Ctrl-D.\n\n"
     "  smtpcodes explain bounce.eml\n"
     "  smtpcodes explain '550 5.1.1 User unknown'\n"
     "  tail -f mail.log | smtpcodes explain --for sender-admin\n"},
    {"summary", summarize, 0, INT_MAX, "",
     "usage: smtpcodes summary [OPTION]... [FILE]...\n\n"
     "Say what goes wrong in the logs of a mail server.\n\n"
     "  smtpcodes summary /var/log/mail.log\n"},
    {"search", search, 1, INT_MAX, "search expects a word",
     "usage: smtpcodes search [--json [--texts]] WORD...\n\n"
     "List the codes, causes, messages and providers that speak of all the\n"
     "words, the best first. What stands at the front of a line is a word for\n"
     "smtpcodes.\n\n"
     "  smtpcodes search spf hard fail\n"},
    {"list", list_codes, 0, 0, "list takes no words",
     "usage: smtpcodes list [--json [--texts]]\n\n"
     "List every code with what to do about it.\n"}};

static const char *command_name(size_t n)
{
    return n < sizeof commands / sizeof commands[0] ? commands[n].name : NULL;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++)
        if (strcmp(name, commands[i].name) == 0)
            return &commands[i];
    return NULL;
}

static int run(int argc, char **argv)
{
    struct options o = {0};
    const struct command *c;

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
        return usage("expected a code or a command", "");
    if (c)
        return argc - 2 < c->least || argc - 2 > c->most
                   ? usage(c->fault, "")
                   : c->run(&o, argc - 2, argv + 2);
    return show_words(&o, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    int status = run(argc, argv);

    if (status == FAILED_IO || fflush(stdout) != 0 || ferror(stdout)) {
        fputs("smtpcodes: reading or writing failed\n", stderr);
        return USAGE;
    }
    return status;
}
