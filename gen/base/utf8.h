/* SPDX-License-Identifier: 0BSD
 *
 * utf8 - whether bytes are UTF-8 text without control characters, and which
 * letters only look like those of ASCII.
 */
#ifndef UTF8_H
#define UTF8_H

#include "base/diag.h"

/** Check that len bytes, the first of them at that place, are UTF-8 text
 * without control characters; on a fault record it and say false. */
bool utf8_check(struct diag *diag, struct place at, const char *text,
                size_t len);

/** A character beyond ASCII. */
struct utf8_letter {
    unsigned long number;
    size_t len;       /* bytes */
    const char *like; /* the ASCII that it looks like; "": none */
    bool foreign;     /* a letter of Greek or Cyrillic */
};

/** Take the character at s; false: it is ASCII, or no UTF-8. A NUL must stand
 * behind the text. */
bool utf8_look(const char *s, struct utf8_letter *letter);

/** Check that no word mixes letters of ASCII with those of Greek or Cyrillic
 * that look like them: no one can see which is which. */
bool utf8_check_mixed(struct diag *diag, struct place at, const char *text);

/** Name the first character of a text that is not ASCII, to stand behind
 * "has": U+043E "о", which looks like "o". NULL: there is none. */
const char *utf8_name_odd(struct arena *arena, const char *text);

#endif
