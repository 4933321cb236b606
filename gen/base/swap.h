/* SPDX-License-Identifier: 0BSD
 *
 * swap - one folder in the place of another, at once.
 *
 * Where the system can exchange two names in one call (Linux, macOS) there is
 * no moment between old and new. Elsewhere the old folder is moved aside
 * first; swap_recover puts it back if the run died in between. Failures are
 * printed to standard error.
 */
#ifndef SWAP_H
#define SWAP_H

#include <stdbool.h>

/** Put fresh in the place of dir; the old dir, if there was one, is at fresh
 * afterwards. */
bool swap_dirs(const char *fresh, const char *dir);

/** Open dir before anything is written below it, so that swap_sync learns of
 * all that goes wrong; -1: printed. The caller closes it. */
int swap_watch(const char *dir);

/** Have all below dir on disk, or say that it is not: one call for the whole
 * file system where there is one, since a call a file would take most of a
 * run. */
bool swap_sync(const char *dir, int watch);

/** Have the names in a folder on disk, after a swap in it. */
bool swap_sync_name(const char *parent);

/** Clear what a killed run left beside dir. */
bool swap_recover(const char *dir);

/** Remove a folder and all in it; one that is not there is fine. */
bool swap_remove(const char *dir);

#endif
