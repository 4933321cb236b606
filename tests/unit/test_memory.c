/* SPDX-License-Identifier: 0BSD
 *
 * Every single allocation of a whole run fails once, libxml2's too: the run
 * ends with status 2 and says why, whatever it was doing, or can do without.
 *
 * The allocator of this program forks before each allocation; in the child it
 * fails, in the parent it does not. So each is tried in one run's time, and
 * from the very state in which it stands. What a run that ends in the middle
 * leaves of the output test_killed shows.
 */
#include "run.h"

#if defined __SANITIZE_ADDRESS__ || !defined __GLIBC__
#define OWN_ALLOCATOR 0 /* the sanitizer has one of its own */
#else
#define OWN_ALLOCATOR 1
#endif

#define main gen_main
#include "../../gen/main.c"
#undef main

#if OWN_ALLOCATOR
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static struct {
    bool armed, failed;
    unsigned long tried, wrong, done; /* done: without that memory */
} t;

/* Does this allocation fail? In a child it does, and how the child ends is
 * judged here, in the parent. */
static bool fails(void)
{
    int status = 0;
    pid_t child;

    if (!t.armed)
        return false;
    t.armed = false;
    child = fork();
    if (child == 0) {
        t.failed = true;
        errno = ENOMEM;
        return true;
    }
    t.tried++;
    if (child < 0 || waitpid(child, &status, 0) != child ||
        !WIFEXITED(status) ||
        (WEXITSTATUS(status) != EXIT_ENVIRONMENT && WEXITSTATUS(status) != 0)) {
        if (t.wrong++ == 0)
            print_error("allocation %lu: status %#x\n", t.tried,
                        (unsigned)status);
    }
    t.done += status == 0;
    t.armed = true;
    return false;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return fails() ? NULL : __libc_realloc(old, size);
}

/* In a process of its own: load and write, each allocation failing once. */
static int run_failing(char *catalog, char *out, const char *log)
{
    char name[] = "smtpcodes-gen", option[] = "--check";
    char *argv[] = {name, catalog, out, NULL};
    char *check[] = {name, option, catalog, out, NULL};
    int status;

    if (!freopen(log, "w", stderr))
        return 100;
    setvbuf(stderr, NULL, _IONBF, 0);
    t.armed = true;
    status = gen_main(3, argv);
    t.armed = false;
    if (t.failed) /* what is written without that memory must be right too */
        return status ? status : gen_main(4, check);
    print_message("%lu allocations, %lu of them not needed\n", t.tried, t.done);
    fflush(stdout);
    if (status != 0)
        return 101;
    return t.wrong ? 102 : t.tried < 1000 || t.done > t.tried / 100 ? 103 : 0;
}

static void each_allocation_may_fail(void **state)
{
    struct arena arena = {0};
    const char *dir = run_folder(&arena, "test_memory");
    char *out = mem_printf(&arena, "%s/out", dir);
    char *log = mem_printf(&arena, "%s/log", dir);
    char *gen = run_generator();
    char golden[] = "tests/golden/catalog";
    char *argv[] = {gen, golden, mem_printf(&arena, "%s/want", dir), NULL};
    struct buf want = {0}, got = {0}, said = {0};
    int status = 0;
    pid_t child;

    (void)state;
    assert_int_equal(run_program(NULL, argv, NULL, NULL, NULL), 0);
    child = fork();
    assert_true(child >= 0);
    if (child == 0)
        _exit(run_failing(golden, out, log));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    run_snapshot(argv[2], &want);
    run_snapshot(out, &got);
    assert_true(run_same(&want, &got));
    assert_true(run_read_file(log, &said));
    assert_non_null(strstr(said.text, "smtpcodes-gen: memory: none left\n"));
    assert_null(strstr(said.text, ": error: "));
    buf_free(&want);
    buf_free(&got);
    buf_free(&said);
    free(gen);
    mem_free(&arena);
}
#else
static void each_allocation_may_fail(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_allocation_may_fail),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
