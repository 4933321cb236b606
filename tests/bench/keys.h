/* SPDX-License-Identifier: 0BSD
 *
 * keys - streams of random keys from the catalogue's own.
 *
 * hit: known keys. miss: keys of the same shape that nobody knows, a tenth of
 * them malformed. mix: half and half. In random order, so that no branch
 * predictor learns them.
 */
#ifndef BENCH_KEYS_H
#define BENCH_KEYS_H

#include "bench.h"

struct key {
    const char *name;
    unsigned id;
};

enum { STREAM = 1 << 20, MISSES = 2048, LONGEST = 64 };

struct token {
    uint32_t at, len;
};

struct stream {
    char *pool; /* texts, each with a NUL behind */
    struct token *keys;
    unsigned long sum, hits; /* of all ids; of the first keys see stream_sum */
};

static int key_compare(const void *text, const void *key)
{
    return strcmp(text, ((const struct key *)key)->name);
}

static inline unsigned key_id(const struct key *keys, size_t count,
                              const char *text)
{
    const struct key *k = bsearch(text, keys, count, sizeof *keys, key_compare);

    return k ? k->id : 0;
}

/* A reply code that may or may not be known, or something like one. */
static void near_reply(uint64_t *seed, char *to)
{
    static const char *const odd[] = {"55",  "5500", "5x0", " 55",  "05",
                                      "x50", "5.0",  "2 5", "5505", "-50"};

    if (bench_below(seed, 10) == 0)
        strcpy(to, odd[bench_below(seed, sizeof odd / sizeof odd[0])]);
    else
        snprintf(to, LONGEST, "%u", 200 + bench_below(seed, 400));
}

static void near_status(uint64_t *seed, char *to)
{
    static const char *const odd[] = {"5.1",     "5.01.1", "5.1.01", "55.1.1",
                                      "5.1.1.1", "5..11",  "51.1.1", "5.a.1",
                                      "5,1,1",   "7.1.1"};
    static const char classes[] = "245";
    unsigned wide = bench_below(seed, 3) == 0 ? 200 : 40;

    if (bench_below(seed, 10) == 0)
        strcpy(to, odd[bench_below(seed, sizeof odd / sizeof odd[0])]);
    else
        snprintf(to, LONGEST, "%c.%u.%u", classes[bench_below(seed, 3)],
                 bench_below(seed, 8), bench_below(seed, wide));
}

/* A name with one byte changed, cut short, or of two halves. */
static void near_name(uint64_t *seed, const struct key *keys, size_t count,
                      char *to)
{
    const char *a = keys[bench_below(seed, count)].name;
    const char *b = keys[bench_below(seed, count)].name;
    size_t len = strlen(a);

    strcpy(to, a);
    switch (bench_below(seed, 10)) {
    case 0:
        to[6 + bench_below(seed, len - 6)] = "a -."[bench_below(seed, 4)];
        break;
    case 1:
    case 2:
        to[len - 1 - bench_below(seed, 4)] = '\0';
        break;
    case 3:
    case 4:
    case 5:
        to[6 + bench_below(seed, len - 6)] =
            (char)('A' + bench_below(seed, 26));
        break;
    default:
        snprintf(to, LONGEST, "%.*s%s", (int)(len / 2), a, b + strlen(b) / 2);
    }
}

static void near_key(const char *set, uint64_t *seed, const struct key *keys,
                     size_t count, char *to)
{
    if (strcmp(set, "reply") == 0)
        near_reply(seed, to);
    else if (strcmp(set, "status") == 0)
        near_status(seed, to);
    else
        near_name(seed, keys, count, to);
}

/* All keys and as many misses, one behind the other. */
static void stream_pool(const char *set, const struct key *keys, size_t count,
                        struct stream *s, struct token *tokens)
{
    uint64_t seed = 42;
    char *to = s->pool = bench_alloc((count + MISSES) * (LONGEST + 16));

    for (size_t i = 0; i < count + MISSES; i++) {
        if (i < count)
            strcpy(to, keys[i].name);
        else
            do
                near_key(set, &seed, keys, count, to);
            while (key_id(keys, count, to));
        tokens[i].at = (uint32_t)(to - s->pool);
        tokens[i].len = (uint32_t)strlen(to);
        to += strlen(to) + 1;
    }
}

/** Make the stream of a set: misses is the share of unknown keys in 2. */
static inline struct stream stream_make(const char *set, const struct key *keys,
                                        size_t count, unsigned misses)
{
    struct token *tokens = bench_alloc((count + MISSES) * sizeof *tokens);
    struct stream s = {.keys = bench_alloc(STREAM * sizeof *s.keys)};
    uint64_t seed = 7;

    stream_pool(set, keys, count, &s, tokens);
    for (size_t i = 0; i < STREAM; i++)
        s.keys[i] = bench_below(&seed, 2) < misses
                        ? tokens[count + bench_below(&seed, MISSES)]
                        : tokens[bench_below(&seed, count)];
    free(tokens);
    return s;
}

/** What the first n keys add up to: their ids, and how many are known. */
static inline void stream_sum(struct stream *s, const struct key *keys,
                              size_t count, size_t n)
{
    s->sum = s->hits = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned id = key_id(keys, count, s->pool + s->keys[i].at);

        s->sum += id;
        s->hits += id != 0;
    }
}

static inline void stream_free(struct stream *s)
{
    free(s->pool);
    free(s->keys);
}

#endif
