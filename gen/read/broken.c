/* SPDX-License-Identifier: 0BSD */
#include "read/broken.h"

#include "base/ascii.h"
#include "base/utf8.h"
#include "read/grammar.h"
#include "read/tags.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_OPEN = 64, MOST_ATTRS = 16, LONGEST_SHOWN = 40 };

static const char blanks[] = " \t\r\n";

/* The walk: elements that are open, and where it is. */
struct walk {
    struct arena *arena;
    struct tag open[MOST_OPEN];
    size_t depth;
    bool any; /* there was an element */
    int line; /* of the fault */
};

static bool same_name(const struct tag *a, const struct tag *b)
{
    return a->name_len == b->name_len &&
           memcmp(a->name, b->name, a->name_len) == 0;
}

/* As much of a name, or of what stands in its place, as a message takes. */
static int shown(size_t len)
{
    return (int)(len < LONGEST_SHOWN ? len : LONGEST_SHOWN);
}

/* --- texts ---------------------------------------------------------------- */

/* Does one of the names that XML knows by itself stand at an '&'? */
static bool is_known(const char *s)
{
    static const char *const names[] = {"lt;", "gt;", "amp;", "quot;", "apos;"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strncmp(s + 1, names[i], strlen(names[i])) == 0)
            return true;
    return false;
}

/* The length of the reference by number that stands at an '&', 0 when it is
 * none. */
static size_t number_len(const char *s)
{
    size_t n;

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

/* What is wrong with the '&' at s, or NULL. */
static const char *explain_ampersand(struct arena *arena, const char *s)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
                                  "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    size_t n = 1 + strspn(s + 1, letters), number = number_len(s);

    if (is_known(s) || (number && names_character(s)))
        return NULL;
    if (number)
        return mem_printf(arena, "%.*s is no character that XML may hold",
                          shown(number), s);
    if (s[n] != ';' || n == 1 || n > LONGEST_SHOWN)
        return "an '&' by itself; write &amp;";
    if (strncmp(s, "&nbsp;", 6) == 0)
        return "&nbsp; is not known here; write a blank";
    return mem_printf(arena,
                      "%.*s is not known here; write the character itself, or "
                      "&amp;%.*s for the words",
                      (int)n + 1, s, (int)n, s + 1);
}

/* The first fault in a text from s to end, with its place. */
static const char *explain_text(struct arena *arena, const char *s,
                                const char *end, const char **at)
{
    for (; s < end; s++) {
        const char *why = *s == '&' ? explain_ampersand(arena, s) : NULL;

        if (!why && strncmp(s, "]]>", 3) == 0)
            why = "\"]]>\" ends what <![CDATA[ begins; write ]]&gt;";
        if (why) {
            *at = s;
            return why;
        }
    }
    return NULL;
}

/* The first fault in the comment at s, whose end is left in *behind. Where a
 * comment has no end, the "--" that is found is mostly far away. */
static const char *explain_comment(struct arena *arena, const char *s,
                                   const char **behind, const char **at)
{
    const char *dashes = strstr(s + 4, "--");

    *at = s;
    *behind = dashes ? dashes + 3 : s;
    if (!dashes)
        return "<!-- has no end; write --> where the comment ends";
    if (dashes[2] == '>')
        return NULL;
    if (strncmp(dashes - 2, "<!", 2) == 0)
        return "<!-- has no end before the next <!--; write --> where the "
               "comment ends";
    return mem_printf(arena,
                      "\"%.*s\" inside the comment; write one -, or --> where "
                      "it ends",
                      shown(strcspn(dashes, " \t\r\n<>")), dashes);
}

