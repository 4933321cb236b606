/* SPDX-License-Identifier: 0BSD */
#include "check/check_changes.h"

#include "check/check_rules.h"
#include "model/derive.h"

#include <stdlib.h>
#include <string.h>

static bool is_of(const struct change *change, const char *of)
{
    for (size_t i = 0; i < change->of_count; i++)
        if (strcmp(change->of[i], of) == 0)
            return true;
    return false;
}

static bool release_says(const struct release *r, enum change_kind kind,
                         const char *of)
{
    for (size_t i = 0; i < r->change_count; i++)
        if (r->changes[i].kind == kind && is_of(&r->changes[i], of))
            return true;
    return false;
}

bool changes_say(const struct model *model, enum change_kind kind,
                 const char *of, bool newest)
{
    for (size_t i = 0; i < model->release_count && (i == 0 || !newest); i++)
        if (release_says(&model->releases[i], kind, of))
            return true;
    return false;
}

/* Three numbers, the first the gravest. */
static void read_version(const char *version, long numbers[3])
{
    for (int i = 0; i < 3; i++) {
        char *rest;

        numbers[i] = strtol(version, &rest, 10);
        version = rest + (*rest == '.');
    }
}

bool changes_drop(const struct model *model, const char *of)
{
    for (size_t i = 0; i < model->release_count; i++) {
        long v[3];

        read_version(model->releases[i].version, v);
        if (v[0] > 0 && v[1] == 0 && v[2] == 0 &&
            release_says(&model->releases[i], CHANGE_GONE, of))
            return true;
    }
    return false;
}

static bool is_newer(const char *version, const char *than)
{
    long a[3], b[3];

    read_version(version, a);
    read_version(than, b);
    for (int i = 0; i < 3; i++)
        if (a[i] != b[i])
            return a[i] > b[i];
    return false;
}

void check_releases(struct check *c)
{
    const struct model *m = c->model;

    if (m->release_count && strcmp(m->releases[0].version, m->version) != 0)
        diag_error(c->diag, m->releases[0].at, "release",
                   "the first <release> is %s, but catalog.xml says "
                   "version=\"%s\"; expected a <release> of that version, the "
                   "newest first",
                   m->releases[0].version, m->version);
    for (size_t i = 1; i < m->release_count; i++) {
        const struct release *r = &m->releases[i], *newer = r - 1;

        if (!is_newer(newer->version, r->version))
            diag_error(c->diag, r->at, "release",
                       "<release> %s stands behind %s; expected the newest "
                       "first, each once",
                       r->version, newer->version);
        else if (strcmp(r->date, newer->date) > 0)
            diag_error(c->diag, r->at, "release",
                       "%s is of %s, after %s of %s; expected a date that is "
                       "no later",
                       r->version, r->date, newer->version, newer->date);
    }
}

/* What is gone has no entry any more. */
static bool is_known(const struct check *c, enum change_kind kind,
                     const char *of)
{
    return kind == CHANGE_GONE || index_find(&c->codes, of) ||
           index_find(&c->reasons, of) || check_is_used(c->model, of);
}

static void check_change(struct check *c, const struct change *change)
{
    bool general =
        change->kind == CHANGE_NEW || change->kind == CHANGE_CORRECTED;

    if (!general && !change->of_count)
        diag_error(c->diag, change->at, "release",
                   "<change kind=\"%s\"> does not say of what; expected "
                   "of=\"550\" or of=\"mailbox-full\"",
                   model_changes[change->kind]);
    for (size_t i = 0; i < change->of_count; i++)
        if (!is_known(c, change->kind, change->of[i]))
            diag_error(c->diag, change->at, "release",
                       "of=\"%s\" in <change> is no code, range or reason of "
                       "the catalogue",
                       change->of[i]);
}

