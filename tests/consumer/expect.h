/* SPDX-License-Identifier: 0BSD
 *
 * What the programs beside this file expect of the headers; one that gets
 * something else says where, goes on, and fails at its end. */
#ifndef EXPECT_H
#define EXPECT_H

#include <stdio.h>
#include <string.h>

static int failures;

#define EXPECT(holds) expect_(__FILE__, __LINE__, #holds, holds)
#define EXPECT_NUMBER(got, wanted) \
    expect_number_(__FILE__, __LINE__, #got, (long)(got), (long)(wanted))
#define EXPECT_TEXT(got, wanted) \
    expect_text_(__FILE__, __LINE__, #got, got, wanted)

static inline void expect_(const char *file, int line, const char *what,
                           int holds)
{
    if (holds)
        return;
    failures++;
    fprintf(stderr, "%s:%d: not so: %s\n", file, line, what);
}

static inline void expect_number_(const char *file, int line, const char *what,
                                  long got, long wanted)
{
    if (got == wanted)
        return;
    failures++;
    fprintf(stderr, "%s:%d: %s is %ld, expected %ld\n", file, line, what, got,
            wanted);
}

static inline void expect_text_(const char *file, int line, const char *what,
                                const char *got, const char *wanted)
{
    if (strcmp(got, wanted) == 0)
        return;
    failures++;
    fprintf(stderr, "%s:%d: %s is \"%s\", expected \"%s\"\n", file, line, what,
            got, wanted);
}

#endif
