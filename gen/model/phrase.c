/* SPDX-License-Identifier: 0BSD */
#include "model/phrase.h"

#include "base/ascii.h"

#include <string.h>

const char *phrase_piece_fault(const char *piece, size_t len, bool whole)
{
    bool any = false;

    while (len && strchr(" !?*", piece[len - 1]))
        len--;
    while (len && strchr(" *", *piece)) {
        piece++;
        len--;
    }
    for (size_t i = 0; i < len; i++)
        any = any || strchr(" 0123456789.", piece[i]) == NULL;
    if (memchr(piece, '*', len))
        return "has a * inside; expected it at the start or end of the phrase, "
               "or next to \"...\"";
    if (len == 0)
        return whole ? "has no word" : "has no word on one side of \"...\"";
    if (memchr(piece, '@', len))
        return "has an email address, which is ignored; expected words";
    return any ? "has a piece of which too little is left; expected three "
                 "letters"
               : "has a piece that contains only digits, which are ignored";
}

/* Dots that are no gap: the first run of two, or of more than three. */
static bool has_wrong_dots(const char *text)
{
    size_t n;

    for (text = strchr(text, '.'); text; text = strchr(text + n, '.')) {
        n = strspn(text, ".");
        if (n == 2 || n > 3)
            return true;
    }
    return false;
}

/* What people write who take a phrase for a pattern of another language. */
static const char *foreign_pattern(const char *text)
{
    const char *star = strstr(text, ".*");

    if (star && star[2] && !strchr(" !?", star[2]))
        return "has \".*\"; expected \"...\" for a gap";
    if (strpbrk(text, "|\\^"))
        return "has a |, ^ or \\; expected words, and for other words a "
               "<match> "
               "of its own: it is no regular expression";
    if (strstr(text, "%s"))
        return "has a place for a value; expected \"...\" for a gap there";
    if (strstr(text, "**"))
        return "has \"**\"; expected one *";
    return NULL;
}

/* Does it look like one, with a capital, a comma or a question? */
static bool is_sentence(const char *text)
{
    static const char *const asks[] = {"why ", "who ",   "what ",
                                       "how ", "where ", "when "};
    bool sentence = strstr(text, ", ") || strstr(text, "; ") ||
                    (is_upper(*text) && strchr(text, ' '));

    for (size_t i = 0; i < sizeof asks / sizeof asks[0]; i++)
        sentence = sentence || strncmp(text, asks[i], strlen(asks[i])) == 0;
    return sentence;
}

const char *phrase_misused(const char *text)
{
    size_t len = strlen(text);
    bool marked = len && strchr("!?", text[len - 1]);

    if (strstr(text, "\xe2\x80\xa6"))
        return "has a single character of three dots; expected \"...\", three "
               "characters, for a gap";
    if (has_wrong_dots(text))
        return "has two dots in a row, or more than three; expected \"...\" "
               "for a gap";
    for (const char *m = text; (m = strpbrk(m, "!?")) != NULL; m++)
        if (m[1] == ' ')
            return "has a ! or ? inside; expected it at the end only, where "
                   "! makes a phrase strong and ? weak: leave out "
                   "punctuation";
    if (marked && len > 1 && strchr(" !?", text[len - 2]))
        return "has a blank or a second mark before the mark at its end; "
               "expected one mark, right behind the last word";
    if (marked && is_sentence(text))
        return "ends like a sentence, but ! at the end makes a phrase strong "
               "and ? weak; remove the mark, or write only words before it";
    return foreign_pattern(text);
}
