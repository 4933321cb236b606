/* smtpcodes - look SMTP codes up and explain replies
 * SPDX-License-Identifier: 0BSD
 *
 * Build: cc -O2 -o smtpcodes smtpcodes.c, with the two headers beside it.
 */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_explain.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#define fileno _fileno
#define read _read
#else
#include <poll.h>
#include <unistd.h>
#endif

enum { KNOWN, UNKNOWN, USAGE, FAILED_IO };
enum { LINE_MAX_LEN = 65536, WIDTH = 76, PROGRESS_LINES = 200000 };

static const char usage_text[] =
    "usage: smtpcodes CODE...            550, 5.7.26, X.1.1 or a symbol\n"
    "       smtpcodes explain [TEXT...]  a reply, or one a line from stdin\n"
    "       smtpcodes search WORD...     codes that speak of all the words\n"
    "       smtpcodes list               every code, one a line\n"
    "\n"
    "  --json            one JSON object a line\n"
    "  --provider NAME   who sent the reply: google, microsoft-365, yahoo ...\n"
    "  --summary         with explain: count causes, actions and providers\n"
    "                    of a mail log (Postfix, Exim, Sendmail, OpenSMTPD,\n"
    "                    qmail) or of replies\n"
    "  --color=WHEN      auto, always or never\n"
    "  -h, --help, --version\n"
    "\n"
    "Exit status: 0 known, 1 unknown, 2 usage.\n";

struct options {
    int json, summary, color, help, version;
    const char *provider;
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

/* A text filled to the width behind an indent. */
static void fill(const char *indent, const char *text)
{
    size_t column = 0, left = strlen(indent);

    while (*text) {
        size_t n = strcspn(text, " ");

        if (column && column + 1 + n > WIDTH) {
            putchar('\n');
            column = 0;
        }
        if (column == 0) {
            fputs(indent, stdout);
            column = left;
        } else {
            putchar(' ');
            column++;
        }
        put_text(stdout, text, n);
        column += n;
        text += n + strspn(text + n, " ");
    }
    if (column)
        putchar('\n');
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

static void put_entry_json(const char *token, const struct smtpc_entry *e)
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
    put_field("reason", smtpc_reason_name(e->reason));
    put_field("action", smtpc_action_name(e->actions[class_]));
    put_field("party", smtpc_party_name(e->party));
    put_field("meaning", e->meaning);
    put_field("advice", e->advice);
    put_field("reference", e->reference);
    puts("}");
}

static void put_entry(const struct options *o, const char *token,
                      const struct smtpc_entry *e)
{
    const char *code = *e->code ? e->code : token;

    paint(o, "1");
    put_text(stdout, code, strlen(code));
    printf("  %s\n", e->title);
    paint(o, "0");
    if (e->standing == SMTPC_STANDING_FOLKLORE && *e->code)
        puts("  not a standard code");
    fill("  ", e->meaning);
    printf("  Who must act: %s. What to do: ", smtpc_party_name(e->party));
    put_actions(e, token_class(token));
    puts("");
    fill("    ", e->advice);
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
            put_entry_json(tokens[i], &e);
            continue;
        }
        if (i)
            putchar('\n');
        put_entry(o, tokens[i], &e);
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

static int speaks_of(const struct smtpc_entry *e, const char *word)
{
    return contains(e->code, word) || contains(e->title, word) ||
           contains(e->symbol, word) || contains(e->meaning, word) ||
           contains(e->advice, word) ||
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
            all = all && speaks_of(&e, words[i]);
        if (!all)
            continue;
        status = KNOWN;
        if (o->json)
            put_entry_json(e.code, &e);
        else
            printf("%-8s %-12s %s\n", e.code,
                   smtpc_action_name(e.actions[e.code[0] == '4' ? 4 : 5]),
                   e.title);
    }
    return status;
}

/* --- input --------------------------------------------------------------- */

/* Lines from stdin in constant memory. What a line has beyond LINE_MAX_LEN
 * bytes is passed over. */
struct reader {
    char block[LINE_MAX_LEN], line[LINE_MAX_LEN];
    size_t at, filled;
    int ended, failed;
};

/* Until there is something to read: who started us may have made standard
 * input one that does not wait. */
