/* SPDX-License-Identifier: 0BSD
 *
 * bench_lines - both codes of whole reply lines, "550-5.7.26 text", read and
 * looked up. Lines are already split, as a client has them. Peers know no
 * more than this one shape, and so do our lookups behind a tokeniser, which
 * are what compares with them; smtpc_read knows many shapes.
 */
#define SMTPC_STATIC
#include "smtpcodes.h"

#define LOOKUP inline
#define LOOP(...)
#include "keys.h"
#include "catalogue_keys.h"
struct pooled {
    int name;
    unsigned id;
};
#include "peers.h"
#ifdef HAVE_PCRE2
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#endif
#include <regex.h>

/* Few enough to stay in the cache, as a line just received does. */
enum { LINES = 1 << 13, LONGEST_LINE = 256, AGAIN = 8 };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define SHAPE "^([2-5][0-9][0-9])[ -]([245]\\.[0-9]{1,3}\\.[0-9]{1,3})?"

struct line {
    const char *text;
    size_t len;
};

static struct line lines[LINES];
static regex_t posix;

static unsigned id_of(const struct key *keys, size_t count, const char *text,
                      size_t len)
{
    char key[16];

    if (len >= sizeof key)
        return 0;
    memcpy(key, text, len);
    key[len] = '\0';
    return key_id(keys, count, key);
}

#define REPLY_ID(text) id_of(reply_keys, COUNT(reply_keys), text, 3)
#define STATUS_ID(text, len) id_of(status_keys, COUNT(status_keys), text, len)

static inline unsigned join(unsigned reply, unsigned status)
{
    return reply * 1000 + status;
}

static unsigned by_smtpcodes(const struct line *l)
{
    struct smtpc_response r;

    smtpc_read(l->text, l->len, &r);
    return join(r.reply_id, r.status_id);
}

/* Where the token behind the reply code ends. */
static inline const char *token_end(const struct line *l)
{
    const char *end = l->text + 4;

    while (end < l->text + l->len && *end != ' ' && *end != '\r' &&
           *end != '\n')
        end++;
    return end;
}

/* The codes alone: a tokeniser and the lookup by text, without the reader. */
static unsigned by_tokens(const struct line *l)
{
    const char *at = l->text + 4;

    return l->len < 4 ? 0
                      : join(smtpc_find_id(l->text, 3),
                             smtpc_find_id(at, (size_t)(token_end(l) - at)));
}

/* The same with the parser, which wants no tokeniser. */
static unsigned by_parts(const struct line *l)
{
    uint32_t status;
    size_t used;

    if (l->len < 4)
        return 0;
    used = smtpc_status_parse(l->text + 4, l->len - 4, &status);
    return join(smtpc_find_id(l->text, 3),
                used ? smtpc_find_id(l->text + 4, used) : 0);
}

#ifdef HAVE_GPERF
static unsigned by_gperf(const struct line *l)
{
    const char *at = l->text + 4;
    const struct key *reply, *status;

    if (l->len < 4)
        return 0;
    reply = find_reply_lm(l->text, 3);
    status = find_status_lm(at, (size_t)(token_end(l) - at));
    return join(reply ? reply->id : 0, status ? status->id : 0);
}
#endif

static unsigned by_strtol(const struct line *l)
{
    char *end, *dot, key[16];
    long code = strtol(l->text, &end, 10), a, b, c;
    unsigned reply;

    if (end != l->text + 3 || (*end != ' ' && *end != '-'))
        return 0;
    snprintf(key, sizeof key, "%.3ld", code);
    reply = REPLY_ID(key);
    a = strtol(l->text + 4, &dot, 10);
    if (dot == l->text + 4 || *dot != '.')
        return join(reply, 0);
    b = strtol(dot + 1, &end, 10);
    if (*end != '.')
        return join(reply, 0);
    c = strtol(end + 1, &end, 10);
    (void)a, (void)b, (void)c;
    return join(reply, STATUS_ID(l->text + 4, (size_t)(end - l->text - 4)));
}

static unsigned by_sscanf(const struct line *l)
{
    unsigned code, a, b, c;
    char sep, key[32];
    int n = sscanf(l->text, "%3u%c%u.%u.%u", &code, &sep, &a, &b, &c);
    unsigned reply;

    if (n < 2)
        return 0;
    snprintf(key, sizeof key, "%.3u", code);
    reply = REPLY_ID(key);
    if (n < 5)
        return join(reply, 0);
    n = snprintf(key, sizeof key, "%u.%u.%u", a, b, c);
    return join(reply, STATUS_ID(key, (size_t)n));
}

static unsigned by_regexec(const struct line *l)
{
    regmatch_t m[3];

    if (regexec(&posix, l->text, 3, m, 0) != 0)
        return 0;
    return join(REPLY_ID(l->text),
                m[2].rm_so < 0 ? 0
                               : STATUS_ID(l->text + m[2].rm_so,
                                           (size_t)(m[2].rm_eo - m[2].rm_so)));
}

#ifdef HAVE_PCRE2
static pcre2_code *pattern;
static pcre2_match_data *match;

