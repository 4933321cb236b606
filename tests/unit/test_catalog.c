/* SPDX-License-Identifier: 0BSD
 *
 * From files to the model (catalog.c and load.c), over the golden catalogue:
 * every kind of thing arrives, with its place and its white space folded.
 */
#include "loaded.h"

#include "check/check.h"

#define GOLDEN "tests/golden/catalog"

static int set_up(void **state)
{
    return loaded_make(state, GOLDEN);
}

static const struct entry *entry(const struct model *m, const char *code)
{
    for (size_t i = 0; i < m->entry_count; i++)
        if (strcmp(m->entries[i].code, code) == 0)
            return &m->entries[i];
    fail_msg("no entry %s", code);
    return NULL;
}

static void counts_what_there_is(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;

    assert_string_equal(m->version, "12.34.56");
    assert_string_equal(m->registry, "2024-12-06");
    assert_string_equal(m->at.file, GOLDEN "/catalog.xml");
    assert_int_equal(m->reference_count, 3);
    assert_int_equal(m->class_count, 4);
    assert_int_equal(m->group_count, 2);
    assert_int_equal(m->subject_count, 4);
    assert_int_equal(m->reason_count, 3);
    assert_int_equal(m->entry_count, 9);
    assert_int_equal(m->message_count, 2);
    assert_int_equal(m->provider_count, 2);
    assert_int_equal(m->section_count, 3);
    assert_string_equal(m->guides[0].title, "A guide | with *stars*");
}

static void loads_a_reply(void **state)
{
    const struct entry *e = entry(&((struct loaded *)*state)->model, "550");
    const struct prose *p = &e->prose;

    assert_int_equal(e->kind, ENTRY_REPLY);
    assert_int_equal(e->reply, 550);
    assert_string_equal(e->name, "MAILBOX_UNAVAILABLE");
    assert_int_equal(e->standing, STANDING_STANDARD);
    assert_int_equal(e->classes, 1u << 5);
    assert_false(e->class_stated);
    assert_int_equal(e->commands, 1u << 3 | 1u << 4);
    assert_string_equal(e->at.file, GOLDEN "/replies.xml");
    assert_int_equal(e->at.line, 30);
    assert_string_equal(p->title,
                        "Mailbox | unavailable, \"no such user\" <here>");
    assert_string_equal(
        p->meaning,
        "Größe, naïve, 日本語 and 🐌: a text with letters beyond ASCII, "
        "a_long_identifier_with_underscores, `code` and "
        "[brackets](https://example.com/) &amp; *stars*. It ends with a "
        "backslash \\");
    assert_int_equal(p->cause_count, 2);
    assert_string_equal(p->causes[1].text, "12) a number at the start");
    assert_int_equal(p->advice_count, 1);
    assert_int_equal(p->advices[0].reader, PARTY_SENDER);
    assert_int_equal(p->confused_count, 2);
    assert_string_equal(p->confused[1].with, "X.1.1");
    assert_int_equal(p->ref_count, 2);
    assert_int_equal(p->refs[0].rfc, 5321);
    assert_null(p->refs[0].source);
    assert_string_equal(p->refs[1].source, "example");
    assert_string_equal(p->refs[1].section, "\"A | B\" */");
    assert_null(e->origin);
}

static void loads_what_was_before(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;
    const struct entry *e = entry(m, "250");

    assert_int_equal(e->alias_count, 2);
    assert_string_equal(e->aliases[0].text, "FINE");
    assert_string_equal(e->aliases[1].text, "DONE");
    assert_int_equal(e->aliases[1].at.line, e->at.line + 3);
    assert_null(e->retired);
    e = entry(m, "X.1.606");
    assert_int_equal(e->alias_count, 0);
    assert_string_equal(e->retired->since, "2026-11");
    assert_int_equal(e->retired->insteads, 2);
    assert_string_equal(e->retired->instead[1], "550");
    assert_int_equal(m->reasons[1].number, 0);
    assert_int_equal(m->reasons[1].alias_count, 1);
    assert_string_equal(m->reasons[1].aliases[0].text, "nobody-there");
}

