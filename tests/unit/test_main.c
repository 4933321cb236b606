/* SPDX-License-Identifier: 0BSD
 *
 * The command line: usage, exit status, and the golden outputs byte by byte.
 */
#include "run.h"

#define GOLDEN "tests/golden"

struct place_to_be {
    struct arena arena;
    char *gen;
    const char *dir;
};

static int set_up(void **state)
{
    struct place_to_be *p = calloc(1, sizeof *p);

    assert_non_null(p);
    *state = p;
    p->gen = run_generator();
    p->dir = run_folder(&p->arena, "test_main");
    return 0;
}

static int tear_down(void **state)
{
    struct place_to_be *p = *state;

    free(p->gen);
    mem_free(&p->arena);
    free(p);
    return 0;
}

/* Run with up to four arguments, NULL behind the last. */
static int run(struct place_to_be *p, const char *const args[4],
               struct buf *out, struct buf *err)
{
    char *argv[6] = {p->gen};

    for (int i = 0; i < 4 && args[i]; i++)
        argv[i + 1] = mem_printf(&p->arena, "%s", args[i]);
    return run_program(NULL, argv, NULL, out, err);
}

static void explains_itself(void **state)
{
    static const char *const wrong[][4] = {
        {NULL},
        {"catalog"},
        {"--lint"},
        {"--check", "catalog"},
        {"--iana", "file"},
        {"--unknown", "catalog"},
        {"catalog", "out", "more"},
        {"--lint", "catalog", "out"},
        {"--help", "me"},
    };
    struct buf help = {0};

    assert_int_equal(run(*state, (const char *const[4]){"--help"}, &help, NULL),
                     0);
    assert_int_equal(strncmp(help.text, "usage: ", 7), 0);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        struct buf out = {0}, err = {0};

        assert_int_equal(run(*state, wrong[i], &out, &err), 2);
        assert_string_equal(out.text, "");
        assert_string_equal(err.text, help.text);
        buf_free(&out);
        buf_free(&err);
    }
    buf_free(&help);
}

/* Nobody may think that it worked when its words were lost. */
static void full_output(void)
{
    int fd = open("/dev/full", O_WRONLY);

    if (fd < 0 || dup2(fd, STDOUT_FILENO) < 0)
        _exit(125);
}

static void notices_that_standard_output_is_full(void **state)
{
    struct place_to_be *p = *state;
    char *argv[] = {p->gen, (char[]){"--help"}, NULL};
    char *check[] = {p->gen, (char[]){"--check"}, (char[]){GOLDEN "/catalog"},
                     (char[]){"build/tmp/none"}, NULL};
    struct buf err = {0};

    if (access("/dev/full", W_OK) != 0)
        skip();
    assert_int_equal(run_program(NULL, check, full_output, NULL, &err), 2);
    assert_string_equal(err.text,
                        "smtpcodes-gen: cannot write to standard output\n");
    buf_free(&err);
    assert_int_equal(run_program(NULL, argv, full_output, NULL, &err), 2);
    buf_free(&err);
}

static void writes_the_golden_outputs(void **state)
{
    struct place_to_be *p = *state;
    const char *out = mem_printf(&p->arena, "%s/out", p->dir);
    const char *const args[4] = {GOLDEN "/catalog", out};
    const char **want, **got;
    size_t wants, gots;

    assert_int_equal(run(p, args, NULL, NULL), 0);
    assert_true(dir_files(&p->arena, GOLDEN "/out", &want, &wants));
    assert_true(dir_files(&p->arena, out, &got, &gots));
    for (size_t i = 0; i < wants && i < gots; i++) {
        struct buf a = {0}, b = {0};

        assert_string_equal(want[i], got[i]);
        run_read_file(mem_printf(&p->arena, GOLDEN "/out/%s", want[i]), &a);
        run_read_file(mem_printf(&p->arena, "%s/%s", out, got[i]), &b);
        if (!run_same(&a, &b))
            fail_msg("%s differs: diff -r " GOLDEN "/out %s; when the new one "
                     "is right: make golden",
                     want[i], out);
        buf_free(&a);
        buf_free(&b);
    }
    assert_int_equal(wants, gots);
}

/* Where the catalogue lies, in which locale and when: no matter. */
static void other_surroundings(void)
{
    if (setenv("LC_ALL", "tr_TR.UTF-8", 1) != 0 ||
        setenv("TZ", "Asia/Tokyo", 1) != 0 ||
        setenv("SOURCE_DATE_EPOCH", "1", 1) != 0)
        _exit(125);
    umask(077);
}

