/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

/* The classes that a use speaks of: "421", "5.7.1" one, "X.7.27" those of
 * its replies, or both kinds of failure. */
static unsigned classes_of(const struct use *use)
{
    unsigned set = 0;

    if (use->code[0] != 'X')
        return 1u << (use->code[0] - '0');
    for (size_t i = 0; i < use->reply_count; i++)
        set |= 1u << (use->replies[i][0] - '0');
    return set ? set : 1u << 4 | 1u << 5;
}

static enum action action_of(const struct docs *d, const struct use *use,
                             int class)
{
    return use->has_action && class > 3
               ? use->action
               : view_reason(d->view, use->reason)->actions[class];
}

static void put_replies(struct docs *d, const struct use *use)
{
    for (size_t i = 0; i < use->reply_count; i++) {
        const struct view_entry *e = view_lookup(d->view, use->replies[i]);

        buf_puts(d->to, i ? ", " : "");
        /* A number of the provider's own needs no page, nor an escape. */
        if (e)
            docs_entry_link(d, e);
        else
            buf_puts(d->to, use->replies[i]);
    }
}

static void put_actions(struct docs *d, const struct use *use)
{
    const char *last = NULL;
    unsigned classes = classes_of(use);

    for (int c = 2; c <= 5; c++) {
        const char *word = words_action(action_of(d, use, c));

        if (!(classes & 1u << c) || (last && strcmp(last, word) == 0))
            continue;
        buf_printf(d->to, "%s%s", last ? "; with 5yz " : "", word);
        last = word;
    }
}

static void put_row(struct docs *d, const struct provider *p,
                    const struct use *use)
{
    buf_printf(d->to, "| %s | ", use->code);
    put_replies(d, use);
    buf_puts(d->to, " | [");
    esc_markdown(d->to, use->prose.title);
    buf_printf(d->to, "](#%s) | ", docs_use_anchor(d->view, p, use));
    put_actions(d, use);
    buf_puts(d->to, " |\n");
}

static void put_use(struct docs *d, const struct provider *p,
                    const struct use *use)
{
    const struct view_entry *e = view_lookup(d->view, use->code);
    const struct view_reason *r = view_reason(d->view, use->reason);
    enum action actions[6];

    for (int c = 2; c <= 5; c++)
        actions[c] = action_of(d, use, c);
    docs_heading(d, 3, docs_use_anchor(d->view, p, use));
    buf_printf(d->to, "%s ", use->code);
    esc_markdown(d->to, use->prose.title);
    buf_puts(d->to, "\n\n");
    docs_short_acts(d, classes_of(use), "yz", actions, r->parties);
    buf_puts(d->to, "- **Cause:** ");
    docs_reason_link(d, r->reason);
    if (use->reply_count) {
        buf_puts(d->to, "\n- **With reply:** ");
        put_replies(d, use);
    }
    if (e) {
        buf_puts(d->to, "\n- **What the code means elsewhere:** ");
        docs_entry_link(d, e);
        buf_putc(d->to, ' ');
        esc_markdown(d->to, e->entry->prose.title);
    }
    buf_puts(d->to, "\n\n");
    docs_text(d, use->prose.meaning);
    buf_puts(d->to, "\n\n");
    docs_advices_inline(d, &use->prose);
    buf_puts(d->to, "Source:\n\n");
    docs_refs(d, &use->prose);
}

static void put_messages(struct docs *d, const struct provider *p)
{
    bool any = false;

    for (size_t i = 0; i < d->view->model->message_count; i++) {
        const struct message *m = d->view->messages[i];

        if (!m->provider || strcmp(m->provider, p->id) != 0)
            continue;
        if (!any) {
            docs_title(d, 2, "messages", "Its messages");
            docs_example_head(d);
        }
        any = true;
        docs_example_row(d, m, m->examples[0].text);
    }
    if (any)
        buf_putc(d->to, '\n');
}

void docs_page_provider(struct docs *d, const struct provider *p)
{
    docs_begin(d, "providers", p->id);
    docs_heading(d, 1, p->id);
    esc_markdown(d->to, p->prose.title);
    buf_puts(d->to, ": its own SMTP codes\n\n");
    docs_text(d, p->prose.meaning);
    buf_puts(d->to, "\n\n");
    if (p->shown_count) {
        buf_puts(d->to, "Its replies are known by:");
        for (size_t i = 0; i < p->shown_count; i++) {
            buf_puts(d->to, i ? ", " : " ");
            esc_markdown_code(d->to, p->shown[i].text);
        }
        buf_puts(d->to, ".\n\n");
    }
    if (p->use_count) {
        docs_title(d, 2, "codes", "Codes");
        buf_puts(d->to, "| Code | With reply | What it means here | What to "
                        "do |\n| --- | --- | --- | --- |\n");
        for (size_t i = 0; i < p->use_count; i++)
            put_row(d, p, &p->uses[i]);
        buf_putc(d->to, '\n');
        for (size_t i = 0; i < p->use_count; i++)
            put_use(d, p, &p->uses[i]);
    }
    put_messages(d, p);
    docs_title(d, 2, "references", "References");
    docs_refs(d, &p->prose);
    docs_end(d, "table-providers", "All providers");
}
