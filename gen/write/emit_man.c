/* SPDX-License-Identifier: 0BSD */
#include "write/emit.h"
#include "write/emit_man.h"

void emit_man(const struct view *view, struct outset *set)
{
    struct man m = {.view = view, .set = set};

    man_page_overview(&m);
    man_page_api(&m);
    man_page_tool(&m);
    for (size_t i = 0; i < view->entry_count; i++)
        man_page_entry(&m, &view->entries[i]);
    for (size_t i = 0; i < view->reason_count; i++)
        man_page_reason(&m, &view->reasons[i]);
    for (size_t i = 0; i < view->model->provider_count; i++)
        man_page_provider(&m, view->providers[i]);
}
