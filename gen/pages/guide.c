/* SPDX-License-Identifier: 0BSD
 *
 * The guide, and the overview that leads to all pages.
 */
#include "base/text.h"
#include "model/words.h"
#include "pages/pages.h"
#include "pages/parts.h"
#include "pages/tables.h"

#include <string.h>

static void put_passage(struct maker *m, const struct passage *p)
{
    switch (p->kind) {
    case PASSAGE_P:
        part_paragraph(m, p->text);
        break;
    case PASSAGE_STEPS:
    case PASSAGE_LIST:
        part_list(m, p->items, p->item_count);
        if (p->kind == PASSAGE_STEPS)
            m->page->blocks[m->page->block_count - 1].kind = BLOCK_STEPS;
        break;
    case PASSAGE_SAMPLE:
        make_sample(m, text_unindented(m->arena, p->text));
        break;
    case PASSAGE_TABLE:
        table_put(m, p->text);
        break;
    }
}

static void put_section(struct maker *m, const struct section *s)
{
    make_heading(m, 2, s->id, s->title);
    for (size_t i = 0; i < s->passage_count; i++)
        put_passage(m, &s->passages[i]);
}

static bool is_inserted(const struct model *model, const char *table)
{
    for (size_t i = 0; i < model->section_count; i++)
        for (size_t j = 0; j < model->sections[i].passage_count; j++)
            if (model->sections[i].passages[j].kind == PASSAGE_TABLE &&
                strcmp(model->sections[i].passages[j].text, table) == 0)
                return true;
    return false;
}

static void put_own_contents(struct maker *m)
{
    const struct model *model = m->view->model;

    make_block(m, BLOCK_CONTENTS);
    for (size_t i = 0; i < model->section_count; i++) {
        const struct section *s = &model->sections[i];

        if (strcmp(s->page, m->page->self.name) != 0)
            continue;
        make_item(m);
        say_link(m, PAGE_GUIDE, s->page, s->id, s->title);
    }
}

static void put_own_sections(struct maker *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->section_count; i++)
        if (strcmp(model->sections[i].page, m->page->self.name) == 0)
            put_section(m, &model->sections[i]);
}

/* What the guide has besides its sections. */
static void put_more_contents(struct maker *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; words_tables[i]; i++) {
        if (is_inserted(model, words_tables[i]))
            continue;
        make_item(m);
        say_link(m, PAGE_GUIDE, "",
                 mem_printf(m->arena, "table-%s", words_tables[i]),
                 words_table_title(words_tables[i]));
    }
    for (size_t i = 0; i < model->guide_count; i++) {
        const struct guide *g = &model->guides[i];

        if (!*g->page)
            continue;
        make_item(m);
        say_link(m, PAGE_GUIDE, g->page, NULL, g->title);
    }
    if (model->release_count) {
        make_item(m);
        say_link(m, PAGE_CHANGES, "changes", NULL,
                 "What changed in each version");
    }
}

static const char *guide_title(const struct model *model)
{
    for (size_t i = 0; i < model->guide_count; i++)
        if (!*model->guides[i].page)
            return model->guides[i].title;
    return "SMTP codes: the guide";
}

void page_guide(struct arena *arena, const struct view *view, struct page *page)
{
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_GUIDE, "");
    page->self.anchor = "guide";
    page->about = guide_title(view->model);
    page->summary = "What SMTP reply codes, enhanced status codes and bounce "
                    "messages mean, who must act, and what to do.";
    say(&m, page->about);
    put_own_contents(&m);
    put_more_contents(&m);
    put_own_sections(&m);
    /* Every page links to the tables: what the guide leaves out follows. */
    for (size_t i = 0; words_tables[i]; i++) {
        if (is_inserted(view->model, words_tables[i]))
            continue;
        make_heading(&m, 2, NULL, words_table_title(words_tables[i]));
        table_put(&m, words_tables[i]);
    }
}

void page_prose(struct arena *arena, const struct view *view,
                const struct guide *guide, struct page *page)
{
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_GUIDE, guide->page);
    page->about = guide->title;
    page->summary =
        mem_printf(arena, "%s: what to paste, and what it does.", guide->title);
    say(&m, page->about);
    put_own_contents(&m);
    put_own_sections(&m);
    part_end(&m, NULL, "guide", "From the beginning");
}

/* The code that servers say most about; NULL: there is none. */
static const struct view_entry *commonest(const struct view_entry *e,
                                          const struct view_entry *end)
{
    const struct view_entry *best = NULL;

    for (; e < end; e++)
        if (!best || e->sample_count > best->sample_count)
            best = e;
    return best;
}

/* How pages are called, by one of each kind. */
static void put_names(struct maker *m)
{
    const struct view *v = m->view;
    const struct view_entry *statuses = v->entries + v->reply_count;
    const struct view_entry *reply = commonest(v->entries, statuses);
    const struct view_entry *status =
        commonest(statuses, v->entries + v->entry_count);

    make_block(m, BLOCK_LIST);
    if (reply) {
        say_item(m, "a reply code: ");
        say_code(m, reply);
    }
    if (status) {
        say_item(m, "an enhanced status code, X for any first digit: ");
        say_code(m, status);
    }
    say_item(m, "a cause: ");
    say_reason(m, v->reasons[v->reason_count - 1].reason);
    if (v->model->provider_count) {
        say_item(m, "how one provider uses the codes: ");
        say_provider(m, v->providers[0]->id);
    }
}

void page_overview(struct arena *arena, const struct view *view,
                   struct page *page)
{
    static const char *const tables[] = {"classes",  "subjects", "reasons",
                                         "replies",  "statuses", "folklore",
                                         "providers"};
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_OVERVIEW, "smtpcodes");
    page->about =
        "SMTP reply codes, enhanced status codes, bounces and what to do";
    page->summary = "Every SMTP code has a page that says what it means, who "
                    "must act, and what to do.";
    say(&m, page->about);
    make_heading(&m, 2, "in-short", "In short");
    say_paragraph(&m, page->summary);
    put_names(&m);
    if (view->model->section_count)
        put_section(&m, view->model->sections);
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        make_heading(&m, 2, NULL, words_table_title(tables[i]));
        table_put(&m, tables[i]);
    }
    make_heading(&m, 2, NULL, words_table_title("references"));
    table_put(&m, "rfcs");
    part_end(&m, NULL, "guide", "From the beginning");
}
