/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

static void table_classes(struct docs *d)
{
    const struct model *m = d->view->model;

    for (size_t i = 0; i < m->class_count; i++) {
        const struct kind *k = &m->classes[i];

        docs_heading(d, 3, mem_printf(d->view->arena, "class-%d", k->number));
        buf_printf(d->to, "%dyz ", k->number);
        esc_markdown(d->to, k->prose.title);
        if (k->enhanced) {
            buf_printf(d->to, "; %d.y.z ", k->number);
            esc_markdown(d->to, k->enhanced);
        }
        buf_puts(d->to, "\n\n");
        docs_text(d, k->prose.meaning);
        buf_puts(d->to, "\n\n**What a client does:** ");
        docs_text(d, k->client);
        buf_puts(d->to, "\n\n");
    }
}

static void table_groups(struct docs *d)
{
    const struct model *m = d->view->model;

    buf_puts(d->to, "| Second digit | About | Meaning |\n"
                    "| --- | --- | --- |\n");
    for (size_t i = 0; i < m->group_count; i++) {
        buf_printf(d->to, "| <a id=\"group-%d\"></a>x%dz | ",
                   m->groups[i].number, m->groups[i].number);
        esc_markdown(d->to, m->groups[i].prose.title);
        buf_puts(d->to, " | ");
        docs_text(d, m->groups[i].prose.meaning);
        buf_puts(d->to, " |\n");
    }
    buf_putc(d->to, '\n');
}

/* A subject that has statuses links to their table. */
static bool has_statuses(const struct docs *d, int subject)
{
    size_t count;
    const struct view_entry *e = view_subject(d->view, subject, &count);

    for (; count--; e++)
        if (e->entry->standing != STANDING_FOLKLORE)
            return true;
    return false;
}

static void table_subjects(struct docs *d)
{
    const struct model *m = d->view->model;

    buf_puts(d->to, "| Subject | Meaning | What a client does |\n"
                    "| --- | --- | --- |\n");
    for (size_t i = 0; i < m->subject_count; i++) {
        const struct kind *k = &m->subjects[i];
        bool link = has_statuses(d, k->number);

        buf_printf(d->to, "| <a id=\"subject-%d\"></a>%sX.%d ", k->number,
                   link ? "[" : "", k->number);
        esc_markdown(d->to, k->prose.title);
        if (link)
            buf_printf(d->to, "](#statuses-%d)", k->number);
        buf_puts(d->to, " | ");
        docs_text(d, k->prose.meaning);
        buf_puts(d->to, " | ");
        docs_text(d, k->client);
        buf_puts(d->to, " |\n");
    }
    buf_putc(d->to, '\n');
}

/* What to do in one class; a class the reason does not occur in is left
 * empty. */
static void put_act(struct docs *d, const struct reason *r, int class)
{
    buf_puts(d->to, " | ");
    for (size_t i = 0; i < r->act_count; i++)
        if (r->acts[i].class == class)
            buf_printf(d->to, "%s (%s)", words_action(r->acts[i].action),
                       words_party_short(r->acts[i].party));
}

static void table_reasons(struct docs *d)
{
    buf_puts(d->to, "| Cause | Meaning | With 4yz | With 5yz |\n"
                    "| --- | --- | --- | --- |\n");
    for (size_t i = 0; i < d->view->reason_count; i++) {
        const struct reason *r = d->view->reasons[i].reason;

        buf_puts(d->to, "| ");
        docs_reason_link(d, r);
        buf_puts(d->to, " | ");
        docs_first(d, r->prose.meaning);
        put_act(d, r, 4);
        put_act(d, r, 5);
        buf_puts(d->to, " |\n");
    }
    buf_putc(d->to, '\n');
}

static void table_actions(struct docs *d)
{
    buf_puts(d->to, "| Action | What it asks | In JSON |\n"
                    "| --- | --- | --- |\n");
    for (int i = 0; i < ACTIONS; i++)
        buf_printf(d->to, "| <a id=\"action-%s\"></a>%s | %s | `%s` |\n",
                   model_actions[i], words_action((enum action)i),
                   words_action_long((enum action)i), model_actions[i]);
    buf_putc(d->to, '\n');
}

static void table_messages(struct docs *d)
{
    for (size_t i = 0; i < d->view->reason_count; i++) {
        const struct view_reason *r = &d->view->reasons[i];

        if (r->message_count == 0)
            continue;
        docs_heading(d, 3,
                     mem_printf(d->view->arena, "messages-%s", r->reason->id));
        docs_reason_link(d, r->reason);
        buf_puts(d->to, "\n\n");
        docs_example_head(d);
        for (size_t j = 0; j < r->message_count; j++) {
            const struct message *m = r->ranked[ORDER_COMMON][j];

            docs_example_row(d, m, m->examples[0].text);
        }
        buf_putc(d->to, '\n');
    }
}

static void table_providers(struct docs *d)
{
    buf_puts(d->to, "| Provider | About | Own uses of codes |\n"
                    "| --- | --- | --- |\n");
    for (size_t i = 0; i < d->view->model->provider_count; i++) {
        const struct provider *p = d->view->providers[i];

        buf_puts(d->to, "| ");
        docs_provider_link(d, p->id);
        buf_puts(d->to, " | ");
        docs_first(d, p->prose.meaning);
        buf_printf(d->to, " | %zu |\n", p->use_count);
    }
    buf_putc(d->to, '\n');
}

static void put_rfc(struct docs *d, const struct reference *r)
{
    buf_printf(d->to,
               "| <a id=\"rfc-%d\"></a>[RFC %d]"
               "(https://www.rfc-editor.org/rfc/rfc%d) | ",
               r->rfc, r->rfc, r->rfc);
    esc_markdown(d->to, r->title);
    buf_puts(d->to, " | ");
    esc_markdown(d->to, r->date);
    buf_printf(d->to, " | %s |\n", words_track(r->track));
}

static void put_source(struct docs *d, const struct reference *r)
{
    buf_printf(d->to, "| <a id=\"source-%s\"></a>[", r->id);
    esc_markdown(d->to, r->title);
    buf_puts(d->to, "](");
    esc_markdown_address(d->to, r->address);
    buf_puts(d->to, ") | ");
    esc_markdown(d->to, r->date);
    buf_puts(d->to, " |\n");
}

static void table_references(struct docs *d)
{
    const struct view *v = d->view;
    size_t i = 0;

    buf_puts(d->to, "| RFC | Title | Date | Kind |\n"
                    "| --- | --- | --- | --- |\n");
    for (; i < v->model->reference_count && v->references[i]->rfc; i++)
        put_rfc(d, v->references[i]);
    if (i < v->model->reference_count)
        buf_puts(d->to, "\n| Other sources | Seen |\n| --- | --- |\n");
    for (; i < v->model->reference_count; i++)
        put_source(d, v->references[i]);
    buf_putc(d->to, '\n');
}

static const struct {
    const char *id;
    void (*put)(struct docs *);
} tables[] = {
    {"classes", table_classes},        {"groups", table_groups},
    {"subjects", table_subjects},      {"replies", docs_table_replies},
    {"statuses", docs_table_statuses}, {"reasons", table_reasons},
    {"actions", table_actions},        {"folklore", docs_table_folklore},
    {"messages", table_messages},      {"providers", table_providers},
    {"references", table_references},  {"decision", docs_decision},
};

void docs_table(struct docs *d, const char *id)
{
    buf_printf(d->to, "<a id=\"table-%s\"></a>\n\n", id);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++)
        if (strcmp(tables[i].id, id) == 0)
            tables[i].put(d);
}
