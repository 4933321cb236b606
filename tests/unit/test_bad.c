/* SPDX-License-Identifier: 0BSD
 *
 * The faulty catalogues of tests/bad/: every folder is one, its expected.txt
 * the generator's whole standard error. Every rule must have a folder.
 */
#include "run.h"

/* The rules. A rule that is reported but not listed fails the test too. */
static const char *const rules[] = {
    "bad-code",
    "bad-command",
    "bad-name",
    "bad-phrase",
    "bad-value",
    "conflict",
    "control-char",
    "dead-phrase",
    "doctype",
    "dup-act",
    "dup-advice",
    "dup-code",
    "dup-file",
    "dup-id",
    "dup-name",
    "dup-pair",
    "dup-phrase",
    "dup-table",
    "dup-text",
    "dup-use",
    "dup-word",
    "dup-words",
    "element-order",
    "empty-text",
    "encoding",
    "entry-order",
    "example-lost",
    "few-words",
    "action-steps",
    "file-name",
    "long-text",
    "missing-act",
    "missing-advice",
    "missing-attribute",
    "missing-element",
    "missing-file",
    "missing-origin",
    "mixed-letters",
    "no-manifest",
    "outside-catalog",
    "pair-class",
    "promised",
    "provider-file",
    "release",
    "reply-class",
    "retired-instead",
    "schema",
    "second-element",
    "second-manifest",
    "self-reference",
    "shown-elsewhere",
    "stray-text",
    "symbol-collision",
    "too-deep",
    "unknown-attribute",
    "unknown-class",
    "unknown-code",
    "unknown-element",
    "unknown-format",
    "unknown-placeholder",
    "unknown-provider",
    "unknown-reason",
    "unknown-reference",
    "unknown-subject",
    "unknown-table",
    "unlisted-file",
    "unsaid-change",
    "xml",
};

/* A file of a gigabyte is not kept here, nor a catalogue of 65,536 scopes;
 * test_read_file.c and test_limits.c make them. How texts are written is no
 * fault of a catalogue: test_style.c. */
static const char *const elsewhere[] = {
    "file-size",       "future-date",     "too-many",     "no-source",
    "style-character", "style-command",   "style-end",    "style-id",
    "style-condition", "style-joint",     "style-length", "style-markup",
    "style-word",      "unused-reference"};

enum {
    RULES = sizeof rules / sizeof rules[0],
    ELSEWHERE = sizeof elsewhere / sizeof elsewhere[0]
};

struct bad {
    struct arena arena;
    char *gen;
    const char **cases;
    size_t count;
};

static bool is_rule(const char *id)
{
    for (size_t i = 0; i < RULES; i++)
        if (strcmp(rules[i], id) == 0)
            return true;
    for (size_t i = 0; i < ELSEWHERE; i++)
        if (strcmp(elsewhere[i], id) == 0)
            return true;
    return false;
}

/* The folders of tests/bad/, from the paths of all files below it. */
static int set_up(void **state)
{
    struct bad *bad = calloc(1, sizeof *bad);
    const char **files, **one, *last = "";
    size_t count;

    assert_non_null(bad);
    *state = bad;
    bad->gen = run_generator();
    assert_true(dir_files(&bad->arena, "tests/bad", &files, &count));
    for (size_t i = 0; i < count; i++) {
        size_t n = strcspn(files[i], "/");

        if (strlen(last) == n && strncmp(last, files[i], n) == 0)
            continue;
        one = mem_push(&bad->arena, &bad->cases, &bad->count, sizeof *one);
        *one = last = mem_text(&bad->arena, files[i], n);
    }
    return bad->count ? 0 : -1;
}

static int tear_down(void **state)
{
    struct bad *bad = *state;

    free(bad->gen);
    mem_free(&bad->arena);
    free(bad);
    return 0;
}

/* What libxml2 says differs from version to version: it stands in brackets
 * and does not count. */
static void drop_words_of_libxml2(struct buf *text)
{
    static const char start[] = " (libxml2: ";
    char *from, *to;

    while (text->len && (from = strstr(text->text, start)) != NULL) {
        to = strstr(from, ") [");
        assert_non_null(to);
        memmove(from, to + 1, strlen(to + 1) + 1);
        text->len -= (size_t)(to + 1 - from);
    }
}

/* --lint, then a real run onto an out/ that holds one file: both say the
 * same, both exit with 1, and nothing is written anywhere. */
