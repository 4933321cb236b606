/* SPDX-License-Identifier: 0BSD */
#include "write/emit_man.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

/* What stands behind the class digit where classes are told apart; a reply
 * has one class only. */
static const char *tail_of(const struct view_entry *e)
{
    return is_reply(e) ? "yz" : e->entry->code + 1;
}

/* "smtp-5.1.1": the page's name as people type it who have a bounce. */
static const char *name_in_class(const struct man *m,
                                 const struct view_entry *e, int class)
{
    return mem_printf(m->view->arena, "smtp-%d%s", class, tail_of(e));
}

static void put_name(struct man *m, const struct view_entry *e)
{
    buf_printf(m->to, ".Nm %s", m->self);
    for (int c = 2; c <= 5 && !is_reply(e); c++)
        if (e->entry->classes & 1u << c)
            buf_printf(m->to, " ,\n.Nm %s", name_in_class(m, e, c));
    buf_puts(m->to, "\n.Nd ");
    esc_roff_arg(m->to, e->entry->prose.title);
    if (e->entry->standing == STANDING_FOLKLORE)
        buf_puts(m->to, " (SMTP code in no standard)\n");
    else
        buf_printf(m->to, " (SMTP %s)\n",
                   is_reply(e) ? "reply code" : "enhanced status code");
}

static void put_instead(struct man *m, const struct origin *origin)
{
    for (size_t i = 0; i < origin->insteads; i++) {
        const struct view_entry *e = view_lookup(m->view, origin->instead[i]);
        const char *tail = i + 1 < origin->insteads ? ";" : ".";

        man_xr(m, man_entry_name(m->view, e), "");
        man_text(m, mem_printf(m->view->arena, "(%s)%s", e->entry->prose.title,
                               tail));
    }
}

/* A page about a number that nothing defines says so before anything else. */
static void put_banner(struct man *m, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    if (e->entry->standing != STANDING_FOLKLORE)
        return;
    buf_puts(m->to, ".Sy NOT A STANDARD CODE :\n"
                    "guides list it and no standard defines it.\n");
    if (origin && origin->insteads) {
        buf_puts(m->to, "Read instead:\n");
        put_instead(m, origin);
    }
    buf_puts(m->to, ".Pp\n");
}

static void put_top(struct man *m, const struct view_entry *e)
{
    man_section(m, "DESCRIPTION");
    put_banner(m, e);
    man_text(m, e->entry->prose.meaning);
    man_begin_acts(m);
    man_acts(m, e->entry->classes, tail_of(e), e->actions, e->parties);
    buf_puts(m->to, ".It Sy Cause\n");
    man_text(m, mem_printf(m->view->arena, "%s: see", e->reason->prose.title));
    man_xr(m, man_reason_name(m->view, e->reason->id), ".");
    if (e->entry->standing != STANDING_STANDARD) {
        buf_puts(m->to, ".It Sy Standing\n");
        man_text(m, words_standing_long(e->entry->standing));
    }
    buf_puts(m->to, ".El\n");
}

static void put_confused_here(struct man *m, const struct confused *c)
{
    const struct view_entry *other = view_lookup(m->view, c->with);

    buf_printf(m->to, ".It Xr %s 7\n", man_entry_name(m->view, other));
    man_see(m, man_entry_name(m->view, other));
    man_text(m, c->text);
}

static void put_remark(struct man *m, const struct view_entry *e,
                       const struct view_remark *remark)
{
    const char *page = man_entry_name(m->view, remark->from);

    buf_printf(m->to, ".It Xr %s 7\n", page);
    man_see(m, page);
    man_text(m, mem_printf(m->view->arena, "%s; %s by contrast: %s",
                           remark->from->entry->prose.title, e->entry->code,
                           remark->text));
}