/* A command ends its step, and a full stop behind it is not doubled. */
static void loads_steps(void **state)
{
    const struct entry *e = entry(&((struct loaded *)*state)->model, "X.1.1");
    const struct advice *a = &e->prose.advices[1];

    assert_int_equal(a->reader, PARTY_RECIPIENT_ADMIN);
    assert_int_equal(a->step_count, 3);
    assert_string_equal(a->steps[0].text,
                        "Look at the mailbox of {recipient}:");
    assert_string_equal(a->steps[0].command,
                        "ls -l '/home/{recipient}' | grep -v \"*\" > ~/a_b; "
                        "echo `date` \\& $HOME.");
    assert_int_equal(a->steps[1].at.line, a->at.line + 3);
    assert_null(a->steps[2].command);
    assert_string_equal(a->text,
                        "Look at the mailbox of {recipient}: ls -l "
                        "'/home/{recipient}' | grep -v \"*\" > ~/a_b; "
                        "echo `date` \\& $HOME. - Ask {host}: .TH {domain} "
                        "{ip} -- \"{selector}\". 1. Wait.");
}

static void loads_words(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;
    const struct entry *e = entry(m, "550");

    assert_int_equal(e->words_count, 3);
    assert_string_equal(e->words[0].say, "no such user, user unknown");
    assert_string_equal(e->words[0].reason, "user-unknown");
    assert_int_equal(e->words[2].at.line, e->at.line + 6);
    assert_int_equal(entry(m, "450")->words_count, 0);
}

static void loads_a_code_of_no_standard(void **state)
{
    const struct entry *e = entry(&((struct loaded *)*state)->model, "111");

    assert_int_equal(e->standing, STANDING_FOLKLORE);
    assert_true(e->class_stated);
    assert_int_equal(e->classes, 1u << 4);
    assert_int_equal(e->origin->insteads, 2);
    assert_string_equal(e->origin->instead[1], "550");
}

static void loads_a_status(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;
    const struct entry *e = entry(m, "X.1.1");

    assert_int_equal(e->kind, ENTRY_STATUS);
    assert_int_equal(e->subject, 1);
    assert_int_equal(e->detail, 1);
    assert_int_equal(e->classes, 1u << 4 | 1u << 5);
    assert_int_equal(e->pair_count, 4);
    assert_int_equal(e->pairs[1].by, BY_REGISTRY | BY_RFC);
    assert_string_equal(e->pairs[2].provider, "example");
    assert_string_equal(e->pairs[3].reply, "5xx");
    e = entry(m, "X.1.606");
    assert_int_equal(e->detail, 606);
    assert_int_equal(e->origin->insteads, 0);
}

static void loads_reasons_and_kinds(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;
    const struct reason *r = &m->reasons[1];

    assert_string_equal(r->id, "user-unknown");
    assert_int_equal(r->act_count, 2);
    assert_int_equal(r->acts[1].class, 5);
    assert_int_equal(r->acts[1].action, ACTION_SUPPRESS);
    assert_int_equal(r->acts[1].party, PARTY_SENDER);
    assert_string_equal(m->classes[0].enhanced, "Success");
    assert_null(m->classes[1].enhanced);
    assert_string_equal(m->classes[3].client, "Change something first.");
    assert_int_equal(m->groups[1].number, 5);
    assert_null(m->groups[1].name);
    assert_string_equal(m->subjects[1].name, "ADDRESSING");
}

static void loads_references(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;

    assert_int_equal(m->references[1].rfc, 5321);
    assert_string_equal(m->references[1].track, "standards");
    assert_string_equal(m->references[1].date, "2008-10");
    assert_string_equal(m->references[2].id, "example");
    assert_string_equal(m->references[2].address,
                        "https://example.com/a_b*c?x=1&y=(2)|3");
    assert_string_equal(m->references[2].date, "2024-12");
    assert_string_equal(m->references[2].title, "Example's *help* page | <b>");
}

