/* @begin banner */
/* smtpcodes.h - SMTP reply codes and enhanced status codes
 * SPDX-License-Identifier: 0BSD
 *
 * A sample of two codes, for compiling this file on its own.
 */
/* @end banner */
/*
 * In exactly one .c file:  #define SMTPC_IMPLEMENTATION before including.
 * Everywhere else:         include, nothing more.
 * For a private copy:      #define SMTPC_STATIC before including.
 *
 *     struct smtpc_entry e;
 *
 *     smtpc_get(smtpc_find_id("5.1.1", 5), &e);
 *     printf("%s: %s\n%s\n", e.code, e.title, e.advice);
 *
 * C99 or C++98 and later, any machine whose int has 32 bits, freestanding but
 * for stddef.h, stdint.h and string.h. No allocation, no globals that change,
 * no locale, no errno; every function is re-entrant. Lengths are bytes and
 * explicit: text need not end in NUL. Texts that come back are NUL-terminated
 * UTF-8, live as long as the program, and are never NULL.
 *
 * Numbers and symbols are promises: they are never reused or renumbered. An
 * id (1 to SMTPC_ENTRIES) is an index of this version of the file only.
 */
#ifndef SMTPCODES_H
#define SMTPCODES_H

#include <stddef.h>
#include <stdint.h>

/* @begin version */
#define SMTPC_VERSION_MAJOR 0
#define SMTPC_VERSION_MINOR 0
#define SMTPC_VERSION_PATCH 0
/** Which state of the IANA registry the catalogue was compared with. */
#define SMTPC_REGISTRY "2000-01-01"
/** Ids are 1 to SMTPC_ENTRIES; 0 is the unknown entry. Grows with versions. */
#define SMTPC_ENTRIES 2
/* @end version */

/** The version as one number that can be compared. */
#define SMTPC_VERSION                                             \
    (SMTPC_VERSION_MAJOR * 1000000 + SMTPC_VERSION_MINOR * 1000 + \
     SMTPC_VERSION_PATCH)

/** An enhanced status code as one number: class 2, 4 or 5, subject and detail
 * 0 to 999, ten bits each (RFC 3463, section 2). */
#define SMTPC_STATUS(class_, subject_, detail_)              \
    ((uint32_t)(class_) << 20 | (uint32_t)(subject_) << 10 | \
     (uint32_t)(detail_))

/** Subject and detail without a class, as in X.1.1. */
#define SMTPC_DETAIL(subject_, detail_) ((subject_) << 10 | (detail_))

#ifndef SMTPC_API
#if defined SMTPC_STATIC
#define SMTPC_API static inline
#else
#define SMTPC_API
#endif
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Reply codes, by the number on the wire (RFC 5321, section 4.2). */
enum smtpc_reply {
    /* @begin replies */
    SMTPC_250_OK = 250
    /* @end replies */
};

/** Enhanced status codes without their class: compare with
 * smtpc_status_detail, or join a class with SMTPC_STATUS (RFC 3463). */
enum smtpc_detail {
    /* @begin details */
    SMTPC_X_1_1_BAD_DESTINATION_MAILBOX = SMTPC_DETAIL(1, 1)
    /* @end details */
};

/** First digits of replies and of enhanced status codes. */
enum smtpc_class {
    /* @begin classes */
    SMTPC_CLASS_SUCCESS = 2
    /* @end classes */
};

/** Second numbers of enhanced status codes. */
enum smtpc_subject {
    /* @begin subjects */
    SMTPC_SUBJECT_ADDRESS = 1
    /* @end subjects */
};

/** Causes. */
enum smtpc_reason {
    /* @begin reasons */
    SMTPC_REASON_OTHER = 0
    /* @end reasons */
};

/** Who defines a code. */
enum smtpc_standing {
    /* @begin standings */
    SMTPC_STANDING_STANDARD = 0
    /* @end standings */
};

