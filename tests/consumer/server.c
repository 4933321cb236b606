/* SPDX-License-Identifier: 0BSD
 *
 * A server that knows why it refuses, and composes the whole reply. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include "expect.h"

/* "550 5.7.25 Reverse DNS validation failed"; a status that goes with no known
 * reply gets the plainest of its class. */
static void compose(uint32_t status, char *out, size_t size)
{
    struct smtpc_entry e;
    char code[12];
    int reply = smtpc_reply_for(status);

    if (reply == 0)
        reply = smtpc_status_class(status) * 100 + 50;
    smtpc_get(smtpc_status_id(status), &e);
    smtpc_status_format(status, code);
    snprintf(out, size, "%d %s %s\r\n", reply, code, e.title);
}

static void expect_reply(int class_, int detail, const char *wanted)
{
    char reply[200];

    compose(SMTPC_WITH_CLASS(class_, detail), reply, sizeof reply);
    EXPECT_TEXT(reply, wanted);
}

/* What is composed reads back as what was meant, without a complaint. */
static void expect_read_back(uint32_t status)
{
    struct smtpc_response r;
    char reply[200];

    compose(status, reply, sizeof reply);
    EXPECT_NUMBER(smtpc_read(reply, strlen(reply), &r), strlen(reply));
    EXPECT_NUMBER(r.status, status);
    EXPECT_NUMBER(r.code / 100, smtpc_status_class(status));
    EXPECT(r.reply_id != 0);
    EXPECT_NUMBER(r.flags & ~(unsigned)SMTPC_FLAG_MALFORMED, 0);
}

int main(void)
{
    unsigned id;

    expect_reply(5, SMTPC_X_7_25_REVERSE_DNS_VALIDATION_FAILED,
                 "550 5.7.25 Reverse DNS validation failed\r\n");
    expect_reply(4, SMTPC_X_7_25_REVERSE_DNS_VALIDATION_FAILED,
                 "450 4.7.25 Reverse DNS validation failed\r\n");
    expect_reply(5, SMTPC_X_7_8_AUTHENTICATION_CREDENTIALS_INVALID,
                 "535 5.7.8 Authentication credentials invalid\r\n");
    expect_reply(5, SMTPC_X_5_6_AUTHENTICATION_LINE_TOO_LONG,
                 "500 5.5.6 Authentication Exchange line is too long\r\n");
    expect_reply(5, SMTPC_DETAIL(6, 999), "550 5.6.999 Unknown code\r\n");
    EXPECT_NUMBER(smtpc_reply_for(SMTPC_DETAIL(7, 25)), 0);
    EXPECT_NUMBER(smtpc_reply_for(SMTPC_STATUS(3, 7, 25)), 0);
    EXPECT_NUMBER(smtpc_reply_for(0xffffffffu), 0);
    for (id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_entry e;

        smtpc_get(id, &e);
        if (e.code[0] != 'X')
            continue;
        expect_read_back(SMTPC_WITH_CLASS(2, e.number));
        expect_read_back(SMTPC_WITH_CLASS(4, e.number));
        expect_read_back(SMTPC_WITH_CLASS(5, e.number));
    }
    return failures != 0;
}
