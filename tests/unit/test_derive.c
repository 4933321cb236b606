/* SPDX-License-Identifier: 0BSD
 *
 * What follows from the golden catalogue: order, symbols, actions, links in
 * both directions, hashes.
 */
#include "loaded.h"

#include "pages/pages.h"

static int set_up(void **state)
{
    return loaded_make(state, "tests/golden/catalog");
}

static void sorts_entries_by_number(void **state)
{
    static const char *const codes[] = {
        "111",         "250",         "354",     "421",
        "450",         "550",         "X.0.0",   "X.1.1",
        "X.1.606",     "X.1.606-609", "X.1.608", "X.1.700",
        "X.1.700-702", "X.1.801",     "X.2.9",   "X.6.1"};
    const struct view *v = &((struct loaded *)*state)->view;

    assert_int_equal(v->entry_count, 16);
    assert_int_equal(v->reply_count, 6);
    for (unsigned i = 0; i < 16; i++) {
        assert_string_equal(v->entries[i].entry->code, codes[i]);
        assert_int_equal(v->entries[i].id, i + 1);
        if (!strchr(codes[i], '-'))
            assert_ptr_equal(view_find(v, codes[i]), &v->entries[i]);
        assert_ptr_equal(view_used(v, codes[i]), &v->entries[i]);
    }
    assert_null(view_find(v, "551"));
    assert_null(view_find(v, "X.1.2"));
    assert_null(view_find(v, "X.1.60"));
}

static void picks_the_gravest_class(void **state)
{
    (void)state;
    assert_int_equal(view_gravest(1u << 2 | 1u << 4 | 1u << 5), 5);
    assert_int_equal(view_gravest(1u << 2 | 1u << 4), 4);
    assert_int_equal(view_gravest(1u << 2 | 1u << 3), 2);
    assert_int_equal(view_gravest(1u << 3), 3);
    assert_int_equal(view_gravest(1u << 4 | 1u << 3), 4);
    assert_int_equal(view_gravest(1u << 2), 2);
    assert_int_equal(view_gravest(1u << 5 | 1u << 2), 5);
    assert_int_equal(view_gravest(0), 5);
}

static void finds_what_is_said_of_a_digit(void **state)
{
    static const struct kind kinds[] = {
        {.number = 2}, {.number = 0}, {.number = 4}};

    (void)state;
    assert_ptr_equal(view_kind(kinds, 2, 2), &kinds[0]);
    assert_ptr_equal(view_kind(kinds, 2, 0), &kinds[1]);
    assert_null(view_kind(kinds, 2, 4)); /* it stands behind them */
    assert_null(view_kind(kinds, 0, 2));
}

static void tells_what_to_do_by_class(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *e = view_find(v, "X.1.1");

    assert_string_equal(e->symbol,
                        "SMTPC_X_1_1_BAD_DESTINATION_MAILBOX_ADDRESS");
    assert_string_equal(e->reason->id, "user-unknown");
    assert_int_equal(e->main_class, 5);
    assert_int_equal(e->actions[2], ACTION_NONE);
    assert_int_equal(e->actions[3], ACTION_CONTINUE);
    assert_int_equal(e->actions[4], ACTION_ASK_RECEIVER);
    assert_int_equal(e->actions[5], ACTION_SUPPRESS);
    assert_int_equal(e->parties[2], PARTY_NOBODY);
    assert_int_equal(e->parties[4], PARTY_RECIPIENT_ADMIN);
    assert_int_equal(e->party, PARTY_SENDER);
    assert_string_equal(e->advice,
                        "Check the address against X.1.1, 5.1.1 and 4.1.1.");
    assert_string_equal(e->reference, "RFC 3463, section 3.2");
}

/* A class for which the reason says nothing must be read by a human; a
 * continuation goes on whatever the reason. */
static void invents_no_action(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *e = view_find(v, "354");

    assert_int_equal(e->main_class, 3);
    assert_int_equal(e->actions[3], ACTION_CONTINUE);
    assert_int_equal(e->actions[5], ACTION_READ_TEXT);
    assert_int_equal(e->actions[4], ACTION_READ_TEXT);
    assert_string_equal(e->advice, "");
    assert_int_equal(e->party, PARTY_NOBODY);
    assert_string_equal(e->reference, "RFC 5321");
    assert_string_equal(view_find(v, "111")->reference,
                        "Example's *help* page | <b>");
    assert_int_equal(view_find(v, "111")->main_class, 4);
}