/** Who must act. */
enum smtpc_party {
    /* @begin parties */
    SMTPC_PARTY_NOBODY = 0
    /* @end parties */
};

/** What to do. */
enum smtpc_action {
    /* @begin actions */
    SMTPC_ACTION_NONE = 0
    /* @end actions */
};

/** What the catalogue says of one code. */
struct smtpc_entry {
    const char *symbol;     /* "SMTPC_550_MAILBOX_UNAVAILABLE" */
    const char *code;       /* "550" or "X.1.1" */
    const char *title;      /* a few words */
    const char *meaning;    /* a few sentences */
    const char *advice;     /* what the party below does; "" when nothing */
    const char *reference;  /* "RFC 5321, section 4.2.3" */
    unsigned char standing; /* enum smtpc_standing */
    unsigned char reason;   /* enum smtpc_reason */
    unsigned char party;    /* enum smtpc_party, in the gravest class */
    unsigned char
        actions[6]; /* enum smtpc_action, by class digit; 0 and 1 unused */
};

/** Return the id of a reply code (100 to 999), 0 when it is unknown. */
SMTPC_API unsigned smtpc_reply_id(int code);

/** Return the id of an enhanced status code, 0 when it is unknown or is 0, as
 * where smtpc_read found none. The class (2, 4, 5, or 0 for none) does not
 * choose: 4.1.1 and 5.1.1 are X.1.1. */
SMTPC_API unsigned smtpc_status_id(uint32_t status);

/** Return the id of "550", "5.1.1", "X.1.1" or a symbol, be it one that the
 * code had before, 0 when the len bytes are none of these. Nothing else is
 * accepted: no blanks, no leading zeros. */
SMTPC_API unsigned smtpc_find_id(const char *text, size_t len);

/** Fill *out with the entry of an id; id 0 or too large: the unknown entry,
 * whose texts say so and whose actions still hold by class. */
SMTPC_API void smtpc_get(unsigned id, struct smtpc_entry *out);

/** Read an enhanced status code at the start of text (RFC 2034, section 4;
 * RFC 3463, section 2): class 2, 4 or 5, subject and detail of one to three
 * digits without leading zeros, then no digit, no ".digit". Return its length
 * (5 to 9) and set *status; or return 0 and leave it. */
SMTPC_API size_t smtpc_status_parse(const char *text, size_t len,
                                    uint32_t *status);

/** What smtpc_read found to be odd. */
enum smtpc_flag {
    /** The status's class is not the reply's first digit. */
    SMTPC_FLAG_CLASS_CONFLICT = 1,
    /** Lines of one reply carry different codes. */
    SMTPC_FLAG_CODES_DIFFER = 2,
    /** A code is not in the catalogue. */
    SMTPC_FLAG_UNREGISTERED = 4,
    /** The second digit is not 0 to 5 (RFC 5321, section 4.2). */
    SMTPC_FLAG_MALFORMED = 8,
    /** The last line promises another ("550-") that does not come. */
    SMTPC_FLAG_TRUNCATED = 16
};

/** A reply as it was read. */
struct smtpc_response {
    int code;         /* 200 to 599; 0: none was found */
    uint32_t status;  /* SMTPC_STATUS; 0: none was found */
    unsigned flags;   /* enum smtpc_flag, added up */
    unsigned lines;   /* how many make up the reply */
    const char *text; /* the words of the first line, in the caller's text */
    size_t text_len;
    unsigned reply_id, status_id; /* of the codes; 0: none, or unknown */
};

/** Read the reply at the start of text, as it stands in a session, a bounce
 * or a log: one line or many ("550-", "550 "), CRLF or LF, the code on each
 * line or not, behind "smtp;", "host ... said:" or a log's own words, the
 * status as "5.1.1", "(#5.1.1)" or "dsn=5.1.1". An address, a version or a
 * date is not taken for a code. Any bytes are fine. Fill *out and return the
 * length of the lines that were read, so that a loop gets through a file;
 * 0 only when len is 0. */
