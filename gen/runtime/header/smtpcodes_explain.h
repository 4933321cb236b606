/* @begin banner */
/* smtpcodes_explain.h - the cause and the action behind a real SMTP reply
 * SPDX-License-Identifier: 0BSD
 *
 * A sample of one phrase, for compiling this file on its own.
 */
/* @end banner */
/*
 * Include this file instead of smtpcodes.h, which it includes and whose rules
 * apply here too: SMTPC_IMPLEMENTATION in exactly one .c file, or SMTPC_STATIC.
 *
 *     struct smtpc_verdict v;
 *
 *     smtpc_explain(reply, strlen(reply), NULL, &v);
 *     if (v.action == SMTPC_ACTION_SUPPRESS)
 *         stop_mailing(recipient, reply);
 *     printf("%s: %s\n", v.title, smtpc_action_phrase(v.action));
 *
 * The full meaning and the steps for each reader are in smtpcodes_text.h. No
 * allocation, 5 KB of stack, any bytes are accepted.
 */
#ifndef SMTPCODES_EXPLAIN_H
#define SMTPCODES_EXPLAIN_H

#include "smtpcodes.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a verdict is based on, from nothing to the reply's own words. */
enum smtpc_basis {
    SMTPC_BASIS_NONE = 0,
    SMTPC_BASIS_CLASS = 1,    /* the first digit */
    SMTPC_BASIS_REPLY = 2,    /* the reply code */
    SMTPC_BASIS_STATUS = 3,   /* the enhanced status code */
    SMTPC_BASIS_PROVIDER = 4, /* what this provider means by the code */
    SMTPC_BASIS_TEXT = 5      /* a phrase */
};

/** How sure the verdict is. On replies that the catalogue was not made from,
 * high was right in 97 of 100, medium in 85. */
enum smtpc_confidence {
    SMTPC_CONFIDENCE_LOW = 0,
    SMTPC_CONFIDENCE_MEDIUM = 1,
    SMTPC_CONFIDENCE_HIGH = 2
};

/** Which command a reply answered. */
enum smtpc_stage {
    SMTPC_STAGE_UNKNOWN = 0,
    SMTPC_STAGE_CONNECT = 1, /* none yet: the greeting */
    SMTPC_STAGE_EHLO = 2,    /* or HELO, STARTTLS */
    SMTPC_STAGE_AUTH = 3,
    SMTPC_STAGE_MAIL = 4,
    SMTPC_STAGE_RCPT = 5,
    SMTPC_STAGE_DATA = 6,
    SMTPC_STAGE_MESSAGE = 7 /* the end of the message */
};

/** What a caller knows besides the reply. 0: unknown. */
struct smtpc_context {
    unsigned provider; /* who sent it, from smtpc_provider_of */
    int stage;         /* enum smtpc_stage */
};

/** What happened, who must act, what to do. */
struct smtpc_verdict {
    int code;                 /* from smtpc_read; 0: none */
    uint32_t status;          /* the same */
    unsigned flags;           /* enum smtpc_flag */
    int reason;               /* enum smtpc_reason */
    int action;               /* enum smtpc_action */
    int party;                /* enum smtpc_party */
    int basis;                /* enum smtpc_basis */
    int confidence;           /* enum smtpc_confidence */
    unsigned provider_number; /* 0: none is named or shown */
    const char *provider;     /* its id, "google"; "": none */
    const char *message;      /* id of the one that matched; "": none */
    const char *title;        /* a few words; never NULL */
    uint32_t text;            /* for smtpcodes_text.h of this version */
};

/** Explain the reply in len bytes of text: one reply, of one line or many,
 * alone or inside what a log, a library or a report writes around it. Only what
 * the server said counts. A number that nothing introduces as a reply code is
 * one where a status or a known phrase of several words follows ("> 550 User
 * unknown"). If there is no reply, the words of sending programs count
 * ("Connection timed out"), and otherwise the basis is "none".
 *
 * context, which may be NULL, says what else is known. A provider named there
 * takes precedence over what the text shows. The stage says what a reply can be
 * about: no recipient before RCPT, no message or sender before MAIL. Addresses,
 * hosts, URLs and quoted names in the reply decide only who the provider is.
 *
 * Evidence counts in this order: a provider's own number, if it is unambiguous;
 * a phrase of the text; the provider's other meanings of the code; the enhanced
 * status code; the reply code; the class. A specific code outranks a short
 * phrase or a guess ("may be full"). "suppress" comes only from a permanent
 * reply about a recipient. Fill *out and return 1 if the cause is known, or 0
 * if the reason is "other". Only the first 2 KB of words count. */
SMTPC_API int smtpc_explain(const char *text, size_t len,
                            const struct smtpc_context *context,
                            struct smtpc_verdict *out);

