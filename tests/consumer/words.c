/* SPDX-License-Identifier: 0BSD
 *
 * A delivery report that says in words what the numbers of a status mean, whom
 * it concerns and what there is to do. */
#define SMTPC_IMPLEMENTATION
#include "smtpcodes.h"

#include "expect.h"

static const char *const classes[10] = {
    "", "", "Success", "", "Persistent Transient Failure", "Permanent Failure",
    "", "", "",        ""};

static const char *const subjects[10] = {"Other or Undefined Status",
                                         "Addressing Status",
                                         "Mailbox Status",
                                         "Mail System Status",
                                         "Network and Routing Status",
                                         "Mail Delivery Protocol Status",
                                         "Message Content or Media Status",
                                         "Security or Policy Status",
                                         "",
                                         ""};

/* A phrase for each value, fit for the middle of a sentence, then none. */
static void expect_phrases(const char *family, const char *phrase(int),
                           const char *name(int))
{
    int n;

    for (n = 0; *name(n); n++) {
        EXPECT(*phrase(n));
        EXPECT(phrase(n)[0] >= 'a' && phrase(n)[0] <= 'z');
        EXPECT(strchr(".:", phrase(n)[strlen(phrase(n)) - 1]) == NULL);
    }
    expect_text_(__FILE__, __LINE__, family, phrase(n), "");
    expect_text_(__FILE__, __LINE__, family, phrase(-1), "");
}

int main(void)
{
    int n;

    for (n = 0; n < 10; n++) {
        EXPECT_TEXT(smtpc_status_class_title(n), classes[n]);
        EXPECT_TEXT(smtpc_subject_title(n), subjects[n]);
    }
    /* Of a reply the same digit means something else. */
    EXPECT_TEXT(smtpc_class_title(4), "Transient negative completion");
    EXPECT_TEXT(smtpc_class_title(3), "Positive intermediate");
    EXPECT_TEXT(smtpc_status_class_title(-1), "");
    EXPECT_TEXT(smtpc_subject_title(1000), "");
    expect_phrases("actions", smtpc_action_phrase, smtpc_action_name);
    expect_phrases("parties", smtpc_party_phrase, smtpc_party_name);
    EXPECT_TEXT(smtpc_action_phrase(SMTPC_ACTION_SUPPRESS),
                "stop mailing this address");
    EXPECT_TEXT(smtpc_party_phrase(SMTPC_PARTY_SENDER), "the sender");
    return failures != 0;
}
