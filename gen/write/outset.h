/* SPDX-License-Identifier: 0BSD
 *
 * outset - every output in memory, then into the output folder at once.
 *
 * Emitters fill buffers by path; nothing touches the disk before
 * outset_commit. The commit builds a complete new folder beside the old one
 * (unchanged files are hard links, so they keep their times), syncs it, and
 * swaps the two in one system call: whoever looks sees all of the old or all
 * of the new, also after a crash. What a killed run left behind is removed,
 * or finished, by the next. Only what an earlier run made is replaced or
 * removed, by the manifest that it left in the folder; anything else there is
 * an error. Of two runs at once one waits for the other.
 */
#ifndef OUTSET_H
#define OUTSET_H

#include "base/buf.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct outset_file {
    char *path;
    struct buf content;
    uint64_t digest;
    bool done; /* written to the end, and digested */
};

struct outset {
    struct outset_file *files;
    size_t count, size;
    bool sealed; /* complete, sorted and with its manifest */
};

/** Start a file, before the set is committed or compared; path is relative,
 * with '/' between folders, and copied. The sink is good until the next call.
 * Two files with one path: our fault. */
struct buf *outset_add(struct outset *set, const char *path);

/** Return the content of a file, or NULL. */
const struct buf *outset_find(const struct outset *set, const char *path);

/** The digest that the manifest will give a file, which must be there already
 * and is done by that. */
uint64_t outset_digest(struct outset *set, const char *path);

/** Make dir hold exactly this set. True when it does now; *changed is the
 * number of files written or removed, 0 leaving dir untouched. On false why
 * has been printed to standard error, and dir is as it was, or, when the disk
 * failed after the swap, holds the whole set. */
bool outset_commit(struct outset *set, const char *dir, size_t *changed);

/** Print each path where dir and the set differ, one a line, with how; *count
 * is their number. False: something of dir cannot be read, and which has been
 * printed to standard error. */
bool outset_diff(struct outset *set, const char *dir, FILE *to, size_t *count);

void outset_free(struct outset *set);

#endif
