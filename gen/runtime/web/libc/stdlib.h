/* SPDX-License-Identifier: 0BSD
 *
 * Memory that is taken during one call and given back as a whole when the next
 * begins, and a sort.
 */
#ifndef WEB_STDLIB_H
#define WEB_STDLIB_H

#include <string.h>

extern unsigned char __heap_base; /* of the linker: where memory is free */
static size_t heap_used;

/* NULL when the browser has no more. */
static void *malloc(size_t size)
{
    enum { PAGE = 65536 };
    size_t at = ((size_t)&__heap_base + heap_used + 15) & ~(size_t)15;
    size_t have = __builtin_wasm_memory_size(0) * (size_t)PAGE;

    if (size > SIZE_MAX / 2 - at)
        return NULL;
    if (at + size > have && __builtin_wasm_memory_grow(
                                0, (at + size - have) / PAGE + 1) == SIZE_MAX)
        return NULL;
    heap_used = at + size - (size_t)&__heap_base;
    return (void *)at;
}

static void free(void *p)
{
    (void)p;
}

/* The caller's texts double, so what was before has at most half the size. */
static void *realloc(void *p, size_t size)
{
    void *to = malloc(size);

    if (to && p)
        memcpy(to, p, size / 2);
    return to;
}

/* Shell's. */
static void qsort(void *base, size_t count, size_t size,
                  int (*compare)(const void *, const void *))
{
    char *at = (char *)base, held[64];

    for (size_t gap = count / 2; gap; gap /= 2) {
        for (size_t i = gap; i < count; i++) {
            size_t j = i;

            memcpy(held, at + i * size, size);
            for (; j >= gap && compare(at + (j - gap) * size, held) > 0;
                 j -= gap)
                memcpy(at + j * size, at + (j - gap) * size, size);
            memcpy(at + j * size, held, size);
        }
    }
}

#endif