static bool case_holds(struct bad *bad, const char *name, const char *out)
{
    struct arena arena = {0};
    char *folder = mem_printf(&arena, "tests/bad/%s", name);
    char *target = mem_printf(&arena, "../../%s/out", out);
    char *arg = mem_text(&arena, name, strlen(name));
    char *const lint[] = {bad->gen, (char[]){"--lint"}, arg, NULL};
    char *const make[] = {bad->gen, arg, target, NULL};
    struct buf want = {0}, got[2] = {{0}, {0}}, said[2] = {{0}, {0}};
    struct buf before = {0}, after = {0}, kept = {0};
    bool good =
        run_read_file(mem_printf(&arena, "%s/expected.txt", folder), &want);
    int status[2];

    run_snapshot(folder, &before);
    status[0] = run_program("tests/bad", lint, NULL, &said[0], &got[0]);
    status[1] = run_program("tests/bad", make, NULL, &said[1], &got[1]);
    drop_words_of_libxml2(&got[0]);
    drop_words_of_libxml2(&got[1]);
    run_snapshot(folder, &after);
    run_snapshot(out, &kept);
    for (int i = 0; i < 2; i++)
        good = good && status[i] == 1 && run_same(&want, &got[i]) &&
               said[i].len == 0;
    good = good && run_same(&before, &after) &&
           kept.len == sizeof "out/kept\0old\n" &&
           memcmp(kept.text, "out/kept\0old\n", kept.len) == 0;
    if (!good)
        print_error("tests/bad/%s: exits %d and %d; expected\n%sgot\n%s", name,
                    status[0], status[1], want.text ? want.text : "",
                    got[0].text);
    for (int i = 0; i < 2; i++) {
        buf_free(&got[i]);
        buf_free(&said[i]);
    }
    buf_free(&want);
    buf_free(&before);
    buf_free(&after);
    buf_free(&kept);
    mem_free(&arena);
    return good;
}

static void each_case_says_what_it_should(void **state)
{
    struct bad *bad = *state;
    const char *out = run_folder(&bad->arena, "test_bad");
    size_t wrong = 0;

    run_write(mem_printf(&bad->arena, "%s/out/kept", out), "old\n");
    for (size_t i = 0; i < bad->count; i++)
        wrong += !case_holds(bad, bad->cases[i], out);
    assert_int_equal(wrong, 0);
}

/* Count the lines of all expected.txt that end in [id]. */
static void each_rule_has_a_case(void **state)
{
    struct bad *bad = *state;
    bool met[RULES] = {false};

    for (size_t i = 0; i < bad->count; i++) {
        struct buf text = {0};

        assert_true(run_read_file(
            mem_printf(&bad->arena, "tests/bad/%s/expected.txt", bad->cases[i]),
            &text));
        for (size_t r = 0; r < RULES; r++) {
            const char *mark = mem_printf(&bad->arena, " [%s]\n", rules[r]);

            met[r] = met[r] || strstr(text.text, mark) != NULL;
        }
        buf_free(&text);
    }
    for (size_t r = 0; r < RULES; r++)
        if (!met[r])
            fail_msg("rule %s has no case in tests/bad/", rules[r]);
}

/* Take the text constant at *s, which is on its first quote. */
static const char *constant(struct arena *arena, const char **s)
{
    size_t n = strcspn(++*s, "\"");
    const char *text = mem_text(arena, *s, n);

    *s += n + 1;
    return text;
}

static bool looks_like_id(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyz-") == strlen(s);
}

/* Rules that a source names in diag_error(...) or in check.c's table. */
static void check_source(struct bad *bad, const char *path)
{
    struct buf text = {0};

    assert_true(run_read_file(path, &text));
    for (const char *s = strstr(text.text, "diag_error("); s;
         s = strstr(s, "diag_error(")) {
        const char *id;

        s += strcspn(s, "\";");
        if (*s != '"')
            continue;
        id = constant(&bad->arena, &s);
        if (*s == ',' && looks_like_id(id) && !is_rule(id))
            fail_msg("%s: rule %s is not in the table of test_bad.c", path, id);
    }
    buf_free(&text);
}

static void each_rule_of_the_sources_is_known(void **state)
{
    struct bad *bad = *state;
    const char **files;
    size_t count;
    struct buf all = {0};

    assert_true(dir_files(&bad->arena, "gen", &files, &count));
    for (size_t i = 0; i < count; i++) {
        const char *path = mem_printf(&bad->arena, "gen/%s", files[i]);

        if (!strstr(path, ".c") || strncmp(files[i], "runtime/", 8) == 0)
            continue;
        check_source(bad, path);
        assert_true(run_read_file(path, &all));
    }
    for (size_t r = 0; r < RULES; r++)
        if (!strstr(all.text, mem_printf(&bad->arena, "\"%s\"", rules[r])))
            fail_msg("rule %s is in no source", rules[r]);
    buf_free(&all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_case_says_what_it_should),
        cmocka_unit_test(each_rule_has_a_case),
        cmocka_unit_test(each_rule_of_the_sources_is_known),
    };

    return cmocka_run_group_tests(tests, set_up, tear_down);
}
