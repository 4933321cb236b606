/* SPDX-License-Identifier: 0BSD
 *
 * Texts inside others: found where they are, in hosts that stand alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/mem.h"
#include "base/substring.h"

static void is_found_in(const char *const *texts, size_t n,
                        const struct substring *wanted)
{
    struct arena arena = {0};
    const struct substring *found = substring_find(&arena, texts, n);

    for (size_t i = 0; i < n; i++) {
        assert_int_equal(found[i].host, wanted[i].host);
        assert_int_equal(found[i].at, wanted[i].at);
    }
    mem_free(&arena);
}

static void a_text_is_found_in_the_longest(void **state)
{
    static const char *const texts[] = {" full ", " mailbox full ", " is full ",
                                        " the mailbox full now ", "spam"};
    static const struct substring wanted[] = {
        {3, 12}, {3, 4}, {2, 0}, {3, 0}, {4, 0}};

    (void)state;
    is_found_in(texts, 5, wanted);
}

static void equal_texts_share_the_first(void **state)
{
    static const char *const texts[] = {"user", "quota", "user", ""};
    static const struct substring wanted[] = {{0, 0}, {1, 0}, {0, 0}, {3, 0}};

    (void)state;
    is_found_in(texts, 4, wanted);
}

static void a_host_stands_in_itself(void **state)
{
    static const char *const texts[] = {"a", "aa", "aaa", "baaab", "ab", "b"};
    struct arena arena = {0};
    const struct substring *found = substring_find(&arena, texts, 6);

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        const char *host = texts[found[i].host];

        assert_int_equal(found[found[i].host].host, found[i].host);
        assert_memory_equal(host + found[i].at, texts[i], strlen(texts[i]));
        assert_int_equal(found[i].host, 3);
    }
    mem_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_found_in_the_longest),
        cmocka_unit_test(equal_texts_share_the_first),
        cmocka_unit_test(a_host_stands_in_itself),
    };

    return cmocka_run_group_tests_name("substring", tests, NULL, NULL);
}
