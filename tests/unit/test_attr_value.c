/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include "read/attr_value.h"

/* Values of each kind that pass, and values that do not; by word, but for
 * those with blanks, which have a test of their own. */
static const struct {
    enum attr_value value;
    const char *good, *bad;
} rows[] = {
    {FORMAT, "1", "0 2 01 1.0 one"},
    {VERSION, "0.0.0 1.2.3 10.20.3000",
     "1 1.2 1.2.3.4 01.2.3 1.02.3 1.2.x v1.2.3 1..2 1.2. 1.2.3- 1.2.30000"},
    {DATE,
     "1969 2024 2024-12 2024-01 2024-12-06 2024-10-01 2024-05-31 2099 "
     "1969-01 2099-12-31",
     "24 202 2024-1 2024-12-6 2024/12/06 2024-12-06T00 06.12.2024 2024- "
     "2024-00 2024-13 2024-12-00 2024-12-32 2024-20-01 2024-12-40 1968 2100 "
     "1968-12-31 2024-1a 2024-ab-cd"},
    {ID, "a mailbox-full x1-2y tls", "A 1a -a a- a--b a_b a.b mailbox-Full é"},
    {NAME, "A MAILBOX_FULL X1_2Y A234567890123456789012345678901234567890",
     "a 1A _A A_ A__B A-B A.B MAILBOX_full É "
     "A2345678901234567890123456789012345678901"},
    {NUMBER, "1 821 5321 99999", "0 01 100000 -1 1.0 1a x"},
    {REASON_NUMBER, "0 7 99 100 199 250 255", "00 07 256 300 999 1000 -1 1x"},
    {REPLY_CODE, "100 111 250 550 599 999",
     "000 055 55 5500 5x0 5xx -50 5.1.1 X.1.1 ５５０"},
    {STATUS_CODE, "X.0.0 X.1.1 X.1.10 X.999.999",
     "x.1.1 5.1.1 X.1 X.1. X..1 X.1.1.1 X.01.1 X.1.01 X.00.0 X.1.1000 "
     "X.1000.1 X.-1.1 X.1.1a X11 X.1.1-2"},
    {ANY_CODE, "550 100 X.1.1", "5.1.1 5xx any 55"},
    {PAIR_REPLY, "200 550 559 5xx 2xx any",
     "190 560 599 600 1xx 6xx 5XX 5yz Any 5.1.1 55 xx"},
    {SCOPE_REPLY, "200 550 5xx", "any 560 1xx X.1.1"},
    {USE_CODE,
     "421 559 X.7.27 2.1.5 4.7.0 5.7.1 5.7.606-649 X.7.600-999 5.7.9-10 "
     "5.0.0 5.0.1-999",
     "5.8.1 X.8.1 5.10.1 5.77.1 5.8.1-9 5.00.1 5..1 5,7.1 5.7,1 55.7.1 .7.1 "
     "650 199 590 3.1.1 1.1.1 6.1.1 5.7 5.7.1- 5.7.-1 5.7.1-1000 5.07.1 "
     "5.7.1-2-3 "
     "5.7.606-649x 5.7.649-606 5.7.10-9 5.7.1-1 5xx"},
    {CLASS_DIGIT, "2 3 4 5", "0 1 6 22 x"},
    {GROUP_DIGIT, "0 1 5", "6 00 x"},
    {SUBJECT, "0 7 999", "00 07 1000 -1 x"},
    {STANDING, "standard historic registry provider folklore",
     "Standard legend standar standards"},
    {READER, "sender sender-admin recipient recipient-admin",
     "nobody network admin Sender"},
    {ABOUT, "recipient sender client account message server", "nobody Sender"},
    {PARTY, "sender recipient-admin network nobody", "admin Nobody"},
    {ACTION, "none continue retry slow-down fix-message suppress read-text",
     "wait None slow_down"},
    {COMMAND, "CONNECT EHLO RCPT END-OF-DATA ANY CLIENT", "rcpt RCTP ANYTHING"},
    {BY, "registry rfc servers provider", "RFC server"},
    {TRACK, "standards practice informational experimental historic",
     "standard bcp"},
    {ADDRESS,
     "https://a http://192.0.2.1/x?y=1&z#w https://a/%22 mailto:a@example.org",
     "javascript:alert(1) JavaScript:x data:text/html,x vbscript:x ftp://a "
     "file:///etc/passwd //a a /a https:// https:/// mailto: HTTPS://a "
     "https:a https://a\" https://a' https://a<b https://a>b https://a\\b "
     "https://a`b \thttps://a"},
    {SECTION, "1 4.2.1 12.10 3.0 A A.2 Z.9.10",
     "0 0.1 4. .4 4..2 4,2 a A2 04 4.02 4.2a 100 4.1000 \xc2\xa7"
     "4 Appendix section-4 4.2-4.3 4.2/4.3"},
    {SAY, "full no-such-user 5.1.1 x;y",
     "full, ,full a,b full,, \xc3\xa4 a\tb a\x7f"},
    {CHANGE, "action gone renamed retired new corrected", "Gone changed"},
    {CHANGED, "100 550 999 X.1.1 X.999.1 X.7.606-649 mailbox-full a1",
     "055 5xx 5.1.1 5.7.606-649 X X.1 X.7.649-606 X11 Mailbox-full a--b"},
};

