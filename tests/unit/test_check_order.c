/* SPDX-License-Identifier: 0BSD
 *
 * Of what stands in the wrong order that is named which has to move.
 */
#include "run.h"

#include "check/check_rules.h"

/* What is said of RFCs by digits, and of sources by letters; a '|' begins
 * another file, as "message; message". */
static const char *said_of(struct arena *arena, const char *text)
{
    static const char *const files[] = {"a.xml", "b.xml"};
    struct model model = {0};
    struct diag diag = {0};
    struct check check = {.model = &model, .diag = &diag};
    const char *all = "";
    int file = 0;

    for (int line = 1; *text; text++) {
        struct reference *r;

        if (*text == '|') {
            file++;
            continue;
        }
        r = mem_push(arena, &model.references, &model.reference_count,
                     sizeof *r);
        r->at = (struct place){files[file], line++};
        if (*text >= '0' && *text <= '9')
            r->rfc = *text - '0';
        else
            r->id = mem_text(arena, text, 1);
    }
    check_entry_order(&check);
    for (size_t i = 0; i < diag.count; i++)
        all = mem_printf(arena, "%s%s%d: %s", all, i ? "; " : "",
                         diag.faults[i].at.line, diag.faults[i].text);
    diag_free(&diag);
    return all;
}

#define BEFORE(line, a, b) \
    line ": RFC " a " comes before RFC " b "; expected ascending numbers"
#define AFTER(line, a, b) \
    line ": RFC " a " comes after RFC " b "; expected ascending numbers"

static void names_what_has_to_move(void **state)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"1", ""},
        {"1233", ""},
        {"21", AFTER("2", "1", "2")},
        {"132", AFTER("3", "2", "3")},
        {"1324", AFTER("3", "2", "3")},
        {"192345", BEFORE("2", "9", "2")},
        {"19239", BEFORE("2", "9", "2")},
        {"912", BEFORE("1", "9", "1")},
        {"91", AFTER("2", "1", "9")},
        {"3912", AFTER("3", "1", "9")},
        {"12394", AFTER("5", "4", "9")},
        {"129345678", BEFORE("3", "9", "3")},
        {"192837", BEFORE("2", "9", "2") "; " BEFORE("4", "8", "3")},
        /* The next file begins anew. */
        {"9|1", ""},
        {"19|23", ""},
        {"192|3", AFTER("3", "2", "9")},
        {"5|923", BEFORE("2", "9", "2")},
        /* Sources stand between them, in an order of their own. */
        {"1a2b3", ""},
        {"1b2a", "4: source \"a\" comes after source \"b\"; expected "
                 "ascending ids"},
        {"xab", "1: source \"x\" comes before source \"a\"; expected "
                "ascending ids"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct arena arena = {0};

        if (strcmp(said_of(&arena, rows[i][0]), rows[i][1]) != 0)
            fail_msg("%s: %s", rows[i][0], said_of(&arena, rows[i][0]));
        mem_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_what_has_to_move),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
