/* SPDX-License-Identifier: 0BSD
 *
 * kill -9 before every system call of a commit, or every fifth where one call
 * exchanges the folders: out/ is all of the old or all of the new, and the
 * next run repairs whatever is left.
 *
 * The commit's first step is to take its lock; from there on the calls are
 * counted, and a run is killed before the n-th.
 */
#include "turns.h"

#include "tracer.h"

enum { FAR = 100000 };

static struct turns t;

static int set_up(void **state)
{
    (void)state;
    turns_make(&t, "test_killed");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    turns_free(&t);
    return 0;
}

#if defined HAVE_TRACER
struct countdown {
    bool started;
    long left;
};

static int kill_at_zero(void *context, const struct tracer_call *call)
{
    struct countdown *c = context;

    c->started = c->started || tracer_opens_below(call, t.lock);
    if (!c->started)
        return TRACER_LATER;
    /* How often memory is asked for differs from run to run, and with it would
     * which call is the n-th. It changes no file. */
    if (call->number == SYS_brk)
        return TRACER_GO;
    return c->left-- == 0 ? TRACER_KILL : TRACER_GO;
}

/* Run one catalogue onto out/ and kill the run before call n; false when the
 * run came to its end before. */
static bool run_killed(int which, long n, run_prepare prepare)
{
    char *const argv[] = {t.gen, t.catalog[which],
                          mem_printf(&t.arena, "%s", t.out), NULL};
    struct countdown c = {.left = n};
    int status;

    if (!tracer_run(argv, prepare, NULL, kill_at_zero, &c, &status))
        skip();
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL)
        return true;
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    return false;
}

/* Before every so many calls. */
static void kill_everywhere(run_prepare prepare, long step, bool may_be_aside)
{
    size_t olds = 0, news = 0, asides = 0, runs = 0;
    long n = 0;

    turns_repair(&t, 0, prepare);
    for (; n < FAR; n += step, runs++) {
        int from = (int)(runs % 2), to = 1 - from;

        if (!run_killed(to, n, prepare))
            break;
        olds += turns_holds(&t, t.out, from);
        news += turns_holds(&t, t.out, to);
        asides += turns_aside(&t, from);
        if (olds + news + asides != runs + 1)
            fail_msg("killed before call %ld: neither old nor new", n);
        turns_repair(&t, to, prepare);
    }
    /* Both ends were seen, so the calls in between were. */
    assert_true(n > 50 && n < FAR);
    assert_true(olds > 0);
    assert_true(news > 0);
    assert_int_equal(asides > 0, may_be_aside);
    print_message("killed before %zu of %ld calls: %zu old, %zu new, %zu "
                  "aside\n",
                  runs, n, olds, news, asides);
}

static void survives_a_kill_anywhere(void **state)
{
    (void)state;
    /* The same few are made for each file, and one exchanges all. */
    kill_everywhere(NULL, 5, false);
}

static void survives_a_kill_without_exchange(void **state)
{
    (void)state;
    kill_everywhere(tracer_no_exchange, 1, true);
}
#else
static void survives_a_kill_anywhere(void **state)
{
    (void)state;
    skip();
}

static void survives_a_kill_without_exchange(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(survives_a_kill_anywhere),
        cmocka_unit_test(survives_a_kill_without_exchange),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
