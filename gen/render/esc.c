/* SPDX-License-Identifier: 0BSD */
#include "render/esc.h"

#include <stdbool.h>
#include <string.h>

enum { WIDTH = 78 };

void esc_c_string(struct buf *to, const char *text)
{
    /* Trigraphs are read before escapes: the backslash must part the two
     * question marks, not precede them. */
    const unsigned char *from = (const unsigned char *)text, *s = from;

    for (; *s; s++) {
        bool control = *s >= 0x7f || *s < 0x20;
        bool trigraph =
            *s == '?' && s > (const unsigned char *)text && s[-1] == '?';

        if (!control && !trigraph && *s != '"' && *s != '\\')
            continue;
        buf_add(to, (const char *)from, (size_t)(s - from));
        from = s + 1;
        /* Three octal digits always: what follows cannot join them. */
        buf_printf(to, control ? "\\%03o" : "\\%c", *s);
    }
    buf_add(to, (const char *)from, (size_t)(s - from));
}

/* Columns, not bytes: continuation bytes of UTF-8 take no room. */
static size_t columns(const char *s, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xc0) != 0x80;
    return n;
}

/* A word of a comment. A space parts what would end or open a comment, be a
 * trigraph, or continue the line. */
static void comment_word(struct buf *to, const char *word, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        char c = word[i], before = i ? word[i - 1] : ' ';

        if ((c == '/' && before == '*') || (c == '*' && before == '/') ||
            (c == '?' && before == '?'))
            buf_putc(to, ' ');
        buf_putc(to, c);
    }
    if (len && word[len - 1] == '\\')
        buf_putc(to, ' ');
}

void esc_c_remark(struct buf *to, const char *text)
{
    comment_word(to, text, strlen(text));
}

void esc_c_comment(struct buf *to, const char *indent, const char *text)
{
    size_t column = 0;

    while (*text) {
        size_t len = strcspn(text, " ");
        size_t width = columns(text, len);

        if (column && column + 1 + width > WIDTH) {
            buf_putc(to, '\n');
            column = 0;
        }
        if (column == 0) {
            buf_printf(to, "%s * ", indent);
            column = strlen(indent) + 3;
        } else {
            buf_putc(to, ' ');
            column++;
        }
        comment_word(to, text, len);
        column += width;
        text += len;
        text += strspn(text, " ");
    }
    buf_putc(to, '\n');
}

void esc_json(struct buf *to, const char *text)
{
    const unsigned char *from = (const unsigned char *)text, *s = from;

    for (; *s; s++) {
        if (*s >= 0x20 && *s != '"' && *s != '\\' && *s != 0x7f)
            continue;
        buf_add(to, (const char *)from, (size_t)(s - from));
        from = s + 1;
        if (*s == '"' || *s == '\\')
            buf_printf(to, "\\%c", *s);
        else if (*s == '\n')
            buf_puts(to, "\\n");
        else
            buf_printf(to, "\\u%04x", *s);
    }
    buf_add(to, (const char *)from, (size_t)(s - from));
}

/* Spreadsheets know the ' as "this is text". To refuse such texts would let a
 * spreadsheet decide what a title may be. That the ' itself gets one keeps it
 * certain which of them are ours. */
void esc_csv(struct buf *to, const char *text)
{
    bool quoted = strpbrk(text, "\",\r\n") != NULL;

    if (quoted)
        buf_putc(to, '"');
    if (*text && strchr("=+-@'", *text))
        buf_putc(to, '\'');
    for (; *text; text++) {
        if (*text == '"')
            buf_putc(to, '"');
        buf_putc(to, *text);
    }
    if (quoted)
        buf_putc(to, '"');
}
