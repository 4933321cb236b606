/* SPDX-License-Identifier: 0BSD
 *
 * markdown - what cmark finds in pages: records of a kind and a text. A page's
 * path, then its raw HTML, the addresses of its links and images, and last all
 * that a reader sees. Usage: markdown PAGE...
 */
#include "base/buf.h"

#include <cmark.h>
#include <stdio.h>
#include <stdlib.h>

static void put(const char *kind, const char *text)
{
    printf("%s\037%s\036", kind, text);
}

static void take(cmark_node *node, struct buf *seen)
{
    switch (cmark_node_get_type(node)) {
    case CMARK_NODE_HTML_BLOCK:
    case CMARK_NODE_HTML_INLINE:
        put("html", cmark_node_get_literal(node));
        break;
    case CMARK_NODE_LINK:
        put("link", cmark_node_get_url(node));
        break;
    case CMARK_NODE_IMAGE:
        put("image", cmark_node_get_url(node));
        break;
    case CMARK_NODE_CODE_BLOCK:
    case CMARK_NODE_CODE:
    case CMARK_NODE_TEXT:
        buf_puts(seen, cmark_node_get_literal(node));
        break;
    case CMARK_NODE_PARAGRAPH:
    case CMARK_NODE_HEADING:
    case CMARK_NODE_ITEM:
        buf_putc(seen, '\n');
        break;
    default:
        break;
    }
}

static void judge(const char *path, const struct buf *page)
{
    cmark_node *root =
        cmark_parse_document(page->text, page->len, CMARK_OPT_DEFAULT);
    cmark_iter *iter = cmark_iter_new(root);
    struct buf seen = {0};
    cmark_event_type event;

    put("page", path);
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE)
        if (event == CMARK_EVENT_ENTER)
            take(cmark_iter_get_node(iter), &seen);
    buf_puts(&seen, "");
    put("seen", seen.text);
    buf_free(&seen);
    cmark_iter_free(iter);
    cmark_node_free(root);
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct buf page = {0};
        char part[65536];
        size_t got;
        FILE *file = fopen(argv[i], "rb");

        if (!file) {
            perror(argv[i]);
            return 2;
        }
        while ((got = fread(part, 1, sizeof part, file)) > 0)
            buf_add(&page, part, got);
        fclose(file);
        judge(argv[i], &page);
        buf_free(&page);
    }
    return 0;
}
