/* SPDX-License-Identifier: 0BSD
 *
 * substring - which texts stand inside others, so that they need not be
 * stored.
 *
 * Pure and deterministic; the result lives in the caller's arena. Time grows
 * with the bytes of all texts and the logarithm of their number.
 */
#ifndef SUBSTRING_H
#define SUBSTRING_H

#include "base/mem.h"

#include <stddef.h>

/** Where a text is found: in a text that is found in itself, at a byte. */
struct substring {
    size_t host, at;
};

/** Find for each of n texts the longest that contains it, of equals the first;
 * a text that no other contains is its own host. */
struct substring *substring_find(struct arena *arena, const char *const *texts,
                                 size_t n);

#endif
