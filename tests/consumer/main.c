/* SPDX-License-Identifier: 0BSD
 *
 * A program as a user would write it: one of its two files holds the
 * implementation. Compiled as C and as C++, in every dialect. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include <stdio.h>
#include <string.h>

int second_file(void);

int main(void)
{
    struct smtpc_entry e;
    uint32_t status = 0;

    smtpc_get(smtpc_find_id("5.1.1", 5), &e);
    if (strcmp(e.code, "X.1.1") != 0 || e.actions[5] != SMTPC_ACTION_SUPPRESS)
        return 1;
    smtpc_get(smtpc_reply_id(SMTPC_550_MAILBOX_UNAVAILABLE), &e);
    if (strcmp(e.code, "550") != 0 ||
        smtpc_find_id("SMTPC_550_MAILBOX_UNAVAILABLE", 29) !=
            smtpc_reply_id(550))
        return 2;
    if (smtpc_status_parse("4.7.26 no", 9, &status) != 6 ||
        smtpc_status_detail(status) !=
            SMTPC_X_7_26_MULTIPLE_AUTHENTICATION_CHECKS_FAILED)
        return 3;
    if (smtpc_status_id(status) == 0 || smtpc_status_class(status) != 4)
        return 4;
    if (smtpc_find_id("nonsense", 8) != 0)
        return 5;
    return second_file();
}