static void does_not_depend_on_its_surroundings(void **state)
{
    struct place_to_be *p = *state;
    char *far = mem_printf(&p->arena, "%s/far/catalog", p->dir);
    char *far_out = mem_printf(&p->arena, "%s/far/out", p->dir);
    char *argv[] = {p->gen, far, far_out, NULL};
    const char *near = mem_printf(&p->arena, "%s/out", p->dir);
    const char *const args[4] = {GOLDEN "/catalog", near};
    struct buf a = {0}, b = {0};

    run_copy(GOLDEN "/catalog", far);
    assert_int_equal(run(p, args, NULL, NULL), 0);
    assert_int_equal(run_program(NULL, argv, other_surroundings, NULL, NULL),
                     0);
    run_snapshot(near, &a);
    run_snapshot(far_out, &b);
    assert_true(a.len > 1000);
    assert_true(run_same(&a, &b));
    buf_free(&a);
    buf_free(&b);
}

/* Who starts it need not leave it a standard input: then the first file that
 * it opens, and its lock, have that number. */
static void no_input(void)
{
    if (close(STDIN_FILENO) != 0)
        _exit(125);
}

static void needs_no_standard_input(void **state)
{
    struct place_to_be *p = *state;
    char *out = mem_printf(&p->arena, "%s/out", p->dir);
    char *argv[] = {p->gen, (char[]){GOLDEN "/catalog"}, out, NULL};
    char *check[] = {p->gen, (char[]){"--check"}, (char[]){GOLDEN "/catalog"},
                     out, NULL};
    struct buf err = {0};

    assert_int_equal(run_program(NULL, argv, no_input, NULL, &err), 0);
    assert_string_equal(err.text, "");
    assert_false(run_exists(mem_printf(&p->arena, "%s.gen-lock", out)));
    assert_int_equal(run_program(NULL, check, no_input, NULL, &err), 0);
    assert_string_equal(err.text, "");
    buf_free(&err);
}

/* Does the file have the words, so many times? */
static void assert_has(struct place_to_be *p, const char *file,
                       const char *words, size_t times)
{
    struct buf text = {0};
    size_t found = 0;

    assert_true(
        run_read_file(mem_printf(&p->arena, "%s/%s", p->dir, file), &text));
    for (const char *s = text.text; (s = strstr(s, words)); s++)
        found++;
    if (found != times)
        fail_msg("%s has \"%s\" %zu times", file, words, found);
    buf_free(&text);
}

/* The front page has a box of its own, all others the same, and there is a page
 * of the box alone; without the parts there is none. */
static void puts_parts_into_the_site(void **state)
{
    static const struct {
        const char *name, *words;
    } parts[] = {{"head.html", "<!--head-->"},
                 {"top.html", "<!--top-->"},
                 {"front-head.html", "<!--front-head-->"},
                 {"front-top.html", "<!--front-top-->"},
                 {"alone.html", "<!--alone-->"}};
    struct place_to_be *p = *state;
    const char *folder = mem_printf(&p->arena, "%s/parts", p->dir);
    const char *site = mem_printf(&p->arena, "%s/site", p->dir);
    const char *args[4] = {"--site", GOLDEN "/catalog", site, folder};
    struct buf err = {0}, alone = {0};

    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(run(p, args, NULL, &err), 2);
        assert_string_equal(
            err.text, mem_printf(&p->arena,
                                 "smtpcodes-gen: cannot read %s/%s: No such "
                                 "file or directory\n",
                                 folder, parts[i].name));
        buf_free(&err);
        run_write(mem_printf(&p->arena, "%s/%s", folder, parts[i].name),
                  parts[i].words);
    }
    assert_int_equal(run(p, args, NULL, NULL), 0);
    for (size_t i = 0; i < 5; i++) {
        bool front = strncmp(parts[i].name, "front", 5) == 0;
        bool other = strstr("head.html top.html", parts[i].name) != NULL;

        assert_has(p, "site/index.html", parts[i].words, front);
        assert_has(p, "site/guide/index.html", parts[i].words, other);
        assert_has(p, "site/550/index.html", parts[i].words, other);
    }
    assert_true(run_read_file(mem_printf(&p->arena, "%s/smtpcodes.html", site),
                              &alone));
    assert_string_equal(alone.text, "<!--alone-->");
    assert_has(p, "site/index.html", "site.css", 0);
    assert_has(p, "site/550/index.html", "../site.css", 1);
    args[3] = NULL;
    assert_int_equal(run(p, args, NULL, NULL), 0);
    for (size_t i = 0; i < 5; i++) {
        assert_has(p, "site/index.html", parts[i].words, 0);
        assert_has(p, "site/550/index.html", parts[i].words, 0);
    }
    assert_has(p, "site/index.html", "site.css", 1);
    assert_int_equal(
        access(mem_printf(&p->arena, "%s/smtpcodes.html", site), F_OK), -1);
    buf_free(&alone);
    buf_free(&err);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(explains_itself),
        TEST(notices_that_standard_output_is_full),
        TEST(writes_the_golden_outputs),
        TEST(does_not_depend_on_its_surroundings),
        TEST(needs_no_standard_input),
        TEST(puts_parts_into_the_site),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
