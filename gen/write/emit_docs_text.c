/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "base/text.h"

#include <string.h>

static const char head[] =
    "<!-- SPDX-License-Identifier: 0BSD\n"
    "     Generated from catalog/; edit there and run make gen -->\n\n";

void docs_begin(struct docs *d, const char *folder, const char *name)
{
    d->up = folder ? "../" : "";
    d->to = outset_add(d->set, mem_printf(d->view->arena, "docs/%s%s%s.md",
                                          folder ? folder : "",
                                          folder ? "/" : "", name));
    d->self = NULL;
    buf_puts(d->to, head);
}

void docs_heading(struct docs *d, int level, const char *anchor)
{
    while (level--)
        buf_putc(d->to, '#');
    buf_printf(d->to, " <a id=\"%s\"></a>", anchor);
}

void docs_title(struct docs *d, int level, const char *anchor, const char *text)
{
    docs_heading(d, level, anchor);
    buf_printf(d->to, "%s\n\n", text);
}

static void put_part(struct docs *d, const char *text, size_t len)
{
    esc_markdown(d->to, mem_text(d->view->arena, text, len));
}

static void put_entry_link(struct docs *d, const struct view_entry *e,
                           const char *said)
{
    /* A code is digits, dots and an X, and needs no escape. */
    buf_printf(d->to, "[%s](%s%s/%s.md)", said, d->up,
               e->entry->kind == ENTRY_REPLY ? "replies" : "statuses",
               e->entry->code);
}

/* A code in a text. */
struct span {
    const char *text;
    size_t len;
};

/* The codes that a text has named so far; most name few. */
struct named {
    struct span *spans;
    size_t count;
};

/* Remember a code; false when it stood further left in the same text. */
static bool is_new(struct docs *d, struct named *named, const char *s,
                   size_t len)
{
    struct span *at;

    for (size_t i = 0; i < named->count; i++)
        if (named->spans[i].len == len &&
            memcmp(named->spans[i].text, s, len) == 0)
            return false;
    at = mem_push(d->view->arena, &named->spans, &named->count, sizeof *at);
    *at = (struct span){s, len};
    return true;
}

void docs_text(struct docs *d, const char *text)
{
    const char *from = text, *s = text;
    struct named named = {0};
    size_t len;

    while ((s = text_find_status(s, &len)) != NULL) {
        const char *code = mem_text(d->view->arena, s, len);
        const struct view_entry *e = view_lookup(d->view, code);

        if (is_new(d, &named, s, len) && e && e != d->self) {
            put_part(d, from, (size_t)(s - from));
            put_entry_link(d, e, code);
            from = s + len;
        }
        s += len;
    }
    esc_markdown(d->to, from);
}

void docs_first(struct docs *d, const char *text)
{
    docs_text(d, mem_text(d->view->arena, text, text_sentence(text)));
}

void docs_entry_link(struct docs *d, const struct view_entry *e)
{
    put_entry_link(d, e, e->entry->code);
}

void docs_reason_link(struct docs *d, const struct reason *reason)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, reason->prose.title);
    buf_printf(d->to, "](%sreasons/%s.md)", d->up, reason->id);
}

void docs_message_link(struct docs *d, const struct message *m)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, m->prose.title);
    buf_printf(d->to, "](%sreasons/%s.md#message-%s)", d->up, m->reason, m->id);
}

const char *docs_use_anchor(const struct view *view, const struct provider *p,
                            const struct use *use)
{
    const char *anchor = use->code;
    size_t same = 1;

    for (size_t i = 0; i < use->reply_count; i++)
        anchor = mem_printf(view->arena, "%s-%s", anchor, use->replies[i]);
    for (const struct use *u = p->uses; u != use; u++) {
        bool equal = strcmp(u->code, use->code) == 0 &&
                     u->reply_count == use->reply_count;

        for (size_t i = 0; equal && i < u->reply_count; i++)
            equal = strcmp(u->replies[i], use->replies[i]) == 0;
        same += equal;
    }
    return same > 1 ? mem_printf(view->arena, "%s-%zu", anchor, same) : anchor;
}
