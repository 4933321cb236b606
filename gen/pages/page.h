/* SPDX-License-Identifier: 0BSD
 *
 * page - what a page says, as blocks and spans; knows no output language.
 *
 * code.c, reason.c, provider.c, guide.c and changes.c make pages from the view,
 * by make.h; render/ turns them into a medium. All of a page lives in one
 * arena. Texts are plain UTF-8, nowhere escaped. Anchors are given here and
 * never derived from titles: people link to them, so what was once given out
 * stays (tests/promised/anchors.txt).
 */
#ifndef PAGE_H
#define PAGE_H

#include "base/mem.h"

#include <stddef.h>

enum page_kind {
    PAGE_REPLY,
    PAGE_STATUS,
    PAGE_REASON,
    PAGE_PROVIDER,
    PAGE_GUIDE,
    PAGE_OVERVIEW,
    PAGE_TABLE,
    PAGE_CHANGES,
    PAGE_KINDS
};

/** A page, or a place on one. A code's is called "550" or "X.7.26", a cause's,
 * a provider's and a table's by their ids, the guide "", and another guide as
 * its page; of the overview there is one. What a page is called in a medium the
 * renderer knows. */
struct target {
    enum page_kind kind;
    const char *name;
    const char *held;   /* as people have it on the screen: "5.7.26" */
    const char *anchor; /* NULL: its top */
};

enum span_kind {
    SPAN_TEXT,
    SPAN_STRONG,
    SPAN_CODE,
    SPAN_LINK,    /* to a page, where the reader may go on */
    SPAN_MENTION, /* a code that a sentence names, which has a page */
    SPAN_RFC,     /* number in text, "RFC 5321, section 4.2": address too */
    SPAN_ADDRESS  /* of another site */
};

struct span {
    enum span_kind kind;
    const char *text;
    struct target to;    /* of a link or mention */
    const char *address; /* of another site's */
};

struct spans {
    struct span *list;
    size_t count;
};

/** An item of a list, a step, a row of a table (a cell a column), or a term
 * and what it is (two cells). */
struct item {
    const char *anchor; /* NULL: none */
    struct spans *cells;
    size_t cell_count;
    const char *command; /* of a step; NULL: none */
};

enum block_kind {
    BLOCK_HEADING,
    BLOCK_ANCHOR, /* a place with a name and no heading */
    BLOCK_PARAGRAPH,
    BLOCK_NOTE,     /* a paragraph that must not be missed */
    BLOCK_SAMPLE,   /* text as it stands in a session or a file */
    BLOCK_LIST,     /* items of one cell */
    BLOCK_CONTENTS, /* the same, of links within the page */
    BLOCK_STEPS,    /* the same, in this order */
    BLOCK_TERMS,
    BLOCK_TABLE,
    BLOCK_DETAILS, /* a title and paragraphs that few want to read */
    BLOCK_FOOTER   /* links to where the page belongs */
};

struct block {
    enum block_kind kind;
    int level;          /* of a heading: 2 or 3 */
    const char *anchor; /* of a heading or a place */
    const char *text;   /* of a sample */
    struct spans spans; /* of a heading, paragraph, note; title of details */
    struct item *items;
    size_t item_count;
    const char *const *columns; /* titles of a table's columns */
    size_t column_count;
};

struct page {
    struct arena *arena;
    struct target self;   /* its anchor is its title's */
    const char **aliases; /* "4.7.26", "5.7.26": all names that people hold */
    size_t alias_count;
    size_t told_count;    /* so many of them the page names itself, the first */
    const char **earlier; /* names that the page had, which lead to it */
    size_t earlier_count;
    struct spans title;
    const char *about;   /* what it is, for a list of pages */
    const char *summary; /* its first sentence */
    const char *date;    /* of the facts: "2024-12-06" */
    struct block *blocks;
    size_t block_count;
    struct target *related; /* pages that name this one */
    size_t related_count;
    const struct html_parts *html; /* for html.c, which knows it; NULL: none */
};

/** All text of the spans, one behind the other, in the arena. */
const char *page_text(struct arena *arena, const struct spans *spans);

#endif
