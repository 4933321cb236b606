/* SPDX-License-Identifier: 0BSD
 *
 * Entries that contradict themselves, and their neighbours that do not.
 */
#include "rules.h"

static void pairs_are_of_one_class(void **state)
{
#define UNLISTED(reply, class)                                       \
    "pairing of X.1.1 with " reply ", but the status does not list " \
    "class " class
    struct pair pairs[] = {{.reply = "250"}, {.reply = "450"}, {.reply = "5xx"},
                           {.reply = "any"}, {.reply = "354"}, {.reply = "550"},
                           {.reply = "2xx"}};
    struct entry entry = {.code = "X.1.1",
                          .classes = 1u << 4 | 1u << 3,
                          .pairs = pairs,
                          .pair_count = 7};
    const char *replies[] = {"550", "450", "554"};
    struct use uses[] = {
        {.code = "5.7.1", .replies = replies, .reply_count = 3},
        {.code = "X.7.1", .replies = replies, .reply_count = 3},
        {.code = "4.7.1", .replies = replies, .reply_count = 1},
        {.code = "4.7.2"}};
    struct provider provider = {.uses = uses, .use_count = 4};
    struct model m = {.entries = &entry,
                      .entry_count = 1,
                      .providers = &provider,
                      .provider_count = 1};
    static const char *const want[] = {
        UNLISTED("250", "2"), UNLISTED("5xx", "5"), UNLISTED("354", "3"),
        UNLISTED("550", "5"), UNLISTED("2xx", "2")};
    static const char *const used[] = {
        "5.7.1 with reply 450; expected one of class 5",
        "4.7.1 with reply 550; expected one of class 4"};

    (void)state;
    RULES_TELL(&m, check_pair_class, want);
    RULES_TELL(&m, check_use_class, used);
}

/* In 4 and 5 somebody must act, and be told how. */
static void who_must_act_is_told_how(void **state)
{
    struct act acts[] = {
        {.class = 2, .action = ACTION_NONE, .party = PARTY_SENDER},
        {.class = 4, .action = ACTION_RETRY, .party = PARTY_NOBODY},
        {.class = 5, .action = ACTION_FIX_SENDER, .party = PARTY_SENDER_ADMIN}};
    struct act network = {
        .class = 5, .action = ACTION_RETRY, .party = PARTY_NETWORK};
    struct advice advices[] = {{.reader = PARTY_SENDER_ADMIN},
                               {.reader = PARTY_SENDER}};
    struct prose told = {.advices = advices, .advice_count = 2};
    struct prose half = {.advices = advices, .advice_count = 1};
    struct reason reasons[] = {
        {.at = {"r", 7},
         .id = "a",
         .acts = acts,
         .act_count = 3,
         .prose = told},
        {.at = {"r", 9}, .id = "b", .acts = &network, .act_count = 1},
        {.id = "c", .acts = acts, .act_count = 3, .prose = half},
        {.at = {"r", 11}, .id = "d", .acts = &acts[1], .act_count = 1}};
    struct entry entries[] = {
        {.code = "450", .reason = "a", .classes = 1u << 4},
        {.code = "550", .reason = "a", .classes = 1u << 5, .prose = half},
        {.code = "551", .reason = "a", .classes = 1u << 5},
        {.code = "250", .reason = "a", .classes = 1u << 2, .prose = half},
        {.code = "X.1.1",
         .reason = "b",
         .classes = 1u << 2 | 1u << 3 | 1u << 4 | 1u << 5},
        {.code = "X.1.2", .reason = "lost", .classes = 1u << 5},
        {.code = "X.1.3", .reason = "d", .classes = 1u << 4 | 1u << 5}};
    struct model m = {.reasons = reasons,
                      .reason_count = 4,
                      .entries = entries,
                      .entry_count = 7};
    static const char *const act[] = {
        "X.1.1 uses reason \"b\" in class 4, for which the reason (r:9) has no "
        "<act>",
        "X.1.3 uses reason \"d\" in class 5, for which the reason (r:11) has "
        "no "
        "<act>"};
    static const char *const advice[] = {
        "551 has no <advice for=\"sender-admin\">, who must act in class 5 for "
        "reason \"a\"",
        "250 has no <advice for=\"sender\">, who must act in class 2 for "
        "reason \"a\"",
        "reason \"c\" has no <advice for=\"sender\">, who must act in class 2"};

    (void)state;
    RULES_TELL(&m, check_missing_act, act);
    RULES_TELL(&m, check_missing_advice, advice);
}

