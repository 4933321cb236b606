/* SPDX-License-Identifier: 0BSD
 *
 * The explainer: what tests/explain/replies.tsv says must come out, and what
 * must never come out, whatever goes in. Runs from the repository root.
 */
#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_explain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "guarded.h"
#include "rows.h"

#define ROWS_FILE "tests/explain/replies.tsv"
#define HEADER "reply\tprovider\treasons\taction"

enum {
    ROWS_LEAST = 340,   /* as many the issue asks for */
    A_REASON_LEAST = 5, /* as many each reason has that was given out */
    REASONS = sizeof smtpc_acts_ / sizeof smtpc_acts_[0], /* gaps and all */
    ACTIONS = SMTPC_ACTION_READ_TEXT + 1
};

struct row {
    unsigned line;
    const char *reply, *provider, *reasons, *action;
};

static struct rows table;
static struct {
    size_t count;
    struct row row[ROWS_MAX];
} all;

/* --- the file ------------------------------------------------------------ */

static int load(void **state)
{
    (void)state;
    rows_read(&table, ROWS_FILE, HEADER, 4);
    all.count = table.count;
    for (size_t i = 0; i < all.count; i++) {
        const char *const *field = table.row[i].field;

        all.row[i] = (struct row){table.row[i].line, field[0], field[1],
                                  field[2], field[3]};
    }
    return 0;
}

static int unload(void **state)
{
    (void)state;
    rows_free(&table);
    return 0;
}

/* A reason that is new may come without rows; they are due at a release. */
static int was_given_out(int reason)
{
    FILE *list = fopen("catalog/promised.txt", "r");
    char line[256], end[64];
    int found = 0;

    assert_non_null(list);
    snprintf(end, sizeof end, "=%d\n", reason);
    while (!found && fgets(line, sizeof line, list))
        found = strncmp(line, "SMTPC_REASON_", 13) == 0 &&
                strcmp(strchr(line, '=') ? strchr(line, '=') : "", end) == 0;
    fclose(list);
    return found;
}

/* The rows themselves: words that exist, enough of them, enough of each. */
static void file_is_sound(void **state)
{
    unsigned of_reason[REASONS] = {0};

    (void)state;
    assert_true(all.count >= ROWS_LEAST);
    for (size_t i = 0; i < all.count; i++) {
        const struct row *row = &all.row[i];
        const char *action = row->action + (row->action[0] == '!');
        size_t length = 0; /* that the known reasons make up, with commas */
        int known = *action == '\0';

        for (int r = 0; r < REASONS; r++)
            if (*smtpc_reason_name(r) &&
                rows_list_has(row->reasons, smtpc_reason_name(r))) {
                length += strlen(smtpc_reason_name(r)) + 1;
                of_reason[r] +=
                    strstr(row->reasons, smtpc_reason_name(r)) == row->reasons;
            }
        for (int a = 0; a < ACTIONS; a++)
            known |= strcmp(action, smtpc_action_name(a)) == 0;
        if (length != strlen(row->reasons) + 1 || !known)
            fail_msg("%s:%u: not reasons or no action: %s, %s", ROWS_FILE,
                     row->line, row->reasons, row->action);
    }
    for (int r = 0; r < REASONS; r++)
        if (of_reason[r] < A_REASON_LEAST && was_given_out(r))
            fail_msg("%s: %u rows of %s", ROWS_FILE, of_reason[r],
                     smtpc_reason_name(r));
}

/* --- what must hold for every reply -------------------------------------- */

/* Reasons for which a recipient is never to blame. */
static const int never_suppressed[] = {SMTPC_REASON_BLOCKLIST_REPUTATION,
                                       SMTPC_REASON_SPAM_CONTENT,
                                       SMTPC_REASON_POLICY,
                                       SMTPC_REASON_SENDER_AUTH_FAILED,
                                       SMTPC_REASON_RATE_LIMITED,
                                       SMTPC_REASON_REVERSE_DNS,
                                       SMTPC_REASON_OTHER};

static const char *broken_rule(const struct smtpc_verdict *v, int returned)
{
    int class_ = v->code ? v->code / 100 : smtpc_status_class(v->status);

    if (!v->provider || !v->message || !v->title)
        return "a text is NULL";
    if (v->reason < 0 || v->reason >= REASONS)
        return "reason out of range";
    if (v->action < 0 || v->action >= ACTIONS)
        return "action out of range";
    if (v->party < 0 || v->party > SMTPC_PARTY_NETWORK)
        return "party out of range";
    if (*smtpc_basis_name(v->basis) == '\0')
        return "basis out of range";
    if (*smtpc_confidence_name(v->confidence) == '\0')
        return "confidence out of range";
    if (returned != (v->reason != SMTPC_REASON_OTHER))
        return "the result does not say whether the cause is known";
    if (v->action != SMTPC_ACTION_SUPPRESS)
        return NULL;
    if (class_ == 4)
        return "suppress for class 4";
    for (size_t i = 0; i < sizeof never_suppressed / sizeof(int); i++)
        if (v->reason == never_suppressed[i])
            return "suppress for this reason";
    if (v->flags & SMTPC_FLAG_CLASS_CONFLICT)
        return "suppress though the codes conflict";
    return NULL;
}

/* Explain a copy that ends where memory ends, and check what must always
 * hold. */
static void explain(const char *text, size_t len, const char *provider,
                    struct smtpc_verdict *out)
{
    struct smtpc_context context = {0, SMTPC_STAGE_UNKNOWN};
    const char *rule;
    int returned;

    memset(out, 0xa5, sizeof *out);
    context.provider =
        provider ? smtpc_provider_of(provider, strlen(provider)) : 0;
    returned =
        smtpc_explain(guarded(text, len), len, provider ? &context : NULL, out);
    rule = broken_rule(out, returned);
    if (rule)
        fail_msg("\"%.*s\" (%s): %s; %s, %s", (int)len, text,
                 provider ? provider : "NULL", rule,
                 smtpc_reason_name(out->reason),
                 smtpc_action_name(out->action));
}

static void explain_text(const char *text, const char *provider,
                         struct smtpc_verdict *out)
{
    explain(text, strlen(text), provider, out);
}

/* --- the rows ------------------------------------------------------------ */

static int action_is_right(const char *wanted, int action)
{
    const char *word = smtpc_action_name(action);

    if (*wanted == '!')
        return strcmp(wanted + 1, word) != 0;
    return *wanted == '\0' || strcmp(wanted, word) == 0;
}

static void every_row_is_right(void **state)
{
    size_t wrong = 0;

    (void)state;
    for (size_t i = 0; i < all.count; i++) {
        const struct row *row = &all.row[i];
        struct smtpc_verdict v;

        explain_text(row->reply, row->provider, &v);
        if (rows_list_has(row->reasons, smtpc_reason_name(v.reason)) &&
            action_is_right(row->action, v.action))
            continue;
        wrong++;
        print_error("%s:%u: %s%s%s: %s, %s (by %s%s%s); wanted %s, %s\n",
                    ROWS_FILE, row->line, row->provider,
                    *row->provider ? ": " : "", row->reply,
                    smtpc_reason_name(v.reason), smtpc_action_name(v.action),
                    smtpc_basis_name(v.basis), *v.message ? " " : "", v.message,
                    row->reasons, *row->action ? row->action : "any action");
    }
    if (wrong)
        fail_msg("%lu of %lu rows are wrong", (unsigned long)wrong,
                 (unsigned long)all.count);
}

/* Whoever is named as the sender of the reply, the rules hold. */
static void rules_hold_under_any_provider(void **state)
{
    static const char *const providers[] = {
        NULL,    "",           "google", "microsoft-365", "outlook", "yahoo",
        "apple", "mimecast",   "orange", "comcast",       "zoho",    "att",
        "free",  "amazon-ses", "yandex", "rambler",       "GOOGLE",  "?\xff"};

    (void)state;
    for (size_t i = 0; i < all.count; i++)
        for (size_t p = 0; p < sizeof providers / sizeof providers[0]; p++) {
            struct smtpc_verdict v;

            explain_text(all.row[i].reply, providers[p], &v);
        }
}

