/* SPDX-License-Identifier: 0BSD
 *
 * The reader of whole bounces, on the mails of tests/bounces/ and piece by
 * piece. Runs from the repository root.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_bounce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"
#include "rows.h"

#define DIR "tests/bounces/"

enum { RECIPIENTS = 16 };

/* How much may be wrong: what was measured, to be tightened as the readers
 * learn. A lower number lists all. */
enum { MISSED = 0, CAUSES_WRONG = 7 };

static struct rows expected;
static struct smtpc_mail bounce;
static struct smtpc_bounce_recipient to[RECIPIENTS];

/* Read a mail that ends where memory ends, into what was used before. */
static size_t read_mail(const char *mail, size_t len)
{
    memset(to, 'x', sizeof to);
    memset(&bounce, 'x', sizeof bounce);
    return smtpc_bounce(guarded(mail, len), len, NULL, &bounce, to, RECIPIENTS);
}

static size_t read_text(const char *mail)
{
    return read_mail(mail, strlen(mail));
}

static char *read_named(const char *name, size_t *len)
{
    char path[256];
    FILE *f;
    char *text;
    long size;

    snprintf(path, sizeof path, DIR "%s", name);
    f = fopen(path, "rb");
    assert_non_null(f);
    assert_int_equal(fseek(f, 0, SEEK_END), 0);
    size = ftell(f);
    assert_true(size > 0);
    rewind(f);
    text = malloc((size_t)size);
    assert_non_null(text);
    *len = fread(text, 1, (size_t)size, f);
    assert_int_equal(*len, size);
    fclose(f);
    return text;
}

static int set_up(void **state)
{
    (void)state;
    rows_read(&expected, DIR "expected.tsv", "file\tkind\trecipient\treasons",
              4);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    rows_free(&expected);
    return 0;
}

/* --- the mails ----------------------------------------------------------- */

static const struct smtpc_bounce_recipient *find(const char *address,
                                                 size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(to[i].address, address) == 0)
            return &to[i];
    return NULL;
}

static int is_about_the_dead(const char *reasons)
{
    return rows_list_has(reasons, "user-unknown") ||
           rows_list_has(reasons, "mailbox-disabled") ||
           rows_list_has(reasons, "domain-not-found");
}

struct score {
    unsigned missed, wrong, checked;
};

static void check_row(const struct rows_row *row, size_t count,
                      struct score *score)
{
    const char *address = strcmp(row->field[2], "-") ? row->field[2] : "";
    const struct smtpc_bounce_recipient *one = find(address, count);
    const char *reason;

    score->checked++;
    if (!one) {
        score->missed++;
        print_message("%s: %s is missing\n", row->field[0], row->field[2]);
        return;
    }
    reason = smtpc_reason_name(one->verdict.reason);
    if (!rows_list_has(row->field[3], reason)) {
        score->wrong++;
        print_message("%s: %s: %s, not %s: %.80s\n", row->field[0], address,
                      reason, row->field[3], one->words);
    }
    if (one->verdict.action == SMTPC_ACTION_SUPPRESS &&
        !is_about_the_dead(row->field[3]))
        fail_msg("%s: %s lives", row->field[0], address);
}

static void says_who_failed_and_why(void **state)
{
    struct score score = {0, 0, 0};

    (void)state;
    for (size_t i = 0, end; i < expected.count; i = end) {
        const char *name = expected.row[i].field[0];
        size_t len, count, wanted = 0;
        char *mail = read_named(name, &len);

        count = read_mail(mail, len);
        free(mail);
        if (strcmp(smtpc_mail_kind_name(bounce.kind),
                   expected.row[i].field[1]) != 0)
            fail_msg("%s: %s, not %s", name, smtpc_mail_kind_name(bounce.kind),
                     expected.row[i].field[1]);
        for (end = i; end < expected.count &&
                      strcmp(expected.row[end].field[0], name) == 0;
             end++) {
            if (strcmp(expected.row[end].field[3], "-") == 0)
                continue;
            wanted++;
            check_row(&expected.row[end], count, &score);
        }
        if (count > wanted)
            fail_msg("%s: %zu recipients, not %zu", name, count, wanted);
    }
    assert_true(score.checked > 60);
    assert_true(score.missed <= MISSED);
    assert_true(score.wrong <= CAUSES_WRONG);
}

/* Wherever a mail ends, what comes out is whole. */
static void reads_what_was_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < expected.count; i++) {
        size_t len;
        char *mail = read_named(expected.row[i].field[0], &len);

        for (size_t cut = 0; cut < len; cut += 61) {
            size_t count = read_mail(mail, cut);
            int fails = bounce.kind == SMTPC_MAIL_FAILURE ||
                        bounce.kind == SMTPC_MAIL_DELAY;

            assert_true(count <= RECIPIENTS);
            assert_int_equal(count > 0, fails);
            smtpc_bounce(guarded_front(mail + cut, len - cut), len - cut, NULL,
                         &bounce, to, RECIPIENTS);
        }
        free(mail);
    }
}

/* --- reports ------------------------------------------------------------- */

#define REPORT                                       \
    "From: MAILER-DAEMON@mx.example.org\n"           \
    "To: ann@example.com\n"                          \
    "Subject: Undelivered\n"                         \
    "Content-Type: multipart/report; boundary=b\n\n" \
    "--b\nContent-Type: message/delivery-status\n\n" \
    "Reporting-MTA: dns; mx.example.org\n\n"

static void reads_the_fields_of_a_report(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(REPORT "Original-Recipient: rfc822;kim+2Bnews@example.net\n"
                         "Final-Recipient: RFC822; <kim@example.org>\n"
                         "Action: failed\nStatus: 5.2.2\n"
                         "Remote-MTA: dns; in.example.org\n"
                         "Diagnostic-Code: smtp; 552 this one\n"
                         "  has no\n\troom left\n"
                         "--b\nContent-Type: text/rfc822-headers\n\n"
                         "Message-ID: <1@example.com>\n--b--\n"),
        1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_string_equal(to[0].original, "kim+news@example.net");
    assert_string_equal(to[0].host, "in.example.org");
    assert_string_equal(to[0].words, "552 this one has no room left");
    assert_string_equal(bounce.message_id, "<1@example.com>");
    assert_string_equal(bounce.sender, "ann@example.com");
    assert_int_equal(to[0].verdict.code, 552);
    assert_int_equal(to[0].verdict.status, SMTPC_STATUS(5, 2, 2));
    assert_int_equal(to[0].outcome, SMTPC_OUTCOME_FAILED);
    assert_int_equal(bounce.kind, SMTPC_MAIL_FAILURE);
}

/* A field has all the letters of its name. */
static void reads_no_other_fields(void **state)
{
    (void)state;
    read_text(REPORT "Final-Recipient: rfc822; kim@example.org\n"
                     "Action: failed\nStatus: 5.1.1\n"
                     "Aemote-MTA: dns; in.example.org\n"
                     "Remote-MTB: dns; in.example.org\n"
                     "Ziagnostic-Code: smtp; 552 5.2.2 Mailbox full\n--b--\n");
    assert_string_equal(to[0].host, "");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_USER_UNKNOWN);
}