static void wait_for_input(void)
{
#ifndef _WIN32
    struct pollfd in = {fileno(stdin), POLLIN, 0};

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
        long n = (long)read(fileno(stdin), r->block, sizeof r->block);

        r->at = 0;
        r->filled = n > 0 ? (size_t)n : 0;
        if (n > 0)
            return 1;
        if (n < 0 && errno == EAGAIN) {
            wait_for_input();
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

/* What a line of a mail log says of a delivery. */
enum outcome { NO_RESULT, BY_REPLY, SENT, DEFERRED, FAILED };

struct result {
    enum outcome outcome;
    size_t at; /* where the reply or the reason begins */
    int qmail; /* blanks are '_' and line ends '/' there */
};

static int begins(const char *text, size_t len, const char *what)
{
    size_t n = strlen(what);

    return len >= n && memcmp(text, what, n) == 0;
}

/* Where what stands first, or NULL. */
static const char *find_text(const char *text, size_t len, const char *what)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == *what && begins(text + i, len - i, what))
            return text + i;
    return NULL;
}

/* Exim's marks stand behind its message id: 1rAbCd-000123-Ef. */
static int ends_with_exim_id(const char *line, size_t at)
{
    int dashes = 0;

    while (at > 0 && (smtpc_is_alnum_(line[at - 1]) || line[at - 1] == '-'))
        dashes += line[--at] == '-';
    return dashes == 2;
}

/* Behind the next ": ", or at when there is none. */
static size_t behind_colon(const char *line, size_t at, size_t len)
{
    for (size_t i = at; i + 1 < len; i++)
        if (line[i] == ':' && line[i + 1] == ' ')
            return i + 2;
    return at;
}

/* Sendmail and OpenSMTPD: stat=... says in words what became of it. */
static enum outcome stat_outcome(const char *line, size_t at, size_t len)
{
    const char *stat = line + at;

    len -= at;
    if (begins(stat, len, "queued"))
        return NO_RESULT;
    if (begins(stat, len, "Sent") || begins(stat, len, "Delivered"))
        return SENT;
    if (begins(stat, len, "Deferred") ||
        find_text(line, at, "result=\"TempFail") ||
        find_text(line, at, "result=TempFail"))
        return DEFERRED;
    return FAILED;
}

/* What tells in a log line how a delivery ended. */
struct mark {
    const char *text;
    enum outcome outcome;
    enum { PLAIN, QMAIL, STAT, EXIM, EXPIRED } kind;
};

/* What follows a mark that stands at at, or NO_RESULT. */
static struct result read_mark(const struct mark *m, const char *line,
                               size_t at, size_t len)
{
    struct result r = {m->outcome, at + strlen(m->text), m->kind == QMAIL};

    if (m->kind == STAT)
        r.outcome = stat_outcome(line, r.at, len);
    else if (m->kind == EXPIRED) /* the word is the reason */
        r.at -= strlen("expired");
    else if (m->kind == EXIM && !ends_with_exim_id(line, at))
        r.outcome = NO_RESULT;
    else if (m->kind == EXIM && r.outcome != SENT)
        r.at = behind_colon(line, r.at, len);
    return r;
}

/* Find what in a line of Postfix, Exim, Sendmail, OpenSMTPD or qmail tells how
 * a delivery ended. What a server refused to others is no delivery. A line
 * that starts with a reply code, or quotes a reply, counts as that reply. */
static struct result find_result(const char *line, size_t len)
{
    static const struct mark marks[] = {
        {": success: ", SENT, QMAIL},
        {": deferral: ", DEFERRED, QMAIL},
        {": failure: ", FAILED, QMAIL},
        {" status=sent (", SENT, PLAIN},
        {" status=deferred (", DEFERRED, PLAIN},
        {" status=bounced (", FAILED, PLAIN},
        {" status=expired", FAILED, EXPIRED},
        {" stat=", NO_RESULT, STAT},
        {" => ", SENT, EXIM},
        {" -> ", SENT, EXIM},
        {" == ", DEFERRED, EXIM},
        {" ** ", FAILED, EXIM},
        {" said: ", BY_REPLY, PLAIN},
        {" smtp;", BY_REPLY, PLAIN},
    };
    struct result r = {NO_RESULT, 0, 0};

    if (begins(line, len, "smtp;") ||
        (len >= 3 && smtpc_reply_id(smtpc_code_at_(line, 0, len))))
        r.outcome = BY_REPLY;
    for (size_t i = 0; i < len && r.outcome == NO_RESULT; i++) {
        if (line[i] != ' ' && line[i] != ':')
            continue;
        for (size_t m = 0; m < sizeof marks / sizeof marks[0]; m++)
            if (begins(line + i, len - i, marks[m].text))
                r = read_mark(&marks[m], line, i, len);
    }
    if (r.outcome == NO_RESULT)
        r.at = 0;
    return r;
}

/* Point *dsn at the value of "dsn=5.1.1," before at and return its length; 0
 * when there is none, *dsn as it was. */
