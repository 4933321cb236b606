/* SPDX-License-Identifier: 0BSD
 *
 * lock - one run at a time.
 *
 * A lock is a file that is there while it is held. The kernel gives it back
 * when its holder dies, however that is; the file may then stay, and the next
 * run takes and removes it.
 */
#ifndef LOCK_H
#define LOCK_H

#include <stdbool.h>

/** Hold the lock at path, waiting for whoever holds it, which is said on
 * standard error. Return a descriptor for lock_release, or -1 and errno. */
int lock_take(const char *path);

/** Give a lock back. False and errno: its file could not be removed. */
bool lock_release(const char *path, int lock);

#endif
