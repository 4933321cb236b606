/* SPDX-License-Identifier: 0BSD
 *
 * model - the catalogue as plain structs.
 *
 * load.c fills it, check.c judges it, and from then on it is const. Every
 * struct carries the place it came from. Texts are UTF-8 with white space
 * folded, owned by the arena the model was loaded into; a text that was not
 * given is NULL, a list that was not given has count 0. Names that lead to
 * other things (a reason's id, a code) are kept as written until check.c has
 * shown that they lead somewhere.
 */
#ifndef MODEL_H
#define MODEL_H

#include "base/diag.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

enum standing {
    STANDING_STANDARD,
    STANDING_HISTORIC,
    STANDING_REGISTRY,
    STANDING_PROVIDER,
    STANDING_FOLKLORE,
    STANDINGS
};

enum party {
    PARTY_NOBODY,
    PARTY_SENDER,
    PARTY_SENDER_ADMIN,
    PARTY_RECIPIENT,
    PARTY_RECIPIENT_ADMIN,
    PARTY_NETWORK,
    PARTIES
};

enum action {
    ACTION_NONE,
    ACTION_CONTINUE,
    ACTION_RETRY,
    ACTION_SLOW_DOWN,
    ACTION_FIX_MESSAGE,
    ACTION_FIX_SENDER,
    ACTION_FIX_CLIENT,
    ACTION_SUPPRESS,
    ACTION_ASK_RECEIVER,
    ACTION_READ_TEXT,
    ACTIONS
};

/** Whom the words of a reply are about. */
enum about {
    ABOUT_RECIPIENT,
    ABOUT_SENDER,  /* its address or domain */
    ABOUT_CLIENT,  /* the machine that sends, its address and its name */
    ABOUT_ACCOUNT, /* the one that submits the message */
    ABOUT_MESSAGE,
    ABOUT_SERVER, /* the receiving one, or the way to it */
    ABOUTS
};

/** Classes by their digit; no code has a lower one. */
enum {
    CLASS_SUCCESS = 2,
    CLASS_INTERMEDIATE,
    CLASS_TRANSIENT,
    CLASS_PERMANENT,
    CLASSES
};

/** The word the catalogue uses for each; NULL-terminated. */
extern const char *const model_standings[];
extern const char *const model_parties[];
extern const char *const model_actions[];
extern const char *const model_abouts[];
extern const char *const model_commands[];
extern const char *const model_changes[]; /* by enum change_kind */
extern const char *const model_by[];      /* by bit of enum pair_by */
extern const char *const model_tracks[];  /* of an RFC */

/** What stands in the place of a track where there is none: in a source. */
extern const char model_no_track[];

/** What stands in braces in steps and their commands, for what only the
 * reader knows. */
extern const char *const model_placeholders[];

/** The longest text of the catalogue, in bytes: C compilers take string
 * literals of 4095. */
enum { LONGEST_TEXT = 4000 };

/** A text with its place. */
struct note {
    struct place at;
    const char *text;
};

/** One thing to do. Both may hold placeholders: model_placeholders. */
struct step {
    struct place at;
    const char *text;
    const char *command; /* to be typed behind the text, or NULL */
};

struct advice {
    struct place at;
    enum party reader;
    struct step *steps;
    size_t step_count;
    const char *text; /* the steps in one paragraph, for where no list fits */
};

struct confused {
    struct place at;
    const char *with, *text;
};

struct ref {
    struct place at;
    int rfc;            /* 0 when source is given */
    const char *source; /* NULL when rfc is given */
    const char *section;
};

/** Who states that a reply and a status go together. */
enum pair_by { BY_REGISTRY = 1, BY_RFC = 2, BY_SERVERS = 4, BY_PROVIDER = 8 };

struct pair {
    struct place at;
    const char *reply; /* "550", "5xx", "any" */
    unsigned by;       /* enum pair_by, one or more */
    struct ref rfc;    /* its number is 0 where by has no BY_RFC */
    const char *provider;
};

/** Where a number that no standard defines comes from. */
struct origin {
    struct place at;
    const char *text;
    const char **instead; /* codes to read instead */
    size_t insteads;
};

/** What nobody should use any more, and what to use instead. */
struct retired {
    struct place at;
    const char *since;    /* "2026-11" */
    const char **instead; /* codes; may be none */
    size_t insteads;
};

/** The prose that every kind of entry may have. */
struct prose {
    struct place title_at, meaning_at;
    const char *title, *meaning;
    struct note *causes;
    size_t cause_count;
    struct advice *advices;
    size_t advice_count;
    struct confused *confused;
    size_t confused_count;
    struct ref *refs;
    size_t ref_count;
    const char *seen; /* when servers did so last, "2026-11", or NULL */
};

enum entry_kind { ENTRY_REPLY, ENTRY_STATUS };

/** What the words behind a wide code say, and the cause then. */
struct words_row {
    struct place at;
    const char *say; /* "user unknown, no such user" */
    const char *reason;
};

