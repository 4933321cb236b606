/* SPDX-License-Identifier: 0BSD
 *
 * tags - a walk over the tags of an XML text, well-formed or not.
 *
 * libxml2 2.9 caps line numbers at 65,535 and gives a start tag the line of
 * its last attribute. The text is in memory, so tags are found here.
 */
#ifndef TAGS_H
#define TAGS_H

#include <stdbool.h>
#include <stddef.h>

/** Where a walk stands; start with the text, its end and line 1. */
struct tag_cursor {
    const char *at, *end;
    int line;
};

struct tag {
    enum { TAG_START, TAG_EMPTY, TAG_END, TAG_DECLARATION } kind;
    const char *text; /* its '<' */
    size_t len;       /* with its '>', or all that is left */
    const char *name; /* not terminated */
    size_t name_len;
    int line; /* of its '<' */
};

/** Take the next tag, past comments, CDATA and instructions; false: there is
 * none. A NUL must stand behind the text. */
bool tags_next(struct tag_cursor *cursor, struct tag *tag);

#endif
