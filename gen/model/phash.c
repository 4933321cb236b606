/* SPDX-License-Identifier: 0BSD */
#include "model/phash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/cast.h"

#include "runtime/header/key.h"

enum { SEEDS_A_SIZE = 64, READ_BITS = 12 };
enum { SPARSE = 20, SPARSE_SEEDS = 1 << 18 }; /* see phash_build_sparse */

/* Keys gathered by bucket, the fullest buckets first. Hashes stand in bucket
 * order beside the key numbers, and what slots are taken in a map of bits:
 * with many keys nearly all time goes into waiting for memory. */
struct work {
    const uint64_t *keys;
    size_t count;
    uint32_t *start;   /* where a bucket's keys begin; one more at the end */
    uint32_t *members; /* key numbers from 0 on, bucket after bucket */
    uint64_t *hashes;  /* of the members */
    uint32_t *order;   /* buckets by falling size */
    uint32_t *base;    /* slots of one bucket's keys before they move */
    uint64_t *taken;   /* a bit a slot */
    bool equal;        /* two keys are */
};

/* splitmix64 (Steele, Lea and Flood 2014): well-mixed words from 1, 2, 3 … */
static uint64_t mixed(uint64_t seed)
{
    uint64_t z = seed * 0x9e3779b97f4a7c15u;

    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

static uint32_t mask_of(const struct phash *hash)
{
    return (uint32_t)(((uint64_t)1 << hash->slot_bits) - 1);
}

/* Is it one that people read? See choose_sizes. */
static bool is_sparse(const struct phash *hash)
{
    return hash->bucket_bits >= hash->slot_bits;
}

/* In how many ways buckets may be moved: a move has a byte or two. */
static uint32_t most_moves(const struct phash *hash)
{
    uint32_t most = is_sparse(hash) ? UINT8_MAX : UINT16_MAX;

    return (mask_of(hash) < most ? mask_of(hash) : most) + 1;
}

static uint32_t moved(const struct phash *hash, uint32_t base, uint32_t move)
{
    return (base + (move << hash->scale)) & mask_of(hash);
}

uint32_t phash_slot(const struct phash *hash, uint64_t key)
{
    uint64_t h = key * hash->multiplier;

    if (!hash->move)
        return (uint32_t)(h >> hash->slot_shift);
    return moved(hash, (uint32_t)(h >> hash->slot_shift),
                 hash->move[h >> hash->bucket_shift]);
}

/* Buckets by falling size, by number within a size; empty ones are left out.
 * Return how many are not. */
static size_t sort_buckets(struct work *w, size_t buckets)
{
    uint32_t *at = w->base, filled = 0; /* where the next of a size goes */

    memset(at, 0, (w->count + 1) * sizeof *at);
    for (size_t b = 0; b < buckets; b++)
        at[w->start[b + 1] - w->start[b]]++;
    for (size_t size = w->count; size > 0; size--) {
        uint32_t many = at[size];

        at[size] = filled;
        filled += many;
    }
    for (size_t b = 0; b < buckets; b++)
        if (w->start[b + 1] > w->start[b])
            w->order[at[w->start[b + 1] - w->start[b]]++] = (uint32_t)b;
    return filled;
}

/* A counting sort of the keys by bucket; return how many are in use. */
static size_t gather(struct work *w, const struct phash *hash)
{
    size_t buckets = (size_t)1 << hash->bucket_bits;
    uint32_t sum = 0;

    memset(w->start, 0, (buckets + 1) * sizeof *w->start);
    for (size_t i = 0; i < w->count; i++)
        w->start[(w->keys[i] * hash->multiplier >> hash->bucket_shift) + 1]++;
    /* First start[b + 1] is where bucket b begins; filling the bucket moves
     * it to its end, where bucket b + 1 begins. */
    for (size_t b = 0; b < buckets; b++) {
        uint32_t many = w->start[b + 1];

        w->start[b + 1] = sum;
        sum += many;
    }
    for (size_t i = 0; i < w->count; i++) {
        uint64_t h = w->keys[i] * hash->multiplier;
        uint32_t at = w->start[(h >> hash->bucket_shift) + 1]++;

        w->members[at] = (uint32_t)i;
        w->hashes[at] = h;
    }
    return sort_buckets(w, buckets);
}

/* Two keys of a bucket on one slot move together: no displacement helps. */
static bool clash(struct work *w, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = 0; j < i; j++)
            if (w->base[i] == w->base[j]) {
                /* The multiplier is odd: equal hashes, equal keys. */
                w->equal = w->hashes[first + i] == w->hashes[first + j];
                return true;
            }
    return false;
}

static bool is_taken(const struct work *w, uint32_t slot)
{
    return w->taken[slot / 64] >> slot % 64 & 1;
}

