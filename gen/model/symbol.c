/* SPDX-License-Identifier: 0BSD */
#include "model/symbol.h"

#include "base/ascii.h"

#include <string.h>

static char upper(char c)
{
    return c == '-' || c == '.' ? '_' : to_upper(c);
}

static char *uppered(char *text)
{
    for (char *s = text; *s; s++)
        *s = upper(*s);
    return text;
}

char *symbol_of_entry(struct arena *arena, const struct entry *entry)
{
    return entry->name ? symbol_of_name(arena, entry, entry->name)
                       : symbol_of_numbers(arena, entry->code);
}

char *symbol_of_numbers(struct arena *arena, const char *code)
{
    const char *to = strchr(code, '-');

    if (to)
        return uppered(mem_printf(arena, "SMTPC_%.*s_TO_%s", (int)(to - code),
                                  code, to + 1));
    /* "SMTPC_559" would be too short to be told from all others by two windows
     * of eight letters: see phash_find_windows. */
    return uppered(mem_printf(
        arena, strchr(code, '.') ? "SMTPC_%s" : "SMTPC_REPLY_%s", code));
}

char *symbol_of_name(struct arena *arena, const struct entry *entry,
                     const char *name)
{
    return uppered(mem_printf(arena, "SMTPC_%s_%s", entry->code, name));
}

char *symbol_of(struct arena *arena, const char *family, const char *name)
{
    return uppered(mem_printf(arena, "SMTPC_%s_%s", family, name));
}