/* The first fault between two tags: in texts, comments and CDATA. */
static const char *explain_between(struct arena *arena, const char *s,
                                   const char *end, const char **at)
{
    const char *why = NULL;

    while (!why && s < end) {
        const char *lt = memchr(s, '<', (size_t)(end - s));

        why = explain_text(arena, s, lt ? lt : end, at);
        s = lt ? lt : end;
        if (why || !lt)
            break;
        if (strncmp(s, "<!--", 4) == 0) {
            why = explain_comment(arena, s, &s, at);
        } else if (strncmp(s, "<![CDATA[", 9) == 0) {
            *at = s;
            s = strstr(s, "]]>");
            why = s ? NULL : "<![CDATA[ has no end; write ]]> where it ends";
            s = s ? s + 3 : end;
        } else { /* an instruction */
            s = strstr(s, "?>");
            s = s ? s + 2 : end;
        }
    }
    return why;
}

/* --- attributes ----------------------------------------------------------- */

struct attr {
    const char *name, *value;
    size_t name_len, value_len;
};

/* Is there a quote at s that is none in XML? */
static bool is_typographic(const char *s, struct utf8_letter *quote)
{
    return utf8_look(s, quote) && (*quote->like == '"' || *quote->like == '\'');
}

/* A value without quotes, or with others than XML's, at s. */
static const char *explain_unquoted(struct arena *arena, const struct attr *a,
                                    const char *s, const char *end)
{
    int name_len = shown(a->name_len);
    struct utf8_letter quote;
    size_t n = strcspn(s, " \t\r\n<>/");

    if (is_typographic(s, &quote))
        return mem_printf(arena,
                          "%.*s=%.*s... has a typographic quote, U+%04lX; "
                          "write straight ones: %.*s=\"...\"",
                          name_len, a->name, (int)quote.len, s, quote.number,
                          name_len, a->name);
    if (n > (size_t)(end - s))
        n = (size_t)(end - s);
    return mem_printf(arena, "%.*s=%.*s has no quotes; write %.*s=\"...\"",
                      name_len, a->name, shown(n), s, name_len, a->name);
}

/* A value that goes on to a quote of another, or past its own tag. */
static const char *explain_unclosed(struct arena *arena, const struct attr *a)
{
    size_t n = strcspn(a->value, " \t\r\n<>/\"");
    struct utf8_letter quote;

    for (size_t i = 0; i < n; i++)
        if (is_typographic(a->value + i, &quote))
            return mem_printf(arena,
                              "%.*s=\"%.*s ends in a typographic quote, "
                              "U+%04lX; write \"",
                              shown(a->name_len), a->name, shown(n), a->value,
                              quote.number);
    return mem_printf(arena,
                      "%.*s=\"%.*s has no closing quote; write %.*s=\"%.*s\"",
                      shown(a->name_len), a->name, shown(n), a->value,
                      shown(a->name_len), a->name, shown(n), a->value);
}

static const char *explain_value(struct arena *arena, const struct attr *a,
                                 const char *end, const char **at)
{
    const char *lt = memchr(a->value, '<', a->value_len);
    const char *behind = a->value + a->value_len;
    const char *why;

    *at = a->name;
    if (behind == end || *behind == '\0' ||
        (lt && memchr(a->value, '>', (size_t)(lt - a->value))) ||
        (behind[-1] == '=' && !strchr(" \t\r\n/>", behind[1])))
        return explain_unclosed(arena, a);
    why = explain_text(arena, a->value, behind, at);
    if (!why && lt)
        why = mem_printf(arena, "a '<' in %.*s=\"...\"; write &lt;",
                         shown(a->name_len), a->name);
    if (!why && !strchr(" \t\r\n/>?", behind[1]))
        why = mem_printf(arena, "no blank behind %.*s=\"...\"; write one",
                         shown(a->name_len), a->name);
    return why;
}

static bool is_twice(const struct attr *attrs, size_t count)
{
    const struct attr *last = &attrs[count - 1];

    for (size_t i = 0; i + 1 < count; i++)
        if (attrs[i].name_len == last->name_len &&
            memcmp(attrs[i].name, last->name, last->name_len) == 0)
            return true;
    return false;
}

/* What stands where an attribute should, or NULL: where a '<' follows, it is
 * none, and the '>' is missing. */
