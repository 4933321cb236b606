/* SPDX-License-Identifier: 0BSD
 *
 * Names that must lead somewhere, wherever one can stand: each of these lists
 * has one that does, and others that do not.
 */
#include "rules.h"

#define NO_RFC(number)                                               \
    "RFC " number " is not in references.xml; expected there: <rfc " \
    "number=\"" number                                               \
    "\" date=\"YYYY-MM\" track=\"...\"><title>...</title></rfc>"
#define NEAR_SOURCE(id, meant) \
    "source \"" id "\" is not in references.xml; did you mean \"" meant "\"?"
#define TOGETHER \
    "by=\"rfc\" and rfc=\"NUMBER\" go together; expected both or neither"

static void references_are_there(void **state)
{
    struct reference references[] = {
        {.id = "first-page"}, {.rfc = 5321}, {.id = "last-page"}};
    struct ref good[] = {{.rfc = 5321}, {.source = "last-page"}};
    struct ref refs[] = {{.source = "first-pag"},
                         {.rfc = 5321},
                         {.source = "last-pages"},
                         {.rfc = 53}};
    struct prose fine = {.refs = good, .ref_count = 2};
    struct prose faulty = {.title = "T", .refs = refs, .ref_count = 4};
    struct ref lost[] = {{.rfc = 1}};
    struct prose one = {.title = "T", .refs = lost, .ref_count = 1};
    struct pair lonely = {.reply = "550", .by = BY_RFC, .rfc = {.rfc = 3}};
    struct pair pairs[] = {
        {.reply = "550", .by = BY_RFC, .rfc = {.rfc = 5321}},
        {.reply = "550", .by = BY_REGISTRY},
        {.reply = "550", .by = BY_RFC},
        {.reply = "550", .by = BY_REGISTRY, .rfc = {.rfc = 5321}},
        {.reply = "550", .by = BY_RFC | BY_SERVERS, .rfc = {.rfc = 2}}};
    struct kind kind = {.prose = one};
    struct entry entries[] = {
        {.code = "X.1.0", .prose = faulty, .pairs = &lonely, .pair_count = 1},
        {.code = "551", .prose = fine},
        {.code = "X.1.1", .prose = fine, .pairs = pairs, .pair_count = 5}};
    struct reason reason = {.id = "a", .prose = one};
    struct message message = {.id = "m", .prose = one};
    struct use use = {.code = "421", .prose = one};
    struct provider provider = {
        .id = "p", .prose = one, .uses = &use, .use_count = 1};
    struct model m = {.references = references,
                      .reference_count = 3,
                      .classes = &kind,
                      .class_count = 1,
                      .groups = &kind,
                      .group_count = 1,
                      .subjects = &kind,
                      .subject_count = 1,
                      .entries = entries,
                      .entry_count = 3,
                      .reasons = &reason,
                      .reason_count = 1,
                      .messages = &message,
                      .message_count = 1,
                      .providers = &provider,
                      .provider_count = 1};
    static const char *const want[] = {NO_RFC("1"),
                                       NO_RFC("1"),
                                       NO_RFC("1"), /* kinds */
                                       NEAR_SOURCE("first-pag", "first-page"),
                                       NEAR_SOURCE("last-pages", "last-page"),
                                       NO_RFC("53"),
                                       NO_RFC("1"),
                                       NO_RFC("1"),
                                       NO_RFC("1"),
                                       NO_RFC("1"),
                                       NO_RFC("3"),
                                       TOGETHER,
                                       TOGETHER,
                                       NO_RFC("2")};

    (void)state;
    RULES_TELL(&m, check_unknown_reference, want);
}

#define NEAR_REASON(id, meant) \
    "reason \"" id "\" is not in reasons.xml; did you mean \"" meant "\"?"

