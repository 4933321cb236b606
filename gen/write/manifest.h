/* SPDX-License-Identifier: 0BSD
 *
 * manifest - which files of a folder this program made.
 *
 * Only what stands in the manifest, itself a file of the folder, may be
 * replaced or removed. Each line has a digest and a path, so that a file that
 * is no longer made, but was changed by hand, is not lost. Lines of any other
 * shape are passed over and a path may stand there twice, so that what git
 * leaves of two branches can be read.
 */
#ifndef MANIFEST_H
#define MANIFEST_H

#include "base/buf.h"
#include "base/index.h"
#include "base/mem.h"

#include <stdbool.h>
#include <stdint.h>

#define MANIFEST_NAME "manifest.txt"

struct manifest {
    bool there; /* and ours */
    struct index rows;
};

/** Read the one of a folder, if there is one. False and errno: it cannot be
 * read. Texts belong to the arena; give it back with manifest_free. */
bool manifest_read(struct arena *arena, const char *dir, struct manifest *m);

bool manifest_lists(const struct manifest *m, const char *path);

/** Whether a file of that path and content was made by this program. */
bool manifest_has(const struct manifest *m, const char *path,
                  const struct buf *content);

void manifest_free(struct manifest *m);

/** Start a manifest, then add each file but itself, sorted by path. */
void manifest_begin(struct buf *to);
void manifest_add(struct buf *to, const char *path, uint64_t number);

#endif
