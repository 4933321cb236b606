/* SPDX-License-Identifier: 0BSD */
#include "render/c_pool.h"

#include "render/esc.h"

#include <stdbool.h>
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

/* A text in lines; its NUL is written out where another follows. */
static void put_text(struct buf *to, const char *text, bool last)
{
    struct buf line = {0};

    do {
        size_t cut = line_cut(text);

        line.len = 0;
        buf_add(&line, text, cut);
        buf_puts(to, "    \"");
        esc_c_string(to, line.text);
        text += cut;
        buf_puts(to, *text ? "\"\n" : last ? "\",\n" : "\\0\"\n");
    } while (*text);
    buf_free(&line);
}

void c_pool_add_all(struct c_pool *pool, const char *member,
                    const char *const *texts, size_t count)
{
    size_t size = 0;

    for (size_t i = 0; i < count; i++) {
        put_text(&pool->texts, texts[i], i + 1 == count);
        size += strlen(texts[i]) + 1;
    }
    buf_printf(&pool->members, "    char %s[%zu];\n", member, size);
    pool->bytes += size;
}

void c_pool_add(struct c_pool *pool, const char *member, const char *text)
{
    c_pool_add_all(pool, member, &text, 1);
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
