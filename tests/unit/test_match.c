/* SPDX-License-Identifier: 0BSD
 *
 * Phrases: what is found in a text and what is not, which of several wins,
 * and what does not fit into the tables. The messages are made up here.
 */
#include "run.h"

#include "guarded.h"
#include "model/match.h"

#include <ctype.h>
#include <limits.h>

enum {
    GAP = 80,   /* bytes that "..." stands for, as README.md says */
    MOST = 127, /* letters that count */
    PIECE = 40  /* letters of a piece that is not too wide */
};

struct made {
    struct arena arena;
    struct diag diag;
    struct model model;
    struct match_tables tables;
};

static int set_up(void **state)
{
    struct made *made = calloc(1, sizeof *made);

    assert_non_null(made);
    made->model.at = (struct place){"made-up", 1};
    *state = made;
    return 0;
}

static int tear_down(void **state)
{
    struct made *made = *state;

    diag_free(&made->diag);
    mem_free(&made->arena);
    free(made);
    return 0;
}

static void add_note(struct made *made, struct note **notes, size_t *count,
                     const char *text)
{
    struct note *note = mem_push(&made->arena, notes, count, sizeof *note);

    *note = (struct note){{"made-up", 1}, text};
}

/* A message of one phrase; what binds it is for the caller to add. */
static struct message *add_message(struct made *made, const char *phrase)
{
    struct message *m = mem_push(&made->arena, &made->model.messages,
                                 &made->model.message_count, sizeof *m);

    m->id = mem_printf(&made->arena, "message-%zu", made->model.message_count);
    m->reason = "other";
    m->at = (struct place){"made-up", 1};
    add_note(made, &m->matches, &m->match_count, phrase);
    return m;
}

static struct provider *add_provider(struct made *made, const char *id,
                                     const char *shown)
{
    struct provider *p = mem_push(&made->arena, &made->model.providers,
                                  &made->model.provider_count, sizeof *p);

    p->id = id;
    add_note(made, &p->shown, &p->shown_count, shown);
    return p;
}

static void add_word(struct made *made, const char ***words, size_t *count,
                     const char *word)
{
    const char **at = mem_push(&made->arena, words, count, sizeof *at);

    *at = word;
}

static void build(struct made *made)
{
    assert_true(
        match_build(&made->arena, &made->diag, &made->model, &made->tables));
    assert_int_equal(made->diag.count, 0);
}

static void match(const struct made *made, const char *text, int code,
                  uint32_t status, unsigned provider,
                  struct smtpc_found_ *found)
{
    struct smtpc_case_ about = {
        .code = code, .status = status, .is_reply = 1, .named = provider};

    match_text(&made->tables, text, &about, found);
}

/* The number of the message that a text is found to be, from 1 on; 0: none. */
static unsigned winner(const struct made *made, const char *text)
{
    struct smtpc_found_ found;

    match(made, text, 0, 0, 0, &found);
    return found.message;
}

/* --- the pieces of a phrase ---------------------------------------------- */

/* Is the phrase found where so many bytes stand between its two pieces, and
 * words around them? */
static bool spans(const struct made *made, const char *left, size_t bytes,
                  const char *right)
{
    char text[512], between[256];

    memset(between, 'z', bytes);
    between[bytes] = '\0';
    snprintf(text, sizeof text, "so %s%s%s then", left, between, right);
    return winner(made, text) == 1;
}

/* Whichever piece is looked for first: it is the one whose letters the
 * examples have less often. */
static void check_gap(struct made *made, const char *common, size_t anchor)
{
    struct message *m = add_message(made, "alpha* ... *omega");

    for (int i = 0; i < 9; i++)
        add_note(made, &m->examples, &m->example_count, common);
    build(made);
    assert_int_equal(made->tables.sources[0].anchor, anchor);
    for (size_t bytes = 0; bytes <= GAP; bytes++)
        if (!spans(made, "alpha", bytes, "omega"))
            fail_msg("not found over %zu bytes", bytes);
    assert_false(spans(made, "alpha", GAP + 1, "omega"));
    assert_false(spans(made, "alpha", 2 * GAP, "omega"));
    assert_false(spans(made, "omega", 1, "alpha"));
    assert_true(spans(made, "alpha alpha", 3, "omega omega"));
}

static void finds_a_piece_behind_within_eighty_bytes(void **state)
{
    check_gap(*state, "550 omega", 0);
}

static void finds_a_piece_before_within_eighty_bytes(void **state)
{
    check_gap(*state, "550 alpha", strlen(" alpha") + 1);
}

/* A phrase is found by five of its bytes. Where a text begins with these, the
 * phrase would begin before the text, whatever stands there in memory. */
static void finds_nothing_that_begins_before_the_text(void **state)
{
    static const char memory[32] = " mailbox full ";
    struct made *made = *state;
    struct message *m = add_message(made, "mailbox full");
    struct smtpc_hits_ hits;
    size_t offset, len = strlen(memory);

    for (int i = 0; i < 9; i++)
        add_note(made, &m->examples, &m->example_count, "450 mailbox");
    build(made);
    offset = made->tables.phrases[0].gram;
    assert_in_range(offset, 1, len - SMTPC_GRAM_);
    smtpc_find_phrases_(&made->tables.rules, memory, len, &hits);
    assert_int_equal(hits.count, 1);
    for (size_t from = 1; from <= offset; from++) {
        smtpc_find_phrases_(&made->tables.rules, memory + from, len - from,
                            &hits);
        assert_int_equal(hits.count, 0);
    }
}

