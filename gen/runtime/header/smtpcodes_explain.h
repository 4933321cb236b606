/* @begin banner */
/* smtpcodes_explain.h - the cause and the action behind a real SMTP reply
 * SPDX-License-Identifier: 0BSD
 *
 * A sample of one phrase, for compiling this file on its own.
 */
/* @end banner */
/*
 * Include it instead of smtpcodes.h, which it includes and whose rules hold
 * here too: SMTPC_IMPLEMENTATION in exactly one .c file, or SMTPC_STATIC.
 *
 *     struct smtpc_verdict v;
 *
 *     smtpc_explain(line, strlen(line), NULL, &v);
 *     if (v.action == SMTPC_ACTION_SUPPRESS)
 *         stop_mailing(recipient);
 *     printf("%s: %s\n%s\n", v.title, v.meaning, v.advice);
 *
 * No allocation; about 2.5 KB of stack; any bytes may come in.
 */
#ifndef SMTPCODES_EXPLAIN_H
#define SMTPCODES_EXPLAIN_H

#include "smtpcodes.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a verdict rests on, from nothing to the reply's own words. */
enum smtpc_basis {
    SMTPC_BASIS_NONE = 0,
    SMTPC_BASIS_CLASS = 1,    /* the first digit */
    SMTPC_BASIS_REPLY = 2,    /* the reply code */
    SMTPC_BASIS_STATUS = 3,   /* the enhanced status code */
    SMTPC_BASIS_PROVIDER = 4, /* what this provider means by the code */
    SMTPC_BASIS_TEXT = 5      /* a phrase */
};

/** How sure it is. */
enum smtpc_confidence {
    SMTPC_CONFIDENCE_LOW = 0,
    SMTPC_CONFIDENCE_MEDIUM = 1,
    SMTPC_CONFIDENCE_HIGH = 2
};

/** What happened, who must act, what to do. */
struct smtpc_verdict {
    int code;             /* as smtpc_read found it; 0: none */
    uint32_t status;      /* the same */
    unsigned flags;       /* enum smtpc_flag */
    int reason;           /* enum smtpc_reason */
    int action;           /* enum smtpc_action */
    int party;            /* enum smtpc_party */
    int basis;            /* enum smtpc_basis */
    int confidence;       /* enum smtpc_confidence */
    const char *provider; /* "google"; "": none is named or shown */
    const char *message;  /* id of the message that matched; "": none */
    const char *title, *meaning, *advice; /* never NULL */
};

/** Explain the reply in len bytes of text: one reply, of one line or many, as
 * smtpc_read takes it. provider may name who sent it ("google"), which then
 * counts for more than what the text shows; NULL or "" when unknown. Evidence
 * counts in this order: a phrase of the text, the provider's own meaning of
 * the code, the enhanced status code, the reply code, the class; a short
 * phrase yields to a specific code. Fill *out and return 1 when the cause is
 * known, 0 when the reason is "other". Only the first 2 KB of words count. */
SMTPC_API int smtpc_explain(const char *text, size_t len, const char *provider,
                            struct smtpc_verdict *out);

/** The words for the two enums above; "" for a number that is none. */
SMTPC_API const char *smtpc_basis_name(int basis);
SMTPC_API const char *smtpc_confidence_name(int confidence);

#ifdef __cplusplus
}
#endif

#endif /* SMTPCODES_EXPLAIN_H */

#if (defined SMTPC_IMPLEMENTATION || defined SMTPC_STATIC) && \
    !defined SMTPCODES_EXPLAIN_IMPLEMENTED_
#define SMTPCODES_EXPLAIN_IMPLEMENTED_

/* @begin matcher */
#include "fold.h"
#include "match.h"
/* @end matcher */

/* One code as a provider uses it: a row a reply it is bound to. */
struct smtpc_use_ {
    uint32_t texts;
    uint16_t from, to; /* details; or a reply code, by subject */
    uint16_t reply;    /* 0: with any */
    unsigned char provider, class_, subject, reason, action;
};

/* By class 2 to 5. */
struct smtpc_act_ {
    unsigned char action[4], party[4];
};

