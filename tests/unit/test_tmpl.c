/* SPDX-License-Identifier: 0BSD
 *
 * What the template engine cannot do right it must not do at all: each fault
 * ends the program with status 2, so those run in a child.
 */
#include "run.h"

#include "guarded.h"
#include "write/tmpl.h"

enum { SLOTS = 2 };

static void fill(struct buf *to, const char *text, size_t slots)
{
    struct tmpl_slot slot[SLOTS] = {{.name = "one"}, {.name = "two"}};

    buf_puts(&slot[0].text, "first\n");
    buf_puts(&slot[1].text, "@begin one\n");
    tmpl_fill(to, text, strlen(text), slot, slots);
    for (size_t i = 0; i < SLOTS; i++)
        buf_free(&slot[i].text);
}

static void assert_fills(const char *text, size_t slots, const char *want)
{
    struct buf to = {0};

    fill(&to, text, slots);
    buf_puts(&to, "");
    assert_string_equal(to.text, want);
    buf_free(&to);
}

static void replaces_slots(void **state)
{
    (void)state;
    assert_fills("", 0, "");
    assert_fills("no slot\nno end of line", 0, "no slot\nno end of line");
    assert_fills("a\n/* @begin one */\nsample\n/* @end one */\nb\n", 1,
                 "a\nfirst\nb\n");
    assert_fills("@begin one\n@end one\n", 1, "first\n");
    assert_fills("@begin one\n@end one", 1, "first\n");
    assert_fills("@begin two\n\n@end two\n#@begin one\nx\n#@end one\nlast", 2,
                 "@begin one\nfirst\nlast");
}

static void leaves_other_marks_alone(void **state)
{
    (void)state;
    assert_fills("@begin\n@end\nbegin one\n@ begin x\n", 0,
                 "@begin\n@end\nbegin one\n@ begin x\n");
}

/* Fill in a child; what it says. */
static void assert_dies(const char *text, size_t slots, const char *why)
{
    FILE *err = tmpfile();
    char said[256];
    int status;
    pid_t pid;
    size_t n;

    assert_non_null(err);
    fflush(NULL);
    pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct buf to = {0};

        dup2(fileno(err), STDERR_FILENO);
        fill(&to, text, slots);
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    rewind(err);
    n = fread(said, 1, sizeof said - 1, err);
    said[n] = '\0';
    fclose(err);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 2);
    assert_string_equal(said, why);
}

static void dies_on_each_fault(void **state)
{
    (void)state;
    assert_dies("@begin three\n@end three\n", 1,
                "smtpcodes-gen: template: no text for slot: three\n");
    assert_dies("@begin on\n@end on\n", 1,
                "smtpcodes-gen: template: no text for slot: on\n");
    assert_dies("nothing\n", 1,
                "smtpcodes-gen: template: text without its slot: one\n");
    assert_dies("@begin one\n@end one\n", 2,
                "smtpcodes-gen: template: text without its slot: two\n");
    assert_dies("@begin one\n@end one\n@begin one\n@end one\n", 2,
                "smtpcodes-gen: template: slot stands twice: one\n");
    assert_dies("@begin one\nx\n", 1,
                "smtpcodes-gen: template: slot left open: one\n");
    assert_dies("@begin one\n@begin two\n@end two\n@end one\n", 2,
                "smtpcodes-gen: template: slot within a slot: two\n");
    assert_dies("@end one\n@begin one\n@end one\n", 1,
                "smtpcodes-gen: template: end of a slot that is not open: "
                "one\n");
    assert_dies("@begin one\n@end two\n", 1,
                "smtpcodes-gen: template: end of a slot that is not open: "
                "two\n");
}

/* A name ends at a blank or with the line, however long it is. */
static void takes_names_of_any_length(void **state)
{
    enum { LONG = 4000 };
    struct arena arena = {0};
    char *name = mem_alloc(&arena, LONG + 1);
    struct tmpl_slot slots[2] = {{.name = name}, {.name = name + 1}};
    struct buf to = {0};

    (void)state;
    memset(name, 'n', LONG);
    buf_puts(&slots[0].text, "long\n");
    buf_puts(&slots[1].text, "shorter\n");
    buf_printf(&to, "@begin %s\n@end %s\tx\n@begin %s x\n@end %s", name, name,
               name + 1, name + 1);
    assert_true(to.len > 4 * LONG);
    for (int i = 0; i < 2; i++) {
        struct buf filled = {0};

        tmpl_fill(&filled, to.text, to.len, slots, 2);
        assert_string_equal(filled.text, "long\nshorter\n");
        buf_free(&filled);
    }
    buf_free(&to);
    buf_free(&slots[0].text);
    buf_free(&slots[1].text);
    mem_free(&arena);
}

/* Nothing is read behind the text, wherever a mark is cut. */
static void looks_no_further_than_the_text(void **state)
{
    static const char text[] = "a\n@begin one\nx\n@end one\n@begin one";

    (void)state;
    for (size_t len = 0; len < sizeof text; len++) {
        struct tmpl_slot slot = {.name = "one"};
        struct buf to = {0};
        size_t begun = strcspn(text, "@") + strlen("@begin ");
        size_t ended =
            (size_t)(strstr(text, "@end ") - text) + strlen("@end one");

        if (len <= begun) {
            tmpl_fill(&to, guarded(text, len), len, NULL, 0);
            assert_int_equal(to.len, len);
            buf_free(&to);
        } else if (len >= ended && len <= ended + 1 + strlen("@begin ")) {
            buf_puts(&slot.text, "1");
            tmpl_fill(&to, guarded(text, len), len, &slot, 1);
            assert_int_equal(strncmp(to.text, "a\n1", 3), 0);
            assert_int_equal(to.len, len > ended + 1 ? 3 + len - ended - 1 : 3);
            buf_free(&to);
            buf_free(&slot.text);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(replaces_slots),
        cmocka_unit_test(leaves_other_marks_alone),
        cmocka_unit_test(dies_on_each_fault),
        cmocka_unit_test(takes_names_of_any_length),
        cmocka_unit_test(looks_no_further_than_the_text),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
