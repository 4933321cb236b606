/* SPDX-License-Identifier: 0BSD
 *
 * pages - the pages there are, each made from the view.
 */
#ifndef PAGES_H
#define PAGES_H

#include "model/view.h"
#include "pages/page.h"

#include <stdbool.h>

/** Make a page in the arena; the page borrows from the view. */
void page_code(struct arena *arena, const struct view *view,
               const struct view_entry *e, struct page *page);
void page_reason(struct arena *arena, const struct view *view,
                 const struct view_reason *r, struct page *page);
void page_provider(struct arena *arena, const struct view *view,
                   const struct provider *p, struct page *page);

/** Whether one of words_tables has a page of its own. */
bool table_has_page(const char *id);
/** Of one that has. */
void page_table(struct arena *arena, const struct view *view, const char *id,
                struct page *page);

/** The guide's text, the short tables, and links to the long ones. */
void page_guide(struct arena *arena, const struct view *view,
                struct page *page);

/** A guide that has a page of its own. */
void page_prose(struct arena *arena, const struct view *view,
                const struct guide *guide, struct page *page);

/** What each version brought and changed; called only where there is one. */
void page_changes(struct arena *arena, const struct view *view,
                  struct page *page);

/** Where to begin: what to look at first, and the tables of codes. */
void page_overview(struct arena *arena, const struct view *view,
                   struct page *page);

#endif
