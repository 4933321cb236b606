/* SPDX-License-Identifier: 0BSD
 *
 * value - what an attribute may hold, and how to say it to a person.
 */
#ifndef VALUE_H
#define VALUE_H

#include <stdbool.h>

enum value {
    ANY_TEXT,
    FORMAT,
    VERSION,
    DATE,
    ID,
    NAME,
    NUMBER,
    REPLY_CODE,
    STATUS_CODE,
    ANY_CODE,
    PAIR_REPLY,
    SCOPE_REPLY,
    USE_CODE,
    CLASS_DIGIT,
    GROUP_DIGIT,
    SUBJECT,
    STANDING,
    READER,
    PARTY,
    ACTION,
    COMMAND,
    BY,
    TRACK
};

/** Say whether s is a value of that kind. */
bool value_ok(enum value value, const char *s);

/** Say what was expected, to stand behind "expected ". */
const char *value_expected(enum value value);

#endif
