/* SPDX-License-Identifier: 0BSD
 *
 * kill -9 before every fifth system call of a commit, for the same few are made
 * for each file, and before each where old turns into new: out/ is all of the
 * one or all of the other, and the next run repairs whatever is left.
 *
 * The commit's first step is to take its lock; from there on the calls are
 * counted, and a run is killed before the n-th.
 */
#include "turns.h"

#include "tracer.h"

enum {
    FAR = 100000,
    STEP = 5,
    NEAR = 15 /* the same call is not the n-th in each run */
};

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

struct seen {
    size_t olds, news, asides;
    long old; /* the last call before which it is still the old */
};

/* Kill a run before call n; false: there are not so many. */
static bool kill_before(long n, run_prepare prepare, struct seen *seen)
{
    size_t runs = seen->olds + seen->news + seen->asides;
    int from = (int)(runs % 2), to = 1 - from;
    bool is_old;

    if (!run_killed(to, n, prepare)) {
        turns_repair(&t, from, prepare);
        return false;
    }
    is_old = turns_holds(&t, t.out, from);
    if (is_old)
        seen->old = n;
    seen->olds += is_old;
    seen->news += turns_holds(&t, t.out, to);
    seen->asides += turns_aside(&t, from);
    if (seen->olds + seen->news + seen->asides != runs + 1)
        fail_msg("killed before call %ld: neither old nor new", n);
    turns_repair(&t, to, prepare);
    return true;
}

static void kill_everywhere(run_prepare prepare, bool may_be_aside)
{
    struct seen seen = {0};
    long n = 0, turn;

    turns_repair(&t, 0, prepare);
    while (n < FAR && kill_before(n, prepare, &seen))
        n += STEP;
    turn = seen.old;
    for (long i = turn - NEAR; i < turn + NEAR; i++)
        kill_before(i, prepare, &seen);
    print_message("killed at %zu of %ld calls: %zu old, %zu new, %zu aside\n",
                  seen.olds + seen.news + seen.asides, n, seen.olds, seen.news,
                  seen.asides);
    assert_true(n > 50 && n < FAR);
    assert_true(seen.olds > 0);
    assert_true(seen.news > 0);
    assert_int_equal(seen.asides > 0, may_be_aside);
}

static void survives_a_kill_anywhere(void **state)
{
    (void)state;
    kill_everywhere(NULL, false);
}

static void survives_a_kill_without_exchange(void **state)
{
    (void)state;
    kill_everywhere(tracer_no_exchange, true);
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
