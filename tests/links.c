/* SPDX-License-Identifier: 0BSD
 *
 * links - every link and anchor of a folder of Markdown or HTML resolves.
 *
 *   links out/docs README.md
 *   links build/site index.html
 *
 * Reads each page whose name ends as the first page's does, Markdown as cmark
 * does, HTML as libxml2 does. Reports as file:line a relative link to a file
 * or anchor that is not there, an anchor given twice on a page, and a page
 * that no way of links leads to from the first; one that names another as the
 * one that counts need not be reached. Of Markdown only explicit anchors (<a
 * id="...">) count: what a renderer makes of titles changes with the titles.
 * Addresses with a scheme are not followed.
 *
 * Exit status: 0 all resolve, 1 some do not, 2 usage or environment.
 */
#include "base/dir.h"
#include "base/index.h"
#include "base/mem.h"

#include <cmark.h>
#include <errno.h>
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct link {
    const char *to;
    int line;
};

struct page {
    const char *path; /* from the folder */
    struct link *links, *anchors;
    size_t link_count, anchor_count;
    bool reached, is_alias;
};

struct folder {
    struct arena arena;
    const char *root, *first, *ending;
    struct page *pages;
    size_t page_count;
    struct index files; /* every file's path; its page, or itself */
    size_t faults;
};

static void fault(struct folder *f, const struct page *p, int line,
                  const char *what, const char *which)
{
    printf("%s/%s:%d: %s: %s\n", f->root, p->path, line, what, which);
    f->faults++;
}

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);

    return n >= m && strcmp(text + n - m, end) == 0;
}

static char *read_file(struct folder *f, const char *path, size_t *len)
{
    FILE *file = fopen(mem_printf(&f->arena, "%s/%s", f->root, path), "rb");
    char *text = NULL;
    size_t size = 0, got;

    if (!file)
        mem_die(path, strerror(errno));
    *len = 0;
    do {
        if (*len == size) {
            size = size ? 2 * size : 65536;
            text = mem_realloc(text, size);
        }
        got = fread(text + *len, 1, size - *len, file);
        *len += got;
    } while (got);
    if (ferror(file))
        mem_die(path, "cannot be read");
    fclose(file);
    text = mem_realloc(text, *len + 1);
    text[*len] = '\0';
    return text;
}

static void add(struct folder *f, struct link **list, size_t *count,
                const char *text, size_t len, int line)
{
    struct link *l = mem_push(&f->arena, list, count, sizeof *l);

    l->to = mem_text(&f->arena, text, len);
    l->line = line;
}

/* The anchors of a piece of HTML: the only attributes named id there are. */
static void take_html(struct folder *f, struct page *p, const char *html,
                      int line)
{
    static const char open[] = "<a id=\"";

    while ((html = strstr(html, open)) != NULL) {
        html += sizeof open - 1;
        add(f, &p->anchors, &p->anchor_count, html, strcspn(html, "\""), line);
    }
}

/* The line of a node, or where it has none that of a node around it. */
static int line_of(cmark_node *node)
{
    while (node && cmark_node_get_start_line(node) == 0)
        node = cmark_node_parent(node);
    return node ? cmark_node_get_start_line(node) : 0;
}

static void take_node(struct folder *f, struct page *p, cmark_node *node)
{
    cmark_node_type type = cmark_node_get_type(node);
    const char *text;

    if (type == CMARK_NODE_LINK || type == CMARK_NODE_IMAGE) {
        text = cmark_node_get_url(node);
        add(f, &p->links, &p->link_count, text, strlen(text), line_of(node));
    } else if (type == CMARK_NODE_HTML_INLINE ||
               type == CMARK_NODE_HTML_BLOCK) {
        take_html(f, p, cmark_node_get_literal(node), line_of(node));
    }
}

static void read_markdown(struct folder *f, struct page *p, const char *text,
                          size_t len)
{
    cmark_node *root = cmark_parse_document(text, len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(root);
    cmark_event_type event;

    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (event == CMARK_EVENT_ENTER)
            take_node(f, p, cmark_iter_get_node(iter));
    cmark_iter_free(iter);
    cmark_node_free(root);
}

static void take_attribute(struct folder *f, struct page *p, xmlNode *node,
                           const char *name, struct link **list, size_t *count)
{
    xmlChar *value = xmlGetProp(node, (const xmlChar *)name);

    if (value)
        add(f, list, count, (const char *)value, strlen((const char *)value),
            (int)xmlGetLineNo(node));
    if (value && strcmp(name, "rel") == 0 &&
        strcmp((const char *)value, "canonical") == 0)
        p->is_alias = true;
    xmlFree(value);
}

static void take_elements(struct folder *f, struct page *p, xmlNode *node)
{
    struct link *rels = NULL;
    size_t rel_count = 0;

    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        take_attribute(f, p, node, "href", &p->links, &p->link_count);
        take_attribute(f, p, node, "id", &p->anchors, &p->anchor_count);
        take_attribute(f, p, node, "rel", &rels, &rel_count);
        take_elements(f, p, node->children);
    }
}

