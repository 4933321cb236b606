/* SPDX-License-Identifier: 0BSD
 *
 * symbol - the public C names, built in one place.
 */
#ifndef SYMBOL_H
#define SYMBOL_H

#include "base/mem.h"
#include "model/model.h"

/** SMTPC_550_MAILBOX_UNAVAILABLE, SMTPC_X_1_1_BAD_DESTINATION_MAILBOX. */
char *symbol_of_entry(struct arena *arena, const struct entry *entry);

/** The same with another name, one that the entry had before. */
char *symbol_of_name(struct arena *arena, const struct entry *entry,
                     const char *name);

/** SMTPC_REASON_MAILBOX_FULL from "REASON" and "mailbox-full". */
char *symbol_of(struct arena *arena, const char *family, const char *name);

/** "SMTPC_X_7_515", "SMTPC_X_7_606_TO_649", "SMTPC_REPLY_559": of what only
 * providers define. */
char *symbol_of_numbers(struct arena *arena, const char *code);

#endif
