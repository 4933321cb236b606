/* SPDX-License-Identifier: 0BSD */
#include "read/tags.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void advance(struct tag_cursor *cursor, const char *to)
{
    const char *nl;

    while ((nl = memchr(cursor->at, '\n', (size_t)(to - cursor->at)))) {
        cursor->line++;
        cursor->at = nl + 1;
    }
    cursor->at = to;
}

/* The end is looked for behind the start: "<!-->" opens a comment only. */
static void skip_past(struct tag_cursor *cursor, size_t start, const char *mark)
{
    const char *found = strstr(cursor->at + start, mark);

    advance(cursor, found ? found + strlen(mark) : cursor->end);
}

/* The '>' of the tag at s, or end: one inside quotes does not count. */
static const char *tag_end(const char *s, const char *end)
{
    while (s < end && *s != '>') {
        const char *quote = *s == '"' || *s == '\''
                                ? memchr(s + 1, *s, (size_t)(end - s - 1))
                                : s;

        s = quote ? quote + 1 : end;
    }
    return s;
}

static void take_tag(struct tag_cursor *c, struct tag *tag)
{
    bool closes = c->at[1] == '/';
    const char *name = c->at + 1 + closes;
    const char *gt = closes ? memchr(c->at, '>', (size_t)(c->end - c->at))
                            : tag_end(c->at + 1, c->end);

    if (!gt)
        gt = c->end;
    assert(gt > c->at);
    *tag = (struct tag){
        .kind = closes          ? TAG_END
                : *name == '!'  ? TAG_DECLARATION
                : gt[-1] == '/' ? TAG_EMPTY
                                : TAG_START,
        .text = c->at,
        .len = (size_t)(gt - c->at) + (gt < c->end),
        .name = name,
        .name_len = strcspn(name, " \t\r\n/>"),
        .line = c->line,
    };
    advance(c, tag->text + tag->len);
}

bool tags_next(struct tag_cursor *c, struct tag *tag)
{
    while (c->at < c->end) {
        const char *lt = memchr(c->at, '<', (size_t)(c->end - c->at));

        advance(c, lt ? lt : c->end);
        if (!lt)
            return false;
        if (strncmp(lt, "<!--", 4) == 0) {
            skip_past(c, 4, "-->");
        } else if (strncmp(lt, "<![CDATA[", 9) == 0) {
            skip_past(c, 9, "]]>");
        } else if (lt[1] == '?') {
            skip_past(c, 2, "?>");
        } else {
            take_tag(c, tag);
            return true;
        }
    }
    return false;
}

/* --- what broke it ------------------------------------------------------- */

enum { MOST_OPEN = 64 };

static bool same_name(const struct tag *a, const struct tag *b)
{
    return a->name_len == b->name_len &&
           memcmp(a->name, b->name, a->name_len) == 0;
}

/* The length of the reference that stands at an '&', 0 when it is none that
 * XML knows by itself. */
static size_t reference_len(const char *s)
{
    static const char *const names[] = {"lt;", "gt;", "amp;", "quot;", "apos;"};
    size_t n;

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(s + 1, names[i], strlen(names[i])) == 0)
            return 1 + strlen(names[i]);
    if (s[1] != '#')
        return 0;
    n = s[2] == 'x' ? 3 + strspn(s + 3, "0123456789abcdefABCDEF")
                    : 2 + strspn(s + 2, "0123456789");
    return s[n] == ';' ? n + 1 : 0;
}

/* Does a reference by number name what XML may hold (XML 1.0, section 2.2)? */
static bool names_character(const char *s)
{
    unsigned long c =
        s[2] == 'x' ? strtoul(s + 3, NULL, 16) : strtoul(s + 2, NULL, 10);

    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c < 0xd800) ||
           (c >= 0xe000 && c <= 0x10ffff && c != 0xfffe && c != 0xffff);
}

