/* SPDX-License-Identifier: 0BSD */
#include "write/site_parts.h"

#include "base/read_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

bool site_parts_read(struct arena *arena, const char *dir,
                     struct site_parts *parts)
{
    const struct {
        const char *name, **to;
    } files[] = {{"head.html", &parts->html.head},
                 {"top.html", &parts->html.top},
                 {"front-head.html", &parts->html.front_head},
                 {"front-top.html", &parts->html.front_top},
                 {"alone.html", &parts->alone}};

    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        const char *path = mem_printf(arena, "%s/%s", dir, files[i].name);
        struct buf text = {0};

        if (!read_bytes(path, &text)) {
            fprintf(stderr, "smtpcodes-gen: cannot read %s: %s\n", path,
                    strerror(errno));
            return false;
        }
        *files[i].to = mem_text(arena, text.text, text.len);
        buf_free(&text);
    }
    return true;
}
