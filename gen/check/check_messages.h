/* SPDX-License-Identifier: 0BSD
 *
 * check_messages - every phrase proves itself at every run.
 *
 * Phrases are compiled as they will be in the header, and the header's own
 * code is run over them: an example must be won by its message and lead to
 * its reason; a phrase must win at least its own words.
 */
#ifndef CHECK_MESSAGES_H
#define CHECK_MESSAGES_H

#include "base/diag.h"
#include "model/model.h"

/** Record every phrase and example that does not hold. */
void check_messages(const struct model *model, struct diag *diag);

#endif
