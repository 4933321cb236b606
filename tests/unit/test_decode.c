/* SPDX-License-Identifier: 0BSD
 *
 * How the parts and fields of a mail become text: charsets, encodings, HTML.
 */
#define SMTPC_STATIC
#include "../../out/smtpcodes_bounce.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"

enum { ROOM = 400, GUARD = 64, GUARD_BYTE = 0x5a };

static struct smtpc_piece_ piece(const char *text)
{
    return smtpc_cut_(text, 0, strlen(text));
}

/* The text of a part, in room of that size and no byte more. */
static const char *decoded(const char *header, int type, const char *body,
                           size_t size)
{
    static char room[ROOM + GUARD];
    struct smtpc_decoder_ d;
    struct smtpc_part_ part;

    memset(&part, 0, sizeof part);
    part.header = piece(header);
    part.body = smtpc_cut_(guarded(body, strlen(body)), 0, strlen(body));
    part.type = type;
    memset(room, GUARD_BYTE, sizeof room);
    smtpc_start_decoder_(&d, room, size);
    smtpc_decode_part_(&d, &part);
    assert_true(d.len <= size);
    for (size_t i = size; i < sizeof room; i++)
        assert_int_equal(room[i], GUARD_BYTE);
    room[d.len] = '\0';
    return room;
}

static void html_is(const char *body, const char *want)
{
    assert_string_equal(decoded("", SMTPC_PART_HTML_, body, ROOM), want);
}

static void text_is(const char *header, const char *body, const char *want)
{
    assert_string_equal(decoded(header, SMTPC_PART_PLAIN_, body, ROOM), want);
}

static void field_is(const char *value, const char *want)
{
    char to[ROOM];
    size_t len = strlen(value);

    len = smtpc_unfold_(smtpc_cut_(guarded(value, len), 0, len), to, sizeof to);

    assert_int_equal(len, strlen(want));
    assert_string_equal(to, want);
}

static void tags_part_words(void **state)
{
    (void)state;
    html_is("a<br>b<BR/>c", "a\nb\nc");
    html_is("<p>a</p><div>b</div>c", "\n\na\n\n\nb\nc");
    html_is("<table><tr><td>a</td><td>b</td></tr></table>",
            "\n\n\n a  b \n\n\n");
    html_is("<ul><li>a</li><li>b</li></ul>", "\n\n\na\nb\n\n");
    html_is("<h1>a</h1><h2>b</h2><h3>c</h3>", "\n\na\n\n\n\nb\n\n\n\nc\n\n");
    html_is("<blockquote>a</blockquote>", "\n\na\n\n");
    html_is("<th>a<pre>b\nc</pre>d\ne", " a\nb\nc\nd e");
    html_is("a<b>b</b><a href=\"x>\">c</a>", "ab\">c");
    html_is("<span\nid=1>a</span\t>b", "ab");
}

static void hides_what_nobody_sees(void **state)
{
    (void)state;
    html_is("<style>a { b }</style>c", "c");
    html_is("<script>a & b;</script>d", "d");
    html_is("<head><title>a</title></head>b", "b");
    html_is("<head><title>a</title><body>b", "b");
    html_is("<header>a</header>", "a");
    html_is("a<!-- b > <p> -- c -->d", "ad");
    html_is("a<!----->b<!---->c", "abc");
    html_is("a<!-- b -> c->d - ->e -->f", "af");
    html_is("a<!- b -->c<!x-->d", "acd");
}

static void joins_blanks(void **state)
{
    (void)state;
    html_is(" a \n\t b", "a b");
    html_is("<br> a", "\na");
    html_is("a\001b", "a b");
}

static void knows_entities(void **state)
{
    (void)state;
    html_is("&lt;a&gt;&amp;&quot;&apos;&nbsp;", "<a>&\"' ");
    html_is("&auml;&Uuml;&szlig;&ldquo;",
            "\xc3\xa4\xc3\x9c\xc3\x9f\xe2\x80\x9c");
    html_is("&#65;&#x41;&#X6a;&#228;&#x20ac;&#x1f600;",
            "AAj\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80");
    /* Without the semicolon; what is none stays. */
    html_is("&ltjo@example.org&gt x", "<jo@example.org> x");
    html_is("a & b &unknown; &c", "a & b &unknown; &c");
    html_is("&#xd800; &#x110000; &#; &abcdefghijklmnop;",
            "&#xd800; &#x110000; &#; &abcdefghijklmnop;");
    html_is("&#127;&#128;&#x7ff;&#x800;&#xffff;&#x10000;",
            "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80");
    html_is("&#xdfff;&#xe000;", "&#xdfff;\xee\x80\x80");
}

static void decodes_quoted_printable(void **state)
{
    static const char header[] =
        "Content-Type: text/plain; charset=utf-8\n"
        "Content-Transfer-Encoding: Quoted-Printable\n";

    (void)state;
    text_is(header, "=C3=A4=c3=b6 a=3Db_c", "\xc3\xa4\xc3\xb6 a=b_c");
    text_is(header, "one=\ntwo= \t\r\nthree", "onetwothree");
    text_is(header, "a=b = =4 =4", "a=b = =4 =4");
    text_is(header, "=41=G1=1G=", "A=G1=1G=");
}