enum { ROWS = sizeof rows / sizeof rows[0] };

static void judge_words(enum attr_value value, const char *words, bool good)
{
    char word[64];

    while (*words) {
        size_t n = strcspn(words, " ");

        assert_true(n < sizeof word);
        memcpy(word, words, n);
        word[n] = '\0';
        if (attr_value_ok(value, word) != good)
            fail_msg("\"%s\" is %s (expected: %s)", word,
                     good ? "refused" : "taken", attr_value_expected(value));
        words += n + (words[n] == ' ');
    }
}

static void takes_what_is_good(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        judge_words(rows[i].value, rows[i].good, true);
}

static void refuses_what_is_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        judge_words(rows[i].value, rows[i].bad, false);
}

/* Nothing but free text may be empty, have blanks at its ends, or consist of
 * a good value and more. */
static void refuses_blanks_around(void **state)
{
    char word[64];

    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        int n = (int)strcspn(rows[i].good, " ");

        assert_false(attr_value_ok(rows[i].value, ""));
        assert_false(attr_value_ok(rows[i].value, " "));
        snprintf(word, sizeof word, " %.*s", n, rows[i].good);
        assert_false(attr_value_ok(rows[i].value, word));
        snprintf(word, sizeof word, "%.*s ", n, rows[i].good);
        assert_false(attr_value_ok(rows[i].value, word));
        snprintf(word, sizeof word, "%.*s\n", n, rows[i].good);
        assert_false(attr_value_ok(rows[i].value, word));
    }
    assert_true(attr_value_ok(SAY, "mailbox full, over  quota"));
    assert_false(attr_value_ok(SAY, "full , over quota"));
    assert_false(attr_value_ok(SAY, "full,  over quota"));
    assert_true(attr_value_ok(ANY_TEXT, " x "));
    assert_false(attr_value_ok(ANY_TEXT, ""));
    assert_false(attr_value_ok(ANY_TEXT, " \t\r\n"));
}

static void covers_every_kind(void **state)
{
    (void)state;
    for (int v = ANY_TEXT; v <= CHANGED; v++) {
        bool met = v == ANY_TEXT;

        for (size_t i = 0; i < ROWS; i++)
            met = met || rows[i].value == (enum attr_value)v;
        assert_true(met);
        assert_true(strlen(attr_value_expected((enum attr_value)v)) > 5);
    }
}

/* What nearly is right is told how to be. */
#define CLASS_OF_USE "a class of 2, 4 or 5, or X for each of them, as in 5.7.1"
#define SUBJECT_OF_USE "a subject from 0 to 7, as in 5.7.1"
#define DETAIL "a detail from 0 to 999 without leading zeros, as in 5.7.1"
#define WIRE \
    "a reply code from 200 to 559 with 0 to 5 in the middle, such as 550"
#define REPLY "a reply code from 100 to 999, three digits, such as 550"
#define STATUS                                                        \
    "X.subject.detail, each 0 to 999 without leading zeros, such as " \
    "X.1.1"
