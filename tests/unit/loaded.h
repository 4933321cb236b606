/* SPDX-License-Identifier: 0BSD
 *
 * loaded - a catalogue, read and derived, as the state of a group of tests.
 * Include it before any other header.
 */
#ifndef LOADED_H
#define LOADED_H

#include "run.h"

#include "model/derive.h"
#include "read/catalog.h"
#include "read/xml.h"

struct loaded {
    struct arena arena;
    struct diag diag;
    struct model model;
    struct view view;
};

/** Read the catalogue at path; return -1 when it has faults, which are said. */
static inline int loaded_make(void **state, const char *path)
{
    struct loaded *l = calloc(1, sizeof *l);

    assert_non_null(l);
    *state = l;
    catalog_load(&l->arena, &l->diag, path, &l->model);
    diag_print(&l->diag, stderr);
    if (l->diag.count)
        return -1;
    derive_view(&l->arena, &l->model, &l->view);
    return 0;
}

static inline int loaded_free(void **state)
{
    struct loaded *l = *state;

    diag_free(&l->diag);
    mem_free(&l->arena);
    free(l);
    xml_end();
    return 0;
}

#endif
