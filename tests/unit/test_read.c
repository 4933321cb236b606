/* SPDX-License-Identifier: 0BSD
 *
 * The reader, over the shapes that replies have in sessions, bounces and
 * logs, and over what only looks like a code.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "marked.h"

enum {
    CONFLICT = SMTPC_FLAG_CLASS_CONFLICT,
    DIFFER = SMTPC_FLAG_CODES_DIFFER,
    UNREGISTERED = SMTPC_FLAG_UNREGISTERED,
    MALFORMED = SMTPC_FLAG_MALFORMED,
    TRUNCATED = SMTPC_FLAG_TRUNCATED
};

struct row {
    const char *input;
    int code;
    const char *status; /* "" for none */
    unsigned flags, lines;
    const char *text;
};

/* A copy that ends where memory ends, and one that begins where it does. */
static void check(const struct row *row)
{
    size_t len = strlen(row->input), used;
    char status[32] = "";
    struct smtpc_response r;

    used = smtpc_read(guarded_front(row->input, len), len, &r);
    assert_int_equal(smtpc_read(guarded(row->input, len), len, &r), used);
    if (r.status)
        snprintf(status, sizeof status, "%d.%d.%d",
                 smtpc_status_class(r.status), smtpc_status_subject(r.status),
                 (int)(r.status & 1023));
    if (r.code != row->code || strcmp(status, row->status) != 0 ||
        r.flags != row->flags || r.lines != row->lines)
        fail_msg("\"%s\": read as %d \"%s\" flags %u lines %u", row->input,
                 r.code, status, r.flags, r.lines);
    assert_true(used <= len);
    assert_int_equal(r.reply_id, smtpc_reply_id(r.code));
    assert_int_equal(r.status_id, smtpc_status_id(r.status));
    if (row->text) {
        assert_int_equal(r.text_len, strlen(row->text));
        assert_memory_equal(r.text, row->text, r.text_len);
    }
    assert_true(len == 0 || used > 0);
}

static void check_all(const struct row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&rows[i]);
}

#define CHECK_ALL(rows) check_all(rows, sizeof(rows) / sizeof(rows)[0])

static void single_lines(void **state)
{
    static const struct row rows[] = {
        {"550 5.1.1 User unknown", 550, "5.1.1", 0, 1, "User unknown"},
        {"550 5.1.1 User unknown\r\n", 550, "5.1.1", 0, 1, "User unknown"},
        {"250 OK\n", 250, "", 0, 1, "OK"},
        {"250", 250, "", 0, 1, ""},
        {"250\r\n", 250, "", 0, 1, ""},
        {"  421 4.7.0 later", 421, "4.7.0", 0, 1, "later"},
        {"550 User unknown (5.1.1)", 550, "5.1.1", 0, 1,
         "User unknown (5.1.1)"},
        {"", 0, "", 0, 0, ""},
        {"\n", 0, "", 0, 1, ""},
        {"hello", 0, "", 0, 1, "hello"},
        {"  hello", 0, "", 0, 1, "hello"},
        {"5.1.1 no such user", 0, "5.1.1", 0, 1, NULL},
        {"5.20.4 is no subject", 0, "", 0, 1, "5.20.4 is no subject"},
        {"334 VXNlcm5hbWU6", 334, "", 0, 1, "VXNlcm5hbWU6"},
    };

    (void)state;
    CHECK_ALL(rows);
}

static void many_lines(void **state)
{
    static const struct row rows[] = {
        {"550-5.7.26 One\r\n550-5.7.26 two\r\n550 5.7.26 three\r\n", 550,
         "5.7.26", 0, 3, "One"},
        {"550-5.7.26 One\n550-two\n550 three\n", 550, "5.7.26", 0, 3, "One"},
        {"250-mx.example.org\n250-SIZE 1\n250 HELP\nMAIL", 250, "", 0, 3,
         "mx.example.org"},
        {"550-a\n550 b", 550, "", 0, 2, "a"},
        {"550-", 550, "", TRUNCATED, 1, NULL},
        {"550-first\n", 550, "", TRUNCATED, 1, "first"},
        {"550-first\nsomething else\n", 550, "", TRUNCATED, 1, "first"},
        {"550-5.1.1 a\n554 5.1.1 b\n", 550, "5.1.1", DIFFER, 2, "a"},
        {"550-5.1.1 a\n550 5.7.1 b\n", 550, "5.1.1", DIFFER, 2, "a"},
    };

    (void)state;
    CHECK_ALL(rows);
}

