/* SPDX-License-Identifier: 0BSD
 *
 * The output folder: written at once, compared, repaired.
 */
#include "run.h"

#include "write/outset.h"

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

static const char whole[] = "a\0"
                            "1\n\0"
                            "b/c/two\0"
                            "2\n\0"
                            "b/empty\0";

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
    assert_int_equal(commit(*state), 3);
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

static void removes_what_does_not_belong(void **state)
{
    struct place_to_be *p = *state;

    commit(p);
    run_write(in_out(p, "stale"), "x");
    run_write(in_out(p, "b/c/d/stale"), "x");
    assert_int_equal(symlink("a", in_out(p, "b/link")), 0);
    assert_int_equal(commit(p), 3);
    assert_false(run_exists(in_out(p, "b/c/d")));
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

    commit(p);
    run_write(mem_printf(&p->arena, "%s.gen-new/b/half", p->out), "x");
    assert_int_equal(commit(p), 0);
    run_write(mem_printf(&p->arena, "%s.gen-old/a", p->out), "x");
    assert_int_equal(commit(p), 0);
}

/* Killed between the two renames of a system that cannot exchange. */
static void puts_back_what_a_killed_run_moved_aside(void **state)
{
    struct place_to_be *p = *state;
    const char *old = mem_printf(&p->arena, "%s.gen-old", p->out);

    commit(p);
    assert_int_equal(rename(p->out, old), 0);
    run_write(mem_printf(&p->arena, "%s.gen-new/a", p->out), "1\n");
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

static void removes_a_folder_or_none(void **state)
{
    struct place_to_be *p = *state;

    commit(p);
    assert_true(dir_swap_remove(p->out));
    assert_false(run_exists(p->out));
    assert_true(dir_swap_remove(p->out));
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
        TEST(removes_what_does_not_belong),
        TEST(replaces_a_link_by_a_file),
        TEST(replaces_a_pipe_by_a_file),
        TEST(keeps_a_link_to_the_folder),
        TEST(takes_a_path_with_slashes_at_its_end),
        TEST(clears_what_a_killed_run_left),
        TEST(puts_back_what_a_killed_run_moved_aside),
        TEST(refuses_a_file_in_the_folders_place),
        TEST(tells_how_a_folder_differs),
        TEST(finds_a_file_by_its_path),
        TEST(removes_a_folder_or_none),
        TEST(swaps_two_folders),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
