/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

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

static void put_list(struct man *m, const struct use *use)
{
    const struct view_entry *e = view_lookup(m->view, use->code);
    const struct view_reason *r = view_reason(m->view, use->reason);
    enum action actions[6];

    for (int c = 0; c <= 5; c++)
        actions[c] = use->has_action && c > 3 ? use->action : r->actions[c];
    man_begin_acts(m);
    man_acts(m, classes_of(use), "yz", actions, r->parties);
    buf_puts(m->to, ".It Sy Cause\n");
    man_text(m, mem_printf(m->view->arena, "%s: see", r->reason->prose.title));
    man_xr(m, man_reason_name(m->view, use->reason), ".");
    if (e) {
        buf_puts(m->to, ".It Sy Elsewhere\n");
        man_text(m,
                 mem_printf(m->view->arena, "%s: see", e->entry->prose.title));
        man_xr(m, man_entry_name(m->view, e), ".");
    }
    buf_puts(m->to, ".El\n");
}

static void put_use(struct man *m, const struct use *use)
{
    const char *title = use->code;

    for (size_t i = 0; i < use->reply_count; i++)
        title = mem_printf(m->view->arena, "%s%s%s", title, i ? ", " : " with ",
                           use->replies[i]);
    buf_puts(m->to, ".Ss \"");
    esc_roff_arg(m->to,
                 mem_printf(m->view->arena, "%s: %s", title, use->prose.title));
    buf_puts(m->to, "\"\n");
    man_text(m, use->prose.meaning);
    put_list(m, use);
    man_advices_inline(m, &use->prose);
    buf_puts(m->to, ".Pp\nSource:\n");
    man_refs(m, &use->prose);
}

static void put_messages(struct man *m, const struct provider *p)
{
    bool any = false;

    for (size_t i = 0; i < m->view->model->message_count; i++) {
        const struct message *message = m->view->messages[i];

        if (!message->provider || strcmp(message->provider, p->id) != 0)
            continue;
        if (!any) {
            man_section(m, "MESSAGES");
            buf_puts(m->to, ".Bl -bullet\n");
        }
        any = true;
        buf_puts(m->to, ".It\n");
        man_sample(m, view_plain_example(message));
        buf_puts(m->to, ".br\n");
        man_verdict(m, message, view_plain_example(message));
    }
    if (any)
        buf_puts(m->to, ".El\n");
}

static void put_shown(struct man *m, const struct provider *p)
{
    if (p->shown_count == 0)
        return;
    buf_puts(m->to, ".Pp\nIts replies are known by\n");
    for (size_t i = 0; i < p->shown_count; i++) {
        buf_puts(m->to, ".Li \"");
        esc_roff_code(m->to, p->shown[i].text);
        buf_puts(m->to, i + 1 < p->shown_count ? "\" ,\n" : "\" .\n");
    }
}

void man_page_provider(struct man *m, const struct provider *p)
{
    man_begin(m, man_provider_name(m->view, p->id));
    buf_printf(m->to, ".Nm %s\n.Nd ", m->self);
    esc_roff_arg(m->to, p->prose.title);
    buf_puts(m->to, ": its own SMTP codes and messages\n");
    man_section(m, "DESCRIPTION");
    man_text(m, p->prose.meaning);
    put_shown(m, p);
    if (p->use_count) {
        man_section(m, "CODES");
        for (size_t i = 0; i < p->use_count; i++)
            put_use(m, &p->uses[i]);
    }
    put_messages(m, p);
    man_see_also(m);
    man_section(m, "REFERENCES");
    man_refs(m, &p->prose);
}
