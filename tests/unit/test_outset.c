/* SPDX-License-Identifier: 0BSD
 *
 * The output folder: written at once, compared, repaired.
 */
#include "run.h"

#include "base/digest.h"
#include "base/dir_swap.h"
#include "base/lock.h"
#include "write/outset.h"
#include "write/own_dir.h"

#include <signal.h>
#include <sys/time.h>
#include <time.h>

struct place_to_be {
    struct arena arena;
    const char *dir, *out;
    struct outset set;
};

static int set_up(void **state)
{
    struct place_to_be *p = calloc(1, sizeof *p);

    assert_non_null(p);
    *state = p;
    p->dir = run_folder(&p->arena, "test_outset");
    p->out = mem_printf(&p->arena, "%s/out", p->dir);
    buf_puts(outset_add(&p->set, "b/c/two"), "2\n");
    buf_puts(outset_add(&p->set, "a"), "1\n");
    outset_add(&p->set, "b/empty");
    return 0;
}

static int tear_down(void **state)
{
    struct place_to_be *p = *state;

    outset_free(&p->set);
    mem_free(&p->arena);
    free(p);
    return 0;
}

static void assert_holds(const char *dir, const char *bytes, size_t len)
{
    struct buf text = {0};

    run_snapshot(dir, &text);
    assert_int_equal(text.len, len);
    assert_memory_equal(text.text, bytes, len);
    buf_free(&text);
}

#define MANIFEST                                                \
    "# smtpcodes-gen made these files and removes no others.\n" \
    "07f8bc07b4ba5002  a\n"                                     \
    "0802fe07b4c314ad  b/c/two\n"                               \
    "cbf29ce484222325  b/empty\n"

static const char whole[] = "a\0"
                            "1\n\0"
                            "b/c/two\0"
                            "2\n\0"
                            "b/empty\0"
                            "\0"
                            "manifest.txt\0" MANIFEST;

static size_t commit(struct place_to_be *p)
{
    size_t changed = 99;

    assert_true(outset_commit(&p->set, p->out, &changed));
    assert_holds(p->out, whole, sizeof whole);
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-new", p->out)));
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-old", p->out)));
    return changed;
}

static const char *in_out(struct place_to_be *p, const char *path)
{
    return mem_printf(&p->arena, "%s/%s", p->out, path);
}

static void writes_a_folder_that_was_not_there(void **state)
{
    assert_int_equal(commit(*state), 4);
}

