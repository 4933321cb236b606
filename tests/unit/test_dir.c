/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include <dirent.h>

/* As readdir, which fails once there are no reads left; negative: never. */
static int reads_left = -1;

static struct dirent *failing_readdir(DIR *dir)
{
    if (reads_left == 0) {
        errno = EIO;
        return NULL;
    }
    reads_left--;
    return readdir(dir);
}
#define readdir failing_readdir
#include "../../gen/base/dir.c"
#undef readdir

static void lists_files_sorted_by_byte(void **state)
{
    static const char *const paths[] = {".hidden", "B",       "a", "a-b",
                                        "a.d/c",   "a.d/x/y", "b"};
    enum { PATHS = sizeof paths / sizeof paths[0] };
    struct arena arena = {0};
    const char *root = run_folder(&arena, "test_dir"), **files;
    size_t count;

    (void)state;
    for (size_t i = PATHS; i-- > 0;)
        run_write(mem_printf(&arena, "%s/%s", root, paths[i]), "x");
    assert_int_equal(mkdir(mem_printf(&arena, "%s/empty", root), 0777), 0);
    assert_true(dir_files(&arena, root, &files, &count));
    assert_int_equal(count, PATHS);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(files[i], paths[i]);
    mem_free(&arena);
}

/* A link is listed and not followed, wherever it leads. */
static void does_not_follow_links(void **state)
{
    struct arena arena = {0};
    const char *root = run_folder(&arena, "test_dir"), **files;
    size_t count;

    (void)state;
    assert_int_equal(symlink("..", mem_printf(&arena, "%s/up", root)), 0);
    assert_int_equal(symlink("no", mem_printf(&arena, "%s/broken", root)), 0);
    assert_true(dir_files(&arena, root, &files, &count));
    assert_int_equal(count, 2);
    assert_string_equal(files[0], "broken");
    assert_string_equal(files[1], "up");
    mem_free(&arena);
}

static void holds_nothing_when_it_is_not_there(void **state)
{
    struct arena arena = {0};
    const char **files;
    size_t count = 9;

    (void)state;
    assert_true(dir_files(&arena, "build/tmp/no-such-folder", &files, &count));
    assert_int_equal(count, 0);
    mem_free(&arena);
}

static void fails_on_a_file_and_on_depth(void **state)
{
    struct arena arena = {0};
    const char *root = run_folder(&arena, "test_dir"), **files;
    const char *file = mem_printf(&arena, "%s/file", root);
    size_t count;

    (void)state;
    run_write(file, "x");
    assert_false(dir_files(&arena, file, &files, &count));
    assert_int_equal(errno, ENOTDIR);
    run_write(mem_printf(&arena, "%s/1/2/3/4/5/6/7/8/file", root), "x");
    assert_true(dir_files(&arena, root, &files, &count));
    assert_int_equal(count, 2);
    run_write(mem_printf(&arena, "%s/1/2/3/4/5/6/7/8/9/file", root), "x");
    assert_false(dir_files(&arena, root, &files, &count));
    assert_int_equal(errno, ELOOP);
    run_remove(root);
    mem_free(&arena);
}

/* A folder that cannot be read to its end is not taken for a shorter one. */
static void fails_where_a_folder_cannot_be_read(void **state)
{
    struct arena arena = {0};
    const char *root = run_folder(&arena, "test_dir"), **files;
    size_t count;
    int reads = 0;

    (void)state;
    run_write(mem_printf(&arena, "%s/a", root), "x");
    run_write(mem_printf(&arena, "%s/b/c", root), "x");
    for (;; reads++) {
        reads_left = reads;
        if (dir_files(&arena, root, &files, &count))
            break;
        assert_int_equal(errno, EIO);
    }
    assert_int_equal(reads_left, 0);
    assert_true(reads >= 5); /* two files, a folder, the end of both */
    assert_int_equal(count, 2);
    reads_left = -1;
    run_remove(root);
    mem_free(&arena);
}

/* Who named a file can mend its name; a disk that fails they cannot. */
static void tells_names_from_machines(void **state)
{
    static const int names[] = {ENOENT, ENOTDIR, EISDIR,
                                EACCES, ELOOP,   ENAMETOOLONG};
    static const int machines[] = {0, EIO, ENOMEM, EMFILE, ENOSPC, EINTR};

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        assert_true(dir_is_about_name(names[i]));
    for (size_t i = 0; i < sizeof machines / sizeof machines[0]; i++)
        assert_false(dir_is_about_name(machines[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_files_sorted_by_byte),
        cmocka_unit_test(does_not_follow_links),
        cmocka_unit_test(holds_nothing_when_it_is_not_there),
        cmocka_unit_test(fails_on_a_file_and_on_depth),
        cmocka_unit_test(fails_where_a_folder_cannot_be_read),
        cmocka_unit_test(tells_names_from_machines),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
