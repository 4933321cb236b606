/* SPDX-License-Identifier: 0BSD
 *
 * A client whose library has read code, status and words already, and which
 * knows the command that was answered: the verdict is the same as on the whole
 * reply. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes_explain.h"

#include "expect.h"

static const struct {
    int code;
    uint32_t status;
    const char *words;
} replies[] = {
    {250, SMTPC_STATUS(2, 1, 5), "Recipient ok"},
    {354, 0, "End data with a dot"},
    {421, SMTPC_STATUS(4, 7, 0), "Try again later, closing connection"},
    {450, SMTPC_STATUS(4, 7, 1), "Greylisted, come back in five minutes"},
    {452, SMTPC_STATUS(4, 2, 2), "<ann@example.org>: mailbox full"},
    {535, SMTPC_STATUS(5, 7, 8), "Username and password not accepted"},
    {550, SMTPC_STATUS(5, 1, 1), "<ann@example.org>: User unknown"},
    {550, SMTPC_STATUS(5, 7, 1), "Message rejected due to DMARC policy"},
    {550, SMTPC_STATUS(5, 7, 26), "Unauthenticated mail. - gsmtp"},
    {550, SMTPC_STATUS(4, 2, 2), "mailbox full"}, /* of two classes */
    {550, SMTPC_STATUS(5, 7, 999), "no such number"},
    {554, SMTPC_STATUS(5, 7, 1),
     "Service unavailable; [192.0.2.1] blocked using zen.spamhaus.org"},
    {571, 0, "Delivery not authorized, message refused"},
    {599, 0, "no such code"},
    /* The library left the status in the words, or saw none. */
    {550, 0, "5.1.1 <ann@example.org>: User unknown"},
    {550, 0, "5.9.1 of no subject"},
    {550, 0, "sorry, no mailbox here by that name (#5.1.1)"},
    {550, 0, "4.4.4.4 is listed, says 5.7.1 example.net"},
    {550, 0, "User unknown"},
    {550, 0, ""},
    {0, SMTPC_STATUS(5, 2, 2), "over quota"},
    {0, 0, "Connection timed out"},
    {0, 0, "smtp; 550 5.1.1 User unknown"},
    {0, 0, ""},
};

static size_t join(int code, uint32_t status, const char *words, char *out,
                   size_t size)
{
    char digits[12] = "", number[12];
    size_t has_status = smtpc_status_format(status, number);

    if (code)
        snprintf(digits, sizeof digits, "%d ", code);
    return (size_t)snprintf(out, size, "%s%s%s%s", digits, number,
                            has_status ? " " : "", words);
}

static void expect_same(const struct smtpc_verdict *a,
                        const struct smtpc_verdict *b)
{
    EXPECT_NUMBER(a->code, b->code);
    EXPECT_NUMBER(a->status, b->status);
    EXPECT_NUMBER(a->flags, b->flags);
    EXPECT_TEXT(smtpc_reason_name(a->reason), smtpc_reason_name(b->reason));
    EXPECT_TEXT(smtpc_action_name(a->action), smtpc_action_name(b->action));
    EXPECT_TEXT(smtpc_party_name(a->party), smtpc_party_name(b->party));
    EXPECT_TEXT(smtpc_basis_name(a->basis), smtpc_basis_name(b->basis));
    EXPECT_NUMBER(a->confidence, b->confidence);
    EXPECT_NUMBER(a->provider_number, b->provider_number);
    EXPECT_TEXT(a->provider, b->provider);
    EXPECT_TEXT(a->message, b->message);
    EXPECT_TEXT(a->title, b->title);
    EXPECT_NUMBER(a->text, b->text);
}

static void expect_same_verdict(size_t i, const struct smtpc_context *context)
{
    struct smtpc_verdict apart, joined;
    char text[200];
    int before = failures;
    size_t len = join(replies[i].code, replies[i].status, replies[i].words,
                      text, sizeof text);

    EXPECT_NUMBER(smtpc_explain_parts(
                      replies[i].code, replies[i].status, replies[i].words,
                      strlen(replies[i].words), context, &apart),
                  smtpc_explain(text, len, context, &joined));
    expect_same(&apart, &joined);
    if (failures != before)
        fprintf(stderr, "... of \"%s\"\n", text);
}

/* A reply of several lines, and a library that keeps the words of each: a
 * phrase goes over their ends all the same. */
static void expect_same_lines(void)
{
    static const char reply[] = "550-5.1.1 The account that you tried to reach "
                                "does\r\n"
                                "550-5.1.1 not exist. Look for typing "
                                "mistakes.\r\n"
                                "550 5.1.1 example - gsmtp\r\n";
    static const char words[] = "The account that you tried to reach does\n"
                                "not exist. Look for typing mistakes.\n"
                                "example - gsmtp";
    struct smtpc_verdict apart, joined;

    smtpc_explain(reply, sizeof reply - 1, NULL, &joined);
    smtpc_explain_parts(550, SMTPC_STATUS(5, 1, 1), words, sizeof words - 1,
                        NULL, &apart);
    expect_same(&apart, &joined);
    EXPECT_NUMBER(apart.basis, SMTPC_BASIS_TEXT);
    EXPECT_TEXT(apart.provider, "google");
}

/* The same refusal, at RCPT about the recipient, before it about nobody yet. */
static void expect_stage_counts(void)
{
    static const char words[] = "User unknown";
    struct smtpc_context context = {0, SMTPC_STAGE_RCPT};
    struct smtpc_verdict v;

    smtpc_explain_parts(550, SMTPC_STATUS(5, 1, 1), words, sizeof words - 1,
                        &context, &v);
    EXPECT_NUMBER(v.action, SMTPC_ACTION_SUPPRESS);
    context.stage = SMTPC_STAGE_MAIL;
    smtpc_explain_parts(550, SMTPC_STATUS(5, 1, 1), words, sizeof words - 1,
                        &context, &v);
    EXPECT_NUMBER(v.action, SMTPC_ACTION_READ_TEXT);
}

int main(void)
{
    struct smtpc_context context = {0, SMTPC_STAGE_UNKNOWN};
    size_t i;

    for (i = 0; i < sizeof replies / sizeof replies[0]; i++) {
        expect_same_verdict(i, NULL);
        context.provider = smtpc_provider_of("google", 6);
        for (context.stage = SMTPC_STAGE_UNKNOWN;
             context.stage <= SMTPC_STAGE_MESSAGE; context.stage++)
            expect_same_verdict(i, &context);
    }
    expect_same_lines();
    expect_stage_counts();
    return failures != 0;
}
