/* SPDX-License-Identifier: 0BSD
 *
 * Which files of a folder are known as this program's: those of a list in its
 * own shape, and no others.
 */
#include "run.h"

#include "base/digest.h"
#include "write/manifest.h"

#define HEAD "# smtpcodes-gen made these files and removes no others.\n"
#define DIGITS "07f8bc07b4ba5002"

struct place_to_be {
    struct arena arena;
    const char *dir;
    struct manifest manifest;
};

static int set_up(void **state)
{
    struct place_to_be *p = calloc(1, sizeof *p);

    assert_non_null(p);
    *state = p;
    p->dir = run_folder(&p->arena, "test_manifest");
    return 0;
}

static int tear_down(void **state)
{
    struct place_to_be *p = *state;

    manifest_free(&p->manifest);
    mem_free(&p->arena);
    free(p);
    return 0;
}

static void read_this(struct place_to_be *p, const char *text)
{
    manifest_free(&p->manifest);
    run_write(mem_printf(&p->arena, "%s/" MANIFEST_NAME, p->dir), text);
    assert_true(manifest_read(&p->arena, p->dir, &p->manifest));
}

static void reads_what_it_writes(void **state)
{
    struct place_to_be *p = *state;
    struct buf text = {0}, content = {0}, other = {0};

    buf_puts(&content, "1\n");
    buf_puts(&other, "2\n");
    manifest_begin(&text);
    manifest_add(&text, "a", digest("1\n", 2));
    manifest_add(&text, "b/c d", 1);
    assert_string_equal(text.text, HEAD DIGITS "  a\n"
                                               "0000000000000001  b/c d\n");
    read_this(p, text.text);
    assert_true(p->manifest.there);
    assert_true(manifest_lists(&p->manifest, "a"));
    assert_true(manifest_lists(&p->manifest, "b/c d"));
    assert_true(manifest_lists(&p->manifest, MANIFEST_NAME));
    assert_false(manifest_lists(&p->manifest, "b"));
    assert_true(manifest_has(&p->manifest, "a", &content));
    assert_false(manifest_has(&p->manifest, "a", &other));
    assert_false(manifest_has(&p->manifest, "b/c d", &content));
    buf_free(&text);
    buf_free(&content);
    buf_free(&other);
}

/* Lines of any other shape name nothing, whoever wrote them. */
static void passes_over_lines_of_another_shape(void **state)
{
    static const char *const names[] = {"a",    " a", "a ",        "mine",
                                        "0  a", "",   DIGITS "  a"};
    static const char *const lines[] = {
        DIGITS " a",
        DIGITS "   a",
        DIGITS "\ta",
        DIGITS "- mine",
        DIGITS " -mine",
        DIGITS "0  mine",
        "7f8bc07b4ba5002  mine",
        "07F8BC07B4BA5002  mine",
        "g7f8bc07b4ba5002  mine",
        "07f8bc07b4ba500g  mine",
        "  07f8bc07b4ba5002  mine",
        DIGITS "  ",
        DIGITS,
        "mine",
        "",
    };
    struct place_to_be *p = *state;

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        read_this(p, mem_printf(&p->arena, HEAD "%s\n" DIGITS "  z", lines[i]));
        assert_true(manifest_lists(&p->manifest, "z")); /* without its end */
        for (size_t n = 0; n < sizeof names / sizeof names[0]; n++)
            if (strcmp(lines[i], DIGITS "   a") != 0 ||
                strcmp(names[n], " a") != 0)
                assert_false(manifest_lists(&p->manifest, names[n]));
    }
}

/* A list of somebody else, or none, makes nothing ours. */
static void needs_its_own_first_line(void **state)
{
    static const char *const texts[] = {
        "",
        DIGITS "  a\n",
        "# Somebody made these files.\n" DIGITS "  a\n",
    };
    struct place_to_be *p = *state;

    assert_true(manifest_read(&p->arena, p->dir, &p->manifest));
    assert_false(p->manifest.there);
    assert_false(manifest_lists(&p->manifest, MANIFEST_NAME));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        read_this(p, texts[i]);
        assert_false(p->manifest.there);
        assert_false(manifest_lists(&p->manifest, "a"));
        assert_false(manifest_lists(&p->manifest, MANIFEST_NAME));
    }
    /* Behind what git leaves of two branches, it may be the second. */
    read_this(p, "<<<<<<< HEAD\n" HEAD DIGITS "  a\n");
    assert_true(manifest_lists(&p->manifest, "a"));
}

/* What stands in its place lists nothing, and what cannot be read is said. */
static void takes_a_file_only(void **state)
{
    struct place_to_be *p = *state;
    const char *path = mem_printf(&p->arena, "%s/" MANIFEST_NAME, p->dir);

    run_write(mem_printf(&p->arena, "%s/other", p->dir), HEAD DIGITS "  a\n");
    assert_int_equal(symlink("other", path), 0);
    assert_true(manifest_read(&p->arena, p->dir, &p->manifest));
    assert_false(p->manifest.there);
    assert_int_equal(remove(path), 0);
    assert_int_equal(mkfifo(path, 0666), 0);
    alarm(10); /* a pipe that nobody writes to holds up who reads it */
    assert_true(manifest_read(&p->arena, p->dir, &p->manifest));
    alarm(0);
    assert_false(p->manifest.there);
    assert_false(manifest_read(
        &p->arena, mem_printf(&p->arena, "%s/other", p->dir), &p->manifest));
    assert_int_equal(errno, ENOTDIR);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(reads_what_it_writes),
        TEST(passes_over_lines_of_another_shape),
        TEST(needs_its_own_first_line),
        TEST(takes_a_file_only),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
