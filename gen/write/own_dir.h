/* SPDX-License-Identifier: 0BSD
 *
 * own_dir - what in a folder this program made, and so may replace or remove.
 *
 * Failures, and each thing that is somebody else's, are printed to standard
 * error.
 */
#ifndef OWN_DIR_H
#define OWN_DIR_H

#include "base/mem.h"
#include "write/manifest.h"

#include <stdbool.h>
#include <stddef.h>

struct own_dir {
    const char *path;
    const char **files; /* all there are, sorted by byte */
    size_t count;
    struct manifest manifest;
};

/** Look at a folder, which need not exist. Texts belong to the arena; give
 * the rest back with own_dir_close, whatever this says. */
bool own_dir_open(struct arena *arena, const char *path, struct own_dir *dir);
void own_dir_close(struct own_dir *dir);

bool own_dir_holds(const struct own_dir *dir, const char *file);

/** Is it empty, or all of it ours? A file that is_made says no to will not be
 * replaced but removed, so it must be as it was made; NULL: whatever is ours
 * may go. */
bool own_dir_is_ours(const struct own_dir *dir,
                     bool (*is_made)(const void *context, const char *file),
                     const void *context);

/** Remove what a run left at path; false: it cannot be removed, or it is not
 * ours. One that is not there is fine. */
bool own_dir_clear(const char *path);

#endif
