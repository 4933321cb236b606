/* SPDX-License-Identifier: 0BSD
 *
 * Folding: what becomes of words, addresses and apostrophes, and that no text
 * is folded beyond the room there is.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "marked.h"

#include "runtime/cast.h"

#include "runtime/header/key.h"

#include "runtime/header/fold.h"

enum { ROOM = 2048, BEHIND = 16, GUARD = 4096, GUARD_BYTE = 0x5a };

/* Fold what ends where memory ends into exactly the room that callers have;
 * behind it are NULs. What is written behind these, and is no crash without the
 * sanitizers, hits the guard. */
static size_t fold(const char *text, size_t len, char *to)
{
    static char room[ROOM + GUARD];
    size_t n;

    memset(room, GUARD_BYTE, sizeof room);
    n = smtpc_fold_text_(guarded(text, len), len, room);
    assert_in_range(n, 1, ROOM - 1);
    for (size_t i = n; i < n + BEHIND; i++)
        assert_int_equal(room[i], 0);
    for (size_t i = ROOM + BEHIND; i < sizeof room; i++)
        assert_int_equal(room[i], GUARD_BYTE);
    memcpy(to, room, n);
    to[n] = '\0';
    return n;
}

static void folds_to(const char *text, const char *want)
{
    char folded[ROOM + 1];

    fold(text, strlen(text), folded);
    assert_string_equal(folded, want);
}

static void keeps_words_only(void **state)
{
    (void)state;
    folds_to("", " ");
    folds_to("550 5.1.1 No such USER!", " no such user ");
    folds_to("mx1.example.org said: 7 times", " MX1.EXAMPLE.ORG said times ");
    folds_to("the end. Of all...", " the end of all ");
    folds_to("user's mailbox isn't there, can't go on",
             " users mailbox is not there cannot go on ");
    folds_to("Gr\xc3\xb6\xc3\x9f"
             "e",
             " groesse ");
}

/* All of an address goes: what is left of it would be words that its owner
 * chose, and phrases could be found in them. */
static void drops_whole_addresses(void **state)
{
    (void)state;
    folds_to("to <jo@example.org> now", " to now ");
    folds_to("to jo@mail_host.example.org now", " to now ");
    folds_to("to jo@mail-host.example.org now", " to now ");
    folds_to("to user-unknown+no_such#user@example.org now", " to now ");
    folds_to("to no.such.user@example.org now", " to now ");
    folds_to("to jo@mx10a.example.org now", " to now ");
    folds_to("kim@example.org=foo bar", " foo bar ");
    /* A comma parts addresses, so the words before it stay. */
    folds_to("over quota,jo@example.org", " over quota ");
}

/* Letters of any script become small, umlauts are spelt out. */
static void makes_letters_small(void **state)
{
    (void)state;
    folds_to("ABYZ abyz", " abyz abyz ");
    folds_to("\xc3\x84\xc3\x96\xc3\x9c \xc3\xa4\xc3\xb6\xc3\xbc \xc3\x9f",
             " aeoeue aeoeue ss ");
    /* A with a grave, thorn; the sign of multiplication is no letter. */
    folds_to("\xc3\x80\xc3\x9e \xc3\xa0\xc3\xbe \xc3\x97",
             " \xc3\xa0\xc3\xbe \xc3\xa0\xc3\xbe \xc3\x97 ");
    /* A, H, L, N, Z and Y with marks: small ones are odd numbers, or even. */
    folds_to("\xc4\x80\xc4\xa6\xc4\xb9\xc5\x87\xc5\xbd\xc5\xb6\xc5\xb8",
             " \xc4\x81\xc4\xa7\xc4\xba\xc5\x88\xc5\xbe\xc5\xb7\xc3\xbf ");
    folds_to("\xc4\x81\xc4\xa7\xc4\xba\xc5\x88\xc5\xbe\xc5\xb7\xc3\xbf",
             " \xc4\x81\xc4\xa7\xc4\xba\xc5\x88\xc5\xbe\xc5\xb7\xc3\xbf ");
    /* The first and last letters of both Cyrillic rows, of the Greek one. */
    folds_to("\xd0\x90\xd0\xaf\xd0\x80\xd0\x8f",
             " \xd0\xb0\xd1\x8f\xd1\x90\xd1\x9f ");
    folds_to("\xd0\xb0\xd1\x8f\xd1\x90\xd1\x9f",
             " \xd0\xb0\xd1\x8f\xd1\x90\xd1\x9f ");
    folds_to("\xce\x91\xce\xab\xce\xa3 \xcf\x82 \xcf\x83",
             " \xce\xb1\xcf\x8b\xcf\x83 \xcf\x83 \xcf\x83 ");
    folds_to("\xce\x86\xce\x88\xce\x89\xce\x8a\xce\x8c\xce\x8e\xce\x8f",
             " \xce\xac\xce\xad\xce\xae\xce\xaf\xcf\x8c\xcf\x8d\xcf\x8e ");
    folds_to("\xe4\xb8\xad\xe6\x96\x87 a", " \xe4\xb8\xad\xe6\x96\x87 a ");
}

