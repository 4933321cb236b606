/* SPDX-License-Identifier: 0BSD */
#include "render/c_pool.h"

#include "render/esc.h"

#include <string.h>

enum { LINE = 70 };

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

void c_pool_add(struct c_pool *pool, const char *member, const char *text)
{
    struct buf line = {0};
    size_t size = strlen(text) + 1;

    buf_printf(&pool->members, "    char %s[%zu];\n", member, size);
    pool->bytes += size;
    do {
        size_t cut = line_cut(text);

        line.len = 0;
        buf_add(&line, text, cut);
        buf_puts(&pool->texts, "    \"");
        esc_c_string(&pool->texts, line.text);
        text += cut;
        buf_puts(&pool->texts, *text ? "\"\n" : "\",\n");
    } while (*text);
    buf_free(&line);
}

void c_pool_put(struct c_pool *pool, struct buf *to)
{
    buf_printf(to,
               "struct smtpc_%s_ {\n%s};\n"
               "static const struct smtpc_%s_ smtpc_%s_pool_ = {\n%s};\n",
               pool->name, pool->members.text, pool->name, pool->name,
               pool->texts.text);
    buf_free(&pool->members);
    buf_free(&pool->texts);
}
