/* SPDX-License-Identifier: 0BSD
 *
 * Which bytes are UTF-8 text without control characters, and which letters
 * only look like those of ASCII.
 */
#include "run.h"

#include "base/utf8.h"

/* The UTF-8 of a number, whether there is such a character or not, in that many
 * bytes. */
static size_t encode(unsigned long c, size_t len, char to[5])
{
    static const unsigned char lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

    for (size_t i = len; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3f));
    to[0] = (char)(lead[len] | c);
    to[len] = '\0';
    return len;
}

static size_t shortest(unsigned long c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* The rule that the bytes break, or NULL; the line goes to *line. */
static const char *broken_rule(const char *text, size_t len, int *line)
{
    struct diag diag = {0};
    bool good = utf8_check(&diag, (struct place){"f", 3}, text, len);
    const char *rule = NULL;

    assert_int_equal(diag.count, !good);
    if (!good) {
        rule = strcmp(diag.faults[0].rule, "encoding") == 0 ? "encoding"
                                                            : "control-char";
        assert_string_equal(diag.faults[0].rule, rule);
        *line = diag.faults[0].at.line;
    }
    diag_free(&diag);
    return rule;
}

static void assert_rule(unsigned long c, const char *want)
{
    char bytes[5];
    int line;
    const char *got = broken_rule(bytes, encode(c, shortest(c), bytes), &line);

    if (got != want && (!got || !want || strcmp(got, want) != 0))
        fail_msg("U+%04lX: %s, not %s", c, got ? got : "taken",
                 want ? want : "taken");
}

/* The first and the last of each kind, and those beside them. */
static void takes_characters_but_controls(void **state)
{
    static const struct {
        unsigned long first, last;
    } controls[] =
        {
            {0x01, 0x08},       {0x0b, 0x0c},       {0x0e, 0x1f},
            {0x7f, 0x9f},       {0xad, 0xad},       {0x200b, 0x200f},
            {0x2028, 0x202e},   {0x2060, 0x2069},   {0xfeff, 0xfeff},
            {0xfffe, 0xffff},   {0x1fffe, 0x1ffff}, {0x2fffe, 0x2ffff},
            {0xdfffe, 0xe0fff},
        },
      surrogates = {0xd800, 0xdfff};

    (void)state;
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++) {
        if (controls[i].first > 1)
            assert_rule(controls[i].first - 1, NULL);
        assert_rule(controls[i].first, "control-char");
        assert_rule(controls[i].last, "control-char");
        assert_rule(controls[i].last + 1, NULL);
    }
    assert_rule('\t', NULL);
    assert_rule('\n', NULL);
    assert_rule('\r', NULL);
    /* The first and the last that a first byte can begin. */
    assert_rule(0xa0, NULL);
    assert_rule(0x7ff, NULL);
    assert_rule(0x800, NULL);
    assert_rule(0xfffd, NULL);
    assert_rule(0x10000, NULL);
    assert_rule(surrogates.first - 1, NULL);
    assert_rule(surrogates.first, "encoding");
    assert_rule(surrogates.last, "encoding");
    assert_rule(surrogates.last + 1, NULL);
    assert_rule(0x10fffd, NULL);
    assert_rule(0x10ffff, "control-char");
    assert_rule(0x110000, "encoding");
    assert_rule(0, "encoding");
}

