/* SPDX-License-Identifier: 0BSD
 *
 * style - how the texts of the catalogue are written, as far as a program can
 * tell: lengths, expressions, conditions, commands, ends.
 *
 * Not part of check_run: a catalogue of long sentences is still right, and
 * can be generated from.
 */
#ifndef STYLE_H
#define STYLE_H

#include "base/diag.h"
#include "model/model.h"

#include <stdbool.h>

/** Report every text that is not written as catalog/README.md says; return
 * whether there was none. model must have passed check_run. */
bool style_run(const struct model *model, struct diag *diag);

#endif
