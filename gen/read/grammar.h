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

enum contents { CONTENTS_UNKNOWN, CONTENTS_NONE, CONTENTS_SOME };

/** What elements of that name, len bytes, hold; unknown: there are none. */
enum contents grammar_contents(const char *name, size_t len);

/** Record every fault of the tree under root. */
void grammar_check(const struct xml_node *root, struct diag *diag);

#endif
