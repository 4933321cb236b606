/* SPDX-License-Identifier: 0BSD
 *
 * The page of a cause, with the messages that servers send for it.
 */
#include "model/words.h"
#include "pages/pages.h"
#include "pages/parts.h"

#include <string.h>
#include <strings.h>

static void put_title(struct maker *m, const struct reason *reason,
                      const struct acts *acts)
{
    const char *title = reason->prose.title;
    char *words = mem_printf(m->arena, "%s", reason->id);
    bool same;

    sayf(m, "%s \u2014 ", title);
    part_actions(m, acts);
    /* The id may say it in other words than the title, and who looks for
     * either should find the page. */
    for (char *s = words; *s; s++)
        if (*s == '-')
            *s = ' ';
    same = strcasecmp(words, title) == 0;
    m->page->about = mem_printf(m->arena, "%s (cause behind SMTP replies%s%s)",
                                title, same ? "" : ": ", same ? "" : words);
    m->page->summary = reason->prose.meaning;
}

/* Who knows the cause by an id that it had finds the page. */
static void keep_names(struct maker *m, const struct reason *reason)
{
    for (size_t i = 0; i < reason->alias_count; i++) {
        const char **at = mem_push(m->arena, &m->page->earlier,
                                   &m->page->earlier_count, sizeof *at);

        *at = reason->aliases[i].text;
    }
}

static void put_codes(struct maker *m, const struct view_reason *r)
{
    if (r->entry_count == 0)
        return;
    make_heading(m, 2, "codes", "Codes for this cause");
    MAKE_TABLE(m, "Code", "Title", "Standing");
    for (size_t i = 0; i < r->entry_count; i++) {
        const struct entry *e = r->entries[i]->entry;

        make_item(m);
        say_code(m, r->entries[i]);
        say_cell(m, e->prose.title);
        say_cell(m, words_standing(e->standing));
        if (e->retired)
            say(m, ", retired");
    }
}

/* --- messages ------------------------------------------------------------ */

/* What a message is bound to. */
static void put_bound(struct maker *m, const struct message *msg)
{
    if (msg->provider) {
        say_paragraph(m, "Sent by ");
        say_provider(m, msg->provider);
        say(m, ".");
    }
    if (msg->reply_count + msg->status_count == 0)
        return;
    make_paragraph(m);
    for (size_t i = 0; i < msg->reply_count + msg->status_count; i++) {
        const char *code = i < msg->reply_count
                               ? msg->replies[i]
                               : msg->statuses[i - msg->reply_count];
        const struct view_entry *e = view_lookup(m->view, code);

        say(m, i ? ", " : "Only with ");
        if (e)
            say_code(m, e);
        else
            say(m, code);
    }
    say(m, ".");
}

static void put_message(struct maker *m, const struct message *msg)
{
    make_heading(m, 3, mem_printf(m->arena, "message-%s", msg->id),
                 msg->prose.title);
    make_block(m, BLOCK_LIST);
    for (size_t i = 0; i < msg->example_count; i++) {
        make_item(m);
        say_literal(m, msg->examples[i].text);
    }
    if (msg->prose.meaning)
        part_paragraph(m, msg->prose.meaning);
    if (msg->has_action) {
        make_paragraph(m);
        say_strong(m, "What to do:");
        sayf(m, " %s", words_action_long(msg->action));
    }
    if (msg->prose.cause_count) {
        say_paragraph(m, "Why it happens:");
    }
    part_list(m, msg->prose.causes, msg->prose.cause_count);
    part_advices_inline(m, &msg->prose);
    put_bound(m, msg);
    if (msg->prose.ref_count) {
        say_paragraph(m, "Source:");
        part_refs(m, &msg->prose);
    }
    make_block(m, BLOCK_DETAILS);
    say(m, "Words that identify it");
    make_item(m);
    part_literals(m, "The text contains ", msg->matches, msg->match_count);
    if (msg->local_count) {
        make_item(m);
        part_literals(m, "Even without a code, if a sending program writes ",
                      msg->locals, msg->local_count);
    }
    if (msg->unless_count) {
        make_item(m);
        part_literals(m, "But not ", msg->unless, msg->unless_count);
    }
}

static void put_messages(struct maker *m, const struct view_reason *r)
{
    if (r->message_count == 0)
        return;
    make_heading(m, 2, "messages", "Common messages");
    make_block(m, BLOCK_CONTENTS);
    for (size_t i = 0; i < r->message_count; i++) {
        make_item(m);
        say_message(m, r->ranked[i]);
    }
    for (size_t i = 0; i < r->message_count; i++)
        put_message(m, r->ranked[i]);
}

/* Uses of codes by providers for this cause, whatever the code means
 * elsewhere. */
static void put_uses(struct maker *m, const struct view_reason *r)
{
    bool any = false;

    for (size_t i = 0; i < m->view->model->provider_count; i++) {
        const struct provider *p = m->view->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *use = &p->uses[j];

            if (strcmp(use->reason, r->reason->id) != 0)
                continue;
            if (!any) {
                make_heading(m, 2, "providers",
                             "Codes that individual providers use for it");
                make_block(m, BLOCK_LIST);
            }
            any = true;
            make_item(m);
            sayf(m, "%s, ", p->prose.title);
            say_link(m, PAGE_PROVIDER, p->id, part_use_anchor(m, use),
                     use->code);
            sayf(m, ": %s", use->prose.title);
        }
    }
}

static void put_symbol(struct maker *m, const struct view_reason *r)
{
    make_heading(m, 2, "c", "In C and JSON");
    make_paragraph(m);
    say_literal(m, r->symbol);
    say(m, " in ");
    say_literal(m, "smtpcodes.h");
    say(m, ", ");
    say_literal(m, mem_printf(m->arena, "\"%s\"", r->reason->id));
    say(m, " in ");
    say_literal(m, "smtpcodes.json");
    part_earlier(m, r->aliases, r->reason->alias_count);
    say(m, ".");
}

void page_reason(struct arena *arena, const struct view *view,
                 const struct view_reason *r, struct page *page)
{
    struct maker m;
    const struct reason *reason = r->reason;
    unsigned classes = view_reason_classes(reason);
    struct acts acts = {classes, "xx", r->actions, r->parties};

    make_begin(&m, arena, view, page, PAGE_REASON, reason->id);
    put_title(&m, reason, &acts);
    keep_names(&m, reason);
    make_heading(&m, 2, "in-short", "In short");
    part_acts(&m, &acts);
    part_paragraph(&m, reason->prose.meaning);
    part_advices(&m, &reason->prose, r->parties[view_gravest(classes)]);
    part_causes(&m, &reason->prose);
    put_codes(&m, r);
    put_messages(&m, r);
    put_uses(&m, r);
    put_symbol(&m, r);
    if (reason->prose.ref_count || reason->prose.seen) {
        make_heading(&m, 2, "references", "References");
        part_refs(&m, &reason->prose);
    }
    part_end(&m, "reasons", NULL, "All causes");
    for (size_t i = 0; i < r->shown_count; i++)
        make_related(&m, make_kind(r->shown[i]), r->shown[i]->entry->code);
}