static void quoted_replies(void **state)
{
    static const struct row rows[] = {
        {"smtp; 550 5.1.1 <a@example.org>: unknown", 550, "5.1.1", 0, 1,
         "<a@example.org>: unknown"},
        {"Diagnostic-Code: smtp;550 No such user", 550, "", 0, 1,
         "No such user"},
        {"host mx.example.org[192.0.2.1] said: 550 5.1.1 No (in reply to "
         "RCPT TO command)",
         550, "5.1.1", 0, 1, NULL},
        {"host mx.example.org[192.0.2.1] said: 452-4.2.2 full", 452, "4.2.2",
         TRUNCATED, 1, "full"},
        {"192.0.2.7 does not like recipient.\nRemote host said: 550 no", 0, "",
         0, 1, NULL},
        {"Remote host said: 571 5.7.1 Go away", 571, "5.7.1", MALFORMED, 1,
         "Go away"},
        {"sorry, no mailbox here by that name (#5.1.1)", 0, "5.1.1", 0, 1,
         "sorry, no mailbox here by that name (#5.1.1)"},
        {"550 sorry, no mailbox here by that name. (#5.1.1)", 550, "5.1.1", 0,
         1, NULL},
        {"to=<a@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1.2, "
         "dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: "
         "550 No such user)",
         550, "5.1.1", 0, 1, "No such user)"},
        {"ruleset=check_rcpt, arg1=<a@example.org>, reject=550 5.7.1 No", 550,
         "5.7.1", 0, 1, "No"},
        {"dsn=4.0.0, stat=450 later", 450, "4.0.0", 0, 1, "later"},
        {"result=\"PermFail\" stat=\"550 5.1.1 no\"", 550, "5.1.1", 0, 1, NULL},
        {"mx.example.org[192.0.2.1]:25: 554 no", 554, "", 0, 1, "no"},
        {"the server said 550 No", 550, "", 0, 1, "No"},
        {"error [550] No", 550, "", 0, 1, NULL},
        {"mx.example.org | 550 No such user", 550, "", 0, 1, "No such user"},
        {"Status: 5.2.2", 0, "5.2.2", 0, 1, NULL},
        /* As programming languages write a code and its words. */
        {"SMTPError: (550, '5.1.1 No')", 550, "5.1.1", 0, 1, "No')"},
        {"SMTPError: (550, b'5.1.1 No')", 550, "5.1.1", 0, 1, "No')"},
        {"SMTPError: (550,\"5.1.1 No\")", 550, "5.1.1", 0, 1, "No\")"},
        {"SMTPError: (550, b\"5.1.1 No", 550, "5.1.1", 0, 1, "No"},
        {"SMTPError: (550, \"No", 550, "", 0, 1, "No"},
        {"error (550, b'", 550, "", 0, 1, NULL},
        {"error (550, b", 550, "", 0, 1, NULL},
        {"error (550,", 550, "", 0, 1, NULL},
        {"error (550, c'x' 551 No", 550, "", 0, 1, NULL},
        {"{\"code\":550,\"error\":\"552 No\"}", 552, "", 0, 1, NULL},
        {"SMTP error from remote mail server after RCPT TO:<a@example.org>: "
         "550 5.7.1 Relaying denied",
         550, "5.7.1", 0, 1, "Relaying denied"},
        {"#< #5.1.1 SMTP; 550 5.1.1 RESOLVER.ADR.RecipNotFound; nobody there> "
         "#SMTP#",
         550, "5.1.1", 0, 1, NULL},
    };

    (void)state;
    CHECK_ALL(rows);
}

