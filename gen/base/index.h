/* SPDX-License-Identifier: 0BSD
 *
 * index - find things of the model by a text key.
 *
 * Filled, then sealed, then searched. Keys and things stay the caller's.
 * Of things with the same key the one added first is found.
 */
#ifndef INDEX_H
#define INDEX_H

#include <stddef.h>

struct index_row {
    const char *key;
    const void *thing;
    size_t order;
};

struct index {
    struct index_row *rows;
    size_t count, size;
};

void index_add(struct index *index, const char *key, const void *thing);

/** Sort the rows; call once, between adding and finding. */
void index_seal(struct index *index);

/** Return the thing that was added first under key, or NULL. */
const void *index_find(const struct index *index, const char *key);

void index_free(struct index *index);

#endif
