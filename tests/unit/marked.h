/* SPDX-License-Identifier: 0BSD
 *
 * marked - a text in which carets mark places: "said: ^550 No". Include it
 * behind <cmocka.h>.
 */
#ifndef MARKED_H
#define MARKED_H

#include "guarded.h"

enum { MARKED_MOST = 512, MARKED_PLACES = 3 };

struct marked {
    const char *text;
    size_t len;
    size_t at[MARKED_PLACES]; /* where the carets stood */
};

/** The text without its carets. It begins where memory does, or with at_end it
 * ends there; it holds until the next call. */
static inline struct marked marked(const char *with, int at_end)
{
    char text[MARKED_MOST];
    struct marked m = {NULL, 0, {0}};
    size_t places = 0;

    for (; *with; with++) {
        if (*with == '^') {
            assert_true(places < MARKED_PLACES);
            m.at[places++] = m.len;
        } else {
            assert_true(m.len < sizeof text);
            text[m.len++] = *with;
        }
    }
    m.text = at_end ? guarded(text, m.len) : guarded_front(text, m.len);
    return m;
}

#endif