/** The same for a reply in parts: its code (0: none), its status (0: none, or
 * only in the words) and the len bytes of its words, line after line. The
 * verdict is that of smtpc_explain on all three together. */
SMTPC_API int smtpc_explain_parts(int code, uint32_t status, const char *words,
                                  size_t len,
                                  const struct smtpc_context *context,
                                  struct smtpc_verdict *out);

/** The matching exit status of sysexits.h: 0 accepted, 75 try again later, 67
 * no such recipient, 65 change the message, 77 not permitted, 69 anything else.
 */
SMTPC_API int smtpc_sysexit(const struct smtpc_verdict *verdict);

/** What a provider means by a code. */
struct smtpc_provider_use {
    const char *provider; /* its id: "google" */
    const char *title;    /* a few words */
    uint32_t first;       /* code or SMTPC_STATUS; class 0: any */
    uint32_t last;        /* of a range; else the same */
    uint32_t text;        /* for smtpcodes_text.h of this version */
    unsigned char reason; /* enum smtpc_reason */
    unsigned char action; /* enum smtpc_action, in its worst class */
    unsigned char party;  /* enum smtpc_party, the same */
};

/** Fill *out with the n-th provider's own meaning of the code of an id, counted
 * from 0 in the order of the providers' ids, those of a range around it last,
 * whether a standard defines the code or only providers do. Return 1, or 0 and
 * leave *out if there is no n-th or no such id. */
SMTPC_API int smtpc_use(unsigned id, unsigned n,
                        struct smtpc_provider_use *out);

/** The words for the two enums above. "" for an unknown number. */
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
#include "words.h"
#include "fold.h"
#include "match.h"
/* @end matcher */

/* One code as a provider uses it: a row a reply it is bound to. */
struct smtpc_use_ {
    uint16_t number;   /* which use: its texts */
    uint16_t from, to; /* details; or a reply code, by subject */
    uint16_t reply;    /* 0: with any */
    unsigned char provider, class_, subject, reason, action;
};

/* A use of the code of an id: the first of its rows. */
struct smtpc_meaning_ {
    uint16_t id, row;
};

/* What a reason asks for and of whom, by class 2 to 5, and whom it is about. */
struct smtpc_act_ {
    unsigned char action[4], party[4];
    unsigned char about; /* enum smtpc_about_ */
};

/* Where a verdict's words come from: an entry's id, or one of these and the
 * number of a message or use. */
#define SMTPC_TEXT_MESSAGE_ 0x10000u
#define SMTPC_TEXT_USE_ 0x20000u

/* A title behind those of the pool: one of smtpcodes.h, by its code. */
#define SMTPC_AMONG_TEXTS_(m_, at_)                               \
    SMTPC_CAST_(smtpc_offset_, sizeof(struct smtpc_use_titles_) + \
                                   offsetof(struct smtpc_texts_, m_) + (at_))

/* Titles of reasons by number, of messages and uses from 1 on. */
/* @begin texts */
struct smtpc_reason_titles_ {
    char other[6];
};
static const struct smtpc_reason_titles_ smtpc_reason_titles_pool_ = {"Other"};
static const smtpc_offset_ smtpc_reason_titles_at_[] = {
    SMTPC_AT_(reason_titles, other)};
struct smtpc_message_texts_ {
    char none[1];
    char sample[7];
    char sample_title[7];
};
static const struct smtpc_message_texts_ smtpc_message_texts_pool_ = {
    "", "sample", "Sample"};
static const struct smtpc_message_text_ {
    smtpc_offset_ id, title;
} smtpc_message_texts_at_[] = {
    {0, 0},
    {SMTPC_AT_(message_texts, sample), SMTPC_AT_(message_texts, sample_title)}};
#define smtpc_use_titles_pool_ smtpc_reason_titles_pool_
#define smtpc_use_titles_at_ smtpc_reason_titles_at_
#define smtpc_use_titles_ smtpc_reason_titles_
/* @end texts */

/* The title of a use, wherever it is kept. */
static inline const char *smtpc_use_title_(const struct smtpc_use_ *use)
{
    size_t at = smtpc_use_titles_at_[use->number];

    return at < sizeof smtpc_use_titles_pool_
               ? smtpc_text_(&smtpc_use_titles_pool_, at)
               : smtpc_text_(&smtpc_texts_pool_,
                             at - sizeof smtpc_use_titles_pool_);
}

/* A phrase, whose text is for who reads this, and another of its pieces. */
#define SMTPC_BYTE_(n_) SMTPC_CAST_(unsigned char, n_)
#define SMTPC_PRINT_BYTES_(low_, mid_, high_)                           \
    {                                                                   \
        SMTPC_BYTE_(low_), SMTPC_BYTE_((low_) >> 8), SMTPC_BYTE_(mid_), \
            SMTPC_BYTE_((mid_) >> 8), SMTPC_BYTE_(high_),               \
            SMTPC_BYTE_((high_) >> 8)                                   \
    }
