/* SPDX-License-Identifier: 0BSD
 *
 * mdoc, the language of manual pages, as mandoc and groff read it.
 */
#include "base/ascii.h"
#include "render/esc.h"
#include "render/render.h"

#include <stdlib.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

struct mdoc {
    const struct page *page;
    struct buf *to;
    struct buf text;  /* gathered, until a macro comes */
    const char **see; /* pages for SEE ALSO */
    size_t see_count;
    bool in_section; /* behind NAME */
    bool fresh;      /* nothing stands below the heading or item yet */
};

static const char overview[] = "smtpcodes";

static const char *page_name(struct arena *arena, const struct target *page)
{
    switch (page->kind) {
    case PAGE_REPLY:
    case PAGE_STATUS:
    case PAGE_REASON:
        return mem_printf(arena, "smtp-%s", page->name);
    case PAGE_PROVIDER:
        return mem_printf(arena, "smtp-provider-%s", page->name);
    case PAGE_GUIDE: /* what there is of it stands in the overview */
    case PAGE_OVERVIEW:
    case PAGE_TABLE:
    case PAGE_CHANGES:
    case PAGE_KINDS:
        break;
    }
    return overview;
}

const char *mdoc_path(struct arena *arena, const struct target *page)
{
    return mem_printf(arena, "man7/%s.7", page_name(arena, page));
}

/* --- heads --------------------------------------------------------------- */

/* The date of the facts: it moves when they do, not when a page is made. */
void mdoc_date(const char *date, struct buf *to)
{
    static const char *const months[] = {
        "January", "February", "March",     "April",   "May",      "June",
        "July",    "August",   "September", "October", "November", "December"};
    char *rest;
    long year = strtol(date, &rest, 10), month = 1, day = 1;

    if (*rest)
        month = strtol(rest + 1, &rest, 10);
    if (*rest)
        day = strtol(rest + 1, NULL, 10);
    buf_printf(to, ".Dd %s %ld, %ld\n", months[month - 1], day, year);
}

static void put_upper(struct buf *to, const char *text)
{
    for (; *text; text++)
        buf_putc(to, to_upper(*text));
}

void mdoc_head(const char *date, const char *name, int section, struct buf *to)
{
    buf_puts(to, ".\\\" SPDX-License-Identifier: 0BSD\n"
                 ".\\\" Generated from catalog/; edit there and run make gen."
                 "\n");
    mdoc_date(date, to);
    buf_puts(to, ".Dt ");
    put_upper(to, name);
    buf_printf(to, " %d\n.Os smtpcodes\n", section);
}

void mdoc_alias(const struct page *page, const struct target *alias,
                struct buf *to)
{
    (void)alias;
    buf_printf(to,
               ".\\\" SPDX-License-Identifier: 0BSD\n"
               ".so man7/%s.7\n",
               page_name(page->arena, &page->self));
}

static void put_name(struct mdoc *m)
{
    buf_printf(m->to, ".Sh NAME\n.Nm %s",
               page_name(m->page->arena, &m->page->self));
    for (size_t i = 0; i < m->page->told_count; i++)
        buf_printf(m->to, " ,\n.Nm smtp-%s", m->page->aliases[i]);
    for (size_t i = 0; i < m->page->earlier_count; i++)
        buf_printf(m->to, " ,\n.Nm smtp-%s", m->page->earlier[i]);
    buf_puts(m->to, "\n.Nd ");
    esc_roff_arg(m->to, m->page->about);
    buf_putc(m->to, '\n');
}

/* --- spans --------------------------------------------------------------- */

static bool is_called(const struct mdoc *m, const struct target *target,
                      const char *name)
{
    return strcmp(page_name(m->page->arena, target), name) == 0;
}

/* Guide, tables and overview are one page here. */
static bool is_self(const struct mdoc *m, const struct target *target)
{
    return is_called(m, target, page_name(m->page->arena, &m->page->self));
}

static void see(struct mdoc *m, const struct target *target)
{
    const char **at;

    if (is_self(m, target) || is_called(m, target, overview))
        return; /* which every page names anyway */
    at = mem_push(m->page->arena, &m->see, &m->see_count, sizeof *at);
    *at = page_name(m->page->arena, target);
}

