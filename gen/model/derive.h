/* SPDX-License-Identifier: 0BSD
 *
 * derive - from the checked model to the view.
 */
#ifndef DERIVE_H
#define DERIVE_H

#include "model/view.h"

/** Fill the view. The model must have passed check_run and stay as it is;
 * what the view adds is taken from the arena. */
void derive_view(struct arena *arena, const struct model *model,
                 struct view *view);

/* derive.c */

/** Put the entries in order: by number, a number before ranges. */
void derive_sort(struct view *view);

/* derive_uses.c */

/** Add the entries that only providers' uses make; those of the catalogue
 * must stand. */
void derive_used(struct view *view);

/** Does a use speak of just the numbers of an entry that uses made? It may
 * also be that of a range around them. */
bool derive_is_own(const struct view_entry *e, const struct use *use);

/** Number by number, which entry has it. Entries must stand. */
void derive_keys(struct view *view);

/* derive_said.c */

/** Give an entry that uses made their reason and prose. */
void derive_said(struct view *view, struct view_entry *e);

/** And what they ask for, in each class. */
void derive_used_acts(struct view *view, struct view_entry *e);

/* derive_messages.c */

/** Rank each reason's messages, and give each entry the samples that show
 * it. Messages and entries must stand. */
void derive_messages(struct view *view);

#endif
