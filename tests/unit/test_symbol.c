/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include "model/symbol.h"

static void builds_the_public_names(void **state)
{
    const struct entry reply = {.code = "550", .name = "MAILBOX_UNAVAILABLE"};
    const struct entry status = {.code = "X.7.26", .name = "CHECKS_FAILED"};
    struct arena arena = {0};

    (void)state;
    assert_string_equal(symbol_of_entry(&arena, &reply),
                        "SMTPC_550_MAILBOX_UNAVAILABLE");
    assert_string_equal(symbol_of_entry(&arena, &status),
                        "SMTPC_X_7_26_CHECKS_FAILED");
    assert_string_equal(symbol_of(&arena, "REASON", "mailbox-full"),
                        "SMTPC_REASON_MAILBOX_FULL");
    assert_string_equal(symbol_of(&arena, "CLASS", "SUCCESS"),
                        "SMTPC_CLASS_SUCCESS");
    mem_free(&arena);
}

/* No locale may change a letter (a Turkish one turns i into a dotted one). */
static void touches_ascii_only(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_string_equal(symbol_of(&arena, "F", "abcxyzABCXYZ019_-."),
                        "SMTPC_F_ABCXYZABCXYZ019___");
    assert_string_equal(symbol_of(&arena, "F", "i\xc3\xb6@[`{"),
                        "SMTPC_F_I\xc3\xb6@[`{");
    mem_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_the_public_names),
        cmocka_unit_test(touches_ascii_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