#define SMTPC_PHRASE_(text_, low_, mid_, high_, kind_, target_, flags_, len_,  \
                      gram_, score_, check_)                                   \
    {                                                                          \
        {SMTPC_BYTE_(target_),                                                 \
         SMTPC_BYTE_((target_) >> 8 | (flags_) << (SMTPC_GAPS_SHIFT_ - 8) |    \
                     (kind_) << (SMTPC_KIND_SHIFT_ - 8))},                     \
            SMTPC_PRINT_BYTES_(low_, mid_, high_), len_, gram_, score_, check_ \
    }
#define SMTPC_PIECE_(low_, mid_, high_, second_, third_, len_, flags_, start_) \
    {                                                                          \
        {second_, third_}, SMTPC_PRINT_BYTES_(low_, mid_, high_), len_,        \
            flags_, 0, start_                                                  \
    }

/* @begin tables */
#define SMTPC_STANDING_OF_PROVIDER_ 3
#define SMTPC_REASON_OTHER_ 0
#define SMTPC_REASON_ACCEPTED_ 0
#define SMTPC_REASON_CONTINUE_ 0
#define SMTPC_REASON_EXPIRED_ 0
#define SMTPC_ACTION_SUPPRESS_ 7
#define SMTPC_ACTION_READ_TEXT_ 9
#define SMTPC_ACTION_ASK_RECEIVER_ 8
#define SMTPC_ACTION_SLOW_DOWN_ 3
#define SMTPC_ACTION_FIX_MESSAGE_ 4
#define SMTPC_ACTION_FIX_SENDER_ 5
#define SMTPC_ACTION_FIX_CLIENT_ 6
static const struct smtpc_act_ smtpc_acts_[] = {
    {{0, 0, 0, 0}, {0, 0, 0, 0}, 0}};
static const unsigned char smtpc_reason_is_cause_[] = {0};
static const struct smtpc_use_ smtpc_uses_[] = {{0, 0, 0, 0, 0, 0, 0, 0, 0}};
static const uint16_t smtpc_first_use_[] = {0, 0, 0};
#define SMTPC_MEANINGS_ 0u
static const struct smtpc_meaning_ smtpc_meanings_[] = {{0, 0}};
static const uint32_t smtpc_filter_[2048] = {0};
static const struct smtpc_group_ smtpc_groups_[256] = {{0, {0}}};
static const struct smtpc_phrase_ smtpc_phrases_[SMTPC_ROWS_] = {
    SMTPC_PIECE_(0, 0, 0, 0, 0, 0, 0, 0)};
static const struct smtpc_message_ smtpc_messages_[] = {{0, 0, 0, 0, 0, 0, 0}};
static const uint32_t smtpc_scopes_[] = {0};
/* @end tables */

/* What the provider means by a code: the row that fits most closely, bound to
 * this reply before any, a narrow range before a wide one; NULL when it has
 * none. */
