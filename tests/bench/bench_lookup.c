/* SPDX-License-Identifier: 0BSD
 *
 * bench_lookup - a code or a name from text to what is known of it.
 *
 *     bench_lookup            the tables: ratios to smtpcodes, nanoseconds
 *     bench_lookup all        the same with every choice of gperf's options
 *     bench_lookup count      for callgrind only: see counts.sh
 *
 * All peers stand in this translation unit and may be inlined into their loop,
 * as the header's functions are in a program that defines SMTPC_STATIC. With
 * -DBENCH_CALLS none is: every lookup is a call, as into another object.
 */
#ifdef BENCH_CALLS
#define LOOKUP __attribute__((noinline, unused))
#else
#define LOOKUP inline
#endif
#define SMTPC_STATIC
#include "smtpcodes.h"

#include "keys.h"
#include "catalogue_keys.h"
#include "switches.h"

#if defined __has_include
#if __has_include(<valgrind/callgrind.h>)
#include <valgrind/callgrind.h>
#endif
#endif

enum { COUNTED = 20000, SLOW = 32 };

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A loop over the first n keys of a stream: what the ids add up to. */
#define LOOP(name, look, id)                             \
    static __attribute__((noinline)) unsigned long name( \
        const struct stream *s, size_t n)                \
    {                                                    \
        const char *pool = s->pool;                      \
        const struct token *t = s->keys;                 \
        unsigned long sum = 0;                           \
        for (size_t i = 0; i < n; i++) {                 \
            const char *text = pool + t[i].at;           \
            size_t len = t[i].len;                       \
            look;                                        \
            sum += (id);                                 \
        }                                                \
        return sum;                                      \
    }

/* What gperf's tables hold; with -P names are offsets into a pool. */
struct pooled {
    int name;
    unsigned id;
};

static LOOKUP unsigned ours(const char *text, size_t len)
{
    return smtpc_find_id(text, len);
}

/* A number of one to three digits without leading zeros; 0 bytes: none. */
static inline size_t digits(const char *text, size_t len, unsigned *n)
{
    size_t i = 0;

    *n = 0;
    while (i < len && i < 3 && text[i] >= '0' && text[i] <= '9')
        *n = *n * 10 + (unsigned)(text[i++] - '0');
    return i > 1 && text[0] == '0' ? 0 : i;
}

static LOOKUP unsigned reply_switched(const char *text, size_t len)
{
    unsigned n;

    return len == 3 && digits(text, len, &n) == 3 ? reply_switch(n) : 0;
}

static LOOKUP unsigned status_switched(const char *text, size_t len)
{
    unsigned subject, detail;
    size_t used;

    if (len < 5 || text[0] < '2' || text[0] > '5' || text[1] != '.')
        return 0;
    used = digits(text + 2, len - 2, &subject);
    if (used == 0 || 2 + used == len || text[2 + used] != '.')
        return 0;
    text += 3 + used;
    len -= 3 + used;
    if (len == 0 || digits(text, len, &detail) != len)
        return 0;
    return status_switch((unsigned)(text[-3 - (int)used] - '0') << 20 |
                         subject << 10 | detail);
}

