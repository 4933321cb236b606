/* SPDX-License-Identifier: 0BSD
 *
 * What changes.xml says of a code or a reason, and in which order its releases
 * stand.
 */
#include "run.h"

#include "check/check_changes.h"
#include "check/check_rules.h"

static void only_a_major_version_drops(void **state)
{
    static const struct {
        const char *version;
        bool drops;
    } rows[] = {
        {"1.0.0", true},  {"2.0.0", true},  {"9.0.0", true},  {"10.0.0", true},
        {"0.0.0", false}, {"0.9.0", false}, {"1.1.0", false}, {"1.0.1", false},
        {"1.9.0", false}, {"1.0.9", false},
    };
    const char *of[] = {"550", "mailbox-full"};
    struct change changes[] = {
        {.kind = CHANGE_NEW},
        {.kind = CHANGE_RETIRED, .of = of, .of_count = 1},
        {.kind = CHANGE_GONE, .of = of, .of_count = 2}};
    struct release releases[] = {{.version = "3.1.0"},
                                 {.changes = changes, .change_count = 3},
                                 {.version = "0.1.0"}};
    struct model m = {.releases = releases, .release_count = 3};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        releases[1].version = rows[i].version;
        assert_int_equal(changes_drop(&m, "550"), rows[i].drops);
        assert_int_equal(changes_drop(&m, "mailbox-full"), rows[i].drops);
        assert_false(changes_drop(&m, "551"));
    }
    changes[2].of_count = 0;
    releases[1].version = "1.0.0";
    assert_false(changes_drop(&m, "550"));
}

static void knows_the_newest_release(void **state)
{
    const char *of[] = {"550", "551"}, *old[] = {"552"};
    struct change changes[] = {
        {.kind = CHANGE_ACTION, .of = of, .of_count = 2},
        {.kind = CHANGE_RENAMED, .of = of, .of_count = 1}};
    struct change before = {.kind = CHANGE_ACTION, .of = old, .of_count = 1};
    struct release releases[] = {{.changes = changes, .change_count = 2},
                                 {.version = "2.0.0"},
                                 {.changes = &before, .change_count = 1}};
    struct model m = {.releases = releases, .release_count = 3}, none = {0};

    (void)state;
    for (int newest = 0; newest < 2; newest++) {
        assert_true(changes_say(&m, CHANGE_ACTION, "550", newest));
        assert_true(changes_say(&m, CHANGE_ACTION, "551", newest));
        assert_true(changes_say(&m, CHANGE_RENAMED, "550", newest));
        assert_false(changes_say(&m, CHANGE_RENAMED, "551", newest));
        assert_false(changes_say(&m, CHANGE_GONE, "550", newest));
        assert_int_equal(changes_say(&m, CHANGE_ACTION, "552", newest),
                         !newest);
        assert_false(changes_say(&none, CHANGE_ACTION, "550", newest));
    }
}

/* The newest first, each once, and none of a later day than one before it. */
static void releases_stand_in_order(void **state)
{
    static const struct {
        const char *newer, *dated, *older, *of, *said; /* NULL: nothing */
    } rows[] = {
        {"1.0.0", "2026", "0.9.9", "2026", NULL},
        {"0.10.0", "2026", "0.9.0", "2025", NULL},
        {"0.1.10", "2026-02", "0.1.9", "2026-01", NULL},
        {"10.0.0", "2026", "9.9.9", "2026", NULL},
        {"1.2.3", "2026", "1.2.3", "2026", "stands behind 1.2.3"},
        {"1.2.3", "2026", "1.2.4", "2026", "stands behind 1.2.3"},
        {"1.2.9", "2026", "1.3.0", "2025", "stands behind 1.2.9"},
        {"1.9.9", "2026", "2.0.0", "2025", "stands behind 1.9.9"},
        {"0.9.0", "2026", "0.10.0", "2026", "stands behind 0.9.0"},
        {"1.0.1", "2026-01", "1.0.0", "2026-02", "a date that is no later"},
        {"1.0.1", "2025", "1.0.0", "2026", "a date that is no later"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct release releases[] = {
            {.at = {"f", 1}, .version = "99.0.0", .date = "2099"},
            {.at = {"f", 2}, .version = rows[i].newer, .date = rows[i].dated},
            {.at = {"f", 3}, .version = rows[i].older, .date = rows[i].of}};
        struct model m = {
            .version = "99.0.0", .releases = releases, .release_count = 3};
        struct diag diag = {0};
        struct check check = {.model = &m, .diag = &diag};

        check_releases(&check);
        assert_int_equal(diag.count, rows[i].said != NULL);
        if (rows[i].said) {
            assert_int_equal(diag.faults[0].at.line, 3);
            if (!strstr(diag.faults[0].text, rows[i].said))
                fail_msg("%s", diag.faults[0].text);
        }
        m.version = "98.0.0";
        check_releases(&check);
        assert_int_equal(diag.count, 2 * (rows[i].said != NULL) + 1);
        m.release_count = 0;
        check_releases(&check);
        assert_int_equal(diag.count, 2 * (rows[i].said != NULL) + 1);
        diag_free(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_major_version_drops),
        cmocka_unit_test(knows_the_newest_release),
        cmocka_unit_test(releases_stand_in_order),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