static void changes_nothing_the_second_time(void **state)
{
    struct place_to_be *p = *state;
    struct stat before, after;

    commit(p);
    assert_int_equal(stat(p->out, &before), 0);
    assert_int_equal(commit(p), 0);
    assert_int_equal(stat(p->out, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_int_equal(before.st_mtim.tv_sec, after.st_mtim.tv_sec);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

static void keeps_the_times_of_what_is_the_same(void **state)
{
    const struct timespec past[] = {{1000000, 1}, {1000000, 1}};
    struct place_to_be *p = *state;
    struct stat st;

    commit(p);
    assert_int_equal(utimensat(AT_FDCWD, in_out(p, "a"), past, 0), 0);
    run_write(in_out(p, "b/c/two"), "3\n");
    assert_int_equal(commit(p), 1);
    assert_int_equal(stat(in_out(p, "a"), &st), 0);
    assert_int_equal(st.st_mtim.tv_sec, 1000000);
    assert_int_equal(st.st_mtim.tv_nsec, 1);
    assert_int_equal(st.st_nlink, 1);
}

/* What was ours once goes. */
static void removes_what_is_made_no_longer(void **state)
{
    struct place_to_be *p = *state;
    struct outset more = {0};
    size_t changed;

    buf_puts(outset_add(&more, "a"), "1\n");
    buf_puts(outset_add(&more, "b/c/d/stale"), "old\n");
    buf_puts(outset_add(&more, "stale"), "old\n");
    assert_true(outset_commit(&more, p->out, &changed));
    assert_int_equal(changed, 4);
    assert_int_equal(commit(p), 5);
    assert_false(run_exists(in_out(p, "b/c/d")));
    outset_free(&more);
}

/* A commit that must not happen: all stays. What it says goes to said. */
static void refused(struct place_to_be *p, struct buf *said)
{
    struct buf before = {0}, after = {0};
    const char *log = mem_printf(&p->arena, "%s/log", p->dir);
    int error = dup(STDERR_FILENO);
    size_t changed = 99;
    bool good;

    run_snapshot(p->out, &before);
    assert_non_null(freopen(log, "w", stderr));
    good = outset_commit(&p->set, p->out, &changed);
    fflush(stderr);
    assert_true(dup2(error, STDERR_FILENO) >= 0);
    close(error);
    run_snapshot(p->out, &after);
    assert_false(good);
    assert_int_equal(changed, 0);
    assert_true(run_same(&before, &after));
    assert_true(run_read_file(log, said));
    assert_non_null(strstr(said->text, "smtpcodes-gen: nothing was written\n"));
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-new", p->out)));
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-lock", p->out)));
    buf_free(&before);
    buf_free(&after);
}

/* The same, and what is in the way is named. */
static void assert_refused(struct place_to_be *p, const char *named)
{
    struct buf said = {0};

    refused(p, &said);
    if (!strstr(said.text, mem_printf(&p->arena, "/%s ", named)))
        fail_msg("said: %s", said.text);
    buf_free(&said);
}

static void refuses_a_folder_of_others(void **state)
{
    struct place_to_be *p = *state;

    run_write(in_out(p, ".git/HEAD"), "ref\n");
    run_write(in_out(p, "a"), "1\n");
    assert_refused(p, ".git/HEAD");
    /* Nor does a manifest of somebody else make it ours. */
    run_write(in_out(p, "manifest.txt"),
              "07f8bc07b4ba5002  .git/HEAD\n07f8bc07b4ba5002  a\n");
    assert_refused(p, "manifest.txt");
}

/* The first twenty that are in the way, and how many more there are. */
static void names_a_screen_of_files(void **state)
{
    struct place_to_be *p = *state;

    for (int count = 1; count <= 25; count++) {
        struct buf said = {0};
        size_t named = 0;
        const char *more;

        run_write(in_out(p, mem_printf(&p->arena, "mine-%02d", count)), "");
        refused(p, &said);
        for (const char *s = said.text; (s = strstr(s, "/mine-")); s++)
            named++;
        assert_int_equal(named, count < 20 ? count : 20);
        more = strstr(said.text, ": and ");
        if (count <= 20)
            assert_null(more);
        else
            assert_int_equal(strtol(more + 6, NULL, 10), count - 20);
        assert_non_null(
            strstr(said.text, "/out to be absent, empty, or to contain only"));
        buf_free(&said);
    }
}

static void refuses_a_file_of_others(void **state)
{
    struct place_to_be *p = *state;

    commit(p);
    run_write(in_out(p, "b/notes"), "mine\n");
    assert_refused(p, "b/notes");
    assert_int_equal(remove(in_out(p, "b/notes")), 0);
    assert_int_equal(symlink("../a", in_out(p, "b/link")), 0);
    assert_refused(p, "b/link");
    assert_int_equal(remove(in_out(p, "b/link")), 0);
    assert_int_equal(commit(p), 0);
}

/* One that a new output would take the place of, too. */
static void refuses_to_write_over_a_file_of_others(void **state)
{
    struct place_to_be *p = *state;
    struct outset less = {0};
    size_t changed;

    buf_puts(outset_add(&less, "b/empty"), "");
    assert_true(outset_commit(&less, p->out, &changed));
    run_write(in_out(p, "a"), "mine\n");
    assert_refused(p, "a");
    outset_free(&less);
}

static void refuses_to_lose_what_was_changed(void **state)
{
    struct place_to_be *p = *state;
    struct outset more = {0};
    size_t changed;

    buf_puts(outset_add(&more, "stale"), "old\n");
    assert_true(outset_commit(&more, p->out, &changed));
    run_write(in_out(p, "stale"), "with words of mine\n");
    assert_refused(p, "stale");
    run_write(in_out(p, "stale"), "old\n");
    commit(p);
    outset_free(&more);
}

/* A link, a pipe or a socket in its place holds nothing that could be lost. */
static void removes_what_is_no_file_any_more(void **state)
{
    struct place_to_be *p = *state;
    const char *other = mem_printf(&p->arena, "%s/other", p->dir);

    run_write(other, "with words of mine\n");
    for (int kind = 0; kind < 3; kind++) {
        struct outset more = {0};
        size_t changed;

        buf_puts(outset_add(&more, "stale"), "old\n");
        assert_true(outset_commit(&more, p->out, &changed));
        assert_int_equal(remove(in_out(p, "stale")), 0);
        if (kind == 0)
            assert_int_equal(symlink("../other", in_out(p, "stale")), 0);
        else if (kind == 1)
            assert_int_equal(mkfifo(in_out(p, "stale"), 0666), 0);
#if defined __linux__
        else
            assert_int_equal(mknod(in_out(p, "stale"), S_IFSOCK | 0666, 0), 0);
#endif
        commit(p);
        assert_false(run_exists(in_out(p, "stale")));
        outset_free(&more);
        run_remove(p->out);
    }
    assert_true(run_exists(other));
}

/* A list of others cannot lead out of the folder. */
static void reads_a_manifest_of_two_branches(void **state)
{
    struct place_to_be *p = *state;

    commit(p);
    run_write(in_out(p, "other"), "1\n");
    run_write(in_out(p, "manifest.txt"), "<<<<<<< HEAD\n" MANIFEST "=======\n"
                                         "07f8bc07b4ba5002  ../other\n"
                                         "07f8bc07b4ba5002  other\n"
                                         "1111111111111111  a\n"
                                         ">>>>>>> branch\n");
    run_write(mem_printf(&p->arena, "%s/other", p->dir), "1\n");
    assert_int_equal(commit(p), 2);
    assert_true(run_exists(mem_printf(&p->arena, "%s/other", p->dir)));
}

static void refuses_what_stands_where_it_works(void **state)
{
    static const char *const names[] = {"new", "old"};
    struct place_to_be *p = *state;

    commit(p);
    run_write(in_out(p, "a"), "other\n");
    for (int i = 0; i < 2; i++) {
        const char *place =
            mem_printf(&p->arena, "%s.gen-%s", p->out, names[i]);
        size_t changed;

        run_write(mem_printf(&p->arena, "%s/mine", place), "x");
        assert_false(outset_commit(&p->set, p->out, &changed));
        assert_true(run_exists(mem_printf(&p->arena, "%s/mine", place)));
        run_remove(place);
        assert_int_equal(symlink(".", place), 0);
        assert_false(outset_commit(&p->set, p->out, &changed));
        assert_int_equal(remove(place), 0);
    }
    assert_int_equal(commit(p), 1);
}

static void a_dead_run_holds_no_lock(void **state)
{
    struct place_to_be *p = *state;
    const char *path = mem_printf(&p->arena, "%s.gen-lock", p->out);
    pid_t child = fork();
    int status;

    assert_true(child >= 0);
    if (child == 0)
        _exit(lock_take(path) < 0); /* and not given back */
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(run_exists(path));
    assert_int_equal(commit(p), 4);
    assert_false(run_exists(path));
}

/* It says for whom it waits, and does not run in circles meanwhile. */
static void a_living_run_is_waited_for(void **state)
{
    struct place_to_be *p = *state;
    const char *path = mem_printf(&p->arena, "%s.gen-lock", p->out);
    const char *log = mem_printf(&p->arena, "%s/log", p->dir);
    struct timespec soon = {0, 300000000};
    int error = dup(STDERR_FILENO), ready[2], status;
    struct buf said = {0};
    char byte = 'x';
    clock_t took;
    pid_t child;

    assert_int_equal(pipe(ready), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        int lock = lock_take(path);

        if (lock < 0 || write(ready[1], &byte, 1) != 1)
            _exit(1);
        nanosleep(&soon, NULL);
        _exit(!lock_release(path, lock));
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_non_null(freopen(log, "w", stderr));
    took = clock();
    commit(p);
    took = clock() - took;
    fflush(stderr);
    assert_true(dup2(error, STDERR_FILENO) >= 0);
    close(error);
    close(ready[0]);
    close(ready[1]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(run_read_file(log, &said));
    assert_string_equal(said.text,
                        mem_printf(&p->arena,
                                   "smtpcodes-gen: waiting for another run, "
                                   "which holds %s\n",
                                   path));
    assert_true(took < CLOCKS_PER_SEC / 5);
    assert_false(run_exists(path));
    buf_free(&said);
}

static int rung[2];

static void ring(int number)
{
    if (write(rung[1], "x", 1) != 1)
        _exit(number);
}

/* Nor does a signal end the wait: it goes on until the lock is free, which it
 * is when a few signals have come. */
static void a_signal_does_not_end_the_wait(void **state)
{
    struct place_to_be *p = *state;
    const char *path = mem_printf(&p->arena, "%s.gen-lock", p->out);
    const struct itimerval never = {{0, 0}, {0, 0}};
    const struct itimerval often = {{0, 20000}, {0, 20000}};
    struct sigaction rings = {.sa_handler = ring}, before;
    int error = dup(STDERR_FILENO), ready[2], status, lock;
    char byte = 'x';
    pid_t child;

    assert_int_equal(pipe(ready), 0);
    assert_int_equal(pipe(rung), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        close(rung[1]); /* who waits ends with the other */
        lock = lock_take(path);
        if (lock < 0 || write(ready[1], &byte, 1) != 1)
            _exit(1);
        for (int i = 0; i < 3; i++)
            if (read(rung[0], &byte, 1) != 1)
                _exit(1);
        _exit(!lock_release(path, lock));
    }
    assert_int_equal(read(ready[0], &byte, 1), 1);
    assert_non_null(freopen("/dev/null", "w", stderr));
    assert_int_equal(sigaction(SIGALRM, &rings, &before), 0);
    assert_int_equal(setitimer(ITIMER_REAL, &often, NULL), 0);
    lock = lock_take(path);
    assert_int_equal(setitimer(ITIMER_REAL, &never, NULL), 0);
    assert_int_equal(sigaction(SIGALRM, &before, NULL), 0);
    fflush(stderr);
    assert_true(dup2(error, STDERR_FILENO) >= 0);
    close(error);
    for (int i = 0; i < 2; i++) {
        close(ready[i]);
        close(rung[i]);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    assert_true(lock >= 0);
    assert_true(lock_release(path, lock));
}

static void replaces_a_link_by_a_file(void **state)
{
    struct place_to_be *p = *state;
    const char *other = mem_printf(&p->arena, "%s/other", p->dir);
    struct stat st;

    commit(p);
    run_write(other, "1\n");
    assert_int_equal(remove(in_out(p, "a")), 0);
    assert_int_equal(symlink("../other", in_out(p, "a")), 0);
    assert_int_equal(commit(p), 1);
    assert_int_equal(lstat(in_out(p, "a"), &st), 0);
    assert_true(S_ISREG(st.st_mode));
    assert_true(run_exists(other));
}

static void replaces_a_pipe_by_a_file(void **state)
{
    struct place_to_be *p = *state;

    commit(p);
    assert_int_equal(remove(in_out(p, "a")), 0);
    assert_int_equal(mkfifo(in_out(p, "a"), 0666), 0);
    alarm(10); /* a pipe that nobody writes to holds up who reads it */
    commit(p);
    alarm(0);
}

static void keeps_a_link_to_the_folder(void **state)
{
    struct place_to_be *p = *state;
    const char *link = mem_printf(&p->arena, "%s/link", p->dir);
    size_t changed;
    struct stat st;

    commit(p);
    assert_int_equal(symlink("out", link), 0);
    run_write(in_out(p, "a"), "other\n");
    assert_true(outset_commit(&p->set, link, &changed));
    assert_int_equal(changed, 1);
    assert_int_equal(lstat(link, &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_holds(p->out, whole, sizeof whole);
}

static void takes_a_path_with_slashes_at_its_end(void **state)
{
    struct place_to_be *p = *state;
    size_t changed;

    assert_true(outset_commit(&p->set, mem_printf(&p->arena, "%s///", p->out),
                              &changed));
    assert_int_equal(commit(p), 0);
}

static void clears_what_a_killed_run_left(void **state)
{
    struct place_to_be *p = *state;
    const char *fresh = mem_printf(&p->arena, "%s.gen-new", p->out);
    const char *old = mem_printf(&p->arena, "%s.gen-old", p->out);

    commit(p);
    assert_int_equal(mkdir(fresh, 0777), 0);
    assert_int_equal(commit(p), 0);
    run_write(mem_printf(&p->arena, "%s/manifest.txt", fresh), "# smt");
    assert_int_equal(commit(p), 0);
    run_write(mem_printf(&p->arena, "%s/manifest.txt", fresh), MANIFEST);
    run_write(mem_printf(&p->arena, "%s/b/c/two", fresh), "half");
    assert_int_equal(commit(p), 0);
    run_write(mem_printf(&p->arena, "%s/manifest.txt", old), MANIFEST);
    run_write(mem_printf(&p->arena, "%s/a", old), "x");
    assert_int_equal(commit(p), 0);
}

/* Killed between the two renames of a system that cannot exchange. */
static void puts_back_what_a_killed_run_moved_aside(void **state)
{
    struct place_to_be *p = *state;
    const char *old = mem_printf(&p->arena, "%s.gen-old", p->out);

    commit(p);
    assert_int_equal(rename(p->out, old), 0);
    assert_true(dir_swap_recover(p->out));
    assert_holds(p->out, whole, sizeof whole);
    assert_false(run_exists(old));
    assert_int_equal(commit(p), 0);
}

/* Of the names that a commit uses a stranger may hold one as a file. */
static void refuses_a_file_in_the_folders_place(void **state)
{
    struct place_to_be *p = *state;
    size_t changed;

    run_write(p->out, "I am a file\n");
    assert_false(outset_commit(&p->set, p->out, &changed));
    assert_int_equal(changed, 0);
    assert_true(run_exists(p->out));
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-new", p->out)));
}

static void tells_how_a_folder_differs(void **state)
{
    struct place_to_be *p = *state;
    FILE *to = tmpfile();
    char text[256] = "";
    size_t count = 1;

    assert_non_null(to);
    commit(p);
    assert_true(outset_diff(&p->set, p->out, to, &count));
    assert_int_equal(count, 0);
    assert_int_equal(ftell(to), 0);
    run_write(in_out(p, "a"), "2\n");
    run_write(in_out(p, "c"), "2\n");
    assert_int_equal(remove(in_out(p, "b/empty")), 0);
    assert_true(outset_diff(&p->set, p->out, to, &count));
    assert_int_equal(count, 3);
    rewind(to);
    assert_true(fread(text, 1, sizeof text - 1, to) > 0);
    assert_string_equal(text, "a: differs\n"
                              "b/empty: is missing\n"
                              "c: does not belong here\n");
    fclose(to);
}

static void finds_a_file_by_its_path(void **state)
{
    struct place_to_be *p = *state;

    assert_string_equal(outset_find(&p->set, "a")->text, "1\n");
    assert_null(outset_find(&p->set, "b"));
}

/* Also of the file that was added last. */
static void digests_what_was_written(void **state)
{
    struct outset set = {0};

    (void)state;
    buf_puts(outset_add(&set, "first"), "1\n");
    buf_puts(outset_add(&set, "last"), "2\n");
    assert_true(outset_digest(&set, "first") == digest("1\n", 2));
    assert_true(outset_digest(&set, "last") == digest("2\n", 2));
    outset_free(&set);
}

/* Its room is cut to what it takes, and the NUL behind it. */
static void keeps_texts_whole(void **state)
{
    struct outset set = {0};
    char text[200];

    (void)state;
    memset(text, 'x', sizeof text);
    for (size_t len = 0; len < sizeof text; len++)
        buf_add(outset_add(&set, "file"), text, len);
    outset_add(&set, "last");
    for (size_t len = 0; len < sizeof text; len++) {
        const struct buf *content = &set.files[len].content;

        assert_int_equal(content->len, len);
        assert_true(content->size > len);
        assert_int_equal(strlen(content->text), len);
    }
    outset_free(&set);
}

static void swaps_two_folders(void **state)
{
    struct place_to_be *p = *state;
    const char *fresh = mem_printf(&p->arena, "%s.gen-new", p->out);

    run_write(mem_printf(&p->arena, "%s/new", fresh), "n");
    assert_true(dir_swap(fresh, p->out));
    assert_holds(p->out, "new\0n", sizeof "new\0n");
    run_write(mem_printf(&p->arena, "%s/newer", fresh), "m");
    assert_true(dir_swap(fresh, p->out));
    assert_holds(p->out, "newer\0m", sizeof "newer\0m");
    assert_holds(fresh, "new\0n", sizeof "new\0n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(writes_a_folder_that_was_not_there),
        TEST(changes_nothing_the_second_time),
        TEST(keeps_the_times_of_what_is_the_same),
        TEST(removes_what_is_made_no_longer),
        TEST(refuses_a_folder_of_others),
        TEST(names_a_screen_of_files),
        TEST(refuses_a_file_of_others),
        TEST(refuses_to_write_over_a_file_of_others),
        TEST(refuses_to_lose_what_was_changed),
        TEST(removes_what_is_no_file_any_more),
        TEST(reads_a_manifest_of_two_branches),
        TEST(refuses_what_stands_where_it_works),
        TEST(a_dead_run_holds_no_lock),
        TEST(a_living_run_is_waited_for),
        TEST(a_signal_does_not_end_the_wait),
        TEST(replaces_a_link_by_a_file),
        TEST(replaces_a_pipe_by_a_file),
        TEST(keeps_a_link_to_the_folder),
        TEST(takes_a_path_with_slashes_at_its_end),
        TEST(clears_what_a_killed_run_left),
        TEST(puts_back_what_a_killed_run_moved_aside),
        TEST(refuses_a_file_in_the_folders_place),
        TEST(tells_how_a_folder_differs),
        TEST(finds_a_file_by_its_path),
        TEST(digests_what_was_written),
        TEST(keeps_texts_whole),
        TEST(swaps_two_folders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
