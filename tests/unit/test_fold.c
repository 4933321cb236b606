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

#include "runtime/cast.h"

#include "runtime/header/fold.h"

enum { ROOM = 2048, GUARD = 4096, GUARD_BYTE = 0x5a };

/* Fold into exactly the room that callers have. What is written behind it,
 * and is no crash without the sanitizers, hits the guard. */
static size_t fold(const char *text, size_t len, char *to)
{
    static char room[ROOM + GUARD];
    size_t n;

    memset(room, GUARD_BYTE, sizeof room);
    n = smtpc_fold_text_(text, len, room);
    assert_in_range(n, 1, ROOM);
    for (size_t i = ROOM; i < sizeof room; i++)
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
    /* A comma parts addresses, so the words before it stay. */
    folds_to("over quota,jo@example.org", " over quota ");
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
        "b",      ".",
        "..b",    "b.",
        "'",      "n't",
        "can't ", "isn't ",
        "bn't.",  "@b",
        "b@b ",   " b ",
        "\xff",   "1.2.3",
        "'.'b",   "b-b@",
        " ",      ".......................................................b"};
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
    assert_true(spelt > 0);
    assert_true(left > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_words_only),
        cmocka_unit_test(drops_whole_addresses),
        cmocka_unit_test(never_writes_beyond_its_room),
        cmocka_unit_test(spells_not_whole_or_not_at_all),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
