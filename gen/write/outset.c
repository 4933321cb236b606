/* SPDX-License-Identifier: 0BSD */
#include "write/outset.h"

#include "base/complain.h"
#include "base/digest.h"
#include "base/dir_swap.h"
#include "base/lock.h"
#include "base/mem.h"
#include "write/own_dir.h"

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
    struct own_dir old;
    bool *same;  /* a file of the set: the disk holds it already */
    size_t kept; /* names of the set that are there */
    size_t count;
};

static void changes_free(struct changes *c)
{
    own_dir_close(&c->old);
    mem_free(&c->arena);
}

/* Nothing more is written to the last file. A buffer grows by doubling, and
 * tens of thousands may be kept: give back what this one does not need. */
static void finish_last(struct outset *set)
{
    struct outset_file *last = set->count ? &set->files[set->count - 1] : NULL;
    struct buf *content;

    if (!last || last->done)
        return;
    content = &last->content;
    if (content->size > content->len + 1) {
        content->size = content->len + 1;
        content->text = mem_realloc(content->text, content->size);
    }
    last->digest = digest(content->text, content->len);
    last->done = true;
}

struct buf *outset_add(struct outset *set, const char *path)
{
    struct outset_file *file;

    finish_last(set);
    if (set->count == set->size) {
        set->size = set->size ? set->size * 2 : 64;
        set->files = mem_realloc(set->files, set->size * sizeof *set->files);
    }
    file = &set->files[set->count++];
    *file = (struct outset_file){.path = mem_realloc(NULL, strlen(path) + 1)};
    memcpy(file->path, path, strlen(path) + 1);
    return &file->content;
}

static int by_path(const void *a, const void *b)
{
    const struct outset_file *x = a, *y = b;

    return strcmp(x->path, y->path);
}

static void sort(struct outset *set)
{
    qsort(set->files, set->count, sizeof *set->files, by_path);
    for (size_t i = 1; i < set->count; i++)
        assert(strcmp(set->files[i - 1].path, set->files[i].path) != 0);
}

static int path_order(const void *path, const void *file)
{
    return strcmp(path, ((const struct outset_file *)file)->path);
}

/* Is there a file of that path in a sealed set? */
static bool is_in(const void *set, const char *path)
{
    const struct outset *s = set;

    return bsearch(path, s->files, s->count, sizeof *s->files, path_order);
}

/* Sort the set and complete it by its manifest. */
static void seal(struct outset *set)
{
    struct buf manifest = {0};

    if (set->sealed)
        return;
    finish_last(set);
    sort(set);
    manifest_begin(&manifest);
    for (size_t i = 0; i < set->count; i++)
        manifest_add(&manifest, set->files[i].path, set->files[i].digest);
    *outset_add(set, MANIFEST_NAME) = manifest;
    sort(set);
    set->sealed = true;
}

const struct buf *outset_find(const struct outset *set, const char *path)
{
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->files[i].path, path) == 0)
            return &set->files[i].content;
    return NULL;
}

uint64_t outset_digest(struct outset *set, const char *path)
{
    finish_last(set);
    for (size_t i = 0; i < set->count; i++)
        if (strcmp(set->files[i].path, path) == 0)
            return set->files[i].digest;
    mem_die("emitters: no digest yet of", path);
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

/* Which files of the set does the folder hold already? One that cannot be
 * read does not count, and is told of when to is given. */
static bool find_same(struct outset *set, const char *dir, struct changes *c,
                      FILE *to)
{
    bool good = true;

    for (size_t i = 0; i < set->count; i++) {
        const struct outset_file *f = &set->files[i];
        const char *path = mem_printf(&c->arena, "%s/%s", dir, f->path);
        bool there = own_dir_holds(&c->old, f->path);
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

    seal(set);
    if (!own_dir_open(&c->arena, dir, &c->old))
        return false;
    c->same = mem_alloc(&c->arena, set->count);
    good = find_same(set, dir, c, to);
    c->count += c->old.count - c->kept;
    for (size_t i = 0; to && i < c->old.count; i++)
        if (!is_in(set, c->old.files[i]))
            fprintf(to, "%s: does not belong here\n", c->old.files[i]);
    return good;
}

bool outset_diff(struct outset *set, const char *dir, FILE *to, size_t *count)
{
    struct changes c = {0};
    bool good = compare(set, dir, &c, to);

    *count = c.count;
    changes_free(&c);
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
    if (close(fd) != 0)
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

        if (strcmp(f->path, MANIFEST_NAME) == 0)
            continue;
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

/* Fill the new folder and have it all on disk; its manifest first, so that
 * the next run knows what this one leaves if it ends in between. */
static bool fill(struct outset *set, struct changes *c, const char *dir,
                 const char *fresh)
{
    const struct buf *manifest = outset_find(set, MANIFEST_NAME);
    int watch;
    bool good;

    assert(manifest); /* the set is sealed */
    if (mkdir(fresh, OUT_DIR) != 0)
        return complain("make", fresh);
    watch = dir_swap_watch(fresh);
    good = watch >= 0 &&
           write_file(mem_printf(&c->arena, "%s/" MANIFEST_NAME, fresh),
                      manifest) &&
           put_files(set, c, dir, fresh) && dir_swap_sync(fresh, watch);
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

/* With the lock held: what runs that were killed left is put right first. */
static bool commit(struct outset *set, const char *real, size_t *changed)
{
    struct changes c = {0};
    const char *fresh = mem_printf(&c.arena, "%s.gen-new", real);
    const char *old = mem_printf(&c.arena, "%s.gen-old", real);
    const char *slash = strrchr(real, '/');
    const char *parent =
        slash ? mem_printf(&c.arena, "%.*s", (int)(slash - real) + 1, real)
              : ".";
    bool good = dir_swap_recover(real) && own_dir_clear(old) &&
                own_dir_clear(fresh) && compare(set, real, &c, NULL);

    if (good && !own_dir_is_ours(&c.old, is_in, set)) {
        fputs("smtpcodes-gen: nothing was written\n", stderr);
        good = false;
    }
    if (good && c.count > 0) {
        good = may_write(real) && fill(set, &c, real, fresh) &&
               dir_swap(fresh, real) && dir_swap_sync_name(parent);
        *changed = good ? c.count : 0;
        if (!own_dir_clear(fresh))
            good = false;
    }
    changes_free(&c);
    return good;
}

static bool holds_already(struct outset *set, const char *dir)
{
    struct changes c = {0};
    bool good = compare(set, dir, &c, NULL) && c.count == 0;

    changes_free(&c);
    return good;
}

bool outset_commit(struct outset *set, const char *dir, size_t *changed)
{
    struct arena arena = {0};
    const char *real = resolve(&arena, dir);
    const char *path = mem_printf(&arena, "%s.gen-lock", real ? real : "");
    int lock = real ? lock_take(path) : -1, error = errno;
    bool good;

    *changed = 0;
    if (!real || (lock < 0 && holds_already(set, real))) {
        good = real != NULL; /* who may not write need not either */
    } else if (lock < 0) {
        errno = error;
        good = complain("make the lock", path);
    } else {
        good = commit(set, real, changed);
        if (!lock_release(path, lock))
            good = complain("remove the lock", path);
    }
    mem_free(&arena);
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
