/* SPDX-License-Identifier: 0BSD */
#include "pages/tables.h"

#include "base/text.h"
#include "model/words.h"
#include "pages/pages.h"

#include <assert.h>
#include <string.h>

static void put_prose(struct maker *m, const char *text)
{
    make_cell(m);
    say_prose(m, text);
}

/* The first sentence of a text. */
static void put_first(struct maker *m, const char *text)
{
    put_prose(m, mem_text(m->arena, text, text_sentence(text)));
}

/* --- digits -------------------------------------------------------------- */

static void table_classes(struct maker *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->class_count; i++) {
        const struct kind *k = &model->classes[i];

        make_heading(m, 3, mem_printf(m->arena, "class-%d", k->number), "");
        sayf(m, "%dxx %s", k->number, k->prose.title);
        if (k->enhanced)
            sayf(m, "; %d.x.x %s", k->number, k->enhanced);
        part_paragraph(m, k->prose.meaning);
        make_paragraph(m);
        say_strong(m, "What the sending server does:");
        say(m, " ");
        say_prose(m, k->client);
    }
}

static void table_groups(struct maker *m)
{
    const struct model *model = m->view->model;

    MAKE_TABLE(m, "Second digit", "About", "Meaning");
    for (size_t i = 0; i < model->group_count; i++) {
        const struct kind *k = &model->groups[i];

        make_place(m, mem_printf(m->arena, "group-%d", k->number));
        sayf(m, "x%dz", k->number);
        say_cell(m, k->prose.title);
        put_prose(m, k->prose.meaning);
    }
}

static bool is_folklore(const struct view_entry *e)
{
    return e->entry->standing == STANDING_FOLKLORE;
}

/* A subject that has statuses links to their table. */
static bool has_statuses(const struct maker *m, int subject)
{
    size_t count;
    const struct view_entry *e = view_subject(m->view, subject, &count);

    for (; count--; e++)
        if (!is_folklore(e))
            return true;
    return false;
}

static void table_subjects(struct maker *m)
{
    const struct model *model = m->view->model;

    MAKE_TABLE(m, "Subject", "Meaning", "What the sending server does");
    for (size_t i = 0; i < model->subject_count; i++) {
        const struct kind *k = &model->subjects[i];
        const char *said =
            mem_printf(m->arena, "X.%d %s", k->number, k->prose.title);

        make_place(m, mem_printf(m->arena, "subject-%d", k->number));
        if (has_statuses(m, k->number))
            say_link(m, PAGE_TABLE, "statuses",
                     mem_printf(m->arena, "statuses-%d", k->number), said);
        else
            say(m, said);
        put_prose(m, k->prose.meaning);
        put_prose(m, k->client);
    }
}

/* --- codes --------------------------------------------------------------- */

static void put_entry(struct maker *m, const struct view_entry *e)
{
    struct acts acts = {e->entry->classes, e->entry->code + 1, e->actions,
                        e->parties};

    make_item(m);
    say_code(m, e);
    say_cell(m, e->entry->prose.title);
    part_standing(m, e->entry,
                  e->entry->standing == STANDING_STANDARD
                      ? NULL
                      : words_standing(e->entry->standing));
    make_cell(m);
    part_actions(m, &acts);
    say_cell(m, words_party_short(e->party));
}

/* The codes of one kind below a heading, when there are any. */
static void put_codes(struct maker *m, const struct view_entry *e, size_t count,
                      const char *anchor, const char *heading)
{
    bool any = false;

    for (; count--; e++) {
        if (is_folklore(e))
            continue;
        if (!any) {
            make_heading(m, 3, anchor, heading);
            MAKE_TABLE(m, "Code", "Title", "What to do", "Who");
        }
        any = true;
        put_entry(m, e);
    }
}

static void table_replies(struct maker *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->class_count; i++) {
        const struct kind *k = &model->classes[i];
        const struct view_entry *e = m->view->entries;
        const struct view_entry *end = e + m->view->reply_count;
        size_t count = 0;

        while (e < end && e->entry->reply / 100 != k->number)
            e++;
        while (e + count < end && e[count].entry->reply / 100 == k->number)
            count++;
        put_codes(m, e, count, mem_printf(m->arena, "replies-%d", k->number),
                  mem_printf(m->arena, "%dxx %s", k->number, k->prose.title));
    }
}

