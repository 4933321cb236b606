/* SPDX-License-Identifier: 0BSD
 *
 * phash - a set of 64-bit keys to a perfect hash.
 *
 * Hash and displace (Pagh 1999; Belazzougui, Botelho and Dietzfelbinger
 * 2009), with one multiply:
 *
 *     h    = key * multiplier                        (modulo 2^64)
 *     slot = (h >> slot_shift) + (move[h >> bucket_shift] << scale),
 *            modulo the number of slots
 *
 * A few keys do without moves, in a table that is sparse enough:
 *
 *     slot = h >> slot_shift
 *
 * Pure and deterministic: the same keys give the same hash, whatever their
 * order, the machine and the compiler. The tables belong to the caller's
 * arena. Before returning the hash is proved over all keys.
 */
#ifndef PHASH_H
#define PHASH_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

enum { PHASH_MOST_SPARSE = 1024 };

struct phash {
    uint64_t multiplier;
    unsigned bucket_bits, slot_bits; /* tables of 1 << bits */
    unsigned bucket_shift, slot_shift, scale;
    uint16_t *move; /* one a bucket; NULL: nothing moves */
    uint32_t *slot; /* a key's number from 1 on; 0: free */
    uint32_t seeds; /* multipliers tried */
};

/** Build a hash for count distinct keys, key i getting number i + 1. False
 * when two keys are equal: their numbers go to pair[0] and pair[1]. */
bool phash_build(struct arena *arena, const uint64_t *keys, size_t count,
                 struct phash *hash, size_t pair[2]);

/** The same, without moves where a table of PHASH_MOST_SPARSE slots does: a
 * lookup reads a word less. */
bool phash_build_sparse(struct arena *arena, const uint64_t *keys, size_t count,
                        struct phash *hash, size_t pair[2]);

/** Return the slot of a key. */
uint32_t phash_slot(const struct phash *hash, uint64_t key);

/** How the bytes of a token become a key, by the runtime's own functions. */
uint64_t phash_word_of_reply(const char *code);
uint64_t phash_word_of_status(const char *code);

/** Windows of a name: 8 bytes from the start on, 8 bytes up to the end. */
struct phash_windows {
    unsigned from_start, from_end;
};
uint64_t phash_word_of_name(const struct phash_windows *windows,
                            const char *name, size_t len);

/** Find windows under which all names have distinct words. False: none; then
 * pair has two of one word, by number, or twice a name without the eight bytes
 * of a window. */
bool phash_find_windows(const char *const *names, size_t count,
                        struct phash_windows *windows, size_t pair[2]);

#endif
