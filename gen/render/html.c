/* SPDX-License-Identifier: 0BSD
 *
 * HTML: static pages that need nothing but their stylesheet.
 */
#include "base/text.h"
#include "render/esc.h"
#include "render/render.h"

#include <stdbool.h>
#include <string.h>

struct html {
    const struct page *page;
    const char *up; /* to the site's folder: "../" a level */
    struct buf *to;
};

/* A code is found under the number that people hold. */
const char *html_path(struct arena *arena, const struct target *page)
{
    switch (page->kind) {
    case PAGE_REPLY:
    case PAGE_STATUS:
        return mem_printf(arena, "%s/index.html", page->held);
    case PAGE_REASON:
        return mem_printf(arena, "cause/%s/index.html", page->name);
    case PAGE_PROVIDER:
        return mem_printf(arena, "provider/%s/index.html", page->name);
    case PAGE_GUIDE:
        return *page->name
                   ? mem_printf(arena, "guide/%s/index.html", page->name)
                   : "guide/index.html";
    case PAGE_TABLE:
        return mem_printf(arena, "table/%s/index.html", page->name);
    case PAGE_CHANGES:
        return "changes/index.html";
    case PAGE_OVERVIEW:
    case PAGE_KINDS:
        break;
    }
    return "index.html";
}

static const char *up_from(struct arena *arena, const char *path)
{
    const char *up = "";

    for (; (path = strchr(path, '/')) != NULL; path++)
        up = mem_printf(arena, "%s../", up);
    return up;
}

/* --- spans --------------------------------------------------------------- */

static void put_target(struct html *h, const struct target *target)
{
    const struct target *self = &h->page->self;

    if (target->kind != self->kind || strcmp(target->name, self->name) != 0) {
        buf_puts(h->to, h->up);
        esc_html(h->to, html_path(h->page->arena, target));
    }
    if (target->anchor) {
        buf_putc(h->to, '#');
        esc_html(h->to, target->anchor);
    }
}

static void put_tag(struct html *h, const char *tag, const char *text)
{
    buf_printf(h->to, "<%s>", tag);
    esc_html(h->to, text);
    buf_printf(h->to, "</%s>", tag);
}

static void put_span(struct html *h, const struct span *s)
{
    switch (s->kind) {
    case SPAN_TEXT:
        esc_html(h->to, s->text);
        break;
    case SPAN_STRONG:
        put_tag(h, "strong", s->text);
        break;
    case SPAN_CODE:
        put_tag(h, "code", s->text);
        break;
    case SPAN_LINK:
    case SPAN_MENTION:
    case SPAN_RFC:
    case SPAN_ADDRESS:
        buf_puts(h->to, "<a href=\"");
        if (s->address)
            esc_html_address(h->to, s->address);
        else
            put_target(h, &s->to);
        buf_puts(h->to, "\">");
        esc_html(h->to, s->text);
        buf_puts(h->to, "</a>");
        break;
    }
}

static void put_spans(struct html *h, const struct spans *spans)
{
    for (size_t i = 0; i < spans->count; i++)
        put_span(h, &spans->list[i]);
}

static void put_id(struct html *h, const char *anchor)
{
    if (!anchor)
        return;
    buf_puts(h->to, " id=\"");
    esc_html(h->to, anchor);
    buf_putc(h->to, '"');
}

/* --- blocks -------------------------------------------------------------- */

static void put_heading(struct html *h, int level, const char *anchor,
                        const struct spans *spans)
{
    buf_printf(h->to, "<h%d", level);
    put_id(h, anchor);
    buf_putc(h->to, '>');
    put_spans(h, spans);
    buf_printf(h->to, "</h%d>\n", level);
}

static void put_around(struct html *h, const char *opening,
                       const struct spans *spans, const char *closing)
{
    buf_puts(h->to, opening);
    put_spans(h, spans);
    buf_puts(h->to, closing);
}