static void read_html(struct folder *f, struct page *p, const char *text,
                      size_t len)
{
    htmlDocPtr doc = htmlReadMemory(text, (int)len, NULL, "UTF-8",
                                    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                        HTML_PARSE_NONET);

    if (!doc)
        mem_die(p->path, "is no HTML");
    take_elements(f, p, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
}

static void read_page(struct folder *f, struct page *p)
{
    size_t len;
    char *text = read_file(f, p->path, &len);

    if (strcmp(f->ending, ".md") == 0) {
        p->is_alias = strstr(text, "\n     An earlier name of ") != NULL;
        read_markdown(f, p, text, len);
    } else {
        read_html(f, p, text, len);
    }
    free(text);
}

static bool has_anchor(const struct page *p, const char *anchor)
{
    for (size_t i = 0; i < p->anchor_count; i++)
        if (strcmp(p->anchors[i].to, anchor) == 0)
            return true;
    return false;
}

static void check_anchors(struct folder *f, const struct page *p)
{
    for (size_t i = 0; i < p->anchor_count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(p->anchors[i].to, p->anchors[j].to) == 0)
                fault(f, p, p->anchors[i].line, "anchor given twice",
                      p->anchors[i].to);
}

/* The path of a link from the folder on, or NULL when it leads outside. */
static const char *resolve(struct folder *f, const struct page *p,
                           const char *link, size_t len)
{
    const char *slash = strrchr(p->path, '/');
    size_t base = slash ? (size_t)(slash - p->path) : 0;
    char *path = mem_alloc(&f->arena, base + len + 2);
    size_t end = base;

    memcpy(path, p->path, base);
    for (size_t i = 0; i < len;) {
        size_t n = strcspn(link + i, "/#");

        if (n == 2 && memcmp(link + i, "..", 2) == 0) {
            if (end == 0)
                return NULL;
            while (end && path[end - 1] != '/')
                end--;
            end -= end > 0;
        } else if (n != 1 || link[i] != '.') {
            if (end)
                path[end++] = '/';
            memcpy(path + end, link + i, n);
            end += n;
        }
        i += n + 1;
    }
    path[end] = '\0';
    return path;
}

static bool has_scheme(const char *link)
{
    size_t n = strspn(link, "abcdefghijklmnopqrstuvwxyz+.-");

    return n > 0 && link[n] == ':';
}

static bool is_page(const struct folder *f, const void *thing)
{
    for (size_t i = 0; i < f->page_count; i++)
        if (thing == &f->pages[i])
            return true;
    return false;
}

/* The page that a link leads to; NULL when it is no page, or not there, which
 * is said when report is set. */
static struct page *follow(struct folder *f, struct page *p,
                           const struct link *l, bool report)
{
    const char *hash = strchr(l->to, '#'), *path;
    size_t len = hash ? (size_t)(hash - l->to) : strlen(l->to);
    const void *thing = p;

    if (has_scheme(l->to))
        return NULL;
    if (len) {
        path = l->to[0] == '/' ? NULL : resolve(f, p, l->to, len);
        thing = path ? index_find(&f->files, path) : NULL;
    }
    if (!thing) {
        if (report)
            fault(f, p, l->line, "no such file", l->to);
        return NULL;
    }
    if (!is_page(f, thing))
        return NULL;
    p = &f->pages[(const struct page *)thing - f->pages];
    return p;
}

static void check_link(struct folder *f, struct page *p, const struct link *l)
{
    const char *hash = strchr(l->to, '#');
    const struct page *to = follow(f, p, l, true);

    if (to && hash && !has_anchor(to, hash + 1))
        fault(f, p, l->line, "no such anchor", l->to);
}

/* Mark what can be reached from a page. Pages wait on a list, so that a long
 * chain of them needs no deep stack. */
static void reach(struct folder *f, struct page *start)
{
    struct page **todo =
        mem_alloc(&f->arena, (f->page_count + 1) * sizeof(struct page *));
    size_t count = 0;

    start->reached = true;
    todo[count++] = start;
    while (count) {
        struct page *p = todo[--count];

        for (size_t i = 0; i < p->link_count; i++) {
            struct page *to = follow(f, p, &p->links[i], false);

            if (to && !to->reached) {
                to->reached = true;
                todo[count++] = to;
            }
        }
    }
}

static void load(struct folder *f)
{
    const char **paths = NULL;
    size_t count = 0, page = 0;

    if (!dir_files(&f->arena, f->root, &paths, &count))
        mem_die(f->root, strerror(errno));
    for (size_t i = 0; i < count; i++)
        f->page_count += ends_with(paths[i], f->ending);
    f->pages = mem_alloc(&f->arena, (f->page_count + 1) * sizeof *f->pages);
    for (size_t i = 0; i < count; i++) {
        const void *thing = paths[i];

        if (ends_with(paths[i], f->ending)) {
            f->pages[page].path = paths[i];
            read_page(f, &f->pages[page]);
            thing = &f->pages[page++];
        }
        index_add(&f->files, paths[i], thing);
    }
    index_seal(&f->files);
}

static void check(struct folder *f)
{
    const void *first = index_find(&f->files, f->first);

    for (size_t i = 0; i < f->page_count; i++) {
        struct page *p = &f->pages[i];

        check_anchors(f, p);
        for (size_t j = 0; j < p->link_count; j++)
            check_link(f, p, &p->links[j]);
    }
    if (!first) {
        printf("%s/%s:1: no such page\n", f->root, f->first);
        f->faults++;
        return;
    }
    reach(f, &f->pages[(const struct page *)first - f->pages]);
    for (size_t i = 0; i < f->page_count; i++)
        if (!f->pages[i].reached && !f->pages[i].is_alias)
            fault(f, &f->pages[i], 1, "no link leads here", f->first);
}

int main(int argc, char **argv)
{
    struct folder f = {0};
    size_t links = 0;

    if (argc != 3 || !strrchr(argv[2], '.')) {
        fputs("usage: links FOLDER FIRST-PAGE\n", stderr);
        return 2;
    }
    f.root = argv[1];
    f.first = argv[2];
    f.ending = strrchr(argv[2], '.');
    load(&f);
    check(&f);
    for (size_t i = 0; i < f.page_count; i++)
        links += f.pages[i].link_count;
    printf("links: %zu pages, %zu links, %zu broken\n", f.page_count, links,
           f.faults);
    index_free(&f.files);
    mem_free(&f.arena);
    return f.faults ? 1 : 0;
}
