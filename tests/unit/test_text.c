/* SPDX-License-Identifier: 0BSD
 *
 * Codes, sentences and classes found in a text.
 */
#include "run.h"

#include "base/text.h"

static void finds_codes(void **state)
{
    static const struct {
        const char *text, *found;
    } rows[] = {
        {"5.7.26", "5.7.26"},
        {"550 5.1.1 no such user", "5.1.1"},
        {"550-5.7.26 first line", "5.7.26"},
        {"see X.1.1, or (4.7.0).", "X.1.1"},
        {"a.b 5.7.1", "5.7.1"},
        {"192.5.7.1 then 4.2.2.", "4.2.2"},
        {"...5.7.1 2.0.0", "2.0.0"},
        {"x 550-5.7.1", "5.7.1"},
        {"4.123.456", "4.123.456"},
        {"2.0.10: 4.1.1", "2.0.10"},
        {"\xc3\xa9"
         "5.7.1 5.7.2\xc3\xa9 5.7.3",
         "5.7.3"},
    };
    static const char *const none[] = {"",
                                       ".",
                                       ".5.7.1",
                                       "3.1.1",
                                       "5.7",
                                       "5..1",
                                       "5.7.1.2",
                                       "x5.7.1",
                                       "5.07.1",
                                       "5.7.1000",
                                       "5.7.1-9",
                                       "50-5.7.1",
                                       "5.7.1a",
                                       "5.7.1_",
                                       "5-0-5.7.1",
                                       "5a0-5.7.1",
                                       "a50-5.7.1",
                                       "1550-5.7.1",
                                       "55a-5.7.1",
                                       " x550-5.7.1",
                                       "A5.7.1",
                                       "5.7.1A",
                                       "\xc4\x80"
                                       "5.7.1",
                                       "5.a.1",
                                       "5.7.a",
                                       "5.a1.1",
                                       "5.7.1-a",
                                       "5.7777.1",
                                       "5.7.1.a",
                                       "6.7.1",
                                       "x.7.1"};
    size_t len;

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *at = text_find_status(rows[i].text, &len);

        assert_non_null(at);
        assert_int_equal(len, strlen(rows[i].found));
        assert_memory_equal(at, rows[i].found, len);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_null(text_find_status(none[i], &len));
}

static void cuts_sentences(void **state)
{
    (void)state;
    assert_int_equal(text_sentence("One. Two."), 4);
    assert_int_equal(text_sentence("One? Two."), 4);
    assert_int_equal(text_sentence("One! Two."), 4);
    assert_int_equal(text_sentence("One. two. Abc"), 9);
    assert_int_equal(text_sentence("One. 2nd. Zed"), 9);
    assert_int_equal(text_sentence("One. [Two]. Three"), 11);
    assert_int_equal(text_sentence("One.Two"), 7);
    assert_int_equal(text_sentence("one of The two. Three"), 15);
    assert_int_equal(text_sentence("So. B"), 3);
    assert_int_equal(text_sentence("A. B"), 4);
    assert_int_equal(text_sentence("He gave. Then"), 8);
    assert_int_equal(text_sentence("A vs. B. C"), 8);
    assert_int_equal(text_sentence("One (or. Two). Three"), 14);
    assert_int_equal(text_sentence("Say \"No. Never\" then. Go"), 21);
    assert_int_equal(text_sentence("i.e. The end"), 12);
    assert_int_equal(text_sentence(""), 0);
}

static void tells_the_class_of_a_reply(void **state)
{
    (void)state;
    assert_int_equal(text_reply_class("450 later"), 4);
    assert_int_equal(text_reply_class("250-2.1.0 fine"), 2);
    assert_int_equal(text_reply_class("refused (4.7.1)"), 4);
    assert_int_equal(text_reply_class("4501 4.7.1"), 4);
    assert_int_equal(text_reply_class("211 fine"), 2);
    assert_int_equal(text_reply_class("561 4.1.1"), 5);
    assert_int_equal(text_reply_class("199 4.1.1"), 4);
    assert_int_equal(text_reply_class("661 4.1.1"), 4);
    assert_int_equal(text_reply_class("45 5.1.1"), 5);
    assert_int_equal(text_reply_class("2"), 5);
    assert_int_equal(text_reply_class("X.7.1"), 5);
    assert_int_equal(text_reply_class("no"), 5);
}

static void takes_indents_away(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"x\ny", "x\ny\n"},
        {"\n      a  \n        b\n\n      c\n    ", "a\n  b\n\nc\n"},
        {" \n\ta\n\t b \t\n\n\n", "a\n b\n"},
        {"  a\n b", " a\nb\n"},
        {"  a\r\n  b\r\n", "a\nb\n"},
        {"  a\n   \n  b", "a\n\nb\n"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(text_unindented(&arena, rows[i][0]), rows[i][1]);
    mem_free(&arena);
}

static void tells_ascii(void **state)
{
    (void)state;
    assert_true(text_is_ascii(""));
    assert_true(text_is_ascii("a~"));
    assert_false(text_is_ascii("a\xc3\xa9"));
}

/* What stands in memory before a text is none of it. */
static void looks_at_nothing_before_the_text(void **state)
{
    static const char goes_on[] = " 550-5.7.1", dotted[] = "5.7.1",
                      word[] = "x5.7.1", sentence[] = "x A. B";
    size_t len;

    (void)state;
    assert_ptr_equal(text_find_status(goes_on + 1, &len), goes_on + 5);
    assert_null(text_find_status(goes_on + 2, &len));
    assert_null(text_find_status(goes_on + 3, &len));
    assert_null(text_find_status(goes_on + 4, &len));
    assert_ptr_equal(text_find_status(goes_on + 5, &len), goes_on + 5);
    assert_null(text_find_status(dotted + 1, &len));
    assert_ptr_equal(text_find_status(word + 1, &len), word + 1);
    assert_int_equal(text_sentence(sentence + 2), strlen("A. B"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_codes),
        cmocka_unit_test(cuts_sentences),
        cmocka_unit_test(tells_the_class_of_a_reply),
        cmocka_unit_test(takes_indents_away),
        cmocka_unit_test(tells_ascii),
        cmocka_unit_test(looks_at_nothing_before_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