static void links_both_ways(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *status = view_find(v, "X.1.1");
    const struct view_entry *reply = view_find(v, "550");

    assert_int_equal(status->pair_count, 3); /* 5xx names no reply */
    assert_string_equal(status->pairs[0].reply->entry->code, "450");
    assert_int_equal(reply->pair_count, 3); /* one of a use */
    assert_ptr_equal(reply->pairs[2].status, view_find(v, "X.1.608"));
    assert_ptr_equal(reply->pairs[0].status, status);
    assert_int_equal(reply->pairs[0].by, BY_REGISTRY | BY_RFC);
    assert_int_equal(reply->pairs[1].by, BY_PROVIDER);
    assert_string_equal(reply->pairs[1].provider, "example");
    assert_int_equal(view_find(v, "X.0.0")->pair_count, 1);
    assert_int_equal(status->use_count, 1); /* 5.1.1, by the provider */
    assert_string_equal(status->uses[0].use->code, "5.1.1");
    assert_int_equal(view_find(v, "X.1.606")->use_count, 0);
}

static void gathers_by_reason(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_reason *r = view_reason(v, "user-unknown");

    assert_int_equal(v->reason_count, 3);
    assert_string_equal(v->reasons[0].reason->id, "accepted");
    assert_string_equal(r->symbol, "SMTPC_REASON_USER_UNKNOWN");
    assert_int_equal(r->entry_count, 5);
    assert_string_equal(r->entries[0]->entry->code, "450");
    assert_string_equal(r->entries[2]->entry->code, "X.1.1");
    assert_string_equal(r->entries[4]->entry->code, "X.1.700-702");
    assert_int_equal(r->message_count, 1);
    assert_string_equal(r->messages[0]->id, "no-such-user");
    assert_int_equal(view_reason(v, "accepted")->message_count, 0);
}

static void finds_reasons_by_number(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;

    assert_int_equal(v->number_count, 256);
    assert_ptr_equal(v->numbered[0], view_reason(v, "user-unknown"));
    assert_ptr_equal(v->numbered[255], &v->reasons[0]);
    assert_null(v->numbered[1]);
    assert_ptr_equal(view_numbered(v, 1), view_reason(v, "other"));
    assert_ptr_equal(view_numbered(v, 5), view_reason(v, "other"));
}

/* In whatever order they stand, and without a gap. */
static void has_room_for_each_number(void **state)
{
    static const int numbers[][3] = {{0, 1, 2}, {2, 1, 0}, {1, 0, 2}};
    struct loaded *d = *state;
    struct model model = d->model;

    model.reasons = mem_alloc(&d->arena, 3 * sizeof *model.reasons);
    for (int order = 0; order < 3; order++) {
        struct view v = {0};

        for (int i = 0; i < 3; i++) {
            model.reasons[i] = d->model.reasons[i];
            model.reasons[i].number = numbers[order][i];
        }
        derive_view(&d->arena, &model, &v);
        assert_int_equal(v.number_count, 3);
        for (int i = 0; i < 3; i++)
            assert_ptr_equal(v.numbered[numbers[order][i]], &v.reasons[i]);
    }
}

static void tells_who_speaks_of_an_entry(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *status = view_find(v, "X.1.1");

    assert_int_equal(status->remark_count, 1);
    assert_ptr_equal(status->remarks[0].from, view_find(v, "550"));
    assert_string_equal(status->remarks[0].text, "which says more");
    /* 450 and 550 speak of each other. */
    assert_int_equal(view_find(v, "450")->remark_count, 0);
    assert_int_equal(view_find(v, "550")->remark_count, 0);
    assert_int_equal(status->source_count, 3);
    assert_ptr_equal(status->sources[0], view_find(v, "111"));
    assert_int_equal(view_find(v, "550")->source_count, 2);
}

/* A message of more words comes first, and what only one provider says, or
 * other languages do, later. */
