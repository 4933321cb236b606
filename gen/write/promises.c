/* SPDX-License-Identifier: 0BSD */
#include "write/promises.h"

#include "base/index.h"
#include "check/check_changes.h"

#include <string.h>

struct promises {
    const struct view *view;
    struct index known; /* symbols */
    struct arena arena;
    struct buf *to;
};

static const char *code_actions(struct promises *p, const struct view_entry *e)
{
    return view_actions_text(&p->arena, e->actions, e->entry->classes);
}

static const char *reason_actions(struct promises *p,
                                  const struct view_reason *r)
{
    return view_actions_text(&p->arena, r->actions,
                             view_reason_classes(r->reason));
}

static const char *actions_now(struct promises *p, const struct promise *was)
{
    const struct view *v = p->view;
    const struct view_entry *e = was->code ? view_used(v, was->code) : NULL;

    if (changes_drop(v->model, was->code ? was->code : was->reason))
        return "gone";
    if (e)
        return code_actions(p, e);
    for (size_t i = 0; was->reason && i < v->reason_count; i++)
        if (v->reasons[i].reason->number == was->number)
            return reason_actions(p, &v->reasons[i]);
    return was->actions;
}

static void put_known(struct promises *p)
{
    const struct model *m = p->view->model;

    for (size_t i = 0; i < m->promise_count; i++) {
        const struct promise *was = &m->promises[i];

        index_add(&p->known, was->symbol, was);
        if (was->code)
            buf_printf(p->to, "%s %s", was->symbol, was->code);
        else
            buf_printf(p->to, "%s %s=%d", was->symbol, was->reason,
                       was->number);
        buf_printf(p->to, " %s %s\n", was->since, actions_now(p, was));
    }
    index_seal(&p->known);
}

static void put_new(struct promises *p, const char *symbol, const char *value,
                    const char *actions)
{
    if (!index_find(&p->known, symbol))
        buf_printf(p->to, "%s %s %s %s\n", symbol, value,
                   p->view->model->version, actions);
}

void promises_put(const struct view *view, struct buf *to)
{
    struct promises p = {.view = view, .to = to};

    buf_puts(to, "# What was given out: a symbol, its code or its reason's id "
                 "and number, the first version that had it, and the actions\n"
                 "# of the last version by class. `make promise` keeps the "
                 "list; the generator holds the catalogue to it.\n");
    put_known(&p);
    for (size_t i = 0; i < view->entry_count; i++) {
        const struct view_entry *e = &view->entries[i];

        put_new(&p, e->symbol, e->entry->code, code_actions(&p, e));
    }
    for (size_t i = 0; i < view->reason_count; i++) {
        const struct view_reason *r = &view->reasons[i];

        put_new(&p, r->symbol,
                mem_printf(&p.arena, "%s=%d", r->reason->id, r->reason->number),
                reason_actions(&p, r));
    }
    index_free(&p.known);
    mem_free(&p.arena);
}
