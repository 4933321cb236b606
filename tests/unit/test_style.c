/* SPDX-License-Identifier: 0BSD
 *
 * How texts are written and where they come from: the catalogues of
 * tests/style/ are right, but for what their expected.txt says. Then texts one
 * by one, in all places where a text can stand.
 */
#include "run.h"

#include "check/style.h"

struct style {
    struct arena arena;
    char *gen;
};

static int set_up(void **state)
{
    struct style *style = calloc(1, sizeof *style);

    assert_non_null(style);
    style->gen = run_generator();
    *state = style;
    return 0;
}

static int tear_down(void **state)
{
    struct style *style = *state;

    free(style->gen);
    mem_free(&style->arena);
    free(style);
    return 0;
}

/* Run it over a catalogue of tests/style/; what it said goes to *said and
 * *faults. */
static int run_on(struct style *style, const char *mode, const char *since,
                  const char *name, struct buf *said, struct buf *faults)
{
    char *argv[5] = {style->gen, (char *)(uintptr_t)mode};
    int count = 2;

    if (since)
        argv[count++] = (char *)(uintptr_t)since;
    argv[count] = (char *)(uintptr_t)name;
    return run_program("tests/style", argv, NULL, said, faults);
}

static void check_faults(struct style *style, const char *name)
{
    struct buf want = {0}, said = {0}, faults = {0};

    assert_int_equal(run_on(style, "--lint", NULL, name, &said, &faults), 0);
    assert_int_equal(faults.len, 0);
    buf_free(&said);
    buf_free(&faults);
    assert_true(run_read_file(
        mem_printf(&style->arena, "tests/style/%s/expected.txt", name), &want));
    assert_int_equal(run_on(style, "--style", NULL, name, &said, &faults), 1);
    assert_int_equal(said.len, 0);
    assert_string_equal(faults.text, want.text);
    buf_free(&want);
    buf_free(&said);
    buf_free(&faults);
}

static void texts_are_written_for_readers(void **state)
{
    check_faults(*state, "faulty");
}

/* What nobody types, and what pages would show as it is. */
static void texts_are_plain(void **state)
{
    check_faults(*state, "characters");
}

static void all_that_is_said_has_a_source(void **state)
{
    check_faults(*state, "sources");
}

/* A date without a day or month is no later than what it contains. */
static void nothing_is_seen_in_the_future(void **state)
{
    struct buf want = {0}, said = {0}, faults = {0};

    assert_int_equal(
        run_on(*state, "--style", "2025-01-01", "future", &said, &faults), 1);
    assert_true(run_read_file("tests/style/future/expected.txt", &want));
    assert_string_equal(faults.text, want.text);
    buf_free(&faults);
    assert_int_equal(
        run_on(*state, "--style", "2025-02-02", "future", &said, &faults), 0);
    assert_int_equal(faults.len, 0);
    assert_int_equal(run_on(*state, "--style", NULL, "future", &said, &faults),
                     0);
    assert_int_equal(said.len, 0);
    assert_int_equal(faults.len, 0);
    buf_free(&want);
    buf_free(&said);
    buf_free(&faults);
}

/* What was looked at in that month is not older than it. */
static void old_sources_are_listed(void **state)
{
    struct buf said = {0}, faults = {0};

    assert_int_equal(
        run_on(*state, "--sources", "2025-01", "sources", &said, &faults), 0);
    assert_string_equal(said.text,
                        "sources/references.xml:6: source a-page was last "
                        "looked at 2024-01: https://example.org/page\n"
                        "sources/reasons.xml:4: reason other has no "
                        "source\n"
                        "sources/messages.xml:9: message unseen has no "
                        "source\n");
    buf_free(&said);
    assert_int_equal(
        run_on(*state, "--sources", "2025-02", "sources", &said, &faults), 0);
    assert_non_null(strstr(said.text, "sources/messages.xml:4: message old "
                                      "was last seen 2025-01\n"));
    assert_int_equal(faults.len, 0);
    buf_free(&said);
    buf_free(&faults);
}

