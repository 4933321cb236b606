/* SPDX-License-Identifier: 0BSD
 *
 * What is wrong with a phrase, in the words that say what to write instead.
 */
#include "run.h"

#include "model/phrase.h"

static void judge(const char *text, const char *said, const char *want)
{
    if (want ? !said || strncmp(said, want, strlen(want)) != 0 : said != NULL)
        fail_msg("\"%s\": %s", text, said ? said : "nothing");
}

static void knows_what_is_no_phrase(void **state)
{
#define DOTS "has two dots in a row"
#define INSIDE "has a ! or ? inside"
#define MARK "has a blank or a second mark before the mark at its end"
#define SENTENCE "ends like a sentence"
#define PATTERN "has a |, ^ or \\"
    static const char *const rows[][2] = {
        {"no such user", NULL},
        {"no such user!", NULL},
        {"no such user?", NULL},
        {"", NULL},
        {"!", NULL},
        {"no such \xe2\x80\xa6 user", "has a single character of three dots"},
        {"no ... user", NULL},
        {"no...user", NULL},
        {"example.org is", NULL},
        {"no .. user", DOTS},
        {"no .... user", DOTS},
        {"no user..", DOTS},
        {"a.b...c..d", DOTS},
        {"..a", DOTS},
        {"no! user", INSIDE},
        {"no? user!", INSIDE},
        {"no!user! user", INSIDE},
        {"no!user", NULL},
        {"no user!!", MARK},
        {"no user?!", MARK},
        {"no user !", MARK},
        {"no user ?", MARK},
        {"!!", MARK},
        {"Such a user!", SENTENCE},
        {"Zap it!", SENTENCE},
        {"A user?", SENTENCE},
        {"[a user!", NULL},
        {"@a user!", NULL},
        {"such a user!", NULL},
        {"Such!", NULL},
        {"Such a user", NULL},
        {"no user, sorry!", SENTENCE},
        {"no user; sorry?", SENTENCE},
        {"no,user;sorry!", NULL},
        {"why so?", SENTENCE},
        {"who is it?", SENTENCE},
        {"what is it?", SENTENCE},
        {"how so?", SENTENCE},
        {"where is it?", SENTENCE},
        {"when is it?", SENTENCE},
        {"whoever it is?", NULL},
        {"so why?", NULL},
        {"why so", NULL},
        {"no.*user", "has \".*\"; expected \"...\" for a gap"},
        {"no.*u", "has \".*\"; expected \"...\" for a gap"},
        {"no user.*", NULL},
        {"no user.* here", NULL},
        {"no user.*!", NULL},
        {"no user.*?", NULL},
        {"user|mailbox", PATTERN},
        {"^user", PATTERN},
        {"user\\d", PATTERN},
        {"user %s unknown", "has a place for a value"},
        {"user 5% unknown", NULL},
        {"**user", "has \"**\"; expected one *"},
        {"*user*", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        judge(rows[i][0], phrase_misused(rows[i][0]), rows[i][1]);
}

static void says_why_a_piece_is_none(void **state)
{
#define LITTLE "has a piece of which too little is left"
#define DIGITS "has a piece that contains only digits"
#define STAR "has a * inside"
#define ADDRESS "has an email address"
#define NO_WORD "has no word"
#define ONE_SIDE "has no word on one side of \"...\""
    static const struct {
        const char *piece;
        size_t len; /* 0: all of it */
        const char *whole, *part;
    } rows[] = {
        {"no", 0, LITTLE, LITTLE},
        {"*no*", 0, LITTLE, LITTLE},
        {" * no!?* ", 0, LITTLE, LITTLE},
        {"550", 0, DIGITS, DIGITS},
        {"5.7.1 550!", 0, DIGITS, DIGITS},
        {"0123456789", 0, DIGITS, DIGITS},
        {"5a", 0, LITTLE, LITTLE},
        {"5a", 1, DIGITS, DIGITS},
        {"/1", 0, LITTLE, LITTLE},
        {"", 0, NO_WORD, ONE_SIDE},
        {" ", 0, NO_WORD, ONE_SIDE},
        {"*", 0, NO_WORD, ONE_SIDE},
        {"!?", 0, NO_WORD, ONE_SIDE},
        {" *? * ", 0, NO_WORD, ONE_SIDE},
        {"a*b", 0, STAR, STAR},
        {"a*b", 2, LITTLE, LITTLE},
        {"*a*b*", 0, STAR, STAR},
        {"a@b", 0, ADDRESS, ADDRESS},
        {"@", 0, ADDRESS, ADDRESS},
        {"a@b", 1, LITTLE, LITTLE},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *piece = rows[i].piece;
        size_t len = rows[i].len ? rows[i].len : strlen(piece);

        judge(piece, phrase_piece_fault(piece, len, true), rows[i].whole);
        judge(piece, phrase_piece_fault(piece, len, false), rows[i].part);
        if (strcmp(rows[i].whole, NO_WORD) == 0)
            assert_null(strstr(phrase_piece_fault(piece, len, true), "side"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(knows_what_is_no_phrase),
        cmocka_unit_test(says_why_a_piece_is_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
