/* SPDX-License-Identifier: 0BSD
 *
 * attr_value - what an attribute may hold, and how to say it to a person.
 */
#ifndef ATTR_VALUE_H
#define ATTR_VALUE_H

#include <stdbool.h>

enum attr_value {
    ANY_TEXT,
    FORMAT,
    VERSION,
    DATE,
    ID,
    NAME,
    NUMBER,
    REASON_NUMBER,
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
    ABOUT,
    ACTION,
    COMMAND,
    BY,
    TRACK,
    ADDRESS,
    SECTION,
    SAY,
    CHANGE,
    CHANGED
};

/** Say whether s is a value of that kind. */
bool attr_value_ok(enum attr_value value, const char *s);

/** Say what was expected, to stand behind "expected ". */
const char *attr_value_expected(enum attr_value value);

/** The same for what was written instead. */
const char *attr_value_instead(enum attr_value value, const char *s);

#endif
