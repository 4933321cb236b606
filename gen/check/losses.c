/* SPDX-License-Identifier: 0BSD */
#include "check/losses.h"

#include <stdlib.h>

/* What keeps a message from its own text, the nearest first. */
enum cause {
    DENIED,       /* an <unless> of its own */
    OUT_OF_SCOPE, /* its replies="..." or statuses="..." */
    STOLEN,       /* a phrase of another message */
    SHOWN,        /* words that show another provider */
    NO_REPLY,     /* a <match> without a reply code */
    IN_REPLY,     /* a <local> with one */
    UNMATCHED
};

struct loss {
    struct lost_text lost;
    enum cause cause;
    const struct match_source *by; /* the phrase that is to blame, or NULL */
    const struct message *winner;  /* of what was stolen */
    const char *shown;             /* the provider */
    size_t order;
};

/* The phrase for a message, or provider, that weighs most of those of a kind
 * in a text, of equals the first in the catalogue; NULL: there is none. */
static const struct match_source *heaviest(const struct losses *l,
                                           const struct smtpc_hits_ *hits,
                                           size_t target,
                                           enum smtpc_target_ kind)
{
    const struct match_source *best = NULL;
    unsigned score = 0;

    for (unsigned i = 0; i < hits->count; i++) {
        const struct smtpc_hit_ *h = &hits->hit[i];
        const struct match_source *source = match_source_of(l->tables, h);

        if (h->target == target && h->kind == kind &&
            (h->score > score || (h->score == score && source < best))) {
            best = source;
            score = h->score;
        }
    }
    return best;
}

static void find_cause(const struct losses *l, struct loss *loss,
                       const struct smtpc_hits_ *hits, const char *folded,
                       size_t len, const struct smtpc_case_ *about,
                       const struct smtpc_found_ *found)
{
    size_t own = (size_t)(loss->lost.message - l->model->messages);
    enum smtpc_target_ kind = about->is_reply ? SMTPC_MATCH_ : SMTPC_LOCAL_;
    const struct match_source *hit = heaviest(l, hits, own, kind);

    if (hit && smtpc_is_denied_(hits, (unsigned)own)) {
        loss->cause = DENIED;
        loss->by = match_denying(l->tables, own, folded, len);
        return;
    }
    if (hit && !smtpc_in_scope_(&l->tables->rules, &l->tables->messages[own],
                                about->code, about->status)) {
        loss->cause = OUT_OF_SCOPE;
    } else if (found->message) {
        loss->cause = STOLEN;
        loss->winner = &l->model->messages[found->message - 1];
        loss->by = heaviest(l, hits, found->message - 1, kind);
    } else if (heaviest(l, hits, own, SMTPC_MATCH_)) {
        loss->cause = NO_REPLY;
    } else if (heaviest(l, hits, own, SMTPC_LOCAL_)) {
        loss->cause = IN_REPLY;
    }
}

void losses_add(struct losses *losses, const struct lost_text *text,
                const char *folded, size_t len, const struct smtpc_case_ *about,
                const struct smtpc_found_ *found)
{
    struct loss *loss =
        mem_push(&losses->arena, &losses->list, &losses->count, sizeof *loss);
    struct smtpc_hits_ hits;

    *loss = (struct loss){
        .lost = *text, .cause = UNMATCHED, .order = losses->count};
    match_hits(losses->tables, folded, len, &hits);
    find_cause(losses, loss, &hits, folded, len, about, found);
}

void losses_add_shown(struct losses *losses, const struct lost_text *text,
                      const struct smtpc_hits_ *hits, unsigned provider)
{
    struct loss *loss =
        mem_push(&losses->arena, &losses->list, &losses->count, sizeof *loss);

    *loss = (struct loss){.lost = *text,
                          .cause = SHOWN,
                          .by = heaviest(losses, hits, provider, SMTPC_SHOWN_),
                          .shown = losses->model->providers[provider - 1].id,
                          .order = losses->count};
}

static int by_address(const void *x, const void *y)
{
    return x < y ? -1 : x > y;
}

/* By the phrase to blame, or where there is none by message: those in one
 * place of the catalogue stand in one array. */