/* Nor one that ends behind it. */
static void finds_nothing_that_ends_behind_the_text(void **state)
{
    static const char memory[32] = " mailbox full now ";
    struct made *made = *state;
    struct smtpc_hits_ hits;

    add_message(made, "mailbox full");
    add_message(made, "mailbox ... now");
    build(made);
    for (size_t len = 0; len < strlen(memory); len++) {
        smtpc_find_phrases_(&made->tables.rules, memory, len, &hits);
        assert_int_equal(hits.count, len >= strlen(" mailbox full "));
    }
}

/* --- which of several wins ----------------------------------------------- */

static void keep(struct smtpc_hits_ *hits, uint16_t phrase, unsigned score)
{
    static struct smtpc_phrase_ phrases[SMTPC_HITS_ + 3];

    phrases[phrase].target[0] = (unsigned char)phrase;
    phrases[phrase].score = (unsigned char)score;
    smtpc_keep_hit_(hits, &phrases[phrase], phrase, " ", 0);
}

/* When a text has more phrases than are kept, the shortest goes, and of equals
 * the one that came last. */
static void keeps_the_longest_phrases(void **state)
{
    (void)state;
    for (unsigned low = 0; low < SMTPC_HITS_; low++) {
        struct smtpc_hits_ hits = {.count = 0};

        for (unsigned i = 0; i < SMTPC_HITS_; i++)
            keep(&hits, (uint16_t)i, i == low ? 10 : 20 + i);
        keep(&hits, SMTPC_HITS_, 9);
        keep(&hits, SMTPC_HITS_ + 1, 10);
        assert_int_equal(hits.count, SMTPC_HITS_);
        assert_int_equal(hits.hit[low].target, low);
        keep(&hits, SMTPC_HITS_ + 2, 11);
        for (unsigned i = 0; i < SMTPC_HITS_; i++)
            assert_int_equal(hits.hit[i].target,
                             i == low ? SMTPC_HITS_ + 2 : i);
        assert_int_equal(hits.hit[low].score, 11);
    }
}

static void finds_a_long_phrase_behind_many_short_ones(void **state)
{
    struct made *made = *state;
    struct buf text = {0};

    for (int i = 0; i < SMTPC_HITS_ + 40; i++) {
        const char *phrase =
            mem_printf(&made->arena, "word%c%c%.*s", 'a' + i % 26, 'a' + i / 26,
                       i % 7, "zzzzzzz");

        add_message(made, phrase);
        buf_printf(&text, "%s ", phrase);
    }
    add_message(made, "this is the one that counts");
    buf_puts(&text, "this is the one that counts ");
    build(made);
    assert_int_equal(winner(made, text.text), made->model.message_count);
    buf_free(&text);
}

/* More phrases in one bucket than a block has places for: each is tried. All
 * messages but the last are denied. */
static void tries_every_phrase_of_a_full_bucket(void **state)
{
    struct made *made = *state;

    for (int i = 0; i < SMTPC_HITS_ + SMTPC_BLOCK_ / 2; i++) {
        struct message *m = add_message(made, "words");

        add_note(made, &m->unless, &m->unless_count, "words");
    }
    add_message(made, "words!");
    build(made);
    assert_true(made->tables.phrase_count > 3 * SMTPC_BLOCK_);
    assert_int_equal(winner(made, "words"), made->model.message_count);
    assert_int_equal(winner(made, "words words words"),
                     made->model.message_count);
}

/* Phrases are tried before all of the text was looked at, where there are too
 * many to wait: a piece behind is found all the same, and one that is not there
 * is not. */
static void finds_a_piece_behind_what_was_looked_at(void **state)
{
    struct made *made = *state;
    enum { PHRASES = 120 };

    for (int i = 0; i < PHRASES; i++)
        add_message(made, mem_printf(&made->arena, "alpha ... omega%c%c",
                                     'a' + i % 26, 'a' + i / 26));
    for (int i = 0; i < PHRASES; i++)
        add_message(made, mem_printf(&made->arena, "delta ... kappa%c%c",
                                     'a' + i % 26, 'a' + i / 26));
    build(made);
    for (int i = 0; i < PHRASES; i += 17)
        for (int between = 20; between < GAP - 1; between++) {
            char text[256];
            int n = snprintf(text, sizeof text, "alpha delta delta ");

            for (int j = n - 6; j < between; j++)
                text[n++] = j % 2 ? 'z' : ' ';
            snprintf(text + n, sizeof text - (size_t)n, " omega%c%c",
                     'a' + i % 26, 'a' + i / 26);
            assert_int_equal(winner(made, text), i + 1);
            text[n + 1] = 'u';
            assert_int_equal(winner(made, text), 0);
        }
}