/* As typographers write, and programs that escape what is no ASCII. */
static void reads_other_spellings(void **state)
{
    (void)state;
    folds_to("don\xe2\x80\x99t \xe2\x80\x9cquota\xe2\x80\x9d", " dont quota ");
    folds_to("a\xe2\x80\x80"
             "b\xe2\x80\xbf"
             "c\xe2\x81\x80 \xe2\x80",
             " a b c\xe2\x81\x80 \xe2\x80 ");
    folds_to("\xc3 \xc3\x7f \xc3\xc0 \xdf\xbf \xe0\x80 \xc2\xa1 \xc3",
             " \xc3 \xc3 \xc3\xc0 \xdf\xbf \xe0\x80 \xc2\xa1 \xc3 ");
    folds_to("in\xc2\xa0one \xc2\xabmailbox\xc2\xbb!", " in one mailbox ");
    folds_to("\\u00fcber \\u00DF \\u0416 \\u4e2d",
             " ueber ss \xd0\xb6 \xe4\xb8\xad ");
    /* The last that are two bytes, and around the halves of pairs. */
    folds_to("\\u07ff \\u0800 \\ud7ff \\ue000 \\uff21",
             " \xdf\xbf \xe0\xa0\x80 \xed\x9f\xbf \xee\x80\x80 \xef\xbc\xa1 ");
    /* ASCII, half of a pair and what is too short are no such character. */
    folds_to("\\u0041 \\u007f \\ud800 \\udfff \\u00f \\x",
             " u0041 u007f ud800 udfff u00f x ");
    folds_to("\\u00fg \\u00:c \\u00/c \\u00`c \\U00fc \\v00fc",
             " u00fg u00 c u00 c u00 c u00fc v00fc ");
    folds_to("\\u00f", " u00f ");
    folds_to("\\u00fc", " ue ");
    folds_to("\\", " ");
    folds_to("x\\", " x ");
    folds_to("x \\u00f", " x u00f ");
    folds_to("one\\n", " one ");
    folds_to("one.example\\ntwo", " ONE.EXAMPLE two ");
    folds_to("one\\ntwo\\rthree\\tfour", " one two three tfour ");
}

static void spells_not(void **state)
{
    (void)state;
    folds_to("isn't wasn'T can't couldn't",
             " is not was not cannot could not ");
    folds_to("an't n't 'tis don'", " ant nt tis don ");
    folds_to("hat't john's son'd", " hatt johns sond ");
}

