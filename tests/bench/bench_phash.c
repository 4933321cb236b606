/* SPDX-License-Identifier: 0BSD
 *
 * bench_phash - how long it takes to build a perfect hash of N random keys.
 *
 *     bench_phash ROUNDS N...    a row for each N: ours, and cmph's CHD
 *     bench_phash --keys N       the same keys as words, for gperf
 *
 * CHD is the algorithm ours descends from; it gets eight bytes a key, as ours
 * does, and a load factor of 0.8, the most that ours goes to. Rounds
 * alternate; figures are medians of CPU time. Each hash is asked for all its
 * keys before its time counts.
 */
#include "bench.h"
#include "model/phash.h"

#ifdef HAVE_CMPH
#include <cmph.h>
#endif

enum { ROUNDS = 99 };

static void fail(const char *what)
{
    fprintf(stderr, "bench_phash: %s\n", what);
    exit(1);
}

static uint64_t *make_keys(size_t count)
{
    uint64_t *keys = bench_alloc(count * sizeof *keys), seed = 7;

    for (size_t i = 0; i < count; i++)
        keys[i] = bench_random(&seed);
    return keys;
}

static double build_ours(const uint64_t *keys, size_t count)
{
    struct arena arena = {0};
    struct phash hash;
    size_t pair[2];
    double begin = bench_now(), end;

    if (!phash_build(&arena, keys, count, &hash, pair))
        fail("two keys are equal");
    end = bench_now();
    for (size_t i = 0; i < count; i++)
        if (hash.slot[phash_slot(&hash, keys[i])] != i + 1)
            fail("a key is lost");
    mem_free(&arena);
    return end - begin;
}

#ifdef HAVE_CMPH
static double build_chd(uint64_t *keys, size_t count)
{
    double begin = bench_now(), end;
    cmph_io_adapter_t *source = cmph_io_struct_vector_adapter(
        keys, sizeof *keys, 0, sizeof *keys, (cmph_uint32)count);
    cmph_config_t *config = cmph_config_new(source);
    unsigned char *seen;
    cmph_t *hash;
    cmph_uint32 size;

    cmph_config_set_algo(config, CMPH_CHD_PH);
    cmph_config_set_graphsize(config, 0.8);
    hash = cmph_new(config);
    if (!hash)
        fail("cmph finds no hash");
    end = bench_now();
    size = cmph_size(hash);
    seen = calloc(size, 1);
    for (size_t i = 0; seen && i < count; i++) {
        cmph_uint32 at =
            cmph_search(hash, (const char *)&keys[i], sizeof *keys);

        if (at >= size || seen[at]++)
            fail("cmph gives two keys one place");
    }
    free(seen);
    cmph_destroy(hash);
    cmph_config_destroy(config);
    cmph_io_struct_vector_adapter_destroy(source);
    return end - begin;
}
#endif

static void row(size_t count, size_t rounds)
{
    double ours[ROUNDS], mine;
    uint64_t *keys = make_keys(count);
#ifdef HAVE_CMPH
    double chd[ROUNDS], theirs;
#endif

    for (size_t i = 0; i < rounds; i++) {
        ours[i] = build_ours(keys, count);
#ifdef HAVE_CMPH
        chd[i] = build_chd(keys, count);
#endif
    }
    mine = bench_median(ours, rounds) / 1e6;
    printf("| %zu | %.2f", count, mine);
#ifdef HAVE_CMPH
    theirs = bench_median(chd, rounds) / 1e6;
    printf(" | %.2f | %.2f: %s", theirs, mine / theirs,
           mine <= theirs ? "met" : "missed");
#else
    printf(" | - | -");
#endif
    printf(" |\n");
    free(keys);
}

int main(int argc, char **argv)
{
    size_t rounds = argc > 1 ? strtoul(argv[1], NULL, 10) : 0;

    if (argc == 3 && strcmp(argv[1], "--keys") == 0) {
        size_t count = strtoul(argv[2], NULL, 10);
        uint64_t *keys = make_keys(count);

        for (size_t i = 0; i < count; i++)
            printf("k%016llx\n", (unsigned long long)keys[i]);
        free(keys);
        return 0;
    }
    if (rounds < 1 || rounds > ROUNDS || argc < 3) {
        fputs("usage: bench_phash ROUNDS N... | --keys N\n", stderr);
        return 2;
    }
    puts("| keys | smtpcodes, CPU ms | cmph chd_ph | times cmph; "
         "target 1.0 |\n| --- | --- | --- | --- |");
    for (int i = 2; i < argc; i++)
        row(strtoul(argv[i], NULL, 10), rounds);
    return 0;
}
