/* SPDX-License-Identifier: 0BSD */
#include "run.h"

static void is_empty_at_first(void **state)
{
    struct buf buf = {0};

    (void)state;
    buf_free(&buf);
    buf_puts(&buf, "");
    assert_int_equal(buf.len, 0);
    assert_string_equal(buf.text, "");
    buf_free(&buf);
    assert_null(buf.text);
    assert_int_equal(buf.size, 0);
}

static void joins_what_comes(void **state)
{
    struct buf buf = {0};

    (void)state;
    buf_puts(&buf, "one ");
    buf_putc(&buf, '2');
    buf_add(&buf, " three!", 6);
    buf_printf(&buf, " %d%s", 4, "!");
    assert_string_equal(buf.text, "one 2 three 4!");
    assert_int_equal(buf.len, strlen(buf.text));
    buf_free(&buf);
}

static void holds_any_byte(void **state)
{
    struct buf buf = {0};

    (void)state;
    buf_add(&buf, "a\0b", 3);
    buf_add(&buf, NULL, 0);
    buf_putc(&buf, '\0');
    assert_int_equal(buf.len, 4);
    assert_memory_equal(buf.text, "a\0b\0", 5);
    buf_free(&buf);
}

static void grows(void **state)
{
    struct buf buf = {0};

    (void)state;
    for (int i = 0; i < 20000; i++)
        buf_printf(&buf, "%05d", i);
    buf_printf(&buf, "%*s", 300000, "x");
    assert_int_equal(buf.len, 400000);
    assert_int_equal(strlen(buf.text), 400000);
    assert_memory_equal(buf.text + 5L * 12345, "12345", 5);
    buf_free(&buf);
}

/* Where a text just fits, or does not by one byte, its last byte is kept. */
static void keeps_the_last_byte_of_any_length(void **state)
{
    (void)state;
    for (int len = 1; len < 5000; len++) {
        struct buf buf = {0};

        buf_printf(&buf, "%*s", len, "x");
        assert_int_equal(buf.len, len);
        assert_int_equal(strlen(buf.text), len);
        assert_int_equal(buf.text[len - 1], 'x');
        buf_free(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_empty_at_first),
        cmocka_unit_test(joins_what_comes),
        cmocka_unit_test(holds_any_byte),
        cmocka_unit_test(grows),
        cmocka_unit_test(keeps_the_last_byte_of_any_length),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
