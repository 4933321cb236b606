/* SPDX-License-Identifier: 0BSD */
#include "read/tags.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static void advance(struct tag_cursor *cursor, const char *to)
{
    const char *nl;

    while ((nl = memchr(cursor->at, '\n', (size_t)(to - cursor->at)))) {
        cursor->line++;
        cursor->at = nl + 1;
    }
    cursor->at = to;
}

/* The end is looked for behind the start: "<!-->" opens a comment only. */
static void skip_past(struct tag_cursor *cursor, size_t start, const char *mark)
{
    const char *found = strstr(cursor->at + start, mark);

    advance(cursor, found ? found + strlen(mark) : cursor->end);
}

/* The '>' of the tag at s, or end: one inside quotes does not count. */
static const char *tag_end(const char *s, const char *end)
{
    while (s < end && *s != '>') {
        const char *quote = *s == '"' || *s == '\''
                                ? memchr(s + 1, *s, (size_t)(end - s - 1))
                                : s;

        s = quote ? quote + 1 : end;
    }
    return s;
}

static void take_tag(struct tag_cursor *c, struct tag *tag)
{
    bool closes = c->at[1] == '/';
    const char *name = c->at + 1 + closes;
    const char *gt = closes ? memchr(c->at, '>', (size_t)(c->end - c->at))
                            : tag_end(c->at + 1, c->end);

    if (!gt)
        gt = c->end;
    assert(gt > c->at);
    *tag = (struct tag){
        .kind = closes          ? TAG_END
                : *name == '!'  ? TAG_DECLARATION
                : gt[-1] == '/' ? TAG_EMPTY
                                : TAG_START,
        .text = c->at,
        .len = (size_t)(gt - c->at) + (gt < c->end),
        .name = name,
        .name_len = strcspn(name, " \t\r\n/>"),
        .line = c->line,
    };
    advance(c, tag->text + tag->len);
}

bool tags_next(struct tag_cursor *c, struct tag *tag)
{
    while (c->at < c->end) {
        const char *lt = memchr(c->at, '<', (size_t)(c->end - c->at));

        advance(c, lt ? lt : c->end);
        if (!lt)
            return false;
        if (strncmp(lt, "<!--", 4) == 0) {
            skip_past(c, 4, "-->");
        } else if (strncmp(lt, "<![CDATA[", 9) == 0) {
            skip_past(c, 9, "]]>");
        } else if (lt[1] == '?') {
            skip_past(c, 2, "?>");
        } else {
            take_tag(c, tag);
            return true;
        }
    }
    return false;
}
