/* SPDX-License-Identifier: 0BSD
 *
 * The golden header, compiled: what the compiler makes of the awkward texts
 * is what the golden catalogue says. (C11 reads trigraphs, so those count.)
 */
#define SMTPC_IMPLEMENTATION
#include "../golden/out/smtpcodes_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

static void texts_read_back(void **state)
{
    unsigned id = smtpc_reply_id(550);
    struct smtpc_entry e;

    (void)state;
    smtpc_get(id, &e);
    assert_string_equal(e.symbol, "SMTPC_550_MAILBOX_UNAVAILABLE");
    assert_string_equal(e.code, "550");
    assert_string_equal(e.title,
                        "Mailbox | unavailable, \"no such user\" <here>");
    assert_string_equal(
        smtpc_meaning(id),
        "Größe, naïve, 日本語 and 🐌: a text with letters beyond "
        "ASCII, a_long_identifier_with_underscores, `code` and "
        "[brackets](https://example.com/) &amp; *stars*. It ends "
        "with a backslash \\");
    id = smtpc_reply_id(450);
    smtpc_get(id, &e);
    assert_string_equal(e.title, "Mailbox unavailable */ for now");
    assert_string_equal(smtpc_meaning(id), "Not now. ?"
                                           "?/ ?"
                                           "?= are no trigraphs, \"\\\" is a "
                                           "backslash, ''quoted'' at 100%.");
    assert_string_equal(smtpc_steps(id, SMTPC_PARTY_RECIPIENT_ADMIN),
                        ".Start with a dot, 'or a quote. -- Then a "
                        "dash; 1. no list. # no heading");
}

static void codes_lead_to_their_entries(void **state)
{
    struct smtpc_entry e;
    uint32_t status;

    (void)state;
    assert_int_equal(SMTPC_ENTRIES, 16);
    assert_int_equal(smtpc_reply_id(551), 0);
    assert_int_equal(smtpc_status_parse("4.1.606 x", 9, &status), 7);
    smtpc_get(smtpc_status_id(status), &e);
    assert_string_equal(e.code, "X.1.606");
    smtpc_get(smtpc_find_id("SMTPC_X_1_1_BAD_DESTINATION_MAILBOX_ADDRESS", 43),
              &e);
    assert_string_equal(e.code, "X.1.1");
    smtpc_get(smtpc_find_id("5.1.607", 7), &e);
    assert_string_equal(e.code, "X.1.606-609");
    assert_int_equal(SMTPC_X_1_606_TO_609, SMTPC_DETAIL(1, 606));
    smtpc_get(smtpc_find_id("SMTPC_X_1_606_TO_609", 20), &e);
    assert_string_equal(e.code, "X.1.606-609");
    smtpc_get(smtpc_reply_id(SMTPC_REPLY_421), &e);
    assert_int_equal(e.standing, SMTPC_STANDING_PROVIDER);
    assert_int_equal(SMTPC_VERSION_MAJOR, 12);
    assert_int_equal(SMTPC_VERSION_MINOR, 34);
    assert_int_equal(SMTPC_VERSION_PATCH, 56);
}

static void says_what_is_retired(void **state)
{
    (void)state;
    assert_string_equal(smtpc_retired(smtpc_find_id("5.1.606", 7)),
                        "Retired since 2026-11: use X.1.1, 550.");
    for (unsigned id = 0; id <= SMTPC_ENTRIES + 1; id++)
        if (id != smtpc_find_id("5.1.606", 7))
            assert_string_equal(smtpc_retired(id), "");
}

/* An earlier name is one more name of the same value. */
static void earlier_names_lead_to_their_entries(void **state)
{
    static const struct {
        const char *name;
        unsigned id;
    } rows[] = {
        {"SMTPC_250_OK", 2},
        {"SMTPC_250_FINE", 2},
        {"SMTPC_250_DONE", 2},
        {"SMTPC_X_1_1_MAILBOX_GONE", 8},
        {"SMTPC_550_MAILBOX_GONE", 0},
        {"SMTPC_X_1_1_MAILBOX_GON", 0},
        {"SMTPC_X_1_1_MAILBOX_GONE_", 0},
        {"SMTPC_250_FINF", 0},
    };

    (void)state;
    assert_int_equal(SMTPC_250_FINE, SMTPC_250_OK);
    assert_int_equal(SMTPC_X_1_1_MAILBOX_GONE, SMTPC_DETAIL(1, 1));
    assert_int_equal(SMTPC_REASON_NOBODY_THERE, SMTPC_REASON_USER_UNKNOWN);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_find_id(rows[i].name, strlen(rows[i].name)),
                         rows[i].id);
    assert_string_equal(smtpc_reason_name(SMTPC_REASON_NOBODY_THERE),
                        "user-unknown");
}

/* By number, whatever the order in the file; one that no reason has is there,
 * and never given. */
static void reasons_keep_their_numbers(void **state)
{
    struct smtpc_verdict v;
    struct smtpc_entry e;

    (void)state;
    assert_int_equal(SMTPC_REASON_USER_UNKNOWN, 0);
    assert_int_equal(SMTPC_REASON_ACCEPTED, 255);
    assert_int_equal(SMTPC_REASON_OTHER, 5);
    assert_string_equal(smtpc_reason_name(255), "accepted");
    assert_string_equal(smtpc_reason_name(1), "");
    assert_string_equal(smtpc_reason_name(256), "");
    assert_int_equal(sizeof smtpc_acts_ / sizeof smtpc_acts_[0], 256);
    assert_memory_equal(&smtpc_acts_[1], &smtpc_acts_[5],
                        sizeof smtpc_acts_[1]);
    assert_string_equal(smtpc_reason_title_(4), smtpc_reason_title_(5));
    smtpc_get(0, &e);
    assert_int_equal(e.reason, SMTPC_REASON_OTHER);
    smtpc_get(smtpc_reply_id(550), &e);
    assert_int_equal(e.reason, SMTPC_REASON_USER_UNKNOWN);
    smtpc_explain("250 ok", 6, NULL, &v);
    assert_int_equal(v.reason, SMTPC_REASON_ACCEPTED);
    smtpc_explain("550 5.1.1 no such user", 22, NULL, &v);
    assert_int_equal(v.reason, SMTPC_REASON_USER_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_read_back),
        cmocka_unit_test(codes_lead_to_their_entries),
        cmocka_unit_test(says_what_is_retired),
        cmocka_unit_test(earlier_names_lead_to_their_entries),
        cmocka_unit_test(reasons_keep_their_numbers),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