static bool fits(const struct work *w, const struct phash *hash, uint32_t n,
                 uint32_t move)
{
    for (uint32_t i = 0; i < n; i++)
        if (is_taken(w, moved(hash, w->base[i], move)))
            return false;
    return true;
}

/* Place a bucket by the first of so many moves that fits. In a sparse table
 * each bucket tries them in an order of its own: side by side they would crowd,
 * and a new key push a whole crowd on. */
static bool place_bucket(struct work *w, struct phash *hash, uint32_t bucket,
                         uint32_t moves)
{
    uint32_t first = w->start[bucket], n = w->start[bucket + 1] - first;
    uint32_t step = is_sparse(hash) ? (uint32_t)mixed(bucket) | 1 : 1;

    for (uint32_t i = 0; i < n; i++)
        w->base[i] = (uint32_t)(w->hashes[first + i] >> hash->slot_shift) &
                     mask_of(hash);
    if (clash(w, first, n))
        return false;
    for (uint32_t at = 0; at < moves; at++) {
        uint32_t move = at * step % most_moves(hash);

        if (!fits(w, hash, n, move))
            continue;
        hash->move[bucket] = (uint16_t)move;
        for (uint32_t i = 0; i < n; i++) {
            uint32_t slot = moved(hash, w->base[i], move);

            w->taken[slot / 64] |= (uint64_t)1 << slot % 64;
            hash->slot[slot] = w->members[first + i] + 1;
        }
        return true;
    }
    return false;
}

/* Full buckets first, for which it is hardest to find room. In a sparse table
 * all stay where they are if they can, and the rest goes round these; in a full
 * one that would leave the rest no room. */
static bool place_buckets(struct work *w, struct phash *hash, size_t filled)
{
    bool sparse = is_sparse(hash);
    size_t rest = 0;

    for (size_t i = 0; i < filled; i++) {
        uint32_t bucket = w->order[i];

        if (place_bucket(w, hash, bucket, sparse ? 1 : most_moves(hash)))
            continue;
        if (!sparse)
            return false;
        w->order[rest++] = bucket;
    }
    for (size_t i = 0; i < rest; i++)
        if (!place_bucket(w, hash, w->order[i], most_moves(hash)))
            return false;
    return true;
}

static bool try_multiplier(struct work *w, struct phash *hash)
{
    size_t buckets = (size_t)1 << hash->bucket_bits;
    size_t slots = (size_t)1 << hash->slot_bits;

    memset(w->taken, 0, (slots / 64 + 1) * sizeof *w->taken);
    memset(hash->move, 0, buckets * sizeof *hash->move);
    if (place_buckets(w, hash, gather(w, hash)))
        return true;
    memset(hash->slot, 0, slots * sizeof *hash->slot);
    return false;
}

/* Try multipliers at one size of table. Whether two keys are equal goes to
 * *equal. */
static bool build_size(struct arena *arena, const uint64_t *keys, size_t count,
                       struct phash *hash, bool *equal)
{
    size_t buckets = (size_t)1 << hash->bucket_bits;
    size_t slots = (size_t)1 << hash->slot_bits;
    struct work w = {.keys = keys, .count = count};
    bool found = false;

    hash->bucket_shift = 64 - hash->bucket_bits;
    hash->slot_shift = hash->bucket_shift - hash->slot_bits;
    hash->scale = hash->slot_bits > 16 ? hash->slot_bits - 16 : 0;
    hash->move = mem_alloc(arena, buckets * sizeof *hash->move);
    hash->slot = mem_alloc(arena, slots * sizeof *hash->slot);
    w.start = mem_realloc(NULL, (buckets + 1) * sizeof *w.start);
    w.order = mem_realloc(NULL, buckets * sizeof *w.order);
    w.members = mem_realloc(NULL, count * sizeof *w.members);
    w.hashes = mem_realloc(NULL, count * sizeof *w.hashes);
    w.base = mem_realloc(NULL, (count + 1) * sizeof *w.base);
    w.taken = mem_realloc(NULL, (slots / 64 + 1) * sizeof *w.taken);
    for (int seed = 0; seed < SEEDS_A_SIZE && !found && !w.equal; seed++) {
        hash->multiplier = mixed(++hash->seeds) | 1;
        found = try_multiplier(&w, hash);
    }
    free(w.start);
    free(w.order);
    free(w.members);
    free(w.hashes);
    free(w.base);
    free(w.taken);
    *equal = w.equal;
    return found;
}

struct numbered {
    uint64_t key;
    size_t number;
};

static int by_key(const void *a, const void *b)
{
    const struct numbered *x = a, *y = b;

    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (int)x->number - (int)y->number;
}