/* The reply of a report whose server wrote no type in front of it. */
static void reads_a_reply_without_a_type(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(REPORT "Final-Recipient: rfc822; kim@example.org\n"
                         "Action: failed\nDiagnostic-Code: 552 Mailbox full; "
                         "try later\n--b--\n"),
        1);
    assert_string_equal(to[0].words, "552 Mailbox full; try later");
}

/* A delay ends no address, whatever the words are. */
static void keeps_who_is_only_delayed(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(REPORT "Final-Recipient: rfc822; kim@example.org\n"
                         "Action: delayed\nDiagnostic-Code: smtp; 550 5.1.1 "
                         "User unknown\n--b--\n"),
        1);
    assert_int_equal(to[0].outcome, SMTPC_OUTCOME_DELAYED);
    assert_int_equal(to[0].verdict.action, SMTPC_ACTION_RETRY);
}

/* Words without a code tell the cause, and the field how it ended. */
static void words_count_as_the_field_says(void **state)
{
    (void)state;
    read_text(REPORT "Final-Recipient: rfc822; kim@example.org\n"
                     "Action: delayed\nDiagnostic-Code: x-local; "
                     "Mailbox is full\n--b--\n");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_MAILBOX_FULL);
    assert_int_equal(to[0].verdict.action, SMTPC_ACTION_RETRY);
    assert_int_equal(to[0].verdict.status, 0);
    assert_int_equal(to[0].verdict.flags, 0);
    read_text(REPORT "Final-Recipient: rfc822; kim@example.org\n"
                     "Action: failed\nDiagnostic-Code: x-local; "
                     "User unknown\n--b--\n");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_USER_UNKNOWN);
    assert_int_equal(to[0].verdict.action, SMTPC_ACTION_SUPPRESS);
    assert_int_equal(to[0].verdict.status, 0);
    assert_int_equal(to[0].verdict.flags, 0);
}

static int outcome_of(const char *fields)
{
    char mail[1024];
    size_t count;

    snprintf(mail, sizeof mail,
             REPORT "Final-Recipient: rfc822; kim@example.org\n%s\n--b--\n",
             fields);
    count = read_text(mail);
    return count ? to[0].outcome : SMTPC_OUTCOME_DELIVERED;
}