static void table_statuses(struct maker *m)
{
    const struct model *model = m->view->model;

    for (size_t i = 0; i < model->subject_count; i++) {
        const struct kind *k = &model->subjects[i];
        size_t count;
        const struct view_entry *e = view_subject(m->view, k->number, &count);

        put_codes(m, e, count, mem_printf(m->arena, "statuses-%d", k->number),
                  mem_printf(m->arena, "X.%d %s", k->number, k->prose.title));
    }
}

static void put_folklore(struct maker *m, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;
    struct acts acts = {e->entry->classes, e->entry->code + 1, e->actions,
                        e->parties};

    make_item(m);
    say_code(m, e);
    say_cell(m, e->entry->prose.title);
    part_standing(m, e->entry, NULL);
    make_cell(m);
    for (size_t i = 0; origin && i < origin->insteads; i++) {
        const struct view_entry *other =
            view_lookup(m->view, origin->instead[i]);

        if (i)
            say(m, ", ");
        say_code(m, other);
        sayf(m, " %s", other->entry->prose.title);
    }
    make_cell(m);
    part_actions(m, &acts);
}

static void table_folklore(struct maker *m)
{
    MAKE_TABLE(m, "Number", "What guides call it", "Read instead",
               "What to do");
    for (size_t i = 0; i < m->view->entry_count; i++)
        if (is_folklore(&m->view->entries[i]))
            put_folklore(m, &m->view->entries[i]);
}

/* --- causes -------------------------------------------------------------- */

/* What to do in one class; a class the cause does not occur in is left
 * empty. */
static void put_act(struct maker *m, const struct reason *r, int class)
{
    make_cell(m);
    for (size_t i = 0; i < r->act_count; i++)
        if (r->acts[i].class == class)
            sayf(m, "%s (%s)", words_action(r->acts[i].action),
                 words_party_short(r->acts[i].party));
}

static void table_reasons(struct maker *m)
{
    MAKE_TABLE(m, "Cause", "Meaning", "If the reply starts with 4",
               "If it starts with 5");
    for (size_t i = 0; i < m->view->reason_count; i++) {
        const struct reason *r = m->view->reasons[i].reason;

        make_item(m);
        say_reason(m, r);
        put_first(m, r->prose.meaning);
        put_act(m, r, 4);
        put_act(m, r, 5);
    }
}

static void table_actions(struct maker *m)
{
    MAKE_TABLE(m, "Action", "What it means", "In JSON");
    for (int i = 0; i < ACTIONS; i++) {
        make_place(m, mem_printf(m->arena, "action-%s", model_actions[i]));
        say(m, words_action((enum action)i));
        say_cell(m, words_action_long((enum action)i));
        make_cell(m);
        say_literal(m, model_actions[i]);
    }
}

static void table_messages(struct maker *m)
{
    for (size_t i = 0; i < m->view->reason_count; i++) {
        const struct view_reason *r = &m->view->reasons[i];

        if (r->message_count == 0)
            continue;
        for (size_t j = 0; j < r->reason->alias_count; j++)
            make_block(m, BLOCK_ANCHOR)->anchor =
                mem_printf(m->arena, "messages-%s", r->reason->aliases[j].text);
        make_heading(m, 3, mem_printf(m->arena, "messages-%s", r->reason->id),
                     "");
        say_reason(m, r->reason);
        part_examples(m);
        for (size_t j = 0; j < r->message_count; j++)
            for (size_t k = 0; k < r->ranked[j]->example_count; k++)
                part_example(m, r->ranked[j], r->ranked[j]->examples[k].text);
    }
}

/* --- where to read on ---------------------------------------------------- */

static void table_providers(struct maker *m)
{
    MAKE_TABLE(m, "Provider", "About", "Own uses of codes");
    for (size_t i = 0; i < m->view->model->provider_count; i++) {
        const struct provider *p = m->view->providers[i];

        make_item(m);
        say_provider(m, p->id);
        put_first(m, p->prose.meaning);
        make_cell(m);
        sayf(m, "%zu", p->use_count);
    }
}

