/* SPDX-License-Identifier: 0BSD
 *
 * The generator itself, kept from finishing: out/ is all old or all new.
 *
 * Two catalogues, the golden one and the same with another title, are
 * written in turn onto one out/. What each should give is made first, in
 * folders of their own.
 */
#include "mounts.h"
#include "run.h"

#include <signal.h>
#include <sys/resource.h>

enum { OLD, NEW };

static struct {
    struct arena arena;
    char *gen;
    const char *dir, *out;
    const char *catalog[2];
    struct buf want[2];
} t;

static int generate(int which, const char *out, run_prepare prepare,
                    struct buf *err)
{
    char *const argv[] = {t.gen, mem_printf(&t.arena, "%s", t.catalog[which]),
                          mem_printf(&t.arena, "%s", out), NULL};

    return run_program(NULL, argv, prepare, NULL, err);
}

static int set_up(void **state)
{
    (void)state;
    t.gen = run_generator();
    t.dir = run_folder(&t.arena, "test_safety");
    t.out = mem_printf(&t.arena, "%s/out", t.dir);
    for (int i = OLD; i <= NEW; i++) {
        const char *out = mem_printf(&t.arena, "%s/want%d", t.dir, i);

        t.catalog[i] = mem_printf(&t.arena, "%s/catalog%d", t.dir, i);
        run_copy("tests/golden/catalog", t.catalog[i]);
        if (i == NEW)
            run_edit(mem_printf(&t.arena, "%s/replies.xml", t.catalog[i]),
                     "Requested mail action okay", "Quite another title");
        assert_int_equal(generate(i, out, NULL, NULL), 0);
        run_snapshot(out, &t.want[i]);
    }
    assert_false(run_same(&t.want[OLD], &t.want[NEW]));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    free(t.gen);
    buf_free(&t.want[OLD]);
    buf_free(&t.want[NEW]);
    mem_free(&t.arena);
    return 0;
}

static bool holds(const char *out, int which)
{
    struct buf text = {0};
    bool same;

    run_snapshot(out, &text);
    same = run_same(&text, &t.want[which]);
    buf_free(&text);
    return same;
}

static bool is_left(const char *out, const char *suffix)
{
    return run_exists(mem_printf(&t.arena, "%s%s", out, suffix));
}

static void start_old(const char *out)
{
    assert_int_equal(generate(OLD, out, NULL, NULL), 0);
    assert_true(holds(out, OLD));
}

/* A run that must fail with a message that says why, and leave no trace. */
static void assert_refused(const char *out, run_prepare prepare,
                           const char *why)
{
    struct buf err = {0};
    int status = generate(NEW, out, prepare, &err);

    if (!err.text || !strstr(err.text, why))
        print_error("standard error: %s\n", err.text ? err.text : "");
    assert_int_equal(status, 2);
    assert_non_null(strstr(err.text, why));
    assert_true(holds(out, OLD));
    assert_false(is_left(out, ".gen-new"));
    assert_false(is_left(out, ".gen-old"));
    assert_false(is_left(out, ".gen-lock"));
    buf_free(&err);
}

/* And once the obstacle is gone the same command works. */
static void assert_mended(const char *out)
{
    assert_int_equal(generate(NEW, out, NULL, NULL), 0);
    assert_true(holds(out, NEW));
}

/* Files may grow to 2 KiB: the disk is full in the middle of one. */
static void small_files_only(void)
{
    const struct rlimit most = {2048, 2048};

    signal(SIGXFSZ, SIG_IGN);
    if (setrlimit(RLIMIT_FSIZE, &most) != 0)
        _exit(125);
}

static void survives_a_file_that_cannot_grow(void **state)
{
    (void)state;
    start_old(t.out);
    assert_refused(t.out, small_files_only, "File too large");
    assert_mended(t.out);
}

/* The same where the signal is not ignored and ends the run. */
static void small_files_and_a_signal(void)
{
    const struct rlimit most = {2048, 2048}, none = {0, 0};

    if (setrlimit(RLIMIT_CORE, &none) != 0 ||
        setrlimit(RLIMIT_FSIZE, &most) != 0)
        _exit(125);
}

static void survives_the_signal_of_a_full_disk(void **state)
{
    (void)state;
    start_old(t.out);
    assert_true(generate(NEW, t.out, small_files_and_a_signal, NULL) > 1);
    assert_true(holds(t.out, OLD));
    assert_mended(t.out);
    assert_false(is_left(t.out, ".gen-new"));
}

