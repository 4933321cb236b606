/* SPDX-License-Identifier: 0BSD
 *
 * What was given out stays, if only as an earlier name.
 */
#include "check/check_rules.h"

#include "check/check_changes.h"
#include "model/symbol.h"

#include <string.h>

static bool is_among(const struct note *aliases, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(aliases[i].text, text) == 0)
            return true;
    return false;
}

bool check_is_used(const struct model *m, const char *code)
{
    bool status = code[1] == '.';

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            if (strcmp(m->providers[i].uses[j].code + status, code + status) ==
                0)
                return true;
    return false;
}

/* Report what is gone: `remedy` keeps it, and a major version may drop it. */
static void gone(struct check *c, const struct promise *p, const char *of,
                 const char *remedy)
{
    if (!changes_drop(c->model, of))
        diag_error(c->diag, p->at, "promised",
                   "%s (%s) was promised and is gone; %s (only a major "
                   "version, such as 2.0.0, may drop it: its <release> in "
                   "changes.xml says <change kind=\"gone\" of=\"%s\">)",
                   p->symbol, of, remedy, of);
}

/* A code that only providers defined has a symbol without a name. */
static void check_numbers(struct check *c, const struct promise *p)
{
    if (!index_find(&c->codes, p->code) && !check_is_used(c->model, p->code))
        gone(c, p, p->code, "put a provider's <use> of it back");
}

static bool is_promised(const struct model *m, const char *symbol)
{
    for (size_t i = 0; i < m->promise_count; i++)
        if (strcmp(m->promises[i].symbol, symbol) == 0)
            return true;
    return false;
}

/* The entry that had the promised code, to judge by its name, or NULL. */
static const struct entry *renumbered(const struct model *m,
                                      struct arena *arena, const char *name)
{
    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (strcmp(e->name, name) == 0 &&
            !is_promised(m, symbol_of_entry(arena, e)))
            return e;
    }
    return NULL;
}

static void check_gone(struct check *c, struct arena *arena,
                       const struct promise *p, const char *name)
{
    const struct entry *e = renumbered(c->model, arena, name);

    if (e && !changes_drop(c->model, p->code))
        diag_error(c->diag, e->at, "promised",
                   "%s was %s; numbers never change: write code=\"%s\"",
                   p->symbol, p->code, p->code);
    else
        gone(c, p, p->code,
             "put it back, and mark it <retired> instead of removing it");
}

static void check_code(struct check *c, struct arena *arena,
                       const struct promise *p)
{
    const struct entry *e = index_find(&c->codes, p->code);
    const char *name;

    if (strcmp(p->symbol, symbol_of_numbers(arena, p->code)) == 0) {
        check_numbers(c, p);
        return;
    }
    name = p->symbol + strlen(symbol_of(arena, p->code, ""));
    if (!e)
        check_gone(c, arena, p, name);
    else if (strcmp(e->name, name) == 0 ||
             is_among(e->aliases, e->alias_count, name))
        check_renamed(c, arena, e->at, p, e->code, symbol_of_entry(arena, e));
    else if (!changes_drop(c->model, p->code))
        diag_error(
            c->diag, e->at, "promised",
            "%s was %s; symbols are never removed: add <alias name=\"%s\"/>",
            e->code, p->symbol, name);
}

static bool has_id(const struct reason *r, const char *id)
{
    return strcmp(r->id, id) == 0 || is_among(r->aliases, r->alias_count, id);
}

static void check_number(struct check *c, struct arena *keys,
                         const struct promise *p)
{
    const struct reason *named = NULL, *numbered = NULL;

    for (size_t i = 0; i < c->model->reason_count; i++) {
        const struct reason *r = &c->model->reasons[i];

        if (has_id(r, p->reason))
            named = r;
        if (r->number == p->number)
            numbered = r;
    }
    if (named && named->number != p->number)
        diag_error(c->diag, named->at, "promised",
                   "%s was %d; numbers never change: write number=\"%d\"",
                   p->symbol, p->number, p->number);
    else if (named)
        check_renamed(c, keys, named->at, p, named->id,
                      symbol_of(keys, "REASON", named->id));
    else if (!named && numbered)
        diag_error(
            c->diag, numbered->at, "promised",
            "reason %d was \"%s\"; ids are never removed: write it again, "
            "or add <alias id=\"%s\"/>",
            p->number, p->reason, p->reason);
    else if (!named)
        gone(c, p, p->reason,
             mem_printf(keys, "put it back with its number %d", p->number));
}

void check_promised(struct check *c)
{
    struct arena keys = {0};

    for (size_t i = 0; i < c->model->promise_count; i++) {
        const struct promise *p = &c->model->promises[i];

        if (p->reason)
            check_number(c, &keys, p);
        else
            check_code(c, &keys, p);
    }
    mem_free(&keys);
}