/* Dots go on with a word that goes on; what is digits and dots is no word. */
static void keeps_inner_dots_only(void **state)
{
    (void)state;
    folds_to("a.0b a'0 a.9b", " A.0B a0 A.9B ");
    folds_to("v1.2 a.b..c ..d e.. f", " v1.2 a.b..c d e f ");
    folds_to("192.0.2.1 12 5.1.1 3com 12a 12:30", " 3com 12a ");
    folds_to("2001:db8::1 fe80::1%x ab:cd:ef a::b:c", " x ");
    folds_to("fe80::1 a", " a ");
    folds_to("g::1 user: unknown", " g user unknown ");
    folds_to("[192.0.2.1] [user-unknown] x_y", " user unknown x y ");
}

/* Of the names that strangers choose no word is left that a phrase has; where
 * they end, words go on. */
static void takes_names_out_of_reach(void **state)
{
    (void)state;
    folds_to("see user-unknown.example.org now",
             " see USER UNKNOWN.EXAMPLE.ORG now ");
    folds_to("http://a.example/No-Such?user=unknown now",
             " HTTP A.EXAMPLE NO SUCH USER UNKNOWN now ");
    folds_to("ftp://a\"b c(http://d/e)f", " FTP A b c HTTP D E f ");
    folds_to("see http://", " see HTTP ");
    folds_to("example.org/user,unknown x", " EXAMPLE.ORG USER UNKNOWN x ");
    folds_to("see x:a/user y:/user z:/", " see x a user y user z ");
    folds_to("example.org/user/unknown user/unknown",
             " EXAMPLE.ORG USER UNKNOWN user unknown ");
    folds_to("<nosuchuser> <no such user> <no.such> <DATA> <LF>",
             " NOSUCHUSER no such user NO.SUCH data lf ");
    folds_to("\"User Unknown\" <jo@example.org> a", " USER UNKNOWN a ");
    folds_to("\"user unknown\"@example.org a", " a ");
    folds_to("\"user unknown\"@ a", " a ");
    folds_to("file=\"user unknown\" \"X-Spam: yes\" a",
             " FILE USER UNKNOWN X SPAM YES a ");
    /* Its dots stand between letters or digits. */
    folds_to("file=\"a.0 b.9 c.a d.Z .e f. g..h 1.2.i j.\" a",
             " FILE A.0 B.9 C.A D.Z E F G H 1.2.I J a ");
    folds_to("file=\"a.\" file=\"a.b\"", " FILE A FILE A.B ");
    folds_to("see http://a.", " see HTTP A ");
    folds_to("http://a.example/\xd0\xb6z <no\xe4\xb8\x80such>",
             " HTTP A.EXAMPLE XXZ NOXXXSUCH ");
    folds_to("a.b\x7f-c~d", " a.b c d ");
    folds_to("the \"user unknown\" a", " the user unknown a ");
    folds_to("subject: user unknown) a", " subject USER UNKNOWN a ");
    /* A quote in a subject may be the stranger's own. */
    folds_to("subject: \"hello\" user unknown", " subject HELLO USER UNKNOWN ");
    folds_to("the object: user unknown", " the object user unknown ");
}

/* What Exchange writes has dots, and parts that are no host's; dashes and
 * underscores go on behind what could be one. */
static void knows_a_name_by_its_end(void **state)
{
    (void)state;
    folds_to("mx.example.org mx.example.ORG song.mp3",
             " MX.EXAMPLE.ORG MX.EXAMPLE.ORG SONG.MP3 ");
    folds_to("RESOLVER.ADR.RecipNotFound x.Org a.b",
             " resolver.adr.recipnotfound x.org a.b ");
    /* One capital or small letter is enough, the first and the last, too. */
    folds_to("x.AA x.ZZ x.aa x.zz", " X.AA X.ZZ X.AA X.ZZ ");
    folds_to("x.O\xc3\x89 x.o\xc3\xa9", " X.OXX X.OXX ");
    folds_to("mx.example.org=foo x", " MX.EXAMPLE.ORG FOO x ");
    folds_to("x.Ab x.bA x.Zb x.Ba x.Bz", " x.ab x.ba x.zb x.ba x.bz ");
    folds_to("mx.example.org-foo mx.example.org_foo",
             " mx.example.org foo mx.example.org foo ");
}

