/* SPDX-License-Identifier: 0BSD */
#include "base/index.h"

#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

void index_add(struct index *index, const char *key, const void *thing)
{
    if (index->count == index->size) {
        index->size = index->size ? index->size * 2 : 64;
        index->rows =
            mem_realloc(index->rows, index->size * sizeof *index->rows);
    }
    index->rows[index->count] = (struct index_row){key, thing, index->count};
    index->count++;
}

static int by_key(const void *a, const void *b)
{
    const struct index_row *x = a, *y = b;
    int c = strcmp(x->key, y->key);

    return c ? c : (int)x->order - (int)y->order;
}

void index_seal(struct index *index)
{
    if (index->count)
        qsort(index->rows, index->count, sizeof *index->rows, by_key);
}

const void *index_find(const struct index *index, const char *key)
{
    size_t low = 0, high = index->count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (strcmp(index->rows[mid].key, key) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < index->count && strcmp(index->rows[low].key, key) == 0
               ? index->rows[low].thing
               : NULL;
}

void index_free(struct index *index)
{
    free(index->rows);
    *index = (struct index){0};
}
