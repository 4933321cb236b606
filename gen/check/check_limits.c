/* SPDX-License-Identifier: 0BSD */
#include "check/check_messages.h"

#include "model/match.h"

#include <stdlib.h>

/* The tables count in small numbers, which keeps them small and quick. What
 * would not fit would come back as something else, so it is refused. */
enum {
    MOST_MESSAGES = SMTPC_TARGETS_,
    MOST_PROVIDERS = UINT8_MAX, /* 0: none */
    MOST_SCOPES = UINT16_MAX,
    MOST_OF_A_MESSAGE = UINT8_MAX,
    MOST_USES = UINT16_MAX,
    MOST_SUBJECT = SMTPC_OF_REPLY_ - 1
};

/* A running count, with the place that went beyond what fits. */
struct tally {
    size_t most;
    const char *what, *advice;
    size_t count;
    struct place over;
};

static void count(struct tally *t, size_t more, struct place at)
{
    if (t->count <= t->most && t->count + more > t->most)
        t->over = at;
    t->count += more;
}

static void judge(const struct tally *t, struct diag *diag)
{
    if (t->count > t->most)
        diag_error(diag, t->over, "too-many",
                   "%zu %s; expected at most %zu, the limit of the "
                   "explainer's tables: %s",
                   t->count, t->what, t->most, t->advice);
}

static void count_messages(const struct model *model, struct diag *diag)
{
    static const char fewer[] = "join messages of one cause";
    static const char classes[] = "bind messages to classes, as in 5xx, or to "
                                  "nothing";
    struct tally messages = {MOST_MESSAGES, "messages", fewer, 0, {0}};
    struct tally scopes = {
        MOST_SCOPES, "codes that messages are bound to", classes, 0, {0}};

    for (size_t i = 0; i < model->message_count; i++) {
        const struct message *m = &model->messages[i];
        struct tally replies = {
            MOST_OF_A_MESSAGE, "replies of a message", classes, 0, {0}};
        struct tally statuses = {
            MOST_OF_A_MESSAGE, "statuses of a message", classes, 0, {0}};

        count(&messages, 1, m->at);
        count(&scopes, m->reply_count + m->status_count, m->at);
        count(&replies, m->reply_count, m->at);
        count(&statuses, m->status_count, m->at);
        judge(&replies, diag);
        judge(&statuses, diag);
    }
    judge(&messages, diag);
    judge(&scopes, diag);
}

static void count_phrases(const struct model *model, struct diag *diag)
{
    struct tally t = {MATCH_MOST,
                      "phrases",
                      "shorten some, so that one replaces several",
                      0,
                      {0}};

    for (size_t i = 0; i < model->message_count; i++) {
        const struct message *m = &model->messages[i];

        count(&t, m->match_count + m->local_count + m->unless_count, m->at);
    }
    for (size_t i = 0; i < model->provider_count; i++)
        count(&t, model->providers[i].shown_count, model->providers[i].at);
    judge(&t, diag);
}

static void judge_subject(const struct use *use, struct diag *diag)
{
    long subject = use->code[1] == '.' ? strtol(use->code + 2, NULL, 10) : 0;

    if (subject > MOST_SUBJECT)
        diag_error(diag, use->at, "too-many",
                   "use of subject %ld; expected at most %d, the limit of "
                   "the explainer's tables: remove the use",
                   subject, MOST_SUBJECT);
}

static void count_uses(const struct model *model, struct diag *diag)
{
    struct tally providers = {
        MOST_PROVIDERS, "providers", "remove the least important", 0, {0}};
    struct tally uses = {MOST_USES,
                         "codes that providers use",
                         "join codes in ranges, and leave replies out",
                         0,
                         {0}};

    for (size_t i = 0; i < model->provider_count; i++) {
        const struct provider *p = &model->providers[i];

        count(&providers, 1, p->at);
        for (size_t j = 0; j < p->use_count; j++) {
            const struct use *u = &p->uses[j];

            count(&uses, u->reply_count ? u->reply_count : 1, u->at);
            judge_subject(u, diag);
        }
    }
    judge(&providers, diag);
    judge(&uses, diag);
}

bool check_limits(const struct model *model, struct diag *diag)
{
    size_t faults = diag->count;

    count_messages(model, diag);
    count_phrases(model, diag);
    count_uses(model, diag);
    return diag->count == faults;
}
