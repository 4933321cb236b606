/* SPDX-License-Identifier: 0BSD
 *
 * Whole files into memory, and what is refused.
 */
#include "run.h"

#include "base/read_file.h"

#include <sys/resource.h>
#include <sys/uio.h>

/* A system that reads a byte at a time, and is interrupted before each. */
static bool in_pieces;

ssize_t read(int fd, void *to, size_t size)
{
    static bool interrupted;
    struct iovec v = {to, in_pieces && size ? 1 : size};

    interrupted = in_pieces && !interrupted;
    if (!interrupted)
        return readv(fd, &v, 1);
    errno = EINTR;
    return -1;
}

static void reads_whole_files(void **state)
{
    const struct place at = {"manifest", 7};
    struct arena arena = {0};
    struct diag diag = {0};
    const char *dir = run_folder(&arena, "test_read_file");
    const char *path = mem_printf(&arena, "%s/f", dir);
    size_t len = 9;

    (void)state;
    run_spill(path, "a\0b", 3);
    assert_memory_equal(read_file(&arena, &diag, path, at, &len), "a\0b", 4);
    assert_int_equal(len, 3);
    run_write(path, "");
    assert_string_equal(read_file(&arena, &diag, path, at, &len), "");
    assert_int_equal(len, 0);
    assert_int_equal(diag.count, 0);
    assert_null(read_file(&arena, &diag, "build/tmp/no-file", at, &len));
    assert_int_equal(diag.count, 1);
    assert_int_equal(diag.faults[0].at.line, 7);
    assert_string_equal(diag.faults[0].rule, "missing-file");
    mem_free(&arena);
    diag_free(&diag);
}

static void reads_on_behind_what_came(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const char *path =
        mem_printf(&arena, "%s/f", run_folder(&arena, "test_read_file"));
    struct buf text = {0};
    char *got;
    size_t len;

    (void)state;
    run_write(path, "abcdef");
    in_pieces = true;
    got = read_file(&arena, &diag, path, (struct place){path, 0}, &len);
    assert_true(read_bytes(path, &text));
    in_pieces = false;
    assert_non_null(got);
    assert_string_equal(got, "abcdef");
    assert_int_equal(len, 6);
    assert_string_equal(text.text, "abcdef");
    buf_free(&text);
    mem_free(&arena);
    diag_free(&diag);
}

/* A pipe that nobody writes to does not hold up who reads it. */
static void refuses_what_is_no_file(void **state)
{
    const struct place at = {"manifest", 7};
    struct arena arena = {0};
    struct diag diag = {0};
    const char *dir = run_folder(&arena, "test_read_file");
    const char *path = mem_printf(&arena, "%s/f", dir);
    size_t len;

    (void)state;
    assert_null(read_file(&arena, &diag, dir, at, &len));
    assert_int_equal(mkfifo(path, 0666), 0);
    alarm(10);
    assert_null(read_file(&arena, &diag, path, at, &len));
    alarm(0);
    assert_int_equal(diag.count, 2);
    for (size_t i = 0; i < diag.count; i++)
        assert_string_equal(diag.faults[i].rule, "missing-file");
    mem_free(&arena);
    diag_free(&diag);
}

/* A sparse file of a gigabyte and a byte is never read into memory. */
static void refuses_a_huge_file(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const char *path =
        mem_printf(&arena, "%s/f", run_folder(&arena, "test_read_file"));
    size_t len;

    (void)state;
    run_write(path, "");
    assert_int_equal(truncate(path, ((off_t)1 << 30) + 1), 0);
    assert_null(read_file(&arena, &diag, path, (struct place){path, 0}, &len));
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.faults[0].rule, "file-size");
    assert_int_equal(remove(path), 0);
    mem_free(&arena);
    diag_free(&diag);
}

/* A file that ends before its size says so was cut off while it was read. The
 * system's own files are like that: a page, they say, and hold a number. */
static void refuses_a_file_that_shrank(void **state)
{
    static const char path[] = "/sys/kernel/uevent_seqnum";
    struct arena arena = {0};
    struct diag diag = {0};
    struct stat st;
    size_t len;

    (void)state;
    if (stat(path, &st) != 0 || st.st_size < 100)
        skip();
    assert_null(read_file(&arena, &diag, path, (struct place){path, 0}, &len));
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.faults[0].rule, "missing-file");
    assert_non_null(strstr(diag.faults[0].text, "it shrank"));
    mem_free(&arena);
    diag_free(&diag);
}

/* A catalogue may have more files than a program may have open. */
static void leaves_no_file_open(void **state)
{
    struct arena arena = {0};
    struct diag diag = {0};
    const char *dir = run_folder(&arena, "test_read_file");
    const char *path = mem_printf(&arena, "%s/f", dir);
    struct rlimit was, few;
    size_t len;

    (void)state;
    run_write(path, "x");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    few = was;
    few.rlim_cur = 32;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
    for (int i = 0; i < 100; i++) {
        const struct place at = {path, 0};
        struct buf text = {0};

        assert_non_null(read_file(&arena, &diag, path, at, &len));
        assert_null(read_file(&arena, &diag, dir, at, &len));
        assert_non_null(strstr(diag.faults[i].text, "is not a regular file"));
        assert_true(read_bytes(path, &text));
        assert_string_equal(text.text, "x");
        assert_false(read_bytes(dir, &text));
        assert_int_equal(errno, EINVAL);
        buf_free(&text);
    }
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    mem_free(&arena);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_whole_files),
        cmocka_unit_test(reads_on_behind_what_came),
        cmocka_unit_test(refuses_what_is_no_file),
        cmocka_unit_test(refuses_a_huge_file),
        cmocka_unit_test(refuses_a_file_that_shrank),
        cmocka_unit_test(leaves_no_file_open),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
