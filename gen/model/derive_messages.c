/* SPDX-License-Identifier: 0BSD */
#include "model/derive.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* A server's English is ASCII; the samples of a message that gathers what is
 * said in other languages are not all. */
static bool is_of_other_languages(const struct message *m)
{
    for (size_t i = 0; i < m->example_count; i++)
        if (!text_is_ascii(m->examples[i].text))
            return true;
    return false;
}

/* How common a message may be. Nothing counts that; but a message with more
 * to say and more ways to say it, of no single provider and bound to no code,
 * is the one that readers should meet first. */
static int how_common(const struct message *m)
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
    if (is_of_other_languages(m))
        rank -= PHRASES;
    return rank;
}

struct ranked {
    const struct message *message;
    int rank;
};

static int by_rank(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    return x->rank != y->rank ? (x->rank < y->rank) - (x->rank > y->rank)
                              : strcmp(x->message->id, y->message->id);
}

static const struct message **ranking(struct arena *arena,
                                      const struct view_reason *r)
{
    size_t count = r->message_count;
    const struct message **list = mem_alloc(arena, count * sizeof *list);
    struct ranked *rows = mem_alloc(arena, count * sizeof *rows);

    for (size_t i = 0; i < count; i++)
        rows[i] = (struct ranked){r->messages[i], how_common(r->messages[i])};
    qsort(rows, count, sizeof *rows, by_rank);
    for (size_t i = 0; i < count; i++)
        list[i] = rows[i].message;
    return list;
}

/* One sample a message and entry. */
static void add_sample(struct view *v, const struct view_entry *shown,
                       struct view_sample sample)
{
    struct view_entry *e;
    struct view_sample *at;

    if (!shown)
        return;
    e = &v->entries[shown - v->entries];
    if (e->sample_count &&
        e->samples[e->sample_count - 1].message == sample.message)
        return;
    at = mem_push(v->arena, &e->samples, &e->sample_count, sizeof *at);
    *at = sample;
}

/* The reply code that a sample begins with. */
static const struct view_entry *shown_reply(const struct view *v, const char *s)
{
    char code[4] = "";

    if (strspn(s, "0123456789") != 3 || !strchr(" -", s[3]))
        return NULL;
    memcpy(code, s, 3);
    return view_find(v, code);
}

static void add_samples(struct view *v, const struct view_reason *r,
                        const struct message *m)
{
    for (size_t i = 0; i < m->example_count; i++) {
        const char *text = m->examples[i].text;
        struct view_sample sample = {r, m, text};
        size_t len;

        add_sample(v, shown_reply(v, text), sample);
        for (const char *s = text; (s = text_find_status(s, &len)); s += len)
            add_sample(v, view_lookup(v, mem_text(v->arena, s, len)), sample);
    }
}

/* What the samples of a reason's messages show, each code once. */
static void add_shown(struct view *v, const struct view_entry *e)
{
    struct view_reason *r = NULL;

    for (size_t i = 0; i < e->sample_count; i++) {
        const struct view_reason *next = e->samples[i].reason;
        const struct view_entry **at;

        if (next == r)
            continue;
        r = &v->reasons[next - v->reasons];
        at = mem_push(v->arena, &r->shown, &r->shown_count, sizeof *at);
        *at = e;
    }
}

void derive_messages(struct view *v)
{
    for (size_t i = 0; i < v->reason_count; i++) {
        struct view_reason *r = &v->reasons[i];

        r->ranked = ranking(v->arena, r);
        for (size_t j = 0; j < r->message_count; j++)
            add_samples(v, r, r->ranked[j]);
    }
    for (size_t i = 0; i < v->entry_count; i++)
        add_shown(v, &v->entries[i]);
}
