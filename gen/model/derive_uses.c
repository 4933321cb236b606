/* SPDX-License-Identifier: 0BSD
 *
 * Which numbers there are: the catalogue's entries, those that nobody but
 * providers defines, and each number of a range.
 */
#include "model/derive.h"

#include <stdlib.h>
#include <string.h>

/* A use with what it is sorted by: number, end of the range, provider. */
struct used {
    struct view_span span;
    size_t order;
    struct view_use use;
};

static int by_span(const void *a, const void *b)
{
    const struct used *x = a, *y = b;
    int order = view_span_order(&x->span, &y->span);

    return order ? order : (int)x->order - (int)y->order;
}

static int entry_at(const void *rank, const void *item)
{
    long want = *(const long *)rank;
    long rank_here = view_rank(((const struct view_entry *)item)->entry);

    return want < rank_here ? -1 : want > rank_here;
}

/* Does the catalogue have an entry of its own? A range never has one. */
static bool is_registered(const struct view *v, const struct view_span *s)
{
    long rank = view_span_rank(s);

    return s->first == s->last && bsearch(&rank, v->entries, v->entry_count,
                                          sizeof *v->entries, entry_at);
}

/* The uses of what the catalogue has no entry for, in order. */
static struct used *gather(struct view *v, size_t *count)
{
    struct used *list = NULL;

    *count = 0;
    for (size_t i = 0; i < v->model->provider_count; i++) {
        const struct provider *p = v->providers[i];

        for (size_t j = 0; j < p->use_count; j++) {
            struct view_span span = view_span(p->uses[j].code);
            struct used *at;

            if (is_registered(v, &span))
                continue;
            at = mem_push(v->arena, &list, count, sizeof *at);
            *at = (struct used){span, *count, {p, &p->uses[j]}};
        }
    }
    if (*count)
        qsort(list, *count, sizeof *list, by_span);
    return list;
}

static struct entry *new_entry(struct view *v, const struct used *first)
{
    struct entry *e = mem_alloc(v->arena, sizeof *e);
    const struct view_span *s = &first->span;
    const char *code = first->use.use->code;

    *e = (struct entry){
        .at = first->use.use->at,
        .kind = s->is_reply ? ENTRY_REPLY : ENTRY_STATUS,
        .code = s->is_reply ? code : mem_printf(v->arena, "X%s", code + 1),
        .reply = s->is_reply ? s->first : 0,
        .subject = s->subject,
        .detail = s->is_reply ? 0 : s->first,
        .standing = STANDING_PROVIDER};
    return e;
}

static void add_use(struct view *v, struct view_entry *e, struct entry *entry,
                    const struct view_use *use, unsigned classes)
{
    struct view_use *at =
        mem_push(v->arena, &e->uses, &e->use_count, sizeof *at);

    *at = *use;
    entry->classes |= classes;
}

/* The replies that a status comes with are those its uses are bound to. */
static void add_pairs(struct view *v, struct entry *entry,
                      const struct view_use *use)
{
    for (size_t i = 0; i < use->use->reply_count; i++) {
        struct pair *p =
            mem_push(v->arena, &entry->pairs, &entry->pair_count, sizeof *p);

        *p = (struct pair){.at = use->use->at,
                           .reply = use->use->replies[i],
                           .by = BY_PROVIDER,
                           .provider = use->provider->id};
    }
}

/* One entry for the uses from list on that speak of the same numbers; return
 * how many these are. */
static size_t make_entry(struct view *v, const struct used *list, size_t count)
{
    struct entry *entry = new_entry(v, list);
    struct view_entry *e = &v->entries[v->entry_count++];
    size_t n = 0;

    *e = (struct view_entry){
        .entry = entry,
        .is_made = true,
        .last = entry->kind == ENTRY_REPLY ? 0 : list->span.last};
    v->reply_count += entry->kind == ENTRY_REPLY;
    for (; n < count && view_span_order(&list[n].span, &list->span) == 0; n++) {
        add_use(v, e, entry, &list[n].use, view_use_classes(list[n].use.use));
        if (entry->kind == ENTRY_STATUS)
            add_pairs(v, entry, &list[n].use);
    }
    return n;
}

/* --- numbers within ranges ----------------------------------------------- */

