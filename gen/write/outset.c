/* SPDX-License-Identifier: 0BSD */
#include "write/outset.h"

#include "base/dir.h"
#include "base/mem.h"
#include "base/dir_swap.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OUT_FILE = 0666, OUT_DIR = 0777 };

/* How the folder on disk differs from the set. */
struct changes {
    struct arena arena;
    const char **old; /* files on disk */
    size_t old_count;
    bool *same;  /* a file of the set: the disk holds it already */
    size_t kept; /* names of the set that are there */
    size_t count;
};

/* A buffer grows by doubling, and tens of thousands may be kept: give back
 * what the file that is done does not need. */
static void trim_last(struct outset *set)
{
    struct buf *last = set->count ? &set->files[set->count - 1].content : NULL;

    if (!last || last->size <= last->len + 1)
        return;
    last->size = last->len + 1;
    last->text = mem_realloc(last->text, last->size);
}

struct buf *outset_add(struct outset *set, const char *path)
{
    struct outset_file *file;

    trim_last(set);
    if (set->count == set->size) {
        set->size = set->size ? set->size * 2 : 64;
        set->files = mem_realloc(set->files, set->size * sizeof *set->files);
    }
    file = &set->files[set->count++];
    *file = (struct outset_file){.path = mem_realloc(NULL, strlen(path) + 1)};
    memcpy(file->path, path, strlen(path) + 1);
    set->sorted = false;
    return &file->content;
}

static int by_path(const void *a, const void *b)
{
    const struct outset_file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static void sort(struct outset *set)
{
    if (set->sorted || !set->count)
        return;
    qsort(set->files, set->count, sizeof *set->files, by_path);
    for (size_t i = 1; i < set->count; i++)
        assert(strcmp(set->files[i - 1].path, set->files[i].path) != 0);
    set->sorted = true;
}

const struct buf *outset_find(struct outset *set, const char *path)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->files[i].path, path) == 0)
            return &set->files[i].content;
    return NULL;
}

static bool complain(const char *what, const char *path)
{
    fprintf(stderr, "smtpcodes-gen: cannot %s %s: %s\n", what, path,
            strerror(errno));
    return false;
}

enum match { SAME, DIFFERENT, UNREAD };

/* Read all there is, through short reads and interruptions. */
static enum match match_bytes(int fd, const struct buf *content)
{
    char piece[65536];
    size_t at = 0;

    for (;;) {
        ssize_t n = read(fd, piece, sizeof piece);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return UNREAD;
        if (n == 0)
            return at == content->len ? SAME : DIFFERENT;
        if ((size_t)n > content->len - at ||
            memcmp(piece, content->text + at, (size_t)n) != 0)
            return DIFFERENT;
        at += (size_t)n;
    }
}

/* A link in the place of a file is no such file, and a pipe does not hold us
 * up. */
static enum match match_file(const char *path, const struct buf *content)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    enum match match;

    if (fd < 0)
        return errno == ELOOP || errno == ENOENT ? DIFFERENT : UNREAD;
    if (fstat(fd, &st) != 0)
        match = UNREAD;
    else if (!S_ISREG(st.st_mode) || (size_t)st.st_size != content->len)
        match = DIFFERENT;
    else
        match = match_bytes(fd, content);
    close(fd);
    return match;
}