static void what_is_no_code(void **state)
{
    static const struct row rows[] = {
        {"550 Client host 5.2.1.10 blocked", 550, "", 0, 1, NULL},
        {"550 version 92.5.1.10 refused", 550, "", 0, 1, NULL},
        {"550 agent/5.1.1 refused", 550, "", 0, 1, "agent/5.1.1 refused"},
        {"550 jo@5.1.1 refused", 550, "", 0, 1, "jo@5.1.1 refused"},
        {"550 5.1.1@example.org", 550, "", 0, 1, NULL},
        {"550 5.1.1/x", 550, "", 0, 1, NULL},
        {"550 5.1.1_x", 550, "", 0, 1, NULL},
        {"550 5.1.1x", 550, "", 0, 1, NULL},
        {"550 5.1.1.x", 550, "", 0, 1, NULL},
        {"550 5.1.1-x", 550, "", 0, 1, NULL},
        {"550 5.1.1-1", 550, "5.1.1", 0, 1, "-1"},
        {"550 5.1.1. x", 550, "5.1.1", 0, 1, ". x"},
        {"550 5.1.1- x", 550, "5.1.1", 0, 1, "- x"},
        {"550 5.1.1+x@example.org", 550, "5.1.1", 0, 1, NULL},
        {"5.1.1+x@example.org", 0, "", 0, 1, NULL},
        {"5.1.1+x example.org", 0, "5.1.1", 0, 1, NULL},
        {"(5.1.1+x@example.org) failed", 0, "", 0, 1, NULL},
        {"failed: http://x/?5.1.1 x", 0, "", 0, 1, NULL},
        {"250% of the quota are used", 0, "", 0, 1, NULL},
        {"5.8.1 has no subject", 0, "", 0, 1, NULL},
        {"5.9.1 has none either", 0, "", 0, 1, NULL},
        /* A number before a status is its code when their classes agree. */
        {"waited 250 5.1.1 x", 0, "", 0, 1, NULL},
        {"waited 550 5.1.1 x", 550, "5.1.1", 0, 1, "x"},
        {"550 see mx-5.1.1.example.org", 550, "", 0, 1, NULL},
        {"-5.1.1 no such user", 0, "", 0, 1, NULL},
        {"550 library v5.1.1-beta", 550, "", 0, 1, NULL},
        {"sendmail[550]: done", 0, "", 0, 1, NULL},
        {"postfix/smtpd[421]: lost", 0, "", 0, 1, NULL},
        {"from=<a@example.org>, size=550, nrcpt=1", 0, "", 0, 1, NULL},
        {"delay=421, xdelay=1", 0, "", 0, 1, NULL},
        {"S=550 id=1", 0, "", 0, 1, NULL},
        {"** a@example.org X=TLS1.3:TLS_AES_256_GCM_SHA384:256 CV=yes: SMTP "
         "error: 550 5.1.1 no",
         550, "5.1.1", 0, 1, "no"},
        {"daemon version=5.1.2 up", 0, "", 0, 1, NULL},
        {"to mx[192.0.2.1]:250 sent", 0, "", 0, 1, NULL},
        {"Exim 4.94.2 ready", 0, "", 0, 1, NULL},
        {"2026.11.23 550.5 ms", 0, "", 0, 1, NULL},
        {"message of 552 bytes at port 587", 0, "", 0, 1, NULL},
        {"550 on 4.12.2026", 550, "", 0, 1, NULL},
        {"5500 bottles", 0, "", 0, 1, NULL},
        {"error code550 no", 0, "", 0, 1, NULL},
        {"failed x.550 5.1.1 no", 0, "", 0, 1, NULL},
        {"failed x_550 5.1.1 no", 0, "", 0, 1, NULL},
        {"failed x-550 5.1.1 no", 0, "", 0, 1, NULL},
        {"failed xx550 5.1.1 no", 0, "", 0, 1, NULL},
        {"x-550 5.1.1 no", 0, "", 0, 1, NULL},
        {"x --550 no", 550, "", 0, 1, "no"},
        {"x #550 5.1.1 no", 550, "5.1.1", 0, 1, "no"},
        {"waited 550-5.1.1 x", 0, "", 0, 1, NULL},
        {"code=\"550\"", 0, "", 0, 1, NULL},
        {"code \"550\"", 550, "", 0, 1, NULL},
        {"code=550", 550, "", 0, 1, NULL},
        {"55 5.1.1", 0, "", 0, 1, NULL},
        {"650 5.1.1", 0, "", 0, 1, NULL},
        {"550 5.01.1 leading zero", 550, "", 0, 1, "5.01.1 leading zero"},
        {"550 5.1.1.1 address", 550, "", 0, 1, NULL},
    };

    (void)state;
    CHECK_ALL(rows);
}

/* A code with a mark behind it is a label, and another has the words. */
static void finds_the_code_that_has_words(void **state)
{
    (void)state;
    for (const char *mark = ",;:)]}|>=/"; *mark; mark++) {
        char text[64];

        snprintf(text, sizeof text, "error 550 %c error 552 No", *mark);
        check(&(struct row){text, 552, "", 0, 1, "No"});
        snprintf(text, sizeof text, "error 550 %c", *mark);
        check(&(struct row){text, 550, "", 0, 1, NULL});
    }
    check(&(struct row){"error 550 ! error 552 No", 550, "", 0, 1, NULL});
    check(&(struct row){"error (550): No", 550, "", 0, 1, "No"});
    check(&(struct row){"error [550]: No", 550, "", 0, 1, "No"});
    check(&(struct row){"error (550):", 550, "", 0, 1, NULL});
    check(&(struct row){"error (550)", 550, "", 0, 1, NULL});
    check(&(struct row){"error (550) No", 550, "", 0, 1, ") No"});
}