/* The first line feed behind the tag does not count in HTML. */
static void put_literal(struct html *h, const char *class, const char *text)
{
    buf_printf(h->to, "<pre class=\"%s\"><code>", class);
    text += strspn(text, "\n");
    esc_html(h->to, text);
    while (h->to->text[h->to->len - 1] == '\n' ||
           h->to->text[h->to->len - 1] == ' ')
        h->to->text[--h->to->len] = '\0';
    buf_puts(h->to, "</code></pre>\n");
}

static void put_list(struct html *h, const struct block *b)
{
    const char *tag = b->kind == BLOCK_STEPS ? "ol" : "ul";

    if (b->item_count == 0)
        return;
    buf_printf(h->to, "<%s>\n", tag);
    for (size_t i = 0; i < b->item_count; i++) {
        put_around(h, "<li>", &b->items[i].cells[0], "");
        if (b->items[i].command) {
            buf_putc(h->to, '\n');
            put_literal(h, "command", b->items[i].command);
        }
        buf_puts(h->to, "</li>\n");
    }
    buf_printf(h->to, "</%s>\n", tag);
}

static void put_terms(struct html *h, const struct block *b)
{
    buf_puts(h->to, "<dl>\n");
    for (size_t i = 0; i < b->item_count; i++) {
        put_around(h, "<dt>", &b->items[i].cells[0], "</dt>");
        put_around(h, "<dd>", &b->items[i].cells[1], "</dd>\n");
    }
    buf_puts(h->to, "</dl>\n");
}

/* A narrow screen shows a row as a card, each cell with its column's title. */
static void put_table(struct html *h, const struct block *b)
{
    buf_puts(h->to, "<table>\n<thead><tr>");
    for (size_t i = 0; i < b->column_count; i++)
        put_tag(h, "th", b->columns[i]);
    buf_puts(h->to, "</tr></thead>\n<tbody>\n");
    for (size_t i = 0; i < b->item_count; i++) {
        const struct item *row = &b->items[i];

        buf_puts(h->to, "<tr");
        put_id(h, row->anchor);
        buf_putc(h->to, '>');
        for (size_t j = 0; j < row->cell_count; j++) {
            buf_puts(h->to, "<td data-column=\"");
            esc_html(h->to, b->columns[j]);
            put_around(h, "\">", &row->cells[j], "</td>");
        }
        buf_puts(h->to, "</tr>\n");
    }
    buf_puts(h->to, "</tbody>\n</table>\n");
}

static void put_details(struct html *h, const struct block *b)
{
    put_around(h, "<details><summary>", &b->spans, "</summary>\n");
    for (size_t i = 0; i < b->item_count; i++)
        put_around(h, "<p>", &b->items[i].cells[0], "</p>\n");
    buf_puts(h->to, "</details>\n");
}

static void put_footer(struct html *h, const struct block *b)
{
    buf_puts(h->to, "<nav class=\"end\" aria-label=\"Read on\">");
    for (size_t i = 0; i < b->item_count; i++)
        put_around(h, i ? " " : "", &b->items[i].cells[0], "");
    buf_puts(h->to, "</nav>\n");
}

static void put_block(struct html *h, const struct block *b)
{
    switch (b->kind) {
    case BLOCK_HEADING:
        put_heading(h, b->level, b->anchor, &b->spans);
        break;
    case BLOCK_ANCHOR:
        buf_puts(h->to, "<div");
        put_id(h, b->anchor);
        buf_puts(h->to, "></div>\n");
        break;
    case BLOCK_PARAGRAPH:
        put_around(h, "<p>", &b->spans, "</p>\n");
        break;
    case BLOCK_NOTE:
        put_around(h, "<p class=\"note\">", &b->spans, "</p>\n");
        break;
    case BLOCK_SAMPLE:
        put_literal(h, "sample", b->text);
        break;
    case BLOCK_LIST:
    case BLOCK_CONTENTS:
    case BLOCK_STEPS:
        put_list(h, b);
        break;
    case BLOCK_TERMS:
        put_terms(h, b);
        break;
    case BLOCK_TABLE:
        put_table(h, b);
        break;
    case BLOCK_DETAILS:
        put_details(h, b);
        break;
    case BLOCK_FOOTER:
        put_footer(h, b);
        break;
    }
}