static void tells_how_it_ended(void **state)
{
    static const struct {
        const char *fields;
        int outcome;
    } cases[] = {{"Action: failed", SMTPC_OUTCOME_FAILED},
                 {"Action: Failure", SMTPC_OUTCOME_FAILED},
                 {"Action: expired", SMTPC_OUTCOME_FAILED},
                 {"Action: failed (bad destination)", SMTPC_OUTCOME_FAILED},
                 {"ACTION: DELAYED\nStatus: 4.4.1", SMTPC_OUTCOME_DELAYED},
                 {"Action: delivered", SMTPC_OUTCOME_DELIVERED},
                 {"Action: deliverable", SMTPC_OUTCOME_DELIVERED},
                 {"Action: relayed", SMTPC_OUTCOME_DELIVERED},
                 {"Action: expanded", SMTPC_OUTCOME_DELIVERED},
                 {"Status: 5.1.1", SMTPC_OUTCOME_FAILED},
                 {"\nAction: delivered", SMTPC_OUTCOME_DELIVERED},
                 {"Status: 4.4.1", SMTPC_OUTCOME_DELAYED},
                 {"Status: 2.0.0", SMTPC_OUTCOME_DELIVERED},
                 {"X-Other: 1", SMTPC_OUTCOME_FAILED}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (outcome_of(cases[i].fields) != cases[i].outcome)
            fail_msg("%s", cases[i].fields);
    outcome_of("Action: delivered");
    assert_int_equal(bounce.kind, SMTPC_MAIL_SUCCESS);
    outcome_of("Action: delayed");
    assert_int_equal(bounce.kind, SMTPC_MAIL_DELAY);
}

/* Groups of fields end at an empty line, but for one within a group, or where
 * the next recipient is named. */
static void parts_the_recipients_of_a_report(void **state)
{
    static const char *const between[] = {
        "Status: 5.1.1\n\n", "Status: 5.1.1\n", "\nStatus: 5.1.1\n\n",
        "\nStatus: 5.1.1\n", "Status: 5.1.1\n\n\n\n"};
    char mail[1024];

    (void)state;
    for (size_t i = 0; i < sizeof between / sizeof between[0]; i++) {
        snprintf(mail, sizeof mail,
                 REPORT "Final-Recipient: rfc822; kim@example.org\n%s"
                        "Original-Recipient: rfc822; pat@example.net\n"
                        "Final-Recipient: rfc822; lee@example.org\n"
                        "Status: 5.2.2\n--b--\n",
                 between[i]);
        assert_int_equal(read_text(mail), 2);
        assert_string_equal(to[0].address, "kim@example.org");
        assert_int_equal(to[0].verdict.status, SMTPC_STATUS(5, 1, 1));
        assert_string_equal(to[1].address, "lee@example.org");
        assert_int_equal(to[1].verdict.status, SMTPC_STATUS(5, 2, 2));
    }
}

/* A report's own status counts more than another's reply in the text; where it
 * has but a sentence, the reply counts. */
static void believes_a_report_before_its_text(void **state)
{
    static const char mail[] =
        "From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered\n"
        "Content-Type: multipart/report; boundary=b\n\n"
        "--b\n\n552 5.2.2 Mailbox full\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Final-Recipient: rfc822; kim@example.org\nAction: failed\n%s\n"
        "--b--\n";
    static const struct {
        const char *fields;
        int reason;
    } cases[] = {
        {"Status: 5.1.1", SMTPC_REASON_USER_UNKNOWN},
        {"Diagnostic-Code: smtp; 550 5.1.1 User unknown",
         SMTPC_REASON_USER_UNKNOWN},
        {"Diagnostic-Code: x; User unknown", SMTPC_REASON_MAILBOX_FULL},
        {"Status: 5.0.0", SMTPC_REASON_MAILBOX_FULL}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[1024];

        snprintf(text, sizeof text, mail, cases[i].fields);
        assert_int_equal(read_text(text), 1);
        assert_int_equal(to[0].verdict.reason, cases[i].reason);
    }
}

/* Who got a mail got it, though it was about one that failed. */
static void believes_a_success(void **state)
{
    static const char mail[] =
        REPORT "Final-Recipient: rfc822; kim@example.org\nAction: %s\n"
               "Status: %s\n\n"
               "--b\nContent-Type: message/rfc822\n\n"
               "From: MAILER-DAEMON@mx.example.net\nTo: kim@example.org\n"
               "Subject: Undelivered\n"
               "Content-Type: multipart/report; boundary=c\n\n"
               "--c\nContent-Type: message/delivery-status\n\n"
               "Reporting-MTA: dns; mx.example.net\n\n"
               "Final-Recipient: rfc822; lee@example.net\nAction: failed\n"
               "Status: 5.1.1\n\n--c--\n\n--b--\n";
    char text[1024];

    (void)state;
    snprintf(text, sizeof text, mail, "delivered", "2.0.0");
    assert_int_equal(read_text(text), 0);
    assert_int_equal(bounce.kind, SMTPC_MAIL_SUCCESS);
    snprintf(text, sizeof text, mail, "failed", "5.2.2");
    assert_int_equal(read_text(text), 1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_int_equal(bounce.kind, SMTPC_MAIL_FAILURE);
}

static void says_when_there_is_no_room(void **state)
{
    static const char mail[] = REPORT
        "Final-Recipient: rfc822; kim@example.org\nAction: failed\n\n"
        "Final-Recipient: rfc822; lee@example.org\nAction: failed\n\n--b--\n";

    (void)state;
    assert_int_equal(smtpc_bounce(mail, strlen(mail), NULL, &bounce, to, 1), 1);
    assert_true(bounce.is_cut);
    assert_int_equal(smtpc_bounce(mail, strlen(mail), NULL, &bounce, to, 2), 2);
    assert_false(bounce.is_cut);
}

/* --- decoding ------------------------------------------------------------ */

/* What a mail with such a Content-Type, encoding and body tells people. */
static const char *notice_of(const char *type, const char *encoding,
                             const char *body)
{
    static char mail[4096];

    snprintf(mail, sizeof mail,
             "From: MAILER-DAEMON@mx.example.org\nSubject: Undeliverable\n"
             "Content-Type: %s\nContent-Transfer-Encoding: %s\n\n%s",
             type, encoding, body);
    read_text(mail);
    return bounce.notice;
}

static void decodes_what_is_encoded(void **state)
{
    static const struct {
        const char *type, *encoding, *body, *text;
    } cases[] = {
        {"text/plain", "quoted-printable", "a=\nb=3Dc=20=\n\nd", "ab=c \nd"},
        {"text/plain", "quoted-printable", "a= \nb =4 =g", "ab =4 =g"},
        {"text/plain; charset=iso-8859-1", "quoted-printable", "=FCber",
         "\303\274ber"},
        {"text/plain; charset=windows-1252", "8bit", "\200 \223x\224",
         "\342\202\254 \342\200\234x\342\200\235"},
        {"text/plain; charset=ISO-8859-15", "8bit", "\244\344",
         "\342\202\254\303\244"},
        {"text/plain; charset=\"koi8-r\"", "8bit", "\316\305\324",
         "\320\275\320\265\321\202"},
        {"text/plain; charset=iso-8859-2", "8bit", "\263", "\305\202"},
        {"text/plain; charset=utf-8", "base64", "w7xi\nZXI=", "\303\274ber"},
        {"text/plain; charset=iso-2022-jp", "7bit",
         "\033$B%a!<%k\033(B 550 5.1.1", " 550 5.1.1"},
        {"text/plain; charset=shift_jis", "8bit", "\203\201\203a 550", " 550"},
        {"text/plain; charset=gb2312", "8bit", "\323\312\274\376 550", " 550"},
        {"text/html", "7bit",
         "<style>p{x}</style><p>550 &lt;kim@example.org&gt; &amp;&#65;&#x42;"
         "<!-- a > b --> done<br>next&bogus; &eacute;",
         "\n\n550 <kim@example.org> &AB done\nnext&bogus; \303\251"},
        {"text/plain; charset=windows-1254", "8bit", "\375kim", "\303\275kim"},
        {"text/plain; charset='iso-8859-1'", "8bit", "k\374m", "k\303\274m"},
        {"text/html", "7bit", "&ltkim@example.org&gt: a&ampb R&D &auml",
         "<kim@example.org>: a&ampb R&D \303\244"},
        {"text/html", "7bit", "<pre>550-a\n550 b</pre>c\nd",
         "\n550-a\n550 b\nc d"},
        {"text/html", "7bit", "<head><title>x</title><body>a", "a"},
        {"text/plain; name=\"a; charset=koi8-r\"; Charset = \"ISO-8859-1\"",
         "8bit", "\374", "\303\274"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(
            notice_of(cases[i].type, cases[i].encoding, cases[i].body),
            cases[i].text);
}

static const char *unfolded(const char *value)
{
    static char text[64];

    smtpc_unfold_(smtpc_cut_(value, 0, strlen(value)), text, sizeof text);
    return text;
}

static void decodes_encoded_words(void **state)
{
    (void)state;
    assert_string_equal(unfolded(" a\r\n\tb  c "), "a b c");
    assert_string_equal(unfolded("=?utf-8?Q?=C3=BC_b?= c"), "\303\274 b c");
    assert_string_equal(unfolded("=?iso-8859-1?q?=FC?=\n =?utf-8?b?YQ==?="),
                        "\303\274a");
    assert_string_equal(unfolded("=?utf-8*de?Q?a?= =?utf-8?Q?b"),
                        "a =?utf-8?Q?b");
    assert_string_equal(unfolded("=?x"), "=?x");
    assert_string_equal(unfolded(""), "");
}

static void decodes_addresses(void **state)
{
    char text[SMTPC_ADDRESS_SIZE];
    static const struct {
        const char *value;
        int is_xtext;
        const char *address;
    } cases[] = {
        {"rfc822; kim@example.org", 0, "kim@example.org"},
        {"rfc822;kim+2B1@example.org", 1, "kim+1@example.org"},
        {"rfc822;kim+2B1@example.org", 0, "kim+2B1@example.org"},
        {"utf-8;k\\x{fc}m@example.org", 0, "k\303\274m@example.org"},
        {"RFC822;<kim@example.org> (Kim)", 0, "kim@example.org"},
        {"rfc822;\"kim lee\"@example.org", 0, "\"kim lee\"@example.org"},
        {"kim@example.org", 0, "kim@example.org"},
        {"rfc822; kim", 0, "kim"},
        {"rfc822; o'brien@example.org", 0, "o'brien@example.org"},
        {"rfc822; 'kim@example.org'", 0, "kim@example.org"},
        {"rfc822; <\"kim lee\"@example.org>", 0, "\"kim lee\"@example.org"},
        {"rfc822; <kim@[192.0.2.1]>", 0, "kim@[192.0.2.1]"},
        {"rfc822; (lee@example.net) kim@example.org", 0, "kim@example.org"},
        {"rfc822; kim+2024@example.org", 1, "kim+2024@example.org"},
        {"rfc822; kim+beef@example.org", 1, "kim+beef@example.org"},
        {"rfc822; \"kim+20lee\"@example.org", 1, "\"kim lee\"@example.org"},
        {"rfc822; \"kim+0Alee\"@example.org", 1, "\"kim+0Alee\"@example.org"},
        {"rfc822; \"kim+1Flee\"@example.org", 1, "\"kim+1Flee\"@example.org"},
        {"utf-8; k\\x{fcm@example.org", 0, "x{fcm@example.org"}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *value = cases[i].value;

        smtpc_take_address_(smtpc_cut_(value, 0, strlen(value)),
                            cases[i].is_xtext, text, sizeof text);
        assert_string_equal(text, cases[i].address);
    }
}

/* --- notices ------------------------------------------------------------- */

#define NOTICE                                                    \
    "From: Mail Delivery System <MAILER-DAEMON@mx.example.org>\n" \
    "To: ann@example.com\nSubject: failure notice\n\n"

static void shares_a_reason_among_a_list(void **state)
{
    (void)state;
    assert_int_equal(read_text(NOTICE "Not delivered to:\n\n"
                                      "<kim@example.org>\n\n<lee@example.org>\n"
                                      "\n550 5.1.1 User unknown\n\n"
                                      "<pat@example.org>\n\n"
                                      "552 5.2.2 Mailbox full\n"),
                     3);
    assert_string_equal(smtpc_reason_name(to[0].verdict.reason),
                        "user-unknown");
    assert_string_equal(smtpc_reason_name(to[1].verdict.reason),
                        "user-unknown");
    assert_string_equal(smtpc_reason_name(to[2].verdict.reason),
                        "mailbox-full");
}

/* The fields of a report that somebody put into the text. */
static void reads_a_report_in_a_notice(void **state)
{
    (void)state;
    assert_int_equal(read_text(NOTICE
                               "Final-Recipient: rfc822; kim@example.org\n"
                               "Action: delayed\nStatus: 4.4.1\n"),
                     1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_int_equal(to[0].outcome, SMTPC_OUTCOME_DELAYED);
    assert_int_equal(bounce.kind, SMTPC_MAIL_DELAY);
}

/* Of two recipients in one paragraph each has its own reply. */
static void tells_two_in_a_paragraph_apart(void **state)
{
    static const char *const reasons[] = {"mailbox-full", "user-unknown"};
    static const char *const replies[] = {"552 5.2.2 Mailbox full",
                                          "550 5.1.1 User unknown"};
    char mail[512];

    (void)state;
    for (int i = 0; i < 2; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "Recipient: kim@example.org\nReason: %s\n"
                        "Recipient: lee@example.org\nReason: %s\n",
                 replies[i], replies[!i]);
        assert_int_equal(read_text(mail), 2);
        assert_string_equal(smtpc_reason_name(to[0].verdict.reason),
                            reasons[i]);
        assert_string_equal(smtpc_reason_name(to[1].verdict.reason),
                            reasons[!i]);
    }
}

static void stops_before_the_original(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(NOTICE "<kim@example.org>:\n552 5.2.2 Mailbox full\n\n"
                         "--- Below this line is a copy of the message.\n\n"
                         "From: ann@example.com\nTo: kim@example.org\n"
                         "Subject: 550 5.1.1 user unknown\n"
                         "Message-ID: <2@example.com>\n\n"
                         "lee@example.org: 550 5.1.1 User unknown\n"),
        1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_string_equal(smtpc_reason_name(to[0].verdict.reason),
                        "mailbox-full");
    assert_string_equal(bounce.message_id, "<2@example.com>");
    assert_null(strstr(bounce.notice, "lee@"));
}

static int is_header(const char *text)
{
    size_t len = strlen(text);

    return smtpc_is_header_at_(smtpc_cut_(guarded(text, len), 0, len), 0);
}

/* Some fields are none of a message's header: those of a report, and what a
 * notice tells of one. */
static void knows_the_header_of_a_message(void **state)
{
    static const char *const traces[] = {"Received", "Return-Path",
                                         "MESSAGE-ID", "MIME-Version",
                                         "DKIM-Signature"};
    char text[256];

    (void)state;
    for (size_t i = 0; i < sizeof traces / sizeof traces[0]; i++) {
        snprintf(text, sizeof text, "%s: a\nX-B: b\n c\nX-C: c\nX-D: d\n",
                 traces[i]);
        assert_true(is_header(text));
        snprintf(text, sizeof text, "X-A: b\nX-B: c\nX-C: d\n%s: a", traces[i]);
        assert_true(is_header(text));
        snprintf(text, sizeof text, "X-A: b\nX-B: c\n%s: a", traces[i]);
        assert_false(is_header(text));
        snprintf(text, sizeof text, "X-A: b\nX-B: c\nand\nX-C: d\n%s: a",
                 traces[i]);
        assert_false(is_header(text));
    }
    assert_true(is_header("From: a\nTo: b\nSubject: c\n"));
    assert_true(is_header("Subject: c\nX-A: b\nfrom: a\nTO: b"));
    assert_false(is_header("From: a\nTo: b\n"));
    assert_false(is_header("From: a\nTo: b\nX-A: c\nX-B: d\n"));
    assert_false(is_header("From: a\nTo: b\n\nSubject: c\n"));
    assert_false(is_header("X-A: a\nX-B: b\nX-C: c\nX-D: d\nX-E: e\n"));
    assert_false(is_header(""));
    /* The first twelve fields are looked at. */
    assert_true(is_header("a: a\nb: b\nc: c\nd: d\ne: e\nf: f\ng: g\nh: h\n"
                          "i: i\nFrom: a\nTo: b\nSubject: c\n"));
    assert_false(is_header("a: a\nb: b\nc: c\nd: d\ne: e\nf: f\ng: g\nh: h\n"
                           "i: i\nj: j\nFrom: a\nTo: b\nSubject: c\n"));
}

/* A header begins with its first field or not at all. */
static void begins_no_header_in_the_midst_of_fields(void **state)
{
    static const char text[] =
        "a: a\nb: b\nc: c\nd: d\ne: e\nf: f\ng: g\nh: h\ni: i\nj: j\n"
        "From: a\nTo: b\nSubject: c\n";
    struct smtpc_piece_ p = smtpc_cut_(text, 0, sizeof text - 1);
    size_t header;

    (void)state;
    assert_int_equal(smtpc_original_at_(p, &header), p.len);
    assert_int_equal(header, p.len);
}

/* A mark alone quotes an empty line; transcripts have more than one. */
static void knows_a_quoted_line(void **state)
{
    static const char *const quotes[] = {"> ", "> Hello", "> > Hello", ">  "};
    static const char *const others[] = {
        "", ">", ">>", ">> Hello", ">Hello", " > Hello", "Hello", ">>> RCPT"};

    (void)state;
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
        assert_true(
            smtpc_is_quote_(smtpc_cut_(quotes[i], 0, strlen(quotes[i]))));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(
            smtpc_is_quote_(smtpc_cut_(others[i], 0, strlen(others[i]))));
    assert_false(smtpc_is_quote_(smtpc_cut_("> ", 0, 1)));
}

static void knows_an_item_of_a_list(void **state)
{
    static const char *const items[] = {"* a", "- a", "  * Check it", "*  a"};
    static const char *const others[] = {"",   "*",    "* ",  "*a",  "**a",
                                         "--", "-- a", "a b", "+ a", "-ab c"};

    (void)state;
    for (size_t i = 0; i < sizeof items / sizeof items[0]; i++)
        assert_true(smtpc_is_item_(smtpc_cut_(items[i], 0, strlen(items[i]))));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(
            smtpc_is_item_(smtpc_cut_(others[i], 0, strlen(others[i]))));
}

/* Neither a quote of the original nor talk of codes is about a recipient. */
static void believes_no_talk_in_a_bounce(void **state)
{
    static const char *const talk[] = {
        "> Hi Kim,\n> lee@example.net: 550 5.1.1 User unknown\n",
        "On Monday, Ann <ann@example.com> wrote:\n"
        "lee@example.net has 550 5.1.1 User unknown\n",
        "Common codes: 550 5.1.1 means that the user is unknown. "
        "See help@example.net.\n",
        "Possible reasons: the user is unknown (550 5.1.1).\n",
        "Some of the usual causes:\n550 5.1.1 User unknown\n"};
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof talk / sizeof talk[0]; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "kim@example.org: 552 this failed\n\n%s", talk[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
        assert_int_not_equal(to[0].verdict.action, SMTPC_ACTION_SUPPRESS);
    }
}

/* Where it is not sure whose a reply is, or whether there is one, nobody is
 * given up. */
static void gives_up_nobody_in_doubt(void **state)
{
    static const char *const notices[] = {
        "550 5.1.1 User unknown\n\n<kim@example.org>\n\n"
        "552 5.2.2 Mailbox full\n\n<lee@example.org>\n",
        "552 5.2.2 Mailbox full\n\n<kim@example.org>\n\n"
        "550 5.1.1 User unknown\n\n<lee@example.org>\n",
        "552 5.2.2 Mailbox full\n\n<kim@example.org>\n\n"
        "(#5.1.1)\n\n<lee@example.org>\n",
        "(#5.1.1)\n\n<kim@example.org>\n\n"
        "552 5.2.2 Mailbox full\n\n<lee@example.org>\n",
        "kim@example.org: 452 4.2.2 Mailbox full\n\n"
        "Help: lee@example.org. User unknown errors are permanent.\n",
        "kim@example.org: 550 Your mailbox may be full\n\n"
        "lee@example.org: User unknown\n"};
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof notices / sizeof notices[0]; i++) {
        snprintf(mail, sizeof mail, NOTICE "%s", notices[i]);
        assert_int_equal(read_text(mail), 2);
        for (int k = 0; k < 2; k++)
            assert_int_not_equal(to[k].verdict.action, SMTPC_ACTION_SUPPRESS);
    }
}

/* In a transcript the reply stands right before the line that says whose it
 * is, and what comes behind that is about the session. */
static void gives_a_reply_to_whom_the_next_line_names(void **state)
{
    (void)state;
    assert_int_equal(read_text(NOTICE
                               "   ----- Transcript of session follows -----\n"
                               "While talking to mx.example.net:\n"
                               ">>> MAIL From:<ann@example.com>\n"
                               "<<< 550 We do not relay\n"
                               "554 <kim@example.net>... Remote error\n"
                               "421 example.org (smtp)... Deferred: Connection "
                               "timed out during user open with example.org\n"),
                     1);
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_RELAY_DENIED);
    assert_int_equal(read_text(NOTICE
                               "   ----- Transcript of session follows -----\n"
                               "... while talking to mx.example.net.:\n"
                               ">>> DATA\n"
                               "<<< 550 5.1.1 Nobody of this name\n"
                               "550 5.1.1 <kim@example.net>... User unknown\n"
                               "<<< 452 4.2.2 Mailbox full\n"
                               "<lee@example.net>... Deferred\n"
                               "<<< 503 5.0.0 Need RCPT (recipient)\n"),
                     2);
    assert_string_equal(to[0].address, "kim@example.net");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_USER_UNKNOWN);
    assert_int_equal(to[0].verdict.action, SMTPC_ACTION_SUPPRESS);
    assert_string_equal(to[1].address, "lee@example.net");
    assert_int_equal(to[1].verdict.reason, SMTPC_REASON_MAILBOX_FULL);
}

/* Sendmail reports the first line of a reply, and shows all of it. */
static void completes_a_reply_of_which_a_line_is_reported(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("From: MAILER-DAEMON@mx.example.org\n"
                  "To: ann@example.com\nSubject: Returned mail\n"
                  "Content-Type: multipart/report; boundary=b\n\n"
                  "--b\n\n... while talking to mx.example.net.:\n"
                  "<<< 552-5.3.4 Sorry, this one is refused, since\n"
                  "<<< 552 5.3.4 the message exceeds the maximum size\n"
                  "554 5.0.0 Service unavailable\n"
                  "--b\nContent-Type: message/delivery-status\n\n"
                  "Reporting-MTA: dns; mx.example.org\n\n"
                  "Final-Recipient: rfc822; kim@example.net\n"
                  "Action: failed\nStatus: 5.3.4\n"
                  "Diagnostic-Code: SMTP; 552-5.3.4 Sorry, this one is "
                  "refused, since\n--b--\n"),
        1);
    assert_string_equal(to[0].words,
                        "552-5.3.4 Sorry, this one is refused, since\n"
                        "552 5.3.4 the message exceeds the maximum size");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_MESSAGE_TOO_BIG);
    assert_int_equal(to[0].verdict.flags & SMTPC_FLAG_TRUNCATED, 0);
}

