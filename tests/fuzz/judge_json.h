/* SPDX-License-Identifier: 0BSD
 *
 * judge_json - what smtpcodes.json says is what the catalogue says.
 */
#ifndef JUDGE_JSON_H
#define JUDGE_JSON_H

#include "base/buf.h"
#include "model/view.h"

/** Each step with its command and each citation stands there, in the order of
 * the view, whole, and nothing else of its kind; ends the run if not. */
void judge_json(const struct view *view, const struct buf *json);

#endif
