/* SPDX-License-Identifier: 0BSD
 *
 * text - what is found in a text: codes, sentences, the class of a reply.
 *
 * Functions on NUL-terminated UTF-8; shared by derive.c, pages and renderers.
 */
#ifndef TEXT_H
#define TEXT_H

#include "base/mem.h"

#include <stdbool.h>
#include <stddef.h>

/** Say whether every byte is ASCII. */
bool text_is_ascii(const char *text);

/** The length of an enhanced code, class.subject.detail, at text, or 0. */
size_t text_status(const char *text);

/** Find an enhanced code such as 5.7.26 at or after text; NULL: none. Its
 * length goes to *len. */
const char *text_find_status(const char *text, size_t *len);

/** The length of the first sentence, its blanks not counted. */
size_t text_sentence(const char *text);

/** The lines of text, each ended, without the indent that all of them share,
 * blanks at their ends, and empty lines around them. */
char *text_unindented(struct arena *arena, const char *text);

/** The class digit that a sample of a reply shows, or 5. */
int text_reply_class(const char *sample);

#endif
