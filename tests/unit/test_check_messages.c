/* SPDX-License-Identifier: 0BSD
 *
 * What is proved of messages: here, when an enhanced code says more than a
 * short phrase does. The models are made up.
 */
#include "run.h"

#include "check/check_messages.h"

enum { ACTS = 2 };

/* Prove one message of that example. */
static void prove(struct model *model, const char *text, struct note *unless,
                  struct diag *diag)
{
    struct act acts[ACTS] = {{.class = 4}, {.class = 5}};
    struct reason reasons[] = {
        {.id = "other", .number = 1, .acts = acts, .act_count = ACTS},
        {.id = "policy", .number = 2, .acts = acts, .act_count = ACTS}};
    struct note match = {{"messages.xml", 2}, "zxqj"};
    struct note example = {{"messages.xml", 3}, text};
    struct message message = {.id = "short",
                              .reason = "policy",
                              .at = {"messages.xml", 1},
                              .matches = &match,
                              .match_count = 1,
                              .examples = &example,
                              .example_count = 1,
                              .unless = unless,
                              .unless_count = unless ? 1 : 0};

    model->messages = &message;
    model->message_count = 1;
    model->reasons = reasons;
    model->reason_count = 2;
    check_messages(model, diag);
}

/* Is the example of a short phrase told to be lost to its enhanced code? */
static bool outweighs(struct model *model, const char *text)
{
    struct diag diag = {0};
    bool told;

    prove(model, text, NULL, &diag);
    told = diag.count == 1;
    assert_true(diag.count <= 1);
    if (told) {
        assert_string_equal(diag.faults[0].rule, "example-lost");
        assert_int_equal(diag.faults[0].at.line, 3);
        assert_non_null(strstr(diag.faults[0].text, "outweighs"));
    }
    diag_free(&diag);
    return told;
}

/* A code of the catalogue does, if it has a cause. */
static void a_code_with_a_cause_outweighs_a_short_phrase(void **state)
{
    static const struct {
        const char *reason;
        bool outweighs;
    } rows[] = {{"policy", true}, {"other", false}, {"accepted", false}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct entry entries[] = {{.kind = ENTRY_STATUS,
                                   .code = "X.7.1",
                                   .subject = 7,
                                   .detail = 1,
                                   .reason = rows[i].reason}};
        struct model model = {.entries = entries, .entry_count = 1};

        assert_int_equal(outweighs(&model, "550 5.7.1 zxqj"),
                         rows[i].outweighs);
        assert_false(outweighs(&model, "550 5.7.2 zxqj"));
        assert_false(outweighs(&model, "550 zxqj"));
    }
}

/* So does one that a provider uses for a cause, whichever of its uses it is,
 * and whether alone or in a range. */
static void so_does_one_that_a_provider_uses(void **state)
{
    static const struct {
        const char *text;
        bool outweighs;
    } rows[] = {
        {"550 5.7.100 zxqj", true},  {"550 5.7.199 zxqj", false},
        {"550 5.7.200 zxqj", true},  {"550 5.7.205 zxqj", true},
        {"550 5.7.209 zxqj", true},  {"550 5.7.210 zxqj", false},
        {"450 4.7.100 zxqj", true},  {"550 5.7.300 zxqj", false},
        {"550 5.6.100 zxqj", false}, {"550 5.7.400 zxqj", true},
        {"550 5.0.550 zxqj", false}, {"550 5.7.500 zxqj", true},
        {"550 5.7.1 zxqj", false},
    };
    struct use first[] = {{.code = "X.7.100", .reason = "policy"},
                          {.code = "X.7.200-209", .reason = "policy"},
                          {.code = "X.7.300", .reason = "other"},
                          {.code = "550", .reason = "policy"},
                          {.code = "5.7.400", .reason = "policy"}};
    struct use second[] = {{.code = "X.7.500", .reason = "policy"}};
    struct provider providers[] = {{.id = "a", .uses = first, .use_count = 5},
                                   {.id = "b", .uses = second, .use_count = 1}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct model model = {.providers = providers, .provider_count = 2};

        if (outweighs(&model, rows[i].text) != rows[i].outweighs)
            fail_msg("%s", rows[i].text);
    }
}