static int by_cause(const void *a, const void *b)
{
    const struct loss *x = a, *y = b;

    int order = (int)x->cause - (int)y->cause;

    if (!order)
        order = by_address(x->by, y->by);
    if (!order && !x->by)
        order = by_address(x->lost.message, y->lost.message);
    return order ? order : (int)x->order - (int)y->order;
}

static bool same_cause(const struct loss *a, const struct loss *b)
{
    return a->cause == b->cause && a->by == b->by &&
           (a->by || a->lost.message == b->lost.message);
}

static const char *kind_of(const struct loss *loss)
{
    return loss->lost.is_phrase ? "phrase" : "example";
}

static const char *rule_of(const struct loss *loss)
{
    return loss->lost.is_phrase ? "dead-phrase" : "example-lost";
}

/* " and 3 more of its texts", or nothing. */
static const char *and_more(struct losses *l, size_t count)
{
    return count > 1
               ? mem_printf(&l->arena, " and %zu more of its texts", count - 1)
               : "";
}

static size_t messages_of(const struct loss *first, size_t count)
{
    size_t messages = 1;

    for (size_t i = 1; i < count; i++)
        messages += first[i].lost.message != first[i - 1].lost.message;
    return messages;
}

/* The example of a message that has that text, or NULL. */
static const struct note *same_example(const struct message *m,
                                       const struct lost_text *lost)
{
    for (size_t i = 0; i < m->example_count && !lost->is_phrase; i++)
        if (strcmp(m->examples[i].text, lost->text) == 0)
            return &m->examples[i];
    return NULL;
}

/* An example that stands with the winner, too, is the cause of it all. */
static bool tell_twice(const struct loss *loss, struct diag *diag)
{
    const struct note *same = same_example(loss->winner, &loss->lost);

    if (same)
        diag_error(
            diag, loss->lost.at, rule_of(loss),
            "the example \"%s\" of \"%s\" is one of \"%s\" (%s:%d), too, "
            "which wins it; expected it once",
            loss->lost.text, loss->lost.message->id, loss->winner->id,
            same->at.file, same->at.line);
    return same != NULL;
}

/* Texts of one message that another wins: told where the first stands. */
static void tell_loser(struct losses *l, const struct loss *first, size_t count,
                       struct diag *diag)
{
    for (size_t i = 0; i < count; i++)
        if (tell_twice(&first[i], diag))
            return;
    if (first->lost.is_phrase)
        diag_error(diag, first->lost.at, rule_of(first),
                   "phrase \"%s\" of \"%s\" can never win: \"%s\" of \"%s\" "
                   "(%s:%d) wins its own words%s; expected more words there, "
                   "a heavier phrase here (longer, or with a ! at its end), "
                   "or only one of the two",
                   first->lost.text, first->lost.message->id, first->by->text,
                   first->winner->id, first->by->at.file, first->by->at.line,
                   and_more(l, count));
    else
        diag_error(diag, first->lost.at, rule_of(first),
                   "phrase \"%s\" of \"%s\" (%s:%d) wins the example \"%s\" of "
                   "\"%s\"%s; expected more words there, which this text does "
                   "not have, or a heavier phrase here (longer, or with a ! "
                   "at its end)",
                   first->by->text, first->winner->id, first->by->at.file,
                   first->by->at.line, first->lost.text,
                   first->lost.message->id, and_more(l, count));
}

/* Texts of several messages that one phrase wins: told where it stands. */
static void tell_thief(struct losses *l, const struct loss *first, size_t count,
                       size_t messages, struct diag *diag)
{
    enum { NAMED = 3 };
    const size_t most = messages < NAMED ? messages : NAMED;
    const struct message *last = NULL;
    const char *names = "";
    size_t named = 0;

    for (size_t i = 0; named < most; i++) {
        const struct lost_text *lost = &first[i].lost;

        if (lost->message == last)
            continue;
        last = lost->message;
        named++;
        names = mem_printf(&l->arena, "%s%s \"%s\" (%s:%d)", names,
                           named > 1 ? "," : "", lost->message->id,
                           lost->at.file, lost->at.line);
    }
    diag_error(diag, first->by->at, rule_of(first),
               "phrase \"%s\" of \"%s\" wins %zu texts of other messages:%s%s; "
               "expected words that only its own texts have",
               first->by->text, first->winner->id, count, names,
               messages > most
                   ? mem_printf(&l->arena, " and %zu more", messages - most)
                   : "");
}