/* A forwarder puts a return path of its own into a bounce, but who only writes
 * as a mail system does shows no message that came back. */
static void believes_a_bounce_that_was_forwarded(void **state)
{
#define FORWARDED                                                         \
    "Return-Path: <ann@example.com>\nFrom: <MAILER-DAEMON@example.org>\n" \
    "To: ann@example.com\nSubject: mail failed, returning to sender\n\n"  \
    "|---- Failed addresses follow: ----|\n kim@nowhere.example.net ... " \
    "unknown host\n|---- Message text follows: ----|\n"
    (void)state;
    assert_int_equal(
        read_text(FORWARDED
                  "Received: from mx.example.com\nFrom: ann@example.com\n"
                  "To: kim@nowhere.example.net\nSubject: Hello\n\nHi\n"),
        1);
    assert_int_equal(bounce.kind, SMTPC_MAIL_FAILURE);
    assert_string_equal(to[0].address, "kim@nowhere.example.net");
    assert_int_equal(to[0].verdict.reason, SMTPC_REASON_DOMAIN_NOT_FOUND);
    assert_null(strstr(bounce.notice, "Message text"));
    assert_int_equal(read_text(FORWARDED), 0);
    assert_int_equal(bounce.kind, SMTPC_MAIL_OTHER);
}

