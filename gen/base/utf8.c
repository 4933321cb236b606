/* SPDX-License-Identifier: 0BSD */
#include "base/utf8.h"

#include "base/ascii.h"

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

/* What is taken for ASCII by eye. */
static const struct {
    unsigned short number;
    char like[4];
} look_alikes[] = {
    {0xa0, " "},    {0xab, "\""},   {0xbb, "\""},   {0x131, "i"},
    {0x391, "A"},   {0x392, "B"},   {0x395, "E"},   {0x396, "Z"},
    {0x397, "H"},   {0x399, "I"},   {0x39a, "K"},   {0x39c, "M"},
    {0x39d, "N"},   {0x39f, "O"},   {0x3a1, "P"},   {0x3a4, "T"},
    {0x3a5, "Y"},   {0x3a7, "X"},   {0x3b9, "i"},   {0x3bd, "v"},
    {0x3bf, "o"},   {0x3c5, "u"},   {0x405, "S"},   {0x406, "I"},
    {0x408, "J"},   {0x410, "A"},   {0x412, "B"},   {0x415, "E"},
    {0x417, "3"},   {0x41a, "K"},   {0x41c, "M"},   {0x41d, "H"},
    {0x41e, "O"},   {0x420, "P"},   {0x421, "C"},   {0x422, "T"},
    {0x423, "Y"},   {0x425, "X"},   {0x430, "a"},   {0x435, "e"},
    {0x43e, "o"},   {0x440, "p"},   {0x441, "c"},   {0x443, "y"},
    {0x445, "x"},   {0x455, "s"},   {0x456, "i"},   {0x458, "j"},
    {0x4bb, "h"},   {0x501, "d"},   {0x51b, "q"},   {0x51d, "w"},
    {0x2007, " "},  {0x2010, "-"},  {0x2011, "-"},  {0x2012, "-"},
    {0x2013, "-"},  {0x2014, "-"},  {0x2015, "-"},  {0x2018, "'"},
    {0x2019, "'"},  {0x201a, "'"},  {0x201c, "\""}, {0x201d, "\""},
    {0x201e, "\""}, {0x201f, "\""}, {0x2024, "."},  {0x2026, "..."},
    {0x202f, " "},  {0x2032, "'"},  {0x2033, "\""}, {0x2212, "-"},
    {0x3000, " "}};

/* Of what is not plain ASCII text: controls, and the invisible marks that turn
 * text round. Neither is prose, and both could hide something from a
 * reviewer. */
static bool is_control(unsigned long c)
{
    return (c < 0xa0 && c != '\t' && c != '\n' && c != '\r') || c == 0xad ||
           (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
           (c >= 0x2060 && c <= 0x2069) || c == 0xfeff ||
           (c & 0xfffe) == 0xfffe || c >> 12 == 0xe0;
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

bool utf8_look(const char *s, struct utf8_letter *letter)
{
    const unsigned char *u = (const unsigned char *)s;
    unsigned long c;
    size_t len = *u < 0x80 ? 0 : utf8_char(u, u + 4, &c); /* the NUL ends it */

    if (len == 0)
        return false;
    *letter = (struct utf8_letter){.number = c,
                                   .len = len,
                                   .like = "",
                                   .foreign = c >= 0x370 && c < 0x530};
    for (size_t i = 0; i < sizeof look_alikes / sizeof look_alikes[0]; i++)
        if (look_alikes[i].number == c)
            letter->like = look_alikes[i].like;
    return true;
}

const char *utf8_name_odd(struct arena *arena, const char *text)
{
    struct utf8_letter l;

    for (; *text; text++)
        if (utf8_look(text, &l))
            return *l.like
                       ? mem_printf(arena,
                                    "U+%04lX \"%.*s\", which looks like \"%s\"",
                                    l.number, (int)l.len, text, l.like)
                       : mem_printf(arena, "U+%04lX \"%.*s\"", l.number,
                                    (int)l.len, text);
    return NULL;
}

static bool is_letter(char c)
{
    return is_lower(c) || is_upper(c);
}

/* Where the word that a letter is in begins and ends. */
static const char *word_begin(const char *s, const char *text)
{
    while (s > text && (is_letter(s[-1]) || (s[-1] & 0x80)))
        s--;
    return s;
}

static size_t word_len(const char *s)
{
    size_t n = 0;

    while (is_letter(s[n]) || (s[n] & 0x80))
        n++;
    return n;
}

static const char *skip_plain_text(const char *s, const char *end)
{
    return (const char *)skip_plain((const unsigned char *)s,
                                    (const unsigned char *)end);
}

enum { LONGEST_SHOWN = 60 };

bool utf8_check_mixed(struct diag *diag, struct place at, const char *text)
{
    const char *end = text + strlen(text);
    struct utf8_letter l;

    for (const char *s = text; *(s = skip_plain_text(s, end));
         s += utf8_look(s, &l) ? l.len : 1) {
        const char *word;
        size_t n;

        at.line += *s == '\n';
        if (!utf8_look(s, &l) || !l.foreign || !*l.like ||
            !((s > text && is_letter(s[-1])) || is_letter(s[l.len])))
            continue;
        word = word_begin(s, text);
        n = word_len(word);
        if (n > LONGEST_SHOWN) {
            word = s;
            n = l.len;
        }
        diag_error(diag, at, "mixed-letters",
                   "letter U+%04lX \"%.*s\" in \"%.*s\" looks like \"%s\"; "
                   "write that",
                   l.number, (int)l.len, s, (int)n, word, l.like);
        return false;
    }
    return true;
}