/* One that is longer than it need be is a way to hide it. */
static void takes_the_shortest_form_only(void **state)
{
    static const unsigned long last[] = {0, 0, 0x7f, 0x7ff, 0xffff};
    char bytes[5];
    int line;

    (void)state;
    for (size_t len = 2; len <= 4; len++) {
        encode(last[len], len, bytes);
        assert_string_equal(broken_rule(bytes, len, &line), "encoding");
        encode('A', len, bytes);
        assert_string_equal(broken_rule(bytes, len, &line), "encoding");
        encode(last[len] + 0x41, len, bytes);
        assert_null(broken_rule(bytes, len, &line));
        for (size_t cut = 1; cut < len; cut++) {
            char next = bytes[cut];

            assert_string_equal(broken_rule(bytes, cut, &line), "encoding");
            bytes[cut] = 'x';
            assert_string_equal(broken_rule(bytes, len, &line), "encoding");
            bytes[cut] = (char)0xc3;
            assert_string_equal(broken_rule(bytes, len, &line), "encoding");
            bytes[cut] = next;
        }
    }
    assert_string_equal(broken_rule("\x80", 1, &line), "encoding");
    assert_string_equal(broken_rule("\xbf\x80", 2, &line), "encoding");
    assert_string_equal(broken_rule("\xf8\x88\x80\x80\x80", 5, &line),
                        "encoding");
    for (unsigned lead = 0xf5; lead <= 0xff; lead++) {
        const char four[] = {(char)lead, '\x80', '\x80', '\x80', '\0'};
        const char none[] = {(char)lead, '\xff', '\0'};

        assert_string_equal(broken_rule(four, 4, &line), "encoding");
        assert_string_equal(broken_rule(none, 2, &line), "encoding");
    }
}

/* Plain text is passed over eight bytes at a time, from any place to any. */
static void finds_a_control_anywhere(void **state)
{
    static const char odd[] = {0x01, 0x1f, 0x7f};
    char text[40];
    int line;

    (void)state;
    for (size_t len = 1; len < sizeof text; len++)
        for (size_t at = 0; at < len; at++) {
            memset(text, at % 2 ? '~' : ' ', len);
            assert_null(broken_rule(text, len, &line));
            for (size_t i = 0; i < sizeof odd; i++) {
                text[at] = odd[i];
                assert_string_equal(broken_rule(text, len, &line),
                                    "control-char");
                assert_int_equal(line, 3);
            }
            text[at] = '\n';
            assert_null(broken_rule(text, len, &line));
            if (at + 1 == len)
                continue;
            text[len - 1] = '\x02';
            assert_string_equal(broken_rule(text, len, &line), "control-char");
            assert_int_equal(line, 4);
        }
    assert_null(broken_rule("", 0, &line));
    assert_null(broken_rule("a\x01", 1, &line));
}

static void says_which_character_it_is(void **state)
{
    struct diag diag = {0};

    (void)state;
    assert_false(utf8_check(&diag, (struct place){"f", 1}, "a\n\xc2\xad", 4));
    assert_false(utf8_check(&diag, (struct place){"f", 1}, "\xe9t\xe9", 3));
    assert_int_equal(diag.count, 2);
    assert_int_equal(diag.faults[0].at.line, 2);
    assert_string_equal(diag.faults[0].text,
                        "control character U+00AD; expected visible text");
    assert_string_equal(diag.faults[1].text,
                        "byte 0xe9 is not UTF-8 text; save the file as UTF-8");
    diag_free(&diag);
}

static void looks_at_letters(void **state)
{
    static const struct {
        const char *text;
        unsigned long number;
        size_t len;
        const char *like;
        bool foreign;
    } rows[] = {
        {"\xc2\xa0 x", 0xa0, 2, " ", false},
        {"\xc3\xa9t", 0xe9, 2, "", false},
        {"\xcd\xaf", 0x36f, 2, "", false},
        {"\xcd\xb0", 0x370, 2, "", true},
        {"\xce\x91", 0x391, 2, "A", true},
        {"\xd0\xbe-", 0x43e, 2, "o", true},
        {"\xd4\xaf", 0x52f, 2, "", true},
        {"\xd4\xb0", 0x530, 2, "", false},
        {"\xe2\x80\xa6", 0x2026, 3, "...", false},
        {"\xe3\x80\x80", 0x3000, 3, " ", false},
        {"\xf0\x9f\x90\x8c", 0x1f40c, 4, "", false},
    };
    static const char *const none[] = {"",     "a",        "~\xc3\xa9", "\x7f",
                                       "\xc3", "\xe2\x80", "\x80"};
    struct utf8_letter l;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_true(utf8_look(rows[i].text, &l));
        assert_int_equal(l.number, rows[i].number);
        assert_int_equal(l.len, rows[i].len);
        assert_string_equal(l.like, rows[i].like);
        assert_int_equal(l.foreign, rows[i].foreign);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_false(utf8_look(none[i], &l));
}

