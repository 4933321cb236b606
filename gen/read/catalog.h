/* SPDX-License-Identifier: 0BSD
 *
 * catalog - the folder of a catalogue: its manifest and what that names.
 *
 * Reads each file once, judged by schema and grammar, and has load.c add it
 * to the model. A file that is named but not there, there but not named,
 * named twice or outside the folder is a fault. Faults go to diag; the model
 * is complete only when diag stayed empty. All of it belongs to the arena.
 */
#ifndef CATALOG_H
#define CATALOG_H

#include "base/diag.h"
#include "base/mem.h"
#include "model/model.h"

/** Load the catalogue whose manifest is dir/catalog.xml. */
void catalog_load(struct arena *arena, struct diag *diag, const char *dir,
                  struct model *model);

#endif
