/* SPDX-License-Identifier: 0BSD */
#include "base/read_file.h"

#include "base/dir.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 30 };

/* The catalogue's fault, or the machine's: then there is no going on. */
static void blame(struct diag *diag, struct place at, const char *path)
{
    if (!dir_is_about_name(errno))
        mem_die(path, strerror(errno));
    diag_error(diag, at, "missing-file", "cannot read %s: %s", path,
               strerror(errno));
}

/* Up to size bytes, through short reads and interruptions. */
static bool read_whole(int fd, char *to, size_t size, size_t *len)
{
    for (*len = 0; *len < size;) {
        ssize_t n = read(fd, to + *len, size - *len);

        if (n > 0)
            *len += (size_t)n;
        else if (n == 0 || errno != EINTR)
            return n == 0;
    }
    return true;
}

char *read_file(struct arena *arena, struct diag *diag, const char *path,
                struct place at, size_t *len)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    char *text = NULL;
    struct stat st;

    if (fd < 0 || fstat(fd, &st) != 0) {
        blame(diag, at, path);
    } else if (!S_ISREG(st.st_mode)) {
        diag_error(diag, at, "missing-file", "%s is not a regular file", path);
    } else if (st.st_size > MOST_BYTES) {
        diag_error(diag, at, "file-size",
                   "%s has %lld bytes; at most %d are read", path,
                   (long long)st.st_size, MOST_BYTES);
    } else {
        text = mem_alloc(arena, (size_t)st.st_size + 1);
        if (!read_whole(fd, text, (size_t)st.st_size, len)) {
            blame(diag, at, path);
            text = NULL;
        } else if (*len != (size_t)st.st_size) {
            diag_error(diag, at, "missing-file", "cannot read %s: it shrank",
                       path);
            text = NULL;
        }
    }
    if (fd >= 0)
        close(fd);
    return text;
}

bool read_bytes(const char *path, struct buf *to)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    struct stat st;
    bool good = false;
    size_t len = 0;
    int error;

    if (fd < 0)
        return false;
    if (fstat(fd, &st) != 0) {
        good = false;
    } else if (!S_ISREG(st.st_mode)) {
        errno = EINVAL;
    } else {
        buf_reserve(to, (size_t)st.st_size);
        good = read_whole(fd, to->text + to->len, (size_t)st.st_size, &len);
        to->len += len;
        to->text[to->len] = '\0';
    }
    error = errno;
    close(fd);
    errno = error;
    return good;
}
