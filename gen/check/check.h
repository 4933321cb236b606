/* SPDX-License-Identifier: 0BSD
 *
 * check - what the catalogue's shape cannot say.
 *
 * Each rule sees the whole model and none stops at the first fault. The ids
 * in brackets at the end of messages are the rules' names and stay the same.
 */
#ifndef CHECK_H
#define CHECK_H

#include "base/diag.h"
#include "model/model.h"

/** Run every rule; true when none found a fault. */
bool check_run(const struct model *model, struct diag *diag);

#endif