/* Texts stand in one struct of char arrays (see smtpcodes.h).
 * T(member, id, title, meaning, advice); R(member), by number: one that no
 * reason has is "other" */
/* @begin texts */
#define SMTPC_REASON_TEXTS_(T) T(reason0, "other", "Other", "", "")
#define SMTPC_REASON_ROWS_(R) R(reason0)
#define SMTPC_MESSAGE_TEXTS_(T) \
    T(message0, "", "", "", "") \
    T(message1, "sample", "Sample", "", "")
#define SMTPC_USE_TEXTS_(T) T(use0, "", "Sample", "", "")
#define SMTPC_PROVIDER_TEXTS_(T) \
    T(provider0, "", "", "", "") \
    T(provider1, "sample", "", "", "")
/* @end texts */

#define SMTPC_SAY_MEMBERS_(m, id, title, meaning, advice) \
    char m##_id[sizeof(id)];                              \
    char m##_title[sizeof(title)];                        \
    char m##_meaning[sizeof(meaning)];                    \
    char m##_advice[sizeof(advice)];
#define SMTPC_SAY_TEXTS_(m, id, title, meaning, advice) \
    id, title, meaning, advice,
#define SMTPC_SAY_AT_(m)                                      \
    {(uint32_t)offsetof(struct smtpc_say_pool_, m##_id),      \
     (uint32_t)offsetof(struct smtpc_say_pool_, m##_title),   \
     (uint32_t)offsetof(struct smtpc_say_pool_, m##_meaning), \
     (uint32_t)offsetof(struct smtpc_say_pool_, m##_advice)},
#define SMTPC_SAY_ROW_(m, id, title, meaning, advice) SMTPC_SAY_AT_(m)

struct smtpc_say_pool_ {
    SMTPC_REASON_TEXTS_(SMTPC_SAY_MEMBERS_)
    SMTPC_MESSAGE_TEXTS_(SMTPC_SAY_MEMBERS_)
    SMTPC_USE_TEXTS_(SMTPC_SAY_MEMBERS_)
    SMTPC_PROVIDER_TEXTS_(SMTPC_SAY_MEMBERS_)
    char none[1];
};

static const struct smtpc_say_pool_ smtpc_say_pool_texts_ = {
    SMTPC_REASON_TEXTS_(SMTPC_SAY_TEXTS_) SMTPC_MESSAGE_TEXTS_(SMTPC_SAY_TEXTS_)
        SMTPC_USE_TEXTS_(SMTPC_SAY_TEXTS_)
            SMTPC_PROVIDER_TEXTS_(SMTPC_SAY_TEXTS_) ""};

struct smtpc_say_ {
    uint32_t id, title, meaning, advice;
};

static const struct smtpc_say_ smtpc_reason_says_[] = {
    SMTPC_REASON_ROWS_(SMTPC_SAY_AT_)};
static const struct smtpc_say_ smtpc_message_says_[] = {
    SMTPC_MESSAGE_TEXTS_(SMTPC_SAY_ROW_)};
static const struct smtpc_say_ smtpc_use_says_[] = {
    SMTPC_USE_TEXTS_(SMTPC_SAY_ROW_)};
static const struct smtpc_say_ smtpc_provider_says_[] = {
    SMTPC_PROVIDER_TEXTS_(SMTPC_SAY_ROW_)};

/* @begin tables */
#define SMTPC_PROVIDERS_ 1u
#define SMTPC_REASON_OTHER_ 0
#define SMTPC_REASON_ACCEPTED_ 0
#define SMTPC_REASON_CONTINUE_ 0
#define SMTPC_ACTION_SUPPRESS_ 7
#define SMTPC_ACTION_READ_TEXT_ 9
#define SMTPC_ACTION_ASK_RECEIVER_ 8
static const struct smtpc_act_ smtpc_acts_[] = {{{0, 0, 0, 0}, {0, 0, 0, 0}}};
static const unsigned char smtpc_reason_is_cause_[] = {0};
static const struct smtpc_use_ smtpc_uses_[] = {{0, 0, 0, 0, 0, 0, 0, 0, 0}};
static const uint16_t smtpc_first_use_[] = {0, 0, 0};
static const unsigned char smtpc_filter_[8192] = {0};
static const uint16_t smtpc_buckets_[(1 << SMTPC_BUCKET_BITS_) + 1] = {0};
static const struct smtpc_gram_ smtpc_grams_[] = {{0, 0, 0}};
#define SMTPC_PHRASES_(P, Q) P(p0, " sample ", 0, 0, 8, 6, 0)
static const struct smtpc_message_ smtpc_messages_[] = {{0, 0, 0, 0, 0, 0}};
static const uint32_t smtpc_scopes_[] = {0};
/* @end tables */

#define SMTPC_LITERAL_(m, literal, t_, a_, l_, s_, k_) char m[sizeof(literal)];
#define SMTPC_LITERAL_TEXT_(m, literal, t_, a_, l_, s_, k_) literal,
#define SMTPC_NO_LITERAL_(m, at, len, t_, a_, l_, s_, k_)
#define SMTPC_PHRASE_(m, literal, target, anchor, anchor_len, score, kind) \
    SMTPC_WITHIN_(m, 0, sizeof(literal) - 1, target, anchor, anchor_len,   \
                  score, kind)
#define SMTPC_WITHIN_(m, at, len, target, anchor, anchor_len, score, kind) \
    {(uint16_t)(offsetof(struct smtpc_literals_, m) + (at)),               \
     (target) | (kind) << SMTPC_KIND_SHIFT_,                               \
     len,                                                                  \
     anchor,                                                               \
     anchor_len,                                                           \
     score},

/* A phrase whose letters stand inside another's has no literal of its own. */
struct smtpc_literals_ {
    SMTPC_PHRASES_(SMTPC_LITERAL_, SMTPC_NO_LITERAL_)
};
static const struct smtpc_literals_ smtpc_literal_pool_ = {
    SMTPC_PHRASES_(SMTPC_LITERAL_TEXT_, SMTPC_NO_LITERAL_)};
static const struct smtpc_phrase_ smtpc_phrases_[] = {
    SMTPC_PHRASES_(SMTPC_PHRASE_, SMTPC_WITHIN_)};

static inline const char *smtpc_say_text_(uint32_t offset)
{
    return (const char *)&smtpc_say_pool_texts_ + offset;
}

/* A provider's number by its id, 0 when it is unknown. */
static inline unsigned smtpc_provider_number_(const char *id)
{
    for (unsigned i = 1; id && *id && i <= SMTPC_PROVIDERS_; i++)
        if (strcmp(smtpc_say_text_(smtpc_provider_says_[i].id), id) == 0)
            return i;
    return 0;
}

/* What the provider means by a code: the row that fits most closely, bound to
 * this reply before any, a narrow range before a wide one; NULL when it has
 * none. */
static inline const struct smtpc_use_ *
smtpc_find_use_(unsigned provider, const struct smtpc_response *r)
{
    const struct smtpc_use_ *best = NULL;
    int closeness = -1, class_ = r->code / 100;

    if (class_ == 0)
        class_ = (int)(r->status >> 20);
    for (unsigned i = smtpc_first_use_[provider];
         i < smtpc_first_use_[provider + 1]; i++) {
        const struct smtpc_use_ *use = &smtpc_uses_[i];
        uint32_t detail = r->status & 1023;
        int fits = use->subject == SMTPC_OF_REPLY_
                       ? use->from == r->code
                       : r->status != 0 &&
                             use->subject == (r->status >> 10 & 1023) &&
                             use->from <= detail && detail <= use->to;
        int close =
            1000 * (2 * (use->subject != SMTPC_OF_REPLY_) + (use->reply != 0)) +
            999 - (use->to - use->from);

        if (fits && (use->class_ == 0 || use->class_ == class_) &&
            (use->reply == 0 || use->reply == r->code) && close > closeness) {
            best = use;
            closeness = close;
        }
    }
    return best;
}

/* Take over texts; what one does not say the reason says. */
static inline void smtpc_tell_(struct smtpc_verdict *out,
                               const struct smtpc_say_ *say)
{
    const char *title = smtpc_say_text_(say->title);
    const char *meaning = smtpc_say_text_(say->meaning);
    const char *advice = smtpc_say_text_(say->advice);

    if (*title)
        out->title = title;
    if (*meaning)
        out->meaning = meaning;
    if (*advice)
        out->advice = advice;
}

/* Action and party follow from the reason in the reply's class. Without a
 * code it is taken as final, as in a bounce. A reply whose two codes
 * contradict each other, or of which only one names a lost recipient, never
 * ends a subscription. */
static inline void smtpc_decide_(struct smtpc_verdict *out, int class_,
                                 unsigned action)
{
    const struct smtpc_act_ *act = &smtpc_acts_[out->reason];
    int at = class_ >= 2 && class_ <= 5 ? class_ - 2 : 3;

    out->action = act->action[at];
    out->party = act->party[at];
    if (action != SMTPC_OWN_ACTION_)
        out->action = (int)action;
    if (out->action == SMTPC_ACTION_SUPPRESS_ &&
        (class_ == 4 || (out->flags & SMTPC_FLAG_CLASS_CONFLICT) ||
         (out->basis == SMTPC_BASIS_REPLY && out->status != 0)))
        out->action = SMTPC_ACTION_READ_TEXT_;
}

static inline void smtpc_take_message_(struct smtpc_verdict *out,
                                       const struct smtpc_found_ *found,
                                       unsigned *action)
{
    const struct smtpc_message_ *m = &smtpc_messages_[found->message - 1];

    out->reason = m->reason;
    out->basis = SMTPC_BASIS_TEXT;
    *action = m->action;
    smtpc_tell_(out, &smtpc_reason_says_[out->reason]);
    smtpc_tell_(out, &smtpc_message_says_[found->message]);
    out->message = smtpc_say_text_(smtpc_message_says_[found->message].id);
}

static inline void smtpc_take_entry_(struct smtpc_verdict *out,
                                     const struct smtpc_entry *e, int basis)
{
    out->reason = e->reason;
    out->basis = basis;
    smtpc_tell_(out, &smtpc_reason_says_[out->reason]);
    out->title = e->title;
    out->meaning = e->meaning;
    if (*e->advice)
        out->advice = e->advice;
}

/* A text says it, and a code says the same or the phrase leaves no doubt. */
static inline int smtpc_confidence_(const struct smtpc_verdict *v,
                                    const struct smtpc_found_ *found,
                                    int status_reason)
{
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        return SMTPC_CONFIDENCE_LOW;
    switch (v->basis) {
    case SMTPC_BASIS_TEXT:
        if (found->score >= SMTPC_SURE_SCORE_ || v->reason == status_reason)
            return SMTPC_CONFIDENCE_HIGH;
        return found->score >= SMTPC_SPECIFIC_SCORE_ ? SMTPC_CONFIDENCE_MEDIUM
                                                     : SMTPC_CONFIDENCE_LOW;
    case SMTPC_BASIS_PROVIDER:
    case SMTPC_BASIS_STATUS:
        return SMTPC_CONFIDENCE_MEDIUM;
    default:
        return SMTPC_CONFIDENCE_LOW;
    }
}

/* Weigh a failure's evidence. */
static inline void smtpc_judge_(struct smtpc_verdict *out,
                                const struct smtpc_response *r,
                                const struct smtpc_found_ *found, int class_)
{
    const struct smtpc_use_ *use =
        found->provider ? smtpc_find_use_(found->provider, r) : NULL;
    struct smtpc_entry status, reply;
    int status_reason = -1;
    unsigned action = SMTPC_OWN_ACTION_;

    smtpc_get(r->status_id, &status);
    smtpc_get(r->reply_id, &reply);
    if (smtpc_reason_is_cause_[status.reason])
        status_reason = status.reason;
    if (found->message && (found->score >= SMTPC_SPECIFIC_SCORE_ ||
                           (!use && status_reason < 0))) {
        smtpc_take_message_(out, found, &action);
        /* A doubt that the words leave is gone when the code says the same. */
        if (out->reason == status_reason &&
            action == SMTPC_ACTION_ASK_RECEIVER_)
            action = SMTPC_OWN_ACTION_;
    } else if (use) {
        out->reason = use->reason;
        out->basis = SMTPC_BASIS_PROVIDER;
        action = use->action;
        smtpc_tell_(out, &smtpc_reason_says_[out->reason]);
        smtpc_tell_(out, &smtpc_use_says_[use->texts]);
    } else if (status_reason >= 0) {
        smtpc_take_entry_(out, &status, SMTPC_BASIS_STATUS);
    } else if (*reply.code || *status.code) {
        /* Neither names a cause unless the reply code does; the finer code
         * still has the better words. */
        int by_reply = smtpc_reason_is_cause_[reply.reason] || !*status.code;

        smtpc_take_entry_(out, by_reply ? &reply : &status,
                          by_reply ? SMTPC_BASIS_REPLY : SMTPC_BASIS_STATUS);
    } else if (class_) {
        out->basis = SMTPC_BASIS_CLASS;
    }
    smtpc_decide_(out, class_, action);
    out->confidence = smtpc_confidence_(out, found, status_reason);
}

SMTPC_API int smtpc_explain(const char *text, size_t len, const char *provider,
                            struct smtpc_verdict *out)
{
    const struct smtpc_rules_ rules = {smtpc_filter_,
                                       smtpc_buckets_,
                                       smtpc_grams_,
                                       smtpc_phrases_,
                                       (const char *)&smtpc_literal_pool_,
                                       smtpc_messages_,
                                       smtpc_scopes_};
    char folded[SMTPC_FOLDED_MAX_];
    struct smtpc_found_ found = {0, 0, 0};
    struct smtpc_response r;
    struct smtpc_hits_ hits;
    int class_;

    smtpc_read(text, len, &r);
    class_ = r.code ? r.code / 100 : (int)(r.status >> 20);
    out->code = r.code;
    out->status = r.status;
    out->flags = r.flags;
    out->reason = SMTPC_REASON_OTHER_;
    out->basis = SMTPC_BASIS_NONE;
    out->message = smtpc_say_pool_texts_.none;
    out->title = out->meaning = out->advice = smtpc_say_pool_texts_.none;
    smtpc_tell_(out, &smtpc_reason_says_[out->reason]);
    found.provider = smtpc_provider_number_(provider);
    if (class_ == 2 || class_ == 3) {
        struct smtpc_entry e;

        smtpc_get(r.code ? r.reply_id : r.status_id, &e);
        smtpc_take_entry_(out, &e,
                          r.code ? SMTPC_BASIS_REPLY : SMTPC_BASIS_STATUS);
        out->reason =
            class_ == 2 ? SMTPC_REASON_ACCEPTED_ : SMTPC_REASON_CONTINUE_;
        smtpc_decide_(out, class_, SMTPC_OWN_ACTION_);
        out->confidence = SMTPC_CONFIDENCE_HIGH;
    } else {
        size_t n = smtpc_fold_text_(text, len, folded);

        smtpc_find_phrases_(&rules, folded, n, &hits);
        smtpc_weigh_(&rules, &hits, r.code, r.status, found.provider, &found);
        smtpc_judge_(out, &r, &found, class_);
    }
    out->provider = smtpc_say_text_(smtpc_provider_says_[found.provider].id);
    return out->reason != SMTPC_REASON_OTHER_;
}

SMTPC_API const char *smtpc_basis_name(int basis)
{
    switch (basis) {
    case SMTPC_BASIS_NONE:
        return "none";
    case SMTPC_BASIS_CLASS:
        return "class";
    case SMTPC_BASIS_REPLY:
        return "reply";
    case SMTPC_BASIS_STATUS:
        return "status";
    case SMTPC_BASIS_PROVIDER:
        return "provider";
    case SMTPC_BASIS_TEXT:
        return "text";
    default:
        return "";
    }
}

SMTPC_API const char *smtpc_confidence_name(int confidence)
{
    switch (confidence) {
    case SMTPC_CONFIDENCE_LOW:
        return "low";
    case SMTPC_CONFIDENCE_MEDIUM:
        return "medium";
    case SMTPC_CONFIDENCE_HIGH:
        return "high";
    default:
        return "";
    }
}

#endif /* SMTPC_IMPLEMENTATION */