static bool all_distinct(const uint64_t *keys, size_t count, size_t pair[2])
{
    struct numbered *sorted = mem_realloc(NULL, count * sizeof *sorted);
    bool distinct = true;

    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct numbered){keys[i], i};
    qsort(sorted, count, sizeof *sorted, by_key);
    for (size_t i = 0; i + 1 < count && distinct; i++) {
        if (sorted[i].key == sorted[i + 1].key) {
            pair[0] = sorted[i].number;
            pair[1] = sorted[i + 1].number;
            distinct = false;
        }
    }
    free(sorted);
    return distinct;
}

static unsigned bits_for(size_t n)
{
    unsigned bits = 1;

    while ((size_t)1 << bits < n)
        bits++;
    return bits;
}

/* While people read the tables' diffs, a third of the slots and more are free
 * and most buckets have one key, so that a new key pushes few others away. */
static void choose_sizes(struct phash *hash, size_t count)
{
    hash->slot_bits = bits_for(count + count / 2 + 2);
    hash->bucket_bits = hash->slot_bits;
    if (hash->slot_bits <= READ_BITS)
        return;
    hash->slot_bits = bits_for(count + count / 4 + 2);
    hash->bucket_bits = hash->slot_bits - 2;
}

bool phash_build(struct arena *arena, const uint64_t *keys, size_t count,
                 struct phash *hash, size_t pair[2])
{
    bool equal = false;

    *hash = (struct phash){0};
    choose_sizes(hash, count);
    while (!build_size(arena, keys, count, hash, &equal)) {
        if (equal) /* seldom, so only now sort them to say which */
            return all_distinct(keys, count, pair);
        hash->slot_bits++;
        hash->bucket_bits++;
    }
    for (size_t i = 0; i < count; i++)
        assert(hash->slot[phash_slot(hash, keys[i])] == i + 1);
    return true;
}

/* Give each key its slot, unless two have the same one. */
static bool fill_slots(struct phash *hash, const uint64_t *keys, size_t count)
{
    memset(hash->slot, 0, sizeof *hash->slot << hash->slot_bits);
    for (size_t i = 0; i < count; i++) {
        uint32_t *slot = &hash->slot[phash_slot(hash, keys[i])];

        if (*slot != 0)
            return false;
        *slot = (uint32_t)i + 1;
    }
    return true;
}

/* Of e^(count^2 / (2 slots)) multipliers one puts no two keys on one slot: with
 * count^2 / SPARSE slots, of 22,000. The first few keys need twice their
 * number. */
bool phash_build_sparse(struct arena *arena, const uint64_t *keys, size_t count,
                        struct phash *hash, size_t pair[2])
{
    size_t least = count * count / SPARSE;

    *hash = (struct phash){
        .slot_bits = bits_for((least < 2 * count ? 2 * count : least) + 2)};
    if (hash->slot_bits > bits_for(PHASH_MOST_SPARSE))
        return phash_build(arena, keys, count, hash, pair);
    if (!all_distinct(keys, count, pair))
        return false;
    hash->slot_shift = 64 - hash->slot_bits;
    hash->slot = mem_alloc(arena, sizeof *hash->slot << hash->slot_bits);
    while (hash->seeds < SPARSE_SEEDS) {
        hash->multiplier = mixed(++hash->seeds) | 1;
        if (fill_slots(hash, keys, count))
            return true;
    }
    return phash_build(arena, keys, count, hash, pair);
}

uint64_t phash_word_of_reply(const char *code)
{
    return smtpc_load3_(code);
}

uint64_t phash_word_of_status(const char *code)
{
    return smtpc_status_word_(code, strlen(code));
}

uint64_t phash_word_of_name(const struct phash_windows *windows,
                            const char *name, size_t len)
{
    return smtpc_name_word_(name, len, windows->from_start, windows->from_end);
}

static bool tell_apart(const char *const *names, size_t count,
                       const struct phash_windows *windows, size_t pair[2])
{
    uint64_t *words = mem_realloc(NULL, count * sizeof *words);
    bool distinct;

    for (size_t i = 0; i < count; i++)
        words[i] = phash_word_of_name(windows, names[i], strlen(names[i]));
    distinct = all_distinct(words, count, pair);
    free(words);
    return distinct;
}

bool phash_find_windows(const char *const *names, size_t count,
                        struct phash_windows *windows, size_t pair[2])
{
    unsigned least = UINT32_MAX;

    for (size_t i = 0; i < count; i++)
        if (strlen(names[i]) < least) {
            least = (unsigned)strlen(names[i]);
            pair[0] = pair[1] = i;
        }
    for (unsigned a = 0; a + 8 <= least; a++)
        for (unsigned b = 0; b + 8 <= least; b++) {
            *windows = (struct phash_windows){least - 8 - a, b};
            if (tell_apart(names, count, windows, pair))
                return true;
        }
    return false;
}