static void put_confused(struct man *m, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;

    if (p->confused_count + e->remark_count == 0)
        return;
    man_section(m, "OFTEN CONFUSED WITH");
    buf_puts(m->to, ".Bl -tag -width \"smtp-X.1.10(7)\"\n");
    for (size_t i = 0; i < p->confused_count; i++)
        put_confused_here(m, &p->confused[i]);
    for (size_t i = 0; i < e->remark_count; i++)
        put_remark(m, e, &e->remarks[i]);
    buf_puts(m->to, ".El\n");
}

static void put_use(struct man *m, const struct view_use *u)
{
    const struct use *use = u->use;

    buf_puts(m->to, ".It Sy \"");
    esc_roff_arg(m->to, u->provider->prose.title);
    buf_puts(m->to, "\"");
    buf_printf(m->to, " , %s", use->code);
    for (size_t i = 0; i < use->reply_count; i++)
        buf_printf(m->to, "%s %s", i ? " ," : " with", use->replies[i]);
    buf_puts(m->to, "\n.Em \"");
    esc_roff_arg(m->to, use->prose.title);
    buf_puts(m->to, "\" .\n");
    man_text(m, use->prose.meaning);
    buf_puts(m->to, "See\n");
    man_xr(m, man_provider_name(m->view, u->provider->id), ".");
}

static void put_uses(struct man *m, const struct view_entry *e)
{
    if (e->use_count == 0)
        return;
    man_section(m, "WHAT SINGLE PROVIDERS MEAN BY IT");
    buf_puts(m->to, ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < e->use_count; i++)
        put_use(m, &e->uses[i]);
    buf_puts(m->to, ".El\n");
}

static void put_origin(struct man *m, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    if (!origin)
        return;
    man_section(m, "WHERE THE NUMBER COMES FROM");
    man_text(m, origin->text);
    if (origin->insteads && e->entry->standing != STANDING_FOLKLORE) {
        buf_puts(m->to, "Read instead:\n");
        put_instead(m, origin);
    }
}

static void put_symbol(struct man *m, const struct view_entry *e)
{
    man_section(m, "IN C");
    buf_printf(m->to, ".Dv %s\nin\n.In smtpcodes.h", e->symbol);
    if (is_reply(e)) {
        buf_putc(m->to, '\n');
        return;
    }
    buf_puts(m->to, " ;\non the wire\n");
    for (int c = 2; c <= 5; c++) {
        if (!(e->entry->classes & 1u << c))
            continue;
        buf_printf(m->to, ".Li \"SMTPC_STATUS(%d, %d, %d)\"%s\n", c,
                   e->entry->subject, e->entry->detail,
                   e->entry->classes >> (c + 1) ? " ," : " .");
    }
}

/* The pages that name this one: links go both ways. */
static void see_back(struct man *m, const struct view_entry *e)
{
    const struct view_sample *samples = e->samples[ORDER_PLAIN];
    const struct view_reason *last = NULL;

    for (size_t i = 0; i < e->source_count; i++)
        man_see(m, man_entry_name(m->view, e->sources[i]));
    for (size_t i = 0; i < e->sample_counts[ORDER_PLAIN]; i++) {
        if (samples[i].reason != last)
            man_see(m, man_reason_name(m->view, samples[i].reason->reason->id));
        last = samples[i].reason;
    }
}

void man_page_entry(struct man *m, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;
    const char *name = man_entry_name(m->view, e);

    man_begin(m, name);
    put_name(m, e);
    put_top(m, e);
    if (p->advice_count) {
        man_section(m, "WHAT TO DO");
        man_advices(m, p, e->party);
    }
    if (p->cause_count) {
        man_section(m, "WHY IT HAPPENS");
        man_causes(m, p);
    }
    man_seen_as(m, e);
    man_pairs(m, e);
    put_confused(m, e);
    put_uses(m, e);
    put_origin(m, e);
    put_symbol(m, e);
    see_back(m, e);
    man_see_also(m);
    man_section(m, "STANDARDS");
    man_text(m, words_standing_long(e->entry->standing));
    man_refs(m, p);
    for (int c = 2; c <= 5 && !is_reply(e); c++)
        if (e->entry->classes & 1u << c)
            man_link(m, 7, name_in_class(m, e, c), name);
}
