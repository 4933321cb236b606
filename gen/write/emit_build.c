/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"

#include <string.h>

/* What stands around the version and around the name of a header. */
struct build_file {
    const char *path;
    const struct embedded *text;
    const char *before_version, *behind_version;
    const char *before_header, *behind_header; /* NULL: lists none */
};

static bool is_header(const char *path)
{
    size_t len = strlen(path);

    return !strchr(path, '/') && len > 2 && strcmp(path + len - 2, ".h") == 0;
}

static void emit_file(const struct view *view, struct outset *set,
                      const struct build_file *file)
{
    enum { VERSION, HEADERS, SLOTS };
    struct tmpl_slot slots[SLOTS] = {
        [VERSION] = {"version", {0}}, [HEADERS] = {"headers", {0}}};
    size_t count = file->before_header ? SLOTS : HEADERS;

    buf_printf(&slots[VERSION].text, "%s%s%s", file->before_version,
               view->model->version, file->behind_version);
    for (size_t i = 0; i < set->count && count == SLOTS; i++)
        if (is_header(set->files[i].path))
            buf_printf(&slots[HEADERS].text, "%s%s%s", file->before_header,
                       set->files[i].path, file->behind_header);
    emit_filled(set, file->path, file->text, slots, count);
}

/* A version is digits and dots, and names of headers are ours: no language
 * has an escaper to pass. */
void emit_build(const struct view *view, struct outset *set)
{
    static const struct build_file files[] = {
        {"CMakeLists.txt", &embedded_CMakeLists_txt,
         "project(smtpcodes VERSION ", " LANGUAGES NONE)\n", "    ", "\n"},
        {"meson.build", &embedded_meson_build, "  version: '", "',\n", "  '",
         "',\n"},
        {"smtpcodes.pc.in", &embedded_smtpcodes_pc_in, "Version: ", "\n", NULL,
         NULL},
    };

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        emit_file(view, set, &files[i]);
}
