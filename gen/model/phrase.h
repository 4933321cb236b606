/* SPDX-License-Identifier: 0BSD
 *
 * phrase - what is wrong with how a phrase is written, to stand behind it in a
 * message, with what to write instead.
 */
#ifndef PHRASE_H
#define PHRASE_H

#include <stdbool.h>
#include <stddef.h>

/** Marks that look as if they meant something in a phrase and do not, or mean
 * more than they would in a sentence; NULL: none. */
const char *phrase_misused(const char *text);

/** Why nothing is left of a piece, len bytes, which may be the whole phrase. */
const char *phrase_piece_fault(const char *piece, size_t len, bool whole);

#endif
