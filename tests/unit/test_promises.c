/* SPDX-License-Identifier: 0BSD
 *
 * The list of names that stay, as `make promise` brings it up to date.
 */
#include "loaded.h"

#include "write/promises.h"

static int set_up(void **state)
{
    return loaded_make(state, "tests/golden/catalog");
}

/* What was promised keeps its value and its version, with the actions of today;
 * what was dropped is gone, and what is unknown stays as it was. */
static void keeps_what_was_promised(void **state)
{
    struct loaded *d = *state;
    struct promise promises[] = {
        {.symbol = "SMTPC_X_1_1_BAD_DESTINATION_MAILBOX_ADDRESS",
         .code = "X.1.1",
         .since = "0.9.10",
         .actions = "5=retry"},
        {.symbol = "SMTPC_X_1_1_OLD",
         .code = "X.1.1",
         .since = "0.1.0",
         .actions = "5=retry"},
        {.symbol = "SMTPC_551_TOLD",
         .code = "551",
         .since = "0.2.0",
         .actions = "5=retry"},
        {.symbol = "SMTPC_599_WAS", .code = "599", .since = "0.3.0"},
        {.symbol = "SMTPC_REASON_OTHER",
         .reason = "other",
         .number = 5,
         .since = "0.4.0",
         .actions = "5=retry"},
        {.symbol = "SMTPC_REASON_OLDER",
         .reason = "older",
         .number = 0,
         .since = "0.5.0",
         .actions = "5=retry"},
        {.symbol = "SMTPC_REASON_LOST",
         .reason = "lost",
         .number = 77,
         .since = "0.6.0",
         .actions = "4=retry,5=none"},
    };
    static const char *const want[] = {
        "SMTPC_X_1_1_BAD_DESTINATION_MAILBOX_ADDRESS X.1.1 0.9.10 "
        "4=ask-receiver,5=suppress",
        "SMTPC_X_1_1_OLD X.1.1 0.1.0 4=ask-receiver,5=suppress",
        "SMTPC_551_TOLD 551 0.2.0 5=retry",
        "SMTPC_599_WAS 599 0.3.0 gone",
        "SMTPC_REASON_OTHER other=5 0.4.0 4=retry,5=read-text",
        "SMTPC_REASON_OLDER older=0 0.5.0 4=ask-receiver,5=suppress",
        "SMTPC_REASON_LOST lost=77 0.6.0 4=retry,5=none",
        /* and what is new, in its order */
        "SMTPC_111_PSEUDO 111 1.0.0 4=retry",
        "SMTPC_250_OK 250 1.0.0 2=none",
        "SMTPC_354_START_MAIL_INPUT 354 1.0.0 3=continue",
        "SMTPC_REPLY_421 421 1.0.0 4=read-text",
        "SMTPC_450_MAILBOX_UNAVAILABLE 450 1.0.0 4=ask-receiver",
        "SMTPC_550_MAILBOX_UNAVAILABLE 550 1.0.0 5=suppress",
        "SMTPC_X_0_0_OTHER_UNDEFINED_STATUS X.0.0 1.0.0 "
        "2=none,4=retry,5=read-text",
        "SMTPC_X_1_606_FAR_OUT X.1.606 1.0.0 5=read-text",
        "SMTPC_X_1_606_TO_609 X.1.606-609 1.0.0 5=read-text",
        "SMTPC_X_1_608 X.1.608 1.0.0 4=read-text,5=suppress",
        "SMTPC_X_1_700 X.1.700 1.0.0 4=retry,5=suppress",
        "SMTPC_X_1_700_TO_702 X.1.700-702 1.0.0 4=ask-receiver,5=suppress",
        "SMTPC_X_1_801 X.1.801 1.0.0 5=read-text",
        "SMTPC_X_2_9_TALE X.2.9 1.0.0 5=read-text",
        "SMTPC_X_6_1 X.6.1 1.0.0 5=read-text",
        "SMTPC_REASON_ACCEPTED accepted=255 1.0.0 2=none",
        "SMTPC_REASON_USER_UNKNOWN user-unknown=0 1.0.0 "
        "4=ask-receiver,5=suppress",
    };
    const char *dropped[] = {"599"};
    struct change change = {.kind = CHANGE_GONE, .of = dropped, .of_count = 1};
    struct release release = {
        .version = "1.0.0", .changes = &change, .change_count = 1};
    struct model model = d->model;
    struct view view;
    struct buf to = {0};
    const char *line;

    model.version = "1.0.0";
    model.releases = &release;
    model.release_count = 1;
    model.promises = promises;
    model.promise_count = sizeof promises / sizeof promises[0];
    derive_view(&d->arena, &model, &view);
    promises_put(&view, &to);
    line = to.text;
    for (int i = 0; i < 2; i++) { /* what it is */
        assert_int_equal(*line, '#');
        line = strchr(line, '\n') + 1;
    }
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        size_t len = strcspn(line, "\n");

        assert_string_equal(mem_text(&d->arena, line, len), want[i]);
        line += len + 1;
    }
    assert_string_equal(line, "");
    buf_free(&to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_what_was_promised),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