/* --- whole pages --------------------------------------------------------- */

static bool has_own_front(const struct page *page)
{
    return page->self.kind == PAGE_OVERVIEW && page->html;
}

/* The front page brings its stylesheet along. */
static void put_style(struct html *h)
{
    if (has_own_front(h->page)) {
        buf_puts(h->to, h->page->html->front_head);
        return;
    }
    buf_printf(h->to, "<link rel=\"stylesheet\" href=\"%ssite.css\">\n", h->up);
    if (h->page->html)
        buf_puts(h->to, h->page->html->head);
}

static void put_head(struct html *h, const char *title)
{
    buf_puts(h->to,
             "<!doctype html>\n"
             "<!-- SPDX-License-Identifier: 0BSD\n"
             "     Generated from catalog/; edit there and run make site -->\n"
             "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, "
             "initial-scale=1\">\n");
    put_tag(h, "title", title);
    buf_puts(h->to, "\n<meta name=\"description\" content=\"");
    esc_html(h->to, mem_text(h->page->arena, h->page->summary,
                             text_sentence(h->page->summary)));
    buf_puts(h->to, "\">\n");
    put_style(h);
}

/* All names of a page hold the same, and each says which one counts. */
static void put_page(const struct page *page, const char *path, struct buf *to)
{
    struct html h = {page, up_from(page->arena, path), to};
    const char *own = html_path(page->arena, &page->self);

    put_head(&h, page_text(page->arena, &page->title));
    if (strcmp(path, own) != 0)
        buf_printf(to, "<link rel=\"canonical\" href=\"%s%s\">\n", h.up, own);
    buf_printf(to,
               "</head>\n<body>\n<nav class=\"top\" aria-label=\"Site\">"
               "<a href=\"%sindex.html\">All codes</a> "
               "<a href=\"%sguide/index.html\">The guide</a></nav>\n<main>\n",
               h.up, h.up);
    if (page->html)
        buf_puts(to,
                 has_own_front(page) ? page->html->front_top : page->html->top);
    put_heading(&h, has_own_front(page) ? 2 : 1, page->self.anchor,
                &page->title);
    for (size_t i = 0; i < page->block_count; i++)
        put_block(&h, &page->blocks[i]);
    buf_puts(to, "</main>\n</body>\n</html>\n");
}

void html_render(const struct page *page, struct buf *to)
{
    put_page(page, html_path(page->arena, &page->self), to);
}

/* Names that people hold have the page; "X.7.26", which stands on no screen,
 * leads there. */
void html_alias(const struct page *page, const struct target *alias,
                struct buf *to)
{
    if (strcmp(alias->held, page->self.name) == 0)
        html_earlier(page, alias, to);
    else
        put_page(page, html_path(page->arena, alias), to);
}

void html_earlier(const struct page *page, const struct target *name,
                  struct buf *to)
{
    const char *path = html_path(page->arena, name);
    const char *own = html_path(page->arena, &page->self);
    struct html h = {page, up_from(page->arena, path), to};

    put_head(&h, page_text(page->arena, &page->title));
    buf_printf(to,
               "<link rel=\"canonical\" href=\"%s%s\">\n"
               "<meta http-equiv=\"refresh\" content=\"0; url=%s%s\">\n"
               "</head>\n<body>\n<main><h1>",
               h.up, own, h.up, own);
    esc_html(to, name->name);
    buf_printf(to, "</h1>\n<p><a href=\"%s%s\">", h.up, own);
    put_spans(&h, &page->title);
    buf_puts(to, "</a></p></main>\n</body>\n</html>\n");
}
