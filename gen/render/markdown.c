/* SPDX-License-Identifier: 0BSD
 *
 * Markdown, as GitHub shows it.
 */
#include "render/esc.h"
#include "render/render.h"

#include <stdbool.h>
#include <string.h>

struct markdown {
    const struct page *page;
    struct buf *to;
    bool cell; /* inside a table */
    bool line; /* what comes next begins a line */
};

const char *markdown_path(struct arena *arena, const struct target *page)
{
    static const char *const folders[PAGE_KINDS] = {
        [PAGE_REPLY] = "replies/",  [PAGE_STATUS] = "statuses/",
        [PAGE_REASON] = "reasons/", [PAGE_PROVIDER] = "providers/",
        [PAGE_TABLE] = "tables/",   [PAGE_CHANGES] = "",
        [PAGE_GUIDE] = "",
    };
    const char *folder = folders[page->kind];

    return folder && *page->name
               ? mem_printf(arena, "%s%s.md", folder, page->name)
               : "README.md";
}

static void put_target(struct markdown *m, const struct target *target)
{
    const struct target *self = &m->page->self;
    bool here =
        target->kind == self->kind && strcmp(target->name, self->name) == 0;

    if (!here)
        buf_printf(m->to, "%s%s",
                   strchr(markdown_path(m->page->arena, self), '/') ? "../"
                                                                    : "",
                   markdown_path(m->page->arena, target));
    if (target->anchor)
        buf_printf(m->to, "#%s", target->anchor);
}

static void put_span(struct markdown *m, const struct span *s)
{
    switch (s->kind) {
    case SPAN_TEXT:
        if (m->line)
            esc_markdown(m->to, s->text);
        else
            esc_markdown_within(m->to, s->text);
        break;
    case SPAN_STRONG:
        buf_puts(m->to, "**");
        esc_markdown_within(m->to, s->text);
        buf_puts(m->to, "**");
        break;
    case SPAN_CODE:
        if (m->cell)
            esc_markdown_cell_code(m->to, s->text);
        else
            esc_markdown_code(m->to, s->text);
        break;
    case SPAN_LINK:
    case SPAN_MENTION:
    case SPAN_RFC:
    case SPAN_ADDRESS:
        buf_putc(m->to, '[');
        esc_markdown_within(m->to, s->text);
        buf_puts(m->to, "](");
        if (s->address)
            esc_markdown_address(m->to, s->address);
        else
            put_target(m, &s->to);
        buf_putc(m->to, ')');
        break;
    }
}

static void put_spans(struct markdown *m, const struct spans *spans)
{
    for (size_t i = 0; i < spans->count; i++) {
        put_span(m, &spans->list[i]);
        m->line = false;
    }
}

/* What begins a paragraph or an item of a list. */
static void put_line(struct markdown *m, const struct spans *spans)
{
    m->line = true;
    put_spans(m, spans);
}

static void put_anchor(struct markdown *m, const char *anchor)
{
    if (anchor)
        buf_printf(m->to, "<a id=\"%s\"></a>", anchor);
}

static void put_heading(struct markdown *m, int level, const char *anchor,
                        const struct spans *spans)
{
    while (level--)
        buf_putc(m->to, '#');
    buf_putc(m->to, ' ');
    put_anchor(m, anchor);
    put_spans(m, spans);
    buf_puts(m->to, "\n\n");
}

static void put_list(struct markdown *m, const struct block *b)
{
    for (size_t i = 0; i < b->item_count; i++) {
        if (b->kind == BLOCK_STEPS)
            buf_printf(m->to, "%zu. ", i + 1);
        else
            buf_puts(m->to, "- ");
        put_line(m, &b->items[i].cells[0]);
        buf_putc(m->to, '\n');
        if (b->items[i].command) {
            buf_putc(m->to, '\n');
            esc_markdown_command(m->to, b->items[i].command);
        }
    }
    buf_putc(m->to, '\n');
}

static void put_terms(struct markdown *m, const struct block *b)
{
    for (size_t i = 0; i < b->item_count; i++) {
        buf_puts(m->to, "- **");
        put_spans(m, &b->items[i].cells[0]);
        buf_puts(m->to, ":** ");
        put_spans(m, &b->items[i].cells[1]);
        buf_putc(m->to, '\n');
    }
    buf_putc(m->to, '\n');
}

