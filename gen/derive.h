/* SPDX-License-Identifier: 0BSD
 *
 * derive - from the checked model to the view.
 */
#ifndef DERIVE_H
#define DERIVE_H

#include "view.h"

/** Fill the view. The model must have passed check_run and stay as it is;
 * what the view adds is taken from the arena. */
void derive_view(struct arena *arena, const struct model *model,
                 struct view *view);

#endif
