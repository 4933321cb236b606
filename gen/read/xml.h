/* SPDX-License-Identifier: 0BSD
 *
 * xml - one XML file into plain nodes; the only user of libxml2.
 *
 * A file is hostile until shown otherwise: its size is bounded, it must be
 * UTF-8 without control characters and without a DOCTYPE (so no entities),
 * and nothing outside it is ever fetched. What comes back is a tree of plain
 * structs in the caller's arena; libxml2's own tree is freed as it is read.
 * Every node and attribute carries the line on which it starts.
 */
#ifndef XML_H
#define XML_H

#include "base/diag.h"
#include "base/mem.h"

#include <stdbool.h>

struct xml_attr {
    const char *name, *value;
    struct place at;
    struct xml_attr *next;
};

struct xml_node {
    const char *name;
    const char *text; /* the element's own text, as written; may be "" */
    bool text_behind; /* some of it stands behind a child */
    struct place at;
    struct xml_attr *attrs;
    struct xml_node *children, *next;
};

struct xml_schema;

/** What the schema said against a file, in libxml2's words. */
struct xml_objection {
    struct place at;
    const char *text; /* NULL: it said nothing */
};

/** Compile a RELAX NG schema. The program's own: a broken one exits. */
struct xml_schema *xml_schema_open(const char *bytes, size_t len);
void xml_schema_close(struct xml_schema *schema);

/** Read the document of len bytes at text; path, which must outlive the
 * tree, names it in messages. Return the root, or NULL with the faults
 * recorded. schema may be NULL; objection takes its first complaint. */
struct xml_node *xml_read(struct arena *arena, struct diag *diag,
                          const char *path, const char *text, size_t len,
                          const struct xml_schema *schema,
                          struct xml_objection *objection);

/** Find an attribute's value, or NULL. */
const char *xml_attr(const struct xml_node *node, const char *name);

/** Give back what libxml2 keeps for the process. */
void xml_end(void);

#endif
