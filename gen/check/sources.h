/* SPDX-License-Identifier: 0BSD
 *
 * sources - where what the catalogue says comes from, and how old that is.
 */
#ifndef SOURCES_H
#define SOURCES_H

#include "base/diag.h"
#include "model/model.h"

#include <stdio.h>

/** Report every code, cause and use that has neither a <ref> nor
 * seen="", and every reference that nothing cites. model must have passed
 * check_run. */
void sources_check(const struct model *model, struct diag *diag);

/** Report what was seen, or is of a date, after a day such as "2026-11-30". The
 * only check that depends on when it is made, so `make gen` is without it. */
void sources_future(const struct model *model, const char *day,
                    struct diag *diag);

/** Print, one a line, what was last looked at before since, "2025-05": pages
 * by references.xml, and what was only seen; and messages without a source.
 * RFCs do not age. */
void sources_old(const struct model *model, const char *since, FILE *to);

#endif