SMTPC_API size_t smtpc_read(const char *text, size_t len,
                            struct smtpc_response *out);

/** What a first digit means: "" when it is none of 2 to 5. */
SMTPC_API const char *smtpc_class_title(int digit);

/** What a subject means, also for details that nobody registered; "" when
 * the subject itself is unknown. */
SMTPC_API const char *smtpc_subject_title(int subject);

/** The catalogue's word for a value, such as "mailbox-full"; "" for a number
 * that is none. */
SMTPC_API const char *smtpc_reason_name(int reason);
SMTPC_API const char *smtpc_action_name(int action);
SMTPC_API const char *smtpc_party_name(int party);
SMTPC_API const char *smtpc_standing_name(int standing);

/** The parts of a status made by SMTPC_STATUS. */
static inline int smtpc_status_class(uint32_t status)
{
    return (int)(status >> 20 & 1023);
}

static inline int smtpc_status_subject(uint32_t status)
{
    return (int)(status >> 10 & 1023);
}

/** Subject and detail, to compare with an enum smtpc_detail. */
static inline int smtpc_status_detail(uint32_t status)
{
    return (int)(status & 0xfffff);
}

#ifdef __cplusplus
}
#endif

#endif /* SMTPCODES_H */

/* The implementation has a guard of its own, so that a second inclusion may
 * ask for it. */
#if (defined SMTPC_IMPLEMENTATION || defined SMTPC_STATIC) && \
    !defined SMTPCODES_IMPLEMENTED_
#define SMTPCODES_IMPLEMENTED_

#include <string.h>

/* Texts stand in one struct of char arrays and rows hold their offsets: the
 * compiler counts, and read-only memory holds no pointer to relocate.
 * E(member, symbol, code, title, meaning, advice, reference, standing,
 *   reason, party, actions in class 2, 3, 4, 5)
 * A(member, symbol that an entry had before, the entry's id) */
/* @begin entries */
#define SMTPC_LIST_(E)                                                         \
    E(unknown, "", "", "Unknown code", "", "", "", 0, 0, 0, 0, 0, 0, 0)        \
    E(r250, "SMTPC_250_OK", "250", "OK", "", "", "", 0, 0, 0, 0, 0, 0, 0)      \
    E(x1_1, "SMTPC_X_1_1_BAD_DESTINATION_MAILBOX", "X.1.1", "", "", "", "", 0, \
      0, 0, 0, 0, 0, 0)
#define SMTPC_ALIASES_(A) A(alias0, "", 0)
/* @end entries */

/* N(member, value, text): the words for classes, subjects and values. */
/* @begin words */
#define SMTPC_CLASS_WORDS_(N) N(class2, 2, "Positive completion")
#define SMTPC_SUBJECT_WORDS_(N) N(subject1, 1, "Addressing Status")
#define SMTPC_REASON_WORDS_(N) N(reason0, 0, "other")
#define SMTPC_ACTION_WORDS_(N) N(action0, 0, "none")
#define SMTPC_PARTY_WORDS_(N) N(party0, 0, "nobody")
#define SMTPC_STANDING_WORDS_(N) N(standing0, 0, "standard")
/* @end words */

#define SMTPC_MEMBERS_(m, symbol, code, title, meaning, advice, reference, s_, \
                       r_, p_, a2_, a3_, a4_, a5_)                             \
    char m##_symbol[sizeof(symbol)];                                           \
    char m##_code[sizeof(code)];                                               \
    char m##_title[sizeof(title)];                                             \
    char m##_meaning[sizeof(meaning)];                                         \
    char m##_advice[sizeof(advice)];                                           \
    char m##_reference[sizeof(reference)];
#define SMTPC_TEXTS_(m, symbol, code, title, meaning, advice, reference, s_, \
                     r_, p_, a2_, a3_, a4_, a5_)                             \
    symbol, code, title, meaning, advice, reference,
