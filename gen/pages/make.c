/* SPDX-License-Identifier: 0BSD */
#include "pages/make.h"

#include "base/text.h"

#include <stdarg.h>
#include <string.h>

void make_begin(struct maker *m, struct arena *arena, const struct view *view,
                struct page *page, enum page_kind kind, const char *name)
{
    *page = (struct page){.arena = arena,
                          .self = {kind, name, name, name},
                          .about = "",
                          .summary = "",
                          .date = model_date(view->model)};
    *m = (struct maker){view, page, arena, NULL, &page->title};
}

const char *page_text(struct arena *arena, const struct spans *spans)
{
    const char *text = "";

    for (size_t i = 0; i < spans->count; i++)
        text = i ? mem_printf(arena, "%s%s", text, spans->list[i].text)
                 : spans->list[i].text;
    return text;
}

/* --- blocks -------------------------------------------------------------- */

static struct block *last(struct maker *m)
{
    return &m->page->blocks[m->page->block_count - 1];
}

struct block *make_block(struct maker *m, enum block_kind kind)
{
    struct block *b =
        mem_push(m->arena, &m->page->blocks, &m->page->block_count, sizeof *b);

    b->kind = kind;
    m->at = &b->spans;
    return b;
}

void make_heading(struct maker *m, int level, const char *anchor,
                  const char *text)
{
    struct block *b = make_block(m, BLOCK_HEADING);

    b->level = level;
    b->anchor = anchor;
    if (*text)
        say(m, text);
}

void make_paragraph(struct maker *m)
{
    make_block(m, BLOCK_PARAGRAPH);
}

void make_sample(struct maker *m, const char *text)
{
    make_block(m, BLOCK_SAMPLE)->text = text;
}

void make_table(struct maker *m, const char *const *titles, size_t count)
{
    struct block *b = make_block(m, BLOCK_TABLE);
    const char **columns = mem_alloc(m->arena, count * sizeof *columns);

    memcpy(columns, titles, count * sizeof *columns);
    b->columns = columns;
    b->column_count = count;
}

void make_item(struct maker *m)
{
    struct block *b = last(m);

    mem_push(m->arena, &b->items, &b->item_count, sizeof *b->items);
    make_cell(m);
}

void make_cell(struct maker *m)
{
    struct item *item = &last(m)->items[last(m)->item_count - 1];

    m->at = mem_push(m->arena, &item->cells, &item->cell_count, sizeof *m->at);
}

void make_place(struct maker *m, const char *anchor)
{
    make_item(m);
    last(m)->items[last(m)->item_count - 1].anchor = anchor;
}

void make_term(struct maker *m, const char *term)
{
    say_item(m, term);
    make_cell(m);
}

void make_related(struct maker *m, enum page_kind kind, const char *name)
{
    struct target *t = mem_push(m->arena, &m->page->related,
                                &m->page->related_count, sizeof *t);

    *t = (struct target){kind, name, name, NULL};
}

/* --- spans --------------------------------------------------------------- */

static struct span *push(struct maker *m, struct span span)
{
    struct span *s = mem_push(m->arena, &m->at->list, &m->at->count, sizeof *s);

    *s = span;
    return s;
}

void say(struct maker *m, const char *text)
{
    push(m, (struct span){.kind = SPAN_TEXT, .text = text});
}

void sayf(struct maker *m, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say(m, mem_vprintf(m->arena, format, args));
    va_end(args);
}

void say_paragraph(struct maker *m, const char *text)
{
    make_paragraph(m);
    say(m, text);
}

void say_item(struct maker *m, const char *text)
{
    make_item(m);
    say(m, text);
}

void say_cell(struct maker *m, const char *text)
{
    make_cell(m);
    say(m, text);
}

void say_strong(struct maker *m, const char *text)
{
    push(m, (struct span){.kind = SPAN_STRONG, .text = text});
}

void say_literal(struct maker *m, const char *text)
{
    push(m, (struct span){.kind = SPAN_CODE, .text = text});
}

void say_address(struct maker *m, enum span_kind kind, const char *address,
                 const char *text)
{
    push(m, (struct span){.kind = kind, .text = text, .address = address});
}

void say_link(struct maker *m, enum page_kind kind, const char *name,
              const char *anchor, const char *text)
{
    push(m, (struct span){.kind = SPAN_LINK,
                          .text = text,
                          .to = {kind, name, name, anchor}});
}

enum page_kind make_kind(const struct view_entry *e)
{
    return e->entry->kind == ENTRY_REPLY ? PAGE_REPLY : PAGE_STATUS;
}

const char *make_held(struct maker *m, const struct view_entry *e, int class)
{
    return e->entry->kind == ENTRY_REPLY
               ? e->entry->code
               : mem_printf(m->arena, "%d%s", class, e->entry->code + 1);
}

void say_code(struct maker *m, const struct view_entry *e)
{
    const char *code = e->entry->code;

    push(m, (struct span){.kind = SPAN_LINK,
                          .text = code,
                          .to = {make_kind(e), code,
                                 make_held(m, e, e->main_class), NULL}});
}

/* A code with whatever class it is said. A number of a range leads to the
 * range: not each has a page of its own name. */
static void push_said(struct maker *m, enum span_kind kind,
                      const struct view_entry *e, const char *said)
{
    unsigned class = (unsigned)(*said - '0');
    bool held = class < CLASSES && e->entry->classes & 1u << class;

    push(m,
         (struct span){
             .kind = kind,
             .text = said,
             .to = {make_kind(e), e->entry->code,
                    make_held(m, e, held ? (int)class : e->main_class), NULL}});
}

void say_code_as(struct maker *m, const struct view_entry *e, const char *said)
{
    push_said(m, SPAN_LINK, e, said);
}

/* Was the code named further left in the same text? */
static bool is_named(const struct spans *spans, size_t from, const char *code)
{
    for (size_t i = from; i < spans->count; i++)
        if (spans->list[i].kind == SPAN_MENTION &&
            strcmp(spans->list[i].text, code) == 0)
            return true;
    return false;
}

void say_prose(struct maker *m, const char *text)
{
    size_t first = m->at->count, len;
    const char *from = text, *s = text;

    while ((s = text_find_status(s, &len)) != NULL) {
        const char *code = mem_text(m->arena, s, len);
        const struct view_entry *e = view_lookup(m->view, code);

        if (e && e != m->self && !is_named(m->at, first, code)) {
            say(m, mem_text(m->arena, from, (size_t)(s - from)));
            push_said(m, SPAN_MENTION, e, code);
            from = s + len;
        }
        s += len;
    }
    if (*from)
        say(m, from);
}

void say_reason(struct maker *m, const struct reason *r)
{
    say_link(m, PAGE_REASON, r->id, NULL, r->prose.title);
}

void say_message(struct maker *m, const struct message *msg)
{
    say_link(m, PAGE_REASON, msg->reason,
             mem_printf(m->arena, "message-%s", msg->id), msg->prose.title);
}

void say_provider(struct maker *m, const char *id)
{
    say_link(m, PAGE_PROVIDER, id, NULL,
             view_provider(m->view, id)->prose.title);
}
