/* SPDX-License-Identifier: 0BSD
 *
 * Which words of a line are the reply's, of all that logs, libraries and
 * reports write around it.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "marked.h"

/* In a row, the first caret is where the function begins to look, the last is
 * what it must find. */
struct row {
    const char *text;
    int is_found; /* what it says, where it says no place */
};

#define FOR_ALL(rows)                                           \
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows)[0]; i++) \
        for (int end = 0; end < 2; end++)

static void is_place(const char *row, struct marked m, size_t got, size_t want)
{
    if (got != want)
        fail_msg("%s: \"%.*s\"", row,
                 (int)(m.len - (got < m.len ? got : m.len)),
                 m.text + (got < m.len ? got : m.len));
}

static void finds_the_reply_that_is_reported(void **state)
{
    static const char *const rows[] = {
        "^451 x responded with: \"^550 x\"",
        "^451 \"x\" responded with: \"^550 x\" y \"551 z\"",
        "^^451 x responded with: \"x\"",
        "^^451 x responds with: \"550 x\"",
        "^^451 x responded with: 550 x",
        "^^451 x responded with: \"",
        "^^451 x",
        "^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_reported_(m.text, m.at[0], m.len), m.at[1]);
    }
}

static void finds_the_first_of_words(void **state)
{
    static const char *const rows[] = {
        "^^abc", "^ab ^abc", "^x ^abd", "x^ ^ABC abc", "^ab^", "^^", "abc^ab^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);
        size_t got =
            smtpc_tail_(m.text, m.at[0], m.len,
                        strchr(rows[i], 'A') ? 'A' : 'a', "abc\0abd\0");

        is_place(rows[i], m, got, m.at[1]);
    }
}

static void knows_a_quote_that_opens_a_value(void **state)
{
    static const struct row rows[] = {
        {"^\"x", 0},      {"=^\"x", 1},   {"x=^\"x", 1},   {"x= ^\"x", 1},
        {"x ^\"x", 0},    {" ^\"x", 0},   {":^\"x", 0},    {"\":^\"x", 1},
        {"\":  ^\"x", 1}, {"\",^\"x", 1}, {"\", ^\"x", 1}, {"x:^\"x", 0},
        {"x, ^\"x", 0},   {"\";^\"x", 0}, {"\"x^\"x", 0},  {"\" :^\"x", 0},
        {",^\"x", 0},     {"\"^\"x", 0},
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i].text, end);

        if (smtpc_opens_value_(m.text, m.at[0]) != rows[i].is_found)
            fail_msg("%s", rows[i].text);
    }
}

static void finds_the_end_of_a_value(void **state)
{
    static const struct row rows[] = {
        {"^x^\" y\"", 0},  {"^x\\\" y^\" z\"", 0},
        {"^x\\\\^\"", 0},  {"^x y^", 0},
        {"^^\"", 0},       {"^^", 0},
        {"^x\\^", 0},      {"^x\" y^\\\" z", 1},
        {"^x\" y^", 1},    {"^x^\\\" y\\\"", 1},
        {"\\\"^^\\\"", 1},
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i].text, end);

        is_place(rows[i].text, m,
                 smtpc_value_end_(m.text, m.at[0], m.len, rows[i].is_found),
                 m.at[1]);
    }
}

static void finds_the_quote_that_closes(void **state)
{
    static const char *const rows[] = {
        /* The last of the line. */
        "said \"^550 \"x\" y^\" z",
        "said '^550 \"x\" y^' z\"",
        "\"^550 x^\"",
        "\"^550 x^",
        "\"^^",
        "'^^'",
        /* But where a log goes on behind it, the first. */
        "said \"^550 x^\" {\"y\": \"z\"}",
        "said \"^550 x^\",\"y\"",
        "said '^550 x^', 'y'",
        "said '^550 x^', y'",
        /* A value ends at its own. */
        "x=\"^550 x^\" y=\"z\"",
        "x=\"^550 \\\"x\\\" y^\" y=\"z\"",
        "x='^550 x' y='z^'",
        "\"x\": \"^550 x^\", \"y\": \"z\"",
        "x \\\"^550 \"x^\\\" y=\\\"z\\\"",
        "\\\"^550 x^\\\" y\\\"",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_closing_quote_(m.text, m.at[0], m.len),
                 m.at[1]);
    }
}

