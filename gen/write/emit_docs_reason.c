/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

static unsigned classes_of(const struct reason *reason)
{
    unsigned set = 0;

    for (size_t i = 0; i < reason->act_count; i++)
        set |= 1u << reason->acts[i].class;
    return set;
}

static void put_phrases(struct docs *d, const char *what,
                        const struct note *notes, size_t count)
{
    if (count == 0)
        return;
    buf_puts(d->to, what);
    for (size_t i = 0; i < count; i++) {
        buf_puts(d->to, i ? ", " : " ");
        esc_markdown_code(d->to, notes[i].text);
    }
    buf_puts(d->to, ".\n\n");
}

static void put_bound(struct docs *d, const struct message *m)
{
    if (m->provider) {
        buf_puts(d->to, "Sent by ");
        docs_provider_link(d, m->provider);
        buf_puts(d->to, ".\n\n");
    }
    for (size_t i = 0; i < m->reply_count + m->status_count; i++) {
        const char *code = i < m->reply_count ? m->replies[i]
                                              : m->statuses[i - m->reply_count];
        const struct view_entry *e = view_lookup(d->view, code);

        buf_puts(d->to, i ? ", " : "Only with ");
        if (e)
            docs_entry_link(d, e);
        else
            esc_markdown(d->to, code);
    }
    if (m->reply_count + m->status_count)
        buf_puts(d->to, ".\n\n");
}

static void put_message(struct docs *d, const struct message *m)
{
    docs_heading(d, 3, mem_printf(d->view->arena, "message-%s", m->id));
    esc_markdown(d->to, m->prose.title);
    buf_puts(d->to, "\n\n");
    for (size_t i = 0; i < m->example_count; i++) {
        buf_puts(d->to, "- ");
        esc_markdown_code(d->to, m->examples[i].text);
        buf_putc(d->to, '\n');
    }
    buf_putc(d->to, '\n');
    if (m->prose.meaning) {
        docs_text(d, m->prose.meaning);
        buf_puts(d->to, "\n\n");
    }
    if (m->has_action)
        buf_printf(d->to, "**What to do:** %s\n\n",
                   words_action_long(m->action));
    if (m->prose.cause_count) {
        buf_puts(d->to, "Why it happens:\n\n");
        docs_causes(d, &m->prose);
    }
    docs_advices_inline(d, &m->prose);
    put_bound(d, m);
    buf_puts(d->to, "<details><summary>Known by these words</summary>\n\n");
    put_phrases(d, "The text holds", m->matches, m->match_count);
    put_phrases(d, "And not", m->unless, m->unless_count);
    buf_puts(d->to, "</details>\n\n");
}

static void put_messages(struct docs *d, const struct view_reason *r)
{
    const struct message **messages = r->ranked[ORDER_COMMON];

    if (r->message_count == 0)
        return;
    docs_title(d, 2, "messages", "Common messages");
    for (size_t i = 0; i < r->message_count; i++) {
        buf_puts(d->to, "- [");
        esc_markdown(d->to, messages[i]->prose.title);
        buf_printf(d->to, "](#message-%s)\n", messages[i]->id);
    }
    buf_putc(d->to, '\n');
    for (size_t i = 0; i < r->message_count; i++)
        put_message(d, messages[i]);
}

static void put_codes(struct docs *d, const struct view_reason *r)
{
    if (r->entry_count == 0)
        return;
    docs_title(d, 2, "codes", "Codes for this cause");
    buf_puts(d->to, "| Code | Title | Standing |\n| --- | --- | --- |\n");
    for (size_t i = 0; i < r->entry_count; i++) {
        const struct view_entry *e = r->entries[i];

        buf_puts(d->to, "| ");
        docs_entry_link(d, e);
        buf_puts(d->to, " | ");
        esc_markdown(d->to, e->entry->prose.title);
        buf_printf(d->to, " | %s |\n", words_standing(e->entry->standing));
    }
    buf_putc(d->to, '\n');
}

/* Uses of codes by providers for this reason, though the code says
 * otherwise. */
static void put_uses(struct docs *d, const struct view_reason *r)
{
    const char *title = "Codes that single providers use for it";

    for (size_t i = 0; i < d->view->model->provider_count; i++) {
        const struct provider *p = d->view->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *use = &p->uses[j];

            if (strcmp(use->reason, r->reason->id) != 0)
                continue;
            if (title)
                docs_title(d, 2, "providers", title);
            title = NULL;
            buf_puts(d->to, "- ");
            esc_markdown(d->to, p->prose.title);
            buf_puts(d->to, ", [");
            esc_markdown(d->to, use->code);
            buf_printf(d->to, "](../providers/%s.md#%s): ", p->id,
                       docs_use_anchor(d->view, p, use));
            esc_markdown(d->to, use->prose.title);
            buf_putc(d->to, '\n');
        }
    }
    if (!title)
        buf_putc(d->to, '\n');
}

void docs_page_reason(struct docs *d, const struct view_reason *r)
{
    const struct reason *reason = r->reason;
    unsigned classes = classes_of(reason);

    docs_begin(d, "reasons", reason->id);
    docs_heading(d, 1, reason->id);
    esc_markdown(d->to, reason->prose.title);
    docs_title_acts(d, classes, "yz", r->actions);
    buf_puts(d->to, "\n\n");
    docs_title(d, 2, "in-short", "In short");
    docs_short_acts(d, classes, "yz", r->actions, r->parties);
    buf_putc(d->to, '\n');
    docs_text(d, reason->prose.meaning);
    buf_puts(d->to, "\n\n");
    docs_title(d, 2, "what-to-do", "What to do");
    docs_advices(d, &reason->prose, r->parties[view_gravest(classes)], 3);
    if (reason->prose.cause_count) {
        docs_title(d, 2, "why", "Why it happens");
        docs_causes(d, &reason->prose);
    }
    put_codes(d, r);
    put_messages(d, r);
    put_uses(d, r);
    docs_title(d, 2, "c", "In C and JSON");
    esc_markdown_code(d->to, r->symbol);
    buf_puts(d->to, " in `smtpcodes.h`, `\"");
    buf_puts(d->to, reason->id);
    buf_puts(d->to, "\"` in `smtpcodes.json`.\n\n");
    docs_end(d, "table-reasons", "All causes");
}