/* --- one text ------------------------------------------------------------- */

#define TEN_WORDS "one two three four five six seven eight nine ten "
#define TEN_LETTERS "abcdefghij"
#define TEN_TIMES(s) s s s s s s s s s s

enum place_of_text {
    TITLE,
    QUOTED, /* a title that a standard has given */
    MEANING,
    STEP,
    STEP_WITH_COMMAND,
    CONFUSED,
    LOOSE
};

/* Judge a text alone: NULL, or the rule that it breaks. What is said goes to
 * *said, which is good until the next. */
static const char *judge(enum place_of_text kind, const char *text,
                         const char **said)
{
    static struct diag diag;
    struct step step = {.text = text,
                        .command = kind == STEP_WITH_COMMAND ? "a" : NULL};
    struct advice advice = {
        .reader = PARTY_SENDER_ADMIN, .steps = &step, .step_count = 1};
    struct confused confused = {.with = "550", .text = text};
    struct change change = {.text = text};
    struct release release = {.changes = &change, .change_count = 1};
    struct reason reason = {.id = "some-cause", .prose = {.title = "A cause"}};
    struct message message = {.id = "some-words", .prose = {.title = "Words"}};
    struct entry entry = {.prose = {.title = "Bad mailbox."}};
    struct model m = {.reasons = &reason,
                      .reason_count = 1,
                      .messages = &message,
                      .message_count = 1,
                      .entries = &entry,
                      .entry_count = 1,
                      .releases = &release};
    bool good;

    diag_free(&diag);
    diag = (struct diag){0};
    if (kind == TITLE)
        reason.prose.title = text;
    else if (kind == QUOTED)
        entry.prose.title = text;
    else if (kind == MEANING)
        reason.prose.meaning = text;
    else if (kind == STEP || kind == STEP_WITH_COMMAND)
        reason.prose.advices = &advice, reason.prose.advice_count = 1;
    else if (kind == CONFUSED)
        entry.prose.confused = &confused, entry.prose.confused_count = 1;
    else
        m.release_count = 1;
    good = style_run(&m, &diag);
    assert_int_equal(good, diag.count == 0);
    if (good)
        return NULL;
    if (diag.count > 1)
        fail_msg("%s: %s; %s", text, diag.faults[0].text, diag.faults[1].text);
    *said = diag.faults[0].text;
    return diag.faults[0].rule;
}

struct judged {
    enum place_of_text kind;
    const char *text, *rule, *said; /* a part of it */
};

static void judge_all(const struct judged *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct judged *r = &rows[i];
        const char *said = "nothing", *rule = judge(r->kind, r->text, &said);

        if ((rule ? strcmp(rule, r->rule ? r->rule : "") != 0
                  : r->rule != NULL) ||
            (r->said && !strstr(said, r->said)))
            fail_msg("%s: %s: %s", r->text, rule ? rule : "fine", said);
    }
}

#define JUDGE(rows) judge_all(rows, sizeof(rows) / sizeof((rows)[0]))

static void words_are_those_of_readers(void **state)
{
    static const struct judged rows[] = {
        {LOOSE, "Mending it", "style-word", "\"Mending\" in <change>"},
        {LOOSE, "amend it", NULL, NULL},
        {LOOSE, "We try Anew", "style-word", "\"Anew\""},
        {LOOSE, "anewish", NULL, NULL},
        {LOOSE, "anew-ish", NULL, NULL},
        {LOOSE, "re-anew", NULL, NULL},
        {LOOSE, "caf\303\251anew", NULL, NULL},
        {LOOSE, "(anew)", "style-word", NULL},
        {LOOSE, "\"anew\" is theirs", NULL, NULL},
        {LOOSE, "\"a\" anew", "style-word", NULL},
        {LOOSE, "an NDR", "style-word", NULL},
        {LOOSE, "an ndr", NULL, NULL},
        {LOOSE, "see some-cause", "style-id", "\"some-cause\""},
        {LOOSE, "some-words", "style-id", NULL},
        {LOOSE, "some-cause-too, some-caus or \"some-cause\"", NULL, NULL},
        {LOOSE, TEN_TIMES("a-bcdef") " some-cause", "style-id", NULL},
    };

    (void)state;
    JUDGE(rows);
}