static const char *explain_word(struct arena *arena, const struct tag *tag,
                                const struct attr *a)
{
    if (memchr(tag->text + 1, '<', tag->len - 1))
        return NULL;
    return mem_printf(arena,
                      "\"%.*s\" in <%.*s> has no value; expected NAME=\"...\"",
                      shown(a->name_len ? a->name_len : 1), a->name,
                      shown(tag->name_len), tag->name);
}

/* Take the attribute at *s, up to its last quote; false: it is broken, with
 * *why or without a word. */
static bool take_attr(struct arena *arena, const struct tag *tag,
                      struct attr *a, const char **s, const char **why)
{
    const char *end = tag->text + tag->len, *at = *s, *close;

    a->name = at;
    a->name_len = strcspn(at, " \t\r\n=<>/\"'");
    at += a->name_len + strspn(at + a->name_len, blanks);
    if (a->name_len == 0 || *at != '=') {
        *why = explain_word(arena, tag, a);
        return false;
    }
    at += 1 + strspn(at + 1, blanks);
    if (*at != '"' && *at != '\'') {
        *why = explain_unquoted(arena, a, at, end);
        return false;
    }
    close = memchr(at + 1, *at, (size_t)(end - at - 1));
    a->value = at + 1;
    *s = close ? close : end;
    a->value_len = (size_t)(*s - a->value);
    return true;
}

/* The first fault in the attributes of a start tag. */
static const char *explain_attrs(struct arena *arena, const struct tag *tag,
                                 const char **at)
{
    const char *end = tag->text + tag->len, *s = tag->name + tag->name_len;
    struct attr attrs[MOST_ATTRS];
    const char *why = NULL;

    for (size_t count = 0; !why && count < MOST_ATTRS; s++) {
        struct attr *a = &attrs[count++];

        s += strspn(s, blanks);
        if (s >= end || *s == '/' || *s == '>')
            break;
        *at = s;
        if (!take_attr(arena, tag, a, &s, &why))
            break;
        why = explain_value(arena, a, end, at);
        if (!why && is_twice(attrs, count))
            why = mem_printf(arena, "%.*s=\"...\" twice in <%.*s>; remove one",
                             shown(a->name_len), a->name, shown(tag->name_len),
                             tag->name);
    }
    return why;
}

/* --- tags ----------------------------------------------------------------- */

/* May an element be called so (XML 1.0, section 2.3)? All beyond ASCII may. */
static bool may_be_name(char c)
{
    return is_lower(c) || is_upper(c) || c == '_' || c == ':' || (c & 0x80);
}

/* A tag without its own end, or with something that it may not hold. */
static const char *explain_tag(struct arena *arena, const struct tag *tag,
                               const char **at)
{
    const char *end = tag->text + tag->len, *why = NULL;
    const char *inside = memchr(tag->text + 1, '<', tag->len - 1);

    *at = tag->text;
    if (!may_be_name(*tag->name))
        return "a '<' that starts no tag; write &lt;";
    if (tag->kind != TAG_END)
        why = explain_attrs(arena, tag, at);
    if (why && (!inside || *at < inside))
        return why;
    *at = tag->text;
    if (end[-1] == '>' && !inside)
        return NULL;
    return mem_printf(arena, "<%s%.*s has no '>' of its own; write it",
                      tag->kind == TAG_END ? "/" : "", shown(tag->name_len),
                      tag->name);
}

/* What to write where an element is not closed. */
static const char *how_to_close(struct arena *arena, const struct tag *tag)
{
    int len = shown(tag->name_len);

    switch (grammar_contents(tag->name, tag->name_len)) {
    case CONTENTS_UNKNOWN:
        return mem_printf(arena, "write &lt;%.*s&gt; if it is text", len,
                          tag->name);
    case CONTENTS_NONE:
        return mem_printf(arena, "write /> at the end of <%.*s ...>", len,
                          tag->name);
    default:
        return mem_printf(arena, "write </%.*s> where it ends", len, tag->name);
    }
}

