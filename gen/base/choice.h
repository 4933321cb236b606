/* SPDX-License-Identifier: 0BSD
 *
 * choice - which of some words somebody may have meant.
 */
#ifndef CHOICE_H
#define CHOICE_H

#include "base/buf.h"

struct choice {
    struct buf words;  /* all that were offered: " a b c" */
    const char *meant; /* the nearest; NULL: none is near */
    size_t distance;
};

/** Offer a word, which must outlive the choice, in the place of one typed. */
void choice_offer(struct choice *choice, const char *typed, const char *word);
void choice_free(struct choice *choice);

#endif