/* A client says which code it had wanted, and which it got. */
static void passes_over_what_was_wanted(void **state)
{
    static const struct row rows[] = {
        {"expected code 250 then, error 550 no", 550, "", 0, 1, "no"},
        {"Expected code 250 then", 0, "", 0, 1, NULL},
        {"we want code 354 ok, error 550 no", 550, "", 0, 1, "no"},
        {"instead of code 250 ok, error 550 no", 550, "", 0, 1, "no"},
        {"error 550 no, rather than code 250 ok", 550, "", 0, 1, NULL},
        {"the code 250 was expected, error 550 no", 550, "", 0, 1, "no"},
        {"the code 250 expected, error 550 no", 550, "", 0, 1, "no"},
        {"the code 250-expected", 250, "", TRUNCATED, 1, "expected"},
        {"the code 250 unexpected, error 550 no", 250, "", 0, 1, NULL},
        {"expected this but the code 250 ok", 250, "", 0, 1, "ok"},
        {"expected this, got code 250 ok", 250, "", 0, 1, "ok"},
        {"expected this, received code 250 ok", 250, "", 0, 1, "ok"},
        /* A failure is what somebody got, whatever was expected. */
        {"expected code 450 x", 450, "", 0, 1, "x"},
        {"mailer error 255 x", 0, "", 0, 1, NULL},
        {"mailer error code 255 x", 0, "", 0, 1, NULL},
        {"mailer error code 250 x", 250, "", 0, 1, "x"},
        {"X=TLS1.3:EDH_B_GCM:256 CV=yes, error: 550 no", 550, "", 0, 1, "no"},
        {"X=TLS1.2:DHE-B-SHA:254 CV=yes, error: 550 no", 550, "", 0, 1, "no"},
        {"server=mx.example.org:587 code=535 no", 535, "", 0, 1, "no"},
        {"x -> FROM SERVER:421 no", 421, "", 0, 1, "no"},
        {"FAIL 554 no", 554, "", 0, 1, "no"},
        {"{'kim@example.org': (550, b'no')}", 550, "", 0, 1, "no')}"},
        {"(554, 'no')", 554, "", 0, 1, "no')"},
        {"x (554, no)", 0, "", 0, 1, NULL},
        {"error mx[2001:db8::421] no", 0, "", 0, 1, NULL},
        {"mailer error 455 x", 455, "", 0, 1, "x"},
    };

    (void)state;
    CHECK_ALL(rows);
}

/* But only near the word. */
static void wants_no_code_far_off(void **state)
{
    (void)state;
    for (int bytes = 5; bytes < 100; bytes++) {
        char text[200];
        struct smtpc_response r;
        int len =
            snprintf(text, sizeof text, "expect%*s250 ok", bytes, "code ");

        smtpc_read(guarded(text, (size_t)len), (size_t)len, &r);
        assert_int_equal(r.code, bytes < 48 ? 0 : 250);
        len = snprintf(text, sizeof text, "but%*swant code 250 ok", bytes, " ");
        smtpc_read(guarded(text, (size_t)len), (size_t)len, &r);
        assert_int_equal(r.code, 0);
    }
}

static void flags(void **state)
{
    static const struct row rows[] = {
        {"550 4.2.2 full", 550, "4.2.2", CONFLICT, 1, "full"},
        {"421 5.3.5 oops", 421, "5.3.5", CONFLICT, 1, "oops"},
        {"571 5.7.1 no", 571, "5.7.1", MALFORMED, 1, "no"},
        {"500 5.5.2 no", 500, "5.5.2", 0, 1, "no"},
        {"599 5.1.1 no", 599, "5.1.1", UNREGISTERED | MALFORMED, 1, "no"},
        {"569 what", 569, "", UNREGISTERED | MALFORMED, 1, "what"},
        {"598 what", 598, "", UNREGISTERED | MALFORMED, 1, "what"},
        {"550 5.6.999 what", 550, "5.6.999", UNREGISTERED, 1, "what"},
        {"259 what", 259, "", UNREGISTERED, 1, "what"},
    };

    (void)state;
    CHECK_ALL(rows);
}

/* Any bytes, any length: nothing is read beyond the end, and a loop over a
 * text always comes to its end. */
static void survives_any_bytes(void **state)
{
    static const char alphabet[] = "0125.-# \r\n;:([=<aS\0\xff";
    unsigned seed = 1;

    (void)state;
    for (int round = 0; round < 200000; round++) {
        size_t len = (size_t)(round % 40), at = 0;
        char bytes[40];
        const char *text;

        for (size_t i = 0; i < len; i++) {
            seed = seed * 1664525u + 1013904223u;
            bytes[i] = alphabet[(seed >> 16) % (sizeof alphabet - 1)];
        }
        text = guarded(bytes, len);
        while (at < len) {
            struct smtpc_response r;
            size_t used = smtpc_read(text + at, len - at, &r);

            assert_in_range(used, 1, len - at);
            assert_true(r.text >= text + at &&
                        r.text + r.text_len <= text + len);
            at += used;
        }
    }
}

