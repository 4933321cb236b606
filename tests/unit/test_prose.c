/* SPDX-License-Identifier: 0BSD
 *
 * The texts of smtpcodes_text.h against the catalogue: each reader is given
 * what was written for it, or for it about the cause, and nobody else's.
 */
#include "loaded.h"

#include <limits.h>

#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_text.h"

static int set_up(void **state)
{
    return loaded_make(state, "catalog");
}

/* The steps of a party, a line each, a command behind a tab; NULL: none. */
static const char *steps_in(struct arena *arena, const struct prose *prose,
                            int party)
{
    struct buf text = {0};
    const char *steps = NULL;

    for (size_t i = 0; i < prose->advice_count; i++) {
        const struct advice *a = &prose->advices[i];

        if ((int)a->reader != party)
            continue;
        for (size_t j = 0; j < a->step_count; j++) {
            if (j)
                buf_putc(&text, '\n');
            buf_puts(&text, a->steps[j].text);
            if (a->steps[j].command)
                buf_printf(&text, "\t%s", a->steps[j].command);
        }
        steps = mem_text(arena, text.text, text.len);
    }
    buf_free(&text);
    return steps;
}

static const char *steps_for(struct loaded *l, const struct prose *prose,
                             const char *reason, int party)
{
    const char *own = steps_in(&l->arena, prose, party);

    if (!own)
        own = steps_in(&l->arena, &view_reason(&l->view, reason)->reason->prose,
                       party);
    return own ? own : "";
}

static void tells_each_reader_of_a_code(void **state)
{
    struct loaded *l = *state;
    size_t said = 0;

    for (size_t i = 0; i < l->view.entry_count; i++) {
        const struct view_entry *e = &l->view.entries[i];

        assert_string_equal(smtpc_meaning(e->id), e->entry->prose.meaning);
        for (int party = -1; party <= PARTIES; party++) {
            const char *wanted =
                steps_for(l, &e->entry->prose, e->reason->id, party);

            assert_string_equal(smtpc_steps(e->id, party), wanted);
            said += *wanted != '\0';
        }
    }
    assert_true(said > l->view.entry_count);
}

/* What is true of any: an unknown code is of the cause "other". */
static void tells_each_reader_of_an_unknown_code(void **state)
{
    static const unsigned ids[] = {0, SMTPC_ENTRIES + 1, UINT_MAX};
    struct loaded *l = *state;
    const struct prose *other = &view_reason(&l->view, "other")->reason->prose;

    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        assert_ptr_equal(smtpc_meaning(ids[i]), smtpc_meaning(0));
        for (int party = -1; party <= PARTIES; party++)
            assert_string_equal(smtpc_steps(ids[i], party),
                                steps_for(l, other, "other", party));
    }
}

static void tells_each_reader_of_a_message(void **state)
{
    struct loaded *l = *state;
    size_t found = 0;

    for (size_t i = 0; i < l->model.message_count; i++) {
        const struct message *m = &l->model.messages[i];

        for (size_t j = 0; j < m->example_count; j++) {
            const char *sample = m->examples[j].text;
            const char *meaning = m->prose.meaning;
            struct smtpc_verdict v;

            smtpc_explain(sample, strlen(sample), NULL, &v);
            if (strcmp(v.message, m->id) != 0)
                continue;
            found++;
            if (!meaning)
                meaning =
                    view_reason(&l->view, m->reason)->reason->prose.meaning;
            assert_string_equal(smtpc_verdict_meaning(&v), meaning);
            for (int party = -1; party <= PARTIES; party++)
                assert_string_equal(smtpc_verdict_steps(&v, party),
                                    steps_for(l, &m->prose, m->reason, party));
        }
    }
    assert_true(found > l->model.message_count / 2);
}