static void loads_messages_and_providers(void **state)
{
    const struct model *m = &((struct loaded *)*state)->model;
    const struct message *a = &m->messages[0], *b = &m->messages[1];
    const struct provider *p = &m->providers[0];

    assert_int_equal(a->reply_count, 2);
    assert_string_equal(a->replies[1], "5xx");
    assert_string_equal(a->statuses[0], "X.1.1");
    assert_int_equal(a->match_count, 2);
    assert_int_equal(a->unless_count, 1);
    assert_int_equal(a->example_count, 2);
    assert_false(a->has_action);
    assert_string_equal(b->provider, "example");
    assert_true(b->has_action);
    assert_int_equal(b->action, ACTION_ASK_RECEIVER);
    assert_string_equal(p->prose.title, "Example & Sons");
    assert_int_equal(p->shown_count, 1);
    assert_int_equal(p->use_count, 4);
    assert_string_equal(p->uses[3].code, "5.1.606-609");
    assert_true(p->uses[2].has_action);
    assert_string_equal(p->uses[2].replies[0], "550");
}

static void loads_the_guide(void **state)
{
    const struct section *s = ((struct loaded *)*state)->model.sections;

    assert_string_equal(s->id, "how-codes-work");
    assert_string_equal(s->page, "");
    assert_string_equal(s[2].id, "in-a-shell");
    assert_string_equal(s[2].page, "more");
    assert_int_equal(s->passage_count, 5);
    assert_int_equal(s->passages[1].kind, PASSAGE_STEPS);
    assert_string_equal(s->passages[1].items[1].text, "'Then the rest.");
    assert_int_equal(s->passages[2].kind, PASSAGE_LIST);
    assert_int_equal(s->passages[3].kind, PASSAGE_SAMPLE);
    assert_non_null(
        strstr(s->passages[3].text, "\n        550 5.1.1 indented"));
    assert_int_equal(s->passages[4].kind, PASSAGE_TABLE);
    assert_string_equal(s->passages[4].text, "classes");
}

/* How a file is wrapped is nobody's business. */
static void folds_white_space(void **state)
{
    struct loaded l = {0};
    const char *dir = run_folder(&l.arena, "test_catalog");

    (void)state;
    run_copy(GOLDEN, dir);
    run_edit(
        mem_printf(&l.arena, "%s/replies.xml", dir), "<meaning>Done.</meaning>",
        "<meaning>\r\n\t  All <!-- really -->\n  is\t\tdone. \n</meaning>");
    catalog_load(&l.arena, &l.diag, dir, &l.model);
    assert_int_equal(l.diag.count, 0);
    assert_string_equal(entry(&l.model, "250")->prose.meaning, "All is done.");
    diag_free(&l.diag);
    mem_free(&l.arena);
}

/* Load a changed golden catalogue: the one fault that it must have. */
static void has_one_fault(const char *dir, const char *rule)
{
    struct loaded l = {0};

    catalog_load(&l.arena, &l.diag, dir, &l.model);
    assert_int_equal(l.diag.count, 1);
    assert_string_equal(l.diag.faults[0].rule, rule);
    diag_free(&l.diag);
    mem_free(&l.arena);
}

/* A folder beside the catalogue, whose name only begins with its own, is not
 * inside it. */
static void follows_no_link_to_a_namesake(void **state)
{
    static const char *const names[] = {"replies.xml", "promised.txt"};
    struct arena arena = {0};
    const char *beside = run_folder(&arena, "test_catalog-2");

    (void)state;
    run_copy(GOLDEN, beside);
    fclose(fopen(mem_printf(&arena, "%s/promised.txt", beside), "a"));
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *dir = run_folder(&arena, "test_catalog");
        const char *file = mem_printf(&arena, "%s/%s", dir, names[i]);

        run_copy(GOLDEN, dir);
        (void)remove(file); /* not every one is there */
        assert_int_equal(
            symlink(mem_printf(&arena, "../test_catalog-2/%s", names[i]), file),
            0);
        has_one_fault(dir, "outside-catalog");
    }
    run_remove(beside);
    mem_free(&arena);
}

