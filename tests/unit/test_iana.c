/* SPDX-License-Identifier: 0BSD
 *
 * The golden catalogue against a registry made to fit it, and against the
 * same with one thing changed.
 */
#include "run.h"

#include "read/catalog.h"
#include "read/iana.h"
#include "read/xml.h"

#define RECORD(code, title, basic, rfc)                       \
    "<record><code>" code "</code><sample>" title "</sample>" \
    "<basic_code>" basic "</basic_code><reference>"           \
    "<xref type=\"rfc\" data=\"" rfc "\"/></reference></record>\n"
#define KIND(code, title) \
    "<record><code>" code "</code><summary>" title "</summary></record>\n"

static const char registry[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n"
    "<registry xmlns=\"http://www.iana.org/assignments\" "
    "id=\"smtp-enhanced-status-codes\">\n"
    "<updated>2024-12-06</updated>\n<registry>\n" KIND(
        "2.XXX.YYY", "Success") KIND("4.XXX.YYY",
                                     "Persistent Transient Failure")
        KIND("5.XXX.YYY", "Permanent Failure") "</registry><registry>\n" KIND(
            "X.0.YYY", "Other or Undefined Status")
            KIND(
                "X.1.YYY",
                "Addressing Status") "</registry><registry>\n" RECORD("X.0.0",
                                                                      "Other "
                                                                      "undefine"
                                                                      "d "
                                                                      "Status",
                                                                      "Any",
                                                                      "rfc3463")
                RECORD("X.1.1", "Bad destination\n  mailbox address", "550.",
                       "rfc3463") "</registry></registry>\n";

struct compared {
    struct arena arena;
    struct diag diag;
    struct model model;
    const char *path;
};

static int set_up(void **state)
{
    struct compared *c = calloc(1, sizeof *c);

    assert_non_null(c);
    *state = c;
    catalog_load(&c->arena, &c->diag, "tests/golden/catalog", &c->model);
    c->path = mem_printf(&c->arena, "%s/iana.xml",
                         run_folder(&c->arena, "test_iana"));
    run_write(c->path, registry);
    return c->diag.count ? -1 : 0;
}

static int tear_down(void **state)
{
    struct compared *c = *state;

    diag_free(&c->diag);
    mem_free(&c->arena);
    free(c);
    xml_end();
    return 0;
}

static void assert_says(struct compared *c, size_t differences,
                        const char *want)
{
    FILE *to = tmpfile();
    char text[2048];
    size_t n;

    assert_non_null(to);
    assert_int_equal(iana_diff(&c->model, c->path, to), differences);
    rewind(to);
    n = fread(text, 1, sizeof text - 1, to);
    text[n] = '\0';
    fclose(to);
    assert_string_equal(text, want);
}

static void finds_nothing_in_what_fits(void **state)
{
    assert_says(*state, 0, "");
}

/* One change each; all of them, and nothing else, must be told. */
static void tells_each_change(void **state)
{
    static const struct {
        const char *from, *to, *said;
    } rows[] = {
        {"2024-12-06", "2025-01-02",
         "registry: date: registry \"2025-01-02\", catalogue \"2024-12-06\"\n"},
        {">Success<", ">Sucess<",
         "2.XXX.YYY: title: registry \"Sucess\", catalogue \"Success\"\n"},
        {"Addressing Status", "Addresses",
         "X.1.YYY: title: registry \"Addresses\", catalogue \"Addressing "
         "Status\"\n"},
        {"X.1.YYY", "X.9.YYY",
         "X.9.YYY: missing from the catalogue: \"Addressing Status\"\n"},
        {"Other undefined Status", "Something else",
         "X.0.0: title: registry \"Something else\", catalogue \"Other "
         "undefined Status\"\n"},
        {"550.", "550, 450",
         "X.1.1: basic reply codes: registry \"550, 450\", catalogue "
         "\"550\"\n"},
        {"550.", "(450 or 451)/55x, 4xy",
         "X.1.1: basic reply codes: registry \"(450 or 451)/55x, 4xy\", "
         "catalogue \"550\"\n"},
        {"550.", "550", ""},
        {"550.", "550, not 650, 5/12, 5:50, 5 50, 50/9, 50:9; 5XY, 5yX", ""},
        {"550.", "550/554",
         "X.1.1: basic reply codes: registry \"550/554\", catalogue \"550\"\n"},
        {"550.", "550, 501",
         "X.1.1: basic reply codes: registry \"550, 501\", catalogue "
         "\"550\"\n"},
        {"550.", "5590",
         "X.1.1: basic reply codes: registry \"5590\", catalogue \"550\"\n"},
        {"550.", "Any",
         "X.1.1: basic reply codes: registry \"Any\", catalogue \"550\"\n"},
        {"550.", "Not given",
         "X.1.1: basic reply codes: registry \"Not given\", catalogue "
         "\"550\"\n"},
        {">Any<", ">5XX<",
         "X.0.0: basic reply codes: registry \"5XX\", catalogue \"any\"\n"},
        {"rfc3463", "rfc9999",
         "X.0.0: reference: registry \"rfc9999\", catalogue \"\"\n"},
        {"data=\"rfc3463\"/>", "data=\"rfc3463\"/><xref data=\"Jo\"/><xref/>",
         ""},
        {"X.1.1<", "X.1.99<",
         "X.1.99: missing from the catalogue: \"Bad destination mailbox "
         "address\"\n"
         "X.1.1: missing from the registry: \"Bad destination mailbox "
         "address\"\n"},
    };
    struct compared *c = *state;

    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t lines = 0;

        run_write(c->path, registry);
        run_edit(c->path, rows[i].from, rows[i].to);
        for (const char *s = rows[i].said; *s; s++)
            lines += *s == '\n';
        assert_says(c, lines, rows[i].said);
    }
}

