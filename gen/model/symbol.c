/* SPDX-License-Identifier: 0BSD */
#include "model/symbol.h"

static char upper(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return c == '-' || c == '.' ? '_' : c;
}

static char *uppered(char *text)
{
    for (char *s = text; *s; s++)
        *s = upper(*s);
    return text;
}

char *symbol_of_entry(struct arena *arena, const struct entry *entry)
{
    return symbol_of_name(arena, entry, entry->name);
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
