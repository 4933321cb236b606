/* SPDX-License-Identifier: 0BSD
 *
 * The tables of words in the catalogue against the explainer: whoever reads
 * the one and asks the other is told the same.
 */
#include "loaded.h"

#define SMTPC_IMPLEMENTATION
#include "../../out/smtpcodes_explain.h"

enum { TABLES_LEAST = 15 };

static int set_up(void **state)
{
    return loaded_make(state, "catalog");
}

/* How a reply with the code begins, in its gravest class: the same words with
 * a 4 may say no more than "not now". */
static const char *beginning(struct arena *arena, const struct entry *e)
{
    int class = e->classes & 1u << 5 ? 5 : 4;

    return e->kind == ENTRY_REPLY
               ? e->code
               : mem_printf(arena, "%d50 %d%s", class, class, e->code + 1);
}

/* Ask for each alternative of a row; count those that get another answer. */
static size_t ask(struct arena *arena, const struct words_row *row,
                  const char *start)
{
    size_t wrong = 0;

    for (const char *s = row->say; *s;) {
        const char *end = strstr(s, ", ");
        int n = end ? (int)(end - s) : (int)strlen(s);
        const char *reply = mem_printf(arena, "%s %.*s", start, n, s);
        struct smtpc_verdict v;

        smtpc_explain(reply, strlen(reply), NULL, &v);
        if (v.basis != SMTPC_BASIS_TEXT ||
            strcmp(smtpc_reason_name(v.reason), row->reason) != 0) {
            print_error("%s:%d: \"%s\" is %s by %s; the table says %s\n",
                        row->at.file, row->at.line, reply,
                        smtpc_reason_name(v.reason), smtpc_basis_name(v.basis),
                        row->reason);
            wrong++;
        }
        s += end ? n + 2 : n;
    }
    return wrong;
}

static void tables_and_explainer_agree(void **state)
{
    struct loaded *l = *state;
    size_t tables = 0, wrong = 0;

    for (size_t i = 0; i < l->model.entry_count; i++) {
        const struct entry *e = &l->model.entries[i];

        tables += e->words_count > 0;
        for (size_t j = 0; j < e->words_count; j++)
            wrong += ask(&l->arena, &e->words[j], beginning(&l->arena, e));
    }
    assert_true(tables >= TABLES_LEAST);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tables_and_explainer_agree),
    };

    return cmocka_run_group_tests(tests, set_up, loaded_free);
}