static int width(const struct view_entry *e)
{
    return e->last - e->entry->detail;
}

static bool is_within(const struct view_entry *e, const struct view_entry *in)
{
    return in->entry->detail <= e->entry->detail && e->last <= in->last;
}

bool derive_is_own(const struct view_entry *e, const struct use *use)
{
    return e->entry->kind == ENTRY_REPLY ||
           strcmp(use->code + 1, e->entry->code + 1) == 0;
}

static unsigned own_classes(const struct view_entry *e)
{
    unsigned set = 0;

    for (size_t i = 0; i < e->use_count; i++)
        if (derive_is_own(e, e->uses[i].use))
            set |= view_use_classes(e->uses[i].use);
    return set;
}

/* The closest range around e that speaks of a class that e does not, or NULL.
 */
static const struct view_entry *
range_around(const struct view *v, const struct view_entry *e, int class)
{
    const struct view_entry *best = NULL, *in;
    size_t count;

    for (in = view_subject(v, e->entry->subject, &count); count--; in++)
        if (in->is_made && is_within(e, in) && own_classes(in) & 1u << class &&
            (!best || width(in) < width(best)))
            best = in;
    return best;
}

/* A lookup takes no class, so that an entry answers for all of its number:
 * what a range around it means in a class of which its own uses say nothing
 * (4.7.700 is one thing, and 5.7.700 to 5.7.750 another) it says, too. */
static void add_classes(struct view *v, struct view_entry *e)
{
    unsigned own = own_classes(e);
    struct entry *entry = mem_alloc(v->arena, sizeof *entry);

    *entry = *e->entry;
    e->entry = entry;
    for (int class = CLASS_PERMANENT; class >= CLASS_SUCCESS; class --) {
        const struct view_entry *in =
            own & 1u << class ? NULL : range_around(v, e, class);

        for (size_t i = 0; in && i < in->use_count; i++)
            if (derive_is_own(in, in->uses[i].use) &&
                view_use_classes(in->uses[i].use) & 1u << class)
                add_use(v, e, entry, &in->uses[i], 1u << class);
    }
}

void derive_used(struct view *v)
{
    size_t count;
    struct used *list = gather(v, &count);

    for (size_t i = 0; i < count;)
        i += make_entry(v, list + i, count - i);
    derive_sort(v);
    for (size_t i = v->reply_count; i < v->entry_count; i++)
        if (v->entries[i].is_made)
            add_classes(v, &v->entries[i]);
    for (size_t i = 0; i < v->entry_count; i++)
        if (v->entries[i].is_made)
            derive_said(v, &v->entries[i]);
}

/* --- keys ---------------------------------------------------------------- */

static void add_key(struct view *v, size_t entry, const char *code, long rank)
{
    struct view_key *at =
        mem_push(v->arena, &v->keys, &v->key_count, sizeof *at);

    *at = (struct view_key){code, rank, entry};
}

/* Of the entries that speak of a number the closest has it: among those of
 * a subject, which are the count from first on. */
static void add_subject(struct view *v, size_t first, size_t count)
{
    enum { DETAILS = 1000 };
    size_t owner[DETAILS] = {0}; /* from 1 on */
    int subject = v->entries[first].entry->subject;
    long rank =
        view_rank(v->entries[first].entry) - v->entries[first].entry->detail;

    for (size_t i = first; i < first + count; i++) {
        const struct view_entry *e = &v->entries[i];

        for (int n = e->entry->detail; n <= e->last; n++)
            if (!owner[n] || width(e) < width(&v->entries[owner[n] - 1]))
                owner[n] = i + 1;
    }
    for (int n = 0; n < DETAILS; n++)
        if (owner[n])
            add_key(v, owner[n] - 1,
                    mem_printf(v->arena, "X.%d.%d", subject, n), rank + n);
}

void derive_keys(struct view *v)
{
    for (size_t i = 0; i < v->reply_count; i++)
        add_key(v, i, v->entries[i].entry->code,
                view_rank(v->entries[i].entry));
    v->reply_key_count = v->key_count;
    for (size_t i = v->reply_count; i < v->entry_count;) {
        size_t count;

        view_subject(v, v->entries[i].entry->subject, &count);
        add_subject(v, i, count);
        i += count;
    }
}
