/* @begin banner */
/* smtpcodes_text.h - what SMTP codes and replies mean, and the steps to take
 * SPDX-License-Identifier: 0BSD
 *
 * A sample without texts, for compiling this file on its own.
 */
/* @end banner */
/*
 * Include this file instead of smtpcodes_explain.h, which it includes and whose
 * rules apply here too. Only this file contains prose, about 370 KB of it.
 *
 *     struct smtpc_verdict v;
 *
 *     smtpc_explain(reply, strlen(reply), NULL, &v);
 *     printf("%s\n%s\n", v.title, smtpc_verdict_meaning(&v));
 *     printf("%s\n", smtpc_verdict_steps(&v, SMTPC_PARTY_SENDER));
 *
 * There is one step per line, in the order in which to try them. After a tab
 * comes a command to type. In text and command, words in braces stand for what
 * only the reader knows: {domain} {ip} {host} {sender} {recipient} {selector}
 * {queue-id}. A text for one party is never returned for another.
 */
#ifndef SMTPCODES_TEXT_H
#define SMTPCODES_TEXT_H

#include "smtpcodes_explain.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What the code with that id means, in a few sentences. If the id is 0 or too
 * large, what is true of any unknown code. */
SMTPC_API const char *smtpc_meaning(unsigned id);

/** Since when no one should use the code any more, and what to use instead,
 * "Retired since 2026-11: use X.1.1, 550.". "" if it is not retired. */
SMTPC_API const char *smtpc_retired(unsigned id);

/** What a party (enum smtpc_party) can do about the code, or, if the code has
 * no steps for that party, about its cause. "" if the party has nothing to do.
 */
SMTPC_API const char *smtpc_steps(unsigned id, int party);

/** The same for a verdict that smtpc_explain filled. */
SMTPC_API const char *
smtpc_verdict_meaning(const struct smtpc_verdict *verdict);
SMTPC_API const char *smtpc_verdict_steps(const struct smtpc_verdict *verdict,
                                          int party);

/** The same for a provider's own meaning of a code that smtpc_use filled. */
SMTPC_API const char *smtpc_use_meaning(const struct smtpc_provider_use *use);
SMTPC_API const char *smtpc_use_steps(const struct smtpc_provider_use *use,
                                      int party);

/** Words that follow a code with many causes, and the cause that they mean. */
struct smtpc_wording {
    const char *say; /* "user unknown, no such user": one of these */
    int reason;      /* enum smtpc_reason */
};

/** Fill *out with the n-th wording of the code of an id, counted from 0, the
 * most likely first. Return 1, or 0 and leave *out if there is no n-th. */
SMTPC_API int smtpc_words(unsigned id, unsigned n, struct smtpc_wording *out);

/** Fill *out as the verdict on a reply of which only the class digit and the
 * reason (enum smtpc_reason) are known: its title, who must act, what to do.
 * Its basis is "none". Return 1, or 0 and leave *out if there is no such
 * reason. */
SMTPC_API int smtpc_cause(int reason, int class_, struct smtpc_verdict *out);

/** Fill *out as the verdict on a reply that contains the words of a message of
 * the catalogue, by its number in this version, from 1. Return 1, or 0 and
 * leave *out if there is no such message. */
SMTPC_API int smtpc_message(unsigned number, struct smtpc_verdict *out);

/** A provider, and where it describes its replies. */
struct smtpc_provider {
    const char *id;        /* "google" */
    const char *title;     /* "Google (Gmail, Workspace)" */
    const char *meaning;   /* a few sentences */
    const char *reference; /* the title of a page by or about it */
    const char *address;   /* the address of that page; "": none */
};

/** Fill *out with the provider of that number, as in smtpc_provider_id. Return
 * 1, or 0 and leave *out if there is none. */
SMTPC_API int smtpc_provider_get(unsigned number, struct smtpc_provider *out);

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

/* A row of what the words behind a code say. */
struct smtpc_wording_ {
    uint32_t id, say;
    int reason;
};

