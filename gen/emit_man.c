/* SPDX-License-Identifier: 0BSD */
#include "emit.h"
void emit_man(const struct view *view, struct outset *set)
{
    (void)view;
    (void)set;
}
