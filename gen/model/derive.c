/* SPDX-License-Identifier: 0BSD */
#include "model/derive.h"

#include "base/ascii.h"
#include "model/symbol.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static int by_rank(const void *a, const void *b)
{
    const struct view_entry *x = a, *y = b;
    long p = view_rank(x->entry), q = view_rank(y->entry);

    if (p != q)
        return p < q ? -1 : 1;
    return x->last < y->last ? -1 : x->last > y->last;
}

void derive_sort(struct view *v)
{
    qsort(v->entries, v->entry_count, sizeof *v->entries, by_rank);
}

/* What follows in each class. A success is a success and a continuation a
 * continuation, whatever the code's reason is in a failure. A class for
 * which the reason says nothing is left to a human. */
static void derive_acts(const struct reason *reason,
                        enum action actions[CLASSES],
                        enum party parties[CLASSES])
{
    for (int d = 0; d <= CLASS_PERMANENT; d++) {
        actions[d] = ACTION_READ_TEXT;
        parties[d] = PARTY_SENDER;
    }
    for (size_t i = 0; i < reason->act_count; i++) {
        actions[reason->acts[i].class] = reason->acts[i].action;
        parties[reason->acts[i].class] = reason->acts[i].party;
    }
    actions[CLASS_SUCCESS] = ACTION_NONE;
    actions[CLASS_INTERMEDIATE] = ACTION_CONTINUE;
    parties[CLASS_SUCCESS] = parties[CLASS_INTERMEDIATE] = PARTY_NOBODY;
}

static int by_reason_id(const void *a, const void *b)
{
    return strcmp((*(const struct view_reason *const *)a)->reason->id,
                  (*(const struct view_reason *const *)b)->reason->id);
}

/* Numbers are given for good, so there may be gaps. */
static void number_reasons(struct view *v)
{
    for (size_t i = 0; i < v->reason_count; i++)
        if ((size_t)v->reasons[i].reason->number >= v->number_count)
            v->number_count = (size_t)v->reasons[i].reason->number + 1;
    v->numbered = mem_alloc(v->arena, v->number_count * sizeof *v->numbered);
    for (size_t i = 0; i < v->reason_count; i++)
        v->numbered[v->reasons[i].reason->number] = &v->reasons[i];
}

static void derive_reasons(struct view *v)
{
    const struct model *m = v->model;

    v->reason_count = m->reason_count;
    v->reasons = mem_alloc(v->arena, m->reason_count * sizeof *v->reasons);
    v->reasons_by_id = mem_alloc(v->arena, m->reason_count * sizeof(void *));
    for (size_t i = 0; i < m->reason_count; i++) {
        struct view_reason *r = &v->reasons[i];

        r->reason = &m->reasons[i];
        r->symbol = symbol_of(v->arena, "REASON", r->reason->id);
        r->aliases =
            mem_alloc(v->arena, r->reason->alias_count * sizeof *r->aliases);
        for (size_t j = 0; j < r->reason->alias_count; j++)
            r->aliases[j] =
                symbol_of(v->arena, "REASON", r->reason->aliases[j].text);
        derive_acts(r->reason, r->actions, r->parties);
        v->reasons_by_id[i] = r;
    }
    qsort(v->reasons_by_id, m->reason_count, sizeof *v->reasons_by_id,
          by_reason_id);
    number_reasons(v);
}

/* What is being made may still be written to. */
static struct view_entry *own_entry(const struct view *v,
                                    const struct view_entry *e)
{
    return e ? &v->entries[e - v->entries] : NULL;
}

static struct view_reason *own_reason(const struct view *v, const char *id)
{
    return &v->reasons[view_reason(v, id) - v->reasons];
}

static void add_alias(struct view *v, struct view_entry *e, const char *symbol)
{
    const char **at =
        mem_push(v->arena, &e->aliases, &e->alias_count, sizeof *at);

    *at = symbol;
}

/* The symbol of a number without a name stays by itself when a standard takes
 * the number. */
static void derive_aliases(struct view *v, struct view_entry *e)
{
    const struct model *m = v->model;
    const char *code = e->entry->code;

    for (size_t i = 0; i < e->entry->alias_count; i++)
        add_alias(
            v, e,
            symbol_of_name(v->arena, e->entry, e->entry->aliases[i].text));
    for (size_t i = 0; i < m->promise_count && e->entry->name; i++)
        if (m->promises[i].code && strcmp(m->promises[i].code, code) == 0 &&
            strcmp(m->promises[i].symbol, symbol_of_numbers(v->arena, code)) ==
                0)
            add_alias(v, e, m->promises[i].symbol);
}

/* What only providers define may have been seen and nowhere written down. */
static const char *first_reference(const struct view *v,
                                   const struct prose *prose)
{
    return prose->ref_count ? view_ref_text(v, &prose->refs[0])
                            : mem_printf(v->arena, "seen in %s", prose->seen);
}