/* A text whose folded form has that many bytes, the first blank counted and
 * the last not, then what follows. */
static size_t fill(char *text, size_t folded, const char *more, size_t times)
{
    size_t len = folded - 1;

    memset(text, 'a', len);
    for (size_t i = 9; i + 1 < len; i += 10)
        text[i] = ' ';
    while (times--) {
        memcpy(text + len, more, strlen(more));
        len += strlen(more);
    }
    return len;
}

static void never_writes_beyond_its_room(void **state)
{
    static const char *const tails[] = {
        "b",
        ".",
        "..b",
        "b.",
        "'",
        "n't",
        "can't ",
        "isn't ",
        "bn't.",
        "@b",
        "b@b ",
        " b ",
        "\xff",
        "1.2.3",
        "'.'b",
        "b-b@",
        " http://b.example/bbbbbbbbbb.bbb.b",
        " b.example/bb/bbbbbbbbbbbbb.b",
        " <bbbbbbbbbbbbb.bb.bbbbbb>",
        " =\"bbbbbbbbbbbbb.b bbbbb\"",
        " subject: bbbbbbbb.bbb bbbbbb",
        " ",
        ".......................................................b"};
    char text[ROOM * 40], folded[ROOM + 1];

    (void)state;
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        for (size_t n = ROOM - 70; n <= ROOM + 2; n++)
            for (size_t times = 1; times <= 256; times *= 16) {
                size_t len = fill(text, n, tails[i], times);

                fold(text, len, folded);
                /* And with the dots and apostrophes before the last word. */
                memcpy(text + len, "bbbbbbbb", 8);
                fold(text, len + 8, folded);
            }
}

/* A word that goes on beyond the room ends with its blank before the last byte
 * of it. */
static void leaves_a_byte_of_its_room(void **state)
{
    char text[ROOM * 2], folded[ROOM + 1];

    (void)state;
    memset(text, 'a', sizeof text);
    assert_int_equal(fold(text, sizeof text, folded), ROOM - 1);
    assert_int_equal(SMTPC_FOLD_ROOM_, ROOM + BEHIND);
}

/* Dots take all but that byte, too. */
static void dots_fill_its_room(void **state)
{
    char text[ROOM * 2], folded[ROOM + 1];

    (void)state;
    assert_int_equal(fold(text, fill(text, ROOM - 4, "..........b", 1), folded),
                     ROOM - 1);
    assert_string_equal(folded + ROOM - 5, "a.. ");
}

static void names_fill_its_room(void **state)
{
    char text[ROOM * 2], folded[ROOM + 1];

    (void)state;
    assert_int_equal(
        fold(text, fill(text, ROOM - 7, " <bbbbbbbbbb>", 1), folded), ROOM - 1);
    assert_string_equal(folded + ROOM - 8, "a BBBB ");
}

/* Where the room ends, isn't becomes is not or stays isn: no half of it. */
static void spells_not_whole_or_not_at_all(void **state)
{
    char text[ROOM * 2], folded[ROOM + 1];
    unsigned spelt = 0, left = 0;

    (void)state;
    for (size_t n = ROOM - 20; n <= ROOM - 6; n++) {
        size_t len = fill(text, n, " isn't", 1), got;

        got = fold(text, len, folded);
        if (strcmp(folded + got - 8, " is not ") == 0)
            spelt++;
        else if (strstr(folded + got - 6, " isn"))
            left++;
        else
            fail_msg("%zu bytes before: \"%s\"", n, folded + got - 20);
    }
    assert_int_equal(spelt, 12);
    assert_int_equal(left, 3);
}