static void put_text(struct mdoc *m)
{
    const char *s = m->text.len ? m->text.text : "";

    s += strspn(s, " ");
    if (*s)
        esc_roff(m->to, s);
    m->text.len = 0;
}

/* The punctuation that follows a macro belongs on its line; text is what
 * comes behind it, and what of that is left is returned. */
static const char *put_punctuation(struct mdoc *m, const char *text)
{
    while (*text && strchr(".,;:)?!", *text))
        buf_printf(m->to, " %c", *text++);
    buf_putc(m->to, '\n');
    return text;
}

static void put_argument(struct mdoc *m, const char *macro, const char *text,
                         void (*esc)(struct buf *, const char *))
{
    buf_printf(m->to, ".%s \"", macro);
    esc(m->to, text);
    buf_putc(m->to, '"');
}

/* A code is its page's name; anything else is said, and then where. */
static void put_link(struct mdoc *m, const struct span *s)
{
    bool named =
        strcmp(s->text, s->to.name) == 0 || strcmp(s->text, s->to.held) == 0;

    if (!named) {
        buf_puts(&m->text, s->text);
        put_text(m);
    }
    buf_printf(m->to, ".%sXr %s 7", named ? "" : "Pq ",
               page_name(m->page->arena, &s->to));
    see(m, &s->to);
}

/* What is part of the text around it, as links within a page are. */
static bool is_text(const struct mdoc *m, const struct span *s)
{
    return s->kind == SPAN_TEXT || s->kind == SPAN_MENTION ||
           s->kind == SPAN_RFC || (s->kind == SPAN_LINK && is_self(m, &s->to));
}

static void put_spans(struct mdoc *m, const struct spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        const struct span *s = &spans->list[i];

        if (is_text(m, s)) {
            buf_puts(&m->text, s->text);
            continue;
        }
        put_text(m);
        if (s->kind == SPAN_LINK)
            put_link(m, s);
        else if (s->kind == SPAN_CODE)
            put_argument(m, "Li", s->text, esc_roff_code);
        else if (s->kind == SPAN_STRONG)
            put_argument(m, "Sy", s->text, esc_roff_arg);
        else
            put_argument(m, "Em", s->text, esc_roff_arg);
        if (s->kind == SPAN_ADDRESS) {
            buf_puts(m->to, " :\n");
            put_argument(m, "Lk", s->address, esc_roff_code);
        }
        /* The punctuation of the next text was put: take up behind it. */
        if (i + 1 < spans->count && is_text(m, &s[1])) {
            buf_puts(&m->text, put_punctuation(m, s[1].text));
            i++;
        } else {
            buf_putc(m->to, '\n');
        }
    }
    put_text(m);
}

/* --- blocks -------------------------------------------------------------- */

/* Sections have their conventional names where there is one. */
static void put_section(struct mdoc *m, const char *anchor,
                        const struct spans *spans)
{
    bool described = anchor && strcmp(anchor, "in-short") == 0;
    struct buf title = {0};

    if (described && m->in_section && !m->fresh)
        return; /* a note stands above it */
    put_upper(&title,
              described ? "DESCRIPTION" : page_text(m->page->arena, spans));
    buf_puts(m->to, ".Sh ");
    esc_roff_arg(m->to, title.text);
    buf_putc(m->to, '\n');
    buf_free(&title);
    m->in_section = m->fresh = true;
}

static void put_heading(struct mdoc *m, const struct block *b)
{
    if (b->level == 2) {
        put_section(m, b->anchor, &b->spans);
        return;
    }
    buf_puts(m->to, ".Ss \"");
    esc_roff_arg(m->to, page_text(m->page->arena, &b->spans));
    buf_puts(m->to, "\"\n");
    for (size_t i = 0; i < b->spans.count; i++)
        if (b->spans.list[i].kind == SPAN_LINK)
            see(m, &b->spans.list[i].to);
    m->fresh = true;
}

/* What stands on top of a page belongs to some section. */
static void begin(struct mdoc *m)
{
    if (!m->in_section)
        buf_puts(m->to, ".Sh DESCRIPTION\n");
    else if (!m->fresh)
        buf_puts(m->to, ".Pp\n");
    m->in_section = true;
    m->fresh = false;
}

static void put_line(struct mdoc *m, const char *line)
{
    buf_puts(m->to, ".Dl \"");
    esc_roff_code(m->to, line);
    buf_puts(m->to, "\"\n");
}

