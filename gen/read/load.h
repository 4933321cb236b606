/* SPDX-License-Identifier: 0BSD
 *
 * load - from checked nodes to the model.
 *
 * The nodes have passed the grammar, so nothing here can fail: what may be
 * absent is left NULL or 0. Texts are copied into the loader's arena, with
 * white space folded; the nodes may be freed afterwards.
 */
#ifndef LOAD_H
#define LOAD_H

#include "base/mem.h"
#include "model/model.h"
#include "read/xml.h"

struct loader {
    struct arena *arena;
    struct model *model;
};

/** Add all that a file's root element holds to the model. */
void load_root(struct loader *loader, const struct xml_node *root);

#endif
