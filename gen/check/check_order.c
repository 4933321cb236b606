/* SPDX-License-Identifier: 0BSD
 *
 * What stands in order, so that everyone knows where a new one goes and two
 * people adding one rarely touch the same line.
 */
#include "check/check_rules.h"

#include <string.h>

/* Something that has its place in a file. */
struct row {
    const char *key; /* sorts as the thing does */
    const char *name;
    struct place at;
};

static bool are_ordered(const struct row *a, const struct row *b)
{
    return a->at.file != b->at.file || strcmp(a->key, b->key) <= 0;
}

/* Of two that are in the wrong order, is it the first that has no place there?
 * Then those around it go together. */
static bool is_first_wrong(const struct row *rows, size_t count, size_t second)
{
    return second + 1 < count &&
           !are_ordered(&rows[second - 1], &rows[second + 1]) &&
           (second == 1 || are_ordered(&rows[second - 2], &rows[second]));
}

static void check_ascending(struct check *c, const struct row *rows,
                            size_t count, const char *what)
{
    for (size_t i = 1; i < count; i++)
        if (are_ordered(&rows[i - 1], &rows[i]))
            continue;
        else if (is_first_wrong(rows, count, i))
            diag_error(c->diag, rows[i - 1].at, "entry-order",
                       "%s comes before %s; expected ascending %s",
                       rows[i - 1].name, rows[i].name, what);
        else
            diag_error(c->diag, rows[i].at, "entry-order",
                       "%s comes after %s; expected ascending %s", rows[i].name,
                       rows[i - 1].name, what);
}

static void check_references(struct check *c, struct arena *arena, bool rfcs)
{
    const struct model *m = c->model;
    struct row *rows = mem_alloc(arena, m->reference_count * sizeof *rows);
    size_t count = 0;

    for (size_t i = 0; i < m->reference_count; i++) {
        const struct reference *r = &m->references[i];

        if (rfcs == !r->id)
            rows[count++] =
                (struct row){r->id ? r->id : mem_printf(arena, "%05d", r->rfc),
                             r->id ? mem_printf(arena, "source \"%s\"", r->id)
                                   : mem_printf(arena, "RFC %d", r->rfc),
                             r->at};
    }
    check_ascending(c, rows, count, rfcs ? "numbers" : "ids");
}

void check_entry_order(struct check *c)
{
    const struct model *m = c->model;
    struct arena arena = {0};
    struct row *rows = mem_alloc(&arena, m->entry_count * sizeof *rows);

    for (size_t i = 0; i < m->entry_count; i++) {
        const struct entry *e = &m->entries[i];

        rows[i] = (struct row){mem_printf(&arena, "%03d %03d %03d", e->reply,
                                          e->subject, e->detail),
                               e->code, e->at};
    }
    check_ascending(c, rows, m->entry_count, "codes");
    check_references(c, &arena, true);
    check_references(c, &arena, false);
    mem_free(&arena);
}
