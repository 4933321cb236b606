/* SPDX-License-Identifier: 0BSD */
#include "model/view.h"

#include "base/buf.h"
#include "base/text.h"

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

static long status_rank(int subject, int detail)
{
    return 10000 + subject * 1000L + detail;
}

long view_rank(const struct entry *e)
{
    return e->kind == ENTRY_REPLY ? e->reply
                                  : status_rank(e->subject, e->detail);
}

long view_span_rank(const struct view_span *s)
{
    return s->is_reply ? s->first : status_rank(s->subject, s->first);
}

int view_span_order(const struct view_span *a, const struct view_span *b)
{
    long x = view_span_rank(a), y = view_span_rank(b);

    if (x == y) {
        x = a->last;
        y = b->last;
    }
    return x < y ? -1 : x > y;
}

/* The first entry of at least that rank: a number stands before the ranges
 * that begin with it. */
static size_t first_from(const struct view *view, long rank)
{
    size_t low = 0, high = view->entry_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (view_rank(view->entries[mid].entry) < rank)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static int key_at(const void *rank, const void *item)
{
    long want = *(const long *)rank;
    long rank_here = ((const struct view_key *)item)->rank;

    return want < rank_here ? -1 : want > rank_here;
}

const struct view_entry *view_find(const struct view *view, const char *code)
{
    struct view_span span = view_span(code);
    long rank = view_span_rank(&span);
    const struct view_key *key =
        view->key_count
            ? bsearch(&rank, view->keys, view->key_count, sizeof *key, key_at)
            : NULL;

    return key ? &view->entries[key->entry] : NULL;
}

struct view_span view_span(const char *code)
{
    struct view_span s = {.is_reply = code[1] != '.'};
    char *end = NULL;

    if (!s.is_reply)
        s.subject = (int)strtol(code + 2, &end, 10);
    s.first = s.last = (int)strtol(end ? end + 1 : code, &end, 10);
    if (*end == '-')
        s.last = (int)strtol(end + 1, NULL, 10);
    return s;
}

unsigned view_use_classes(const struct use *use)
{
    unsigned set = 0;

    if (use->code[0] != 'X')
        return 1u << (use->code[0] - '0');
    for (size_t i = 0; i < use->reply_count; i++)
        set |= 1u << (use->replies[i][0] - '0');
    set &= ~(1u << 3); /* no status has that class */
    return set ? set : 1u << 4 | 1u << 5;
}

const struct view_entry *view_used(const struct view *view, const char *code)
{
    struct view_span span = view_span(code);
    const struct view_entry *e;
    size_t count;

    if (span.is_reply)
        return view_find(view, code);
    e = view_subject(view, span.subject, &count);
    for (; count--; e++)
        if (e->entry->detail == span.first && e->last == span.last)
            return e;
    return NULL;
}

bool view_is_range(const struct view_entry *e)
{
    return e->last != e->entry->detail;
}

int view_first(const struct view *view, const struct view_entry *e)
{
    size_t self = (size_t)(e - view->entries);

    for (size_t i = view->reply_key_count; i < view->key_count; i++)
        if (view->keys[i].entry == self)
            return (int)(view->keys[i].rank - view_rank(e->entry)) +
                   e->entry->detail;
    return e->entry->detail;
}

const struct view_entry *view_lookup(const struct view *view, const char *code)
{
    char status[16] = "X";
    size_t len;

    if (code[0] && code[1] != '.')
        return strlen(code) == 3 ? view_find(view, code) : NULL;
    len = text_status(code);
    if (len == 0 || code[len] || len >= sizeof status)
        return NULL;
    memcpy(status + 1, code + 1, len);
    return view_find(view, status);
}

const struct view_entry *view_subject(const struct view *view, int subject,
                                      size_t *count)
{
    size_t first = first_from(view, status_rank(subject, 0));

    *count = first_from(view, status_rank(subject + 1, 0)) - first;
    return view->entries + first;
}

const struct kind *view_kind(const struct kind *kinds, size_t count, int number)
{
    for (size_t i = 0; i < count; i++)
        if (kinds[i].number == number)
            return &kinds[i];
    return NULL;
}

static int reason_at(const void *id, const void *item)
{
    return strcmp(id, (*(const struct view_reason *const *)item)->reason->id);
}

const struct view_reason *view_reason(const struct view *view, const char *id)
{
    const struct view_reason *const *at = bsearch(
        id, view->reasons_by_id, view->reason_count, sizeof *at, reason_at);

    assert(at); /* check_run saw to it */
    return *at;
}

const struct view_reason *view_numbered(const struct view *view, size_t number)
{
    const struct view_reason *r = view->numbered[number];

    return r ? r : view_reason(view, "other");
}

static int provider_at(const void *id, const void *item)
{
    return strcmp(id, (*(const struct provider *const *)item)->id);
}

const struct provider *view_provider(const struct view *view, const char *id)
{
    const struct provider *const *at =
        bsearch(id, view->providers, view->model->provider_count, sizeof *at,
                provider_at);

    assert(at); /* check_run saw to it */
    return *at;
}

static int reference_at(const void *key, const void *item)
{
    const struct ref *ref = key;
    const struct reference *r = *(const struct reference *const *)item;

    if (ref->rfc && r->rfc)
        return ref->rfc < r->rfc ? -1 : ref->rfc > r->rfc;
    if (ref->rfc || r->rfc)
        return ref->rfc ? -1 : 1;
    return strcmp(ref->source, r->id);
}

const struct reference *view_reference(const struct view *view,
                                       const struct ref *ref)
{
    const struct reference *const *at =
        bsearch(ref, view->references, view->model->reference_count, sizeof *at,
                reference_at);

    assert(at); /* check_run saw to it */
    return *at;
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

const char *view_reference_id(struct arena *arena, const struct reference *r)
{
    return r->id ? r->id : mem_printf(arena, "rfc%d", r->rfc);
}

const char *view_reference_address(struct arena *arena,
                                   const struct reference *r)
{
    return r->rfc ? mem_printf(arena, "https://www.rfc-editor.org/rfc/rfc%d",
                               r->rfc)
                  : r->address;
}

/* A section is any text; what a fragment does not hold as it is stands there
 * by its number (RFC 3986, section 2.1). */
static const char *fragment(struct arena *arena, const char *section)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
    struct buf to = {0};
    const char *text;

    for (const char *s = section; *s; s++)
        if (strchr(plain, *s))
            buf_putc(&to, *s);
        else
            buf_printf(&to, "%%%02X", (unsigned char)*s);
    buf_puts(&to, "");
    text = mem_text(arena, to.text, to.len);
    buf_free(&to);
    return text;
}

const char *view_ref_address(const struct view *view, const struct ref *ref)
{
    const struct reference *r = view_reference(view, ref);
    const char *address = view_reference_address(view->arena, r);

    if (!r->rfc || !ref->section)
        return address;
    return mem_printf(view->arena, "%s#section-%s", address,
                      fragment(view->arena, ref->section));
}

enum action view_message_action(const struct view *view,
                                const struct message *m, int class)
{
    /* A success is a success, whatever is said. */
    if (m->has_action && class >= CLASS_TRANSIENT)
        return m->action;
    return view_reason(view, m->reason)->actions[class];
}

enum party view_party_for(enum action action, enum party party)
{
    bool receives = party == PARTY_RECIPIENT || party == PARTY_RECIPIENT_ADMIN;

    switch (action) {
    case ACTION_ASK_RECEIVER:
        return receives ? party : PARTY_RECIPIENT_ADMIN;
    case ACTION_FIX_SENDER:
    case ACTION_SLOW_DOWN:
        return receives ? PARTY_SENDER_ADMIN : party;
    case ACTION_FIX_MESSAGE:
    case ACTION_FIX_CLIENT:
        return receives ? PARTY_SENDER : party;
    default:
        return party;
    }
}

enum party view_message_party(const struct view *view, const struct message *m,
                              int class)
{
    enum party party = view_reason(view, m->reason)->parties[class];

    return m->has_action && class >= CLASS_TRANSIENT
               ? view_party_for(m->action, party)
               : party;
}

size_t view_samples(const struct view_entry *e,
                    const struct view_sample *picked[VIEW_SAMPLES])
{
    enum { OWN = 6 };
    const struct view_sample *samples = e->samples;
    const struct view_reason *last = NULL;
    size_t count = 0;

    for (size_t i = 0; i < e->sample_count && count < OWN; i++)
        if (samples[i].reason->reason == e->reason)
            picked[count++] = &samples[i];
    for (size_t i = 0; i < e->sample_count && count < VIEW_SAMPLES; i++) {
        const struct view_reason *r = samples[i].reason;

        if (r->reason != e->reason && r != last)
            picked[count++] = &samples[i];
        last = r;
    }
    return count;
}

bool view_is_first_use(const struct view_entry *e, size_t use)
{
    for (size_t i = 0; i < use; i++)
        if (e->uses[i].provider == e->uses[use].provider)
            return false;
    return true;
}

const char *view_actions_text(struct arena *arena,
                              const enum action actions[CLASSES],
                              unsigned classes)
{
    const char *text = "";

    for (int d = CLASS_SUCCESS; d <= CLASS_PERMANENT; d++)
        if (classes & 1u << d)
            text = mem_printf(arena, "%s%s%d=%s", text, *text ? "," : "", d,
                              model_actions[actions[d]]);
    return text;
}

unsigned view_reason_classes(const struct reason *r)
{
    unsigned classes = 0;

    for (size_t i = 0; i < r->act_count; i++)
        classes |= 1u << r->acts[i].class;
    return classes;
}