static void put_sample(struct mdoc *m, const char *text)
{
    struct arena arena = {0};

    m->fresh = false;
    if (!m->in_section)
        begin(m);
    text += strspn(text, "\n");
    /* In a line of its own a tab would go to a stop of the text around it. */
    if (!strpbrk(text, "\n\t")) {
        put_line(m, text);
        return;
    }
    buf_puts(m->to, ".Bd -literal -offset indent\n");
    for (size_t n; text[strspn(text, " \n")]; text += n + (text[n] == '\n')) {
        n = strcspn(text, "\n");
        buf_puts(m->to, "\\&");
        esc_roff_code(m->to, mem_text(&arena, text, n));
        buf_putc(m->to, '\n');
    }
    buf_puts(m->to, ".Ed\n");
    mem_free(&arena);
}

static size_t length(struct mdoc *m, const struct spans *spans)
{
    return strlen(page_text(m->page->arena, spans));
}

/* Long items want air between them. */
static void put_list(struct mdoc *m, const struct block *b)
{
    enum { LINE = 72 };
    bool compact = true;

    if (b->item_count == 0)
        return;
    for (size_t i = 0; i < b->item_count; i++)
        compact = compact && length(m, &b->items[i].cells[0]) <= LINE &&
                  !b->items[i].command;
    if (compact || !m->in_section)
        begin(m);
    buf_printf(m->to, ".Bl -%s%s\n", b->kind == BLOCK_STEPS ? "enum" : "bullet",
               compact ? " -compact" : "");
    for (size_t i = 0; i < b->item_count; i++) {
        buf_puts(m->to, ".It\n");
        put_spans(m, &b->items[i].cells[0]);
        if (b->items[i].command)
            put_line(m, b->items[i].command);
    }
    buf_puts(m->to, ".El\n");
    m->fresh = false;
}

static void put_terms(struct mdoc *m, const struct block *b)
{
    enum { WIDEST = 20 };
    const char *widest = "";

    for (size_t i = 0; i < b->item_count; i++) {
        const char *term = page_text(m->page->arena, &b->items[i].cells[0]);

        if (strlen(term) > strlen(widest) && strlen(term) <= WIDEST)
            widest = term;
    }
    begin(m);
    buf_printf(m->to, ".Bl -tag -width \"%s\" -compact\n", widest);
    for (size_t i = 0; i < b->item_count; i++) {
        buf_puts(m->to, ".It Sy \"");
        esc_roff_arg(m->to, page_text(m->page->arena, &b->items[i].cells[0]));
        buf_puts(m->to, "\"\n");
        put_spans(m, &b->items[i].cells[1]);
    }
    buf_puts(m->to, ".El\n");
}

/* --- tables: the first cell is a tag, the others are sentences ----------- */

static void put_tag(struct mdoc *m, const struct spans *cell)
{
    const struct span *s = cell->list;

    buf_puts(m->to, ".It ");
    if (cell->count == 1 && s->kind == SPAN_LINK && !is_self(m, &s->to)) {
        struct target called = s->to;

        see(m, &s->to);
        /* A code has a page under the number that people hold, too; under
         * one that its page does not know it is only named. */
        if (strcmp(s->text, s->to.held) == 0)
            called.name = s->to.held;
        if (s->to.kind > PAGE_STATUS || strcmp(s->text, called.name) == 0) {
            buf_printf(m->to, "Xr %s 7\n", page_name(m->page->arena, &called));
            return;
        }
    }
    buf_puts(m->to,
             cell->count == 1 && s->kind == SPAN_CODE ? "Li \"" : "Sy \"");
    if (cell->count == 1 && s->kind == SPAN_CODE)
        esc_roff_code(m->to, s->text);
    else
        esc_roff_arg(m->to, page_text(m->page->arena, cell));
    buf_puts(m->to, "\"\n");
}

static void push(struct mdoc *m, struct spans *to, struct span span)
{
    struct span *s = mem_push(m->page->arena, &to->list, &to->count, sizeof *s);

    *s = span;
}