/* What denies is put off, and tried at once where there is no room to wait. */
static void denies_by_each_of_many_phrases(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "mailbox full");
    enum { DENYING = SMTPC_LATER_ * 2 };

    for (int i = 0; i < DENYING; i++)
        add_note(made, &m->unless, &m->unless_count,
                 mem_printf(&made->arena, "mailbox full ... no%d*", i));
    build(made);
    assert_int_equal(winner(made, "mailbox full"), 1);
    assert_int_equal(winner(made, "mailbox full and not"), 1);
    for (int i = 0; i < DENYING; i++) {
        char text[64];

        snprintf(text, sizeof text, "no, mailbox full of no%d", i);
        assert_int_equal(winner(made, text), 0);
    }
}

/* A phrase of so many letters, in pieces. */
static const char *phrase_of(struct made *made, char letter, size_t letters)
{
    struct buf phrase = {0};
    const char *text;

    for (size_t i = 0; i < letters; i++)
        buf_printf(&phrase, "%s%c", i && i % PIECE == 0 ? " ... " : "", letter);
    text = mem_text(&made->arena, phrase.text, phrase.len);
    buf_free(&phrase);
    return text;
}

/* Beyond the most, letters count no more, and of equals the first wins. */
static void weighs_no_more_than_the_most(void **state)
{
    struct made *made = *state;

    for (unsigned i = 0; i < 3; i++)
        add_message(made, phrase_of(made, "bcd"[i], MOST - 1 + i));
    build(made);
    for (unsigned i = 0; i < 2; i++) {
        const char *text = mem_printf(
            &made->arena, "%s %s", made->model.messages[i + 1].matches[0].text,
            made->model.messages[i].matches[0].text);

        assert_int_equal(winner(made, text), 2);
    }
}

static void weighs_letters(void **state)
{
    static const struct {
        const char *phrase;
        unsigned score;
    } rows[] = {{"mailbox", 7},      {"mail box", 7},
                {"mail ... box", 7}, {"*mailbox*", 7},
                {"x1.2", 4},         {"mailbox!", 13},
                {"mailbox?", 1},     {"mail ... full ... now", 11}};
    struct made *made = *state;
    size_t count = sizeof rows / sizeof rows[0];

    for (size_t i = 0; i < count; i++)
        add_message(made, rows[i].phrase);
    for (unsigned i = 0; i < 10; i++) {
        const char *phrase = phrase_of(made, 'b', MOST - 8 + i);

        add_message(made, phrase);
        add_message(made, mem_printf(&made->arena, "%s!", phrase));
        add_message(made, mem_printf(&made->arena, "%s?", phrase));
    }
    build(made);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(made->tables.phrases[i].score, rows[i].score);
    for (unsigned i = 0; i < 10; i++) {
        const struct smtpc_phrase_ *p = &made->tables.phrases[count + 3 * i];

        assert_int_equal(p[0].score, i < 8 ? MOST - 8 + i : MOST);
        assert_int_equal(p[1].score, i < 2 ? MOST - 2 + i : MOST);
        assert_int_equal(p[2].score, 1);
    }
}

/* A phrase takes as much room as there is, and not a byte more. */
static void fills_its_room_and_no_more(void **state)
{
    struct made *made = *state;
    size_t letters = PIECE, longest = 0;

    for (; made->diag.count == 0; letters++) {
        made->model.message_count = 0;
        add_message(made, phrase_of(made, 'b', letters));
        match_build(&made->arena, &made->diag, &made->model, &made->tables);
        if (made->tables.phrase_count)
            longest = strlen(made->tables.sources[0].folded);
        assert_true(longest <= MATCH_LONGEST);
    }
    assert_int_equal(longest, MATCH_LONGEST);
}

/* A guess is one at the beginning of a text, too. */
static void knows_a_guess_anywhere(void **state)
{
    static const char *const words[] = {"may",           "might",    "may be",
                                        "might be",      "could be", "can be",
                                        "may have been", "possibly", "probably",
                                        "likely",        "maybe",    "perhaps"};
    static const char *const before[] = {"", "so ", "the text is "};
    static const char *const others[] = {
        "", "e", "be", "unlikely", "today", "have been", "way", "eight"};
    struct made *made = *state;
    struct smtpc_found_ found;

    add_message(made, "full box");
    build(made);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        for (size_t j = 0; j < sizeof before / sizeof before[0]; j++) {
            match(
                made,
                mem_printf(&made->arena, "%s%s full box", before[j], words[i]),
                0, 0, 0, &found);
            assert_int_equal(found.message, 1);
            assert_true(found.is_guess);
        }
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        match(made, mem_printf(&made->arena, "%s full box", others[i]), 0, 0, 0,
              &found);
        assert_int_equal(found.message, 1);
        assert_false(found.is_guess);
    }
}

/* What binds a phrase counts as so many letters more. */
static void weighs_what_binds_a_phrase(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "not for our users");
    struct smtpc_found_ found;
    const unsigned letters = sizeof "notforourusers" - 1;

    add_provider(made, "example", "mx.example.com");
    build(made);
    match(made, "not for our users", 550, 0, 0, &found);
    assert_int_equal(found.score, letters);
    add_word(made, &m->replies, &m->reply_count, "550");
    build(made);
    match(made, "not for our users", 550, 0, 0, &found);
    assert_int_equal(found.score, letters + 2);
    add_word(made, &m->statuses, &m->status_count, "X.7.1");
    build(made);
    match(made, "not for our users", 550, 5u << 20 | 7u << 10 | 1, 0, &found);
    assert_int_equal(found.score, letters + 2 + 4);
    m->provider = "example";
    build(made);
    match(made, "not for our users", 550, 5u << 20 | 7u << 10 | 1, 0, &found);
    assert_int_equal(found.score, letters + 2 + 4);
    match(made, "not for our users", 550, 5u << 20 | 7u << 10 | 1, 1, &found);
    assert_int_equal(found.score, letters + 2 + 4 + 8);
}

