/* SPDX-License-Identifier: 0BSD
 *
 * What may stand once only, in every place where it could stand twice, and
 * uses of a provider that the same reply would fit.
 */
#include "run.h"

#include "check/check_rules.h"

/* --- uses ----------------------------------------------------------------- */

/* What is said of two uses, each "5.7.1" or "5.7.1 550 554". */
static const char *said_of(struct arena *arena, const char *a, const char *b)
{
    const char *texts[] = {a, b};
    struct use uses[2] = {{.code = NULL}, {.code = NULL}};
    struct provider provider = {.uses = uses, .use_count = 2};
    struct model model = {.providers = &provider, .provider_count = 1};
    struct diag diag = {0};
    struct check check = {.model = &model, .diag = &diag};
    const char *said = "";

    for (int i = 0; i < 2; i++) {
        char *word = strtok(mem_printf(arena, "%s", texts[i]), " ");

        uses[i].code = word;
        uses[i].at = (struct place){"f", i + 1};
        while ((word = strtok(NULL, " "))) {
            const char **reply = mem_push(arena, &uses[i].replies,
                                          &uses[i].reply_count, sizeof *reply);

            *reply = word;
        }
    }
    check_dup_use(&check);
    if (diag.count > 1)
        fail_msg("%s, %s: %zu faults", a, b, diag.count);
    if (diag.count) {
        assert_string_equal(diag.faults[0].rule, "dup-use");
        assert_int_equal(diag.faults[0].at.line, 2);
        said = mem_printf(arena, "%s", diag.faults[0].text);
    }
    diag_free(&diag);
    return said;
}

static void a_reply_fits_one_use(void **state)
{
#define SAME(a, b) \
    "use of " b " matches the same replies as " a "; first at line 1"
#define OVERLAP(a, b)                                                       \
    "use of " b " overlaps " a " in line 1; expected one within the other," \
    " or apart"
    static const char *const rows[][3] = {
        {"5.7.1", "5.7.2", ""},
        {"5.7.1", "5.7.1", "use of 5.7.1 twice; first at line 1"},
        {"550", "550", "use of 550 twice; first at line 1"},
        {"550", "551", ""},
        {"550", "5.7.1", ""},
        {"5.7.1", "550", ""},
        /* X is any class. */
        {"5.7.1", "4.7.1", ""},
        {"5.7.1", "X.7.1", SAME("5.7.1", "X.7.1")},
        {"X.7.1", "4.7.1", SAME("X.7.1", "4.7.1")},
        {"X.7.1-9", "4.7.1-9", SAME("X.7.1-9", "4.7.1-9")},
        {"X.7.1", "4.6.1", ""},
        /* One within the other is closer. */
        {"5.7.1-9", "5.7.5", ""},
        {"5.7.1-9", "X.7.1", ""},
        {"5.7.9", "5.7.1-9", ""},
        {"5.7.1-9", "5.7.1-8", ""},
        {"5.7.2-9", "5.7.1-9", ""},
        {"5.7.1-9", "5.7.9-12", OVERLAP("5.7.1-9", "5.7.9-12")},
        {"5.7.9-12", "5.7.1-9", OVERLAP("5.7.9-12", "5.7.1-9")},
        {"X.7.1-9", "5.7.5-12", OVERLAP("X.7.1-9", "5.7.5-12")},
        {"5.7.1-9", "4.7.5-12", ""},
        {"5.7.1-9", "5.6.5-12", ""},
        {"5.7.1-9", "5.7.10-12", ""},
        {"5.7.10-12", "5.7.1-9", ""},
        /* With a reply, in that alone. */
        {"5.7.1 550", "5.7.1 554", ""},
        {"5.7.1 550", "5.7.1", ""},
        {"5.7.1 550 554", "5.7.1 553 554",
         "use of 5.7.1 with 554 twice; first at line 1"},
        {"5.7.1 550 553", "X.7.1 554 553", SAME("5.7.1", "X.7.1")},
        {"5.7.1 550", "X.7.1 554", ""},
        {"5.7.1 550", "X.7.1", ""},
        {"5.7.1", "X.7.1 550", ""},
        {"5.7.1-9 550", "5.7.5-12 550", OVERLAP("5.7.1-9", "5.7.5-12")},
        {"5.7.1-9 550", "5.7.5-12 554", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};
        const char *said = said_of(&arena, rows[i][0], rows[i][1]);

        if (strncmp(said, rows[i][2], strlen(rows[i][2])) != 0 ||
            (*said && !*rows[i][2]))
            fail_msg("%s, %s: %s", rows[i][0], rows[i][1], said);
        mem_free(&arena);
    }
}

/* --- texts ---------------------------------------------------------------- */

