/* SPDX-License-Identifier: 0BSD */
#include "write/members.h"

#include "base/buf.h"
#include "base/digest.h"
#include "model/match.h"

#include <inttypes.h>
#include <string.h>

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

const char *member_of_literal(struct arena *arena, const char *folded)
{
    /* Compilers need not tell names apart beyond 63 bytes. */
    enum { WHOLE = 60, CUT = 42 };
    struct buf name = {0};
    const char *member;

    for (const char *s = folded; *s; s++) {
        if ((*s >= 'a' && *s <= 'z') || (*s >= '0' && *s <= '9'))
            buf_putc(&name, *s);
        else if (*s == ' ')
            buf_putc(&name, '_');
        else if (*s == SMTPC_GAP_MARK_)
            buf_putc(&name, 'X');
        else
            buf_printf(&name, "Z%02x", (unsigned char)*s);
    }
    if (name.len <= WHOLE)
        member = mem_printf(arena, "l%s", name.text);
    else
        member = mem_printf(arena, "l%.*sY%016" PRIx64, CUT, name.text,
                            digest(folded, strlen(folded)));
    buf_free(&name);
    return member;
}

const char *member_of_use(struct arena *arena, const struct provider *p,
                          const struct use *use)
{
    char *name = mem_printf(arena, "u_%s_%s", p->id, use->code);

    for (size_t i = 0; i < use->reply_count; i++)
        name = mem_printf(arena, "%s_%s", name, use->replies[i]);
    return plain(name);
}
