/* SPDX-License-Identifier: 0BSD
 *
 * The escapers, each against a table of what must come out.
 */
#include "run.h"

#include "render/esc.h"

typedef void escaper(struct buf *to, const char *text);

struct pair {
    const char *text, *want;
};

static void judge(escaper *escape, const struct pair *pairs, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct buf got = {0};

        escape(&got, pairs[i].text);
        buf_puts(&got, "");
        assert_string_equal(got.text, pairs[i].want);
        buf_free(&got);
    }
}

#define JUDGE(escape, pairs) \
    judge(escape, pairs, sizeof(pairs) / sizeof((pairs)[0]))

/* A literal as the compiler reads it, and as it is spelt: what is escaped
 * from the one must be the other. */
#define SPELT(literal)    \
    {                     \
        literal, #literal \
    }

static void c_string_reads_back(void **state)
{
    static const struct pair pairs[] = {
        SPELT(""),
        SPELT("plain text, 100% of it: %s"),
        SPELT("a \"quoted\" word"),
        SPELT("C:\\new\\0"),
        SPELT("ends with a backslash \\"),
        SPELT("?\?/ ?\?= ?\?' ?\?\?( a?b ?"),
        SPELT("a ?\?"),
        SPELT("/* no comment */ // nor this"),
        SPELT("Gr\303\266\303\237e \346\227\245"),
        SPELT("\303\2661 a digit behind an escape"),
        SPELT("tab\011 newline\012 bell\007 delete\177"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct buf got = {0};

        buf_putc(&got, '"');
        esc_c_string(&got, pairs[i].text);
        buf_putc(&got, '"');
        assert_string_equal(got.text, pairs[i].want);
        buf_free(&got);
    }
}

/* Nor is what stands in front of a text part of it. */
static void c_string_begins_where_it_begins(void **state)
{
    struct buf got = {0};

    (void)state;
    esc_c_string(&got, &"?\?"[1]);
    assert_string_equal(got.text, "?");
    buf_free(&got);
}

static void c_remark_stays_a_comment(void **state)
{
    static const struct pair pairs[] = {
        {"", ""},
        {"plain", "plain"},
        {"an end */ and a start /*", "an end * / and a start / *"},
        {"*/*/", "* / * /"},
        {"/*/", "/ * /"},
        {"**/ //* /**", "** / // * / **"},
        {"?\?/ ?\?\?", "? ?/ ? ? ?"},
        {"a \\ b", "a \\ b"},
        {"ends \\", "ends \\ "},
        {"Größe", "Größe"},
    };

    (void)state;
    JUDGE(esc_c_remark, pairs);
}

static void comment_at_top(struct buf *to, const char *text)
{
    esc_c_comment(to, "", text);
}

static void comment_indented(struct buf *to, const char *text)
{
    esc_c_comment(to, "    ", text);
}

/* 26 letters; three fill 78 columns behind " * " one word too far. */
#define ALPHABET "abcdefghijklmnopqrstuvwxyz"

static void c_comment_is_filled(void **state)
{
    static const struct pair top[] = {
        {"one line", " * one line\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrstu end",
         " * " ALPHABET " " ALPHABET " abcdefghijklmnopqrstu\n * end\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrstuv",
         " * " ALPHABET " " ALPHABET "\n * abcdefghijklmnopqrstuv\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrst end",
         " * " ALPHABET " " ALPHABET " abcdefghijklmnopqrst\n * end\n"},
        {ALPHABET ALPHABET ALPHABET ALPHABET " x",
         " * " ALPHABET ALPHABET ALPHABET ALPHABET "\n * x\n"},
        {"x " ALPHABET ALPHABET ALPHABET,
         " * x\n * " ALPHABET ALPHABET ALPHABET "\n"},
        {"a */ b /* c \\", " * a * / b / * c \\ \n"},
    };
    static const struct pair indented[] = {
        {"x */", "     * x * /\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopq end",
         "     * " ALPHABET " " ALPHABET " abcdefghijklmnopq\n     * end\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqr",
         "     * " ALPHABET " " ALPHABET "\n     * abcdefghijklmnopqr\n"},
    };

    (void)state;
    JUDGE(comment_at_top, top);
    JUDGE(comment_indented, indented);
}

/* Umlauts count as one column each: 25 twice, a blank, and 24 make 78. */
static void c_comment_counts_columns(void **state)
{
#define UMLAUTS "ööööööööööööööööööööööööö"
    static const struct pair pairs[] = {
        {UMLAUTS " " UMLAUTS " abcdefghijklmnopqrstuvw x",
         " * " UMLAUTS " " UMLAUTS " abcdefghijklmnopqrstuvw\n * x\n"},
    };

    (void)state;
    JUDGE(comment_at_top, pairs);
}

static void json_is_escaped(void **state)
{
    static const struct pair pairs[] = {
        {"", ""},
        {"a \"b\" \\ /", "a \\\"b\\\" \\\\ /"},
        {"line\nline\ttab\x01\x7f", "line\\nline\\u0009tab\\u0001\\u007f"},
        {"Größe 日本語 🐌", "Größe 日本語 🐌"},
        {"*/ ?? | < > & ' .", "*/ ?? | < > & ' ."},
    };

    (void)state;
    JUDGE(esc_json, pairs);
}

/* What a reader makes of one field that stands alone, the sign that it is no
 * formula taken away. */
static void read_csv(struct buf *to, const char *field)
{
    size_t quoted = *field == '"', end = strlen(field) - quoted, i = quoted;

    assert_true(!quoted || (end > 0 && field[end] == '"'));
    assert_null(i < end && strchr("=+-@", field[i]) ? field : NULL);
    for (i += field[i] == '\''; i < end; i++) {
        assert_true(quoted || !strchr("\",\r\n", field[i]));
        if (field[i] == '"')
            assert_int_equal(field[++i], '"');
        buf_putc(to, field[i]);
    }
    buf_puts(to, "");
}

static void csv_reads_back(void **state)
{
    static const struct pair pairs[] = {
        {"", ""},
        {"plain text; one field | so", "plain text; one field | so"},
        {"one, two", "\"one, two\""},
        {"\"", "\"\"\"\""},
        {"a \"b\"", "\"a \"\"b\"\"\""},
        {"two\r\nlines", "\"two\r\nlines\""},
        {"a\nb", "\"a\nb\""},
        {"Größe 日本語 🐌", "Größe 日本語 🐌"},
        {"=1+1", "'=1+1"},
        {"=HYPERLINK(\"x\",1)", "\"'=HYPERLINK(\"\"x\"\",1)\""},
        {"+1", "'+1"},
        {"-1, or less", "\"'-1, or less\""},
        {"@SUM", "'@SUM"},
        {"'quoted'", "''quoted'"},
        {"'=1", "''=1"},
        {"1=1 a+b c-d e@f 'g'", "1=1 a+b c-d e@f 'g'"},
    };

    (void)state;
    JUDGE(esc_csv, pairs);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct buf got = {0};

        read_csv(&got, pairs[i].want);
        assert_string_equal(got.text, pairs[i].text);
        buf_free(&got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(c_string_reads_back),
        cmocka_unit_test(c_string_begins_where_it_begins),
        cmocka_unit_test(c_remark_stays_a_comment),
        cmocka_unit_test(c_comment_is_filled),
        cmocka_unit_test(c_comment_counts_columns),
        cmocka_unit_test(json_is_escaped),
        cmocka_unit_test(csv_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
