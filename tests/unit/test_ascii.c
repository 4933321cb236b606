/* SPDX-License-Identifier: 0BSD
 *
 * Kinds of characters, each byte there is: nothing but ASCII has one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/ascii.h"

static const char digits[] = "0123456789";
static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
static const char upper[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

static bool has(const char *letters, char c)
{
    return c && strchr(letters, c);
}

static void each_byte_is_of_its_kind(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;

        assert_int_equal(is_digit(c), has(digits, c));
        assert_int_equal(is_lower(c), has(lower, c));
        assert_int_equal(is_upper(c), has(upper, c));
    }
}

static void only_letters_have_another_case(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)i;

        assert_int_equal(to_lower(c),
                         has(upper, c) ? lower[strchr(upper, c) - upper] : c);
        assert_int_equal(to_upper(c),
                         has(lower, c) ? upper[strchr(lower, c) - lower] : c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_byte_is_of_its_kind),
        cmocka_unit_test(only_letters_have_another_case),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
