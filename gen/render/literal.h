/* SPDX-License-Identifier: 0BSD
 *
 * literal - catalogue text as C string literals inside a macro.
 */
#ifndef LITERAL_H
#define LITERAL_H

#include "base/buf.h"

/** Append a comma and the text as adjacent literals of a line each, every
 * line continued with a backslash. */
void literal_put(struct buf *to, const char *text);

#endif