/* --- replies that tell nothing ------------------------------------------- */

static void a_bare_code_asks_to_read(void **state)
{
    static const char *const bare[] = {
        "550",          "554",         "5.7.1",          "5.0.0",
        "550\r\n",      "554\n",       "550 ",           "550-",
        "550 5.7.1",    "554 5.7.1",   "550 5.0.0",      "554 5.0.0",
        "smtp; 550",    "dsn=5.0.0",   "dsn=5.7.1",      "smtp;554 5.7.1",
        "(#5.7.1)",     "550 5.7.1 x", "550-x\r\n550 x", "550 5.7.1\r\n",
        "Status: 5.0.0"};

    (void)state;
    for (size_t i = 0; i < sizeof bare / sizeof bare[0]; i++) {
        struct smtpc_verdict v;

        explain_text(bare[i], NULL, &v);
        if (v.reason != SMTPC_REASON_OTHER ||
            v.action != SMTPC_ACTION_READ_TEXT)
            fail_msg("\"%s\": %s, %s", bare[i], smtpc_reason_name(v.reason),
                     smtpc_action_name(v.action));
    }
}

/* No reply code alone ends a subscription, except where the number itself
 * names the recipient's domain, and none beside a code of class 4. */
static void no_code_suppresses_alone(void **state)
{
    static const char *const shapes[] = {"%03d", "%03d 4.1.1 unknown user"};

    (void)state;
    for (int i = 400; i < 1200; i++) { /* 200 to 599 */
        struct smtpc_verdict v;
        char text[32];

        snprintf(text, sizeof text, shapes[i % 2], i / 2);
        explain_text(text, NULL, &v);
        if (v.action == SMTPC_ACTION_SUPPRESS && strcmp(text, "556") != 0)
            fail_msg("\"%s\": suppress", text);
    }
}

static void conflicting_codes_never_suppress(void **state)
{
    static const char *const words[] = {"", " user unknown", " no such user",
                                        " account disabled", " x"};

    (void)state;
    for (size_t w = 0; w < sizeof words / sizeof words[0]; w++)
        for (int subject = 0; subject <= 8; subject++)
            for (int detail = 0; detail <= 20; detail++) {
                struct smtpc_verdict v;
                char text[80];

                snprintf(text, sizeof text, "550 4.%d.%d%s", subject, detail,
                         words[w]);
                explain_text(text, NULL, &v);
                assert_int_not_equal(v.action, SMTPC_ACTION_SUPPRESS);
                snprintf(text, sizeof text, "450 5.%d.%d%s", subject, detail,
                         words[w]);
                explain_text(text, "google", &v);
                assert_int_not_equal(v.action, SMTPC_ACTION_SUPPRESS);
            }
}

/* 556 alone names a domain that takes no mail; beside a status that names
 * nothing it is one word against another. */
static void a_lost_domain_must_not_be_doubted(void **state)
{
    static const char *const doubted[] = {"556 5.0.0", "556 5.7.1",
                                          "556 5.0.0 x"};
    struct smtpc_verdict v;

    (void)state;
    explain_text("556", NULL, &v);
    assert_int_equal(v.action, SMTPC_ACTION_SUPPRESS);
    for (size_t i = 0; i < sizeof doubted / sizeof doubted[0]; i++) {
        explain_text(doubted[i], NULL, &v);
        assert_int_equal(v.reason, SMTPC_REASON_DOMAIN_NOT_FOUND);
        assert_int_equal(v.basis, SMTPC_BASIS_REPLY);
        assert_int_equal(v.action, SMTPC_ACTION_READ_TEXT);
    }
}

/* What ends a subscription, and what next to it must not: a reply before the
 * recipient was named, a temporary one, codes against each other, a guess, a
 * status of a policy other than those that servers give with anything. */
static void only_these_end_a_subscription(void **state)
{
    static const struct {
        const char *reply, *action;
        int stage;
    } rows[] = {
        {"550 User unknown", "suppress", SMTPC_STAGE_UNKNOWN},
        {"550 User unknown", "suppress", SMTPC_STAGE_RCPT},
        {"550 User unknown", "suppress", SMTPC_STAGE_DATA},
        {"550 User unknown", "suppress", SMTPC_STAGE_MESSAGE},
        {"550 User unknown", "read-text", SMTPC_STAGE_MAIL},
        {"550 User unknown", "read-text", SMTPC_STAGE_AUTH},
        {"550 User unknown", "read-text", SMTPC_STAGE_EHLO},
        {"550 User unknown", "read-text", SMTPC_STAGE_CONNECT},
        {"550 5.1.1", "suppress", SMTPC_STAGE_RCPT},
        {"550 5.1.1", "read-text", SMTPC_STAGE_MAIL},
        {"556", "suppress", SMTPC_STAGE_RCPT},
        {"556", "read-text", SMTPC_STAGE_MAIL},
        {"User unknown (#5.1.1)", "suppress", SMTPC_STAGE_UNKNOWN},
        {"421 User unknown", "retry", SMTPC_STAGE_UNKNOWN},
        {"450 4.1.1 User unknown", "retry", SMTPC_STAGE_UNKNOWN},
        {"4.2.2 User unknown", "retry", SMTPC_STAGE_UNKNOWN},
        {"550 4.1.1 User unknown", "read-text", SMTPC_STAGE_UNKNOWN},
        {"250 2.1.5 User unknown", "none", SMTPC_STAGE_UNKNOWN},
        {"354 User unknown", "continue", SMTPC_STAGE_UNKNOWN},
        {"550 user may be unknown", "read-text", SMTPC_STAGE_UNKNOWN},
        {"550 5.0.0 User unknown", "suppress", SMTPC_STAGE_UNKNOWN},
        {"550 5.6.1 User unknown", "suppress", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.0 User unknown", "read-text", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.1 User unknown", "suppress", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.2 User unknown", "read-text", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.12 User unknown", "read-text", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.13 User unknown", "suppress", SMTPC_STAGE_UNKNOWN},
        {"550 5.7.14 User unknown", "read-text", SMTPC_STAGE_UNKNOWN},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct smtpc_context context = {0, rows[i].stage};
        struct smtpc_verdict v;

        smtpc_explain(rows[i].reply, strlen(rows[i].reply), &context, &v);
        if (strcmp(smtpc_action_name(v.action), rows[i].action) != 0)
            fail_msg("\"%s\" at stage %d: %s, not %s", rows[i].reply,
                     rows[i].stage, smtpc_action_name(v.action),
                     rows[i].action);
    }
}

/* --- how sure ------------------------------------------------------------ */

/* However much the words say, codes that contradict each other leave doubt. */
static void conflicting_codes_are_never_sure(void **state)
{
    unsigned sure = 0;

    (void)state;
    for (size_t i = 0; i < all.count; i++) {
        struct smtpc_verdict v, turned;
        char text[1024];

        explain_text(all.row[i].reply, all.row[i].provider, &v);
        if (v.code / 100 < 4 || v.confidence != SMTPC_CONFIDENCE_HIGH)
            continue;
        sure++;
        snprintf(text, sizeof text, "%d %d.0.0 %s", v.code,
                 v.code / 100 == 4 ? 5 : 4, all.row[i].reply);
        explain_text(text, all.row[i].provider, &turned);
        assert_true(turned.flags & SMTPC_FLAG_CLASS_CONFLICT);
        if (turned.confidence != SMTPC_CONFIDENCE_LOW)
            fail_msg("\"%s\": confidence %s", text,
                     smtpc_confidence_name(turned.confidence));
    }
    assert_true(sure > 100);
}

/* Fourteen letters leave no doubt, eight yield to a code; fewer are sure only
 * where the code says the same. */
static void long_phrases_are_sure(void **state)
{
    static const struct {
        unsigned score;
        int confidence;
    } rows[] = {{1, SMTPC_CONFIDENCE_LOW},    {8, SMTPC_CONFIDENCE_LOW},
                {9, SMTPC_CONFIDENCE_MEDIUM}, {19, SMTPC_CONFIDENCE_MEDIUM},
                {20, SMTPC_CONFIDENCE_HIGH},  {21, SMTPC_CONFIDENCE_HIGH},
                {100, SMTPC_CONFIDENCE_HIGH}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct smtpc_found_ found = {1, rows[i].score, 0, 0};
        struct smtpc_verdict v = {.reason = SMTPC_REASON_USER_UNKNOWN,
                                  .basis = SMTPC_BASIS_TEXT};

        assert_int_equal(smtpc_confidence_(&v, &found, -1, 40),
                         rows[i].confidence);
        assert_int_equal(smtpc_confidence_(&v, &found, v.reason, 40),
                         SMTPC_CONFIDENCE_HIGH);
        v.flags = SMTPC_FLAG_CLASS_CONFLICT;
        assert_int_equal(smtpc_confidence_(&v, &found, v.reason, 40),
                         SMTPC_CONFIDENCE_LOW);
    }
}

/* --- providers ----------------------------------------------------------- */

static void a_named_provider_counts(void **state)
{
    static const char *const nobody[] = {NULL, "", "nobody", "googl"};
    struct smtpc_verdict plain, v;

    (void)state;
    explain_text("550 5.7.27 x", NULL, &plain);
    assert_int_equal(plain.reason, SMTPC_REASON_SENDER_REJECTED);
    assert_string_equal(plain.provider, "");
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        explain_text("550 5.7.27 x", nobody[i], &v);
        assert_int_equal(v.reason, plain.reason);
        assert_int_equal(v.action, plain.action);
        assert_string_equal(v.provider, "");
    }
    explain_text("550 5.7.27 x", "google", &v);
    assert_int_equal(v.reason, SMTPC_REASON_SENDER_AUTH_FAILED);
    assert_int_equal(v.action, SMTPC_ACTION_FIX_SENDER);
    assert_int_equal(v.basis, SMTPC_BASIS_PROVIDER);
    assert_string_equal(v.provider, "google");
    assert_string_not_equal(v.title, plain.title);
}

