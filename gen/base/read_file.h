/* SPDX-License-Identifier: 0BSD
 *
 * read_file - a whole file in memory.
 */
#ifndef READ_FILE_H
#define READ_FILE_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>

/** Read a whole file into the arena, or record why not and return NULL.
 * A file that cannot be opened is the fault of whoever named it: at. */
char *read_file(struct arena *arena, struct diag *diag, const char *path,
                struct place at, size_t *len);

/** Append the bytes of a regular file. False and errno: it cannot be read, is
 * a link (ELOOP), or is no regular file (EINVAL). */
bool read_bytes(const char *path, struct buf *to);

#endif