static void reasons_are_there(void **state)
{
    struct note aliases[] = {{.text = "former-full"}, {.text = "old-full"}};
    struct reason reasons[] = {
        {.id = "other"},
        {.id = "mailbox-full", .aliases = aliases, .alias_count = 2}};
    struct words_row words[] = {{.reason = "mailbox-ful"},
                                {.reason = "mailbox-full"},
                                {.reason = "nothing-like-it"}};
    struct entry entries[] = {
        {.code = "550", .reason = "former-full"},
        {.code = "551", .reason = "other", .words = words, .words_count = 3},
        {.code = "552", .reason = "old-full"}};
    struct message messages[] = {{.id = "m", .reason = "othr"},
                                 {.id = "n", .reason = "mailbox-fulls"}};
    struct use uses[] = {{.code = "421", .reason = "otter"},
                         {.code = "422", .reason = "other"}};
    struct provider provider = {.id = "p", .uses = uses, .use_count = 2};
    struct model m = {.reasons = reasons,
                      .reason_count = 2,
                      .entries = entries,
                      .entry_count = 3,
                      .messages = messages,
                      .message_count = 2,
                      .providers = &provider,
                      .provider_count = 1};
    struct model none = {0};
    static const char *const want[] = {
        "reason \"former-full\" is called \"mailbox-full\" now; write that",
        NEAR_REASON("mailbox-ful", "mailbox-full"),
        "reason \"nothing-like-it\" is not in reasons.xml; expected one of: "
        "other mailbox-full",
        "reason \"old-full\" is called \"mailbox-full\" now; write that",
        NEAR_REASON("othr", "other"),
        NEAR_REASON("mailbox-fulls", "mailbox-full"),
        NEAR_REASON("otter", "other")};
    static const char *const nothing[] = {
        "reason \"other\" is not in reasons.xml; unknown codes need it"};

    (void)state;
    RULES_TELL(&m, check_unknown_reason, want);
    RULES_TELL(&none, check_unknown_reason, nothing);
}

#define NO_ENTRY(code)                                           \
    "; expected one that has an entry, or <reply code=\"" code   \
    "\" ...> in replies.xml, or in folklore.xml if no standard " \
    "defines it"
#define NO_CODE(code) "code " code " is not in the catalogue" NO_ENTRY(code)
#define NO_REPLY(code)                                             \
    "code " code                                                   \
    " is not in the catalogue; expected a reply from 200 to 599, " \
    "or one that has an entry"
#define ONLY_USED(code) \
    "code " code " has no entry of its own, only a provider's <use>"
#define NO_STATUS(code)                                         \
    "; expected one that has an entry, or <status code=\"" code \
    "\" ...> in statuses.xml"

static void codes_are_there(void **state)
{
    const char *instead[] = {"449", "550", "X.1.9", "X.1.7", "441"};
    const char *self[] = {"550", "448"},
               *beyond[] = {"199", "200", "599", "600"};
    struct confused confused[] = {
        {.with = "447"}, {.with = "550"}, {.with = "551"}, {.with = "446"}};
    struct origin origin = {.instead = instead, .insteads = 5};
    struct retired retired = {.instead = self, .insteads = 2};
    struct pair pairs[] = {{.reply = "445"},
                           {.reply = "any"},
                           {.reply = "5xx"},
                           {.reply = "550"},
                           {.reply = "444"}};
    struct entry entries[] = {
        {.code = "550",
         .prose = {.confused = confused, .confused_count = 4},
         .retired = &retired},
        {.code = "551", .origin = &origin},
        {.code = "X.1.1", .pairs = pairs, .pair_count = 5}};
    const char *replies[] = {"443", "4xx", "551", "442"};
    struct message messages[] = {
        {.id = "m", .replies = replies, .reply_count = 4},
        {.id = "n", .replies = replies, .reply_count = 1}};
    struct use uses[] = {
        {.code = "5.7.1", .replies = replies + 2, .reply_count = 2},
        {.code = "5.7.2", .replies = replies, .reply_count = 1},
        {.code = "5.1.7"},
        {.code = "441"},
        {.code = "5.7.3", .replies = beyond, .reply_count = 4}};
    struct provider provider = {.id = "p", .uses = uses, .use_count = 5};
    struct model m = {.entries = entries,
                      .entry_count = 3,
                      .messages = messages,
                      .message_count = 2,
                      .providers = &provider,
                      .provider_count = 1};
    static const char *const want[] = {
        NO_CODE("447"),
        "550 refers to itself",
        NO_CODE("446"),
        "550 refers to itself",
        NO_CODE("448"),
        NO_CODE("449"),
        "code X.1.9 is not in the catalogue" NO_STATUS("X.1.9"),
        ONLY_USED("X.1.7") NO_STATUS("X.1.7"),
        ONLY_USED("441") NO_ENTRY("441"),
        NO_CODE("445"),
        NO_CODE("444"),
        NO_CODE("443"),
        NO_CODE("442"),
        NO_CODE("443"), /* messages */
        NO_CODE("442"),
        NO_CODE("443"), /* uses */
        NO_REPLY("199"),
        NO_CODE("200"),
        NO_CODE("599"),
        NO_REPLY("600")};

    (void)state;
    RULES_TELL(&m, check_unknown_code, want);
}

