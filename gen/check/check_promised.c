/* SPDX-License-Identifier: 0BSD
 *
 * What was given out stays, if only as an earlier name.
 */
#include "check/check_rules.h"

#include "model/symbol.h"

#include <string.h>

static bool is_among(const struct note *aliases, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(aliases[i].text, text) == 0)
            return true;
    return false;
}

/* Does a provider use just these numbers? */
static bool is_used(const struct model *m, const char *code)
{
    bool status = code[1] == '.';

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++)
            if (strcmp(m->providers[i].uses[j].code + status, code + status) ==
                0)
                return true;
    return false;
}

/* A code that only providers defined has a symbol without a name. */
static void check_numbers(struct check *c, const struct promise *p)
{
    if (!index_find(&c->codes, p->code) && !is_used(c->model, p->code))
        diag_error(c->diag, p->at, "promised",
                   "%s (%s) was promised and is gone; put a provider's <use> "
                   "of it back",
                   p->symbol, p->code);
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
        diag_error(c->diag, p->at, "promised",
                   "%s (%s) was promised and is gone; put it back, and mark "
                   "it <retired> instead of removing it",
                   p->symbol, p->code);
    else if (strcmp(e->name, name) != 0 &&
             !is_among(e->aliases, e->alias_count, name))
        diag_error(
            c->diag, e->at, "promised",
            "%s was %s; symbols are never removed: add <alias name=\"%s\"/>",
            e->code, p->symbol, name);
}

static bool has_id(const struct reason *r, const char *id)
{
    return strcmp(r->id, id) == 0 || is_among(r->aliases, r->alias_count, id);
}

static void check_number(struct check *c, const struct promise *p)
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
    else if (!named && numbered)
        diag_error(c->diag, numbered->at, "promised",
                   "reason %d was \"%s\"; ids are never removed: add <alias "
                   "id=\"%s\"/>",
                   p->number, p->reason, p->reason);
    else if (!named)
        diag_error(c->diag, p->at, "promised",
                   "%s (reason \"%s\") was promised and is gone; put it back "
                   "with its number %d",
                   p->symbol, p->reason, p->number);
}

void check_promised(struct check *c)
{
    struct arena keys = {0};

    for (size_t i = 0; i < c->model->promise_count; i++) {
        const struct promise *p = &c->model->promises[i];

        if (p->reason)
            check_number(c, p);
        else
            check_code(c, &keys, p);
    }
    mem_free(&keys);
}