/* RFCs stand first, by number. */
static size_t put_rfcs(struct maker *m)
{
    const struct view *v = m->view;
    size_t i = 0;

    MAKE_TABLE(m, "RFC", "Title", "Date", "Kind");
    for (; i < v->model->reference_count && v->references[i]->rfc; i++) {
        const struct reference *r = v->references[i];

        make_place(m, mem_printf(m->arena, "rfc-%d", r->rfc));
        say_address(m, SPAN_RFC, view_reference_address(m->arena, r),
                    mem_printf(m->arena, "RFC %d", r->rfc));
        say_cell(m, r->title);
        say_cell(m, r->date);
        say_cell(m, words_track(r->track));
    }
    return i;
}

static void table_rfcs(struct maker *m)
{
    put_rfcs(m);
}

static void table_references(struct maker *m)
{
    const struct view *v = m->view;
    size_t i = put_rfcs(m);

    if (i < v->model->reference_count)
        MAKE_TABLE(m, "Other sources", "Seen");
    for (; i < v->model->reference_count; i++) {
        const struct reference *r = v->references[i];

        make_place(m, mem_printf(m->arena, "source-%s", r->id));
        say_address(m, SPAN_ADDRESS, r->address, r->title);
        say_cell(m, r->date);
    }
}

/* --- the decision -------------------------------------------------------- */

/* From the cause that the words name to what to do. It follows the causes'
 * acts, so that it cannot tell anything else than the tool. */
static void table_decision(struct maker *m)
{
    MAKE_TABLE(m, "What the words say", "If the reply starts with 4",
               "If it starts with 5");
    for (size_t i = 0; i < m->view->reason_count; i++) {
        const struct reason *r = m->view->reasons[i].reason;

        if (view_reason_classes(r) >> 4 == 0)
            continue;
        make_item(m);
        say_reason(m, r);
        put_act(m, r, 4);
        put_act(m, r, 5);
    }
}

static const struct table {
    const char *id;
    void (*put)(struct maker *);
    bool has_page; /* it is long, and the guide only links to it */
} tables[] = {
    {"classes", table_classes, false},
    {"groups", table_groups, false},
    {"subjects", table_subjects, false},
    {"replies", table_replies, true},
    {"statuses", table_statuses, true},
    {"reasons", table_reasons, true},
    {"actions", table_actions, false},
    {"folklore", table_folklore, true},
    {"messages", table_messages, true},
    {"providers", table_providers, true},
    {"references", table_references, true},
    {"rfcs", table_rfcs, false},
    {"decision", table_decision, false},
    {NULL, NULL, false},
};

static void put_here(struct maker *m, const struct table *t)
{
    make_block(m, BLOCK_ANCHOR)->anchor =
        mem_printf(m->arena, "table-%s", t->id);
    t->put(m);
}

static const struct table *find_table(const char *id)
{
    const struct table *t = tables;

    while (t->id && strcmp(t->id, id) != 0)
        t++;
    assert(t->id); /* check_run saw to it */
    return t;
}

/* A link to the table's page. Its places keep their names here, too, where
 * people knew them when the guide had it all. */
static void put_link(struct maker *m, const struct table *t)
{
    struct page page;

    page_table(m->arena, m->view, t->id, &page);
    for (size_t i = 0; i < page.block_count; i++) {
        const struct block *b = &page.blocks[i];

        if (b->anchor)
            make_block(m, BLOCK_ANCHOR)->anchor = b->anchor;
        for (size_t k = 0; k < b->item_count; k++)
            if (b->items[k].anchor)
                make_block(m, BLOCK_ANCHOR)->anchor = b->items[k].anchor;
    }
    make_block(m, BLOCK_LIST);
    make_item(m);
    say_link(m, PAGE_TABLE, t->id, NULL, words_table_title(t->id));
}

void table_put(struct maker *m, const char *id)
{
    const struct table *t = find_table(id);

    if (t->has_page && m->page->self.kind == PAGE_GUIDE)
        put_link(m, t);
    else
        put_here(m, t);
}

bool table_has_page(const char *id)
{
    return find_table(id)->has_page;
}

void page_table(struct arena *arena, const struct view *view, const char *id,
                struct page *page)
{
    const struct table *t = find_table(id);
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_TABLE, id);
    page->about = words_table_title(id);
    page->summary = mem_printf(arena,
                               "%s: a table of the SMTP codes, bounces and "
                               "rejections that are explained here.",
                               page->about);
    say(&m, page->about);
    put_here(&m, t);
    part_end(&m, NULL, "guide", "From the beginning");
}
