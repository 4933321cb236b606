/* SPDX-License-Identifier: 0BSD */
#include "check/check_messages.h"

/* The reader of replies, as it goes into the header; the two codes of the
 * sample there do not matter to it. */
#define SMTPC_STATIC
#include "runtime/header/smtpcodes.h"

#include "base/index.h"
#include "check/losses.h"
#include "model/match.h"
#include "model/view.h"

#include <stdio.h>
#include <stdlib.h>

struct proof {
    const struct model *model;
    struct diag *diag;
    struct match_tables tables;
    struct index statuses, reasons;
    struct losses losses;
};

static const struct message *message_at(const struct proof *p, unsigned found)
{
    return found ? &p->model->messages[found - 1] : NULL;
}

/* The number of the provider that a message is bound to; 0: none. */
static unsigned provider_of(const struct proof *p, const struct message *m)
{
    return p->tables.messages[m - p->model->messages].provider;
}

/* Does a provider name a cause by it, be it in a range? Then what its uses
 * make of the number may. */
static bool is_used(const struct model *m, uint32_t status)
{
    int subject = (int)(status >> 10 & 1023), detail = (int)(status & 1023);

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++) {
            const struct use *u = &m->providers[i].uses[j];
            struct view_span s = view_span(u->code);

            if (!s.is_reply && s.subject == subject && s.first <= detail &&
                detail <= s.last && strcmp(u->reason, "other") != 0)
                return true;
        }
    return false;
}

/* Does the enhanced code name a cause of its own? */
static bool is_specific(const struct proof *p, uint32_t status)
{
    char code[16];
    const struct entry *e;

    snprintf(code, sizeof code, "X.%u.%u", status >> 10 & 1023, status & 1023);
    e = index_find(&p->statuses, code);
    if (!e)
        return is_used(p->model, status);
    return strcmp(e->reason, "other") != 0 &&
           strcmp(e->reason, "accepted") != 0;
}

/* What shows a provider stands in no text of another: there it would give away
 * what is bound to that one. */
static void prove_provider(struct proof *p, const struct lost_text *text,
                           const char *folded, size_t len)
{
    struct smtpc_hits_ hits;
    unsigned shown;

    if (!text->message->provider)
        return;
    match_hits(&p->tables, folded, len, &hits);
    shown = smtpc_shown_(&hits);
    if (shown && shown != provider_of(p, text->message))
        losses_add_shown(&p->losses, text, &hits, shown);
}

/* A reply asks for an action, which the reason names by its class. */
static void prove_class(struct proof *p, const struct message *m,
                        const struct note *example,
                        const struct smtpc_response *r)
{
    int class = r->code ? r->code / 100 : (int)(r->status >> 20);
    const struct reason *reason = index_find(&p->reasons, m->reason);

    if (m->has_action || class == 0) /* no reply is read from it */
        return;
    for (size_t i = 0; i < reason->act_count; i++)
        if (reason->acts[i].class == class)
            return;
    diag_error(
        p->diag, example->at, "missing-act",
        "the example \"%s\" of \"%s\" is of class %d, in which its reason "
        "\"%s\" (%s:%d) has no <act>; expected another reply",
        example->text, m->id, class, reason->id, reason->at.file,
        reason->at.line);
}

static void prove_example(struct proof *p, const struct message *m,
                          const struct note *example)
{
    const struct lost_text text = {m, example->at, example->text, false};
    char folded[SMTPC_FOLD_ROOM_];
    size_t len = smtpc_fold_text_(example->text, strlen(example->text), folded);
    struct smtpc_response r;
    struct smtpc_case_ about = {.named = provider_of(p, m)};
    struct smtpc_found_ found;

    smtpc_read(example->text, strlen(example->text), &r);
    about.code = r.code;
    about.status = r.status;
    about.is_reply = r.code || r.status;
    match_folded(&p->tables, folded, len, &about, &found);
    if (message_at(p, found.message) != m)
        losses_add(&p->losses, &text, folded, len, &about, &found);
    else if (found.score < SMTPC_SPECIFIC_SCORE_ && r.status &&
             is_specific(p, r.status))
        diag_error(p->diag, example->at, "example-lost",
                   "the enhanced code of the example \"%s\" outweighs the "
                   "short phrase of \"%s\"; expected a longer one, or one "
                   "with a ! at its end",
                   example->text, m->id);
    prove_provider(p, &text, folded, len);
    prove_class(p, m, example, &r);
}

/* A reply in which the message may appear: its first scope. Of a class it is
 * one that nobody gives, so that no other message is bound to it. */
static int scope_code(const struct message *m)
{
    const char *reply = m->reply_count ? m->replies[0] : "5xx";
    const char nobodys[] = {reply[0], '4', '9', '\0'};

    return (int)strtol(reply[1] == 'x' ? nobodys : reply, NULL, 10);
}

static uint32_t scope_status(const struct message *m)
{
    char *dot;
    uint32_t subject;

    if (m->status_count == 0)
        return 0;
    subject = (uint32_t)strtoul(m->statuses[0] + 2, &dot, 10);
    return SMTPC_STATUS(5, subject, strtoul(dot + 1, NULL, 10));
}

/* The words of a phrase alone are the text that fits it best: whoever beats
 * it there beats it everywhere. */
