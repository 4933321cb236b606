/* SPDX-License-Identifier: 0BSD */
#include "read_back.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool refuse(const char *why, const char *source)
{
    fprintf(stderr, "%s: %.60s\n", why, source);
    return false;
}

static bool is_octal(char c)
{
    return c >= '0' && c <= '7';
}

static bool is_trigraph(const char *s)
{
    return s[0] == '?' && s[1] == '?' && s[2] && strchr("=/'()!<>-", s[2]);
}

bool read_c_string(struct buf *to, const char *source)
{
    for (const char *s = source; *s; s++) {
        int n = 0;

        if (is_trigraph(s))
            return refuse("a trigraph", s);
        if (*s == '"' || (unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e)
            return refuse("not in a literal", s);
        if (*s != '\\') {
            buf_putc(to, *s);
            continue;
        }
        s++;
        if (*s && strchr("\\\"?'", *s)) {
            buf_putc(to, *s);
            continue;
        }
        for (int i = 0; i < 3; i++, s++) {
            if (!is_octal(*s))
                return refuse("not three octal digits", s);
            n = n * 8 + (*s - '0');
        }
        s--;
        if (n > 255)
            return refuse("too large an escape", source);
        buf_putc(to, (char)n);
    }
    return true;
}

bool read_c_comment(struct buf *to, const char *source)
{
    for (const char *s = source; *s; s++) {
        if ((s[0] == '*' && s[1] == '/') || (s[0] == '/' && s[1] == '*') ||
            (s[0] == '\\' && (s[1] == '\n' || s[1] == '\0')) || is_trigraph(s))
            return refuse("not in a comment", s);
        if (*s != ' ')
            buf_putc(to, *s);
    }
    return true;
}

/* Four hexadecimal digits, or -1. */
static long hex4(const char *s)
{
    long n = 0;

    for (int i = 0; i < 4; i++, s++) {
        const char *digits = "0123456789abcdef", *at = strchr(digits, *s | 32);

        if (*s == '\0' || !at)
            return -1;
        n = n * 16 + (at - digits);
    }
    return n;
}

static void put_utf8(struct buf *to, unsigned long c)
{
    if (c >= 0x10000) {
        buf_putc(to, (char)(0xf0 | c >> 18));
        buf_putc(to, (char)(0x80 | (c >> 12 & 0x3f)));
    } else if (c >= 0x800) {
        buf_putc(to, (char)(0xe0 | c >> 12));
    }
    if (c >= 0x800)
        buf_putc(to, (char)(0x80 | (c >> 6 & 0x3f)));
    else
        buf_putc(to, (char)(0xc0 | c >> 6));
    buf_putc(to, (char)(0x80 | (c & 0x3f)));
}

bool read_json_string(struct buf *to, const char *source)
{
    for (const char *s = source; *s; s++) {
        static const char names[] = "\"\\/bfnrt", meant[] = "\"\\/\b\f\n\r\t";
        const char *name;
        long n;

        if (*s == '"' || (unsigned char)*s < 0x20)
            return refuse("not in a JSON string", s);
        if (*s != '\\') {
            buf_putc(to, *s);
            continue;
        }
        s++;
        if (*s == 'u') {
            n = hex4(s + 1);
            if (n < 0 || (n >= 0xd800 && n <= 0xdfff))
                return refuse("not a character", s);
            if (n < 0x80)
                buf_putc(to, (char)n);
            else
                put_utf8(to, (unsigned long)n);
            s += 4;
            continue;
        }
        name = *s ? strchr(names, *s) : NULL;
        if (!name)
            return refuse("not an escape of JSON", s);
        buf_putc(to, meant[name - names]);
    }
    return true;
}

const char *read_csv_field(struct buf *to, const char *source)
{
    bool quoted = *source == '"', open = quoted;
    const char *s = source + quoted;

    if (*s && strchr("=+-@", *s)) {
        refuse("a formula", source);
        return NULL;
    }
    for (s += *s == '\''; *s && (open || !strchr(",\r\n\"", *s)); s++) {
        if (open && *s == '"' && *++s != '"') {
            open = false;
            break;
        }
        buf_putc(to, *s);
    }
    if (!open && (!*s || *s == ',' || *s == '\r'))
        return s;
    refuse("no field of CSV", source);
    return NULL;
}

bool read_csv(struct buf *to, const char *source)
{
    const char *behind = read_csv_field(to, source);

    return behind && (!*behind || refuse("more than a field", behind));
}

/* The escape behind the backslash at s: its length, 0 when it is none that
 * we use. */
static size_t roff_escape(struct buf *to, const char *s)
{
    static const struct {
        const char *name, *text;
    } escapes[] = {
        {"\\e", "\\"},  {"\\-", "-"},    {"\\&", ""},
        {"\\:", ""},    {"\\(dq", "\""}, {"\\(aq", "'"},
        {"\\(ga", "`"}, {"\\(ha", "^"},  {"\\(ti", "~"},
    };
    char *end;
    unsigned long c;

    for (size_t i = 0; i < sizeof escapes / sizeof escapes[0]; i++) {
        size_t n = strlen(escapes[i].name);

        if (strncmp(s, escapes[i].name, n) == 0) {
            buf_puts(to, escapes[i].text);
            return n;
        }
    }
    if (strncmp(s, "\\[u", 3) != 0)
        return 0;
    c = strtoul(s + 3, &end, 16);
    if (*end != ']' || end - s < 7 || c < 0x80 || c > 0x10ffff)
        return 0;
    put_utf8(to, c);
    return (size_t)(end - s) + 1;
}

static bool roff_chars(struct buf *to, const char *source, bool lines)
{
    for (const char *s = source; *s;) {
        size_t n = 1;
        bool start = lines && (s == source || s[-1] == '\n');

        if (start && (*s == '.' || *s == '\'' || *s == ' ' || *s == '\n'))
            return refuse("not at the start of a line", s);
        if (*s == '\\')
            n = roff_escape(to, s);
        else if (lines && *s == '\n')
            buf_puts(to, s[1] ? " " : "");
        else if ((unsigned char)*s < 0x20 || (unsigned char)*s > 0x7e ||
                 strchr("`^~", *s) || *s == '"')
            n = 0;
        else
            buf_putc(to, *s);
        if (n == 0)
            return refuse("not roff of ours", s);
        s += n;
    }
    return true;
}

bool read_roff(struct buf *to, const char *source)
{
    size_t len = strlen(source);

    if (len == 0 || source[len - 1] != '\n')
        return refuse("no line", source);
    return strcmp(source, "\n") == 0 || roff_chars(to, source, true);
}

bool read_roff_arg(struct buf *to, const char *source)
{
    return roff_chars(to, source, false);
}

bool is_utf8(const char *text, size_t len)
{
    const unsigned char *s = (const unsigned char *)text, *end = s + len;

    while (s < end) {
        size_t n = *s < 0x80                 ? 1
                   : *s >= 0xc2 && *s < 0xe0 ? 2
                   : *s >= 0xe0 && *s < 0xf0 ? 3
                   : *s >= 0xf0 && *s < 0xf5 ? 4
                                             : 0;

        if (*s == 0 || n == 0 || (size_t)(end - s) < n)
            return false;
        if ((*s == 0xe0 && s[1] < 0xa0) || (*s == 0xed && s[1] >= 0xa0) ||
            (*s == 0xf0 && s[1] < 0x90) || (*s == 0xf4 && s[1] >= 0x90))
            return false;
        for (size_t i = 1; i < n; i++)
            if ((s[i] & 0xc0) != 0x80)
                return false;
        s += n;
    }
    return true;
}