/* What is said of a provider. */
struct smtpc_provider_prose_ {
    uint32_t title, meaning, reference, address;
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
static const struct smtpc_wording_ smtpc_wordings_[] = {{0, 0, 0}};
static const struct smtpc_provider_prose_ smtpc_provider_prose_[] = {
    {0, 0, 0, 0}};
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

/* The rows of an id stand together; the first of all is none. */
SMTPC_API int smtpc_words(unsigned id, unsigned n, struct smtpc_wording *out)
{
    size_t count = sizeof smtpc_wordings_ / sizeof smtpc_wordings_[0], i = 1;

    while (i < count && smtpc_wordings_[i].id != id)
        i++;
    if (n >= count - i || smtpc_wordings_[i + n].id != id)
        return 0;
    out->say = smtpc_prose_text_(smtpc_wordings_[i + n].say, 0);
    out->reason = smtpc_wordings_[i + n].reason;
    return 1;
}

/* A verdict on no reply: of a cause, of a class. */
static inline void smtpc_take_cause_(struct smtpc_verdict *out, int reason,
                                     int class_, unsigned action)
{
    out->code = 0;
    out->status = 0;
    out->flags = 0;
    out->reason = reason;
    out->basis = SMTPC_BASIS_NONE;
    out->confidence = SMTPC_CONFIDENCE_LOW;
    out->provider_number = 0;
    out->provider = smtpc_text_(&smtpc_provider_ids_pool_, 0);
    out->title = smtpc_reason_title_(reason);
    out->text = 0;
    out->message = smtpc_message_id_(out->text);
    smtpc_decide_(out, class_, action);
}

SMTPC_API int smtpc_cause(int reason, int class_, struct smtpc_verdict *out)
{
    if (*smtpc_reason_name(reason) == '\0')
        return 0;
    smtpc_take_cause_(out, reason, class_, SMTPC_OWN_ACTION_);
    return 1;
}

/* The gravest class of the replies that a message is bound to; 5 where that is
 * to none. */
static inline int smtpc_message_class_(const struct smtpc_message_ *m)
{
    uint32_t gravest = m->reply_scopes ? 0u : 5u;
    unsigned i;

    for (i = 0; i < m->reply_scopes; i++) {
        uint32_t scope = smtpc_scopes_[m->scopes + i];
        uint32_t class_ = scope < SMTPC_CLASS_SCOPE_
                              ? scope / 100
                              : scope / SMTPC_CLASS_SCOPE_;

        gravest = class_ > gravest ? class_ : gravest;
    }
    return SMTPC_CAST_(int, gravest);
}

SMTPC_API int smtpc_message(unsigned number, struct smtpc_verdict *out)
{
    const struct smtpc_message_ *m;

    if (number == 0 || number >= sizeof smtpc_message_texts_at_ /
                                     sizeof smtpc_message_texts_at_[0])
        return 0;
    m = &smtpc_messages_[number - 1];
    smtpc_take_cause_(out, m->reason, smtpc_message_class_(m), m->action);
    out->basis = SMTPC_BASIS_TEXT;
    if (m->provider)
        out->provider = smtpc_provider_id(m->provider);
    out->provider_number = m->provider;
    out->title = smtpc_text_(&smtpc_message_texts_pool_,
                             smtpc_message_texts_at_[number].title);
    out->text = SMTPC_TEXT_MESSAGE_ + number;
    out->message = smtpc_message_id_(out->text);
    return 1;
}

SMTPC_API int smtpc_provider_get(unsigned number, struct smtpc_provider *out)
{
    const struct smtpc_provider_prose_ *prose;
    const char *id = smtpc_provider_id(number);

    if (id == SMTPC_NULL_)
        return 0;
    prose = &smtpc_provider_prose_[number];
    out->id = id;
    out->title = smtpc_prose_text_(prose->title, 0);
    out->meaning = smtpc_prose_text_(prose->meaning, 0);
    out->reference = smtpc_prose_text_(prose->reference, 0);
    out->address = smtpc_prose_text_(prose->address, 0);
    return 1;
}

#endif /* SMTPC_IMPLEMENTATION */
