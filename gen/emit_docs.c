/* SPDX-License-Identifier: 0BSD */
#include "emit.h"
#include "emit_docs.h"

#include <stdlib.h>
#include <string.h>

/* How common a message may be. Nothing counts that; but a message with more
 * to say and more ways to say it, of no single provider and bound to no code,
 * is the one that readers should meet first. */
static int rank(const struct message *m)
{
    enum { PHRASES = 20, TELLS = 10, GENERAL = 10 };
    int rank = m->match_count < PHRASES ? (int)m->match_count : PHRASES;

    if (m->prose.meaning)
        rank += TELLS;
    if (m->prose.cause_count && m->prose.advice_count)
        rank += TELLS;
    if (!m->provider)
        rank += GENERAL;
    if (strcmp(m->id, m->reason) == 0)
        rank += GENERAL;
    /* Phrases of other languages are many, and their readers fewer. */
    for (const char *s = m->matches[0].text; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return rank - PHRASES;
    return strstr(m->id, "language") ? rank - PHRASES : rank;
}

static int by_rank(const void *a, const void *b)
{
    const struct message *x = *(const struct message *const *)a;
    const struct message *y = *(const struct message *const *)b;
    int p = rank(x), q = rank(y);

    return p != q ? (p < q) - (p > q) : strcmp(x->id, y->id);
}

static void rank_messages(struct docs *d)
{
    const struct view *v = d->view;

    d->messages =
        mem_alloc(v->arena, (v->reason_count + 1) * sizeof *d->messages);
    for (size_t i = 0; i < v->reason_count; i++) {
        const struct view_reason *r = &v->reasons[i];
        size_t size = r->message_count * sizeof *d->messages[i];

        d->messages[i] = mem_alloc(v->arena, size + sizeof(void *));
        if (r->message_count == 0)
            continue;
        memcpy(d->messages[i], r->messages, size);
        qsort(d->messages[i], r->message_count, sizeof *d->messages[i],
              by_rank);
    }
}

const struct message **docs_messages(const struct docs *d,
                                     const struct view_reason *r)
{
    return d->messages[r - d->view->reasons];
}

void emit_docs(const struct view *view, struct outset *set)
{
    struct docs d = {.view = view, .set = set};

    rank_messages(&d);
    docs_page_guide(&d);
    for (size_t i = 0; i < view->entry_count; i++)
        docs_page_entry(&d, &view->entries[i]);
    for (size_t i = 0; i < view->reason_count; i++)
        docs_page_reason(&d, &view->reasons[i]);
    for (size_t i = 0; i < view->model->provider_count; i++)
        docs_page_provider(&d, view->providers[i]);
}