static void ranks_messages(void **state)
{
    static const struct {
        const char *id;
        size_t matches;
        bool meaning, cause, advice, provider;
        const char *first, *last; /* examples */
    } rows[] = {
        {"few-languages", 19, false, false, false, false, "a", "n\303\263"},
        {"half", 3, false, true, false, false, "a", "b"},
        {"languages", 20, false, false, false, false, "n\303\263", "a"},
        {"meant", 1, true, false, false, false, "a", "b"},
        {"most", 25, false, false, false, false, "a", "b"},
        {"nearly-most", 19, false, false, false, false, "a", "b"},
        {"other", 5, false, false, false, false, "a", "b"},
        {"other-half", 4, false, false, true, false, "a", "b"},
        {"plain", 2, false, false, false, false, "a", "b"},
        {"providers", 11, false, false, false, true, "a", "b"},
        {"told", 4, false, true, true, false, "a", "b"},
        {"twenty", 20, false, false, false, false, "a", "b"},
    };
    static const char *const order[] = {
        "most",  "twenty",    "nearly-most", "other",
        "told",  "meant",     "other-half",  "half",
        "plain", "providers", "languages",   "few-languages"};
    enum { COUNT = sizeof rows / sizeof rows[0] };
    struct loaded *d = *state;
    struct message messages[COUNT];
    struct note cause = {.text = "c"}, examples[COUNT][2];
    struct advice advice = {.text = "a"};
    struct model model = d->model;
    struct view v = {0};

    model.messages = messages;
    model.message_count = COUNT;
    for (size_t i = 0; i < COUNT; i++) {
        examples[i][0] = (struct note){.text = rows[i].first};
        examples[i][1] = (struct note){.text = rows[i].last};
        messages[i] =
            (struct message){.id = rows[i].id,
                             .reason = "other",
                             .provider = rows[i].provider ? "example" : NULL,
                             .prose = {.meaning = rows[i].meaning ? "m" : NULL,
                                       .causes = &cause,
                                       .cause_count = rows[i].cause,
                                       .advices = &advice,
                                       .advice_count = rows[i].advice},
                             .match_count = rows[i].matches,
                             .examples = examples[i],
                             .example_count = 2};
    }
    derive_view(&d->arena, &model, &v);
    for (size_t i = 0; i < COUNT; i++)
        assert_string_equal(view_reason(&v, "other")->ranked[i]->id, order[i]);
}

static void knows_the_samples_of_a_code(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_reason *r = view_reason(v, "user-unknown");
    const struct view_sample *picked[VIEW_SAMPLES];
    const struct view_entry *e = view_find(v, "X.1.1");

    assert_ptr_equal(r->ranked[0], r->messages[0]);
    assert_int_equal(view_samples(e, picked), 1);
    assert_ptr_equal(picked[0]->message, r->messages[0]);
    assert_ptr_equal(picked[0]->text, r->messages[0]->examples[0].text);
    assert_int_equal(view_samples(view_find(v, "450"), picked), 0);
    assert_int_equal(r->shown_count, 2);
    assert_ptr_equal(r->shown[0], view_find(v, "550"));
    assert_ptr_equal(r->shown[1], e);
}

/* A sample shows the reply that it begins with, and each enhanced code. */
static void shows_the_codes_of_a_sample(void **state)
{
    static const struct {
        const char *text;
        bool reply, status;
    } rows[] = {{"550 no", true, false},      {"550-no", true, false},
                {"550", true, false},         {"550 5.1.1 no", true, true},
                {"no (5.1.1)", false, true},  {"550: no", false, false},
                {"5501 no", false, false},    {"55 no", false, false},
                {" 550 no", false, false},    {"#550 no", false, false},
                {"450 X.1.1", false, true},   {"", false, false},
                {"5.1.1 550 no", false, true}};
    struct loaded *d = *state;
    struct message *m = mem_alloc(&d->arena, sizeof *m);
    struct model model = d->model;

    model.messages = m;
    model.message_count = 1;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct note example = {.text = rows[i].text};
        struct view v = {0};

        *m = (struct message){.id = "m",
                              .reason = "other",
                              .examples = &example,
                              .example_count = 1};
        derive_view(&d->arena, &model, &v);
        assert_int_equal(view_find(&v, "550")->sample_count, rows[i].reply);
        assert_int_equal(view_find(&v, "X.1.1")->sample_count, rows[i].status);
    }
}

/* A reason has each code that its messages show, whichever it is. */
static void each_code_of_a_sample_is_shown(void **state)
{
    struct loaded *d = *state;
    struct message *m = mem_alloc(&d->arena, sizeof *m);
    struct model model = d->model;

    model.messages = m;
    model.message_count = 1;
    for (size_t i = 0; i < d->view.entry_count; i++) {
        const char *code = d->view.entries[i].entry->code;
        struct note example = {.text = code};
        const struct view_reason *r;
        struct view v = {0};

        *m = (struct message){.id = "m",
                              .reason = "other",
                              .examples = &example,
                              .example_count = 1};
        derive_view(&d->arena, &model, &v);
        r = view_reason(&v, "other");
        assert_int_equal(r->shown_count, v.entries[i].sample_count);
        if (r->shown_count)
            assert_ptr_equal(r->shown[0], &v.entries[i]);
        else
            assert_non_null(strchr(code, '-')); /* a range is never written */
    }
}

static void looks_up_what_people_write(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    size_t count;

    assert_ptr_equal(view_lookup(v, "5.1.1"), view_find(v, "X.1.1"));
    assert_ptr_equal(view_lookup(v, "X.1.1"), view_find(v, "X.1.1"));
    assert_ptr_equal(view_lookup(v, "550"), view_find(v, "550"));
    assert_null(view_lookup(v, "5xx"));
    assert_null(view_lookup(v, "5501"));
    assert_null(view_lookup(v, "11001")); /* as X.1.1 is told from others */
    assert_null(view_lookup(v, "x50"));
    assert_null(view_lookup(v, "x"));
    assert_null(view_lookup(v, "5.1.1-2"));
    assert_null(view_lookup(v, ""));
    assert_ptr_equal(view_subject(v, 1, &count), view_find(v, "X.1.1"));
    assert_int_equal(count, 7);
    view_subject(v, 7, &count);
    assert_int_equal(count, 0);
}