static void makes_no_file_without_its_folder(void **state)
{
    const char *out = mem_printf(&t.arena, "%s/no/such/out", t.dir);
    struct buf err = {0};

    (void)state;
    assert_int_equal(generate(NEW, out, NULL, &err), 2);
    assert_non_null(strstr(err.text, "No such file or directory"));
    assert_false(run_exists(mem_printf(&t.arena, "%s/no", t.dir)));
    buf_free(&err);
}

static void respects_a_folder_closed_to_writing(void **state)
{
    (void)state;
    if (geteuid() == 0)
        skip(); /* root writes all the same: see the read-only mount */
    start_old(t.out);
    assert_int_equal(chmod(t.out, 0555), 0);
    assert_refused(t.out, NULL, "Permission denied");
    assert_int_equal(chmod(t.out, 0755), 0);
    assert_int_equal(chmod(t.dir, 0555), 0);
    assert_refused(t.out, NULL, "Permission denied");
    assert_int_equal(chmod(t.dir, 0755), 0);
    assert_mended(t.out);
}

/* The whole repository was lost so once. */
static void leaves_a_folder_of_others_alone(void **state)
{
    const char *mine = mem_printf(&t.arena, "%s/mine", t.dir);
    struct buf err = {0}, before = {0}, after = {0};

    (void)state;
    run_write(mem_printf(&t.arena, "%s/.git/HEAD", mine), "ref\n");
    run_write(mem_printf(&t.arena, "%s/a/b/c/d/e/f/g/h/i/j", mine), "deep\n");
    assert_int_equal(generate(OLD, mine, NULL, &err), 2);
    assert_non_null(strstr(err.text, "cannot read"));
    assert_true(run_exists(mem_printf(&t.arena, "%s/.git/HEAD", mine)));
    buf_free(&err);
    run_remove(mem_printf(&t.arena, "%s/a", mine));
    run_snapshot(mine, &before);
    assert_int_equal(generate(OLD, mine, NULL, &err), 2);
    assert_non_null(
        strstr(err.text, "mine/.git/HEAD is not in its manifest.txt"));
    run_snapshot(mine, &after);
    assert_true(run_same(&before, &after));
    buf_free(&before);
    buf_free(&after);
    buf_free(&err);
}

/* Several at once: each writes the whole, one after the other. */
static void runs_wait_for_each_other(void **state)
{
    enum { RUNS = 12 };
    char *argv[2][4] = {{t.gen}, {t.gen}};
    pid_t runs[RUNS];
    int failed = 0, status;

    (void)state;
    for (int i = 0; i < 2; i++) {
        argv[i][1] = mem_printf(&t.arena, "%s", t.catalog[i]);
        argv[i][2] = mem_printf(&t.arena, "%s", t.out);
    }
    for (int round = 0; round < 5; round++) {
        for (int i = 0; i < RUNS; i++) {
            runs[i] = fork();
            assert_true(runs[i] >= 0);
            if (runs[i] == 0) {
                if (!freopen("/dev/null", "w", stdout) ||
                    !freopen("/dev/null", "w", stderr))
                    _exit(126);
                execv(argv[i % 2][0], argv[i % 2]);
                _exit(127);
            }
        }
        for (int i = 0; i < RUNS; i++) {
            assert_int_equal(waitpid(runs[i], &status, 0), runs[i]);
            failed += status != 0;
        }
        assert_int_equal(failed, 0);
        assert_true(holds(t.out, OLD) || holds(t.out, NEW));
        assert_false(is_left(t.out, ".gen-new"));
        assert_false(is_left(t.out, ".gen-old"));
        assert_false(is_left(t.out, ".gen-lock"));
    }
}

/* Times of all files, to the nanosecond. */
static void times(const char *out, struct buf *to)
{
    const char **files;
    struct stat st;
    size_t count;

    assert_true(dir_files(&t.arena, out, &files, &count));
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(
            lstat(mem_printf(&t.arena, "%s/%s", out, files[i]), &st), 0);
        buf_printf(to, "%s %lld %ld\n", files[i], (long long)st.st_mtim.tv_sec,
                   st.st_mtim.tv_nsec);
    }
}

static void leaves_alone_what_is_right(void **state)
{
    struct buf before = {0}, after = {0};

    (void)state;
    start_old(t.out);
    times(t.out, &before);
    start_old(t.out);
    times(t.out, &after);
    assert_true(run_same(&before, &after));
    buf_free(&before);
    buf_free(&after);
}

/* The schema does not depend on the catalogue: its time must outlast an edit
 * elsewhere. */