/* --- piece by piece ------------------------------------------------------ */

static void knows_letters_and_digits(void **state)
{
    static const char capitals[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                      small[] = "abcdefghijklmnopqrstuvwxyz",
                      digits[] = "0123456789";

    (void)state;
    for (int c = 1; c < 256; c++) {
        const char *capital = strchr(capitals, c);

        assert_int_equal(smtpc_is_digit_((char)c), strchr(digits, c) != NULL);
        assert_int_equal(smtpc_is_alnum_((char)c),
                         capital || strchr(small, c) || strchr(digits, c));
        assert_int_equal(smtpc_small_letter_((char)c),
                         capital ? small[capital - capitals] : (char)c);
    }
}

static void knows_three_digits_that_stand_alone(void **state)
{
    static const struct {
        const char *text;
        int code;
    } rows[] = {
        {"199", 0},     {"200", 200},   {"599", 599},    {"600", 0},
        {"", 0},        {"5", 0},       {"55", 0},       {"5a0", 0},
        {"55a", 0},     {"5/0", 0},     {"55:", 0},      {"550", 550},
        {"550 ", 550},  {"550-", 550},  {"550a", 0},     {"550Z", 0},
        {"5500", 0},    {"550_", 0},    {"550%", 0},     {"550.", 550},
        {"550,", 550},  {"550:", 550},  {"550.1", 0},    {"550,1", 0},
        {"550:1", 0},   {"550.x", 550}, {"550, x", 550}, {"550: 1", 550},
        {"550;1", 550}, {"234", 234},   {"509", 509}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t len = strlen(rows[i].text);
        int code = smtpc_code_at_(guarded(rows[i].text, len), 0, len);

        if (code != rows[i].code)
            fail_msg("\"%s\": %d", rows[i].text, code);
    }
}

static void knows_a_status_that_stands_alone(void **state)
{
    static const struct {
        const char *text;
        size_t used;
    } rows[] = {
        {"^5.1.1", 5},   {" ^5.1.1", 5},  {"(^5.1.1", 5},    {"a^5.1.1", 0},
        {"9^5.1.1", 0},  {".^5.1.1", 0},  {"_^5.1.1", 0},    {"@^5.1.1", 0},
        {"/^5.1.1", 0},  {"-^5.1.1", 5},  {" -^5.1.1", 5},   {"1-^5.1.1", 5},
        {"a-^5.1.1", 0}, {"^5.1.1a", 0},  {"^5.1.1_", 0},    {"^5.1.1/", 0},
        {"^5.1.1@", 0},  {"^5.1.1.", 5},  {"^5.1.1. ", 5},   {"^5.1.1.a", 0},
        {"^5.1.1-", 5},  {"^5.1.1- ", 5}, {"^5.1.1-a", 0},   {"^5.1.1-1", 5},
        {"^5.1.1:", 5},  {"^5.1.1-.", 5}, {"^5.1.999 a", 7}, {"^5.1.1,a", 5},
        {"^3.1.1", 0},   {"^5.1", 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct marked m = marked(rows[i].text, end);
            uint32_t status;

            if (smtpc_status_at_(m.text, m.at[0], m.len, &status) !=
                rows[i].used)
                fail_msg("\"%s\"", rows[i].text);
        }
}

static void knows_what_opens_a_reply(void **state)
{
    static const struct {
        const char *text;
        int opens;
    } rows[] = {
        {"^550 x", SMTPC_SURELY_},
        {" \t^550 x", SMTPC_SURELY_},
        {"x ^550 x", SMTPC_NO_},
        {"x, ^550 x", SMTPC_NO_},
        /* A word for a code, and marks between both. */
        {"code^550 x", SMTPC_SURELY_},
        {"x om server \t:=([\"'^550 x", SMTPC_SURELY_},
        {"code,^550 x", SMTPC_NO_},
        {"cod \t:=([^550 x", SMTPC_WEAKLY_},
        /* A sentence of Chinese or Japanese, a quote, a dash. */
        {"\xe6\x96\x87^550 x", SMTPC_SURELY_},
        {"\xe3\x80\x82 \t^550 x", SMTPC_SURELY_},
        {"\xe6\x96\x87: ^550 x", SMTPC_SURELY_},
        {"\xe2\x80\x9c^550 x", SMTPC_SURELY_},
        {"\xe2\x80\x94 ^550 x", SMTPC_NO_},
        {"\xc3\xbc ^550 x", SMTPC_NO_},
        {"\xe6xy ^550 x", SMTPC_NO_},
        {"\xe6\x96y ^550 x", SMTPC_NO_},
        {"\xe6\x96\x87. ^550 x", SMTPC_NO_},
        {"smtp;^550 x", SMTPC_SURELY_},
        {"x; ^550 x", SMTPC_SURELY_},
        {"x \"^550 x", SMTPC_SURELY_},
        {"x '^550 x", SMTPC_SURELY_},
        {"'^550 x", SMTPC_SURELY_},
        {"x=\"^550 x", SMTPC_WEAKLY_},
        {"x='^550 x", SMTPC_WEAKLY_},
        {"x\"^550 x", SMTPC_NO_},
        {"x.'^550 x", SMTPC_NO_},
        {"x ''^550 x", SMTPC_NO_},
        {"x \"\"^550 x", SMTPC_NO_},
        {"b'^550 x", SMTPC_SURELY_},
        {"(b'^550 x", SMTPC_SURELY_},
        {"web'^550 x", SMTPC_NO_},
        {"ab'^550 x", SMTPC_NO_},
        {"x<>^550 x", SMTPC_SURELY_},
        {"x->^550 x", SMTPC_SURELY_},
        {"x=>^550 x", SMTPC_SURELY_},
        {"x>>^550 x", SMTPC_SURELY_},
        {"x**^550 x", SMTPC_SURELY_},
        {"x>^550 x", SMTPC_NO_},
        {"x*^550 x", SMTPC_NO_},
        {"x> ^550 x", SMTPC_WEAKLY_},
        {"x*\t^550 x", SMTPC_WEAKLY_},
        {">^550 x", SMTPC_NO_},
        {"x--^550 x", SMTPC_SURELY_},
        {"x<-^550 x", SMTPC_SURELY_},
        {"x-^550 x", SMTPC_WEAKLY_},
        {"-^550 x", SMTPC_WEAKLY_},
        {"mx.example.org | ^550 x", SMTPC_SURELY_},
        {"mx | ^550 x", SMTPC_WEAKLY_},
        {"|^550 x", SMTPC_WEAKLY_},
        {"x (^550, 'x", SMTPC_SURELY_},
        {"x (^550, b'x", SMTPC_SURELY_},
        {"x (^550, \"x", SMTPC_SURELY_},
        {"x (^550,'x", SMTPC_WEAKLY_},
        {"x (^550 x", SMTPC_WEAKLY_},
        {"<^550 x", SMTPC_SURELY_},
        {"x<<^550 x", SMTPC_SURELY_},
        {"x smtp< ^550 x", SMTPC_SURELY_},
        {"x smtp <^550 x", SMTPC_NO_},
        {"x<^550 x", SMTPC_NO_},
        {"x [S]^550 x", SMTPC_SURELY_},
        {"x [<-] ^550 x", SMTPC_SURELY_},
        {"x [C] ^550 x", SMTPC_NO_},
        {"x:^550 x", SMTPC_NO_},
        {"x]:^550 x", SMTPC_NO_},
        {"x::^550 x", SMTPC_NO_},
        {"x):^550 x", SMTPC_WEAKLY_},
        {"x: ^550 x", SMTPC_WEAKLY_},
        {"mx.example.org: ^550 x", SMTPC_SURELY_},
        {"kim@example : ^550 x", SMTPC_SURELY_},
        {"<x> : ^550 x", SMTPC_SURELY_},
        {"[x]: ^550 x", SMTPC_SURELY_},
        {"mx. y: ^550 x", SMTPC_WEAKLY_},
        {"x[^550 x", SMTPC_NO_},
        {"x [^550 x", SMTPC_WEAKLY_},
        {"[^550 x", SMTPC_WEAKLY_},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct marked m = marked(rows[i].text, end);
            int opens = smtpc_opens_reply_(m.text, m.at[0], m.len);

            if (opens != rows[i].opens)
                fail_msg("\"%s\": %d", rows[i].text, opens);
        }
}

/* Of a long word only its end is looked at. */
static void knows_a_host_by_its_end(void **state)
{
    static const struct {
        const char *text;
        int is_whose;
    } rows[] = {{"@ab^", 1},  {".ab^", 1},  {">ab^", 1},  {"]ab^", 1},
                {"a@^", 1},   {"a.^", 1},   {"a>^", 1},   {"a]^", 1},
                {"ab^@", 0},  {"ab^.", 0},  {"ab^>", 0},  {"ab^]", 0},
                {"ab^x@", 0}, {"ab^x.", 0}, {"ab^x>", 0}, {"ab^x]", 0},
                {"@ ab^", 0}, {"[ab^", 0},  {"^", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct marked m = marked(rows[i].text, 0);

        if (smtpc_is_whose_(m.text, m.at[0]) != rows[i].is_whose)
            fail_msg("\"%s\"", rows[i].text);
    }
    for (size_t letters = 0; letters < 80; letters++) {
        char text[128];
        size_t len = letters + 1;

        memset(text, 'a', sizeof text);
        text[0] = '.';
        assert_int_equal(smtpc_is_whose_(guarded_front(text, len), len),
                         letters < 64);
    }
}

static void finds_the_words_behind_a_code(void **state)
{
    static const struct {
        const char *text, *words;
    } rows[] = {
        {"550^", ""},         {"550^ ", ""},
        {"550^x", ""},        {"550^ x", "x"},
        {"550^\t x", "x"},    {"550^-", ""},
        {"550^-x", "x"},      {"550^- \tx", "x"},
        {"550^:", ""},        {"550^:x", ""},
        {"550^: x", "x"},     {"550^::", ""},
        {"550^)", ""},        {"550^):", ""},
        {"550^): x", "x"},    {"550^]: x", "x"},
        {"550^}: x", ""},     {"550^) x", ""},
        {"550^);x", ""},      {"550^,", ""},
        {"550^, ", ""},       {"550^,x", ""},
        {"550^, x", ""},      {"550^,'", ""},
        {"550^,'x", "x"},     {"550^, 'x", "x"},
        {"550^, b'x", "x"},   {"550^, b\"x", "x"},
        {"550^, b", ""},      {"550^, c'x", ""},
        {"550^, \"x", "x"},   {"550^, \"x\"", "x\""},
        {"550^, \"x\":", ""}, {"550^, \"x\",\"y\":", "x\",\"y\":"},
        {"550^,\"\":", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct marked m = marked(rows[i].text, 1);
        size_t words = smtpc_words_at_(m.text, m.at[0], m.len);

        assert_true(words <= m.len);
        if (m.len - words != strlen(rows[i].words) ||
            memcmp(m.text + words, rows[i].words, m.len - words) != 0)
            fail_msg("\"%s\": \"%.*s\"", rows[i].text, (int)(m.len - words),
                     m.text + words);
    }
}

/* A mark opens a status only where the line tells of a failure. */
static void knows_what_opens_a_status(void **state)
{
    static const struct {
        const char *text;
        int opens;
    } rows[] = {
        {"^5.1.1 x", 1},
        {"  ^5.1.1 x", 1},
        {"x ^5.1.1 failed", 0},
        {"x, ^5.1.1 failed", 0},
        {"x#^5.1.1 x", 1},
        {"x# ^5.1.1 x", 0},
        {"dsn=^5.1.1 x", 1},
        {"Status: ^5.1.1 x", 1},
        {"\xe6\x96\x87 ^5.1.1 x", 1},
        {"(^5.1.1 failed", 1},
        {"(^5.1.1 x", 0},
        {"(^5.1.1 xfailed", 0},
        {"x=\"^5.1.1 failed", 0},
        {"x=\" ^5.1.1 failed", 0},
        {"=\"^5.1.1 failed", 0},
        {"\xe2\x80\x9c^5.1.1 failed", 1},
        {"\xe2\x80\x9c ^5.1.1 failed", 0},
        {"failed (^5.1.1", 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct smtpc_told_ told = {0, 0};
            struct marked m = marked(rows[i].text, end);

            if (smtpc_opens_status_(m.text, m.at[0], m.len, &told) !=
                rows[i].opens)
                fail_msg("\"%s\"", rows[i].text);
        }
    for (const char *mark = "([<\"':;"; *mark; mark++)
        for (int fails = 0; fails < 2; fails++) {
            struct smtpc_told_ told = {0, 0};
            char text[64];
            int len = snprintf(text, sizeof text, "x %c 5.1.1 %s", *mark,
                               fails ? "failed" : "works");

            assert_int_equal(smtpc_opens_status_(text, 4, (size_t)len, &told),
                             fails);
        }
}

/* Behind a mark that may be another thing's, a code counts where the line tells
 * of a reply, and one of success with "ok" only. */
static void takes_a_doubtful_code_where_a_reply_is_told(void **state)
{
    static const struct row rows[] = {
        {"x [450 no", 0, "", 0, 1, NULL},
        {"x [250 ok", 0, "", 0, 1, NULL},
        {"bounced x [450 no", 450, "", 0, 1, "no"},
        {"bounced x [250 OK", 250, "", 0, 1, "OK"},
        {"bounced x [354 ok", 354, "", 0, 1, "ok"},
        {"bounced x [250 no", 0, "", 0, 1, NULL},
        {"bounced x [354 no", 0, "", 0, 1, NULL},
        {"bounced x [250 o", 0, "", 0, 1, NULL},
        {"x [450 no bounced", 0, "", 0, 1, NULL},
    };

    (void)state;
    CHECK_ALL(rows);
}

static void finds_the_status_of_a_line(void **state)
{
    /* Where to look from on, and where the status is or the line ends; of the
     * class, if there is one, whatever stands before it. */
    static const struct {
        const char *text;
        int class;
    } rows[] = {
        {"^^5.1.1 x", 0},
        {"^x 5.1.1 y^", 0},
        {"^x ^5.1.1 y", 5},
        {"^x 5.1.1 y^", 4},
        {"^x ^4.2.1 y", 4},
        {"^failed (^5.1.1)", 0},
        {"^failed (^4.1.1)", 5},
        {"^x 1.1 ^5.1.1 y", 5},
        {"^x 5.8.1 ^5.1.1 y", 5},
        {"^x 5.7.999 5.1.1^", 0},
        {"^x ^5.7.999 5.1.1", 5},
        {"^1.1.1 ^2.1.1 x", 2},
        {"^6.1.1 x^", 6},
        {"^.1.1^", 5},
        {"^.^", 5},
        {"^5.^", 5},
        {"5^.1.1 x^", 5},
        {"x ^^5.1.1 y", 5},
        /* Nor in a URL or an address. */
        {"^x http://y/?5.1.1 z^", 5},
        {"^x http://y/?5.1.1 ^5.1.2", 5},
        {"^x http:/y/?^5.1.1 z", 5},
        {"^x // ^5.1.1 z", 5},
        {"^x http://y\xe3\x80\x82^5.1.1 z", 5},
        {"^//?5.1.1 z^", 5},
        {"x/^/?^5.1.1 z", 5},
        {"^x 5.1.1+y@z^", 5},
        {"^x ^5.1.1+y z@", 5},
        {"^x ^5.1.1,y@z", 5},
        {"^x ^5.1.1;y@z", 5},
        {"^x ^5.1.1>y@z", 5},
        {"^x ^5.1.1)y@z", 5},
        {"^x 5.1.1+5.1.2@z ^5.1.3", 5},
        {"^x 5.1.1+5.1.2@z, ^5.1.3", 5},
        {"^", 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int end = 0; end < 2; end++) {
            struct marked m = marked(rows[i].text, end);
            struct smtpc_told_ told = {0, 0};
            uint32_t status = 0;
            size_t used = 9, at;

            at = smtpc_find_status_(m.text, m.at[0], m.len, rows[i].class,
                                    &told, &status, &used);
            if (at != m.at[1])
                fail_msg("%s: %zu", rows[i].text, at);
            assert_int_equal(used != 0, at < m.len);
        }
}

/* The NUL behind a list of marks is none of them. */
static void takes_no_nul_for_a_mark(void **state)
{
    static const char status[] = "x\0 5.1.1 failed", code[] = "x\0"
                                                              "550 5.1.1 y";
    struct smtpc_told_ told = {0, 0};
    struct smtpc_response r;

    (void)state;
    assert_int_equal(smtpc_is_named_("code\0", 5), 0);
    assert_int_equal(smtpc_words_at_("550 \0x", 3, 6), 4);
    assert_int_equal(smtpc_opens_status_(status, 3, sizeof status - 1, &told),
                     0);
    assert_int_equal(code[2], '5');
    smtpc_read(code, sizeof code - 1, &r);
    assert_int_equal(r.code, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(single_lines),
        cmocka_unit_test(many_lines),
        cmocka_unit_test(quoted_replies),
        cmocka_unit_test(what_is_no_code),
        cmocka_unit_test(finds_the_code_that_has_words),
        cmocka_unit_test(passes_over_what_was_wanted),
        cmocka_unit_test(wants_no_code_far_off),
        cmocka_unit_test(flags),
        cmocka_unit_test(survives_any_bytes),
        cmocka_unit_test(knows_letters_and_digits),
        cmocka_unit_test(knows_three_digits_that_stand_alone),
        cmocka_unit_test(knows_a_status_that_stands_alone),
        cmocka_unit_test(knows_what_opens_a_reply),
        cmocka_unit_test(knows_a_host_by_its_end),
        cmocka_unit_test(finds_the_words_behind_a_code),
        cmocka_unit_test(knows_what_opens_a_status),
        cmocka_unit_test(takes_a_doubtful_code_where_a_reply_is_told),
        cmocka_unit_test(finds_the_status_of_a_line),
        cmocka_unit_test(takes_no_nul_for_a_mark),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