static void names_what_nobody_sees(void **state)
{
    struct arena arena = {0};

    (void)state;
    assert_null(utf8_name_odd(&arena, ""));
    assert_null(utf8_name_odd(&arena, "a-z 5.7.1~"));
    assert_string_equal(utf8_name_odd(&arena, "5\xe2\x80\xa4\xd0\xbe"),
                        "U+2024 \"\xe2\x80\xa4\", which looks like \".\"");
    assert_string_equal(utf8_name_odd(&arena, "na\xc3\xafve"),
                        "U+00EF \"\xc3\xaf\"");
    mem_free(&arena);
}

#define CYRILLIC_O "\xd0\xbe"
#define GREEK_NU "\xce\xbd"
#define TEN "abcdefghij"
#define LONG TEN TEN TEN TEN TEN "abcdefgh" /* and two bytes: 60 */

static void finds_words_of_two_scripts(void **state)
{
    static const struct {
        const char *text;
        int line;
        const char *said;
    } rows[] = {
        {"n" CYRILLIC_O " such user", 5,
         "letter U+043E \"" CYRILLIC_O "\" in \"n" CYRILLIC_O
         "\" looks like \"o\"; write that"},
        {"\nN\n(" CYRILLIC_O "ne)", 7,
         "letter U+043E \"" CYRILLIC_O "\" in \"" CYRILLIC_O
         "ne\" looks like \"o\"; write that"},
        {"user un\xc3\xa9kn" CYRILLIC_O "wn.", 5,
         "letter U+043E \"" CYRILLIC_O "\" in \"un\xc3\xa9kn" CYRILLIC_O
         "wn\" looks like \"o\"; write that"},
        {"A" GREEK_NU, 5,
         "letter U+03BD \"" GREEK_NU "\" in \"A" GREEK_NU
         "\" looks like \"v\"; write that"},
        {"550 13n" CYRILLIC_O "13", 5,
         "letter U+043E \"" CYRILLIC_O "\" in \"n" CYRILLIC_O
         "\" looks like \"o\"; write that"},
        {"\n" CYRILLIC_O "n", 6,
         "letter U+043E \"" CYRILLIC_O "\" in \"" CYRILLIC_O
         "n\" looks like \"o\"; write that"},
        {LONG CYRILLIC_O, 5,
         "letter U+043E \"" CYRILLIC_O "\" in \"" LONG CYRILLIC_O
         "\" looks like \"o\"; write that"},
        {"z" LONG CYRILLIC_O, 5,
         "letter U+043E \"" CYRILLIC_O "\" in \"" CYRILLIC_O
         "\" looks like \"o\"; write that"},
    };
    static const char *const good[] = {
        "",
        "plain text",
        "\xd0\xbd\xd0\xbe",         /* a word of Cyrillic */
        "5" CYRILLIC_O "7",         /* beside no letter */
        "n\xd0\xb6 u",              /* which looks like none */
        "caf\xc3\xa9 na\xc3\xafve", /* Latin */
        "it\xe2\x80\x99s",          /* a quote */
        CYRILLIC_O,
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct diag diag = {0};

        assert_false(
            utf8_check_mixed(&diag, (struct place){"f", 5}, rows[i].text));
        assert_int_equal(diag.count, 1);
        assert_string_equal(diag.faults[0].rule, "mixed-letters");
        assert_string_equal(diag.faults[0].text, rows[i].said);
        assert_int_equal(diag.faults[0].at.line, rows[i].line);
        diag_free(&diag);
    }
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        struct diag diag = {0};

        assert_true(utf8_check_mixed(&diag, (struct place){"f", 5}, good[i]));
        assert_int_equal(diag.count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(takes_characters_but_controls),
        cmocka_unit_test(takes_the_shortest_form_only),
        cmocka_unit_test(finds_a_control_anywhere),
        cmocka_unit_test(says_which_character_it_is),
        cmocka_unit_test(looks_at_letters),
        cmocka_unit_test(names_what_nobody_sees),
        cmocka_unit_test(finds_words_of_two_scripts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
