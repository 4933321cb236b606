/* SPDX-License-Identifier: 0BSD
 *
 * grammar - which elements and attributes may stand where, with what values.
 *
 * The same shape as catalog.rng, kept as a table because libxml2 says of a
 * bad value only that "attributes failed to validate". This one names the
 * element, the attribute, the value and what was expected, each fault once,
 * and never stops at the first.
 */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include "read/xml.h"

/** Record every fault of the tree under root. */
void grammar_check(const struct xml_node *root, struct diag *diag);

#endif
