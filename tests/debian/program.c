/* SPDX-License-Identifier: 0BSD
 *
 * Whoever has the headers installed: what 5.1.1 means. */
#define SMTPC_IMPLEMENTATION
#include <smtpcodes_bounce.h>
#include <smtpcodes_text.h>
#include <stdio.h>

int main(void)
{
    return puts(smtpc_meaning(smtpc_find_id("5.1.1", 5))) < 0;
}
