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
    html_is("<aaaaaaaaaaaapre>b\nc</aaaaaaaaaaaapre>d", "b cd");
}

static void hides_what_nobody_sees(void **state)
{
    (void)state;
    html_is("<style>a { b }</style>c", "c");
    html_is("<script>a & b;</script>d", "d");
    html_is("<head><title>a</title></head>b", "b");
    html_is("<head><title>a</title><body>b", "b");
    html_is("<header>a</header>", "a");
    html_is("<head id=1>a</head >b", "b");
    html_is("<head\nid=1>a</head\n>b", "b");
    html_is("<head\tid=1>a</head\t>b", "b");
    html_is("a<!-- b > <p> -- c -->d", "ad");
    html_is("a<!----->b<!---->c", "abc");
    html_is("a<!-- b -> c->d - ->e -->f", "af");
    html_is("a<!- b -->c<!x-->d", "acd");
    /* Nor is a comment what only one before it was. */
    html_is("a<!-- b --><!-x>c", "ac");
    html_is("a<!-->b-->c", "ac");
    html_is("a<!--->b-->c", "ac");
    html_is("<table><!-- > --><b>c", "\n\nc");
    html_is("a<!------------------>b", "ab");
}

static void joins_blanks(void **state)
{
    (void)state;
    html_is(" a \n\t b", "a b");
    html_is("<br> a", "\na");
    html_is("a\001b", "a b");
    html_is("a\037\tb", "a b");
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
    html_is("&#9;&#0;", "\t&#0;");
    html_is("&#x10ffff;&#x10ffff0;&#xd7ff;",
            "\xf4\x8f\xbf\xbf&#x10ffff0;\xed\x9f\xbf");
    html_is("&#x40000;", "\xf1\x80\x80\x80");
    /* However large the number is. */
    html_is("&#x100000041;&#xffffffffff;&#99999999999;",
            "&#x100000041;&#xffffffffff;&#99999999999;");
    html_is("&lta&gtb&lt1", "<a>b<1");
    html_is("&#127;&#128;&#x7ff;&#x800;&#xffff;&#x10000;",
            "\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80");
    html_is("&#xdfff;&#xe000;", "&#xdfff;\xee\x80\x80");
}

