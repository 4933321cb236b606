/* SPDX-License-Identifier: 0BSD */
#if defined __linux__
#define _GNU_SOURCE /* renameat2, syncfs */
#elif defined __APPLE__
#define _DARWIN_C_SOURCE /* renamex_np */
#endif
#include "base/dir_swap.h"

#include "base/complain.h"
#include "base/mem.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 16 };

static bool exchange(const char *a, const char *b)
{
#if defined __linux__ && defined RENAME_EXCHANGE
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, RENAME_EXCHANGE) == 0;
#elif defined __APPLE__
    return renamex_np(a, b, RENAME_SWAP) == 0;
#else
    (void)a;
    (void)b;
    errno = ENOSYS;
    return false;
#endif
}

/* Is there anything of that name? False: printed, the disk does not say. */
static bool look(const char *path, bool *there)
{
    struct stat st;

    *there = lstat(path, &st) == 0;
    return *there || errno == ENOENT || complain("look at", path);
}

/* The old folder stands aside: put the fresh one in its place, or, when that
 * fails, the old one back. */
static bool move_in(const char *fresh, const char *dir, const char *old)
{
    int error;

    if (rename(fresh, dir) == 0)
        return rename(old, fresh) == 0;
    error = errno;
    (void)rename(old, dir); /* if that fails, the next run puts it back */
    errno = error;
    return false;
}

bool dir_swap(const char *fresh, const char *dir)
{
    struct arena arena = {0};
    const char *old;
    bool there, good;

    if (!look(dir, &there))
        return false;
    old = mem_printf(&arena, "%s.gen-old", dir);
    if (!there)
        good = rename(fresh, dir) == 0;
    else if (exchange(fresh, dir))
        good = true;
    else if (errno != ENOSYS && errno != EINVAL)
        good = false;
    else
        good = rename(dir, old) == 0 && move_in(fresh, dir, old);
    if (!good)
        complain("replace", dir);
    mem_free(&arena);
    return good;
}

/* A descriptor's file or folder is on disk now; where a file system cannot
 * say so of a folder, there is nothing more to be had. */
static bool sync_one(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && (fsync(fd) == 0 || errno == EINVAL);

    if (!good)
        complain("sync", path);
    if (fd >= 0)
        close(fd);
    return good;
}

bool dir_swap_sync_name(const char *parent)
{
    return sync_one(parent);
}

int dir_swap_watch(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

    if (fd < 0)
        complain("open", dir);
    return fd;
}

#if defined __linux__
/* One call for the whole file system. From Linux 5.8 on it also tells of what
 * could not be written since the descriptor was opened; before that only
 * fsync does, which is quick on what is written already. */
static bool sync_system(int watch)
{
    struct utsname system;
    char *rest;
    long major, minor;

    if (syncfs(watch) != 0 || uname(&system) != 0)
        return false;
    major = strtol(system.release, &rest, 10);
    minor = *rest == '.' ? strtol(rest + 1, NULL, 10) : 0;
    if (major > 5 || (major == 5 && minor >= 8))
        return true;
    errno = ENOSYS;
    return false;
}
#else
static bool sync_system(int watch)
{
    (void)watch;
    errno = ENOSYS;
    return false;
}
#endif

static int sync_visited(const char *path, const struct stat *st, int type,
                        struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return sync_one(path) ? 0 : 1;
}

bool dir_swap_sync(const char *dir, int watch)
{
    int failed;

    if (sync_system(watch))
        return true;
    if (errno != ENOSYS)
        return complain("sync", dir);
    failed = nftw(dir, sync_visited, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
    return failed < 0 ? complain("sync", dir) : !failed;
}

bool dir_swap_recover(const char *dir)
{
    struct arena arena = {0};
    const char *old = mem_printf(&arena, "%s.gen-old", dir);
    bool there, aside = false;
    bool good = look(dir, &there) && look(old, &aside);

    if (good && !there && aside && rename(old, dir) != 0)
        good = complain("restore", dir);
    mem_free(&arena);
    return good;
}
