/* SPDX-License-Identifier: 0BSD
 *
 * The page of a provider: its own uses of codes, and its messages.
 */
#include "model/words.h"
#include "pages/pages.h"
#include "pages/parts.h"

#include <stdlib.h>
#include <string.h>

/* What a use asks for in each class. */
static struct acts acts_of(struct maker *m, const struct use *use,
                           enum action actions[CLASSES],
                           enum party parties[CLASSES])
{
    const struct view_reason *r = view_reason(m->view, use->reason);

    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT; c++) {
        bool own = use->has_action && c >= CLASS_TRANSIENT;

        actions[c] = own ? use->action : r->actions[c];
        parties[c] =
            own ? view_party_for(use->action, r->parties[c]) : r->parties[c];
    }
    return (struct acts){view_use_classes(use), "xx", actions, parties};
}

static void say_replies(struct maker *m, const struct use *use)
{
    for (size_t i = 0; i < use->reply_count; i++) {
        const struct view_entry *e = view_lookup(m->view, use->replies[i]);

        if (i)
            say(m, ", ");
        if (e)
            say_code(m, e);
        else
            say(m, use->replies[i]);
    }
}

/* The number as people hold it: what goes for both kinds of failure stands
 * under the graver. */
static const char *held(struct maker *m, const struct use *use, int class)
{
    return use->code[0] == 'X'
               ? mem_printf(m->arena, "%d%s", class, use->code + 1)
               : use->code;
}

static const char *gravest_held(struct maker *m, const struct use *use)
{
    return held(m, use, view_gravest(view_use_classes(use)));
}

static void put_row(struct maker *m, const struct provider *p,
                    const struct use *use)
{
    const struct view_entry *e = view_used(m->view, use->code);
    enum action actions[CLASSES];
    enum party parties[CLASSES];
    struct acts acts = acts_of(m, use, actions, parties);

    make_item(m);
    if (e)
        say_code_as(m, e, gravest_held(m, use));
    else
        say(m, gravest_held(m, use));
    make_cell(m);
    say_link(m, PAGE_PROVIDER, p->id, part_use_anchor(m, use),
             use->prose.title);
    make_cell(m);
    say_replies(m, use);
    make_cell(m);
    part_actions(m, &acts);
    say_cell(m, words_party_short(acts.parties[view_gravest(acts.classes)]));
}

static int by_number(const void *a, const void *b)
{
    const struct use *x = *(const struct use *const *)a;
    const struct use *y = *(const struct use *const *)b;
    struct view_span p = view_span(x->code), q = view_span(y->code);

    int order = view_span_order(&p, &q);

    return order ? order : (int)(x - y); /* as they stand in the file */
}

static const struct use **in_order(struct maker *m, const struct provider *p)
{
    const struct use **list = mem_alloc(m->arena, p->use_count * sizeof *list);

    for (size_t i = 0; i < p->use_count; i++)
        list[i] = &p->uses[i];
    qsort(list, p->use_count, sizeof *list, by_number);
    return list;
}

static bool same_subject(const struct use *a, const struct use *b)
{
    struct view_span p = view_span(a->code), q = view_span(b->code);

    return p.is_reply == q.is_reply && p.subject == q.subject;
}

static void put_subject(struct maker *m, const struct use *use)
{
    const struct model *model = m->view->model;
    struct view_span span = view_span(use->code);
    const struct kind *subject =
        view_kind(model->subjects, model->subject_count, span.subject);

    if (span.is_reply) {
        make_heading(m, 3, "codes-replies", "Reply codes");
        return;
    }
    make_heading(m, 3, mem_printf(m->arena, "codes-%d", span.subject), "");
    sayf(m, "X.%d", span.subject);
    if (subject)
        sayf(m, " %s", subject->prose.title);
}

/* A table a subject, by number. */
static void put_tables(struct maker *m, const struct provider *p)
{
    const struct use **list = in_order(m, p);
    bool several = !same_subject(list[0], list[p->use_count - 1]);

    for (size_t i = 0; i < p->use_count; i++) {
        if (i == 0 || !same_subject(list[i - 1], list[i])) {
            if (several)
                put_subject(m, list[i]);
            MAKE_TABLE(m, "Code", "Meaning", "With reply", "What to do", "Who");
        }
        put_row(m, p, list[i]);
    }
}

/* "4.7.57, 5.7.57 Client did not log in". */
static void put_use_title(struct maker *m, const struct use *use)
{
    unsigned classes = view_use_classes(use);
    const char *comma = "";

    make_heading(m, 3, part_use_anchor(m, use), "");
    for (int c = CLASS_SUCCESS; c <= CLASS_PERMANENT; c++) {
        if (!(classes & 1u << c))
            continue;
        sayf(m, "%s%s", comma, held(m, use, c));
        comma = ", ";
    }
    sayf(m, " %s", use->prose.title);
}

static void put_use(struct maker *m, const struct use *use)
{
    const struct view_entry *e = view_used(m->view, use->code);
    enum action actions[CLASSES];
    enum party parties[CLASSES];
    struct acts acts = acts_of(m, use, actions, parties);

    put_use_title(m, use);
    part_acts(m, &acts);
    make_term(m, "Cause");
    say_reason(m, view_reason(m->view, use->reason)->reason);
    if (use->reply_count) {
        make_term(m, "With reply");
        say_replies(m, use);
    }
    if (e && e->is_made) {
        make_term(m, "Page of the code");
        say_code(m, e);
    } else if (e) {
        make_term(m, "What the code means elsewhere");
        say_code(m, e);
        sayf(m, " %s", e->entry->prose.title);
    }
    part_paragraph(m, use->prose.meaning);
    part_advices_inline(m, &use->prose);
    say_paragraph(m, "Source:");
    part_refs(m, &use->prose);
}

static void put_messages(struct maker *m, const struct provider *p)
{
    bool any = false;

    for (size_t i = 0; i < m->view->model->message_count; i++) {
        const struct message *msg = m->view->messages[i];

        if (!msg->provider || strcmp(msg->provider, p->id) != 0)
            continue;
        if (!any) {
            make_heading(m, 2, "messages", "Its messages");
            part_examples(m);
        }
        any = true;
        part_example(m, msg, msg->examples[0].text);
    }
}

void page_provider(struct arena *arena, const struct view *view,
                   const struct provider *p, struct page *page)
{
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_PROVIDER, p->id);
    sayf(&m, "%s: its own SMTP codes", p->prose.title);
    page->about = mem_printf(arena, "%s: its own SMTP codes and messages",
                             p->prose.title);
    page->summary = p->prose.meaning;
    part_paragraph(&m, p->prose.meaning);
    if (p->shown_count) {
        make_paragraph(&m);
        part_literals(&m, "Its replies can be recognised by: ", p->shown,
                      p->shown_count);
    }
    if (p->use_count) {
        make_heading(&m, 2, "codes", "Codes");
        put_tables(&m, p);
    }
    for (size_t i = 0; i < p->use_count; i++)
        put_use(&m, &p->uses[i]);
    put_messages(&m, p);
    make_heading(&m, 2, "references", "References");
    part_refs(&m, &p->prose);
    part_end(&m, "providers", NULL, "All providers");
}
