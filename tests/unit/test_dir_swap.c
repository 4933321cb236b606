/* SPDX-License-Identifier: 0BSD
 *
 * How a folder gets on disk: by one call where the system is known to tell of
 * all that it could not write, and file by file where it is not.
 */
#include "run.h"

#if defined __linux__
#include <sys/utsname.h>

/* A system that says what it is told to. */
static struct {
    const char *release;
    int system_error, file_error, name_error; /* 0: no error */
    int systems, files;                       /* calls */
} t;

int syncfs(int fd)
{
    (void)fd;
    t.systems++;
    errno = t.system_error;
    return t.system_error ? -1 : 0;
}

int fsync(int fd)
{
    (void)fd;
    t.files++;
    errno = t.file_error;
    return t.file_error ? -1 : 0;
}

int uname(struct utsname *name)
{
    memset(name, 0, sizeof *name);
    strcpy(name->release, t.release);
    errno = t.name_error;
    return t.name_error ? -1 : 0;
}

enum { FILES = 4 /* with the folders */ };

/* A file, a folder, and a file in it. */
static const char *make_folder(struct arena *arena)
{
    const char *dir = run_folder(arena, "test_dir_swap");

    run_write(mem_printf(arena, "%s/a", dir), "a");
    run_write(mem_printf(arena, "%s/b/c", dir), "c");
    return dir;
}

static bool sync_all(const char *dir)
{
    int watch = dir_swap_watch(dir);
    bool good = watch >= 0 && dir_swap_sync(dir, watch);

    if (watch >= 0)
        close(watch);
    return good;
}

/* Does it work, and what is said on standard error meanwhile? */
static bool works(bool (*does)(const char *), const char *dir, struct buf *said)
{
    int err = dup(STDERR_FILENO), c;
    FILE *to = tmpfile();
    bool good;

    assert_true(err >= 0 && to);
    fflush(stderr);
    dup2(fileno(to), STDERR_FILENO);
    good = does(dir);
    fflush(stderr);
    dup2(err, STDERR_FILENO);
    close(err);
    rewind(to);
    buf_puts(said, "");
    while ((c = getc(to)) != EOF)
        buf_putc(said, (char)c);
    fclose(to);
    return good;
}

/* Linux 5.8 was the first to tell of what could not be written. */
static void trusts_the_systems_that_tell(void **state)
{
    static const struct {
        const char *release;
        bool tells;
    } rows[] = {
        {"5.8.0", true},     {"5.8", true},      {"5.8-rc1", true},
        {"5.9.16", true},    {"5.10.0-9", true}, {"5.19", true},
        {"6.0.0", true},     {"6.1.0-13", true}, {"6.8", true},
        {"10.0", true},      {"7", true},        {"5.7.19", false},
        {"5.7", false},      {"5.0.0", false},   {"5", false},
        {"5-8", false},      {"5.", false},      {"4.19.0-8", false},
        {"4.8", false},      {"4.20", false},    {"3.10.0", false},
        {"0.8", false},      {"", false},        {"unknown", false},
        {"2.6.32.8", false},
    };
    struct arena arena = {0};
    const char *dir = make_folder(&arena);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf said = {0};

        memset(&t, 0, sizeof t);
        t.release = rows[i].release;
        assert_true(works(sync_all, dir, &said));
        assert_string_equal(said.text, "");
        assert_int_equal(t.systems, 1);
        if (t.files != (rows[i].tells ? 0 : FILES))
            fail_msg("\"%s\": %d files", rows[i].release, t.files);
        buf_free(&said);
    }
    mem_free(&arena);
}

/* What fails is said; what a system does not have is made up for. */
static void tells_what_fails(void **state)
{
    static const struct {
        const char *release;
        int system_error, file_error, name_error;
        bool good;
        int files;
        const char *said;
    } rows[] = {
        {"6.1", EIO, 0, 0, false, 0, "sync %s: Input/output error"},
        {"6.1", ENOSYS, 0, 0, true, FILES, NULL},
        {"6.1", 0, 0, EFAULT, false, 0, "sync %s: Bad address"},
        {"5.7", 0, EIO, 0, false, 1, "sync %s/"},
        {"5.7", 0, EINVAL, 0, true, FILES, NULL},
        {"6.1", 0, EIO, 0, true, 0, NULL},
    };
    struct arena arena = {0};
    const char *dir = make_folder(&arena);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct buf said = {0}, want = {0};

        memset(&t, 0, sizeof t);
        t.release = rows[i].release;
        t.system_error = rows[i].system_error;
        t.file_error = rows[i].file_error;
        t.name_error = rows[i].name_error;
        assert_int_equal(works(sync_all, dir, &said), rows[i].good);
        assert_int_equal(t.files, rows[i].files);
        if (rows[i].said) {
            const char *rest = strstr(rows[i].said, "%s") + 2;

            buf_printf(&want, "smtpcodes-gen: cannot sync %s%s", dir, rest);
            assert_int_equal(strncmp(said.text, want.text, want.len), 0);
            assert_ptr_equal(strchr(said.text, '\n'),
                             said.text + said.len - 1); /* said once */
        } else {
            assert_string_equal(said.text, "");
        }
        buf_free(&said);
        buf_free(&want);
    }
    mem_free(&arena);
}