/* Nor is there half of a letter that an escape stands for. */
static void writes_wide_letters_whole_or_not_at_all(void **state)
{
    static const struct {
        const char *text, *folded;
    } letters[] = {{"\\u4e2d", "\xe4\xb8\xad"},
                   {"\\u0416", "\xd0\xb6"},
                   {"\\u00fc", "ue"}};
    char text[ROOM * 2], folded[ROOM + 1];

    (void)state;
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        for (size_t n = ROOM - 12; n <= ROOM + 2; n++) {
            size_t len = fill(text, n, letters[i].text, 3), got;
            size_t size = strlen(letters[i].folded), want = n;

            /* Each has room where three bytes and the blank have. */
            for (int k = 0; k < 3 && want + 3 < ROOM - 1; k++)
                want += size;
            got = fold(text, len, folded);
            assert_int_equal(got, want < ROOM - 1 ? want + 1 : ROOM - 1);
            assert_int_equal(folded[got - 1], ' ');
            if (got > n)
                assert_int_equal((got - n - 1) % size, 0);
            for (size_t at = n; at + size < got; at += size)
                assert_memory_equal(folded + at, letters[i].folded, size);
        }
}

/* --- piece by piece ------------------------------------------------------ */

/* A row has a caret where a function begins to look, and one at what it must
 * find. */
static void is_place(const char *row, size_t got, size_t want)
{
    if (got != want)
        fail_msg("%s: %zu, not %zu", row, got, want);
}

#define FOR_ALL(rows)                                           \
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows)[0]; i++) \
        for (int end = 0; end < 2; end++)

static void finds_the_end_of_a_bracketed_name(void **state)
{
    static const char *const rows[] = {
        "^<nosuch^>", "x^<a^>b>",    "^<a.b-c^>", "^<DATAz^>", "^<^DATA>",
        "^<^D1>",     "^<^no such>", "^<^no@x>",  "^<^no<x>",  "^<^no\"x>",
        "^<^no",      "^<^>",        "^<^",       "^<^no\nx>",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], smtpc_angle_end_(m.text, m.at[0], m.len), m.at[1]);
    }
    for (size_t letters = 250; letters < 260; letters++) {
        char text[300] = "<";

        memset(text + 1, 'a', letters);
        text[1 + letters] = '>';
        assert_int_equal(smtpc_angle_end_(text, 0, letters + 2),
                         letters < 256 ? letters + 1 : 1);
    }
}

static void finds_the_end_of_an_ipv6_address(void **state)
{
    static const char *const rows[] = {
        "2001^:db8::1^", "^::1^",      "fe80^::1^%x", "[^::^]",
        "x ab^::1^ y",   "-ab^::1^",   "A9^:F:a^.",   "abcd^::1^",
        "abcde^^::1",    "xabc^^::1",  "g^^::1",      "ab^^::1x",
        "ab^^::1g",      "ab^^:",      "ab^^:1",      "^^:x",
        "^^:",           "ab^^:c-d:e", "ab^:c:^-d",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], smtpc_groups_end_(m.text, m.at[0], m.len), m.at[1]);
    }
}

/* The longest address has 39 bytes, so what has more than 40 is none. */
static void takes_no_endless_groups_for_an_address(void **state)
{
    char text[64] = "::";

    (void)state;
    for (size_t len = 2; len < sizeof text; len++) {
        text[len - 1] = len > 2 ? '1' : ':';
        assert_int_equal(smtpc_groups_end_(text, 0, len), len <= 40 ? len : 0);
    }
}

static void finds_the_end_of_a_subject(void **state)
{
    static const char *const rows[] = {
        "^x y^\nz", "^x y^\rz", "^x^)",       "^x^]", "^x^>",
        "^x^; y",   "^x (y^)",  "^x: \"y\"^", "^^\n", "^^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], smtpc_subject_end_(m.text, m.at[0], m.len), m.at[1]);
    }
    assert_int_equal(smtpc_subject_end_("x\0y", 0, 3), 3);
}