/* One cell as a sentence, behind its column's title but for the first. */
static void put_cell(struct mdoc *m, const char *title,
                     const struct spans *cell)
{
    struct spans with = {0};
    const char *last;

    if (cell->count == 0)
        return;
    if (title)
        push(m, &with,
             (struct span){.text = mem_printf(m->page->arena, "%s: ", title)});
    for (size_t i = 0; i < cell->count; i++)
        push(m, &with, cell->list[i]);
    last = cell->list[cell->count - 1].text;
    if (*last && !strchr(".?!", last[strlen(last) - 1]))
        push(m, &with, (struct span){.text = "."});
    put_spans(m, &with);
}

static void put_table(struct mdoc *m, const struct block *b)
{
    enum { WIDEST = 24 };
    struct arena *arena = m->page->arena;
    size_t width = 0;
    bool code = false;

    if (b->item_count == 0)
        return;
    for (size_t i = 0; i < b->item_count; i++) {
        const struct spans *cell = &b->items[i].cells[0];
        const struct span *s = cell->list;
        size_t len =
            cell->count == 1 && s->kind == SPAN_LINK && !is_self(m, &s->to)
                ? strlen(page_name(arena, &s->to)) + 3
                : length(m, cell);

        code = code || (cell->count && s->kind == SPAN_CODE);
        width = len > width ? len : width;
    }
    if (!code || !m->in_section)
        begin(m);
    m->fresh = false;
    if (width <= WIDEST)
        buf_printf(m->to, ".Bl -tag -width %zun%s\n", width,
                   code ? "" : " -compact");
    else
        buf_printf(m->to, ".Bl -tag -width Ds%s\n", code ? "" : " -compact");
    for (size_t i = 0; i < b->item_count; i++) {
        const struct item *row = &b->items[i];

        put_tag(m, &row->cells[0]);
        for (size_t j = 1; j < row->cell_count; j++)
            put_cell(m, j > 1 ? b->columns[j] : NULL, &row->cells[j]);
    }
    buf_puts(m->to, ".El\n");
}

static void put_block(struct mdoc *m, const struct block *b)
{
    switch (b->kind) {
    case BLOCK_HEADING:
        put_heading(m, b);
        break;
    case BLOCK_NOTE:
    case BLOCK_PARAGRAPH:
        begin(m);
        put_spans(m, &b->spans);
        break;
    case BLOCK_SAMPLE:
        put_sample(m, b->text);
        break;
    case BLOCK_LIST:
    case BLOCK_STEPS:
        put_list(m, b);
        break;
    case BLOCK_TERMS:
        put_terms(m, b);
        break;
    case BLOCK_TABLE:
        put_table(m, b);
        break;
    /* What a manual page has no place for; the docs have it. */
    case BLOCK_ANCHOR:
    case BLOCK_CONTENTS:
    case BLOCK_DETAILS:
    case BLOCK_FOOTER:
        break;
    }
}

/* --- SEE ALSO ------------------------------------------------------------ */

/* mandoc wants them so: letters of either case alike. */
static int by_name(const void *a, const void *b)
{
    return strcasecmp(*(const char *const *)a, *(const char *const *)b);
}

static void put_see_also(struct mdoc *m)
{
    buf_puts(m->to, ".Sh SEE ALSO\n");
    if (m->page->self.kind == PAGE_OVERVIEW) { /* it names them all */
        buf_puts(m->to, ".Xr smtpcodes 1 ,\n.Xr smtpcodes 3 ,\n"
                        ".Xr smtpcodes_explain 3 ,\n"
                        ".Xr smtpcodes_text 3\n");
        return;
    }
    for (size_t i = 0; i < m->page->related_count; i++)
        see(m, &m->page->related[i]);
    buf_puts(m->to, ".Xr smtpcodes 3 ,\n");
    if (m->see_count)
        qsort(m->see, m->see_count, sizeof *m->see, by_name);
    for (size_t i = 0; i < m->see_count; i++)
        if (i == 0 || strcmp(m->see[i - 1], m->see[i]) != 0)
            buf_printf(m->to, ".Xr %s 7 ,\n", m->see[i]);
    buf_puts(m->to, ".Xr smtpcodes 7\n");
}

void mdoc_render(const struct page *page, struct buf *to)
{
    struct mdoc m = {.page = page, .to = to};

    mdoc_head(page->date, page_name(page->arena, &page->self), 7, to);
    put_name(&m);
    for (size_t i = 0; i < page->block_count; i++)
        put_block(&m, &page->blocks[i]);
    put_see_also(&m);
    buf_free(&m.text);
}