static void binds_to_replies_and_their_classes(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "refused for now");
    static const struct {
        int code;
        unsigned found;
    } rows[] = {{421, 1}, {422, 0}, {400, 0}, {550, 1}, {599, 1},
                {0, 0},   {5, 0},   {250, 0}, {500, 1}};

    add_word(made, &m->replies, &m->reply_count, "421");
    add_word(made, &m->replies, &m->reply_count, "5xx");
    build(made);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_found_ found;

        match(made, "refused for now", rows[i].code, 0, 0, &found);
        assert_int_equal(found.message, rows[i].found);
    }
}

/* A reply without an enhanced code has not said X.0.0. */
static void binds_to_no_status_that_is_not_there(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "undefined trouble");
    struct smtpc_found_ found;

    add_word(made, &m->statuses, &m->status_count, "X.0.0");
    build(made);
    match(made, "undefined trouble", 550, 0, 0, &found);
    assert_int_equal(found.message, 0);
    match(made, "undefined trouble", 550, 5u << 20, 0, &found);
    assert_int_equal(found.message, 1);
    match(made, "undefined trouble", 550, 5u << 20 | 1, 0, &found);
    assert_int_equal(found.message, 0);
}

/* Whom the caller names has not said what another says. */
static void takes_no_phrase_of_another_provider(void **state)
{
    struct made *made = *state;
    struct smtpc_found_ found;

    add_provider(made, "first", "mx.first.example");
    add_provider(made, "second", "mx.second.example");
    add_message(made, "go away please")->provider = "second";
    build(made);
    /* Who has not said who spoke is not named for it. */
    match(made, "go away please", 550, 0, 0, &found);
    assert_int_equal(found.message, 1);
    assert_int_equal(found.provider, 0);
    match(made, "go away please", 550, 0, 2, &found);
    assert_int_equal(found.message, 1);
    match(made, "go away please", 550, 0, 1, &found);
    assert_int_equal(found.message, 0);
    assert_int_equal(found.provider, 1);
}

/* Of equals the first in the catalogue, wherever they stand in the text. */
static void takes_the_first_of_equals(void **state)
{
    static const char *const texts[] = {"mx.abc.example then mx.xyz.example",
                                        "mx.xyz.example then mx.abc.example"};
    static const char *const said[] = {"lemon then melon", "melon then lemon"};
    struct made *made = *state;
    struct smtpc_found_ found;

    add_provider(made, "first", "mx.xyz.example");
    add_provider(made, "second", "mx.abc.example");
    add_message(made, "melon");
    add_message(made, "lemon");
    build(made);
    for (size_t i = 0; i < 2; i++) {
        match(made, texts[i], 0, 0, 0, &found);
        assert_int_equal(found.provider, 1);
        assert_int_equal(winner(made, said[i]), 1);
    }
}

/* A token has one maker. But whom the text itself shows, it is from. */
static void names_who_made_a_token(void **state)
{
    struct made *made = *state;
    struct smtpc_found_ found;

    add_provider(made, "first", "mx.first.example");
    add_provider(made, "second", "mx.second.example");
    add_message(made, "refused ts03")->provider = "second";
    add_message(made, "blocked ts04");
    add_message(made, "go away please")->provider = "second";
    build(made);
    match(made, "refused ts03", 550, 0, 0, &found);
    assert_int_equal(found.message, 1);
    assert_int_equal(found.score, strlen("refusedts03") + 8);
    assert_int_equal(found.provider, 2);
    match(made, "refused ts03 mx.second.example", 550, 0, 0, &found);
    assert_int_equal(found.score, strlen("refusedts03") + 8);
    assert_int_equal(found.provider, 2);
    match(made, "refused ts03 mx.first.example", 550, 0, 0, &found);
    assert_int_equal(found.message, 1);
    assert_int_equal(found.score, strlen("refusedts03"));
    assert_int_equal(found.provider, 1);
    match(made, "blocked ts04", 550, 0, 0, &found);
    assert_int_equal(found.message, 2);
    assert_int_equal(found.score, strlen("blockedts04"));
    assert_int_equal(found.provider, 0);
    match(made, "blocked ts04 mx.first.example", 550, 0, 0, &found);
    assert_int_equal(found.message, 2);
    assert_int_equal(found.provider, 1);
    match(made, "go away please", 550, 0, 0, &found);
    assert_int_equal(found.score, strlen("goawayplease"));
    assert_int_equal(found.provider, 0);
}