static void finds_the_last_mark_of_typographers(void **state)
{
    static const char *const rows[] = {
        "\xe2\x80\x9c^550 x^\xe2\x80\x9d y",
        "\xe2\x80\x9c^550 \xe2\x80\x9cx\xe2\x80\x9d y^\xe2\x80\x9d z",
        "\xe2\x80\x9c^550^\xe2\x80\x9d",
        "\xe2\x80\x9c^550 x^",
        "\xe2\x80\x9c^550 \xe2\x81\x9d \xe1\x80\x9d x^",
        "\xe2\x80\x9c^^\xe2\x80\x9d",
        "\xe2\x80\x9c^55^",
        "\x9c^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_closing_curly_(m.text, m.at[0], m.len),
                 m.at[1]);
    }
}

/* From the second caret on, the quote that opened the value is looked for, not
 * before the first. */
static void finds_the_end_of_the_value_around(void **state)
{
    static const char *const rows[] = {
        "^x=\"smtp; ^550 x^\" y=\"z\"",
        "^x=\"^550 x^\" y",
        "^x=\"ab\\n; ^550 x^\" y",
        "^\"x\":\"smtp; ^550 \\\"x\\\" y^\" z\"",
        "^x \"smtp; ^550 x\" y^",
        "^\"smtp; ^550 x\" y^",
        "x=\"^smtp; ^550 x\" y^",
        "x=^\"smtp; ^550 x^\" y",
        "^x; ^550 \"x\" y^",
        "^^550 x^",
        /* Its own quote has a backslash in front: so has the one that ends it.
         */
        "^x=\\\"smtp; ^550 x\\\" y^",
        "^x=\"^5\\\\^\"",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m,
                 smtpc_value_around_(m.text, m.at[0], m.at[1], m.len), m.at[2]);
    }
}

static void counts_the_brackets_that_are_open(void **state)
{
    static const struct row rows[] = {
        {"", 0},    {"(", 1},  {"{", 1},      {"({", 2},
        {"()", 0},  {"{}", 0}, {")(", 1},     {"))((", 2},
        {"(})", 0}, {"[<", 0}, {"(x{y}z", 1}, {"(x)y)(", 1},
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i].text, end);

        assert_int_equal(smtpc_brackets_(m.text, 0, m.len), rows[i].is_found);
    }
}

static void finds_where_a_reply_begins(void **state)
{
    static const char *const rows[] = {
        "said:^ 550 5.1.1 ^x",
        "said:^550-^x",
        "(^#5.1.1\t^x",
        "^550 ^x",
        "^^x",
        "x_^550 ^y",
        "smtp;^ 550 ^x",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_reply_start_(m.text, m.at[1]), m.at[0]);
    }
}

static void finds_the_envelope_behind_a_reply(void **state)
{
    static const char *const rows[] = {
        "^550 x^; from=<a@b> to=<c@d> proto=ESMTP",
        "^550 x^; FROM=<a@b>, to=<c@d> proto=ESMTP",
        "^550 x; from=<a@b> x^; from=<a@b> to=<c@d>",
        "^550 x^; from=<a@b>, to=<c@d>, y",
        "^550 x; from=<a@b>, y^",
        "^550 x; from=<a@b>^",
        "^550 x; from=<a@b^",
        "^550 x; from=^",
        "^550 x^",
        "^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_added_(m.text, m.at[0], m.len), m.at[1]);
    }
}

/* Eight bytes are looked at together, wherever they begin and whatever stands
 * before them. */
static void finds_what_clients_add_at_any_place(void **state)
{
    static const char befores[] = "z=( \xe4";
    static const char *const words[] = {
        "(in reply to RCPT TO)",
        "(delivery attempts: 3)",
        ", stat=Deferred",
        "[message-id <x>]",
        "Giving up on x",
        "Giving_up_on_x",
        "I'm not going to try again",
        "Please check the message",
        "; from=<a> to=<b>",
        "(IN REPLY TO",
        ", STAT=",
        "[MESSAGE-ID",
        "GIVING UP ON",
    };

    (void)state;
    FOR_ALL(words)
    {
        for (size_t before = 0; before < 20 * (sizeof befores - 1); before++) {
            char text[80];
            size_t places = before % 20, len = places + strlen(words[i]);
            char other = befores[before / 20];

            memset(text, other, places);
            memcpy(text + places, words[i], strlen(words[i]));
            assert_int_equal(smtpc_added_(guarded(text, len), 0, len), places);
            text[places] = other;
            if (other != *words[i])
                assert_int_equal(smtpc_added_(guarded(text, len), 0, len), len);
        }
    }
}

