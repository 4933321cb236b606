/* SPDX-License-Identifier: 0BSD
 *
 * promises - the list of names that stay, brought up to date at a release.
 */
#ifndef PROMISES_H
#define PROMISES_H

#include "base/buf.h"
#include "model/view.h"

/** Write what was promised before, with the actions of today, then what the
 * view has besides. */
void promises_put(const struct view *view, struct buf *to);

#endif
