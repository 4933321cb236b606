/* SPDX-License-Identifier: 0BSD
 *
 * Which page goes to which medium.
 */
#include "model/words.h"
#include "pages/pages.h"

#include "render/render.h"
#include "write/emit.h"

#include <string.h>

enum {
    EVERY = 1u << PAGE_REPLY | 1u << PAGE_STATUS | 1u << PAGE_REASON |
            1u << PAGE_PROVIDER
};

static const struct medium {
    const char *folder;
    unsigned pages; /* bit k: those of kind k */
    const char *(*path)(struct arena *arena, const struct target *page);
    void (*render)(const struct page *page, struct buf *to);
    /** The file of another name; NULL: pages have one name. */
    void (*alias)(const struct page *page, const struct target *alias,
                  struct buf *to);
    /** The file of a name that the page had. */
    void (*earlier)(const struct page *page, const struct target *name,
                    struct buf *to);
    const struct html_parts *html; /* of web pages; NULL: none */
} docs = {"docs/",
          EVERY | 1u << PAGE_GUIDE | 1u << PAGE_TABLE | 1u << PAGE_CHANGES,
          markdown_path,
          markdown_render,
          NULL,
          markdown_earlier,
          NULL},
  man = {"man/",     EVERY | 1u << PAGE_OVERVIEW,
         mdoc_path,  mdoc_render,
         mdoc_alias, mdoc_alias,
         NULL},
  site = {"",
          EVERY | 1u << PAGE_GUIDE | 1u << PAGE_OVERVIEW | 1u << PAGE_TABLE |
              1u << PAGE_CHANGES,
          html_path,
          html_render,
          html_alias,
          html_earlier,
          NULL};

static struct buf *add(struct outset *set, const struct medium *medium,
                       const struct page *page, const struct target *name)
{
    return outset_add(set, mem_printf(page->arena, "%s%s", medium->folder,
                                      medium->path(page->arena, name)));
}

/* A page under its own name, and its other names: those that people hold, and
 * the catalogue's where that is none of them. */
static void put_page(struct outset *set, const struct medium *medium,
                     const struct page *page)
{
    const char *own = medium->path(page->arena, &page->self);
    struct target alias = page->self;

    if (!(medium->pages & 1u << page->self.kind))
        return;
    medium->render(page, add(set, medium, page, &page->self));
    for (size_t i = 0; medium->alias && i <= page->alias_count; i++) {
        alias.name = alias.held =
            i < page->alias_count ? page->aliases[i] : page->self.name;
        if (strcmp(medium->path(page->arena, &alias), own) != 0)
            medium->alias(page, &alias, add(set, medium, page, &alias));
    }
    for (size_t i = 0; i < page->earlier_count; i++) {
        alias.name = alias.held = page->earlier[i];
        medium->earlier(page, &alias, add(set, medium, page, &alias));
    }
}

static void put_each(struct outset *set, const struct medium *const *media,
                     struct page *page)
{
    for (; *media; media++) {
        page->html = (*media)->html;
        put_page(set, *media, page);
    }
    mem_free(page->arena);
}

static void put_all(const struct view *view, struct outset *set,
                    const struct medium *const *media)
{
    struct arena arena = {0};
    struct page page;

    page_overview(&arena, view, &page);
    put_each(set, media, &page);
    page_guide(&arena, view, &page);
    put_each(set, media, &page);
    for (size_t i = 0; i < view->model->guide_count; i++) {
        if (!*view->model->guides[i].page)
            continue;
        page_prose(&arena, view, &view->model->guides[i], &page);
        put_each(set, media, &page);
    }
    if (view->model->release_count) {
        page_changes(&arena, view, &page);
        put_each(set, media, &page);
    }
    for (size_t i = 0; words_tables[i]; i++) {
        if (!table_has_page(words_tables[i]))
            continue;
        page_table(&arena, view, words_tables[i], &page);
        put_each(set, media, &page);
    }
    for (size_t i = 0; i < view->entry_count; i++) {
        page_code(&arena, view, &view->entries[i], &page);
        put_each(set, media, &page);
    }
    for (size_t i = 0; i < view->reason_count; i++) {
        page_reason(&arena, view, &view->reasons[i], &page);
        put_each(set, media, &page);
    }
    for (size_t i = 0; i < view->model->provider_count; i++) {
        page_provider(&arena, view, view->providers[i], &page);
        put_each(set, media, &page);
    }
}

void emit_pages(const struct view *view, struct outset *set)
{
    static const struct medium *const media[] = {&docs, &man, NULL};

    put_all(view, set, media);
}

void emit_site(const struct view *view, struct outset *set,
               const struct site_parts *parts)
{
    struct medium boxed = site;
    const struct medium *const media[] = {&boxed, NULL};

    boxed.html = parts ? &parts->html : NULL;
    put_all(view, set, media);
    if (parts)
        buf_puts(outset_add(set, "smtpcodes.html"), parts->alone);
    buf_add(outset_add(set, "site.css"), embedded_site_css.text,
            embedded_site_css.len);
}
