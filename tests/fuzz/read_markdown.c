/* SPDX-License-Identifier: 0BSD
 *
 * Markdown as cmark reads it, and tables as GitHub adds them.
 */
#include "read_back.h"

#include <cmark.h>
#include <stdio.h>
#include <string.h>

static bool in_address(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (c && strchr(".+-_", c));
}

/* GitHub makes a link of a mail address in text, whatever was escaped. */
static bool holds_address(const char *text)
{
    for (const char *s = text; *s; s++)
        if (*s == '@' && s > text && in_address(s[-1]) && in_address(s[1]) &&
            s[1] != '.' && s[1] != '-' && s[1] != '_' && s[1] != '+')
            return true;
    return false;
}

static bool put_inlines(struct buf *to, cmark_node *paragraph)
{
    cmark_node *n = cmark_node_first_child(paragraph);
    struct buf text = {0};
    bool good = true;

    for (; n && good; n = cmark_node_next(n)) {
        cmark_node_type type = cmark_node_get_type(n);

        good = type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE;
        if (!good)
            fprintf(stderr, "a <%s> in the text\n",
                    cmark_node_get_type_string(n));
        else
            buf_puts(to, cmark_node_get_literal(n));
        if (type == CMARK_NODE_TEXT)
            buf_puts(&text, cmark_node_get_literal(n));
        else
            buf_putc(&text, ' ');
    }
    if (good && text.len && holds_address(text.text)) {
        fprintf(stderr, "an address in the text: %.60s\n", text.text);
        good = false;
    }
    buf_free(&text);
    return good;
}

/* What holds the inlines: the one block, which may be a heading, an item of a
 * list or a link when the source begins like one. */
static cmark_node *find_inlines(cmark_node *document, const char *source)
{
    cmark_node *n = cmark_node_first_child(document);
    bool list = strncmp(source, "- ", 2) == 0, link = source[0] == '[';
    cmark_node_type want = strncmp(source, "# ", 2) == 0 ? CMARK_NODE_HEADING
                                                         : CMARK_NODE_PARAGRAPH;

    while (list && n && !cmark_node_next(n) &&
           (cmark_node_get_type(n) == CMARK_NODE_LIST ||
            cmark_node_get_type(n) == CMARK_NODE_ITEM))
        n = cmark_node_first_child(n);
    if (!n || cmark_node_next(n) || cmark_node_get_type(n) != want)
        return NULL;
    if (!link)
        return n;
    n = cmark_node_first_child(n);
    return n && !cmark_node_next(n) && cmark_node_get_type(n) == CMARK_NODE_LINK
               ? n
               : NULL;
}

bool read_markdown(struct buf *to, const char *source)
{
    cmark_node *document =
        cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
    cmark_node *inlines = find_inlines(document, source);
    bool good = inlines && put_inlines(to, inlines);

    if (!inlines)
        fprintf(stderr, "another block than was meant: %.60s\n", source);
    cmark_node_free(document);
    return good;
}

bool read_markdown_url(struct buf *to, const char *source)
{
    cmark_node *document =
        cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
    cmark_node *link = find_inlines(document, source);

    if (link)
        buf_puts(to, cmark_node_get_url(link));
    else
        fprintf(stderr, "no link: %.60s\n", source);
    cmark_node_free(document);
    return link != NULL;
}

bool read_markdown_block(struct buf *to, const char *source)
{
    cmark_node *document =
        cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
    cmark_node *block = cmark_node_first_child(document);
    bool good = block && !cmark_node_next(block) &&
                cmark_node_get_type(block) == CMARK_NODE_CODE_BLOCK &&
                strcmp(cmark_node_get_fence_info(block), "text") == 0;

    if (good)
        buf_puts(to, cmark_node_get_literal(block));
    else
        fprintf(stderr, "not one block of code: %.60s\n", source);
    cmark_node_free(document);
    return good;
}

bool read_markdown_command(struct buf *to, const char *source)
{
    cmark_node *document =
        cmark_parse_document(source, strlen(source), CMARK_OPT_DEFAULT);
    cmark_node *list = cmark_node_first_child(document);
    cmark_node *item = list ? cmark_node_first_child(list) : NULL;
    cmark_node *block = item ? cmark_node_last_child(item) : NULL;
    bool good = block && !cmark_node_next(list) && !cmark_node_next(item) &&
                cmark_node_previous(block) == cmark_node_first_child(item) &&
                cmark_node_get_type(block) == CMARK_NODE_CODE_BLOCK &&
                strcmp(cmark_node_get_fence_info(block), "sh") == 0;

    if (good) {
        const char *text = cmark_node_get_literal(block);

        buf_add(to, text, strlen(text) - 1); /* the end of the line */
        buf_puts(to, "");
    } else {
        fprintf(stderr, "not one command: %.60s\n", source);
    }
    cmark_node_free(document);
    return good;
}

/* A '|' ends a cell unless a backslash stands before it, which then goes. */
bool read_markdown_cell(struct buf *to, const char *source)
{
    struct buf cell = {0};
    bool good = true;

    buf_puts(&cell, "");
    for (const char *s = source; *s && good; s++) {
        good = *s != '|' && *s != '\n';
        if (!good)
            fprintf(stderr, "the cell ends: %.60s\n", s);
        else if (s[0] == '\\' && s[1] == '|')
            buf_putc(&cell, *++s);
        else
            buf_putc(&cell, *s);
    }
    /* A cell is no block: in one, nothing at its start is markup. */
    good = good && read_markdown(to, cell.text);
    buf_free(&cell);
    return good;
}
