/* SPDX-License-Identifier: 0BSD */
#include "derive.h"

#include "symbol.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int view_gravest(unsigned classes)
{
    static const int order[] = {5, 4, 2, 3};

    for (size_t i = 0; i < 4; i++)
        if (classes & 1u << order[i])
            return order[i];
    return 5;
}

const char *view_advice(const struct prose *prose, enum party party)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == party)
            return prose->advices[i].text;
    return NULL;
}

static long entry_rank(const struct entry *e)
{
    return e->kind == ENTRY_REPLY ? e->reply
                                  : 10000 + e->subject * 1000L + e->detail;
}

static int by_rank(const void *a, const void *b)
{
    const struct view_entry *x = a, *y = b;
    long p = entry_rank(x->entry), q = entry_rank(y->entry);

    return p < q ? -1 : p > q;
}

static struct view_entry *find_entry(const struct view *view, const char *code)
{
    long rank = code[0] != 'X' ? strtol(code, NULL, 10) : 0;
    size_t low = 0, high = view->entry_count;

    if (code[0] == 'X') {
        char *dot;

        rank = 10000 + strtol(code + 2, &dot, 10) * 1000;
        rank += strtol(dot + 1, NULL, 10);
    }
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (entry_rank(view->entries[mid].entry) < rank)
            low = mid + 1;
        else
            high = mid;
    }
    return low < view->entry_count &&
                   entry_rank(view->entries[low].entry) == rank
               ? &view->entries[low]
               : NULL;
}

const struct view_entry *view_find(const struct view *view, const char *code)
{
    return find_entry(view, code);
}

static struct view_reason *find_reason(const struct view *view, const char *id)
{
    for (size_t i = 0; i < view->reason_count; i++)
        if (strcmp(view->reasons[i].reason->id, id) == 0)
            return &view->reasons[i];
    assert(false); /* check_run saw to it */
    return NULL;
}

const struct view_reason *view_reason(const struct view *view, const char *id)
{
    return find_reason(view, id);
}

const struct reference *view_reference(const struct view *view,
                                       const struct ref *ref)
{
    for (size_t i = 0; i < view->model->reference_count; i++) {
        const struct reference *r = view->references[i];

        if (ref->rfc ? r->rfc == ref->rfc
                     : r->id && strcmp(r->id, ref->source) == 0)
            return r;
    }
    assert(false); /* check_run saw to it */
    return NULL;
}

const char *view_ref_text(const struct view *view, const struct ref *ref)
{
    const char *section = ref->section;

    if (!ref->rfc)
        return view_reference(view, ref)->title;
    return section ? mem_printf(view->arena, "RFC %d, section %s", ref->rfc,
                                section)
                   : mem_printf(view->arena, "RFC %d", ref->rfc);
}

/* What follows in each class. A success is a success and a continuation a
 * continuation, whatever the code's reason is in a failure. A class for
 * which the reason says nothing is left to a human. */
static void derive_acts(const struct reason *reason, enum action actions[6],
                        enum party parties[6])
{
    for (int d = 0; d < 6; d++) {
        actions[d] = ACTION_READ_TEXT;
        parties[d] = PARTY_SENDER;
    }
    for (size_t i = 0; i < reason->act_count; i++) {
        actions[reason->acts[i].class] = reason->acts[i].action;
        parties[reason->acts[i].class] = reason->acts[i].party;
    }
    actions[2] = ACTION_NONE;
    actions[3] = ACTION_CONTINUE;
    parties[2] = parties[3] = PARTY_NOBODY;
}

static void derive_reasons(struct view *v)
{
    const struct model *m = v->model;

    v->reason_count = m->reason_count;
    v->reasons = mem_alloc(v->arena, m->reason_count * sizeof *v->reasons);
    for (size_t i = 0; i < m->reason_count; i++) {
        struct view_reason *r = &v->reasons[i];

        r->reason = &m->reasons[i];
        r->symbol = symbol_of(v->arena, "REASON", r->reason->id);
        derive_acts(r->reason, r->actions, r->parties);
    }
}

static void derive_entry(struct view *v, struct view_entry *e)
{
    const struct prose *prose = &e->entry->prose;

    e->symbol = symbol_of_entry(v->arena, e->entry);
    e->reason = view_reason(v, e->entry->reason)->reason;
    e->main_class = view_gravest(e->entry->classes);
    derive_acts(e->reason, e->actions, e->parties);
    e->party = e->parties[e->main_class];
    e->advice = view_advice(prose, e->party);
    if (!e->advice)
        e->advice = prose->advice_count ? prose->advices[0].text : "";
    e->reference = view_ref_text(v, &prose->refs[0]);
}

