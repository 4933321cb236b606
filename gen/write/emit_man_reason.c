/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

/* Samples of one message: enough to know it again. */
enum { SAMPLES = 3 };

static unsigned classes_of(const struct reason *reason)
{
    unsigned set = 0;

    for (size_t i = 0; i < reason->act_count; i++)
        set |= 1u << reason->acts[i].class;
    return set;
}

static void put_codes(struct man *m, const struct view_reason *r)
{
    const struct view *v = m->view;

    if (r->entry_count) {
        man_section(m, "CODES FOR THIS CAUSE");
        buf_puts(m->to, ".Bl -tag -width \"smtp-X.1.10(7)\" -compact\n");
    }
    for (size_t i = 0; i < r->entry_count; i++) {
        const struct entry *e = r->entries[i]->entry;

        buf_printf(m->to, ".It Xr %s 7\n", man_entry_name(v, r->entries[i]));
        if (e->standing == STANDING_STANDARD)
            man_text(m, e->prose.title);
        else
            man_text(m, mem_printf(v->arena, "%s (%s)", e->prose.title,
                                   words_standing(e->standing)));
    }
    if (r->entry_count)
        buf_puts(m->to, ".El\n");
    for (size_t i = 0; i < r->shown_count; i++)
        man_see(m, man_entry_name(v, r->shown[i]));
}

static void put_bound(struct man *m, const struct message *message)
{
    const char *list = NULL;

    for (size_t i = 0; i < message->reply_count + message->status_count; i++) {
        const char *code = i < message->reply_count
                               ? message->replies[i]
                               : message->statuses[i - message->reply_count];

        list = mem_printf(m->view->arena, "%s%s%s", list ? list : "Only with ",
                          list ? ", " : "", code);
    }
    if (message->provider) {
        buf_puts(m->to, ".Pp\nSent by\n");
        man_xr(m, man_provider_name(m->view, message->provider), ".");
    }
    if (list) {
        buf_puts(m->to, message->provider ? "" : ".Pp\n");
        man_text(m, mem_printf(m->view->arena, "%s.", list));
    }
}

static void put_message(struct man *m, const struct message *message)
{
    buf_puts(m->to, ".Ss \"");
    esc_roff_arg(m->to, message->prose.title);
    buf_puts(m->to, "\"\n.Bl -bullet -compact\n");
    for (size_t i = 0; i < message->example_count && i < SAMPLES; i++) {
        buf_puts(m->to, ".It\n");
        man_sample(m, message->examples[i].text);
    }
    buf_puts(m->to, ".El\n");
    if (message->prose.meaning) {
        buf_puts(m->to, ".Pp\n");
        man_text(m, message->prose.meaning);
    }
    if (message->has_action) {
        buf_puts(m->to, ".Pp\n.Sy What to do :\n");
        man_text(m, words_action_long(message->action));
    }
    man_causes(m, &message->prose);
    man_advices_inline(m, &message->prose);
    put_bound(m, message);
}

static void put_messages(struct man *m, const struct view_reason *r)
{
    const struct message **messages = r->ranked[ORDER_PLAIN];

    if (r->message_count == 0)
        return;
    man_section(m, "COMMON MESSAGES");
    for (size_t i = 0; i < r->message_count; i++)
        put_message(m, messages[i]);
}

/* Codes by which providers say it, whatever the code means elsewhere. */
static void put_uses(struct man *m, const struct view_reason *r)
{
    size_t start = m->to->len, first;

    man_section(m, "HOW SINGLE PROVIDERS SAY IT");
    buf_puts(m->to, ".Bl -bullet -compact\n");
    first = m->to->len;
    for (size_t i = 0; i < m->view->model->provider_count; i++) {
        const struct provider *p = m->view->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *use = &p->uses[j];

            if (strcmp(use->reason, r->reason->id) != 0)
                continue;
            buf_puts(m->to, ".It\n");
            man_xr(m, man_provider_name(m->view, p->id), ",");
            man_text(m, mem_printf(m->view->arena, "%s: %s", use->code,
                                   use->prose.title));
        }
    }
    if (m->to->len == first)
        m->to->len = start; /* nothing: no section either */
    else
        buf_puts(m->to, ".El\n");
}

/* The id may say it in other words than the title, and apropos should find
 * both. */
static void put_name(struct man *m, const struct reason *reason)
{
    char *words = mem_printf(m->view->arena, "%s", reason->id);

    for (char *s = words; *s; s++)
        if (*s == '-')
            *s = ' ';
    buf_printf(m->to, ".Nm %s\n.Nd ", m->self);
    esc_roff_arg(m->to, reason->prose.title);
    if (strcmp(man_capital(m, words), reason->prose.title) == 0)
        buf_puts(m->to, " (cause behind SMTP replies)\n");
    else
        buf_printf(m->to, " (cause behind SMTP replies: %s)\n", words);
}

void man_page_reason(struct man *m, const struct view_reason *r)
{
    const struct reason *reason = r->reason;
    unsigned classes = classes_of(reason);

    man_begin(m, man_reason_name(m->view, reason->id));
    put_name(m, reason);
    man_section(m, "DESCRIPTION");
    man_text(m, reason->prose.meaning);
    man_begin_acts(m);
    man_acts(m, classes, "yz", r->actions, r->parties);
    buf_puts(m->to, ".El\n");
    if (reason->prose.advice_count) {
        man_section(m, "WHAT TO DO");
        man_advices(m, &reason->prose, r->parties[view_gravest(classes)]);
    }
    if (reason->prose.cause_count) {
        man_section(m, "WHY IT HAPPENS");
        man_causes(m, &reason->prose);
    }
    put_codes(m, r);
    put_messages(m, r);
    put_uses(m, r);
    man_section(m, "IN C AND JSON");
    buf_printf(m->to,
               ".Dv %s\nin\n.In smtpcodes.h ,\n.Dq %s\nin\n"
               ".Pa smtpcodes.json .\n",
               r->symbol, reason->id);
    man_see_also(m);
}
