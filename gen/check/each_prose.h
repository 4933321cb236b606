/* SPDX-License-Identifier: 0BSD
 *
 * each_prose - every entry of the catalogue that has texts and references.
 */
#ifndef EACH_PROSE_H
#define EACH_PROSE_H

#include "model/model.h"

/** Called with where an entry stands, what it is ("message") and its name. */
typedef void each_prose_visit(void *context, struct place at, const char *kind,
                              const char *name, const struct prose *prose);

/** Visit classes, groups, subjects, codes, reasons, messages, providers and
 * their uses, each kind in the order of the files. */
void each_prose(const struct model *model, each_prose_visit *visit,
                void *context);

#endif
