/* SPDX-License-Identifier: 0BSD
 *
 * run - what tests of the built program share: a place of their own under
 * tmp/, files there and back, a program run with its output kept.
 *
 * Tests run from the repository root. Whatever fails here fails the test.
 * cmocka and its headers are included by this file.
 */
#ifndef RUN_H
#define RUN_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/dir.h"
#include "base/mem.h"
#include "base/dir_swap.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/** The generator under test, as an absolute path; the caller's to free. */
static inline char *run_generator(void)
{
    const char *named = getenv("SMTPCODES_GEN");
    char *path = realpath(named ? named : "build/smtpcodes-gen", NULL);

    if (!path)
        print_error("no generator at $SMTPCODES_GEN\n");
    assert_non_null(path);
    return path;
}

/** For a child that runs what is tested without exec: let a crash end it as
 * one. cmocka catches it otherwise, goes on with the child's copy of the tests,
 * and the number of failed ones looks like a status of the program. */
static inline void run_without_handlers(void)
{
    static const int crashes[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGSYS};

    for (size_t i = 0; i < sizeof crashes / sizeof crashes[0]; i++)
        signal(crashes[i], SIG_DFL);
}

static inline int run_remove_one(const char *path, const struct stat *st,
                                 int type, struct FTW *where)
{
    (void)st;
    (void)type;
    (void)where;
    return remove(path);
}

/** Remove a folder and all in it; one that is not there is fine. */
static inline void run_remove(const char *path)
{
    struct stat st;

    if (lstat(path, &st) == 0)
        assert_int_equal(nftw(path, run_remove_one, 16, FTW_DEPTH | FTW_PHYS),
                         0);
}

/** Make an empty folder tmp/NAME where make builds; its path belongs to the
 * arena. */
static inline const char *run_folder(struct arena *arena, const char *name)
{
    const char *build = getenv("BUILD");
    const char *tmp =
        mem_printf(arena, "%s/tmp", build && *build ? build : "build");
    const char *path = mem_printf(arena, "%s/%s", tmp, name);

    if (mkdir(tmp, 0777) != 0)
        assert_int_equal(errno, EEXIST);
    run_remove(path);
    assert_int_equal(mkdir(path, 0777), 0);
    return path;
}

/** Read a whole file; false when there is none. */
static inline bool run_read_file(const char *path, struct buf *to)
{
    FILE *file = fopen(path, "rb");
    char piece[4096];
    size_t n;

    if (!file)
        return false;
    while ((n = fread(piece, 1, sizeof piece, file)) > 0)
        buf_add(to, piece, n);
    assert_false(ferror(file));
    fclose(file);
    if (!to->text)
        buf_puts(to, "");
    return true;
}

/** Write a file, making the folders above it. */
static inline void run_spill(const char *path, const char *bytes, size_t len)
{
    struct arena arena = {0};
    char *copy = mem_text(&arena, path, strlen(path));
    FILE *file;

    for (char *s = strchr(copy + 1, '/'); s; s = strchr(s + 1, '/')) {
        *s = '\0';
        if (mkdir(copy, 0777) != 0)
            assert_int_equal(errno, EEXIST);
        *s = '/';
    }
    file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
    mem_free(&arena);
}

static inline void run_write(const char *path, const char *text)
{
    run_spill(path, text, strlen(text));
}

/** Every file below a folder: its path, a NUL, its bytes, a NUL. Two folders
 * hold the same when these are the same. */
static inline void run_snapshot(const char *dir, struct buf *to)
{
    struct arena arena = {0};
    const char **files;
    size_t count;

    assert_true(dir_files(&arena, dir, &files, &count));
    for (size_t i = 0; i < count; i++) {
        buf_add(to, files[i], strlen(files[i]) + 1);
        assert_true(
            run_read_file(mem_printf(&arena, "%s/%s", dir, files[i]), to));
        buf_putc(to, '\0');
    }
    mem_free(&arena);
}

static inline bool run_same(const struct buf *a, const struct buf *b)
{
    return a->len == b->len && (!a->len || !memcmp(a->text, b->text, a->len));
}

/** Copy all files below one folder into another. */
static inline void run_copy(const char *from, const char *to)
{
    struct arena arena = {0};
    const char **files;
    size_t count;

    assert_true(dir_files(&arena, from, &files, &count));
    for (size_t i = 0; i < count; i++) {
        struct buf text = {0};

        assert_true(
            run_read_file(mem_printf(&arena, "%s/%s", from, files[i]), &text));
        run_spill(mem_printf(&arena, "%s/%s", to, files[i]), text.text,
                  text.len);
        buf_free(&text);
    }
    mem_free(&arena);
}

/** Replace the one place where a file says a; fails when there is none. */
static inline void run_edit(const char *path, const char *a, const char *b)
{
    struct buf old = {0}, new = {0};
    const char *found;

    assert_true(run_read_file(path, &old));
    found = strstr(old.text, a);
    assert_non_null(found);
    buf_add(&new, old.text, (size_t)(found - old.text));
    buf_puts(&new, b);
    buf_puts(&new, found + strlen(a));
    run_spill(path, new.text, new.len);
    buf_free(&old);
    buf_free(&new);
}

static inline bool run_exists(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

/** What becomes of the child between fork and exec; may be NULL. */
typedef void (*run_prepare)(void);

/** Run a program in folder (NULL: here); standard output and error go to
 * files in tmp/ and from there to *out and *err, which may be NULL.
 * Return the exit status, or 128 and the signal. */
static inline int run_program(const char *folder, char *const argv[],
                              run_prepare prepare, struct buf *out,
                              struct buf *err)
{
    FILE *files[2] = {tmpfile(), tmpfile()};
    struct buf *to[2] = {out, err};
    int status;
    pid_t pid;

    assert_non_null(files[0]);
    assert_non_null(files[1]);
    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        if ((folder && chdir(folder) != 0) ||
            dup2(fileno(files[0]), STDOUT_FILENO) < 0 ||
            dup2(fileno(files[1]), STDERR_FILENO) < 0)
            _exit(126);
        if (prepare)
            prepare();
        execv(argv[0], argv);
        _exit(127);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    for (int i = 0; i < 2; i++) {
        char piece[4096];
        size_t n;

        rewind(files[i]);
        while (to[i] && (n = fread(piece, 1, sizeof piece, files[i])) > 0)
            buf_add(to[i], piece, n);
        if (to[i])
            buf_puts(to[i], "");
        fclose(files[i]);
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

#endif
