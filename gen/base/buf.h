/* SPDX-License-Identifier: 0BSD
 *
 * buf - the growable text sink that every emitter writes to.
 *
 * Start from an all-zero struct buf; buf_free gives the memory back. The text
 * is NUL-terminated once something was written. Running out of memory exits
 * (see mem.h), so there is no status to test.
 */
#ifndef BUF_H
#define BUF_H

#include <stddef.h>

struct buf {
    char *text;
    size_t len, size;
};

/** Append len bytes. */
void buf_add(struct buf *buf, const char *bytes, size_t len);

/** Append a NUL-terminated text. */
void buf_puts(struct buf *buf, const char *text);

/** Make room for more bytes and the NUL behind them. */
void buf_reserve(struct buf *buf, size_t more);

/** Append one byte; inline, since texts come byte by byte. */
static inline void buf_putc(struct buf *buf, char c)
{
    if (buf->size - buf->len < 2)
        buf_reserve(buf, 1);
    buf->text[buf->len++] = c;
    buf->text[buf->len] = '\0';
}

/** Append what printf would print. Not for catalogue text: see esc.h. */
void buf_printf(struct buf *buf, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Give the memory back and make the sink empty. */
void buf_free(struct buf *buf);

#endif
