/* SPDX-License-Identifier: 0BSD
 *
 * Takes the place of gen/base/mem.c: an arena whose every block is a malloc of
 * exactly its size, so that the sanitizers see a byte too many also there.
 */
#include "mem_exact.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct mem_chunk {
    struct mem_chunk *next;
    alignas(max_align_t) unsigned char bytes[];
};

void (*mem_exact_died)(const char *what, const char *why);

void mem_die(const char *what, const char *why)
{
    if (mem_exact_died)
        mem_exact_died(what, why);
    fprintf(stderr, "mem_die: %s: %s\n", what, why);
    abort();
}

void *mem_realloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);

    if (!p)
        mem_die("memory", "none left");
    return p;
}

static struct arena *latest;

void *mem_alloc(struct arena *arena, size_t size)
{
    struct mem_chunk *chunk = calloc(1, sizeof *chunk + size);

    if (!chunk)
        mem_die("memory", "none left");
    chunk->next = arena->head;
    arena->head = chunk;
    latest = arena;
    return chunk->bytes;
}

void mem_exact_free_latest(void)
{
    if (latest)
        mem_free(latest);
    latest = NULL;
}

char *mem_text(struct arena *arena, const char *text, size_t len)
{
    char *copy = mem_alloc(arena, len + 1);

    memcpy(copy, text, len);
    return copy;
}

char *mem_vprintf(struct arena *arena, const char *format, va_list args)
{
    va_list again;
    char *text;
    int len;

    va_copy(again, args);
    len = vsnprintf(NULL, 0, format, args);
    text = mem_alloc(arena, (size_t)len + 1);
    vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text;
}

char *mem_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    char *text;

    va_start(args, format);
    text = mem_vprintf(arena, format, args);
    va_end(args);
    return text;
}

/* As gen/base/mem.c promises: good until the next push. Here the old array
 * stays readable, as there. */
void *mem_push(struct arena *arena, void *items, size_t *count, size_t size)
{
    unsigned char *base;

    memcpy(&base, items, sizeof base);
    if ((*count & (*count - 1)) == 0) {
        size_t room = *count ? *count * 2 : 1;
        unsigned char *grown = mem_alloc(arena, room * size);

        if (*count)
            memcpy(grown, base, *count * size);
        base = grown;
        memcpy(items, &base, sizeof base);
    }
    return base + size * (*count)++;
}

void mem_free(struct arena *arena)
{
    while (arena->head) {
        struct mem_chunk *next = arena->head->next;

        free(arena->head);
        arena->head = next;
    }
}
