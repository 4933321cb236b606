/* SPDX-License-Identifier: 0BSD
 *
 * put_xml - a tree as XML text.
 */
#ifndef PUT_XML_H
#define PUT_XML_H

#include "base/buf.h"
#include "read/xml.h"

/** A text that begins with it goes into the file as it is, markup and all. */
enum { PUT_VERBATIM = 1 };

void put_xml(struct buf *to, const struct xml_node *node);

#endif