static void characters_are_those_of_keyboards(void **state)
{
    static const struct judged rows[] = {
        {LOOSE, "a\302\240b", "style-character", "expected the blank of"},
        {LOOSE, "a \302\253b", "style-character", "expected \" of ASCII"},
        {LOOSE, "it\342\200\231s", "style-character", "expected ' of ASCII"},
        {LOOSE, "a \342\200\223 b", "style-character", "U+2013"},
        {LOOSE, "a\342\200\246", "style-character", "expected ... of"},
        {LOOSE, "\343\200\200", "style-character", "U+3000"},
        {LOOSE, "\303\251, \320\236, \320\227, \304\261, \346\227\245", NULL,
         NULL},
        {QUOTED, "Bad\342\200\223mailbox", "style-character", NULL},
        {LOOSE, "a **b", "style-markup", "\"**\""},
        {LOOSE, "__b", "style-markup", "\"__\""},
        {LOOSE, "a `b", "style-markup", "\"`\""},
        {LOOSE, "[a](b", "style-markup", "\"](\""},
        {LOOSE, "a</b", "style-markup", "\"</\""},
        {LOOSE, "a<br", "style-markup", "\"<br\""},
        {LOOSE, "# a", "style-markup", "\"#\""},
        {LOOSE, "- a", "style-markup", "\"-\""},
        {LOOSE, "a # b - c -d", NULL, NULL},
        {LOOSE, "-a", NULL, NULL},
        {LOOSE, "*so*", "style-markup", "\"*\""},
        {LOOSE, "and _so_.", "style-markup", "\"_\""},
        {LOOSE, "a*b* c _d e_ *f_ *g*h", NULL, NULL},
    };

    (void)state;
    JUDGE(rows);
}

static void titles_are_short(void **state)
{
    static const struct judged rows[] = {
        {TITLE, "one two three four five six seven eight", NULL, NULL},
        {TITLE, "one - two three four five 6 7 - 8", NULL, NULL},
        {TITLE, "one two three four five six seven eight 9", "style-length",
         "9 words in <title>; expected at most 8: say the rest"},
        {TITLE, "one \"two three four\" five six 7 8 9", NULL, NULL},
        {TITLE, TEN_TIMES(TEN_LETTERS) TEN_LETTERS TEN_LETTERS, NULL, NULL},
        {TITLE, TEN_TIMES(TEN_LETTERS) TEN_LETTERS TEN_LETTERS "k",
         "style-length", "121 letters in <title>; expected at most 120"},
        {QUOTED, TEN_TIMES(TEN_LETTERS) TEN_LETTERS TEN_LETTERS, NULL, NULL},
        {QUOTED, TEN_TIMES(TEN_LETTERS) TEN_LETTERS TEN_LETTERS "k",
         "style-length", "121 letters"},
        {QUOTED, TEN_WORDS "anew; *so*.", NULL, NULL},
        {TITLE, "Full; or not", "style-joint", "\";\" in <title>"},
        {TITLE, "Full: no", "style-joint", "\":\" in <title>"},
        {TITLE, "At 10:30 or http://a", NULL, NULL},
        {TITLE, "At 10:30: no", "style-joint", NULL},
        {TITLE, "Full.", "style-end", "\".\" at the end of <title>"},
        {TITLE, "Full!", NULL, NULL},
        {CONFUSED, "which is full.", "style-end", "expected no full stop"},
        {CONFUSED, "which is full:", "style-end", "\":\" at the end"},
        {CONFUSED, "which is; full", NULL, NULL},
        {CONFUSED, "which is anew", "style-word", "in <confused>"},
    };

    (void)state;
    JUDGE(rows);
}

