/* SPDX-License-Identifier: 0BSD
 *
 * view - the checked model as the emitters want it.
 *
 * derive.c makes it: symbols, sort orders, what follows from a reason in each
 * class, references in both directions, the hash tables. It borrows from the
 * model and lives in the same arena; emitters only read it.
 */
#ifndef VIEW_H
#define VIEW_H

#include "model/model.h"
#include "model/phash.h"

#include <stdint.h>

struct view_entry;
struct view_reason;

/** One reply and one status that go together. */
struct view_pair {
    const struct view_entry *reply, *status;
    unsigned by;           /* enum pair_by */
    const struct ref *rfc; /* its number is 0 where by has no BY_RFC */
    const char *provider;
};

/** A provider's own use of a code. */
struct view_use {
    const struct provider *provider;
    const struct use *use;
};

/** What another page says of an entry that says nothing of it. */
struct view_remark {
    const struct view_entry *from;
    const char *text;
};

/** A sample of a message that shows an entry's code. */
struct view_sample {
    const struct view_reason *reason;
    const struct message *message;
    const char *text;
};

/** What smtpc_find_id knows an entry by. */
struct view_symbol {
    const char *text;
    const struct view_entry *entry;
};

/** A code of the catalogue, or one that the catalogue knows from providers'
 * uses alone: then uses made the entry. */
struct view_entry {
    const struct entry *entry;
    bool is_made; /* of uses */
    int last;     /* detail of a range's last number; else its only one */
    unsigned id;  /* from 1 on */
    const char *symbol;
    const char **aliases; /* symbols that it had before */
    size_t alias_count;
    const struct reason *reason;
    int main_class;               /* the gravest class it makes sense in */
    enum action actions[CLASSES]; /* by class digit */
    enum party parties[CLASSES];  /* by class digit */
    enum party party;             /* who must act in the main class */
    const char *advice;           /* for that party; "" when nobody must act */
    const char *reference;        /* the first: "RFC 5321, section 4.2.3" */
    struct view_pair *pairs;      /* sorted by the other side's code */
    size_t pair_count;
    struct view_use *uses;
    size_t use_count;
    struct view_remark *remarks; /* by the entry that makes it */
    size_t remark_count;
    const struct view_entry **sources; /* entries that say: read this instead */
    size_t source_count;
    struct view_sample *samples; /* by reason, then by rank */
    size_t sample_count;
};

/** A number that people look up, and what leads there: of a range each. */
struct view_key {
    const char *code; /* "550", "X.7.620" */
    long rank;        /* of the number: view_rank */
    size_t entry;     /* in entries of the view */
};

/** Keys one behind the other that differ in their last digit alone. */
struct view_tens {
    size_t key, count; /* the first in keys of the view */
};

/** The numbers that a use's code speaks of. */
struct view_span {
    bool is_reply;
    int subject; /* 0 of a reply */
    int first, last;
};

struct view_reason {
    const struct reason *reason;
    const char *symbol;
    const char **aliases; /* symbols that it had before, reason->alias_count */
    enum action actions[CLASSES];
    enum party parties[CLASSES];
    const struct view_entry **entries; /* codes that have this reason */
    size_t entry_count;
    const struct message **messages; /* by id */
    const struct message **ranked;   /* the same, the commonest first */
    size_t message_count;
    const struct view_entry **shown; /* codes that its messages' samples show */
    size_t shown_count;
};

struct view {
    const struct model *model;
    struct arena *arena;
    struct view_entry *entries; /* replies, then statuses, each by number */
    size_t entry_count, reply_count;
    struct view_symbol *symbols; /* of each entry, then those it had before */
    size_t symbol_count;
    struct view_key *keys; /* replies, then statuses, each by number */
    size_t key_count, reply_key_count;
    struct view_tens *tens; /* of statuses, by number */
    size_t tens_count;
    struct view_reason
        *reasons; /* in the order of the file, as pages have it */
    size_t reason_count;
    const struct view_reason **numbered; /* by number; NULL: none has it */
    size_t number_count;                 /* the last is not NULL */
    const struct view_reason **reasons_by_id;
    const struct message **messages;     /* by id */
    const struct provider **providers;   /* by id */
    const struct reference **references; /* RFCs by number, then by id */
    struct phash replies, statuses, names;
    struct phash_windows windows;
};