static void derive_entries(struct view *v)
{
    const struct model *m = v->model;

    v->entry_count = m->entry_count;
    v->entries = mem_alloc(v->arena, (m->entry_count + 1) * sizeof *v->entries);
    for (size_t i = 0; i < m->entry_count; i++) {
        v->entries[i].entry = &m->entries[i];
        v->reply_count += m->entries[i].kind == ENTRY_REPLY;
    }
    if (v->entry_count)
        qsort(v->entries, v->entry_count, sizeof *v->entries, by_rank);
    for (size_t i = 0; i < v->entry_count; i++) {
        v->entries[i].id = (unsigned)i + 1;
        derive_entry(v, &v->entries[i]);
    }
}

static void add_to_reason(struct view *v, const struct view_entry *e)
{
    for (size_t i = 0; i < v->reason_count; i++) {
        struct view_reason *r = &v->reasons[i];
        const struct view_entry **at;

        if (r->reason != e->reason)
            continue;
        at = mem_push(v->arena, &r->entries, &r->entry_count, sizeof *at);
        *at = e;
    }
}

static void pair_up(struct view *v, struct view_entry *side,
                    const struct view_entry *reply,
                    const struct view_entry *status, const struct pair *p)
{
    struct view_pair *pair =
        mem_push(v->arena, &side->pairs, &side->pair_count, sizeof *pair);

    *pair = (struct view_pair){reply, status, p->by, p->provider};
}

/* Statuses in order, so both sides' lists come out sorted; patterns such as
 * 5xx name no reply and stay with the status alone. */
static void derive_links(struct view *v)
{
    for (size_t i = 0; i < v->entry_count; i++) {
        struct view_entry *e = &v->entries[i];

        add_to_reason(v, e);
        for (size_t j = 0; j < e->entry->pair_count; j++) {
            const struct pair *p = &e->entry->pairs[j];
            struct view_entry *reply = p->reply[1] >= '0' && p->reply[1] <= '9'
                                           ? find_entry(v, p->reply)
                                           : NULL;

            if (!reply)
                continue;
            pair_up(v, e, reply, e, p);
            pair_up(v, reply, reply, e, p);
        }
    }
}

/* Which entry a provider's use speaks of: "421", "X.7.27", "5.7.1", not a
 * range. */
static struct view_entry *used_entry(const struct view *v, const char *code)
{
    char status[16];

    if (code[1] != '.')
        return find_entry(v, code);
    if (strchr(code, '-') || strlen(code) >= sizeof status)
        return NULL;
    memcpy(status, code, strlen(code) + 1);
    status[0] = 'X';
    return find_entry(v, status);
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

    v->messages = mem_alloc(v->arena, (m->message_count + 1) * sizeof(void *));
    v->providers =
        mem_alloc(v->arena, (m->provider_count + 1) * sizeof(void *));
    v->references =
        mem_alloc(v->arena, (m->reference_count + 1) * sizeof(void *));
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
        struct view_reason *r = find_reason(v, v->messages[i]->reason);
        const struct message **at =
            mem_push(v->arena, &r->messages, &r->message_count, sizeof *at);

        *at = v->messages[i];
    }
    for (size_t i = 0; i < v->model->provider_count; i++) {
        const struct provider *p = v->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            struct view_entry *e = used_entry(v, p->uses[j].code);
            struct view_use *use;

            if (!e)
                continue;
            use = mem_push(v->arena, &e->uses, &e->use_count, sizeof *use);
            *use = (struct view_use){p, &p->uses[j]};
        }
    }
}

/* The keys are distinct: check.c refuses two entries with one code. */
static void build(struct view *v, const uint64_t *keys, size_t count,
                  struct phash *hash)
{
    size_t pair[2];
    bool built = phash_build(v->arena, keys, count, hash, pair);

    assert(built);
    (void)built;
}

static void derive_hashes(struct view *v)
{
    size_t n = v->entry_count, replies = v->reply_count;
    uint64_t *keys = mem_alloc(v->arena, (n + 1) * sizeof *keys);
    const char **names = mem_alloc(v->arena, (n + 1) * sizeof *names);

    for (size_t i = 0; i < n; i++) {
        const char *code = v->entries[i].entry->code;

        names[i] = v->entries[i].symbol;
        keys[i] = i < replies ? phash_word_of_reply(code)
                              : phash_word_of_status(code);
    }
    build(v, keys, replies, &v->replies);
    build(v, keys + replies, n - replies, &v->statuses);
    if (!phash_find_windows(names, n, &v->windows))
        mem_die("symbols", "no windows tell them apart");
    for (size_t i = 0; i < n; i++)
        keys[i] = phash_word_of_name(&v->windows, names[i], strlen(names[i]));
    build(v, keys, n, &v->names);
}

void derive_view(struct arena *arena, const struct model *model,
                 struct view *view)
{
    *view = (struct view){.model = model, .arena = arena};
    derive_lists(view);
    derive_reasons(view);
    derive_entries(view);
    derive_links(view);
    derive_reverse(view);
    derive_hashes(view);
}
