/* SPDX-License-Identifier: 0BSD
 *
 * dir_swap - one folder in the place of another, at once.
 *
 * Where the system can exchange two names in one call (Linux, macOS) there is
 * no moment between old and new. Elsewhere the old folder is moved aside
 * first; dir_swap_recover puts it back if the run died in between. Failures
 * are printed to standard error.
 */
#ifndef DIR_SWAP_H
#define DIR_SWAP_H

#include <stdbool.h>

/** Put fresh in the place of dir; the old dir, if there was one, is at fresh
 * afterwards. */
bool dir_swap(const char *fresh, const char *dir);

/** Open dir before anything is written below it, so that dir_swap_sync learns
 * of all that goes wrong; -1: printed. The caller closes it. */
int dir_swap_watch(const char *dir);

/** Have all below dir on disk, or say that it is not: one call for the whole
 * file system where there is one, since a call a file would take most of a
 * run. */
bool dir_swap_sync(const char *dir, int watch);

/** Have the names in a folder on disk, after a swap in it. */
bool dir_swap_sync_name(const char *parent);

/** Put dir back where a killed run had moved it aside. */
bool dir_swap_recover(const char *dir);

#endif