static void nothing_is_said_twice(void **state)
{
    struct note notes[] = {{{"f", 1}, "a"}, {{"f", 2}, "b"}, {{"f", 3}, "a"}};
    struct step steps[] = {{{"f", 1}, "a", "c"},
                           {{"f", 2}, "a", NULL},
                           {{"f", 3}, "a", "d"},
                           {{"f", 4}, "a c", NULL}};
    struct advice advice = {.steps = steps, .step_count = 4};
    struct confused confused[] = {
        {{"f", 1}, "550", ""}, {{"f", 2}, "551", ""}, {{"f", 3}, "550", ""}};
    struct ref refs[] = {{{"f", 1}, 1, NULL, NULL}, {{"f", 2}, 1, NULL, "1"},
                         {{"f", 3}, 2, NULL, "1"},  {{"f", 4}, 0, "a", "1"},
                         {{"f", 5}, 0, "a", NULL},  {{"f", 6}, 1, NULL, "1"},
                         {{"f", 7}, 0, "a", "1"}};
    struct prose said = {.causes = notes,
                         .cause_count = 3,
                         .advices = &advice,
                         .advice_count = 1,
                         .confused = confused,
                         .confused_count = 3,
                         .refs = refs,
                         .ref_count = 7};
    struct prose cause = {.causes = notes, .cause_count = 3};
    struct entry entry = {.prose = said};
    struct reason reason = {.prose = cause};
    struct message message = {.prose = cause,
                              .locals = notes,
                              .local_count = 3,
                              .unless = notes,
                              .unless_count = 3,
                              .examples = notes,
                              .example_count = 3};
    struct use use = {.prose = cause};
    struct provider provider = {.prose = cause,
                                .shown = notes,
                                .shown_count = 3,
                                .uses = &use,
                                .use_count = 1};
    struct note begins[] = {{{"f", 1}, "c"}, {{"f", 2}, "d"}};
    struct note other[] = {{{"f", 3}, "d"}, {{"f", 4}, "c"}};
    struct passage passages[] = {{{"f", 1}, PASSAGE_P, "a", NULL, 0},
                                 {{"f", 2}, PASSAGE_SAMPLE, "b", NULL, 0},
                                 {{"f", 3}, PASSAGE_TABLE, "a", NULL, 0},
                                 {{"f", 4}, PASSAGE_P, "a", NULL, 0},
                                 {{"f", 5}, PASSAGE_SAMPLE, "b", NULL, 0},
                                 {{"f", 6}, PASSAGE_LIST, NULL, begins, 2},
                                 {{"f", 7}, PASSAGE_LIST, NULL, other, 2},
                                 {{"f", 8}, PASSAGE_STEPS, NULL, begins, 1},
                                 {{"f", 9}, PASSAGE_LIST, NULL, notes, 3}};
    struct passage again[] = {{{"f", 1}, PASSAGE_P, "a", NULL, 0}};
    struct section sections[] = {{.passages = passages, .passage_count = 9},
                                 {.passages = again, .passage_count = 1}};
    struct model m = {.entries = &entry,
                      .entry_count = 1,
                      .reasons = &reason,
                      .reason_count = 1,
                      .messages = &message,
                      .message_count = 1,
                      .providers = &provider,
                      .provider_count = 1,
                      .sections = sections,
                      .section_count = 2};
    static const char *const want[] = {
        "cause a twice; first at line 1",
        "step a c twice; first at line 1",
        "confused with 550 twice; first at line 1",
        "reference RFC 1 section 1 twice; first at line 2",
        "reference a section 1 twice; first at line 4",
        "cause a twice; first at line 1", /* the reason */
        "cause a twice; first at line 1", /* the message */
        "local a twice; first at line 1",
        "unless a twice; first at line 1",
        "example a twice; first at line 1",
        "cause a twice; first at line 1", /* the provider */
        "shown a twice; first at line 1",
        "cause a twice; first at line 1", /* its use */
        "item a twice; first at line 1",
        "paragraph a twice; first at line 1",
        "paragraph b twice; first at line 2",
        "a list that begins with c twice; first at line 6"};
    struct diag diag = {0};
    struct check check = {.model = &m, .diag = &diag};

    (void)state;
    check_dup_text(&check);
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++)
        if (i >= diag.count || strcmp(diag.faults[i].text, want[i]) != 0)
            fail_msg("%s, not %s",
                     i < diag.count ? diag.faults[i].text : "nothing", want[i]);
    assert_int_equal(diag.count, sizeof want / sizeof want[0]);
    diag_free(&diag);
}

/* Names of one class of replies, or of enhanced codes. */
static void names_are_told_apart(void **state)
{
    struct note aliases[] = {
        {{"f", 11}, "A"}, {{"f", 12}, "B"}, {{"f", 13}, "B"}};
    struct entry entries[] = {
        {.at = {"f", 1},
         .kind = ENTRY_REPLY,
         .code = "550",
         .name = "A",
         .aliases = aliases,
         .alias_count = 3},
        {.at = {"f", 2}, .kind = ENTRY_REPLY, .code = "450", .name = "A"},
        {.at = {"f", 3}, .kind = ENTRY_STATUS, .code = "X.1.1", .name = "A"},
        {.at = {"f", 4}, .kind = ENTRY_REPLY, .code = "551", .name = "B"},
        {.at = {"g", 5}, .kind = ENTRY_STATUS, .code = "X.2.1", .name = "A"}};
    struct kind classes[] = {{.at = {"f", 6}, .enhanced = "E"},
                             {.at = {"f", 7}},
                             {.at = {"f", 8}},
                             {.at = {"f", 9}, .enhanced = "E"}};
    struct model m = {.entries = entries,
                      .entry_count = 5,
                      .classes = classes,
                      .class_count = 4};
    static const char *const want[] = {
        "name A in X.y.z twice; first at f:3",
        "name B in 5yz twice; first at line 12",
        "enhanced class E twice; first at line 6"};
    struct diag diag = {0};
    struct check check = {.model = &m, .diag = &diag};

    (void)state;
    check_dup_name(&check);
    assert_int_equal(diag.count, 3);
    for (size_t i = 0; i < 3; i++)
        assert_string_equal(diag.faults[i].text, want[i]);
    diag_free(&diag);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_fits_one_use),
        cmocka_unit_test(nothing_is_said_twice),
        cmocka_unit_test(names_are_told_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