/* A word counts less than a cause that a code names, be it the registry's or a
 * provider's, and more than a code that names none; what tells more counts more
 * than either. */
static void a_word_counts_where_no_code_names_a_cause(void **state)
{
    static const struct {
        const char *reply, *provider;
        int reason, basis;
    } rows[] = {
        {"550 spam", NULL, SMTPC_REASON_SPAM_CONTENT, SMTPC_BASIS_TEXT},
        {"550 5.2.0 spam", NULL, SMTPC_REASON_SPAM_CONTENT, SMTPC_BASIS_TEXT},
        {"550 5.2.2 spam", NULL, SMTPC_REASON_MAILBOX_FULL, SMTPC_BASIS_STATUS},
        {"550 5.2.2 User unknown", NULL, SMTPC_REASON_USER_UNKNOWN,
         SMTPC_BASIS_TEXT},
        {"550 5.2.0 x", "comcast", SMTPC_REASON_OTHER, SMTPC_BASIS_PROVIDER},
        {"550 5.2.0 spam", "comcast", SMTPC_REASON_SPAM_CONTENT,
         SMTPC_BASIS_TEXT},
        {"556 spam", NULL, SMTPC_REASON_SPAM_CONTENT, SMTPC_BASIS_TEXT},
        {"556 spam", "alibaba", SMTPC_REASON_TOO_MANY_RECIPIENTS,
         SMTPC_BASIS_PROVIDER},
        {"556 User unknown", "alibaba", SMTPC_REASON_USER_UNKNOWN,
         SMTPC_BASIS_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v;

        explain_text(rows[i].reply, rows[i].provider, &v);
        if (v.reason != rows[i].reason || v.basis != rows[i].basis)
            fail_msg("\"%s\" (%s): %s by %s", rows[i].reply,
                     rows[i].provider ? rows[i].provider : "NULL",
                     smtpc_reason_name(v.reason), smtpc_basis_name(v.basis));
    }
}

/* Whatever a provider means by a code, what it may say again later is no
 * reason to give a recipient up: explain() looks for that. */
static void no_provider_suppresses_in_class_4(void **state)
{
    unsigned suppressed = 0;

    (void)state;
    for (size_t i = 0; i < sizeof smtpc_uses_ / sizeof smtpc_uses_[0]; i++) {
        const struct smtpc_use_ *use = &smtpc_uses_[i];
        const char *provider = smtpc_provider_id(use->provider);
        struct smtpc_verdict v;
        char text[80];

        if (use->subject == 255)
            continue;
        for (int class_ = 4; class_ <= 5; class_++) {
            snprintf(text, sizeof text, "%d50 %d.%d.%d x", class_, class_,
                     use->subject, use->from);
            explain_text(text, provider, &v);
            suppressed += v.action == SMTPC_ACTION_SUPPRESS;
        }
    }
    assert_true(suppressed > 0);
    for (int r = 0; r < REASONS; r++) {
        const struct smtpc_verdict v = {.reason = r};
        const struct smtpc_case_ c = {0};
        const struct smtpc_found_ found = {0};

        assert_true(smtpc_may_suppress_(&v, &c, &found, -1, 5, 0));
        assert_false(smtpc_may_suppress_(&v, &c, &found, -1, 4, 0));
    }
}

/* A reply in parts is judged as the whole one is, flags and all. */
static void parts_are_judged_as_the_whole(void **state)
{
    static const struct {
        int code;
        const char *status, *words;
    } rows[] = {
        {550, "5.1.1", "User unknown"},
        {550, "", "User unknown"},
        {550, "", "5.1.1 User unknown"},
        {550, "", "no such user (#5.1.1)"},
        {0, "5.1.1", "User unknown"},
        {559, "5.1.1", "User unknown"},
        {550, "5.6.999", "what"},
        {550, "4.2.2", "Mailbox full"},
        {421, "5.3.5", "what"},
        {569, "", "what"},
        {452, "4.2.2", "Mailbox full"},
        {250, "2.1.5", "Ok"},
        {354, "", "Go ahead"},
        {200, "", "what"},
        {599, "", "what"},
        {554, "5.7.1", ""},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict whole, parts;
        uint32_t status = 0;
        char text[80];

        if (*rows[i].status)
            smtpc_status_parse(rows[i].status, strlen(rows[i].status), &status);
        snprintf(text, sizeof text, "%.*d%s%s%s%s", rows[i].code ? 3 : 0,
                 rows[i].code, rows[i].code ? " " : "", rows[i].status,
                 *rows[i].status ? " " : "", rows[i].words);
        explain_text(text, NULL, &whole);
        smtpc_explain_parts(rows[i].code, status,
                            guarded(rows[i].words, strlen(rows[i].words)),
                            strlen(rows[i].words), NULL, &parts);
        if (parts.reason != whole.reason || parts.action != whole.action ||
            parts.flags != whole.flags || parts.code != whole.code ||
            parts.status != whole.status || parts.basis != whole.basis ||
            parts.confidence != whole.confidence)
            fail_msg("\"%s\": %s, %s, flags %u, not %s, %s, %u", text,
                     smtpc_reason_name(parts.reason),
                     smtpc_action_name(parts.action), parts.flags,
                     smtpc_reason_name(whole.reason),
                     smtpc_action_name(whole.action), whole.flags);
    }
}

/* What is no code or status does not count: the words are a whole reply. */
static void parts_that_are_none_do_not_count(void **state)
{
    static const int codes[] = {0, -1, 1, 199, 600, 5500};

    (void)state;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        static const char words[] = "550 5.1.1 User unknown";
        struct smtpc_verdict v;

        smtpc_explain_parts(codes[i], 0, words, sizeof words - 1, NULL, &v);
        assert_int_equal(v.code, 550);
        assert_int_equal(v.status, SMTPC_STATUS(5, 1, 1));
        assert_int_equal(v.action, SMTPC_ACTION_SUPPRESS);
    }
}

