/* SPDX-License-Identifier: 0BSD */
#include "check/sources.h"

#include "check/each_prose.h"

#include <string.h>

struct old {
    const char *since;
    FILE *to;
};

struct citations {
    const struct reference *of;
    size_t count;
};

static void check_source(void *diag, struct place at, const char *kind,
                         const char *name, const struct prose *prose)
{
    /* A message may be expected before it was seen, as in another language. */
    if (prose->ref_count == 0 && !prose->seen && strcmp(kind, "message") != 0)
        diag_error(diag, at, "no-source",
                   "%s %s has no source; expected a <ref>, or seen=\"YYYY-MM\" "
                   "if it was only seen in replies of servers",
                   kind, name);
}

static void seek_citation(void *context, struct place at, const char *kind,
                          const char *name, const struct prose *prose)
{
    struct citations *c = context;
    const struct reference *r = c->of;

    (void)at, (void)kind, (void)name;
    for (size_t i = 0; i < prose->ref_count; i++)
        c->count += r->id ? prose->refs[i].source &&
                                strcmp(prose->refs[i].source, r->id) == 0
                          : prose->refs[i].rfc == r->rfc;
}

/* How many pairs an RFC states. */
static size_t pairs_by(const struct model *m, int rfc)
{
    size_t count = 0;

    for (size_t i = 0; rfc && i < m->entry_count; i++)
        for (size_t k = 0; k < m->entries[i].pair_count; k++)
            count += m->entries[i].pairs[k].rfc.rfc == rfc;
    return count;
}

void sources_check(const struct model *model, struct diag *diag)
{
    each_prose(model, check_source, diag);
    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];
        struct citations citations = {.of = r};

        each_prose(model, seek_citation, &citations);
        citations.count += pairs_by(model, r->rfc);
        if (citations.count == 0 && r->id)
            diag_error(diag, r->at, "unused-reference",
                       "nothing cites source \"%s\"; expected a <ref> to it, "
                       "or remove it",
                       r->id);
        else if (citations.count == 0)
            diag_error(diag, r->at, "unused-reference",
                       "nothing cites RFC %d; expected a <ref> to it, or "
                       "remove it",
                       r->rfc);
    }
}

struct future {
    const char *day;
    struct diag *diag;
};

static void tell_future(const struct future *f, struct place at,
                        const char *attr, const char *date, const char *of)
{
    if (date && strcmp(date, f->day) > 0)
        diag_error(f->diag, at, "future-date",
                   "%s=\"%s\" of %s is in the future; expected %s, at most "
                   "%s",
                   attr, date, of,
                   strcmp(attr, "seen") == 0 ? "when it was last seen"
                                             : "when it was published",
                   f->day);
}

static void check_future(void *future, struct place at, const char *kind,
                         const char *name, const struct prose *prose)
{
    struct arena arena = {0};

    tell_future(future, at, "seen", prose->seen,
                mem_printf(&arena, "%s %s", kind, name));
    mem_free(&arena);
}

void sources_future(const struct model *model, const char *day,
                    struct diag *diag)
{
    struct future f = {.day = day, .diag = diag};
    struct arena arena = {0};

    each_prose(model, check_future, &f);
    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];

        tell_future(&f, r->at, r->id ? "seen" : "date", r->date,
                    r->id ? mem_printf(&arena, "source %s", r->id)
                          : mem_printf(&arena, "RFC %d", r->rfc));
    }
    mem_free(&arena);
}

static void list_old(void *context, struct place at, const char *kind,
                     const char *name, const struct prose *prose)
{
    struct old *v = context;

    if (prose->ref_count == 0 && !prose->seen)
        fprintf(v->to, "%s:%d: %s %s has no source\n", at.file, at.line, kind,
                name);
    else if (prose->seen && strcmp(prose->seen, v->since) < 0)
        fprintf(v->to, "%s:%d: %s %s was last seen %s\n", at.file, at.line,
                kind, name, prose->seen);
}

void sources_old(const struct model *model, const char *since, FILE *to)
{
    struct old v = {.since = since, .to = to};

    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];

        if (!r->id || strcmp(r->date, since) >= 0)
            continue;
        fprintf(to, "%s:%d: source %s was last looked at %s: %s\n", r->at.file,
                r->at.line, r->id, r->date, r->address);
    }
    each_prose(model, list_old, &v);
}
