/* @begin banner */
/* smtpcodes_text.h - what SMTP codes and replies mean, and the steps to take
 * SPDX-License-Identifier: 0BSD
 *
 * A sample without texts, for compiling this file on its own.
 */
/* @end banner */
/*
 * Include it instead of smtpcodes_explain.h, which it includes and whose rules
 * hold here too. Only this file holds prose, some 370 KB of it.
 *
 *     struct smtpc_verdict v;
 *
 *     smtpc_explain(reply, strlen(reply), NULL, &v);
 *     printf("%s\n%s\n", v.title, smtpc_verdict_meaning(&v));
 *     printf("%s\n", smtpc_verdict_steps(&v, SMTPC_PARTY_SENDER));
 *
 * Steps are one a line, in the order in which to try them. What stands behind
 * a tab is a command to type; in it and in the text, words in braces stand for
 * what only the reader knows: {domain} {ip} {host} {sender} {recipient}
 * {selector} {queue-id}. A text for one party is never given to another.
 */
#ifndef SMTPCODES_TEXT_H
#define SMTPCODES_TEXT_H

#include "smtpcodes_explain.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the code with that id means, in a few sentences; id 0 or too large:
 * what can be said of a code that the catalogue does not know. */
SMTPC_API const char *smtpc_meaning(unsigned id);

/** Since when nobody should use that code any more, and what to use instead,
 * "Retired since 2026-11: use X.1.1, 550."; "" where that is not so. */
SMTPC_API const char *smtpc_retired(unsigned id);

/** What a party (enum smtpc_party) does about that code; where the code itself
 * says nothing to it, what it does about the cause; "" when it has nothing to
 * do. */
SMTPC_API const char *smtpc_steps(unsigned id, int party);

/** The same of a verdict that smtpc_explain filled. */
SMTPC_API const char *
smtpc_verdict_meaning(const struct smtpc_verdict *verdict);
SMTPC_API const char *smtpc_verdict_steps(const struct smtpc_verdict *verdict,
                                          int party);

/** And of what a provider means by a code, as smtpc_use filled it. */
SMTPC_API const char *smtpc_use_meaning(const struct smtpc_provider_use *use);
SMTPC_API const char *smtpc_use_steps(const struct smtpc_provider_use *use,
                                      int party);

#ifdef __cplusplus
}
#endif

#endif /* SMTPCODES_TEXT_H */

#if (defined SMTPC_IMPLEMENTATION || defined SMTPC_STATIC) && \
    !defined SMTPCODES_TEXT_IMPLEMENTED_
#define SMTPCODES_TEXT_IMPLEMENTED_

/* The texts of an entry, a cause, a message or a use: what it means, then the
 * steps of those who may read them, in the order of smtpc_reader_. 0: none. */
struct smtpc_prose_ {
    uint32_t meaning;
    uint32_t steps[4];
};
#define SMTPC_PROSE_AT_(member_) \
    SMTPC_CAST_(uint32_t, offsetof(struct smtpc_prose_texts_, member_))

/* What is said of a code that is retired. */
struct smtpc_retirement_ {
    uint32_t id, text;
};

/* @begin prose */
struct smtpc_prose_texts_ {
    char none[1];
};
static const struct smtpc_prose_texts_ smtpc_prose_texts_pool_ = {""};
static const struct smtpc_prose_ smtpc_entry_prose_[] = {
    {0, {0, 0, 0, 0}}, {0, {0, 0, 0, 0}}, {0, {0, 0, 0, 0}}};
static const struct smtpc_retirement_ smtpc_retirements_[] = {{0, 0}};
#define smtpc_reason_prose_ smtpc_entry_prose_
#define smtpc_message_prose_ smtpc_entry_prose_
#define smtpc_use_prose_ smtpc_entry_prose_
/* @end prose */

/* The place of a party's steps; 4: it reads none. */
static inline unsigned smtpc_reader_(int party)
{
    switch (party) {
    case SMTPC_PARTY_SENDER:
        return 0;
    case SMTPC_PARTY_SENDER_ADMIN:
        return 1;
    case SMTPC_PARTY_RECIPIENT:
        return 2;
    case SMTPC_PARTY_RECIPIENT_ADMIN:
        return 3;
    default:
        return 4;
    }
}

static inline const char *smtpc_prose_text_(uint32_t own, uint32_t other)
{
    return smtpc_text_(&smtpc_prose_texts_pool_, own ? own : other);
}

static inline const char *smtpc_prose_steps_(const struct smtpc_prose_ *own,
                                             int reason, int party)
{
    unsigned reader = smtpc_reader_(party);

    return reader > 3
               ? smtpc_prose_text_(0, 0)
               : smtpc_prose_text_(own->steps[reader],
                                   smtpc_reason_prose_[reason].steps[reader]);
}

static inline const struct smtpc_prose_ *
smtpc_verdict_prose_(const struct smtpc_verdict *verdict)
{
    uint32_t number = verdict->text & 0xffff;

    return verdict->text >= SMTPC_TEXT_USE_ ? &smtpc_use_prose_[number]
           : verdict->text >= SMTPC_TEXT_MESSAGE_
               ? &smtpc_message_prose_[number]
           : number ? &smtpc_entry_prose_[number]
                    : &smtpc_reason_prose_[verdict->reason];
}

SMTPC_API const char *smtpc_meaning(unsigned id)
{
    return smtpc_prose_text_(
        smtpc_entry_prose_[id > SMTPC_ENTRIES ? 0 : id].meaning, 0);
}

/* They are few; the first row is none. */
SMTPC_API const char *smtpc_retired(unsigned id)
{
    size_t i = sizeof smtpc_retirements_ / sizeof smtpc_retirements_[0] - 1;

    while (i > 0 && smtpc_retirements_[i].id != id)
        i--;
    return smtpc_prose_text_(smtpc_retirements_[i].text, 0);
}

SMTPC_API const char *smtpc_steps(unsigned id, int party)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    return smtpc_prose_steps_(&smtpc_entry_prose_[id > SMTPC_ENTRIES ? 0 : id],
                              e.reason, party);
}

SMTPC_API const char *smtpc_verdict_meaning(const struct smtpc_verdict *verdict)
{
    return smtpc_prose_text_(smtpc_verdict_prose_(verdict)->meaning,
                             smtpc_reason_prose_[verdict->reason].meaning);
}

SMTPC_API const char *smtpc_verdict_steps(const struct smtpc_verdict *verdict,
                                          int party)
{
    return smtpc_prose_steps_(smtpc_verdict_prose_(verdict), verdict->reason,
                              party);
}

SMTPC_API const char *smtpc_use_meaning(const struct smtpc_provider_use *use)
{
    return smtpc_prose_text_(smtpc_use_prose_[use->text].meaning,
                             smtpc_reason_prose_[use->reason].meaning);
}

SMTPC_API const char *smtpc_use_steps(const struct smtpc_provider_use *use,
                                      int party)
{
    return smtpc_prose_steps_(&smtpc_use_prose_[use->text], use->reason, party);
}

#endif /* SMTPC_IMPLEMENTATION */
