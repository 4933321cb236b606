/* SPDX-License-Identifier: 0BSD
 *
 * bench - what the benchmarks share: a clock, random numbers, medians.
 */
#ifndef BENCH_H
#define BENCH_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { BENCH_ROUNDS = 11 };

/** CPU time of this thread in nanoseconds: others on the machine do not
 * count, as long as they leave the caches alone. */
static inline double bench_now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

/** splitmix64: the same numbers everywhere. */
static inline uint64_t bench_random(uint64_t *state)
{
    uint64_t z = *state += 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static inline unsigned bench_below(uint64_t *state, size_t n)
{
    return (unsigned)(bench_random(state) >> 32) % (unsigned)n;
}

static int bench_by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return x < y ? -1 : x > y;
}

static inline double bench_median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, bench_by_value);
    return values[count / 2];
}

static inline void *bench_alloc(size_t size)
{
    void *p = malloc(size);

    if (!p) {
        fputs("no memory\n", stderr);
        exit(2);
    }
    return p;
}

/** Two peers that differ in what they find are not comparable. */
static inline void bench_same(const char *set, const char *peer,
                              unsigned long found, unsigned long expected)
{
    if (found == expected)
        return;
    fprintf(stderr, "%s, %s: found %lu, expected %lu\n", set, peer, found,
            expected);
    exit(1);
}

#endif