/* The name is the id and .xml, not something that begins with the id. */
static void wants_providers_in_files_of_their_name(void **state)
{
    static const char *const others[] = {"example2.xml", "example-.xml",
                                         "exampl.xml", "an-example.xml"};
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        const char *dir = run_folder(&arena, "test_catalog");

        run_copy(GOLDEN, dir);
        assert_int_equal(
            rename(mem_printf(&arena, "%s/providers/example.xml", dir),
                   mem_printf(&arena, "%s/providers/%s", dir, others[i])),
            0);
        run_edit(mem_printf(&arena, "%s/catalog.xml", dir),
                 "providers/example.xml",
                 mem_printf(&arena, "providers/%s", others[i]));
        has_one_fault(dir, "provider-file");
    }
    mem_free(&arena);
}

/* A file beside the catalogue's: whether it was forgotten, or its name is none
 * for a catalogue, which may steer a terminal. */
static void wants_each_file_in_the_manifest(void **state)
{
    static const struct {
        const char *name, *rule, *said; /* NULL: nothing */
    } rows[] = {
        {"notes", NULL, NULL},
        {"notes.txt", NULL, NULL},
        {"xml", NULL, NULL},
        {"more-2.xml", "unlisted-file", "test_catalog/more-2.xml is not in"},
        {"a/b/c.xml", "unlisted-file", "expected <file href=\"a/b/c.xml\"/>"},
        {"a/catalog.xml", "unlisted-file", "a/catalog.xml"},
        {"More.xml", "file-name", "\"More.xml\" in "},
        {"more.XML", NULL, NULL},
        {"~a }.xml", "file-name", "\"~a }.xml\" in "},
        {"-a.xml", "file-name", "\"-a.xml\" in "},
        {"a\x1b[2Jb.xml", "file-name", "\"a?[2Jb.xml\" in "},
        {"a\x7f\x1f\nb.xml", "file-name", "\"a???b.xml\" in "},
        {"\303\244.xml", "file-name", "\"??.xml\" in "},
        {".xml", "file-name", "\".xml\" in "},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct loaded l = {0};
        const char *dir = run_folder(&l.arena, "test_catalog");

        run_copy(GOLDEN, dir);
        run_write(mem_printf(&l.arena, "%s/%s", dir, rows[i].name), "");
        catalog_load(&l.arena, &l.diag, dir, &l.model);
        assert_int_equal(l.diag.count, rows[i].rule != NULL);
        if (rows[i].rule) {
            assert_string_equal(l.diag.faults[0].rule, rows[i].rule);
            if (!strstr(l.diag.faults[0].text, rows[i].said))
                fail_msg("%s", l.diag.faults[0].text);
        }
        diag_free(&l.diag);
        mem_free(&l.arena);
    }
}

static void passes_the_checks(void **state)
{
    struct loaded *l = *state;

    assert_true(check_run(&l->model, &l->diag));
    assert_int_equal(l->diag.count, 0);
}

/* Rules see the whole model: one fault does not hide another. */
static void checks_do_not_stop_at_the_first(void **state)
{
    struct loaded l = {0};

    (void)state;
    catalog_load(&l.arena, &l.diag, GOLDEN, &l.model);
    l.model.entries[0].reason = "lost";
    l.model.entries[1].prose.refs[0].rfc = 1;
    l.model.entries[4].code = l.model.entries[3].code;
    l.model.reasons[0].act_count = 0;
    l.model.providers[0].uses[0].reason = "lost too";
    assert_false(check_run(&l.model, &l.diag));
    assert_true(l.diag.count >= 4);
    diag_free(&l.diag);
    mem_free(&l.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counts_what_there_is),
        cmocka_unit_test(loads_a_reply),
        cmocka_unit_test(loads_what_was_before),
        cmocka_unit_test(loads_steps),
        cmocka_unit_test(loads_words),
        cmocka_unit_test(loads_a_code_of_no_standard),
        cmocka_unit_test(loads_a_status),
        cmocka_unit_test(loads_reasons_and_kinds),
        cmocka_unit_test(loads_references),
        cmocka_unit_test(loads_messages_and_providers),
        cmocka_unit_test(loads_the_guide),
        cmocka_unit_test(folds_white_space),
        cmocka_unit_test(follows_no_link_to_a_namesake),
        cmocka_unit_test(wants_providers_in_files_of_their_name),
        cmocka_unit_test(wants_each_file_in_the_manifest),
        cmocka_unit_test(passes_the_checks),
        cmocka_unit_test(checks_do_not_stop_at_the_first),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
