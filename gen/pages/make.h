/* SPDX-License-Identifier: 0BSD
 *
 * make - a page in the making, front to back.
 *
 * A block is begun, then its items and cells, then text is said, each at the
 * end of what there is. What is said goes into the heading, paragraph, item or
 * cell that was begun last.
 */
#ifndef MAKE_H
#define MAKE_H

#include "model/view.h"
#include "pages/page.h"

struct maker {
    const struct view *view;
    struct page *page;
    struct arena *arena;
    const struct view_entry *self; /* never linked from its own page */
    struct spans *at;
};

/** Start a page in the arena; the place of its title is called as it is, and
 * what is said goes into the title. */
void make_begin(struct maker *m, struct arena *arena, const struct view *view,
                struct page *page, enum page_kind kind, const char *name);

struct block *make_block(struct maker *m, enum block_kind kind);

/** A heading of level 2 or 3; text may be "", to be said. */
void make_heading(struct maker *m, int level, const char *anchor,
                  const char *text);
void make_paragraph(struct maker *m);
void make_sample(struct maker *m, const char *text);

/** A table; titles of its columns, which must last. */
#define MAKE_TABLE(m, ...)                            \
    make_table(m, (const char *const[]){__VA_ARGS__}, \
               sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))
void make_table(struct maker *m, const char *const *titles, size_t count);

/** The next item of the last block, and the next cell of that. */
void make_item(struct maker *m);
void make_cell(struct maker *m);
/** The next item with its anchor; a term, its text to be said. */
void make_place(struct maker *m, const char *anchor);
void make_term(struct maker *m, const char *term);

/** Another page that names this one. */
void make_related(struct maker *m, enum page_kind kind, const char *name);

void say(struct maker *m, const char *text);
void sayf(struct maker *m, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/** In a paragraph, item or cell of its own. */
void say_paragraph(struct maker *m, const char *text);
void say_item(struct maker *m, const char *text);
void say_cell(struct maker *m, const char *text);

void say_strong(struct maker *m, const char *text);
void say_literal(struct maker *m, const char *text);
void say_address(struct maker *m, enum span_kind kind, const char *address,
                 const char *text);

/** Catalogue text; each code it names that has a page leads there once. */
void say_prose(struct maker *m, const char *text);

/** Links; the text is the code, the title of the cause, message, provider. */
void say_code(struct maker *m, const struct view_entry *e);
/** A code as somebody writes it: "5.7.57", "4.7.500-699". */
void say_code_as(struct maker *m, const struct view_entry *e, const char *said);
void say_reason(struct maker *m, const struct reason *r);
void say_message(struct maker *m, const struct message *msg);
void say_provider(struct maker *m, const char *id);
void say_link(struct maker *m, enum page_kind kind, const char *name,
              const char *anchor, const char *text);

enum page_kind make_kind(const struct view_entry *e);

/** A code as people have it on the screen, in that class: "5.7.26". */
const char *make_held(struct maker *m, const struct view_entry *e, int class);

#endif