static void finds_the_quote_that_ends_a_name(void **state)
{
    static const char *const rows[] = {
        "^\"a^\"",
        "^\"^\"",
        "^\"a\\\"b^\"c\"",
        "x^\"a b^\"",
        "\\^\"a\"b\\^\" c\"",
        "\\^\"a\"b^",
        "^\"a\\\"^",
        "^\"a^",
        "^\"^",
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i], end);

        is_place(rows[i], smtpc_quote_end_(m.text, m.at[0], m.len), m.at[1]);
    }
    for (size_t letters = 250; letters < 260; letters++) {
        char text[300] = "\"";

        memset(text + 1, 'a', sizeof text - 1);
        text[1 + letters] = '"';
        assert_int_equal(smtpc_quote_end_(text, 0, sizeof text),
                         letters + 1 < 256 ? letters + 1 : sizeof text);
    }
}

static void knows_a_header_in_quotes(void **state)
{
    static const struct {
        const char *text;
        int is_header;
    } rows[] = {
        {"^\"X-Spam: yes^\"", 1},
        {"^\"x-spam:^\"", 1},
        {"^\"-:^\"", 1},
        {"^\"Spam: yes^\"", 0},
        {"^\"X-Spam yes: x^\"", 0},
        {"^\"X-1: yes^\"", 0},
        {"^\"X:-^\"", 0},
        {"^\"X-Spam^\":", 0},
        {"^\"^\"", 0},
        {"^\"X_Spam: y^\"", 0},
    };

    (void)state;
    FOR_ALL(rows)
    {
        struct marked m = marked(rows[i].text, end);

        if (smtpc_is_header_(m.text, m.at[0], m.at[1]) != rows[i].is_header)
            fail_msg("%s", rows[i].text);
    }
}

static void finds_the_end_of_a_url(void **state)
{
    static const char ends[] = "<>\"'()[]{}|\\^` \t\n\x7f";

    (void)state;
    for (int c = 1; c < 128; c++) {
        const char text[] = {'a', (char)c, 'b'};
        int is_end = c <= ' ' || (c != 127 && strchr(ends, c) != NULL);

        assert_int_equal(smtpc_url_end_(guarded(text, 3), 0, 3),
                         is_end ? 1 : 3);
    }
}

