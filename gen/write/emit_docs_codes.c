/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

static bool is_folklore(const struct view_entry *e)
{
    return e->entry->standing == STANDING_FOLKLORE;
}

static void put_title(struct docs *d, const struct view_entry *e)
{
    esc_markdown(d->to, e->entry->prose.title);
    if (e->entry->standing != STANDING_STANDARD && !is_folklore(e))
        buf_printf(d->to, " (%s)", words_standing(e->entry->standing));
}

/* What to do, once when all classes of the code agree. */
static void put_action(struct docs *d, const struct view_entry *e)
{
    unsigned classes = e->entry->classes;
    const char *comma = "";
    bool alike = true;

    for (int c = 2; c <= 5; c++)
        if (classes & 1u << c && e->actions[c] != e->actions[e->main_class])
            alike = false;
    if (alike) {
        buf_puts(d->to, words_action(e->actions[e->main_class]));
        return;
    }
    for (int c = 2; c <= 5; c++) {
        if (!(classes & 1u << c))
            continue;
        buf_printf(d->to, "%s%d%s: %s", comma, c, e->entry->code + 1,
                   words_action(e->actions[c]));
        comma = "<br>";
    }
}

static void put_row(struct docs *d, const struct view_entry *e)
{
    buf_puts(d->to, "| ");
    docs_entry_link(d, e);
    buf_puts(d->to, " | ");
    put_title(d, e);
    buf_puts(d->to, " | ");
    put_action(d, e);
    buf_printf(d->to, " | %s |\n", words_party_short(e->party));
}

static void put_head(struct docs *d)
{
    buf_puts(d->to, "| Code | Title | What to do | Who |\n"
                    "| --- | --- | --- | --- |\n");
}

static void put_class(struct docs *d, const struct kind *class)
{
    bool any = false;

    for (size_t i = 0; i < d->view->reply_count; i++) {
        const struct view_entry *e = &d->view->entries[i];

        if (is_folklore(e) || e->entry->reply / 100 != class->number)
            continue;
        if (!any) {
            docs_heading(
                d, 3, mem_printf(d->view->arena, "replies-%d", class->number));
            buf_printf(d->to, "%dyz ", class->number);
            esc_markdown(d->to, class->prose.title);
            buf_puts(d->to, "\n\n");
            put_head(d);
        }
        any = true;
        put_row(d, e);
    }
    if (any)
        buf_putc(d->to, '\n');
}

void docs_table_replies(struct docs *d)
{
    for (size_t i = 0; i < d->view->model->class_count; i++)
        put_class(d, &d->view->model->classes[i]);
}

static void put_subject(struct docs *d, const struct kind *subject)
{
    bool any = false;
    size_t count;
    const struct view_entry *e = view_subject(d->view, subject->number, &count);

    for (; count--; e++) {
        if (is_folklore(e))
            continue;
        if (!any) {
            docs_heading(
                d, 3,
                mem_printf(d->view->arena, "statuses-%d", subject->number));
            buf_printf(d->to, "X.%d ", subject->number);
            esc_markdown(d->to, subject->prose.title);
            buf_puts(d->to, "\n\n");
            put_head(d);
        }
        any = true;
        put_row(d, e);
    }
    if (any)
        buf_putc(d->to, '\n');
}

void docs_table_statuses(struct docs *d)
{
    for (size_t i = 0; i < d->view->model->subject_count; i++)
        put_subject(d, &d->view->model->subjects[i]);
}

static void put_instead(struct docs *d, const struct origin *origin)
{
    for (size_t i = 0; origin && i < origin->insteads; i++) {
        const struct view_entry *e = view_lookup(d->view, origin->instead[i]);

        buf_puts(d->to, i ? "<br>" : "");
        docs_entry_link(d, e);
        buf_putc(d->to, ' ');
        esc_markdown(d->to, e->entry->prose.title);
    }
}

void docs_table_folklore(struct docs *d)
{
    bool any = false;

    for (size_t i = 0; i < d->view->entry_count; i++) {
        const struct view_entry *e = &d->view->entries[i];

        if (!is_folklore(e))
            continue;
        if (!any)
            buf_puts(d->to, "| Number | What guides call it | Read instead | "
                            "What to do |\n| --- | --- | --- | --- |\n");
        any = true;
        buf_puts(d->to, "| ");
        docs_entry_link(d, e);
        buf_puts(d->to, " | ");
        esc_markdown(d->to, e->entry->prose.title);
        buf_puts(d->to, " | ");
        put_instead(d, e->entry->origin);
        buf_puts(d->to, " | ");
        put_action(d, e);
        buf_puts(d->to, " |\n");
    }
    if (any)
        buf_putc(d->to, '\n');
}