/* Commands come in this order, so what each can be about can be compared. */
static void stages_are_in_order(void **state)
{
    static const int stages[] = {SMTPC_STAGE_UNKNOWN, SMTPC_STAGE_CONNECT,
                                 SMTPC_STAGE_EHLO,    SMTPC_STAGE_AUTH,
                                 SMTPC_STAGE_MAIL,    SMTPC_STAGE_RCPT,
                                 SMTPC_STAGE_DATA,    SMTPC_STAGE_MESSAGE};

    (void)state;
    for (size_t i = 1; i < sizeof stages / sizeof stages[0]; i++)
        assert_true(stages[i - 1] < stages[i]);
}

/* Each meaning that providers give a number, and no other. */
static void every_meaning_is_given(void **state)
{
    size_t count = 0;

    (void)state;
    for (unsigned id = 0; id <= SMTPC_ENTRIES + 1; id++) {
        struct smtpc_provider_use use;
        unsigned n;

        for (n = 0; smtpc_use(id, n, &use); n++) {
            const struct smtpc_use_ *row =
                &smtpc_uses_[smtpc_meanings_[count + n].row];

            assert_int_equal(smtpc_meanings_[count + n].id, id);
            assert_string_equal(use.provider, smtpc_provider_id(row->provider));
            assert_int_equal(use.reason, row->reason);
            assert_true(use.first <= use.last);
        }
        count += n;
        assert_int_equal(smtpc_use(id, n + 1, &use), 0);
    }
    assert_int_equal(count, SMTPC_MEANINGS_);
}

/* --- damage -------------------------------------------------------------- */

static void truncations_hold(const char *reply, const char *provider)
{
    for (size_t len = 0; len <= strlen(reply); len++) {
        struct smtpc_verdict v;

        explain(reply, len, provider, &v);
        smtpc_explain(guarded_front(reply, len), len, NULL, &v);
    }
    for (size_t from = 1; from < strlen(reply); from++) {
        struct smtpc_verdict v;
        size_t len = strlen(reply) - from;

        smtpc_explain(guarded_front(reply + from, len), len, NULL, &v);
    }
}

static void every_truncation_holds(void **state)
{
    static const char *const lines[] = {
        "to=<a@example.org>, dsn=5.1.1, status=bounced (unknown user: \"a\")",
        "to=<a@example.org>, dsn=5.1.1, stat=User unknown",
        "to=<a@example.org>, dsn=5.1.1, status=5.1.1: User unknown",
        "Detail: No such user SMTP code: 550 Additional SMTP info: 5.1.1",
        "\"550 5.1.1 User unknown\"",
        "'550 5.1.1 User unknown'",
        "b\"550 5.1.1 User unknown\", x",
        "host mx.example.org[192.0.2.1] said: 550-5.1.1 a\r\n550 5.1.1 b (in "
        "reply to RCPT TO command)",
        "550 5.4.0 <a@example.org>: host mx.example.org[192.0.2.1] said: 550 "
        "5.1.1 User unknown",
        "smtp; 550 http://example.org/x?y \"a b\" <c@d.example> \\u00fc "
        "2001:db8::1 "
        "don\xe2\x80\x99t can't subject: \"x\" file=\"y\" gr\xc3\xbc"
        "n \xc2\xab",
    };

    (void)state;
    for (size_t i = 0; i < all.count; i += 7)
        truncations_hold(all.row[i].reply, all.row[i].provider);
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        truncations_hold(lines[i], NULL);
}

static void random_changes_hold(void **state)
{
    unsigned seed = 1;

    (void)state;
    for (int round = 0; round < 100; round++)
        for (size_t i = 0; i < all.count; i++) {
            char text[1024];
            size_t len = strlen(all.row[i].reply);
            struct smtpc_verdict v;

            assert_in_range(len, 1, sizeof text);
            memcpy(text, all.row[i].reply, len);
            for (int change = 0; change <= round % 4; change++) {
                seed = seed * 1664525u + 1013904223u;
                text[(seed >> 8) % len] = (char)(seed >> 24);
            }
            explain(text, len, all.row[i].provider, &v);
        }
}

/* All rows in one text, far beyond what is folded, and each row after
 * another's code. */
static void long_texts_hold(void **state)
{
    char *text = malloc(ROWS_MAX * 1024u);
    size_t len = 0;

    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < all.count; i++) {
        const char *reply = all.row[i].reply;
        struct smtpc_verdict v;

        assert_in_range(strlen(reply), 1, 1000);
        memcpy(text + len, reply, strlen(reply));
        len += strlen(reply);
        text[len++] = i % 3 ? ' ' : '\n';
        explain(text, len, NULL, &v);
    }
    free(text);
}

static unsigned find(const char *code)
{
    return smtpc_find_id(code, strlen(code));
}

/* What providers mean, of a code that a standard defines, of one that only
 * they do, and of a number within a range. */
static void tells_providers_meanings(void **state)
{
    struct smtpc_provider_use use = {0}, same = {0};
    unsigned count = 0, id = find("5.7.27");

    (void)state;
    assert_int_equal(smtpc_use(id, 0, &use), 1);
    assert_string_equal(use.provider, "google");
    assert_int_equal(use.reason, SMTPC_REASON_SENDER_AUTH_FAILED);
    assert_int_equal(use.action, SMTPC_ACTION_FIX_SENDER);
    assert_int_equal(use.party, SMTPC_PARTY_SENDER_ADMIN);
    /* Of any class, behind any reply: what is asked for is that of class 5. */
    assert_int_equal(smtpc_use(find("5.7.124"), 0, &use), 1);
    assert_int_equal(use.reason, SMTPC_REASON_POLICY);
    assert_int_equal(use.action, SMTPC_ACTION_ASK_RECEIVER);
    assert_int_equal(smtpc_use(find("4.7.620"), 0, &use), 1);
    assert_string_equal(use.provider, "microsoft-365");
    assert_int_equal(smtpc_use(find("X.7.649"), 1, &use), 1);
    assert_string_equal(use.provider, "outlook");
    assert_int_equal(smtpc_use(find("X.7.649"), 2, &use), 0);
    assert_string_equal(use.provider, "outlook"); /* left alone */
    assert_int_equal(smtpc_use(0, 0, &use), 0);
    assert_int_equal(smtpc_use(SMTPC_ENTRIES + 1, 0, &use), 0);
    assert_int_equal(smtpc_use(id, 0xffffffffu, &use), 0);
    for (unsigned n = 1u << 8; n; n <<= 1)
        assert_int_equal(smtpc_use(id, n, &use), 0);
    for (id = 0; id <= SMTPC_ENTRIES; id++)
        for (unsigned n = 0; smtpc_use(id, n, &use); n++, count++) {
            assert_true(*use.provider && *use.title);
            /* By provider, ranges around a number of its own behind. */
            assert_true(n == 0 || strcmp(same.provider, use.provider) <= 0 ||
                        (same.first == same.last && use.first < use.last));
            same = use;
        }
    assert_true(count > 130);
}

/* A reply begins with its codes, and what opens it is none of it. */
static void a_reply_begins_with_its_codes(void **state)
{
    static const struct {
        const char *before, *codes;
    } rows[] = {{"", ""},
                {"", "550 "},
                {"", "550 5.1.1 "},
                {"", "550-5.1.1\t"},
                {"said: x", ""},
                {"said:", " 550 #5.1.1 "},
                {"(", "550 5.1.1 "},
                {"\"", "550 "},
                {"smtp;", "550-"},
                {"a/", "550 "},
                {"a:", "550 "},
                {"a,", "550 "},
                {"a+", "550 "}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[64];

        snprintf(text, sizeof text, "%s%sno", rows[i].before, rows[i].codes);
        assert_int_equal(smtpc_reply_start_(text, strlen(text) - 2),
                         strlen(rows[i].before));
    }
}

