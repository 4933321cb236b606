/* SPDX-License-Identifier: 0BSD
 *
 * promised - the list of the symbols that were given out, and their values.
 *
 * A line each, as `make promise` writes it:
 *
 *     SMTPC_550_MAILBOX_UNAVAILABLE 550
 *     SMTPC_REASON_MAILBOX_FULL mailbox-full=4
 *
 * check_promised.c holds the catalogue to it.
 */
#ifndef PROMISED_H
#define PROMISED_H

#include "base/diag.h"
#include "base/mem.h"
#include "model/model.h"

/** Read the list at path into the model, or record what is no such line. */
void promised_load(struct arena *arena, struct diag *diag, const char *path,
                   struct model *model);

#endif