static void sorts_lists(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;

    assert_string_equal(v->messages[0]->id, "example-shy");
    assert_string_equal(v->messages[1]->id, "no-such-user");
    assert_int_equal(v->references[0]->rfc, 3463);
    assert_int_equal(v->references[1]->rfc, 5321);
    assert_string_equal(v->references[2]->id, "example");
}

/* Which entry a number of the golden ranges belongs to: its own, or that of
 * the closest range. */
static const char *owner(int detail)
{
    if (detail == 606 || detail == 608 || detail == 700)
        return detail == 606   ? "X.1.606"
               : detail == 608 ? "X.1.608"
                               : "X.1.700";
    if (detail >= 606 && detail <= 609)
        return "X.1.606-609";
    return detail >= 700 && detail <= 702 ? "X.1.700-702"
           : detail == 1                  ? "X.1.1"
           : detail == 801                ? "X.1.801"
                                          : NULL;
}

static void leads_each_number_to_the_closest(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    char code[16];

    for (int n = 0; n < 1000; n++) {
        const struct view_entry *e;

        snprintf(code, sizeof code, "X.1.%d", n);
        e = view_find(v, code);
        if (owner(n))
            assert_string_equal(e ? e->entry->code : "none", owner(n));
        else
            assert_null(e);
    }
    assert_int_equal(v->key_count - v->reply_key_count, 2 + 4 + 3 + 1 + 1 + 1);
    assert_int_equal(view_first(v, view_used(v, "5.1.606-609")), 607);
    assert_int_equal(view_first(v, view_used(v, "X.1.700-702")), 701);
    assert_int_equal(view_first(v, view_find(v, "X.1.608")), 608);
}

static void says_when_what_nobody_wrote_down_was_seen(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;

    assert_string_equal(view_find(v, "X.1.801")->reference, "seen in 2026-10");
    assert_string_equal(view_find(v, "X.1.608")->reference,
                        "Example's *help* page | <b>");
}

/* One use makes the entry alone. */
static void makes_entries_of_uses(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *e = view_find(v, "X.1.608");

    assert_true(e->is_made);
    assert_string_equal(e->symbol, "SMTPC_X_1_608");
    assert_int_equal(e->entry->standing, STANDING_PROVIDER);
    assert_int_equal(e->entry->classes, 1u << 4 | 1u << 5); /* its replies' */
    assert_string_equal(e->reason->id, "user-unknown");
    assert_int_equal(e->actions[5], ACTION_SUPPRESS);
    assert_int_equal(e->actions[4], ACTION_READ_TEXT); /* never for good */
    assert_string_equal(e->entry->prose.title, "Within it");
    assert_string_equal(e->advice, "Stop.");
    assert_int_equal(e->pair_count, 2);
    assert_string_equal(e->pairs[1].provider, "other");
    assert_int_equal(e->use_count, 1);
    assert_false(view_find(v, "X.1.606")->is_made);
}

/* Several are told apart by their providers; where they disagree about the
 * cause nobody knows it. */
static void joins_uses_of_a_number(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *e = view_find(v, "421");
    const struct view_entry *range = view_used(v, "5.1.606-609");

    assert_string_equal(e->symbol, "SMTPC_REPLY_421");
    assert_string_equal(e->entry->prose.title,
                        "Differs by provider (Example & Sons, Other | Ltd)");
    assert_string_equal(e->entry->reason, "other");
    assert_int_equal(e->actions[4], ACTION_READ_TEXT);
    assert_string_equal(e->advice,
                        "At Other | Ltd: Come in time: date | grep '*'. At "
                        "Other | Ltd: Then wait.");
    assert_int_equal(e->use_count, 2);
    assert_string_equal(range->symbol, "SMTPC_X_1_606_TO_609");
    assert_string_equal(range->entry->prose.title, "A range");
    assert_string_equal(range->entry->prose.meaning,
                        "Example & Sons: Many numbers. Other | Ltd: Numbers "
                        "of nobody.");
    assert_int_equal(range->entry->classes, 1u << 5);
    assert_int_equal(range->actions[5], ACTION_READ_TEXT);
    assert_int_equal(range->entry->prose.ref_count, 2);
    assert_true(view_is_first_use(range, 1));
}

