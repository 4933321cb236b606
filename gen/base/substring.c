/* SPDX-License-Identifier: 0BSD */
#include "base/substring.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The rest of a text from some byte on. */
struct rest {
    const char *text;
    size_t host, at, length; /* of the whole host */
};

static int by_text(const void *a, const void *b)
{
    const struct rest *x = a, *y = b;
    int order = strcmp(x->text, y->text);

    if (order != 0)
        return order;
    return x->host != y->host ? (x->host < y->host ? -1 : 1)
                              : (x->at > y->at) - (x->at < y->at);
}

/* The first two bytes that texts have: few of their rests have these. */
struct starts {
    bool known[256][256];
};

static void note_starts(struct starts *s, const char *const *texts, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char *text = (const unsigned char *)texts[i];

        if (text[0] && text[1])
            s->known[text[0]][text[1]] = true;
        else if (text[0])
            memset(s->known[text[0]], true, sizeof s->known[0]);
    }
}

/* Those rests that any text may begin, sorted. */
static struct rest *list_rests(struct arena *arena, const char *const *texts,
                               size_t n, size_t *count)
{
    struct starts *starts = mem_alloc(arena, sizeof *starts);
    struct rest *rests;
    size_t bytes = 0;

    note_starts(starts, texts, n);
    for (size_t i = 0; i < n; i++)
        bytes += strlen(texts[i]);
    rests = mem_alloc(arena, bytes * sizeof *rests);
    *count = 0;
    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(texts[i]);

        for (size_t at = 0; at < length; at++) {
            const unsigned char *rest = (const unsigned char *)texts[i] + at;

            if (starts->known[rest[0]][rest[1]])
                rests[(*count)++] = (struct rest){texts[i] + at, i, at, length};
        }
    }
    qsort(rests, *count, sizeof *rests, by_text);
    return rests;
}

struct substring *substring_find(struct arena *arena, const char *const *texts,
                                 size_t n)
{
    struct substring *found = mem_alloc(arena, n * sizeof *found);
    size_t count;
    const struct rest *rests = list_rests(arena, texts, n, &count);

    for (size_t i = 0; i < n; i++) {
        size_t length = strlen(texts[i]), longest = length;
        size_t low = 0, high = count;

        found[i] = (struct substring){i, 0};
        while (low < high) {
            size_t middle = low + (high - low) / 2;

            if (strcmp(rests[middle].text, texts[i]) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        /* The rests that begin with the text stand side by side. */
        for (; length && low < count &&
               strncmp(rests[low].text, texts[i], length) == 0;
             low++) {
            const struct rest *r = &rests[low];

            if (r->length > longest ||
                (r->length == longest && r->host < found[i].host)) {
                longest = r->length;
                found[i] = (struct substring){r->host, r->at};
            }
        }
    }
    return found;
}