static void says_what_to_write_instead(void **state)
{
    static const struct {
        enum attr_value value;
        const char *text, *instead; /* NULL: what is expected at all */
    } list[] = {
        {USE_CODE, "5.7.606-5.7.649",
         "only the last number behind the -, as in 5.7.606-649"},
        {USE_CODE, "5.7.606-7.649",
         "only the last number behind the -, as in 5.7.606-649"},
        {USE_CODE, "5.7.649-606",
         "a range that ends behind its start, as in 5.7.606-649"},
        {USE_CODE, "5.7.1-1",
         "a range that ends behind its start, as in 5.7.606-649"},
        {USE_CODE, "5.7.1-", NULL},
        {USE_CODE, "5.7.9-1000", DETAIL},
        {USE_CODE, "5.7.9-010", DETAIL},
        {USE_CODE, "5.7.01", DETAIL},
        {USE_CODE, "5.7.1000", DETAIL},
        {USE_CODE, "5.7.1000-1001", DETAIL},
        {USE_CODE, "5.7.x", NULL},
        {USE_CODE, "5.7.1x", NULL},
        {USE_CODE, "", NULL},
        {USE_CODE, "5.8.1", SUBJECT_OF_USE},
        {USE_CODE, "5.8.1-9", SUBJECT_OF_USE},
        {USE_CODE, "5.10.1", SUBJECT_OF_USE},
        {USE_CODE, "5.07.1", SUBJECT_OF_USE},
        {USE_CODE, "6.7.430", CLASS_OF_USE},
        {USE_CODE, "3.1.1", CLASS_OF_USE},
        {USE_CODE, "55.7.1", CLASS_OF_USE},
        {USE_CODE, "x.7.1", CLASS_OF_USE},
        {USE_CODE, "5.7,430",
         "dots between class, subject and detail, as in "
         "5.7.1"},
        {USE_CODE, "5,7,430",
         "dots between class, subject and detail, as in "
         "5.7.1"},
        {USE_CODE, "421,450", NULL},
        {USE_CODE, "650", WIRE},
        {USE_CODE, "199", WIRE},
        {USE_CODE, "560", WIRE},
        {USE_CODE, "5500", WIRE},
        {PAIR_REPLY, "650", WIRE},
        {SCOPE_REPLY, "571", WIRE},
        {SCOPE_REPLY, "57x", NULL},
        {STATUS_CODE, "5.7,430",
         "dots between X, subject and detail, as in "
         "X.1.1"},
        {STATUS_CODE, "6.7.430", "X for the class, as in X.1.1"},
        {STATUS_CODE, "5.7.1000", NULL},
        {ANY_CODE, "X.7.1000", STATUS},
        {ANY_CODE, "1000", REPLY},
        {ANY_CODE, "any", NULL},
        {ANY_CODE, "", NULL},
        {USE_CODE, "5.7.1-x", NULL},
        {USE_CODE, "5.7.1-9x", NULL},
        {USE_CODE, "5.7.1-.9", NULL},
        {USE_CODE, "5.7", NULL},
        {STATUS_CODE, "5.1.1", "X for the class, as in X.1.1"},
        {ANY_CODE, "4.1.1", "X for the class, as in X.1.1"},
        {ANY_CODE, "5.1.1-9", STATUS},
        {ANY_CODE, "6.1.1", "X for the class, as in X.1.1"},
        {STATUS_CODE, "550", NULL},
        {STATUS_CODE, "X.1", NULL},
        {PAIR_REPLY, "5.1.1", NULL},
        {ADDRESS, "example.org/a", "https:// in front of it"},
        {ADDRESS, "ftp://example.org", NULL},
        {ADDRESS, "here", NULL},
        {SECTION, "example.org", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++) {
        const char *said = attr_value_instead(list[i].value, list[i].text);
        const char *want = list[i].instead ? list[i].instead
                                           : attr_value_expected(list[i].value);

        if (strcmp(said, want) != 0)
            fail_msg("%s: %s", list[i].text, said);
    }
}

/* As long as may be, and one longer. */
static void words_to_say_have_an_end(void **state)
{
    char text[122] = "";

    (void)state;
    memset(text, 'a', 120);
    assert_true(attr_value_ok(SAY, text));
    text[120] = 'a';
    assert_false(attr_value_ok(SAY, text));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_what_is_good),
        cmocka_unit_test(refuses_what_is_not),
        cmocka_unit_test(refuses_blanks_around),
        cmocka_unit_test(covers_every_kind),
        cmocka_unit_test(says_what_to_write_instead),
        cmocka_unit_test(words_to_say_have_an_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