/* Its reason has an act in class 4 and in class 5. */
static void an_example_is_of_a_class_that_its_reason_has(void **state)
{
    static const struct {
        const char *text;
        bool told;
    } rows[] = {
        {"400 zxqj", false},   {"499 zxqj", false}, {"500 zxqj", false},
        {"599 zxqj", false},   {"399 zxqj", true},  {"299 zxqj", true},
        {"4.0.0 zxqj", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct model model = {0};
        struct diag diag = {0};

        prove(&model, rows[i].text, NULL, &diag);
        if (diag.count != rows[i].told)
            fail_msg("%s", rows[i].text);
        if (rows[i].told)
            assert_string_equal(diag.faults[0].rule, "missing-act");
        diag_free(&diag);
    }
}

static void the_only_phrase_may_be_dead(void **state)
{
    struct note unless = {{"messages.xml", 4}, "zxqj"};
    struct model model = {0};
    struct diag diag = {0};
    bool dead = false;

    (void)state;
    prove(&model, "550 zxqj", &unless, &diag);
    for (size_t i = 0; i < diag.count; i++)
        dead |= strcmp(diag.faults[i].rule, "dead-phrase") == 0;
    assert_true(dead);
    diag_free(&diag);
}

/* The example of the second of two messages is lost to a phrase of the
 * first. */
static void is_blamed(const char *phrase, struct note *phrases, size_t count,
                      const char *text)
{
    struct act acts[ACTS] = {{.class = 4}, {.class = 5}};
    struct reason reason = {
        .id = "other", .number = 1, .acts = acts, .act_count = ACTS};
    struct note own = {{"messages.xml", 5}, "gbfh"};
    struct note example = {{"messages.xml", 6}, text};
    struct message messages[] = {{.id = "winner",
                                  .reason = "other",
                                  .at = {"messages.xml", 1},
                                  .matches = phrases,
                                  .match_count = count},
                                 {.id = "loser",
                                  .reason = "other",
                                  .at = {"messages.xml", 4},
                                  .matches = &own,
                                  .match_count = 1,
                                  .examples = &example,
                                  .example_count = 1}};
    struct model model = {.reasons = &reason,
                          .reason_count = 1,
                          .messages = messages,
                          .message_count = 2};
    struct diag diag = {0};

    check_messages(&model, &diag);
    assert_int_equal(diag.count, 1);
    assert_string_equal(diag.faults[0].rule, "example-lost");
    assert_non_null(strstr(diag.faults[0].text, phrase));
    diag_free(&diag);
}

/* Of phrases that weigh the same the one that stands first, wherever their
 * words stand in the text. */
static void the_first_of_equal_phrases_is_blamed(void **state)
{
    struct note equal[] = {{{"messages.xml", 2}, "zxqj wvut"},
                           {{"messages.xml", 3}, "kqzx pvwm"}};

    (void)state;
    is_blamed("phrase \"zxqj wvut\" of \"winner\" (messages.xml:2) wins", equal,
              2, "550 zxqj wvut and kqzx pvwm");
    is_blamed("phrase \"zxqj wvut\" of \"winner\" (messages.xml:2) wins", equal,
              2, "550 kqzx pvwm and zxqj wvut");
}

/* One that weighs next to nothing, where nothing else does. */
static void so_is_a_vague_one(void **state)
{
    struct note vague = {{"messages.xml", 2}, "zxqj wvut?"};

    (void)state;
    is_blamed("phrase \"zxqj wvut?\" of \"winner\" (messages.xml:2) wins",
              &vague, 1, "550 zxqj wvut");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_with_a_cause_outweighs_a_short_phrase),
        cmocka_unit_test(so_does_one_that_a_provider_uses),
        cmocka_unit_test(an_example_is_of_a_class_that_its_reason_has),
        cmocka_unit_test(the_only_phrase_may_be_dead),
        cmocka_unit_test(the_first_of_equal_phrases_is_blamed),
        cmocka_unit_test(so_is_a_vague_one),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
