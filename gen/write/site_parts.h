/* SPDX-License-Identifier: 0BSD
 *
 * site_parts - what the web pages have from elsewhere: the box that explains
 * what is pasted, which is made of out/ and so after it.
 */
#ifndef SITE_PARTS_H
#define SITE_PARTS_H

#include "base/mem.h"
#include "render/render.h"

#include <stdbool.h>

struct site_parts {
    struct html_parts html;
    const char *alone; /* the front page's box as a page of its own */
};

/** Read them from a folder, into the arena. False: one cannot be read, and
 * which has been printed to standard error. */
bool site_parts_read(struct arena *arena, const char *dir,
                     struct site_parts *parts);

#endif
