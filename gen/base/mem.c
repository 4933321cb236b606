/* SPDX-License-Identifier: 0BSD */
#include "base/mem.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MEM_CHUNK = 64 * 1024, MEM_LINE = 256, MEM_NOTHING = 0xa5 };

struct mem_chunk {
    struct mem_chunk *next;
    size_t used, size;
    alignas(max_align_t) unsigned char bytes[];
};

void mem_die(const char *what, const char *why)
{
    fprintf(stderr, "smtpcodes-gen: %s: %s\n", what, why);
    /* Not exit: libxml2 clears up there, and we may stand inside of it, where
     * it holds a lock. */
    fflush(stdout);
    _Exit(2);
}

void *mem_realloc(void *old, size_t size)
{
    void *p = realloc(old, size ? size : 1);

    if (!p)
        mem_die("memory", "none left");
    return p;
}

void *mem_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    struct mem_chunk *c = arena->head;
    void *p;

    if (size > SIZE_MAX / 2)
        mem_die("memory", "none left");
    size = (size + align - 1) / align * align;
    if (!c || c->size - c->used < size) {
        size_t room = size > MEM_CHUNK ? size : MEM_CHUNK;

        c = mem_realloc(NULL, sizeof *c + room);
        c->used = 0;
        c->size = room;
        /* A large block goes behind the head, whose room is still good. */
        if (arena->head && size > MEM_CHUNK / 2) {
            c->next = arena->head->next;
            arena->head->next = c;
        } else {
            c->next = arena->head;
            arena->head = c;
        }
    }
    p = c->bytes + c->used;
    c->used += size;
    return memset(p, 0, size);
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
    char line[MEM_LINE];
    char *text;
    int len;

    va_copy(again, args);
    len = vsnprintf(line, sizeof line, format, args);
    if ((size_t)len < sizeof line) { /* mostly: no second call then */
        text = mem_text(arena, line, (size_t)len);
    } else {
        text = mem_alloc(arena, (size_t)len + 1);
        vsnprintf(text, (size_t)len + 1, format, again);
    }
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

void *mem_push(struct arena *arena, void *items, size_t *count, size_t size)
{
    unsigned char *base;

    memcpy(&base, items, sizeof base);
    if ((*count & (*count - 1)) == 0) {
        size_t room = *count ? *count * 2 : 1;
        unsigned char *grown = mem_alloc(arena, room * size);

        if (*count)
            memcpy(grown, base, *count * size);
        /* Who reads on behind the last item finds none that is empty. */
        memset(grown + *count * size, MEM_NOTHING, (room - *count) * size);
        base = grown;
        memcpy(items, &base, sizeof base);
    }
    return memset(base + size * (*count)++, 0, size);
}

void mem_free(struct arena *arena)
{
    while (arena->head) {
        struct mem_chunk *next = arena->head->next;

        free(arena->head);
        arena->head = next;
    }
}
