/* SPDX-License-Identifier: 0BSD */
#include "base/utf8.h"

#include <stdint.h>
#include <string.h>

/* The length of the UTF-8 character at s, 0 when it is none; *c its number. */
static size_t utf8_char(const unsigned char *s, const unsigned char *end,
                        unsigned long *c)
{
    static const unsigned long least[] = {0, 0, 0x80, 0x800, 0x10000};
    size_t n = s[0] < 0x80   ? 1
               : s[0] < 0xc2 ? 0
               : s[0] < 0xe0 ? 2
               : s[0] < 0xf0 ? 3
               : s[0] < 0xf5 ? 4
                             : 0;

    if (n == 0 || (size_t)(end - s) < n)
        return 0;
    *c = n == 1 ? s[0] : s[0] & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((s[i] & 0xc0) != 0x80)
            return 0;
        *c = *c << 6 | (s[i] & 0x3fu);
    }
    if (*c < least[n] || *c > 0x10ffff || (*c >= 0xd800 && *c <= 0xdfff))
        return 0;
    return n;
}

/* Controls, and the invisible marks that turn text round: neither is prose,
 * and both could hide something from a reviewer. */
static bool is_control(unsigned long c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
           (c >= 0x7f && c <= 0x9f) || (c >= 0x200b && c <= 0x200f) ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) ||
           c == 0xfeff || (c & 0xfffe) == 0xfffe ||
           (c >= 0xe0000 && c <= 0xe0fff);
}

/* The first byte from s on that is not plain ASCII text; eight at a time: a
 * byte below 0x20 borrows, one above 0x7e sets its highest bit. */
static const unsigned char *skip_plain(const unsigned char *s,
                                       const unsigned char *end)
{
    const uint64_t ones = 0x0101010101010101u;

    while (end - s >= 8) {
        uint64_t word;

        memcpy(&word, s, sizeof word);
        if (((word - ones * 0x20) | (word + ones) | word) & ones * 0x80)
            break;
        s += 8;
    }
    while (s < end && *s >= 0x20 && *s < 0x7f)
        s++;
    return s;
}

bool utf8_check(struct diag *diag, struct place at, const char *text,
                size_t len)
{
    const unsigned char *s = (const unsigned char *)text, *end = s + len;
    unsigned long c;

    while ((s = skip_plain(s, end)) < end) {
        size_t n = utf8_char(s, end, &c);

        if (n == 0 || c == 0) { /* a zero: most likely UTF-16 */
            diag_error(diag, at, "encoding",
                       "byte 0x%02x is not UTF-8 text; save the file as UTF-8",
                       *s);
            return false;
        }
        if (is_control(c)) {
            diag_error(diag, at, "control-char",
                       "control character U+%04lX; expected visible text", c);
            return false;
        }
        if (*s == '\n')
            at.line++;
        s += n;
    }
    return true;
}