/* The first '&' of a piece that starts no reference, with how to write it. */
static const char *explain_ampersand(struct arena *arena, const char *s,
                                     const char *end, int *line)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    struct tag_cursor c = {s, end, *line};

    while ((s = memchr(c.at, '&', (size_t)(end - c.at)))) {
        size_t n = 1 + strspn(s + 1, letters);

        advance(&c, s + 1);
        *line = c.line;
        if (reference_len(s) && (s[1] != '#' || names_character(s)))
            continue;
        if (reference_len(s))
            return mem_printf(arena, "%.*s is no character that XML may hold",
                              (int)reference_len(s), s);
        if (n > 1 && s[n] == ';')
            return mem_printf(arena,
                              "%.*s is not known here; write the character "
                              "itself, or &amp;%.*s for the words",
                              (int)n + 1, s, (int)n, s + 1);
        return "an '&' by itself; write &amp;";
    }
    return NULL;
}

/* A tag without its own end, or with something that no value may hold. */
static const char *explain_tag(struct arena *arena, const struct tag *tag)
{
    const char *inside = memchr(tag->text + 1, '<', tag->len - 1);

    if (tag->name_len == 0)
        return "a '<' that starts no tag; write &lt;";
    if (tag->text[tag->len - 1] == '>' && !inside)
        return NULL;
    return mem_printf(arena,
                      "<%s%.*s ... has no '>' of its own, or a value of it no "
                      "closing quote, or a '<' inside, which is written &lt;",
                      tag->kind == TAG_END ? "/" : "", (int)tag->name_len,
                      tag->name);
}

/* An end tag for which something else is open. */
static const char *explain_end(struct arena *arena, const struct tag *open,
                               size_t depth, const struct tag *tag, int *line)
{
    const struct tag *top;
    size_t i = depth;

    *line = tag->line;
    if (depth == 0)
        return mem_printf(arena, "</%.*s> closes nothing", (int)tag->name_len,
                          tag->name);
    top = &open[depth - 1];
    while (i > 0 && !same_name(&open[i - 1], tag))
        i--;
    if (i == 0)
        return mem_printf(arena,
                          "</%.*s>, but what is open is <%.*s> of line %d; "
                          "write </%.*s>",
                          (int)tag->name_len, tag->name, (int)top->name_len,
                          top->name, top->line, (int)top->name_len, top->name);
    *line = top->line;
    return mem_printf(arena,
                      "<%.*s> is not closed before </%.*s> in line %d; write "
                      "</%.*s> where it ends",
                      (int)top->name_len, top->name, (int)tag->name_len,
                      tag->name, tag->line, (int)top->name_len, top->name);
}

/* What stands behind the last tag. */
static const char *explain_rest(struct arena *arena, const struct tag *open,
                                size_t depth, bool any, const char *text,
                                int *line)
{
    if (depth) {
        const struct tag *top = &open[depth - 1];
        int last = *line;

        *line = top->line;
        return mem_printf(arena,
                          "<%.*s> is not closed before the file ends in line "
                          "%d; write </%.*s> where it ends",
                          (int)top->name_len, top->name, last,
                          (int)top->name_len, top->name);
    }
    if (any)
        return NULL;
    return text[strspn(text, " \t\r\n")]
               ? "there is no element before the file ends"
               : "the file is empty; expected an element such as <replies>";
}

const char *tags_explain(struct arena *arena, const char *text, size_t len,
                         int *line)
{
    struct tag_cursor c = {text, text + len, 1};
    struct tag open[MOST_OPEN], tag;
    const char *from = text, *why = NULL;
    size_t depth = 0;
    bool any = false;

    for (*line = 1; tags_next(&c, &tag); *line = c.line, from = c.at) {
        /* In comments and CDATA an '&' is one; there libxml2 speaks. */
        bool plain = !memchr(from, '<', (size_t)(tag.text - from));

        if (plain)
            why = explain_ampersand(arena, from, tag.text + tag.len, line);
        if (why)
            return why;
        *line = tag.line;
        why = explain_tag(arena, &tag);
        if (!why && depth == 0 && any && tag.kind != TAG_END)
            why = mem_printf(arena, "a second root element, <%.*s>",
                             (int)tag.name_len, tag.name);
        if (!why && tag.kind == TAG_END &&
            (depth == 0 || !same_name(&open[depth - 1], &tag)))
            why = explain_end(arena, open, depth, &tag, line);
        if (why)
            return why;
        any = true;
        if (tag.kind == TAG_END)
            depth--;
        else if (tag.kind == TAG_START && depth == MOST_OPEN)
            return NULL;
        else if (tag.kind == TAG_START)
            open[depth++] = tag;
    }
    *line = c.line;
    return explain_rest(arena, open, depth, any, text, line);
}
