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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "runtime/cast.h"

#ifndef SMTPCODES_H /* which has it */
#include "runtime/header/key.h"
#endif

#include "runtime/header/fold.h"
#include "runtime/header/match.h"

enum {
    MATCH_FILTER = 1 << (32 - SMTPC_FILTER_SHIFT_ - 5), /* words */
    MATCH_BUCKETS = 1 << SMTPC_BUCKET_BITS_,
    MATCH_GROUPS = MATCH_BUCKETS / SMTPC_GROUP_,
    MATCH_GAP_MARK = 1,           /* between the pieces of a folded phrase */
    MATCH_LONGEST = 160,          /* bytes of a folded phrase */
    MATCH_SHORTEST = SMTPC_GRAM_, /* bytes of an anchor, at least and */
    MATCH_WIDEST = 127,           /* at most */
    MATCH_MOST = 15000            /* phrases, which are counted in 16 bits */
};

/** A phrase as the tables know it, with where it came from. */
struct match_source {
    struct place at;
    const char *text, *folded;
    size_t anchor;                /* where in the folded text */
    struct smtpc_phrase_ *pieces; /* the others, as they follow its row */
    size_t piece_count;
};

struct match_tables {
    uint32_t *filter;              /* MATCH_FILTER words */
    struct smtpc_group_ *groups;   /* MATCH_GROUPS */
    struct smtpc_phrase_ *phrases; /* in the order of the catalogue,
                                      without their other pieces */
    struct match_source *sources;  /* one a phrase */
    struct smtpc_phrase_ *rows;    /* by bucket, each with its pieces */
    uint16_t *owners;              /* whose row it is, by the numbers above */
    struct smtpc_message_ *messages;
    uint32_t *scopes;
    size_t phrase_count, row_count, message_count, scope_count;
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

/** Whether other pieces follow, and whether a word has digits. */
static inline unsigned match_flags(const struct smtpc_phrase_ *phrase)
{
    return smtpc_target_of_(phrase) >> SMTPC_GAPS_SHIFT_ & 3;
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
