/* SPDX-License-Identifier: 0BSD
 *
 * mounts - a private view of the file system for tests. Linux only; include
 * it before any other header.
 */
#ifndef MOUNTS_H
#define MOUNTS_H

#if defined __linux__
#define _GNU_SOURCE /* unshare */
#include <fcntl.h>
#include <sched.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

static inline bool mounts_tell(const char *path, const char *text)
{
    int fd = open(path, O_WRONLY);
    bool good = fd >= 0 && write(fd, text, strlen(text)) > 0;

    if (fd >= 0)
        close(fd);
    return good;
}

/** Make mounts of our own possible, gone with this process. Who is not root
 * becomes the root of a namespace of his own, for good. False: not allowed
 * here. */
static inline bool mounts_own(void)
{
    static int may = -1;
    char user[64], group[64];

    if (may >= 0)
        return may;
    snprintf(user, sizeof user, "0 %u 1\n", (unsigned)geteuid());
    snprintf(group, sizeof group, "0 %u 1\n", (unsigned)getegid());
    may = unshare(CLONE_NEWNS) == 0;
    if (!may && unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0)
        may = mounts_tell("/proc/self/uid_map", user) &&
              mounts_tell("/proc/self/setgroups", "deny") &&
              mounts_tell("/proc/self/gid_map", group);
    may = may && mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0;
    return may;
}
#endif

#endif