static void tell_denied(struct losses *l, const struct loss *first,
                        size_t count, struct diag *diag)
{
    diag_error(diag, first->by->at, rule_of(first),
               "<unless> \"%s\" of \"%s\" rules out its own %s \"%s\" (line "
               "%d)%s; expected words that these do not have",
               first->by->text, first->lost.message->id, kind_of(first),
               first->lost.text, first->lost.at.line, and_more(l, count));
}

static const char *joined(struct arena *arena, const char *const *words,
                          size_t count)
{
    const char *all = "";

    for (size_t i = 0; i < count; i++)
        all = mem_printf(arena, "%s%s%s", all, i ? " " : "", words[i]);
    return all;
}

static void tell_out_of_scope(struct losses *l, const struct loss *first,
                              size_t count, struct diag *diag)
{
    const struct message *m = first->lost.message;
    const char *scope = "";

    if (m->reply_count)
        scope = mem_printf(&l->arena, "replies=\"%s\"%s",
                           joined(&l->arena, m->replies, m->reply_count),
                           m->status_count ? " " : "");
    if (m->status_count)
        scope = mem_printf(&l->arena, "%sstatuses=\"%s\"", scope,
                           joined(&l->arena, m->statuses, m->status_count));
    diag_error(diag, m->at, rule_of(first),
               "%s of \"%s\" excludes its own %s \"%s\" (line %d)%s; expected "
               "codes that it has",
               scope, m->id, kind_of(first), first->lost.text,
               first->lost.at.line, and_more(l, count));
}

static void tell_shown(struct losses *l, const struct loss *first, size_t count,
                       struct diag *diag)
{
    diag_error(
        diag, first->by->at, "shown-elsewhere",
        "\"%s\" shows provider \"%s\", but the example \"%s\" (%s:%d) of "
        "\"%s\" has it%s; expected words of this provider alone",
        first->by->text, first->shown, first->lost.text, first->lost.at.file,
        first->lost.at.line, first->lost.message->provider,
        count > 1
            ? mem_printf(&l->arena, ", as have %zu more of other providers",
                         count - 1)
            : "");
}

static void tell_unmatched(const struct loss *loss, struct diag *diag)
{
    diag_error(diag, loss->lost.at, rule_of(loss),
               "no phrase matches the %s \"%s\" of \"%s\"%s", kind_of(loss),
               loss->lost.text, loss->lost.message->id,
               loss->cause == NO_REPLY
                   ? ": it has no reply code, so only <local> counts"
               : loss->cause == IN_REPLY
                   ? ": it has a reply code, so <local> does not count"
                   : "");
}

static void tell_group(struct losses *l, const struct loss *first, size_t count,
                       struct diag *diag)
{
    size_t messages = messages_of(first, count);

    switch (first->cause) {
    case DENIED:
        tell_denied(l, first, count, diag);
        break;
    case OUT_OF_SCOPE:
        tell_out_of_scope(l, first, count, diag);
        break;
    case STOLEN:
        if (messages > 1)
            tell_thief(l, first, count, messages, diag);
        else
            tell_loser(l, first, count, diag);
        break;
    case SHOWN:
        tell_shown(l, first, count, diag);
        break;
    default:
        for (size_t i = 0; i < count; i++)
            tell_unmatched(&first[i], diag);
    }
}

void losses_tell(struct losses *losses, struct diag *diag)
{
    if (losses->count)
        qsort(losses->list, losses->count, sizeof *losses->list, by_cause);
    for (size_t i = 0, n; i < losses->count; i += n) {
        n = 0;
        do
            n++;
        while (i + n < losses->count &&
               same_cause(&losses->list[i], &losses->list[i + n]));
        tell_group(losses, &losses->list[i], n, diag);
    }
    mem_free(&losses->arena);
}
