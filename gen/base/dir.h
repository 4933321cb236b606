/* SPDX-License-Identifier: 0BSD
 *
 * dir - which files a folder holds.
 */
#ifndef DIR_H
#define DIR_H

#include "base/mem.h"

#include <stdbool.h>

/** List the regular files and links below root, as paths relative to it,
 * sorted by byte. Return false and leave errno when a folder cannot be read.
 * The list and its texts belong to the arena. A root that does not exist
 * holds nothing. */
bool dir_files(struct arena *arena, const char *root, const char ***files,
               size_t *count);

/** Whether a file cannot be read because of what its name leads to: a fault of
 * whoever named it. Any other error is one of the machine. */
bool dir_is_about_name(int error);

#endif
