/* SPDX-License-Identifier: 0BSD
 *
 * edit - a catalogue in memory, and a fuzzer's input as edits of it.
 *
 * The base is read once. Each input works on a copy: its bytes name nodes and
 * attributes by number and say what becomes of them; whatever the bytes are,
 * they are some list of edits. The copy is written out as XML files.
 */
#ifndef EDIT_H
#define EDIT_H

#include "base/buf.h"
#include "read/xml.h"

#include <stdint.h>

enum { EDIT_FILES = 16 };

struct edit_file {
    const char *path; /* within the catalogue's folder */
    struct xml_node *root;
};

struct edit_base {
    struct edit_file files[EDIT_FILES];
    size_t count;
    struct xml_node **real; /* entries of the real catalogue: see graft.h */
    size_t real_count;
};

/** What remains of the fuzzer's input. */
struct edit_input {
    const uint8_t *data;
    size_t size;
    struct arena *arena;
};

/** The next byte, 0 when there is none. */
unsigned edit_byte(struct edit_input *in);

/** A node and all below it. */
struct xml_node *edit_copy(struct arena *arena, const struct xml_node *node);

/** Write the base, changed as the input says, into one buffer a file; the
 * buffers are the caller's. */
void edit_catalog(const struct edit_base *base, struct edit_input *in,
                  struct buf *files);

#endif
