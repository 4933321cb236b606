/* SPDX-License-Identifier: 0BSD
 *
 * mem - one arena per catalogue.
 *
 * Everything that lives as long as the catalogue is taken from an arena and
 * freed with it in one call. Memory comes back zeroed. Running out of memory
 * is a fault of the environment: mem_die says so and exits with status 2, so
 * no caller tests for NULL.
 */
#ifndef MEM_H
#define MEM_H

#include <stdarg.h>
#include <stddef.h>

struct mem_chunk;

struct arena {
    struct mem_chunk *head;
};

/** Return size zeroed bytes, which may be none, aligned for any object. */
void *mem_alloc(struct arena *arena, size_t size);

/** Return a NUL-terminated copy of the len bytes at text. */
char *mem_text(struct arena *arena, const char *text, size_t len);

/** Return the text that printf would have made. */
char *mem_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** The same for arguments that a function was given; they are used up. */
char *mem_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/** Append one zeroed item of size bytes to the array items of *count items
 * and return it. The array doubles at each power of two, so no capacity need
 * be kept; pointers into it are good until the next push. */
void *mem_push(struct arena *arena, void *items, size_t *count, size_t size);

/** Free everything taken from the arena. */
void mem_free(struct arena *arena);

/** malloc and realloc that never return NULL. */
void *mem_realloc(void *old, size_t size);

/** Report a fault of the environment and exit with status 2. */
_Noreturn void mem_die(const char *what, const char *why);

#endif
