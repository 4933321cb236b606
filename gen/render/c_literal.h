/* SPDX-License-Identifier: 0BSD
 *
 * c_literal - catalogue text as C string literals inside a macro.
 */
#ifndef C_LITERAL_H
#define C_LITERAL_H

#include "base/buf.h"

/** Append a comma and the text as adjacent literals of a line each, every
 * line continued with a backslash. */
void c_literal_put(struct buf *to, const char *text);

#endif
