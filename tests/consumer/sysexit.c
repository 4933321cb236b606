/* SPDX-License-Identifier: 0BSD
 *
 * A sending program that ends with the status of sysexits.h for a reply. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_explain.h"

#include "expect.h"

static const struct {
    const char *reply;
    int status;
} exits[] = {
    {"250 2.0.0 OK", 0},
    {"354 Go ahead", 0},
    {"550 5.1.1 User unknown", 67},
    {"450 4.7.1 Greylisted, please try again later", 75},
    {"421 4.7.0 Too many connections, slow down", 75},
    {"552 5.3.4 Message size exceeds fixed maximum message size", 65},
    {"550 5.7.25 Reverse DNS validation failed", 77},
    {"530 5.7.0 Authentication required", 77},
    {"550 Requested action not taken", 69},
    {"", 69},
};

int main(void)
{
    struct smtpc_verdict v;
    size_t i;

    for (i = 0; i < sizeof exits / sizeof exits[0]; i++) {
        smtpc_explain(exits[i].reply, strlen(exits[i].reply), NULL, &v);
        expect_number_(__FILE__, __LINE__, exits[i].reply, smtpc_sysexit(&v),
                       exits[i].status);
    }
    /* Actions of a version to come. */
    v.action = -1;
    EXPECT_NUMBER(smtpc_sysexit(&v), 69);
    v.action = 1000;
    EXPECT_NUMBER(smtpc_sysexit(&v), 69);
    return failures != 0;
}
