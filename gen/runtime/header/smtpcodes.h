/* @begin banner */
/* smtpcodes.h - SMTP reply codes and enhanced status codes
 * SPDX-License-Identifier: 0BSD
 *
 * A sample of two codes, for compiling this file on its own.
 */
/* @end banner */
/*
 * In exactly one .c file:  #define SMTPC_IMPLEMENTATION before including.
 * Everywhere else:         only include.
 * For a private copy:      #define SMTPC_STATIC before including.
 *
 *     struct smtpc_entry e;
 *
 *     smtpc_get(smtpc_find_id("5.1.1", 5), &e);
 *     printf("%s: %s\n", e.code, e.title);
 *
 * C99 or C++98 and later, any machine whose int has 32 bits, freestanding
 * except for stddef.h, stdint.h and string.h. No allocation, no globals that
 * change, no locale, no errno. Every function is re-entrant. Lengths are in
 * bytes, and text need not end in NUL. Returned texts are NUL-terminated
 * UTF-8, last as long as the program, and are never NULL.
 *
 * Numbers and symbols are never reused or renumbered. An id (1 to
 * SMTPC_ENTRIES) is an index into this version of the file only.
 */
#ifndef SMTPCODES_H
#define SMTPCODES_H

#include <stddef.h>
#include <stdint.h>

/* @begin version */
#define SMTPC_VERSION_MAJOR 0
#define SMTPC_VERSION_MINOR 0
#define SMTPC_VERSION_PATCH 0
/** The date of the IANA registry that the catalogue was compared with. */
#define SMTPC_REGISTRY "2000-01-01"
/** Ids are 1 to SMTPC_ENTRIES; 0 is the unknown entry. Grows with versions. */
#define SMTPC_ENTRIES 2
/* @end version */

/** The version as one number, for comparisons. */
#define SMTPC_VERSION                                             \
    (SMTPC_VERSION_MAJOR * 1000000 + SMTPC_VERSION_MINOR * 1000 + \
     SMTPC_VERSION_PATCH)

/* A cast and a null pointer that C++ does not call old ones. */
#ifdef __cplusplus
#define SMTPC_CAST_(type_, value_) static_cast<type_>(value_)
#else
#define SMTPC_CAST_(type_, value_) ((type_)(value_))
#endif
/* What is called from many places, and is made once: to be small where it
 * seldom runs, else to be fast. A function that always calls one of the former
 * would be made small itself. */
#if defined __clang__
#define SMTPC_SELDOM_ static inline __attribute__((cold, noinline))
#define SMTPC_ONCE_ static inline __attribute__((noinline))
#elif defined __GNUC__
#define SMTPC_SELDOM_ static __attribute__((cold, noinline))
#define SMTPC_ONCE_ static __attribute__((noinline))
#else
#define SMTPC_SELDOM_ static inline
#define SMTPC_ONCE_ static inline
#endif
#if defined __cplusplus && __cplusplus >= 201103L
#define SMTPC_NULL_ nullptr
#else
#define SMTPC_NULL_ NULL
#endif

/** An enhanced status code as one number: class 2, 4 or 5, subject and detail
 * 0 to 999, ten bits each (RFC 3463, section 2). */
#define SMTPC_STATUS(class_, subject_, detail_) \
    (SMTPC_CAST_(uint32_t, class_) << 20 |      \
     SMTPC_CAST_(uint32_t, subject_) << 10 | SMTPC_CAST_(uint32_t, detail_))

/** Subject and detail without a class, as in X.1.1: an enum smtpc_detail. */
#define SMTPC_DETAIL(subject_, detail_) ((subject_) << 10 | (detail_))

/** Make a status from a class and an enum smtpc_detail, and remove the class
 * from a status, to compare it with an enum smtpc_detail. */
#define SMTPC_WITH_CLASS(class_, detail_) \
    (SMTPC_CAST_(uint32_t, class_) << 20 | SMTPC_CAST_(uint32_t, detail_))