/* A verdict by the code alone has the code's texts; by nothing, the cause's. */
static void tells_each_reader_of_a_verdict(void **state)
{
    struct loaded *l = *state;
    const struct prose *other = &view_reason(&l->view, "other")->reason->prose;
    struct smtpc_verdict v;

    smtpc_explain("550 5.1.10 zzz", 14, NULL, &v);
    assert_int_equal(v.basis, SMTPC_BASIS_STATUS);
    for (int party = -1; party <= PARTIES; party++)
        assert_string_equal(smtpc_verdict_steps(&v, party),
                            smtpc_steps(smtpc_find_id("5.1.10", 6), party));
    smtpc_explain("", 0, NULL, &v);
    assert_string_equal(smtpc_verdict_meaning(&v), other->meaning);
    for (int party = -1; party <= PARTIES; party++)
        assert_string_equal(smtpc_verdict_steps(&v, party),
                            steps_for(l, other, "other", party));
}

static const struct use *use_with(const struct model *m, const char *provider,
                                  const struct smtpc_provider_use *got)
{
    for (size_t i = 0; i < m->provider_count; i++)
        for (size_t j = 0; j < m->providers[i].use_count; j++) {
            const struct use *use = &m->providers[i].uses[j];
            struct view_span span = view_span(use->code);

            if (strcmp(m->providers[i].id, provider) == 0 &&
                strcmp(use->prose.title, got->title) == 0 &&
                strcmp(use->prose.meaning, smtpc_use_meaning(got)) == 0 &&
                span.first ==
                    (int)(span.is_reply ? got->first : got->first & 1023))
                return use;
        }
    return NULL;
}

static void tells_each_reader_of_a_use(void **state)
{
    struct loaded *l = *state;
    size_t found = 0, all = 0;

    for (size_t i = 0; i < l->view.entry_count; i++)
        all += l->view.entries[i].use_count;
    for (unsigned id = 1; id <= SMTPC_ENTRIES; id++) {
        struct smtpc_provider_use got;

        for (unsigned n = 0; smtpc_use(id, n, &got); n++) {
            const struct use *use = use_with(&l->model, got.provider, &got);

            assert_non_null(use);
            found++;
            for (int party = -1; party <= PARTIES; party++)
                assert_string_equal(
                    smtpc_use_steps(&got, party),
                    steps_for(l, &use->prose, use->reason, party));
        }
    }
    assert_true(found > 100);
    assert_int_equal(found, all);
}

static void tells_the_words_of_wide_codes(void **state)
{
    struct loaded *l = *state;
    struct smtpc_wording got = {"kept", -1};
    size_t found = 0;

    for (size_t i = 0; i < l->view.entry_count; i++) {
        const struct view_entry *e = &l->view.entries[i];
        unsigned n = 0;

        for (; n < e->entry->words_count; n++) {
            const struct words_row *row = &e->entry->words[n];

            assert_int_equal(smtpc_words(e->id, n, &got), 1);
            assert_string_equal(got.say, row->say);
            assert_string_equal(smtpc_reason_name(got.reason), row->reason);
            found++;
        }
        got = (struct smtpc_wording){"kept", -1};
        assert_int_equal(smtpc_words(e->id, n, &got), 0);
        assert_int_equal(smtpc_words(e->id, UINT_MAX, &got), 0);
        assert_string_equal(got.say, "kept");
    }
    assert_int_equal(smtpc_words(0, 0, &got), 0);
    assert_int_equal(smtpc_words(SMTPC_ENTRIES + 1, 0, &got), 0);
    assert_true(found > 50);
}