static void put_table(struct markdown *m, const struct block *b)
{
    buf_putc(m->to, '|');
    for (size_t i = 0; i < b->column_count; i++)
        buf_printf(m->to, " %s |", b->columns[i]);
    buf_puts(m->to, "\n|");
    for (size_t i = 0; i < b->column_count; i++)
        buf_puts(m->to, " --- |");
    buf_putc(m->to, '\n');
    m->cell = true;
    for (size_t i = 0; i < b->item_count; i++) {
        const struct item *row = &b->items[i];

        buf_puts(m->to, "| ");
        put_anchor(m, row->anchor);
        for (size_t j = 0; j < row->cell_count; j++) {
            buf_puts(m->to, j ? " | " : "");
            put_spans(m, &row->cells[j]);
        }
        buf_puts(m->to, " |\n");
    }
    m->cell = false;
    buf_putc(m->to, '\n');
}

static void put_details(struct markdown *m, const struct block *b)
{
    buf_puts(m->to, "<details><summary>");
    put_spans(m, &b->spans);
    buf_puts(m->to, "</summary>\n\n");
    for (size_t i = 0; i < b->item_count; i++) {
        put_line(m, &b->items[i].cells[0]);
        buf_puts(m->to, "\n\n");
    }
    buf_puts(m->to, "</details>\n\n");
}

static void put_footer(struct markdown *m, const struct block *b)
{
    buf_puts(m->to, "---\n\n");
    for (size_t i = 0; i < b->item_count; i++) {
        buf_puts(m->to, i ? " | " : "");
        put_spans(m, &b->items[i].cells[0]);
    }
    buf_putc(m->to, '\n');
}

static void put_block(struct markdown *m, const struct block *b)
{
    switch (b->kind) {
    case BLOCK_HEADING:
        put_heading(m, b->level, b->anchor, &b->spans);
        break;
    case BLOCK_ANCHOR:
        put_anchor(m, b->anchor);
        buf_puts(m->to, "\n\n");
        break;
    case BLOCK_NOTE:
    case BLOCK_PARAGRAPH:
        buf_puts(m->to, b->kind == BLOCK_NOTE ? "> " : "");
        put_line(m, &b->spans);
        buf_puts(m->to, "\n\n");
        break;
    case BLOCK_SAMPLE:
        esc_markdown_block(m->to, b->text);
        buf_putc(m->to, '\n');
        break;
    case BLOCK_LIST:
    case BLOCK_CONTENTS:
    case BLOCK_STEPS:
        put_list(m, b);
        break;
    case BLOCK_TERMS:
        put_terms(m, b);
        break;
    case BLOCK_TABLE:
        put_table(m, b);
        break;
    case BLOCK_DETAILS:
        put_details(m, b);
        break;
    case BLOCK_FOOTER:
        put_footer(m, b);
        break;
    }
}

/* More is another line, or "". */
static void put_comment(struct buf *to, const char *more)
{
    buf_printf(to,
               "<!-- SPDX-License-Identifier: 0BSD\n%s"
               "     Generated from catalog/; edit there and run make gen "
               "-->\n\n",
               more);
}

void markdown_render(const struct page *page, struct buf *to)
{
    struct markdown m = {.page = page, .to = to};

    put_comment(to, "");
    put_heading(&m, 1, page->self.anchor, &page->title);
    for (size_t i = 0; i < page->block_count; i++)
        put_block(&m, &page->blocks[i]);
}

/* An anchor of the page, which leads to it. */
static void put_moved(struct markdown *m, const char *anchor,
                      const struct spans *spans)
{
    const struct target *self = &m->page->self;

    if (!anchor)
        return;
    buf_puts(m->to, "- ");
    put_anchor(m, anchor);
    buf_putc(m->to, '[');
    esc_markdown_within(m->to, page_text(m->page->arena, spans));
    buf_printf(m->to, "](%s.md#%s)\n", self->name, anchor);
}

/* All anchors stand here too: whoever kept one finds where it leads. */
void markdown_earlier(const struct page *page, const struct target *name,
                      struct buf *to)
{
    struct markdown m = {.page = page, .to = to};

    put_comment(to, mem_printf(page->arena, "     An earlier name of %s.md\n",
                               page->self.name));
    buf_puts(to, "# ");
    put_anchor(&m, name->name);
    buf_printf(to, "%s is called [%s](%s.md) now\n\n", name->name,
               page->self.name, page->self.name);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *b = &page->blocks[i];

        put_moved(&m, b->anchor, &b->spans);
        for (size_t j = 0; j < b->item_count; j++)
            put_moved(&m, b->items[j].anchor, &b->items[j].cells[0]);
    }
}
