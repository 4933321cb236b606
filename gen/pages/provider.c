/* SPDX-License-Identifier: 0BSD
 *
 * The page of a provider: its own uses of codes, and its messages.
 */
#include "pages/pages.h"
#include "pages/parts.h"

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

/* What a use asks for; actions has room for each class digit. */
static struct acts acts_of(struct maker *m, const struct use *use,
                           enum action actions[6])
{
    const struct view_reason *r = view_reason(m->view, use->reason);

    for (int c = 0; c < 6; c++)
        actions[c] = use->has_action && c > 3 ? use->action : r->actions[c];
    return (struct acts){classes_of(use), "yz", actions, r->parties};
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

static void put_table(struct maker *m, const struct provider *p)
{
    MAKE_TABLE(m, "Code", "What it means here", "With reply", "What to do");
    for (size_t i = 0; i < p->use_count; i++) {
        const struct use *use = &p->uses[i];
        enum action actions[6];
        struct acts acts = acts_of(m, use, actions);

        say_item(m, use->code);
        make_cell(m);
        say_link(m, PAGE_PROVIDER, p->id, part_use_anchor(m, p, use),
                 use->prose.title);
        make_cell(m);
        say_replies(m, use);
        make_cell(m);
        part_actions(m, &acts);
    }
}

static void put_use(struct maker *m, const struct provider *p,
                    const struct use *use)
{
    const struct view_entry *e = view_lookup(m->view, use->code);
    enum action actions[6];
    struct acts acts = acts_of(m, use, actions);

    make_heading(m, 3, part_use_anchor(m, p, use), use->code);
    sayf(m, " %s", use->prose.title);
    part_acts(m, &acts);
    make_term(m, "Cause");
    say_reason(m, view_reason(m->view, use->reason)->reason);
    if (use->reply_count) {
        make_term(m, "With reply");
        say_replies(m, use);
    }
    if (e) {
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
        part_literals(&m, "Its replies are known by: ", p->shown,
                      p->shown_count);
    }
    if (p->use_count) {
        make_heading(&m, 2, "codes", "Codes");
        put_table(&m, p);
    }
    for (size_t i = 0; i < p->use_count; i++)
        put_use(&m, p, &p->uses[i]);
    put_messages(&m, p);
    make_heading(&m, 2, "references", "References");
    part_refs(&m, &p->prose);
    part_end(&m, "table-providers", "All providers");
}