static void check_said(const char *line, size_t len, const char *said)
{
    struct smtpc_piece_ got = smtpc_said_(smtpc_cut_(line, 0, len));

    assert_int_equal(got.len, strlen(said));
    assert_memory_equal(got.text, said, got.len);
}

/* A mark counts only where all of it is in the line. */
static void takes_off_the_marks_of_a_transcript(void **state)
{
    (void)state;
    check_said("<<< 550 No", 10, "550 No");
    check_said(" <<< <<<<<<550 No ", 18, "550 No");
    check_said(">>> DATA", 8, "");
    check_said("<<< >>> DATA", 12, "");
    check_said("<<<", 3, "");
    check_said(">>>", 3, "");
    check_said("<<<<<<", 5, "<<");
    check_said(">>>", 2, ">>");
    check_said("<<<", 2, "<<");
    check_said("<<<", 1, "<");
    check_said("<<<", 0, "");
}

/* What mailboxes and mail programs put before a header is none of it. */
static void finds_the_header_behind_marks(void **state)
{
    static const char *const marks[] = {
        "", "\357\273\277", "\n\n", "From kim@example.org Sat Nov 28\n",
        "\357\273\277\nFrom kim@example.org Sat Nov 28\n"};
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        snprintf(mail, sizeof mail,
                 "%sX-Failed-Recipients: kim@example.org\n"
                 "From: MAILER-DAEMON@mx.example.org\nSubject: failed\n\n"
                 "550 5.1.1 User unknown\n",
                 marks[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
        assert_int_equal(bounce.kind, SMTPC_MAIL_FAILURE);
    }
}

/* What a server says of the sender's address is not about the recipient. */
static void tells_the_sender_from_the_recipient(void **state)
{
    static const struct {
        const char *reply;
        int reason, action;
    } cases[] = {
        {"550 5.1.1 <ann@example.com>... User unknown",
         SMTPC_REASON_SENDER_REJECTED, SMTPC_ACTION_FIX_SENDER},
        {"550 5.7.1 <Ann@Example.com>... Access denied",
         SMTPC_REASON_SENDER_REJECTED, SMTPC_ACTION_FIX_SENDER},
        {"550 5.1.1 <kim@example.org>... User unknown",
         SMTPC_REASON_USER_UNKNOWN, SMTPC_ACTION_SUPPRESS},
        {"550 5.1.1 <kim@example.org>: User unknown to ann@example.com",
         SMTPC_REASON_USER_UNKNOWN, SMTPC_ACTION_SUPPRESS},
        {"550 5.1.1 <jo@example.net>... User unknown",
         SMTPC_REASON_USER_UNKNOWN, SMTPC_ACTION_SUPPRESS},
        {"450 4.1.1 <ann@example.com>... User unknown",
         SMTPC_REASON_USER_UNKNOWN, SMTPC_ACTION_RETRY},
        {"552 5.2.2 <ann@example.com>... Mailbox full",
         SMTPC_REASON_MAILBOX_FULL, SMTPC_ACTION_ASK_RECEIVER},
    };
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "<kim@example.org>:\nRemote host said: %s\n\n"
                        "--- Below this line is a copy of the message.\n\n"
                        "Return-Path: <ann@example.com>\n"
                        "From: ann@example.com\nTo: kim@example.org\n"
                        "Subject: hello\n\nHello\n",
                 cases[i].reply);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
        if (to[0].verdict.reason != cases[i].reason ||
            to[0].verdict.action != cases[i].action)
            fail_msg("%s: reason %d, action %d", cases[i].reply,
                     to[0].verdict.reason, to[0].verdict.action);
        assert_int_equal(to[0].verdict.code, strtol(cases[i].reply, NULL, 10));
    }
}

