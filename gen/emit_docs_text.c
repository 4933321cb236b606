/* SPDX-License-Identifier: 0BSD */
#include "emit_docs.h"

#include "esc.h"

#include <string.h>

static const char head[] =
    "<!-- SPDX-License-Identifier: 0BSD\n"
    "     Generated from catalog/; edit there and run make gen -->\n\n";

void docs_begin(struct docs *d, const char *folder, const char *name)
{
    d->up = folder ? "../" : "";
    d->to = outset_add(d->set, mem_printf(d->view->arena, "docs/%s%s%s.md",
                                          folder ? folder : "",
                                          folder ? "/" : "", name));
    d->self = NULL;
    buf_puts(d->to, head);
}

void docs_heading(struct docs *d, int level, const char *anchor)
{
    while (level--)
        buf_putc(d->to, '#');
    buf_printf(d->to, " <a id=\"%s\"></a>", anchor);
}

void docs_title(struct docs *d, int level, const char *anchor, const char *text)
{
    docs_heading(d, level, anchor);
    buf_printf(d->to, "%s\n\n", text);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool in_word(char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           c == '_' || (unsigned char)c >= 0x80;
}

static size_t digits(const char *s)
{
    size_t n = 0;

    while (is_digit(s[n]))
        n++;
    return n >= 1 && n <= 3 && (n == 1 || s[0] != '0') ? n : 0;
}

/* The length of class.subject.detail at s, or 0. */
static size_t status_at(const char *s)
{
    size_t n = 2, m;

    if (!s[0] || !strchr("245X", s[0]) || s[1] != '.')
        return 0;
    m = digits(s + n);
    n += m;
    if (m == 0 || s[n++] != '.')
        return 0;
    m = digits(s + n);
    n += m;
    /* No part of an address, a version or a range. */
    if (m == 0 || in_word(s[n]) ||
        (strchr(".-", s[n]) && s[n] && in_word(s[n + 1])))
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

const char *docs_find_status(const char *text, size_t *len)
{
    /* A code's first dot stands behind its class: hop from dot to dot. */
    for (const char *dot = strchr(text, '.'); dot; dot = strchr(dot + 1, '.')) {
        if (dot == text || !may_begin(text, dot - 1))
            continue;
        *len = status_at(dot - 1);
        if (*len)
            return dot - 1;
    }
    return NULL;
}

const struct view_entry *docs_entry(const struct view *view, const char *code)
{
    char status[16] = "X";
    size_t len;

    if (code[0] && code[1] != '.')
        return is_digit(code[0]) && strlen(code) == 3 ? view_find(view, code)
                                                      : NULL;
    len = status_at(code);
    if (len == 0 || code[len] || len >= sizeof status)
        return NULL;
    memcpy(status + 1, code + 1, len);
    return view_find(view, status);
}

static void put_part(struct docs *d, const char *text, size_t len)
{
    esc_markdown(d->to, mem_text(d->view->arena, text, len));
}

static void put_entry_link(struct docs *d, const struct view_entry *e,
                           const char *said)
{
    /* A code is digits, dots and an X, and needs no escape. */
    buf_printf(d->to, "[%s](%s%s/%s.md)", said, d->up,
               e->entry->kind == ENTRY_REPLY ? "replies" : "statuses",
               e->entry->code);
}

/* Say whether a code was linked before, further left in the same text. */
static bool linked_before(const char *text, const char *at, size_t len)
{
    size_t n;

    for (const char *s = text; (s = docs_find_status(s, &n)) && s < at; s += n)
        if (n == len && memcmp(s, at, n) == 0)
            return true;
    return false;
}

void docs_text(struct docs *d, const char *text)
{
    const char *from = text, *s = text;
    size_t len;

    while ((s = docs_find_status(s, &len)) != NULL) {
        const char *code = mem_text(d->view->arena, s, len);
        const struct view_entry *e = docs_entry(d->view, code);

        if (e && e != d->self && !linked_before(text, s, len)) {
            put_part(d, from, (size_t)(s - from));
            put_entry_link(d, e, code);
            from = s + len;
        }
        s += len;
    }
    esc_markdown(d->to, from);
}

/* A dot that ends a sentence has a capital behind it and no abbreviation or
 * open bracket or quote before it. */
static bool ends_sentence(const char *text, const char *s, int open)
{
    if (!strchr(".?!", *s) || s[1] != ' ' || open > 0 || s - text < 2)
        return false;
    if (s[2] < 'A' || s[2] > 'Z')
        return false;
    return s[-2] != '.' && memcmp(s - 2, "vs", 2) != 0;
}

size_t docs_sentence(const char *text)
{
    int open = 0;
    bool quoted = false;

    for (const char *s = text; *s; s++) {
        open += (*s == '(') - (*s == ')');
        quoted ^= *s == '"';
        if (ends_sentence(text, s, open + quoted))
            return (size_t)(s - text) + 1;
    }
    return strlen(text);
}

void docs_first(struct docs *d, const char *text)
{
    docs_text(d, mem_text(d->view->arena, text, docs_sentence(text)));
}

void docs_entry_link(struct docs *d, const struct view_entry *e)
{
    put_entry_link(d, e, e->entry->code);
}

void docs_reason_link(struct docs *d, const struct reason *reason)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, reason->prose.title);
    buf_printf(d->to, "](%sreasons/%s.md)", d->up, reason->id);
}

void docs_message_link(struct docs *d, const struct message *m)
{
    buf_putc(d->to, '[');
    esc_markdown(d->to, m->prose.title);
    buf_printf(d->to, "](%sreasons/%s.md#message-%s)", d->up, m->reason, m->id);
}

const char *docs_use_anchor(const struct view *view, const struct provider *p,
                            const struct use *use)
{
    const char *anchor = use->code;
    size_t same = 1;

    for (size_t i = 0; i < use->reply_count; i++)
        anchor = mem_printf(view->arena, "%s-%s", anchor, use->replies[i]);
    for (const struct use *u = p->uses; u != use; u++) {
        bool equal = strcmp(u->code, use->code) == 0 &&
                     u->reply_count == use->reply_count;

        for (size_t i = 0; equal && i < u->reply_count; i++)
            equal = strcmp(u->replies[i], use->replies[i]) == 0;
        same += equal;
    }
    return same > 1 ? mem_printf(view->arena, "%s-%zu", anchor, same) : anchor;
}