static bool is_listed(const struct changes *c, const char *path)
{
    size_t low = 0, high = c->old_count;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        int order = strcmp(c->old[mid], path);

        if (order == 0)
            return true;
        if (order < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return false;
}

/* Which files of the set does the folder hold already? One that cannot be
 * read does not count, and is told of when to is given. */
static bool find_same(struct outset *set, const char *dir, struct changes *c,
                      FILE *to)
{
    bool good = true;

    for (size_t i = 0; i < set->count; i++) {
        const struct outset_file *f = &set->files[i];
        const char *path = mem_printf(&c->arena, "%s/%s", dir, f->path);
        bool there = is_listed(c, f->path);
        enum match match = there ? match_file(path, &f->content) : DIFFERENT;

        c->kept += there;
        c->same[i] = match == SAME;
        c->count += match != SAME;
        if (to && match == UNREAD)
            good = complain("read", path);
        else if (to && match == DIFFERENT)
            fprintf(to, "%s: %s\n", f->path, there ? "differs" : "is missing");
    }
    return good;
}

/* Compare the folder with the set; to, when given, takes the differences. */
static bool compare(struct outset *set, const char *dir, struct changes *c,
                    FILE *to)
{
    bool good;

    sort(set);
    if (!dir_files(&c->arena, dir, &c->old, &c->old_count))
        return complain("read", dir);
    c->same = mem_alloc(&c->arena, set->count + 1);
    good = find_same(set, dir, c, to);
    c->count += c->old_count - c->kept;
    for (size_t i = 0, j = 0; to && i < c->old_count; i++) {
        while (j < set->count && strcmp(set->files[j].path, c->old[i]) < 0)
            j++;
        if (j == set->count || strcmp(set->files[j].path, c->old[i]) != 0)
            fprintf(to, "%s: does not belong here\n", c->old[i]);
    }
    return good;
}

bool outset_diff(struct outset *set, const char *dir, FILE *to, size_t *count)
{
    struct changes c = {0};
    bool good = compare(set, dir, &c, to);

    *count = c.count;
    mem_free(&c.arena);
    return good;
}

/* Make the folders above path; those there are already are fine. */
static bool make_parents(char *path)
{
    for (char *s = strchr(path + 1, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        if (mkdir(path, OUT_DIR) != 0 && errno != EEXIST)
            return complain("make", path);
        *s = '/';
    }
    return true;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
    while (len) {
        ssize_t n = write(fd, bytes, len);

        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        bytes += n;
        len -= (size_t)n;
    }
    return true;
}

static bool write_file(const char *path, const struct buf *content)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, OUT_FILE);
    bool good;

    if (fd < 0)
        return complain("create", path);
    good = write_all(fd, content->text, content->len);
    if (!good)
        complain("write", path);
    if (close(fd) != 0 && good)
        good = complain("close", path);
    return good;
}

/* What is the same by link, what is not by writing. */
static bool put_files(const struct outset *set, struct changes *c,
                      const char *dir, const char *fresh)
{
    const char *last = fresh;

    for (size_t i = 0; i < set->count; i++) {
        const struct outset_file *f = &set->files[i];
        char *to = mem_printf(&c->arena, "%s/%s", fresh, f->path);
        const char *from = mem_printf(&c->arena, "%s/%s", dir, f->path);
        char *parent = mem_text(&c->arena, to, (size_t)(strrchr(to, '/') - to));

        if (strcmp(parent, last) != 0 && !make_parents(to))
            return false;
        last = parent;
        /* Where links are not to be had, a fresh file must do. */
        if (!(c->same[i] && link(from, to) == 0) &&
            !write_file(to, &f->content))
            return false;
    }
    return true;
}

/* Fill the new folder and have it all on disk. */
static bool fill(const struct outset *set, struct changes *c, const char *dir,
                 const char *fresh)
{
    int watch;
    bool good;

    if (mkdir(fresh, OUT_DIR) != 0)
        return complain("make", fresh);
    watch = dir_swap_watch(fresh);
    good = watch >= 0 && put_files(set, c, dir, fresh) &&
           dir_swap_sync(fresh, watch);
    if (watch >= 0)
        close(watch);
    return good;
}

/* The folder really meant, so that a link to it stays one. */
static char *resolve(struct arena *arena, const char *dir)
{
    char *real = realpath(dir, NULL);
    char *path;
    size_t len;

    if (!real && errno != ENOENT) {
        complain("find", dir);
        return NULL;
    }
    path = mem_printf(arena, "%s", real ? real : dir);
    free(real);
    for (len = strlen(path); len > 1 && path[len - 1] == '/'; len--)
        path[len - 1] = '\0';
    return path;
}

/* A folder that its owner closed to writing stays as it is. */
static bool may_write(const char *dir)
{
    if (access(dir, W_OK) == 0 || errno == ENOENT)
        return true;
    return complain("write to", dir);
}

bool outset_commit(struct outset *set, const char *dir, size_t *changed)
{
    struct changes c = {0};
    char *real = resolve(&c.arena, dir);
    const char *fresh, *parent;
    bool good = false;

    *changed = 0;
    if (!real)
        goto out;
    fresh = mem_printf(&c.arena, "%s.gen-new", real);
    parent = strrchr(real, '/')
                 ? mem_printf(&c.arena, "%.*s",
                              (int)(strrchr(real, '/') - real) + 1, real)
                 : ".";
    if (!dir_swap_recover(real) || !compare(set, real, &c, NULL))
        goto out;
    if (c.count == 0) {
        good = true;
        goto out;
    }
    good = may_write(real) && fill(set, &c, real, fresh) &&
           dir_swap(fresh, real) && dir_swap_sync_name(parent);
    *changed = good ? c.count : 0;
    if (!dir_swap_remove(fresh))
        good = false;
out:
    mem_free(&c.arena);
    return good;
}

void outset_free(struct outset *set)
{
    for (size_t i = 0; i < set->count; i++) {
        free(set->files[i].path);
        buf_free(&set->files[i].content);
    }
    free(set->files);
    *set = (struct outset){0};
}