static void check_retired(struct check *c, const struct entry *e)
{
    if (!changes_say(c->model, CHANGE_RETIRED, e->code, false))
        diag_error(c->diag, e->retired->at, "unsaid-change",
                   "%s is retired; say so in the first <release> of "
                   "changes.xml: <change kind=\"retired\" of=\"%s\">",
                   e->code, e->code);
}

void check_changes(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; m->release_count && i < m->entry_count; i++)
        if (m->entries[i].retired)
            check_retired(c, &m->entries[i]);
    for (size_t i = 0; i < m->release_count; i++)
        for (size_t k = 0; k < m->releases[i].change_count; k++)
            check_change(c, &m->releases[i].changes[k]);
}

/* Did the last version have the symbol? */
static bool was_out(const struct model *m, const char *symbol)
{
    for (size_t i = 0; i < m->promise_count; i++)
        if (strcmp(m->promises[i].symbol, symbol) == 0)
            return strcmp(m->promises[i].since, m->version) != 0;
    return false;
}

/* " (that of 0.1.0 is out already)", where an older version says it, or
 * nothing. */
static const char *out_already(const struct model *m, struct arena *arena,
                               enum change_kind kind, const char *of)
{
    for (size_t i = 1; i < m->release_count; i++)
        if (release_says(&m->releases[i], kind, of))
            return mem_printf(arena, " (that of %s is out already)",
                              m->releases[i].version);
    return "";
}

void check_renamed(struct check *c, struct arena *arena, struct place at,
                   const struct promise *p, const char *of, const char *now)
{
    const struct model *m = c->model;

    if (m->release_count && strcmp(p->symbol, now) != 0 &&
        !changes_say(m, CHANGE_RENAMED, of, !was_out(m, now)))
        diag_error(c->diag, at, "unsaid-change",
                   "%s was %s; say so in the first <release> of "
                   "changes.xml%s: <change kind=\"renamed\" of=\"%s\">",
                   of, p->symbol, out_already(m, arena, CHANGE_RENAMED, of),
                   of);
}

/* --- actions ------------------------------------------------------------- */

/* A reason that says so says it for its codes. */
static void compare(const struct model *m, struct diag *diag, struct place at,
                    const struct promise *p, const char *now,
                    const struct reason *r)
{
    const char *of = p->code ? p->code : r->id;

    if (strcmp(p->actions, now) != 0 &&
        !changes_say(m, CHANGE_ACTION, of, true) &&
        !changes_say(m, CHANGE_ACTION, r->id, true))
        diag_error(diag, at, "unsaid-change",
                   "the action of %s was %s and is %s; programs act on it, so "
                   "say why in the first <release> of changes.xml: "
                   "<change kind=\"action\" of=\"%s\">",
                   of, p->actions, now, of);
}

static void compare_code(const struct view *v, struct diag *diag,
                         struct arena *arena, const struct promise *p)
{
    const struct view_entry *e = view_used(v, p->code);

    if (e)
        compare(v->model, diag, e->entry->at, p,
                view_actions_text(arena, e->actions, e->entry->classes),
                e->reason);
}

static void compare_reason(const struct view *v, struct diag *diag,
                           struct arena *arena, const struct promise *p)
{
    for (size_t i = 0; i < v->reason_count; i++) {
        const struct view_reason *r = &v->reasons[i];

        if (r->reason->number == p->number)
            compare(v->model, diag, r->reason->at, p,
                    view_actions_text(arena, r->actions,
                                      view_reason_classes(r->reason)),
                    r->reason);
    }
}

void check_changed_actions(const struct model *model, struct diag *diag)
{
    struct arena arena = {0};
    struct view view;

    if (!model->release_count)
        return;
    derive_view(&arena, model, &view);
    for (size_t i = 0; i < model->promise_count; i++) {
        const struct promise *p = &model->promises[i];

        if (strcmp(p->since, model->version) == 0)
            continue; /* nobody has it yet */
        if (p->code)
            compare_code(&view, diag, &arena, p);
        else
            compare_reason(&view, diag, &arena, p);
    }
    mem_free(&arena);
}