static size_t find_dsn(const char *line, size_t at, const char **dsn)
{
    const char *found = find_text(line, at, "dsn=");
    uint32_t status;
    size_t n;

    if (!found)
        return 0;
    found += strlen("dsn=");
    n = smtpc_status_parse(found, (size_t)(line + at - found), &status);
    if (n)
        *dsn = found;
    return n;
}

/* --- summary ------------------------------------------------------------- */

struct tally {
    unsigned long lines, replies;
    unsigned long reasons[256], actions[16], providers[SMTPC_PROVIDERS_ + 1];
};

static void count(struct tally *t, const struct smtpc_verdict *v)
{
    t->replies++;
    t->reasons[v->reason]++;
    t->actions[v->action]++;
    t->providers[smtpc_provider_number_(v->provider)]++;
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
    return number ? smtpc_say_text_(smtpc_provider_says_[number].id)
                  : "(not shown)";
}

static void put_summary(const struct options *o, const struct tally *t)
{
    paint(o, "1");
    printf("%lu lines, %lu replies\n", t->lines, t->replies);
    paint(o, "0");
    put_table("By cause", t->reasons, 256, t->replies, smtpc_reason_name);
    put_table("By action", t->actions, 16, t->replies, smtpc_action_name);
    put_table("By provider", t->providers, SMTPC_PROVIDERS_ + 1, t->replies,
              provider_name);
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
           smtpc_status_subject(status), (int)(status & 1023), after);
}

static void put_verdict_json(const char *line, size_t len,
                             const struct smtpc_verdict *v)
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
    put_field("meaning", v->meaning);
    put_field("advice", v->advice);
    puts("}");
}

static void put_verdict(const struct options *o, const struct smtpc_verdict *v)
{
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
    fill("  ", v->meaning);
    fill("    ", v->advice);
    printf("  Known by: %s, %s confidence%s%s\n", smtpc_basis_name(v->basis),
           smtpc_confidence_name(v->confidence),
           *v->provider ? "; sent by " : "", v->provider);
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        puts("  The two codes contradict each other.");
}

/* Explain a line: of a log, what became of the delivery; of anything else,
 * all of it. Return what smtpc_explain does; *counts: --summary counts it. */
static int explain_line(const struct options *o, const char *line, size_t len,
                        struct smtpc_verdict *v, int *counts)
{
    enum { BEFORE = 16 };
    static char text[BEFORE + LINE_MAX_LEN];
    struct result r = find_result(line, len);
    const char *reason = line + r.at, *status;
    size_t dsn, n;
    int known;

    *counts = r.outcome != NO_RESULT;
    len -= r.at;
    for (size_t i = 0; i < len; i++)
        text[BEFORE + i] =
            r.qmail && (reason[i] == '_' || reason[i] == '/') ? ' ' : reason[i];
    known = smtpc_explain(text + BEFORE, len, o->provider, v);
    if (r.outcome == SENT && v->reason != SMTPC_REASON_ACCEPTED_) {
        known = smtpc_explain("250", 3, o->provider, v);
        v->code = 0; /* it is not in the line */
    }
    if (r.outcome <= BY_REPLY || r.outcome == SENT || v->code || v->status)
        return known;
    /* The reason has no code: the log's own, or one for how it ended. */
    status = r.outcome == DEFERRED ? "4.0.0" : "5.0.0";
    dsn = find_dsn(line, r.at, &status);
    n = dsn ? dsn : strlen(status);
    memcpy(text + BEFORE - 1 - n, status, n);
    text[BEFORE - 1] = ' ';
    known = smtpc_explain(text + BEFORE - 1 - n, n + 1 + len, o->provider, v);
    if (dsn == 0)
        v->status = 0; /* it is not in the line */
    return known;
}

/* --- explain standard input ----------------------------------------------- */

static void progress(const struct tally *t, int last)
{
    if (last ? t->lines >= PROGRESS_LINES : t->lines % PROGRESS_LINES == 0)
        fprintf(stderr, "\r%lu lines%s", t->lines, last ? "\n" : "");
}

/* Explain one line, or one reply of several, and print or count it. */
static int take_line(const struct options *o, const char *line, size_t len,
                     struct tally *tally)
{
    struct smtpc_verdict v;
    int counts, known;

    if (!o->json && len == 0)
        return 0;
    known = explain_line(o, line, len, &v, &counts);
    if (o->summary) {
        if (!counts)
            return 0;
        count(tally, &v);
    } else if (o->json) {
        put_verdict_json(line, len, &v);
    } else {
        if (tally->replies++)
            putchar('\n');
        put_verdict(o, &v);
    }
    return known;
}

/* "550-": a reply that goes on in the next line. */
static int goes_on(const char *line, size_t len)
{
    return len > 3 && line[3] == '-' && smtpc_code_at_(line, 0, len);
}