/* Who is led on finds no other that is retired. */
static void retired_codes_lead_to_living_ones(void **state)
{
    const char *two[] = {"551", "552", "553"}, *itself[] = {"551"};
    struct retired first = {.instead = two, .insteads = 3};
    struct retired second = {.instead = itself, .insteads = 1};
    struct retired third = {0};
    struct entry entries[] = {{.code = "550", .retired = &first},
                              {.code = "551", .retired = &second},
                              {.code = "552"},
                              {.code = "553", .retired = &third}};
    struct model m = {.entries = entries, .entry_count = 4};
    static const char *const want[] = {
        "code 551 is retired, too; expected one to use instead of 550",
        "code 553 is retired, too; expected one to use instead of 550"};

    (void)state;
    RULES_TELL(&m, check_retired_instead, want);
}

static void providers_are_there(void **state)
{
#define NEAR_PROVIDER(id, meant) \
    "provider \"" id "\" has no file; did you mean \"" meant "\"?"
#define BOTH                                                              \
    "by=\"provider\" and provider=\"...\" go together; expected both or " \
    "neither"
    struct provider providers[] = {{.id = "google"}, {.id = "yahoo"}};
    struct pair pairs[] = {
        {.reply = "550", .by = BY_PROVIDER, .provider = "gogle"},
        {.reply = "550", .by = BY_PROVIDER, .provider = "yahoo"},
        {.reply = "550", .by = BY_REGISTRY},
        {.reply = "550", .by = BY_PROVIDER},
        {.reply = "550", .by = BY_REGISTRY, .provider = "google"}};
    struct entry entry = {.code = "X.1.1", .pairs = pairs, .pair_count = 5};
    struct message messages[] = {
        {.provider = "yaho"}, {.provider = NULL}, {.provider = "elsewhere"}};
    struct model m = {.entries = &entry,
                      .entry_count = 1,
                      .messages = messages,
                      .message_count = 3,
                      .providers = providers,
                      .provider_count = 2};
    static const char *const want[] = {
        NEAR_PROVIDER("gogle", "google"), BOTH, BOTH,
        NEAR_PROVIDER("yaho", "yahoo"),
        "provider \"elsewhere\" has no file; expected one such as "
        "providers/elsewhere.xml with id=\"elsewhere\""};

    (void)state;
    RULES_TELL(&m, check_unknown_provider, want);
}