static void knows_escaped_letters(void **state)
{
    static const struct {
        const char *text;
        unsigned c;
    } rows[] = {{"u00fc", 0xfc},   {"u00FCx", 0xfc},  {"u0080", 0x80},
                {"u007f", 0},      {"uD7ff", 0xd7ff}, {"ud800", 0},
                {"udfff", 0},      {"ue000", 0xe000}, {"uffff", 0xffff},
                {"uAbCd", 0xabcd}, {"u1234", 0x1234}, {"u9876", 0x9876},
                {"u00f", 0},       {"u", 0},          {"", 0},
                {"v00fc", 0},      {"u00fg", 0},      {"ug0fc", 0},
                {"u 0fc", 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t len = strlen(rows[i].text);

        assert_int_equal(smtpc_escaped_(guarded(rows[i].text, len), len),
                         rows[i].c);
    }
}

/* Around a reply only names count, which may show who spoke, and not those of
 * who connected. */
static void keeps_the_names_around_a_reply(void **state)
{
    static const char *const rows[][2] = {
        {"", " "},
        {"said mx.example.org here", " MX.EXAMPLE.ORG "},
        {"words only", " "},
        {"connect from mx.example.org, a.example.org", " A.EXAMPLE.ORG "},
        {"client=mx.example.org, a.example.org", " A.EXAMPLE.ORG "},
        {"helo=<mx.example.org>, a.example.org", " A.EXAMPLE.ORG "},
        {"from a from mx.example.org, a.example.org", " A.EXAMPLE.ORG "},
        {"to=<kim@mx.example.org>, a.example.org", " A.EXAMPLE.ORG "},
        {"see http://mx.example.org/a now", " HTTP MX.EXAMPLE.ORG A "},
        {"<nosuch> b", " NOSUCH "},
        {"from ([mx.example.org]), a.example.org", " A.EXAMPLE.ORG "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char folded[SMTPC_FOLD_ROOM_];
        struct smtpc_fold_ f;
        size_t len = strlen(rows[i][0]);

        smtpc_start_fold_(&f, folded);
        smtpc_fold_on_(&f, guarded(rows[i][0], len), 0, len, 1);
        smtpc_end_fold_(&f);
        assert_string_equal(folded, rows[i][1]);
    }
}

/* Between the largest and the smallest of each row of letters, and beside. */
static void makes_each_letter_small(void **state)
{
    static const struct {
        unsigned first, last, step, add;
    } rows[] = {
        {0x80, 0xbf, 1, 0},    {0xc0, 0xd6, 1, 32},
        {0xd7, 0xd7, 1, 0},    {0xd8, 0xde, 1, 32},
        {0xdf, 0xff, 1, 0},    {0x100, 0x136, 2, 1},
        {0x101, 0x137, 2, 0},  {0x138, 0x138, 1, 0},
        {0x139, 0x147, 2, 1},  {0x13a, 0x148, 2, 0},
        {0x149, 0x149, 1, 0},  {0x14a, 0x176, 2, 1},
        {0x14b, 0x177, 2, 0},  {0x178, 0x178, 1, 0xff - 0x178},
        {0x179, 0x17d, 2, 1},  {0x17a, 0x17e, 2, 0},
        {0x17f, 0x385, 1, 0},  {0x386, 0x386, 1, 38},
        {0x387, 0x387, 1, 0},  {0x388, 0x38a, 1, 37},
        {0x38b, 0x38b, 1, 0},  {0x38c, 0x38c, 1, 64},
        {0x38d, 0x38d, 1, 0},  {0x38e, 0x38f, 1, 63},
        {0x390, 0x390, 1, 0},  {0x391, 0x3ab, 1, 32},
        {0x3ac, 0x3c1, 1, 0},  {0x3c2, 0x3c2, 1, 1},
        {0x3c3, 0x3ff, 1, 0},  {0x400, 0x40f, 1, 80},
        {0x410, 0x42f, 1, 32}, {0x430, 0xffff, 1, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (unsigned c = rows[i].first; c <= rows[i].last; c += rows[i].step)
            if (smtpc_small_(c) != c + rows[i].add)
                fail_msg("U+%04X", c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_words_only),
        cmocka_unit_test(drops_whole_addresses),
        cmocka_unit_test(makes_letters_small),
        cmocka_unit_test(reads_other_spellings),
        cmocka_unit_test(spells_not),
        cmocka_unit_test(keeps_inner_dots_only),
        cmocka_unit_test(takes_names_out_of_reach),
        cmocka_unit_test(knows_a_name_by_its_end),
        cmocka_unit_test(never_writes_beyond_its_room),
        cmocka_unit_test(leaves_a_byte_of_its_room),
        cmocka_unit_test(dots_fill_its_room),
        cmocka_unit_test(names_fill_its_room),
        cmocka_unit_test(spells_not_whole_or_not_at_all),
        cmocka_unit_test(writes_wide_letters_whole_or_not_at_all),
        cmocka_unit_test(finds_the_end_of_a_bracketed_name),
        cmocka_unit_test(finds_the_end_of_an_ipv6_address),
        cmocka_unit_test(takes_no_endless_groups_for_an_address),
        cmocka_unit_test(finds_the_end_of_a_subject),
        cmocka_unit_test(finds_the_quote_that_ends_a_name),
        cmocka_unit_test(knows_a_header_in_quotes),
        cmocka_unit_test(finds_the_end_of_a_url),
        cmocka_unit_test(knows_escaped_letters),
        cmocka_unit_test(keeps_the_names_around_a_reply),
        cmocka_unit_test(makes_each_letter_small),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
