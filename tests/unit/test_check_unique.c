/* SPDX-License-Identifier: 0BSD
 *
 * What may stand once only, in every place where it could stand twice, and
 * uses of a provider that the same reply would fit.
 */
#include "rules.h"

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
        {"5.9.1-9", "5.19.5-12", ""},
        {"5.19.1-9", "X.19.9-19", OVERLAP("5.19.1-9", "X.19.9-19")},
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
        {{"f", 11}, "B"}, {{"f", 12}, "A"}, {{"f", 13}, "B"}};
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
        "name B in 5yz twice; first at line 11",
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

/* --- ids, symbols and the like -------------------------------------------- */

/* All are among the first and the last of their kind. */
static void ids_are_told_apart(void **state)
{
    struct note aliases[] = {{{"f", 11}, "b"}, {{"f", 12}, "provider-p"}};
    struct reason reasons[] = {
        {.at = {"f", 1},
         .id = "a",
         .number = 1,
         .aliases = aliases,
         .alias_count = 2},
        {.at = {"f", 2}, .id = "b", .number = 2},
        {.at = {"f", 3}, .id = "provider-q", .number = 3},
        {.at = {"f", 4}, .id = "providersp", .number = 4},
        {.at = {"f", 5}, .id = "c", .number = 1}};
    struct message messages[] = {{.at = {"f", 1}, .id = "m"},
                                 {.at = {"f", 2}, .id = "n"},
                                 {.at = {"f", 3}, .id = "m"}};
    struct provider providers[] = {{.at = {"p", 1}, .id = "p"},
                                   {.at = {"p", 2}, .id = "o"},
                                   {.at = {"p", 3}, .id = "p"}};
    struct section sections[] = {{.at = {"g", 1}, .id = "s"},
                                 {.at = {"g", 2}, .id = "s"}};
    struct guide guides[] = {{.at = {"g", 3}, .page = ""},
                             {.at = {"g", 4}, .page = "changes"},
                             {.at = {"g", 5}, .page = ""}};
    struct guide changes = {.at = {"g", 4}, .page = "changes"};
    struct model m = {.reasons = reasons,
                      .reason_count = 5,
                      .messages = messages,
                      .message_count = 3,
                      .providers = providers,
                      .provider_count = 3,
                      .sections = sections,
                      .section_count = 2,
                      .guides = guides,
                      .guide_count = 3};
    struct model other = {.guides = &changes, .guide_count = 1};
    static const char *const want[] = {
        "reason provider-p would have the manual page of provider p (p:1)",
        "reason b twice; first at line 11",
        "reason number 1 twice; first at line 1",
        "message m twice; first at line 1",
        "provider p twice; first at line 1",
        "section s twice; first at line 1",
        "the page of a guide is called \"changes\", as that of what each "
        "version changed; choose another name",
        "guide without page= twice; first at line 3"};

    (void)state;
    RULES_TELL(&m, check_dup_id, want);
    rules_tell(&other, check_dup_id, &want[6], 1);
}

static void references_are_told_apart(void **state)
{
    struct reference references[] = {
        {.at = {"f", 1}, .rfc = 1},
        {.at = {"f", 2}, .id = "a", .address = "x"},
        {.at = {"f", 3}, .id = "b", .address = "y"},
        {.at = {"f", 4}, .id = "a", .address = "z"},
        {.at = {"f", 5}, .id = "c", .address = "x"},
        {.at = {"f", 6}, .rfc = 1},
        {.at = {"f", 7}, .id = "rfc2", .address = "u"},
        {.at = {"f", 8}, .rfc = 2}};
    struct model m = {.references = references, .reference_count = 8};
    static const char *const want[] = {"reference a twice; first at line 2",
                                       "reference rfc1 twice; first at line 1",
                                       "reference rfc2 twice; first at line 7",
                                       "address x twice; first at line 2"};

    (void)state;
    RULES_TELL(&m, check_dup_reference, want);
}

static void codes_and_digits_are_told_apart(void **state)
{
    struct entry entries[] = {{.at = {"f", 1}, .code = "550"},
                              {.at = {"f", 2}, .code = "551"},
                              {.at = {"f", 3}, .code = "550"}};
    struct kind kinds[] = {{.at = {"f", 1}, .number = 5},
                           {.at = {"f", 2}, .number = 4},
                           {.at = {"f", 3}, .number = 5}};
    struct model m = {.entries = entries,
                      .entry_count = 3,
                      .classes = kinds,
                      .class_count = 3,
                      .groups = kinds,
                      .group_count = 3,
                      .subjects = kinds,
                      .subject_count = 3};
    static const char *const code[] = {"code 550 twice; first at line 1"};
    static const char *const digits[] = {"class 5 twice; first at line 1",
                                         "group 5 twice; first at line 1",
                                         "subject 5 twice; first at line 1"};

    (void)state;
    RULES_TELL(&m, check_dup_code, code);
    RULES_TELL(&m, check_dup_digit, digits);
}

