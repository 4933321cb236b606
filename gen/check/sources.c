/* SPDX-License-Identifier: 0BSD */
#include "check/sources.h"

#include <stdbool.h>
#include <string.h>

struct visitor {
    void (*visit)(struct visitor *, struct place, const char *kind,
                  const char *name, const struct prose *);
    struct diag *diag;
    const char *since;
    FILE *to;
    size_t count;
    const struct reference *sought;
};

/* All that may have a source. */
static void visit_all(struct visitor *v, const struct model *m)
{
    for (size_t i = 0; i < m->class_count; i++)
        v->visit(v, m->classes[i].at, "class", m->classes[i].prose.title,
                 &m->classes[i].prose);
    for (size_t i = 0; i < m->group_count; i++)
        v->visit(v, m->groups[i].at, "group", m->groups[i].prose.title,
                 &m->groups[i].prose);
    for (size_t i = 0; i < m->subject_count; i++)
        v->visit(v, m->subjects[i].at, "subject", m->subjects[i].prose.title,
                 &m->subjects[i].prose);
    for (size_t i = 0; i < m->entry_count; i++)
        v->visit(v, m->entries[i].at, "code", m->entries[i].code,
                 &m->entries[i].prose);
    for (size_t i = 0; i < m->reason_count; i++)
        v->visit(v, m->reasons[i].at, "reason", m->reasons[i].id,
                 &m->reasons[i].prose);
    for (size_t i = 0; i < m->message_count; i++)
        v->visit(v, m->messages[i].at, "message", m->messages[i].id,
                 &m->messages[i].prose);
    for (size_t i = 0; i < m->provider_count; i++) {
        const struct provider *p = &m->providers[i];

        v->visit(v, p->at, "provider", p->id, &p->prose);
        for (size_t k = 0; k < p->use_count; k++)
            v->visit(v, p->uses[k].at, "use", p->uses[k].code,
                     &p->uses[k].prose);
    }
}

static void check_source(struct visitor *v, struct place at, const char *kind,
                         const char *name, const struct prose *prose)
{
    /* A message may be expected before it was seen, as in another language. */
    if (prose->ref_count == 0 && !prose->seen && strcmp(kind, "message") != 0)
        diag_error(v->diag, at, "no-source",
                   "%s %s has no source; expected a <ref>, or seen=\"YYYY-MM\" "
                   "if it was only seen in replies of servers",
                   kind, name);
}

static void seek_citation(struct visitor *v, struct place at, const char *kind,
                          const char *name, const struct prose *prose)
{
    const struct reference *r = v->sought;

    (void)at, (void)kind, (void)name;
    for (size_t i = 0; i < prose->ref_count; i++)
        v->count += r->id ? prose->refs[i].source &&
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
    struct visitor sources = {.visit = check_source, .diag = diag};

    visit_all(&sources, model);
    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];
        struct visitor citations = {.visit = seek_citation, .sought = r};

        visit_all(&citations, model);
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

static void list_old(struct visitor *v, struct place at, const char *kind,
                     const char *name, const struct prose *prose)
{
    if (prose->ref_count == 0 && !prose->seen)
        fprintf(v->to, "%s:%d: %s %s has no source\n", at.file, at.line, kind,
                name);
    else if (prose->seen && strcmp(prose->seen, v->since) < 0)
        fprintf(v->to, "%s:%d: %s %s was last seen %s\n", at.file, at.line,
                kind, name, prose->seen);
    else
        return;
    v->count++;
}

size_t sources_old(const struct model *model, const char *since, FILE *to)
{
    struct visitor v = {.visit = list_old, .since = since, .to = to};

    for (size_t i = 0; i < model->reference_count; i++) {
        const struct reference *r = &model->references[i];

        if (!r->id || strcmp(r->date, since) >= 0)
            continue;
        fprintf(to, "%s:%d: source %s was last looked at %s: %s\n", r->at.file,
                r->at.line, r->id, r->date, r->address);
        v.count++;
    }
    visit_all(&v, model);
    return v.count;
}