/* An address of any length that somebody might have is one. */
static void looks_for_the_end_of_an_address_nearby(void **state)
{
    (void)state;
    for (int before = 0; before < 80; before += 40)
        for (int letters = 380; letters < 410; letters++) {
            char text[520];
            int len = snprintf(text, sizeof text, "%*s; from=<%0*d> to=<c@d>",
                               before, "", letters, 0);
            int is_near = (int)strlen("; from=<") + letters <= 400;

            assert_int_equal(
                smtpc_added_(guarded(text, (size_t)len), 0, (size_t)len),
                is_near ? before : len);
        }
}

static void finds_the_end_of_what_a_server_said(void **state)
{
    /* Where the line begins, where the reply does, and where it ends. */
    static const char *const rows[] = {
        "^^550 x^",
        "^^550 x^ \t ",
        "^x;^550 x \xe2\x80\x9d y^",
        "^\xe2\x80\x9c^550 x^ \xe2\x80\x9d y",
        "^^^",
        "^said: ^550 x^ (in reply to RCPT TO command)",
        "^said: ^550 x^ (delivery attempts: 3)",
        "^said: ^550 x^ Giving up on 192.0.2.1.",
        "^said: ^550 x^ Giving_up_on_192.0.2.1.",
        "^said: ^550 x^\tI'm not going to try again",
        "^said: ^550 x^; from=<a@b> to=<c@d>",
        "^said: ^550 x^, stat=Deferred",
        "^said: ^550 x^ [Message-ID <1@b>]",
        "^(^550 x^) y",
        "^({^550 (x) y} z^)",
        "^{(^550 {x} y) z^}",
        "^(x) ^550 x) y^",
        "^(^550 (x y^",
        "(^^550 x) y^",
        "^said \"^550 x ^\" y",
        "^said '^550 x (in reply to y)^'",
        "^said \"^(550 x) y^\"",
        "\"^^550 x\" y^",
        "^said \xe2\x80\x9c^550 x^\xe2\x80\x9d y",
        "\xe2\x80\x9c^^550 x\xe2\x80\x9d y^",
        "^x=\"smtp; ^550 x^\" y=\"z\"",
        "^x=\"(smtp; ^550 x^) y\" z",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_reply_end_(m.text, m.at[0], m.at[1], m.len),
                 m.at[2]);
    }
}

static void finds_the_words_of_a_result(void **state)
{
    static const char *const rows[] = {
        "^x response was: ^5.1.1 x",
        "^x, status=bounced (^x)",
        "^x, status=^bounced x",
        "^x, stat=Deferred: ^x",
        "^x, stat=Deferred:^x",
        "^x, stat=^User unknown",
        "^x, stat=x:^",
        "^x stat=^",
        "^x stat=a (^",
        "^x stat=^a ",
        "^x stat=^a,(b",
        "^^xstat=x",
        "^^x=y",
        "^^x",
        "^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_result_words_(m.text, m.at[0], m.len),
                 m.at[1]);
    }
}

static void finds_the_words_in_a_field(void **state)
{
    static const char *const rows[] = {
        "^message=\"^x\"",  "^MSG=\"^x",
        "^reply=\"^x",      "^response=\"^x",
        "^error=\"^x",      "^reason=\"^",
        "^text=\"^x",       "^message=^x",
        "^^message:\"x",    "^^name=\"x",
        "^^message",        "^^message \"x",
        "^message=^",       "^^",
        "^^=\"x",           "^, message: ^x",
        "^, \"msg\": \"^x", "^,message='^x",
        "^^, name='x",      "^^; message: x",
        "^ message= ^x",    "^^, message",
        "^'message=^x",     "^, 'msg': '^x",
        "^^, message x",    "^^, message; x",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_field_words_(m.text, m.at[0], m.len),
                 m.at[1]);
    }
    assert_int_equal(smtpc_field_words_("\0message=x", 0, 10), 0);
}

