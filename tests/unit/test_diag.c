/* SPDX-License-Identifier: 0BSD */
#include "run.h"

#include "base/diag.h"

static size_t print(struct diag *diag, char *text, size_t size)
{
    FILE *to = tmpfile();
    size_t faults, n;

    assert_non_null(to);
    faults = diag_print(diag, to);
    rewind(to);
    n = fread(text, 1, size - 1, to);
    text[n] = '\0';
    fclose(to);
    return faults;
}

static void is_silent_without_faults(void **state)
{
    struct diag diag = {0};
    char text[64];

    (void)state;
    assert_int_equal(print(&diag, text, sizeof text), 0);
    assert_string_equal(text, "");
    diag_free(&diag);
}

/* By file, then line, then as they came. */
static void sorts_by_place(void **state)
{
    struct diag diag = {0};
    char text[512], file[] = "b.xml";

    (void)state;
    diag_error(&diag, (struct place){file, 10}, "r-1", "ten, %s", "first");
    diag_error(&diag, (struct place){file, 9}, "r-2", "nine");
    diag_error(&diag, (struct place){file, 10}, "r-0", "ten, second");
    diag_error(&diag, (struct place){"c.xml", 1}, "r-3", "c");
    diag_error(&diag, (struct place){"a.xml", 0}, "r-4", "the whole file");
    assert_int_equal(print(&diag, text, sizeof text), 5);
    assert_string_equal(text, "a.xml: error: the whole file [r-4]\n"
                              "b.xml:9: error: nine [r-2]\n"
                              "b.xml:10: error: ten, first [r-1]\n"
                              "b.xml:10: error: ten, second [r-0]\n"
                              "c.xml:1: error: c [r-3]\n");
    diag_free(&diag);
    assert_int_equal(diag.count, 0);
}

/* A value may hold what would begin another line, or steer a terminal. */
static void is_one_line(void **state)
{
    struct diag diag = {0};
    char text[64];

    (void)state;
    diag_error(&diag, (struct place){"a.xml", 1}, "r", "%s", "a\nb\x1f\x01 !c");
    print(&diag, text, sizeof text);
    assert_string_equal(text, "a.xml:1: error: a b   !c [r]\n");
    diag_free(&diag);
}

/* What may follow from other faults stands behind them. */
static void puts_causes_first(void **state)
{
    struct diag diag = {.follows = true};
    char text[512];

    (void)state;
    diag_error(&diag, (struct place){"a.xml", 1}, "r-1", "not there");
    diag.follows = false;
    diag_error(&diag, (struct place){"b.xml", 1}, "r-2", "twice");
    print(&diag, text, sizeof text);
    assert_string_equal(text, "b.xml:1: error: twice [r-2]\n"
                              "a.xml:1: error: not there [r-1]\n");
    diag.follows = true;
    for (int i = 2; i < 10; i++)
        diag_error(&diag, (struct place){"a.xml", i}, "r-1", "nor is %d", i);
    assert_int_equal(print(&diag, text, sizeof text), 10);
    assert_non_null(strstr(text, "nor is 5 [r-1]\n4 more errors not shown\n"));
    diag_free(&diag);
    diag.follows = true;
    for (int i = 0; i < 10; i++)
        diag_error(&diag, (struct place){"a.xml", 1}, "r-1", "%d is not", i);
    print(&diag, text, sizeof text);
    assert_non_null(strstr(text, "9 is not [r-1]\n"));
    diag_free(&diag);
}

static void copies_its_texts(void **state)
{
    struct diag diag = {0};
    char text[64], said[] = "said";

    (void)state;
    diag_error(&diag, (struct place){"f", 1}, "r", "%s", said);
    memset(said, 'x', 4);
    print(&diag, text, sizeof text);
    assert_string_equal(text, "f:1: error: said [r]\n");
    diag_free(&diag);
}

static size_t count_lines(const char *text)
{
    size_t lines = 0;

    for (; *text; text++)
        lines += *text == '\n';
    return lines;
}

static void shows_twenty_and_counts_the_rest(void **state)
{
    struct diag diag = {0};
    char text[4096];

    (void)state;
    for (int i = 1; i <= DIAG_SHOWN; i++)
        diag_error(&diag, (struct place){"f", 100 - i}, "r", "fault %d", i);
    assert_int_equal(print(&diag, text, sizeof text), DIAG_SHOWN);
    assert_int_equal(count_lines(text), DIAG_SHOWN);
    for (int i = 1; i <= 5; i++)
        diag_error(&diag, (struct place){"f", i}, "r", "early");
    assert_int_equal(print(&diag, text, sizeof text), DIAG_SHOWN + 5);
    assert_int_equal(count_lines(text), DIAG_SHOWN + 1);
    assert_non_null(strstr(text, "\n5 more errors not shown\n"));
    assert_int_equal(strncmp(text, "f:1: error: early [r]\n", 22), 0);
    diag_free(&diag);
}

/* One slip met in many places does not hide another. */
static void shows_other_words_first(void **state)
{
    struct diag diag = {0};
    char text[4096];

    (void)state;
    for (int i = 1; i <= 2 * DIAG_SHOWN; i++)
        diag_error(&diag, (struct place){"f", i}, "r", "the same");
    diag_error(&diag, (struct place){"g", 1}, "r", "the slip");
    assert_int_equal(print(&diag, text, sizeof text), 2 * DIAG_SHOWN + 1);
    assert_int_equal(count_lines(text), DIAG_SHOWN + 1);
    assert_non_null(strstr(text, "f:19: error: the same [r]\n"
                                 "g:1: error: the slip [r]\n"
                                 "21 more errors not shown\n"));
    diag_free(&diag);
}

/* So many in the same words are shown as long as there are others, wherever
 * they stand among these. */
static void shows_a_few_of_the_same_words(void **state)
{
    (void)state;
    for (int first = 0; first <= DIAG_SHOWN; first += DIAG_SHOWN / 2) {
        struct diag diag = {0};
        char text[4096];
        size_t same = 0;

        for (int i = 1; i <= 2 * DIAG_SHOWN; i++)
            diag_error(&diag, (struct place){"f", i}, "r", "other %d", i);
        for (int i = 0; i < 2 * DIAG_SAME; i++)
            diag_error(&diag, (struct place){"f", first}, "r", "the same");
        print(&diag, text, sizeof text);
        for (const char *s = text; (s = strstr(s, "the same")); s++)
            same++;
        assert_int_equal(same, first < DIAG_SHOWN ? DIAG_SAME : 0);
        assert_int_equal(count_lines(text), DIAG_SHOWN + 1);
        diag_free(&diag);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_silent_without_faults),
        cmocka_unit_test(sorts_by_place),
        cmocka_unit_test(is_one_line),
        cmocka_unit_test(puts_causes_first),
        cmocka_unit_test(copies_its_texts),
        cmocka_unit_test(shows_twenty_and_counts_the_rest),
        cmocka_unit_test(shows_other_words_first),
        cmocka_unit_test(shows_a_few_of_the_same_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
