/* SPDX-License-Identifier: 0BSD */
#include "base/buf.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST = 2048, LINE = 128 };

void buf_reserve(struct buf *buf, size_t more)
{
    size_t need = buf->len + more + 1;
    size_t grown = buf->size ? buf->size * 2 : FIRST;

    if (need <= buf->size)
        return;
    buf->size = need < grown ? grown : need;
    buf->text = mem_realloc(buf->text, buf->size);
}

void buf_add(struct buf *buf, const char *bytes, size_t len)
{
    buf_reserve(buf, len);
    if (len)
        memcpy(buf->text + buf->len, bytes, len);
    buf->len += len;
    buf->text[buf->len] = '\0';
}

void buf_puts(struct buf *buf, const char *text)
{
    buf_add(buf, text, strlen(text));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
    va_list args;
    int len;

    buf_reserve(buf, LINE); /* mostly enough, which saves the second call */
    va_start(args, format);
    len = vsnprintf(buf->text + buf->len, buf->size - buf->len, format, args);
    va_end(args);
    if ((size_t)len >= buf->size - buf->len) {
        buf_reserve(buf, (size_t)len);
        va_start(args, format);
        vsnprintf(buf->text + buf->len, (size_t)len + 1, format, args);
        va_end(args);
    }
    buf->len += (size_t)len;
}

void buf_free(struct buf *buf)
{
    free(buf->text);
    *buf = (struct buf){0};
}
