/* SPDX-License-Identifier: 0BSD
 *
 * mem_exact - gen/base/mem.h for the harnesses; see mem_exact.c.
 */
#ifndef MEM_EXACT_H
#define MEM_EXACT_H

#include "base/mem.h"

/** Called by mem_die when it is set; may jump away. */
extern void (*mem_exact_died)(const char *what, const char *why);

/** Free the arena that was last used: a function that died leaves it. */
void mem_exact_free_latest(void);

#endif
