/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

static bool is_reply(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY;
}

/* What stands behind the class digit when a class is told apart: ".7.26";
 * a reply has one class only. */
static const char *tail_of(const struct view_entry *e)
{
    return is_reply(e) ? "yz" : e->entry->code + 1;
}

/* "X.7.26 (4.7.26, 5.7.26)": people look for what they have on the screen. */
static void put_code(struct docs *d, const struct view_entry *e)
{
    const char *comma = " (";

    esc_markdown(d->to, e->entry->code);
    if (is_reply(e))
        return;
    for (int c = 2; c <= 5; c++) {
        if (!(e->entry->classes & 1u << c))
            continue;
        buf_printf(d->to, "%s%d%s", comma, c, tail_of(e));
        comma = ", ";
    }
    buf_putc(d->to, ')');
}

static void put_instead(struct docs *d, const struct origin *origin)
{
    for (size_t i = 0; i < origin->insteads; i++) {
        const struct view_entry *e = view_lookup(d->view, origin->instead[i]);

        buf_puts(d->to, i ? ", " : "");
        docs_entry_link(d, e);
        buf_putc(d->to, ' ');
        esc_markdown(d->to, e->entry->prose.title);
    }
}

/* A page about a number that nothing defines says so before anything else. */
static void put_banner(struct docs *d, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    if (e->entry->standing != STANDING_FOLKLORE)
        return;
    buf_puts(d->to, "> **Not a standard code:** guides list it and no "
                    "standard defines it.");
    if (origin && origin->insteads) {
        buf_puts(d->to, "\n> **Read instead:** ");
        put_instead(d, origin);
        buf_putc(d->to, '.');
    }
    buf_puts(d->to, " [Where the number comes from](#standing).\n\n");
}

static void put_top(struct docs *d, const struct view_entry *e)
{
    docs_heading(d, 1, e->entry->code);
    put_code(d, e);
    buf_putc(d->to, ' ');
    esc_markdown(d->to, e->entry->prose.title);
    docs_title_acts(d, e->entry->classes, tail_of(e), e->actions);
    buf_puts(d->to, "\n\n");
    put_banner(d, e);
    docs_title(d, 2, "in-short", "In short");
    docs_short_acts(d, e->entry->classes, tail_of(e), e->actions, e->parties);
    buf_puts(d->to, "- **Cause:** ");
    docs_reason_link(d, e->reason);
    buf_puts(d->to, "\n\n");
    docs_text(d, e->entry->prose.meaning);
    buf_puts(d->to, "\n\n");
}

static void put_confused_here(struct docs *d, const struct confused *c)
{
    const struct view_entry *other = view_lookup(d->view, c->with);

    buf_puts(d->to, "- ");
    docs_entry_link(d, other);
    buf_puts(d->to, ": ");
    docs_text(d, c->text);
    buf_putc(d->to, '\n');
}

/* The remark stands on the other page and is about this code. */
static void put_remark(struct docs *d, const struct view_entry *e,
                       const struct view_remark *remark)
{
    buf_puts(d->to, "- ");
    docs_entry_link(d, remark->from);
    buf_putc(d->to, ' ');
    esc_markdown(d->to, remark->from->entry->prose.title);
    buf_printf(d->to, "; %s by contrast: ", e->entry->code);
    docs_text(d, remark->text);
    buf_putc(d->to, '\n');
}

static void put_confused(struct docs *d, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;

    if (p->confused_count + e->remark_count == 0)
        return;
    docs_title(d, 2, "confused-with", "Often confused with");
    for (size_t i = 0; i < p->confused_count; i++)
        put_confused_here(d, &p->confused[i]);
    for (size_t i = 0; i < e->remark_count; i++)
        put_remark(d, e, &e->remarks[i]);
    buf_putc(d->to, '\n');
}

static void put_use(struct docs *d, const struct view_use *u)
{
    const struct use *use = u->use;

    buf_puts(d->to, "- [");
    esc_markdown(d->to, u->provider->prose.title);
    buf_printf(d->to, "](../providers/%s.md#%s), %s", u->provider->id,
               docs_use_anchor(d->view, u->provider, use), use->code);
    for (size_t i = 0; i < use->reply_count; i++)
        buf_printf(d->to, "%s%s", i ? ", " : " with ", use->replies[i]);
    buf_puts(d->to, ": **");
    esc_markdown(d->to, use->prose.title);
    buf_puts(d->to, ".** ");
    docs_text(d, use->prose.meaning);
    buf_putc(d->to, '\n');
}

static void put_uses(struct docs *d, const struct view_entry *e)
{
    if (e->use_count == 0)
        return;
    docs_title(d, 2, "providers", "What single providers mean by it");
    for (size_t i = 0; i < e->use_count; i++)
        put_use(d, &e->uses[i]);
    buf_putc(d->to, '\n');
}

static void put_standing(struct docs *d, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;

    docs_title(d, 2, "standing", "Standing");
    buf_puts(d->to, words_standing_long(e->entry->standing));
    buf_puts(d->to, "\n\n");
    if (!origin)
        return;
    docs_text(d, origin->text);
    buf_puts(d->to, "\n\n");
    if (origin->insteads) {
        buf_puts(d->to, "Read instead: ");
        put_instead(d, origin);
        buf_puts(d->to, ".\n\n");
    }
}

static void put_programmers(struct docs *d, const struct view_entry *e)
{
    docs_title(d, 2, "c", "In C");
    esc_markdown_code(d->to, e->symbol);
    buf_puts(d->to, " in `smtpcodes.h`");
    if (!is_reply(e)) {
        const char *comma = "; on the wire ";

        for (int c = 2; c <= 5; c++) {
            if (!(e->entry->classes & 1u << c))
                continue;
            buf_printf(d->to, "%s`SMTPC_STATUS(%d, %d, %d)`", comma, c,
                       e->entry->subject, e->entry->detail);
            comma = ", ";
        }
    }
    buf_puts(d->to, ".\n\n");
}

/* Where the code stands in the tables of the guide. */
static void put_end(struct docs *d, const struct view_entry *e)
{
    const char *what = "All replies of this class";
    const char *anchor;

    if (e->entry->standing == STANDING_FOLKLORE) {
        docs_end(d, "table-folklore", "All numbers that no standard defines");
        return;
    }
    if (is_reply(e)) {
        anchor = mem_printf(d->view->arena, "replies-%c", e->entry->code[0]);
    } else {
        what = "All statuses of this subject";
        anchor = mem_printf(d->view->arena, "statuses-%d", e->entry->subject);
    }
    docs_end(d, anchor, what);
}

void docs_page_entry(struct docs *d, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;

    docs_begin(d, is_reply(e) ? "replies" : "statuses", e->entry->code);
    d->self = e;
    put_top(d, e);
    docs_title(d, 2, "what-to-do", "What to do");
    docs_advices(d, p, e->party, 3);
    buf_puts(d->to, "More about this cause, for each side: ");
    docs_reason_link(d, e->reason);
    buf_puts(d->to, ".\n\n");
    if (p->cause_count) {
        docs_title(d, 2, "why", "Why it happens");
        docs_causes(d, p);
    }
    docs_seen_as(d, e);
    put_confused(d, e);
    put_uses(d, e);
    put_standing(d, e);
    docs_title(d, 2, "references", "References");
    docs_refs(d, p);
    put_programmers(d, e);
    put_end(d, e);
}
