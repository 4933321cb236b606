/* SPDX-License-Identifier: 0BSD
 *
 * complain - what the system would not do with a file.
 */
#ifndef COMPLAIN_H
#define COMPLAIN_H

#include <stdbool.h>

/** Print "smtpcodes-gen: cannot WHAT PATH: WHY" to standard error, with the
 * reason that errno gives. Returns false, for the caller to do the same. */
bool complain(const char *what, const char *path);

#endif
