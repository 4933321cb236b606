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
    return (int)x->order - (int)y->order;
}

/* How many are shown of what may follow from others that are: what follows from
 * one is often met in many places. */
static bool has_room(const struct diag *diag, size_t shown, size_t following)
{
    return shown < DIAG_SHOWN &&
           (diag->faults[0].follows || following < DIAG_SAME);
}

/* Choose what to show: of faults in the same words a few only, as long as
 * there are others, since one slip is often met in many places. Return how
 * many are shown. */
static size_t choose(struct diag *diag, size_t same_words)
{
    size_t shown = 0, following = 0;

    for (size_t i = 0; i < diag->count; i++) {
        shown += diag->faults[i].shown;
        following += diag->faults[i].shown && diag->faults[i].follows;
    }
    for (size_t i = 0; i < diag->count; i++) {
        struct diag_fault *f = &diag->faults[i];
        size_t same = 0;

        if (f->shown || !has_room(diag, shown, f->follows ? following : 0))
            continue;
        for (size_t j = 0; j < i && same < same_words; j++)
            same += diag->faults[j].shown &&
                    strcmp(diag->faults[j].text, f->text) == 0;
        if (same >= same_words)
            continue;
        f->shown = true;
        shown++;
        following += f->follows;
    }
    return shown;
}

size_t diag_print(struct diag *diag, FILE *to)
{
    size_t shown;

    if (diag->count)
        qsort(diag->faults, diag->count, sizeof *diag->faults, by_place);
    for (size_t i = 0; i < diag->count; i++)
        diag->faults[i].shown = false;
    choose(diag, DIAG_SAME);
    shown = choose(diag, DIAG_SHOWN);
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
    if (diag->count > shown)
        fprintf(to, "%zu more errors not shown\n", diag->count - shown);
    return diag->count;
}

void diag_free(struct diag *diag)
{
    mem_free(&diag->arena);
    *diag = (struct diag){0};
}