static void pcre2_start(void)
{
    int error;
    PCRE2_SIZE at;

    pattern = pcre2_compile((PCRE2_SPTR)SHAPE, PCRE2_ZERO_TERMINATED, 0, &error,
                            &at, NULL);
    match = pcre2_match_data_create_from_pattern(pattern, NULL);
    if (pcre2_jit_compile(pattern, PCRE2_JIT_COMPLETE) != 0)
        fputs("bench_lines: PCRE2 has no JIT here\n", stderr);
}

static unsigned by_pcre2(const struct line *l)
{
    const PCRE2_SIZE *at = pcre2_get_ovector_pointer(match);
    int n = pcre2_jit_match(pattern, (PCRE2_SPTR)l->text, l->len, 0, 0, match,
                            NULL);

    if (n < 1)
        return 0;
    return join(REPLY_ID(l->text),
                n < 3 ? 0 : STATUS_ID(l->text + at[4], at[5] - at[4]));
}
#endif

static const struct {
    const char *name;
    unsigned (*run)(const struct line *);
    unsigned slow;
    double target; /* times our lookups; 0: none */
} peers[] = {
    {"smtpc_read", by_smtpcodes, 1, 0},
    {"smtpc_find_id and a tokeniser", by_tokens, 1, 0},
    {"smtpc_find_id and smtpc_status_parse", by_parts, 1, 0},
#ifdef HAVE_GPERF
    {"gperf and a tokeniser", by_gperf, 1, 2},
#endif
    {"strtol and bsearch", by_strtol, 4, 10},
    {"sscanf and bsearch", by_sscanf, 8, 25},
#ifdef HAVE_PCRE2
    {"PCRE2 JIT and bsearch", by_pcre2, 4, 0},
#endif
    {"regexec and bsearch", by_regexec, 16, 0},
};

/* Lines as servers send them: one in four without an enhanced code, one in
 * five to be continued, one in twenty with codes that nobody knows. */
static void make_lines(void)
{
    static const char *const words[] = {
        "Requested action not taken: mailbox unavailable",
        "<someone@example.org>: Recipient address rejected: User unknown",
        "This message does not pass authentication checks (SPF and DKIM both "
        "do not pass). SPF check for [example.com] does not pass",
        "OK: queued as 4F2B1C0034",
        "Message rejected due to content restrictions",
        "Try again later, closing connection.",
    };
    char *to = bench_alloc(LINES * LONGEST_LINE);
    uint64_t seed = 11;

    for (size_t i = 0; i < LINES; i++) {
        int odd = bench_below(&seed, 20) == 0;
        const char *reply, *status;

        do {
            reply = reply_keys[bench_below(&seed, COUNT(reply_keys))].name;
            status = status_keys[bench_below(&seed, COUNT(status_keys))].name;
        } while (reply[0] != status[0] || reply[1] > '5');
        lines[i].text = to;
        lines[i].len = (size_t)snprintf(
            to, LONGEST_LINE, "%s%c%s%s%s\r\n", odd ? "559" : reply,
            bench_below(&seed, 5) ? ' ' : '-', odd ? "5.7.199" : status, " ",
            words[bench_below(&seed, COUNT(words))]);
        if (bench_below(&seed, 4) == 0)
            lines[i].len =
                (size_t)snprintf(to, LONGEST_LINE, "%s %s\r\n", reply,
                                 words[bench_below(&seed, COUNT(words))]);
        to += lines[i].len + 1;
    }
}

static double measure_once(size_t p)
{
    static volatile unsigned sink;
    size_t n = LINES / peers[p].slow;
    double start = bench_now();

    for (int again = 0; again < AGAIN; again++)
        for (size_t i = 0; i < n; i++)
            sink += peers[p].run(&lines[i]);
    return (bench_now() - start) / (double)(n * AGAIN);
}

int main(void)
{
    static double times[COUNT(peers)][BENCH_ROUNDS];
    double read, lookups;

    make_lines();
    if (regcomp(&posix, SHAPE, REG_EXTENDED) != 0)
        return 2;
#ifdef HAVE_PCRE2
    pcre2_start();
#endif
    for (size_t i = 0; i < LINES; i++)
        for (size_t p = 1; p < COUNT(peers); p++)
            bench_same(lines[i].text, peers[p].name, peers[p].run(&lines[i]),
                       peers[0].run(&lines[i]));
    for (size_t round = 0; round < BENCH_ROUNDS; round++)
        for (size_t p = 0; p < COUNT(peers); p++)
            times[p][round] = measure_once(p);
    read = bench_median(times[0], BENCH_ROUNDS);
    lookups = bench_median(times[1], BENCH_ROUNDS);
    printf("| codes of a reply line | times smtpc_read | times our lookups | "
           "target | ns a line |\n| --- | --- | --- | --- | --- |\n");
    for (size_t p = 0; p < COUNT(peers); p++) {
        double ns = bench_median(times[p], BENCH_ROUNDS);

        printf("| %s | %.1f | %.1f | ", peers[p].name, ns / read, ns / lookups);
        if (peers[p].target > 0)
            printf("%.0f: %s", peers[p].target,
                   ns / lookups >= peers[p].target ? "met" : "missed");
        printf(" | %.1f |\n", ns);
    }
    printf("\n");
    return 0;
}
