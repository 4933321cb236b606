/* SPDX-License-Identifier: 0BSD
 *
 * System calls of a run fail, one a run: while the catalogue and out/ are read,
 * with EIO and EINTR, the first and then every fifth; while out/ is written
 * every seventh with EIO, every ninth with EINTR and ENOSPC, for the same few
 * are made for each file. The run ends well or with status 2 and a message,
 * never blames the catalogue, and leaves out/ all of the old or all of the new;
 * the next run repairs the rest.
 */
#include "turns.h"

#include "tracer.h"

#if defined HAVE_FAULTS && !defined __SANITIZE_ADDRESS__
#define FAULTS 1 /* the sanitizer's own calls would fail too */
#endif

enum { FAR = 100000 };

static struct turns t;

static int set_up(void **state)
{
    (void)state;
    turns_make(&t, "test_failing");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    turns_free(&t);
    return 0;
}

#if defined FAULTS
static const struct error {
    int number;
    const char *name;
} errors[] = {{EIO, "EIO"}, {EINTR, "EINTR"}, {ENOSPC, "ENOSPC"}};

enum { READING = 2, WRITING = 3 }; /* how many of them */
enum { FIRST = 40 };               /* calls that all fail */

struct countdown {
    bool (*starts)(const struct tracer_call *call);
    bool started;
    long left, number; /* number: the call that failed */
    int error;
    bool again; /* only to be made again */
};

static bool reads_catalog(const struct tracer_call *call)
{
    return tracer_opens_below(call, t.catalog[0]) ||
           tracer_opens_below(call, t.catalog[1]);
}

static bool takes_lock(const struct tracer_call *call)
{
    return tracer_opens_below(call, t.lock);
}

static int fail_at_zero(void *context, const struct tracer_call *call)
{
    struct countdown *c = context;

    c->started = c->started || c->starts(call);
    if (!c->started)
        return TRACER_LATER;
    /* To end cannot fail, and brk answers with a place, never an error; that
     * memory is not to be had test_memory shows. */
    if (call->number == SYS_exit_group || call->number == SYS_brk ||
        c->left-- > 0)
        return TRACER_GO;
    c->number = call->number;
    c->again = c->error == EINTR &&
               (call->number == SYS_read ||
                (call->number == SYS_write && call->args[0] > STDERR_FILENO));
    return c->error;
}

/* What is printed goes with the status. */
static void judge_message(const struct countdown *c, long n, int status,
                          FILE *said)
{
    char text[4096] = "";

    rewind(said);
    text[fread(text, 1, sizeof text - 1, said)] = '\0';
    if (!WIFEXITED(status) ||
        (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 2) ||
        (WEXITSTATUS(status) == 2) != (*text != '\0') ||
        (c->again && WEXITSTATUS(status) != 0) ||
        (*text && strncmp(text, "smtpcodes-gen: ", 15) != 0) ||
        strstr(text, ": error: "))
        fail_msg("call %ld, number %ld, failed with %s: status %#x, saying: %s",
                 n, c->number, strerror(c->error), (unsigned)status, text);
}

/* Let call n of a run fail, or say that there are not so many. */
static bool run_failing(char *const argv[], run_prepare prepare, long n,
                        struct countdown *c, int *status)
{
    FILE *said = tmpfile();

    assert_non_null(said);
    c->left = n;
    c->number = -1;
    c->started = false;
    if (!tracer_run(argv, prepare, said, fail_at_zero, c, status))
        skip();
    judge_message(c, n, *status, said);
    fclose(said);
    return c->number >= 0;
}

static void reading_may_fail(void **state)
{
    char check[] = "--check";
    char *const argv[] = {t.gen, check, t.catalog[0],
                          mem_printf(&t.arena, "%s", t.out), NULL};

    (void)state;
    turns_repair(&t, 0, NULL);
    for (size_t i = 0; i < READING; i++) {
        struct countdown c = {reads_catalog, .error = errors[i].number};
        size_t ends[3] = {0};
        long n = 0;
        int status;

        while (n < FAR && run_failing(argv, NULL, n, &c, &status)) {
            ends[WEXITSTATUS(status)]++;
            n += n < FIRST ? 1 : 5;
        }
        assert_true(n > 100 && n < FAR);
        assert_true(ends[2] > 50);
        print_message("%s at some of %ld calls: %zu unharmed, %zu refused\n",
                      errors[i].name, n, ends[0], ends[2]);
    }
    assert_true(turns_holds(&t, t.out, 0));
}

/* Every so many calls fail, one a run. */
static void writing_fails(const struct error *error, long step,
                          run_prepare prepare)
{
    struct countdown c = {takes_lock, .error = error->number};
    size_t olds = 0, news = 0, runs = 0;
    long n = 0;
    int status;

    turns_repair(&t, 0, prepare);
    for (; n < FAR; n += n < FIRST ? 1 : step, runs++) {
        int from = (int)(runs % 2), to = 1 - from;
        char *const argv[] = {t.gen, t.catalog[to],
                              mem_printf(&t.arena, "%s", t.out), NULL};
        bool new;

        if (!run_failing(argv, prepare, n, &c, &status))
            break;
        new = turns_holds(&t, t.out, to);
        olds += turns_holds(&t, t.out, from);
        news += new;
        if (olds + news != runs + 1)
            fail_msg("%s at call %ld, number %ld: neither old nor new",
                     error->name, n, c.number);
        if (WEXITSTATUS(status) == 0)
            assert_true(new);
        turns_repair(&t, to, prepare);
    }
    assert_true(n > 50 && n < FAR);
    assert_true(olds > 0);
    assert_true(news > 0);
    print_message("%s at %zu of %ld calls: %zu old, %zu new\n", error->name,
                  runs, n, olds, news);
}

static void writing_may_fail(void **state)
{
    (void)state;
    for (size_t i = 0; i < WRITING; i++)
        writing_fails(&errors[i], i == 0 ? 7 : 9, NULL);
}

static void writing_without_exchange_may_fail(void **state)
{
    (void)state;
    writing_fails(&errors[0], 9, tracer_no_exchange);
}
#else
static void reading_may_fail(void **state)
{
    (void)state;
    skip();
}

static void writing_may_fail(void **state)
{
    (void)state;
    skip();
}

static void writing_without_exchange_may_fail(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_may_fail),
        cmocka_unit_test(writing_may_fail),
        cmocka_unit_test(writing_without_exchange_may_fail),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