static void derive_entry(struct view *v, struct view_entry *e)
{
    const struct prose *prose = &e->entry->prose;

    e->symbol = symbol_of_entry(v->arena, e->entry);
    derive_aliases(v, e);
    e->reason = view_reason(v, e->entry->reason)->reason;
    e->main_class = view_gravest(e->entry->classes);
    derive_acts(e->reason, e->actions, e->parties);
    if (e->is_made)
        derive_used_acts(v, e);
    e->party = e->parties[e->main_class];
    e->advice = view_advice(prose, e->party);
    if (!e->advice)
        e->advice = prose->advice_count ? prose->advices[0].text : "";
    e->reference = first_reference(v, prose);
}

/* Each use may make an entry. */
static size_t use_count(const struct model *m)
{
    size_t count = 0;

    for (size_t i = 0; i < m->provider_count; i++)
        count += m->providers[i].use_count;
    return count;
}

static void derive_entries(struct view *v)
{
    const struct model *m = v->model;

    v->entry_count = m->entry_count;
    v->entries = mem_alloc(v->arena, (m->entry_count + use_count(m)) *
                                         sizeof *v->entries);
    for (size_t i = 0; i < m->entry_count; i++) {
        v->entries[i].entry = &m->entries[i];
        v->entries[i].last = m->entries[i].detail;
        v->reply_count += m->entries[i].kind == ENTRY_REPLY;
    }
    derive_sort(v);
    derive_used(v);
    derive_keys(v);
    for (size_t i = 0; i < v->entry_count; i++) {
        v->entries[i].id = (unsigned)i + 1;
        derive_entry(v, &v->entries[i]);
    }
}

static void add_symbol(struct view *v, const struct view_entry *e,
                       const char *text)
{
    struct view_symbol *s =
        mem_push(v->arena, &v->symbols, &v->symbol_count, sizeof *s);

    *s = (struct view_symbol){text, e};
}

/* A symbol of today has its entry's place. */
static void derive_symbols(struct view *v)
{
    for (size_t i = 0; i < v->entry_count; i++)
        add_symbol(v, &v->entries[i], v->entries[i].symbol);
    for (size_t i = 0; i < v->entry_count; i++)
        for (size_t j = 0; j < v->entries[i].alias_count; j++)
            add_symbol(v, &v->entries[i], v->entries[i].aliases[j]);
}

static void add_to_reason(struct view *v, const struct view_entry *e)
{
    struct view_reason *r = own_reason(v, e->entry->reason);
    const struct view_entry **at =
        mem_push(v->arena, &r->entries, &r->entry_count, sizeof *at);

    *at = e;
}

static void pair_up(struct view *v, struct view_entry *side,
                    const struct view_entry *reply,
                    const struct view_entry *status, const struct pair *p)
{
    struct view_pair *pair =
        mem_push(v->arena, &side->pairs, &side->pair_count, sizeof *pair);

    *pair = (struct view_pair){reply, status, p->by, &p->rfc, p->provider};
}

static bool speaks_of(const struct view_entry *e, const char *code)
{
    const struct prose *p = &e->entry->prose;

    for (size_t i = 0; i < p->confused_count; i++)
        if (strcmp(p->confused[i].with, code) == 0)
            return true;
    return false;
}

/* Links go both ways: what e says of others, unless they speak of e too. */
static void add_remarks(struct view *v, const struct view_entry *e)
{
    const struct prose *p = &e->entry->prose;

    for (size_t i = 0; i < p->confused_count; i++) {
        const struct confused *c = &p->confused[i];
        struct view_entry *to = own_entry(v, view_find(v, c->with));
        struct view_remark *at;

        if (speaks_of(to, e->entry->code))
            continue;
        at = mem_push(v->arena, &to->remarks, &to->remark_count, sizeof *at);
        *at = (struct view_remark){e, c->text};
    }
}

static void add_source(struct view *v, const struct view_entry *e,
                       const char *instead)
{
    struct view_entry *to = own_entry(v, view_find(v, instead));
    const struct view_entry **at;

    if (to->source_count && to->sources[to->source_count - 1] == e)
        return;
    at = mem_push(v->arena, &to->sources, &to->source_count, sizeof *at);
    *at = e;
}

static void add_sources(struct view *v, const struct view_entry *e)
{
    const struct origin *origin = e->entry->origin;
    const struct retired *retired = e->entry->retired;

    for (size_t i = 0; origin && i < origin->insteads; i++)
        add_source(v, e, origin->instead[i]);
    for (size_t i = 0; retired && i < retired->insteads; i++)
        add_source(v, e, retired->instead[i]);
}

/* Statuses in order, so both sides' lists come out sorted; patterns such as
 * 5xx name no reply and stay with the status alone. */
static void derive_links(struct view *v)
{
    for (size_t i = 0; i < v->entry_count; i++) {
        struct view_entry *e = &v->entries[i];

        add_to_reason(v, e);
        add_remarks(v, e);
        add_sources(v, e);
        for (size_t j = 0; j < e->entry->pair_count; j++) {
            const struct pair *p = &e->entry->pairs[j];
            struct view_entry *reply =
                is_digit(p->reply[1]) ? own_entry(v, view_find(v, p->reply))
                                      : NULL;

            if (!reply)
                continue;
            pair_up(v, e, reply, e, p);
            pair_up(v, reply, reply, e, p);
        }
    }
}