static bool swap_with_itself(const char *path)
{
    return dir_swap(path, path);
}

/* What the disk does not say is no reason to go on. */
static void stops_where_nothing_can_be_seen(void **state)
{
    struct arena arena = {0};
    const char *dir = make_folder(&arena);
    const char *below = mem_printf(&arena, "%s/a/x", dir);
    const char *none = mem_printf(&arena, "%s/none", dir);
    struct buf said = {0}, again = {0}, gone = {0};

    (void)state;
    assert_false(works(swap_with_itself, below, &said));
    assert_string_equal(
        said.text,
        mem_printf(&arena,
                   "smtpcodes-gen: cannot look at %s: Not a directory\n",
                   below));
    assert_false(works(dir_swap_recover, below, &again));
    assert_string_equal(again.text, said.text);
    assert_false(works(swap_with_itself, none, &gone));
    assert_string_equal(
        gone.text, mem_printf(&arena,
                              "smtpcodes-gen: cannot replace %s: No such file "
                              "or directory\n",
                              none));
    assert_true(dir_swap_recover(none));
    buf_free(&said);
    buf_free(&again);
    buf_free(&gone);
    mem_free(&arena);
}

/* A folder that a run moved aside comes back, unless another took its place. */
static void puts_back_what_stands_aside(void **state)
{
    struct arena arena = {0};
    const char *dir = make_folder(&arena);
    const char *out = mem_printf(&arena, "%s/out", dir);
    const char *old = mem_printf(&arena, "%s/out.gen-old", dir);

    (void)state;
    run_write(mem_printf(&arena, "%s/f", old), "old");
    assert_true(dir_swap_recover(out));
    assert_true(run_exists(mem_printf(&arena, "%s/f", out)));
    assert_false(run_exists(old));
    run_write(mem_printf(&arena, "%s/g", old), "older");
    assert_true(dir_swap_recover(out));
    assert_true(run_exists(mem_printf(&arena, "%s/f", out)));
    assert_true(run_exists(mem_printf(&arena, "%s/g", old)));
    mem_free(&arena);
}

/* With no standard input, the watch has its number. */
static bool watch_as_input(const char *dir)
{
    bool good;

    close(STDIN_FILENO);
    good = dir_swap_watch(dir) == STDIN_FILENO;
    close(STDIN_FILENO);
    return good;
}

/* Whichever number a descriptor has, it is one, and is closed again. */
static void takes_any_descriptor(void **state)
{
    struct arena arena = {0};
    const char *dir = make_folder(&arena);
    const char *none = mem_printf(&arena, "%s/none", dir);
    int input = dup(STDIN_FILENO);
    struct buf said = {0}, none_said = {0};

    (void)state;
    memset(&t, 0, sizeof t);
    t.release = "5.7";
    assert_true(works(watch_as_input, dir, &said));
    assert_string_equal(said.text, "");
    assert_true(dir_swap_sync_name(dir));
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), -1);
    assert_false(dir_swap_sync_name(none));
    assert_int_equal(fcntl(STDIN_FILENO, F_GETFD), -1);
    if (input >= 0) {
        assert_int_equal(dup2(input, STDIN_FILENO), STDIN_FILENO);
        close(input);
    }
    assert_false(works(sync_all, none, &none_said));
    assert_string_equal(none_said.text,
                        mem_printf(&arena,
                                   "smtpcodes-gen: cannot open %s: No such "
                                   "file or directory\n",
                                   none));
    buf_free(&said);
    buf_free(&none_said);
    mem_free(&arena);
}
#else
static void trusts_the_systems_that_tell(void **state)
{
    (void)state;
    skip();
}

static void tells_what_fails(void **state)
{
    (void)state;
    skip();
}

static void stops_where_nothing_can_be_seen(void **state)
{
    (void)state;
    skip();
}

static void puts_back_what_stands_aside(void **state)
{
    (void)state;
    skip();
}

static void takes_any_descriptor(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trusts_the_systems_that_tell),
        cmocka_unit_test(tells_what_fails),
        cmocka_unit_test(stops_where_nothing_can_be_seen),
        cmocka_unit_test(puts_back_what_stands_aside),
        cmocka_unit_test(takes_any_descriptor),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
