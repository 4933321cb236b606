/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include <string.h>

/* Are two codes printed side by side, "550" and "551", "X.7.1" and "X.7.26"? */
static bool is_neighbour(const char *a, const char *b)
{
    return strncmp(a, b, *a == 'X' ? 3 : 1) == 0;
}

/* A digit a code, in the order of their ids, and one before them for the code
 * that is unknown. Lines end where the first digit or the subject changes, so
 * that a new code changes one of them. */
static void put_classes(struct buf *to, const struct view *v)
{
    buf_puts(to, "    \"5");
    for (size_t i = 0; i < v->entry_count; i++) {
        const char *code = v->entries[i].entry->code;

        if (i == 0 || !is_neighbour(v->entries[i - 1].entry->code, code))
            buf_puts(to, "\"\n    \"");
        buf_printf(to, "%d", v->entries[i].main_class);
    }
    buf_puts(to, "\"\n");
}

/* What stands around the version; NULL: the file has the classes instead. */
struct sql_file {
    const char *path;
    const struct embedded *text;
    const char *before, *behind;
};

static void emit_file(const struct view *view, struct outset *set,
                      const struct sql_file *file)
{
    struct tmpl_slot slot = {file->before ? "version" : "classes", {0}};

    if (file->before)
        buf_printf(&slot.text, "%s%s%s", file->before, view->model->version,
                   file->behind);
    else
        put_classes(&slot.text, view);
    emit_filled(set, file->path, file->text, &slot, 1);
}

/* A version is digits and dots, so it needs no escaper. */
void emit_sql(const struct view *view, struct outset *set)
{
    static const struct sql_file files[] = {
        {"sql/sqlite/smtpcodes_sqlite.c", &embedded_smtpcodes_sqlite_c, NULL,
         NULL},
        {"sql/postgresql/smtpcodes_postgresql.c",
         &embedded_smtpcodes_postgresql_c, NULL, NULL},
        {"sql/postgresql/smtpcodes.control", &embedded_smtpcodes_control,
         "default_version = '", "'\n"},
        {"sql/postgresql/Makefile", &embedded_Makefile, "DATA = smtpcodes--",
         ".sql\n"},
    };
    struct buf path = {0};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        emit_file(view, set, &files[i]);
    buf_printf(&path, "sql/postgresql/smtpcodes--%s.sql", view->model->version);
    buf_add(outset_add(set, path.text), embedded_smtpcodes_sql.text,
            embedded_smtpcodes_sql.len);
    buf_free(&path);
}