static int by_message_id(const void *a, const void *b)
{
    return strcmp((*(const struct message *const *)a)->id,
                  (*(const struct message *const *)b)->id);
}

static int by_provider_id(const void *a, const void *b)
{
    return strcmp((*(const struct provider *const *)a)->id,
                  (*(const struct provider *const *)b)->id);
}

static int by_reference(const void *a, const void *b)
{
    const struct reference *x = *(const struct reference *const *)a;
    const struct reference *y = *(const struct reference *const *)b;

    if (x->rfc != y->rfc)
        return !x->rfc ? 1 : !y->rfc ? -1 : x->rfc < y->rfc ? -1 : 1;
    return x->id ? strcmp(x->id, y->id) : 0;
}

static void derive_lists(struct view *v)
{
    const struct model *m = v->model;

    v->messages = mem_alloc(v->arena, m->message_count * sizeof(void *));
    v->providers = mem_alloc(v->arena, m->provider_count * sizeof(void *));
    v->references = mem_alloc(v->arena, m->reference_count * sizeof(void *));
    for (size_t i = 0; i < m->message_count; i++)
        v->messages[i] = &m->messages[i];
    for (size_t i = 0; i < m->provider_count; i++)
        v->providers[i] = &m->providers[i];
    for (size_t i = 0; i < m->reference_count; i++)
        v->references[i] = &m->references[i];
    qsort(v->messages, m->message_count, sizeof *v->messages, by_message_id);
    qsort(v->providers, m->provider_count, sizeof *v->providers,
          by_provider_id);
    qsort(v->references, m->reference_count, sizeof *v->references,
          by_reference);
}

static void derive_reverse(struct view *v)
{
    for (size_t i = 0; i < v->model->message_count; i++) {
        struct view_reason *r = own_reason(v, v->messages[i]->reason);
        const struct message **at =
            mem_push(v->arena, &r->messages, &r->message_count, sizeof *at);

        *at = v->messages[i];
    }
    for (size_t i = 0; i < v->model->provider_count; i++) {
        const struct provider *p = v->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            struct view_entry *e = own_entry(v, view_used(v, p->uses[j].code));
            struct view_use *use;

            if (!e || e->is_made) /* which has its uses */
                continue;
            use = mem_push(v->arena, &e->uses, &e->use_count, sizeof *use);
            *use = (struct view_use){p, &p->uses[j]};
        }
    }
}

/* The keys are distinct: check.c refuses two entries with one code. */
static void expect_distinct(bool distinct)
{
    assert(distinct);
    (void)distinct;
}

static void hash_replies(struct view *v)
{
    size_t n = v->reply_count;
    size_t pair[2];
    uint64_t *keys = mem_alloc(v->arena, n * sizeof *keys);

    for (size_t i = 0; i < n; i++)
        keys[i] = phash_word_of_reply(v->entries[i].entry->code);
    expect_distinct(phash_build_sparse(v->arena, keys, n, &v->replies, pair));
}

/* Numbers that have one word stand together, since they differ in the last
 * digit alone. */
static void hash_statuses(struct view *v)
{
    uint64_t *words = mem_alloc(v->arena, v->key_count * sizeof *words);
    size_t pair[2];

    for (size_t i = v->reply_key_count; i < v->key_count; i++) {
        uint64_t word = phash_word_of_status(v->keys[i].code);

        if (v->tens_count == 0 || words[v->tens_count - 1] != word) {
            words[v->tens_count] = word;
            *(struct view_tens *)mem_push(v->arena, &v->tens, &v->tens_count,
                                          sizeof *v->tens) =
                (struct view_tens){i, 0};
        }
        v->tens[v->tens_count - 1].count++;
    }
    expect_distinct(
        phash_build_sparse(v->arena, words, v->tens_count, &v->statuses, pair));
}

static void hash_symbols(struct view *v)
{
    size_t n = v->symbol_count;
    size_t pair[2];
    uint64_t *keys = mem_alloc(v->arena, n * sizeof *keys);
    const char **names = mem_alloc(v->arena, n * sizeof *names);

    for (size_t i = 0; i < n; i++)
        names[i] = v->symbols[i].text;
    if (!phash_find_windows(names, n, &v->windows, pair))
        mem_die(names[pair[0]],
                mem_printf(v->arena,
                           "too like %s, or too short, for the table of "
                           "symbols; expected another name",
                           names[pair[1]]));
    for (size_t i = 0; i < n; i++)
        keys[i] = phash_word_of_name(&v->windows, names[i], strlen(names[i]));
    expect_distinct(phash_build(v->arena, keys, n, &v->names, pair));
}

void derive_view(struct arena *arena, const struct model *model,
                 struct view *view)
{
    *view = (struct view){.model = model, .arena = arena};
    derive_lists(view);
    derive_reasons(view);
    derive_entries(view);
    derive_symbols(view);
    derive_links(view);
    derive_reverse(view);
    derive_messages(view);
    hash_replies(view);
    hash_statuses(view);
    hash_symbols(view);
}
