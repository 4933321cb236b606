/* SPDX-License-Identifier: 0BSD */
#include "base/text.h"

#include "base/ascii.h"

#include <string.h>

bool text_is_ascii(const char *text)
{
    while (*text && (unsigned char)*text < 0x80)
        text++;
    return !*text;
}

static bool in_word(char c)
{
    return is_digit(c) || is_lower(c) || is_upper(c) || c == '_' ||
           (unsigned char)c >= 0x80;
}

static size_t digits(const char *s)
{
    size_t n = 0;

    while (is_digit(s[n]))
        n++;
    return n <= 3 && (n == 1 || s[0] != '0') ? n : 0;
}

static bool is_class(char c)
{
    return c == '2' || c == '4' || c == '5' || c == 'X';
}

size_t text_status(const char *s)
{
    size_t n = 2, m;

    if (!is_class(s[0]) || s[1] != '.')
        return 0;
    m = digits(s + n);
    n += m;
    if (m == 0 || s[n++] != '.')
        return 0;
    m = digits(s + n);
    n += m;
    /* No part of an address, a version or a range. */
    if (m == 0 || in_word(s[n]) ||
        ((s[n] == '.' || s[n] == '-') && in_word(s[n + 1])))
        return 0;
    return n;
}

/* Say whether a code may begin at s: behind no word, unless that is a reply
 * code whose lines go on, as in 550-5.7.26. */
static bool may_begin(const char *text, const char *s)
{
    if (s == text)
        return true;
    if (s[-1] == '-')
        return s - text >= 4 && is_digit(s[-2]) && is_digit(s[-3]) &&
               is_digit(s[-4]) && (s - text == 4 || s[-5] == ' ');
    return !in_word(s[-1]) && s[-1] != '.';
}

/* From dot to dot: a code has one behind its first character. */
const char *text_find_status(const char *text, size_t *len)
{
    const char *dot = text;

    while ((dot = strchr(dot, '.')) != NULL) {
        const char *s = dot - 1;

        if (dot++ == text || !may_begin(text, s))
            continue;
        *len = text_status(s);
        if (*len)
            return s;
    }
    return NULL;
}

/* A dot that ends a sentence has a capital behind it and no abbreviation
 * before it. */
static bool ends_sentence(const char *text, const char *s)
{
    if (s[1] != ' ' || s - text < 2 || !is_upper(s[2]))
        return false;
    return s[-2] != '.' && memcmp(s - 2, "vs", 2) != 0;
}

size_t text_sentence(const char *text)
{
    int open = 0; /* brackets */
    bool quoted = false;
    const char *s;

    for (s = text; *s; s++) {
        open += (*s == '(') - (*s == ')');
        quoted ^= *s == '"';
        if ((*s == '.' || *s == '?' || *s == '!') && open + quoted <= 0 &&
            ends_sentence(text, s))
            return (size_t)(s - text) + 1;
    }
    return (size_t)(s - text);
}

int text_reply_class(const char *sample)
{
    size_t len;

    if (strspn(sample, "0123456789") == 3 && sample[0] >= '2' &&
        sample[0] <= '5')
        return sample[0] - '0';
    sample = text_find_status(sample, &len);
    return sample && sample[0] != 'X' ? sample[0] - '0' : 5;
}

/* The blanks that every line shares; lines of blanks do not count. */
static size_t shared_indent(const char *text)
{
    size_t shared = (size_t)-1;

    while (*text) {
        size_t n = strspn(text, " \t");

        if (text[n] && text[n] != '\n' && n < shared)
            shared = n;
        text += strcspn(text, "\n");
        text += *text == '\n';
    }
    return shared;
}

char *text_unindented(struct arena *arena, const char *text)
{
    char *start, *to = start = mem_alloc(arena, strlen(text) + 2);
    size_t indent;

    /* The line that an opening tag stands on is often empty. */
    for (size_t n = strspn(text, " \t\r"); text[n] == '\n';
         n = strspn(text, " \t\r"))
        text += n + 1;
    indent = shared_indent(text);
    while (text[strspn(text, " \t\r\n")]) {
        size_t len = strcspn(text, "\n"), skip = indent < len ? indent : len;
        size_t shown = len;

        while (shown > skip && strchr(" \t\r", text[shown - 1]))
            shown--;
        memcpy(to, text + skip, shown - skip);
        to += shown - skip;
        *to++ = '\n';
        text += len + (text[len] == '\n');
    }
    *to = '\0';
    return start;
}
