/* SPDX-License-Identifier: 0BSD
 *
 * diag - faults of the catalogue: file:line: error: text [rule-id].
 *
 * Faults are collected while the phases run and printed together, causes before
 * what may follow from them, in the order of file name, then line. At most
 * DIAG_SHOWN are printed, and of what may follow DIAG_SAME, then the number
 * left out. Texts are copied; the caller keeps what it passes. There are no
 * warnings: a rule is an error or does not exist.
 */
#ifndef DIAG_H
#define DIAG_H

#include "base/mem.h"

#include <stdbool.h>
#include <stdio.h>

enum { DIAG_SHOWN = 20, DIAG_SAME = 5 };

/** A place in the catalogue. line starts at 1; 0 means the whole file. */
struct place {
    const char *file;
    int line;
};

struct diag_fault {
    struct place at;
    const char *text, *rule;
    size_t order;
    bool follows, shown;
};

struct diag {
    struct arena arena;
    struct diag_fault *faults;
    size_t count;
    bool follows; /* what is recorded now may follow from another fault */
};

/** Record a fault. rule is a stable id and must outlive the collection. */
void diag_error(struct diag *diag, struct place at, const char *rule,
                const char *format, ...) __attribute__((format(printf, 4, 5)));

/** Sort what was recorded and print it, DIAG_SHOWN faults at most; return the
 * number of faults. */
size_t diag_print(struct diag *diag, FILE *to);

/** Forget everything and free it. */
void diag_free(struct diag *diag);

#endif
