/* SPDX-License-Identifier: 0BSD
 *
 * chars - which characters a file of the catalogue may hold.
 */
#ifndef CHARS_H
#define CHARS_H

#include "base/diag.h"

/** Check that len bytes, the first of them at that place, are UTF-8 text
 * without control characters; on a fault record it and say false. */
bool chars_check(struct diag *diag, struct place at, const char *text,
                 size_t len);

#endif
