/* SPDX-License-Identifier: 0BSD
 *
 * How texts are written and where they come from: the catalogues of
 * tests/style/ are right, but for what their expected.txt says.
 */
#include "run.h"

struct style {
    struct arena arena;
    char *gen;
};

static int set_up(void **state)
{
    struct style *style = calloc(1, sizeof *style);

    assert_non_null(style);
    style->gen = run_generator();
    *state = style;
    return 0;
}

static int tear_down(void **state)
{
    struct style *style = *state;

    free(style->gen);
    mem_free(&style->arena);
    free(style);
    return 0;
}

/* Run it over a catalogue of tests/style/; what it said goes to *said and
 * *faults. */
static int run_on(struct style *style, const char *mode, const char *since,
                  const char *name, struct buf *said, struct buf *faults)
{
    char *argv[5] = {style->gen, (char *)(uintptr_t)mode};
    int count = 2;

    if (since)
        argv[count++] = (char *)(uintptr_t)since;
    argv[count] = (char *)(uintptr_t)name;
    return run_program("tests/style", argv, NULL, said, faults);
}

static void check_faults(struct style *style, const char *name)
{
    struct buf want = {0}, said = {0}, faults = {0};

    assert_int_equal(run_on(style, "--lint", NULL, name, &said, &faults), 0);
    assert_int_equal(faults.len, 0);
    buf_free(&said);
    buf_free(&faults);
    assert_true(run_read_file(
        mem_printf(&style->arena, "tests/style/%s/expected.txt", name), &want));
    assert_int_equal(run_on(style, "--style", NULL, name, &said, &faults), 1);
    assert_int_equal(said.len, 0);
    assert_string_equal(faults.text, want.text);
    buf_free(&want);
    buf_free(&said);
    buf_free(&faults);
}

static void texts_are_written_for_readers(void **state)
{
    check_faults(*state, "faulty");
}

/* What nobody types, and what pages would show as it is. */
static void texts_are_plain(void **state)
{
    check_faults(*state, "characters");
}

static void all_that_is_said_has_a_source(void **state)
{
    check_faults(*state, "sources");
}

/* What was looked at in that month is not older than it. */
static void old_sources_are_listed(void **state)
{
    struct buf said = {0}, faults = {0};

    assert_int_equal(
        run_on(*state, "--sources", "2025-01", "sources", &said, &faults), 0);
    assert_string_equal(said.text,
                        "sources/references.xml:6: source a-page was last "
                        "looked at 2024-01: https://example.org/page\n"
                        "sources/reasons.xml:4: reason other has no "
                        "source\n"
                        "sources/messages.xml:9: message unseen has no "
                        "source\n");
    buf_free(&said);
    assert_int_equal(
        run_on(*state, "--sources", "2025-02", "sources", &said, &faults), 0);
    assert_non_null(strstr(said.text, "sources/messages.xml:4: message old "
                                      "was last seen 2025-01\n"));
    assert_int_equal(faults.len, 0);
    buf_free(&said);
    buf_free(&faults);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_written_for_readers),
        cmocka_unit_test(texts_are_plain),
        cmocka_unit_test(all_that_is_said_has_a_source),
        cmocka_unit_test(old_sources_are_listed),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
