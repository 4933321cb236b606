/* SPDX-License-Identifier: 0BSD */
#include "write/emit_docs.h"

#include "render/esc.h"
#include "model/words.h"

#include <string.h>

/* Whether a reason occurs in failures, and leads to these actions there. */
static bool leads_to(const struct view_reason *r, int with4, int with5)
{
    bool fails = false;

    for (size_t i = 0; i < r->reason->act_count; i++)
        fails |= r->reason->acts[i].class > 3;
    return fails && (int)r->actions[4] == with4 && (int)r->actions[5] == with5;
}

/* One box of the picture: the reasons that lead to the same two actions. */
static void put_causes(struct docs *d, int with4, int with5, bool *used)
{
    size_t count = 0;

    for (size_t i = 0; i < d->view->reason_count; i++) {
        const struct view_reason *r = &d->view->reasons[i];

        if (!leads_to(r, with4, with5))
            continue;
        if (count++ == 0)
            buf_printf(d->to, "    cause --> why%d_%d[\"", with4, with5);
        else
            buf_puts(d->to, "<br>");
        esc_mermaid(d->to, r->reason->prose.title);
    }
    if (count == 0)
        return;
    used[with4] = used[with5] = true;
    buf_puts(d->to, "\"]\n");
    if (with4 == with5) {
        buf_printf(d->to, "    why%d_%d --> do%d\n", with4, with5, with4);
        return;
    }
    buf_printf(d->to, "    why%d_%d -->|\"4\"| do%d\n", with4, with5, with4);
    buf_printf(d->to, "    why%d_%d -->|\"5\"| do%d\n", with4, with5, with5);
}

/* The picture follows the reasons' acts, so that it cannot tell anything
 * else than the tables and the tool. */
void docs_decision(struct docs *d)
{
    bool used[ACTIONS] = {false};

    used[ACTION_NONE] = used[ACTION_CONTINUE] = true;
    buf_printf(d->to,
               "```mermaid\n"
               "flowchart LR\n"
               "    reply{\"First digit<br>of the reply\"}\n"
               "    reply -->|\"2\"| do%d\n"
               "    reply -->|\"3\"| do%d\n"
               "    reply -->|\"4 or 5\"| cause\n"
               "    cause{\"What do the words say,<br>and where they say "
               "nothing,<br>the enhanced code?\"}\n",
               ACTION_NONE, ACTION_CONTINUE);
    for (int a = 0; a < ACTIONS; a++)
        for (int b = 0; b < ACTIONS; b++)
            put_causes(d, a, b, used);
    for (int a = 0; a < ACTIONS; a++) {
        if (!used[a])
            continue;
        buf_printf(d->to, "    do%d([\"", a);
        esc_mermaid(d->to, words_action((enum action)a));
        buf_puts(d->to, "\"])\n");
    }
    buf_puts(d->to, "```\n\n");
}

static void put_items(struct docs *d, const struct passage *b)
{
    for (size_t i = 0; i < b->item_count; i++) {
        if (b->kind == PASSAGE_STEPS)
            buf_printf(d->to, "%zu. ", i + 1);
        else
            buf_puts(d->to, "- ");
        docs_text(d, b->items[i].text);
        buf_putc(d->to, '\n');
    }
    buf_putc(d->to, '\n');
}

static void put_block(struct docs *d, const struct passage *b)
{
    switch (b->kind) {
    case PASSAGE_P:
        docs_text(d, b->text);
        buf_puts(d->to, "\n\n");
        break;
    case PASSAGE_STEPS:
    case PASSAGE_LIST:
        put_items(d, b);
        break;
    case PASSAGE_SAMPLE:
        esc_markdown_block(d->to, b->text);
        buf_putc(d->to, '\n');
        break;
    case PASSAGE_TABLE:
        docs_table(d, b->text);
        break;
    }
}

static bool inserted(const struct model *m, const char *table)
{
    for (size_t i = 0; i < m->section_count; i++)
        for (size_t j = 0; j < m->sections[i].passage_count; j++)
            if (m->sections[i].passages[j].kind == PASSAGE_TABLE &&
                strcmp(m->sections[i].passages[j].text, table) == 0)
                return true;
    return false;
}

static void put_contents(struct docs *d)
{
    const struct model *m = d->view->model;

    for (size_t i = 0; i < m->section_count; i++) {
        buf_puts(d->to, "- [");
        esc_markdown(d->to, m->sections[i].title);
        buf_printf(d->to, "](#%s)\n", m->sections[i].id);
    }
    for (size_t i = 0; words_tables[i]; i++)
        if (!inserted(m, words_tables[i]))
            buf_printf(d->to, "- [%s](#table-%s)\n",
                       words_table_title(words_tables[i]), words_tables[i]);
    buf_putc(d->to, '\n');
}

void docs_page_guide(struct docs *d)
{
    const struct model *m = d->view->model;

    docs_begin(d, NULL, "README");
    docs_heading(d, 1, "guide");
    esc_markdown(d->to,
                 m->guide_title ? m->guide_title : "SMTP codes: the guide");
    buf_puts(d->to, "\n\n");
    put_contents(d);
    for (size_t i = 0; i < m->section_count; i++) {
        docs_heading(d, 2, m->sections[i].id);
        esc_markdown(d->to, m->sections[i].title);
        buf_puts(d->to, "\n\n");
        for (size_t j = 0; j < m->sections[i].passage_count; j++)
            put_block(d, &m->sections[i].passages[j]);
    }
    /* Every page links to the tables: what the guide leaves out follows. */
    for (size_t i = 0; words_tables[i]; i++) {
        if (inserted(m, words_tables[i]))
            continue;
        buf_printf(d->to, "## %s\n\n", words_table_title(words_tables[i]));
        docs_table(d, words_tables[i]);
    }
}