static void keeps_the_time_of_an_unchanged_file(void **state)
{
    const struct timespec past[] = {{1000000, 1}, {1000000, 1}};
    const char *same = mem_printf(&t.arena, "%s/smtpcodes.schema.json", t.out);
    const char *other = mem_printf(&t.arena, "%s/smtpcodes.json", t.out);
    struct stat st;

    (void)state;
    start_old(t.out);
    assert_int_equal(utimensat(AT_FDCWD, same, past, 0), 0);
    assert_int_equal(utimensat(AT_FDCWD, other, past, 0), 0);
    assert_int_equal(generate(NEW, t.out, NULL, NULL), 0);
    assert_int_equal(stat(same, &st), 0);
    assert_int_equal(st.st_mtim.tv_sec, 1000000);
    assert_int_equal(stat(other, &st), 0);
    assert_int_not_equal(st.st_mtim.tv_sec, 1000000);
}

static void check_only_looks(void **state)
{
    char *const argv[] = {t.gen, (char[]){"--check"},
                          mem_printf(&t.arena, "%s", t.catalog[NEW]),
                          mem_printf(&t.arena, "%s", t.out), NULL};
    struct buf out = {0};

    (void)state;
    start_old(t.out);
    assert_int_equal(run_program(NULL, argv, NULL, &out, NULL), 1);
    assert_non_null(strstr(out.text, "smtpcodes.json: differs\n"));
    assert_null(strstr(out.text, "schema"));
    assert_true(holds(t.out, OLD));
    assert_mended(t.out);
    buf_free(&out);
    assert_int_equal(run_program(NULL, argv, NULL, &out, NULL), 0);
    assert_string_equal(out.text, "");
    buf_free(&out);
}

#if defined __linux__
static void survives_a_full_disk(void **state)
{
    const char *disk = mem_printf(&t.arena, "%s/disk", t.dir);
    const char *out = mem_printf(&t.arena, "%s/out", disk);
    const char *rest = mem_printf(&t.arena, "%s/rest", disk);
    static char page[4096];
    int fd;

    (void)state;
    if (!mounts_own())
        skip();
    assert_int_equal(mkdir(disk, 0777), 0);
    assert_int_equal(mount("none", disk, "tmpfs", 0, "size=4m"), 0);
    start_old(out);
    fd = open(rest, O_WRONLY | O_CREAT, 0666);
    assert_true(fd >= 0);
    while (write(fd, page, sizeof page) > 0)
        ;
    assert_int_equal(errno, ENOSPC);
    /* No page left, then one, then two: enough to begin and not to end. */
    for (int free = 0; free < 3; free++) {
        assert_refused(out, NULL, "No space left on device");
        assert_int_equal(
            ftruncate(fd, lseek(fd, -(off_t)sizeof page, SEEK_END)), 0);
    }
    assert_int_equal(close(fd), 0);
    assert_int_equal(remove(rest), 0);
    assert_mended(out);
    assert_int_equal(umount(disk), 0);
}

static void make_read_only(const char *dir)
{
    assert_int_equal(mount(dir, dir, NULL, MS_BIND, NULL), 0);
    assert_int_equal(
        mount(NULL, dir, NULL, MS_BIND | MS_REMOUNT | MS_RDONLY, NULL), 0);
}

static void respects_a_read_only_mount(void **state)
{
    (void)state;
    if (!mounts_own())
        skip();
    start_old(t.out);
    make_read_only(t.out);
    assert_refused(t.out, NULL, "Read-only file system");
    assert_int_equal(umount(t.out), 0);
    make_read_only(t.dir);
    assert_refused(t.out, NULL, "Read-only file system");
    assert_int_equal(umount(t.dir), 0);
    assert_mended(t.out);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_a_file_that_cannot_grow),
        cmocka_unit_test(survives_the_signal_of_a_full_disk),
        cmocka_unit_test(makes_no_file_without_its_folder),
        cmocka_unit_test(respects_a_folder_closed_to_writing),
        cmocka_unit_test(leaves_a_folder_of_others_alone),
        cmocka_unit_test(runs_wait_for_each_other),
        cmocka_unit_test(leaves_alone_what_is_right),
        cmocka_unit_test(keeps_the_time_of_an_unchanged_file),
        cmocka_unit_test(check_only_looks),
    /* Last, since who is not root becomes one for good. */
#if defined __linux__
        cmocka_unit_test(survives_a_full_disk),
        cmocka_unit_test(respects_a_read_only_mount),
#endif
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
