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

/* derive_messages.c */

/** Rank each reason's messages, and give each entry the samples that show
 * it. Messages and entries must stand. */
void derive_messages(struct view *view);

#endif