static void sentences_are_few_and_short(void **state)
{
    static const struct judged rows[] = {
        {MEANING, TEN_WORDS TEN_WORDS TEN_WORDS "1 2 3 4 5.", NULL, NULL},
        {MEANING, TEN_WORDS TEN_WORDS TEN_WORDS "1 2 3 4 5 6.", "style-length",
         "36 words in <meaning>; expected at most 35: move a fact"},
        {MEANING, "One. Two? No", "style-end",
         "\"o\" at the end of <meaning>; expected a full stop"},
        {MEANING, "One. Two.", NULL, NULL},
        {MEANING, "One! (Two?) \"Three\". Four.", "style-length",
         "3 sentences in <meaning>; expected at most 2"},
        {MEANING, "One, e.g. two, 5.7.1. \"It. Is\". Two.", "style-length",
         "3 sentences"},
        {MEANING, "As of vs. etc. 2.0 it is. (It is.", NULL, NULL},
        {MEANING, "One; two.", "style-joint", NULL},
        {MEANING, "One: two.", "style-joint", NULL},
        {STEP, TEN_WORDS TEN_WORDS "1 2 3 4 5.", NULL, NULL},
        {STEP, TEN_WORDS TEN_WORDS "1 2 3 4 5 6.", "style-length",
         "26 words in <step>; expected at most 25: make two steps"},
        {STEP, "One. Two. Three.", "style-length", NULL},
        {STEP, "Look at it:", "style-end", "expected a full stop"},
        {STEP_WITH_COMMAND, "Look at it:", NULL, NULL},
        {STEP_WITH_COMMAND, "Look: at it:", "style-joint", NULL},
        {STEP_WITH_COMMAND, "Look at it.", "style-end",
         "\".\" at the end of <step>; expected a colon before the <command>"},
    };

    (void)state;
    JUDGE(rows);
}

/* Who reads a step finds out at its beginning whether it is for them. */
static void conditions_come_first(void **state)
{
    static const struct judged rows[] = {
        {STEP, "If it is full, wait.", NULL, NULL},
        {STEP, "Wait if it is full.", "style-condition",
         "\" if \" inside <step>; expected the condition first: \"If ..., \""},
        {STEP, "Wait unless it is full.", "style-condition", "\" unless \""},
        {STEP, "Wait when it is full.", "style-condition", "\" when \""},
        {STEP, "If it is full, wait when you can.", "style-condition",
         "expected one condition, and another step for a second"},
        {STEP, "Ifs are many, wait when you can.", "style-condition",
         "the condition first"},
        {STEP, "Wait, if possible.", "style-condition", NULL},
        {STEP, "Unless it is full, wait.", "style-condition",
         "\"Unless ...\" begins <step>"},
        {STEP, "In case it is full, wait.", "style-condition", NULL},
        {STEP, "When it is full, wait.", "style-condition", NULL},
        {STEP, "Whenever it is full, wait.", "style-condition", NULL},
        {STEP, "With 4xx, wait.", "style-condition", "\"With ...\""},
        {STEP, "With the sender, wait.", NULL, NULL},
        {STEP, "After 10 minutes, wait.", "style-condition", "\"After ...\""},
        {STEP, "After it is full, wait.", NULL, NULL},
        {STEP, "On 550, wait.", "style-condition", "\"On ...\""},
        {STEP, "On the server, wait.", NULL, NULL},
        {STEP, "Is it full? Wait.", "style-condition", "a question in <step>"},
        {STEP, "\"Is it full?\" is the question.", NULL, NULL},
        {MEANING, "Is it full if so? It is.", NULL, NULL},
    };

    (void)state;
    JUDGE(rows);
}

static void commands_stand_by_themselves(void **state)
{
    static const struct judged rows[] = {
        {STEP, "Run dig +short.", "style-command", "a command in the sentence"},
        {STEP, "Run dig {domain}.", "style-command", NULL},
        {STEP, "Run swaks -t.", "style-command", NULL},
        {STEP, "exim -bt says so.", "style-command", NULL},
        {STEP, "Run sendmail -bv.", "style-command", NULL},
        {STEP, "dig -x says so.", "style-command", NULL},
        {STEP, "Run dig or swaks or curl as you like.", NULL, NULL},
        {STEP, "Undig -x is no program.", NULL, NULL},
        {STEP, "Not undig -x but dig -x.", "style-command", NULL},
        {STEP, "Get-Recipient -Filter says so.", "style-command", NULL},
        {MEANING, "Run dig +short.", "style-command", "in the sentence of <me"},
        {LOOSE, "Run dig +short", NULL, NULL},
    };

    (void)state;
    JUDGE(rows);
}