/* Exim's report names the file or command that an address led to. */
static void knows_whose_file_it_was(void **state)
{
    static const struct {
        const char *failed, *address;
    } cases[] = {
        {"kim@example.org", "kim@example.org"},
        {"kim@example.org, jo@example.org", "/var/mail/kim"},
    };
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(mail, sizeof mail,
                 "X-Failed-Recipients: %s\n" REPORT
                 "Final-Recipient: rfc822;/var/mail/kim\n"
                 "Action: failed\nStatus: 5.2.2\n",
                 cases[i].failed);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, cases[i].address);
    }
    read_text("X-Failed-Recipients: kim@example.org\n" REPORT
              "Final-Recipient: rfc822;root@mx\n"
              "Action: failed\nStatus: 5.2.2\n");
    assert_string_equal(to[0].address, "root@mx");
}

/* Where the local part of "...@" begins, behind the first bytes; what stands
 * in front of those is no part of the text. */
static size_t local_at(const char *before, const char *text)
{
    char room[64];
    size_t from = strlen(before), len = strlen(text);

    snprintf(room, sizeof room, "%s%s", before, text);
    return smtpc_local_at_(smtpc_cut_(room + from, 0, len), 0,
                           strcspn(text, "@"));
}

static void begins_no_address_before_the_text(void **state)
{
    static const char *const before[] = {"", "a", "\\", "\"", "'"};

    (void)state;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        assert_int_equal(local_at(before[i], "kim@"), 0);
        assert_int_equal(local_at(before[i], "'kim@"), 1);
        assert_int_equal(local_at(before[i], "o'neil@"), 0);
        assert_int_equal(local_at(before[i], "o 'neil@"), 3);
        assert_int_equal(local_at(before[i], "o'@"), 2);
        assert_int_equal(local_at(before[i], "\"k m\"@"), 0);
        assert_int_equal(local_at(before[i], "k m\"@"), 4);
        assert_int_equal(local_at(before[i], "a\"k m\"@"), 1);
        assert_int_equal(local_at(before[i], "\"a\\\"k\"@"), 0);
        assert_int_equal(local_at(before[i], "@"), 0);
    }
}

/* The addresses in a text, each behind a blank. */
static void check_addresses(const char *text, const char *want)
{
    char got[128] = "";
    size_t len = strlen(text), at = 0;
    struct smtpc_piece_ p = smtpc_cut_(guarded(text, len), 0, len), found;

    while ((found = smtpc_next_address_(p, &at)).len)
        snprintf(got + strlen(got), sizeof got - strlen(got), " %.*s",
                 (int)found.len, found.text);
    assert_string_equal(got, want);
    assert_int_equal(at, len);
}

