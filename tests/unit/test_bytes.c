/* SPDX-License-Identifier: 0BSD
 *
 * The bytes of a token as one word, on a machine of the other byte order: there
 * they are put together one by one, which gives the same word.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"

#include "runtime/cast.h"

#include "runtime/header/key.h"

#undef __BYTE_ORDER__
#define smtpc_load4_ one_by_one_load4
#define smtpc_load3_ one_by_one_load3
#define smtpc_load8_ one_by_one_load8
#define smtpc_class_bytes_ one_by_one_class_bytes
#define smtpc_status_word_ one_by_one_status_word
#define smtpc_name_word_ one_by_one_name_word
#define smtpc_is_among_ one_by_one_is_among
#include "runtime/header/key.h"
#undef smtpc_load4_
#undef smtpc_load3_
#undef smtpc_load8_
#undef smtpc_status_word_
#undef smtpc_name_word_
#undef smtpc_is_among_

static void words_have_one_byte_order(void **state)
{
    static const char bytes[] = "\x01\x23\x45\x67\x89\xab\xcd\xef";

    (void)state;
    for (int twice = 0; twice < 2; twice++) {
        uint32_t (*load3)(const char *) =
            twice ? one_by_one_load3 : smtpc_load3_;
        uint32_t (*load4)(const char *) =
            twice ? one_by_one_load4 : smtpc_load4_;
        uint64_t (*load8)(const char *) =
            twice ? one_by_one_load8 : smtpc_load8_;

        assert_int_equal(load3(guarded(bytes, 3)), 0x45230100);
        assert_int_equal(load3(guarded(bytes + 5, 3)), 0xefcdab00);
        assert_int_equal(load4(guarded(bytes, 4)), 0x67452301);
        assert_int_equal(load4(guarded(bytes + 4, 4)), 0xefcdab89);
        assert_int_equal(load8(guarded(bytes, 8)), 0xefcdab8967452301);
    }
}

static void tokens_have_one_word(void **state)
{
    static const char name[] = "MAILBOX_UNAVAILABLE";
    static const char *const statuses[] = {"5.1.1", "X.7.26", "4.7.500",
                                           "2.10.99", "5.100.999"};

    (void)state;
    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        size_t len = strlen(statuses[i]);
        const char *text = guarded(statuses[i], len);

        assert_int_equal(smtpc_status_word_(text, len),
                         one_by_one_status_word(text, len));
    }
    for (size_t len = 10; len < sizeof name; len++) {
        const char *text = guarded(name, len);

        assert_int_equal(smtpc_name_word_(text, len, 1, 2),
                         one_by_one_name_word(text, len, 1, 2));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_have_one_byte_order),
        cmocka_unit_test(tokens_have_one_word),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