/** A reply code or an enhanced status code. */
struct entry {
    struct place at;
    enum entry_kind kind;
    const char *code;    /* "550", "X.1.1"; of uses also "X.7.606-649" */
    int reply;           /* 100-999; 0 in a status */
    int subject, detail; /* 0-999; 0 in a reply */
    const char *name;    /* "MAILBOX_UNAVAILABLE"; NULL: has none */
    enum standing standing;
    unsigned classes;  /* bit d is set when class d makes sense */
    bool class_stated; /* a reply whose first digit is no class names one */
    const char *reason;
    unsigned commands;    /* bit i: model_commands[i]; 0 in a status */
    struct note *aliases; /* names that it had before */
    size_t alias_count;
    struct retired *retired; /* NULL: in use */
    struct prose prose;
    struct words_row *words; /* the likeliest first */
    size_t words_count;
    struct pair *pairs; /* statuses only */
    size_t pair_count;
    struct origin *origin; /* NULL: none */
};

struct act {
    struct place at;
    int class;
    enum action action;
    enum party party;
};

struct reason {
    struct place at;
    const char *id;
    int number; /* 0-255, its value in C for good */
    enum about about;
    struct note *aliases; /* ids that it had before */
    size_t alias_count;
    struct prose prose;
    struct act *acts;
    size_t act_count;
};

/** A first digit or an enhanced subject. */
struct kind {
    struct place at;
    int number;
    const char *name;     /* NULL in a group */
    const char *enhanced; /* a class's title in enhanced codes, or NULL */
    struct prose prose;
    const char *client; /* what a client does on seeing only this */
};

struct reference {
    struct place at;
    int rfc; /* 0 in a source */
    const char *id, *address, *track, *date, *title;
};

struct message {
    struct place at;
    const char *id, *reason, *provider;
    const char **replies; /* "550", "5xx" */
    size_t reply_count;
    const char **statuses;
    size_t status_count;
    bool has_action;
    enum action action;
    bool has_about;
    enum about about;
    struct prose prose;
    struct note *matches, *locals, *unless, *examples;
    size_t match_count, local_count, unless_count, example_count;
};

struct use {
    struct place at;
    const char *code; /* "421", "X.7.27", "5.7.606-649" */
    const char **replies;
    size_t reply_count;
    const char *reason;
    bool has_action;
    enum action action;
    struct prose prose;
};

struct provider {
    struct place at;
    const char *id;
    struct prose prose;
    struct note *shown; /* texts that show the provider */
    size_t shown_count;
    struct use *uses;
    size_t use_count;
};

enum passage_kind {
    PASSAGE_P,
    PASSAGE_STEPS,
    PASSAGE_LIST,
    PASSAGE_SAMPLE,
    PASSAGE_TABLE
};

struct passage {
    struct place at;
    enum passage_kind kind;
    const char *text;   /* paragraph; sample, its lines kept; table id */
    struct note *items; /* steps and lists */
    size_t item_count;
};

/** A page of prose; that of "" is the guide itself, which has the tables. */
struct guide {
    struct place at;
    const char *page, *title;
};

struct section {
    struct place at;
    const char *page; /* of its guide */
    const char *id, *title;
    struct passage *passages;
    size_t passage_count;
};

enum change_kind {
    CHANGE_ACTION,
    CHANGE_GONE,
    CHANGE_RENAMED,
    CHANGE_RETIRED,
    CHANGE_NEW,
    CHANGE_CORRECTED,
    CHANGES
};

/** What somebody who updates must know. */
struct change {
    struct place at;
    enum change_kind kind;
    const char **of; /* codes and ids of reasons; may be none */
    size_t of_count;
    const char *text;
};

struct release {
    struct place at;
    const char *version, *date;
    struct change *changes;
    size_t change_count;
};

/** The steps of an advice in one paragraph. */
const char *model_steps_text(struct arena *arena, const struct advice *a);

/** A symbol that was given out, with its value: a code's, or a reason's id
 * and number. */
struct promise {
    struct place at;
    const char *symbol;
    const char *code, *reason; /* one of them is NULL */
    int number;
    const char *since;   /* the version that had it first */
    const char *actions; /* of the last version: "4=retry,5=suppress" */
};

struct model {
    struct place at; /* the manifest */
    const char *version, *registry;
    struct reference *references;
    size_t reference_count;
    struct kind *classes, *groups, *subjects;
    size_t class_count, group_count, subject_count;
    struct reason *reasons;
    size_t reason_count;
    struct entry *entries; /* in the order of the files */
    size_t entry_count;
    struct message *messages;
    size_t message_count;
    struct provider *providers;
    size_t provider_count;
    struct guide *guides;
    size_t guide_count;
    struct section *sections;
    size_t section_count;
    struct promise *promises;
    size_t promise_count;
    struct release *releases; /* the newest first */
    size_t release_count;
};

/** The day of the newest release; where there is none, of the registry. */
const char *model_date(const struct model *model);

#endif
