/* SPDX-License-Identifier: 0BSD */
#include "emit.h"

#include "embedded.h"

/* The tool is fixed text: all it knows it takes from the two headers. */
void emit_tool(const struct view *view, struct outset *set)
{
    (void)view;
    buf_add(outset_add(set, "smtpcodes.c"),
            (const char *)embedded_smtpcodes_c, embedded_smtpcodes_c_len);
}
