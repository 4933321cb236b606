/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"
#include "write/emit_docs.h"

void emit_docs(const struct view *view, struct outset *set)
{
    struct docs d = {.view = view, .set = set};

    docs_page_guide(&d);
    for (size_t i = 0; i < view->entry_count; i++)
        docs_page_entry(&d, &view->entries[i]);
    for (size_t i = 0; i < view->reason_count; i++)
        docs_page_reason(&d, &view->reasons[i]);
    for (size_t i = 0; i < view->model->provider_count; i++)
        docs_page_provider(&d, view->providers[i]);
}