/* Who must act on a message or a use that has an action of its own is on the
 * side that the action is for. */
static void an_action_is_for_one_side(void **state)
{
    enum {
        NOBODY = SMTPC_PARTY_NOBODY,
        SENDER = SMTPC_PARTY_SENDER,
        OURS = SMTPC_PARTY_SENDER_ADMIN,
        RECIPIENT = SMTPC_PARTY_RECIPIENT,
        THEIRS = SMTPC_PARTY_RECIPIENT_ADMIN,
        NETWORK = SMTPC_PARTY_NETWORK
    };
    static const struct {
        int action, party[6]; /* by that of the reason */
    } rows[] = {
        {SMTPC_ACTION_ASK_RECEIVER,
         {THEIRS, THEIRS, THEIRS, RECIPIENT, THEIRS, THEIRS}},
        {SMTPC_ACTION_FIX_SENDER, {NOBODY, SENDER, OURS, OURS, OURS, NETWORK}},
        {SMTPC_ACTION_SLOW_DOWN, {NOBODY, SENDER, OURS, OURS, OURS, NETWORK}},
        {SMTPC_ACTION_FIX_MESSAGE,
         {NOBODY, SENDER, OURS, SENDER, SENDER, NETWORK}},
        {SMTPC_ACTION_FIX_CLIENT,
         {NOBODY, SENDER, OURS, SENDER, SENDER, NETWORK}},
        {SMTPC_ACTION_RETRY,
         {NOBODY, SENDER, OURS, RECIPIENT, THEIRS, NETWORK}},
        {SMTPC_ACTION_SUPPRESS,
         {NOBODY, SENDER, OURS, RECIPIENT, THEIRS, NETWORK}},
        {SMTPC_ACTION_READ_TEXT,
         {NOBODY, SENDER, OURS, RECIPIENT, THEIRS, NETWORK}},
        {SMTPC_ACTION_NONE, {NOBODY, SENDER, OURS, RECIPIENT, THEIRS, NETWORK}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int party = NOBODY; party <= NETWORK; party++)
            assert_int_equal(smtpc_party_for_(rows[i].action, party),
                             rows[i].party[party]);
}

/* Whom an answer can be about depends on the command: at the greeting nobody
 * has named a sender, message or recipient, AUTH is about an account, and MAIL
 * names no recipient yet. */
static void stages_say_whom_it_is_about(void **state)
{
    static const struct {
        const char *reply;
        int stage, reason, action;
    } rows[] = {
        {"550 5.1.1 User unknown", SMTPC_STAGE_RCPT, SMTPC_REASON_USER_UNKNOWN,
         SMTPC_ACTION_SUPPRESS},
        {"550 5.1.1 User unknown", SMTPC_STAGE_MESSAGE,
         SMTPC_REASON_USER_UNKNOWN, SMTPC_ACTION_SUPPRESS},
        {"550 5.1.1 User unknown", SMTPC_STAGE_MAIL, SMTPC_REASON_OTHER,
         SMTPC_ACTION_READ_TEXT},
        {"550 5.1.1 User unknown", SMTPC_STAGE_AUTH, SMTPC_REASON_OTHER,
         SMTPC_ACTION_READ_TEXT},
        {"550 User unknown", SMTPC_STAGE_CONNECT, SMTPC_REASON_OTHER,
         SMTPC_ACTION_READ_TEXT},
        {"535 5.7.8 User unknown", SMTPC_STAGE_UNKNOWN,
         SMTPC_REASON_AUTH_REQUIRED, SMTPC_ACTION_FIX_CLIENT},
        {"535 account is disabled", SMTPC_STAGE_UNKNOWN,
         SMTPC_REASON_AUTH_REQUIRED, SMTPC_ACTION_FIX_CLIENT},
        {"554 5.7.1 message looks like spam", SMTPC_STAGE_MESSAGE,
         SMTPC_REASON_SPAM_CONTENT, SMTPC_ACTION_FIX_MESSAGE},
        {"554 message looks like spam", SMTPC_STAGE_CONNECT, SMTPC_REASON_OTHER,
         SMTPC_ACTION_READ_TEXT},
        {"554 your host is on our block list", SMTPC_STAGE_CONNECT,
         SMTPC_REASON_BLOCKLIST_REPUTATION, SMTPC_ACTION_FIX_SENDER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct smtpc_context context = {0, rows[i].stage};
        struct smtpc_verdict v;

        smtpc_explain(rows[i].reply, strlen(rows[i].reply), &context, &v);
        if (v.reason != rows[i].reason || v.action != rows[i].action)
            fail_msg("%s at stage %d: %s, %s", rows[i].reply, rows[i].stage,
                     smtpc_reason_name(v.reason), smtpc_action_name(v.action));
    }
}

/* A number that only one provider has is its own, without its name, too, and
 * what its use leaves open stays so. */
static void providers_numbers_keep_their_doubts(void **state)
{
    static const struct {
        const char *reply;
        int basis, reason, action;
    } rows[] = {
        {"550 5.7.515 x", SMTPC_BASIS_PROVIDER, SMTPC_REASON_SENDER_AUTH_FAILED,
         SMTPC_ACTION_FIX_SENDER},
        /* two have it */
        {"550 5.7.620 x", SMTPC_BASIS_STATUS, SMTPC_REASON_BLOCKLIST_REPUTATION,
         SMTPC_ACTION_FIX_SENDER},
        {"550 5.7.324 x", SMTPC_BASIS_PROVIDER, SMTPC_REASON_DOMAIN_NOT_FOUND,
         SMTPC_ACTION_ASK_RECEIVER},
        {"550 5.7.505 x", SMTPC_BASIS_PROVIDER, SMTPC_REASON_USER_UNKNOWN,
         SMTPC_ACTION_ASK_RECEIVER},
        {"451 4.7.505 x", SMTPC_BASIS_PROVIDER, SMTPC_REASON_USER_UNKNOWN,
         SMTPC_ACTION_ASK_RECEIVER},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v;

        smtpc_explain(rows[i].reply, strlen(rows[i].reply), NULL, &v);
        assert_int_equal(v.basis, rows[i].basis);
        assert_int_equal(v.reason, rows[i].reason);
        assert_int_equal(v.action, rows[i].action);
        assert_int_equal(v.flags & SMTPC_FLAG_UNREGISTERED, 0);
    }
}

/* --- piece by piece ------------------------------------------------------ */

/* Of a verdict on words: its flags, basis, and whether a code says the same. */
static void is_as_sure_as_its_evidence(void **state)
{
    enum { OTHER = SMTPC_REASON_POLICY, FULL = SMTPC_REASON_MAILBOX_FULL };
    static const struct {
        unsigned flags, score;
        int is_guess, basis, status_reason;
        size_t words;
        int confidence;
    } rows[] = {
        {0, 20, 0, SMTPC_BASIS_TEXT, -1, 50, SMTPC_CONFIDENCE_HIGH},
        {0, 19, 0, SMTPC_BASIS_TEXT, -1, 50, SMTPC_CONFIDENCE_MEDIUM},
        {0, 19, 0, SMTPC_BASIS_TEXT, OTHER, 50, SMTPC_CONFIDENCE_MEDIUM},
        {0, 1, 0, SMTPC_BASIS_TEXT, FULL, 50, SMTPC_CONFIDENCE_HIGH},
        {0, 9, 0, SMTPC_BASIS_TEXT, -1, 50, SMTPC_CONFIDENCE_MEDIUM},
        {0, 8, 0, SMTPC_BASIS_TEXT, -1, 50, SMTPC_CONFIDENCE_LOW},
        {0, 60, 1, SMTPC_BASIS_TEXT, FULL, 50, SMTPC_CONFIDENCE_LOW},
        {SMTPC_FLAG_CLASS_CONFLICT, 60, 0, SMTPC_BASIS_TEXT, FULL, 50,
         SMTPC_CONFIDENCE_LOW},
        {SMTPC_FLAG_CLASS_CONFLICT, 0, 0, SMTPC_BASIS_PROVIDER, FULL, 50,
         SMTPC_CONFIDENCE_LOW},
        {~0u & ~(unsigned)SMTPC_FLAG_CLASS_CONFLICT, 60, 0, SMTPC_BASIS_TEXT,
         FULL, 50, SMTPC_CONFIDENCE_HIGH},
        {0, 0, 0, SMTPC_BASIS_PROVIDER, FULL, 50, SMTPC_CONFIDENCE_MEDIUM},
        {0, 0, 0, SMTPC_BASIS_STATUS, FULL, 11, SMTPC_CONFIDENCE_MEDIUM},
        {0, 0, 0, SMTPC_BASIS_STATUS, FULL, 12, SMTPC_CONFIDENCE_LOW},
        {0, 0, 0, SMTPC_BASIS_REPLY, FULL, 0, SMTPC_CONFIDENCE_LOW},
        {0, 0, 0, SMTPC_BASIS_CLASS, FULL, 0, SMTPC_CONFIDENCE_LOW},
        {0, 0, 0, SMTPC_BASIS_NONE, FULL, 0, SMTPC_CONFIDENCE_LOW},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v = {
            .basis = rows[i].basis, .reason = FULL, .flags = rows[i].flags};
        struct smtpc_found_ found = {.score = rows[i].score,
                                     .is_guess = rows[i].is_guess};

        if (smtpc_confidence_(&v, &found, rows[i].status_reason,
                              rows[i].words) != rows[i].confidence)
            fail_msg("row %zu", i);
    }
}

/* Whatever would end a subscription, where all else says that it may. */
static void ends_no_subscription_in_doubt(void **state)
{
    enum { GONE = SMTPC_REASON_USER_UNKNOWN };
    static const struct {
        int code;
        uint32_t status;
        unsigned flags;
        int basis, stage;
        unsigned score;
        int is_guess, status_reason, may;
    } rows[] = {
        {550, SMTPC_STATUS(5, 1, 1), 0, SMTPC_BASIS_TEXT, 0, 20, 0, GONE, 1},
        {550, 0, 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 1},
        {450, SMTPC_STATUS(4, 1, 1), 0, SMTPC_BASIS_TEXT, 0, 20, 0, GONE, 0},
        /* Before a recipient was named. */
        {550, 0, 0, SMTPC_BASIS_TEXT, 4, 20, 0, -1, 0},
        {550, 0, 0, SMTPC_BASIS_TEXT, 5, 20, 0, -1, 1},
        {535, 0, 0, SMTPC_BASIS_TEXT, 5, 20, 0, -1, 0},
        /* About a command only. */
        {500, 0, 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {504, SMTPC_STATUS(5, 5, 1), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {509, SMTPC_STATUS(5, 1, 1), 0, SMTPC_BASIS_TEXT, 0, 20, 0, GONE, 1},
        {510, 0, 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 1},
        {499, 0, 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {550, SMTPC_STATUS(4, 1, 1), SMTPC_FLAG_CLASS_CONFLICT,
         SMTPC_BASIS_TEXT, 0, 20, 0, GONE, 0},
        /* By the general one of two codes. */
        {550, SMTPC_STATUS(5, 0, 0), 0, SMTPC_BASIS_REPLY, 0, 0, 0, -1, 0},
        {550, 0, 0, SMTPC_BASIS_REPLY, 0, 0, 0, -1, 1},
        /* By a word that says little, or a guess, unless the status says it. */
        {550, 0, 0, SMTPC_BASIS_TEXT, 0, 1, 0, -1, 0},
        {550, 0, 0, SMTPC_BASIS_TEXT, 0, 2, 0, -1, 1},
        {550, 0, 0, SMTPC_BASIS_TEXT, 0, 20, 1, -1, 0},
        {550, SMTPC_STATUS(5, 1, 1), 0, SMTPC_BASIS_TEXT, 0, 1, 1, GONE, 1},
        {550, SMTPC_STATUS(5, 1, 1), 0, SMTPC_BASIS_STATUS, 0, 1, 1, -1, 1},
        /* With a status of a policy. */
        {550, SMTPC_STATUS(5, 7, 0), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {550, SMTPC_STATUS(5, 7, 1), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 1},
        {550, SMTPC_STATUS(5, 7, 2), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {550, SMTPC_STATUS(5, 7, 12), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {550, SMTPC_STATUS(5, 7, 13), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 1},
        {550, SMTPC_STATUS(5, 7, 14), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 0},
        {550, SMTPC_STATUS(5, 7, 2), 0, SMTPC_BASIS_PROVIDER, 0, 0, 0, -1, 1},
        {550, SMTPC_STATUS(5, 6, 2), 0, SMTPC_BASIS_TEXT, 0, 20, 0, -1, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v = {.code = rows[i].code,
                                  .status = rows[i].status,
                                  .flags = rows[i].flags,
                                  .basis = rows[i].basis,
                                  .reason = GONE};
        struct smtpc_case_ c = {.code = rows[i].code, .stage = rows[i].stage};
        struct smtpc_found_ found = {.score = rows[i].score,
                                     .is_guess = rows[i].is_guess};

        if (smtpc_may_suppress_(&v, &c, &found, rows[i].status_reason,
                                rows[i].code / 100, 0) != rows[i].may)
            fail_msg("row %zu", i);
    }
}

/* A reply code alone ends no address where words say something else, nor does a
 * reply without a code. */
static void what_is_left_unread_ends_nothing(void **state)
{
    const struct smtpc_verdict v = {.code = 556, .basis = SMTPC_BASIS_REPLY};
    const struct smtpc_case_ reply = {.is_reply = 1}, local = {.is_reply = 0};
    const struct smtpc_found_ found = {0};

    (void)state;
    assert_int_equal(
        smtpc_may_suppress_(&v, &reply, &found, -1, 5, SMTPC_FEW_WORDS_ - 1),
        1);
    assert_int_equal(
        smtpc_may_suppress_(&v, &reply, &found, -1, 5, SMTPC_FEW_WORDS_), 0);
    assert_int_equal(smtpc_may_suppress_(&v, &reply, &found, -1, 0, 0), 0);
    assert_int_equal(smtpc_may_suppress_(&v, &local, &found, -1, 0, 0), 1);
}

/* A class that there is none of counts as the gravest. */
static void asks_what_the_class_asks(void **state)
{
    unsigned id = smtpc_find_id("X.2.2", 5);
    struct smtpc_entry e;

    (void)state;
    smtpc_get(id, &e);
    for (int class = -1; class < 8; class ++)
        assert_int_equal(smtpc_entry_action_(id, class),
                         e.actions[class >= 2 && class <= 5 ? class : 5]);
    assert_int_not_equal(e.actions[4], e.actions[5]);
}

static void names_what_a_verdict_is_based_on(void **state)
{
    static const char *const bases[] = {"none",   "class",    "reply",
                                        "status", "provider", "text"};
    static const char *const confidences[] = {"low", "medium", "high"};

    (void)state;
    for (int i = -1; i < 8; i++) {
        assert_string_equal(smtpc_basis_name(i),
                            i >= 0 && i < 6 ? bases[i] : "");
        assert_string_equal(smtpc_confidence_name(i),
                            i >= 0 && i < 3 ? confidences[i] : "");
    }
}

/* What a program of sysexits.h says of a verdict; 69 of one that it does not
 * know. */
static void exits_as_the_action_says(void **state)
{
    struct smtpc_verdict v = {.action = SMTPC_ACTION_RETRY};

    (void)state;
    assert_int_equal(smtpc_sysexit(&v), 75);
    v.action = SMTPC_ACTION_SUPPRESS;
    assert_int_equal(smtpc_sysexit(&v), 67);
    v.action = ACTIONS - 1;
    assert_int_equal(smtpc_sysexit(&v), 69);
    v.action = ACTIONS;
    assert_int_equal(smtpc_sysexit(&v), 69);
    v.action = -1;
    assert_int_equal(smtpc_sysexit(&v), 69);
    v.action = SMTPC_ACTION_NONE;
    assert_int_equal(smtpc_sysexit(&v), 0);
}

/* Codes that are none are not read as some. */
static void explains_parts(void **state)
{
    static const struct {
        int code;
        uint32_t status;
        int want_code;
        uint32_t want_status;
    } rows[] = {{199, SMTPC_STATUS(5, 2, 2), 0, SMTPC_STATUS(5, 2, 2)},
                {200, 0, 200, 0},
                {599, 0, 599, 0},
                {600, SMTPC_STATUS(5, 2, 2), 0, SMTPC_STATUS(5, 2, 2)},
                {-550, SMTPC_STATUS(5, 2, 2), 0, SMTPC_STATUS(5, 2, 2)},
                {550, SMTPC_STATUS(0, 2, 2), 550, 0},
                {0, 0, 0, 0},
                {552, SMTPC_STATUS(5, 2, 2), 552, SMTPC_STATUS(5, 2, 2)}};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v;

        smtpc_explain_parts(rows[i].code, rows[i].status, guarded("x", 1), 1,
                            NULL, &v);
        assert_int_equal(v.code, rows[i].want_code);
        assert_int_equal(v.status, rows[i].want_status);
    }
}

/* Where neither code names a cause: what is known best has its words. */
static void general_codes_have_their_own_words(void **state)
{
    static const struct {
        int code;
        uint32_t status;
        int basis;
    } rows[] = {
        {0, SMTPC_STATUS(5, 0, 0), SMTPC_BASIS_STATUS},
        {599, SMTPC_STATUS(5, 0, 0), SMTPC_BASIS_STATUS},
        {554, SMTPC_STATUS(5, 0, 0), SMTPC_BASIS_STATUS},
        {554, 0, SMTPC_BASIS_REPLY},
        {554, SMTPC_STATUS(5, 9, 999), SMTPC_BASIS_REPLY},
        {599, 0, SMTPC_BASIS_CLASS},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v;
        struct smtpc_entry e;

        smtpc_explain_parts(rows[i].code, rows[i].status, "x", 1, NULL, &v);
        if (v.basis != rows[i].basis)
            fail_msg("row %zu: %s", i, smtpc_basis_name(v.basis));
        if (v.basis == SMTPC_BASIS_CLASS)
            continue;
        smtpc_get(v.basis == SMTPC_BASIS_STATUS
                      ? smtpc_status_id(rows[i].status)
                      : smtpc_reply_id(rows[i].code),
                  &e);
        assert_string_equal(v.title, e.title);
    }
}

/* Which of a provider's numbers leave no doubt. */
static void knows_a_decisive_number(void **state)
{
    static const struct {
        struct smtpc_use_ use;
        int is_decisive;
    } rows[] = {
        {{.subject = 1, .to = 1, .reason = SMTPC_REASON_USER_UNKNOWN}, 1},
        {{.subject = 1,
          .to = 1,
          .reason = SMTPC_REASON_USER_UNKNOWN,
          .action = SMTPC_ACTION_READ_TEXT},
         0},
        {{.subject = 1, .to = 1, .reason = SMTPC_REASON_OTHER}, 0},
        {{.subject = SMTPC_OF_REPLY_,
          .to = 550,
          .reason = SMTPC_REASON_USER_UNKNOWN},
         0},
        /* which no standard has */
        {{.subject = SMTPC_OF_REPLY_,
          .to = 431,
          .reason = SMTPC_REASON_USER_UNKNOWN},
         1},
        {{.subject = SMTPC_OF_REPLY_, .to = 431, .reason = SMTPC_REASON_OTHER},
         0},
        {{.subject = 1, .to = 0, .reason = SMTPC_REASON_USER_UNKNOWN}, 0},
        {{.subject = 7, .to = 1, .reason = SMTPC_REASON_USER_UNKNOWN}, 0},
        {{.subject = 7, .to = 2, .reason = SMTPC_REASON_USER_UNKNOWN}, 1},
        {{.subject = 6, .to = 1, .reason = SMTPC_REASON_USER_UNKNOWN}, 1},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(
            smtpc_is_decisive_(&rows[i].use, smtpc_reply_id(rows[i].use.to)),
            rows[i].is_decisive);
}

/* The first message of a provider, or of none, and 1. */
static unsigned message_of(int is_provider_s)
{
    unsigned i = 0;

    while ((smtpc_messages_[i].provider != 0) != is_provider_s)
        i++;
    return i + 1;
}

static void weighs_phrases_against_codes(void **state)
{
    enum { NONE, GENERAL, ITS_OWN, ANOTHER_S };    /* whose phrase */
    enum { NO_USE, DECISIVE, DOUBTFUL, NO_CAUSE }; /* a provider's number */
    enum { NOTHING, SAME, OTHER };                 /* as the phrase says */
    static const struct {
        int phrase, use, use_says, status_says;
        unsigned score;
        int wins;
    } rows[] = {
        {NONE, NO_USE, NOTHING, NOTHING, 20, 0},
        {GENERAL, NO_USE, NOTHING, NOTHING, 1, 1},
        {GENERAL, NO_USE, NOTHING, SAME, 8, 0},
        {GENERAL, NO_USE, NOTHING, OTHER, 8, 0},
        {GENERAL, NO_USE, NOTHING, OTHER, 9, 1},
        {GENERAL, DECISIVE, OTHER, NOTHING, 60, 0},
        {GENERAL, DECISIVE, OTHER, OTHER, 60, 0},
        {GENERAL, DECISIVE, OTHER, SAME, 60, 1},
        {GENERAL, DECISIVE, OTHER, SAME, 8, 0},
        {GENERAL, DECISIVE, SAME, SAME, 60, 0},
        {GENERAL, DECISIVE, SAME, NOTHING, 60, 0},
        {ITS_OWN, DECISIVE, OTHER, OTHER, 9, 1},
        {ITS_OWN, DECISIVE, OTHER, NOTHING, 8, 0},
        {ANOTHER_S, DECISIVE, OTHER, OTHER, 60, 0},
        {GENERAL, DOUBTFUL, OTHER, NOTHING, 9, 1},
        {GENERAL, DOUBTFUL, OTHER, NOTHING, 8, 0},
        {GENERAL, NO_CAUSE, OTHER, NOTHING, 8, 1},
        {GENERAL, NO_CAUSE, OTHER, OTHER, 8, 0},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        unsigned number =
            rows[i].phrase == NONE ? 0 : message_of(rows[i].phrase != GENERAL);
        const struct smtpc_message_ *m =
            &smtpc_messages_[number ? number - 1 : 0];
        unsigned other = m->reason == SMTPC_REASON_MAILBOX_FULL
                             ? SMTPC_REASON_USER_UNKNOWN
                             : SMTPC_REASON_MAILBOX_FULL;
        struct smtpc_found_ found = {.message = number, .score = rows[i].score};
        struct smtpc_use_ use = {.subject = 5, .to = 1};
        int status_reason = rows[i].status_says == SAME    ? m->reason
                            : rows[i].status_says == OTHER ? (int)other
                                                           : -1;

        assert_true(smtpc_reason_is_cause_[m->reason]);
        found.provider = rows[i].phrase == ITS_OWN     ? m->provider
                         : rows[i].phrase == ANOTHER_S ? m->provider + 1u
                                                       : 1;
        use.reason =
            (unsigned char)(rows[i].use == NO_CAUSE    ? SMTPC_REASON_OTHER
                            : rows[i].use_says == SAME ? m->reason
                                                       : other);
        if (rows[i].use == DOUBTFUL)
            use.to = 0;
        if (smtpc_phrase_wins_(&found, rows[i].use == NO_USE ? NULL : &use, 0,
                               status_reason) != rows[i].wins)
            fail_msg("row %zu", i);
    }
}

/* Does a provider's row speak of a reply? */
static int speaks_of(const struct smtpc_use_ *use, int code, uint32_t status)
{
    int class = code ? code / 100 : smtpc_status_class(status);

    if ((use->class_ && use->class_ != class) ||
        (use->reply && use->reply != code))
        return 0;
    if (use->subject == SMTPC_OF_REPLY_)
        return use->from == code;
    return status && smtpc_status_subject(status) == use->subject &&
           smtpc_status_detail(status) >= use->from &&
           smtpc_status_detail(status) <= use->to;
}

/* A status before a reply code, what is bound to a reply, a narrow range. */
static int is_closer(const struct smtpc_use_ *a, const struct smtpc_use_ *b)
{
    int a_is_code = a->subject == SMTPC_OF_REPLY_;
    int b_is_code = b->subject == SMTPC_OF_REPLY_;

    if (a_is_code != b_is_code)
        return b_is_code;
    if (!a->reply != !b->reply)
        return a->reply != 0;
    return a->to - a->from < b->to - b->from;
}

/* Each row of each provider, on each of its edges and beside them. */
static void finds_the_closest_of_a_providers_meanings(void **state)
{
    enum { USES = sizeof smtpc_uses_ / sizeof smtpc_uses_[0] };
    static const int classes[] = {2, 4, 5};
    static const int codes[] = {0, 421, 550, 554};

    (void)state;
    for (unsigned row = 0; row < USES; row++) {
        const struct smtpc_use_ *near = &smtpc_uses_[row];
        int details[] = {near->from - 1, near->from, near->to, near->to + 1};

        for (size_t i = 0; i < 3 * 4 * 7; i++) {
            const struct smtpc_use_ *best = NULL;
            struct smtpc_response r = {0};
            int detail = details[i / 3 % 4], n = (int)(i / 12);

            r.code = n < 4    ? codes[n]
                     : n == 4 ? near->reply
                     : n == 5 ? near->reply + !!near->reply
                     : near->subject == SMTPC_OF_REPLY_ ? detail
                                                        : 452;
            if (near->subject != SMTPC_OF_REPLY_ && detail >= 0)
                r.status = SMTPC_STATUS(classes[i % 3], near->subject, detail);
            for (unsigned k = smtpc_first_use_[near->provider];
                 k < smtpc_first_use_[near->provider + 1]; k++)
                if (speaks_of(&smtpc_uses_[k], r.code, r.status) &&
                    (!best || is_closer(&smtpc_uses_[k], best)))
                    best = &smtpc_uses_[k];
            assert_ptr_equal(smtpc_find_use_(near->provider, &r), best);
        }
    }
}

/* Only a number that a single provider made up names it. */
static void knows_numbers_of_one_provider(void **state)
{
    unsigned named = 0;

    (void)state;
    for (unsigned id = 0; id <= SMTPC_ENTRIES; id++) {
        const struct smtpc_use_ *use = smtpc_only_use_(id);
        struct smtpc_provider_use one, other;
        struct smtpc_entry e;
        int is_one_s;

        smtpc_get(id, &e);
        is_one_s =
            e.standing == SMTPC_STANDING_PROVIDER && smtpc_use(id, 0, &one);
        for (unsigned n = 1; is_one_s && smtpc_use(id, n, &other); n++)
            is_one_s = strcmp(one.provider, other.provider) == 0;
        assert_int_equal(use != NULL, is_one_s);
        if (use)
            assert_string_equal(smtpc_provider_id(use->provider), one.provider);
        named += use != NULL;
    }
    assert_true(named > 20);
}

/* A doubt that words leave is gone when the status says the same. What they ask
 * for themselves stays. */
static void a_status_ends_a_doubt(void **state)
{
    static const struct {
        const char *reply;
        int action;
    } rows[] = {
        {"550 Recipient rejected", SMTPC_ACTION_ASK_RECEIVER},
        {"550 5.1.1 Recipient rejected", SMTPC_ACTION_SUPPRESS},
        {"550 5.1.1 unverified address: Address verification in progress",
         SMTPC_ACTION_RETRY},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct smtpc_verdict v;

        smtpc_explain(rows[i].reply, strlen(rows[i].reply), NULL, &v);
        assert_int_equal(v.basis, SMTPC_BASIS_TEXT);
        assert_int_equal(v.reason, SMTPC_REASON_USER_UNKNOWN);
        assert_int_equal(v.action, rows[i].action);
    }
}

/* Of a reply that another reports nothing is read behind its text, nor in the
 * next reply. */
static void a_reported_reply_ends_with_its_line(void **state)
{
    static const char *const texts[] = {
        "451 4.4.0 Primary target IP address responded with: \"552 5.2.2 "
        "Mailbox full\"",
        "451 4.4.0 Primary target IP address responded with: \"552-Mailbox "
        "full\"\n550 5.1.1 User unknown"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        size_t len = strlen(texts[i]);
        struct smtpc_verdict v;

        smtpc_explain(guarded(texts[i], len), len, NULL, &v);
        assert_int_equal(v.code, 552);
        assert_int_equal(v.status, i ? 0 : SMTPC_STATUS(5, 2, 2));
        assert_int_equal(v.reason, SMTPC_REASON_MAILBOX_FULL);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(file_is_sound),
        cmocka_unit_test(every_row_is_right),
        cmocka_unit_test(rules_hold_under_any_provider),
        cmocka_unit_test(a_bare_code_asks_to_read),
        cmocka_unit_test(no_code_suppresses_alone),
        cmocka_unit_test(conflicting_codes_never_suppress),
        cmocka_unit_test(only_these_end_a_subscription),
        cmocka_unit_test(a_lost_domain_must_not_be_doubted),
        cmocka_unit_test(conflicting_codes_are_never_sure),
        cmocka_unit_test(long_phrases_are_sure),
        cmocka_unit_test(a_named_provider_counts),
        cmocka_unit_test(a_word_counts_where_no_code_names_a_cause),
        cmocka_unit_test(no_provider_suppresses_in_class_4),
        cmocka_unit_test(parts_are_judged_as_the_whole),
        cmocka_unit_test(parts_that_are_none_do_not_count),
        cmocka_unit_test(stages_are_in_order),
        cmocka_unit_test(every_meaning_is_given),
        cmocka_unit_test(every_truncation_holds),
        cmocka_unit_test(random_changes_hold),
        cmocka_unit_test(long_texts_hold),
        cmocka_unit_test(tells_providers_meanings),
        cmocka_unit_test(a_reply_begins_with_its_codes),
        cmocka_unit_test(an_action_is_for_one_side),
        cmocka_unit_test(stages_say_whom_it_is_about),
        cmocka_unit_test(providers_numbers_keep_their_doubts),
        cmocka_unit_test(is_as_sure_as_its_evidence),
        cmocka_unit_test(ends_no_subscription_in_doubt),
        cmocka_unit_test(what_is_left_unread_ends_nothing),
        cmocka_unit_test(asks_what_the_class_asks),
        cmocka_unit_test(names_what_a_verdict_is_based_on),
        cmocka_unit_test(exits_as_the_action_says),
        cmocka_unit_test(explains_parts),
        cmocka_unit_test(general_codes_have_their_own_words),
        cmocka_unit_test(knows_a_decisive_number),
        cmocka_unit_test(weighs_phrases_against_codes),
        cmocka_unit_test(a_status_ends_a_doubt),
        cmocka_unit_test(a_reported_reply_ends_with_its_line),
        cmocka_unit_test(finds_the_closest_of_a_providers_meanings),
        cmocka_unit_test(knows_numbers_of_one_provider),
    };

    return cmocka_run_group_tests(tests, load, unload);
}
