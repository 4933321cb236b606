/* SPDX-License-Identifier: 0BSD
 *
 * c_pool - texts of a header in one struct of char arrays.
 *
 *     struct smtpc_titles_ {
 *         char r550[58];
 *         ...
 *     };
 *     static const struct smtpc_titles_ smtpc_titles_pool_ = {
 *         "Requested action not taken: mailbox unavailable",
 *         ...
 *     };
 *
 * Rows elsewhere name a member and have its offset counted by the compiler, so
 * that a new text moves no other line.
 */
#ifndef C_POOL_H
#define C_POOL_H

#include "base/buf.h"

#include <stddef.h>

/** Start from { .name = "titles" }. */
struct c_pool {
    const char *name;
    struct buf members, texts;
    size_t bytes; /* of all texts, their NULs included */
};

/** Add a text as a member, whose name is a C identifier, once. */
void c_pool_add(struct c_pool *pool, const char *member, const char *text);

/** The same of several texts, one behind the other, each with its NUL. */
void c_pool_add_all(struct c_pool *pool, const char *member,
                    const char *const *texts, size_t count);

/** Append the struct and its texts, and give the pool's memory back. At least
 * one member was added. */
void c_pool_put(struct c_pool *pool, struct buf *to);

#endif
