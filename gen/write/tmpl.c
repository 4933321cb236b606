/* SPDX-License-Identifier: 0BSD */
#include "write/tmpl.h"

#include "base/mem.h"

#include <stdbool.h>
#include <string.h>

/* The name behind mark in a line, "" when the line has no such mark. */
static const char *marked(struct arena *arena, const char *line, size_t len,
                          const char *mark)
{
    size_t n = strlen(mark);

    for (const char *s = line; s + n < line + len; s++) {
        size_t at = 0;

        if (memcmp(s, mark, n) != 0)
            continue;
        for (s += n; s + at < line + len && s[at] > ' ';)
            at++;
        return mem_text(arena, s, at);
    }
    return "";
}

static const struct tmpl_slot *find(const struct tmpl_slot *slots, size_t count,
                                    const char *name)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(slots[i].name, name) == 0)
            return &slots[i];
    mem_die("template: no text for slot", name);
}

void tmpl_fill(struct buf *to, const char *text, size_t len,
               const struct tmpl_slot *slots, size_t count)
{
    const char *end = text + len;
    const char *open = "";
    struct arena arena = {0};
    bool *used = mem_alloc(&arena, count);

    while (text < end) {
        const char *nl = memchr(text, '\n', (size_t)(end - text));
        size_t n = nl ? (size_t)(nl - text) + 1 : (size_t)(end - text);
        const char *name = marked(&arena, text, n, "@begin ");

        if (*name) {
            const struct tmpl_slot *slot = find(slots, count, name);

            if (*open)
                mem_die("template: slot within a slot", name);
            buf_add(to, slot->text.text, slot->text.len);
            open = name;
            if (used[slot - slots])
                mem_die("template: slot stands twice", name);
            used[slot - slots] = true;
        } else {
            name = marked(&arena, text, n, "@end ");
            if (*name && strcmp(name, open) != 0)
                mem_die("template: end of a slot that is not open", name);
            if (*name)
                open = "";
            else if (!*open)
                buf_add(to, text, n);
        }
        text += n;
    }
    if (*open)
        mem_die("template: slot left open", open);
    for (size_t i = 0; i < count; i++)
        if (!used[i])
            mem_die("template: text without its slot", slots[i].name);
    mem_free(&arena);
}