static void a_table_of_words_has_three_rows(void **state)
{
    struct words_row words[3] = {
        {.reason = "a"}, {.reason = "b"}, {.reason = "c"}};
    struct entry entries[] = {
        {.code = "550", .words = words},
        {.code = "551", .words = words, .words_count = 1},
        {.code = "552", .words = words, .words_count = 2},
        {.code = "553", .words = words, .words_count = 3}};
    struct model m = {.entries = entries, .entry_count = 4};
    static const char *const want[] = {
        "1 <words> of 551; expected none, or at least 3: a table is for codes "
        "with many causes",
        "2 <words> of 552; expected none, or at least 3: a table is for codes "
        "with many causes"};

    (void)state;
    RULES_TELL(&m, check_few_words, want);
}

/* What a program does and what a person reads. */
static void actions_and_steps_agree(void **state)
{
#define SAYS(id, action, what)                                         \
    "message \"" id "\" says \"" action "\", but a step says to " what \
    " the address: expected an action=\"...\", or a step, that says the same"
#define ABOUT_THE(id, about)                 \
    "message \"" id "\" is about the " about \
    " and says \"suppress\"; expected"       \
    " it to be about the recipient, or another action"
    struct step drops[] = {{.text = "Wait."},
                           {.text = "Take the address off the list."},
                           {.text = "Remove the address from it."},
                           {.text = "Take it off your lists."},
                           {.text = "Take it off every list."},
                           {.text = "Take it off all lists."}};
    struct step keeps[] = {{.text = "Keep the address."},
                           {.text = "Hold the address back."},
                           {.text = "Wait."},
                           {.text = "Keep the recipient."}};
    struct advice drop = {
        .reader = PARTY_SENDER_ADMIN, .steps = drops, .step_count = 6};
    struct advice keep[] = {
        {.reader = PARTY_SENDER, .steps = keeps, .step_count = 1},
        {.reader = PARTY_SENDER_ADMIN, .steps = keeps, .step_count = 4}};
    struct act acts[] = {{.class = 4, .action = ACTION_RETRY},
                         {.class = 5, .action = ACTION_SUPPRESS}};
    struct reason reasons[] = {
        {.id = "gone", .about = ABOUT_RECIPIENT, .acts = acts, .act_count = 2},
        {.id = "banned", .about = ABOUT_SENDER, .acts = acts, .act_count = 2},
        {.id = "none", .about = ABOUT_SENDER, .acts = acts, .act_count = 1}};
    struct message messages[] = {
        {.id = "a",
         .reason = "gone",
         .prose = {.advices = &drop, .advice_count = 1}},
        {.id = "b",
         .reason = "gone",
         .prose = {.advices = keep, .advice_count = 2}},
        {.id = "c",
         .reason = "gone",
         .has_action = true,
         .action = ACTION_RETRY,
         .prose = {.advices = &drop, .advice_count = 1}},
        {.id = "d",
         .reason = "gone",
         .has_action = true,
         .action = ACTION_RETRY,
         .prose = {.advices = keep, .advice_count = 2}},
        {.id = "e",
         .reason = "none",
         .prose = {.advices = &drop, .advice_count = 1}},
        {.id = "f", .reason = "banned"},
        {.id = "g",
         .reason = "banned",
         .has_action = true,
         .action = ACTION_RETRY},
        {.id = "h",
         .reason = "banned",
         .has_about = true,
         .about = ABOUT_RECIPIENT},
        {.id = "i", .reason = "gone", .has_about = true, .about = ABOUT_SERVER},
        {.id = "j",
         .reason = "lost",
         .has_action = true,
         .action = ACTION_SUPPRESS,
         .has_about = true,
         .about = ABOUT_SERVER,
         .prose = {.advices = keep, .advice_count = 2}}};
    struct model m = {.reasons = reasons,
                      .reason_count = 3,
                      .messages = messages,
                      .message_count = 10};
    static const char *const want[] = {
        SAYS("b", "suppress", "keep"),  SAYS("b", "suppress", "keep"),
        SAYS("b", "suppress", "keep"),  SAYS("c", "retry", "drop"),
        SAYS("c", "retry", "drop"),     SAYS("c", "retry", "drop"),
        SAYS("c", "retry", "drop"),     SAYS("c", "retry", "drop"),
        SAYS("e", "read-text", "drop"), SAYS("e", "read-text", "drop"),
        SAYS("e", "read-text", "drop"), SAYS("e", "read-text", "drop"),
        SAYS("e", "read-text", "drop"), ABOUT_THE("f", "sender"),
        ABOUT_THE("i", "server")};

    (void)state;
    RULES_TELL(&m, check_action_steps, want);
}