/* Which digits are a token's: all ten. */
static void knows_a_token_by_any_digit(void **state)
{
    struct made *made = *state;

    for (char c = '0'; c <= '9'; c++)
        add_message(made, mem_printf(&made->arena, "refused x%cy", c));
    add_message(made, "refused ... x5y ... then");
    add_message(made, "refused xay");
    build(made);
    for (size_t i = 0; i < made->tables.phrase_count; i++) {
        const struct smtpc_phrase_ *p = &made->tables.phrases[i];

        assert_int_equal(smtpc_has_token_(p),
                         smtpc_target_of_(p) % SMTPC_TARGETS_ != 11);
    }
}

/* Before RCPT nothing is said of a recipient, and so on; 53z answers AUTH,
 * whatever the caller says. */
static void speaks_of_nobody_before_their_stage(void **state)
{
    static const struct {
        enum smtpc_about_ about;
        int stage; /* the first at which it can be */
    } rows[] = {{SMTPC_OF_RECIPIENT_, 5}, {SMTPC_OF_SENDER_, 4},
                {SMTPC_OF_MESSAGE_, 4},   {SMTPC_OF_ACCOUNT_, 2},
                {SMTPC_OF_CLIENT_, 0},    {SMTPC_OF_SERVER_, 0}};
    static const struct {
        int code, is_auth;
    } codes[] = {{0, 0},   {529, 0}, {530, 1}, {535, 1},
                 {539, 1}, {540, 0}, {550, 0}, {430, 0}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (size_t j = 0; j < sizeof codes / sizeof codes[0]; j++)
            for (int stage = 0; stage < 8; stage++) {
                struct smtpc_case_ c = {.code = codes[j].code, .stage = stage};
                int at = codes[j].is_auth ? 3 : stage;

                assert_int_equal(smtpc_may_be_about_(&c, rows[i].about),
                                 at == 0 || at >= rows[i].stage);
            }
}

/* What a server said besides that it gave up: another cause, in front of that
 * and of other words, and neither vague nor a guess. */
static void finds_a_cause_besides_giving_up(void **state)
{
    static const struct smtpc_message_ messages[] = {{.reason = 7},
                                                     {.reason = 9}};
    const struct smtpc_rules_ rules = {.messages = messages};
    const struct smtpc_hit_ last = {.target = 0, .score = 12, .at = 40};
    static const struct {
        struct smtpc_hit_ hit;
        int is_aside;
    } rows[] = {{{.target = 1, .score = 12, .at = 0}, 0},
                {{.target = 1, .score = 12, .at = 32}, 0},
                {{.target = 1, .score = 12, .at = 33}, 1},
                {{.target = 1, .score = 12, .at = 40}, 1},
                {{.target = 1, .score = 12, .at = 80}, 1},
                {{.target = 1, .score = 2, .at = 0}, 0},
                {{.target = 1, .score = 1, .at = 0}, 1},
                {{.target = 1, .score = 12, .guess = 1, .at = 0}, 1},
                {{.target = 0, .score = 12, .at = 0}, 1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(smtpc_is_aside_(&rules, &rows[i].hit, &last, 7),
                         rows[i].is_aside);
}

/* Words that only show who spoke, behind the reply, tell no cause. */
static void takes_no_cause_from_hosts(void **state)
{
    struct made *made = *state;
    struct smtpc_case_ about = {.code = 550, .is_reply = 1};
    struct smtpc_found_ found;

    add_message(made, "gone away");
    build(made);
    for (about.hosts = 0; about.hosts < 9; about.hosts++) {
        match_text(&made->tables, "it gone away", &about, &found);
        /* The phrase begins with its blank. */
        assert_int_equal(found.message, about.hosts == 0 || about.hosts > 3);
    }
}

/* A phrase of a program counts where there is no reply, others where there is
 * one. */
static void tells_programs_from_servers(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "lookup failed");
    static const struct {
        const char *text;
        int code, is_reply;
        unsigned found;
    } rows[] = {
        {"lookup failed", 550, 1, 1}, {"lookup failed", 0, 1, 1},
        {"lookup failed", 0, 0, 0},   {"cannot resolve", 550, 1, 0},
        {"cannot resolve", 0, 0, 1},  {"cannot resolve", 0, 1, 1},
    };

    add_note(made, &m->locals, &m->local_count, "cannot resolve");
    build(made);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_case_ about = {.code = rows[i].code,
                                    .is_reply = rows[i].is_reply};
        struct smtpc_found_ found;

        match_text(&made->tables, rows[i].text, &about, &found);
        assert_int_equal(found.message, rows[i].found);
    }
}

/* A guess weighs half, and never nothing. */
static void weighs_a_guess_half(void **state)
{
    struct made *made = *state;
    struct smtpc_found_ found;

    add_message(made, "mailbox full");
    add_message(made, "mailbox gone?");
    build(made);
    match(made, "the mailbox full", 550, 0, 0, &found);
    assert_int_equal(found.score, 11);
    match(made, "perhaps mailbox full", 550, 0, 0, &found);
    assert_int_equal(found.score, 5);
    match(made, "the mailbox gone", 550, 0, 0, &found);
    assert_int_equal(found.score, 1);
    match(made, "perhaps mailbox gone", 550, 0, 0, &found);
    assert_int_equal(found.score, 1);
    assert_int_equal(found.message, 2);
    /* Said once more without doubt, it is no guess. */
    match(made, "perhaps mailbox full and the mailbox full", 550, 0, 0, &found);
    assert_int_equal(found.score, 11);
    assert_false(found.is_guess);
    match(made, "the mailbox full and perhaps mailbox full", 550, 0, 0, &found);
    assert_int_equal(found.score, 11);
    assert_false(found.is_guess);
}

static void denies_what_unless_names(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "mailbox full");

    add_note(made, &m->unless, &m->unless_count, "not ... mailbox full");
    add_message(made, "full");
    build(made);
    assert_int_equal(winner(made, "the mailbox full"), 1);
    assert_int_equal(winner(made, "this is not a mailbox full of it"), 2);
}