/* A standard reply has a class and a group, a status classes and a subject. */
static void parts_of_codes_are_there(void **state)
{
#define NOT_THERE(part, code) part " of " code " is not in classes.xml"
    struct kind classes[] = {{.number = 5}, {.number = 4}};
    struct kind groups[] = {{.number = 3}, {.number = 5}};
    struct kind subjects[] = {{.number = 1}, {.number = 999}};
    struct entry first = {.code = "X.2.1",
                          .kind = ENTRY_STATUS,
                          .subject = 2,
                          .detail = 1,
                          .classes = 1u << 5};
    struct kind last = {.number = 2};
    struct entry entries[] = {
        {.code = "550", .kind = ENTRY_REPLY, .reply = 550, .classes = 1u << 5},
        {.code = "503", .kind = ENTRY_REPLY, .reply = 503, .classes = 1u << 5},
        {.code = "511", .kind = ENTRY_REPLY, .reply = 511, .classes = 1u << 5},
        {.code = "535",
         .kind = ENTRY_REPLY,
         .reply = 535,
         .classes = 1u << 5,
         .standing = STANDING_REGISTRY},
        {.code = "254", .kind = ENTRY_REPLY, .reply = 254, .classes = 1u << 2},
        {.code = "354", .kind = ENTRY_REPLY, .reply = 354, .classes = 1u << 3},
        {.code = "X.1.1",
         .kind = ENTRY_STATUS,
         .subject = 1,
         .detail = 1,
         .classes = 1u << 2 | 1u << 3 | 1u << 4},
        {.code = "X.0.1",
         .kind = ENTRY_STATUS,
         .subject = 0,
         .detail = 1,
         .classes = 1u << 4},
        {.code = "X.999.1",
         .kind = ENTRY_STATUS,
         .subject = 999,
         .detail = 1,
         .classes = 1u << 5}};
    struct model m = {.classes = classes,
                      .class_count = 2,
                      .groups = groups,
                      .group_count = 2,
                      .subjects = subjects,
                      .subject_count = 2,
                      .entries = entries,
                      .entry_count = 9};
    static const char *const parts[] = {
        NOT_THERE("group 0", "503"), NOT_THERE("group 1", "511"),
        NOT_THERE("class 2", "254"), NOT_THERE("class 3", "354"),
        NOT_THERE("class 2", "X.1.1")};
    static const char *const subject[] = {
        NOT_THERE("subject 0", "X.0.1") "; expected one of: 1 999"};

    static const char *const gravest[] = {NOT_THERE("class 5", "X.2.1")};
    static const char *const alone[] = {
        NOT_THERE("subject 2", "X.2.1") "; expected one of: 1 999"};
    static const char *const none[] = {
        NOT_THERE("subject 2", "X.2.1") "; expected one of: none"};

    (void)state;
    RULES_TELL(&m, check_unknown_class, parts);
    RULES_TELL(&m, check_unknown_subject, subject);
    m.class_count = 0; /* a sample */
    rules_tell(&m, check_unknown_class, NULL, 0);
    m.classes = &last;
    m.class_count = 1;
    m.entries = &first;
    m.entry_count = 1;
    RULES_TELL(&m, check_unknown_class, gravest);
    RULES_TELL(&m, check_unknown_subject, alone);
    m.subject_count = 0;
    RULES_TELL(&m, check_unknown_subject, none);
}

static void tables_are_there(void **state)
{
    struct passage passages[] = {{{"f", 1}, PASSAGE_TABLE, "classes", NULL, 0},
                                 {{"f", 2}, PASSAGE_P, "nothing", NULL, 0},
                                 {{"f", 3}, PASSAGE_TABLE, "clases", NULL, 0},
                                 {{"f", 4}, PASSAGE_TABLE, "decision", NULL, 0},
                                 {{"f", 5}, PASSAGE_TABLE, "classes", NULL, 0}};
    struct section sections[] = {
        {.page = "", .passages = passages, .passage_count = 5},
        {.page = "more", .passages = passages + 3, .passage_count = 1}};
    struct model m = {.sections = sections, .section_count = 2};
    static const char *const want[] = {
        "no table \"clases\"; expected classes, groups, subjects, replies, "
        "statuses, reasons, actions, folklore, messages, providers, "
        "references or decision",
        "a table in the guide \"more\"; tables stand in the guide without "
        "page=, where links lead to them",
        "table classes twice; first at line 1",
        "table decision twice; first at line 4"};

    (void)state;
    RULES_TELL(&m, check_unknown_table, want);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_there),
        cmocka_unit_test(reasons_are_there),
        cmocka_unit_test(codes_are_there),
        cmocka_unit_test(retired_codes_lead_to_living_ones),
        cmocka_unit_test(providers_are_there),
        cmocka_unit_test(parts_of_codes_are_there),
        cmocka_unit_test(tables_are_there),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
