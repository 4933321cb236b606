/* SPDX-License-Identifier: 0BSD
 *
 * render - a page in a medium.
 *
 * A renderer decides how a table or a link looks, never what is said. It
 * knows how files are called in its medium; which pages go there is decided
 * in write/pages.c.
 */
#ifndef RENDER_H
#define RENDER_H

#include "base/buf.h"
#include "pages/page.h"

/** The file of a page, relative to the medium's folder, in the arena. */
const char *markdown_path(struct arena *arena, const struct target *page);
const char *mdoc_path(struct arena *arena, const struct target *page);
const char *html_path(struct arena *arena, const struct target *page);

void markdown_render(const struct page *page, struct buf *to);
void mdoc_render(const struct page *page, struct buf *to);
void html_render(const struct page *page, struct buf *to);

/** What web pages have besides what they say, as HTML: in the head, and above
 * the title. The front page, of kind overview, has its own. */
struct html_parts {
    const char *head, *top, *front_head, *front_top;
};

/** What stands in the file of another name of a page, which leads to it. */
void mdoc_alias(const struct page *page, const struct target *alias,
                struct buf *to);
void html_alias(const struct page *page, const struct target *alias,
                struct buf *to);

/** What stands in the file of a name that a page had: where it is now. */
void markdown_earlier(const struct page *page, const struct target *name,
                      struct buf *to);
void html_earlier(const struct page *page, const struct target *name,
                  struct buf *to);

/** What a manual page begins with, for those whose text is not a page's. */
void mdoc_head(const char *date, const char *name, int section, struct buf *to);
void mdoc_date(const char *date, struct buf *to);

#endif