/* Lines from stdin. With --json each is one object; else the lines of one
 * reply ("550-", "550 ") are taken together. */
static int explain_input(const struct options *o)
{
    static struct reader reader;
    static char reply[LINE_MAX_LEN];
    struct tally tally = {0};
    int show = o->summary && isatty(fileno(stderr)), known = 0;
    size_t len, held = 0;

    while (next_line(&reader, &len)) {
        const char *line = reader.line;

        if (len && line[len - 1] == '\r')
            len--;
        tally.lines++;
        if (show)
            progress(&tally, 0);
        if (held && (len < 3 || memcmp(reply, line, 3) != 0 ||
                     held + len >= sizeof reply)) {
            known |= take_line(o, reply, held, &tally);
            held = 0;
        }
        if (!o->json && (held || goes_on(line, len)) && len < sizeof reply) {
            if (held)
                reply[held++] = '\n';
            memcpy(reply + held, line, len);
            held += len;
            if (goes_on(line, len))
                continue;
            known |= take_line(o, reply, held, &tally);
            held = 0;
        } else {
            known |= take_line(o, line, len, &tally);
        }
    }
    if (held)
        known |= take_line(o, reply, held, &tally);
    if (show)
        progress(&tally, 1);
    if (o->summary)
        put_summary(o, &tally);
    if (reader.failed)
        return FAILED_IO;
    return known ? KNOWN : UNKNOWN;
}

static int explain_words(const struct options *o, int count, char **words)
{
    static char text[LINE_MAX_LEN];
    struct smtpc_verdict v;
    size_t len = 0;
    int known, counts;

    for (int i = 0; i < count; i++) {
        size_t n = strlen(words[i]);

        if (i && len < sizeof text)
            text[len++] = ' ';
        if (n > sizeof text - len)
            n = sizeof text - len;
        memcpy(text + len, words[i], n);
        len += n;
    }
    known = explain_line(o, text, len, &v, &counts);
    if (o->json)
        put_verdict_json(text, len, &v);
    else
        put_verdict(o, &v);
    return known ? KNOWN : UNKNOWN;
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

/* Take the options out of argv; what is left is compacted to its front. */
static int read_options(struct options *o, int *argc, char **argv)
{
    int left = 1, only_words = 0;

    o->color = wants_color();
    for (int i = 1; i < *argc; i++) {
        char *a = argv[i];

        if (!only_words && (strcmp(a, "-h") == 0 || strcmp(a, "--help") == 0))
            o->help = 1;
        else if (only_words || a[0] != '-' || a[1] != '-')
            argv[left++] = a;
        else if (strcmp(a, "--") == 0)
            only_words = 1;
        else if (strcmp(a, "--json") == 0)
            o->json = 1;
        else if (strcmp(a, "--version") == 0)
            o->version = 1;
        else if (strcmp(a, "--summary") == 0)
            o->summary = 1;
        else if (strcmp(a, "--provider") == 0 && i + 1 < *argc)
            o->provider = argv[++i];
        else if (strncmp(a, "--provider=", 11) == 0)
            o->provider = a + 11;
        else if (strcmp(a, "--color=always") == 0)
            o->color = 1;
        else if (strcmp(a, "--color=never") == 0)
            o->color = 0;
        else if (strcmp(a, "--color=auto") != 0)
            return usage("unknown option or missing value: ", a);
    }
    *argc = left;
    if (o->provider && *o->provider && !smtpc_provider_number_(o->provider))
        return usage("unknown provider: ", o->provider);
    return KNOWN;
}

static void put_version(void)
{
    printf("smtpcodes %d.%d.%d, registry of %s, %d codes\n",
           SMTPC_VERSION_MAJOR, SMTPC_VERSION_MINOR, SMTPC_VERSION_PATCH,
           SMTPC_REGISTRY, SMTPC_ENTRIES);
}

static int run(int argc, char **argv)
{
    struct options o = {0, 0, 0, 0, 0, NULL};

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
    if (o.summary && o.json)
        return usage("--summary is a text, expected no --json", "");
    if (o.summary && argc > 2)
        return usage("--summary reads standard input, expected no ", argv[2]);
    if (strcmp(argv[1], "explain") == 0)
        return argc > 2 ? explain_words(&o, argc - 2, argv + 2)
                        : explain_input(&o);
    if (o.summary)
        return usage("--summary goes with explain", "");
    if (strcmp(argv[1], "search") == 0)
        return argc > 2 ? list_codes(&o, argc - 2, argv + 2)
                        : usage("search expects a word", "");
    if (strcmp(argv[1], "list") == 0)
        return argc == 2 ? list_codes(&o, 0, NULL)
                         : usage("list takes no words", "");
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
