/* SPDX-License-Identifier: 0BSD */
#include "render/esc.h"

#include "base/ascii.h"
#include "base/text.h"

#include <stdbool.h>
#include <string.h>

static bool is_word(char c)
{
    return is_digit(c) || is_lower(c) || is_upper(c);
}

static bool in_address(char c)
{
    return is_word(c) || c == '.' || c == '+' || c == '-' || c == '_';
}

/* The length of a mail address at s, or 0. GitHub links these after it has
 * resolved backslashes and character references, so that only a code span
 * keeps its hands off them. */
static size_t address_at(const char *s)
{
    size_t n = 0, end = 0;

    while (in_address(s[n]))
        n++;
    if (n == 0)
        return 0;
    /* "a@b.@c.d" as a whole: the rest would be an address too. The last letter
     * ends it. */
    for (; in_address(s[n]) || s[n] == '@'; n++)
        if (is_word(s[n]))
            end = n + 1;
    return end;
}

/* A number at the start of a line, then a dot or bracket: a list. */
static bool ends_number(const char *text, const char *s)
{
    return s > text && (*s == '.' || *s == ')') &&
           strspn(text, "0123456789") == (size_t)(s - text);
}

/* Bare addresses of the web are linked as well; in front of these a
 * character reference is enough. */
static bool starts_link(const char *text, const char *s)
{
    return (*s == ':' && s[1] == '/') ||
           (*s == '.' && s > text && s[-1] == 'w' && s[1] > ' ');
}

static bool is_special(char c)
{
    switch (c) {
    case '\\':
    case '`':
    case '*':
    case '_':
    case '[':
    case ']':
    case '<':
    case '>':
    case '|':
    case '~':
    case '&':
    case '$':
    case '#':
        return true;
    default:
        return false;
    }
}

/* The bytes at s, at the start of a word, that stand for themselves whatever
 * is around them: letters that no '@' follows, then blanks. */
static size_t plain_words(const char *s)
{
    size_t n = 0, len;

    for (;;) {
        for (len = n; is_word(s[len]); len++)
            ;
        if (s[len] != ' ')
            return n;
        n = len + 1;
    }
}

static void put_text(struct buf *to, const char *text, bool line)
{
    const char *s = text;

    while (*s) {
        bool first = s == text || !in_address(s[-1]);
        size_t plain = first && s > text ? plain_words(s) : 0, address;

        if (plain) {
            buf_add(to, s, plain);
            s += plain;
            continue;
        }
        address = first ? address_at(s) : 0;
        if (address) {
            buf_putc(to, '`');
            buf_add(to, s, address);
            buf_putc(to, '`');
            s += address;
            continue;
        }
        if (starts_link(text, s)) {
            buf_printf(to, "&#%d;", *s++);
            continue;
        }
        /* Anywhere: emphasis, code, links, HTML, table cells, the end of a
         * heading. At the start of a line also lists and rules. */
        if (is_special(*s) || (line && ((s == text && strchr("+-=", *s)) ||
                                        ends_number(text, s))))
            buf_putc(to, '\\');
        buf_putc(to, *s++);
    }
}

void esc_markdown(struct buf *to, const char *text)
{
    put_text(to, text, true);
}

void esc_markdown_within(struct buf *to, const char *text)
{
    put_text(to, text, false);
}

/* The longest run of c in text. */
static size_t longest_run(const char *text, char c)
{
    size_t run = 0, longest = 0;

    for (; *text; text++) {
        run = *text == c ? run + 1 : 0;
        if (run > longest)
            longest = run;
    }
    return longest;
}

static void put_run(struct buf *to, char c, size_t count)
{
    while (count--)
        buf_putc(to, c);
}

static void code_span(struct buf *to, const char *text, bool cell)
{
    size_t len = strlen(text), quotes = longest_run(text, '`') + 1;
    bool pad = len && (text[0] == '`' || text[len - 1] == '`');

    if (len == 0)
        return;
    put_run(to, '`', quotes);
    put_run(to, ' ', pad);
    for (const char *s = text; *s; s++) {
        /* A cell ends at a '|' even in code, and gives back "\|" as "|". */
        if (cell && *s == '|')
            buf_putc(to, '\\');
        buf_putc(to, *s);
    }
    put_run(to, ' ', pad);
    put_run(to, '`', quotes);
}

void esc_markdown_code(struct buf *to, const char *text)
{
    code_span(to, text, false);
}

void esc_markdown_cell_code(struct buf *to, const char *text)
{
    code_span(to, text, true);
}

/* How many backquotes end a block with that text, and never within it. */
static size_t fence(const char *text)
{
    size_t quotes = longest_run(text, '`') + 1;

    return quotes < 3 ? 3 : quotes;
}

void esc_markdown_command(struct buf *to, const char *text)
{
    static const char indent[] = "   ";
    size_t quotes = fence(text);

    buf_puts(to, indent);
    put_run(to, '`', quotes);
    buf_printf(to, "sh\n%s%s\n%s", indent, text, indent);
    put_run(to, '`', quotes);
    buf_putc(to, '\n');
}

void esc_markdown_block(struct buf *to, const char *text)
{
    struct arena arena = {0};
    size_t quotes = fence(text);

    put_run(to, '`', quotes);
    buf_printf(to, "text\n%s", text_unindented(&arena, text));
    put_run(to, '`', quotes);
    buf_putc(to, '\n');
    mem_free(&arena);
}

/* "&copy;" would be read as a character, "&copy=1" would not. */
static bool is_reference(const char *s)
{
    size_t n = 1;

    if (*s != '&')
        return false;
    while (is_word(s[n]) || s[n] == '#')
        n++;
    return n > 1 && s[n] == ';';
}

void esc_markdown_address(struct buf *to, const char *text)
{
    buf_putc(to, '<');
    for (const unsigned char *s = (const unsigned char *)text; *s; s++) {
        if (is_reference((const char *)s)) {
            buf_puts(to, "&amp;");
            continue;
        }
        /* '%' stays: addresses come with their escapes. */
        if (is_word((char)*s) || strchr("-._~:/?#@!$'()*+,;=%&", *s))
            buf_putc(to, (char)*s);
        else
            buf_printf(to, "%%%02X", *s);
    }
    buf_putc(to, '>');
}
