/* SPDX-License-Identifier: 0BSD
 *
 * broken - what broke an XML text, told from the place where it is.
 *
 * Every version of libxml2 says so in other words, and at the place where it
 * noticed. People make the same few mistakes, and each can be answered with
 * what to write instead.
 */
#ifndef BROKEN_H
#define BROKEN_H

#include "base/mem.h"

#include <stddef.h>

/** Say why a text is no well-formed XML, and in which line; NULL: nothing that
 * is known here. The answer belongs to the arena. A NUL must stand behind the
 * text. */
const char *broken_explain(struct arena *arena, const char *text, size_t len,
                           int *line);

#endif