static void decodes_base64(void **state)
{
    static const char header[] = "Content-Transfer-Encoding: base64\n";

    (void)state;
    text_is(header, "YQ==", "a");
    text_is(header, "YWI=", "ab");
    text_is(header, "YW Jj\r\n*Z A==", "abcd");
    text_is(header, "UVdaYXp4MDk/Pj4+Pz8/", "QWZazx09?>>>???");
    text_is(header, "", "");
}

static void reads_charsets(void **state)
{
    static const struct {
        const char *charset, *bytes, *want;
    } rows[] = {
        {"UTF-8", "\xc3\xa4", "\xc3\xa4"},
        {"us-ascii", "\xc3\xa4", "\xc3\xa4"},
        {"\"utf8\"", "\xc3\xa4", "\xc3\xa4"},
        {"iso-8859-1", "\xe4\x80\xff", "\xc3\xa4\xe2\x82\xac\xc3\xbf"},
        {"iso-8859-15", "\xa4\xa5\x80", "\xe2\x82\xac\xc2\xa5\xe2\x82\xac"},
        {"iso-8859-2", "\xa1\xff\x9f", "\xc4\x84\xcb\x99\xef\xbf\xbd"},
        {"windows-1250", "\x80\x8a\xff", "\xe2\x82\xac\xc5\xa0\xcb\x99"},
        {"windows-1251", "\x80\xc0\xff", "\xd0\x82\xd0\x90\xd1\x8f"},
        {"windows-1252", "\x80\x9f\xa0", "\xe2\x82\xac\xc5\xb8\xc2\xa0"},
        {"'koi8-r'", "\xc1", "\xd0\xb0"},
        {"koi8-r", "\x80\xc1\xff", "\xe2\x94\x80\xd0\xb0\xd0\xaa"},
        /* Two bytes a letter: only what is ASCII is kept. */
        {"iso-2022-jp", "\x1b$B$\"\x1b(Bab\x1b$BB\ncd", "ab\ncd"},
        {"shift_jis",
         "a\x82\xa0"
         "b\x83\x41"
         "c",
         "abc"},
        {"gb2312", "\xc4\xe3:\xba\xc3.", ":."},
        {"big5",
         "\xa4\x40"
         "550\xa4\x30",
         "5500"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char header[80];

        snprintf(header, sizeof header,
                 "Content-Type: text/plain; charset=%s\n", rows[i].charset);
        text_is(header, rows[i].bytes, rows[i].want);
    }
}

/* What does not fit is left out, no character is cut. */
static void keeps_within_its_room(void **state)
{
    static const char all[] = "a\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80z";

    (void)state;
    for (size_t size = 0; size <= sizeof all; size++) {
        const char *text =
            decoded("", SMTPC_PART_HTML_, "a&auml;&#8364;&#128512;z", size);

        if (size >= sizeof all - 1)
            assert_string_equal(text, all);
        for (const char *s = text; *s;) {
            unsigned char c = (unsigned char)*s++;
            int more = c < 0x80 ? 0 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;

            for (; more > 0; more--, s++)
                assert_int_equal((unsigned char)*s >> 6, 2);
        }
    }
    assert_string_equal(decoded("", SMTPC_PART_PLAIN_, "abcdef", 3), "abc");
}

static void unfolds_fields(void **state)
{
    (void)state;
    field_is("", "");
    field_is(" a\n\tb  c ", "a b c");
    field_is("=?utf-8?Q?a_=C3=A4?= b", "a \xc3\xa4 b");
    field_is("=?iso-8859-1?b?5A==?=", "\xc3\xa4");
    /* A blank between two encoded words goes, one beside a plain word stays. */
    field_is("=?utf-8?q?a?= =?utf-8?q?b?=\n =?utf-8?q?c?= d e", "abc d e");
    field_is("a =?utf-8?q?b?=", "a b");
    field_is("=?utf-8?q?a?=b", "ab");
    /* And what only looks like one is as it was. */
    field_is("=?utf-8?q?a b", "=?utf-8?q?a b");
    field_is("=?utf 8?q?a?=", "=?utf 8?q?a?=");
    field_is("=?utf-8?qq?a?=", "=?utf-8?qq?a?=");
    field_is("=?utf-8?q?a?b", "=?utf-8?q?a?b");
    field_is("=?utf-8?q?a?", "=?utf-8?q?a?");
    field_is("=?", "=?");
    field_is("=?x?q?"
             "?=",
             "");
}

static void unfolds_into_little_room(void **state)
{
    (void)state;
    for (size_t size = 1; size < 12; size++) {
        char to[ROOM];
        size_t len;

        memset(to, GUARD_BYTE, sizeof to);
        len = smtpc_unfold_(piece("a =?utf-8?q?bcd?= ef"), to, size);
        assert_int_equal(len, size - 1 < 8 ? size - 1 : 8);
        assert_memory_equal(to, "a bcd ef", len);
        assert_int_equal(to[len], '\0');
        assert_int_equal(to[len + 1], GUARD_BYTE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_part_words),
        cmocka_unit_test(hides_what_nobody_sees),
        cmocka_unit_test(joins_blanks),
        cmocka_unit_test(knows_entities),
        cmocka_unit_test(decodes_quoted_printable),
        cmocka_unit_test(decodes_base64),
        cmocka_unit_test(reads_charsets),
        cmocka_unit_test(keeps_within_its_room),
        cmocka_unit_test(unfolds_fields),
        cmocka_unit_test(unfolds_into_little_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
