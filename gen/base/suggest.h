/* SPDX-License-Identifier: 0BSD
 *
 * suggest - which of some words somebody may have meant.
 */
#ifndef SUGGEST_H
#define SUGGEST_H

#include "base/buf.h"

struct suggestion {
    struct buf words;  /* all that were offered: " a b c" */
    const char *meant; /* the nearest; NULL: none is near */
    size_t distance;
};

/** Offer a word, which must outlive the suggestion, in the place of one
 * typed. */
void suggest_offer(struct suggestion *suggestion, const char *typed,
                   const char *word);
void suggest_free(struct suggestion *suggestion);

#endif
