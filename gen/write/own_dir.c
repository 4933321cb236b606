/* SPDX-License-Identifier: 0BSD */
#include "write/own_dir.h"

#include "base/complain.h"
#include "base/dir.h"
#include "base/read_file.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { OPEN_FOLDERS = 16, MOST_NAMED = 20 };

bool own_dir_open(struct arena *arena, const char *path, struct own_dir *dir)
{
    *dir = (struct own_dir){.path = path};
    return (manifest_read(arena, path, &dir->manifest) &&
            dir_files(arena, path, &dir->files, &dir->count)) ||
           complain("read", path);
}

void own_dir_close(struct own_dir *dir)
{
    manifest_free(&dir->manifest);
    *dir = (struct own_dir){0};
}

static int file_at(const void *file, const void *item)
{
    return strcmp(file, *(const char *const *)item);
}

bool own_dir_holds(const struct own_dir *dir, const char *file)
{
    return dir->count &&
           bsearch(file, dir->files, dir->count, sizeof *dir->files, file_at);
}

/* A file that nobody makes any more would be lost with what was written into
 * it by hand. A link or a pipe in its place holds nothing. */
static bool is_as_made(const struct own_dir *dir, const char *file)
{
    struct arena arena = {0};
    struct buf content = {0};
    bool same = true;

    if (read_bytes(mem_printf(&arena, "%s/%s", dir->path, file), &content))
        same = manifest_has(&dir->manifest, file, &content);
    else if (errno != ELOOP && errno != EINVAL && errno != ENXIO)
        same = false;
    buf_free(&content);
    mem_free(&arena);
    return same;
}

/* Why a file is to stay; NULL: it need not. */
static const char *why_not(const struct own_dir *dir, const char *file,
                           bool (*is_made)(const void *, const char *),
                           const void *context)
{
    if (!is_made && strcmp(file, MANIFEST_NAME) == 0)
        return NULL; /* of a run that ended while it wrote it */
    if (!manifest_lists(&dir->manifest, file))
        return "is not in its " MANIFEST_NAME;
    if (is_made && !is_made(context, file) && !is_as_made(dir, file))
        return "is no longer generated, but was changed";
    return NULL;
}

bool own_dir_is_ours(const struct own_dir *dir,
                     bool (*is_made)(const void *context, const char *file),
                     const void *context)
{
    size_t others = 0;

    for (size_t i = 0; i < dir->count; i++) {
        const char *why = why_not(dir, dir->files[i], is_made, context);

        if (why && others++ < MOST_NAMED)
            fprintf(stderr, "smtpcodes-gen: %s/%s %s\n", dir->path,
                    dir->files[i], why);
    }
    if (others > MOST_NAMED)
        fprintf(stderr, "smtpcodes-gen: and %zu more\n", others - MOST_NAMED);
    if (others)
        fprintf(stderr,
                "smtpcodes-gen: expected %s to be absent, empty, or to contain "
                "only what its " MANIFEST_NAME " lists; move elsewhere what "
                "you want to keep, and remove the rest (what an undone change "
                "left: git clean -fd %s)\n",
                dir->path, dir->path);
    return others == 0;
}

static int remove_folder(const char *path, const struct stat *st, int type,
                         struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return rmdir(path) == 0 || errno == ENOENT ? 0 : -1;
}

/* The manifest goes last: a run that ends in between leaves what the next
 * knows as ours. */
static bool remove_all(struct arena *arena, const struct own_dir *dir)
{
    const char *manifest = mem_printf(arena, "%s/" MANIFEST_NAME, dir->path);

    for (size_t i = 0; i < dir->count; i++) {
        const char *path = mem_printf(arena, "%s/%s", dir->path, dir->files[i]);

        if (strcmp(path, manifest) != 0 && unlink(path) != 0)
            return complain("remove", path);
    }
    if (unlink(manifest) != 0 && errno != ENOENT)
        return complain("remove", manifest);
    return nftw(dir->path, remove_folder, OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) ==
               0 ||
           complain("remove", dir->path);
}

bool own_dir_clear(const char *path)
{
    struct arena arena = {0};
    struct own_dir dir = {0};
    struct stat st;
    bool good = lstat(path, &st) != 0;

    if (good && errno != ENOENT)
        good = complain("look at", path);
    else if (!good && !S_ISDIR(st.st_mode))
        fprintf(stderr,
                "smtpcodes-gen: %s was not made by this program; "
                "expected nothing there\n",
                path);
    else if (!good)
        good = own_dir_open(&arena, path, &dir) &&
               own_dir_is_ours(&dir, NULL, NULL) && remove_all(&arena, &dir);
    own_dir_close(&dir);
    mem_free(&arena);
    return good;
}
