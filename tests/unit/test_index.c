/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include "base/index.h"

static void finds_nothing_in_nothing(void **state)
{
    struct index index = {0};

    (void)state;
    index_seal(&index);
    assert_null(index_find(&index, ""));
    index_free(&index);
}

static void finds_every_key_and_no_other(void **state)
{
    enum { COUNT = 1000 };
    struct arena arena = {0};
    struct index index = {0};
    static int things[COUNT];

    (void)state;
    for (int i = 0; i < COUNT; i++) {
        int n = i * 7919 % COUNT;

        index_add(&index, mem_printf(&arena, "%d", n), &things[n]);
    }
    index_seal(&index);
    for (int i = 0; i < COUNT; i++)
        assert_ptr_equal(index_find(&index, mem_printf(&arena, "%d", i)),
                         &things[i]);
    assert_null(index_find(&index, "1000"));
    assert_null(index_find(&index, ""));
    assert_null(index_find(&index, "01"));
    assert_null(index_find(&index, "99a"));
    index_free(&index);
    mem_free(&arena);
}

static void finds_the_first_of_equals(void **state)
{
    struct index index = {0};
    int things[40];

    (void)state;
    for (int i = 0; i < 40; i++)
        index_add(&index, i % 2 ? "odd" : "even", &things[i]);
    index_seal(&index);
    assert_ptr_equal(index_find(&index, "even"), &things[0]);
    assert_ptr_equal(index_find(&index, "odd"), &things[1]);
    for (size_t i = 0; i < 20; i++)
        assert_ptr_equal(index.rows[i].thing, &things[2 * i]);
    index_free(&index);
    assert_int_equal(index.count, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_nothing_in_nothing),
        cmocka_unit_test(finds_every_key_and_no_other),
        cmocka_unit_test(finds_the_first_of_equals),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
