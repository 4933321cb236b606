/* SPDX-License-Identifier: 0BSD
 *
 * tmpl - a fixed text with slots.
 *
 * A slot is all between a line that holds "@begin NAME" and one that holds
 * "@end NAME". What stands there in the file is a sample, so that the file is
 * valid in its own language; in the output the lines from the one marker to
 * the other, markers included, are replaced. A slot that nobody fills, a
 * filling without its slot, a slot left open: our fault, reported by mem_die.
 */
#ifndef TMPL_H
#define TMPL_H

#include "base/buf.h"

struct tmpl_slot {
    const char *name;
    struct buf text;
};

/** Append the text of len bytes to to, each slot replaced. */
void tmpl_fill(struct buf *to, const char *text, size_t len,
               const struct tmpl_slot *slots, size_t count);

#endif
