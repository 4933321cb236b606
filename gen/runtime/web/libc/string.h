/* SPDX-License-Identifier: 0BSD
 *
 * What the headers and the tool's parts need of string.h, for a WebAssembly
 * without a C library. The first three become instructions.
 */
#ifndef WEB_STRING_H
#define WEB_STRING_H

#include <stddef.h>
#include <stdint.h>

void *memcpy(void *to, const void *from, size_t n)
{
    return __builtin_memcpy(to, from, n);
}

void *memmove(void *to, const void *from, size_t n)
{
    return __builtin_memmove(to, from, n);
}

void *memset(void *to, int c, size_t n)
{
    return __builtin_memset(to, c, n);
}

int memcmp(const void *a, const void *b, size_t n)
{
    const unsigned char *x = (const unsigned char *)a;
    const unsigned char *y = (const unsigned char *)b;

    for (; n; n--, x++, y++)
        if (*x != *y)
            return *x - *y;
    return 0;
}

void *memchr(const void *in, int c, size_t n)
{
    const unsigned char *s = (const unsigned char *)in;

    for (; n; n--, s++)
        if (*s == (unsigned char)c)
            return (void *)(size_t)s;
    return NULL;
}

size_t strlen(const char *s)
{
    size_t n = 0;

    while (s[n])
        n++;
    return n;
}

static int strncmp(const char *a, const char *b, size_t n)
{
    for (; n; n--, a++, b++)
        if (*a != *b || !*a)
            return (unsigned char)*a - (unsigned char)*b;
    return 0;
}

static int strcmp(const char *a, const char *b)
{
    return strncmp(a, b, SIZE_MAX);
}

static char *strchr(const char *s, int c)
{
    for (; *s != (char)c; s++)
        if (!*s)
            return NULL;
    return (char *)(size_t)s;
}

static char *strrchr(const char *s, int c)
{
    size_t n = strlen(s) + 1;

    while (n--)
        if (s[n] == (char)c)
            return (char *)(size_t)(s + n);
    return NULL;
}

static size_t strcspn(const char *s, const char *end)
{
    size_t n = 0;

    while (s[n] && !strchr(end, s[n]))
        n++;
    return n;
}

static size_t strspn(const char *s, const char *of)
{
    size_t n = 0;

    while (s[n] && strchr(of, s[n]))
        n++;
    return n;
}

static char *strstr(const char *s, const char *words)
{
    size_t n = strlen(words);

    for (; *s; s++)
        if (strncmp(s, words, n) == 0)
            return (char *)(size_t)s;
    return NULL;
}

#endif