static inline const struct smtpc_use_ *
smtpc_find_use_(unsigned provider, const struct smtpc_response *r)
{
    const struct smtpc_use_ *best = SMTPC_NULL_;
    int closeness = -1, class_ = r->code / 100;
    unsigned i;

    if (class_ == 0)
        class_ = SMTPC_CAST_(int, r->status >> 20);
    for (i = smtpc_first_use_[provider]; i < smtpc_first_use_[provider + 1];
         i++) {
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

/* The gravest class of the use whose rows begin here. */
SMTPC_SELDOM_ int smtpc_use_class_(const struct smtpc_use_ *use)
{
    const struct smtpc_use_ *end =
        &smtpc_uses_[smtpc_first_use_[use->provider + 1]];
    uint32_t number = use->number;
    int gravest = 0;

    if (use->class_)
        return use->class_;
    if (use->subject == SMTPC_OF_REPLY_)
        return use->from / 100;
    /* "X": that of the replies, or any failure. */
    for (; use < end && use->number == number; use++) {
        int class_ = use->reply ? use->reply / 100 : 5;

        if (class_ != 3 && class_ > gravest)
            gravest = class_;
    }
    return gravest ? gravest : 5;
}

/* The first number of a use's row, or the last. */
static inline uint32_t smtpc_use_number_(const struct smtpc_use_ *use,
                                         unsigned detail)
{
    return use->subject == SMTPC_OF_REPLY_
               ? detail
               : SMTPC_STATUS(use->class_, use->subject, detail);
}

/* The first meaning of an id, or where it would be. */
SMTPC_SELDOM_ unsigned smtpc_first_meaning_(unsigned id)
{
    unsigned low = 0, high = SMTPC_MEANINGS_;

    while (low < high) {
        unsigned mid = low + (high - low) / 2;

        if (smtpc_meanings_[mid].id < id)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* Who must act when a message or a use has an action of its own: the party of
 * its reason, if that is on the side that the action is for. */
SMTPC_SELDOM_ int smtpc_party_for_(int action, int party)
{
    int receives =
        party == SMTPC_PARTY_RECIPIENT || party == SMTPC_PARTY_RECIPIENT_ADMIN;

    switch (action) {
    case SMTPC_ACTION_ASK_RECEIVER_:
        return receives ? party : SMTPC_PARTY_RECIPIENT_ADMIN;
    case SMTPC_ACTION_FIX_SENDER_:
    case SMTPC_ACTION_SLOW_DOWN_:
        return receives ? SMTPC_PARTY_SENDER_ADMIN : party;
    case SMTPC_ACTION_FIX_MESSAGE_:
    case SMTPC_ACTION_FIX_CLIENT_:
        return receives ? SMTPC_PARTY_SENDER : party;
    default:
        return party;
    }
}

SMTPC_API int smtpc_use(unsigned id, unsigned n, struct smtpc_provider_use *out)
{
    unsigned first = smtpc_first_meaning_(id);
    const struct smtpc_meaning_ *meaning;
    const struct smtpc_use_ *use;
    const struct smtpc_act_ *act;
    unsigned at;

    if (id == 0 || n >= SMTPC_MEANINGS_ - first ||
        smtpc_meanings_[first + n].id != id)
        return 0;
    meaning = &smtpc_meanings_[first + n];
    use = &smtpc_uses_[meaning->row];
    act = &smtpc_acts_[use->reason];
    at = SMTPC_CAST_(unsigned, smtpc_use_class_(use) - 2);
    out->provider = smtpc_provider_id(use->provider);
    out->title = smtpc_use_title_(use);
    out->first = smtpc_use_number_(use, use->from);
    out->last = smtpc_use_number_(use, use->to);
    out->text = use->number;
    out->reason = use->reason;
    out->action = act->action[at];
    out->party = act->party[at];
    if (use->action != SMTPC_OWN_ACTION_) {
        out->action = use->action;
        out->party = SMTPC_CAST_(unsigned char,
                                 smtpc_party_for_(use->action, out->party));
    }
    return 1;
}

static inline const char *smtpc_reason_title_(int reason)
{
    return smtpc_text_(&smtpc_reason_titles_pool_,
                       smtpc_reason_titles_at_[reason]);
}

/* Action and party follow from the reason in the reply's class. Without a
 * code it is taken as final, as in a bounce. */
SMTPC_ONCE_ void smtpc_decide_(struct smtpc_verdict *out, int class_,
                               unsigned action)
{
    const struct smtpc_act_ *act = &smtpc_acts_[out->reason];
    int at = class_ >= 2 && class_ <= 5 ? class_ - 2 : 3;

    out->action = act->action[at];
    out->party = act->party[at];
    if (action != SMTPC_OWN_ACTION_) {
        out->action = SMTPC_CAST_(int, action);
        out->party = smtpc_party_for_(out->action, out->party);
    }
}

/* A message of a provider that nothing shows tells the cause and what to do,
 * and nothing of who spoke. */
SMTPC_ONCE_ void smtpc_take_message_(struct smtpc_verdict *out,
                                     const struct smtpc_found_ *found,
                                     unsigned *action)
{
    const struct smtpc_message_ *m = &smtpc_messages_[found->message - 1];
    const struct smtpc_message_text_ *text =
        &smtpc_message_texts_at_[found->message];

    out->reason = m->reason;
    out->basis = SMTPC_BASIS_TEXT;
    *action = m->action;
    if (m->provider && m->provider != found->provider) {
        out->title = smtpc_reason_title_(out->reason);
        return;
    }
    out->title = smtpc_text_(&smtpc_message_texts_pool_, text->title);
    out->text = SMTPC_TEXT_MESSAGE_ + found->message;
}

SMTPC_SELDOM_ void smtpc_take_use_(struct smtpc_verdict *out,
                                   const struct smtpc_use_ *use,
                                   unsigned *action)
{
    out->reason = use->reason;
    out->basis = SMTPC_BASIS_PROVIDER;
    *action = use->action;
    out->title = smtpc_use_title_(use);
    out->text = SMTPC_TEXT_USE_ + use->number;
}

/* What an entry asks for in the class of a reply. */
SMTPC_ONCE_ unsigned smtpc_entry_action_(unsigned id, int class_)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    return e.actions[class_ >= 2 && class_ <= 5 ? class_ : 5];
}

/* The id of the message that a verdict's text comes from. */
SMTPC_ONCE_ const char *smtpc_message_id_(uint32_t text)
{
    uint32_t number = text - SMTPC_TEXT_MESSAGE_;
    size_t count =
        sizeof smtpc_message_texts_at_ / sizeof smtpc_message_texts_at_[0];

    return smtpc_text_(&smtpc_message_texts_pool_,
                       smtpc_message_texts_at_[number < count ? number : 0].id);
}

SMTPC_ONCE_ void smtpc_take_entry_(struct smtpc_verdict *out, unsigned id,
                                   int basis)
{
    struct smtpc_entry e;

    smtpc_get(id, &e);
    out->reason = e.reason;
    out->basis = basis;
    out->title = e.title;
    out->text = id;
}

/* How sure a verdict is, as measured on replies that no phrase was made for:
 * high where a code says what the words do, or the words are many. A status
 * alone is less than them where there are words that nobody understood. */
SMTPC_ONCE_ int smtpc_confidence_(const struct smtpc_verdict *v,
                                  const struct smtpc_found_ *found,
                                  int status_reason, size_t words)
{
    if ((v->flags & SMTPC_FLAG_CLASS_CONFLICT) || found->is_guess)
        return SMTPC_CONFIDENCE_LOW;
    switch (v->basis) {
    case SMTPC_BASIS_TEXT:
        if (found->score >= SMTPC_SURE_SCORE_ || v->reason == status_reason)
            return SMTPC_CONFIDENCE_HIGH;
        return found->score >= SMTPC_SPECIFIC_SCORE_ ? SMTPC_CONFIDENCE_MEDIUM
                                                     : SMTPC_CONFIDENCE_LOW;
    case SMTPC_BASIS_PROVIDER:
        return SMTPC_CONFIDENCE_MEDIUM;
    case SMTPC_BASIS_STATUS:
        return words < SMTPC_FEW_WORDS_ ? SMTPC_CONFIDENCE_MEDIUM
                                        : SMTPC_CONFIDENCE_LOW;
    default:
        return SMTPC_CONFIDENCE_LOW;
    }
}

/* Do only providers have a number? */
static inline int smtpc_is_of_providers_(unsigned id)
{
    return smtpc_rows_[id].standing_party % 16 == SMTPC_STANDING_OF_PROVIDER_;
}

/* The row of the only provider that has a number; NULL when a standard defines
 * it or several have it. */
static inline const struct smtpc_use_ *smtpc_only_use_(unsigned id)
{
    const struct smtpc_use_ *use = SMTPC_NULL_;
    unsigned i;

    if (!smtpc_is_of_providers_(id))
        return SMTPC_NULL_;
    for (i = smtpc_first_meaning_(id);
         i < SMTPC_MEANINGS_ && smtpc_meanings_[i].id == id; i++) {
        const struct smtpc_use_ *one = &smtpc_uses_[smtpc_meanings_[i].row];

        if (use && use->provider != one->provider)
            return SMTPC_NULL_;
        use = one;
    }
    return use;
}

/* Does a provider's own meaning of a number leave no doubt? Not that of a
 * reply code which others have or a general status (X.y.0, X.7.1), nor one that
 * itself sends the reader to the words. */
static inline int smtpc_is_decisive_(const struct smtpc_use_ *use,
                                     unsigned reply_id)
{
    int is_own = use->subject == SMTPC_OF_REPLY_
                     ? smtpc_is_of_providers_(reply_id)
                     : use->to != 0 && !(use->subject == 7 && use->to == 1);

    return is_own && smtpc_reason_is_cause_[use->reason] &&
           use->action != SMTPC_ACTION_READ_TEXT_;
}

/* Is it the phrase that counts, before what the codes say? A provider's own
 * number beats general phrases, except where these say what the registry says
 * of it; a specific phrase beats the status; a short one, or a guess, only a
 * status without a cause. */
static inline int smtpc_phrase_wins_(const struct smtpc_found_ *found,
                                     const struct smtpc_use_ *use,
                                     unsigned reply_id, int status_reason)
{
    const struct smtpc_message_ *m;

    if (!found->message)
        return 0;
    m = &smtpc_messages_[found->message - 1];
    /* Of the same cause a provider's own words on its number tell more. */
    if (use && smtpc_is_decisive_(use, reply_id) &&
        !(m->provider && m->provider == found->provider) &&
        (m->reason != status_reason || m->reason == use->reason))
        return 0;
    return found->score >= SMTPC_SPECIFIC_SCORE_ ||
           (!(use && smtpc_reason_is_cause_[use->reason]) && status_reason < 0);
}

/* Can a reason be the one of a case, by whom it is about? */
static inline int smtpc_can_be_(const struct smtpc_case_ *c, unsigned reason)
{
    return smtpc_may_be_about_(c, smtpc_acts_[reason].about);
}

/* What the provider of a reply means by its number; that only one has it names
 * the provider. NULL when there is no such thing. */
SMTPC_ONCE_ const struct smtpc_use_ *
smtpc_use_of_(const struct smtpc_response *r, const struct smtpc_case_ *c,
              struct smtpc_found_ *found)
{
    const struct smtpc_use_ *use = SMTPC_NULL_;

    if (!found->provider) {
        use = smtpc_only_use_(r->status_id);
        if (!use)
            use = smtpc_only_use_(r->reply_id);
        if (use)
            found->provider = use->provider;
    }
    use = found->provider ? smtpc_find_use_(found->provider, r) : SMTPC_NULL_;
    return use && smtpc_can_be_(c, use->reason) ? use : SMTPC_NULL_;
}

/* Can a reply end a subscription? Not one that is temporary, about no recipient
 * or only about a command (50z); whose two codes contradict each other, or of
 * which only the general one names a lost recipient; of which a word tells it
 * that says little, or a guess; or whose status is of a policy: X.7.1 servers
 * give with anything, and X.7.13 itself is of an account. */
static inline int smtpc_may_suppress_(const struct smtpc_verdict *v,
                                      const struct smtpc_case_ *c,
                                      const struct smtpc_found_ *found,
                                      int status_reason, int class_,
                                      size_t words)
{
    uint32_t number = v->status & 0xfffff;

    if (class_ == 4 || !smtpc_may_be_about_(c, SMTPC_OF_RECIPIENT_) ||
        (v->code / 10 == 50 && number >> 10 != 1) ||
        (v->flags & SMTPC_FLAG_CLASS_CONFLICT) ||
        (c->is_reply && class_ == 0) ||
        (v->basis == SMTPC_BASIS_REPLY &&
         (v->status != 0 || words >= SMTPC_FEW_WORDS_)))
        return 0;
    if (v->basis == SMTPC_BASIS_TEXT && v->reason != status_reason &&
        (found->is_guess || found->score <= SMTPC_VAGUE_SCORE_))
        return 0;
    return number >> 10 != 7 || number == (7u << 10 | 1) ||
           number == (7u << 10 | 13) || v->basis == SMTPC_BASIS_PROVIDER;
}

/* Weigh a failure's evidence. */
static inline void smtpc_judge_(struct smtpc_verdict *out,
                                const struct smtpc_response *r,
                                const struct smtpc_case_ *c,
                                struct smtpc_found_ *found, int class_)
{
    const struct smtpc_use_ *use = smtpc_use_of_(r, c, found);
    unsigned by_status = smtpc_rows_[r->status_id].reason;
    unsigned by_reply = smtpc_rows_[r->reply_id].reason;
    int status_reason = -1;
    unsigned action = SMTPC_OWN_ACTION_;

    if (smtpc_reason_is_cause_[by_status] && smtpc_can_be_(c, by_status))
        status_reason = SMTPC_CAST_(int, by_status);
    if (smtpc_phrase_wins_(found, use, r->reply_id, status_reason)) {
        smtpc_take_message_(out, found, &action);
        /* A doubt that the words leave is gone when the code says the same. */
        if (out->reason == status_reason &&
            action == SMTPC_ACTION_ASK_RECEIVER_ &&
            smtpc_entry_action_(r->status_id, class_) == SMTPC_ACTION_SUPPRESS_)
            action = SMTPC_ACTION_SUPPRESS_;
    } else if (use) {
        smtpc_take_use_(out, use, &action);
    } else if (status_reason >= 0) {
        smtpc_take_entry_(out, r->status_id, SMTPC_BASIS_STATUS);
        action = smtpc_entry_action_(r->status_id, class_);
    } else if ((r->reply_id || r->status_id) && smtpc_can_be_(c, by_reply)) {
        /* Neither names a cause unless the reply code does; the finer code
         * still has the better words. */
        int replies = smtpc_reason_is_cause_[by_reply] || !r->status_id ||
                      !smtpc_can_be_(c, by_status);
        unsigned id = replies ? r->reply_id : r->status_id;

        smtpc_take_entry_(out, id,
                          replies ? SMTPC_BASIS_REPLY : SMTPC_BASIS_STATUS);
        action = smtpc_entry_action_(id, class_);
    } else if (class_) {
        out->basis = SMTPC_BASIS_CLASS;
    }
    smtpc_decide_(out, class_, action);
    if (out->action == SMTPC_ACTION_SUPPRESS_ &&
        !smtpc_may_suppress_(out, c, found, status_reason, class_, r->text_len))
        out->action = SMTPC_ACTION_READ_TEXT_;
    out->confidence = smtpc_confidence_(out, found, status_reason, r->text_len);
}

/* Words that say something good need no cause. */
SMTPC_SELDOM_ void smtpc_praise_(struct smtpc_verdict *out,
                                 const struct smtpc_response *r, int class_)
{
    smtpc_take_entry_(out, r->code ? r->reply_id : r->status_id,
                      r->code ? SMTPC_BASIS_REPLY : SMTPC_BASIS_STATUS);
    out->reason = class_ == 2 ? SMTPC_REASON_ACCEPTED_ : SMTPC_REASON_CONTINUE_;
    smtpc_decide_(out, class_, SMTPC_OWN_ACTION_);
    out->confidence = out->flags & SMTPC_FLAG_CLASS_CONFLICT
                          ? SMTPC_CONFIDENCE_LOW
                          : SMTPC_CONFIDENCE_HIGH;
}

/* Fold the words of a reply that begins at start, then the names in what stands
 * around it, which may show the provider. */
static inline size_t smtpc_fold_reply_(const struct smtpc_response *r,
                                       const char *text, size_t start,
                                       size_t len, char *to, size_t *hosts)
{
    size_t begin = SMTPC_CAST_(size_t, r->text - text);
    size_t end = begin + r->text_len;
    struct smtpc_fold_ f;

    smtpc_start_fold_(&f, to);
    smtpc_fold_on_(&f, text, begin, end, 0);
    *hosts = f.len;
    smtpc_fold_on_(&f, text, 0, start, 1);
    smtpc_fold_on_(&f, text, end, len, 1);
    return smtpc_end_fold_(&f);
}

/* Look for phrases in the words of a reply that begins at start, and for what
 * shows the provider. */
static inline void smtpc_search_(const struct smtpc_response *r,
                                 const char *text, size_t start, size_t len,
                                 struct smtpc_case_ *c,
                                 struct smtpc_found_ *found)
{
    struct smtpc_rules_ rules;
    struct smtpc_hits_ hits;
    char folded[SMTPC_FOLD_ROOM_];

    rules.filter = smtpc_filter_;
    rules.groups = smtpc_groups_;
    rules.phrases = smtpc_phrases_;
    rules.messages = smtpc_messages_;
    rules.scopes = smtpc_scopes_;
    smtpc_find_phrases_(
        &rules, folded,
        smtpc_fold_reply_(r, text, start, len, folded, &c->hosts), &hits);
    smtpc_weigh_(&rules, &hits, c, SMTPC_REASON_EXPIRED_, found);
}

/* r has the codes and words of a reply in text; without is_reply those of a
 * program that sends mail. */
static inline int smtpc_explain_read_(const struct smtpc_response *r,
                                      const char *text, size_t len,
                                      int is_reply,
                                      const struct smtpc_context *context,
                                      struct smtpc_verdict *out)
{
    struct smtpc_case_ c;
    struct smtpc_found_ found = {0, 0, 0, 0};
    int class_ = r->code ? r->code / 100 : SMTPC_CAST_(int, r->status >> 20);
    size_t begin = SMTPC_CAST_(size_t, r->text - text);
    size_t start = smtpc_reply_start_(text, begin);

    c.code = r->code;
    c.status = r->status;
    c.stage = context ? context->stage : SMTPC_STAGE_UNKNOWN;
    if (c.stage == SMTPC_STAGE_UNKNOWN && is_reply && class_ == 5 &&
        smtpc_is_early_(text, start, begin + r->text_len, len))
        c.stage = SMTPC_STAGE_MAIL;
    c.is_reply = is_reply;
    c.named =
        context && smtpc_provider_id(context->provider) ? context->provider : 0;
    out->code = r->code;
    out->status = r->status;
    out->flags = r->flags;
    out->reason = SMTPC_REASON_OTHER_;
    out->basis = SMTPC_BASIS_NONE;
    out->title = smtpc_reason_title_(out->reason);
    out->text = 0;
    if (class_ == 2 || class_ == 3) {
        found.provider = c.named;
        smtpc_praise_(out, r, class_);
    } else {
        smtpc_search_(r, text, start, len, &c, &found);
        smtpc_judge_(out, r, &c, &found, class_);
    }
    out->message = smtpc_message_id_(out->text);
    out->provider_number = found.provider;
    out->provider = found.provider ? smtpc_provider_id(found.provider)
                                   : smtpc_text_(&smtpc_provider_ids_pool_, 0);
    return out->reason != SMTPC_REASON_OTHER_;
}

/* Where a number of a failure begins that may be a reply code though nothing
 * tells that a reply comes: behind a mark, or in a column of its own, with
 * words behind it. len when there is none. */
SMTPC_SELDOM_ size_t smtpc_likely_code_(const char *text, size_t len)
{
    size_t at, before;

    for (at = 0; at < len; at++) {
        if (text[at] < '4' || !smtpc_code_at_(text, at, len) ||
            !smtpc_is_at_(text, at + 3, len, " \0-\0] \0") ||
            smtpc_is_at_(text, at + 3, len, " (\0"))
            continue;
        for (before = at; before > 0 && text[before - 1] == ' ';)
            before--;
        if (before == 0 ||
            (!smtpc_is_alnum_(text[before - 1]) &&
             (before < at ? before == 1 || text[before - 1] != '-'
                          : !smtpc_is_among_(text[at - 1], ".,-_=+/@#"))))
            break;
    }
    return at;
}

/* Explain the first such number. 0: its words do not tell that it is a reply's,
 * by a status or a phrase of several words. */
SMTPC_SELDOM_ int smtpc_explain_likely_(const char *text, size_t len,
                                        const struct smtpc_context *context,
                                        struct smtpc_verdict *out)
{
    size_t at = smtpc_likely_code_(text, len), used;
    struct smtpc_response r;

    if (at == len)
        return 0;
    used = smtpc_read(text + at, len - at, &r);
    smtpc_take_words_(&r, text, at, at + used);
    smtpc_explain_read_(&r, text, len, 1, context, out);
    return r.status || (out->basis == SMTPC_BASIS_TEXT &&
                        out->confidence > SMTPC_CONFIDENCE_LOW &&
                        !smtpc_is_digit_(text[at + 4]));
}

SMTPC_API int smtpc_explain(const char *text, size_t len,
                            const struct smtpc_context *context,
                            struct smtpc_verdict *out)
{
    struct smtpc_response r;
    size_t at = 0, line = 0, inner;
    int is_reply;

    /* The lines in front may be a report's own. A loop that always ran would
     * always call smtpc_read, which is made small, and be made small with it.
     */
    memset(&r, 0, sizeof r);
    while (at < len && !r.code && !r.status) {
        line = at;
        at += smtpc_read(text + at, len - at, &r);
    }
    is_reply = r.code || r.status;
    if (is_reply) {
        inner = (r.status >> 10 & 1023) == 4 ? smtpc_reported_(text, line, at)
                                             : line;
        if (inner > line) {
            line = inner - 1;
            smtpc_read(text + inner, at - inner, &r);
        }
        smtpc_take_words_(&r, text, line, at);
    } else if (smtpc_explain_likely_(text, len, context, out)) {
        return out->reason != SMTPC_REASON_OTHER_;
    } else {
        line = smtpc_was_said_(text, 0, len);
        is_reply = line < len;
        r.text = is_reply ? text + line : text;
        r.text_len = is_reply ? len - line : len;
    }
    return smtpc_explain_read_(&r, text, len, is_reply, context, out);
}

/* The status in the words behind a reply code of that class; 0: none. Who cuts
 * off three digits leaves it there, and some servers put it last. */
SMTPC_SELDOM_ uint32_t smtpc_words_status_(const char *words, size_t len,
                                           int class_)
{
    size_t end = smtpc_line_end_(words, 0, len), used;
    struct smtpc_told_ told = {0, 0};
    uint32_t status = 0;

    if (!smtpc_status_at_(words, 0, end, &status))
        smtpc_find_status_(words, 0, end, class_, &told, &status, &used);
    return status;
}

SMTPC_API int smtpc_explain_parts(int code, uint32_t status, const char *words,
                                  size_t len,
                                  const struct smtpc_context *context,
                                  struct smtpc_verdict *out)
{
    struct smtpc_response r;

    r.code = code >= 200 && code <= 599 ? code : 0;
    r.status = smtpc_status_class(status) ? status : 0;
    if (!r.code && !r.status)
        return smtpc_explain(words, len, context, out);
    if (!r.status)
        r.status = smtpc_words_status_(words, len, r.code / 100);
    r.reply_id = smtpc_reply_id(r.code);
    r.status_id = smtpc_status_id(r.status);
    r.flags = 0;
    if ((r.code && !r.reply_id) || (r.status && !r.status_id))
        r.flags |= SMTPC_FLAG_UNREGISTERED;
    smtpc_doubt_codes_(&r);
    r.text = words;
    r.text_len = smtpc_reply_end_(words, 0, 0, len);
    return smtpc_explain_read_(&r, words, len, 1, context, out);
}

SMTPC_API int smtpc_sysexit(const struct smtpc_verdict *verdict)
{
    static const unsigned char exits[] = {
        /* @begin exits */
        0
        /* @end exits */
    };
    size_t action = SMTPC_CAST_(size_t, verdict->action);

    return verdict->action >= 0 && action < sizeof exits ? exits[action] : 69;
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
