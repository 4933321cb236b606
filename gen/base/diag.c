/* SPDX-License-Identifier: 0BSD */
#include "base/diag.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void diag_error(struct diag *diag, struct place at, const char *rule,
                const char *format, ...)
{
    struct diag_fault *fault;
    va_list args;
    char *text;

    va_start(args, format);
    text = mem_vprintf(&diag->arena, format, args);
    va_end(args);
    /* A value may hold a line feed, given as &#10;; a fault is one line. */
    for (char *s = text; *s; s++)
        if ((unsigned char)*s < 0x20)
            *s = ' ';
    fault = mem_push(&diag->arena, &diag->faults, &diag->count, sizeof *fault);
    fault->order = diag->count;
    fault->at = at;
    fault->rule = rule;
    fault->text = text;
    fault->follows = diag->follows;
}

static int by_place(const void *a, const void *b)
{
    const struct diag_fault *x = a, *y = b;
    int c = strcmp(x->at.file, y->at.file);

    if (x->follows != y->follows)
        return x->follows ? 1 : -1;
    if (c)
        return c;
    if (x->at.line != y->at.line)
        return x->at.line < y->at.line ? -1 : 1;
    return x->order < y->order ? -1 : x->order > y->order;
}

/* Choose what to show: of faults in the same words a few only, as long as
 * there are others, since one slip is often met in many places. */
static void choose(struct diag *diag, size_t same_words)
{
    size_t left = DIAG_SHOWN;

    for (size_t i = 0; i < diag->count; i++)
        left -= diag->faults[i].shown;
    for (size_t i = 0; i < diag->count && left > 0; i++) {
        struct diag_fault *f = &diag->faults[i];
        size_t same = 0;

        for (size_t j = 0; j < i && same < same_words; j++)
            same += diag->faults[j].shown &&
                    strcmp(diag->faults[j].text, f->text) == 0;
        if (f->shown || same >= same_words)
            continue;
        f->shown = true;
        left--;
    }
}

size_t diag_print(struct diag *diag, FILE *to)
{
    if (diag->count)
        qsort(diag->faults, diag->count, sizeof *diag->faults, by_place);
    for (size_t i = 0; i < diag->count; i++)
        diag->faults[i].shown = false;
    choose(diag, DIAG_SAME);
    choose(diag, DIAG_SHOWN);
    for (size_t i = 0; i < diag->count; i++) {
        const struct diag_fault *f = &diag->faults[i];

        if (!f->shown)
            continue;
        if (f->at.line > 0)
            fprintf(to, "%s:%d: error: %s [%s]\n", f->at.file, f->at.line,
                    f->text, f->rule);
        else
            fprintf(to, "%s: error: %s [%s]\n", f->at.file, f->text, f->rule);
    }
    if (diag->count > DIAG_SHOWN)
        fprintf(to, "%zu more errors not shown\n", diag->count - DIAG_SHOWN);
    return diag->count;
}

void diag_free(struct diag *diag)
{
    mem_free(&diag->arena);
    *diag = (struct diag){0};
}