/* Lists as most programs have them. */
#define SEARCH(set)                                          \
    static LOOKUP unsigned set##_bsearch(const char *text)   \
    {                                                        \
        return key_id(set##_keys, COUNT(set##_keys), text);  \
    }                                                        \
    static LOOKUP unsigned set##_linear(const char *text)    \
    {                                                        \
        for (size_t i = 0; i < COUNT(set##_keys); i++)       \
            if (strcmp(set##_keys[i].name, text) == 0)       \
                return set##_keys[i].id;                     \
        return 0;                                            \
    }                                                        \
    LOOP(set##_bsearch_loop, (void)len, set##_bsearch(text)) \
    LOOP(set##_linear_loop, (void)len, set##_linear(text))
SEARCH(reply)
SEARCH(status)
SEARCH(name)

/* Numbers by sscanf, sorted as the strings are, then bsearch; what is
 * malformed but scans ("5.01.1") is told apart by writing it back. */
static LOOKUP unsigned reply_scanned(const char *text)
{
    char again[LONGEST];
    unsigned n;

    if (sscanf(text, "%3u", &n) != 1)
        return 0;
    snprintf(again, sizeof again, "%u", n);
    return strcmp(again, text) == 0 ? reply_bsearch(again) : 0;
}

static LOOKUP unsigned status_scanned(const char *text)
{
    char again[LONGEST];
    unsigned a, b, c;

    if (sscanf(text, "%1u.%3u.%3u", &a, &b, &c) != 3)
        return 0;
    snprintf(again, sizeof again, "%u.%u.%u", a, b, c);
    return strcmp(again, text) == 0 ? status_bsearch(again) : 0;
}

LOOP(nothing_loop, (void)len, (unsigned char)*text)
LOOP(ours_loop, (void)0, ours(text, len))
LOOP(reply_switch_loop, (void)0, reply_switched(text, len))
LOOP(status_switch_loop, (void)0, status_switched(text, len))
LOOP(reply_scan_loop, (void)len, reply_scanned(text))
LOOP(status_scan_loop, (void)len, status_scanned(text))
#include "peers.h"

struct peer {
    const char *set, *name;
    unsigned long (*run)(const struct stream *, size_t);
    unsigned slow;   /* runs over this part of the stream only */
    unsigned yes_no; /* says whether, not which */
};

static const struct peer peers[] = {
    {"", "nothing: the loop, touching a byte", nothing_loop, 1, 0},
    {"", "smtpcodes", ours_loop, 1, 0},
#include "peers.list"
    {"reply", "switch on the packed number", reply_switch_loop, 1, 0},
    {"status", "switch on the packed number", status_switch_loop, 1, 0},
    {"reply", "bsearch on strings", reply_bsearch_loop, 8, 0},
    {"status", "bsearch on strings", status_bsearch_loop, 8, 0},
    {"name", "bsearch on strings", name_bsearch_loop, 8, 0},
    {"reply", "linear scan on strings", reply_linear_loop, SLOW, 0},
    {"status", "linear scan on strings", status_linear_loop, SLOW, 0},
    {"name", "linear scan on strings", name_linear_loop, SLOW, 0},
    {"reply", "sscanf and bsearch", reply_scan_loop, SLOW, 0},
    {"status", "sscanf and bsearch", status_scan_loop, SLOW, 0},
};

enum { PEERS = COUNT(peers), NOTHING = 0, OURS = 1, STREAMS = 3 };

static const struct {
    const char *name, *title;
    const struct key *keys;
    size_t count;
    double target[STREAMS];
} sets[] = {
    {"reply", "Reply codes", reply_keys, COUNT(reply_keys), {1.0, 2.5, 2.5}},
    {"status", "Enhanced codes", status_keys, COUNT(status_keys), {2, 2, 3}},
    {"name", "Names", name_keys, COUNT(name_keys), {1, 1, 1}},
};

static const char *const streams[STREAMS] = {"hit", "miss", "mix"};

static int is_of(const struct peer *p, const char *set)
{
    return p->set[0] == '\0' || strcmp(p->set, set) == 0;
}

static int is_gperf(const struct peer *p)
{
    return strncmp(p->name, "gperf", 5) == 0;
}

/* Every peer finds what bsearch finds, in the first keys of the stream. */
static void verify(size_t set, struct stream *s)
{
    const size_t n = STREAM / SLOW;

    stream_sum(s, sets[set].keys, sets[set].count, n);
    for (size_t p = OURS; p < PEERS; p++)
        if (is_of(&peers[p], sets[set].name))
            bench_same(sets[set].title, peers[p].name, peers[p].run(s, n),
                       peers[p].yes_no ? s->hits : s->sum);
}

/* Medians of alternating rounds, in nanoseconds a key. */
static void measure(size_t set, const struct stream *s, double ns[PEERS])
{
    static double times[PEERS][BENCH_ROUNDS];
    static volatile unsigned long sink;

    for (size_t round = 0; round < BENCH_ROUNDS; round++) {
        for (size_t p = 0; p < PEERS; p++) {
            size_t n = STREAM / peers[p].slow;
            double start;

            if (!is_of(&peers[p], sets[set].name))
                continue;
            start = bench_now();
            sink += peers[p].run(s, n);
            times[p][round] = (bench_now() - start) / (double)n;
        }
    }
    for (size_t p = 0; p < PEERS; p++)
        ns[p] = bench_median(times[p], BENCH_ROUNDS);
}

static void row(const char *name, const double ns[STREAMS],
                const double base[STREAMS])
{
    printf("| %s ", name);
    for (int k = 0; k < STREAMS; k++)
        printf("| %.1f ", ns[k] / base[k]);
    printf("| %.1f / %.1f / %.1f |\n", ns[0], ns[1], ns[2]);
}

static void print_set(size_t set, double ns[STREAMS][PEERS], int all)
{
    double times[STREAMS], base[STREAMS], best[STREAMS];
    size_t which[STREAMS] = {0};

    for (int k = 0; k < STREAMS; k++) {
        base[k] = ns[k][OURS];
        for (size_t p = 0; p < PEERS; p++)
            if (is_gperf(&peers[p]) && is_of(&peers[p], sets[set].name) &&
                (!which[k] || ns[k][p] < ns[k][which[k]]))
                which[k] = p;
        best[k] = ns[k][which[k]];
    }
    printf("| %s, %zu keys | hit | miss | mix | ns a key |\n"
           "| --- | --- | --- | --- | --- |\n",
           sets[set].title, sets[set].count);
    for (size_t p = 0; p < PEERS; p++) {
        if (!is_of(&peers[p], sets[set].name) || (is_gperf(&peers[p]) && !all))
            continue;
        for (int k = 0; k < STREAMS; k++)
            times[k] = ns[k][p];
        row(peers[p].name, times, base);
        if (p == OURS && which[0])
            row("gperf, best options for the stream", best, base);
    }
    printf("\n");
    for (int k = 0; k < STREAMS && which[0]; k++)
        printf("%s%s: %s %s, target %.1f: %s", k ? "; " : "", streams[k],
               "best is", peers[which[k]].name, sets[set].target[k],
               best[k] / base[k] >= sets[set].target[k] ? "met" : "missed");
    printf(".\n\n");
}

/* Under callgrind: a dump of its own for each peer and stream. */
static int count(void)
{
#ifdef CALLGRIND_DUMP_STATS_AT
    for (size_t set = 0; set < COUNT(sets); set++) {
        for (unsigned k = 0; k < STREAMS; k++) {
            struct stream s = stream_make(sets[set].name, sets[set].keys,
                                          sets[set].count, k == 2 ? 1 : k * 2);

            for (size_t p = 0; p < PEERS; p++) {
                char label[128];

                if (!is_of(&peers[p], sets[set].name) || peers[p].slow == SLOW)
                    continue;
                snprintf(label, sizeof label, "%s,%s,%d,%s", sets[set].title,
                         streams[k], COUNTED, peers[p].name);
                CALLGRIND_ZERO_STATS;
                peers[p].run(&s, COUNTED);
                CALLGRIND_DUMP_STATS_AT(label);
            }
            stream_free(&s);
        }
    }
    return 0;
#else
    fputs("valgrind/callgrind.h was not there at build time\n", stderr);
    return 2;
#endif
}

int main(int argc, char **argv)
{
    int all = argc > 1 && strcmp(argv[1], "all") == 0;

    if (argc > 1 && strcmp(argv[1], "count") == 0)
        return count();
    for (size_t set = 0; set < COUNT(sets); set++) {
        static double ns[STREAMS][PEERS];

        for (unsigned k = 0; k < STREAMS; k++) {
            struct stream s = stream_make(sets[set].name, sets[set].keys,
                                          sets[set].count, k == 2 ? 1 : k * 2);

            verify(set, &s);
            measure(set, &s, ns[k]);
            stream_free(&s);
        }
        print_set(set, ns, all);
    }
    return 0;
}