/* What several have seen was seen when the last of them did. */
static void was_seen_when_the_last_did(void **state)
{
    static const char *const seen[][3] = {
        /* of the first use, of the second, of the entry */
        {"2026-01", "2025-12", "2026-01"},
        {"2025-12", "2026-01", "2026-01"},
        {"2026-01", NULL, "2026-01"},
        {NULL, "2026-01", "2026-01"},
        {"2026", "2026-01-02", "2026-01-02"}};
    struct loaded *d = *state;

    for (size_t i = 0; i < sizeof seen / sizeof seen[0]; i++) {
        struct use uses[2] = {{.code = "5.1.9", .reason = "other"},
                              {.code = "5.1.9", .reason = "other"}};
        struct provider providers[2] = {{.id = "a",
                                         .prose = {.title = "A"},
                                         .uses = &uses[0],
                                         .use_count = 1},
                                        {.id = "b",
                                         .prose = {.title = "B"},
                                         .uses = &uses[1],
                                         .use_count = 1}};
        struct ref ref = {.source = "example"};
        struct model model = d->model;
        struct view v = {0};

        for (int k = 0; k < 2; k++)
            uses[k].prose = (struct prose){.title = "T",
                                           .meaning = "M.",
                                           .refs = &ref,
                                           .ref_count = 1,
                                           .seen = seen[i][k]};
        model.providers = providers;
        model.provider_count = 2;
        derive_view(&d->arena, &model, &v);
        assert_string_equal(view_find(&v, "X.1.9")->entry->prose.seen,
                            seen[i][2]);
    }
}

/* Of the uses of a number, those for a class and for the cause of most say what
 * to do in it; nothing that comes back by itself ends a subscription. */
static void asks_for_what_the_uses_of_a_class_do(void **state)
{
    static const char gone[] = "user-unknown", other[] = "other";
    enum { MOST = 3 };
    static const struct {
        struct use uses[MOST]; /* up to one without a code */
        enum action four, five;
    } rows[] = {
        {{{.code = "X.1.9", .reason = gone}},
         ACTION_ASK_RECEIVER,
         ACTION_SUPPRESS},
        {{{.code = "X.1.9",
           .reason = gone,
           .has_action = true,
           .action = ACTION_SUPPRESS}},
         ACTION_READ_TEXT,
         ACTION_SUPPRESS},
        {{{.code = "5.1.9", .reason = gone},
          {.code = "4.1.9",
           .reason = gone,
           .has_action = true,
           .action = ACTION_FIX_SENDER}},
         ACTION_FIX_SENDER,
         ACTION_SUPPRESS},
        {{{.code = "5.1.9", .reason = gone},
          {.code = "5.1.9", .reason = gone},
          {.code = "5.1.9",
           .reason = other,
           .has_action = true,
           .action = ACTION_FIX_MESSAGE}},
         ACTION_ASK_RECEIVER,
         ACTION_SUPPRESS},
        {{{.code = "5.1.9", .reason = gone},
          {.code = "5.1.9",
           .reason = gone,
           .has_action = true,
           .action = ACTION_FIX_SENDER}},
         ACTION_ASK_RECEIVER,
         ACTION_READ_TEXT},
        {{{.code = "5.1.9", .reason = gone},
          {.code = "5.1.9",
           .reason = other,
           .has_action = true,
           .action = ACTION_SUPPRESS}},
         ACTION_RETRY,
         ACTION_READ_TEXT},
    };
    struct loaded *d = *state;
    struct ref ref = {.source = "example"};

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct use uses[MOST];
        struct provider providers[MOST] = {
            {.id = "a", .prose = {.title = "A"}, .uses = &uses[0]},
            {.id = "b", .prose = {.title = "B"}, .uses = &uses[1]},
            {.id = "c", .prose = {.title = "C"}, .uses = &uses[2]}};
        struct model model = d->model;
        const struct view_entry *e;
        struct view v = {0};

        for (size_t k = 0; k < MOST; k++) {
            uses[k] = rows[i].uses[k];
            uses[k].prose = (struct prose){
                .title = "T", .meaning = "M.", .refs = &ref, .ref_count = 1};
            providers[k].use_count = uses[k].code != NULL;
        }
        model.providers = providers;
        model.provider_count = MOST;
        derive_view(&d->arena, &model, &v);
        e = view_find(&v, "X.1.9");
        if (e->actions[4] != rows[i].four || e->actions[5] != rows[i].five)
            fail_msg("row %zu: %s and %s", i, model_actions[e->actions[4]],
                     model_actions[e->actions[5]]);
    }
}