static void tells_of_a_cause_alone(void **state)
{
    struct loaded *l = *state;
    static const int others[] = {-1, 0, 1, 6, 7, 99};
    struct smtpc_verdict v;

    for (size_t i = 0; i < l->view.number_count; i++) {
        const struct view_reason *r = l->view.numbered[i];

        for (int class_ = 2; r && class_ <= 5; class_++) {
            assert_int_equal(smtpc_cause((int)i, class_, &v), 1);
            assert_int_equal(v.reason, i);
            assert_int_equal(v.action, r->actions[class_]);
            assert_int_equal(v.party, r->parties[class_]);
            assert_int_equal(v.basis, SMTPC_BASIS_NONE);
            assert_string_equal(v.title, r->reason->prose.title);
            assert_string_equal(v.message, "");
            assert_string_equal(v.provider, "");
            assert_string_equal(smtpc_verdict_meaning(&v),
                                r->reason->prose.meaning);
        }
        /* What is no class of a reply that ends something counts as final. */
        for (size_t k = 0; r && k < sizeof others / sizeof others[0]; k++) {
            assert_int_equal(smtpc_cause((int)i, others[k], &v), 1);
            assert_int_equal(v.action, r->actions[5]);
            assert_int_equal(v.party, r->parties[5]);
        }
        if (!r)
            assert_int_equal(smtpc_cause((int)i, 5, &v), 0);
    }
    assert_int_equal(smtpc_cause(-1, 5, &v), 0);
    assert_int_equal(smtpc_cause((int)l->view.number_count, 5, &v), 0);
}

/* A message is final unless all replies that it comes with are not. */
static int class_of(const struct message *m)
{
    int gravest = m->reply_count ? 0 : 5;

    for (size_t i = 0; i < m->reply_count; i++)
        if (m->replies[i][0] - '0' > gravest)
            gravest = m->replies[i][0] - '0';
    return gravest;
}

static void tells_of_a_message_alone(void **state)
{
    struct loaded *l = *state;
    struct smtpc_verdict v;
    size_t temporary = 0;

    for (size_t i = 0; i < l->model.message_count; i++) {
        const struct message *m = &l->model.messages[i];
        int class_ = class_of(m);

        assert_int_equal(smtpc_message((unsigned)i + 1, &v), 1);
        assert_string_equal(v.message, m->id);
        assert_string_equal(v.title, m->prose.title);
        assert_string_equal(v.provider, m->provider ? m->provider : "");
        assert_string_equal(smtpc_reason_name(v.reason), m->reason);
        assert_int_equal(v.action, view_message_action(&l->view, m, class_));
        for (int party = -1; party <= PARTIES; party++)
            assert_string_equal(smtpc_verdict_steps(&v, party),
                                steps_for(l, &m->prose, m->reason, party));
        temporary += class_ == 4;
    }
    assert_true(temporary > 10);
    assert_int_equal(smtpc_message(0, &v), 0);
    assert_int_equal(smtpc_message((unsigned)l->model.message_count + 1, &v),
                     0);
    assert_int_equal(smtpc_message(UINT_MAX, &v), 0);
}

static void tells_of_each_provider(void **state)
{
    struct loaded *l = *state;
    struct smtpc_provider got;
    unsigned n = 0;

    for (; n < l->model.provider_count; n++) {
        const struct provider *p = &l->model.providers[n];

        assert_int_equal(smtpc_provider_get(n + 1, &got), 1);
        assert_string_equal(got.id, p->id);
        assert_string_equal(got.title, p->prose.title);
        assert_string_equal(got.meaning, p->prose.meaning);
        assert_string_equal(got.reference,
                            view_ref_text(&l->view, &p->prose.refs[0]));
        assert_string_equal(got.address,
                            view_ref_address(&l->view, &p->prose.refs[0]));
    }
    assert_int_equal(smtpc_provider_get(0, &got), 0);
    assert_int_equal(smtpc_provider_get(n + 1, &got), 0);
    assert_string_equal(got.id, l->model.providers[n - 1].id);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_each_reader_of_a_code),
        cmocka_unit_test(tells_each_reader_of_an_unknown_code),
        cmocka_unit_test(tells_each_reader_of_a_message),
        cmocka_unit_test(tells_each_reader_of_a_verdict),
        cmocka_unit_test(tells_each_reader_of_a_use),
        cmocka_unit_test(tells_the_words_of_wide_codes),
        cmocka_unit_test(tells_of_a_cause_alone),
        cmocka_unit_test(tells_of_a_message_alone),
        cmocka_unit_test(tells_of_each_provider),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
