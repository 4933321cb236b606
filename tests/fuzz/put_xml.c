/* SPDX-License-Identifier: 0BSD */
#include "put_xml.h"

#include <string.h>

static void put_escaped(struct buf *to, const char *text, bool attr)
{
    if (*text == PUT_VERBATIM) {
        buf_puts(to, text + 1);
        return;
    }
    for (; *text; text++)
        if (strchr("<>&\"\r", *text) || (attr && strchr("\n\t", *text)))
            buf_printf(to, "&#%d;", *text);
        else
            buf_putc(to, *text);
}

void put_xml(struct buf *to, const struct xml_node *n)
{
    buf_printf(to, "<%s", n->name);
    for (const struct xml_attr *a = n->attrs; a; a = a->next) {
        buf_printf(to, " %s=\"", a->name);
        put_escaped(to, a->value, true);
        buf_putc(to, '"');
    }
    buf_putc(to, '>');
    put_escaped(to, n->text, false);
    for (const struct xml_node *c = n->children; c; c = c->next)
        put_xml(to, c);
    buf_printf(to, "</%s>%s", n->name, n->next ? "\n" : "");
}