static void knows_where_an_address_ends(void **state)
{
    (void)state;
    check_addresses("", "");
    check_addresses("kim", "");
    check_addresses("@", "");
    check_addresses("kim@", "");
    check_addresses("@example.org", "");
    check_addresses(" @example.org kim@ example.org", "");
    /* Two letters are a domain, as countries have them; one is none. */
    check_addresses("kim@a", "");
    check_addresses("kim@ai", " kim@ai");
    check_addresses("n@ai, kim@a.", " n@ai");
    check_addresses("kim@\303\274", " kim@\303\274");
    check_addresses("kim@example.org.", " kim@example.org");
    check_addresses("kim@example.org-_.: x", " kim@example.org");
    check_addresses("kim@my_mx-1.example.org", " kim@my_mx-1.example.org");
    check_addresses("kim@example.org/x", " kim@example.org");
    /* Of what is no letter only UTF-8 goes on. */
    check_addresses("kim@example.org\177x", " kim@example.org");
    check_addresses("kim@example.org\200", " kim@example.org\200");
    check_addresses("lee\177kim@example.org", " kim@example.org");
    check_addresses("lee\200kim@example.org", " lee\200kim@example.org");
    check_addresses("lee(kim@example.org)", " kim@example.org");
    check_addresses("smtp:kim@example.org", " kim@example.org");
    check_addresses("dda:SMTP=kim@example.org;", " kim@example.org");
    check_addresses("smtp=@example.org", "");
    check_addresses("//kim@example.org", " kim@example.org");
    check_addresses("/@example.org", "");
    check_addresses("kim@ex.org,lee@ex.net;<pat@ex.com>",
                    " kim@ex.org lee@ex.net pat@ex.com");
}

/* Nobody failed whom the headers name as anything but a recipient. */
static void takes_nobody_for_a_recipient_who_is_none(void **state)
{
    static const char *const own[] = {
        "From",         "To",         "Sender",      "Reply-To",  "Return-Path",
        "Delivered-To", "Message-ID", "In-Reply-To", "References"};
    static const char *const originals[] = {"From", "Sender", "Reply-To",
                                            "Return-Path", "Message-ID"};
    static const char *const systems[] = {"mailer-daemon", "Postmaster",
                                          "MAIL-DAEMON", "abuse"};
    char mail[1024];

    (void)state;
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        snprintf(mail, sizeof mail,
                 "%s: Mail System <pat@example.com>\n" NOTICE
                 "550 5.1.1 User unknown\n\nkim@example.org\n"
                 "pat@example.com\n",
                 own[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
    }
    for (size_t i = 0; i < sizeof originals / sizeof originals[0]; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "550 5.1.1 User unknown\n\nkim@example.org\n"
                        "pat@example.com\n\n"
                        "--- Below this line is a copy of the message.\n\n"
                        "%s: <pat@example.com>\nReceived: from x\n"
                        "Subject: hello\nTo: kim@example.org\n\nHello\n",
                 originals[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
    }
    for (size_t i = 0; i < sizeof systems / sizeof systems[0]; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "550 5.1.1 User unknown\n\nkim@example.org\n"
                        "%s@example.com\n",
                 systems[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
    }
}

/* But somebody whom a mail was for, though it was sent to oneself. */
static void takes_whom_a_header_means(void **state)
{
    static const char *const means[] = {"To", "Cc"};
    char mail[1024];

    (void)state;
    read_text("X-Failed-Recipients: ann@example.com\n" NOTICE
              "550 5.1.1 User unknown\n\nann@example.com\n");
    assert_string_equal(to[0].address, "ann@example.com");
    for (size_t i = 0; i < 2; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "550 5.1.1 User unknown\n\nann@example.com\n\n"
                        "--- Below this line is a copy of the message.\n\n"
                        "From: <ann@example.com>\nReceived: from x\n"
                        "Subject: hello\n%s: ann@example.com\n\nHello\n",
                 means[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "ann@example.com");
    }
}

static void passes_over_who_got_it(void **state)
{
    (void)state;
    assert_int_equal(read_text(NOTICE
                               "Hello.\nDelivered to lee@example.org.\n\n"
                               "Not delivered to kim@example.org: 550 "
                               "5.1.1 User unknown\n\n-- \n"
                               "pat@example.org\n"),
                     1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_int_equal(read_text("Return-Path: <>\nFrom: shop@example.com\n"
                               "Subject: Delivery status of your parcel\n\n"
                               "It was handed to lee@example.net.\n"),
                     0);
}

static const char *tag_of(const char *local)
{
    char mail[256];

    snprintf(mail, sizeof mail,
             "From: MAILER-DAEMON@mx.example.org\nTo: %s@lists.example.com\n"
             "Subject: failure notice\n\nSorry, no such mailbox.\n",
             local);
    read_text(mail);
    return bounce.tag;
}

static void knows_whom_a_verp_address_means(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("From: MAILER-DAEMON@mx.example.org\n"
                  "To: news-17-kim=example.org@lists.example.com\n"
                  "Subject: failure notice\n\nSorry, no such mailbox.\n"),
        1);
    assert_string_equal(bounce.tag, "kim=example.org");
    assert_string_equal(to[0].address, "kim@example.org");
    assert_string_equal(tag_of("news-kim=example.org"), "kim=example.org");
    assert_string_equal(tag_of("my-news-kim=example.org"), "kim=example.org");
    assert_string_equal(tag_of("news+kim-lee=example.org"),
                        "kim-lee=example.org");
    assert_string_equal(tag_of("news-17-kim-lee=my-example.org"),
                        "kim-lee=my-example.org");
    assert_string_equal(tag_of("news-kim"), "");
}

/* What persons, lists, robots and postmasters write about bounces is none. */
static void believes_no_talk_of_bounces(void **state)
{
    static const char *const headers[] = {
        "Return-Path: <kim@example.org>\nFrom: kim@example.org\n"
        "Subject: Mail delivery question",
        "From: kim@example.org\nSubject: Re: Undelivered Mail",
        "Return-Path: <l-bounces@example.org>\nFrom: l@example.org\n"
        "Subject: [l] Bounce handling",
        "Return-Path: <>\nAuto-Submitted: auto-replied\nFrom: kim@example.org\n"
        "Subject: Automatic reply: Undelivered goods"};
    char mail[512];

    (void)state;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        snprintf(mail, sizeof mail,
                 "%s\n\nOnce lee@example.net got 550 5.1.1 User unknown.\n",
                 headers[i]);
        assert_int_equal(read_text(mail), 0);
    }
    assert_int_equal(
        read_text("From: postmaster@example.com\nSubject: The servers rest\n\n"
                  "Questions to kim@example.org or lee@example.org.\n"),
        0);
}

/* Who answers by himself says so in one of these. */
static void knows_an_automatic_reply(void **state)
{
    static const struct {
        const char *field;
        int kind;
    } cases[] = {{"Auto-Submitted: auto-replied", SMTPC_MAIL_AUTO_REPLY},
                 {"X-Autoreply: yes", SMTPC_MAIL_AUTO_REPLY},
                 {"X-Autorespond: yes", SMTPC_MAIL_AUTO_REPLY},
                 {"X-Autoresponse: yes", SMTPC_MAIL_AUTO_REPLY},
                 {"X-Mail-Autoreply: yes", SMTPC_MAIL_AUTO_REPLY},
                 {"Precedence: auto_reply", SMTPC_MAIL_AUTO_REPLY},
                 {"Auto-Submitted: no", SMTPC_MAIL_OTHER},
                 {"Precedence: bulk", SMTPC_MAIL_OTHER}};
    char mail[256];

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(mail, sizeof mail,
                 "From: kim@example.org\n%s\nSubject: Thanks\n\nSee you.\n",
                 cases[i].field);
        assert_int_equal(read_text(mail), 0);
        if (bounce.kind != cases[i].kind)
            fail_msg("%s", cases[i].field);
    }
}

/* Two recipients tell as surely as one that a mail is a bounce. */
static void believes_the_replies_of_two(void **state)
{
    (void)state;
    assert_int_equal(read_text("From: gateway@mx.example.org\n"
                               "Subject: Undelivered\n\n"
                               "kim@example.org: 550 5.1.1 User unknown\n"
                               "lee@example.org: 552 5.2.2 Mailbox full\n"),
                     2);
}

/* Where the empty line is missing, the body begins behind the last field. */
static void finds_a_body_without_an_empty_line(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered\n"
                  "<kim@example.org>: 550 5.1.1 User unknown\n\nBye\n"),
        1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_int_equal(
        read_text("From: MAILER-DAEMON@mx.example.org\nSubject: Undelivered\n"
                  "Content-Type: multipart/report; boundary = \"b\"\n"
                  "--b\nContent-Type: text/html\n"
                  "--b\nContent-Type: message/delivery-status\n"
                  "Content-Transfer-Encoding: quoted-printable\n\n"
                  "Final-Recipient: rfc822; kim=40example.org\n"
                  "Action: failed\nStatus: 5.1.1\n--b--\n"),
        1);
    assert_string_equal(to[0].address, "kim@example.org");
    assert_int_equal(to[0].verdict.status, SMTPC_STATUS(5, 1, 1));
}

