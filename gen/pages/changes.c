/* SPDX-License-Identifier: 0BSD
 *
 * What each version brought and changed.
 */
#include "pages/pages.h"
#include "pages/parts.h"

#include <string.h>

/* What changes how programs behave comes first. */
static const char *const headings[CHANGES] = {[CHANGE_ACTION] =
                                                  "Actions that changed",
                                              [CHANGE_GONE] = "Removed",
                                              [CHANGE_RENAMED] = "Renamed",
                                              [CHANGE_RETIRED] = "Retired",
                                              [CHANGE_NEW] = "New",
                                              [CHANGE_CORRECTED] = "Corrected"};

/* The first version that had a code; of what is not promised yet, the
 * newest. */
static const char *since(const struct model *m, const char *code)
{
    const char *first = NULL;

    for (size_t i = 0; i < m->promise_count; i++)
        if (m->promises[i].code && strcmp(m->promises[i].code, code) == 0)
            first = m->promises[i].since;
    return first ? first : m->releases[0].version;
}

static void put_of(struct maker *m, const char *of)
{
    const struct view_entry *e = view_used(m->view, of);

    if (e) {
        say_code(m, e);
        return;
    }
    for (size_t i = 0; i < m->view->reason_count; i++)
        if (strcmp(m->view->reasons[i].reason->id, of) == 0) {
            say_reason(m, m->view->reasons[i].reason);
            return;
        }
    say_literal(m, of); /* it is gone */
}

static void put_change(struct maker *m, const struct change *change)
{
    make_item(m);
    for (size_t i = 0; i < change->of_count; i++) {
        put_of(m, change->of[i]);
        say(m, i + 1 < change->of_count ? ", " : ": ");
    }
    say_prose(m, change->text);
}

static void put_changes(struct maker *m, const struct release *r,
                        enum change_kind kind)
{
    bool any = false;

    for (size_t i = 0; i < r->change_count; i++) {
        if (r->changes[i].kind != kind)
            continue;
        if (!any) {
            make_heading(m, 3, NULL, headings[kind]);
            make_block(m, BLOCK_LIST);
        }
        any = true;
        put_change(m, &r->changes[i]);
    }
}

static void put_new_codes(struct maker *m, const struct release *r)
{
    bool any = false;

    for (size_t i = 0; i < m->view->entry_count; i++) {
        const struct view_entry *e = &m->view->entries[i];

        if (strcmp(since(m->view->model, e->entry->code), r->version) != 0)
            continue;
        if (!any) {
            make_heading(m, 3, NULL, "New codes");
            make_paragraph(m);
        } else {
            say(m, ", ");
        }
        any = true;
        say_code(m, e);
    }
}

void page_changes(struct arena *arena, const struct view *view,
                  struct page *page)
{
    const struct model *model = view->model;
    struct maker m;

    make_begin(&m, arena, view, page, PAGE_CHANGES, "changes");
    page->about = "What changed in each version";
    page->summary = "Which SMTP codes, causes and actions came, changed or "
                    "went in each version of smtpcodes.";
    say(&m, page->about);
    for (size_t i = 0; i < model->release_count; i++) {
        const struct release *r = &model->releases[i];

        make_heading(&m, 2, mem_printf(arena, "version-%s", r->version),
                     mem_printf(arena, "%s (%s)", r->version, r->date));
        for (int k = 0; k < CHANGES; k++)
            put_changes(&m, r, (enum change_kind)k);
        if (i + 1 < model->release_count) /* all codes of the first were new */
            put_new_codes(&m, r);
    }
    part_end(&m, NULL, "guide", "From the beginning");
}