#define SMTPC_WITHOUT_CLASS(status_) \
    SMTPC_CAST_(int, SMTPC_CAST_(uint32_t, status_) & 0xfffffu)

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

/** Enhanced status codes without their class (RFC 3463): see
 * SMTPC_WITH_CLASS and SMTPC_WITHOUT_CLASS. */
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

/** For tables that other programs build at compile time: X(550,
 * MAILBOX_UNAVAILABLE, "Requested ...") for each reply code, with its symbol
 * without SMTPC_550_ and its title, and X(1, 1, BAD_DESTINATION_MAILBOX,
 * "Bad ...") for each enhanced status code, sorted by number. Codes that only
 * providers define have no name and are left out. */
/* @begin lists */
#define SMTPC_REPLIES(X) X(250, OK, "OK")
#define SMTPC_STATUSES(X) \
    X(1, 1, BAD_DESTINATION_MAILBOX, "Bad destination mailbox address")
/* @end lists */

/** What the catalogue says about one code. smtpcodes_text.h says what it means
 * and what to do. */
struct smtpc_entry {
    const char *symbol;     /* "SMTPC_550_MAILBOX_UNAVAILABLE" */
    const char *code;       /* "550", "X.1.1"; a range: "X.7.606-649" */
    const char *title;      /* a few words */
    const char *reference;  /* "RFC 5321, section 4.2.3" */
    uint32_t number;        /* 550, or SMTPC_DETAIL(1, 1); 0: unknown */
    unsigned char standing; /* enum smtpc_standing */
    unsigned char reason;   /* enum smtpc_reason */
    unsigned char party;    /* enum smtpc_party, in the worst class */
    unsigned char
        actions[6]; /* enum smtpc_action, by class digit; 0 and 1 unused */
};

/** Return the id of a reply code (100 to 999), or 0 if it is unknown. */
SMTPC_API unsigned smtpc_reply_id(int code);

/** Return the id of an enhanced status code, or 0 if it is unknown or 0 (as
 * when smtpc_read finds none). The class (2, 4, 5, or 0 for none) is ignored:
 * 4.1.1 and 5.1.1 are X.1.1. */
SMTPC_API unsigned smtpc_status_id(uint32_t status);

/** Return the id of "550", "5.1.1", "X.1.1" or a symbol, even an earlier one,
 * or 0 if the len bytes are none of these. Nothing else is accepted: no blanks,
 * no leading zeros. Numbers that only providers define are found too
 * (SMTPC_STANDING_PROVIDER). Each number in a range has the entry of the range,
 * whose symbol has the first number. */
SMTPC_API unsigned smtpc_find_id(const char *text, size_t len);

/** Fill *out with the entry of an id. If the id is 0 or too large, this is the
 * unknown entry, whose texts say so and whose actions are right by class. */
SMTPC_API void smtpc_get(unsigned id, struct smtpc_entry *out);

/** Read an enhanced status code at the start of text (RFC 2034, section 4;
 * RFC 3463, section 2): class 2, 4 or 5, subject and detail of one to three
 * digits without leading zeros, followed by no digit and no ".digit". Return
 * its length (5 to 9) and set *status, or return 0 and leave it unchanged. */
SMTPC_API size_t smtpc_status_parse(const char *text, size_t len,
                                    uint32_t *status);

/** Write a status as text, "5.7.26", and return its length (5 to 9), or "" and
 * 0 if the number is not a status. */
SMTPC_API size_t smtpc_status_format(uint32_t status, char out[12]);

/** SMTPC_STATUS and the parts of a status, for languages without macros: the
 * class, the subject and the last number, 26 in 5.7.26. */
SMTPC_API uint32_t smtpc_status(int class_, int subject, int detail);
SMTPC_API int smtpc_status_class(uint32_t status);
SMTPC_API int smtpc_status_subject(uint32_t status);
SMTPC_API int smtpc_status_detail(uint32_t status);

/** The reply code that belongs to a status, 550 for 5.7.25, according to the
 * registry, an RFC or servers. 0: none is known. */
SMTPC_API int smtpc_reply_for(uint32_t status);

