/* SPDX-License-Identifier: 0BSD
 *
 * What the explainer's tables have no room for is refused in words that say
 * so, and what they just have room for is found. The models are made up here,
 * each as large as it may be and then one larger.
 */
#include "run.h"

#include "check/check_messages.h"
#include "check/check_rules.h"
#include "model/match.h"

struct made {
    struct arena arena;
    struct diag diag;
    struct model model;
};

static int set_up(void **state)
{
    struct made *made = calloc(1, sizeof *made);

    assert_non_null(made);
    made->model.at = (struct place){"catalog.xml", 1};
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

/* --- what a model is made of; lines count from 1 on ----------------------- */

static struct message *add_message(struct made *made)
{
    struct model *model = &made->model;
    struct message *m = mem_push(&made->arena, &model->messages,
                                 &model->message_count, sizeof *m);

    m->id = m->reason = "other";
    m->at = (struct place){"messages.xml", (int)model->message_count};
    return m;
}

static struct provider *add_provider(struct made *made)
{
    struct model *model = &made->model;
    struct provider *p = mem_push(&made->arena, &model->providers,
                                  &model->provider_count, sizeof *p);

    p->id = mem_printf(&made->arena, "provider-%zu", model->provider_count);
    p->at = (struct place){"providers.xml", (int)model->provider_count};
    return p;
}

static struct use *add_use(struct made *made, struct provider *p,
                           const char *code)
{
    struct use *u = mem_push(&made->arena, &p->uses, &p->use_count, sizeof *u);

    u->code = code;
    u->reason = "other";
    u->at = (struct place){"uses.xml", (int)p->use_count};
    return u;
}

static void add_match(struct made *made, struct message *m, const char *text)
{
    struct note *note =
        mem_push(&made->arena, &m->matches, &m->match_count, sizeof *note);

    *note = (struct note){m->at, text};
}

static void bind(struct made *made, const char ***codes, size_t *count,
                 const char *code, size_t times)
{
    while (times--) {
        const char **at = mem_push(&made->arena, codes, count, sizeof *at);

        *at = code;
    }
}

/* --- what comes of it ----------------------------------------------------- */

/* Nothing is proved of what does not fit: there is the one fault, at the first
 * thing that goes beyond. */
static void is_refused(struct made *made, const char *file, int line,
                       const char *words)
{
    const struct diag_fault *f;

    check_messages(&made->model, &made->diag);
    assert_int_equal(made->diag.count, 1);
    f = made->diag.faults;
    assert_string_equal(f->rule, "too-many");
    assert_string_equal(f->at.file, file);
    assert_int_equal(f->at.line, line);
    if (strncmp(f->text, words, strlen(words)) != 0)
        fail_msg("\"%s\" does not begin with \"%s\"", f->text, words);
    assert_non_null(strstr(f->text, ": ")); /* and what to do */
}

/* Nor are there tables. */
static void has_no_tables(struct made *made)
{
    struct match_tables tables;

    assert_false(match_build(&made->arena, &made->diag, &made->model, &tables));
}

/* The number of the message that wins a text, in the model's own tables. */
static unsigned winner(struct made *made, const char *text, int code)
{
    struct match_tables tables;
    struct smtpc_case_ about = {.code = code, .is_reply = 1};
    struct smtpc_found_ found;

    assert_true(check_limits(&made->model, &made->diag));
    assert_true(match_build(&made->arena, &made->diag, &made->model, &tables));
    assert_int_equal(made->diag.count, 0);
    match_text(&tables, text, &about, &found);
    return found.message;
}

static void counts_messages(void **state)
{
    struct made *made = *state;

    for (int i = 0; i < 4096; i++)
        add_message(made);
    add_match(made, &made->model.messages[4095], "the last that fits");
    assert_int_equal(winner(made, "the last that fits", 0), 4096);
    add_message(made);
    is_refused(made, "messages.xml", 4097,
               "4097 messages; expected at most 4096, ");
}

static void counts_scopes(void **state)
{
    struct made *made = *state;
    struct message *m;

    for (int i = 0; i < 257; i++) {
        m = add_message(made);
        bind(made, &m->replies, &m->reply_count, "450", 254);
        bind(made, &m->statuses, &m->status_count, "X.7.1", i < 256);
    }
    m = add_message(made);
    bind(made, &m->replies, &m->reply_count, "550", 1);
    add_match(made, m, "the last that fits");
    assert_int_equal(winner(made, "the last that fits", 550), 258);
    assert_int_equal(winner(made, "the last that fits", 450), 0);
    m = add_message(made);
    bind(made, &m->replies, &m->reply_count, "550", 1);
    is_refused(made, "messages.xml", 259,
               "65536 codes that messages are bound to; expected at most "
               "65535, ");
}

static void counts_what_binds_one_message(void **state)
{
    struct made *made = *state;
    struct message *m = add_message(made);

    bind(made, &m->replies, &m->reply_count, "450", 254);
    bind(made, &m->replies, &m->reply_count, "550", 1);
    bind(made, &m->statuses, &m->status_count, "X.7.1", 255);
    assert_true(check_limits(&made->model, &made->diag));
    bind(made, &m->statuses, &m->status_count, "X.7.1", 1);
    is_refused(made, "messages.xml", 1,
               "256 statuses of a message; expected at most 255, ");
    diag_free(&made->diag);
    m->status_count = 0;
    bind(made, &m->replies, &m->reply_count, "450", 1);
    is_refused(made, "messages.xml", 1,
               "256 replies of a message; expected at most 255, ");
}

/* Each has six letters from inside one long word, so that they need no bytes
 * of their own, and letters enough to be told apart. */
static void counts_phrases(void **state)
{
    enum { WORDS = 200, PARTS = 74, LETTERS = PARTS + 5 };
    struct made *made = *state;
    struct message *m = add_message(made);
    char word[LETTERS + 1] = "";
    uint32_t seed = 1;

    for (int i = 0; i < WORDS; i++) {
        for (int j = 0; j < LETTERS; j++) {
            seed = seed * 1103515245 + 12345;
            word[j] = (char)('a' + (seed >> 16) % 26);
        }
        add_match(made, m, mem_text(&made->arena, word, LETTERS));
        for (int j = 0; j < PARTS; j++)
            add_match(made, m, mem_printf(&made->arena, "*%.6s*", word + j));
    }
    assert_int_equal(m->match_count, 15000);
    assert_int_equal(winner(made, word, 0), 1);
    add_match(made, add_message(made), "another");
    is_refused(made, "messages.xml", 2,
               "15001 phrases; expected at most 15000, ");
}

static void counts_phrases_of_the_same_letters(void **state)
{
    struct made *made = *state;

    for (int i = 0; i < 255; i++)
        add_match(made, add_message(made), "*seven*");
    assert_int_equal(winner(made, "seven", 0), 1);
    add_match(made, add_message(made), "*seven*");
    add_match(made, add_message(made), "others");
    is_refused(made, "messages.xml", 256,
               "too many phrases are found by the same letters as \"*seven*\"; "
               "expected at most 255, ");
    has_no_tables(made);
}

static void counts_providers(void **state)
{
    struct made *made = *state;
    struct match_tables tables;
    struct smtpc_found_ found;
    struct note shown = {{"providers.xml", 1}, "mx.last.example"};

    for (int i = 0; i < 255; i++)
        add_provider(made);
    made->model.providers[254].shown = &shown;
    made->model.providers[254].shown_count = 1;
    assert_true(check_limits(&made->model, &made->diag));
    assert_true(match_build(&made->arena, &made->diag, &made->model, &tables));
    match_text(&tables, "host mx.last.example said no",
               &(struct smtpc_case_){.is_reply = 1}, &found);
    assert_int_equal(found.provider, 255);
    add_provider(made);
    is_refused(made, "providers.xml", 256,
               "256 providers; expected at most 255, ");
}

/* A use has a row for each reply that it is bound to, or one. */
static void counts_uses(void **state)
{
    struct made *made = *state;
    struct provider *p = add_provider(made);
    struct use *u = add_use(made, p, "X.7.1");

    bind(made, &u->replies, &u->reply_count, "550", 65533);
    add_use(made, p, "X.7.2");
    add_use(made, p, "450");
    assert_true(check_limits(&made->model, &made->diag));
    add_use(made, p, "X.7.4");
    is_refused(made, "uses.xml", 4,
               "65536 codes that providers use; expected at most 65535, ");
}

/* Each is compared with all before it, so there is an end. */
static void counts_the_uses_of_a_provider(void **state)
{
    struct made *made = *state;
    struct provider *p = add_provider(made);
    struct check c = {.model = &made->model, .diag = &made->diag};

    for (int i = 0; i < 1000; i++)
        add_use(made, p, mem_printf(&made->arena, "X.7.%d", i));
    check_dup_use(&c);
    assert_int_equal(made->diag.count, 0);
    add_use(made, p, "X.8.1");
    check_dup_use(&c);
    assert_int_equal(made->diag.count, 1);
    assert_string_equal(made->diag.faults[0].rule, "too-many");
    assert_int_equal(made->diag.faults[0].at.line, 1001);
}

/* A phrase is tried behind the status that its message is bound to, however
 * many digits that has. */
static void proves_a_phrase_of_any_status(void **state)
{
    static const char *const statuses[] = {"X.1.1", "X.10.1", "X.7.10",
                                           "X.254.999"};
    struct made *made = *state;

    for (size_t i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct message *m = add_message(made);

        bind(made, &m->statuses, &m->status_count, statuses[i], 1);
        add_match(made, m, "no such mailbox");
    }
    check_messages(&made->model, &made->diag);
    assert_int_equal(made->diag.count, 0);
}

/* A subject of 255 would be read as the mark of a reply code. */
static void counts_up_to_subject_254(void **state)
{
    struct made *made = *state;
    struct provider *p = add_provider(made);

    add_use(made, p, "X.254.1");
    add_use(made, p, "599");
    assert_true(check_limits(&made->model, &made->diag));
    add_use(made, p, "5.255.1-9");
    is_refused(made, "uses.xml", 3,
               "use of subject 255; expected at most 254, ");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
        TEST(counts_messages),
        TEST(counts_scopes),
        TEST(counts_what_binds_one_message),
        TEST(counts_phrases),
        TEST(counts_phrases_of_the_same_letters),
        TEST(counts_providers),
        TEST(counts_uses),
        TEST(counts_the_uses_of_a_provider),
        TEST(counts_up_to_subject_254),
        TEST(proves_a_phrase_of_any_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