/* Where a block of the text may hold more phrases than are compared at once,
 * none is passed over: the second and the third are looked at everywhere. */
static void looks_at_all_phrases_of_a_block(void **state)
{
    static const char *const phrases[] = {"aaaaa*", "*aaaaaab*", "*aaaaaac*"};
    static const char *const often[] = {"450 aaaa", "450 xaaaab", "450 xaaaac"};
    struct made *made = *state;

    for (size_t i = 0; i < 3; i++) {
        struct message *m = add_message(made, phrases[i]);

        for (int n = 0; n < 9; n++)
            add_note(made, &m->examples, &m->example_count, often[i]);
    }
    build(made);
    for (size_t i = 0; i < 3; i++)
        assert_memory_equal(made->tables.sources[i].folded +
                                made->tables.sources[i].anchor +
                                made->tables.phrases[i].gram,
                            "aaaaa", SMTPC_GRAM_);
    for (size_t before = 1; before <= SMTPC_BLOCK_; before++) {
        char text[4 * SMTPC_BLOCK_ + SMTPC_BEHIND_FOLDED_];

        memset(text, 'a', sizeof text);
        memset(text, 'z', before);
        text[0] = text[before] = text[sizeof text - 1] = ' ';
        for (size_t a = SMTPC_GRAM_; before + a + 2 < 4 * SMTPC_BLOCK_; a++) {
            struct smtpc_hits_ hits;

            text[before + a + 1] = ' ';
            smtpc_find_phrases_(&made->tables.rules, text, before + a + 2,
                                &hits);
            assert_int_equal(hits.count, 1);
            text[before + a + 1] = 'a';
        }
    }
}

/* A phrase is looked at where the hash of five letters is one of its own: a
 * letter that did not count would let more be looked at for nothing. */
static void each_letter_of_a_gram_counts(void **state)
{
    static const char letters[] = " .0123456789abcdefghijklmnopqrstuvwxyz";
    static const char grams[][8] = {"mailb", " user", "ked. ", "zzzzz"};

    (void)state;
    for (size_t i = 0; i < sizeof grams / sizeof grams[0]; i++)
        for (size_t at = 0; at < SMTPC_GRAM_; at++)
            for (const char *letter = letters; *letter; letter++) {
                char other[8];

                memcpy(other, grams[i], sizeof other);
                other[at] = *letter;
                assert_int_equal(smtpc_gram_hash_(other) >> 16 ==
                                     smtpc_gram_hash_(grams[i]) >> 16,
                                 *letter == grams[i][at]);
            }
}

/* So does each letter of a start: most others have another hash. */
static void each_letter_of_a_start_counts(void **state)
{
    static const char letters[] = " 0123456789abcdefghijklmnopqrstuvwxyz";
    enum { LETTERS = sizeof letters - 1 };

    (void)state;
    for (size_t at = 0; at < 3; at++) {
        bool seen[1 << SMTPC_START_BITS_] = {false};
        size_t hashes = 0;

        for (size_t i = 0; i < LETTERS; i++) {
            char start[8] = " ma";

            start[at] = letters[i];
            hashes += !seen[smtpc_start_hash_(start)];
            seen[smtpc_start_hash_(start)] = true;
            start[3] = 'z'; /* which is none of it */
            assert_true(seen[smtpc_start_hash_(start)]);
        }
        assert_true(hashes > LETTERS * 3 / 4);
    }
}

/* Where many phrases may deny, those of a message that is denied already are
 * left out, and no others. */
static void leaves_out_what_is_denied(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made, "alpha");
    struct smtpc_hits_ hits = {.count = 0};
    smtpc_try_ tries[64];
    size_t count = 0, left = 0;

    add_note(made, &m->unless, &m->unless_count, "beta");
    add_note(made, &m->unless, &m->unless_count, "gamma ... delta");
    m = add_message(made, "epsilon");
    add_note(made, &m->unless, &m->unless_count, "zeta");
    build(made);
    smtpc_deny_(&hits, 0);
    for (size_t i = 0; i < made->tables.row_count; i++)
        if (made->tables.rows[i].score)
            tries[count++] = (smtpc_try_)i << 16 | 7;
    assert_int_equal(count, 5);
    count = smtpc_leave_denied_(made->tables.rows, tries, count, &hits);
    assert_int_equal(count, 3);
    for (size_t i = 0; i < made->tables.row_count; i++) {
        const struct smtpc_phrase_ *p = &made->tables.rows[i];

        if (p->score && !(smtpc_denies_(p) && match_target(p) == 0))
            assert_int_equal(tries[left++], (smtpc_try_)i << 16 | 7);
    }
    assert_int_equal(left, count);
}