/** What is wrong with a reply. */
enum smtpc_flag {
    /** The status's class is not the reply's first digit. */
    SMTPC_FLAG_CLASS_CONFLICT = 1,
    /** Lines of one reply carry different codes. */
    SMTPC_FLAG_CODES_DIFFER = 2,
    /** A code is not in the catalogue. */
    SMTPC_FLAG_UNREGISTERED = 4,
    /** The second digit is not 0 to 5 (RFC 5321, section 4.2). */
    SMTPC_FLAG_MALFORMED = 8,
    /** The last line announces another line ("550-"), which is missing. */
    SMTPC_FLAG_TRUNCATED = 16
};

/** A reply as it was read. */
struct smtpc_response {
    int code;         /* 200 to 599; 0: none was found */
    uint32_t status;  /* SMTPC_STATUS; 0: none was found */
    unsigned flags;   /* enum smtpc_flag, added up */
    unsigned lines;   /* how many the reply has */
    const char *text; /* words of the first line, in the caller's text */
    size_t text_len;
    unsigned reply_id, status_id; /* of the codes; 0: none, or unknown */
};

/** Read the reply at the start of text, as it appears in a session, a bounce
 * or a log: one line or many ("550-", "550 "), CRLF or LF, with or without the
 * code on each line, the status as "5.1.1", "(#5.1.1)" or "dsn=5.1.1". It may
 * be inside what a log, a library or a report writes around it: "smtp;", "host
 * ... said:", quotes, JSON, "(in reply to RCPT TO command)". A code that was
 * only expected ("expected 250 but got 550"), an address, a version or a date
 * is not read as a code. Any bytes are accepted. Fill *out and return the
 * length of the lines that were read, so that a loop can read a whole file. 0
 * is returned only if len is 0. */
SMTPC_API size_t smtpc_read(const char *text, size_t len,
                            struct smtpc_response *out);

/** The meaning of the first digit of a reply (2 to 5; RFC 5321, section 4.2.1)
 * or of an enhanced status code (2, 4 or 5; RFC 3463, section 3.1). "" for any
 * other digit. */
SMTPC_API const char *smtpc_class_title(int digit);
SMTPC_API const char *smtpc_status_class_title(int digit);

/** The meaning of a subject, even for unregistered details. "" if the subject
 * itself is unknown. */
SMTPC_API const char *smtpc_subject_title(int subject);

/** The catalogue's word for a value, such as "mailbox-full". "" for an unknown
 * number. */
SMTPC_API const char *smtpc_reason_name(int reason);
SMTPC_API const char *smtpc_action_name(int action);
SMTPC_API const char *smtpc_party_name(int party);
SMTPC_API const char *smtpc_standing_name(int standing);

/** The same for people, in the middle of a sentence: "fix the sending domain or
 * server", "the administrator of the sending server or domain". */
SMTPC_API const char *smtpc_action_phrase(int action);
SMTPC_API const char *smtpc_party_phrase(int party);

/** The id of a provider by its number, "google". Numbers start at 1. NULL for
 * 0 and after the last number. */
SMTPC_API const char *smtpc_provider_id(unsigned number);

/** The number of the provider that the len bytes at name_or_host name: an id
 * ("google"), a name ("Gmail") or the host of a mail server, as in an MX record
 * ("aspmx.l.google.com"). Case is ignored. 0: none is known. */
SMTPC_API unsigned smtpc_provider_of(const char *name_or_host, size_t len);

/** The compiled version, "1.2.3". */
SMTPC_API const char *smtpc_version(void);

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

/* Texts stand in structs of char arrays, and rows hold their offsets: the
 * compiler counts, and read-only memory holds no pointer to relocate. */