static void prove_phrase(struct proof *p, size_t phrase)
{
    const struct smtpc_phrase_ *row = &p->tables.phrases[phrase];
    const struct match_source *source = &p->tables.sources[phrase];
    const struct message *m = &p->model->messages[match_target(row)];
    char text[MATCH_LONGEST + 2 + SMTPC_BEHIND_FOLDED_] = " ";
    struct smtpc_case_ about = {.is_reply = match_kind(row) == SMTPC_MATCH_};
    struct smtpc_found_ found;
    size_t len = 1;
    char last = ' ';

    for (const char *s = source->folded; *s; s++) {
        char c = *s == MATCH_GAP_MARK ? ' ' : *s;

        if (c != ' ' || last != ' ')
            text[len++] = last = c;
    }
    if (last != ' ')
        text[len++] = ' ';
    if (about.is_reply) {
        about.code = scope_code(m);
        about.status = scope_status(m);
    }
    about.named = provider_of(p, m);
    match_folded(&p->tables, text, len, &about, &found);
    if (message_at(p, found.message) != m)
        losses_add(&p->losses,
                   &(struct lost_text){m, source->at, source->text, true}, text,
                   len, &about, &found);
}

/* Does a phrase say that its message is meant? */
static bool is_match(const struct smtpc_phrase_ *phrase)
{
    return match_kind(phrase) == SMTPC_MATCH_ ||
           match_kind(phrase) == SMTPC_LOCAL_;
}

/* What tells two phrases apart: the words and what binds them. */
static const char *key_of(struct arena *arena, const struct message *m,
                          enum smtpc_target_ kind, const char *folded)
{
    const char *key = mem_printf(arena, "%u|%s|%s|", (unsigned)kind, folded,
                                 m->provider ? m->provider : "");

    for (size_t i = 0; i < m->reply_count; i++)
        key = mem_printf(arena, "%s%s ", key, m->replies[i]);
    for (size_t i = 0; i < m->status_count; i++)
        key = mem_printf(arena, "%s%s ", key, m->statuses[i]);
    return key;
}

/* Which of two is new, nobody can tell: what is said fits either. */
static void report_shown(struct proof *p, const struct match_source *a,
                         const struct match_source *b)
{
    const struct match_tables *t = &p->tables;
    size_t first = match_target(&t->phrases[a - t->sources]);
    size_t second = match_target(&t->phrases[b - t->sources]);

    if (first == second)
        diag_error(p->diag, b->at, "dup-phrase",
                   "<shown> \"%s\" says the same as \"%s\" in line %d; "
                   "expected one of them",
                   b->text, a->text, a->at.line);
    else
        diag_error(p->diag, b->at, "dup-phrase",
                   "<shown> \"%s\" stands in \"%s\" and in \"%s\" (%s:%d); "
                   "expected it in one of the two files, or a longer text in "
                   "each",
                   b->text, p->model->providers[second - 1].id,
                   p->model->providers[first - 1].id, a->at.file, a->at.line);
}

static void report_phrase(struct proof *p, const struct match_source *a,
                          const struct match_source *b)
{
    diag_error(p->diag, b->at, "dup-phrase",
               "phrase \"%s\" twice with the same scope, first at %s:%d; "
               "expected it in one of the two places",
               b->text, a->at.file, a->at.line);
}

static void report_equal(struct proof *p, struct index *keys,
                         void (*report)(struct proof *,
                                        const struct match_source *,
                                        const struct match_source *))
{
    index_seal(keys);
    for (size_t i = 1; i < keys->count; i++) {
        const struct match_source *a = keys->rows[i - 1].thing;
        const struct match_source *b = keys->rows[i].thing;

        if (strcmp(keys->rows[i - 1].key, keys->rows[i].key) == 0)
            report(p, a, b);
    }
    index_free(keys);
}

/* False: phrases are the same, so one of them must lose. */
static bool prove_different(struct proof *p)
{
    const struct match_tables *t = &p->tables;
    struct arena arena = {0};
    struct index keys = {0}, shown = {0};
    size_t faults = p->diag->count;

    for (size_t i = 0; i < t->phrase_count; i++)
        if (is_match(&t->phrases[i]))
            index_add(&keys,
                      key_of(&arena,
                             &p->model->messages[match_target(&t->phrases[i])],
                             match_kind(&t->phrases[i]), t->sources[i].folded),
                      &t->sources[i]);
        else if (match_kind(&t->phrases[i]) == SMTPC_SHOWN_)
            index_add(&shown, t->sources[i].folded, &t->sources[i]);
    report_equal(p, &keys, report_phrase);
    report_equal(p, &shown, report_shown);
    mem_free(&arena);
    return p->diag->count == faults;
}

static void prove_phrases(struct proof *p)
{
    for (size_t i = 0; i < p->tables.phrase_count; i++)
        if (is_match(&p->tables.phrases[i]))
            prove_phrase(p, i);
}

static void prove_examples(struct proof *p)
{
    for (size_t i = 0; i < p->model->message_count; i++) {
        const struct message *m = &p->model->messages[i];

        for (size_t j = 0; j < m->example_count; j++)
            prove_example(p, m, &m->examples[j]);
    }
}

void check_messages(const struct model *model, struct diag *diag)
{
    struct proof p = {.model = model, .diag = diag};
    struct arena arena = {0};
    size_t faults = diag->count;

    /* What does not fit proves nothing. */
    if (!check_limits(model, diag))
        return;
    for (size_t i = 0; i < model->entry_count; i++)
        index_add(&p.statuses, model->entries[i].code, &model->entries[i]);
    index_seal(&p.statuses);
    for (size_t i = 0; i < model->reason_count; i++)
        index_add(&p.reasons, model->reasons[i].id, &model->reasons[i]);
    index_seal(&p.reasons);
    /* Without a phrase that is faulty itself, its examples would be lost. */
    if (match_build(&arena, diag, model, &p.tables) && diag->count == faults &&
        prove_different(&p)) {
        p.losses = (struct losses){.model = model, .tables = &p.tables};
        prove_phrases(&p);
        prove_examples(&p);
        losses_tell(&p.losses, diag);
    }
    index_free(&p.statuses);
    index_free(&p.reasons);
    mem_free(&arena);
}