static void knows_a_reply_before_any_recipient(void **state)
{
    /* Where the reply begins, and where it ends. */
    static const struct row rows[] = {
        {"host mx refused to talk to me:^ 550 x^", 1},
        {"host mx Refused to talk to me:^550 x^", 1},
        {"refused to talk to me: x:^ 550 x^", 0},
        {"x initial connection:^ 550 x^", 1},
        {"x: ^550 x^ (in reply to MAIL FROM command)", 1},
        {"x: ^550 x (in reply to MAIL FROM command)^", 0},
        {"x: ^550 x^ (in reply to RCPT TO command)", 0},
        {"x after MAIL FROM:<a@b>: ^550 x^", 1},
        {"MAIL FROM:<a@b>: ^550 x^", 1},
        {"RCPT TO:<c@d> MAIL FROM:<a@b>: ^550 x^", 0},
        {"x after MAIL FROM:<a@b>, RCPT TO:<c@d>: ^550 x^", 0},
        {"x after RCPT TO:<c@d>: ^550 x^", 0},
        {"x: ^550 MAIL FROM:<a@b>^", 0},
        {"x after MAIL FROM:<a@b>: ^550 x RCPT TO:<c@d>^", 1},
        {"^550 x^", 0},
        {"^^", 0},
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i].text, end);

        if ((smtpc_is_early_(m.text, m.at[0], m.at[1], m.len) != 0) !=
            rows[i].is_found)
            fail_msg("%s", rows[i].text);
    }
}

static void finds_the_words_in_front_of_a_code(void **state)
{
    /* Where to look from on, the words, and the code. */
    static const char *const rows[] = {
        "^x: y Detail: ^x SMTP code: ^550",
        "^ detail:^x ^550",
        "^x detail: ^^550",
        "^x: details: y ^^550",
        "^x: y ^^550 detail: y",
        "x detail:^ x ^^550",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], m, smtpc_detail_(m.text, m.at[0], m.at[2]), m.at[1]);
    }
}

/* Only the words of a reply count, however it stands in a line. */
static void narrows_a_reply_to_its_words(void **state)
{
    /* The words stand between the carets. */
    static const char *const rows[] = {
        "550 ^no such user^",
        "550 5.1.1 ^no such user^  ",
        "host mx.example.org said: 550 5.1.1 ^no such user^ (in reply to RCPT "
        "TO command)",
        "failed (550 ^no such user^) then",
        "said: \"550 ^no such user^\" then",
        "dsn=5.1.1, status=bounced (^no such user^)",
        "code=550 message=\"^no such user^\" x=y",
        "x Detail: ^no such user SMTP code:^ 550",
        "x Detail: ^no such user SMTP code:^ 550 Additional SMTP info: x",
        "550 ^Additional SMTP x^",
        "550^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);
        struct smtpc_response r;

        smtpc_read(m.text, m.len, &r);
        smtpc_take_words_(&r, m.text, 0, m.len);
        is_place(rows[i], m, (size_t)(r.text - m.text), m.at[0]);
        is_place(rows[i], m, m.at[0] + r.text_len, m.at[1]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_reply_that_is_reported),
        cmocka_unit_test(finds_the_first_of_words),
        cmocka_unit_test(knows_a_quote_that_opens_a_value),
        cmocka_unit_test(finds_the_end_of_a_value),
        cmocka_unit_test(finds_the_quote_that_closes),
        cmocka_unit_test(finds_the_last_mark_of_typographers),
        cmocka_unit_test(finds_the_end_of_the_value_around),
        cmocka_unit_test(counts_the_brackets_that_are_open),
        cmocka_unit_test(finds_where_a_reply_begins),
        cmocka_unit_test(finds_the_envelope_behind_a_reply),
        cmocka_unit_test(finds_what_clients_add_at_any_place),
        cmocka_unit_test(looks_for_the_end_of_an_address_nearby),
        cmocka_unit_test(finds_the_end_of_what_a_server_said),
        cmocka_unit_test(finds_the_words_of_a_result),
        cmocka_unit_test(finds_the_words_in_a_field),
        cmocka_unit_test(knows_a_reply_before_any_recipient),
        cmocka_unit_test(finds_the_words_in_front_of_a_code),
        cmocka_unit_test(narrows_a_reply_to_its_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