/* A word like no other of them. */
static const char *some_word(struct made *made, unsigned number)
{
    char word[8] = "";

    for (size_t i = 0; i < 6; i++) {
        number = (number + 1) * 2654435761u;
        word[i] = (char)('a' + (number >> 24) % 26);
    }
    return mem_text(&made->arena, word, 6);
}

/* Behind the last rows, and those that are there to be read with them, is no
 * more memory. */
static void reads_no_row_behind_the_last(void **state)
{
    struct made *made = *state;
    struct smtpc_rules_ rules;
    enum { WORDS = SMTPC_TARGETS_ - 1 };
    size_t bytes;

    for (unsigned i = 0; i < WORDS; i++)
        add_message(made, some_word(made, i));
    build(made);
    bytes = (made->tables.row_count + SMTPC_ROWS_) * sizeof *made->tables.rows;
    rules = made->tables.rules;
    rules.phrases =
        (const void *)guarded((const void *)made->tables.rows, bytes);
    for (unsigned i = 0; i < WORDS; i++) {
        char text[32 + SMTPC_BEHIND_FOLDED_] = "";
        struct smtpc_hits_ hits;
        int len = snprintf(text, sizeof text, " %s ", some_word(made, i));

        smtpc_find_phrases_(&rules, text, (size_t)len, &hits);
        assert_true(hits.count >= 1);
    }
}

/* What a fingerprint keeps. */
static uint64_t print_of(const char *s, size_t n)
{
    return smtpc_print_(s, n) >> (64 - 8 * SMTPC_PRINT_);
}

/* Any byte, any two, and the length; and no byte behind. */
static void each_byte_counts_in_a_fingerprint(void **state)
{
    static const char letters[] =
        " mailbox unavailable for this recipient of yours at the moment";

    (void)state;
    for (size_t n = 1; n <= 40; n++) {
        char text[40 + 16];
        uint64_t print = print_of(letters, n);

        memcpy(text, letters, n);
        memset(text + n, 'z', 16);
        assert_true(print_of(text, n) == print);
        assert_true(print_of(text, n + 1) != print);
        assert_true(print_of(text + 1, n) != print);
        for (size_t at = 0; at < n; at++)
            for (size_t other = 0; other < n; other++) {
                text[at] ^= 1;
                text[other] ^= 4;
                assert_true(print_of(text, n) != print);
                memcpy(text, letters, n);
            }
    }
}

/* The pieces before the anchor from right to left, then those behind it. */
static void puts_the_pieces_of_a_phrase_behind_it(void **state)
{
    static const struct {
        const char *words;
        unsigned flags;
    } rows[] = {
        {"*left ", SMTPC_LEFT_ | SMTPC_BLANK_ | SMTPC_MORE_},
        {" first*", SMTPC_LEFT_ | SMTPC_MORE_},
        {" right*", SMTPC_BLANK_ | SMTPC_MORE_},
        {"*last ", 0},
    };
    struct made *made = *state;
    struct message *m =
        add_message(made, "first* ... *left ... *anchor* ... right* ... *last");
    const struct smtpc_phrase_ *row;

    for (int i = 0; i < 9; i++)
        add_note(made, &m->examples, &m->example_count,
                 "550 first left right last");
    build(made);
    assert_int_equal(made->tables.row_count, 5);
    row = made->tables.rows;
    assert_int_equal(row->len, strlen("anchor"));
    assert_true(
        smtpc_says_("anchor\0\0\0\0\0\0\0\0\0\0\0\0\0\0", row, row->len));
    for (size_t i = 0; i < 4; i++) {
        char words[32] = "";

        memcpy(words, rows[i].words, strlen(rows[i].words));
        words[strcspn(words, "*")] = *words == '*' ? '*' : '\0';
        row++;
        assert_int_equal(row->score, 0);
        assert_int_equal(row->gram & ~SMTPC_ABOVE_, rows[i].flags);
        assert_int_equal(smtpc_start_of_(row),
                         smtpc_start_hash_(words + (*words == '*')));
        assert_int_equal(row->len, strlen(words) - (*words == '*'));
        assert_true(smtpc_says_(words + (*words == '*'), row, row->len));
    }
    assert_int_equal(
        winner(made, "first, that left the anchor to the right at last"), 1);
    assert_int_equal(winner(made, "firs, that left the anchor right last"), 0);
    assert_int_equal(winner(made, "first, that lef the anchor right last"), 0);
    assert_int_equal(winner(made, "first, that left the anchor righ last"), 0);
    assert_int_equal(winner(made, "first, that left the anchor right las"), 0);
}

/* Between the pieces of a phrase stand the letters by which one is looked for,
 * again and again. */
static void passes_over_what_looks_like_a_piece(void **state)
{
    struct made *made = *state;

    add_message(made, "alpha* ... *omega");
    build(made);
    for (size_t bytes = 0; bytes <= GAP + 1; bytes++) {
        char text[256] = "alpha", like[256] = "alpha";

        for (size_t i = 0; i < bytes; i++) {
            text[5 + i] = "omeg"[i % 4];
            like[5 + i] = "alph"[i % 4];
        }
        memcpy(text + 5 + bytes, "omega", 6);
        memcpy(like + 5 + bytes, "omega", 6);
        assert_int_equal(winner(made, text), bytes <= GAP);
        assert_int_equal(winner(made, like), bytes <= GAP);
    }
}