/* The innermost element, which is not closed before something in a line. */
static const char *explain_unended(struct walk *w, const char *before, int line)
{
    const struct tag *top = &w->open[w->depth - 1];

    w->line = top->line;
    return mem_printf(w->arena, "<%.*s> is not closed before %s in line %d; %s",
                      shown(top->name_len), top->name, before, line,
                      how_to_close(w->arena, top));
}

/* Is the innermost element one of that name? */
static bool is_within(const struct walk *w, const struct tag *tag)
{
    return w->depth && same_name(&w->open[w->depth - 1], tag);
}

/* An end tag for which something else is open, or nothing. */
static const char *explain_end(struct walk *w, const struct tag *tag)
{
    const struct tag *top;
    size_t i = w->depth;
    int len = shown(tag->name_len);
    bool known = grammar_contents(tag->name, tag->name_len) != CONTENTS_UNKNOWN;

    w->line = tag->line;
    if (w->depth == 0)
        return mem_printf(w->arena, "</%.*s> closes nothing; remove it", len,
                          tag->name);
    top = &w->open[w->depth - 1];
    while (i > 0 && !same_name(&w->open[i - 1], tag))
        i--;
    if (i > 0)
        return explain_unended(
            w, mem_printf(w->arena, "</%.*s>", len, tag->name), tag->line);
    return mem_printf(w->arena,
                      "</%.*s>, but what is open is <%.*s> of line %d; %swrite "
                      "</%.*s>",
                      len, tag->name, shown(top->name_len), top->name,
                      top->line, known ? "remove it, or " : "",
                      shown(top->name_len), top->name);
}

/* A start tag where none may stand. No element holds one of its own name. */
static const char *explain_start(struct walk *w, const struct tag *tag)
{
    w->line = tag->line;
    if (w->depth == 0 && w->any)
        return mem_printf(w->arena,
                          "a second root element, <%.*s>; a file has one",
                          shown(tag->name_len), tag->name);
    if (is_within(w, tag))
        return explain_unended(w,
                               mem_printf(w->arena, "the next <%.*s>",
                                          shown(tag->name_len), tag->name),
                               tag->line);
    return NULL;
}

/* What stands behind the last tag. */
static const char *explain_rest(struct walk *w, const char *text, int last)
{
    w->line = last;
    if (w->depth)
        return explain_unended(w, "the file ends", last);
    if (w->any)
        return NULL;
    return text[strspn(text, blanks)]
               ? "there is no element before the file ends"
               : "the file is empty; expected an element such as <replies>";
}

static const char *explain_nesting(struct walk *w, const struct tag *tag)
{
    const char *why;

    if (tag->kind == TAG_END)
        why = is_within(w, tag) ? NULL : explain_end(w, tag);
    else
        why = explain_start(w, tag);
    w->any = true;
    if (!why && tag->kind == TAG_END)
        w->depth--;
    else if (!why && tag->kind == TAG_START)
        w->open[w->depth++] = *tag;
    return why;
}

static int line_of(int line, const char *from, const char *at)
{
    for (; from < at; from++)
        line += *from == '\n';
    return line;
}

const char *broken_explain(struct arena *arena, const char *text, size_t len,
                           int *line)
{
    struct tag_cursor c = {text, text + len, 1}, before = c;
    struct walk w = {.arena = arena};
    const char *why = NULL, *at = text;
    struct tag tag;

    while (!why && w.depth < MOST_OPEN && tags_next(&c, &tag)) {
        why = explain_between(arena, before.at, tag.text, &at);
        if (!why && tag.kind == TAG_DECLARATION)
            return NULL;
        if (!why)
            why = explain_tag(arena, &tag, &at);
        w.line = line_of(before.line, before.at, at);
        if (!why)
            why = explain_nesting(&w, &tag);
        before = c;
    }
    if (!why && w.depth < MOST_OPEN) {
        why = explain_between(arena, before.at, text + len, &at);
        w.line = line_of(before.line, before.at, at);
        if (!why)
            why = explain_rest(&w, text, c.line);
    }
    *line = w.line;
    return why;
}