/* All places of a catalogue: in each stands one fault. */
static void looks_everywhere(void **state)
{
    struct place at = {"f", 1};
    struct note note = {at, "anew"};
    struct step step = {at, "Do it anew.", "a"};
    struct advice advice = {at, PARTY_SENDER_ADMIN, &step, 1, ""};
    struct prose said = {.title = "anew", .meaning = "Good."};
    struct prose quoted = {.title = "anew", .meaning = "See it anew."};
    struct prose all = {.title = "Good",
                        .causes = &note,
                        .cause_count = 1,
                        .advices = &advice,
                        .advice_count = 1};
    struct kind kind = {.prose = quoted};
    struct reason reasons[] = {{.id = "a", .prose = said},
                               {.id = "b", .prose = all}};
    struct origin origin = {.text = "anew"};
    struct entry entry = {.prose = quoted, .origin = &origin};
    struct message message = {.id = "c", .prose = said};
    struct use use = {.prose = said};
    struct provider provider = {.prose = said, .uses = &use, .use_count = 1};
    struct passage passages[] = {
        {.kind = PASSAGE_P, .text = "anew"},
        {.kind = PASSAGE_SAMPLE, .text = "anew"},
        {.kind = PASSAGE_TABLE, .text = "anew"},
        {.kind = PASSAGE_LIST, .items = &note, .item_count = 1},
        {.kind = PASSAGE_STEPS, .items = &note, .item_count = 1}};
    struct section section = {.passages = passages, .passage_count = 5};
    struct change change = {.text = "anew"};
    struct release release = {.changes = &change, .change_count = 1};
    struct model m = {.classes = &kind,
                      .class_count = 1,
                      .groups = &kind,
                      .group_count = 1,
                      .subjects = &kind,
                      .subject_count = 1,
                      .reasons = reasons,
                      .reason_count = 2,
                      .entries = &entry,
                      .entry_count = 1,
                      .messages = &message,
                      .message_count = 1,
                      .providers = &provider,
                      .provider_count = 1,
                      .sections = &section,
                      .section_count = 1,
                      .releases = &release,
                      .release_count = 1};
    static const char *const elements[] = {
        "meaning", "meaning", "meaning",                  /* kinds */
        "title",   "cause",   "cause",   "step",  "step", /* reasons */
        "meaning", "origin",                              /* the entry */
        "title",   "title",   "title", /* message, provider, use */
        "p",       "item",    "item",    "change"};
    struct diag diag = {0};

    (void)state;
    assert_false(style_run(&m, &diag));
    for (size_t i = 0; i < sizeof elements / sizeof elements[0]; i++) {
        struct arena arena = {0};

        if (i >= diag.count || !strstr(diag.faults[i].text,
                                       mem_printf(&arena, "<%s>", elements[i])))
            fail_msg("%zu: %s", i,
                     i < diag.count ? diag.faults[i].text : "nothing");
        mem_free(&arena);
    }
    assert_int_equal(diag.count, sizeof elements / sizeof elements[0]);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_written_for_readers),
        cmocka_unit_test(texts_are_plain),
        cmocka_unit_test(all_that_is_said_has_a_source),
        cmocka_unit_test(nothing_is_seen_in_the_future),
        cmocka_unit_test(old_sources_are_listed),
        cmocka_unit_test(words_are_those_of_readers),
        cmocka_unit_test(characters_are_those_of_keyboards),
        cmocka_unit_test(titles_are_short),
        cmocka_unit_test(sentences_are_few_and_short),
        cmocka_unit_test(conditions_come_first),
        cmocka_unit_test(commands_stand_by_themselves),
        cmocka_unit_test(looks_everywhere),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