/** Return the first class digit, 5, 4, 2 or 3, that set holds. */
int view_gravest(unsigned classes);

/** Find the entry of a number, or NULL. */
const struct view_entry *view_find(const struct view *view, const char *code);

/** "5.1.1" and "X.1.1" and "550" to their entry, or NULL. */
const struct view_entry *view_lookup(const struct view *view, const char *code);

/** The entry of what a use speaks of: "5.7.57" and "X.7.606-649"; NULL: a
 * range of which each number has a closer entry may have none. */
const struct view_entry *view_used(const struct view *view, const char *code);

/** Does an entry stand for more than one number? */
bool view_is_range(const struct view_entry *e);

/** The first number of a range that no closer entry has; of any other entry
 * its own. */
int view_first(const struct view *view, const struct view_entry *e);

struct view_span view_span(const char *code);

/** What view_rank says of the first of them. */
long view_span_rank(const struct view_span *s);

/** Below, at or above 0, as a stands before, with or behind b: by the first
 * number, then by the last. */
int view_span_order(const struct view_span *a, const struct view_span *b);

/** Is a use of an entry the first of its provider? */
bool view_is_first_use(const struct view_entry *e, size_t use);

/** The classes that a use speaks of: "421", "5.7.1" one, "X.7.27" those of
 * its replies, or both kinds of failure. */
unsigned view_use_classes(const struct use *use);

/** The statuses of a subject stand together: the first and their number. */
const struct view_entry *view_subject(const struct view *view, int subject,
                                      size_t *count);

/** What is said of a first digit or a subject; NULL: nothing. */
const struct kind *view_kind(const struct kind *kinds, size_t count,
                             int number);

/** What entries are sorted by. */
long view_rank(const struct entry *e);

/** Find a reason by its id; the check phase saw to it that it is there. */
const struct view_reason *view_reason(const struct view *view, const char *id);

/** The reason whose row of a table that number is: "other" where none has
 * it. */
const struct view_reason *view_numbered(const struct view *view, size_t number);

/** Find a provider by its id; the check phase saw to it that it is there. */
const struct provider *view_provider(const struct view *view, const char *id);

/** Find the advice for a party, or NULL. */
const char *view_advice(const struct prose *prose, enum party party);

/** "RFC 5321, section 4.2.3", or a source's title. */
const char *view_ref_text(const struct view *view, const struct ref *ref);

/** "rfc5321", or a source's own id: what it is called in the JSON. */
const char *view_reference_id(struct arena *arena, const struct reference *r);

/** Where it can be read. */
const char *view_reference_address(struct arena *arena,
                                   const struct reference *r);

/** Where a ref leads to: of an RFC the section, if it names one. */
const char *view_ref_address(const struct view *view, const struct ref *ref);

/** Find the reference that a ref leads to. */
const struct reference *view_reference(const struct view *view,
                                       const struct ref *ref);

/** What to do about a message whose reply has that class digit. */
enum action view_message_action(const struct view *view,
                                const struct message *m, int class);

/** Who must act when a message or a use has an action of its own: the party of
 * its reason, if that is on the side that the action is for. */
enum party view_party_for(enum action action, enum party party);

/** Who must do what a message asks for. */
enum party view_message_party(const struct view *view, const struct message *m,
                              int class);

/** "4=retry,5=suppress": the actions in those classes. */
const char *view_actions_text(struct arena *arena,
                              const enum action actions[CLASSES],
                              unsigned classes);

/** The classes that a reason has an action for. */
unsigned view_reason_classes(const struct reason *r);

/** The samples that a page shows. */
enum { VIEW_SAMPLES = 16 };

/** Pick the samples for an entry's page and return their number: first what
 * the code is for, then one for each other cause that servers put behind it.
 * With a wide code such as 550 that is the page's best part. */
size_t view_samples(const struct view_entry *e,
                    const struct view_sample *picked[VIEW_SAMPLES]);

#endif