#define SMTPC_ROW_(m, symbol, code, title, meaning, advice, reference, s_, r_, \
                   p_, a2_, a3_, a4_, a5_)                                     \
    {(uint32_t)offsetof(struct smtpc_pool_, m##_symbol),                       \
     (uint32_t)offsetof(struct smtpc_pool_, m##_code),                         \
     (uint32_t)offsetof(struct smtpc_pool_, m##_title),                        \
     (uint32_t)offsetof(struct smtpc_pool_, m##_meaning),                      \
     (uint32_t)offsetof(struct smtpc_pool_, m##_advice),                       \
     (uint32_t)offsetof(struct smtpc_pool_, m##_reference),                    \
     sizeof(symbol) - 1,                                                       \
     s_,                                                                       \
     r_,                                                                       \
     p_,                                                                       \
     {a2_, a3_, a4_, a5_}},
#define SMTPC_ALIAS_MEMBER_(m, symbol, id) char m##_symbol[sizeof(symbol)];
#define SMTPC_ALIAS_TEXT_(m, symbol, id) symbol,
#define SMTPC_ALIAS_ROW_(m, symbol, id)                      \
    {(uint32_t)offsetof(struct smtpc_pool_, m##_symbol), id, \
     sizeof(symbol) - 1},
#define SMTPC_WORD_MEMBER_(m, value, text) char m##_word[sizeof(text)];
#define SMTPC_WORD_TEXT_(m, value, text) text,
#define SMTPC_WORD_CASE_(m, value, text) \
    case value:                          \
        return smtpc_pool_texts_.m##_word;

struct smtpc_pool_ {
    SMTPC_LIST_(SMTPC_MEMBERS_)
    SMTPC_ALIASES_(SMTPC_ALIAS_MEMBER_)
    SMTPC_CLASS_WORDS_(SMTPC_WORD_MEMBER_)
    SMTPC_SUBJECT_WORDS_(SMTPC_WORD_MEMBER_)
    SMTPC_REASON_WORDS_(SMTPC_WORD_MEMBER_)
    SMTPC_ACTION_WORDS_(SMTPC_WORD_MEMBER_)
    SMTPC_PARTY_WORDS_(SMTPC_WORD_MEMBER_)
    SMTPC_STANDING_WORDS_(SMTPC_WORD_MEMBER_)
    char none_word[1];
};

static const struct smtpc_pool_ smtpc_pool_texts_ = {
    SMTPC_LIST_(SMTPC_TEXTS_) SMTPC_ALIASES_(SMTPC_ALIAS_TEXT_)
        SMTPC_CLASS_WORDS_(SMTPC_WORD_TEXT_)
            SMTPC_SUBJECT_WORDS_(SMTPC_WORD_TEXT_)
                SMTPC_REASON_WORDS_(SMTPC_WORD_TEXT_)
                    SMTPC_ACTION_WORDS_(SMTPC_WORD_TEXT_)
                        SMTPC_PARTY_WORDS_(SMTPC_WORD_TEXT_)
                            SMTPC_STANDING_WORDS_(SMTPC_WORD_TEXT_) ""};

struct smtpc_row_ {
    uint32_t symbol, code, title, meaning, advice, reference;
    unsigned char symbol_len, standing, reason, party;
    unsigned char actions[4]; /* classes 2 to 5 */
};

static const struct smtpc_row_ smtpc_rows_[] = {SMTPC_LIST_(SMTPC_ROW_)};

struct smtpc_alias_ {
    uint32_t symbol;
    uint16_t id;
    unsigned char symbol_len;
};

static const struct smtpc_alias_ smtpc_aliases_[] = {
    SMTPC_ALIASES_(SMTPC_ALIAS_ROW_)};

#define SMTPC_U64_(high, low) ((uint64_t)(high) << 32 | (low))

/* The perfect hashes (hash and displace): a key is the token's own bytes in
 * one word; one multiply finds its only possible place, one compare there
 * tells whether it is known. Every byte of the token takes part in the
 * compare, so it is the validation too: no digit is ever checked. */
/* @begin tables */
#define SMTPC_REPLY_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_REPLY_BUCKET_SHIFT_ 63
#define SMTPC_REPLY_SLOT_SHIFT_ 61
#define SMTPC_REPLY_SCALE_ 0
#define SMTPC_REPLY_MASK_ 3u
static const unsigned char smtpc_reply_moves_[2] = {0, 0};
typedef uint32_t smtpc_reply_slot_;
#define SMTPC_REPLY_ID_BITS_ 8
static const smtpc_reply_slot_ smtpc_reply_slots_[4] = {0, 0, 0, 0};
#define SMTPC_STATUS_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_STATUS_BUCKET_SHIFT_ 63
#define SMTPC_STATUS_SLOT_SHIFT_ 61
#define SMTPC_STATUS_SCALE_ 0
#define SMTPC_STATUS_MASK_ 3u
static const unsigned char smtpc_status_moves_[2] = {0, 0};
static const unsigned char smtpc_status_ids_[4] = {0, 0, 0, 0};
static const uint64_t smtpc_status_keys_[4] = {0, 0, 0, 0};
#define SMTPC_NAME_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_NAME_BUCKET_SHIFT_ 63
#define SMTPC_NAME_SLOT_SHIFT_ 61
#define SMTPC_NAME_SCALE_ 0
#define SMTPC_NAME_MASK_ 3u
#define SMTPC_NAME_FROM_START_ 4u
#define SMTPC_NAME_FROM_END_ 0u
#define SMTPC_NAME_LEAST_ 12u
#define SMTPC_NAME_TAG_SHIFT_ 32
static const unsigned char smtpc_name_moves_[2] = {0, 0};
static const unsigned char smtpc_name_slots_[4] = {0, 0, 0, 0};
static const unsigned char smtpc_name_tags_[4] = {0, 0, 0, 0};
/* @end tables */

SMTPC_API void smtpc_get(unsigned id, struct smtpc_entry *out)
{
    const char *texts = (const char *)&smtpc_pool_texts_;
    const struct smtpc_row_ *row = &smtpc_rows_[id > SMTPC_ENTRIES ? 0 : id];

    out->symbol = texts + row->symbol;
    out->code = texts + row->code;
    out->title = texts + row->title;
    out->meaning = texts + row->meaning;
    out->advice = texts + row->advice;
    out->reference = texts + row->reference;
    out->standing = row->standing;
    out->reason = row->reason;
    out->party = row->party;
    out->actions[0] = out->actions[1] = 0;
    memcpy(out->actions + 2, row->actions, sizeof row->actions);
}

/* @begin reader */
#include "key.h"

#include "lookup.h"

#include "status.h"

#include "read.h"
/* @end reader */

SMTPC_API const char *smtpc_class_title(int digit)
{
    switch (digit) {
        SMTPC_CLASS_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

SMTPC_API const char *smtpc_subject_title(int subject)
{
    switch (subject) {
        SMTPC_SUBJECT_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

SMTPC_API const char *smtpc_reason_name(int reason)
{
    switch (reason) {
        SMTPC_REASON_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

SMTPC_API const char *smtpc_action_name(int action)
{
    switch (action) {
        SMTPC_ACTION_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

SMTPC_API const char *smtpc_party_name(int party)
{
    switch (party) {
        SMTPC_PARTY_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

SMTPC_API const char *smtpc_standing_name(int standing)
{
    switch (standing) {
        SMTPC_STANDING_WORDS_(SMTPC_WORD_CASE_)
    default:
        return smtpc_pool_texts_.none_word;
    }
}

#endif /* SMTPC_IMPLEMENTATION */
