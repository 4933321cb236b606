/* SPDX-License-Identifier: 0BSD
 *
 * What a power cut leaves: a kill loses nothing that was written, but a cut
 * loses what was not synced. So all of the new folder is on disk before it
 * gets its name, and the name before the run ends.
 */
#include "turns.h"

#include "tracer.h"

static struct turns t;

static int set_up(void **state)
{
    (void)state;
    turns_make(&t, "test_synced");
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    turns_free(&t);
    return 0;
}

#if defined HAVE_TRACER
struct order {
    bool started;
    bool unsynced; /* something was written since */
    size_t writes, names, early;
};

static bool is_name(long number)
{
#if defined SYS_rename
    if (number == SYS_rename)
        return true;
#endif
#if defined SYS_renameat
    if (number == SYS_renameat)
        return true;
#endif
    return number == SYS_renameat2;
}

/* Files are written by calls to a descriptor of their own, or linked. */
static bool is_write(const struct tracer_call *call)
{
#if defined SYS_link
    if (call->number == SYS_link)
        return true;
#endif
    return call->number == SYS_linkat ||
           (call->number == SYS_write && call->args[0] > STDERR_FILENO);
}

static int watch_order(void *context, const struct tracer_call *call)
{
    struct order *o = context;

    o->started = o->started || tracer_opens_below(call, t.lock);
    if (!o->started)
        return TRACER_LATER;
    if (is_write(call)) {
        o->writes++;
        o->unsynced = true;
    } else if (call->number == SYS_syncfs || call->number == SYS_fsync) {
        o->unsynced = false;
    } else if (is_name(call->number)) {
        o->early += o->names == 0 && o->unsynced;
        o->names++;
        o->unsynced = true;
    }
    return TRACER_GO;
}

static void check_order(run_prepare prepare)
{
    char *const argv[] = {t.gen, t.catalog[1],
                          mem_printf(&t.arena, "%s", t.out), NULL};
    struct order o = {false};
    int status;

    turns_repair(&t, 0, NULL);
    if (!tracer_run(argv, prepare, NULL, watch_order, &o, &status))
        skip();
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_true(turns_holds(&t, t.out, 1));
    assert_true(o.writes > 10);
    assert_true(o.names > 0);
    assert_int_equal(o.early, 0);
    assert_false(o.unsynced);
}

static void syncs_before_the_name_and_behind_it(void **state)
{
    (void)state;
    check_order(NULL);
}

static void syncs_without_exchange_too(void **state)
{
    (void)state;
    check_order(tracer_no_exchange);
}
#else
static void syncs_before_the_name_and_behind_it(void **state)
{
    (void)state;
    skip();
}

static void syncs_without_exchange_too(void **state)
{
    (void)state;
    skip();
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(syncs_before_the_name_and_behind_it),
        cmocka_unit_test(syncs_without_exchange_too),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
