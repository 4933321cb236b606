/* SPDX-License-Identifier: 0BSD */
#include "base/dir.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DIR_MAX_DEPTH = 8 };

struct walk {
    struct arena *arena;
    const char *root;
    const char **files;
    size_t count;
};

static bool walk(struct walk *w, const char *below, int depth);

static bool visit(struct walk *w, const char *below, const char *name,
                  int depth)
{
    const char *path = *below ? mem_printf(w->arena, "%s/%s", below, name)
                              : mem_printf(w->arena, "%s", name);
    struct stat st;
    const char **file;

    if (lstat(mem_printf(w->arena, "%s/%s", w->root, path), &st) != 0)
        return errno == ENOENT; /* it went away meanwhile */
    if (S_ISDIR(st.st_mode))
        return walk(w, path, depth + 1);
    file = mem_push(w->arena, &w->files, &w->count, sizeof *file);
    *file = path;
    return true;
}

static bool walk(struct walk *w, const char *below, int depth)
{
    DIR *dir = opendir(*below ? mem_printf(w->arena, "%s/%s", w->root, below)
                              : w->root);
    const struct dirent *entry;
    bool good = true;

    if (!dir)
        return errno == ENOENT && depth == 0;
    if (depth > DIR_MAX_DEPTH) {
        closedir(dir);
        errno = ELOOP;
        return false;
    }
    errno = 0;
    while (good && (entry = readdir(dir)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            good = visit(w, below, entry->d_name, depth);
        if (good)
            errno = 0;
    }
    good = good && errno == 0;
    closedir(dir);
    return good;
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool dir_files(struct arena *arena, const char *root, const char ***files,
               size_t *count)
{
    struct walk w = {.arena = arena, .root = root};

    if (!walk(&w, "", 0))
        return false;
    if (w.count)
        qsort(w.files, w.count, sizeof *w.files, by_bytes);
    *files = w.files;
    *count = w.count;
    return true;
}

bool dir_is_about_name(int error)
{
    return error == ENOENT || error == ENOTDIR || error == EISDIR ||
           error == EACCES || error == ELOOP || error == ENAMETOOLONG;
}
