/* SPDX-License-Identifier: 0BSD
 *
 * style_words - expressions that no text of the catalogue uses, since one
 * thing has one name and a reader in a hurry knows it.
 */
#ifndef STYLE_WORDS_H
#define STYLE_WORDS_H

#include <stddef.h>

struct style_word {
    const char *phrase;  /* small letters; capitals are compared as they are */
    const char *instead; /* what to write, or a hint */
};

/** Whole words; a "*" at the end leaves the last one open. Ends with NULL. */
extern const struct style_word style_words[];

#endif
