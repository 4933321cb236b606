/* SPDX-License-Identifier: 0BSD
 *
 * iana - the catalogue against the registry's own XML.
 *
 * The file is IANA's "SMTP Enhanced Status Codes" registry as published
 * (smtp-enhanced-status-codes.xml; RFC 5248).
 */
#ifndef IANA_H
#define IANA_H

#include "model/model.h"

#include <stdio.h>

/** Print each difference, one a line: codes, subjects and classes missing on
 * either side, titles, basic reply codes, references, the registry's date.
 * Return their number. A file that is no such registry exits with 2. */
size_t iana_diff(const struct model *model, const char *path, FILE *to);

#endif
