/* SPDX-License-Identifier: 0BSD */
#include "base/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static bool hold(int fd, const char *path)
{
    struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    while (fcntl(fd, F_SETLK, &all) != 0) {
        if (errno == EINTR)
            continue;
        if (errno != EACCES && errno != EAGAIN)
            return false;
        fprintf(stderr,
                "smtpcodes-gen: waiting for another run, which holds "
                "%s\n",
                path);
        while (fcntl(fd, F_SETLKW, &all) != 0)
            if (errno != EINTR)
                return false;
        return true;
    }
    return true;
}

/* Does path still lead to the file that is open? Its last holder may have
 * removed it while we waited. */
static bool is_there(int fd, const char *path)
{
    struct stat held, named;

    return fstat(fd, &held) == 0 && stat(path, &named) == 0 &&
           held.st_ino == named.st_ino && held.st_dev == named.st_dev;
}

int lock_take(const char *path)
{
    for (;;) {
        int fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
        int error;

        if (fd < 0)
            return -1;
        if (!hold(fd, path)) {
            error = errno;
            close(fd);
            errno = error;
            return -1;
        }
        if (is_there(fd, path))
            return fd;
        close(fd);
    }
}

bool lock_release(const char *path, int lock)
{
    bool good = unlink(path) == 0;
    int error = errno;

    close(lock);
    errno = error;
    return good;
}