/* Symbols of codes, classes, subjects and reasons are in one space. */
static void symbols_are_told_apart(void **state)
{
    struct note names[] = {{{"f", 11}, "A"}, {{"f", 12}, "B"}};
    struct note ids[] = {{{"f", 13}, "d"}, {{"f", 14}, "e-f"}};
    struct entry entries[] = {
        {.at = {"f", 1},
         .kind = ENTRY_REPLY,
         .code = "550",
         .name = "A",
         .aliases = names,
         .alias_count = 2},
        {.at = {"f", 2}, .kind = ENTRY_STATUS, .code = "X.1.1", .name = "A"}};
    struct kind classes[] = {{.at = {"f", 3}, .name = "C"},
                             {.at = {"f", 4}, .name = "C"}};
    struct kind subjects[] = {{.at = {"f", 5}, .name = "C"},
                              {.at = {"f", 6}, .name = "C"}};
    struct reason reasons[] = {
        {.at = {"f", 7}, .id = "d", .aliases = ids, .alias_count = 2},
        {.at = {"f", 8}, .id = "e-f"}};
    struct model m = {.entries = entries,
                      .entry_count = 2,
                      .classes = classes,
                      .class_count = 2,
                      .subjects = subjects,
                      .subject_count = 2,
                      .reasons = reasons,
                      .reason_count = 2};
    static const char *const want[] = {
        "symbol SMTPC_550_A twice; first at line 1",
        "symbol SMTPC_CLASS_C twice; first at line 3",
        "symbol SMTPC_REASON_D twice; first at line 7",
        "symbol SMTPC_REASON_E_F twice; first at line 14",
        "symbol SMTPC_SUBJECT_C twice; first at line 5"};

    (void)state;
    RULES_TELL(&m, check_symbol_collision, want);
}

static void pairs_acts_and_advice_are_told_apart(void **state)
{
    struct pair pairs[] = {{.at = {"f", 1}, .reply = "550"},
                           {.at = {"f", 2}, .reply = "550", .provider = "p"},
                           {.at = {"f", 3}, .reply = "550", .provider = "q"},
                           {.at = {"f", 4}, .reply = "550"},
                           {.at = {"f", 5}, .reply = "551", .provider = "p"},
                           {.at = {"f", 6}, .reply = "550", .provider = "p"}};
    struct act acts[] = {{.at = {"f", 1}, .class = 5},
                         {.at = {"f", 2}, .class = 4},
                         {.at = {"f", 3}, .class = 5}};
    struct advice advices[] = {{.at = {"f", 1}, .reader = PARTY_SENDER},
                               {.at = {"f", 2}, .reader = PARTY_RECIPIENT},
                               {.at = {"f", 3}, .reader = PARTY_SENDER},
                               {.at = {"f", 4}, .reader = PARTY_SENDER}};
    struct prose said = {.advices = advices, .advice_count = 4};
    struct entry entry = {
        .code = "X.1.1", .pairs = pairs, .pair_count = 6, .prose = said};
    struct reason reason = {
        .id = "a", .acts = acts, .act_count = 3, .prose = said};
    struct message message = {.prose = said};
    struct use use = {.prose = said};
    struct provider provider = {.id = "p", .uses = &use, .use_count = 1};
    struct model m = {.entries = &entry,
                      .entry_count = 1,
                      .reasons = &reason,
                      .reason_count = 1,
                      .messages = &message,
                      .message_count = 1,
                      .providers = &provider,
                      .provider_count = 1};
    static const char *const pair[] = {
        "pairing X.1.1 with 550 twice; first at line 1",
        "pairing X.1.1 with 550 by p twice; first at line 2"};
    static const char *const act[] = {
        "action of a in class 5 twice; first at line 1"};
#define SECOND "second advice for \"sender\"; the first is at line 1"
    static const char *const advice[] = {SECOND, SECOND, SECOND, SECOND,
                                         SECOND, SECOND, SECOND, SECOND};

    (void)state;
    RULES_TELL(&m, check_dup_pair, pair);
    RULES_TELL(&m, check_dup_act, act);
    RULES_TELL(&m, check_dup_advice, advice);
}

/* Words of a row are parted by a comma and a blank. */
static void words_stand_in_one_row(void **state)
{
    struct words_row rows[] = {
        {.at = {"f", 1}, .say = "full", .reason = "a"},
        {.at = {"f", 2}, .say = "no, over quota, full", .reason = "b"},
        {.at = {"f", 3}, .say = "over", .reason = "a"},
        {.at = {"f", 4}, .say = "gone, gone", .reason = "c"}};
    struct entry entry = {.code = "550", .words = rows, .words_count = 4};
    struct model m = {.entries = &entry, .entry_count = 1};
    static const char *const want[] = {
        "words of 550 for a twice; first at line 1",
        "words full twice; first at line 1",
        "words gone twice; first at line 4"};

    (void)state;
    RULES_TELL(&m, check_dup_words, want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_reply_fits_one_use),
        cmocka_unit_test(nothing_is_said_twice),
        cmocka_unit_test(names_are_told_apart),
        cmocka_unit_test(ids_are_told_apart),
        cmocka_unit_test(references_are_told_apart),
        cmocka_unit_test(codes_and_digits_are_told_apart),
        cmocka_unit_test(symbols_are_told_apart),
        cmocka_unit_test(pairs_acts_and_advice_are_told_apart),
        cmocka_unit_test(words_stand_in_one_row),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
