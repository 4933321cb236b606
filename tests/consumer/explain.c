/* SPDX-License-Identifier: 0BSD
 *
 * A mail program that decides what to do with a bounce. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_explain.h"

int second_file(void);

int main(void)
{
    static const char bounce[] = "550 5.1.1 <ann@example.org>: User unknown";
    struct smtpc_verdict v;
    struct smtpc_provider_use use;
    unsigned id = smtpc_find_id("5.7.620", 7);

    if (!smtpc_explain(bounce, sizeof bounce - 1, NULL, &v))
        return 1;
    if (v.reason != SMTPC_REASON_USER_UNKNOWN ||
        v.action != SMTPC_ACTION_SUPPRESS || v.code != 550)
        return 2;
    if (id == 0 || !smtpc_use(id, 0, &use) || *use.provider == '\0' ||
        use.reason != SMTPC_REASON_BLOCKLIST_REPUTATION ||
        smtpc_use(id, 99, &use) || smtpc_use(0, 0, &use))
        return 3;
    return second_file();
}
