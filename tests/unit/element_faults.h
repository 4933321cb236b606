/* SPDX-License-Identifier: 0BSD
 *
 * element_faults - everything that happens to elements.
 */
#ifndef ELEMENT_FAULTS_H
#define ELEMENT_FAULTS_H

#include "faults.h"

typedef const struct markup_element *element;

static inline const char *pair_of(struct faults *f, element e)
{
    return mem_printf(&f->arena, "%s/%s", e->parent ? e->parent->name : "",
                      e->name);
}

static inline struct fault *element_fault(struct faults *f,
                                          enum fault_kind kind, element e,
                                          struct span from, const char *text)
{
    struct fault *fault = faults_add(f, kind, pair_of(f, e), e->file);

    fault->near = e;
    faults_change(fault, from.from, from.to, text);
    return fault;
}

/* Both tags get another name. */
static inline void rename_element(struct faults *f, enum fault_kind kind,
                                  element e, const char *name)
{
    size_t len = strlen(e->name);
    struct fault *fault = element_fault(
        f, kind, e, (struct span){e->all.from + 1, e->all.from + 1 + len},
        name);

    if (e->all.to > e->body.to)
        faults_change(fault, e->body.to + 2, e->body.to + 2 + len, name);
}

static inline element first_child(struct faults *f, element parent)
{
    for (size_t i = 0; i < f->markup->element_count; i++)
        if (f->markup->elements[i]->parent == parent)
            return f->markup->elements[i];
    return NULL;
}

static inline void move_element(struct faults *f, enum fault_kind kind,
                                element e, size_t to)
{
    struct fault *fault = element_fault(f, kind, e, e->all, "");

    faults_change(fault, to, to, markup_text(f->markup, e->file, e->all));
}

/* The faults that need no parent: of any element, roots included. */
static inline void any_element_faults(struct faults *f, const element *all,
                                      size_t count)
{
    struct markup *m = f->markup;
    element e;

#define ANY (e = all[faults_random(f, count)])
    ANY;
    element_fault(f, ELEMENT_DROPPED, e, e->all, "");
    ANY;
    element_fault(f, ELEMENT_DOUBLED, e, (struct span){e->all.to, e->all.to},
                  markup_text(m, e->file, e->all));
    ANY;
    rename_element(f, ELEMENT_MISSPELT, e, misspelt(f, e->name));
    ANY;
    rename_element(f, ELEMENT_RENAMED, e,
                   m->elements[faults_random(f, m->element_count)]->name);
    ANY;
    if (e->all.to > e->body.to) {
        element_fault(f, ELEMENT_EMPTIED, e, e->body, "");
        ANY;
        element_fault(f, TEXT_ADDED, e, (struct span){e->body.to, e->body.to},
                      "stray");
        ANY;
        element_fault(f, END_DROPPED, e, (struct span){e->body.to, e->all.to},
                      "");
    }
}

static inline void element_faults(struct faults *f, const element *all,
                                  size_t count)
{
    element e;

    any_element_faults(f, all, count);
    if (!all[0]->parent)
        return;
    for (int i = 0; i < 8; i++) {
        element first = first_child(f, ANY->parent);

        if (first == e)
            continue;
        move_element(f, ELEMENT_FIRST, e, first->all.from);
        break;
    }
    ANY;
    move_element(f, ELEMENT_OUT, e, e->parent->all.to);
#undef ANY
}

static inline void faults_of_elements(struct faults *f)
{
    struct markup *m = f->markup;
    element *groups[MOST_NAMES] = {NULL};
    size_t sizes[MOST_NAMES] = {0};
    struct names names = {0};

    for (size_t i = 0; i < m->element_count; i++) {
        element e = m->elements[i], *to;
        size_t n = name_number(f, &names, pair_of(f, e));

        to = mem_push(&f->arena, &groups[n], &sizes[n], sizeof *to);
        *to = e;
    }
    for (size_t n = 0; n < names.count; n++)
        element_faults(f, groups[n], sizes[n]);
}

#endif
