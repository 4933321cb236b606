/* SPDX-License-Identifier: 0BSD */
#include "render/c_literal.h"

#include "render/esc.h"

#include <string.h>

enum { LINE = 66 };

/* Where to cut a text so that a line holds whole words if it can. */
static size_t line_cut(const char *text)
{
    size_t cut = LINE;

    if (strlen(text) <= LINE)
        return strlen(text);
    while (cut > 0 && text[cut - 1] != ' ')
        cut--;
    if (cut == 0)
        cut = strcspn(text, " ");
    return cut + (text[cut] == ' ');
}

/* A text as literals of a line each, inside a macro: a comma first. */
void c_literal_put(struct buf *to, const char *text)
{
    struct buf line = {0};

    buf_putc(to, ',');
    do {
        size_t cut = line_cut(text);

        line.len = 0;
        buf_add(&line, text, cut);
        buf_puts(to, " \\\n      \"");
        esc_c_string(to, line.text);
        buf_putc(to, '"');
        text += cut;
    } while (*text);
    buf_free(&line);
}
