/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_text.h"

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
    "usage: smtpcodes CODE...               550, 5.7.26, X.1.1 or a symbol\n"
    "       smtpcodes explain [FILE|TEXT]... a bounce, a reply or a log\n"
    "       smtpcodes summary [FILE]...     what goes wrong, from a mail log\n"
    "       smtpcodes search WORD...        codes that speak of all the words\n"
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
    size_t column = 0, left = strlen(indent);

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
            column = left;
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
static void put_steps(const struct options *o, const char *steps)
{
    unsigned number = 0;

    while (*steps) {
        size_t len = strcspn(steps, "\n"), said = strcspn(steps, "\n\t");
        char first[16];

        snprintf(first, sizeof first, "  %2u. ", ++number);
        fill(o, first, "      ", steps, said);
        if (said < len) {
            fputs("          ", stdout);
            put_text(stdout, steps + said + 1, len - said - 1);
            putchar('\n');
        }
        steps += len + (steps[len] == '\n');
    }
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

static void count(struct tally *t, const struct smtpc_verdict *v)
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

/* --- explain ------------------------------------------------------------- */

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

static void put_verdict_json(const struct options *o, const char *line,
                             size_t len, const struct smtpc_verdict *v)
{
    printf("{\"line\":");
    put_json(line, len);
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
    puts("}");
}

static void put_verdict(const struct options *o, const struct smtpc_verdict *v)
{
    const char *meaning = smtpc_verdict_meaning(v);

    if (v->basis == SMTPC_BASIS_NONE) {
        puts("No reply found.");
        return;
    }
    paint(o, "1");
    if (v->code)
        printf("%d ", v->code);
    if (v->status)
        put_status("", v->status, " ");
    printf("%s\n", v->title);
    paint(o, "0");
    printf("  Cause: %s. Who must act: %s. What to do: ",
           smtpc_reason_name(v->reason), smtpc_party_name(v->party));
    paint(o, "1");
    printf("%s", smtpc_action_name(v->action));
    paint(o, "0");
    puts(".");
    fill(o, "  ", "  ", meaning, strlen(meaning));
    put_steps(o, smtpc_verdict_steps(v, reader_of(o, v->party)));
    printf("  Known by: %s, %s confidence%s%s\n", smtpc_basis_name(v->basis),
           smtpc_confidence_name(v->confidence),
           *v->provider ? "; sent by " : "", v->provider);
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        puts("  The two codes contradict each other.");
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

/* What is read, and what becomes of it: results are counted, or, without a
 * tally, explained. */
struct stream {
    const struct options *o;
    struct tally *tally;
    unsigned long lines, shown;
    int known, failed, shows_progress;
};

static void progress(const struct stream *s, int last)
{
    if (s->shows_progress &&
        (last ? s->lines >= PROGRESS_LINES : s->lines % PROGRESS_LINES == 0))
        fprintf(stderr, "\r%lu lines%s", s->lines, last ? "\n" : "");
}

/* Explain one line, or one reply of several, and print or count it. As text
 * nothing is said of lines that hold nothing to explain. */
static void take_line(struct stream *s, const char *line, size_t len)
{
    const struct options *o = s->o;
    struct result r = find_result(line, len);
    struct smtpc_verdict v;
    int known;

    if (r.outcome == NO_RESULT && (s->tally || (!o->json && r.at == r.end)))
        return;
    known = explain_result(o, line, r, &v);
    if (v.basis <= SMTPC_BASIS_CLASS && !s->tally && !o->json)
        return;
    if (s->tally) {
        count(s->tally, &v);
    } else if (o->json) {
        put_verdict_json(o, line, len, &v);
    } else {
        if (s->shown++)
            putchar('\n');
        put_verdict(o, &v);
    }
    s->known |= known;
}

/* "550-": a reply that goes on in the next line. */
static int goes_on(const char *line, size_t len)
{
    return len > 3 && line[3] == '-' && smtpc_code_at_(line, 0, len);
}

/* The lines of a file. With --json each is one object; else the lines of one
 * reply ("550-", "550 ") are taken together. */
static void read_lines(struct stream *s, struct reader *reader)
{
    static char reply[LINE_MAX_LEN];
    size_t len, held = 0;

    while (next_line(reader, &len)) {
        const char *line = reader->line;

        if (len && line[len - 1] == '\r')
            len--;
        s->lines++;
        progress(s, 0);
        if (held && (len < 3 || memcmp(reply, line, 3) != 0 ||
                     held + len >= sizeof reply)) {
            take_line(s, reply, held);
            held = 0;
        }
        if (!s->o->json && (held || goes_on(line, len)) && len < sizeof reply) {
            if (held)
                reply[held++] = '\n';
            memcpy(reply + held, line, len);
            held += len;
            if (goes_on(line, len))
                continue;
            take_line(s, reply, held);
            held = 0;
        } else {
            take_line(s, line, len);
        }
    }
    if (held)
        take_line(s, reply, held);
    s->failed |= reader->failed;
}

/* Read files, or standard input where none is named. */
static int read_files(struct stream *s, int count, char **paths)
{
    static struct reader reader;

    for (int i = 0; i < count || i == 0; i++) {
        if (!start_reading(&reader, count ? paths[i] : "-"))
            return cannot_open(paths[i]);
        read_lines(s, &reader);
        end_reading(&reader);
    }
    progress(s, 1);
    return s->failed ? FAILED_IO : KNOWN;
}

static int summarize(const struct options *o, int count, char **paths)
{
    static struct tally tally;
    struct stream s = {o, &tally, 0, 0, 0, 0, isatty(fileno(stderr))};
    int status = read_files(&s, count, paths);

    put_summary(o, &tally, s.lines);
    return status == KNOWN && !s.known ? UNKNOWN : status;
}

static int explain_files(const struct options *o, int count, char **paths)
{
    struct stream s = {o, NULL, 0, 0, 0, 0, 0};
    int status = read_files(&s, count, paths);

    if (status == KNOWN && !o->json && s.shown == 0)
        puts("No reply found.");
    return status == KNOWN && !s.known ? UNKNOWN : status;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
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
        put_verdict_json(o, text, len, &v);
    else
        put_verdict(o, &v);
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

static int set_provider(struct options *o, const char *name)
{
    o->context.provider = smtpc_provider_of(name, strlen(name));
    return o->context.provider ? KNOWN : usage("unknown provider: ", name);
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
    const char *fault;
} commands[] = {{"explain", explain, 0, INT_MAX, ""},
                {"summary", summarize, 0, INT_MAX, ""},
                {"search", list_codes, 1, INT_MAX, "search expects a word"},
                {"list", list_codes, 0, 0, "list takes no words"}};

static int run(int argc, char **argv)
{
    struct options o = {0};

    if (read_options(&o, &argc, argv) != KNOWN)
        return USAGE;
    if (o.help || o.version) {
        if (o.help)
            fputs(usage_text, stdout);
        else
            put_version();
        return KNOWN;
    }
    if (argc < 2)
        return usage("expected a code or a command", "");
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const struct command *c = &commands[i];

        if (strcmp(argv[1], c->name) != 0)
            continue;
        return argc - 2 < c->least || argc - 2 > c->most
                   ? usage(c->fault, "")
                   : c->run(&o, argc - 2, argv + 2);
    }
    return show_codes(&o, argc - 1, argv + 1);
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
