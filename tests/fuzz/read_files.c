/* SPDX-License-Identifier: 0BSD
 *
 * Whole files of out/: are they of their language at all?
 */
#include "read_back.h"

#include <stdio.h>
#include <string.h>

enum { DEEPEST = 32 };

struct json {
    const char *s, *end;
    int depth;
};

static void skip_blanks(struct json *j)
{
    while (j->s < j->end && strchr(" \t\r\n", *j->s))
        j->s++;
}

static bool take(struct json *j, char c)
{
    skip_blanks(j);
    if (j->s == j->end || *j->s != c)
        return false;
    j->s++;
    return true;
}

static bool string(struct json *j)
{
    if (!take(j, '"'))
        return false;
    for (; j->s < j->end && *j->s != '"'; j->s++) {
        if ((unsigned char)*j->s < 0x20)
            return false;
        if (*j->s != '\\')
            continue;
        if (++j->s == j->end || !strchr("\"\\/bfnrtu", *j->s))
            return false;
        if (*j->s == 'u' && (j->end - j->s < 5 ||
                             strspn(j->s + 1, "0123456789abcdefABCDEF") < 4))
            return false;
    }
    return take(j, '"');
}

static bool word(struct json *j, const char *w)
{
    size_t n = strlen(w);

    if ((size_t)(j->end - j->s) < n || memcmp(j->s, w, n) != 0)
        return false;
    j->s += n;
    return true;
}

static bool number(struct json *j)
{
    const char *from = j->s;

    while (j->s < j->end && strchr("0123456789", *j->s))
        j->s++;
    return j->s > from && (*from != '0' || j->s == from + 1);
}

static bool value(struct json *j);

static bool items(struct json *j, char close, bool named)
{
    if (take(j, close))
        return true;
    do {
        if (named && !(string(j) && take(j, ':')))
            return false;
        if (!value(j))
            return false;
    } while (take(j, ','));
    return take(j, close);
}

static bool value(struct json *j)
{
    bool good;

    skip_blanks(j);
    if (j->s == j->end || ++j->depth > DEEPEST)
        return false;
    if (*j->s == '"')
        good = string(j);
    else if (take(j, '{'))
        good = items(j, '}', true);
    else if (take(j, '['))
        good = items(j, ']', false);
    else
        good =
            word(j, "true") || word(j, "false") || word(j, "null") || number(j);
    j->depth--;
    return good;
}

bool is_json(const char *text, size_t len)
{
    struct json j = {text, text + len, 0};
    bool good = value(&j);

    skip_blanks(&j);
    if (!good || j.s != j.end)
        fprintf(stderr, "not JSON: %.60s\n", j.s);
    return good && j.s == j.end;
}

/* Behind a literal that begins at s; NULL when it does not end in its line. */
static const char *skip_literal(const char *s, const char *end)
{
    char quote = *s++;

    for (; s < end && *s != quote; s++) {
        if (*s == '\\' && s + 1 < end)
            s++;
        if (*s == '\n')
            return NULL;
    }
    return s < end ? s + 1 : NULL;
}

static const char *skip_comment(const char *s, const char *end)
{
    for (s += 2; s + 1 < end; s++) {
        if (s[0] == '/' && s[1] == '*')
            return NULL;
        if (s[0] == '*' && s[1] == '/')
            return s + 2;
    }
    return NULL;
}

bool is_c_tokens(const char *text, size_t len)
{
    const char *end = text + len;

    for (const char *s = text; s < end;) {
        const char *next = s + 1;

        if (*s == '"' || *s == '\'')
            next = skip_literal(s, end);
        else if (*s == '/' && s + 1 < end && s[1] == '*')
            next = skip_comment(s, end);
        if (!next) {
            fprintf(stderr, "does not end: %.60s\n", s);
            return false;
        }
        s = next;
    }
    return len > 0 && end[-1] == '\n';
}
