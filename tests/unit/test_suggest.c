/* SPDX-License-Identifier: 0BSD
 *
 * "Did you mean": near words only, the nearest, and no word too long.
 */
#include "run.h"

#include "base/suggest.h"

static void meant_is(const char *typed, const char *const *words,
                     const char *want)
{
    struct suggestion suggestion = {0};

    for (; *words; words++)
        suggest_offer(&suggestion, typed, *words);
    if (!want && suggestion.meant)
        fail_msg("\"%s\": \"%s\"", typed, suggestion.meant);
    if (want) {
        assert_non_null(suggestion.meant);
        assert_string_equal(suggestion.meant, want);
    }
    suggest_free(&suggestion);
}

/* Is a word near enough to what was typed, whichever way round? */
static void is_near(const char *typed, const char *word, bool near)
{
    meant_is(typed, (const char *const[]){word, NULL}, near ? word : NULL);
    meant_is(word, (const char *const[]){typed, NULL}, near ? typed : NULL);
}

static void two_letters_are_near(void **state)
{
    (void)state;
    is_near("reason", "reason", true);
    is_near("raeson", "reason", true);
    is_near("raesno", "reason", true);
    is_near("rason", "reason", true);
    is_near("reasoned", "reason", true);
    is_near("preasons", "reason", true);
    is_near("xxason", "reason", true);
    is_near("xxxson", "reason", false);
    is_near("reasonxxx", "reason", false);
    is_near("xxxreason", "reason", false);
    is_near("rexxxason", "reason", false);
    is_near("raesxno", "reason", false);
    is_near("rxxson", "reason", true);
    /* A letter that moves further is dropped and added. */
    is_near("easonr", "reason", true);
    is_near("aresno", "reason", false);
}

/* Of a word as short nothing typed would be left. */
static void a_short_word_is_not_near_all(void **state)
{
    (void)state;
    is_near("ab", "cd", false);
    is_near("a", "b", false);
    is_near("ab", "ad", true);
    is_near("ab", "ba", true);
    is_near("abc", "xyc", true);
}

static void the_nearest_is_meant(void **state)
{
    static const char *const words[] = {"status", "state", "stage", NULL};

    (void)state;
    meant_is("stage", words, "stage");
    meant_is("stat", words, "state");
    meant_is("staue", words, "state"); /* the first of two as near */
    meant_is("statsu", words, "status");
    meant_is("nothing", words, NULL);
}

static void long_words_are_compared_while_there_is_room(void **state)
{
    char a[80], b[80];

    (void)state;
    for (size_t n = 60; n < 70; n++) {
        memset(a, 'a', n);
        memset(b, 'a', n);
        a[n] = b[n] = '\0';
        b[n / 2] = 'b';
        is_near(a, b, n <= 62);
        b[n - 1] = '\0';
        meant_is(a, (const char *const[]){b, NULL}, n <= 62 ? b : NULL);
        meant_is(b, (const char *const[]){a, NULL}, n <= 62 ? a : NULL);
    }
}

static void lists_all_words(void **state)
{
    struct suggestion suggestion = {0};

    (void)state;
    suggest_offer(&suggestion, "x", "one");
    suggest_offer(&suggestion, "x", "two");
    assert_string_equal(suggestion.words.text, " one two");
    suggest_free(&suggestion);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_letters_are_near),
        cmocka_unit_test(a_short_word_is_not_near_all),
        cmocka_unit_test(the_nearest_is_meant),
        cmocka_unit_test(long_words_are_compared_while_there_is_room),
        cmocka_unit_test(lists_all_words),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