/* 4.1.700 is busy, and 5.1.700 is gone like 5.1.701: a number says both. */
static void takes_other_classes_from_the_range(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_entry *e = view_find(v, "X.1.700");

    assert_int_equal(e->use_count, 2);
    assert_int_equal(e->entry->classes, 1u << 4 | 1u << 5);
    assert_string_equal(e->entry->prose.title, "Busy; Gone");
    assert_string_equal(e->entry->prose.meaning,
                        "4.1.700: For now. X.1.700-702: For good.");
    assert_int_equal(e->actions[4], ACTION_RETRY);
    assert_int_equal(e->actions[5], ACTION_SUPPRESS);
    assert_string_equal(e->reason->id, "other");
    assert_int_equal(view_used(v, "X.1.700-702")->use_count, 1);
    assert_false(view_is_first_use(e, 1));
}

/* A number that only providers had, and then the registry: its symbol without
 * a name was given out. One that providers still have alone needs no other. */
static void keeps_symbols_without_a_name(void **state)
{
    struct loaded *d = *state;
    struct promise promises[] = {
        {.symbol = "SMTPC_X_1_1", .code = "X.1.1"},
        {.symbol = "SMTPC_X_1_608", .code = "X.1.608"},
        {.symbol = "SMTPC_REASON_OTHER", .reason = "other", .number = 5},
    };
    struct model model = d->model;
    const struct view_entry *e;
    struct view v = {0};

    model.promises = promises;
    model.promise_count = sizeof promises / sizeof promises[0];
    derive_view(&d->arena, &model, &v);
    e = view_find(&v, "X.1.1");
    assert_int_equal(e->alias_count, 2);
    assert_string_equal(e->aliases[1], "SMTPC_X_1_1");
    assert_int_equal(v.symbol_count, d->view.symbol_count + 1);
    assert_int_equal(view_find(&v, "X.1.608")->alias_count, 0);
}

/* What is not standard may say that it is retired, too, for the same code. */
static void names_each_source_once(void **state)
{
    struct loaded *d = *state;
    const char *both[] = {"550", "X.1.1"}, *one[] = {"X.1.1", "X.0.0"};
    struct origin origin = {.instead = both, .insteads = 2};
    struct retired retired = {.instead = one, .insteads = 2};
    struct model model = d->model;
    const struct view_entry *e;
    struct view v = {0};

    model.entries = mem_alloc(&d->arena, model.entry_count * sizeof *e->entry);
    for (size_t i = 0; i < model.entry_count; i++) {
        model.entries[i] = d->model.entries[i];
        model.entries[i].origin = NULL;
        model.entries[i].retired = NULL;
        if (strcmp(model.entries[i].code, "250") == 0) {
            model.entries[i].origin = &origin;
            model.entries[i].retired = &retired;
        } else if (strcmp(model.entries[i].code, "354") == 0) {
            model.entries[i].retired = &retired;
        }
    }
    derive_view(&d->arena, &model, &v);
    e = view_find(&v, "X.1.1");
    assert_int_equal(e->source_count, 2);
    assert_ptr_equal(e->sources[0], view_find(&v, "250"));
    assert_ptr_equal(e->sources[1], view_find(&v, "354"));
    assert_int_equal(view_find(&v, "550")->source_count, 1);
    assert_int_equal(view_find(&v, "X.0.0")->source_count, 2);
    assert_int_equal(view_find(&v, "450")->source_count, 0);
}

/* A reply's class is its own, a status has those of its replies, or both that
 * a failure may have. */