/* Who still tries has not given up, whatever the text says of its patience. */
static void says_of_no_delay_that_it_is_over(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("From: MAILER-DAEMON@mx.example.org\n"
                  "Subject: Warning: message delayed\n"
                  "Content-Type: multipart/report; boundary=b\n\n"
                  "--b\n\n<kim@example.org>: 421 message still undelivered "
                  "after 4 hours\n"
                  "--b\nContent-Type: message/delivery-status\n\n"
                  "Final-Recipient: rfc822; kim@example.org\n"
                  "Action: delayed\nStatus: 4.5.0\n--b--\n"),
        1);
    assert_int_equal(bounce.kind, SMTPC_MAIL_DELAY);
    assert_string_equal(to[0].verdict.message, "not-yet-delivered");
    assert_int_equal(to[0].verdict.code, 421);
}

/* The same words from a person are no bounce. */
static void believes_mail_systems_only(void **state)
{
    static const char words[] = "\n\n<kim@example.org>: 550 5.1.1 User "
                                "unknown\n";
    char mail[512];

    (void)state;
    snprintf(mail, sizeof mail,
             "From: ann@example.com\nSubject: your question%s", words);
    assert_int_equal(read_text(mail), 0);
    assert_int_equal(bounce.kind, SMTPC_MAIL_OTHER);
    snprintf(mail, sizeof mail,
             "From: MAILER-DAEMON@mx.example.org\nSubject: your question%s",
             words);
    assert_int_equal(read_text(mail), 1);
    snprintf(mail, sizeof mail,
             "Return-Path: <offers@example.net>\n"
             "From: MAILER-DAEMON@mx.example.org\nSubject: your question%s",
             words);
    assert_int_equal(read_text(mail), 0);
}

static void names_its_kinds(void **state)
{
    (void)state;
    assert_string_equal(smtpc_mail_kind_name(SMTPC_MAIL_OTHER), "other");
    assert_string_equal(smtpc_mail_kind_name(SMTPC_MAIL_RECEIPT), "receipt");
    assert_string_equal(smtpc_mail_kind_name(7), "");
    assert_string_equal(smtpc_mail_kind_name(-1), "");
    assert_int_equal(read_text(""), 0);
    assert_int_equal(bounce.kind, SMTPC_MAIL_OTHER);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(says_who_failed_and_why),
        cmocka_unit_test(reads_what_was_cut),
        cmocka_unit_test(reads_the_fields_of_a_report),
        cmocka_unit_test(reads_no_other_fields),
        cmocka_unit_test(reads_a_reply_without_a_type),
        cmocka_unit_test(keeps_who_is_only_delayed),
        cmocka_unit_test(words_count_as_the_field_says),
        cmocka_unit_test(tells_how_it_ended),
        cmocka_unit_test(says_when_there_is_no_room),
        cmocka_unit_test(decodes_what_is_encoded),
        cmocka_unit_test(decodes_encoded_words),
        cmocka_unit_test(decodes_addresses),
        cmocka_unit_test(shares_a_reason_among_a_list),
        cmocka_unit_test(reads_a_report_in_a_notice),
        cmocka_unit_test(tells_two_in_a_paragraph_apart),
        cmocka_unit_test(stops_before_the_original),
        cmocka_unit_test(knows_the_header_of_a_message),
        cmocka_unit_test(begins_no_header_in_the_midst_of_fields),
        cmocka_unit_test(knows_a_quoted_line),
        cmocka_unit_test(knows_an_item_of_a_list),
        cmocka_unit_test(parts_the_recipients_of_a_report),
        cmocka_unit_test(believes_a_report_before_its_text),
        cmocka_unit_test(believes_a_success),
        cmocka_unit_test(believes_no_talk_in_a_bounce),
        cmocka_unit_test(gives_up_nobody_in_doubt),
        cmocka_unit_test(gives_a_reply_to_whom_the_next_line_names),
        cmocka_unit_test(completes_a_reply_of_which_a_line_is_reported),
        cmocka_unit_test(believes_a_bounce_that_was_forwarded),
        cmocka_unit_test(takes_off_the_marks_of_a_transcript),
        cmocka_unit_test(finds_the_header_behind_marks),
        cmocka_unit_test(knows_whose_file_it_was),
        cmocka_unit_test(tells_the_sender_from_the_recipient),
        cmocka_unit_test(begins_no_address_before_the_text),
        cmocka_unit_test(knows_where_an_address_ends),
        cmocka_unit_test(takes_nobody_for_a_recipient_who_is_none),
        cmocka_unit_test(takes_whom_a_header_means),
        cmocka_unit_test(passes_over_who_got_it),
        cmocka_unit_test(knows_whom_a_verp_address_means),
        cmocka_unit_test(believes_no_talk_of_bounces),
        cmocka_unit_test(knows_an_automatic_reply),
        cmocka_unit_test(believes_the_replies_of_two),
        cmocka_unit_test(finds_a_body_without_an_empty_line),
        cmocka_unit_test(says_of_no_delay_that_it_is_over),
        cmocka_unit_test(believes_mail_systems_only),
        cmocka_unit_test(names_its_kinds),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
