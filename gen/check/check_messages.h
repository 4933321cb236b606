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

/** Record what the explainer's tables have no room for (rule too-many), with
 * the place that goes beyond; false when there is such. */
bool check_limits(const struct model *model, struct diag *diag);

/** Record every phrase and example that does not hold; when something does
 * not fit, only that. */
void check_messages(const struct model *model, struct diag *diag);

#endif
