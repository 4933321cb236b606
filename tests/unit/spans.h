/* SPDX-License-Identifier: 0BSD
 *
 * spans - texts of pages, made up for tests of the renderers.
 */
#ifndef SPANS_H
#define SPANS_H

#include "pages/page.h"

#define SPANS(...)                                                     \
    {                                                                  \
        (struct span[]){__VA_ARGS__},                                  \
            sizeof((struct span[]){__VA_ARGS__}) / sizeof(struct span) \
    }
#define WORDS(words) SPANS({SPAN_TEXT, words, {0}, NULL})

#endif
