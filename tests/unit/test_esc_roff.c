/* SPDX-License-Identifier: 0BSD
 *
 * The roff escapers: text is no request, code can be copied, and typography
 * stays what it is.
 */
#include "run.h"

#include "guarded.h"
#include "render/esc.h"

struct pair {
    const char *text, *want;
};

static void judge(void (*escape)(struct buf *, const char *),
                  const struct pair *pairs, size_t count)
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

#define ALPHABET "abcdefghijklmnopqrstuvwxyz"

static void text_is_no_request(void **state)
{
    static const struct pair pairs[] = {
        {"plain", "plain\n"},
        {".Start with a dot", "\\&.Start with a dot\n"},
        {"'quoted' at the start", "\\(aqquoted\\(aq at the start\n"},
        {"in the .middle", "in the .middle\n"},
        {" .behind a blank", "\\&.behind a blank\n"},
        {"a \\ \\fB `x` ^ ~", "a \\e \\efB \\(gax\\(ga \\(ha \\(ti\n"},
        {"\"quoted\"", "\\(dqquoted\\(dq\n"},
        {"ö 日 🐌", "\\[u00F6] \\[u65E5] \\[u1F40C]\n"},
    };

    (void)state;
    JUDGE(esc_roff, pairs);
}

/* No line may begin with a dot or an apostrophe, wherever it is cut. */
static void lines_are_cut_before_the_edge(void **state)
{
    static const struct pair pairs[] = {
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx .x",
         ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx\n\\&.x\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx 'end",
         ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx\n\\(aqend\n"},
        {ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx x",
         ALPHABET " " ALPHABET " abcdefghijklmnopqrstuvwx\nx\n"},
    };

    (void)state;
    JUDGE(esc_roff, pairs);
}

static void sentences_begin_lines(void **state)
{
    static const struct pair pairs[] = {
        {"One. Two? Three! Four", "One.\nTwo?\nThree!\nFour\n"},
        {"One (two.) \"Three.\" Four", "One (two.)\n\\(dqThree.\\(dq\nFour\n"},
        {"E.g. this, etc. and so on.", "E.g.\\& this, etc.\\& and so on.\n"},
        {"End. .Then", "End.\\& .Then\n"},
    };

    (void)state;
    JUDGE(esc_roff, pairs);
}

static void hyphens_and_apostrophes_are_told_apart(void **state)
{
    static const struct pair pairs[] = {
        {"well-known words - yes", "well-known words \\- yes\n"},
        {"--option", "\\-\\-option\n"},
        {"mail-host.example.com", "mail\\-host.example.com\n"},
        {"Return-Path END-OF-DATA", "Return\\-Path END\\-OF\\-DATA\n"},
        {"5.7.606-649", "5.7.606\\-649\n"},
        {"don't, the users' mail", "don't, the users' mail\n"},
        {"Café's, é'é", "Caf\\[u00E9]'s, \\[u00E9]'\\[u00E9]\n"},
        {"say 'no such user' then", "say \\(aqno such user\\(aq then\n"},
    };

    (void)state;
    JUDGE(esc_roff, pairs);
}

static void an_argument_stays_one(void **state)
{
    static const struct pair pairs[] = {
        {"a \"b\" c", "a \\(dqb\\(dq c"},
        {".x 'y' \\z -1", ".x \\(aqy\\(aq \\ez \\-1"},
        {"Größe", "Gr\\[u00F6]\\[u00DF]e"},
        {"", "\\&"},
        {"Nm", "\\&Nm"},
        {"abc", "\\&abc"},
        {"abcd", "abcd"},
        {".", "\\&.\\&"},
        {"a sentence.", "a sentence.\\&"},
    };
    static const struct pair code[] = {
        {"550 5.1.1 <a-b@x>: 'no'", "550 5.1.1 <a\\-b@x>: \\(aqno\\(aq"},
        {"well-known", "well\\-known"},
    };

    (void)state;
    JUDGE(esc_roff_arg, pairs);
    JUDGE(esc_roff_code, code);
}

/* A long word may be cut behind its marks, a host's not; the address of another
 * word is none of it. */
static void long_words_may_be_cut(void **state)
{
    static const struct pair pairs[] = {
        {ALPHABET "abcd", ALPHABET "abcd\n"},
        {ALPHABET "-abc", ALPHABET "-abc\n"},
        {ALPHABET "-abcd", ALPHABET "\\-\\:abcd\n"},
        {ALPHABET "abcde", ALPHABET "abcde\n"},
        {ALPHABET "abcdef", ALPHABET "abcde\\:f\n"},
        {ALPHABET ALPHABET ALPHABET, ALPHABET "abcde\\:"
                                              "fghijklmnopqrstuvwxyz"
                                              "abcdefghij\\:"
                                              "klmnopqrstuvwxyz\n"},
        {"ab.cdefghijklmnopqrstuvwxyzabc", "ab.cdefghijklmnopqrstuvwxyzabc\n"},
        {"ab.cdefghijklmnopqrstuvwxyzabcd",
         "ab.\\:cdefghijklmnopqrstuvwxyzabcd\n"},
        {"a.bcdefghijklmnopqrstuvwxyzabcd",
         "a.bcdefghijklmnopqrstuvwxyzabcd\n"},
        {"http://ab.example.org/path?a=b&c",
         "http://ab.example.org/\\:path?\\:a=b&\\:c\n"},
        {"a.b.c.d.e/" ALPHABET " http://x",
         "a.b.\\:c.d.\\:e/" ALPHABET " http://x\n"},
    };

    (void)state;
    JUDGE(esc_roff, pairs);
}

/* Of the first word nothing is read before it, nor of the last behind it,
 * though it be nothing but marks. */
static void looks_at_nothing_around_the_text(void **state)
{
    static const struct pair pairs[] = {
        {"\"') A", "\\(dq\\(aq) A\n"},
        {")) \"A", ")) \\(dqA\n"},
        {". A", "\\&.\nA\n"},
        {".) A", "\\&.)\nA\n"},
        {"a.\"') A", "a.\\(dq\\(aq)\nA\n"},
        {"a.\"')x A", "a.\\(dq\\(aq)x A\n"},
        {"A '", "A \\(aq\n"},
        {"A -", "A \\-\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        size_t size = strlen(pairs[i].text) + 1;

        for (int end = 0; end < 2; end++) {
            struct buf got = {0};

            esc_roff(&got, end ? guarded(pairs[i].text, size)
                               : guarded_front(pairs[i].text, size));
            assert_string_equal(got.text, pairs[i].want);
            buf_free(&got);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_no_request),
        cmocka_unit_test(lines_are_cut_before_the_edge),
        cmocka_unit_test(sentences_begin_lines),
        cmocka_unit_test(hyphens_and_apostrophes_are_told_apart),
        cmocka_unit_test(an_argument_stays_one),
        cmocka_unit_test(long_words_may_be_cut),
        cmocka_unit_test(looks_at_nothing_around_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
