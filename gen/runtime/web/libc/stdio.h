/* SPDX-License-Identifier: 0BSD
 *
 * What is printed goes into one buffer that the page reads; what goes to
 * standard error goes nowhere. Of formats there is what the tool's parts use:
 * c, d, u, x, s with a width, a precision, '-' and '0'.
 */
#ifndef WEB_STDIO_H
#define WEB_STDIO_H

#include <stdarg.h>
#include <string.h>

typedef struct sink {
    char *at;
    size_t len, size; /* len may be more than there is room for */
} FILE;

enum { PRINTED_MAX = 4 << 20 };
static char printed[PRINTED_MAX];
static FILE web_stdout = {printed, 0, PRINTED_MAX},
            web_stderr = {printed, 0, 0};
#define stdout (&web_stdout)
#define stderr (&web_stderr)

static int putc(int c, FILE *to)
{
    if (to->len < to->size)
        to->at[to->len] = (char)c;
    to->len++;
    return c;
}

static size_t fwrite(const void *from, size_t size, size_t count, FILE *to)
{
    for (size_t i = 0; i < size * count; i++)
        putc(((const char *)from)[i], to);
    return count;
}

static int fputs(const char *s, FILE *to)
{
    fwrite(s, 1, strlen(s), to);
    return 0;
}

static int putchar(int c)
{
    return putc(c, stdout);
}

static int puts(const char *s)
{
    fputs(s, stdout);
    return putchar('\n');
}

struct format {
    int left, zero;
    size_t width, precision; /* SIZE_MAX: none is given */
};

static void put_padded(FILE *to, const struct format *f, const char *s,
                       size_t len)
{
    size_t pad = f->width > len ? f->width - len : 0;

    for (size_t i = 0; i < pad && !f->left; i++)
        putc(f->zero ? '0' : ' ', to);
    fwrite(s, 1, len, to);
    for (size_t i = 0; i < pad && f->left; i++)
        putc(' ', to);
}

static void put_number(FILE *to, const struct format *f, unsigned long n,
                       unsigned base, int minus)
{
    char text[24];
    size_t at = sizeof text;

    do
        text[--at] = "0123456789abcdef"[n % base];
    while ((n /= base) != 0);
    if (minus)
        text[--at] = '-';
    put_padded(to, f, text + at, sizeof text - at);
}

static void put_string(FILE *to, const struct format *f, const char *s)
{
    size_t len = 0;

    while (len < f->precision && s[len])
        len++;
    put_padded(to, f, s, len);
}

static void vfprintf(FILE *to, const char *format, va_list args)
{
    for (; *format; format++) {
        struct format f = {0, 0, 0, SIZE_MAX};
        int n = 0;

        if (*format != '%') {
            putc(*format, to);
            continue;
        }
        for (format++; *format == '-' || *format == '0'; format++) {
            f.left |= *format == '-';
            f.zero |= *format == '0';
        }
        if (*format == '*') {
            n = va_arg(args, int);
            format++;
        }
        for (; *format >= '0' && *format <= '9'; format++)
            n = n * 10 + *format - '0';
        f.width = n > 0 ? (size_t)n : 0;
        if (*format == '.') {
            format++;
            f.precision = 0;
            if (*format == '*') {
                f.precision = (size_t)va_arg(args, int);
                format++;
            }
            for (; *format >= '0' && *format <= '9'; format++)
                f.precision = f.precision * 10 + (size_t)(*format - '0');
        }
        while (*format == 'l' || *format == 'z') /* all have 32 bits here */
            format++;
        if (*format == 's') {
            put_string(to, &f, va_arg(args, const char *));
        } else if (*format == 'd') {
            n = va_arg(args, int);
            put_number(to, &f,
                       n < 0 ? 0ul - (unsigned long)n : (unsigned long)n, 10,
                       n < 0);
        } else if (*format == 'u' || *format == 'x') {
            put_number(to, &f, va_arg(args, unsigned), *format == 'x' ? 16 : 10,
                       0);
        } else if (*format == 'c') {
            putc(va_arg(args, int), to);
        } else {
            putc(*format, to);
        }
    }
}

static int fprintf(FILE *to, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(to, format, args);
    va_end(args);
    return 0;
}

static int printf(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    vfprintf(stdout, format, args);
    va_end(args);
    return 0;
}

static int snprintf(char *to, size_t size, const char *format, ...)
{
    FILE text = {to, 0, size ? size - 1 : 0};
    va_list args;

    va_start(args, format);
    vfprintf(&text, format, args);
    va_end(args);
    if (size)
        to[text.len < size ? text.len : size - 1] = '\0';
    return (int)text.len;
}

#endif
