/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include "render/esc.h"

enum { COLUMNS = 7 };

static void put_row(struct buf *to, const char *const fields[COLUMNS])
{
    for (int i = 0; i < COLUMNS; i++) {
        if (i > 0)
            buf_putc(to, ',');
        esc_csv(to, fields[i]);
    }
    buf_puts(to, "\r\n");
}

/* No byte order mark: readers of CSV take it for a part of "code". */
void emit_csv(const struct view *view, struct outset *set)
{
    static const char *const head[COLUMNS] = {
        "code", "symbol", "title", "standing", "reason", "action", "party"};
    struct buf *to = outset_add(set, "smtpcodes.csv");

    put_row(to, head);
    for (size_t i = 0; i < view->entry_count; i++) {
        const struct view_entry *e = &view->entries[i];
        const char *const row[COLUMNS] = {
            e->entry->code,          e->symbol,
            e->entry->prose.title,   model_standings[e->entry->standing],
            e->entry->reason,        model_actions[e->actions[e->main_class]],
            model_parties[e->party],
        };

        put_row(to, row);
    }
}
