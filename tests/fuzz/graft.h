/* SPDX-License-Identifier: 0BSD
 *
 * graft - the words of a real entry in an entry of the golden catalogue.
 *
 * The frame (attributes, references, pairings, whatever leads elsewhere) stays
 * the golden one, so that most of what comes of it is a good catalogue.
 */
#ifndef GRAFT_H
#define GRAFT_H

#include "edit.h"

/** Keep every entry of a file's tree for graft_onto; the tree must live on. */
void graft_collect(struct arena *arena, struct edit_base *base,
                   struct xml_node *root);

/** Give a node the words of the real entry with that number, or of the next
 * one of its kind; nothing is changed when there is none. */
void graft_onto(const struct edit_base *base, struct arena *arena,
                struct xml_node *node, size_t number);

#endif
