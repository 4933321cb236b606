/* SPDX-License-Identifier: 0BSD
 *
 * Every single allocation of a whole run fails once, libxml2's too: the run
 * ends with status 2 and says why, whatever it was doing, or can do without.
 *
 * Before each allocation of our own this program forks; in the child it
 * fails, in the parent it does not. So each is tried in one run's time, and
 * from the very state in which it stands. Inside of libraries, which may hold
 * a lock, nothing forks: such an allocation fails in a run of its own. What a
 * run that ends in the middle leaves of the output test_killed shows.
 */
#include "run.h"

#if defined __SANITIZE_ADDRESS__ || !defined __GLIBC__
#define OWN_ALLOCATOR 0 /* the sanitizer has one of its own */
#else
#define OWN_ALLOCATOR 1
#endif

#if OWN_ALLOCATOR
#include <libxml/xmlmemory.h>

/* All allocations of our own come from mem.c; what libxml2 asks it for goes
 * through xml.c. */
static void *own_realloc(void *old, size_t size);
static int set_up_library(xmlFreeFunc give, xmlMallocFunc take,
                          xmlReallocFunc change, xmlStrdupFunc copy);
#define main gen_main
#include "../../gen/main.c"
#undef main
#define xmlMemSetup set_up_library
#include "../../gen/read/xml.c"
#undef xmlMemSetup
#define realloc own_realloc
#include "../../gen/base/mem.c"
#undef realloc

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* Of libxml2's allocations, which all end the run in one place, so many. */
enum { SHOWN_OF_LIBRARY = 100, MOST_LATER = 80000 };

static struct {
    bool counting, forking, failed;
    bool own;                         /* mem.c asks */
    int depth;                        /* libxml2 asks it to */
    unsigned long count, refuse;      /* refuse: the one that fails */
    unsigned long tried, wrong, done; /* done: without that memory */
    unsigned long others[MOST_LATER], libxml[MOST_LATER];
    size_t other_count, libxml_count;
} t;

static void judge(pid_t child, unsigned long which)
{
    int status = 0;

    t.tried++;
    if (child < 0 || waitpid(child, &status, 0) != child ||
        !WIFEXITED(status) ||
        (WEXITSTATUS(status) != EXIT_ENVIRONMENT && WEXITSTATUS(status) != 0)) {
        if (t.wrong++ == 0)
            print_error("allocation %lu: status %#x\n", which,
                        (unsigned)status);
    }
    t.done += status == 0;
}

static void note(unsigned long *list, size_t *count)
{
    if (*count < MOST_LATER)
        list[(*count)++] = t.count;
}

/* Does this allocation fail? In a child it does, and how the child ends is
 * judged here, in the parent. */
static bool fails(void)
{
    pid_t child;

    if (!t.counting)
        return false;
    t.count++;
    if (t.count == t.refuse) {
        t.failed = true;
    } else if (!t.forking) {
        return false;
    } else if (t.depth) {
        note(t.libxml, &t.libxml_count);
        return false;
    } else if (!t.own) {
        note(t.others, &t.other_count);
        return false;
    } else {
        t.counting = false;
        child = fork();
        t.failed = child == 0;
        if (!t.failed) {
            judge(child, t.count);
            t.counting = true;
            return false;
        }
    }
    t.counting = false;
    errno = ENOMEM;
    return true;
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

static void *own_realloc(void *old, size_t size)
{
    void *p;

    t.own = true;
    p = realloc(old, size);
    t.own = false;
    return p;
}

static xmlMallocFunc library_take;
static xmlReallocFunc library_change;
static xmlStrdupFunc library_copy;

static void *take_inside(size_t size)
{
    void *p;

    t.depth++;
    p = library_take(size);
    t.depth--;
    return p;
}

static void *change_inside(void *old, size_t size)
{
    void *p;

    t.depth++;
    p = library_change(old, size);
    t.depth--;
    return p;
}

static char *copy_inside(const char *text)
{
    char *p;

    t.depth++;
    p = library_copy(text);
    t.depth--;
    return p;
}

static int set_up_library(xmlFreeFunc give, xmlMallocFunc take_,
                          xmlReallocFunc change, xmlStrdupFunc copy)
{
    library_take = take_;
    library_change = change;
    library_copy = copy;
    return xmlMemSetup(give, take_inside, change_inside, copy_inside);
}

/* A whole run; when an allocation failed, what was written all the same must
 * be right. */
static int run_main(char *catalog, char *out)
{
    char name[] = "smtpcodes-gen", option[] = "--check";
    char *argv[] = {name, catalog, out, NULL};
    char *check[] = {name, option, catalog, out, NULL};
    int status;

    t.counting = true;
    status = gen_main(3, argv);
    t.counting = false;
    return t.failed && status == 0 ? gen_main(4, check) : status;
}

/* One run for the allocations outside of libraries, then one for each of the
 * others. The process that does this has not used libxml2 itself. */
static int run_failing(char *catalog, char *out, const char *log)
{
    size_t step;
    int status;

    if (!freopen(log, "w", stderr))
        return 100;
    setvbuf(stderr, NULL, _IONBF, 0);
    t.forking = true;
    status = run_main(catalog, out);
    t.forking = false;
    if (t.failed)
        return status;
    if (status != 0 || t.other_count == MOST_LATER ||
        t.libxml_count < SHOWN_OF_LIBRARY || t.libxml_count == MOST_LATER)
        return 101;
    step = t.libxml_count / SHOWN_OF_LIBRARY;
    print_message("%zu allocations, %lu of our own\n", (size_t)t.count,
                  t.tried);
    for (size_t i = 0; i < t.libxml_count; i += step)
        note(t.others, (t.count = t.libxml[i], &t.other_count));
    for (size_t i = 0; i < t.other_count; i++) {
        pid_t child = fork();

        if (child == 0) {
            t.count = 0;
            t.refuse = t.others[i];
            _exit(run_main(catalog, out));
        }
        judge(child, t.others[i]);
    }
    print_message("%lu tried, %lu of them not needed\n", t.tried, t.done);
    fflush(stdout);
    return t.wrong ? 102 : t.tried < 500 ? 103 : 0;
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
    if (child == 0) {
        run_without_handlers();
        _exit(run_failing(golden, out, log));
    }
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