#define SMTPC_AT_(pool_, member_) \
    SMTPC_CAST_(smtpc_offset_, offsetof(struct smtpc_##pool_##_, member_))
/* Values below 16 stand two to a byte. */
#define SMTPC_TWO_(a_, b_) SMTPC_CAST_(unsigned char, (a_) | (b_) << 4)
#define SMTPC_ROW_(number_, m_, symbol_len_, reference_, standing_, reason_, \
                   party_, a2_, a3_, a4_, a5_)                               \
    {                                                                        \
        number_, SMTPC_AT_(texts, m_), SMTPC_AT_(references, reference_),    \
            symbol_len_, reason_, SMTPC_TWO_(standing_, party_),             \
        {                                                                    \
            SMTPC_TWO_(a2_, a3_), SMTPC_TWO_(a4_, a5_)                       \
        }                                                                    \
    }

/* @begin texts */
typedef uint16_t smtpc_offset_;
typedef uint16_t smtpc_number_;
struct smtpc_texts_ {
    char unknown[15];
    char r250[20];
    char r_1_1[43];
};
static const struct smtpc_texts_ smtpc_texts_pool_ = {
    "\0"
    "\0"
    "Unknown code",
    "SMTPC_250_OK\0"
    "250\0"
    "OK",
    "SMTPC_X_1_1_BAD_DESTINATION_MAILBOX\0"
    "X.1.1\0"
    "",
};
struct smtpc_references_ {
    char none[1];
};
static const struct smtpc_references_ smtpc_references_pool_ = {""};
/* @end texts */

/* What is known of an id. text: the symbol, the code and the title, each with
 * its NUL. */
struct smtpc_row_ {
    smtpc_number_ number; /* on the wire */
    smtpc_offset_ text, reference;
    unsigned char symbol_len, reason;
    unsigned char standing_party; /* SMTPC_TWO_, as the next */
    unsigned char actions[2];     /* classes 2 to 5 */
};

/* A name that an entry had before. */
struct smtpc_alias_ {
    smtpc_offset_ symbol;
    uint16_t id;
    unsigned char symbol_len;
};

/* By id, and by status, what reply goes with it in class 2, 4 and 5. */
/* @begin rows */
static const struct smtpc_row_ smtpc_rows_[] = {
    SMTPC_ROW_(0, unknown, 0, none, 0, 0, 0, 0, 0, 0, 0),
    SMTPC_ROW_(250, r250, 12, none, 0, 0, 0, 0, 0, 0, 0),
    SMTPC_ROW_(SMTPC_DETAIL(1, 1), r_1_1, 35, none, 0, 0, 0, 0, 0, 0, 0),
};
#define SMTPC_REPLY_ENTRIES_ 1u
static const unsigned char smtpc_reply_of_[][3] = {{0, 0, 1}};
static const struct smtpc_alias_ smtpc_aliases_[] = {{0, 0, 0}};
/* @end rows */

/* The words for values: a pool each, "" at its start, and where they stand in
 * it, by value. */
/* @begin words */
struct smtpc_class_words_ {
    char none[1];
    char class2[20];
};
static const struct smtpc_class_words_ smtpc_class_words_pool_ = {
    "", "Positive completion"};
static const smtpc_offset_ smtpc_class_words_at_[] = {
    0, 0, SMTPC_AT_(class_words, class2)};
#define smtpc_status_class_words_pool_ smtpc_class_words_pool_
#define smtpc_status_class_words_at_ smtpc_class_words_at_
#define smtpc_subject_words_pool_ smtpc_class_words_pool_
#define smtpc_subject_words_at_ smtpc_class_words_at_
#define smtpc_reason_words_pool_ smtpc_class_words_pool_
#define smtpc_reason_words_at_ smtpc_class_words_at_
#define smtpc_action_words_pool_ smtpc_class_words_pool_
#define smtpc_action_words_at_ smtpc_class_words_at_
#define smtpc_party_words_pool_ smtpc_class_words_pool_
#define smtpc_party_words_at_ smtpc_class_words_at_
#define smtpc_standing_words_pool_ smtpc_class_words_pool_
#define smtpc_standing_words_at_ smtpc_class_words_at_
#define smtpc_action_phrases_pool_ smtpc_class_words_pool_
#define smtpc_action_phrases_at_ smtpc_class_words_at_
#define smtpc_party_phrases_pool_ smtpc_class_words_pool_
#define smtpc_party_phrases_at_ smtpc_class_words_at_
#define smtpc_provider_ids_pool_ smtpc_class_words_pool_
#define smtpc_provider_ids_at_ smtpc_class_words_at_
/* @end words */

#define SMTPC_U64_(high, low) (SMTPC_CAST_(uint64_t, high) << 32 | (low))
#define SMTPC_SLOT_NUMBER_(number_, key_) number_,
#define SMTPC_SLOT_KEY_(number_, key_) key_,

/* Ten numbers, subject and detail, by the first, which ends in 0. */
struct smtpc_tens_first_ {
    smtpc_number_ first, row; /* of smtpc_tens_ */
};

/* The perfect hashes: a key is the token's own bytes in one word; one multiply
 * finds its only possible place, one compare there tells whether it is known.
 * Every byte of the token takes part in the compare, so it is the validation
 * too: no digit is ever checked. Only the last one of a status chooses in a row
 * of ten. */
/* @begin tables */
#define SMTPC_REPLY_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_REPLY_SLOT_(h) ((h) >> 62)
#define SMTPC_REPLY_ID_BITS_ 8
typedef uint32_t smtpc_reply_key_;
static const unsigned char smtpc_reply_index_[4] = {0, 0, 0, 0};
static const smtpc_reply_key_ smtpc_reply_keys_[] = {0};
#define SMTPC_STATUS_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_STATUS_SLOT_(h) ((h) >> 62)
#define SMTPC_STATUS_MOST_ 8u
#define SMTPC_STATUS_IS_EXACT_ 1
#define SMTPC_STATUS_ROW_(key, left) SMTPC_CAST_(size_t, left)
static const unsigned char smtpc_tens_[][16] = {{0}, {0, 2}};
static const struct smtpc_tens_first_ smtpc_tens_by_number_[] = {
    {0, 0}, {SMTPC_DETAIL(1, 0), 1}};
static const unsigned char smtpc_status_index_[4] = {0, 0, 0, 0};
static const uint64_t smtpc_status_keys_[] = {0};
#define SMTPC_NAME_MULTIPLIER_ SMTPC_U64_(0x5692161du, 0x100b05e5u)
#define SMTPC_NAME_SLOT_(h) ((h) >> 62)
#define SMTPC_NAME_FROM_START_ 4u
#define SMTPC_NAME_FROM_END_ 0u
#define SMTPC_NAME_LEAST_ 12u
#define SMTPC_NAME_TAG_SHIFT_ 32
static const unsigned char smtpc_name_slots_[4] = {0, 0, 0, 0};
static const unsigned char smtpc_name_tags_[4] = {0, 0, 0, 0};
/* @end tables */

static inline const char *smtpc_text_(const void *pool, size_t offset)
{
    return SMTPC_CAST_(const char *, pool) + offset;
}

SMTPC_API void smtpc_get(unsigned id, struct smtpc_entry *out)
{
    const struct smtpc_row_ *row;
    int i;

    id = id > SMTPC_ENTRIES ? 0 : id;
    row = &smtpc_rows_[id];
    out->symbol = smtpc_text_(&smtpc_texts_pool_, row->text);
    out->code = out->symbol + row->symbol_len + 1;
    out->title = out->code + strlen(out->code) + 1;
    out->reference = smtpc_text_(&smtpc_references_pool_, row->reference);
    out->number = row->number;
    out->standing = row->standing_party & 15;
    out->reason = row->reason;
    out->party = row->standing_party >> 4;
    out->actions[0] = out->actions[1] = 0;
    for (i = 0; i < 2; i++) {
        out->actions[2 + 2 * i] = row->actions[i] & 15;
        out->actions[3 + 2 * i] = row->actions[i] >> 4;
    }
}

/* @begin reader */
#include "key.h"

#include "lookup.h"

#include "status.h"

#include "read.h"
/* @end reader */

/* @begin names */
#include "names.h"
/* @end names */

#endif /* SMTPC_IMPLEMENTATION */