static void knows_the_names_of_characters(void **state)
{
    static const char *const rows[][2] = {
        {"lt", "<"},
        {"gt", ">"},
        {"amp", "&"},
        {"quot", "\""},
        {"apos", "'"},
        {"nbsp", " "},
        {"auml", "\xc3\xa4"},
        {"ouml", "\xc3\xb6"},
        {"uuml", "\xc3\xbc"},
        {"Auml", "\xc3\x84"},
        {"Ouml", "\xc3\x96"},
        {"Uuml", "\xc3\x9c"},
        {"szlig", "\xc3\x9f"},
        {"eacute", "\xc3\xa9"},
        {"egrave", "\xc3\xa8"},
        {"agrave", "\xc3\xa0"},
        {"ecirc", "\xc3\xaa"},
        {"ccedil", "\xc3\xa7"},
        {"aacute", "\xc3\xa1"},
        {"iacute", "\xc3\xad"},
        {"oacute", "\xc3\xb3"},
        {"uacute", "\xc3\xba"},
        {"atilde", "\xc3\xa3"},
        {"otilde", "\xc3\xb5"},
        {"ntilde", "\xc3\xb1"},
        {"rsquo", "'"},
        {"lsquo", "'"},
        {"ldquo", "\xe2\x80\x9c"},
        {"rdquo", "\xe2\x80\x9d"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char entity[16];

        snprintf(entity, sizeof entity, "&%s;", rows[i][0]);
        html_is(entity, rows[i][1]);
    }
}

static void holds_no_more_than_it_has_room_for(void **state)
{
    struct smtpc_decoder_ d;
    char room[1];

    (void)state;
    smtpc_start_decoder_(&d, room, sizeof room);
    for (size_t i = 0; i < sizeof d.held; i++)
        assert_true(smtpc_hold_(&d, 'a'));
    assert_false(smtpc_hold_(&d, 'a'));
    assert_int_equal(d.held_len, sizeof d.held);
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
    text_is(header, "=41", "A");
    text_is(header, "=40=0a=09", "@\n ");
    text_is(header, "=", "=");
    text_is(header, "a= \t", "a=  ");
    text_is(header, "a=!\nb", "a=!\nb");
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
        {"", "\xc3\xa4", "\xc3\xa4"},
        {"'", "\xc3\xa4", "\xc3\xa4"},
        {"\"utf8\"", "\xc3\xa4", "\xc3\xa4"},
        {"iso-8859-1", "\xe4\x80\xff", "\xc3\xa4\xe2\x82\xac\xc3\xbf"},
        {"iso-8859-15", "\xa4\xa5\x80", "\xe2\x82\xac\xc2\xa5\xe2\x82\xac"},
        {"iso-8859-15", "\x7f\x9f\xa0\xa3", "\x7f\xc5\xb8\xc2\xa0\xc2\xa3"},
        {"iso-8859-2", "\x7f\x80\xa0", "\x7f\xef\xbf\xbd\xc2\xa0"},
        {"windows-1250", "\x7f\x81\xa0\xa1",
         "\x7f\xef\xbf\xbd\xc2\xa0\xcb\x87"},
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
        {"iso-2022-jp", "\x1b$(D\"\"\x1b(Jab", "ab"},
        {"shift_jis", "\x82\x3f\x82\x40x\x82\n5", "?x\n5"},
        {"gb2312", "\xc4\xe3:\xba\xc3.", ":."},
        {"gb2312", "\x7f@\x80@.", "\x7f@."},
        {"iso-2022-jp", "\x1b$B\"\"\x1b$(D\"\"\x1b(B\x1b\x1b(Ja", "a"},
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
    field_is("=?x?q?=", "=?x?q?=");
    field_is("=?utf-8xyz", "=?utf-8xyz");
    field_is("=?utf-8?", "=?utf-8?");
    field_is("=?utf-8?q", "=?utf-8?q");
    field_is("=?utf-8?q?", "=?utf-8?q?");
    field_is("=?utf-8 q?a?=", "=?utf-8 q?a?=");
    field_is("=?utf-8?q?a\n=b", "=?utf-8?q?a =b");
    field_is("x?utf-8?q?a?=", "x?utf-8?q?a?=");
    field_is("=xutf-8?q?a?=", "=xutf-8?q?a?=");
    field_is("=?utf-8xq?a?=", "=?utf-8xq?a?=");
    field_is("=?utf-8?qxa?=", "=?utf-8?qxa?=");
    field_is("=?utf-8?q?a\n?=", "=?utf-8?q?a ?=");
    /* What follows is not of the word's charset. */
    field_is("=?iso-8859-1?Q?=E4?= \xc3\xa4", "\xc3\xa4 \xc3\xa4");
    field_is("=?shift_jis?B?gg==?=a", "a");
    field_is("=?shift_jis?B?gg==?= =?shift_jis?Q?ab?=", "ab");
    field_is("=?iso-2022-jp?B?Gw==?= =?iso-2022-jp?Q?ab?=", "ab");
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

/* Which characters stand for a number, and for which. */
static void knows_digits(void **state)
{
    static const char hex[] = "0123456789abcdef";
    static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnop"
                                 "qrstuvwxyz0123456789+/";

    (void)state;
    for (int c = 1; c < 256; c++) {
        char small = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
        const char *in_hex = strchr(hex, small);
        const char *in_base64 = strchr(base64, (char)c);
        int digit = smtpc_base64_digit_((char)c);

        assert_int_equal(smtpc_hex_digit_((char)c), in_hex ? in_hex - hex : -1);
        if (in_base64)
            assert_int_equal(digit, in_base64 - base64);
        else
            assert_true(digit < 0);
    }
}

static void piece_is(const char *from, struct smtpc_piece_ got,
                     const char *want)
{
    if (got.len != strlen(want) || memcmp(got.text, want, got.len) != 0)
        fail_msg("%s: \"%.*s\"", from, (int)got.len, got.text);
}

static struct smtpc_piece_ guarded_piece(const char *text)
{
    return smtpc_cut_(guarded(text, strlen(text)), 0, strlen(text));
}

static void parts_lines(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},           {"\n", ""},         {"\r\n", ""},
        {"a\nb", "a"},      {"a\r\nb", "a"},    {"a", "a"},
        {"a\r", "a"},       {"a\rb\n", "a\rb"}, {"a\r\r\n", "a\r"},
        {"\rab\n", "\rab"},
    };
    static const char before[] = "\r\n";

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        piece_is(rows[i][0], smtpc_line_(guarded_piece(rows[i][0]), 0),
                 rows[i][1]);
    piece_is("behind it", smtpc_line_(piece(before), 1), "");
}