static void numbers_of_no_standard_have_an_origin(void **state)
{
#define LACKS(code, standing)                                              \
    code " is \"" standing "\" and lacks an <origin> that says where the " \
         "number comes from"
    struct origin origin = {.text = "t"};
    struct entry entries[] = {
        {.code = "1", .standing = STANDING_FOLKLORE},
        {.code = "2", .standing = STANDING_STANDARD},
        {.code = "3", .standing = STANDING_HISTORIC},
        {.code = "4", .standing = STANDING_REGISTRY},
        {.code = "5", .standing = STANDING_PROVIDER},
        {.code = "6", .standing = STANDING_FOLKLORE, .origin = &origin}};
    struct model m = {.entries = entries, .entry_count = 6};
    static const char *const want[] = {
        LACKS("1", "folklore"), LACKS("4", "registry"), LACKS("5", "provider")};

    (void)state;
    RULES_TELL(&m, check_missing_origin, want);
}

static void first_digits_are_classes(void **state)
{
#define OWN(code) "class=\"...\" on " code ", whose first digit is its class"
#define NEEDS(code)                                                         \
    code " lacks class=\"...\": its first digit is no class of SMTP; "      \
         "expected a code from 200 to 599, or the class as which programs " \
         "treat it"
#define SECOND(code, standing)                                                \
    code " cannot be \"" standing "\": the second digit is 0 to 5 (RFC 5321 " \
         "section 4.2)"
#define REPLY(number, stated, is)                                              \
    {                                                                          \
        .kind = ENTRY_REPLY, .code = #number, .reply = number, .standing = is, \
        .class_stated = stated                                                 \
    }
    struct entry entries[] = {
        REPLY(599, false, STANDING_REGISTRY),
        REPLY(660, true, STANDING_REGISTRY),
        REPLY(199, false, STANDING_FOLKLORE),
        REPLY(200, true, STANDING_STANDARD),
        REPLY(599, true, STANDING_PROVIDER),
        REPLY(600, false, STANDING_FOLKLORE),
        REPLY(600, true, STANDING_STANDARD),
        REPLY(199, true, STANDING_FOLKLORE),
        REPLY(250, false, STANDING_STANDARD),
        REPLY(560, false, STANDING_STANDARD),
        REPLY(259, false, STANDING_STANDARD),
        REPLY(260, false, STANDING_HISTORIC),
        REPLY(597, false, STANDING_REGISTRY),
        REPLY(597, false, STANDING_PROVIDER),
        {.kind = ENTRY_STATUS, .code = "X.1.1", .classes = 1u << 3 | 1u << 2},
        {.kind = ENTRY_STATUS, .code = "X.1.2", .classes = 1u << 4 | 1u << 2}};
    struct model m = {.entries = entries, .entry_count = 16};
    static const char *const want[] = {
        NEEDS("199"),
        OWN("200"),
        OWN("599"),
        NEEDS("600"),
        SECOND("599", "registry"),
        SECOND("560", "standard"),
        SECOND("260", "historic"),
        SECOND("597", "registry"),
        "X.1.1 lists class 3; enhanced status codes have 2, 4 and 5 (RFC 3463 "
        "section 2)"};

    (void)state;
    RULES_TELL(&m, check_reply_class, want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pairs_are_of_one_class),
        cmocka_unit_test(who_must_act_is_told_how),
        cmocka_unit_test(a_table_of_words_has_three_rows),
        cmocka_unit_test(actions_and_steps_agree),
        cmocka_unit_test(numbers_of_no_standard_have_an_origin),
        cmocka_unit_test(first_digits_are_classes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