/* A provider's own number and folklore are no business of the registry, and
 * neither is a pair that only servers show. */
static void knows_what_the_registry_lacks_by_right(void **state)
{
    struct compared *c = *state;
    bool own = false;

    for (size_t i = 0; i < c->model.entry_count; i++)
        own = own || strcmp(c->model.entries[i].code, "X.1.606") == 0;
    assert_true(own);
    assert_says(c, 0, "");
}

/* A reference that follows in memory is another's. */
static void looks_at_the_references_of_a_status_alone(void **state)
{
    struct compared *c = *state;

    for (size_t i = 0; i < c->model.entry_count; i++)
        if (strcmp(c->model.entries[i].code, "X.1.1") == 0) {
            assert_int_equal(c->model.entries[i].prose.ref_count, 1);
            c->model.entries[i].prose.ref_count = 0;
        }
    assert_says(c, 1,
                "X.1.1: reference: registry \"rfc3463\", catalogue \"\"\n");
}

/* The command: 0 without a difference, 1 with one, 2 for another file. */
static void exits_with_what_it_found(void **state)
{
    struct compared *c = *state;
    char *argv[] = {run_generator(), (char[]){"--iana"},
                    mem_printf(&c->arena, "%s", c->path),
                    (char[]){"tests/golden/catalog"}, NULL};
    struct buf out = {0}, err = {0};

    assert_int_equal(run_program(NULL, argv, NULL, &out, &err), 0);
    assert_string_equal(out.text, "");
    run_edit(c->path, ">Success<", ">Sucess<");
    assert_int_equal(run_program(NULL, argv, NULL, &out, &err), 1);
    assert_non_null(strstr(out.text, "2.XXX.YYY: title:"));
    assert_string_equal(err.text, "");
    run_edit(c->path, "smtp-enhanced-status-codes", "something-else");
    assert_int_equal(run_program(NULL, argv, NULL, &out, &err), 2);
    assert_non_null(strstr(err.text, "is not IANA's registry"));
    run_write(c->path, "<registry>");
    assert_int_equal(run_program(NULL, argv, NULL, &out, &err), 2);
    assert_int_equal(remove(c->path), 0);
    assert_int_equal(run_program(NULL, argv, NULL, &out, &err), 2);
    free(argv[0]);
    buf_free(&out);
    buf_free(&err);
}

/* What stands for all replies of a class, and what is only like it. */
static void reads_what_stands_for_a_class(void **state)
{
    static const struct {
        const char *basic;
        bool fits;
    } rows[] = {
        {"5XX", true},  {"5XX.", true},      {"(5XX)", true},
        {"5", false},   {"5X", false},       {"5XY", false},
        {"5YX", false}, {"5XYX", false},     {"X5X", false},
        {"4XX", false}, {"5XX, 4XX", false}, {"5XX/550", false},
        {"6XX", false}, {"1XX", false},      {"5XX 6XX 1XX", true},
        {"5xx", false}, {"5XX Any", false},
    };
    struct compared *c = *state;
    struct pair *pair = NULL;

    for (size_t i = 0; i < c->model.entry_count; i++)
        if (strcmp(c->model.entries[i].code, "X.0.0") == 0)
            pair = c->model.entries[i].pairs;
    assert_non_null(pair);
    pair->reply = "5xx";
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *told = mem_printf(&c->arena,
                                      "X.0.0: basic reply codes: registry "
                                      "\"%s\", catalogue \"5xx\"\n",
                                      rows[i].basic);

        run_write(c->path, registry);
        run_edit(c->path, ">Any<",
                 mem_printf(&c->arena, ">%s<", rows[i].basic));
        assert_says(c, !rows[i].fits, rows[i].fits ? "" : told);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(finds_nothing_in_what_fits),
        TEST(tells_each_change),
        TEST(knows_what_the_registry_lacks_by_right),
        TEST(exits_with_what_it_found),
        TEST(looks_at_the_references_of_a_status_alone),
        TEST(reads_what_stands_for_a_class),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