static void knows_the_classes_of_a_use(void **state)
{
    const char *both[] = {"354", "450", "550"};
    static const struct {
        const char *code;
        size_t from, count;
        unsigned classes;
    } rows[] = {
        {"250", 0, 0, 1u << 2},
        {"354", 0, 0, 1u << 3},
        {"4.7.1", 0, 0, 1u << 4},
        {"550", 0, 0, 1u << 5},
        {"X.7.1", 0, 0, 1u << 4 | 1u << 5},
        {"X.7.1", 0, 1, 1u << 4 | 1u << 5},
        {"X.7.1", 1, 1, 1u << 4},
        {"X.7.1", 0, 3, 1u << 4 | 1u << 5},
        {"X.7.1", 2, 1, 1u << 5},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(
            view_use_classes(&(struct use){.code = rows[i].code,
                                           .replies = both + rows[i].from,
                                           .reply_count = rows[i].count}),
            rows[i].classes);
}

static void hashes_every_code_and_name(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    size_t at = v->reply_key_count;

    assert_int_equal(v->symbol_count, v->entry_count + 3);
    assert_string_equal(v->symbols[v->entry_count].text, "SMTPC_250_FINE");
    assert_ptr_equal(v->symbols[v->entry_count].entry, view_find(v, "250"));
    for (size_t i = 0; i < v->symbol_count; i++) {
        const char *name = v->symbols[i].text;
        uint64_t key = phash_word_of_name(&v->windows, name, strlen(name));

        assert_int_equal(v->names.slot[phash_slot(&v->names, key)], i + 1);
    }
    for (size_t i = 0; i < v->reply_count; i++) {
        uint64_t key = phash_word_of_reply(v->entries[i].entry->code);

        assert_int_equal(v->replies.slot[phash_slot(&v->replies, key)], i + 1);
    }
    for (size_t i = 0; i < v->tens_count; i++) {
        const struct view_tens *tens = &v->tens[i];

        assert_int_equal(tens->key, at);
        for (; at < tens->key + tens->count; at++) {
            uint64_t word = phash_word_of_status(v->keys[at].code);

            assert_int_equal(v->statuses.slot[phash_slot(&v->statuses, word)],
                             i + 1);
        }
    }
    assert_int_equal(at, v->key_count);
}

/* The last number of a subject stands before the first of the next. */
static void ranks_every_number(void **state)
{
    static const struct {
        const char *code;
        int subject, detail;
    } rows[] = {{"X.0.0", 0, 0},        {"X.0.999", 0, 999}, {"X.1.0", 1, 0},
                {"X.1.998", 1, 998},    {"X.1.999", 1, 999}, {"X.2.0", 2, 0},
                {"X.254.999", 254, 999}};
    enum { ROWS = sizeof rows / sizeof rows[0] };
    struct loaded *d = *state;
    struct model model = d->model;
    struct view v = {0};
    struct entry reply = {.kind = ENTRY_REPLY, .code = "999", .reply = 999};
    long last = view_rank(&reply);

    model.provider_count = model.message_count = model.promise_count = 0;
    model.entry_count = ROWS;
    model.entries = mem_alloc(&d->arena, ROWS * sizeof *model.entries);
    for (size_t i = 0; i < ROWS; i++) {
        struct entry *e = &model.entries[ROWS - 1 - i];

        *e = (struct entry){.kind = ENTRY_STATUS,
                            .code = rows[i].code,
                            .subject = rows[i].subject,
                            .detail = rows[i].detail,
                            .name = "N",
                            .classes = 1u << 5,
                            .reason = "other"};
    }
    derive_view(&d->arena, &model, &v);
    for (size_t i = 0; i < ROWS; i++) {
        struct view_span span = view_span(rows[i].code);
        size_t count;

        assert_string_equal(v.entries[i].entry->code, rows[i].code);
        assert_ptr_equal(view_find(&v, rows[i].code), &v.entries[i]);
        assert_true(view_rank(v.entries[i].entry) > last);
        last = view_rank(v.entries[i].entry);
        assert_int_equal(view_span_rank(&span), last);
        view_subject(&v, rows[i].subject, &count);
        assert_int_equal(count, rows[i].subject == 0   ? 2
                                : rows[i].subject == 1 ? 3
                                                       : 1);
    }
}

/* A message's own action counts for failures; who must act follows from it. */
static void a_message_speaks_of_failures(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    const struct view_reason *r = view_reason(v, "user-unknown");
    struct message with = {.reason = "user-unknown",
                           .has_action = true,
                           .action = ACTION_FIX_SENDER},
                   without = {.reason = "user-unknown",
                              .action = ACTION_FIX_SENDER};

    for (int class = 2; class <= 5; class ++) {
        assert_int_equal(view_message_action(v, &with, class),
                         class > 3 ? ACTION_FIX_SENDER : r->actions[class]);
        assert_int_equal(
            view_message_party(v, &with, class),
            class > 3 ? view_party_for(ACTION_FIX_SENDER, r->parties[class])
                      : r->parties[class]);
        assert_int_equal(view_message_action(v, &without, class),
                         r->actions[class]);
        assert_int_equal(view_message_party(v, &without, class),
                         r->parties[class]);
    }
    assert_int_not_equal(r->actions[5], ACTION_FIX_SENDER);
}

/* Who can do what is asked for: what needs the other side is none of theirs. */
static void asks_who_can_act(void **state)
{
    static const struct {
        enum action action;
        enum party from[5], to[5];
    } rows[] = {
#define ALL                                                           \
    {PARTY_NOBODY, PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_RECIPIENT, \
     PARTY_RECIPIENT_ADMIN}
        {ACTION_ASK_RECEIVER,
         ALL,
         {PARTY_RECIPIENT_ADMIN, PARTY_RECIPIENT_ADMIN, PARTY_RECIPIENT_ADMIN,
          PARTY_RECIPIENT, PARTY_RECIPIENT_ADMIN}},
        {ACTION_FIX_SENDER,
         ALL,
         {PARTY_NOBODY, PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_SENDER_ADMIN,
          PARTY_SENDER_ADMIN}},
        {ACTION_SLOW_DOWN,
         ALL,
         {PARTY_NOBODY, PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_SENDER_ADMIN,
          PARTY_SENDER_ADMIN}},
        {ACTION_FIX_MESSAGE,
         ALL,
         {PARTY_NOBODY, PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_SENDER,
          PARTY_SENDER}},
        {ACTION_FIX_CLIENT,
         ALL,
         {PARTY_NOBODY, PARTY_SENDER, PARTY_SENDER_ADMIN, PARTY_SENDER,
          PARTY_SENDER}},
        {ACTION_SUPPRESS, ALL, ALL},
        {ACTION_RETRY, ALL, ALL},
        {ACTION_NONE, ALL, ALL},
        {ACTION_READ_TEXT, ALL, ALL},
#undef ALL
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        for (int j = 0; j < 5; j++)
            assert_int_equal(view_party_for(rows[i].action, rows[i].from[j]),
                             rows[i].to[j]);
}

/* A number and a range that begins with it are two. */
static void a_use_of_a_range_is_another(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;

    (void)state;
    assert_string_equal(view_used(v, "X.1.606")->entry->code, "X.1.606");
    assert_string_equal(view_used(v, "5.1.606-609")->entry->code,
                        "X.1.606-609");
    assert_null(view_used(v, "X.1.606-608"));
    assert_null(view_used(v, "X.1.607-609"));
    assert_null(view_used(v, "X.1.609"));
    assert_null(view_used(v, "X.3.606"));
    assert_null(view_used(v, "X.1.607"));
    assert_string_equal(view_used(v, "421")->entry->code, "421");
    assert_null(view_used(v, "422"));
}

static bool relates(const struct page *page, enum page_kind kind,
                    const char *name)
{
    for (size_t i = 0; i < page->related_count; i++)
        if (page->related[i].kind == kind &&
            strcmp(page->related[i].name, name) == 0)
            return true;
    return false;
}

/* Links go both ways: a code's page knows the causes that show it, and the
 * codes that speak of it. */
static void a_code_knows_who_names_it(void **state)
{
    const struct view *v = &((struct loaded *)*state)->view;
    size_t samples = 0, sources = 0;

    for (size_t i = 0; i < v->entry_count; i++) {
        const struct view_entry *e = &v->entries[i];
        struct arena arena = {0};
        struct page page;

        page_code(&arena, v, e, &page);
        for (size_t j = 0; j < e->sample_count; j++, samples++)
            assert_true(
                relates(&page, PAGE_REASON, e->samples[j].reason->reason->id));
        for (size_t j = 0; j < e->source_count; j++, sources++)
            assert_true(relates(&page,
                                e->sources[j]->entry->kind == ENTRY_REPLY
                                    ? PAGE_REPLY
                                    : PAGE_STATUS,
                                e->sources[j]->entry->code));
        mem_free(&arena);
    }
    assert_true(samples > 0 && sources > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorts_entries_by_number),
        cmocka_unit_test(picks_the_gravest_class),
        cmocka_unit_test(finds_what_is_said_of_a_digit),
        cmocka_unit_test(tells_what_to_do_by_class),
        cmocka_unit_test(invents_no_action),
        cmocka_unit_test(links_both_ways),
        cmocka_unit_test(gathers_by_reason),
        cmocka_unit_test(finds_reasons_by_number),
        cmocka_unit_test(has_room_for_each_number),
        cmocka_unit_test(tells_who_speaks_of_an_entry),
        cmocka_unit_test(ranks_messages),
        cmocka_unit_test(knows_the_samples_of_a_code),
        cmocka_unit_test(shows_the_codes_of_a_sample),
        cmocka_unit_test(each_code_of_a_sample_is_shown),
        cmocka_unit_test(looks_up_what_people_write),
        cmocka_unit_test(sorts_lists),
        cmocka_unit_test(leads_each_number_to_the_closest),
        cmocka_unit_test(says_when_what_nobody_wrote_down_was_seen),
        cmocka_unit_test(makes_entries_of_uses),
        cmocka_unit_test(joins_uses_of_a_number),
        cmocka_unit_test(was_seen_when_the_last_did),
        cmocka_unit_test(asks_for_what_the_uses_of_a_class_do),
        cmocka_unit_test(takes_other_classes_from_the_range),
        cmocka_unit_test(keeps_symbols_without_a_name),
        cmocka_unit_test(names_each_source_once),
        cmocka_unit_test(knows_the_classes_of_a_use),
        cmocka_unit_test(hashes_every_code_and_name),
        cmocka_unit_test(ranks_every_number),
        cmocka_unit_test(a_message_speaks_of_failures),
        cmocka_unit_test(asks_who_can_act),
        cmocka_unit_test(a_use_of_a_range_is_another),
        cmocka_unit_test(a_code_knows_who_names_it),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
