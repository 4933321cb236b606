/* SPDX-License-Identifier: 0BSD
 *
 * match - phrases of the catalogue to a filter and its tables.
 *
 * Uses the very code that goes into smtpcodes_explain.h, so what the
 * generator proves about a phrase holds for the header. Deterministic; the
 * tables live in the caller's arena.
 */
#ifndef MATCH_H
#define MATCH_H

#include "base/diag.h"
#include "model/model.h"
#include "base/substring.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runtime/cast.h"

#include "runtime/header/fold.h"
#ifndef SMTPCODES_H /* which has it */
#include "runtime/header/key.h"
#endif

#include "runtime/header/match.h"

enum {
    MATCH_FILTER = 1 << (32 - SMTPC_FILTER_SHIFT_ - 3), /* bytes */
    MATCH_BUCKETS = 1 << SMTPC_BUCKET_BITS_,
    MATCH_GROUPS = MATCH_BUCKETS / SMTPC_GROUP_,
    MATCH_LITERALS = (1 << 17) - 1, /* bytes of all of them */
    MATCH_LONGEST = SMTPC_LONGEST_, /* bytes of a folded phrase */
    MATCH_SHORTEST = SMTPC_GRAM_,   /* bytes of an anchor, at least and */
    MATCH_WIDEST = SMTPC_SURE_ - 1, /* at most */
    MATCH_MOST = 15000              /* phrases, which are counted in 16 bits */
};

/** A phrase as the tables know it, with where it came from. */
struct match_source {
    struct place at;
    const char *text, *folded;
    const char *packed; /* the folded text with bytes for runs */
    size_t anchor;      /* where in the folded text */
};

struct match_tables {
    unsigned char *filter;         /* MATCH_FILTER bytes */
    struct smtpc_group_ *groups;   /* MATCH_GROUPS */
    struct smtpc_phrase_ *phrases; /* in the order of the catalogue */
    struct match_source *sources;  /* one a phrase */
    uint16_t *order;               /* phrases by bucket, as the runtime wants
                                      them, by their numbers above */
    struct smtpc_message_ *messages;
    uint32_t *scopes;
    char *literals;
    struct substring *hosts; /* whose literal holds a phrase's anchor, from
                                which byte of it on, packed */
    size_t phrase_count, message_count, scope_count;
    struct smtpc_rules_ rules; /* all of the above, for the runtime */
    unsigned given_up;         /* the number of the reason "expired" */
};

/** What a phrase is for, and for which message or provider. */
static inline enum smtpc_target_ match_kind(const struct smtpc_phrase_ *phrase)
{
    return (enum smtpc_target_)(smtpc_target_of_(phrase) >> SMTPC_KIND_SHIFT_);
}

static inline size_t match_target(const struct smtpc_phrase_ *phrase)
{
    return smtpc_target_of_(phrase) % SMTPC_TARGETS_;
}

/** Build the tables of a model that check_limits lets pass. Phrases that
 * cannot be compiled are reported and left out. False: what is left does not
 * fit, which is reported, and the tables are of no use. */
bool match_build(struct arena *arena, struct diag *diag,
                 const struct model *model, struct match_tables *tables);

/** Find every phrase in a folded text. */
void match_hits(const struct match_tables *tables, const char *folded,
                size_t len, struct smtpc_hits_ *hits);

/** Where the phrase came from by which a text denies a message; NULL: it does
 * not. */
const struct match_source *match_denying(const struct match_tables *tables,
                                         size_t message, const char *folded,
                                         size_t len);

/** Where the phrase of a hit came from. */
const struct match_source *match_source_of(const struct match_tables *tables,
                                           const struct smtpc_hit_ *hit);

/** Find the best message of a folded text: see smtpc_weigh_. */
void match_folded(const struct match_tables *tables, const char *folded,
                  size_t len, const struct smtpc_case_ *about,
                  struct smtpc_found_ *found);

/** Fold a text first. */
void match_text(const struct match_tables *tables, const char *text,
                const struct smtpc_case_ *about, struct smtpc_found_ *found);

#endif