static void finds_where_a_header_ends(void **state)
{
    static const struct {
        const char *text, *header, *rest;
    } rows[] = {
        {"", "", ""},
        {"A: b", "A: b", ""},
        {"A: b\n", "A: b\n", ""},
        {"A: b\nC: d\n\nx", "A: b\nC: d\n", "x"},
        {"A: b\r\n\r\nx", "A: b\r\n", "x"},
        {"A: b\n c\n\td\n\n", "A: b\n c\n\td\n", ""},
        {"\nx", "", "x"},
        {" x\n\ny", " x\n", "y"},
        {"A: b\n\xc3\xa4\n\nx", "A: b\n", "\xc3\xa4\n\nx"},
        {"A: b\n!\n\nx", "A: b\n", "!\n\nx"},
        /* A line that is no field may stand between fields. */
        {"x\nA: b\n\ny", "x\nA: b\n", "y"},
        {"A: b\nx\nC: d\n\ny", "A: b\nx\nC: d\n", "y"},
        /* Without the empty line the body begins behind the last field. */
        {"A: b\nx\ny\n", "A: b\n", "x\ny\n"},
        {"A: b\nx\n\ny", "A: b\n", "x\n\ny"},
        {"A: b\nx\n y\n\nz", "A: b\n", "x\n y\n\nz"},
        {"x", "", "x"},
        /* Or at a boundary. */
        {"A: b\n--b\nC: d\n\nx", "A: b\n", "--b\nC: d\n\nx"},
        {"--b\nA: b\n", "", "--b\nA: b\n"},
        {"A: b\n-b\nC: d\n\nx", "A: b\n-b\nC: d\n", "x"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_piece_ p = guarded_piece(rows[i].text);
        size_t at = 0;

        piece_is(rows[i].text, smtpc_take_header_(p, &at), rows[i].header);
        piece_is(rows[i].text, smtpc_cut_(p.text, at, p.len), rows[i].rest);
    }
}

static void finds_fields(void **state)
{
    static const struct {
        const char *header, *value;
    } rows[] = {
        {"Status: 5.1.1\n", "5.1.1"},
        {"Status:5.1.1", "5.1.1"},
        {"STATUS \t: 5.1.1 \r\n", "5.1.1"},
        {"  Status: 5.1.1\n", "5.1.1"},
        {"A: b\nStatus: 5.1.1\nStatus: 5.2.2\n", "5.1.1"},
        {"Status: a\n b\n\tc\nd", "a\n b\n\tc"},
        {"Status: a\n \n b", "a"},
        {"Status: a\nb", "a"},
        /* Some servers indent the fields of a report. */
        {"Action: failed\n  Status: 5.1.1\n  Remote-MTA: x\n", "5.1.1"},
        {"Action: failed\n  X-Status: 5.1.1\n", ""},
        {"X: y\n  state: z\n", ""},
        {"Status 5.1.1\n", ""},
        {"Statu: 5.1.1\n", ""},
        {"Statusx: 5.1.1\n", ""},
        {"xtatus: 5.1.1\n", ""},
        {"Status", ""},
        {"Stat", ""},
        {"Status:", ""},
        {"", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        piece_is(rows[i].header,
                 smtpc_field_(guarded_piece(rows[i].header), "status:"),
                 rows[i].value);
}

static void knows_the_name_of_a_field(void **state)
{
    static const struct {
        const char *line;
        size_t len;
    } rows[] = {{"", 0},       {":", 0},        {"a", 0},      {"a:", 1},
                {"a: b", 1},   {"A-b_9: c", 5}, {"a b: c", 0}, {" a: b", 0},
                {"a.b: c", 0}, {"a : b", 0},    {"-:", 1},     {"_:", 1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_field_name_(guarded_piece(rows[i].line)),
                         rows[i].len);
}

static void finds_parameters(void **state)
{
    static const struct {
        const char *value, *want;
    } rows[] = {
        {"", ""},
        {"text/plain", ""},
        {"text/plain; charset=utf-8", "utf-8"},
        {"text/plain;charset=utf-8;x=y", "utf-8"},
        {"x;\r\n\tCharset = A b", "A"},
        {"x; charset=a;", "a"},
        {"x; charset=\"a; b\"; y", "a; b"},
        {"x; charset=\"\"", ""},
        {"x; charset=\"a", "a"},
        {"x; charset=\"", ""},
        {"x; charset=", ""},
        {"x; charset", ""},
        {"x; charset;", ""},
        {"x; charsets=a", ""},
        {"x; xcharset=a", ""},
        {"charset=a", ""},
        {";charset=a", "a"},
        {"\";charset=a", ""},
        {"x; y=\";charset=no\"; charset=yes", "yes"},
        {"x; charset y; charset=z", "z"},
        {"x;", ""},
        {"x; ", ""},
        {"x;;charset=a", "a"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        piece_is(rows[i].value,
                 smtpc_parameter_(guarded_piece(rows[i].value), "charset"),
                 rows[i].want);
}

static void knows_the_types_of_parts(void **state)
{
    static const struct {
        const char *type;
        int is;
    } rows[] = {
        {"", SMTPC_PART_PLAIN_},
        {"text", SMTPC_PART_PLAIN_},
        {"text/", SMTPC_PART_PLAIN_},
        {"text/plain; charset=utf-8", SMTPC_PART_PLAIN_},
        {"text/enriched", SMTPC_PART_PLAIN_},
        {"TEXT/HTML", SMTPC_PART_HTML_},
        {"text/rfc822-headers", SMTPC_PART_ORIGINAL_},
        {"message/delivery-status", SMTPC_PART_REPORT_},
        {"message/global-delivery-status", SMTPC_PART_REPORT_},
        {"message/feedback-report", SMTPC_PART_FEEDBACK_},
        {"message/disposition-notification", SMTPC_PART_RECEIPT_},
        {"message/global-disposition-notification", SMTPC_PART_RECEIPT_},
        {"message/rfc822", SMTPC_PART_ORIGINAL_},
        {"message/global", SMTPC_PART_ORIGINAL_},
        {"image/png", SMTPC_PART_OTHER_},
        {"multipart/mixed", SMTPC_PART_OTHER_},
        {"/", SMTPC_PART_OTHER_},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_part_type_(guarded_piece(rows[i].type)),
                         rows[i].is);
}

/* Of two multiparts, the inner one's boundary begins as the outer one's. */
static void knows_the_boundaries_of_multiparts(void **state)
{
    static const struct {
        const char *line;
        unsigned open;
        int closes;
    } rows[] = {
        {"--ab", 2, 0},  {"--ab--", 2, 1},  {"--ab \t", 2, 0}, {"--a", 1, 0},
        {"--a--", 1, 1}, {"--a-- x", 1, 1}, {"--a  ", 1, 0},   {"--a x", 3, 0},
        {"--abc", 3, 0}, {"--a-", 3, 0},    {"--", 3, 0},      {"-", 3, 0},
        {"", 3, 0},      {"-aab", 3, 0},    {"a-ab", 3, 0},    {"--b", 3, 0},
        {" --a", 3, 0},
    };
    struct smtpc_mime_ m;

    (void)state;
    memset(&m, 0, sizeof m);
    m.depth = 2;
    m.boundaries[0] = piece("a");
    m.boundaries[1] = piece("ab");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int closes = 7;

        assert_int_equal(
            smtpc_open_behind_(&m, guarded_piece(rows[i].line), &closes),
            rows[i].open);
        assert_int_equal(closes, rows[i].closes);
    }
}

/* The parts of a mail, each with the number of its type. */
static void parts_are(const char *mail, const char *want)
{
    char got[512] = "";
    struct smtpc_mime_ m;
    struct smtpc_part_ part;

    smtpc_start_mime_(&m, guarded_piece(mail));
    while (smtpc_next_part_(&m, &part))
        snprintf(got + strlen(got), sizeof got - strlen(got), "%d<%.*s>",
                 part.type, (int)part.body.len, part.body.text);
    assert_string_equal(got, want);
}

#define MULTIPART(boundary) \
    "Content-Type: multipart/mixed; boundary=" boundary "\n\n"

static void parts_mails(void **state)
{
    (void)state;
    parts_are("", "");
    parts_are("A: b\n\nx\n--b\ny\n", "0<x\n--b\ny\n>");
    parts_are("Content-Type: text/html\n\nx", "1<x>");
    parts_are(MULTIPART("b") "before\n--b\n\nx\n--b\n"
                             "Content-Type: text/html\n\ny\n--b--\nbehind\n",
              "0<x\n>1<y\n>");
    parts_are(MULTIPART("b") "--b\n\nx\n--b\n\n", "0<x\n>0<>");
    /* Of two in each other the inner one may be left open. */
    parts_are(
        MULTIPART("o") "--o\n" MULTIPART("i") "--i\n\nx\n--i\n\ny\n"
                                              "--i--\nz\n--o\n\nlast\n--o--\n",
        "0<x\n>0<y\n>0<last\n>");
    parts_are(
        MULTIPART("o") "--o\n" MULTIPART("i") "--i\n\nx\n--o\n\nlast\n"
                                              "--o--\nz\n--i\n\nno part\n",
        "0<x\n>0<last\n>");
    /* What has no boundary, or none that comes, is text. */
    parts_are("Content-Type: multipart/mixed\n\nx\n--b\ny\n", "0<x\n--b\ny\n>");
    parts_are(MULTIPART("b") "x\n--c\ny\n", "0<x\n--c\ny\n>");
    parts_are(MULTIPART("b") "x\n--b\n", "0<x\n>");
    parts_are(MULTIPART("b") "x\n--b--\ny\n", "0<x\n>");
    parts_are(MULTIPART("b") "--b\n\nx\n--b--\n--b\n\ny\n", "0<x\n>");
    parts_are(MULTIPART("o") "--o\n" MULTIPART("i") "x\n--o\n\ny\n--o--\n",
              "0<x\n>0<y\n>");
}

static void parts_no_more_than_eight_levels(void **state)
{
    (void)state;
    for (int levels = 1; levels < 12; levels++) {
        char mail[2048] = "";

        for (int i = 0; i < levels; i++)
            snprintf(mail + strlen(mail), sizeof mail - strlen(mail),
                     MULTIPART("%c") "--%c\n", 'a' + i, 'a' + i);
        strcat(mail, "\nx\n");
        if (levels <= 8)
            parts_are(mail, "0<x\n>");
        else if (levels == 9)
            parts_are(mail, "0<--i\n\nx\n>");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_part_words),
        cmocka_unit_test(hides_what_nobody_sees),
        cmocka_unit_test(joins_blanks),
        cmocka_unit_test(knows_entities),
        cmocka_unit_test(knows_the_names_of_characters),
        cmocka_unit_test(holds_no_more_than_it_has_room_for),
        cmocka_unit_test(decodes_quoted_printable),
        cmocka_unit_test(decodes_base64),
        cmocka_unit_test(reads_charsets),
        cmocka_unit_test(keeps_within_its_room),
        cmocka_unit_test(unfolds_fields),
        cmocka_unit_test(unfolds_into_little_room),
        cmocka_unit_test(knows_digits),
        cmocka_unit_test(parts_lines),
        cmocka_unit_test(finds_where_a_header_ends),
        cmocka_unit_test(finds_fields),
        cmocka_unit_test(knows_the_name_of_a_field),
        cmocka_unit_test(finds_parameters),
        cmocka_unit_test(knows_the_types_of_parts),
        cmocka_unit_test(knows_the_boundaries_of_multiparts),
        cmocka_unit_test(parts_mails),
        cmocka_unit_test(parts_no_more_than_eight_levels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
