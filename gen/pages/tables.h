/* SPDX-License-Identifier: 0BSD
 *
 * tables - everything of one kind, for the guide and the overview.
 */
#ifndef TABLES_H
#define TABLES_H

#include "pages/parts.h"

/** The table of that id: one of words_tables, or "rfcs", a part of the
 * references. */
void table_put(struct maker *m, const char *id);

#endif
