/* SPDX-License-Identifier: 0BSD
 *
 * check_changes - what somebody who updates must know is written down.
 *
 * changes.xml says it, by version. What changed the promised list tells: it
 * has the names and actions of the last version. The actions are looked at on
 * a catalogue that holds together.
 */
#ifndef CHECK_CHANGES_H
#define CHECK_CHANGES_H

#include "base/diag.h"
#include "model/model.h"

#include <stdbool.h>

/** Does a version say that this kind of change happened to a code or reason?
 * In the newest only, or in any. */
bool changes_say(const struct model *model, enum change_kind kind,
                 const char *of, bool newest);

/** Does a major version, N.0.0, say that a code or reason, or a name of it,
 * is gone? */
bool changes_drop(const struct model *model, const char *of);

/** Record a mistake for each action that changed in silence. The model must
 * be good otherwise. */
void check_changed_actions(const struct model *model, struct diag *diag);

#endif