/* Letters are compared eight at a time. Those behind the text do not count, and
 * behind the room that it has there is no more memory. */
static void reads_no_letter_behind_the_text(void **state)
{
    static const char text[] = " your mailbox recipient gone zzzzzzzzzzzzzzz";
    const size_t text_len = strlen(text) - (SMTPC_BEHIND_FOLDED_ - 1);
    struct made *made = *state;

    add_message(made, "gone");
    add_message(made, "mailbox ... gone");
    add_message(made, "recipient gone");
    add_message(made, "gone z*");
    build(made);
    for (size_t from = 0; from < text_len; from++) {
        size_t len = text_len - from;
        const char *edge = guarded(text + from, len + SMTPC_BEHIND_FOLDED_);
        struct smtpc_hits_ hits;

        match_hits(&made->tables, edge, len, &hits);
        assert_int_equal(hits.count, (from <= 23) + (from <= 5) + (from <= 13));
    }
}

static void finds_phrases_that_share_letters(void **state)
{
    struct made *made = *state;

    add_message(made, "your mailbox recipient gone");
    add_message(made, "*ilbox recipi*");
    add_message(made, "x mailbox reci*");
    add_message(made, "box ... recipient abc ... mailbox");
    build(made);
    assert_int_equal(winner(made, "your mailbox recipient gone"), 1);
    assert_int_equal(winner(made, "thy mailbox recipients"), 2);
    assert_int_equal(winner(made, "x mailbox recital"), 3);
    assert_int_equal(winner(made, "box a recipient abc b mailbox"), 4);
    assert_int_equal(winner(made, "bow a recipient abc b mailbox"), 0);
}

/* A piece is as wide as its length can be counted. */
static void refuses_a_piece_that_is_too_wide(void **state)
{
    struct made *made = *state;
    char word[MATCH_WIDEST + 2] = "";

    for (size_t n = MATCH_WIDEST - 3; n < MATCH_WIDEST; n++) {
        const char *text;

        memset(word, 'z', n); /* a blank stands before it and behind */
        text = mem_printf(&made->arena, "%.*s ... more of it", (int)n, word);
        made->model.message_count = 0;
        add_message(made, text);
        match_build(&made->arena, &made->diag, &made->model, &made->tables);
        if (n + 2 <= MATCH_WIDEST) {
            assert_int_equal(made->diag.count, 0);
            assert_int_equal(
                winner(made,
                       mem_printf(&made->arena, "%s and more of it", word)),
                1);
            continue;
        }
        assert_int_equal(made->diag.count, 1);
        assert_string_equal(made->diag.faults[0].rule, "bad-phrase");
        assert_string_equal(
            made->diag.faults[0].text,
            mem_printf(&made->arena,
                       "phrase \"%s\" has too long a piece; expected "
                       "\"...\" for some words in it",
                       text));
        assert_int_equal(made->tables.phrase_count, 0);
        break;
    }
    assert_int_equal(made->diag.count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(finds_a_piece_behind_within_eighty_bytes),
        TEST(finds_a_piece_before_within_eighty_bytes),
        TEST(finds_nothing_that_begins_before_the_text),
        TEST(finds_nothing_that_ends_behind_the_text),
        TEST(keeps_the_longest_phrases),
        TEST(finds_a_long_phrase_behind_many_short_ones),
        TEST(tries_every_phrase_of_a_full_bucket),
        TEST(weighs_no_more_than_the_most),
        TEST(weighs_letters),
        TEST(fills_its_room_and_no_more),
        TEST(knows_a_guess_anywhere),
        TEST(weighs_what_binds_a_phrase),
        TEST(binds_to_replies_and_their_classes),
        TEST(binds_to_no_status_that_is_not_there),
        TEST(takes_no_phrase_of_another_provider),
        TEST(takes_the_first_of_equals),
        TEST(names_who_made_a_token),
        TEST(knows_a_token_by_any_digit),
        TEST(speaks_of_nobody_before_their_stage),
        TEST(finds_a_cause_besides_giving_up),
        TEST(takes_no_cause_from_hosts),
        TEST(tells_programs_from_servers),
        TEST(weighs_a_guess_half),
        TEST(denies_what_unless_names),
        TEST(denies_by_each_of_many_phrases),
        TEST(finds_a_piece_behind_what_was_looked_at),
        TEST(looks_at_all_phrases_of_a_block),
        TEST(each_letter_of_a_gram_counts),
        TEST(each_letter_of_a_start_counts),
        TEST(leaves_out_what_is_denied),
        TEST(reads_no_row_behind_the_last),
        TEST(each_byte_counts_in_a_fingerprint),
        TEST(puts_the_pieces_of_a_phrase_behind_it),
        TEST(passes_over_what_looks_like_a_piece),
        TEST(reads_no_letter_behind_the_text),
        TEST(finds_phrases_that_share_letters),
        TEST(refuses_a_piece_that_is_too_wide),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
