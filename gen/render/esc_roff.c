/* SPDX-License-Identifier: 0BSD */
#include "render/esc.h"

#include "base/ascii.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

/* mandoc's style check counts bytes up to 80. */
enum { WIDTH = 78, SHORT = 3, LONG = 30 };

/* The bytes up to the next blank; words are too short for strcspn to pay. */
static size_t word_length(const char *s)
{
    size_t n = 0;

    while (s[n] && s[n] != ' ')
        n++;
    return n;
}

/* Every letter beyond ASCII counts as one. */
static bool is_letter(char c)
{
    return is_lower(c) || is_upper(c) || (unsigned char)c >= 0x80;
}

/* How roff is told to show an ASCII character as it is; NULL: it does. */
static const char *escape_of(char c)
{
    switch (c) {
    case '\\':
        return "\\e";
    case '"':
        return "\\(dq";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    default:
        return NULL;
    }
}

/* One character that stands for itself alone, as in code; return its
 * length. */
static size_t put_char(struct buf *to, const char *s)
{
    const char *escape = escape_of(*s);
    struct utf8_letter letter;

    if (utf8_look(s, &letter)) {
        buf_printf(to, "\\[u%04lX]", letter.number);
        return letter.len;
    }
    if (escape)
        buf_puts(to, escape);
    else
        buf_putc(to, *s);
    return 1;
}

/* Say whether a long word may be cut behind its byte at i, which is not the
 * last: at its punctuation, but not within the host of an address, nor where a
 * hyphen at the end of a line would be in doubt. */
static bool may_cut(const char *word, size_t i, bool address)
{
    if (word[i + 1] == '/')
        return false;
    if (address && strchr(".:-", word[i]))
        return false;
    return strchr("./:=&?_-,;", word[i]) && word[i - 1] != '/';
}

/* A word that is code. A long one may be cut behind its punctuation, and
 * anywhere if need be: groff complains of a line that it cannot break. */
static void put_code(struct buf *to, const char *word, size_t len)
{
    const char *scheme = strstr(word, "://");
    bool address = scheme && scheme < word + len;
    size_t since = 0;

    for (size_t i = 0; i < len;) {
        size_t at = i;

        i += put_char(to, word + i);
        since++;
        if (len <= LONG || i >= len || since < SHORT)
            continue;
        if (since > LONG || may_cut(word, at, address)) {
            buf_puts(to, "\\:");
            since = 0;
        }
    }
}

/* Without the marks that prose puts around a word. */
static void strip(const char **word, size_t *len)
{
    while (*len && strchr("(\"'", **word)) {
        (*word)++;
        (*len)--;
    }
    while (*len && strchr(".,;:!?)\"'", (*word)[*len - 1]))
        (*len)--;
}

/* Said of each byte of a manual, so without a search through a list. */
static bool marks_code(char c)
{
    switch (c) {
    case '/':
    case '@':
    case '_':
    case '=':
    case '\\':
    case '<':
    case '>':
    case '[':
    case ']':
    case '{':
    case '}':
    case '$':
    case '#':
    case '%':
    case '|':
    case '*':
    case '.':
    case ':':
        return true;
    default:
        return false;
    }
}

/* Say whether a word is something to type or to look for, whose hyphens must
 * be copied right: --option, example.org, Return-Path, 5.7.606-649. */
static bool is_code(const char *word, size_t len)
{
    strip(&word, &len);
    if (len && word[0] == '-')
        return true;
    for (size_t i = 0; i < len; i++) {
        char before = i ? word[i - 1] : ' ';
        char after = i + 1 < len ? word[i + 1] : ' ';

        if (marks_code(word[i]))
            return true;
        if (word[i] == '-' && (is_upper(before) || is_upper(after) ||
                               (is_digit(before) && is_digit(after))))
            return true;
    }
    return false;
}

/* A word of prose. An apostrophe behind a letter is one, unless it closes a
 * quotation that an apostrophe opened. */
static void put_word(struct buf *to, const char *word, size_t len, bool *quoted)
{
    if (is_code(word, len) || len > LONG) {
        put_code(to, word, len);
        return;
    }
    for (size_t i = 0; i < len;) {
        char c = word[i];
        bool behind = i && is_letter(word[i - 1]);
        bool inside = behind && is_letter(word[i + 1]);
        bool mark = c == '\'' && (inside || (behind && !*quoted));

        if (c == '\'' && !inside)
            *quoted = !behind;
        if (c == '(' && behind) /* f() is markup to mandoc's style check */
            buf_puts(to, "\\&");
        if (c == '-' || mark) {
            buf_putc(to, c);
            i++;
        } else {
            i += put_char(to, word + i);
        }
    }
}

/* Say whether the word that ends before end closes a sentence, as far as its
 * marks tell. */
static bool ends_sentence(const char *word, const char *end)
{
    while (end > word && strchr(")\"'", end[-1]))
        end--;
    return end > word && strchr(".?!", end[-1]);
}

static bool begins_sentence(const char *text)
{
    text += strspn(text, "(\"'");
    return is_upper(*text);
}

void esc_roff(struct buf *to, const char *text)
{
    struct buf word = {0};
    size_t column = 0;
    bool quoted = false;

    while (*text) {
        size_t len = word_length(text);
        const char *next = text + len + strspn(text + len, " ");
        bool marked = *next && ends_sentence(text, text + len);
        bool ends = marked && begins_sentence(next);

        word.len = 0;
        put_word(&word, text, len, &quoted);
        if (marked && !ends)
            buf_puts(&word, "\\&"); /* an abbreviation: no wider space */
        if (column && column + 1 + word.len > WIDTH) {
            buf_putc(to, '\n');
            column = 0;
        }
        if (column)
            buf_putc(to, ' ');
        else if (*text == '.') /* an apostrophe there is escaped anyway */
            buf_puts(to, "\\&");
        buf_add(to, word.text, word.len);
        column += word.len + (column > 0);
        text = next;
        if (ends) {
            buf_putc(to, '\n');
            column = 0;
        }
    }
    buf_putc(to, '\n');
    buf_free(&word);
}

/* groff takes an argument for a macro where it is a macro's name, quoted or
 * not, and for punctuation where it is nothing else; all of these are
 * short. */
static void begin_argument(struct buf *to, const char *text)
{
    if (strlen(text) <= SHORT)
        buf_puts(to, "\\&");
}

/* Punctuation at the end of an argument belongs to it. */
static void end_argument(struct buf *to, const char *text)
{
    size_t len = strlen(text);

    if (len && strchr(".,:;?!)]", text[len - 1]))
        buf_puts(to, "\\&");
}

void esc_roff_arg(struct buf *to, const char *text)
{
    bool quoted = false;

    begin_argument(to, text);
    for (const char *s = text; *s;) {
        size_t len = word_length(s);

        put_word(to, s, len, &quoted);
        s += len;
        if (*s)
            buf_putc(to, *s++);
    }
    end_argument(to, text);
}

void esc_roff_code(struct buf *to, const char *text)
{
    begin_argument(to, text);
    for (const char *s = text; *s;) {
        size_t len = word_length(s);

        put_code(to, s, len);
        s += len;
        if (*s)
            buf_putc(to, *s++);
    }
    end_argument(to, text);
}
