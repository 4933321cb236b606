/* SPDX-License-Identifier: 0BSD
 *
 * utf8 - whether bytes are UTF-8 text without control characters.
 */
#ifndef UTF8_H
#define UTF8_H

#include "base/diag.h"

/** Check that len bytes, the first of them at that place, are UTF-8 text
 * without control characters; on a fault record it and say false. */
bool utf8_check(struct diag *diag, struct place at, const char *text,
                size_t len);

#endif
