/* SPDX-License-Identifier: 0BSD */
#include "check/check_rules.h"

#include <string.h>

static const struct act *act_of(const struct reason *reason, int class)
{
    for (size_t i = 0; i < reason->act_count; i++)
        if (reason->acts[i].class == class)
            return &reason->acts[i];
    return NULL;
}

void check_pair_class(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        for (size_t j = 0; j < e->pair_count; j++) {
            const struct pair *p = &e->pairs[j];

            if (p->reply[0] == 'a')
                continue;
            if (p->reply[0] == '3' || !(e->classes & 1u << (p->reply[0] - '0')))
                diag_error(c->diag, p->at, "pair-class",
                           "pairing of %s with %s, but the status does not "
                           "list class %c",
                           e->code, p->reply, p->reply[0]);
        }
    }
}

/* The same of what a provider sends; "X" goes with every class. */
void check_use_class(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++) {
            const struct use *u = &m->providers[i].uses[j];

            for (size_t k = 0; k < u->reply_count; k++)
                if (u->code[0] != 'X' && u->code[0] != u->replies[k][0])
                    diag_error(c->diag, u->at, "pair-class",
                               "%s with reply %s; expected one of class %c",
                               u->code, u->replies[k], u->code[0]);
        }
}

/* Only for failures: a success asks for nothing and an intermediate reply for
 * the next command, whatever the reason (see derive.c). */
void check_missing_act(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        const struct reason *r = check_reason(c, e->reason);

        for (int d = CLASS_TRANSIENT; r && d <= CLASS_PERMANENT; d++)
            if (e->classes & 1u << d && !act_of(r, d))
                diag_error(c->diag, e->at, "missing-act",
                           "%s uses reason \"%s\" in class %d, for which the "
                           "reason (%s:%d) has no <act>",
                           e->code, r->id, d, r->at.file, r->at.line);
    }
}

static bool advises(const struct prose *prose, enum party party)
{
    for (size_t i = 0; i < prose->advice_count; i++)
        if (prose->advices[i].reader == party)
            return true;
    return party == PARTY_NOBODY || party == PARTY_NETWORK;
}

/* Whoever must act is told what to do. */
void check_missing_advice(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        const struct reason *r = check_reason(c, e->reason);

        for (size_t j = 0; r && j < r->act_count; j++)
            if (e->classes & 1u << r->acts[j].class &&
                !advises(&e->prose, r->acts[j].party))
                diag_error(c->diag, e->at, "missing-advice",
                           "%s has no <advice for=\"%s\">, who must act in "
                           "class %d for reason \"%s\"",
                           e->code, model_parties[r->acts[j].party],
                           r->acts[j].class, r->id);
    }
    for (size_t i = 0; i < m->reason_count; i++) {
        const struct reason *r = &m->reasons[i];

        for (size_t j = 0; j < r->act_count; j++)
            if (!advises(&r->prose, r->acts[j].party))
                diag_error(c->diag, r->acts[j].at, "missing-advice",
                           "reason \"%s\" has no <advice for=\"%s\">, who "
                           "must act in class %d",
                           r->id, model_parties[r->acts[j].party],
                           r->acts[j].class);
    }
}

/* With one cause or two, the title and the meaning say it all. */
void check_few_words(struct check *c)
{
    enum { FEWEST = 3 };
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (e->words_count > 0 && e->words_count < FEWEST)
            diag_error(c->diag, e->words[0].at, "few-words",
                       "%zu <words> of %s; expected none, or at least %d: a "
                       "table is for codes with many causes",
                       e->words_count, e->code, FEWEST);
    }
}

/* What is done with the address, in words that steps say it with. */
static bool mentions(const char *text, const char *const *phrases)
{
    for (; *phrases; phrases++)
        if (strstr(text, *phrases))
            return true;
    return false;
}

static void check_steps_of(struct check *c, const struct message *m,
                           const struct step *s, enum action action)
{
    static const char *const drop[] = {
        "ff your lists",       "ff every list",          "ff all lists",
        "ake the address off", "emove the address from", NULL};
    static const char *const keep[] = {"eep the address", "old the address",
                                       "eep the recipient", NULL};

    if (action == ACTION_SUPPRESS ? mentions(s->text, keep)
                                  : mentions(s->text, drop))
        diag_error(c->diag, s->at, "action-steps",
                   "message \"%s\" says \"%s\", but a step says to %s the "
                   "address: expected an action=\"...\", or a step, that says "
                   "the same",
                   m->id, model_actions[action],
                   action == ACTION_SUPPRESS ? "keep" : "drop");
}

/* What a program does and what a person reads agree, and only what is said of
 * a recipient ends a subscription. */
void check_action_steps(struct check *c)
{
    const struct model *model = c->model;

    for (size_t i = 0; i < model->message_count; i++) {
        const struct message *m = &model->messages[i];
        const struct reason *r = check_reason(c, m->reason);
        const struct act *act = r ? act_of(r, 5) : NULL;
        enum action action = m->has_action ? m->action
                             : act         ? act->action
                                           : ACTION_READ_TEXT;
        enum about about = m->has_about || !r ? m->about : r->about;

        if (r && action == ACTION_SUPPRESS && about != ABOUT_RECIPIENT)
            diag_error(c->diag, m->at, "action-steps",
                       "message \"%s\" is about the %s and says \"suppress\"; "
                       "expected it to be about the recipient, or another "
                       "action",
                       m->id, model_abouts[about]);
        for (size_t j = 0; r && j < m->prose.advice_count; j++) {
            const struct advice *a = &m->prose.advices[j];

            for (size_t k = 0; k < a->step_count; k++)
                if (a->reader == PARTY_SENDER_ADMIN)
                    check_steps_of(c, m, &a->steps[k], action);
        }
    }
}

/* A number that no standard defines says where it comes from. */
void check_missing_origin(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (!e->origin && e->standing != STANDING_STANDARD &&
            e->standing != STANDING_HISTORIC)
            diag_error(c->diag, e->at, "missing-origin",
                       "%s is \"%s\" and lacks an <origin> that says where "
                       "the number comes from",
                       e->code, model_standings[e->standing]);
    }
}

/* Which class a reply belongs to is its first digit's business, unless that
 * digit is none of SMTP's. */
void check_reply_class(struct check *c)
{
    const struct model *m = c->model;

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];
        bool own = e->reply >= 200 && e->reply <= 599;

        if (e->kind != ENTRY_REPLY || own != e->class_stated)
            continue;
        if (own)
            diag_error(c->diag, e->at, "reply-class",
                       "class=\"...\" on %s, whose first digit is its class",
                       e->code);
        else
            diag_error(c->diag, e->at, "reply-class",
                       "%s lacks class=\"...\": its first digit is no class "
                       "of SMTP; expected a code from 200 to 599, or the "
                       "class as which programs treat it",
                       e->code);
    }
    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        if (e->kind == ENTRY_STATUS && e->classes & 1u << 3)
            diag_error(c->diag, e->at, "reply-class",
                       "%s lists class 3; enhanced status codes have 2, 4 "
                       "and 5 (RFC 3463 section 2)",
                       e->code);
        if (e->reply && e->reply < 600 && e->reply / 10 % 10 > 5 &&
            e->standing <= STANDING_REGISTRY)
            diag_error(c->diag, e->at, "bad-code",
                       "%s cannot be \"%s\": the second digit is 0 to 5 (RFC "
                       "5321 section 4.2)",
                       e->code, model_standings[e->standing]);
    }
}
