/* SPDX-License-Identifier: 0BSD */
#include "write/members.h"

/* Ids and codes are of letters and digits but for hyphens and dots, which
 * become underscores. They have no two in a row, which C++ would take for its
 * own. */
static const char *plain(char *name)
{
    for (char *s = name; *s; s++)
        if (*s == '-' || *s == '.')
            *s = '_';
    return name;
}

const char *member_of_code(struct arena *arena, const char *code)
{
    return plain(mem_printf(arena, "r%s", *code == 'X' ? code + 1 : code));
}

const char *member_of_id(struct arena *arena, const char *prefix,
                         const char *id)
{
    return plain(mem_printf(arena, "%s_%s", prefix, id));
}

const char *member_of_use(struct arena *arena, const struct provider *p,
                          const struct use *use)
{
    char *name = mem_printf(arena, "u_%s_%s", p->id, use->code);

    for (size_t i = 0; i < use->reply_count; i++)
        name = mem_printf(arena, "%s_%s", name, use->replies[i]);
    return plain(name);
}
