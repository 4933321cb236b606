/* SPDX-License-Identifier: 0BSD
 *
 * header - the parts of smtpcodes.h.
 *
 * All append to a buffer what stands in a slot of the sample.
 */
#ifndef HEADER_H
#define HEADER_H

#include "base/buf.h"
#include "model/view.h"

/* header_words.c */

/** A pool of words with their offsets by value; "" where there is none. */
void header_family(struct buf *to, const struct view *v, const char *family,
                   size_t count, const char *const *words);

/** The words for classes, subjects, reasons, actions, parties, standings. */
void header_words(struct buf *to, const struct view *v);

/* header_providers.c */

/** Ids of providers, and the names and hosts that lead to them. */
void header_providers(struct buf *to, const struct view *v);

/* header_tables.c */

/** The smallest unsigned type that holds most. */
const char *header_type(size_t most);

/** A symbol's number in the tables, by a name that the compiler numbers: an
 * entry's id, or above all ids the number of an alias; 0: unknown. */
const char *header_number(const struct view *v, size_t symbol);

/** The member of the pool of symbols that holds an alias. */
const char *header_alias(const struct view *v, size_t symbol);

/** These names. */
void header_numbers(struct buf *to, const struct view *v);

/** The hashes of replies, statuses and names, and the ranges. */
void header_tables(struct buf *to, const struct view *v);

#endif
