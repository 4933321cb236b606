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

#include "marked.h"
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
    assert_int_equal(bounce.is_cut, 1);
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
        /* What stands behind them is nobody's. */
        memset(&to[2], 0, sizeof to[2]);
        to[2].verdict.action = SMTPC_ACTION_SUPPRESS;
        to[2].verdict.flags = SMTPC_FLAG_TRUNCATED;
        smtpc_bounce(mail, strlen(mail), NULL, &bounce, to, RECIPIENTS);
        assert_int_equal(to[2].verdict.action, SMTPC_ACTION_SUPPRESS);
        assert_string_equal(to[2].words, "");
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

/* What is no reply may name the sender because the mail was theirs. */
static void names_the_sender_in_a_reply_only(void **state)
{
    static const struct {
        const char *words, *sender;
        int names;
    } rows[] = {
        {"550 <ann@example.com>... User unknown", "ann@example.com", 1},
        {"550 <ann@example.com>... User unknown", "", 0},
        {"550 <ann@example.com>... User unknown", "jo@example.com", 0},
        {"550 <ann@example.com> to <kim@example.org>", "ann@example.com", 0},
        {"<ann@example.com>... User unknown", "ann@example.com", 0},
        {"User unknown", "", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_bounce_recipient one = {.address = "kim@example.org"};
        struct smtpc_mail mail;
        struct smtpc_reading_ r;

        memset(&r, 0, sizeof r);
        memset(&mail, 0, sizeof mail);
        r.out = &mail;
        strcpy(mail.sender, rows[i].sender);
        strcpy(one.words, rows[i].words);
        if (smtpc_names_sender_(&r, &one) != rows[i].names)
            fail_msg("%s: %s", rows[i].sender, rows[i].words);
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
        assert_int_equal(local_at(before[i], "o'.k@"), 2);
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

/* --- piece by piece ------------------------------------------------------ */

static struct smtpc_piece_ piece(const char *text)
{
    return smtpc_cut_(guarded(text, strlen(text)), 0, strlen(text));
}

static void piece_is(const char *from, struct smtpc_piece_ got,
                     const char *want)
{
    if (got.len != strlen(want) || memcmp(got.text, want, got.len) != 0)
        fail_msg("%s: \"%.*s\"", from, (int)got.len, got.text);
}

/* Which of two verdicts tells more. */
static void knows_what_a_verdict_is_worth(void **state)
{
    static const struct {
        struct smtpc_verdict v;
        int worth;
    } rows[] = {
        {{.basis = SMTPC_BASIS_NONE, .code = 550}, 0},
        {{.basis = SMTPC_BASIS_TEXT, .reason = SMTPC_REASON_OTHER}, 0},
        {{.basis = SMTPC_BASIS_REPLY,
          .reason = SMTPC_REASON_OTHER,
          .code = 550},
         2},
        {{.basis = SMTPC_BASIS_STATUS,
          .reason = SMTPC_REASON_OTHER,
          .status = SMTPC_STATUS(5, 0, 0)},
         0},
        {{.basis = SMTPC_BASIS_TEXT,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .confidence = SMTPC_CONFIDENCE_LOW},
         1},
        {{.basis = SMTPC_BASIS_TEXT,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .confidence = SMTPC_CONFIDENCE_LOW + 1},
         3},
        {{.basis = SMTPC_BASIS_REPLY,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .code = 552},
         2},
        {{.basis = SMTPC_BASIS_TEXT,
          .reason = SMTPC_REASON_EXPIRED,
          .code = 450},
         2},
        {{.basis = SMTPC_BASIS_REPLY + 1,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .code = 552,
          .confidence = 0},
         4},
        {{.basis = SMTPC_BASIS_TEXT,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .code = 552,
          .confidence = 2},
         6},
        {{.basis = SMTPC_BASIS_TEXT,
          .reason = SMTPC_REASON_MAILBOX_FULL,
          .status = SMTPC_STATUS(5, 2, 2),
          .confidence = 2},
         5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (smtpc_worth_(&rows[i].v) != rows[i].worth)
            fail_msg("row %zu: %d", i, smtpc_worth_(&rows[i].v));
}

static void decodes_characters_of_addresses(void **state)
{
    static const struct {
        const char *text;
        size_t used;
        uint32_t c;
    } braced[] = {
        {"\\x{20}", 6, ' '},
        {"\\x{2B}x", 6, '+'},
        {"\\x{2b}", 6, '+'},
        {"\\x{E4}", 6, 0xe4},
        {"\\x{20AC}", 8, 0x20ac},
        {"\\x{d7ff}", 8, 0xd7ff},
        {"\\x{d800}", 0, 0},
        {"\\x{dfff}", 0, 0},
        {"\\x{e000}", 8, 0xe000},
        {"\\x{10ffff}", 10, 0x10ffff},
        {"\\x{110000}", 0, 0},
        {"\\x{0010ff}", 10, 0x10ff},
        {"\\x{00010ff}", 0, 0},
        {"\\x{1f}", 0, 0},
        {"\\x{}", 0, 0},
        {"\\x{2B", 0, 0},
        {"\\x{02B", 0, 0},
        {"\\x{2B)", 0, 0},
        {"\\x{2G}", 0, 0},
        {"\\y{2B}", 0, 0},
        {"\\x(2B}", 0, 0},
        {"/x{2B}", 0, 0},
        {"abc2B}", 0, 0},
        {"\\x{", 0, 0},
        {"\\", 0, 0},
        {"", 0, 0},
    };
    static const struct {
        const char *text;
        int is_quoted;
        size_t used;
        uint32_t c;
    } encoded[] = {
        {"+2B", 0, 3, '+'}, {"+2bx", 0, 3, '+'}, {"+3D", 0, 3, '='},
        {"+3d", 1, 3, '='}, {"+41", 0, 0, 0},    {"+41", 1, 3, 'A'},
        {"+20", 1, 3, ' '}, {"+1F", 1, 0, 0},    {"+7E", 1, 3, '~'},
        {"+7F", 1, 0, 0},   {"+C3", 1, 0, 0},    {"+2", 0, 0, 0},
        {"+", 0, 0, 0},     {"", 0, 0, 0},       {"+2G", 0, 0, 0},
        {"+G2", 0, 0, 0},   {"-2B", 0, 0, 0},    {"+G2", 1, 0, 0},
        {"+3G", 1, 0, 0},   {"+40", 1, 3, '@'},  {"+0B", 1, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof braced / sizeof braced[0]; i++) {
        uint32_t c = 0;
        size_t used = smtpc_braced_(piece(braced[i].text), &c);

        if (used != braced[i].used || (used && c != braced[i].c))
            fail_msg("%s: %zu", braced[i].text, used);
    }
    for (size_t i = 0; i < sizeof encoded / sizeof encoded[0]; i++) {
        uint32_t c = 0;
        size_t used = smtpc_plus_encoded_(piece(encoded[i].text),
                                          encoded[i].is_quoted, &c);

        if (used != encoded[i].used || (used && c != encoded[i].c))
            fail_msg("%s: %zu", encoded[i].text, used);
    }
}

static void takes_the_type_off_a_value(void **state)
{
    static const char *const rows[][2] = {
        {"rfc822;kim@example.org", "kim@example.org"},
        {"rfc822 \t; kim@example.org", "kim@example.org"},
        {"x-unix; x; y", "x; y"},
        {"smtp;", ""},
        {"; x", "x"},
        {";", ""},
        {" ; x", "x"},
        {"552 Mailbox full; try later", "552 Mailbox full; try later"},
        {"<a;b", "<a;b"},
        {"(;b", "(;b"},
        {"smtp", "smtp"},
        {"smtp ", "smtp "},
        {"a_b;c", "a_b;c"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        piece_is(rows[i][0], smtpc_untyped_(piece(rows[i][0])), rows[i][1]);
}

static void takes_an_address_out_of_a_value(void **state)
{
    static const struct {
        const char *value;
        int is_xtext;
        const char *address;
    } rows[] = {
        {"rfc822; kim@example.org", 0, "kim@example.org"},
        {"rfc822; <kim@example.org>", 0, "kim@example.org"},
        {"rfc822; <root>", 0, "root"},
        {"rfc822; <>", 0, "<>"},
        {"rfc822; <a>", 0, "a"},
        {"rfc822; <root", 0, "<root"},
        {"rfc822; root>", 0, "root>"},
        {"rfc822; (Kim) root", 0, "root"},
        {"rfc822; (Kim", 0, "(Kim"},
        {"rfc822; Kim (x) root", 0, "Kim (x) root"},
        {"rfc822; kim+2Bx@example.org", 0, "kim+2Bx@example.org"},
        {"rfc822; kim+2Bx@example.org", 1, "kim+x@example.org"},
        {"rfc822; kim+41@example.org", 1, "kim+41@example.org"},
        {"rfc822; \"kim+41\"@example.org", 1, "\"kimA\"@example.org"},
        {"utf-8; kim\\x{E4}@example.org", 0, "kim\xc3\xa4@example.org"},
        {"utf-8; kim+2Bx@example.org", 1, "kim+2Bx@example.org"},
        {"rfc822; kim\\x{41}", 1, "kim\\x{41}"},
        {"", 0, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char address[SMTPC_ADDRESS_SIZE];

        smtpc_take_address_(piece(rows[i].value), rows[i].is_xtext, address,
                            sizeof address);
        assert_string_equal(address, rows[i].address);
    }
}

/* Names are no longer than DNS lets them be, and all are cut to their room. */
static void cuts_what_is_too_long(void **state)
{
    char mail[8000], name[2001];

    (void)state;
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    snprintf(mail, sizeof mail,
             REPORT "Final-Recipient: rfc822; %s\nAction: failed\n"
                    "Remote-MTA: dns; %s\nDiagnostic-Code: smtp; %s\n--b--\n",
             name, name, name);
    assert_int_equal(read_text(mail), 1);
    assert_int_equal(strlen(to[0].address), 64 + 1 + 255);
    assert_int_equal(strlen(to[0].host), 255);
    assert_int_equal(strlen(to[0].words), 1023);
}

static void copies_what_fits(void **state)
{
    (void)state;
    for (size_t size = 1; size < 6; size++) {
        char copy[8];

        memset(copy, 'x', sizeof copy);
        smtpc_copy_(piece("abc"), copy, size);
        assert_int_equal(strlen(copy), size > 3 ? 3 : size - 1);
        assert_memory_equal(copy, "abc", strlen(copy));
        assert_int_equal(copy[size], 'x');
    }
}

static void knows_which_names_are_whole(void **state)
{
    (void)state;
    assert_true(smtpc_is_full_("kim@example.org"));
    assert_false(smtpc_is_full_("kim@localhost"));
    assert_false(smtpc_is_full_("k.im@localhost"));
    assert_false(smtpc_is_full_("example.org"));
    assert_false(smtpc_is_full_(""));
}

static void knows_what_announces_the_original(void **state)
{
    static const struct {
        const char *line;
        int announces;
    } rows[] = {
        {"--- Below this line is a copy of the message.", 1},
        {"=== original message", 1},
        {"*** original message", 1},
        {"___ original message", 1},
        {"| original message", 1},
        {"Original message:", 1},
        {"Original message -", 1},
        {"Original message", 0},
        {"The original message was lost", 0},
        {"--- the message", 0},
        {"  --- Original Message ---  ", 1},
        {"On Monday kim@example.org wrote:", 1},
        {"On Monday Kim wrote:", 0},
        {"Am Montag hat kim@example.org:", 0},
        {"- mails", 0},
        {"-mailer", 0},
        {"", 0},
    };
    char line[128];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (smtpc_announces_(piece(rows[i].line)) != rows[i].announces)
            fail_msg("%s", rows[i].line);
    for (int len = 90; len < 110; len++) {
        snprintf(line, sizeof line, "%-*s-", len - 1, "-original message");
        assert_int_equal(smtpc_announces_(piece(line)), len <= 100);
    }
}

static void knows_quotes_items_and_signatures(void **state)
{
    static const struct {
        const char *line;
        int quotes, begins_item, signs, is_server_s;
        const char *said;
    } rows[] = {
        {"> x", 1, 0, 0, 0, "> x"},
        {"> ", 1, 0, 0, 0, ">"},
        {">x", 0, 0, 0, 0, ">x"},
        {">", 0, 0, 0, 0, ">"},
        {"", 0, 0, 0, 0, ""},
        {"x ", 0, 0, 0, 0, "x"},
        {"* x", 0, 1, 0, 0, "* x"},
        {" - x", 0, 1, 0, 0, "- x"},
        {"- ", 0, 0, 0, 0, "-"},
        {"*x y", 0, 0, 0, 0, "*x y"},
        {"+ x", 0, 0, 0, 0, "+ x"},
        {"-- ", 0, 0, 1, 0, "--"},
        {" --", 0, 0, 1, 0, "--"},
        {"---", 0, 0, 0, 0, "---"},
        {"-", 0, 0, 0, 0, "-"},
        {"-x", 0, 0, 0, 0, "-x"},
        {"<<< 550 x", 0, 0, 0, 1, "550 x"},
        {" <<<550 x ", 0, 0, 0, 1, "550 x"},
        {"<<< <<< 550", 0, 0, 0, 1, "550"},
        {"<<<", 0, 0, 0, 1, ""},
        {"<<", 0, 0, 0, 0, "<<"},
        {">>> DATA", 0, 0, 0, 0, ""},
        {">>>", 0, 0, 0, 0, ""},
        {">>", 0, 0, 0, 0, ">>"},
        {"<<< >>> DATA", 0, 0, 0, 1, ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_piece_ line = piece(rows[i].line);

        if (smtpc_is_quote_(line) != rows[i].quotes ||
            smtpc_is_item_(line) != rows[i].begins_item ||
            smtpc_signs_(line) != rows[i].signs ||
            smtpc_is_server_s_(line) != rows[i].is_server_s)
            fail_msg("%s", rows[i].line);
        piece_is(rows[i].line, smtpc_said_(line), rows[i].said);
    }
}

#define DOZEN \
    "X: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\nX: y\n"

static void finds_where_the_original_begins(void **state)
{
    /* What is told, and what follows it. */
    static const char *const rows[][2] = {
        {"550 x\n\n", "-- \nann\n"},
        {"550 x\n", "> y\n"},
        {"> 550 x\n> y\n-- \n", ""},
        {"x\n", "--- Original message ---\n550 y\n"},
        {"x\n--\n> y\n", ""},
        {"x\n\n", "From: a@b\nTo: c@d\nSubject: e\n\nf\n"},
        {"x\n\n", "Received: a\nDate: b\nFrom: c@d\nX: y\n\n"},
        {"x\n\nReceived: a\nDate: b\nFrom: c@d\n\n", ""},
        {"x\n\nX: a\nDate: b\nFrom: c@d\nY: z\n\n", ""},
        {"x\n\n", "Message-ID: a\n b\nDate: b\nX: c\nY: z\n"},
        {"x\n\n", "Date: a\n b\nMIME-Version: 1.0\nX: c\nY: z\n"},
        {"", "X: y\n z\nFrom: a@b\nTo: c@d\nSubject: e\n"},
        /* None begins among the fields of something else. */
        {DOZEN "X: y\nFrom: a@b\nTo: c@d\nSubject: e\n", ""},
        {DOZEN "X: y\n z\nFrom: a@b\nTo: c@d\nSubject: e\n", ""},
        {DOZEN "X: y\n\tz\nFrom: a@b\nTo: c@d\nSubject: e\n", ""},
        {DOZEN "z\n", "From: a@b\nTo: c@d\nSubject: e\n"},
        {DOZEN "\n", "From: a@b\nTo: c@d\nSubject: e\n"},
        {"X: y\nz\n", "From: a@b\nTo: c@d\nSubject: e\n"},
        {"X: y\n\n", "From: a@b\nTo: c@d\nSubject: e\n"},
        {" y\n", "From: a@b\nTo: c@d\nSubject: e\n"},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        size_t header, at;

        snprintf(text, sizeof text, "%s%s", rows[i][0], rows[i][1]);
        at = smtpc_original_at_(piece(text), &header);
        if (at != strlen(rows[i][0]))
            fail_msg("%s: %zu", text, at);
        assert_true(header >= at && header <= strlen(text));
    }
}

/* Of many fields twelve are looked at. */
static void looks_for_a_trace_in_a_dozen_fields(void **state)
{
    (void)state;
    for (int fields = 0; fields < 20; fields++) {
        char text[256] = "";

        for (int i = 0; i < fields; i++)
            strcat(text, "X: y\n");
        strcat(text, "Received: z\n");
        assert_int_equal(smtpc_is_header_at_(piece(text), 0),
                         fields >= 3 && fields < 12);
    }
}

static void knows_an_address_that_is_repeated(void **state)
{
    static const struct {
        const char *text; /* a caret before the address */
        int is_echo;
    } rows[] = {
        {"^kim@example.org", 0},
        {"x ^kim@example.org", 0},
        {"^from=kim@example.org", 1},
        {"^kim@example.org = x", 0},
        {"Received: for ^kim@example.org", 1},
        {"x\nReceived: for <^kim@example.org>", 1},
        {"x\n  Return-Path: ^kim@example.org", 1},
        {"Received: x\nfor ^kim@example.org", 0},
        {"\nReceived: ^kim@example.org", 1},
        {"\n^kim@example.org", 0},
        {"x Received: for ^kim@example.org", 0},
        {"^kim", 0},
        {"^k=m", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct marked m = marked(rows[i].text, end);

            if ((smtpc_is_echo_(smtpc_cut_(m.text, 0, m.len), m.at[0]) != 0) !=
                rows[i].is_echo)
                fail_msg("%s", rows[i].text);
        }
    /* A line that long is no field but a paragraph. */
    for (int len = 190; len < 210; len++) {
        char text[256];

        snprintf(text, sizeof text, "x\n%-*skim@example.org", len, "Received:");
        assert_int_equal(smtpc_is_echo_(piece(text), (size_t)len + 2),
                         len <= 200);
    }
}

static void knows_what_stands_before_an_address(void **state)
{
    static const struct {
        const char *text; /* a caret before the address */
        int is_labelled;
    } rows[] = {
        {"to:^kim", 1},   {"x To: ^kim", 1}, {"to: < \"['^kim", 1},
        {"to: >^kim", 0}, {"to: x ^kim", 0}, {"^kim", 0},
        {"to^kim", 0},    {"cc:^kim", 1},    {"bcc: ^kim", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct marked m = marked(rows[i].text, end);

            if (smtpc_is_labelled_(smtpc_cut_(m.text, 0, m.len), m.at[0],
                                   "to:\0cc:\0") != rows[i].is_labelled)
                fail_msg("%s", rows[i].text);
        }
    for (int blanks = 20; blanks < 40; blanks++) {
        char text[64];

        snprintf(text, sizeof text, "xxto:%*skim", blanks, "");
        assert_int_equal(
            smtpc_is_labelled_(piece(text), (size_t)blanks + 5, "to:\0"),
            blanks + 3 <= 32);
    }
}

static void knows_who_said_it(void **state)
{
    static const char *const rows[][2] = {
        {"host mx.example.org said: 550 x", "mx.example.org"},
        {"host mx.example.org[192.0.2.1] said", "mx.example.org"},
        {"The HOST  mx.example.org said", "mx.example.org"},
        {"host mx.example.org", "mx.example.org"},
        {"talking to mx.example.org:", ""},
        {"talking to host mx.example.org", "mx.example.org"},
        {"remote server mx.example.org", ""},
        {"the host of host mx.example.org", "mx.example.org"},
        {"host localhost said", ""},
        {"host a. said", ""},
        {"host .a said", ".a"},
        {"host x", ""},
        {"host ", ""},
        {"host", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        piece_is(rows[i][0], smtpc_who_said_(piece(rows[i][0])), rows[i][1]);
}

static void knows_what_tells_no_cause(void **state)
{
    static const struct {
        const char *text;
        int is_heading, is_summary, is_general, leads;
    } rows[] = {
        {"The reason is:", 1, 0, 0, 0},
        {"It failed. The reason is:", 0, 0, 0, 0},
        {"It failed.The reason is:", 1, 0, 0, 0},
        {"The reason is: full", 0, 0, 0, 0},
        {":", 1, 0, 0, 0},
        {"x. :", 0, 0, 0, 0},
        {"Subject: x Date: y", 0, 1, 0, 0},
        {"Subject: x Sent: y", 0, 1, 0, 0},
        {"Message-ID: x Date: y", 0, 1, 0, 0},
        {"Subject: x Message-ID: y", 0, 1, 0, 0},
        {"Date: x Sent: y", 0, 0, 0, 0},
        {"Subject: x Subject: y", 0, 0, 0, 0},
        {"This means that it is full", 0, 0, 1, 0},
        {"550 this means that it is full", 0, 0, 0, 0},
        {"kim@example.org: this means that", 0, 0, 0, 1},
        {"<kim@example.org>: such as", 0, 0, 0, 1},
        {"(kim@example.org): such as", 0, 0, 1, 0},
        {"x kim@example.org", 0, 0, 0, 0},
        {"x", 0, 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_piece_ p = piece(rows[i].text);

        if (smtpc_is_heading_(p) != rows[i].is_heading ||
            smtpc_is_summary_(p) != rows[i].is_summary ||
            smtpc_is_general_(p) != rows[i].is_general ||
            smtpc_leads_(p) != rows[i].leads)
            fail_msg("%s", rows[i].text);
    }
}

/* The subject of a message that failed is not why it did, nor is a heading. */
static void takes_no_cause_from_a_heading(void **state)
{
    static const char *const paragraphs[] = {
        "Subject: Your mailbox is full\nDate: Mon, 2 Nov 2026",
        "Your message to a full mailbox, mailbox is full:"};
    char mail[1024];

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        snprintf(mail, sizeof mail,
                 NOTICE "The message was not delivered to kim@example.org.\n\n"
                        "%s\n\n",
                 paragraphs[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
        assert_int_not_equal(to[0].verdict.reason, SMTPC_REASON_MAILBOX_FULL);
        snprintf(mail, sizeof mail,
                 NOTICE "The message was not delivered.\n\n"
                        "%s\n\nkim@example.org\n",
                 paragraphs[i]);
        assert_int_equal(read_text(mail), 1);
        assert_string_equal(to[0].address, "kim@example.org");
        assert_int_not_equal(to[0].verdict.reason, SMTPC_REASON_MAILBOX_FULL);
    }
}

/* Verdicts that are worth as much as their place. */
static const struct smtpc_verdict worth[] = {
    {.basis = SMTPC_BASIS_NONE},
    {.basis = SMTPC_BASIS_TEXT, .reason = SMTPC_REASON_USER_UNKNOWN},
    {.basis = SMTPC_BASIS_REPLY,
     .reason = SMTPC_REASON_USER_UNKNOWN,
     .code = 550},
    {.basis = SMTPC_BASIS_TEXT,
     .reason = SMTPC_REASON_USER_UNKNOWN,
     .confidence = SMTPC_CONFIDENCE_MEDIUM},
    {.basis = SMTPC_BASIS_TEXT,
     .reason = SMTPC_REASON_USER_UNKNOWN,
     .code = 550},
    {.basis = SMTPC_BASIS_TEXT,
     .reason = SMTPC_REASON_USER_UNKNOWN,
     .code = 550,
     .confidence = SMTPC_CONFIDENCE_MEDIUM}};

/* The rest of a text goes before what is told of a recipient only where that is
 * no reply's cause; and what is worth little ends no address. */
static void settles_what_is_told(void **state)
{
    enum { WORTHS = sizeof worth / sizeof worth[0] };

    (void)state;
    for (int i = 0; i < WORTHS; i++)
        for (int j = 0; j < WORTHS; j++)
            for (int least = 0; least < 6; least++)
                for (int delayed = 0; delayed < 2; delayed++) {
                    struct smtpc_bounce_recipient one = {.words = "one"},
                                                  rest = {.words = "rest",
                                                          .host = "mx"};
                    int is_taken = j > i && i < 4, best = is_taken ? j : i;

                    one.verdict = worth[i];
                    rest.verdict = worth[j];
                    one.verdict.action = rest.verdict.action =
                        SMTPC_ACTION_SUPPRESS;
                    one.outcome =
                        delayed ? SMTPC_OUTCOME_DELAYED : SMTPC_OUTCOME_FAILED;
                    if (least % 2)
                        strcpy(one.host, "own");
                    assert_int_equal(smtpc_worth_(&one.verdict), i);
                    smtpc_settle_(&one, &rest, least);
                    assert_int_equal(smtpc_worth_(&one.verdict), best);
                    assert_string_equal(one.words, is_taken ? "rest" : "one");
                    assert_string_equal(one.host, least % 2  ? "own"
                                                  : is_taken ? "mx"
                                                             : "");
                    assert_int_equal(one.verdict.action,
                                     best < least ? SMTPC_ACTION_READ_TEXT
                                     : delayed    ? SMTPC_ACTION_RETRY
                                                  : SMTPC_ACTION_SUPPRESS);
                }
}

static void offers_only_what_tells_more(void **state)
{
    enum { WORTHS = sizeof worth / sizeof worth[0] };

    (void)state;
    for (int i = 0; i < WORTHS; i++)
        for (int j = 0; j < WORTHS; j++) {
            struct smtpc_bounce_recipient one = {.words = "one", .host = "mx"};

            one.verdict = worth[i];
            smtpc_offer_(&one, &worth[j], piece(j % 2 ? "host a.b x" : "y"));
            assert_int_equal(smtpc_worth_(&one.verdict), j > i ? j : i);
            assert_string_equal(one.words, j <= i  ? "one"
                                           : j % 2 ? "host a.b x"
                                                   : "y");
            assert_string_equal(one.host, j > i && j % 2 ? "a.b" : "mx");
        }
}

/* What mailboxes put before a header. */
static void finds_where_the_header_begins(void **state)
{
    static const struct {
        const char *mail;
        size_t at;
    } rows[] = {{"", 0},
                {"A: b", 0},
                {"\n", 1},
                {"\n \r\nA: b", 4},
                {"\357\273\277A: b", 3},
                {"\357\273\277", 3},
                {"\357\273", 0},
                {"\357\273A: b", 0},
                {"From x\nA: b", 7},
                {">From x\n\nFrom y\nA: b", 16},
                {"\357\273\277From x\nA: b", 10},
                {"From: x\n", 0},
                {"From", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_header_at_(piece(rows[i].mail)), rows[i].at);
}

/* Without a report: who it is from, what the subject says, and how much the
 * text tells. */
static void knows_a_bounce_without_a_report(void **state)
{
    static const struct {
        const char *header, *subject;
        int worth, is_named, has_original, is_bounce;
    } rows[] = {
        {"X-Failed-Recipients: a@b\n", "", 0, 0, 0, 1},
        {"From: postmaster@a\n", "Undelivered", 0, 0, 0, 1},
        {"From: postmaster@a\n", "x", 2, 1, 1, 0},
        {"From: postmaster@a\n", "x", 3, 0, 0, 1},
        {"From: postmaster@a\nReturn-Path: <>\n", "x", 0, 1, 0, 1},
        {"From: postmaster@a\nReturn-Path: <>\n", "x", 2, 0, 0, 0},
        {"From: postmaster@a\nReturn-Path: <mailer-daemon@a>\n", "x", 3, 0, 0,
         1},
        /* A forwarder has a return path of its own. */
        {"From: postmaster@a\nReturn-Path: <c@d>\n", "Undelivered", 3, 0, 1, 1},
        {"From: postmaster@a\nReturn-Path: <c@d>\n", "Undelivered", 2, 1, 1, 0},
        {"From: postmaster@a\nReturn-Path: <c@d>\n", "Undelivered", 9, 1, 0, 0},
        {"From: postmaster@a\nReturn-Path: <c@d>\n", "x", 9, 1, 1, 0},
        {"From: c@d\nReturn-Path: <c@d>\n", "Undelivered", 9, 1, 1, 0},
        /* Others must have a reply to show. */
        {"From: c@d\n", "Undelivered", 4, 0, 0, 1},
        {"From: c@d\n", "Undelivered", 3, 1, 1, 0},
        {"From: c@d\n", "x", 9, 1, 1, 0},
        {"From: c@d\nReturn-Path: <>\n", "Undelivered", 1, 1, 0, 1},
        {"From: c@d\nReturn-Path: <>\n", "Undelivered", 0, 1, 0, 0},
        {"From: c@d\nReturn-Path: <>\n", "Undelivered", 3, 0, 0, 0},
        {"From: c@d\nReturn-Path: <>\n", "x", 9, 1, 0, 0},
        {"From: c@d\nReturn-Path: <postmaster@d>\n", "Undelivered", 4, 0, 0, 1},
        {"From: c@d\n", "Re: Undelivered", 9, 1, 0, 0},
        {"From: c@d\n", "AW: Undelivered", 9, 1, 0, 0},
        {"From: c@d\n", "Automatic reply: Undelivered", 9, 1, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_reading_ r;

        memset(&r, 0, sizeof r);
        r.header = piece(rows[i].header);
        r.count = (size_t)rows[i].is_named;
        r.original.len = (size_t)rows[i].has_original;
        assert_int_equal(smtpc_is_bounce_(&r,
                                          smtpc_cut_(rows[i].subject, 0,
                                                     strlen(rows[i].subject)),
                                          rows[i].worth),
                         rows[i].is_bounce);
    }
}

/* What it holds, where it is none itself. */
static void knows_a_report_that_is_held(void **state)
{
    static const struct {
        const char *header;
        size_t len;
        int holds;
    } rows[] = {{"From: postmaster@a\n", 1, 1},
                {"From: postmaster@a\n", 0, 0},
                {"Content-Type: multipart/report; x\n", 1, 1},
                {"Content-Type: multipart/mixed\n", 1, 0},
                {"From: a@b\n", 1, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_reading_ r;

        memset(&r, 0, sizeof r);
        r.original = piece(rows[i].header);
        r.embedded.len = rows[i].len;
        assert_int_equal(smtpc_holds_report_(&r), rows[i].holds);
    }
}

/* Two texts, the same but for case. */
static void knows_the_same_text(void **state)
{
    (void)state;
    assert_true(smtpc_same_text_(smtpc_cut_("Kim@A", 0, 5), piece("kiM@a")));
    assert_false(smtpc_same_text_(smtpc_cut_("kim", 0, 3), piece("kin")));
    assert_false(smtpc_same_text_(smtpc_cut_("kim", 0, 3), piece("lim")));
    assert_false(smtpc_same_text_(smtpc_cut_("kim", 0, 3), piece("ki")));
    assert_false(smtpc_same_text_(smtpc_cut_("kim", 0, 3), piece("kim ")));
    assert_true(smtpc_same_text_(smtpc_cut_("", 0, 0), piece("")));
}

/* People are shown the plain text, or where that is empty the other one, and
 * nothing that stands behind the original. */
static void shows_one_text_of_a_mail(void **state)
{
    static const struct {
        const char *plain, *html, *notice;
    } rows[] = {{"plain", "<b>other</b>", "plain\n"},
                {" ", "<b>other</b>", " \nother "},
                {"", "<b>other</b>", "\nother "}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int behind = 0; behind < 2; behind++) {
            char mail[1024];

            snprintf(mail, sizeof mail,
                     "From: MAILER-DAEMON@mx.example.org\n"
                     "Subject: Undelivered\n"
                     "Content-Type: multipart/mixed; boundary=b\n\n"
                     "--b\n\n%s\n--b\nContent-Type: text/html\n\n%s\n"
                     "--b\nContent-Type: message/rfc822\n\n"
                     "Message-ID: <1@a>\nTo: kim@example.org\n\nhello\n"
                     "--b\nContent-Type: message/rfc822\n\n"
                     "Message-ID: <2@a>\n\nhello\n"
                     "--b\nContent-Type: text/%s\n\nfooter\n--b--\n",
                     rows[i].plain, rows[i].html, behind ? "html" : "plain");
            read_text(mail);
            assert_string_equal(bounce.notice, rows[i].notice);
            assert_string_equal(bounce.message_id, "<1@a>");
        }
}

/* The paragraphs of a text that names two recipients; what a server said, in a
 * transcript that goes on, with a mark in front. */
static void paragraphs_are(const char *text, const char *want)
{
    static struct smtpc_bounce_recipient named[] = {
        {.address = "kim@example.org"}, {.address = "lee@example.org"}};
    static struct smtpc_paragraph_ paragraph;
    struct smtpc_reading_ r;
    char got[512] = "";
    size_t at = 0;

    memset(&r, 0, sizeof r);
    r.to = named;
    r.count = r.room = 2;
    while (smtpc_next_paragraph_(&r, piece(text), &at, &paragraph))
        snprintf(got + strlen(got), sizeof got - strlen(got), "%s[%.*s]",
                 paragraph.is_said ? "!" : "", (int)paragraph.len,
                 paragraph.text);
    if (strcmp(got, want) != 0)
        fail_msg("%s: %s", text, got);
}

static void parts_paragraphs(void **state)
{
    (void)state;
    paragraphs_are("", "");
    paragraphs_are("\n \n", "");
    paragraphs_are("a\nb\n\n c \n", "[a b][c]");
    paragraphs_are("\n\na\n \nb", "[a][b]");
    paragraphs_are("a\nkim@example.org: b\n<pat@example.org> c",
                   "[a][kim@example.org: b][<pat@example.org> c]");
    paragraphs_are("a\nto kim@example.org", "[a to kim@example.org]");
    paragraphs_are("a\n* b\n- c\nd", "[a][* b][- c d]");
    /* Two replies, each with its lines. */
    paragraphs_are("550 a\n551 b", "[550 a][551 b]");
    paragraphs_are("550-a\n550 b\n551 c", "[550-a\n550 b][551 c]");
    paragraphs_are("550\n551 b", "[550][551 b]");
    paragraphs_are("a\n550 b\nc", "[a\n550 b c]");
    paragraphs_are("said: 550 a\n551 b", "[said: 550 a\n551 b]");
    /* Behind a reply, whoever is named next. */
    paragraphs_are("550 kim@example.org a\nfor lee@example.org",
                   "[550 kim@example.org a][for lee@example.org]");
    paragraphs_are("to kim@example.org said: 550 a\nto lee@example.org",
                   "[to kim@example.org said: 550 a][to lee@example.org]");
    paragraphs_are("550 kim@example.org a\nfor kim@example.org",
                   "[550 kim@example.org a for kim@example.org]");
    paragraphs_are("550 a\nfor lee@example.org", "[550 a for lee@example.org]");
    paragraphs_are("to kim@example.org\nto lee@example.org",
                   "[to kim@example.org to lee@example.org]");
    paragraphs_are("550 kim@example.org a\nfor pat@example.org",
                   "[550 kim@example.org a for pat@example.org]");
    /* A transcript. */
    paragraphs_are("<<< 550 a\n<kim@example.org>",
                   "![550 a][<kim@example.org>]");
    paragraphs_are("<<< 550 a\n\n<kim@example.org>",
                   "[550 a][<kim@example.org>]");
    paragraphs_are("550 a\n<kim@example.org>", "[550 a][<kim@example.org>]");
    paragraphs_are("<<< 550 a\nb\n<kim@example.org>",
                   "[550 a b][<kim@example.org>]");
    paragraphs_are("<<< 550 a\n>>> QUIT\nb", "[550 a b]");
    paragraphs_are("<<< 550 a", "[550 a]");
}

/* A sentence before the first recipient is polite, unless none is named; a
 * reply there never is. */
static void takes_sentences_for_polite(void **state)
{
    static const struct {
        const char *text;
        int worth, polite; /* of both */
    } rows[] = {
        {"The mailbox is full.\n\n<kim@example.org>:\nSorry.\n", 0, 3},
        {"The mailbox is full.\n\nSorry.\n", 3, 0},
        {"550 No\n\n<kim@example.org>:\nSorry.\n", 2, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_bounce_recipient kim = {.address = "kim@example.org"}, all,
                                      polite;
        struct smtpc_reading_ r;

        memset(&r, 0, sizeof r);
        r.to = &kim;
        r.count = r.room = 1;
        smtpc_clear_(&all);
        smtpc_clear_(&polite);
        smtpc_take_paragraphs_(&r, piece(rows[i].text), SMTPC_OUTCOME_FAILED,
                               &all, &polite);
        if (smtpc_worth_(&all.verdict) != rows[i].worth ||
            smtpc_worth_(&polite.verdict) != rows[i].polite)
            fail_msg("%s: %d and %d", rows[i].text, smtpc_worth_(&all.verdict),
                     smtpc_worth_(&polite.verdict));
    }
}

static void cuts_long_paragraphs(void **state)
{
    static struct smtpc_paragraph_ paragraph;
    char text[3 * SMTPC_PARAGRAPH_];
    struct smtpc_reading_ r;

    (void)state;
    memset(&r, 0, sizeof r);
    for (size_t first = SMTPC_PARAGRAPH_ - 3; first < SMTPC_PARAGRAPH_ + 3;
         first++) {
        size_t at = 0;

        memset(text, 'a', sizeof text);
        text[first] = '\n';
        memset(&paragraph, 0, sizeof paragraph);
        assert_true(smtpc_next_paragraph_(&r, smtpc_cut_(text, 0, sizeof text),
                                          &at, &paragraph));
        assert_int_equal(at, sizeof text);
        assert_int_equal(paragraph.len, SMTPC_PARAGRAPH_);
        assert_int_equal(paragraph.is_said, 0);
        for (size_t i = 0; i < SMTPC_PARAGRAPH_; i++)
            assert_int_equal(paragraph.text[i], i == first ? ' ' : 'a');
    }
}

/* A reply of which only a line was reported goes on where that ends. */
static void completes_a_reply(void **state)
{
    static const struct {
        const char *reported;
        unsigned flags;
        const char *words, *completed;
    } rows[] = {
        {"552-full", SMTPC_FLAG_TRUNCATED, "552-full\n552 up",
         "552-full\n552 up"},
        {"552-full", SMTPC_FLAG_TRUNCATED, "x\n552-full\n552 up",
         "552-full\n552 up"},
        {"552-full", SMTPC_FLAG_TRUNCATED, "552-full!", "552-full!"},
        {"552-full", SMTPC_FLAG_TRUNCATED, "552-full", NULL},
        {"552-full", SMTPC_FLAG_TRUNCATED, "x 552-full\n552 up", NULL},
        {"552-full", SMTPC_FLAG_TRUNCATED, "552-fuller", "552-fuller"},
        {"552-full", SMTPC_FLAG_TRUNCATED, "552-ful", NULL},
        {"552-full", SMTPC_FLAG_TRUNCATED, "", NULL},
        {"552-full", 0, "552-full\n552 up", NULL},
        {"552-full", ~0u & ~(unsigned)SMTPC_FLAG_TRUNCATED, "552-full\n552 up",
         NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_bounce_recipient one;
        struct smtpc_verdict v = {.code = 552};

        memset(&one, 0, sizeof one);
        strcpy(one.words, rows[i].reported);
        one.verdict.flags = rows[i].flags;
        smtpc_complete_(&one, &v, piece(rows[i].words));
        assert_int_equal(one.verdict.code, rows[i].completed ? 552 : 0);
        assert_string_equal(one.words, rows[i].completed ? rows[i].completed
                                                         : rows[i].reported);
    }
}

static void copies_addresses_into_little_room(void **state)
{
    (void)state;
    for (size_t size = 1; size < 12; size++) {
        char copy[16];
        size_t len = size - 1 < 7 ? size - 1 : 7;

        memset(copy, 'x', sizeof copy);
        smtpc_copy_xtext_(piece("kim+2Bab"), 0, copy, size);
        assert_int_equal(strlen(copy), len < 6 ? len : 6);
        assert_memory_equal(copy, "kim+ab", strlen(copy));
        assert_int_equal(copy[size], 'x');
    }
}

static void clears_a_recipient(void **state)
{
    struct smtpc_bounce_recipient r;

    (void)state;
    memset(&r, 'x', sizeof r);
    smtpc_clear_(&r);
    assert_string_equal(r.address, "");
    assert_string_equal(r.original, "");
    assert_string_equal(r.host, "");
    assert_string_equal(r.words, "");
    assert_int_equal(r.outcome, SMTPC_OUTCOME_FAILED);
    assert_int_equal(r.verdict.basis, SMTPC_BASIS_NONE);
}

static void finds_the_first_reply_of_words(void **state)
{
    static const struct {
        const char *words;
        int code;
        const char *text;
    } rows[] = {
        {"550 x", 550, "x"},
        {"a\nb\n550 x\n551 y", 550, "x\n551 y"},
        {"a\n550 x", 550, "x"},
        {"a", 0, "a"},
        {"a\nb", 0, "b"},
        {"", 0, ""},
        {"550 x\n551 y", 550, "x\n551 y"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_piece_ p = piece(rows[i].words);
        struct smtpc_response reply;
        size_t at = smtpc_first_reply_(p, &reply);

        assert_int_equal(reply.code, rows[i].code);
        piece_is(rows[i].words, smtpc_cut_(p.text, at, p.len), rows[i].text);
    }
}

/* A status beside the words counts where they have none and agree with it; a
 * success among them does not. */
static void explains_words_with_what_is_known_besides(void **state)
{
    enum { FAILED = SMTPC_OUTCOME_FAILED, DELAYED = SMTPC_OUTCOME_DELAYED };
    static const struct {
        const char *words;
        uint32_t status;
        int outcome, code;
        uint32_t want_status;
        int reason;
    } rows[] = {
        {"xyzzy", 0, FAILED, 0, 0, SMTPC_REASON_OTHER},
        {"xyzzy", SMTPC_STATUS(5, 2, 2), FAILED, 0, SMTPC_STATUS(5, 2, 2),
         SMTPC_REASON_MAILBOX_FULL},
        {"xyzzy (#5.2.2)", SMTPC_STATUS(5, 1, 1), FAILED, 0,
         SMTPC_STATUS(5, 2, 2), SMTPC_REASON_MAILBOX_FULL},
        {"550 xyzzy", SMTPC_STATUS(5, 2, 2), FAILED, 550, SMTPC_STATUS(5, 2, 2),
         SMTPC_REASON_MAILBOX_FULL},
        {"a\n500 xyzzy", SMTPC_STATUS(5, 2, 2), FAILED, 500,
         SMTPC_STATUS(5, 2, 2), SMTPC_REASON_MAILBOX_FULL},
        {"599 xyzzy", SMTPC_STATUS(5, 2, 2), FAILED, 599, SMTPC_STATUS(5, 2, 2),
         SMTPC_REASON_MAILBOX_FULL},
        {"554 xyzzy", SMTPC_STATUS(4, 2, 2), FAILED, 554, 0,
         SMTPC_REASON_OTHER},
        {"250 ok", 0, FAILED, 0, 0, SMTPC_REASON_OTHER},
        {"354 go on", 0, FAILED, 0, 0, SMTPC_REASON_OTHER},
    };
    struct smtpc_verdict late, failed, delayed, v;
    struct smtpc_reading_ r;

    (void)state;
    memset(&r, 0, sizeof r);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        smtpc_explain_words_(&r, piece(rows[i].words), rows[i].status,
                             rows[i].outcome, &v);
        if (v.code != rows[i].code || v.status != rows[i].want_status ||
            v.reason != rows[i].reason)
            fail_msg("%s: %d %x %s", rows[i].words, v.code, v.status,
                     smtpc_reason_name(v.reason));
    }
    smtpc_explain("554 5.4.7 Message expired", 25, NULL, &failed);
    smtpc_explain("450 4.4.7 Delivery delayed", 26, NULL, &delayed);
    assert_int_equal(failed.reason, SMTPC_REASON_EXPIRED);
    assert_true(failed.action != delayed.action);
    smtpc_explain_words_(&r, piece("554 5.4.7 Message expired"), 0, FAILED,
                         &late);
    assert_int_equal(late.action, failed.action);
    smtpc_explain_words_(&r, piece("554 5.4.7 Message expired"), 0, DELAYED,
                         &late);
    assert_int_equal(late.action, delayed.action);
    assert_int_equal(late.code, 554);
    smtpc_explain_words_(&r, piece("554 5.2.2 Mailbox full"), 0, DELAYED, &v);
    assert_int_equal(v.reason, SMTPC_REASON_MAILBOX_FULL);
}

/* Of each recipient: final and original address, status, host, words. */
static void parts_the_fields_of_a_report(void **state)
{
#define KIM "Final-Recipient: rfc822; kim@example.org\n"
#define LEE                                         \
    "Original-Recipient: rfc822; pat@example.net\n" \
    "Final-Recipient: rfc822; lee@example.org\nStatus: 5.2.2\n"
#define LEE_IS "lee@example.org pat@example.net 5.2.2 <>|"
    static const char *const rows[][2] = {
        {"", ""},
        {"Status: 5.1.1\n", ""},
        {KIM, "kim@example.org  0.0.0 <>|"},
        {KIM "\nStatus: 5.1.1\n", "kim@example.org  5.1.1 <>|"},
        {KIM "\nAction: failed\n", "kim@example.org  0.0.0 <>|"},
        {LEE, LEE_IS},
        {KIM "Status: 5.1.1\n\n" LEE, "kim@example.org  5.1.1 <>|" LEE_IS},
        {KIM "Action: failed\n\n" LEE, "kim@example.org  0.0.0 <>|" LEE_IS},
        {"Original-Recipient: rfc822; kim+2Bx@example.org\nAction: failed\n",
         "kim+x@example.org kim+x@example.org 0.0.0 <>|"},
        {"Final-Recipient: rfc822; kim+2Bx@example.org\n",
         "kim+2Bx@example.org  0.0.0 <>|"},
        {"Remote-MTA: dns; a.example\n\n" KIM "Remote-MTA: dns; b.example\n",
         "kim@example.org  0.0.0 b.example<>|"},
        {"Remote-MTA: dns; a.example\n\n" KIM, "kim@example.org  0.0.0 <>|"},
        {KIM "Status: 5.4.1 (no answer)\n",
         "kim@example.org  5.4.1 <(no answer)>|"},
        {KIM "Status: 5.4.1 (no answer)\nDiagnostic-Code: smtp; none\n",
         "kim@example.org  5.4.1 <none>|"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char got[512] = "", status[12];
        struct smtpc_reading_ r;
        size_t len = 0;

        memset(&r, 0, sizeof r);
        r.out = &bounce;
        r.to = to;
        r.room = RECIPIENTS;
        smtpc_take_report_(&r, piece(rows[i][0]));
        for (size_t j = 0; j < r.count; j++) {
            smtpc_status_format(to[j].verdict.status, status);
            len += (size_t)snprintf(got + len, sizeof got - len,
                                    "%s %s %s %s<%s>|", to[j].address,
                                    to[j].original, *status ? status : "0.0.0",
                                    to[j].host, to[j].words);
            assert_true(len < sizeof got);
        }
        assert_string_equal(got, rows[i][1]);
    }
}

/* RFC 5321, section 4.5.3.1: a local part has 64 bytes, and here two quotes. */
static void takes_no_longer_quoted_names(void **state)
{
    (void)state;
    for (size_t len = 60; len < 70; len++) {
        char text[80];

        memset(text, 'a', sizeof text);
        text[0] = text[len + 1] = '"';
        assert_int_equal(
            smtpc_local_at_(smtpc_cut_(text, 0, sizeof text), 0, len + 2),
            len <= 64 ? 0 : len + 2);
    }
    assert_int_equal(smtpc_local_at_(piece("\"a\nb\"@"), 0, 5), 5);
    assert_int_equal(smtpc_local_at_(piece("\"\nb\"@"), 0, 4), 4);
    assert_int_equal(smtpc_local_at_(piece("\n\"b\"@"), 0, 4), 1);
    assert_int_equal(
        smtpc_local_at_(smtpc_cut_(guarded_front("@", 1), 0, 1), 0, 0), 0);
}

/* So many addresses of a text are looked at, and so much of a header. */
static void looks_at_so_much_and_no_more(void **state)
{
    static char header[65536 + 100];

    (void)state;
    for (unsigned others = 254; others < 258; others++) {
        static char text[16384];
        struct smtpc_reading_ r;
        size_t len = 0;

        for (unsigned i = 0; i < others; i++)
            len += (size_t)snprintf(text + len, sizeof text - len,
                                    "from: pat@example.com\n");
        len += (size_t)snprintf(text + len, sizeof text - len,
                                "kim@example.org\n");
        memset(&r, 0, sizeof r);
        r.out = &bounce;
        r.to = to;
        r.room = RECIPIENTS;
        assert_int_equal(
            smtpc_take_addresses_(&r, smtpc_cut_(text, 0, len), SMTPC_ANY_),
            others < 256);
        assert_int_equal(r.count, others < 256);
    }
    memset(header, 'a', sizeof header);
    memcpy(header + 65536 - 15, "\nTo: k@m.example", 16);
    assert_false(smtpc_names_address_(smtpc_cut_(header, 0, sizeof header),
                                      "to:\0",
                                      smtpc_cut_("k@m.example", 0, 11)));
    memcpy(header + 65536 - 16, "\nTo: k@m.example", 16);
    assert_true(smtpc_names_address_(smtpc_cut_(header, 0, sizeof header),
                                     "to:\0",
                                     smtpc_cut_("k@m.example", 0, 11)));
}

/* A mail within others is read if no more than two are around it, however many
 * a hostile one has. */
static void opens_so_many_mails_and_no_more(void **state)
{
    static const char report[] =
        REPORT "Final-Recipient: rfc822; kim@example.org\nAction: failed\n"
               "Status: 5.1.1\n--b--\n";

    (void)state;
    for (int around = 0; around < 6; around++) {
        char mail[4096], inner[4096];

        strcpy(mail, report);
        for (int i = 0; i < around; i++) {
            strcpy(inner, mail);
            snprintf(mail, sizeof mail,
                     "From: ann@example.com\nContent-Type: multipart/report; "
                     "boundary=w%d\n\n--w%d\nContent-Type: message/rfc822\n\n"
                     "%.2000s\n--w%d--\n",
                     i, i, inner, i);
        }
        assert_int_equal(read_text(mail), around <= 2);
    }
}

/* Who stands in a field that is repeated, or has no domain, is no recipient
 * that a text tells. */
static void takes_only_whole_addresses_that_are_told(void **state)
{
    static const struct {
        const char *text;
        int taken;
    } rows[] = {
        {"To kim@example.org: unknown", 1},
        {"To kim@localhost: unknown", 0},
        {"To user=kim@example.org: unknown", 0},
        {"Received: for kim@example.org", 0},
        {"Received: for kim@localhost", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_reading_ r;

        memset(&r, 0, sizeof r);
        r.out = &bounce;
        r.to = to;
        r.room = RECIPIENTS;
        if (smtpc_take_addresses_(&r, piece(rows[i].text), SMTPC_ANY_) !=
            rows[i].taken)
            fail_msg("%s", rows[i].text);
        assert_int_equal(r.count, rows[i].taken);
    }
}

static void finds_addresses_in_fields(void **state)
{
    static const struct {
        const char *header;
        int is_named;
    } rows[] = {{"To: kim@example.org\n", 1},
                {"To: pat@example.com, Kim <KIM@Example.org>\n", 1},
                {"Cc: pat@example.com,\n kim@example.org\n", 1},
                {"Bcc: kim@example.org\n", 0},
                {"To: kim@example.org.uk\n", 0},
                {"To: akim@example.org\n", 0},
                {"To: kim\n", 0},
                {"", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(
            smtpc_names_address_(piece(rows[i].header), "to:\0cc:\0",
                                 smtpc_cut_("kim@example.org", 0, 15)),
            rows[i].is_named);
}

/* Which fields only real messages carry, and how far one goes. */
static void knows_a_trace(void **state)
{
    static const char *const traces[] = {
        "Received: x", "RETURN-PATH:", "message-id:x", "MIME-Version: 1.0",
        "DKIM-Signature: x"};
    static const char *const others[] = {"", "Received", "X-Received: x",
                                         " Received: x", "Date: x"};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        assert_true(smtpc_is_trace_(piece(traces[i])));
        assert_false(smtpc_is_trace_(piece(others[i])));
    }
}

static void knows_the_header_of_an_original(void **state)
{
    static const struct {
        const char *text;
        int is_header;
    } rows[] = {
        {"From: a\nTo: b\nSubject: c\n", 1},
        {"From: a\nTo: b\nX: c\n", 0},
        {"From: a\nTo: b\n\nSubject: c\n", 0},
        {"From: a\n b\nTo: b\nSubject: c", 1},
        {"A: a\nB: b\nC: c\nReceived: d\n", 1},
        {"A: a\nB: b\nReceived: d\n", 0},
        {"A: a\nB: b\nC: c\nD: d\n", 0},
        {"Received: a\nReceived: b\nReceived: c\n", 0},
        {"Received: a\nReceived: b\nReceived: c\nX: d", 1},
        {"x\nFrom: a\nTo: b\nSubject: c\n", 0},
        {"", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (smtpc_is_header_at_(piece(rows[i].text), 0) != rows[i].is_header)
            fail_msg("%s", rows[i].text);
}

/* Who stands behind "delivered to" got it. */
static void knows_who_got_it(void **state)
{
    static const struct {
        const char *text;
        int got_it;
    } rows[] = {{"\nDelivered to ^kim@", 1},
                {"x\nDelivered to: <^kim@", 1},
                {"not delivered to ^kim@", 0},
                {"successfully delivered to ^kim@", 1},
                {"Successfully delivered to: ^kim@", 1},
                {"delivered to: ^kim@", 0},
                {"^kim@", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct marked m = marked(rows[i].text, 0);

        assert_int_equal(
            smtpc_was_delivered_(smtpc_cut_(m.text, 0, m.len), m.at[0]),
            rows[i].got_it);
    }
}

/* RFC 5321, section 4.1.2, and RFC 6531: what an address consists of. */
static void knows_the_letters_of_addresses(void **state)
{
    static const char both[] = "0123456789abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ-._";

    (void)state;
    for (int c = 0; c < 256; c++) {
        int is_both = c > 127 || (c && strchr(both, c));

        assert_int_equal(smtpc_is_domain_((char)c) != 0, is_both);
        assert_int_equal(smtpc_is_local_((char)c) != 0,
                         is_both || (c && strchr("!#$%&*+/=?^{|}~", c)));
    }
}

/* Of how a report's recipient ended, by what comes first. */
static void knows_the_outcome_of_an_action(void **state)
{
    static const struct {
        const char *action;
        int class, outcome;
    } rows[] = {{"delayed", 5, SMTPC_OUTCOME_DELAYED},
                {"Delivered", 5, SMTPC_OUTCOME_DELIVERED},
                {"relayed", 5, SMTPC_OUTCOME_DELIVERED},
                {"expanded", 4, SMTPC_OUTCOME_DELIVERED},
                {"failed", 2, SMTPC_OUTCOME_FAILED},
                {"x", 4, SMTPC_OUTCOME_FAILED},
                {"", 2, SMTPC_OUTCOME_DELIVERED},
                {"", 3, SMTPC_OUTCOME_FAILED},
                {"", 4, SMTPC_OUTCOME_DELAYED},
                {"", 5, SMTPC_OUTCOME_FAILED},
                {"", 0, SMTPC_OUTCOME_FAILED}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_outcome_(piece(rows[i].action),
                                        SMTPC_STATUS(rows[i].class, 0, 0)),
                         rows[i].outcome);
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
        cmocka_unit_test(names_the_sender_in_a_reply_only),
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
        cmocka_unit_test(knows_what_a_verdict_is_worth),
        cmocka_unit_test(decodes_characters_of_addresses),
        cmocka_unit_test(takes_the_type_off_a_value),
        cmocka_unit_test(takes_an_address_out_of_a_value),
        cmocka_unit_test(cuts_what_is_too_long),
        cmocka_unit_test(copies_what_fits),
        cmocka_unit_test(knows_which_names_are_whole),
        cmocka_unit_test(knows_what_announces_the_original),
        cmocka_unit_test(knows_quotes_items_and_signatures),
        cmocka_unit_test(finds_where_the_original_begins),
        cmocka_unit_test(looks_for_a_trace_in_a_dozen_fields),
        cmocka_unit_test(knows_an_address_that_is_repeated),
        cmocka_unit_test(knows_what_stands_before_an_address),
        cmocka_unit_test(knows_who_said_it),
        cmocka_unit_test(knows_what_tells_no_cause),
        cmocka_unit_test(takes_no_cause_from_a_heading),
        cmocka_unit_test(settles_what_is_told),
        cmocka_unit_test(offers_only_what_tells_more),
        cmocka_unit_test(finds_where_the_header_begins),
        cmocka_unit_test(knows_a_bounce_without_a_report),
        cmocka_unit_test(knows_a_report_that_is_held),
        cmocka_unit_test(knows_the_same_text),
        cmocka_unit_test(shows_one_text_of_a_mail),
        cmocka_unit_test(parts_paragraphs),
        cmocka_unit_test(takes_sentences_for_polite),
        cmocka_unit_test(cuts_long_paragraphs),
        cmocka_unit_test(completes_a_reply),
        cmocka_unit_test(parts_the_fields_of_a_report),
        cmocka_unit_test(copies_addresses_into_little_room),
        cmocka_unit_test(clears_a_recipient),
        cmocka_unit_test(finds_the_first_reply_of_words),
        cmocka_unit_test(explains_words_with_what_is_known_besides),
        cmocka_unit_test(takes_no_longer_quoted_names),
        cmocka_unit_test(looks_at_so_much_and_no_more),
        cmocka_unit_test(opens_so_many_mails_and_no_more),
        cmocka_unit_test(takes_only_whole_addresses_that_are_told),
        cmocka_unit_test(finds_addresses_in_fields),
        cmocka_unit_test(knows_a_trace),
        cmocka_unit_test(knows_the_header_of_an_original),
        cmocka_unit_test(knows_who_got_it),
        cmocka_unit_test(knows_the_letters_of_addresses),
        cmocka_unit_test(knows_the_outcome_of_an_action),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
